//! What Decidim calls its things, and what they are here.

use participation_acts::DocumentKind;

/// A thing of Decidim that has comments: its class there, the part of its address that names it,
/// the beginning of its comments' file, and what it is here.
struct Thing {
    class: &'static str,
    segment: &'static str,
    file: &'static str,
    kind: DocumentKind,
}

const fn thing(
    class: &'static str,
    segment: &'static str,
    file: &'static str,
    kind: DocumentKind,
) -> Thing {
    Thing { class, segment, file, kind }
}

const THINGS: &[Thing] = &[
    thing("Decidim::Proposals::Proposal", "proposals", "proposal", DocumentKind::Proposal),
    thing("Decidim::Budgets::Project", "projects", "project", DocumentKind::Project),
    thing("Decidim::Meetings::Meeting", "meetings", "meeting", DocumentKind::Meeting),
    thing("Decidim::Accountability::Result", "results", "result", DocumentKind::Result),
    thing("Decidim::Debates::Debate", "debates", "debate", DocumentKind::Debate),
    thing("Decidim::Blogs::Post", "posts", "post", DocumentKind::Post),
];

/// What a class is here; what is not known is a page.
pub(crate) fn kind_of(class: &str) -> DocumentKind {
    THINGS.iter().find(|thing| thing.class == class).map_or(DocumentKind::Page, |thing| thing.kind)
}

/// The class of a kind; amendments are proposals there, and pages are of its own.
pub(crate) fn class_of(kind: DocumentKind) -> &'static str {
    let kind = if kind == DocumentKind::Amendment { DocumentKind::Proposal } else { kind };
    let found = THINGS.iter().find(|thing| thing.kind == kind);
    found.map_or("Decidim::Pages::Page", |thing| thing.class)
}

/// The beginning of the name of the file with the comments on a kind.
pub(crate) fn file_of(kind: DocumentKind) -> &'static str {
    let kind = if kind == DocumentKind::Amendment { DocumentKind::Proposal } else { kind };
    THINGS.iter().find(|thing| thing.kind == kind).map_or("page", |thing| thing.file)
}

/// The class and number of what stands at an address such as `.../meetings/905;`.
pub(crate) fn at_address(url: &str) -> Option<(&'static str, u64)> {
    let path = url.split(['?', '#', ';']).next()?;
    let mut segments = path.trim_end_matches('/').rsplit('/');
    let number = segments.next()?.parse().ok()?;
    let segment = segments.next()?;
    let thing = THINGS.iter().find(|thing| thing.segment == segment)?;
    Some((thing.class, number))
}

/// What a thing is called that nothing more is known of: `Meeting 905`.
pub(crate) fn name_of(class: &str, number: u64) -> String {
    let word = class.rsplit("::").next().unwrap_or(class);
    format!("{word} {number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_what_stands_there() {
        let meeting = "https://www.decidim.barcelona/processes/x/f/120/meetings/905;";
        assert_eq!(at_address(meeting), Some(("Decidim::Meetings::Meeting", 905)));
        let proposal = "https://x.org/processes/pam/f/1/proposals/6?locale=ca#comments";
        assert_eq!(at_address(proposal), Some(("Decidim::Proposals::Proposal", 6)));
        for url in ["", "/", "https://x.org/proposals/", "https://x.org/pam/6", "proposals/-1"] {
            assert_eq!(at_address(url), None, "{url}");
        }
        assert_eq!(name_of("Decidim::Meetings::Meeting", 905), "Meeting 905");
    }
}
