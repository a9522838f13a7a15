//! What another node needs of the content lane to show one space.

use std::collections::HashMap;

use participation_store::{Arrival, Store};
use participation_types::{ChainId, EntryId, Seq};

use crate::community::Community;
use crate::error::Error;

impl<S: Store> Community<S> {
    /// Every entry of the content lane that is about a space, with whatever stands before it in
    /// its author's chain, in the order of arrival: taken in like this after the authority lane,
    /// none of them waits for another. Empty for a space that does not stand here.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn space_entries(&self, space: EntryId) -> Result<Vec<EntryId>, Error> {
        let about = self.renewed().of_space(&space);
        let view = self.view();
        let chains = view.chains();
        let mut last: HashMap<ChainId, Seq> = HashMap::new();
        for id in about {
            // Everything that was recorded stands in a chain.
            let Some(place) = chains.place(&id) else { continue };
            let Some(chain) = chains.chain_of(place) else { continue };
            let last = last.entry(chain).or_default();
            *last = place.seq().max(*last);
        }
        let mut found: Vec<(Arrival, EntryId)> = Vec::new();
        for (chain, last) in last {
            // Of a fork both sides: either may be what an entry further on builds upon.
            let up_to = |id: &EntryId| chains.place(id).is_some_and(|place| place.seq() <= last);
            for id in chains.entries(&chain).filter(up_to) {
                let arrival = self.store.find(&id)?.ok_or(Error::NoSuchEntry(id))?;
                found.push((arrival, id));
            }
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}
