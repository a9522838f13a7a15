//! Which ballots count, for which slot, and why the others do not.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use participation_acts::{Act, Ballot};
use participation_charter::{Fault, View};
use participation_policy::{Denied, Target};
use participation_types::{EntryId, Lane, SlotId};

use crate::cast::BallotFact;
use crate::facts::{PollFacts, Polls};
use crate::paper::Papers;
use crate::report::{Excluded, Exclusion};
use crate::roll::Opened;
use crate::word::{ask, owners};

/// The ballots of a poll, sorted into those that count and those that do not.
#[derive(Default)]
pub(crate) struct Sorted<'a> {
    /// Of each slot the ballot that counts.
    pub(crate) counted: HashMap<SlotId, &'a BallotFact>,
    /// Those that do not, in no particular order.
    pub(crate) excluded: Vec<Excluded>,
    /// How many that the seal lists are not here, or without their body.
    pub(crate) missing: usize,
    /// The version of the rules that this node would need to judge all that the seal lists.
    pub(crate) needs_rules: Option<u32>,
    /// What counts of voting on paper: slots that were given paper count nowhere else.
    pub(crate) papers: Papers<'a>,
    outdone: Vec<(SlotId, EntryId)>,
    /// Those that stand and that the seal does not list.
    unlisted: Vec<(SlotId, &'a BallotFact)>,
}

/// Of each slot the ballot that counts while nothing is sealed: the last one that stands.
pub(crate) fn provisional<'a>(
    view: &View<'_>,
    opened: &Opened<'_>,
    poll: &'a PollFacts,
) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    sorted.counted.reserve(poll.ballots.all().len());
    for fact in poll.ballots.all() {
        match judge(view, opened, fact) {
            Ok(slot) => sorted.take(slot, fact),
            Err(fault) => sorted.exclude(fact.id, Exclusion::Fault(fault)),
        }
    }
    sorted.papers = Papers::sort(view, opened, &poll.paper, None);
    sorted.finish()
}

/// The ballots that a manifest lists, of each slot the last. The seal is exact: cuts, forks and
/// whatever else becomes of keys later take no sealed ballot away.
pub(crate) fn sealed<'a>(
    polls: &Polls,
    view: &View<'_>,
    opened: &Opened<'_>,
    poll: &'a PollFacts,
    manifest: &[EntryId],
) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    sorted.counted.reserve(manifest.len());
    // What is left of it in the end is not here. A set, because a search in a long list misses the
    // cache at every step.
    let mut listed: HashSet<EntryId> = manifest.iter().copied().collect();
    let mut shared = Vec::new();
    for fact in poll.ballots.all() {
        if !listed.remove(&fact.id) {
            match judge(view, opened, fact) {
                Ok(slot) => sorted.unlisted.push((slot, fact)),
                Err(fault) => sorted.exclude(fact.id, Exclusion::Fault(fault)),
            }
            continue;
        }
        match slots_of(view, opened, fact) {
            Ok(slots) => match slots.as_slice() {
                [slot] => sorted.take(*slot, fact),
                _ => shared.push((fact, slots)),
            },
            Err(fault) => {
                if let Fault::Denied(Denied::NeedsUpgrade { rules }) = fault {
                    sorted.needs_rules = sorted.needs_rules.max(Some(rules));
                }
                sorted.exclude(fact.id, Exclusion::Fault(fault));
            }
        }
    }
    // Without paper, which is the rule, the list is not copied once more.
    let all = if poll.paper.ids().next().is_some() { manifest } else { &[] };
    for id in poll.paper.ids() {
        listed.remove(&id);
    }
    let all: HashSet<EntryId> = all.iter().copied().collect();
    sorted.papers = Papers::sort(view, opened, &poll.paper, Some(&all));
    sorted.needs_rules = sorted.needs_rules.max(sorted.papers.needs_rules);
    sorted.share(shared);
    let absent: Vec<EntryId> = manifest.iter().filter(|id| listed.contains(id)).copied().collect();
    sorted.absent(polls, view, &absent);
    sorted.finish()
}

/// Whether a ballot stands, and for which slot.
pub(crate) fn judge(
    view: &View<'_>,
    opened: &Opened<'_>,
    fact: &BallotFact,
) -> Result<SlotId, Fault> {
    let place = view.chains().place(&fact.id).ok_or(Fault::NotHere)?;
    let member = view.member_at(place).ok_or(Fault::Uncertified)?;
    let slot = opened.voter(view, &member);
    let any = slot.or_else(|| view.slot_of(&member));
    let target = target(opened, slot.is_some());
    let right = ask(view, place, &act(opened, fact), target, &member, any)?;
    view.untaken(&fact.id, right.as_ref())?;
    slot.ok_or(Fault::Uncertified)
}

/// The slots for which a sealed ballot may have been cast, by whatever key its device and slot
/// ever had: there is one, unless keys or devices have changed hands. These only ever become
/// more, so that the slot for which the sealers took it stays among them.
fn slots_of(view: &View<'_>, opened: &Opened<'_>, fact: &BallotFact) -> Result<Vec<SlotId>, Fault> {
    let place = view.chains().place(&fact.id).ok_or(Fault::NotHere)?;
    let device = view.chains().chain_of(place).ok_or(Fault::NotHere)?.device;
    let act = act(opened, fact);
    let (mut found, mut fault) = (Vec::new(), Fault::Uncertified);
    for member in owners(view, &device) {
        let slots = opened.slots_of(view, &member);
        if slots.is_empty() {
            let any = view.slot_of(&member);
            let asked = ask(view, place, &act, target(opened, false), &member, any);
            fault = asked.err().unwrap_or(fault);
        }
        for slot in slots {
            match ask(view, place, &act, target(opened, true), &member, Some(slot)) {
                Ok(_) if found.contains(&slot) => {}
                Ok(_) => found.push(slot),
                Err(why) => fault = why,
            }
        }
    }
    if found.is_empty() { Err(fault) } else { Ok(found) }
}

