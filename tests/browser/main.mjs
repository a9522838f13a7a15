// The page, tried as people use it: one part after another, on one sample community.
//
//   --binary PATH   the node [default: release/ateneu, else debug/ateneu, in cargo's target folder]
//   --quick         fewer of everything: what CI runs
//   --all           every page that a link leads to, instead of some of each pattern
//   --part NAME     only this part; may be given again
//   --pictures PATH where the pictures go [default: target/pictures]
//   --readme        also draws the README's pictures anew, in docs/pictures
//   --keep          leaves the homes of the nodes behind, and says where

import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { launch } from "./browser.mjs";
import { Node } from "./node.mjs";
import { axe } from "./parts/axe.mjs";
import { census } from "./parts/census.mjs";
import { changing } from "./parts/changing.mjs";
import { charter } from "./parts/charter.mjs";
import { counter } from "./parts/counter.mjs";
import { crawl } from "./parts/crawl.mjs";
import { firstRun } from "./parts/first-run.mjs";
import { journeys } from "./parts/journeys.mjs";
import { keyboard } from "./parts/keyboard.mjs";
import { moderation } from "./parts/moderation.mjs";
import { organising } from "./parts/organising.mjs";
import { own } from "./parts/own.mjs";
import { paper } from "./parts/paper.mjs";
import { pictures } from "./parts/pictures.mjs";
import { reshaping } from "./parts/reshaping.mjs";
import { selfTest } from "./parts/self-test.mjs";
import { slow } from "./parts/slow.mjs";
import { twoNodes } from "./parts/two-nodes.mjs";

/** In this order: those that only look come before those that act. */
const PARTS = {
    "self-test": selfTest,
    crawl,
    axe,
    keyboard,
    pictures,
    slow,
    journeys,
    changing,
    moderation,
    own,
    census,
    "first-run": firstRun,
    paper,
    counter,
    charter,
    organising,
    reshaping,
    "two-nodes": twoNodes,
};

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");

const { values: args } = parseArgs({
    options: {
        binary: { type: "string" },
        quick: { type: "boolean", default: false },
        all: { type: "boolean", default: false },
        part: { type: "string", multiple: true, default: Object.keys(PARTS) },
        pictures: { type: "string", default: join(TARGET, "pictures") },
        readme: { type: "boolean", default: false },
        keep: { type: "boolean", default: false },
    },
});

for (const name of args.part) {
    if (!(name in PARTS)) stop(`no part is called ${name}: there are ${Object.keys(PARTS).join(", ")}`);
}
Node.binary = binary();
Node.keep = args.keep;

await test("the page", { timeout: 30 * 60_000 }, async (t) => {
    const needsNode = args.part.some((name) => name !== "self-test");
    const node = needsNode ? await Node.start("--demo") : undefined;
    // The sample names no keeper: its passphrases are known to everybody, and a keeper moves a machine.
    await node?.command(["keeper", "add", "anna"]);
    const browser = await launch();
    // One for all parts, so that what one finds out the next one knows.
    const world = { ...args, browser, node, root: ROOT };
    try {
        for (const [name, part] of Object.entries(PARTS)) {
            if (!args.part.includes(name)) continue;
            await t.test(name, (t) => part(t, world));
        }
    } finally {
        await browser.close();
        await node?.end();
    }
});

function binary() {
    const built = ["release", "debug"].map((profile) => join(TARGET, profile, "ateneu"));
    const path = resolve(args.binary ?? built.find((path) => existsSync(path)) ?? built[0]);
    try {
        accessSync(path, constants.X_OK);
    } catch {
        stop(`no node at ${path}: cargo build --release -p ateneu, or name it with --binary`);
    }
    return path;
}

function stop(message) {
    console.error(`tests/browser/run: ${message}`);
    process.exit(2);
}
