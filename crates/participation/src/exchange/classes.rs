//! What rows are filed under: taxonomies, and the categories and scopes that came before them.

use std::collections::BTreeMap;

use participation_acts::{
    Compose, DocumentKind, FieldEdit, FieldEdits, Origin, Root, TextField, Voice,
};
use participation_decidim::{Id, Joined, ProjectRow, ProposalRow};
use participation_types::{EntryId, Language, List, Localized, Text, Timestamp};

use super::language;
use super::sheet::Class;

/// Longest key of a class, in bytes: longer ones stay in the rest of their rows.
const MAX_KEY: usize = 100;
/// Longest title of a class, in bytes.
const MAX_TITLE: usize = 1000;

/// A class that is to be written, or is here.
#[derive(Debug, Clone)]
pub(crate) struct ClassDraft {
    pub(crate) space: usize,
    pub(crate) class: Class,
    pub(crate) here: Option<EntryId>,
}

impl ClassDraft {
    /// The act that makes it.
    pub(crate) fn compose(&self, system: &Text<40>, phase: EntryId, now: Timestamp) -> Compose {
        let title = |(language, title): &(Language, String)| {
            let text = Text::new(title.clone()).ok()?;
            Some(FieldEdit::text(TextField::Title, *language, text))
        };
        let origin = Origin {
            id: Text::new(self.class.key.clone()).unwrap_or_else(|_| Text::fixed("")),
            ..blank(system, now)
        };
        let root = Root {
            kind: DocumentKind::Taxon,
            voice: Voice::Imported(Box::new(origin)),
            ordinal: 0,
            parent: None,
            base: None,
            links: List::default(),
            fields: FieldEdits::new(self.class.titles.iter().filter_map(title)),
        };
        Compose { phase, root }
    }
}

/// An origin of which nothing is known.
pub(crate) fn blank(system: &Text<40>, created: Timestamp) -> Origin {
    Origin {
        system: system.clone(),
        id: Text::fixed(""),
        author_id: Text::fixed(""),
        author: Text::fixed(""),
        created,
        supports: 0,
        endorsements: 0,
        follows: 0,
        state: Text::fixed(""),
        withdrawn: false,
        answer: Localized::default(),
        rest: List::default(),
    }
}

/// A class that stands alone: the beginning of its columns, its number, its names.
type Single<'a> = (&'static str, Option<Id>, &'a [(String, String)]);

/// The columns of a row that file it.
pub(crate) struct Filing<'a> {
    taxonomies: (&'a Joined, &'a [(String, Joined)]),
    single: [Single<'a>; 2],
}

macro_rules! filing {
    ($row:ident) => {
        impl<'a> From<&'a $row> for Filing<'a> {
            fn from(row: &'a $row) -> Self {
                Self {
                    taxonomies: (&row.taxonomy_ids, &row.taxonomy_names),
                    single: [
                        ("category", row.category_id, &row.category_names),
                        ("scope", row.scope_id, &row.scope_names),
                    ],
                }
            }
        }
    };
}

filing!(ProposalRow);
filing!(ProjectRow);

/// The names of a class with the endings of their columns.
type Names<'a> = Vec<(&'a str, &'a str)>;

impl<'a> Filing<'a> {
    /// The classes that the row names, each with its names as far as they can be told apart.
    pub(crate) fn classes(&self) -> Vec<(String, Names<'a>)> {
        let (ids, names) = self.taxonomies;
        let mut classes: Vec<(String, Names<'a>)> =
            ids.parts().map(|id| (format!("taxonomies/{id}"), Vec::new())).collect();
        for (ending, names) in names {
            let Some(pairs) = ids.with_names(names) else { continue };
            for ((_, known), (_, name)) in classes.iter_mut().zip(pairs) {
                known.push((ending.as_str(), name));
            }
        }
        for (columns, id, names) in &self.single {
            let Some(id) = id else { continue };
            let names = names.iter().map(|(ending, name)| (ending.as_str(), name.as_str()));
            classes.push((format!("{columns}/{}", id.0), names.collect()));
        }
        let numbered = |key: &str| key.split_once('/').is_some_and(|(_, id)| !id.trim().is_empty());
        classes.retain(|(key, _)| key.len() <= MAX_KEY && numbered(key));
        classes
    }
}

/// All classes of the rows of all spaces; the first row that names one says what it is called.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    pub(crate) drafts: Vec<ClassDraft>,
    by_key: BTreeMap<(usize, String), usize>,
}

impl Classes {
    /// Takes in what is here.
    pub(crate) fn know(&mut self, space: usize, class: Class, id: EntryId) {
        self.by_key.insert((space, class.key.clone()), self.drafts.len());
        self.drafts.push(ClassDraft { space, class, here: Some(id) });
    }

    /// Takes in what a row of a space names.
    pub(crate) fn take(
        &mut self,
        space: usize,
        filing: &Filing<'_>,
        usual: Language,
        allowed: &[Language],
    ) {
        for (key, names) in filing.classes() {
            let place = *self.by_key.entry((space, key.clone())).or_insert_with(|| {
                let class = Class { key, titles: Vec::new() };
                self.drafts.push(ClassDraft { space, class, here: None });
                self.drafts.len() - 1
            });
            let Some(draft) = self.drafts.get_mut(place) else { continue };
            let named = names.into_iter().filter_map(|(ending, name)| {
                let language = language::read(ending, usual)?;
                // A name of blanks names nothing.
                let fits = !name.trim().is_empty() && name.len() <= MAX_TITLE;
                (fits && allowed.contains(&language)).then(|| (language, name.to_owned()))
            });
            if draft.here.is_none() && draft.class.titles.is_empty() {
                draft.class.titles = named.collect::<BTreeMap<_, _>>().into_iter().collect();
            }
        }
    }

    /// Names what no row gave a name.
    pub(crate) fn finish(&mut self, usual: impl Fn(usize) -> Language) {
        for draft in self.drafts.iter_mut().filter(|draft| draft.class.titles.is_empty()) {
            let (_, id) = draft.class.key.split_once('/').unwrap_or(("", &draft.class.key));
            draft.class.titles = vec![(usual(draft.space), id.to_owned())];
        }
    }

    /// The classes that a row names, by their places; at most as many as a document takes.
    pub(crate) fn of(&self, space: usize, filing: &Filing<'_>) -> Vec<usize> {
        let keys = filing.classes().into_iter().map(|(key, _)| (space, key));
        let mut places: Vec<usize> =
            keys.filter_map(|key| self.by_key.get(&key).copied()).collect();
        places.sort_unstable();
        places.dedup();
        places.truncate(64);
        places
    }
}