fn act(opened: &Opened<'_>, fact: &BallotFact) -> Act {
    let (counter, choices) = (fact.counter, fact.choices.clone());
    Act::Ballot(Ballot { opening: opened.id, counter, choices })
}

const fn target<'a>(opened: &Opened<'a>, in_roll: bool) -> Target<'a> {
    Target::Opening { opening: opened.opening, in_roll, reopenings: &[] }
}

impl<'a> Sorted<'a> {
    fn exclude(&mut self, ballot: EntryId, why: Exclusion) {
        self.excluded.push(Excluded { ballot, why });
    }

    /// Of two ballots of one slot the higher (counter, id) is the person's last word.
    fn take(&mut self, slot: SlotId, fact: &'a BallotFact) {
        let Some(known) = self.counted.get_mut(&slot) else {
            self.counted.insert(slot, fact);
            return;
        };
        let loser = if (fact.counter, fact.id) > (known.counter, known.id) {
            std::mem::replace(known, fact)
        } else {
            fact
        };
        self.outdone.push((slot, loser.id));
    }

    /// Gives ballots that may be of several slots one of those that are free, so that as many
    /// count as can. Sealers who took each for a slot of its own find them all counted, whoever
    /// certified a device or was attached to a slot since.
    fn share(&mut self, mut claims: Vec<(&'a BallotFact, Vec<SlotId>)>) {
        claims.sort_unstable_by_key(|(fact, _)| Reverse((fact.counter, fact.id)));
        let mut holders: HashMap<SlotId, usize> = HashMap::new();
        let mut held: Vec<Option<SlotId>> = vec![None; claims.len()];
        for first in 0..claims.len() {
            let mut reached: HashMap<SlotId, usize> = HashMap::new();
            let mut free = None;
            let mut queue = VecDeque::from([first]);
            while let (None, Some(claim)) = (free, queue.pop_front()) {
                for slot in claims.get(claim).into_iter().flat_map(|(_, slots)| slots) {
                    let taken =
                        self.counted.contains_key(slot) || self.papers.marked.contains_key(slot);
                    if taken || reached.contains_key(slot) {
                        continue;
                    }
                    reached.insert(*slot, claim);
                    match holders.get(slot) {
                        Some(holder) => queue.push_back(*holder),
                        None => free = Some(*slot),
                    }
                }
            }
            // From the free slot back: each gives up the slot that it held for the one found.
            while let Some((slot, claim)) = free.and_then(|slot| Some((slot, *reached.get(&slot)?)))
            {
                holders.insert(slot, claim);
                free = held.get_mut(claim).and_then(|held| held.replace(slot));
            }
        }
        for ((fact, slots), slot) in claims.iter().zip(&held) {
            match (slot, slots.first()) {
                (Some(slot), _) => drop(self.counted.insert(*slot, fact)),
                (None, Some(slot)) => self.outdone.push((*slot, fact.id)),
                (None, None) => {}
            }
        }
    }

    /// What a manifest lists and no ballot of this poll is: bodies that are not here, entries
    /// that are not here, and what is something else.
    fn absent(&mut self, polls: &Polls, view: &View<'_>, absent: &[EntryId]) {
        if absent.is_empty() {
            return;
        }
        let others: BTreeSet<EntryId> = polls
            .polls
            .values()
            .flat_map(|poll| {
                let contests = poll.contests.iter().map(|(id, _)| *id);
                let ballots = poll.ballots.all().iter().map(|fact| fact.id);
                ballots.chain(contests).chain(poll.paper.ids())
            })
            .collect();
        for id in absent {
            let place = view.chains().place(id);
            let lane = place.and_then(|place| view.chains().chain_of(place)).map(|c| c.lane);
            let why = match lane {
                None => Exclusion::Fault(Fault::NotHere),
                Some(Lane::Ballots) if !others.contains(id) => Exclusion::BodyMissing,
                Some(_) => Exclusion::Fault(Fault::Denied(Denied::TargetMissing)),
            };
            let is_else = matches!(why, Exclusion::Fault(Fault::Denied(_)));
            self.missing += usize::from(!is_else);
            self.exclude(*id, why);
        }
    }

    fn finish(mut self) -> Self {
        // Paper outranks what was cast online, before the mark and after it.
        for slot in self.papers.marked.keys() {
            self.outdone.extend(self.counted.remove(slot).map(|ballot| (*slot, ballot.id)));
        }
        for (slot, ballot) in std::mem::take(&mut self.outdone) {
            let marked =
                self.papers.marked.get(&slot).map(|mark| Exclusion::OnPaper { mark: *mark });
            let winner = || self.counted.get(&slot).map(|by| Exclusion::Superseded { by: by.id });
            if let Some(why) = marked.or_else(winner) {
                self.exclude(ballot, why);
            }
        }
        for (slot, fact) in std::mem::take(&mut self.unlisted) {
            if let Some(mark) = self.papers.marked.get(&slot).copied() {
                self.exclude(fact.id, Exclusion::OnPaper { mark });
                continue;
            }
            // What a person replaced before the seal was not left out by the sealers.
            let last = self.counted.get(&slot).copied();
            let later = last.filter(|last| (last.counter, last.id) > (fact.counter, fact.id));
            let replaced = |by: &BallotFact| Exclusion::Superseded { by: by.id };
            self.exclude(fact.id, later.map_or(Exclusion::NotSealed, replaced));
        }
        self.excluded.sort_unstable_by_key(|excluded| excluded.ballot);
        self
    }
}
