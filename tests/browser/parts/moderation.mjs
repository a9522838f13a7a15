// Order: a comment is reported, hidden with a reason that everybody reads, and shown again after an appeal.

import assert from "node:assert/strict";

import { visitor } from "../browser.mjs";
import { inEachWay } from "../ways.mjs";
import { button, done, field, goAside, join, main, pick, propose, refused } from "../walking.mjs";

const STEPS = {
    "a report without a reason is told of, and what was typed is kept": emptyReport,
    "reporting a comment with a reason": report,
    "only the desk reads a report": desk,
    "a decision without its why is told of": emptyDecision,
    "hiding the comment": hide,
    "everybody reads the reason, and nobody the comment": reason,
    "an appeal of no words is told of": emptyAppeal,
    "appealing": appeal,
    "answering the appeal, and showing the comment again": settle,
};

export const moderation = (t, world) =>
    inEachWay(t, world, { author: "nuria", reader: "quim", moderator: "bernat" }, STEPS);

const words = ({ mark }) => `Aquest carrer és una vergonya. ${mark}`;
const why = ({ mark }) => `Fa propaganda d'una botiga. ${mark}`;
const told = ({ mark }) => `És un anunci. ${mark}`;
const appealed = ({ mark }) => `No venc res. ${mark}`;

async function emptyReport(shared) {
    const { author, reader, mark } = shared;
    await propose(author, `Ombra al carrer ${mark}`, "Fa massa calor.");
    await author.hand.write(field(author, "comment-text"), words(shared));
    await author.hand.press(button(author, "comment-send"));
    await done(author, "commented");
    await join(reader, author);
    const comment = main(reader.page).locator("article.comment").filter({ hasText: words(shared) });
    await reader.hand.follow(comment.getByRole("link", { name: reader.words.like("order-report") }));
    await reader.hand.write(field(reader, "report-text"), told(shared));
    await refused(reader, button(reader, "report-send"), { text: told(shared), reason: "" });
}

async function report(shared) {
    const { reader } = shared;
    await pick(reader, field(reader, "order-reason"), "reason-spam");
    await reader.hand.press(button(reader, "report-send"));
    await done(reader, "reported");
}

async function desk(shared) {
    const { reader, moderator } = shared;
    for (const walker of [reader, moderator]) await goAside(walker, "foot-moderation");
    assert.equal(await reader.page.getByText(told(shared)).count(), 0, "a neighbour reads a report");
    const waiting = main(moderator.page).getByRole("listitem").filter({ hasText: told(shared) });
    await moderator.hand.follow(waiting.getByRole("link", { name: moderator.words.like("order-decide") }));
    await main(moderator.page).getByText(words(shared)).waitFor();
}

async function emptyDecision({ moderator }) {
    const { hand } = moderator;
    await pick(moderator, field(moderator, "order-reason"), "reason-spam");
    await refused(moderator, button(moderator, "label-send"), { reason: "reason-spam", text: "" });
    await hand.choose(field(moderator, "label-hide"));
    await refused(moderator, button(moderator, "label-send"), { reason: "reason-spam", text: "" });
    assert.ok(await field(moderator, "label-hide").isChecked(), "what was chosen is lost");
}

async function hide(shared) {
    const { moderator } = shared;
    await moderator.hand.write(field(moderator, "label-text"), why(shared));
    await moderator.hand.press(button(moderator, "label-send"));
    await done(moderator, "labelled");
    assert.equal(await moderator.page.getByText(told(shared)).count(), 0, "the report still waits");
}

async function reason(shared) {
    const { author, world } = shared;
    const anybody = await visitor(world.browser);
    const { page } = anybody;
    await page.goto(author.page.url().split("?")[0]);
    assert.equal(await page.getByText(words(shared)).count(), 0, "a hidden comment is read");
    const gone = main(page).locator("article.comment .gone");
    await gone.getByText(author.words.within("reason-spam")).waitFor();
    const root = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
    await page.goto(`${author.origin}${root}/moderation`);
    await main(page).getByText(why(shared)).waitFor();
    await anybody.context.close();
}

/** The case at the page of moderation. */
const found = ({ page }, shared) =>
    main(page).locator("li.row").filter({ has: page.getByText(why(shared)) });

async function emptyAppeal(shared) {
    const { author } = shared;
    const { hand } = author;
    await goAside(author, "foot-moderation");
    await hand.follow(found(author, shared).getByRole("link", { name: author.words.like("appeal-title") }));
    await hand.write(field(author, "appeal-text"), "   ");
    await refused(author, button(author, "appeal-send"), {});
}

async function appeal(shared) {
    const { author } = shared;
    await author.hand.write(field(author, "appeal-text"), appealed(shared));
    await author.hand.press(button(author, "appeal-send"));
    await done(author, "appealed");
    await main(author.page).getByText(appealed(shared)).waitFor();
}

async function settle(shared) {
    const { author, moderator, mark } = shared;
    await goAside(moderator, "foot-moderation");
    const link = found(moderator, shared).getByRole("link", { name: moderator.words.like("settle-title") });
    await moderator.hand.follow(link);
    await main(moderator.page).getByText(appealed(shared)).waitFor();
    await moderator.hand.write(field(moderator, "settle-text"), `Tens raó. ${mark}`);
    await moderator.hand.choose(field(moderator, "label-show"));
    await moderator.hand.press(button(moderator, "settle-send"));
    await done(moderator, "labelled");
    await author.page.goBack();
    await goAside(author, "foot-moderation");
    await found(author, shared).getByText(`Tens raó. ${mark}`).waitFor();
    await author.hand.follow(found(author, shared).getByRole("link").first());
    await main(author.page).getByText(words(shared)).waitFor();
}
