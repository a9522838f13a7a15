// Every page that a link leads to: it is there, it is built well, and it weighs little.

import assert from "node:assert/strict";

import { LANGUAGES, isPage } from "../addresses.mjs";
import { listen, visitor } from "../browser.mjs";
import { headers } from "../checks/headers.mjs";
import { markup } from "../checks/markup.mjs";
import { facts, shared, structure } from "../checks/structure.mjs";
import { BUDGET, over, weigh } from "../checks/weight.mjs";
import { get } from "../http.mjs";
import { none, of } from "../promise.mjs";
import { everyPage, inTurn, named, survey } from "../survey.mjs";

export async function crawl(t, world) {
    const views = await survey(world);
    const answers = views.flatMap((view) => view.answers.map((answer) => ({ ...answer, view })));
    const pages = everyPage(views);
    console.log(`${answers.length} addresses were followed, ${pages.length} pages are looked at`);

    await t.test("every link leads somewhere", async () =>
        none(await of(answers, ({ from }) => new URL(from).pathname, ({ status, pattern }) =>
            status === 200 || status === 303 ? [] : [`a link to ${pattern}, which answers ${status}`])));

    const { context, page: blank } = await visitor(world.browser);
    const shown = answers.filter(isPage);
    for (const answer of shown) answer.facts = await facts(blank, answer.text);
    await context.close();

    await t.test("every page is built alike, and carries nothing inline", async () =>
        none(await of(shown, named, (answer) => structure(answer.facts, answer.language, LANGUAGES))));
    await t.test("no two pages have one title", () =>
        none(LANGUAGES.flatMap((code) =>
            shared(shown.filter(({ language }) => language === code)
                .map(({ url, facts: { title } }) => ({ url, title }))))));
    await t.test("an address of nothing says so, in a page like the others", async () => {
        const { status, text } = await get(`${world.node.origin}/ca/nothing/here`);
        assert.equal(status, 404);
        const { context, page } = await visitor(world.browser);
        none(structure(await facts(page, text), "ca", LANGUAGES));
        none(await markup(text));
        await context.close();
    });
    await t.test("every page has strict headers", async () =>
        none(await of(shown, named, (answer) => headers(answer.headers))));
    await t.test("every page is valid HTML", async () =>
        none(await of(pages, named, (page) => markup(page.text))));

    await t.test("no page is too heavy as the node sends it", async () =>
        none(await of(shown, named, ({ bytes }) => (bytes > BUDGET.html ? [`html: ${bytes}`] : []))));
    const weights = new Map();
    await t.test("no page asks for anything elsewhere or complains", async () =>
        none(await of(world.quick ? inTurn(pages) : pages, named, async (page) => {
            const cold = await visitor(world.browser, { storageState: page.view.storageState });
            const heard = listen(cold.page, world.node.origin);
            await cold.page.goto(page.url, { waitUntil: "load" });
            weights.set(page, await weigh(heard.requests));
            await cold.context.close();
            return heard.problems;
        })));
    table(weights);
    await t.test("no first visit is too heavy", async () =>
        none(await of([...weights.keys()], named, (page) => over(weights.get(page)))));
}

/** The heaviest page of each pattern. */
function table(weights) {
    const kinds = Object.keys(BUDGET);
    const rows = new Map();
    for (const [page, weight] of weights) {
        const row = rows.get(page.pattern) ?? Object.fromEntries(kinds.map((kind) => [kind, 0]));
        for (const kind of kinds) row[kind] = Math.max(row[kind], weight[kind]);
        rows.set(page.pattern, row);
    }
    const line = (name, row) =>
        console.log(name.padEnd(44) + kinds.map((kind) => String(row[kind]).padStart(9)).join(""));
    line("compressed bytes, the most of each pattern", Object.fromEntries(kinds.map((kind) => [kind, kind])));
    for (const [pattern, row] of [...rows].sort()) line(pattern, row);
    line("at most", BUDGET);
}
