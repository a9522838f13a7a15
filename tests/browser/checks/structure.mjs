// How the HTML of a page is built.

/**
 * What a document holds, read without running or loading anything of it.
 * `blank` is a page at about:blank, whose parser is used.
 */
export function facts(blank, html) {
    return blank.evaluate((source) => {
        const read = new DOMParser().parseFromString(source, "text/html");
        const all = (selector) => [...read.querySelectorAll(selector)];
        const text = (element) => element.textContent.trim().replace(/\s+/g, " ");
        const short = (element) => element.outerHTML.slice(0, 120);
        const named = (element) =>
            element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby");
        const scripted = all("*").filter((element) =>
            [...element.attributes].some(({ name, value }) =>
                name.startsWith("on") || name === "style" || /^\s*javascript:/i.test(value)));
        const first = read.querySelector("body a[href]");
        return {
            lang: read.documentElement.lang,
            title: read.title.trim(),
            headings: all("h1").map(text),
            levels: all("h1,h2,h3,h4,h5,h6").map((element) => Number(element.tagName[1])),
            landmarks: {
                header: all("header").filter((element) => !element.closest("main, article, section")).length,
                main: all("main#content").length,
                mains: all("main").length,
                nav: all("nav").length,
                footer: all("footer").filter((element) => !element.closest("main, article, section")).length,
            },
            unnamed: all("nav").filter((element) => !named(element)).map(short),
            skips: first?.getAttribute("href") ?? "",
            inline: [
                ...scripted.map(short),
                ...all("style").map(short),
                ...all("script:not([src])").map(short),
            ],
            fragments: all('a[href^="#"]')
                .map((element) => element.getAttribute("href").slice(1))
                .filter((id) => id !== "" && !read.getElementById(id)),
            languages: all("a[hreflang]").map((element) => element.getAttribute("hreflang")),
            untold: all("a[hreflang]").filter((element) => !element.lang).map(short),
            heavy: all("form:not([method]), form[method=get i]")
                .filter((form) => form.querySelector("[name=token], [name=nonce], [type=password]"))
                .map(short),
        };
    }, html);
}

/** What is wrong with these facts of a page that is in this language. */
export function structure(found, language, languages) {
    const problems = [];
    const must = (holds, what) => holds || problems.push(what);
    must(found.lang === language, `lang is "${found.lang}", the address says "${language}"`);
    must(found.title !== "", "no title");
    must(found.headings.length === 1, `${found.headings.length} h1: ${found.headings.join(" | ")}`);
    must(found.headings.every((text) => text !== ""), "an empty h1");
    const { header, main, mains, nav, footer } = found.landmarks;
    must(header === 1, `${header} headers of the page`);
    must(main === 1 && mains === 1, 'not one <main id="content">');
    must(nav >= 1, "no nav");
    must(footer === 1, `${footer} footers of the page`);
    must(found.skips === "#content", `the first link goes to "${found.skips}", not to #content`);
    for (const element of found.unnamed) problems.push(`a nav without a name: ${element}`);
    for (const element of found.inline) problems.push(`inline script or style: ${element}`);
    for (const id of found.fragments) problems.push(`a link to #${id}, which is not there`);
    for (const element of found.heavy) problems.push(`a secret in the address: ${element}`);
    for (const element of found.untold) problems.push(`a language's link without lang: ${element}`);
    for (const other of languages.filter((code) => code !== language)) {
        must(found.languages.includes(other), `no link to this page in "${other}" (hreflang)`);
    }
    return problems;
}

/** Forms about one thing, which their title need not name. */
const FORM = /\/(moderation|me)\/[a-z]+\/[0-9a-f]+$/;

/** Titles that more than one address has: pages of one list may share theirs. */
export function shared(titles) {
    const places = new Map();
    for (const { title, url } of titles) {
        const { pathname } = new URL(url);
        if (FORM.test(pathname)) continue;
        places.set(title, (places.get(title) ?? new Set()).add(pathname));
    }
    return [...places]
        .filter(([, paths]) => paths.size > 1)
        .map(([title, paths]) => `"${title}" is the title of ${[...paths].slice(0, 3).join(" and of ")}`);
}
