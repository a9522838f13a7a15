//! The deliberation of a community: facts, and what stands of them, kept up to date piece by piece.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use participation_acts::{Act, Content, ContentKind, Residue};
use participation_charter::View;
use participation_policy::Subject;
use participation_types::{BlobId, EntryId, Frontier, SlotId, Timestamp};

use crate::ballots::SupportBallots;
use crate::bodies::{Bodies, content};
use crate::card::{Card, Remark, SpaceCard, Void};
use crate::court::{Court, last_words};
use crate::erased::{Erased, Found, seat};
use crate::facts::{Facts, Seat};
use crate::group::{self, Group, numbered};
use crate::phases::Phases;
use crate::scene::Standing;
use crate::text::Texts;

/// Everything that neighbours wrote in one community, and what stands of it.
///
/// **The contract.** [`Deliberation::record`] and [`Deliberation::forget`] take in and out what
/// entries say; [`Deliberation::invalidate`] says that rights may have changed; after
/// [`Deliberation::renew`] every answer is a function of the view, of what was recorded and of the
/// bodies, whatever came first.
#[derive(Debug, Default)]
pub struct Deliberation {
    pub(crate) facts: Facts,
    pub(crate) standing: Standing,
    pub(crate) erased: Erased,
    pub(crate) texts: Texts,
    /// Each by itself, because a large part of a tree lies idle.
    pub(crate) cards: BTreeMap<EntryId, Box<Card>>,
    pub(crate) threads: BTreeMap<EntryId, Vec<Remark>>,
    pub(crate) spaces: BTreeMap<EntryId, SpaceCard>,
    pub(crate) ballots: SupportBallots,
    pub(crate) names: BTreeMap<SlotId, EntryId>,
    /// What is void, under the root of its group.
    pub(crate) void: BTreeMap<EntryId, Vec<Void>>,
    /// What is void and belongs to no group: profiles and lists of supports.
    pub(crate) loose: Vec<Void>,
    /// Who has which number among their proposals of a space.
    numbers: BTreeMap<(SlotId, EntryId, u16), BTreeSet<EntryId>>,
    /// What must be looked at again, with the groups that it is in.
    pub(crate) dirty: BTreeSet<EntryId>,
    /// Roots of groups of which nothing is derived any more since they were last looked at.
    bare: BTreeSet<EntryId>,
    /// Everything must be looked at again.
    stale: bool,
    /// How often something was looked at again.
    changes: u64,
    /// Profiles and lists of supports must be looked at again.
    unread: bool,
    /// Whose devices are whose may have changed since erasures were last looked at.
    reowned: bool,
}

impl Deliberation {
    /// Takes note of an admitted entry of the content lane, whether its body is here or not.
    pub fn came(&mut self, id: EntryId, claimed: Timestamp) {
        self.facts.claimed.insert(id, claimed);
        if !self.facts.covered.is_empty() {
            self.facts.uncovered.insert(id);
        }
    }

    /// Takes in what an admitted entry says; acts of other crates are passed over, and so is what
    /// was erased. Says whether it took anything in.
    pub fn record(&mut self, id: EntryId, claimed: Timestamp, act: &Act) -> bool {
        let Some(said) = content(act) else { return false };
        if self.erased.residue(&id).is_some() {
            return false;
        }
        self.facts.record(id, claimed, said);
        let in_a_space = matches!(said, Content::Space(_) | Content::Phase(_));
        let by_itself = matches!(said, Content::Supports(_) | Content::Profile(_));
        if in_a_space {
            self.stale = true;
        } else if by_itself {
            self.unread = true;
        } else if !matches!(said, Content::Erase(_)) {
            // What named it before it came is void no more in a group of its own.
            self.void.remove(&id);
            self.dirty.insert(self.facts.root(&id));
        }
        true
    }

    /// Forgets what entries said, because their bodies were erased.
    pub fn forget(&mut self, ids: &HashSet<EntryId>) {
        for id in ids {
            self.uproot(id, None);
        }
        self.facts.forget(ids);
        self.unread = true;
    }

    /// Rights may have changed: the charter went on, a fork was settled, somebody was admitted who
    /// had written before.
    pub const fn invalidate(&mut self) {
        self.stale = true;
        self.reowned = true;
    }

    /// Takes in a blob: the frontier of a phase, if it is one.
    pub fn supply(&mut self, blob: BlobId, bytes: &[u8]) {
        self.stale |= self.facts.supply(blob, bytes);
    }

    /// Frontiers of phases that are not here, sorted: what names an earlier phase cannot be judged
    /// without them.
    #[must_use]
    pub fn wanted(&self) -> BTreeSet<BlobId> {
        self.facts.wanted()
    }

    /// Blobs that are named: frontiers of phases, and files that are attached.
    #[must_use]
    pub fn named(&self) -> BTreeSet<BlobId> {
        self.facts.named()
    }

