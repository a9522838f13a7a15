// Two nodes of one community, a browser at each: what is done at one is seen at the other.

import assert from "node:assert/strict";

import { PATIENCE, visitor } from "../browser.mjs";
import { pointer } from "../hands.mjs";
import { Node } from "../node.mjs";
import { logIn } from "../people.mjs";
import { done } from "../walking.mjs";
import { Words } from "../words.mjs";

export async function twoNodes(t, { browser, node: first }) {
    const { invitation } = await first.command(["community", "invite"]);
    const second = await Node.start("--join", invitation);
    const words = new Words("ca");
    const root = `/ca/${first.ready.demo.community.slice(0, 12)}`;
    const here = await visitor(browser);
    const there = await visitor(browser);
    let proposal;
    try {
        await t.test("the second node shows what the first holds", async () => {
            await here.page.goto(`${first.origin}${root}/proposals`);
            const link = here.page.getByRole("main").getByRole("heading", { level: 3 }).getByRole("link").first();
            proposal = new URL(await link.getAttribute("href"), first.origin).pathname;
            const title = (await link.innerText()).trim();
            await seen(there.page, `${second.origin}${proposal}`, (page) =>
                page.getByRole("heading", { level: 1, name: title }));
        });
        await t.test("a comment at the first is read at the second, and its receipt holds there", async () => {
            await enter(here.page, first, words, first.person("hamza"));
            const text = "Written at the first node.";
            const receipt = await comment(here.page, `${first.origin}${proposal}`, words, text);
            await seen(there.page, `${second.origin}${proposal}`, (page) => page.getByText(text));
            await there.page.goto(`${second.origin}${receipt}`);
            await there.page.getByText(words.like("receipt-stands")).waitFor();
        });
        await t.test("who joins at the second with a card is heard at the first", async () => {
            const { join } = await first.command(
                ["member", "invite", "--as", "carme"], first.person("carme").passphrase);
            const { page } = there;
            await page.goto(`${second.origin}/ca/join`);
            await page.getByLabel(words.like("join-code")).fill(join);
            await page.getByLabel(words.like("join-login")).fill("nora");
            await page.getByLabel(words.like("join-passphrase")).fill("una gavina al terrat");
            await page.getByLabel(words.like("join-name")).fill("Nora Beltran");
            await page.getByRole("button", { name: words.like("join-send") }).click();
            await done({ page, words }, "joined");
            const text = "Written at the second node.";
            await comment(page, `${second.origin}${proposal}`, words, text);
            await seen(here.page, `${first.origin}${proposal}`, (page) => page.getByText(text));
            await here.page.getByText("Nora Beltran").first().waitFor();
        });
    } finally {
        await here.context.close();
        await there.context.close();
        await second.end();
    }
}

async function enter(page, node, words, person) {
    await page.goto(`${node.origin}/ca/login`);
    await logIn(page, words, pointer, person);
}

/** Comments, and gives where its receipt is. */
async function comment(page, url, words, text) {
    await page.goto(url);
    await page.getByLabel(words.like("comment-text")).fill(text);
    await page.getByRole("button", { name: words.like("comment-send") }).click();
    await done({ page, words }, "commented");
    const receipt = await page.getByRole("status").getByRole("link").getAttribute("href");
    return new URL(receipt, url).pathname;
}

/** Loads a page until something is on it. */
async function seen(page, url, what) {
    const until = performance.now() + PATIENCE;
    for (;;) {
        await page.goto(url);
        if ((await what(page).count()) > 0) return;
        assert.ok(performance.now() < until, `${url} does not show in ${PATIENCE} ms what was done elsewhere`);
    }
}
