//! Who somebody is, as far as they tell.

use std::cell::RefCell;
use std::collections::BTreeMap;

use participation::{Card, Content, EntryId, Owner, Reading, SlotId, Store, Voice};

use crate::plain;
use crate::words::Words;

/// Somebody, or something, that wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Who {
    /// The name that they gave themselves, or a word for those who gave none.
    pub(crate) name: String,
    /// Digits that tell two of one name apart; empty where nobody signed.
    pub(crate) mark: String,
    /// What kind of author it is, where it is no neighbour.
    pub(crate) kind: String,
}

/// Names of people, looked up once each.
#[derive(Debug)]
pub(crate) struct People {
    w: Words,
    names: RefCell<BTreeMap<SlotId, Who>>,
}

impl People {
    pub(crate) fn new(w: Words) -> Self {
        Self { w, names: RefCell::default() }
    }

    /// The messages in which they are named.
    pub(crate) const fn words(&self) -> Words {
        self.w
    }

    /// A member.
    pub(crate) fn member<S: Store>(&self, reading: &Reading<'_, S>, slot: &SlotId) -> Who {
        if let Some(known) = self.names.borrow().get(slot) {
            return known.clone();
        }
        let said = reading.profile(slot).and_then(|entry| reading.said(&entry));
        let name = match said.as_ref().and_then(participation::Said::content) {
            Some(Content::Profile(profile)) => plain::line(profile.name.as_str()),
            _ => String::new(),
        };
        let name = if name.is_empty() { self.w.say("someone") } else { name };
        let mark: String = slot.to_string().chars().take(4).collect();
        let who = Who { name, mark, kind: String::new() };
        self.names.borrow_mut().insert(*slot, who.clone());
        who
    }

    /// Whoever wrote in an office.
    pub(crate) fn office(&self) -> Who {
        Who { name: self.w.say("official"), kind: self.w.say("official-kind"), ..Who::default() }
    }

    /// Whose something is. Of what was imported the author is named by its source and signed nothing.
    pub(crate) fn owner<S: Store>(
        &self,
        reading: &Reading<'_, S>,
        owner: Owner,
        id: &EntryId,
    ) -> Who {
        match owner {
            Owner::Member(slot) if reading.is_assisted(id) => {
                Who { kind: self.w.say("assisted-kind"), ..self.member(reading, &slot) }
            }
            Owner::Member(slot) => self.member(reading, &slot),
            Owner::Space => self.office(),
            Owner::Imported => {
                let said = reading.said(id);
                let voice = match said.as_ref().and_then(participation::Said::content) {
                    Some(Content::Compose(compose)) => Some(&compose.root.voice),
                    Some(Content::Comment(comment)) => Some(&comment.voice),
                    _ => None,
                };
                let origin = voice.and_then(Voice::origin);
                let author =
                    origin.map(|origin| plain::line(origin.author.as_str())).unwrap_or_default();
                let name = if author.is_empty() { self.w.say("someone") } else { author };
                Who { name, mark: String::new(), kind: self.w.say("imported-kind") }
            }
        }
    }

    /// All authors of a document.
    pub(crate) fn authors<S: Store>(&self, reading: &Reading<'_, S>, card: &Card) -> Vec<Who> {
        let first = self.owner(reading, card.owner, &card.id);
        let others = card.coauthors.iter().map(|slot| self.member(reading, slot));
        std::iter::once(first).chain(others).collect()
    }
}
