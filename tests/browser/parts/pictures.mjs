// What the main screens look like: for whoever made them, and for the README.

import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { visitor } from "../browser.mjs";
import { survey } from "../survey.mjs";

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const SCHEMES = ["light", "dark"];

/** Patterns that are no screens of their own: the same list, asked otherwise. */
const isScreen = ({ pattern, language }) => language === "ca" && !pattern.includes("?");

/** The README's pictures: a pattern, what the page holds, who looks, how; of each what fits a screen. */
const README = [
    { file: "proposal-desktop-light", pattern: "/L/C/proposals/ID", language: "en", size: "desktop", scheme: "light" },
    { file: "home-phone-light", pattern: "/L/C", language: "ca", size: "phone", scheme: "light" },
    { file: "budget-phone-light", pattern: "/L/C/polls/ID", holds: "data-budget", at: "#form", language: "es",
        size: "phone", scheme: "light", view: "bernat" },
    { file: "debate-phone-dark", pattern: "/L/C/debates/ID", language: "es", size: "phone", scheme: "dark" },
];
const README_SIZES = { phone: SIZES.phone, desktop: { width: 1024, height: 720 } };
/** Bytes that the README's pictures may have together. */
const README_BYTES = 600_000;

export async function pictures(t, world) {
    const views = await survey(world);
    await t.test("each screen is drawn", async () => {
        await rm(world.pictures, { recursive: true, force: true });
        await mkdir(world.pictures, { recursive: true });
        let drawn = 0;
        for (const view of views) {
            const screens = view.pages.filter(isScreen);
            const { context, page } = await visitor(world.browser, { storageState: view.storageState });
            for (const [place, screen] of screens.entries()) {
                await page.goto(screen.url);
                for (const [size, viewport] of Object.entries(SIZES)) {
                    for (const scheme of world.quick ? SCHEMES.slice(0, 1) : SCHEMES) {
                        await page.setViewportSize(viewport);
                        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
                        const number = String(place).padStart(2, "0");
                        const file = `${view.name}${screen.pattern}-${number}-${size}-${scheme}.png`;
                        const path = join(world.pictures, file.replace(/^a /, "").replaceAll("/", "-"));
                        await page.screenshot({ path, fullPage: true });
                        drawn += 1;
                    }
                }
            }
            await context.close();
        }
        console.log(`${drawn} pictures in ${world.pictures}`);
    });
    if (world.readme) await t.test("the README's pictures are drawn", () => readme(world, views));
}

async function readme(world, views) {
    const folder = join(world.root, "docs", "pictures");
    await mkdir(folder, { recursive: true });
    let bytes = 0;
    for (const { file, pattern, holds = "", at = "", language, size, scheme, view: name } of README) {
        const view = views.find((view) => view.name === name) ?? views[0];
        const screen = view.answers.find((answer) =>
            answer.pattern === pattern && answer.language === language && answer.text.includes(holds));
        if (!screen) throw new Error(`no ${pattern} in ${language} for ${view.name}`);
        const { context, page } = await visitor(world.browser, {
            storageState: view.storageState, viewport: README_SIZES[size], colorScheme: scheme,
        });
        await page.goto(screen.url + at);
        const path = join(folder, `${file}.png`);
        await page.screenshot({ path });
        bytes += (await stat(path)).size;
        await context.close();
    }
    console.log(`${README.length} pictures in ${folder}, ${bytes} bytes`);
    if (bytes > README_BYTES) throw new Error(`more than ${README_BYTES} bytes`);
}
