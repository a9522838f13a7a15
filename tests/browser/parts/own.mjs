// What is mine: my profile, my data and taking it back, and what is new since I looked last.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { visitor } from "../browser.mjs";
import { pointer } from "../hands.mjs";
import { logIn } from "../people.mjs";
import { inEachWay } from "../ways.mjs";
import {
    button, done, field, goAside, goTo, join, link, main, propose, refused, toPropose,
} from "../walking.mjs";

const STEPS = {
    "a profile of nothing is told of": emptyProfile,
    "correcting the profile": profile,
    "taking one's data along, as JSON and as a table": taking,
    "erasing a comment": erasing,
    "withdrawing a proposal": withdrawing,
    "marking the news as read": reading,
    "following a proposal, and reading that it was changed": following,
    "reading the news in a feed": feed,
    "following it no more": unfollowing,
    "the recovery sheet is shown to whoever knows the passphrase": sheet,
    "a passphrase that is too short changes nothing": rekeying,
    "a program gets a token, once, and loses it": token,
    "nobody leaves the node by mistake": leaving,
    "a comment comes back to whoever was logged out meanwhile": commentComesBack,
    "a proposal comes back to whoever was logged out meanwhile": proposalComesBack,
};

export const own = (t, world) => inEachWay(t, world, { member: "rosa", other: "wei" }, STEPS);

const said = ({ mark }) => `Jo hi passo cada dia. ${mark}`;
const titled = ({ mark }) => `Una rampa a la plaça ${mark}`;
const others = ({ mark }) => `Un rellotge a la plaça ${mark}`;

/** Opens one's own page, by the name by which one logs in. */
async function ownPage({ page, hand, words, person }) {
    await hand.follow(page.getByRole("banner").getByRole("link", { name: person.login, exact: true }));
    await main(page).getByRole("heading", { level: 1, name: words.like("own-title") }).waitFor();
}

async function ownData(member) {
    await ownPage(member);
    await member.hand.follow(link(member, "own-data"));
    await main(member.page).getByRole("heading", { level: 1, name: member.words.like("data-title") }).waitFor();
}

async function emptyProfile({ member }) {
    await ownPage(member);
    await member.hand.write(field(member, "own-name"), "");
    await member.hand.write(field(member, "own-about"), "");
    await refused(member, button(member, "own-save"), { name: "", about: "" });
}

async function profile({ member, mark }) {
    const { hand } = member;
    await hand.write(field(member, "own-name"), "Rosa Miralles");
    await hand.write(field(member, "own-about"), `Vaig amb cadira de rodes. ${mark}`);
    await hand.press(button(member, "own-save"));
    await done(member, "introduced");
    await ownPage(member);
    assert.equal(await field(member, "own-about").inputValue(), `Vaig amb cadira de rodes. ${mark}`);
}

async function taking(shared) {
    const { member, other, mark, told } = shared;
    await propose(other, others(shared), "Que es vegi de tot arreu.");
    told.others = other.page.url().split("?")[0];
    await join(member, other);
    await member.hand.write(field(member, "comment-text"), said(shared));
    await member.hand.press(button(member, "comment-send"));
    await done(member, "commented");
    await ownData(member);
    const json = JSON.parse(await downloaded(member, "data-json"));
    const texts = JSON.stringify(json);
    assert.ok(texts.includes(said(shared)), "the JSON has not the comment");
    assert.ok(texts.includes(`Vaig amb cadira de rodes. ${mark}`), "the JSON has not the profile");
    const rows = (await downloaded(member, "data-csv")).trim().split("\n");
    assert.ok(rows.length > 2, "the table has no rows");
}

async function downloaded(walker, message) {
    const [download] = await Promise.all([
        walker.page.waitForEvent("download"), walker.hand.follow(link(walker, message))]);
    return readFile(await download.path(), "utf8");
}

