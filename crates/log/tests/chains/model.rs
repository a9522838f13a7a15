//! The chains as the words of docs/wire.md say them, by searching everything every time.

use std::collections::{BTreeMap, BTreeSet};

use participation_log::{Fork, Verified};
use participation_types::{ChainId, EntryId, Frontier, Head, Seq};

#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) chain: ChainId,
    pub(crate) seq: Seq,
    prev: Option<EntryId>,
}

#[derive(Debug)]
pub(crate) struct Model(pub(crate) BTreeMap<EntryId, Kept>);

impl Model {
    /// Everything whose predecessor is kept.
    pub(crate) fn of(offered: &[Verified]) -> Self {
        let mut model = Self(BTreeMap::new());
        let mut left: BTreeSet<(Seq, ChainId, EntryId)> = BTreeSet::new();
        let mut prevs = BTreeMap::new();
        for entry in offered {
            let entry = entry.entry();
            left.insert((entry.header().seq, entry.chain(), entry.id()));
            prevs.insert(entry.id(), entry.header().prev);
        }
        for (seq, chain, id) in left {
            let prev = prevs[&id];
            let follows = prev.is_none_or(|prev| model.0.contains_key(&prev));
            if follows {
                model.0.insert(id, Kept { chain, seq, prev });
            }
        }
        model
    }

    fn at(&self, chain: &ChainId, seq: Seq) -> Vec<EntryId> {
        let here = self.0.iter().filter(|(_, kept)| kept.chain == *chain && kept.seq == seq);
        here.map(|(id, _)| *id).collect()
    }

    pub(crate) fn forks(&self) -> Vec<Fork> {
        let places: BTreeSet<(ChainId, Seq)> = self.0.values().map(|k| (k.chain, k.seq)).collect();
        let forks = places.into_iter().filter_map(|(chain, seq)| match self.at(&chain, seq)[..] {
            [low, high, ..] => Some(Fork { chain, seq, low, high }),
            _ => None,
        });
        forks.collect()
    }

    /// An entry and everything before it on its branch.
    fn past(&self, id: EntryId) -> BTreeSet<EntryId> {
        let step = |id: &EntryId| self.0[id].prev;
        std::iter::successors(Some(id), step).collect()
    }

    pub(crate) fn within(&self, id: EntryId, frontier: &Frontier) -> bool {
        let entry = &self.0[&id];
        let Some(head) = frontier.head(&entry.chain) else {
            return false;
        };
        match self.0.get(&head.id) {
            Some(at) if at.chain == entry.chain && at.seq == head.seq => {
                self.past(head.id).contains(&id)
            }
            _ => entry.seq < head.seq,
        }
    }

    /// What stands of a chain: from the first place on, as long as one entry follows or a
    /// settlement says which.
    pub(crate) fn standing(
        &self,
        chain: &ChainId,
        settlements: &[(ChainId, Head)],
    ) -> Vec<EntryId> {
        let mut heads: Vec<Head> =
            settlements.iter().filter(|(of, _)| of == chain).map(|(_, head)| *head).collect();
        heads.sort_unstable();
        let mut settled: BTreeSet<EntryId> = BTreeSet::new();
        let mut accepted: Vec<EntryId> = Vec::new();
        for head in heads {
            let here = self.0.get(&head.id);
            if here.is_some_and(|kept| kept.chain == *chain && kept.seq == head.seq) {
                let past = self.past(head.id);
                if accepted.iter().all(|earlier| past.contains(earlier)) {
                    accepted.push(head.id);
                    settled.extend(past);
                }
            }
        }
        let mut standing = Vec::new();
        for seq in (0..).map(Seq::new) {
            let last = standing.last().copied();
            let next: Vec<EntryId> =
                self.at(chain, seq).into_iter().filter(|id| self.0[id].prev == last).collect();
            let chosen: Vec<EntryId> =
                next.iter().copied().filter(|id| settled.contains(id)).collect();
            match (&next[..], &chosen[..]) {
                ([only], _) | (_, [only]) => standing.push(*only),
                _ => break,
            }
        }
        standing
    }
}
