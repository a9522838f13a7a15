//! What entries have said about what: ids alone. Facts are only ever added, except that those of a
//! body go when it is erased.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use participation_acts::{
    Content, ContentKind, Erasure, PhaseChange, Rebase, Relation, Residue, Space,
};
use participation_types::{BlobId, EntryId, Frontier, Reader, Timestamp};

/// How deep entries name each other before it is asked whether they do so in a circle.
const DEPTH: usize = 16;

/// An entry that names a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word {
    /// What kind of act it is.
    pub(crate) kind: ContentKind,
    /// Which.
    pub(crate) id: EntryId,
}

/// Where a document or a comment stands: which of the two it is, and under what.
pub(crate) type Seat = (ContentKind, Option<EntryId>);

/// Who tells what a re-base takes the place of: itself, or whoever erased it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Covering {
    /// The re-base, whose author counts.
    pub(crate) rebase: EntryId,
    /// The erasure that tells it.
    pub(crate) told: Option<EntryId>,
}

/// What a re-base takes the place of, and what is left of the document's first entry.
#[derive(Debug, Clone)]
pub(crate) struct Rebased {
    pub(crate) covers: Frontier,
    pub(crate) residue: Residue,
}

/// Everything that acts of deliberation have said, by what they are about.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) spaces: BTreeMap<EntryId, Space>,
    pub(crate) changes: BTreeMap<EntryId, PhaseChange>,
    /// Documents that were composed.
    pub(crate) documents: HashSet<EntryId>,
    /// Under each subject what names it first of all: comments and edits under their document,
    /// rewordings under their comment, amendments under their proposal.
    words: HashMap<EntryId, Vec<Word>>,
    /// The reverse.
    about: HashMap<EntryId, EntryId>,
    /// Documents that stand on a subject of another group: what was promoted, by its amendment.
    pub(crate) promoted: HashMap<EntryId, BTreeSet<EntryId>>,
    /// When each entry was made, as its header claims; also of those whose bodies are not here.
    pub(crate) claimed: HashMap<EntryId, Timestamp>,
    /// Entries of which something is known beside the header.
    taken: HashSet<EntryId>,
    /// Lists of supports, by the phase that they name.
    pub(crate) supports: BTreeMap<EntryId, Vec<EntryId>>,
    pub(crate) profiles: BTreeSet<EntryId>,
    pub(crate) erasures: BTreeMap<EntryId, Erasure>,
    /// What takes the place of a document's texts.
    pub(crate) covered: BTreeMap<EntryId, BTreeMap<Covering, Rebased>>,
    /// Documents of which re-bases may take something away that they did not before.
    pub(crate) uncovered: BTreeSet<EntryId>,
    /// Files by the attachments that name them.
    pub(crate) files: BTreeMap<BlobId, BTreeSet<EntryId>>,
    /// Files that no attachment names any more, because all that did were erased.
    pub(crate) orphans: BTreeSet<BlobId>,
    /// The documents that were ever linked to something, by what that is.
    pub(crate) linked: HashMap<EntryId, BTreeSet<EntryId>>,
    /// What some report or label ever named, so that moderation need not look through everything.
    pub(crate) moderated: BTreeSet<EntryId>,
    frontiers: HashMap<BlobId, Option<Frontier>>,
}

impl Rebased {
    fn of(act: &Rebase) -> Self {
        let residue = Residue::Document {
            phase: act.composed,
            kind: act.root.kind,
            voice: act.root.voice.plain(),
            ordinal: act.root.ordinal,
            base: act.root.base.clone(),
        };
        Self { covers: act.covers.clone(), residue }
    }

    /// What is left of a re-base that was erased itself, and of which document it was one.
    pub(crate) fn left(residue: &Residue) -> Option<(EntryId, Self)> {
        let Residue::Rebase { subject, composed, kind, voice, ordinal, base, covers } = residue
        else {
            return None;
        };
        let (phase, kind, voice, ordinal) = (*composed, *kind, *voice, *ordinal);
        let residue = Residue::Document { phase, kind, voice, ordinal, base: base.clone() };
        Some((*subject, Self { covers: covers.clone(), residue }))
    }
}

