//! What stands of forked chains.
//!
//! From a fork on nothing of a chain stands, until something signed settles it: a repair by the
//! member key, a retirement, or a cut. A settlement names an entry; the branch that leads to it
//! goes on. Of two settlements that contradict each other the lower (place, id) holds.

use std::collections::{BTreeMap, HashMap};

use participation_types::{ChainId, Head, Seq};

use crate::chains::{Chain, Chains, Place, Side};

/// What stands of one forked chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    first_fork: Seq,
    /// The side that stands at each place from the first fork on, without gaps.
    path: Vec<Side>,
}

/// What stands of all forked chains; chains that are not listed stand whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolutions(HashMap<u32, Resolution>);

impl Resolutions {
    /// Whether a fork leaves the entry at this place standing.
    #[must_use]
    pub fn stands(&self, place: Place) -> bool {
        self.0.get(&place.chain).is_none_or(|resolution| {
            place.seq < resolution.first_fork
                || resolution.path.get(place.seq.index() - resolution.first_fork.index())
                    == Some(&place.side)
        })
    }
}

impl Chains {
    /// Finds what stands of every forked chain, given all that settles forks. Takes time in
    /// proportion to the forked chains' length after their first fork.
    #[must_use]
    pub fn resolve(&self, settlements: &[(ChainId, Head)]) -> Resolutions {
        let mut by_chain: HashMap<ChainId, Vec<Head>> = HashMap::new();
        for (chain, head) in settlements {
            by_chain.entry(*chain).or_default().push(*head);
        }
        let resolutions = self.forked_chains().filter_map(|(number, chain)| {
            let mut heads = by_chain.remove(&chain.id).unwrap_or_default();
            heads.sort_unstable();
            Some((number, self.resolve_chain(number, chain, &heads)?))
        });
        Resolutions(resolutions.collect())
    }

    /// The last entry of a chain that stands: the one to build upon.
    #[must_use]
    pub fn standing_head(&self, chain: &ChainId, resolutions: &Resolutions) -> Option<Head> {
        let head = self.head(chain)?;
        let place = self.place(&head.id)?;
        let Some(resolution) = resolutions.0.get(&place.chain) else {
            return Some(head);
        };
        let last = resolution.first_fork.number() + u32::try_from(resolution.path.len()).ok()?;
        let seq = Seq::new(last.checked_sub(1)?);
        let side = resolution.path.last().copied().unwrap_or(Side::FIRST);
        Some(Head { seq, id: self.chain(place)?.link(seq, side)?.id })
    }

    fn resolve_chain(&self, number: u32, chain: &Chain, heads: &[Head]) -> Option<Resolution> {
        let first_fork = *chain.others().keys().next()?;
        let mut choices: BTreeMap<Seq, Side> = BTreeMap::new();
        for head in heads {
            let Some(place) = self.place(&head.id) else {
                continue;
            };
            if place.chain == number && place.seq == head.seq {
                choose(chain, place, &mut choices);
            }
        }
        let mut path = Vec::new();
        let mut before = None;
        for seq in (first_fork.number()..).map(Seq::new) {
            let follows = |side: &Side| {
                chain.link(seq, *side).is_some_and(|link| before.is_none_or(|b| link.prev == b))
            };
            let sides: Vec<Side> = chain.sides(seq).filter(follows).collect();
            let side = match (sides.as_slice(), choices.get(&seq)) {
                ([side], None) => *side,
                (sides, Some(choice)) if sides.contains(choice) => *choice,
                _ => break,
            };
            path.push(side);
            before = Some(side);
        }
        Some(Resolution { first_fork, path })
    }
}

/// Takes the way from a settled entry back to the first fork, unless it contradicts what a lower
/// settlement chose.
fn choose(chain: &Chain, from: Place, choices: &mut BTreeMap<Seq, Side>) {
    let mut way = BTreeMap::new();
    for (at, side) in chain.way_down(from) {
        match choices.get(&at) {
            // What a settlement chose, it chose down to the first fork.
            Some(chosen) if *chosen == side => break,
            Some(_) => return,
            None => way.insert(at, side),
        };
    }
    choices.append(&mut way);
}
