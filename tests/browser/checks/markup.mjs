// Whether HTML is valid, by html-validate's presets `standard` and `a11y`.

import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
    root: true,
    elements: ["html5"],
    extends: ["html-validate:standard", "html-validate:a11y"],
});

/** What is wrong with the markup of a page. */
export async function markup(html) {
    const report = await validator.validateString(html);
    return report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, selector }) =>
            `${ruleId}: ${message}${selector ? ` (${selector})` : ""}`));
}
