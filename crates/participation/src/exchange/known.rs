//! What earlier imports from a system have brought in.

use std::collections::HashMap;

use participation_acts::{Content, DocumentKind, Origin, Value, ValueField};
use participation_deliberation::Card;
use participation_policy::Owner;
use participation_store::Store;
use participation_types::{EntryId, Language, Timestamp};

use super::kinds::class_of;
use super::rest::Rest;
use super::sheet::Class;
use crate::reading::{Reading, Said};

/// A column that only stands in the origin of what stands for something unknown: what it is there.
pub(crate) const STANDS_FOR: &str = "commentable_type";

/// What is here from one system.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Spaces by the address that they come from.
    pub(crate) spaces: HashMap<String, KnownSpace>,
    /// Spaces of which an interrupted import has not told yet where they come from, by title.
    pub(crate) unlabelled: HashMap<String, KnownSpace>,
    /// Classes with their spaces.
    pub(crate) classes: Vec<(EntryId, Class, EntryId)>,
    /// Documents by class there and number.
    pub(crate) documents: HashMap<(String, u64), KnownDocument>,
    /// What stands for documents of which nothing more is known.
    pub(crate) stubs: HashMap<(String, u64), KnownDocument>,
    /// Comments by number.
    pub(crate) comments: HashMap<u64, KnownComment>,
}

/// A space that is here.
#[derive(Debug, Clone)]
pub(crate) struct KnownSpace {
    pub(crate) id: EntryId,
    pub(crate) phase: EntryId,
    pub(crate) languages: Vec<Language>,
}

/// A document that is here.
#[derive(Debug, Clone)]
pub(crate) struct KnownDocument {
    pub(crate) id: EntryId,
    pub(crate) phase: EntryId,
    pub(crate) created: Timestamp,
    pub(crate) url: String,
}

/// A comment that is here.
#[derive(Debug, Clone)]
pub(crate) struct KnownComment {
    pub(crate) id: EntryId,
    /// What it is on.
    pub(crate) document: EntryId,
    pub(crate) phase: EntryId,
    pub(crate) url: String,
    pub(crate) depth: u8,
    pub(crate) created: Timestamp,
}

impl Known {
    /// Reads what is here from a system.
    pub(crate) fn of<S: Store>(reading: &Reading<'_, S>, system: &str) -> Self {
        let mut known = Self::default();
        for space in reading.spaces() {
            let Some((phase, said)) = reading.current_phase(&space.id) else { continue };
            let found = KnownSpace { id: space.id, phase, languages: space.languages.clone() };
            let url = space.values.iter().find(|(field, _)| *field == ValueField::Url);
            match url {
                Some((_, Value::Line(url))) => {
                    known.spaces.entry(url.as_str().to_owned()).or_insert(found);
                }
                _ => {
                    let ours = said.title.iter().any(|(_, title)| title.as_str() == system);
                    let titles = space.titles.iter().filter(|_| ours && space.edits == 0);
                    for (_, title) in titles {
                        known.unlabelled.entry(title.clone()).or_insert_with(|| found.clone());
                    }
                }
            }
        }
        for card in reading.cards() {
            known.document(reading, system, card);
        }
        known
    }

    fn document<S: Store>(&mut self, reading: &Reading<'_, S>, system: &str, card: &Card) {
        let Some((phase, _)) = reading.current_phase(&card.space) else { return };
        let url = match card.value(ValueField::Url) {
            Some(Value::Line(url)) => url.as_str().to_owned(),
            _ => String::new(),
        };
        for remark in reading.thread(&card.id) {
            if remark.owner != Owner::Imported {
                continue;
            }
            let said = reading.said(&remark.id);
            let Some(origin) = said.as_ref().and_then(origin_of).filter(|o| is_of(o, system))
            else {
                continue;
            };
            let Ok(number) = origin.id.as_str().parse() else { continue };
            let comment = KnownComment {
                id: remark.id,
                document: card.id,
                phase,
                url: url.clone(),
                depth: remark.depth,
                created: origin.created,
            };
            self.comments.insert(number, comment);
        }
        if card.owner != Owner::Imported {
            return;
        }
        let said = reading.said(&card.generation.unwrap_or(card.id));
        let Some(origin) = said.as_ref().and_then(origin_of).filter(|o| is_of(o, system)) else {
            return;
        };
        if card.kind == DocumentKind::Taxon {
            let class = Class { key: origin.id.as_str().to_owned(), titles: card.titles.clone() };
            self.classes.push((card.space, class, card.id));
            return;
        }
        let Ok(number) = origin.id.as_str().parse() else { return };
        let document = KnownDocument { id: card.id, phase, created: origin.created, url };
        match Rest::of(origin).cell(STANDS_FOR) {
            Some(class) => self.stubs.insert((class.to_owned(), number), document),
            None => self.documents.insert((class_of(card.kind).to_owned(), number), document),
        };
    }

    /// A document, or what stands for it.
    pub(crate) fn subject(&self, key: &(String, u64)) -> Option<&KnownDocument> {
        self.documents.get(key).or_else(|| self.stubs.get(key))
    }
}

fn is_of(origin: &Origin, system: &str) -> bool {
    origin.system.as_str() == system
}

/// The origin of a document or a comment that was imported.
pub(crate) fn origin_of(said: &Said) -> Option<&Origin> {
    match said.content() {
        Some(Content::Compose(compose)) => compose.root.voice.origin(),
        Some(Content::Rebase(rebase)) => rebase.root.voice.origin(),
        Some(Content::Comment(comment)) => comment.voice.origin(),
        _ => None,
    }
}
