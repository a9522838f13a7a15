// What organisers make of proposals: one in the place of two, one of a part of another, and a copy.

import assert from "node:assert/strict";

import { inEachWay } from "../ways.mjs";
import { button, done, field, join, link, main, propose, refused } from "../walking.mjs";

const BODY = "A l'estiu no hi ha ombra per seure.";

const STEPS = {
    "two proposals ask for the same": two,
    "one alone is not merged": alone,
    "what is wrong with the merged one is told beside its field": wrongMerge,
    "merging them, and seeing first how it will look": merge,
    "each leads to the merged one, and it to them": bothWays,
    "making a proposal of a part of one": split,
    "copying one into another process": copy,
};

export const reshaping = (t, world) =>
    inEachWay(t, world, { author: "jordi", organiser: "anna" }, STEPS);

const heading = ({ page }, name) => main(page).getByRole("heading", { name });

async function two({ author, mark, told }) {
    told.titles = [`Arbres a la plaça ${mark}`, `Ombra a la plaça ${mark}`];
    told.merged = `Arbres que facin ombra ${mark}`;
    for (const title of told.titles) await propose(author, title, BODY);
    assert.equal(await link(author, "merge-with").count(), 0, "whoever wrote it merges it");
}

async function alone({ author, organiser, told }) {
    await join(organiser, author);
    await organiser.hand.follow(link(organiser, "merge-with"));
    const { page } = organiser;
    const chosen = main(page).getByRole("checkbox", { name: told.titles[1] });
    assert.ok(await chosen.isChecked(), "what one came from is not chosen");
    await refused(organiser, button(organiser, "merge-go-on"), {});
    assert.ok(await chosen.isChecked(), "what was chosen is not chosen any more");
}

async function wrongMerge({ organiser, mark, told }) {
    const { page, hand } = organiser;
    await hand.write(field(organiser, "list-words"), mark);
    await hand.press(button(organiser, "list-go"));
    await hand.choose(main(page).getByRole("checkbox", { name: told.titles[0] }));
    await hand.press(button(organiser, "merge-go-on"));
    const body = field(organiser, "write-body");
    assert.match(await body.inputValue(), /\*\*Arbres a la plaça[\s\S]*\*\*Ombra a la plaça/);
    await hand.write(field(organiser, "write-title"), "  ");
    await refused(organiser, button(organiser, "merge-send"), { body: await body.inputValue() });
    await hand.write(field(organiser, "write-title"), told.merged);
}

async function merge({ organiser, told }) {
    const { page, hand, words } = organiser;
    await hand.press(button(organiser, "write-look"));
    await main(page).getByRole("region", { name: words.like("write-preview") }).waitFor();
    await hand.press(button(organiser, "merge-send"));
    await done(organiser, "merged");
    await heading(organiser, told.merged).waitFor();
    await heading(organiser, words.like("kin-merged-from")).waitFor();
}

async function bothWays({ author, organiser, told }) {
    for (const title of told.titles) {
        await join(author, organiser);
        await author.hand.follow(main(author.page).getByRole("link", { name: title }));
        await heading(author, title).waitFor();
        await main(author.page).getByText(author.words.within("kin-merged-into")).waitFor();
        await author.hand.follow(main(author.page).getByRole("link", { name: told.merged }));
        await heading(author, told.merged).waitFor();
    }
}

async function split({ author, organiser, mark, told }) {
    const { page, hand, words } = organiser;
    const part = `Bancs a l'ombra ${mark}`;
    await hand.follow(link(organiser, "split-title"));
    await hand.write(field(organiser, "write-title"), part);
    await hand.write(field(organiser, "write-body"), BODY);
    await hand.press(button(organiser, "split-send"));
    await done(organiser, "split");
    await main(page).getByText(words.within("kin-split-into")).waitFor();
    await join(author, organiser);
    await author.hand.follow(main(author.page).getByRole("link", { name: part }));
    await heading(author, author.words.like("kin-split-from")).waitFor();
    await main(author.page).getByRole("link", { name: told.merged }).waitFor();
}

async function copy({ organiser, told }) {
    const { page, hand, words } = organiser;
    const original = page.url().split("?")[0];
    await hand.follow(link(organiser, "copy-title"));
    assert.equal(await field(organiser, "write-title").inputValue(), told.merged);
    await hand.press(button(organiser, "copy-send"));
    await done(organiser, "copied");
    assert.notEqual(page.url().split("?")[0], original, "a copy is where it comes from");
    await heading(organiser, told.merged).first().waitFor();
    await heading(organiser, words.like("kin-copied-from")).waitFor();
    await hand.follow(main(page).getByRole("link", { name: told.merged }));
    await heading(organiser, words.like("kin-copied-to")).waitFor();
}
