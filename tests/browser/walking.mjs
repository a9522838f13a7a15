// Ways through the page that many journeys take.

export const main = (page) => page.getByRole("main");

/** Follows a link of the navigation. */
export async function goTo({ page, hand, words }, message) {
    const nav = page.getByRole("navigation", { name: words.like("nav") });
    await hand.follow(nav.getByRole("link", { name: words.like(message) }));
    await main(page).getByRole("heading", { level: 1 }).waitFor();
}

/** Waits for the word that something was done. */
export async function done({ page, words }, deed) {
    await page.getByRole("status").filter({ hasText: words.within(`done-${deed}`) }).waitFor();
}
