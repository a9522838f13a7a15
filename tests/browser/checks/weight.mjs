// What a page weighs, compressed, as the browser got it.

/** Bytes that a page may weigh (issue 6; the first TCP window carries 14 600), and requests. */
export const BUDGET = { html: 14_000, css: 6_000, js: 8_000, visit: 30_000, requests: 4 };

/** The weights of a cold visit, from the requests that it took. */
export async function weigh(requests) {
    const weight = { html: 0, css: 0, js: 0, visit: 0, requests: requests.length };
    for (const request of requests) {
        const { responseBodySize, responseHeadersSize } = await request.sizes();
        const kind = { document: "html", stylesheet: "css", script: "js" }[request.resourceType()];
        if (kind) weight[kind] += responseBodySize;
        weight.visit += responseBodySize + responseHeadersSize;
    }
    return weight;
}

/** What of a weight is over the budget. */
export const over = (weight) =>
    Object.entries(BUDGET)
        .filter(([kind, most]) => weight[kind] > most)
        .map(([kind, most]) => `${kind}: ${weight[kind]}, at most ${most}`);
