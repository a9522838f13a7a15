//! What entries have said about polls. Facts are only ever added, except that a ballot's goes
//! when its body is erased.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use participation_acts::{Act, Ballot, Contest, Opening, Reopening, Seal, read_manifest};
use participation_types::{BlobId, EntryId, Frontier, Reader};

use crate::cast::{BallotFact, Cast};

/// Facts of one poll. Ballots and seals may come before the opening.
#[derive(Debug, Default)]
pub(crate) struct PollFacts {
    pub(crate) opening: Option<Opening>,
    pub(crate) ballots: Cast,
    pub(crate) seals: Vec<(EntryId, Seal)>,
    pub(crate) contests: Vec<(EntryId, Contest)>,
}

/// All polls of a community.
#[derive(Debug, Default)]
pub struct Polls {
    pub(crate) polls: BTreeMap<EntryId, PollFacts>,
    pub(crate) reopenings: HashMap<EntryId, Reopening>,
    frontiers: HashMap<BlobId, Option<Frontier>>,
    manifests: HashMap<BlobId, Option<Vec<EntryId>>>,
}

impl Polls {
    /// Takes in what an admitted entry says; acts of other crates are passed over.
    pub fn record(&mut self, id: EntryId, act: &Act) {
        match act {
            Act::Open(opening) => {
                self.polls.entry(id).or_default().opening = Some(opening.clone());
            }
            Act::Ballot(Ballot { opening, counter, choices }) => {
                let fact = BallotFact { id, counter: *counter, choices: choices.clone() };
                self.polls.entry(*opening).or_default().ballots.push(fact);
            }
            Act::Seal(seal) => {
                self.polls.entry(seal.opening).or_default().seals.push((id, seal.clone()));
            }
            Act::Reopen(reopening) => {
                self.reopenings.insert(id, reopening.clone());
            }
            Act::Contest(contest) => {
                let contests = &mut self.polls.entry(contest.opening).or_default().contests;
                contests.push((id, contest.clone()));
            }
            Act::Found(_)
            | Act::Certify(_)
            | Act::Admit(_)
            | Act::Invite(_)
            | Act::Redeem(_)
            | Act::Name(_)
            | Act::Assist(_)
            | Act::Propose(_)
            | Act::Support(_)
            | Act::Sign(_)
            | Act::Abandon(_)
            | Act::Recover(_)
            | Act::Repair(_)
            | Act::Retire(_)
            | Act::Content(_)
            | Act::Unknown(_) => {}
        }
    }

    /// Forgets what entries said, because their bodies were erased. Takes time in proportion to
    /// everything that polls hold, however many are forgotten at once.
    pub fn forget(&mut self, ids: &HashSet<EntryId>) {
        self.reopenings.retain(|id, _| !ids.contains(id));
        for (opening, poll) in &mut self.polls {
            if ids.contains(opening) {
                poll.opening = None;
            }
            poll.ballots.forget(ids);
            poll.seals.retain(|(seal, _)| !ids.contains(seal));
            poll.contests.retain(|(contest, _)| !ids.contains(contest));
        }
    }

    /// Takes in a blob whose bytes have this hash: a roll's frontier or a manifest, whichever
    /// names it.
    pub fn supply(&mut self, blob: BlobId, bytes: &[u8]) {
        let named = |poll: &PollFacts| poll.opening.as_ref().map(|o| o.roll.frontier) == Some(blob);
        if self.polls.values().any(named) {
            let mut r = Reader::new(bytes);
            let frontier = Frontier::read(&mut r).ok().filter(|_| r.end().is_ok());
            self.frontiers.insert(blob, frontier);
        }
        let sealed = |poll: &PollFacts| poll.seals.iter().any(|(_, seal)| seal.manifest == blob);
        if self.polls.values().any(sealed) {
            self.manifests.insert(blob, read_manifest(bytes));
        }
    }

    /// Blobs that are named and not here, sorted.
    #[must_use]
    pub fn wanted(&self) -> BTreeSet<BlobId> {
        let frontiers =
            self.polls.values().filter_map(|p| p.opening.as_ref()).map(|o| o.roll.frontier);
        let manifests = self.polls.values().flat_map(|p| &p.seals).map(|(_, seal)| seal.manifest);
        frontiers
            .filter(|blob| !self.frontiers.contains_key(blob))
            .chain(manifests.filter(|blob| !self.manifests.contains_key(blob)))
            .collect()
    }

    /// Blobs that are named, sorted.
    #[must_use]
    pub fn named(&self) -> BTreeSet<BlobId> {
        let frontiers =
            self.polls.values().filter_map(|p| p.opening.as_ref()).map(|o| o.roll.frontier);
        let manifests = self.polls.values().flat_map(|p| &p.seals).map(|(_, seal)| seal.manifest);
        frontiers.chain(manifests).collect()
    }

    /// All openings, by id.
    pub fn openings(&self) -> impl Iterator<Item = (EntryId, &Opening)> {
        self.polls.iter().filter_map(|(id, poll)| Some((*id, poll.opening.as_ref()?)))
    }

    /// One opening.
    #[must_use]
    pub fn opening(&self, id: &EntryId) -> Option<&Opening> {
        self.polls.get(id)?.opening.as_ref()
    }

    /// All ballots that name an opening, in no particular order.
    #[must_use]
    pub fn ballots(&self, opening: &EntryId) -> &[BallotFact] {
        self.polls.get(opening).map_or(&[], |poll| poll.ballots.all())
    }

    /// The entries that seal a poll, whether they stand or not.
    pub fn seal_entries(&self, opening: &EntryId) -> impl Iterator<Item = EntryId> {
        self.polls.get(opening).into_iter().flat_map(|poll| poll.seals.iter().map(|(id, _)| *id))
    }

    pub(crate) fn frontier(&self, blob: &BlobId) -> Option<&Frontier> {
        self.frontiers.get(blob)?.as_ref()
    }

    /// A manifest that is here: `Some(None)` when its bytes are none.
    pub(crate) fn manifest(&self, blob: &BlobId) -> Option<Option<&[EntryId]>> {
        self.manifests.get(blob).map(Option::as_deref)
    }
}
