// What organisers do: an answer, a meeting with its minutes, how far a result has come, a poll from
// its question to its seal.

import assert from "node:assert/strict";

import { visitor } from "../browser.mjs";
import { told } from "../checks/forms.mjs";
import { pointer } from "../hands.mjs";
import { logIn } from "../people.mjs";
import { none } from "../promise.mjs";
import { button, done, field, goTo, link, main } from "../walking.mjs";
import { Words } from "../words.mjs";

const TITLE = "Quin dia fem el dinar?";

/** Each step begins where the one before it ended; nobody needs JavaScript. */
export async function organising(t, { browser, node }) {
    const anna = await somebody(browser, node, "anna");
    const bernat = await somebody(browser, node, "bernat");
    const carla = await somebody(browser, node, "carla");
    await t.test("an official answer is told of what it lacks, and given", () => answering(anna));
    await t.test("a meeting is called, and closed with its minutes", () => meeting(anna));
    await t.test("how far a result has come is told, and a neighbour reads it", () => progress(anna, carla));
    await t.test("a poll is seen before it is frozen, and opened", () => opening(anna));
    await t.test("two sign the same list, and the poll is sealed", () => sealing(anna, bernat));
    for (const walker of [anna, bernat, carla]) await walker.context.close();
}

async function somebody(browser, node, name) {
    const { context, page } = await visitor(browser, { javaScriptEnabled: false });
    const walker = { context, page, hand: pointer, words: new Words("ca"), origin: node.origin };
    await page.goto(`${node.origin}/ca/login`);
    await logIn(page, walker.words, pointer, node.person(name));
    return walker;
}

async function answering(walker) {
    const { page, hand } = walker;
    await goTo(walker, "nav-proposals");
    await hand.follow(main(page).getByRole("heading", { level: 3 }).getByRole("link").first());
    await hand.follow(link(walker, "answer-give", "answer-change"));
    const state = main(page).getByRole("radio").first();
    await hand.choose(state);
    await hand.write(field(walker, "answer-text"), "Es farà a la tardor.");
    await hand.write(field(walker, "detail-cost"), "molt");
    await hand.press(button(walker, "answer-send"));
    await page.getByRole("alert").waitFor();
    none(await told(page, { text: "Es farà a la tardor.", cost: "molt" }));
    await hand.write(field(walker, "detail-cost"), "1.200,50");
    await hand.press(button(walker, "answer-send"));
    await done(walker, "answered");
    await main(page).getByText("Es farà a la tardor.").waitFor();
}

async function meeting(walker) {
    const { page, hand, words } = walker;
    await goTo(walker, "nav-spaces");
    await hand.follow(main(page).getByRole("heading", { level: 3 }).getByRole("link").first());
    await hand.press(main(page).locator("summary").filter({ hasText: words.like("office") }));
    await hand.follow(link(walker, "write-meeting"));
    await hand.write(field(walker, "write-title"), "Reunió de llum");
    await hand.write(field(walker, "write-agenda"), "- els fanals");
    await hand.write(field(walker, "detail-starts"), "2027-02-20T18:30");
    await hand.write(field(walker, "detail-point"), "41.3743, 2.1640");
    await hand.press(button(walker, "write-publish"));
    await done(walker, "published");
    await main(page).getByText("20 de febrer de 2027").waitFor();
    await hand.follow(link(walker, "conclude-meeting"));
    await hand.write(field(walker, "conclude-minutes"), "S'aproven dos fanals.");
    await hand.press(button(walker, "conclude-meeting"));
    await done(walker, "concluded");
    await main(page).getByText("S'aproven dos fanals.").waitFor();
}

/** A number that there is not is told beside its field; the bar says to a screen reader what it shows. */
async function progress(anna, carla) {
    const { page, hand } = anna;
    await goTo(anna, "nav-proposals");
    await page.goto(`${page.url().split("/proposals")[0]}/results?q=tarima`);
    await hand.follow(main(page).getByRole("heading", { level: 3 }).getByRole("link").first());
    const result = page.url();
    await hand.follow(link(anna, "edit"));
    await hand.write(field(anna, "progress-field"), "101");
    await hand.press(button(anna, "write-publish"));
    await page.getByRole("alert").waitFor();
    none(await told(page, { progress: "101" }));
    await hand.write(field(anna, "progress-field"), "60");
    await hand.press(button(anna, "write-publish"));
    await done(anna, "edited");
    await carla.page.goto(result);
    const bar = main(carla.page).getByRole("progressbar", { name: "60 %" });
    assert.equal(await bar.getAttribute("value"), "60");
}

async function opening(walker) {
    const { page, hand } = walker;
    await goTo(walker, "nav-polls");
    await hand.follow(link(walker, "open-poll"));
    await page.locator("#title-ca").fill(TITLE);
    await page.locator("#options-ca").fill("Dissabte\nDiumenge");
    await page.locator("#options-en").fill("Saturday");
    await page.locator('[name="rule"][value="approval"]').check();
    await hand.press(button(walker, "open-look"));
    await page.getByRole("alert").waitFor();
    none(await told(page, { "title-ca": TITLE }));
    await page.locator("#options-en").fill("Saturday\nSunday");
    await hand.press(button(walker, "open-look"));
    await main(page).getByText(walker.words.like("open-warning")).waitFor();
    await hand.press(button(walker, "open-send"));
    await done(walker, "opened");
    await main(page).getByText("Diumenge").first().waitFor();
}

async function sealing(anna, bernat) {
    const poll = anna.page.url().split("?")[0];
    for (const walker of [anna, bernat]) {
        await walker.page.goto(poll);
        await walker.hand.follow(link(walker, "seal-count"));
        await walker.hand.press(button(walker, "seal-count"));
        await done(walker, "sealed");
    }
    await bernat.page.goto(poll);
    assert.ok(await main(bernat.page).getByText(bernat.words.like("status-sealed")).first().isVisible());
}
