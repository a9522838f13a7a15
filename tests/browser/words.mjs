// What the page says, from its own messages (Fluent): a reworded button breaks no test.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LOCALES = new URL("../../crates/page/locales/", import.meta.url).pathname;

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The messages of a language, by their names. */
export class Words {
    #messages = new Map();

    constructor(language) {
        this.language = language;
        const folder = join(LOCALES, language);
        for (const file of readdirSync(folder)) {
            if (file.endsWith(".ftl")) this.#read(readFileSync(join(folder, file), "utf8"));
        }
    }

    #read(source) {
        let name;
        for (const line of source.split("\n")) {
            const begun = /^([a-z][\w-]*)\s*=\s?(.*)$/.exec(line);
            if (begun) {
                name = begun[1];
                this.#messages.set(name, begun[2]);
            } else if (name && /^(\s+\S|\})/.test(line)) {
                this.#messages.set(name, `${this.#messages.get(name)}\n${line.trim()}`);
            } else {
                name = undefined;
            }
        }
    }

    /**
     * The whole of a text that is made from one of these messages: what is filled in may be anything,
     * and of the forms for one and many each will do.
     */
    like(...names) {
        const forms = names.flatMap((name) => this.#forms(name));
        return new RegExp(`^\\s*(?:${forms.join("|")})\\s*$`);
    }

    /** The same, somewhere in a text. */
    within(...names) {
        return new RegExp(names.flatMap((name) => this.#forms(name)).join("|"));
    }

    #forms(name) {
        const message = this.#messages.get(name);
        if (message === undefined) throw new Error(`no message "${name}" in ${this.language}`);
        if (!message.includes("->")) return [blanks(message)];
        const lines = message.split("\n");
        const before = lines[0].replace(/\{[^{}]*->\s*$/, "");
        const after = lines.at(-1).replace(/^\}/, "");
        const variants = lines.map((line) => /^\*?\[[^\]]*\]\s*(.*)$/.exec(line)?.[1]);
        return variants.filter((text) => text !== undefined).map((text) => blanks(before + text + after));
    }
}

const blanks = (text) =>
    text.split(/\{[^{}]*\}/).map((part) => escape(part).replace(/\s+/g, "\\s+")).join(".+?");
