//! Judging entries one after another, with what they say at hand.

use std::sync::Arc;

use participation_acts::{Act, Content, ContentKind, Residue, Right};
use participation_charter::{Fault, View};
use participation_types::{EntryId, Language, SlotId};

use crate::bodies::{Bodies, content};
use crate::card::Void;
use crate::erased::{Erased, stand_in};
use crate::facts::Facts;
use crate::phases::languages;
use crate::scene::Standing;

/// All that it takes to say whether an entry stands.
#[derive(Clone, Copy)]
pub(crate) struct Court<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) facts: &'a Facts,
    pub(crate) erased: &'a Erased,
    pub(crate) bodies: &'a dyn Bodies,
}

/// An entry that stands.
pub(crate) struct Stands {
    pub(crate) id: EntryId,
    pub(crate) act: Arc<Act>,
    pub(crate) right: Option<Right>,
}

impl Stands {
    pub(crate) fn content(&self) -> Option<&Content> {
        content(&self.act)
    }

    /// The slot of a member who did this as such.
    pub(crate) const fn slot(&self) -> Option<SlotId> {
        match self.right {
            Some(Right::Member(slot)) => Some(slot),
            _ => None,
        }
    }
}

impl Court<'_> {
    /// Judges one entry by what stands so far.
    pub(crate) fn judge(&self, standing: &Standing, id: EntryId) -> Result<Stands, Fault> {
        let act = self.act(standing, &id).ok_or(Fault::NoBody)?;
        let right = standing.judge(self.view, self.facts, &id, &act)?;
        Ok(Stands { id, act, right })
    }

    /// Judges all entries of a kind that name a subject, by id; what does not stand goes to the
    /// list of what is void.
    pub(crate) fn all(
        &self,
        standing: &Standing,
        subject: &EntryId,
        kind: ContentKind,
        void: &mut Vec<Void>,
    ) -> Vec<Stands> {
        let ids = self.facts.words(subject, kind);
        ids.into_iter()
            .filter_map(|id| match self.judge(standing, id) {
                Ok(stands) => Some(stands),
                Err(fault) => {
                    void.push(Void { id, fault });
                    None
                }
            })
            .collect()
    }

    /// What an entry says, or what is left of it.
    fn act(&self, standing: &Standing, id: &EntryId) -> Option<Arc<Act>> {
        let Some(residue) = self.erased.residue(id) else {
            return self.bodies.act(id);
        };
        let phase = match residue {
            Residue::Nothing | Residue::Rebase { .. } => return None,
            Residue::Document { phase, .. } | Residue::Comment { phase, .. } => phase,
        };
        let space = standing.phases.space_of(phase)?;
        let language: Option<&Language> = languages(self.facts, &space).first();
        stand_in(residue, *language?).map(Arc::new)
    }
}

/// Of those who stand, the last word of each key: the highest (counter, id).
pub(crate) fn last_words<K: Ord>(
    all: Vec<Stands>,
    key: impl Fn(&Stands) -> Option<K>,
) -> std::collections::BTreeMap<K, Stands> {
    let mut last: std::collections::BTreeMap<K, (u32, Stands)> = std::collections::BTreeMap::new();
    for stands in all {
        let counter = stands.content().and_then(Content::counter).unwrap_or_default();
        let Some(key) = key(&stands) else { continue };
        let higher = |(known, held): &(u32, Stands)| (counter, stands.id) > (*known, held.id);
        if last.get(&key).is_none_or(higher) {
            last.insert(key, (counter, stands));
        }
    }
    last.into_iter().map(|(key, (_, stands))| (key, stands)).collect()
}
