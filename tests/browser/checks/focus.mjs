// Where the keyboard goes on a page.

/** Stops that are looked at, at most. */
const MOST = 400;

/** Stops inside one control, at most: a date with its hour has one for each part and one for the calendar. */
const INSIDE = 8;

/**
 * Presses Tab from the top of an open page to its end; says what is wrong. The first stop goes to the
 * content, every stop shows that it has the focus and lies in sight, everything that can be used is
 * reached, and the page is left again at its end.
 */
export async function focus(page) {
    const problems = [];
    await page.evaluate(begin);
    let stops = 0;
    let inside = 0;
    for (; stops < MOST; stops += 1) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(arrive);
        problems.push(...stop.problems);
        if (stop.left) break;
        if (stops === 0 && stop.href !== "#content") problems.push(`the first stop is ${stop.name}`);
        inside = stop.stayed ? inside + 1 : 0;
        if (stop.trapped || inside > INSIDE) {
            problems.push(`the focus does not leave ${stop.name}`);
            break;
        }
    }
    if (stops === MOST) problems.push(`more than ${MOST} stops, or no end`);
    if (stops === 0) problems.push("nothing takes the focus");
    problems.push(...(await page.evaluate(unreached)));
    return problems;
}

/** Whether the first stop brings the focus into the content. */
export async function skip(page) {
    await page.evaluate(begin);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() =>
        document.activeElement === document.body ||
        document.querySelector("main#content")?.contains(document.activeElement) ||
        !document.querySelector("main#content :is(a[href], button, input, select, textarea, summary)"));
    return inside ? [] : ["after the skip link the focus is not in the content"];
}

function begin() {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    const looks = (element) => {
        const of = (at, pseudo) => {
            if (!at) return "";
            const style = getComputedStyle(at, pseudo);
            const outline = style.outlineStyle === "none" ? "" : `${style.outlineWidth} ${style.outlineColor}`;
            return [outline, style.boxShadow, style.borderColor, style.borderWidth, style.backgroundColor,
                style.color, style.textDecoration].join(";");
        };
        // A native control may be drawn by what stands beside it.
        return [of(element), of(element, "::before"), of(element, "::after"), of(element.nextElementSibling),
            of(element.nextElementSibling, "::before"), of(element.nextElementSibling, "::after")].join("|");
    };
    window.walked = { seen: new Set(), looks, first: undefined, last: undefined, lastLooks: "" };
}

function arrive() {
    const walked = window.walked;
    const element = document.activeElement;
    const name = (at) => at.outerHTML.slice(0, 120).replace(/\s+/g, " ");
    const problems = [];
    if (walked.last && walked.last !== element && walked.last.isConnected &&
        walked.looks(walked.last) === walked.lastLooks) {
        problems.push(`the focus cannot be seen on ${name(walked.last)}`);
    }
    // At its end a page is left for the browser's own controls, where there are some; else it begins anew.
    const anew = element === walked.first && walked.last !== walked.first;
    if (!element || element === document.body || element === document.documentElement || anew) {
        return { left: true, problems, name: "", href: "" };
    }
    walked.first ??= element;
    // The parts of a date are stops of their own, and all of them are the one element.
    const stayed = walked.last === element && ["date", "time", "datetime-local"].includes(element.type);
    const trapped = walked.seen.has(element) && !stayed;
    walked.seen.add(element);
    walked.last = element;
    // On the calendar of a date the ring is drawn inside the element, where no script sees it.
    if (!stayed) walked.lastLooks = walked.looks(element);
    const box = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
    if (!box) {
        problems.push(`the focus is on something without a size: ${name(element)}`);
    } else {
        // A part of it that can be seen and is not covered is enough (WCAG 2.2, 2.4.11).
        const across = [0.5, 0.1, 0.9].map((share) => box.left + box.width * share);
        const down = [0.5, 0.1, 0.9].map((share) => box.top + box.height * share);
        const free = across.some((x) => down.some((y) => {
            const top = document.elementFromPoint(x, y);
            return top && (element.contains(top) || top.contains(element) ||
                [...(element.labels ?? [])].some((label) => label.contains(top)));
        }));
        if (!free) problems.push(`what has the focus is out of sight: ${name(element)}`);
    }
    return { left: false, trapped, stayed, problems, name: name(element), href: element.getAttribute("href") };
}

function unreached() {
    const { seen } = window.walked;
    const group = (element) => element.type === "radio"
        ? [...seen].some((other) => other.type === "radio" && other.name === element.name &&
            other.form === element.form)
        : false;
    const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    return [...document.querySelectorAll(usable)]
        .filter((element) => !element.disabled && element.tabIndex >= 0)
        .filter((element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
        .filter((element) => !seen.has(element) && !group(element))
        .map((element) => `the keyboard does not reach ${element.outerHTML.slice(0, 120)}`);
}