    /// Files that attachments name, with their lengths as they say.
    pub fn files(&self) -> impl Iterator<Item = BlobId> {
        self.facts.files.keys().copied()
    }

    /// Files that nothing names any more, because the attachments that did were erased; each is
    /// told once.
    #[must_use]
    pub fn orphans(&mut self) -> BTreeSet<BlobId> {
        std::mem::take(&mut self.facts.orphans)
    }

    /// Whether an entry's body is erased for good.
    #[must_use]
    pub fn is_erased(&self, id: &EntryId) -> bool {
        self.erased.residue(id).is_some()
    }

    /// What is left of an entry that is erased for good.
    #[must_use]
    pub fn residue(&self, id: &EntryId) -> Option<&Residue> {
        self.erased.residue(id)
    }

    /// What re-bases of a document took the place of, those too that are erased themselves.
    pub fn covered(&self, document: &EntryId) -> impl Iterator<Item = &Frontier> {
        let covered = self.facts.covered.get(document);
        covered.into_iter().flat_map(BTreeMap::values).map(|rebased| &rebased.covers)
    }

    /// Number of entries whose bodies are erased for good.
    #[must_use]
    pub fn erased(&self) -> usize {
        self.erased.len()
    }

    /// Grows whenever something may stand otherwise than before: who keeps what follows from this
    /// keeps the number with it.
    #[must_use]
    pub const fn changes(&self) -> u64 {
        self.changes
    }

    /// Whether anything was ever said that erases: else [`Deliberation::erasures`] need not be
    /// asked.
    #[must_use]
    pub fn has_erasures(&self) -> bool {
        !self.facts.covered.is_empty() || !self.facts.erasures.is_empty()
    }

    /// Takes in the body of an entry that was taken for erased before anybody here knew what it
    /// says: says whether it is an erasure, which is kept, or what it erased would return.
    pub fn restore(&mut self, id: &EntryId, act: &Act) -> bool {
        let erases = matches!(content(act), Some(Content::Erase(_)));
        if erases && self.is_erased(id) {
            self.uproot(id, None);
            self.erased.restore(id);
            self.facts.forget(&HashSet::from([*id]));
        }
        erases
    }

    /// Finds what is erased for good and was not before: the bodies of these entries must go from
    /// every file. Until that is done nobody may be told that anything was erased.
    pub fn erasures(&mut self, view: &View<'_>) -> Vec<EntryId> {
        let mut found = Found::default();
        if std::mem::take(&mut self.reowned) {
            self.facts.uncovered.extend(self.facts.covered.keys().copied());
        }
        let mut gone = Vec::new();
        loop {
            for subject in std::mem::take(&mut self.facts.uncovered) {
                self.erased.cover(view, &self.facts, &subject, &mut found);
            }
            // After those, because what is gone is not asked for any more.
            self.erased.find(view, &self.facts, &self.standing, &mut found);
            for id in std::mem::take(&mut found.asked) {
                self.dirty.insert(self.facts.root(&id));
            }
            for (id, residue) in std::mem::take(&mut found.gone) {
                self.leave(id, &residue);
                gone.push(id);
            }
            for (subject, covering, rebased) in std::mem::take(&mut found.told) {
                self.facts.cover(subject, covering, rebased);
            }
            // An erased re-base has its say too.
            if self.facts.uncovered.is_empty() {
                return gone;
            }
        }
    }

    fn leave(&mut self, id: EntryId, residue: &Residue) {
        let seat = seat(residue);
        self.uproot(&id, seat);
        self.unread = true;
        match seat {
            Some((kind, under)) => {
                self.facts.leave(id, kind, under);
                self.dirty.insert(self.facts.root(&id));
            }
            None => self.facts.forget(&HashSet::from([id])),
        }
    }

    /// What an entry said is about to go, and it stands there from now on: its group is looked at
    /// again. Where that is another place, whatever was derived of the group goes first, while it
    /// is known what belongs to it: afterwards nothing would lead there any more.
    fn uproot(&mut self, id: &EntryId, seat: Option<Seat>) {
        let root = self.facts.root(id);
        for changed in [Some(root), self.facts.about(id), Some(*id)].into_iter().flatten() {
            self.texts.forget(&changed);
        }
        self.dirty.extend([root, *id]);
        let moves = self.facts.seat(id) != seat;
        // Of anything else nothing is derived that is not judged with its document.
        let bears = self.standing.subjects.contains_key(id)
            || !self.facts.words(id, ContentKind::Compose).is_empty();
        if moves && bears && self.bare.insert(root) {
            for id in group::ids(&self.facts, root) {
                self.texts.forget(&id);
                if self.clear(&id).is_some() {
                    self.dirty.extend(self.facts.promoted.get(&id).into_iter().flatten());
                }
            }
        }
    }
}

