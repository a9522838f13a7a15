//! The rules of paper once more: plain loops over a list of acts, slow and obvious.

use std::collections::{BTreeMap, BTreeSet};

use participation_acts::{Act, Choices};
use participation_poll::Channel;
use participation_types::{EntryId, Frontier};

use super::world::{OFFICERS, SaidHere, VOTERS, World};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naive {
    pub online: BTreeSet<EntryId>,
    pub stations: BTreeSet<EntryId>,
    pub marks: BTreeMap<EntryId, usize>,
    pub batches: BTreeSet<EntryId>,
    pub paper: Channel,
    pub spoilt: usize,
}

impl Naive {
    pub fn of(world: &World) -> Self {
        let said = &world.said;
        let stations: BTreeSet<EntryId> = said
            .iter()
            .filter(|s| matches!(s.act, Act::Station(_)) && by_two(world, s))
            .map(|s| s.id)
            .collect();

        // Of each slot of the roll the lowest mark at a station that stands and took it.
        let mut marked = BTreeMap::new();
        let mut marks: BTreeMap<EntryId, usize> = BTreeMap::new();
        let mut by_id: Vec<&SaidHere> = said.iter().collect();
        by_id.sort_by_key(|s| s.id);
        for s in &by_id {
            let Act::Mark(mark) = &s.act else { continue };
            let in_roll = (1..=VOTERS).any(|who| world.slot(who) == mark.slot);
            let stands = s.by <= OFFICERS && in_roll && stations.contains(&mark.station);
            if stands && in_time(world, s, mark.station) && !marked.contains_key(&mark.slot) {
                marked.insert(mark.slot, s.id);
                *marks.entry(mark.station).or_default() += 1;
            }
        }

        let mut online = BTreeSet::new();
        for who in 1..=VOTERS {
            let own = said.iter().filter(|s| s.by == who);
            let ballots = own.filter_map(|s| match &s.act {
                Act::Ballot(ballot) => Some((ballot.counter, s.id)),
                _ => None,
            });
            if let (false, Some((_, last))) = (marked.contains_key(&world.slot(who)), ballots.max())
            {
                online.insert(last);
            }
        }

        let (mut batches, mut options, mut ballots, mut spoilt) =
            (BTreeSet::new(), vec![0, 0, 0], 0, 0);
        for station in &stations {
            let mut left = marks.get(station).copied().unwrap_or(0);
            for bundle in 1..=3 {
                let writings = said.iter().filter_map(|s| match &s.act {
                    Act::Batch(batch) if (batch.station, batch.bundle) == (*station, bundle) => {
                        let fits = batch.ballots.iter().all(fits);
                        let stands = fits && by_two(world, s) && in_time(world, s, *station);
                        stands.then_some((batch.counter, s.id, batch))
                    }
                    _ => None,
                });
                let Some((_, id, batch)) = writings.max_by_key(|(counter, id, _)| (*counter, *id))
                else {
                    continue;
                };
                let papers = batch.ballots.len() + usize::from(batch.spoilt);
                if papers > left {
                    break;
                }
                left -= papers;
                batches.insert(id);
                ballots += batch.ballots.len();
                spoilt += usize::from(batch.spoilt);
                for choices in &batch.ballots {
                    let Choices::Approval(chosen) = choices else { panic!("approvals") };
                    chosen.iter().for_each(|option| options[usize::from(*option)] += 1);
                }
            }
        }
        let paper = Channel { ballots, options };
        Self { online, stations, marks, batches, paper, spoilt }
    }
}

/// The poll has three options, of which at most two are chosen.
fn fits(choices: &Choices) -> bool {
    matches!(choices, Choices::Approval(chosen) if chosen.iter().all(|option| *option < 3))
}

fn by_two(world: &World, first: &SaidHere) -> bool {
    first.by <= OFFICERS
        && world.said.iter().any(|second| match &second.act {
            Act::Countersign(signature) => {
                signature.subject == first.id && second.by <= OFFICERS && second.by != first.by
            }
            _ => false,
        })
}

/// Whether every closing of the station lists the entry's chain up to it or beyond.
fn in_time(world: &World, what: &SaidHere, station: EntryId) -> bool {
    world.said.iter().all(|s| match &s.act {
        Act::Close(closing) if closing.station == station && by_two(world, s) => {
            listed(world, what, &closing.frontier)
        }
        _ => true,
    })
}

fn listed(world: &World, what: &SaidHere, frontier: &Frontier) -> bool {
    let view = world.hall.view();
    let place = view.chains().place(&what.id).unwrap();
    let chain = view.chains().chain_of(place).unwrap();
    frontier.head(&chain).is_some_and(|head| place.seq() <= head.seq)
}
