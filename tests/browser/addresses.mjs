// The addresses of the page, found by following its links: there is no list to keep up to date.

import { get } from "./http.mjs";

export const LANGUAGES = ["ca", "es", "en"];

/** Pages of one pattern, in one language, that are visited unless all are. */
const ALIKE = 4;
/** Addresses that are visited at most. */
const MOST = { some: 600, all: 20_000 };

/**
 * The pattern of an address: `/L/C/proposals/ID?page`. Which language, which community, which entry
 * and which values is left out.
 */
export function pattern(address) {
    const url = new URL(address, "http://any");
    const parts = url.pathname.split("/").map((part, place) => {
        if (place === 1 && LANGUAGES.includes(part)) return "L";
        if (/^[0-9a-f]{12,64}$/.test(part)) return place === 2 ? "C" : "ID";
        if (/^\d+$/.test(part)) return "N";
        return part.replace(/-[0-9a-f]{6,64}(?=\.)/, "-HASH");
    });
    const keys = [...new Set(url.searchParams.keys())].sort();
    return parts.join("/") + (keys.length > 0 ? `?${keys.join("&")}` : "");
}

/** The language that an address is in, or nothing. */
export function language(address) {
    const part = new URL(address, "http://any").pathname.split("/")[1];
    return LANGUAGES.includes(part) ? part : undefined;
}

/** Where the links of this HTML lead, on the same origin, without fragments. */
export function links(html, base) {
    const found = new Set();
    for (const [, , raw] of html.matchAll(/<a\b[^>]*?\shref=("|')(.*?)\1/gs)) {
        const url = new URL(raw.replaceAll("&amp;", "&"), base);
        if (url.origin !== new URL(base).origin) continue;
        url.hash = "";
        found.add(url.href);
    }
    return [...found];
}

/**
 * Follows every link from the front pages. Each answer is `{ url, from, pattern, language, status,
 * headers, bytes, text }`; `from` is the page with the link.
 */
export async function walk(origin, { cookie = "", all = false } = {}) {
    const answers = [];
    const begun = new Set();
    const alike = new Map();
    const waiting = LANGUAGES.map((code) => [`${origin}/${code}`, origin]);
    const most = all ? MOST.all : MOST.some;
    while (waiting.length > 0 && answers.length < most) {
        const [url, from] = waiting.shift();
        const kind = { pattern: pattern(url), language: language(url) };
        const key = `${kind.language} ${kind.pattern}`;
        const before = alike.get(key) ?? 0;
        if (begun.has(url) || (!all && before >= ALIKE)) continue;
        begun.add(url);
        alike.set(key, before + 1);
        const answer = { url, from, ...kind, ...(await get(url, { cookie })) };
        answers.push(answer);
        if (answer.headers.location) {
            waiting.push([new URL(answer.headers.location, url).href, url]);
        } else if (isHtml(answer)) {
            waiting.push(...links(answer.text, url).map((next) => [next, url]));
        }
    }
    return answers;
}

export const isHtml = (answer) => (answer.headers["content-type"] ?? "").startsWith("text/html");

/** Whether an answer is a page to look at: neither a redirection nor a feed, nor a link into the void. */
export const isPage = (answer) => isHtml(answer) && answer.status === 200;

/**
 * Some pages that have every kind of element that any has: of each pattern in each language the first,
 * and each one that shows a class, a role or an element that those before it did not. What was seen is
 * remembered in `seen`.
 */
export function different(pages, seen = new Map()) {
    return pages.filter((page) => {
        const key = `${page.language} ${page.pattern}`;
        const known = seen.get(key) ?? new Set();
        const fresh = [...kinds(page.text)].filter((kind) => !known.has(kind));
        for (const kind of fresh) known.add(kind);
        const first = !seen.has(key);
        seen.set(key, known);
        return first || fresh.length > 0;
    });
}

function kinds(html) {
    const found = new Set();
    for (const [, tag, attributes] of html.matchAll(/<([a-z][a-z0-9]*)((?:\s[^>]*)?)>/g)) {
        found.add(tag);
        for (const [, name, value] of attributes.matchAll(/\b(class|role|type)="([^"]*)"/g)) {
            for (const word of value.split(/\s+/)) found.add(`${tag} ${name} ${word}`);
        }
    }
    return found;
}
