// Voting on paper: a station opened by two, paper for one person, a bundle typed by two, and totals by channel.

import assert from "node:assert/strict";

import { visitor } from "../browser.mjs";
import { inEachWay } from "../ways.mjs";
import { button, done, field, goTo, join, link, main, refused } from "../walking.mjs";

const STEPS = {
    "a station without a place is told of": noPlace,
    "opening a station, which holds once a second person signs": open,
    "the ballot and the booklet are printed": print,
    "nobody gets paper who is not in the census": stranger,
    "giving paper, once": mark,
    "papers that cannot be read are told of by their line": unreadable,
    "a bundle typed by one waits for another": first,
    "where the two differ is shown, and what was typed is kept": mismatch,
    "the bundle is typed alike and signed by both": bundle,
    "two close the station": close,
    "the totals are told by channel": totals,
};

export const paper = (t, world) => inEachWay(t, world, { officer: "anna", second: "carme" }, STEPS);

/** Who comes for paper: each way somebody else, who had none yet. */
const VOTERS = ["Zoe Lambert", "Yolanda Quispe", "Xavier Mas", "Víctor Prieto"];

const place = ({ mark }) => `Centre cívic ${mark}`;

/** The poll of the sample for which there is a station already. */
async function toStations(walker) {
    const { page, hand, words } = walker;
    await goTo(walker, "nav-polls");
    const polls = main(page).getByRole("region", { name: words.like("polls-open") })
        .getByRole("heading", { level: 3 }).getByRole("link");
    const count = await polls.count();
    for (let at = 0; at < count; at += 1) {
        await hand.follow(polls.nth(at));
        await main(page).getByRole("heading", { level: 1 }).waitFor();
        const budget = main(page).getByRole("group", { name: words.like("basket") });
        if ((await link(walker, "stations").count()) > 0 && (await budget.count()) === 0) {
            await hand.follow(link(walker, "stations"));
            await field(walker, "station-place").waitFor();
            if ((await main(page).locator(".cards .card").count()) > 0) return;
        }
        await goTo(walker, "nav-polls");
    }
    throw new Error("no poll has a polling station");
}

async function noPlace({ officer }) {
    await toStations(officer);
    await officer.hand.write(field(officer, "station-place"), "  ");
    await refused(officer, button(officer, "station-new-send"), {});
}

async function open(shared) {
    const { officer, second } = shared;
    await officer.hand.write(field(officer, "station-place"), place(shared));
    await officer.hand.press(button(officer, "station-new-send"));
    await done(officer, "stationed");
    const opened = main(officer.page).getByRole("link", { name: place(shared) });
    if ((await opened.count()) > 0) await officer.hand.follow(opened);
    await field(officer, "typing-bundle").or(main(officer.page).getByText(officer.words.like("paper-one-signature")))
        .first().waitFor();
    await toStations(second);
    await second.hand.follow(main(second.page).getByRole("link", { name: place(shared) }));
    await second.hand.press(button(second, "station-sign"));
    await done(second, "countersigned");
    await join(officer, second);
}

async function print({ officer, world }) {
    const { page, words, origin } = officer;
    const poll = new URL(page.url()).pathname.split("/").slice(0, 5).join("/");
    const anybody = await visitor(world.browser);
    await anybody.page.goto(`${origin}${poll}/paper`);
    await main(anybody.page).getByText(words.like("paper-secret")).waitFor();
    await anybody.context.close();
}

async function stranger({ officer }) {
    await officer.hand.write(field(officer, "give-who"), "Ningú de Cap Lloc");
    await officer.hand.press(button(officer, "give-look"));
    await main(officer.page).getByText(officer.words.like("give-nobody")).waitFor();
    assert.equal(await field(officer, "give-who").inputValue(), "Ningú de Cap Lloc");
}

async function mark(shared) {
    const { officer, turn } = shared;
    const { page, hand, words } = officer;
    const name = VOTERS[turn];
    await hand.write(field(officer, "give-who"), name);
    await hand.press(button(officer, "give-look"));
    await hand.press(button(officer, "give-send"));
    await done(officer, "marked");
    await hand.write(field(officer, "give-who"), name);
    await hand.press(button(officer, "give-look"));
    await main(page).getByText(words.like("give-marked")).waitFor();
    assert.equal(await button(officer, "give-send").count(), 0, "somebody gets paper twice");
}

async function unreadable({ officer }) {
    await officer.hand.write(field(officer, "typing-bundle"), "1");
    await officer.hand.write(field(officer, "typing-papers"), "1\ndilluns");
    await refused(officer, button(officer, "typing-send"), { bundle: "1", papers: "1\ndilluns" });
}

async function type(walker, papers) {
    await walker.hand.write(field(walker, "typing-bundle"), "1");
    await walker.hand.write(field(walker, "typing-papers"), papers);
}

async function first({ officer }) {
    await type(officer, "1");
    await officer.hand.press(button(officer, "typing-send"));
    await done(officer, "typed");
    await main(officer.page).getByText(officer.words.like("typing-mine")).waitFor();
}

async function mismatch({ officer, second }) {
    await join(second, officer);
    await main(second.page).getByText(second.words.like("typing-other")).waitFor();
    await type(second, "2");
    await refused(second, button(second, "typing-send"), { bundle: "1", papers: "2" });
    const differs = main(second.page).getByRole("table");
    await differs.getByRole("columnheader", { name: second.words.like("typed-first") }).waitFor();
}

async function bundle({ officer, second }) {
    await type(second, "1");
    await second.hand.press(button(second, "typing-send"));
    await done(second, "bundled");
    await officer.page.reload();
    await officer.hand.press(button(officer, "bundle-sign"));
    await done(officer, "countersigned");
    await main(officer.page).getByText(officer.words.like("bundle-counts")).waitFor();
}

async function close({ officer, second }) {
    await officer.hand.press(button(officer, "close-send"));
    await done(officer, "closed");
    await join(second, officer);
    await second.hand.press(button(second, "close-sign"));
    await done(second, "countersigned");
    await main(second.page).getByText(second.words.like("station-closed")).waitFor();
}

async function totals({ officer, world }) {
    const { page, words, origin } = officer;
    const poll = new URL(page.url()).pathname.split("/").slice(0, 5).join("/");
    const anybody = await visitor(world.browser);
    await anybody.page.goto(`${origin}${poll}/result`);
    const table = main(anybody.page).getByRole("region", { name: words.like("channels") }).getByRole("table");
    const cells = await table.locator("tfoot td").allInnerTexts();
    const [online, onPaper, together] = cells.map(Number);
    assert.ok(onPaper > 0 && online + onPaper === together, `ballots by channel: ${cells}`);
    await anybody.context.close();
}
