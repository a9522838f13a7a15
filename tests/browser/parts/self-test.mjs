// The checks themselves: each finds nothing in a good page, and refuses the page that is bad in its way.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";

import { pattern } from "../addresses.mjs";
import { listen, visitor } from "../browser.mjs";
import { accessible, narrow } from "../checks/axe.mjs";
import { focus, skip } from "../checks/focus.mjs";
import { told } from "../checks/forms.mjs";
import { headers } from "../checks/headers.mjs";
import { markup } from "../checks/markup.mjs";
import { facts, shared, structure } from "../checks/structure.mjs";
import { over, weigh } from "../checks/weight.mjs";
import { get } from "../http.mjs";
import { Words } from "../words.mjs";

const HEADERS = {
    "content-security-policy":
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
};

const STYLE = `
body { margin: 0; background: #fff; color: #111; font: 1rem/1.5 sans-serif }
label, strong, input { display: block }
a, button { color: #005a9c; padding: .8rem; display: inline-block; min-height: 44px }
a:focus, button:focus, input:focus { outline: 3px solid #111 }
.skip:not(:focus) { position: absolute; left: -999em }
`;

const GOOD = `<!DOCTYPE html>
<html lang="ca">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plaça</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#content">Ves al contingut</a>
<header><p>Veïns</p></header>
<nav aria-label="Idioma"><a href="/es" hreflang="es" lang="es">Español</a>
<a href="/en" hreflang="en" lang="en">English</a></nav>
<main id="content" tabindex="-1"><h1>Plaça</h1>
<div role="alert" aria-label="Per corregir"><a href="#title">Escriu un títol més llarg.</a></div>
<form method="post" action="/ca"><p><label for="title">Títol</label>
<strong id="problem">Escriu un títol més llarg.</strong>
<input id="title" name="title" type="text" value="x" aria-invalid="true" aria-describedby="problem"></p>
<p><label for="when">Dia i hora</label><input id="when" name="when" type="datetime-local"></p>
<button type="submit">Publica</button></form></main>
<footer><p>Ateneu</p></footer>
</body>
</html>`;

const swap = (from, to) => ({ html: GOOD.replace(from, to) });
const style = (more) => ({ style: STYLE + more });
const head = (name, value) => ({ headers: { ...HEADERS, [name]: value } });

/** What is wrong with each bad page, and the check that has to say so. */
const BAD = [
    ["a title is missing", "structure", swap("<title>Plaça</title>", "<title></title>")],
    ["there are two h1", "structure", swap("<h1>", "<h1>Una</h1><h1>")],
    ["the language is another one", "structure", swap('lang="ca"', 'lang="es"')],
    ["there is no main", "structure", swap(/<main.*?>|<\/main>/g, "")],
    ["the navigation has no name", "structure", swap(' aria-label="Idioma"', "")],
    ["a style is inline", "structure", swap("<h1>", '<h1 style="color: red">')],
    ["a handler is inline", "structure", swap("<h1>", '<h1 onclick="alert(1)">')],
    ["a script is inline", "structure", swap("</body>", "<script>alert(1)</script></body>")],
    ["a link goes nowhere in the page", "structure", swap("#content", "#contents")],
    ["a language has no link", "structure", swap('hreflang="es"', "")],
    ["a button has no type", "markup", swap(' type="submit"', "")],
    ["an id is there twice", "markup", swap("<h1>", '<h1 id="content">')],
    ["the policy is missing", "headers", head("content-security-policy", "")],
    ["the policy allows inline scripts", "headers",
        head("content-security-policy", `${HEADERS["content-security-policy"]}; script-src-elem 'unsafe-inline'`)],
    ["the policy allows everybody's pictures", "headers",
        head("content-security-policy", HEADERS["content-security-policy"].replace("data:", "https:"))],
    ["forms would be refused", "headers", head("referrer-policy", "no-referrer")],
    ["something comes from elsewhere", "quiet",
        swap("</body>", '<img alt="" src="http://127.0.0.1:9/x.png"></body>')],
    ["a script is refused by the policy", "quiet", swap("</body>", "<script>alert(1)</script></body>")],
    ["a script throws", "quiet", swap("</body>", '<script src="/throws.js"></script></body>')],
    ["the page is too heavy", "weight", swap("<p>Ateneu</p>", () => `<p>${noise(16_000)}</p>`)],
    ["there are too many requests", "weight", swap("</body>",
        `${[1, 2, 3, 4].map((n) => `<script src="/quiet.js?${n}"></script>`).join("")}</body>`)],
    ["the contrast is too low", "axe", style("p { color: #bbb }")],
    ["the contrast is too low in the dark", "dark",
        style("@media (prefers-color-scheme: dark) { p { color: #bbb } }")],
    ["a field has no label", "axe", swap("<button", '<input type="text" name="x"><button')],
    ["the page is wider than a telephone", "narrow", style("h1 { width: 500px }")],
    ["the focus cannot be seen", "focus", style("button:focus { outline: none }")],
    ["the skip link is not the first stop", "focus", swap('<a class="skip"', '<a href="/">x</a><a class="skip"')],
    ["the focus is covered", "focus", style("header { position: fixed; inset: 0; background: #fff }")],
    ["the keyboard does not reach a button", "focus",
        { html: GOOD.replace("</form>", '</form><button type="button" inert>x</button>') }],
    ["the keyboard is trapped", "focus", swap("</body>", '<script src="/trap.js"></script></body>')],
    ["the keyboard is trapped in a date", "focus", swap("</body>", '<script src="/trap-date.js"></script></body>')],
    ["a bad field is not marked", "told", swap(' aria-invalid="true"', "")],
    ["no message belongs to a bad field", "told", swap(' aria-describedby="problem"', "")],
    ["the message is far from its field", "told", style("input { margin-top: 300px }")],
    ["no summary leads to a bad field", "told", swap('href="#title"', 'href="#content"')],
    ["what was typed is lost", "told", swap(' value="x"', "")],
    ["the skip link leads past the content", "skip",
        {
            html: GOOD.replace('href="#content"', 'href="#foot"')
                .replace("<p>Ateneu</p>", '<p id="foot">Ateneu <a href="/">x</a></p>'),
        }],
];

