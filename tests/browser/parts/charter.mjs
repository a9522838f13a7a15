// The charter: a change is proposed by one steward and put in force by another's signature.

import assert from "node:assert/strict";

import { visitor } from "../browser.mjs";
import { inEachWay } from "../ways.mjs";
import { button, done, field, goAside, link, main, refused } from "../walking.mjs";

const STEPS = {
    "a change that says nothing is told of, and what was typed is kept": wrong,
    "proposing a change, which everybody reads as a difference": suggest,
    "a second steward signs, and it is in force": sign,
};

/** The stewards who have signed nothing that the sample leaves open. */
export const charter = (t, world) =>
    inEachWay(t, world, { steward: "bernat", second: "carme" }, STEPS);

const name = ({ mark }) => `Ateneu de la Figuera ${mark}`;
const why = ({ mark }) => `Perquè ens trobin. ${mark}`;

async function wrong(shared) {
    const { steward } = shared;
    const { page, hand } = steward;
    await goAside(steward, "foot-charter");
    await hand.follow(link(steward, "charter-propose"));
    await hand.write(field(steward, "propose-who"), "Ningú de Cap Lloc");
    await hand.write(field(steward, "propose-reason"), why(shared));
    const typed = { who: "Ningú de Cap Lloc", reason: why(shared) };
    await refused(steward, button(steward, "propose-send"), typed);
    const limits = main(page).getByRole("radio", { name: steward.words.like("propose-limits") });
    await hand.choose(limits);
    await hand.write(field(steward, "propose-options"), "tants");
    await refused(steward, button(steward, "propose-send"), { ...typed, options: "tants" });
    assert.ok(await limits.isChecked(), "what was chosen is lost");
}

async function suggest(shared) {
    const { steward, told, world } = shared;
    const { page, hand, words } = steward;
    await hand.choose(main(page).getByRole("radio", { name: words.like("propose-rename") }));
    await hand.write(field(steward, "change-name"), name(shared));
    await hand.press(button(steward, "propose-send"));
    await done(steward, "proposed");
    told.revision = page.url().split("?")[0];
    const anybody = await visitor(world.browser);
    await anybody.page.goto(told.revision);
    await main(anybody.page).locator("ins").filter({ hasText: name(shared) }).waitFor();
    await main(anybody.page).getByText(why(shared)).waitFor();
    assert.equal(await main(anybody.page).getByRole("button").count(), 0, "anybody signs");
    await anybody.context.close();
}

async function sign(shared) {
    const { second, told } = shared;
    const { page, hand, words } = second;
    await goAside(second, "foot-charter");
    const waiting = main(page).getByRole("listitem").filter({ hasText: why(shared) });
    await hand.follow(waiting.getByRole("link"));
    await page.waitForURL(told.revision);
    await hand.press(button(second, "revision-sign"));
    await done(second, "enacted");
    await page.getByRole("banner").getByText(name(shared)).waitFor();
    await goAside(second, "foot-charter");
    await main(page).getByRole("region", { name: words.like("charter-rules-title") })
        .getByText(name(shared)).waitFor();
}
