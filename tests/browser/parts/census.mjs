// The census: a list is taken in, its cards are printed, and somebody joins with one in another browser.

import assert from "node:assert/strict";

import { inEachWay } from "../ways.mjs";
import { button, done, field, goTo, link, main, pick, propose, refused } from "../walking.mjs";

const STEPS = {
    "no list at all is told of": noList,
    "a list is loaded, and its bad row named": load,
    "its columns are matched anew, and nothing is done yet": match,
    "its people get cards, and their sheet": carry,
    "one more is admitted at the desk": admit,
    "what is wrong at the door is told, and kept": wrongCard,
    "a neighbour joins with one of the cards": join,
    "the card is spent": spent,
};

export const census = (t, world) =>
    inEachWay(t, world, { registrar: "carme", neighbour: undefined }, STEPS);

const name = ({ mark }) => `Lluïsa ${mark}`;

/** A member's number, which no other list of this run has. */
const number = ({ mark }, place) => `${mark.replace(/\W/g, "")}${place}`;

const list = (shared) =>
    ["Soci;Nom;Cognoms;Telèfon",
        `${number(shared, 1)};${name(shared)};Vila;600 100 200`,
        `${number(shared, 2)};;;600 100 201`,
        `${number(shared, 3)};Pep ${shared.mark};Roca;`].join("\n");

async function toTheCensus(registrar) {
    await goTo(registrar, "nav-home");
    await registrar.hand.follow(link(registrar, "census-title"));
    await main(registrar.page).getByRole("heading", { level: 1, name: registrar.words.like("census-title") }).waitFor();
}

async function noList({ registrar }) {
    await toTheCensus(registrar);
    await registrar.hand.follow(link(registrar, "census-file"));
    await refused(registrar, button(registrar, "file-send"), { pasted: "" });
}

async function load(shared) {
    const { registrar } = shared;
    const { page, hand, words } = registrar;
    // No browser of a test has a dialogue for files.
    const bytes = Buffer.from(list(shared));
    await field(registrar, "file-file").setInputFiles({ name: "socis.csv", mimeType: "text/csv", buffer: bytes });
    await hand.press(button(registrar, "file-send"));
    const fault = main(page).getByRole("listitem").filter({ hasText: words.within("fate-no-name") });
    await fault.filter({ hasText: words.within("check-at") }).filter({ hasText: "3" }).waitFor();
    assert.equal(await fault.count(), 1);
    await main(page).getByRole("cell", { name: `${name(shared)} Vila` }).waitFor();
}

async function match(shared) {
    const { registrar } = shared;
    const { page, hand } = registrar;
    await pick(registrar, field(registrar, "check-surname"), "check-none");
    await hand.press(button(registrar, "check-look"));
    await main(page).getByRole("cell", { name: name(shared), exact: true }).waitFor();
    await hand.pick(field(registrar, "check-surname"), "Cognoms");
    await hand.press(button(registrar, "check-look"));
    await main(page).getByRole("cell", { name: `${name(shared)} Vila` }).waitFor();
}

async function carry(shared) {
    const { registrar, told } = shared;
    const { page, hand, words } = registrar;
    await hand.press(main(page).getByRole("button", { name: words.like("check-send") }));
    await done(registrar, "registered");
    const card = main(page).getByRole("listitem").filter({ hasText: `${name(shared)} Vila` });
    // A sheet has eight cards, and those of other lists may wait as well.
    while ((await card.count()) === 0) {
        const here = page.url();
        await hand.follow(link(registrar, "page-after"));
        await page.waitForURL((url) => url.href !== here);
    }
    told.card = (await card.locator(".ticket-code code").innerText()).trim();
    await page.emulateMedia({ media: "print" });
    assert.ok(await card.isVisible(), "the card is not printed");
    assert.ok(!(await main(page).getByText(words.like("cards-print")).isVisible()), "what is no card is printed");
    await page.emulateMedia({ media: "screen" });
}

async function admit(shared) {
    const { registrar } = shared;
    const { hand, page } = registrar;
    await toTheCensus(registrar);
    await hand.follow(link(registrar, "census-add"));
    await hand.write(field(registrar, "register-number"), number(shared, 1));
    await refused(registrar, button(registrar, "add-send"), { name: "", number: number(shared, 1) });
    await hand.write(field(registrar, "register-name"), `Quica ${shared.mark}`);
    await refused(registrar, button(registrar, "add-send"), { name: `Quica ${shared.mark}` });
    await hand.write(field(registrar, "register-number"), number(shared, 4));
    await hand.press(button(registrar, "add-send"));
    await done(registrar, "admitted");
    await main(page).getByRole("heading", { level: 1, name: `Quica ${shared.mark}` }).waitFor();
    await link(registrar, "person-card-print").waitFor();
}

async function wrongCard({ neighbour, mark, told }) {
    const { page, hand, words } = neighbour;
    await hand.follow(page.getByRole("banner").getByRole("link", { name: words.like("join") }));
    const wrong = told.card.replace(/^./, (first) => (first === "2" ? "3" : "2"));
    const login = `lluisa${mark.replace(/\W/g, "")}`;
    await hand.write(field(neighbour, "join-code"), wrong);
    await hand.write(field(neighbour, "join-login"), login);
    await hand.write(field(neighbour, "join-passphrase"), "curta");
    await hand.write(field(neighbour, "join-name"), "Lluïsa");
    await refused(neighbour, button(neighbour, "join-send"), { card: wrong, login, name: "Lluïsa" });
}

async function join(shared) {
    const { neighbour, told } = shared;
    const { page, hand, words } = neighbour;
    await hand.write(field(neighbour, "join-code"), told.card.toLowerCase().replaceAll("-", " "));
    await hand.write(field(neighbour, "join-passphrase"), "una gavina al terrat");
    await hand.press(button(neighbour, "join-send"));
    await done(neighbour, "joined");
    await page.getByRole("button", { name: words.like("logout") }).waitFor();
    // Whoever has joined takes part at once.
    await propose(neighbour, `Un fanal més ${shared.mark}`, "A la cantonada del forn.");
}

async function spent(shared) {
    const { registrar } = shared;
    const { page, hand, words } = registrar;
    await toTheCensus(registrar);
    await hand.write(field(registrar, "census-words"), name(shared));
    await hand.press(button(registrar, "list-go"));
    await hand.follow(main(page).getByRole("link", { name: `${name(shared)} Vila` }));
    await main(page).getByText(words.like("census-in")).waitFor();
    assert.equal(await link(registrar, "person-card-print").count(), 0, "a spent card is printed again");
    await hand.press(main(page).locator("summary").filter({ hasText: words.like("person-suspend") }));
    const suspend = main(page).locator("details[open]");
    await suspend.getByLabel(words.like("person-reason")).fill("  ");
    await refused(registrar, suspend.getByRole("button"), {});
}