async function erasing(shared) {
    const { member, other, told } = shared;
    const { page, hand, words } = member;
    const written = main(page).getByRole("listitem").filter({ hasText: said(shared) });
    await hand.follow(written.getByRole("link", { name: words.within("data-erase") }));
    await main(page).getByText(words.like("erase-stays")).waitFor();
    await hand.press(button(member, "erase-send"));
    await done(member, "erased");
    assert.equal(await page.getByText(said(shared)).count(), 0, "one's own page still has what was erased");
    await other.page.goto(told.others);
    await main(other.page).locator("article.comment .gone").waitFor();
    assert.equal(await other.page.getByText(said(shared)).count(), 0, "others still read what was erased");
}

async function withdrawing(shared) {
    const { member } = shared;
    const { page, hand, words } = member;
    await propose(member, titled(shared), "Que hi pugem tots.");
    await ownData(member);
    const written = main(page).getByRole("listitem").filter({ hasText: titled(shared) });
    await hand.follow(written.getByRole("link", { name: words.within("data-withdraw") }));
    await main(page).getByText(words.like("withdraw-stays")).waitFor();
    await hand.press(button(member, "withdraw-send"));
    await done(member, "withdrew");
    await goTo(member, "nav-proposals");
    assert.equal(await main(page).getByRole("link", { name: titled(shared) }).count(), 0,
        "what was withdrawn is still in the list");
}

async function reading({ member }) {
    await goAside(member, "news-title");
    await member.hand.press(button(member, "news-read"));
    await done(member, "read");
}

async function following(shared) {
    const { member, other, told } = shared;
    const { page, hand, words } = member;
    await page.goto(told.others);
    await hand.press(button(member, "follow"));
    await done(member, "followed");
    await button(member, "unfollow").waitFor();
    await other.hand.follow(link(other, "edit"));
    await other.hand.write(field(other, "field-body"), "Que es vegi i que toqui les hores.");
    await other.hand.press(button(other, "write-publish"));
    await done(other, "edited");
    await goAside(member, "news-title");
    const news = main(page).getByRole("region", { name: words.like("news-own") });
    await news.getByRole("link", { name: others(shared) }).waitFor();
    await hand.press(button(member, "news-read"));
    await done(member, "read");
    assert.equal(await news.getByRole("link", { name: others(shared) }).count(), 0, "what was read is still new");
}

async function feed(shared) {
    const { member } = shared;
    const { page } = member;
    const href = await link(member, "news-feed").getAttribute("href");
    const answer = await page.request.get(new URL(href, page.url()).href);
    assert.match(answer.headers()["content-type"], /^application\/atom\+xml/);
    assert.ok((await answer.text()).includes(others(shared)), "the feed does not tell of it");
}

async function unfollowing({ member, told }) {
    const { page, hand } = member;
    await page.goto(told.others);
    await hand.press(button(member, "unfollow"));
    await done(member, "unfollowed");
    await button(member, "follow").waitFor();
}

async function sheet({ member }) {
    const { page, hand } = member;
    await ownPage(member);
    await hand.follow(link(member, "own-sheet"));
    await hand.write(field(member, "login-passphrase"), "una altra");
    await refused(member, button(member, "sheet-go"), { passphrase: "" });
    await hand.write(field(member, "login-passphrase"), member.person.passphrase);
    await hand.press(button(member, "sheet-go"));
    await main(page).getByText(member.words.like("sheet-warning")).waitFor();
    assert.equal(await main(page).locator(".groups code").count(), 12, "the sheet has twelve groups");
}

async function rekeying({ member }) {
    const { hand } = member;
    await ownPage(member);
    await hand.follow(link(member, "rekey-title"));
    await hand.write(field(member, "rekey-old"), member.person.passphrase);
    await hand.write(field(member, "rekey-new"), "curta");
    await refused(member, button(member, "rekey-send"), {});
}

