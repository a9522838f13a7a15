// Debian's Chromium, and what it complains of while a page is open.

import { chromium } from "playwright-core";

/** How long anything that a test waits for may take. */
export const PATIENCE = 15_000;

export const launch = () =>
    chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--disable-dev-shm-usage"] });

/**
 * A fresh visitor, or the one whose cookies are given: `{ context, page }`. Nothing moves, so that what
 * is looked at has come to rest.
 */
export async function visitor(browser, options = {}) {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(PATIENCE);
    context.setDefaultNavigationTimeout(PATIENCE);
    return { context, page: await context.newPage() };
}

/**
 * Listens to a page: `problems` grows by each error in the console (violations of the content
 * security policy among them), each script that throws and each request that fails or goes elsewhere;
 * `requests` by each request that was answered.
 */
export function listen(page, origin) {
    const heard = { problems: [], requests: [] };
    page.on("console", (message) => {
        if (message.type() === "error") heard.problems.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => heard.problems.push(`a script throws: ${error.message}`));
    page.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol !== "data:" && url.origin !== origin) {
            heard.problems.push(`a request to another origin: ${request.url()}`);
        }
    });
    page.on("requestfailed", (request) =>
        heard.problems.push(`a request fails: ${request.url()}: ${request.failure()?.errorText}`));
    page.on("requestfinished", (request) => heard.requests.push(request));
    return heard;
}
