//! Erasures: which hold, and what is left of what they erase.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use participation_acts::{
    Act, Alignment, Change, Comment, Compose, Content, ContentKind, DocumentKind,
    Erased as Erasing, FieldEdit, FieldEdits, Origin, PlainVoice, Residue, Root, TextField, Voice,
};
use participation_charter::View;
use participation_types::{DeviceKey, EntryId, Lane, Language, List, Localized, Text, Timestamp};

use crate::facts::{Covering, Facts, Rebased, Seat};
use crate::scene::{Standing, is_own, under};

/// What is erased.
#[derive(Debug, Default)]
pub(crate) struct Erased {
    /// Entries whose bodies are gone for good, and what is left of them.
    gone: BTreeMap<EntryId, Gone>,
    /// Entries that a data officer asks to erase, by the erasure: hidden until it is in force.
    asked: BTreeMap<EntryId, EntryId>,
}

/// What is left of an entry, as the lowest of those who erased it tells. Erasures come before
/// re-bases.
#[derive(Debug)]
struct Gone {
    by: Word,
    residue: Residue,
}

/// Whether it is a re-base, or tells of one, and which entry it is.
type Word = (bool, EntryId);

/// What an erasure or a re-base came to.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Entries whose bodies must go, or of which something else is left than before.
    pub(crate) gone: Vec<(EntryId, Residue)>,
    /// Entries that are asked to be erased and were not before, or the other way round.
    pub(crate) asked: Vec<EntryId>,
    /// What erased re-bases took the place of in which documents, as was not known before.
    pub(crate) told: Vec<(EntryId, Covering, Rebased)>,
}

impl Erased {
    /// What is left of an erased entry.
    pub(crate) fn residue(&self, id: &EntryId) -> Option<&Residue> {
        self.gone.get(id).map(|gone| &gone.residue)
    }

    /// The erasure that a data officer asks for.
    pub(crate) fn asked(&self, id: &EntryId) -> Option<EntryId> {
        self.asked.get(id).copied()
    }

    /// Number of entries that an erasure names and whose bodies are gone for good. Those that
    /// re-bases take the place of are known only to who had their bodies.
    pub(crate) fn len(&self) -> usize {
        self.gone.values().filter(|gone| !gone.by.0).count()
    }

    /// Finds what is erased that was not before: by its author, or because the stewards have put the
    /// erasure in force that a data officer asked for. What is gone stays gone, whatever becomes of who erased it.
    pub(crate) fn find(
        &mut self,
        view: &View<'_>,
        facts: &Facts,
        standing: &Standing,
        found: &mut Found,
    ) {
        if facts.erasures.is_empty() && self.asked.is_empty() {
            return;
        }
        let in_force = in_force(view);
        let before = std::mem::take(&mut self.asked);
        for (id, erasure) in &facts.erasures {
            let Some(device) = author(view, id) else { continue };
            let officer = OnceCell::new();
            let by_officer = || {
                *officer.get_or_init(|| {
                    let act = Act::Content(Content::Erase(erasure.clone()));
                    matches!(standing.judge(view, facts, id, &act), Ok(Some(_)))
                })
            };
            for Erasing { entry, residue } in erasure.erased.iter() {
                let holds = || is_own(view, &device, entry) || in_force.contains(id);
                // Whichever erasure comes first: what one of them tells is told.
                if let Some((subject, rebased)) = Rebased::left(residue) {
                    let covering = Covering { rebase: *entry, told: Some(*id) };
                    if !facts.covers(&subject, &covering) && can_go(view, facts, entry) && holds() {
                        found.told.push((subject, covering, rebased));
                    }
                }
                let known = self.gone.get(entry).is_some_and(|gone| gone.by <= (false, *id));
                if known || !can_go(view, facts, entry) {
                    continue;
                }
                // What the stewards put in force is erased, whatever becomes of who asked for it.
                if holds() {
                    self.leave(*entry, (false, *id), residue.clone(), found);
                } else if !self.gone.contains_key(entry) && by_officer() {
                    self.asked.entry(*entry).or_insert(*id);
                }
            }
        }
        self.asked.retain(|id, _| !self.gone.contains_key(id));
        let other = |(id, by): &(&EntryId, &EntryId)| self.asked.get(id) != Some(by);
        found.asked.extend(before.iter().filter(other).map(|(id, _)| *id));
        let new = self.asked.keys().filter(|id| !before.contains_key(id));
        found.asked.extend(new);
    }

    /// Finds what the re-bases of a document take away: of a document that their author composed
    /// all its texts within the frontier, else what they wrote themselves. Whether a re-base stands
    /// is not asked: else a cut would bring text back on some nodes and not on others.
    pub(crate) fn cover(
        &mut self,
        view: &View<'_>,
        facts: &Facts,
        subject: &EntryId,
        found: &mut Found,
    ) {
        let Some(covered) = facts.covered.get(subject) else { return };
        let rebases = facts.words(subject, ContentKind::Rebase);
        let edits = facts.words(subject, ContentKind::Edit);
        let texts = || edits.iter().chain(&rebases);
        for (Covering { rebase, told }, Rebased { covers, residue }) in covered {
            let Some(device) = author(view, rebase) else { continue };
            let whole = is_own(view, &device, subject);
            let goes = |text: &EntryId| {
                let place = view.chains().place(text);
                place.is_some_and(|place| view.chains().within(place, covers))
                    && text != rebase
                    && can_go(view, facts, text)
                    && (whole || is_own(view, &device, text))
            };
            let by = (true, told.unwrap_or(*rebase));
            for text in texts().filter(|text| goes(text)) {
                self.leave(*text, by, Residue::Nothing, found);
            }
            if goes(subject) {
                self.leave(*subject, by, residue.clone(), found);
            }
        }
    }

    fn leave(&mut self, id: EntryId, by: Word, residue: Residue, found: &mut Found) {
        let known = self.gone.get(&id);
        if known.is_some_and(|known| known.by <= by) {
            return;
        }
        if known.is_none_or(|known| known.residue != residue) {
            found.gone.push((id, residue.clone()));
        }
        self.gone.insert(id, Gone { by, residue });
    }

    /// Takes note that what was taken for erased is an erasure, which nothing erases.
    pub(crate) fn restore(&mut self, id: &EntryId) {
        self.gone.remove(id);
    }
}

/// The device that wrote an entry.
fn author(view: &View<'_>, id: &EntryId) -> Option<DeviceKey> {
    let chains = view.chains();
    chains.place(id).and_then(|place| chains.chain_of(place)).map(|chain| chain.device)
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
pub(crate) fn seat(residue: &Residue) -> Option<Seat> {
    let kind = match residue {
        Residue::Nothing | Residue::Rebase { .. } => return None,
        Residue::Document { .. } => ContentKind::Compose,
        Residue::Comment { .. } => ContentKind::Comment,
    };
    Some((kind, under(residue)))
}

/// The act that stands for an erased one when its rights are looked at: all that its residue tells,
/// and a mark where its text was.
pub(crate) fn stand_in(residue: &Residue, language: Language) -> Option<Act> {
    let content = match residue {
        // What a re-base took the place of stays gone, and its own text with it.
        Residue::Nothing | Residue::Rebase { .. } => return None,
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
