// One request as a browser sends it, with the size of the answer as it came over the line.

import http from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** The largest answer that is read. */
const MAX_BYTES = 16 << 20;
const LIMIT = 20_000;

/**
 * Gets an address: `status`, `headers`, `bytes` (of the body, compressed) and `text`.
 * Redirections are not followed.
 */
export function get(url, { cookie = "", accept = "text/html,*/*" } = {}) {
    const headers = { accept, "accept-encoding": "br, gzip", ...(cookie && { cookie }) };
    return new Promise((resolve, reject) => {
        const request = http.get(url, { headers, timeout: LIMIT }, (answer) => {
            const parts = [];
            let bytes = 0;
            answer.on("data", (part) => {
                bytes += part.length;
                parts.push(part);
                if (bytes > MAX_BYTES) request.destroy(new Error(`${url}: more than ${MAX_BYTES} bytes`));
            });
            answer.on("error", (error) => reject(new Error(`${url}: ${error.message}`, { cause: error })));
            answer.on("end", () => {
                const text = plain(Buffer.concat(parts), answer.headers["content-encoding"]);
                resolve({ status: answer.statusCode, headers: answer.headers, bytes, text });
            });
        });
        request.on("timeout", () => request.destroy(new Error(`${url}: no answer in ${LIMIT} ms`)));
        request.on("error", reject);
    });
}

function plain(body, encoding) {
    if (encoding === "br") return brotliDecompressSync(body).toString();
    if (encoding === "gzip") return gunzipSync(body).toString();
    return body.toString();
}
