//! Taking part: spaces and phases, documents and edits, comments, stances, answers, moderation.
//!
//! Each of these writes one entry in the phase that holds now, with whatever a right needs beside:
//! the acceptance that makes somebody a co-author, the counter of a last-writer value. Whatever
//! they do not cover is written with [`Community::say`].

mod authors;
mod discussion;
mod documents;
mod office;
mod spaces;

use participation_acts::{Act, Content};
use participation_deliberation::Register;
use participation_policy::Owner;
use participation_store::Store;
use participation_types::{DeviceKey, EntryId, SlotId, Sorted};

use crate::community::Community;
use crate::error::Error;
use crate::pen::Pen;

pub use discussion::CommentPlan;
pub use documents::{DocumentPlan, FilePlan};
pub use office::{AnswerPlan, LabelPlan};

impl<S: Store> Community<S> {
    /// Writes an act of deliberation as it is.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], [`Error::NotAdmitted`], [`Error::Store`].
    pub fn say(&mut self, pen: &mut Pen<'_>, content: Content) -> Result<EntryId, Error> {
        let act = Act::Content(content);
        // What this node writes, every node must be able to read.
        Act::decode(&act.encode()).map_err(|why| Error::NotAdmitted(why.to_string()))?;
        self.write(pen, &act)
    }

    /// The phase in which something about a subject is said now, and the acceptance that makes the
    /// pen's holder an author of it, if they need one.
    pub(super) fn place_of(
        &self,
        pen: &Pen<'_>,
        subject: &EntryId,
    ) -> Result<(EntryId, Option<EntryId>), Error> {
        let space = self.deliberation().subject(subject).map(|subject| subject.space);
        let space = space.ok_or(Error::NoSuchEntry(*subject))?;
        Ok((self.current_phase(&space)?, self.acceptance(pen, subject)))
    }

    pub(super) fn acceptance(&self, pen: &Pen<'_>, document: &EntryId) -> Option<EntryId> {
        let slot = self.slot_of(&pen.device.public())?;
        let reading = self.deliberation();
        let subject = reading.subject(document)?;
        if subject.owner == Owner::Member(slot) {
            return None;
        }
        reading.acceptance(document, &slot)
    }

    /// The slot that a device speaks for.
    #[must_use]
    pub fn slot_of(&self, device: &DeviceKey) -> Option<SlotId> {
        let view = self.view();
        let member = view.certificate(device)?.member;
        view.slot_of(&member)
    }

    pub(super) fn counter(&self, pen: &Pen<'_>, register: Register) -> Result<u32, Error> {
        let reading = self.deliberation();
        reading.next_counter(&pen.device.public(), register).ok_or(Error::NoCounterLeft)
    }

    /// The phase that holds now in a space.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`] for a space that does not stand.
    pub fn current_phase(&self, space: &EntryId) -> Result<EntryId, Error> {
        let reading = self.deliberation();
        reading.current_phase(space).map(|(id, _)| id).ok_or(Error::NoSuchEntry(*space))
    }
}

fn versions(heads: Vec<EntryId>) -> Result<Sorted<EntryId, 64>, Error> {
    Sorted::new(heads).map_err(|_| Error::TooMany { what: "versions", max: 64 })
}
