// At the desk and in the hall: an assisted session, and a computer that neighbours share.

import assert from "node:assert/strict";

import { visitor } from "../browser.mjs";
import { keyboard } from "../hands.mjs";
import { logIn } from "../people.mjs";
import { inEachWay } from "../ways.mjs";
import { button, done, field, goTo, link, main, refused } from "../walking.mjs";

const STEPS = {
    "an assisted session does not begin without reason and consent": unasked,
    "somebody is assisted, and says so in their own name": assisting,
    "everybody sees that they were assisted, and by whom": seenAssisted,
    "the session ends with a receipt on paper": ending,
    "a computer is made a shared one": sharing,
    "somebody logs in there and writes, with time to do so": visiting,
    "whoever is quiet is asked, and says that they are there": asked,
    "whoever goes away is forgotten": forgotten,
    "the next one finds nobody, and logs out with a word": next,
};

/** Who sits with the officer, and who comes by at the shared computer. */
const HELPED = "dolors";
const GUEST = "pilar";

export const counter = (t, world) =>
    inEachWay(t, world, { officer: "carme", host: undefined }, STEPS);

const helped = ({ mark }) => `Els bancs, on hi toqui el sol. ${mark}`;
const said = ({ mark }) => `Ho dic des del local. ${mark}`;

async function unasked({ officer, world }) {
    await goTo(officer, "nav-home");
    await officer.hand.follow(link(officer, "assist-title"));
    await officer.hand.write(field(officer, "assist-who"), HELPED);
    await refused(officer, button(officer, "assist-start"), { login: HELPED });
    await officer.hand.choose(field(officer, "help-reading"));
    await officer.hand.choose(field(officer, "assist-consent"));
    await officer.hand.write(field(officer, "login-passphrase"), "una altra");
    await refused(officer, button(officer, "assist-start"), { login: HELPED, passphrase: "" });
    assert.ok(await field(officer, "help-reading").isChecked(), "the reason is lost");
    assert.ok(await field(officer, "assist-consent").isChecked(), "the consent is lost");
    await officer.hand.write(field(officer, "login-passphrase"), world.node.person(HELPED).passphrase);
}

async function assisting(shared) {
    const { officer } = shared;
    const { page, hand, words } = officer;
    await hand.press(button(officer, "assist-start"));
    await done(officer, "assisting");
    await page.getByText(words.like("assist-note")).waitFor();
    await openProposal(officer);
    await comment(officer, helped(shared));
}

/** Opens the first proposal that takes comments. */
async function openProposal(walker) {
    const { page, hand } = walker;
    await goTo(walker, "nav-proposals");
    await hand.follow(main(page).getByRole("heading", { level: 3 }).getByRole("link").first());
    await field(walker, "comment-text").waitFor();
}

async function comment(walker, text) {
    await walker.hand.write(field(walker, "comment-text"), text);
    await walker.hand.press(button(walker, "comment-send"));
    await done(walker, "commented");
}

async function seenAssisted(shared) {
    const { officer, world } = shared;
    const { page, words } = officer;
    const anybody = await visitor(world.browser);
    await anybody.page.goto(page.url().split("#")[0]);
    await main(anybody.page).locator("article.comment").filter({ hasText: helped(shared) })
        .getByText(words.like("assisted-kind")).waitFor();
    const receipt = await page.getByRole("status").getByRole("link").getAttribute("href");
    await anybody.page.goto(new URL(receipt, page.url()).href);
    await main(anybody.page).getByText(words.within("assisted-by")).first().waitFor();
    await main(anybody.page).getByText("Carme Vidal").first().waitFor();
    await anybody.context.close();
}

async function ending({ officer }) {
    const { page, hand, words, person } = officer;
    await hand.press(page.getByRole("button", { name: words.like("assist-end") }));
    await done(officer, "assisted");
    await main(page).getByRole("heading", { level: 1, name: words.like("assist-paper") }).waitFor();
    assert.equal(await main(page).locator(".ticket-code").count(), 1, "one thing was done");
    // The officer goes on as themselves.
    await page.getByRole("banner").getByRole("link", { name: person.login, exact: true }).waitFor();
}

