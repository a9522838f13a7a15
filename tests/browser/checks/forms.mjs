// What a form says of bad input.

/**
 * What is wrong with how an open page tells of bad input: each bad field is marked, a message beside it
 * is tied to it, a summary leads to it, and what was typed is still there. `typed` holds the values by
 * the names of their fields; passwords are never sent back.
 */
export function told(page, typed) {
    return page.evaluate((expected) => {
        const problems = [];
        const bad = [...document.querySelectorAll('main [aria-invalid="true"]')];
        if (bad.length === 0) problems.push("no field is marked as wrong (aria-invalid)");
        for (const field of bad) {
            const ids = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
            const texts = ids.map((id) => document.getElementById(id)).filter((at) => at?.textContent.trim());
            if (texts.length === 0) problems.push(`no message is tied to ${field.name}`);
            const place = field.getBoundingClientRect();
            const near = texts.some((text) => {
                const { bottom, top } = text.getBoundingClientRect();
                return Math.min(Math.abs(place.top - bottom), Math.abs(top - place.bottom)) < 120;
            });
            if (!near) problems.push(`the message is not beside ${field.name}`);
            // Of a group of buttons, the summary leads to the group.
            const leads = [field.id, field.closest("fieldset")?.id].some((id) =>
                id && document.querySelector(`[role=alert] a[href="#${id}"]`));
            if (!leads) {
                problems.push(`no summary leads to ${field.name}`);
            }
        }
        for (const [name, value] of Object.entries(expected)) {
            const field = document.querySelector(`main [name="${name}"]`);
            if (field?.value !== value) problems.push(`${name} held "${value}", and now "${field?.value}"`);
        }
        return problems;
    }, typed);
}
