//! How finely to answer, from what comparing has shown.

use super::message::Mode;
use super::span::Span;
use super::{MAX_LIST, MAX_RANGES, OutOfBudget, Work};
use crate::{Index, SessionKey, ShortId};

/// Into how many parts a range is cut while few of them differ: a round more would cost more than
/// their bytes.
const FIRST_PARTS: usize = 32;

/// Lists of so many short ids together are sent at once: 16 KiB save some rounds.
const SMALL_ANSWER: usize = 2_048;

/// What is listed where few of the compared ranges differ: cutting 16 items in two, twice, costs
/// as much as their short ids.
const SHORT_LIST: usize = 16;

/// What is listed where most of the compared ranges differ, so that cutting finds little to skip.
const DENSE_LIST: usize = 128;

/// What comparing a range has shown.
pub(super) enum Finding<'r> {
    Settled,
    Listed(&'r [ShortId]),
    /// Not known to be equal: how many items each side has.
    Differs {
        mine: usize,
        theirs: u64,
    },
}

impl<'r> Finding<'r> {
    pub(super) fn of(
        span: Span,
        mode: &'r Mode,
        index: &Index,
        key: &SessionKey,
        work: &mut Work,
    ) -> Result<Self, OutOfBudget> {
        Ok(match mode {
            Mode::Skip => Self::Settled,
            Mode::List(ids) => Self::Listed(ids),
            Mode::Open => Self::Differs { mine: span.count(index), theirs: u64::MAX },
            Mode::Fingerprint(theirs) => {
                let mine = span.fingerprint(index, key, work)?;
                if mine == *theirs {
                    Self::Settled
                } else {
                    Self::Differs { mine: span.count(index), theirs: theirs.count }
                }
            }
        })
    }
}

/// How finely to answer, so that few differences are found in few rounds and many in few bytes.
pub(super) struct Plan {
    /// Into how many parts a range is cut.
    pub(super) parts: usize,
    /// How many items are listed rather than cut.
    pub(super) list: usize,
}

impl Plan {
    /// What comparing begins with.
    pub(super) const FIRST: Self = Self { parts: FIRST_PARTS, list: SHORT_LIST };

    pub(super) fn of<'f>(findings: impl Iterator<Item = &'f Finding<'f>>) -> Self {
        let [mut equal, mut differing, mut items] = [0_usize; 3];
        for finding in findings {
            match finding {
                Finding::Differs { mine, .. } => {
                    differing += 1;
                    items += mine;
                }
                Finding::Settled => equal += 1,
                Finding::Listed(_) => {}
            }
        }
        let list = if items <= SMALL_ANSWER {
            MAX_LIST
        } else if differing > 4 * equal {
            DENSE_LIST
        } else {
            SHORT_LIST
        };
        let parts = match differing {
            0..=32 => FIRST_PARTS,
            33..=128 => 16,
            _ => 8,
        };
        // Beside the parts of each there may be a skipped range. What does not fit is left open
        // until the rest is done.
        let parts = match (MAX_RANGES / differing.max(1)).saturating_sub(1) {
            0 | 1 => 4,
            room => parts.min(room),
        };
        Self { parts, list }
    }
}
