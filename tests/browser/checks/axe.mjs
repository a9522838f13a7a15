// axe-core, run in a page that is open.

import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Rules whose answer can change with colours and width alone. */
const LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

/** What axe finds in a page: by all its rules, or only by those on looks. */
export async function accessible(page, { looks = false } = {}) {
    if (!(await page.evaluate(() => typeof window.axe === "object"))) await page.evaluate(axe.source);
    const only = looks ? { type: "rule", values: LOOKS } : { type: "tag", values: TAGS };
    const violations = await page.evaluate(
        async (runOnly) => (await window.axe.run(document, { runOnly, resultTypes: ["violations"] })).violations,
        only,
    );
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) =>
            `${id} at ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`));
}

/** Whether the document is wider than its window: it would have to be scrolled sideways. */
export async function narrow(page) {
    return page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        const wide = [...document.body.querySelectorAll("*")]
            .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
            .filter((element) => ![...element.children].some(
                (child) => child.getBoundingClientRect().right > clientWidth + 0.5))
            .slice(0, 3)
            .map((element) => element.outerHTML.slice(0, 100));
        return [`the document is ${scrollWidth} px wide in ${clientWidth}: ${wide.join(" ")}`];
    });
}
