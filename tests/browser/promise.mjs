// How a promise that was not kept is told.

/** Lines of an explanation, at most. */
const MOST = 40;

/** Fails, one line a problem, unless there is none. */
export function none(problems) {
    if (problems.length === 0) return;
    const shown = problems.slice(0, MOST);
    if (problems.length > MOST) shown.push(`and ${problems.length - MOST} more`);
    const error = new Error(shown.join("\n"));
    // Where this was called says nothing that the test's name does not.
    error.stack = error.message;
    throw error;
}

/**
 * The problems that several things have, each once: with the first of them, and how many there are.
 * Problems that differ in nothing but an id are one.
 */
export async function of(things, name, problems) {
    const places = new Map();
    for (const thing of things) {
        const found = (await problems(thing)).map((problem) => problem.replace(/[0-9a-f]{12,64}/g, "ID"));
        for (const problem of new Set(found)) {
            places.set(problem, [...(places.get(problem) ?? []), name(thing)]);
        }
    }
    return [...places].map(([problem, [first, ...others]]) =>
        `${first}${others.length > 0 ? ` and ${others.length} more` : ""}: ${problem}`);
}