impl Facts {
    /// Takes in what an admitted entry says.
    pub(crate) fn record(&mut self, id: EntryId, claimed: Timestamp, content: &Content) {
        self.claimed.insert(id, claimed);
        if !self.taken.insert(id) {
            return;
        }
        match content {
            Content::Space(space) => {
                self.spaces.insert(id, space.clone());
            }
            Content::Phase(change) => {
                self.changes.insert(id, change.clone());
            }
            Content::Compose(compose) => {
                self.documents.insert(id);
                let base = compose.root.base.as_ref().map(|base| base.proposal);
                if let Some(above) = base.or(compose.root.parent) {
                    self.word(above, id, content);
                }
                for link in compose.root.links.iter() {
                    self.linked.entry(link.to).or_default().insert(id);
                    if link.relation == Relation::PromotedFrom {
                        self.promoted.entry(link.to).or_default().insert(id);
                    }
                }
            }
            Content::Edit(act) => {
                self.word(act.subject, id, content);
                self.uncovered.insert(act.subject);
            }
            Content::Rebase(act) => {
                self.word(act.subject, id, content);
                self.cover(act.subject, Covering { rebase: id, told: None }, Rebased::of(act));
            }
            Content::Invite(act) => self.word(act.subject, id, content),
            Content::Reply(act) => self.word(act.invitation, id, content),
            Content::Verdict(act) => self.word(act.amendment, id, content),
            Content::Withdraw(act) => self.word(act.subject, id, content),
            Content::Relate(act) => {
                self.word(act.subject, id, content);
                self.linked.entry(act.link.to).or_default().insert(act.subject);
            }
            Content::Attach(act) => {
                self.word(act.subject, id, content);
                self.files.entry(act.blob).or_default().insert(id);
            }
            Content::Detach(act) => self.word(act.attachment, id, content),
            Content::Comment(act) => self.word(act.subject, id, content),
            Content::Reword(act) => self.word(act.comment, id, content),
            Content::Stance(act) => self.word(act.subject, id, content),
            Content::Supports(act) => self.supports.entry(act.phase).or_default().push(id),
            Content::Profile(_) => {
                self.profiles.insert(id);
            }
            Content::Answer(act) => self.word(act.subject, id, content),
            Content::Conclude(act) => self.word(act.subject, id, content),
            Content::Report(act) => self.word(act.subject, id, content),
            Content::Label(act) => self.word(act.subject, id, content),
            Content::Appeal(act) => self.word(act.label, id, content),
            Content::Erase(act) => {
                self.erasures.insert(id, act.clone());
            }
        }
    }

    /// Takes note of what takes the place of a document's texts.
    pub(crate) fn cover(&mut self, subject: EntryId, covering: Covering, rebased: Rebased) {
        self.covered.entry(subject).or_default().insert(covering, rebased);
        self.uncovered.insert(subject);
    }

    /// Whether somebody has told what a re-base takes the place of.
    pub(crate) fn covers(&self, subject: &EntryId, covering: &Covering) -> bool {
        self.covered.get(subject).is_some_and(|covered| covered.contains_key(covering))
    }

    fn word(&mut self, subject: EntryId, id: EntryId, content: &Content) {
        self.names(subject, Word { kind: content.kind(), id });
    }

    fn names(&mut self, subject: EntryId, word: Word) {
        if matches!(word.kind, ContentKind::Report | ContentKind::Label) {
            self.moderated.insert(subject);
        }
        self.about.insert(word.id, subject);
        self.words.entry(subject).or_default().push(word);
    }

    /// Puts an erased entry where its residue says that it stood: as a document or a comment, by
    /// itself or under what it names.
    pub(crate) fn leave(&mut self, id: EntryId, kind: ContentKind, under: Option<EntryId>) {
        self.forget(&HashSet::from([id]));
        self.taken.insert(id);
        if kind == ContentKind::Compose {
            self.documents.insert(id);
        }
        if let Some(subject) = under {
            self.names(subject, Word { kind, id });
        }
    }

