//! Acts of a polling station: who was given a paper ballot, and what the ballots in the box say.
//!
//! An act that two must sign is written by one officer and holds once a second, different officer
//! has countersigned exactly its id. Marks name people and no choice, batches hold choices and no
//! people: nothing ties the two together.

use serde::Serialize;

use participation_types::{
    CborError, EntryId, Frontier, Reader, SlotId, Text, Writer, to_canonical,
};

use crate::poll::Choices;

/// One officer opens a polling station for a poll. Its id is that of its entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Station {
    /// The poll.
    pub opening: EntryId,
    /// Where it is, as neighbours call the place.
    pub place: Text<200>,
}

impl Station {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        self.place.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { opening: EntryId::read(r)?, place: Text::read(r)? })
    }
}

/// A second officer puts their word on a station, a batch or a closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Countersignature {
    /// The poll.
    pub opening: EntryId,
    /// The entry that it signs.
    pub subject: EntryId,
}

impl Countersignature {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        self.subject.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { opening: EntryId::read(r)?, subject: EntryId::read(r)? })
    }
}

/// An officer gave a person of the census a paper ballot. What the person cast online does not
/// count any more, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The poll.
    pub opening: EntryId,
    /// The station.
    pub station: EntryId,
    /// The person's place in the census.
    pub slot: SlotId,
}

impl Mark {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        self.station.write(w);
        self.slot.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { opening: EntryId::read(r)?, station: EntryId::read(r)?, slot: SlotId::read(r)? })
    }
}

/// What a bundle of paper ballots out of a station's box says, in an order that says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch {
    /// The poll.
    pub opening: EntryId,
    /// The station.
    pub station: EntryId,
    /// The number on the band around the paper, from 1.
    pub bundle: u16,
    /// One more than the highest seen of this bundle, from 1; of two that two officers signed the
    /// higher (counter, id) holds.
    pub counter: u32,
    /// The ballots that can be read, ascending by their canonical bytes; equal ones repeat.
    pub ballots: Vec<Choices>,
    /// How many more are in the bundle and cannot be read.
    pub spoilt: u16,
}

impl Batch {
    /// Most ballots of one bundle, the spoilt ones among them.
    pub const MAX_BALLOTS: usize = 50;

    /// Puts ballots into the order of a batch.
    #[must_use]
    pub fn sorted(mut ballots: Vec<Choices>) -> Vec<Choices> {
        ballots.sort_by_cached_key(canonical);
        ballots
    }

    /// Papers in the bundle.
    #[must_use]
    pub fn papers(&self) -> usize {
        self.ballots.len() + usize::from(self.spoilt)
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        self.station.write(w);
        w.uint(u64::from(self.bundle)).uint(u64::from(self.counter));
        w.array(self.ballots.len());
        for choices in &self.ballots {
            choices.write(w);
        }
        w.uint(u64::from(self.spoilt));
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let (opening, station) = (EntryId::read(r)?, EntryId::read(r)?);
        let (bundle, counter) = (r.uint16()?, r.uint32()?);
        if bundle == 0 || counter == 0 {
            return Err(r.invalid("a bundle or a counter of 0: both are counted from 1"));
        }
        let at = r.position();
        let ballots = r.list(0, Self::MAX_BALLOTS, Choices::read)?;
        if !ballots.is_sorted_by_key(canonical) {
            return Err(CborError::Invalid { at, what: "paper ballots out of order" });
        }
        let batch = Self { opening, station, bundle, counter, ballots, spoilt: r.uint16()? };
        if batch.papers() > Self::MAX_BALLOTS {
            return Err(CborError::Invalid { at, what: "more than 50 papers in a bundle" });
        }
        Ok(batch)
    }
}

fn canonical(choices: &Choices) -> Vec<u8> {
    to_canonical(|w| choices.write(w))
}

/// One officer closes a station: of its marks and batches stands what the frontier lists. Of two
/// closings both bind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    /// The poll.
    pub opening: EntryId,
    /// The station.
    pub station: EntryId,
    /// What of it stands.
    pub frontier: Frontier,
}

impl Closing {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        self.station.write(w);
        self.frontier.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            opening: EntryId::read(r)?,
            station: EntryId::read(r)?,
            frontier: Frontier::read(r)?,
        })
    }
}
