//! What entries of the set promise and is not here: bodies and blobs.

use std::collections::HashSet;

use participation_store::Store;
use participation_types::{BlobId, EntryId};

use crate::community::Community;
use crate::error::Error;

impl<S: Store> Community<S> {
    /// Entries of the set whose bodies are not here although nothing erased them here: somebody
    /// kept them back, or the disk lost them. Sorted, at most so many.
    ///
    /// Each entry without a body costs a look-up or two in the store, erased ones too.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn bodies_missing(&self, most: usize) -> Result<Vec<EntryId>, Error> {
        let mut missing = Vec::new();
        for id in self.replica.bodiless() {
            if missing.len() >= most {
                break;
            }
            if self.replica.is_erased(&id) {
                continue;
            }
            if let Some(arrival) = self.store.find(&id)?
                && !self.store.erased(arrival)?
            {
                missing.push(id);
            }
        }
        Ok(missing)
    }

    /// Blobs that are named and not here, each list sorted: first those without which something
    /// cannot be judged or counted (frontiers of rolls and phases, manifests), then the files that
    /// people attached, and whatever else is named.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn blobs_lacking(&self) -> Result<(Vec<BlobId>, Vec<BlobId>), Error> {
        let needed = self.replica.wanted();
        let here: HashSet<BlobId> = self.store.blobs()?.into_iter().collect();
        let rest = self.replica.named().into_iter();
        let rest = rest.filter(|blob| !needed.contains(blob) && !here.contains(blob)).collect();
        Ok((needed.into_iter().collect(), rest))
    }
}
