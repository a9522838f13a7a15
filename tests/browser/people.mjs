// The people of the sample community, and how they come in and go.

import { visitor } from "./browser.mjs";
import { Words } from "./words.mjs";

/** The fields and the button by which somebody logs in. */
export const door = (page, words) => ({
    login: page.getByLabel(words.like("login-name")),
    passphrase: page.getByLabel(words.like("login-passphrase")),
    enter: page.getByRole("main").getByRole("button", { name: words.like("login") }),
});

/** Logs somebody in at an open login page. */
export async function logIn(page, words, hand, person) {
    const { login, passphrase, enter } = door(page, words);
    await hand.write(login, person.login);
    await hand.write(passphrase, person.passphrase);
    await hand.press(enter);
    await page.getByRole("button", { name: words.like("logout") }).waitFor();
}

/** What a browser keeps of somebody who has logged in, and the cookie that it sends. */
export async function session(browser, origin, hand, person) {
    const words = new Words("ca");
    const { context, page } = await visitor(browser);
    await page.goto(`${origin}/ca/login`);
    await logIn(page, words, hand, person);
    const storageState = await context.storageState();
    await context.close();
    const cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    return { storageState, cookie };
}
