// A running node in a home of its own.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** How long a node may take until it says that it runs: the sample community is founded first. */
const STARTED = 120_000;
/** How long it may take to end. */
const ENDED = 15_000;

export class Node {
    /** The executable of all nodes. */
    static binary = "";
    /** Whether the homes are left behind. */
    static keep = false;

    /** Starts one with these further arguments, and waits for the line that says that it runs. */
    static async start(...args) {
        const home = await mkdtemp(join(tmpdir(), "ateneu-browser-"));
        const node = new Node(home);
        await node.#run([
            "serve", "--http", "127.0.0.1:0", "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--json",
            ...args,
        ]);
        return node;
    }

    #process;
    #exit;
    #said = "";

    constructor(home) {
        this.home = home;
    }

    async #run(args) {
        const child = spawn(Node.binary, ["--home", this.home, ...args], {
            stdio: ["ignore", "pipe", "pipe"],
            // The computer that runs this can be anywhere.
            env: { ATENEU_TIME_ZONE: "Europe/Madrid", ...process.env },
        });
        this.#process = child;
        this.#exit = new Promise((resolve) => {
            child.once("exit", (code, signal) => resolve(code ?? signal));
            child.once("error", resolve);
        });
        child.stderr.on("data", (text) => (this.#said = (this.#said + text).slice(-4000)));
        const ready = new Promise((resolve) => {
            createInterface({ input: child.stdout }).on("line", (line) => {
                // The demonstration may say more than one thing; the address is what is waited for.
                try {
                    const said = JSON.parse(line);
                    if (said.http) resolve(said);
                } catch {
                    this.#said += `${line}\n`;
                }
            });
        });
        const gone = this.#exit.then((how) => {
            throw new Error(`the node ended (${how}) before it ran:\n${this.#said}`);
        });
        // Whoever ends a node later is not told of it by this promise.
        gone.catch(() => {});
        /** What it said of itself: `http`, `node`, `listen`, and the sample people. */
        this.ready = await before(Promise.race([ready, gone]), STARTED, () =>
            `the node did not say that it runs:\n${this.#said}`);
        /** Where its page is, without a slash at the end. */
        this.origin = new URL(this.ready.http).origin;
        /** The people of the sample community who are told of: `login`, `passphrase`, `about`. */
        this.people = (this.ready.demo?.people ?? []).map(({ name, ...rest }) => ({ login: name, ...rest }));
    }

    /** One of the people of the sample community, who all have one passphrase. */
    person(login) {
        const [first] = this.people;
        if (!first) throw new Error(`there is no sample community with ${login} in it`);
        return this.people.find((person) => person.login === login) ?? { ...first, login };
    }

    /** Runs a command in this home, through the running node; gives the JSON that it printed. */
    async command(args, passphrase) {
        const run = promisify(execFile);
        const env = passphrase ? { ...process.env, ATENEU_PASSPHRASE: passphrase } : process.env;
        const { stdout } = await run(Node.binary, ["--home", this.home, ...args, "--json"], { env });
        return JSON.parse(stdout);
    }

    /** Ends it, and removes its home. */
    async end() {
        if (this.#process?.exitCode === null && this.#process.signalCode === null) {
            this.#process.kill("SIGTERM");
            await before(this.#exit, ENDED, () => "the node did not end").catch((error) => {
                this.#process.kill("SIGKILL");
                throw error;
            });
        }
        if (Node.keep) console.log(`kept: ${this.home}`);
        else await rm(this.home, { recursive: true, force: true });
    }
}

/** What a promise gives, or an error once this many milliseconds are over. */
async function before(promise, limit, message) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(message())), limit);
    });
    try {
        return await Promise.race([promise, late]);
    } finally {
        clearTimeout(timer);
    }
}
