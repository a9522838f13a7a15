// From a node that holds nothing to an association and its first vote, with nothing but the link.

import assert from "node:assert/strict";

import { accessible } from "../checks/axe.mjs";
import { Node } from "../node.mjs";
import { none } from "../promise.mjs";
import { inEachWay } from "../ways.mjs";
import { button, done, field, goTo, link, main, refused } from "../walking.mjs";
import { fillBallot } from "./voting.mjs";

const STEPS = {
    "the link opens a node that shows nothing yet": welcome,
    "who looks after it": you,
    "what is wrong with the association is told, and kept": wrongAssociation,
    "the association": association,
    "where it begins, of which something has to be chosen": beginning,
    "how people get there, and it is founded": opening,
    "the papers are to be printed before anything else": papers,
    "the link works no more": once,
    "what is wrong at the keepers' desk is told, and kept": desk,
    "the emergency sheet is shown to whoever knows the passphrase": emergency,
    "opening a poll": poll,
    "the first vote": vote,
};

/** No crawl comes to these pages: they are there once. */
const lookedAt = (step) => async (shared) => {
    await step(shared);
    if (shared.way.options.viewport) none(await accessible(shared.founder.page));
};

export const firstRun = (t, world) =>
    inEachWay(t, world, { founder: undefined },
        Object.fromEntries(Object.entries(STEPS).map(([name, step]) => [name, lookedAt(step)])));

async function welcome({ founder, told, ends }) {
    const node = await Node.start();
    ends.push(() => node.end());
    told.link = node.ready.setup;
    const { page, words, hand } = founder;
    await page.goto(node.origin);
    await main(page).getByText(words.like("setup-waiting-text")).waitFor();
    await page.goto(told.link);
    await main(page).getByRole("heading", { level: 1, name: words.like("setup-title") }).waitFor();
    await hand.press(button(founder, "setup-begin"));
    await field(founder, "join-login").waitFor();
}

async function you({ founder }) {
    const { hand } = founder;
    await hand.write(field(founder, "join-login"), "núria");
    await hand.write(field(founder, "join-passphrase"), "una gavina al terrat");
    await hand.write(field(founder, "setup-again"), "una gavina al balcó");
    await hand.write(field(founder, "join-name"), "Núria Camps");
    await refused(founder, button(founder, "setup-next"), { login: "núria", name: "Núria Camps", passphrase: "" });
    await hand.write(field(founder, "join-passphrase"), "una gavina al terrat");
    await hand.write(field(founder, "setup-again"), "una gavina al terrat");
    await hand.press(button(founder, "setup-next"));
    await field(founder, "setup-association-name").waitFor();
}

const languages = ({ page }) => main(page).locator('[name="language"]');

async function wrongAssociation({ founder }) {
    const { page, hand } = founder;
    for (const language of await languages(founder).all()) await hand.choose(language, false);
    await hand.choose(main(page).locator('[name="read"][value="members"]'));
    await refused(founder, button(founder, "setup-next"), { name: "" });
    assert.ok(await main(page).locator('[name="read"][value="members"]').isChecked(), "what was chosen is lost");
}

async function association({ founder, way }) {
    const { page, hand } = founder;
    await hand.write(field(founder, "setup-association-name"), "Veïnes del Carmel");
    await hand.choose(main(page).locator(`[name="language"][value="${way.language}"]`));
    await hand.choose(main(page).locator('[name="read"][value="everybody"]'));
    await hand.press(button(founder, "setup-next"));
    await main(page).getByText(founder.words.like("setup-beginning-text")).waitFor();
}

async function beginning({ founder }) {
    const { page, hand, words } = founder;
    await refused(founder, button(founder, "setup-next"), {});
    await hand.choose(main(page).locator('[name="template"][value="idea-collection"]'));
    await hand.press(button(founder, "setup-next"));
    await button(founder, "setup-found").waitFor();
    await main(page).getByText(words.like("opening-here")).waitFor();
}

async function opening({ founder }) {
    const { page, hand, words } = founder;
    await hand.choose(main(page).locator('[name="how"][value="proxy"]'));
    await hand.write(field(founder, "opening-url"), "http://example.org/x");
    await refused(founder, button(founder, "setup-found"), { url: "http://example.org/x" });
    await hand.write(field(founder, "opening-url"), "");
    await hand.choose(main(page).locator('[name="how"][value="here"]'));
    await hand.press(button(founder, "setup-found"));
    await main(page).getByText(words.like("papers-lead")).waitFor();
}

async function papers({ founder, told }) {
    const { page, hand } = founder;
    await refused(founder, button(founder, "papers-go"), {});
    assert.equal(await main(page).locator("figure.qr").count(), 2, "there are two codes to print");
    told.papers = page.url();
    await hand.choose(field(founder, "papers-kept"));
    await hand.press(button(founder, "papers-go"));
    await page.waitForURL((url) => url.pathname.endsWith("/keeper"));
    const keepers = main(page).getByRole("region", { name: founder.words.like("keeper-keepers") });
    await keepers.getByText("núria").waitFor();
}

async function once({ founder, told }) {
    const { page } = founder;
    told.home = page.url().replace(/\/keeper(\?.*)?$/, "");
    for (const place of [told.link, told.papers]) {
        await page.goto(place);
        assert.equal(await main(page).getByRole("button", { name: founder.words.like("setup-begin") }).count(), 0);
        assert.equal(await main(page).locator("figure.qr").count(), 0, "the papers are shown again");
    }
}

async function toTheDesk({ page, hand, words }) {
    await hand.follow(page.getByRole("banner").getByRole("link", { name: words.like("keeper-short") }));
    await main(page).getByRole("heading", { level: 1, name: words.like("keeper-title") }).waitFor();
}

async function desk({ founder, told }) {
    const { page, hand, words } = founder;
    await page.goto(told.home);
    await toTheDesk(founder);
    await hand.write(field(founder, "keeper-new"), "ningú");
    await refused(founder, button(founder, "keeper-add"), { new: "ningú" });
    await hand.press(main(page).locator("summary").filter({ hasText: words.like("backup-change") }));
    await hand.write(field(founder, "backup-keep"), "0");
    await hand.write(field(founder, "backup-folder"), "enlloc");
    await refused(founder, button(founder, "keeper-save"), { keep: "0", folder: "enlloc" });
}

async function emergency({ founder, told }) {
    const { page, hand } = founder;
    await hand.follow(link(founder, "emergency-title"));
    await hand.write(field(founder, "login-passphrase"), "una altra");
    await refused(founder, button(founder, "sheet-go"), { passphrase: "" });
    await hand.write(field(founder, "login-passphrase"), "una gavina al terrat");
    await hand.press(button(founder, "sheet-go"));
    await main(page).locator("code").first().waitFor();
    await page.goto(told.home);
}

async function poll({ founder, way }) {
    const { page, hand } = founder;
    await goTo(founder, "nav-polls");
    await hand.follow(link(founder, "open-poll"));
    await hand.write(page.locator(`#title-${way.language}`), "Quin dia fem el dinar?");
    await hand.write(page.locator(`#options-${way.language}`), "Dissabte");
    await hand.choose(page.locator('[name="rule"][value="approval"]'));
    await refused(founder, button(founder, "open-look"), { [`title-${way.language}`]: "Quin dia fem el dinar?" });
    await page.locator(`#options-${way.language}`).fill("Dissabte\nDiumenge");
    await hand.press(button(founder, "open-look"));
    await hand.press(button(founder, "open-send"));
    await done(founder, "opened");
}

async function vote({ founder }) {
    await founder.hand.press(await fillBallot(founder));
    await done(founder, "voted");
}
