// The ways in which every journey is gone: by pointer, without JavaScript, by keyboard alone, and at 320 px.

import { visitor } from "./browser.mjs";
import { narrow } from "./checks/axe.mjs";
import { keyboard, pointer } from "./hands.mjs";
import { session } from "./people.mjs";
import { none } from "./promise.mjs";
import { Words } from "./words.mjs";

const NARROW = { width: 320, height: 640 };
const TELEPHONE = { viewport: NARROW, isMobile: true, hasTouch: true };
const WITHOUT_SCRIPTS = { javaScriptEnabled: false };

/** Each in one of the languages. Under --quick the two alone that leave nothing of all this out. */
const WAYS = [
    { name: "by pointer", language: "es", hand: pointer, options: {} },
    { name: "without JavaScript", language: "ca", hand: pointer, options: WITHOUT_SCRIPTS, quick: true },
    { name: "by keyboard alone at 320 px", language: "en", hand: keyboard,
        options: { viewport: NARROW }, quick: true },
    { name: "on a small telephone", language: "ca", hand: pointer, options: TELEPHONE },
];

/**
 * Goes a journey in each way. `steps` are done one after the other, by their names; each is given one
 * walker for each role of the `cast`, which says by which login somebody of the sample community comes,
 * or `undefined` for a stranger. A walker is `{ page, hand, words, language, origin, way, person }`.
 * Steps share what they find in `told`, and mark what they write with `mark`, so that no way takes what
 * another wrote for its own; they put into `ends` what is to be done when the way has been gone.
 */
export async function inEachWay(t, world, cast, steps) {
    const ways = world.quick ? WAYS.filter(({ quick }) => quick) : WAYS;
    for (const way of ways) {
        await t.test(way.name, async (t) => {
            const people = {};
            for (const [role, login] of Object.entries(cast)) {
                people[role] = await somebody(world, way, login);
            }
            const walkers = Object.values(people);
            // What a step begins that has to end, whatever happens.
            const ends = [];
            const turn = WAYS.indexOf(way);
            const mark = `(${way.language}-${turn})`;
            const shared = { ...people, turn, mark, told: {}, ends, world, way };
            let gone = true;
            for (const [name, step] of Object.entries(steps)) {
                // What comes after a step that failed would fail for that alone.
                if (!gone) break;
                gone = false;
                await t.test(name, async () => {
                    await step(shared);
                    // Whoever holds a telephone must not have to scroll sideways, whatever was typed.
                    const pages = way.options.viewport ? walkers.map(({ page }) => page) : [];
                    for (const page of pages) none(await narrow(page));
                    gone = true;
                });
            }
            for (const { context } of walkers) await context.close();
            for (const end of ends) await end();
        });
    }
}

/** Somebody of the sample community who has logged in, or a stranger, on the front page. */
export async function somebody(world, way, login) {
    const { browser, node } = world;
    const person = login && node.person(login);
    const storageState = person && (await entered(world, person));
    const { context, page } = await visitor(browser, { ...way.options, locale: way.language, storageState });
    const words = new Words(way.language);
    const { hand, language } = way;
    await page.goto(`${node.origin}/${language}`);
    return { context, page, hand, words, language, way, origin: node.origin, person };
}

/** What a browser keeps of somebody who has logged in: once for all ways. */
async function entered(world, person) {
    world.sessions ??= new Map();
    if (!world.sessions.has(person.login)) {
        const { storageState } = await session(world.browser, world.node.origin, pointer, person);
        world.sessions.set(person.login, storageState);
    }
    return world.sessions.get(person.login);
}