async function token({ member, mark }) {
    const { page, hand, words, origin } = member;
    await ownPage(member);
    await hand.follow(link(member, "tokens-title"));
    const scopes = main(page).locator('[name="scope"]');
    await hand.write(field(member, "token-label"), `calendari ${mark}`);
    for (const scope of await scopes.all()) await hand.choose(scope, false);
    await refused(member, button(member, "token-make"), { label: `calendari ${mark}` });
    await hand.choose(scopes.first());
    await hand.press(button(member, "token-make"));
    const made = (await main(page).locator("code.long").innerText()).trim();
    const headers = { authorization: `Bearer ${made}` };
    const status = async () => (await page.request.get(`${origin}/api/v1/communities`, { headers })).status();
    assert.equal(await status(), 200);
    await hand.follow(link(member, "token-done"));
    const row = main(page).getByRole("listitem").filter({ hasText: `calendari ${mark}` });
    await hand.press(row.getByRole("button", { name: words.within("token-revoke") }));
    await done(member, "revoked");
    assert.equal(await status(), 401, "a revoked token is taken");
}

async function leaving({ member }) {
    const { page, hand } = member;
    await ownData(member);
    await hand.follow(link(member, "data-leave"));
    await refused(member, button(member, "leave-send"), { passphrase: "" });
    await hand.choose(field(member, "leave-sheet"));
    await refused(member, button(member, "leave-send"), {});
    assert.ok(await field(member, "leave-sheet").isChecked(), "what was ticked is lost");
    await hand.follow(link(member, "confirm-back"));
    await main(page).getByRole("heading", { level: 1, name: member.words.like("data-title") }).waitFor();
}

/** Somebody logs out everywhere, at another browser. */
async function loggedOutElsewhere({ member, world }) {
    const { words, person, origin, language } = member;
    const { context, page } = await visitor(world.browser, { locale: language });
    await page.goto(`${origin}/${language}/login`);
    await logIn(page, words, pointer, person);
    await ownPage({ ...member, page, hand: pointer });
    await pointer.press(main(page).getByRole("button", { name: words.like("own-everywhere") }));
    await page.getByRole("banner").getByRole("link", { name: words.like("login") }).waitFor();
    await context.close();
    // Whoever comes next has to log in anew.
    world.sessions.delete(person.login);
}

/** Sends a form too late, logs in where that leads, and is back at the form. */
async function sentTooLate(shared, send) {
    const { member } = shared;
    const { page, words, hand, person } = member;
    await loggedOutElsewhere(shared);
    await hand.press(send);
    await done(member, "waiting");
    await logIn(page, words, hand, person);
    await done(member, "restored");
}

async function commentComesBack(shared) {
    const { member, mark, told } = shared;
    const { page, hand } = member;
    const text = `Des d'allà no es veu. ${mark}`;
    await page.goto(told.others);
    await hand.write(field(member, "comment-text"), text);
    await sentTooLate(shared, button(member, "comment-send"));
    assert.equal(await field(member, "comment-text").inputValue(), text);
    await hand.press(button(member, "comment-send"));
    await done(member, "commented");
    await main(page).getByText(text).waitFor();
}

async function proposalComesBack(shared) {
    const { member, mark } = shared;
    const { page, hand } = member;
    const title = `Una font on es pugui omplir <b>& ${mark}`;
    const body = `A la que hi ha no hi cap cap ampolla. ${mark}`;
    await toPropose(member);
    await hand.write(field(member, "write-title"), title);
    await hand.write(field(member, "write-body"), body);
    await sentTooLate(shared, button(member, "write-publish"));
    assert.equal(await field(member, "write-title").inputValue(), title);
    assert.equal(await field(member, "write-body").inputValue(), body);
    await hand.press(button(member, "write-publish"));
    await done(member, "published");
    await main(page).getByRole("heading", { level: 1, name: title }).waitFor();
    await main(page).getByText(body).waitFor();
}
