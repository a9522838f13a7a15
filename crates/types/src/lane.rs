//! Lanes and places in a chain.

use serde::{Deserialize, Serialize};

use crate::cbor::{CborError, Reader, Writer};

/// The order in which nodes synchronise; each device has one chain of entries in each lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lane {
    /// Charter, census, openings and seals. Bodies of this lane cannot be erased.
    Authority,
    /// Ballots and what concerns their count.
    Ballots,
    /// Everything that people write.
    Content,
}

impl Lane {
    /// All lanes in their order.
    pub const ALL: [Self; 3] = [Self::Authority, Self::Ballots, Self::Content];

    /// The number that stands on the wire: 0, 1 or 2.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Authority => 0,
            Self::Ballots => 1,
            Self::Content => 2,
        }
    }

    /// The lane of a number, if there is one.
    #[must_use]
    pub const fn from_number(number: u64) -> Option<Self> {
        match number {
            0 => Some(Self::Authority),
            1 => Some(Self::Ballots),
            2 => Some(Self::Content),
            _ => None,
        }
    }

    /// Writes the lane's number.
    pub fn write(self, writer: &mut Writer) {
        writer.uint(u64::from(self.number()));
    }

    /// Reads a lane's number.
    ///
    /// # Errors
    /// [`CborError`] when it is not 0, 1 or 2.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = reader.position();
        let number = reader.uint()?;
        Self::from_number(number).ok_or(CborError::Invalid { at, what: "no such lane" })
    }
}

/// Place of an entry in its chain, counted from 0; at most 2^32-1.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(u32);

impl Seq {
    /// The first place of a chain.
    pub const FIRST: Self = Self(0);

    /// The place with this number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Its number as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The next place, unless the chain is full.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self.0.checked_add(1) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }
}
