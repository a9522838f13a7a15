// How somebody works a page: with a pointer, or by keyboard alone. A journey is written once for both.

/** Stops of the keyboard that are passed on the way to something, at most. */
const FAR = 400;

/** Points, clicks and types. */
export const pointer = {
    name: "by pointer",
    async follow(locator) {
        await locator.click();
    },
    async press(locator) {
        await locator.click();
    },
    async write(locator, text) {
        await locator.fill(text);
    },
    async choose(locator, chosen = true) {
        await locator.setChecked(chosen);
    },
    async pick(locator, text) {
        await locator.selectOption(text);
    },
};

/** Knows Tab, the arrows, the space bar and Enter. */
export const keyboard = {
    name: "by keyboard alone",
    async follow(locator) {
        await reach(locator);
        await locator.page().keyboard.press("Enter");
    },
    async press(locator) {
        await reach(locator);
        await locator.page().keyboard.press("Space");
    },
    async write(locator, text) {
        await reach(locator);
        const { keyboard: keys } = locator.page();
        await keys.press("ControlOrMeta+a");
        await keys.press("Delete");
        await keys.type(text);
    },
    async choose(locator, chosen = true) {
        await reach(locator);
        if ((await locator.isChecked()) !== chosen) await locator.page().keyboard.press("Space");
    },
    async pick(locator, text) {
        await reach(locator);
        await locator.page().keyboard.type(text);
    },
};

/** Brings the focus to something: by Tab, and by the arrows within a group of radio buttons. */
async function reach(locator) {
    await locator.waitFor();
    const keys = locator.page().keyboard;
    const wanted = await locator.elementHandle();
    let key = "Tab";
    for (let stops = 0; stops < FAR; stops += 1) {
        const at = await wanted.evaluate((element) => {
            const active = document.activeElement;
            if (element === active) return "there";
            const group = (one) => one?.type === "radio" && one.name;
            return group(element) && group(element) === group(active) && element.form === active.form
                ? "in its group"
                : "elsewhere";
        });
        if (at === "there") return;
        key = at === "in its group" ? "ArrowDown" : "Tab";
        await keys.press(key);
    }
    throw new Error(`the keyboard does not reach ${locator}`);
}
