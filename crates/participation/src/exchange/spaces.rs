//! Which space a row belongs to: the process or assembly at whose page it stood.

use participation_acts::{
    FieldEdit, FieldEdits, Meaning, Permits, Phase, PhaseRules, Space, SpaceKind, State, Value,
    ValueField,
};
use participation_types::{EntryId, Language, List, Localized, Sorted, Text};

/// Longest address by which a space is known, in bytes.
const MAX_ADDRESS: usize = 1000;
/// Longest title made of an address, in bytes.
const MAX_TITLE: usize = 200;

/// Where Decidim keeps its participatory spaces, and what they are here.
const FOLDERS: &[(&str, SpaceKind)] = &[
    ("processes", SpaceKind::Process),
    ("assemblies", SpaceKind::Assembly),
    ("initiatives", SpaceKind::Process),
    ("conferences", SpaceKind::Process),
    ("consultations", SpaceKind::Process),
    ("votings", SpaceKind::Process),
];

/// A space as its source names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address {
    /// Its page there; of a space without one, a name that is no page.
    pub(crate) url: String,
    /// What its address calls it.
    pub(crate) slug: String,
    /// What it is.
    pub(crate) kind: SpaceKind,
}

impl Address {
    /// The space of a page in it, or of its number where there is no page.
    pub(crate) fn of(url: &str, number: Option<u64>) -> Self {
        let page = url.split(['?', '#', ';']).next().unwrap_or("").trim_end_matches('/');
        if page.is_empty() || page.len() > MAX_ADDRESS {
            let slug = number.map_or_else(|| "imported".to_owned(), |n| format!("space {n}"));
            return Self { url: format!("decidim:{slug}"), slug, kind: SpaceKind::Process };
        }
        for (folder, kind) in FOLDERS {
            let Some((before, after)) = page.split_once(&format!("/{folder}/")) else { continue };
            let slug = after.split('/').next().unwrap_or(after);
            return Self {
                url: format!("{before}/{folder}/{slug}"),
                slug: slug.to_owned(),
                kind: *kind,
            };
        }
        let slug = page.rsplit('/').next().unwrap_or(page).to_owned();
        Self { url: page.to_owned(), slug, kind: SpaceKind::Process }
    }

    /// What people read: the words of the address.
    pub(crate) fn title(&self) -> String {
        let words = self.slug.replace(['-', '_'], " ");
        let mut letters = words.trim().chars();
        let first = letters.next().unwrap_or('?').to_uppercase();
        let mut title: String = first.chain(letters).collect();
        while title.len() > MAX_TITLE {
            title.pop();
        }
        title
    }

    /// The act that opens it: over, with nothing permitted to members any more.
    pub(crate) fn opening(&self, system: &str, usual: Language, languages: &[Language]) -> Space {
        let said = |text: &str| one(usual, text);
        let state = |key: &'static str, meaning| State {
            key: Text::fixed(key),
            title: one(usual, key),
            meaning,
        };
        let states = vec![
            state("accepted", Meaning::Accepted),
            state("rejected", Meaning::Rejected),
            state("evaluating", Meaning::Open),
        ];
        Space {
            kind: self.kind,
            parent: None,
            title: said(&self.title()),
            languages: Sorted::new(languages.iter().copied()).unwrap_or_default(),
            phase: Phase {
                title: one(usual, system),
                rules: PhaseRules {
                    permits: Permits::default(),
                    hides_supports: false,
                    proposals: 0,
                    supports: 0,
                    least_supports: 0,
                    goal: 0,
                    title_length: PhaseRules::MAX_TITLE,
                    body_length: PhaseRules::MAX_BODY,
                    comment_length: PhaseRules::MAX_COMMENT,
                    reply_depth: PhaseRules::MAX_DEPTH,
                    states: List::new(states).unwrap_or_default(),
                },
                starts: None,
                ends: None,
            },
        }
    }

    /// What tells, beside the opening, where it comes from.
    pub(crate) fn fields(&self) -> FieldEdits {
        let line = |text: &str| Text::new(text).map(Value::Line).ok();
        let set = |field, value: Option<Value>| Some(FieldEdit::Set { field, value: value? });
        let url = set(ValueField::Url, line(&self.url));
        FieldEdits::new(url.into_iter().chain(set(ValueField::Slug, line(&self.slug))))
    }
}

/// A space that rows are brought into.
#[derive(Debug, Clone)]
pub(crate) struct SpaceDraft {
    /// Where it comes from.
    pub(crate) address: Address,
    /// The languages that may be written in it, sorted.
    pub(crate) languages: Vec<Language>,
    /// What goes without saying in it.
    pub(crate) usual: Language,
    /// The space and its phase, if it is here.
    pub(crate) here: Option<(EntryId, EntryId)>,
    /// Whether it must be told yet where it comes from.
    pub(crate) unlabelled: bool,
}

fn one<const MAX: usize>(language: Language, text: &str) -> Localized<MAX> {
    Text::new(text).map(|text| Localized::one(language, text)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_process_are_of_one_space() {
        let space = Address::of("https://www.decidim.barcelona/processes/pam", Some(1));
        assert_eq!((space.title().as_str(), space.kind), ("Pam", SpaceKind::Process));
        for page in ["/f/1/proposals/6", "?participatory_process_slug=pam", "/", "#x"] {
            let page = format!("https://www.decidim.barcelona/processes/pam{page}");
            assert_eq!(Address::of(&page, None), space, "{page}");
        }
        let other = Address::of("https://x.org/assemblies/consell-de-barri/f/2/meetings/4", None);
        assert_eq!((other.title().as_str(), other.kind), ("Consell de barri", SpaceKind::Assembly));
        assert_ne!(Address::of("", Some(1)), Address::of("", Some(2)));
        assert_eq!(Address::of("", None).title(), "Imported");
        assert_eq!(Address::of(&"é".repeat(300), None).title().len(), 200);
    }
}
