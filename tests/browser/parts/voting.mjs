// Voting in polls and budgets, and checking the receipt.

import assert from "node:assert/strict";

import { visitor } from "../browser.mjs";
import { done, goTo, main } from "../walking.mjs";

const options = ({ page, words }, role) =>
    main(page).getByRole("group", { name: words.like("your-ballot") }).getByRole(role);

const basket = ({ page, words }) => main(page).getByRole("group", { name: words.like("basket") });

const save = ({ page, words }) =>
    main(page).getByRole("button", { name: words.like("vote", "vote-again") }).last();

/** Opens the booth of an open poll, or of an open budget, of which there must be one. */
export async function openBooth(walker, kind) {
    const { page, hand, words } = walker;
    await goTo(walker, "nav-polls");
    const open = main(page).getByRole("region", { name: words.like("polls-open") })
        .getByRole("heading", { level: 3 }).getByRole("link");
    const count = await open.count();
    for (let place = 0; place < count; place += 1) {
        await hand.follow(open.nth(place));
        await save(walker).waitFor();
        const found = (await basket(walker).count()) > 0 ? "budget" : "poll";
        if (found === kind) return;
        await goTo(walker, "nav-polls");
    }
    throw new Error(`no ${kind} is open`);
}

/** Fills the ballot of a poll, of whatever kind; gives the button that casts it. */
export async function fillBallot(walker) {
    const { hand } = walker;
    const first = async (role) => {
        const found = options(walker, role);
        return (await found.count()) > 0 ? found.first() : undefined;
    };
    const [radio, box, field, list] = [
        await first("radio"), await first("checkbox"), await first("textbox"), await first("combobox")];
    if (radio ?? box) await hand.choose(radio ?? box);
    else if (field) await hand.write(field, "1");
    else await hand.pick(list, "1");
    return save(walker);
}

export async function emptyBallot(walker) {
    const { page, hand } = walker;
    await openBooth(walker, "budget");
    const boxes = options(walker, "checkbox");
    for (const box of await boxes.all()) await hand.choose(box, false);
    await hand.press(save(walker));
    await page.getByRole("alert").waitFor();
}

export async function votingInAPoll(walker) {
    await openBooth(walker, "poll");
    await walker.hand.press(await fillBallot(walker));
    await done(walker, "voted");
}

export async function overspending(walker) {
    const { page, hand } = walker;
    await openBooth(walker, "budget");
    const boxes = await options(walker, "checkbox").all();
    for (const box of boxes) await hand.choose(box);
    await hand.press(save(walker));
    await page.getByRole("alert").waitFor();
    for (const box of await options(walker, "checkbox").all()) {
        assert.ok(await box.isChecked(), "what was chosen is lost");
    }
}

export async function votingInABudget(walker) {
    const { page, hand } = walker;
    const boxes = options(walker, "checkbox");
    // The cheapest that fit together: so a ballot also has as many projects as a rule may ask for.
    const { budget, costs } = await page.evaluate(() => ({
        budget: Number(document.querySelector("[data-budget]").dataset.budget),
        costs: [...document.querySelectorAll("[data-cost]")].map((line) => Number(line.dataset.cost)),
    }));
    const cheapest = costs.map((_, place) => place).sort((one, other) => costs[one] - costs[other]);
    const chosen = new Set();
    let sum = 0;
    for (const place of cheapest) {
        if (sum + costs[place] > budget) break;
        sum += costs[place];
        chosen.add(place);
    }
    assert.ok(chosen.size > 0 && chosen.size < costs.length, "the sample's budget is to be scarce");
    for (let place = 0; place < costs.length; place += 1) {
        await hand.choose(boxes.nth(place), chosen.has(place));
    }
    await hand.press(save(walker));
    await done(walker, "voted");
    for (let place = 0; place < costs.length; place += 1) {
        assert.equal(await boxes.nth(place).isChecked(), chosen.has(place), "the ballot is not shown as it was cast");
    }
}

/** Votes, goes back in the browser, chooses something else and saves: that is what counts. */
export async function changingOnesMindByGoingBack(walker) {
    const { page, hand } = walker;
    await openBooth(walker, "poll");
    const shown = async () => {
        const states = [];
        for (const role of ["radio", "checkbox"]) {
            for (const one of await options(walker, role).all()) states.push(await one.isChecked());
        }
        return states;
    };
    const role = (await options(walker, "radio").count()) > 0 ? "radio" : "checkbox";
    const choose = async (place) => {
        const all = options(walker, role);
        assert.ok((await all.count()) > 1, "a poll of two options or more");
        for (let other = 0; other < (await all.count()); other += 1) {
            if (role === "radio" && other !== place) continue;
            await hand.choose(all.nth(other), other === place);
        }
        await hand.press(save(walker));
        await done(walker, "voted");
        const states = await shown();
        assert.deepEqual(states, states.map((_, other) => other === place), "another ballot is shown than was cast");
    };
    await choose(0);
    await page.goBack();
    await choose(1);
}

export async function readingTheReceipt(walker) {
    const { page, hand, words, browser } = walker;
    await hand.follow(page.getByRole("status").getByRole("link"));
    await main(page).getByText(words.like("receipt-counts-so-far")).waitFor();
    const anybody = await visitor(browser);
    await anybody.page.goto(page.url());
    await main(anybody.page).getByText(words.like("receipt-counts-so-far")).waitFor();
    await anybody.context.close();
}
