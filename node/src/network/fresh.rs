//! What is new here, as other nodes are told of it: short ids that only this community's nodes can
//! make anything of.

use std::collections::{HashSet, VecDeque};

use participation::{Community, CommunityId, EntryId};
use participation_network::MAX_HINTS;
use participation_store::Store;
use participation_sync::{SessionKey, ShortId};
use participation_types::Hasher;

use crate::exit::Failure;

/// Entries that are remembered as known, the newest. A hint of an older one costs a session that
/// finds nothing.
const REMEMBERED: usize = 16_384;

/// The newest entries of a community.
#[derive(Debug)]
pub(super) struct Fresh {
    key: SessionKey,
    known: HashSet<ShortId>,
    order: VecDeque<ShortId>,
    /// The first arrival that was not looked at.
    next: u64,
}

impl Fresh {
    /// The newest entries that are here now: nobody has to be told of them.
    pub(super) fn of<S: Store>(community: &Community<S>) -> Result<Self, Failure> {
        let mut fresh = Self {
            key: hint_key(&community.id(), community.access().expose()),
            known: HashSet::new(),
            order: VecDeque::new(),
            next: 0,
        };
        let ids = community.ids_since(0, REMEMBERED as u64)?;
        fresh.next = community.arrivals();
        fresh.remember(&ids);
        Ok(fresh)
    }

    /// The short ids of what came since this was last asked, the newest first.
    pub(super) fn arrived<S: Store>(
        &mut self,
        community: &Community<S>,
    ) -> Result<Vec<u64>, Failure> {
        let arrivals = community.arrivals();
        if arrivals <= self.next {
            // As many as before, or fewer after a rebuild.
            self.next = arrivals;
            return Ok(Vec::new());
        }
        let ids = community.ids_since(self.next, REMEMBERED as u64)?;
        self.next = arrivals;
        let shorts = self.remember(&ids);
        Ok(shorts.iter().rev().take(MAX_HINTS).map(|short| short.0).collect())
    }

    /// Whether one of these stands for something that may not be here.
    pub(super) fn lacks(&self, hints: &[u64]) -> bool {
        hints.iter().any(|hint| !self.known.contains(&ShortId(*hint)))
    }

    fn remember(&mut self, ids: &[EntryId]) -> Vec<ShortId> {
        let shorts: Vec<ShortId> = ids.iter().map(|id| self.key.short(id)).collect();
        for short in &shorts {
            if self.known.insert(*short) {
                self.order.push_back(*short);
            }
            if self.order.len() > REMEMBERED
                && let Some(oldest) = self.order.pop_front()
            {
                self.known.remove(&oldest);
            }
        }
        shorts
    }
}

/// The key of a community's hints: the first half of H("participation/hints/1", secret, id).
fn hint_key(community: &CommunityId, secret: &[u8; 32]) -> SessionKey {
    let hash =
        Hasher::new("participation/hints/1").with(secret).with(community.as_bytes()).finish();
    SessionKey::from_bytes(hash.first_chunk().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_of_one_community_mean_nothing_in_another() {
        let [one, two] = [1, 2].map(|n| hint_key(&CommunityId::from_bytes([n; 32]), &[7; 32]));
        let id = EntryId::from_bytes([9; 32]);
        assert_ne!(one.short(&id), two.short(&id));
    }
}