    /// Forgets what entries said, because their bodies were erased.
    pub(crate) fn forget(&mut self, ids: &HashSet<EntryId>) {
        for id in ids {
            if !self.taken.remove(id) {
                continue;
            }
            if let Some(subject) = self.about.remove(id) {
                if let Some(words) = self.words.get_mut(&subject) {
                    words.retain(|word| word.id != *id);
                }
                if let Some(covered) = self.covered.get_mut(&subject) {
                    covered.remove(&Covering { rebase: *id, told: None });
                }
            }
            self.documents.remove(id);
            self.profiles.remove(id);
            self.erasures.remove(id);
        }
        for list in self.supports.values_mut() {
            list.retain(|id| !ids.contains(id));
        }
        for documents in self.promoted.values_mut().chain(self.files.values_mut()) {
            documents.retain(|id| !ids.contains(id));
        }
        let orphans = &mut self.orphans;
        self.files.retain(|blob, attachments| {
            if attachments.is_empty() {
                orphans.insert(*blob);
            }
            !attachments.is_empty()
        });
    }

    /// The entries of a kind that name a subject, by id.
    pub(crate) fn words(&self, subject: &EntryId, kind: ContentKind) -> Vec<EntryId> {
        let words = self.words.get(subject).map_or(&[][..], Vec::as_slice);
        let mut ids: Vec<EntryId> =
            words.iter().filter(|word| word.kind == kind).map(|word| word.id).collect();
        ids.sort_unstable();
        ids
    }

    /// Every entry that names a subject, of whatever kind.
    pub(crate) fn under(&self, subject: &EntryId) -> impl Iterator<Item = EntryId> {
        self.words.get(subject).into_iter().flatten().map(|word| word.id)
    }

    /// Where an entry stands, if it is a document or a comment.
    pub(crate) fn seat(&self, id: &EntryId) -> Option<Seat> {
        let under = self.about(id);
        if self.documents.contains(id) {
            return Some((ContentKind::Compose, under));
        }
        let word = Word { kind: ContentKind::Comment, id: *id };
        let comments = self.words.get(&under?)?;
        comments.contains(&word).then_some((ContentKind::Comment, under))
    }

    /// What an entry is about.
    pub(crate) fn about(&self, id: &EntryId) -> Option<EntryId> {
        self.about.get(id).copied()
    }

    /// The root of the group in which an entry is looked at: the proposal of an amendment, the
    /// highest class of a taxonomy, the document of a comment.
    pub(crate) fn root(&self, id: &EntryId) -> EntryId {
        let mut way = Vec::from([*id]);
        while let Some(above) = way.last().and_then(|last| self.about(last)) {
            // A name is the hash of what is named, so that this ends; except where an erasure lies
            // about what its entry stood under. Then the lowest of the circle is its root.
            if way.len() > DEPTH
                && let Some(from) = way.iter().position(|passed| *passed == above)
            {
                return way.iter().skip(from).min().copied().unwrap_or(above);
            }
            way.push(above);
        }
        way.pop().unwrap_or(*id)
    }

    /// Blobs that phases and attachments name.
    pub(crate) fn named(&self) -> BTreeSet<BlobId> {
        let frontiers = self.changes.values().map(|change| change.frontier);
        frontiers.chain(self.files.keys().copied()).collect()
    }

    /// Frontiers of phases that are not here.
    pub(crate) fn wanted(&self) -> BTreeSet<BlobId> {
        let frontiers = self.changes.values().map(|change| change.frontier);
        frontiers.filter(|blob| !self.frontiers.contains_key(blob)).collect()
    }

    /// Takes in a blob; says whether it is a phase's frontier.
    pub(crate) fn supply(&mut self, blob: BlobId, bytes: &[u8]) -> bool {
        if !self.changes.values().any(|change| change.frontier == blob) {
            return false;
        }
        let mut r = Reader::new(bytes);
        let frontier = Frontier::read_up_to(&mut r, PhaseChange::MAX_CHAINS).ok();
        self.frontiers.insert(blob, frontier.filter(|_| r.end().is_ok()));
        true
    }

    /// A frontier that is here: `Some(None)` when its bytes are none.
    pub(crate) fn frontier(&self, blob: &BlobId) -> Option<Option<&Frontier>> {
        self.frontiers.get(blob).map(Option::as_ref)
    }
}
