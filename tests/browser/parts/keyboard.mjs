// Every page can be used by keyboard, and the focus can always be seen.

import { focus, skip } from "../checks/focus.mjs";
import { none } from "../promise.mjs";
import { everyPage, inTurn, survey } from "../survey.mjs";
import { inEachView } from "./axe.mjs";

export async function keyboard(t, world) {
    const all = everyPage(await survey(world));
    // Where the focus goes does not depend on the language.
    const pages = world.quick ? inTurn(all) : all;
    await t.test("every stop is in sight, in order, and left again", async () =>
        none(await inEachView(world, pages, (page, open) => focus(open))));
    await t.test("the first stop leads to the content", async () =>
        none(await inEachView(world, pages, (page, open) => skip(open))));
}
