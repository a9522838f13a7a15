//! Erasures: which hold, and what is left of what they erase.

use std::collections::{BTreeMap, BTreeSet};

use participation_acts::{
    Act, Alignment, Change, Comment, Compose, Content, ContentKind, DocumentKind, FieldEdit,
    FieldEdits, Origin, PlainVoice, Residue, Root, TextField, Voice,
};
use participation_charter::View;
use participation_types::{EntryId, Lane, Language, List, Localized, Text, Timestamp};

use crate::facts::Facts;
use crate::scene::{Standing, is_own, under};

/// What is erased.
#[derive(Debug, Default)]
pub(crate) struct Erased {
    /// Entries whose bodies are gone for good, and what is left of them.
    gone: BTreeMap<EntryId, Residue>,
    /// Entries that a data officer asks to erase, by the erasure: hidden until it is in force.
    asked: BTreeMap<EntryId, EntryId>,
    /// Documents whose first texts came without their bodies, and what a re-base by their author
    /// tells of them: whoever was here before has erased them.
    assumed: BTreeMap<EntryId, Residue>,
}

impl Erased {
    /// What is left of an erased entry.
    pub(crate) fn residue(&self, id: &EntryId) -> Option<&Residue> {
        self.gone.get(id)
    }

    /// What a re-base tells of an entry whose body is not here.
    pub(crate) fn assumed(&self, id: &EntryId) -> Option<&Residue> {
        self.assumed.get(id)
    }

    /// Finds documents whose first texts are not here and that a re-base by their own author tells
    /// of: of several the lowest.
    pub(crate) fn assume(&mut self, view: &View<'_>, facts: &Facts) -> Vec<(EntryId, Residue)> {
        let mut found = Vec::new();
        for (id, (subject, residue, covers)) in &facts.rebases {
            let chains = view.chains();
            let device = chains.place(id).and_then(|place| chains.chain_of(place));
            let own = device.is_some_and(|chain| is_own(view, &chain.device, subject));
            let covered = chains.place(subject).is_some_and(|place| chains.within(place, covers));
            let known = facts.knows(subject) || self.gone.contains_key(subject);
            if own && covered && !known && !self.assumed.contains_key(subject) {
                self.assumed.insert(*subject, residue.clone());
                found.push((*subject, residue.clone()));
            }
        }
        found
    }

    /// The body has come after all: what was assumed is asked no more.
    pub(crate) fn know(&mut self, id: &EntryId) -> bool {
        self.assumed.remove(id).is_some()
    }

    /// The erasure that a data officer asks for.
    pub(crate) fn asked(&self, id: &EntryId) -> Option<EntryId> {
        self.asked.get(id).copied()
    }

    /// Number of entries whose bodies are gone for good.
    pub(crate) fn len(&self) -> usize {
        self.gone.len()
    }

    /// Finds what is erased that was not before: by its author, or by a data officer whose erasure
    /// the stewards have put in force. What is gone stays gone, whatever becomes of who erased it.
    pub(crate) fn find(
        &mut self,
        view: &View<'_>,
        facts: &Facts,
        standing: &Standing,
    ) -> Vec<(EntryId, Residue)> {
        if facts.erasures.is_empty() {
            return Vec::new();
        }
        let in_force = in_force(view);
        self.asked.clear();
        let mut found = Vec::new();
        for (id, erasure) in &facts.erasures {
            let chains = view.chains();
            let Some(chain) = chains.place(id).and_then(|place| chains.chain_of(place)) else {
                continue;
            };
            let act = Act::Content(Content::Erase(erasure.clone()));
            let officer = matches!(standing.judge(view, facts, id, &act), Ok(Some(_)));
            for erased in erasure.erased.iter().filter(|erased| can_go(view, facts, &erased.entry))
            {
                if self.gone.contains_key(&erased.entry) {
                    continue;
                }
                let own = is_own(view, &chain.device, &erased.entry);
                if own || (officer && in_force.contains(id)) {
                    self.gone.insert(erased.entry, erased.residue.clone());
                    found.push((erased.entry, erased.residue.clone()));
                } else if officer {
                    self.asked.entry(erased.entry).or_insert(*id);
                }
            }
        }
        found
    }

    /// Takes note that a re-base has taken the place of an entry.
    pub(crate) fn cover(&mut self, id: EntryId, residue: Residue) {
        self.gone.entry(id).or_insert(residue);
    }
}

/// Only what people write is erased, and no erasure: what it erased would return.
fn can_go(view: &View<'_>, facts: &Facts, id: &EntryId) -> bool {
    let chains = view.chains();
    let lane = chains.place(id).and_then(|place| chains.chain_of(place)).map(|chain| chain.lane);
    lane == Some(Lane::Content) && !facts.erasures.contains_key(id)
}

/// The erasures that revisions in force name.
fn in_force(view: &View<'_>) -> BTreeSet<EntryId> {
    let proposals = view.charter().path().iter().filter_map(|id| view.facts().proposal(id));
    let changes = proposals.flat_map(|revision| &revision.changes);
    changes
        .filter_map(|change| if let Change::Erase(id) = change { Some(*id) } else { None })
        .collect()
}

/// Where an erased entry goes on standing.
pub(crate) fn seat(residue: &Residue) -> Option<(ContentKind, Option<EntryId>)> {
    let kind = match residue {
        Residue::Nothing => return None,
        Residue::Document { .. } => ContentKind::Compose,
        Residue::Comment { .. } => ContentKind::Comment,
    };
    Some((kind, under(residue)))
}

/// The act that stands for an erased one when its rights are looked at: all that its residue tells,
/// and a mark where its text was.
pub(crate) fn stand_in(residue: &Residue, language: Language) -> Option<Act> {
    let content = match residue {
        Residue::Nothing => return None,
        // What no body may say, no residue may.
        Residue::Document { kind, base, .. }
            if (*kind == DocumentKind::Amendment) != base.is_some() =>
        {
            return None;
        }
        Residue::Comment { parent: Some(_), alignment, .. } if *alignment != Alignment::Neutral => {
            return None;
        }
        Residue::Document { phase, kind, voice, ordinal, base } => Content::Compose(Compose {
            phase: *phase,
            root: Root {
                kind: *kind,
                voice: voice_of(*voice),
                ordinal: *ordinal,
                parent: None,
                base: base.clone(),
                links: List::default(),
                fields: FieldEdits::new([FieldEdit::text(
                    TextField::Title,
                    language,
                    Text::fixed("…"),
                )]),
            },
        }),
        Residue::Comment { subject, phase, parent, voice, alignment } => {
            Content::Comment(Comment {
                subject: *subject,
                phase: *phase,
                parent: *parent,
                voice: voice_of(*voice),
                alignment: *alignment,
                language,
                text: Text::fixed("…"),
            })
        }
    };
    Some(Act::Content(content))
}

fn voice_of(voice: PlainVoice) -> Voice {
    match voice {
        PlainVoice::Member => Voice::Member,
        PlainVoice::Official => Voice::Official,
        PlainVoice::Imported => Voice::Imported(Box::new(Origin {
            system: Text::fixed(""),
            id: Text::fixed(""),
            author_id: Text::fixed(""),
            author: Text::fixed(""),
            created: Timestamp::default(),
            supports: 0,
            endorsements: 0,
            follows: 0,
            state: Text::fixed(""),
            withdrawn: false,
            answer: Localized::default(),
            rest: List::default(),
        })),
    }
}
