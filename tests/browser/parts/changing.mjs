// How a proposal changes: by its author, by an amendment that its author decides on, and with an author more.

import assert from "node:assert/strict";

import { inEachWay } from "../ways.mjs";
import { button, done, field, join, link, main, propose, refused } from "../walking.mjs";

const BODY = "Davant del mercat no hi ha on seure.";
const MORE = "I una font al costat.";
const AMENDED = "I una font baixa, que hi arribin les criatures.";

/** Whoever is asked to be an author, as their name stands on the page. */
const FRIEND = "Samuel Okafor";

const STEPS = {
    "what is wrong with a changed text is told beside its field": wrongChange,
    "changing one's proposal, and seeing first what changes": change,
    "reading its versions and what is different in them": versions,
    "proposing an amendment, and seeing what it would change": amend,
    "why an amendment is taken in may be too long": tooLongAReason,
    "deciding on an amendment": decide,
    "asking somebody whom nobody knows to be an author": inviteNobody,
    "asking somebody to be an author": invite,
    "becoming an author, and changing the text": accept,
};

export const changing = (t, world) =>
    inEachWay(t, world, { author: "jordi", reader: "laia", friend: "samuel" }, STEPS);

async function wrongChange({ author, mark }) {
    await propose(author, `Bancs al mercat ${mark}`, BODY);
    await author.hand.follow(link(author, "edit"));
    await author.hand.write(field(author, "write-title"), "  ");
    const body = `${BODY}\n\n${MORE}`;
    await author.hand.write(field(author, "field-body"), body);
    await refused(author, button(author, "write-publish"), { body });
    await author.hand.write(field(author, "write-title"), `Bancs i font al mercat ${mark}`);
}

async function change({ author, mark }) {
    const { page, hand, words } = author;
    await hand.press(button(author, "change-look"));
    const changes = main(page).getByRole("region", { name: words.like("versions-changes") });
    await changes.locator("ins").filter({ hasText: MORE }).waitFor();
    await hand.press(button(author, "write-publish"));
    await done(author, "edited");
    await main(page).getByRole("heading", { level: 1, name: `Bancs i font al mercat ${mark}` }).waitFor();
    await main(page).getByText(MORE).waitFor();
}

async function versions({ author }) {
    const { page, hand } = author;
    await hand.follow(link(author, "versions-count"));
    await main(page).locator("ins").filter({ hasText: MORE }).waitFor();
    // The other way round, what was put in is taken out.
    for (const [list, place] of [["versions-from", -1], ["versions-to", 0]]) {
        const labels = await field(author, list).locator("option").allInnerTexts();
        const oldest = labels.toSorted((one, other) => parseInt(one) - parseInt(other));
        await hand.pick(field(author, list), oldest.at(place).trim());
    }
    await hand.press(button(author, "versions-go"));
    await main(page).locator("del").filter({ hasText: MORE }).waitFor();
    await hand.follow(main(page).getByRole("link").first());
    await link(author, "edit").waitFor();
}

async function amend({ author, reader }) {
    const { page, hand, words } = reader;
    await join(reader, author);
    await hand.follow(link(reader, "amend"));
    await hand.write(field(reader, "write-title"), "  ");
    const body = `${BODY}\n\n${AMENDED}`;
    await hand.write(field(reader, "field-body"), body);
    await refused(reader, button(reader, "write-publish"), { body });
    const title = await main(author.page).getByRole("heading", { level: 1 }).innerText();
    await hand.write(field(reader, "write-title"), title);
    await hand.press(button(reader, "change-look"));
    await main(page).locator("ins").first().waitFor();
    await hand.press(button(reader, "write-publish"));
    await done(reader, "amended");
    await main(page).getByText(words.like("amendment-evaluating")).first().waitFor();
    await main(page).locator("del").first().waitFor();
    assert.equal(await button(reader, "decide-accept").count(), 0, "whoever amends decides");
}

async function tooLongAReason({ author, told }) {
    const { page, hand, words } = author;
    told.proposal = page.url();
    await page.reload();
    const amendments = main(page).locator("section").filter({
        has: page.getByRole("heading", { level: 2, name: words.like("amendments") }) });
    await hand.follow(amendments.getByRole("heading", { level: 3 }).getByRole("link"));
    // Each of these takes three bytes: they fit the form, and not the entry.
    const reason = "語".repeat(1400);
    await field(author, "decide-reason").fill(reason);
    await refused(author, button(author, "decide-accept"), { reason });
}

async function decide({ author, told }) {
    const { page, hand } = author;
    await hand.write(field(author, "decide-reason"), "Tens raó.");
    await hand.press(button(author, "decide-accept"));
    await done(author, "decided");
    await page.goto(told.proposal);
    await main(page).getByText(AMENDED).first().waitFor();
}

async function inviteNobody({ author }) {
    await author.hand.follow(link(author, "authors-invite"));
    await author.hand.write(field(author, "authors-who"), "Ningú de Cap Lloc");
    await refused(author, button(author, "authors-send"), { who: "Ningú de Cap Lloc" });
}

async function invite({ author }) {
    await author.hand.write(field(author, "authors-who"), FRIEND);
    await author.hand.press(button(author, "authors-send"));
    await done(author, "invited");
}

async function accept({ author, friend, mark }) {
    const { page, hand } = friend;
    await join(friend, author);
    await hand.press(button(friend, "invited-accept"));
    await done(friend, "coauthored");
    await main(page).getByText(FRIEND).first().waitFor();
    await hand.follow(link(friend, "edit"));
    await hand.write(field(friend, "write-title"), `Bancs, font i ombra al mercat ${mark}`);
    await hand.press(button(friend, "write-publish"));
    await done(friend, "edited");
}
