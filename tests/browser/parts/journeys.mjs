// What neighbours do, from the door and back to it: by pointer, without JavaScript, by keyboard alone and
// on a small telephone.

import assert from "node:assert/strict";

import { visitor } from "../browser.mjs";
import { narrow } from "../checks/axe.mjs";
import { told } from "../checks/forms.mjs";
import { keyboard, pointer } from "../hands.mjs";
import { door, logIn } from "../people.mjs";
import { none } from "../promise.mjs";
import { done, goTo, main, toPropose } from "../walking.mjs";
import { Words } from "../words.mjs";
import {
    changingOnesMindByGoingBack, emptyBallot, overspending, readingTheReceipt, votingInABudget, votingInAPoll,
} from "./voting.mjs";

const TELEPHONE = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };

/** Each way is gone by somebody else, in one of the languages. */
export const WAYS = [
    { name: "by pointer", login: "carla", language: "es", hand: pointer, options: {} },
    { name: "without JavaScript", login: "gemma", language: "ca", hand: pointer,
        options: { javaScriptEnabled: false } },
    { name: "by keyboard alone", login: "hamza", language: "en", hand: keyboard, options: {} },
    { name: "on a small telephone", login: "anna", language: "ca", hand: pointer, options: TELEPHONE },
];

/** In this order; each begins on whichever page the one before it left. */
const STEPS = {
    "a wrong passphrase is told beside its field": wrongPassphrase,
    "logging in": loggingIn,
    "reading a proposal": reading,
    "answering a comment": answering,
    "a proposal without words is told of, and what was typed is kept": emptyProposal,
    "proposing": proposing,
    "commenting": commenting,
    "supporting a proposal": supporting,
    "an empty ballot is told of": emptyBallot,
    "voting in a poll": votingInAPoll,
    "going back and choosing something else": changingOnesMindByGoingBack,
    "a basket over the budget is told of, and kept": overspending,
    "voting in a budget": votingInABudget,
    "the receipt says that the ballot counts, to anybody": readingTheReceipt,
    "logging out": loggingOut,
};

export async function journeys(t, { browser, node }) {
    for (const way of WAYS) {
        await t.test(way.name, async (t) => {
            const { context, page } = await visitor(browser, way.options);
            const walker = {
                page, hand: way.hand, origin: node.origin, words: new Words(way.language),
                person: node.person(way.login), language: way.language,
                mark: `${way.language}-${WAYS.indexOf(way)}`,
                browser,
            };
            for (const [name, step] of Object.entries(STEPS)) {
                await t.test(name, async () => {
                    await step(walker);
                    // Whoever holds a telephone must not have to scroll sideways, whatever was typed.
                    if (way.options.viewport) none(await narrow(page));
                });
            }
            await context.close();
        });
    }
}

async function wrongPassphrase({ page, hand, words, origin, language, person }) {
    await page.goto(`${origin}/${language}`);
    await hand.follow(page.getByRole("banner").getByRole("link", { name: words.like("login") }));
    const { login, passphrase, enter } = door(page, words);
    await hand.write(login, person.login);
    await hand.write(passphrase, "not this one");
    await hand.press(enter);
    await page.getByRole("alert").waitFor();
    none(await told(page, { login: person.login }));
}

async function loggingIn(walker) {
    const { page, words, hand, person } = walker;
    await logIn(page, words, hand, person);
    const [cookie] = await page.context().cookies();
    assert.equal(cookie.httpOnly, true, "scripts can read the session's cookie");
    assert.match(cookie.sameSite, /^(Lax|Strict)$/);
}

async function reading(walker) {
    const { page, hand } = walker;
    await goTo(walker, "nav-proposals");
    const link = main(page).getByRole("heading", { level: 3 }).getByRole("link").first();
    const title = (await link.innerText()).trim();
    await hand.follow(link);
    await main(page).getByRole("heading", { level: 1, name: title }).waitFor();
}

/** Answers the first comment of a debate: the answer stands below it, above the next. */
async function answering(walker) {
    const { page, hand, words, mark } = walker;
    await goTo(walker, "nav-debates");
    await hand.follow(main(page).getByRole("heading", { level: 3 }).getByRole("link").first());
    const first = main(page).getByRole("article").filter({ has: page.locator("> details") }).first();
    const id = await first.getAttribute("id");
    await hand.press(first.locator("summary"));
    await hand.write(first.getByLabel(words.like("reply-text")), `Hi estic d'acord. ${mark}`);
    await hand.press(first.getByRole("button", { name: words.like("reply-send") }));
    await done(walker, "commented");
    const shown = await main(page).locator("article.comment").evaluateAll((all) =>
        all.map((one) => ({ id: one.id, text: one.innerText, first: one.classList.contains("s0") })));
    const place = shown.findIndex((comment) => comment.id === id);
    const answer = shown.findIndex(({ text }) => text.includes(`Hi estic d'acord. ${mark}`));
    assert.ok(answer > place, "the answer is not shown below what it answers");
    assert.deepEqual(shown.slice(place + 1, answer).filter(({ first }) => first).map(({ text }) => text), [],
        "these stand between a comment and its answer");
}

async function emptyProposal(walker) {
    const { page, hand, words, mark } = walker;
    await toPropose(walker);
    const title = `Un banc a l'ombra ${mark} <b>&`;
    await hand.write(page.getByLabel(words.like("write-title")), title);
    // A browser lets this through, and the node does not: it is not empty, but says nothing.
    await hand.write(page.getByLabel(words.like("write-body")), "   ");
    await hand.press(main(page).getByRole("button", { name: words.like("write-publish") }));
    await page.getByRole("alert").waitFor();
    none(await told(page, { title }));
}

async function proposing(walker) {
    const { page, hand, words, mark } = walker;
    const body = `Davant del mercat no hi ha on seure. ${mark}`;
    await hand.write(page.getByLabel(words.like("write-body")), body);
    await hand.press(main(page).getByRole("button", { name: words.like("write-look") }));
    const preview = page.getByRole("region", { name: words.like("write-preview") });
    await preview.getByText(body).waitFor();
    await hand.press(main(page).getByRole("button", { name: words.like("write-publish") }));
    await done(walker, "published");
    await main(page).getByRole("heading", { level: 1, name: `Un banc a l'ombra ${mark} <b>&` }).waitFor();
}

async function commenting(walker) {
    const { page, hand, words, mark } = walker;
    const field = page.getByLabel(words.like("comment-text"));
    const send = main(page).getByRole("button", { name: words.like("comment-send") });
    await hand.write(field, "   ");
    await hand.press(send);
    await main(page).locator('[aria-invalid="true"]').waitFor();
    await hand.write(field, `Hi seuria cada tarda. ${mark}`);
    await hand.press(send);
    await done(walker, "commented");
    await main(page).getByText(`Hi seuria cada tarda. ${mark}`).waitFor();
}

async function supporting(walker) {
    const { page, hand, words } = walker;
    await hand.press(main(page).getByRole("button", { name: words.like("support") }));
    await done(walker, "supported");
    await main(page).getByText(words.like("supports-mine")).waitFor();
}

async function loggingOut({ page, hand, words }) {
    await hand.press(page.getByRole("button", { name: words.like("logout") }));
    await page.getByRole("banner").getByRole("link", { name: words.like("login") }).waitFor();
    assert.deepEqual(await page.context().cookies(), [], "the session's cookie is left behind");
}
