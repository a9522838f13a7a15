//! Where a range ends: the beginning of a key.

use std::cmp::Ordering;
use std::fmt;

use participation_types::{CborError, Lane, Reader, Writer};

use crate::Key;

/// Bytes of a whole key: lane, time, id.
const LENGTH: usize = 1 + 8 + 32;

/// The byte behind every lane.
const BEHIND: u8 = 3;

/// The beginning of a key's 41 bytes, before all keys that begin with it or follow it.
#[derive(Clone, Copy)]
pub struct Bound {
    bytes: [u8; LENGTH],
    length: u8,
}

impl Bound {
    /// Before every key.
    pub const START: Self = Self { bytes: [0; LENGTH], length: 0 };

    /// Behind every key.
    pub const END: Self = Self { bytes: [BEHIND; LENGTH], length: 1 };

    /// The shortest bound behind `before` and not behind `key`, which is the greater of the two.
    #[must_use]
    pub fn between(before: &Key, key: &Key) -> Self {
        let [before, bytes] = [before, key].map(bytes_of);
        let shared = shared(&before, &bytes);
        Self { bytes, length: length(shared + 1) }.trimmed()
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or(&self.bytes)
    }

    /// What of it lies within this lane, if it begins there.
    pub(crate) fn within(&self, lane: Lane) -> Option<&[u8]> {
        let (first, rest) = self.as_bytes().split_first()?;
        (*first == lane.number()).then_some(rest)
    }

    /// Whether it stands before all keys of this lane.
    pub(crate) fn is_before(&self, lane: Lane) -> bool {
        *self <= Self { bytes: [lane.number(); LENGTH], length: 1 }
    }

    /// Writes what it shares with the bound before, and the rest.
    pub(super) fn write_after(&self, before: &Self, writer: &mut Writer) {
        let shared = shared(before.as_bytes(), self.as_bytes());
        writer.uint(shared as u64);
        writer.bytes(self.as_bytes().get(shared..).unwrap_or_default());
    }

    pub(super) fn read_after(before: &Self, reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let before = before.as_bytes();
        let shared = reader.uint()?;
        let shared = usize::try_from(shared).ok().and_then(|shared| before.get(..shared));
        let shared = shared.ok_or_else(|| reader.invalid("a bound shares more than there is"))?;
        let rest = reader.bytes(1, LENGTH - shared.len())?;
        if before.get(shared.len()) >= rest.first() {
            return Err(reader.invalid("a bound is not behind the one before"));
        }
        Self::of(&[shared, rest].concat()).ok_or_else(|| reader.invalid(WRONG))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.bytes(self.as_bytes());
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        let bytes = reader.bytes(0, LENGTH)?;
        Self::of(bytes).ok_or_else(|| reader.invalid(WRONG))
    }

    fn of(given: &[u8]) -> Option<Self> {
        let mut bytes = [0; LENGTH];
        bytes.get_mut(..given.len())?.copy_from_slice(given);
        let in_lane = given.first().is_none_or(|lane| Lane::from_number((*lane).into()).is_some());
        let bound = Self { bytes, length: length(given.len()) };
        let right = (in_lane && given.last() != Some(&0)) || bound == Self::END;
        right.then_some(bound)
    }

    // A key that is the greater one differs from the other in a byte that is not 0; this is for
    // whoever gave the two the wrong way round.
    fn trimmed(mut self) -> Self {
        while self.as_bytes().last() == Some(&0) {
            self.length -= 1;
        }
        self
    }
}

const WRONG: &str = "a bound that ends in a zero byte, or begins with no lane";

fn bytes_of(key: &Key) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    let time = key.time.millis().to_be_bytes();
    let parts = [key.lane.number()].into_iter().chain(time).chain(*key.id.as_bytes());
    bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
    bytes
}

fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

fn length(length: usize) -> u8 {
    u8::try_from(length.min(LENGTH)).unwrap_or(0)
}

impl Ord for Bound {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl PartialOrd for Bound {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Bound {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Bound {}

impl fmt::Debug for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bound(")?;
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}
