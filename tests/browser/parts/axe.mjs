// axe-core finds nothing, however a page is looked at; and no page has to be scrolled sideways.

import { LANGUAGES } from "../addresses.mjs";
import { visitor } from "../browser.mjs";
import { accessible, narrow } from "../checks/axe.mjs";
import { none, of } from "../promise.mjs";
import { everyPage, firstAndInTurn, named, survey } from "../survey.mjs";

const DESK = { width: 1280, height: 900 };
const LIGHT = { colorScheme: "light", forcedColors: "none" };

/** Ways to look at a page in which colours or widths differ. A desk at 400 % is 320 by 256. */
const LOOKS = [
    { name: "dark", media: { colorScheme: "dark", forcedColors: "none" }, size: DESK },
    { name: "forced colours", media: { colorScheme: "light", forcedColors: "active" }, size: DESK },
    { name: "320 px", media: LIGHT, size: { width: 320, height: 640 } },
    { name: "400 %", media: LIGHT, size: { width: 320, height: 256 } },
    { name: "240 px", media: LIGHT, size: { width: 240, height: 320 } },
];

export async function axe(t, world) {
    const all = everyPage(await survey(world));
    const pages = world.quick ? firstAndInTurn(all) : all;
    for (const language of LANGUAGES) {
        await t.test(`nothing is found in ${language}`, async () => {
            const problems = await inEachView(world, pages.filter((page) => page.language === language),
                async (page, open, place) => {
                    await open.emulateMedia(LIGHT);
                    await open.setViewportSize(DESK);
                    const found = await accessible(open);
                    // Colours and widths are the same in all languages but for the length of words.
                    const every = !world.quick || LANGUAGES[place % LANGUAGES.length] === language;
                    for (const { name, media, size } of LOOKS) {
                        await open.emulateMedia(media);
                        await open.setViewportSize(size);
                        const wide = await narrow(open);
                        const looks = every ? await accessible(open, { looks: true }) : [];
                        found.push(...[...wide, ...looks].map((problem) => `${name}: ${problem}`));
                    }
                    return found;
                });
            none(problems);
        });
    }
}

/** Pages that are open at once: as many as small machines have processors. */
const AT_ONCE = 2;

/** The problems of pages, each opened in a browser of whoever sees it so. */
export async function inEachView(world, pages, problems) {
    const waiting = pages.map((page, place) => ({ page, place }));
    const found = new Map();
    const work = async () => {
        const opened = new Map();
        for (let next = waiting.shift(); next; next = waiting.shift()) {
            const { page, place } = next;
            const options = { storageState: page.view.storageState };
            if (!opened.has(page.view)) opened.set(page.view, await visitor(world.browser, options));
            const { page: open } = opened.get(page.view);
            await open.goto(page.url);
            found.set(page, await problems(page, open, place));
        }
        for (const { context } of opened.values()) await context.close();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return of(pages, named, (page) => found.get(page));
}
