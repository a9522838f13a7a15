// On a line of the second generation (50 kbit/s, 800 ms) somebody reads and votes in time.

import assert from "node:assert/strict";

import { visitor } from "../browser.mjs";
import { pointer } from "../hands.mjs";
import { session } from "../people.mjs";
import { done } from "../walking.mjs";
import { Words } from "../words.mjs";
import { fillBallot, openBooth } from "./voting.mjs";

const LINE = { latency: 800, downloadThroughput: 50_000 / 8, uploadThroughput: 50_000 / 8 };
/** Milliseconds (issue 6). */
const READABLE = 10_000;
const VOTED = 5_000;
const PATIENCE = 60_000;

export async function slow(t, { browser, node }) {
    await t.test(`the first page can be read within ${READABLE} ms`, async () => {
        const { context, page } = await visitor(browser);
        await narrowLine(page);
        const begun = performance.now();
        await page.goto(`${node.origin}/ca`, { timeout: PATIENCE, waitUntil: "commit" });
        // Nothing is painted before the style sheet is there.
        await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0 &&
            document.readyState !== "loading", undefined, { timeout: PATIENCE });
        told("first page", begun, READABLE);
        await context.close();
    });
    await t.test(`a vote is cast within ${VOTED} ms`, async () => {
        const words = new Words("ca");
        const { storageState } = await session(browser, node.origin, pointer, node.person("carla"));
        const { context, page } = await visitor(browser, { storageState });
        const voter = { page, words, hand: pointer, origin: node.origin, language: "ca" };
        await page.goto(`${node.origin}/ca`);
        await openBooth(voter, "poll");
        const send = await fillBallot(voter);
        await narrowLine(page);
        const begun = performance.now();
        await send.click({ noWaitAfter: true });
        page.setDefaultTimeout(PATIENCE);
        await done(voter, "voted");
        told("a vote", begun, VOTED);
        await context.close();
    });
}

function told(what, begun, limit) {
    const took = Math.round(performance.now() - begun);
    console.log(`${what} at 50 kbit/s, 800 ms: ${took} ms, at most ${limit}`);
    assert.ok(took <= limit, `${what} took ${took} ms`);
}

async function narrowLine(page) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", { offline: false, ...LINE });
}
