// All pages there are, as each kind of person sees them: found once, and used by every part that looks.

import { LANGUAGES, different, isPage, walk } from "./addresses.mjs";
import { pointer } from "./hands.mjs";
import { session } from "./people.mjs";

/**
 * For a visitor and for some people of the sample community: `{ name, storageState, answers, pages }`.
 * `answers` is whatever a link leads to; `pages` is some of them that show every kind of element.
 */
export function survey(world) {
    world.survey ??= look(world);
    return world.survey;
}

async function look({ browser, node, all, quick }) {
    // A neighbour, a moderator and an organiser see everything that there is.
    const people = quick ? ["carla", "bernat", "anna"].map((login) => node.person(login)) : node.people;
    const views = [{ name: "a visitor", storageState: undefined, cookie: "" }];
    for (const person of people) {
        views.push({ name: person.login, ...(await session(browser, node.origin, pointer, person)) });
    }
    const seen = new Map();
    for (const view of views) {
        view.answers = await walk(node.origin, { cookie: view.cookie, all });
        view.pages = different(view.answers.filter(isPage), seen);
    }
    return views;
}

/** Each page of a survey with the view in which it is seen. */
export const everyPage = (views) => views.flatMap((view) => view.pages.map((page) => ({ ...page, view })));

/** Each pattern in one of the languages, one after the other: for what does not depend on the language. */
export function inTurn(pages) {
    const patterns = [...new Set(pages.map(({ pattern }) => pattern))];
    return pages.filter(({ pattern, language }) =>
        LANGUAGES[patterns.indexOf(pattern) % LANGUAGES.length] === language);
}

/** The first page of each pattern in each language, and all of each in one. */
export function firstAndInTurn(pages) {
    const seen = new Set();
    const turn = new Set(inTurn(pages));
    return pages.filter((page) => {
        const key = `${page.language} ${page.pattern}`;
        const first = !seen.has(key);
        seen.add(key);
        return first || turn.has(page);
    });
}

/** How a page is named in a report. */
export const named = ({ url, view }) => {
    const { pathname, search } = new URL(url);
    return `${pathname}${search} (${view.name})`;
};
