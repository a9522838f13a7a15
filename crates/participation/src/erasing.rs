//! Erasing what people wrote: on every node, for good.

use participation_store::{Record, Store};
use participation_types::EntryId;

use crate::community::Community;
use crate::error::Error;

impl<S: Store> Community<S> {
    /// Entries whose bodies must go from every file now and did not have to before.
    pub(crate) fn newly_erased(&self) -> Vec<EntryId> {
        self.replica.deliberation.hold().erasures(&self.replica.view())
    }

    /// Finds and carries out what is erased, after whatever may bring an erasure into effect.
    pub(crate) fn settle_erasures(&mut self) -> Result<(), Error> {
        if !self.replica.has_erasures() {
            return Ok(());
        }
        let erased = self.newly_erased();
        self.carry_out(erased)
    }

    /// Takes bodies out of what is about to be stored that were erased before they came.
    pub(crate) fn strip(&mut self, records: &mut [Record]) {
        let state = self.replica.deliberation_mut();
        if !state.has_erasures() {
            return;
        }
        let mut stripped = Vec::new();
        for record in records.iter_mut().filter(|record| state.is_erased(&record.id)) {
            record.body = None;
            stripped.push(record.id);
        }
        self.replica.part_with(&stripped);
    }

    /// Erases bodies from the store, and files that nothing names any more. Nobody is told that an
    /// erasure was taken in before that is done; should the node die first, it is done when it
    /// opens again.
    pub(crate) fn carry_out(&mut self, mut erased: Vec<EntryId>) -> Result<(), Error> {
        // A body that came meanwhile may have turned out to be an erasure.
        erased.retain(|id| self.replica.is_erased(id));
        let mut arrivals = Vec::new();
        // Of what is here without its body nobody knows yet what it says.
        for id in erased.iter().filter(|id| !self.replica.lacks_body(id)) {
            if let Some(arrival) = self.store.find(id)?
                && !self.store.erased(arrival)?
            {
                arrivals.push(arrival);
            }
        }
        self.replica.part_with(&erased);
        // Files go first: only the bodies say which they are, should the node die in between.
        let orphans = self.replica.deliberation_mut().orphans();
        if !orphans.is_empty() {
            let named = self.replica.named();
            for blob in orphans.into_iter().filter(|blob| !named.contains(blob)) {
                self.store.erase_blob(&blob)?;
            }
        }
        if !arrivals.is_empty() {
            self.store.erase(&arrivals)?;
        }
        Ok(())
    }
}