async function sharing({ host, world, way }) {
    const { page, hand, words, origin, context } = host;
    // Nobody waits here for a minute and a half.
    if (way.options.javaScriptEnabled !== false) await context.clock.install();
    await page.goto(`${origin}/${way.language}/login`);
    await logIn(page, words, hand, world.node.person("anna"));
    await goTo(host, "nav-home");
    await hand.follow(link(host, "kiosk-title"));
    await hand.press(button(host, "kiosk-start"));
    await done(host, "shared");
    await page.getByRole("banner").getByRole("link", { name: words.like("login") }).waitFor();
}

async function visiting(shared) {
    const { host, world, told, way } = shared;
    const { page, hand, words } = host;
    await hand.follow(main(page).getByRole("link", { name: words.like("login") }));
    await logIn(page, words, hand, world.node.person(GUEST));
    await openProposal(host);
    if (way.options.javaScriptEnabled === false) {
        told.here = page.url();
        told.still = await led(page);
        assert.ok(told.still.seconds >= 240, `${told.still.seconds} s are too few to write`);
    }
    await comment(host, said(shared));
    await main(page).getByText(said(shared)).waitFor();
}

/** Where a page leads by itself where there are no scripts, and after how many seconds. */
async function led(page) {
    const content = await page.locator('meta[http-equiv="refresh"]').getAttribute("content");
    const [, seconds, place] = /^(\d+); url=(.*)$/.exec(content);
    return { seconds: Number(seconds), place: new URL(place, page.url()).href };
}

const bar = ({ page }) => page.locator("[data-ask]");

async function asked(shared) {
    const { host, told, way } = shared;
    const { page, hand, words } = host;
    const still = page.getByRole("button", { name: words.like("still-here") });
    if (way.options.javaScriptEnabled === false) {
        // What the browser does by itself.
        await page.goto(told.still.place);
        await main(page).getByText(words.like("still-lead")).waitFor();
        await hand.press(still);
        await field(host, "comment-text").waitFor();
        assert.equal(page.url().split("#")[0], told.here.split("#")[0], "one is led elsewhere");
    } else {
        await page.clock.fastForward(61_000);
        await bar(host).waitFor();
        // Any key is a sign as well, so that nobody hurries to the button.
        if (hand === keyboard) await page.keyboard.press("Tab");
        else await hand.press(still);
        await bar(host).waitFor({ state: "hidden" });
    }
}

async function forgotten({ host, way, told }) {
    const { page, words } = host;
    if (way.options.javaScriptEnabled === false) {
        await page.goto(told.still.place);
        const { seconds, place } = await led(page);
        assert.ok(seconds < 30);
        await page.goto(place);
    } else {
        await page.clock.fastForward(91_000);
        await page.waitForURL((url) => url.searchParams.get("done") === "away");
    }
    await done(host, "away");
    await page.getByRole("banner").getByRole("link", { name: words.like("login") }).waitFor();
    await page.goBack();
    assert.equal(await page.getByRole("link", { name: GUEST, exact: true }).count(), 0, "somebody is logged in still");
    const names = (await page.context().cookies()).map(({ name }) => name);
    assert.deepEqual(names, ["ateneu-kiosk"], "a session is left behind");
}

async function next({ host, world }) {
    const { page, hand, words, origin, language } = host;
    await page.goto(`${origin}/${language}`);
    await hand.follow(page.getByRole("banner").getByRole("link", { name: words.like("login") }));
    await logIn(page, words, hand, world.node.person(GUEST));
    await hand.press(page.getByRole("button", { name: words.like("logout") }));
    await done(host, "left");
    await main(page).getByText(words.like("kiosk-lead")).waitFor();
}
