// Every page can be used by keyboard, and the focus can always be seen.

import { LANGUAGES } from "../addresses.mjs";
import { focus, skip } from "../checks/focus.mjs";
import { none } from "../promise.mjs";
import { everyPage, survey } from "../survey.mjs";
import { inEachView } from "./axe.mjs";

export async function keyboard(t, world) {
    // Where the focus goes does not depend on the language: in haste each page is tried in one.
    const patterns = [];
    const pages = everyPage(await survey(world)).filter(({ pattern, language }) => {
        if (!patterns.includes(pattern)) patterns.push(pattern);
        return !world.quick || LANGUAGES[patterns.indexOf(pattern) % LANGUAGES.length] === language;
    });
    await t.test("every stop is in sight, in order, and left again", async () =>
        none(await inEachView(world, pages, (page, open) => focus(open))));
    await t.test("the first stop leads to the content", async () =>
        none(await inEachView(world, pages, (page, open) => skip(open))));
}
