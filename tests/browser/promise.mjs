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

/** The problems of each thing, with the thing's name before them. */
export async function of(things, name, problems) {
    const all = [];
    for (const thing of things) {
        const found = await problems(thing);
        all.push(...found.map((problem) => `${name(thing)}: ${problem}`));
    }
    return all;
}
