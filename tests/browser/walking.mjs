// Ways through the page that many journeys take.

import { told } from "./checks/forms.mjs";
import { none } from "./promise.mjs";

export const main = (page) => page.getByRole("main");

/** What a page has in its main part, by the messages that name it. */
export const field = ({ page, words }, ...messages) => main(page).getByLabel(words.like(...messages));
export const button = ({ page, words }, ...messages) =>
    main(page).getByRole("button", { name: words.like(...messages) });
export const link = ({ page, words }, ...messages) =>
    main(page).getByRole("link", { name: words.like(...messages) });

/** Follows a link of the navigation. */
export async function goTo({ page, hand, words }, message) {
    const nav = page.getByRole("navigation", { name: words.like("nav") });
    await hand.follow(nav.getByRole("link", { name: words.like(message) }));
    await main(page).getByRole("heading", { level: 1 }).waitFor();
}

/** Follows a link of the header or of the footer. */
export async function goAside({ page, hand, words }, message) {
    const aside = page.getByRole("banner").or(page.getByRole("contentinfo"));
    await hand.follow(aside.getByRole("link", { name: words.like(message) }));
    await main(page).getByRole("heading", { level: 1 }).waitFor();
}

/** Picks the option of a list that a message names. */
export async function pick({ hand, words }, list, message) {
    const option = list.locator("option").filter({ hasText: words.like(message) });
    await hand.pick(list, (await option.innerText()).trim());
}

/** Waits for the word that something was done. */
export async function done({ page, words }, deed) {
    await page.getByRole("status").filter({ hasText: words.within(`done-${deed}`) }).waitFor();
}

/** Opens the page that somebody else has open. */
export async function join({ page, language }, { page: other }) {
    const { pathname, origin } = new URL(other.url());
    await page.goto(`${origin}${pathname.replace(/^\/\w\w(?=\/|$)/, `/${language}`)}`);
}

/**
 * Sends a form with something wrong in it, as a browser that checks nothing would: what is wrong is told
 * beside its field, and what was typed is still there, `typed` by the names of the fields.
 */
export async function refused({ page, hand }, send, typed) {
    await send.waitFor();
    await page.evaluate(() => {
        for (const form of document.forms) form.noValidate = true;
    });
    // The page may say already what was wrong before.
    const answered = page.waitForEvent("domcontentloaded");
    await hand.press(send);
    await answered;
    await page.getByRole("alert").first().waitFor();
    none(await told(page, typed));
}

/** Opens the form for a proposal, in the first space that takes some. */
export async function toPropose(walker) {
    const { page, hand, words } = walker;
    await goTo(walker, "nav-spaces");
    const spaces = main(page).getByRole("heading", { level: 3 }).getByRole("link");
    const count = await spaces.count();
    for (let place = 0; place < count; place += 1) {
        await hand.follow(spaces.nth(place));
        await main(page).getByRole("heading", { level: 1 }).waitFor();
        const propose = link(walker, "write-proposal");
        if ((await propose.count()) > 0) {
            await hand.follow(propose);
            await page.getByLabel(words.like("write-title")).waitFor();
            return;
        }
        await goTo(walker, "nav-spaces");
    }
    throw new Error("no space takes a proposal");
}

/** Proposes something, and is on its page. */
export async function propose(walker, title, body) {
    const { hand, page } = walker;
    await toPropose(walker);
    await hand.write(field(walker, "write-title"), title);
    await hand.write(field(walker, "write-body"), body);
    await hand.press(button(walker, "write-publish"));
    await done(walker, "published");
    await main(page).getByRole("heading", { level: 1, name: title }).waitFor();
}
