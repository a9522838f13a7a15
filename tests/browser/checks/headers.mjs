// What the headers of a page promise.

const ONLY_SELF = ["'self'", "'none'"];

/** What is wrong with the headers of an answer. */
export function headers(given) {
    const problems = policy(given["content-security-policy"] ?? "");
    if (given["x-content-type-options"] !== "nosniff") problems.push("no X-Content-Type-Options: nosniff");
    // no-referrer makes browsers send "Origin: null" with forms, which are then refused.
    if (given["referrer-policy"] !== "same-origin") problems.push("no Referrer-Policy: same-origin");
    return problems;
}

function policy(text) {
    if (text === "") return ["no Content-Security-Policy"];
    const rules = new Map();
    for (const rule of text.split(";")) {
        const [name, ...sources] = rule.trim().split(/\s+/);
        if (name) rules.set(name, sources);
    }
    const problems = [];
    const strict = (name, allowed) => {
        const sources = rules.get(name);
        if (!sources) problems.push(`the policy lacks ${name}`);
        for (const source of sources ?? []) {
            if (!allowed.includes(source)) problems.push(`the policy allows ${source} in ${name}`);
        }
    };
    strict("default-src", ONLY_SELF);
    strict("form-action", ONLY_SELF);
    strict("base-uri", ONLY_SELF);
    strict("frame-ancestors", ["'none'"]);
    for (const name of rules.keys()) {
        if (name === "img-src") strict(name, [...ONLY_SELF, "data:"]);
        else if (/-src(-elem|-attr)?$/.test(name)) strict(name, ONLY_SELF);
    }
    return problems;
}
