//! What a node that synchronises reads of a community: entries as they travel, what is missing, and
//! what of it somebody asks for first. The session itself is `participation-sync`'s.

mod missing;
mod space;

use participation_store::{Arrival, Store};
use participation_types::DeviceKey;

use crate::check::Checked;
use crate::community::Community;
use crate::error::Error;

impl<S: Store> Community<S> {
    /// An entry as it travels, by its place in the order of arrival: without its body where that
    /// was erased or is not here. `None` beyond the last, and for what the store holds but the set
    /// does not, while a damaged store is mended.
    ///
    /// # Errors
    /// [`Error::Store`], and [`Error::Replay`] where the record is not what was admitted.
    pub fn entry_bytes(&self, arrival: Arrival) -> Result<Option<Vec<u8>>, Error> {
        let Some(mut record) = self.store.read(arrival)? else { return Ok(None) };
        if self.view().chains().place(&record.id).is_none() {
            return Ok(None);
        }
        if self.replica.is_erased(&record.id) {
            // Should the disk have refused to let it go, it still does not leave this node.
            record.body = None;
        }
        let checked = Checked::from_store(&record)
            .map_err(|why| Error::Replay { arrival: arrival.number(), why: why.to_string() })?;
        Ok(Some(checked.entry.entry().to_bytes()))
    }

    /// Whether a device speaks for somebody who has a seat or a role now: by the member key that
    /// certified it, or as the paper key of a seat. That the device was ended since is not asked.
    #[must_use]
    pub fn is_officer(&self, device: &DeviceKey) -> bool {
        let view = self.view();
        let Some((_, state)) = view.tip() else { return false };
        let member = view.certificate(device).map(|certificate| certificate.member);
        member.is_some_and(|member| state.has_office(&member))
            || state.seat_of_recovery(device).is_some()
    }
}