impl Deliberation {
    /// Looks again at whatever may stand otherwise than before.
    pub fn renew(&mut self, view: &View<'_>, bodies: &dyn Bodies) {
        let everything = std::mem::take(&mut self.stale);
        if everything {
            self.standing =
                Standing { phases: Phases::judge(view, &self.facts), ..Standing::default() };
            self.cards.clear();
            self.threads.clear();
            self.spaces.clear();
            self.void.clear();
            self.numbers.clear();
            self.dirty = self.facts.documents.iter().map(|id| self.facts.root(id)).collect();
            self.dirty.extend(self.standing.phases.spaces());
            self.unread = true;
        }
        let changed = everything || !self.dirty.is_empty();
        self.changes += u64::from(changed || self.unread);
        self.bare.clear();
        for id in std::mem::take(&mut self.dirty) {
            let root = self.facts.root(&id);
            if root != id {
                // What was a group of its own has come to stand under something.
                self.void.remove(&id);
            }
            self.dirty.insert(root);
        }
        while let Some(root) = self.dirty.pop_first() {
            self.group(view, bodies, root);
        }
        if std::mem::take(&mut self.unread) {
            self.read(view, bodies);
        } else if !changed {
            return;
        }
        self.ballots.count(&self.cards);
    }

    /// Judges one group anew.
    fn group(&mut self, view: &View<'_>, bodies: &dyn Bodies, root: EntryId) {
        let ids = group::ids(&self.facts, root);
        // What was promoted from an amendment stands on it: if that is another than it was, it
        // follows.
        let before: Vec<Option<Subject>> = ids.iter().map(|id| self.clear(id)).collect();
        self.void.remove(&root);
        let court = Court { view, facts: &self.facts, erased: &self.erased, bodies };
        let Group { cards, threads, space, mut void } =
            group::judge(&court, &mut self.standing, &mut self.texts, root);
        self.spaces.extend(space.map(|space| (space.id, space)));
        for card in cards {
            self.place(card);
        }
        self.threads.extend(threads);
        void.sort_unstable_by_key(|void| void.id);
        void.dedup_by_key(|void| void.id);
        if !void.is_empty() {
            self.void.insert(root, void);
        }
        for (id, before) in ids.iter().zip(before) {
            if self.standing.subjects.get(id).map(AsRef::as_ref) != before.as_ref() {
                let after = self.facts.promoted.get(id).into_iter().flatten();
                let roots = after.map(|id| self.facts.root(id)).filter(|other| *other != root);
                self.dirty.extend(roots);
            }
        }
    }

    /// Takes away whatever was derived of a document; gives what it stood as.
    fn clear(&mut self, id: &EntryId) -> Option<Subject> {
        let subject = self.standing.subjects.remove(id).map(|subject| *subject);
        self.standing.coauthors.remove(id);
        self.standing.invitations.remove(id);
        for remark in self.threads.remove(id).unwrap_or_default() {
            self.standing.subjects.remove(&remark.id);
        }
        self.spaces.remove(id);
        if let Some(key) = self.cards.remove(id).as_deref().and_then(numbered) {
            self.number(key, |ids| {
                ids.remove(id);
            });
        }
        subject
    }

    fn place(&mut self, card: Card) {
        let (id, key) = (card.id, numbered(&card));
        self.cards.insert(id, Box::new(card));
        if let Some(key) = key {
            self.number(key, |ids| {
                ids.insert(id);
            });
        }
    }

    /// Of several proposals of one person with one number the lowest has it.
    fn number(&mut self, key: (SlotId, EntryId, u16), change: impl FnOnce(&mut BTreeSet<EntryId>)) {
        let ids = self.numbers.entry(key).or_default();
        change(ids);
        for (place, id) in ids.iter().enumerate() {
            if let Some(card) = self.cards.get_mut(id) {
                card.number_taken = place > 0;
            }
        }
        if ids.is_empty() {
            self.numbers.remove(&key);
        }
    }

    /// Profiles and lists of supports.
    fn read(&mut self, view: &View<'_>, bodies: &dyn Bodies) {
        let court = Court { view, facts: &self.facts, erased: &self.erased, bodies };
        let mut void = Vec::new();
        self.ballots = SupportBallots::judge(&court, &self.standing, &mut void);
        let mut profiles = Vec::new();
        for id in &self.facts.profiles {
            match court.judge(&self.standing, *id) {
                Ok(stands) => profiles.push(stands),
                Err(fault) => void.push(Void { id: *id, fault }),
            }
        }
        let last = last_words(profiles, crate::court::Stands::slot);
        self.names = last.into_iter().map(|(slot, stands)| (slot, stands.id)).collect();
        self.loose = void;
    }
}