/** Checks of what the server sends. */
const SENT = {
    structure: async (answer, blank) => structure(await facts(blank, answer.text), "ca", ["ca", "es", "en"]),
    markup: (answer) => markup(answer.text),
    headers: (answer) => headers(answer.headers),
};

/** Checks of a page that is open. */
const OPEN = {
    quiet: (page, heard) => heard.problems,
    weight: async (page, heard) => over(await weigh(heard.requests)),
    axe: (page) => accessible(page),
    dark: async (page) => {
        await page.emulateMedia({ colorScheme: "dark" });
        return accessible(page, { looks: true });
    },
    narrow: async (page) => {
        await page.setViewportSize({ width: 320, height: 640 });
        return narrow(page);
    },
    focus: (page) => focus(page),
    skip: (page) => skip(page),
    told: (page) => told(page, { title: "x" }),
};

export async function selfTest(t, { browser }) {
    const site = await serve();
    const blank = await visitor(browser);
    const problems = async (shown, check) => {
        site.shown = shown;
        if (SENT[check]) return SENT[check](await get(`${site.origin}/ca`), blank.page);
        const { context, page } = await visitor(browser);
        const heard = listen(page, site.origin);
        await page.goto(`${site.origin}/ca`);
        const found = await OPEN[check](page, heard);
        await context.close();
        return found;
    };
    try {
        for (const check of Object.keys({ ...SENT, ...OPEN })) {
            await t.test(`a good page passes: ${check}`, async () =>
                assert.deepEqual(await problems({}, check), []));
        }
        for (const [what, check, shown] of BAD) {
            await t.test(`refused by ${check}: ${what}`, async () =>
                assert.notDeepEqual(await problems(shown, check), []));
        }
        await t.test("a title of two pages is named", () =>
            assert.equal(shared([{ title: "x", url: "http://a/1" }, { title: "x", url: "http://a/2" }]).length, 1));
        await t.test("a message matches whatever is filled in, in each of its forms", () => {
            const texts = new Words("en").like("supports-count");
            assert.ok(["1 support", "1,024 supports"].every((text) => texts.test(text)));
            assert.ok(!texts.test("comments"));
        });
        await t.test("an address becomes its pattern", () =>
            assert.equal(
                pattern("http://a/ca/0123456789ab/proposals/0123456789abcdef?sort=new&page=2"),
                "/L/C/proposals/ID?page&sort"));
    } finally {
        await blank.context.close();
        site.server.close();
    }
}

/** A site with one page, which is good but for what `shown` says. */
async function serve() {
    const site = { shown: {} };
    site.server = createServer((request, response) => {
        const { html = GOOD, style: css = STYLE, headers: given = HEADERS } = site.shown;
        const files = {
            "/style.css": ["text/css", css],
            "/throws.js": ["text/javascript", "throw new Error('x')"],
            "/quiet.js": ["text/javascript", ""],
            "/trap.js": ["text/javascript",
                "document.querySelector('button').addEventListener('keydown', (e) => e.preventDefault())"],
            "/trap-date.js": ["text/javascript",
                "document.querySelector('#when').addEventListener('keydown', (e) => e.preventDefault())"],
        };
        const [type, text] = files[request.url.split("?")[0]] ?? ["text/html; charset=utf-8", html];
        const kept = Object.entries(given).filter(([, value]) => value !== "");
        response.writeHead(200, {
            ...Object.fromEntries(kept), "content-type": type, "content-encoding": "gzip",
        });
        response.end(gzipSync(text));
    });
    await new Promise((resolve) => site.server.listen(0, "127.0.0.1", resolve));
    site.origin = `http://127.0.0.1:${site.server.address().port}`;
    return site;
}

/** Text that does not compress, always the same: a linear congruential generator's (Knuth). */
function noise(length) {
    let state = 1n;
    let text = "";
    while (text.length < length * 1.4) {
        state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
        text += (state >> 33n).toString(36);
    }
    return text;
}
