//! How much work a passphrase costs whoever tries it.

use thiserror::Error;

/// The parameters of Argon2id (RFC 9106): memory, passes over it, lanes.
///
/// The default is 64 MiB, 3 passes and 1 lane: RFC 9106's second recommended choice with one
/// lane instead of four, because this program computes lanes one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// A cost below [`Cost::FLOOR`] or above [`Cost::CEILING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{what} is {value}, allowed are {min} to {max}")]
pub struct CostError {
    /// Which parameter.
    pub what: &'static str,
    /// What it is.
    pub value: u64,
    /// The least allowed.
    pub min: u32,
    /// The most allowed.
    pub max: u32,
}

impl Cost {
    /// The least: 19 MiB, 2 passes, 1 lane (OWASP's minimum for Argon2id). A file below it is
    /// refused, so that nobody is led to type a passphrase into one that can be tried cheaply.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// The most: 1 GiB, 16 passes, 4 lanes. A file above it is refused unread, so that opening a
    /// hostile one costs at most this.
    pub const CEILING: Self = Self { memory_kib: 1024 * 1024, passes: 16, lanes: 4 };

    /// A cost within the bounds. Memory is in KiB.
    ///
    /// # Errors
    /// [`CostError`] names the first parameter out of bounds.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, CostError> {
        Self::from_file(memory_kib.into(), passes.into(), lanes.into())
    }

    /// The same for numbers that a file claims.
    pub(super) fn from_file(memory: u64, passes: u64, lanes: u64) -> Result<Self, CostError> {
        let (least, most) = (Self::FLOOR, Self::CEILING);
        Ok(Self {
            memory_kib: bounded("memory in KiB", memory, least.memory_kib, most.memory_kib)?,
            passes: bounded("the number of passes", passes, least.passes, most.passes)?,
            lanes: bounded("the number of lanes", lanes, least.lanes, most.lanes)?,
        })
    }

    /// Memory in KiB.
    #[must_use]
    pub const fn memory_kib(&self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    #[must_use]
    pub const fn passes(&self) -> u32 {
        self.passes
    }

    /// Lanes.
    #[must_use]
    pub const fn lanes(&self) -> u32 {
        self.lanes
    }
}

impl Default for Cost {
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }
}

fn bounded(what: &'static str, value: u64, min: u32, max: u32) -> Result<u32, CostError> {
    u32::try_from(value).ok().filter(|value| (min..=max).contains(value)).ok_or(CostError {
        what,
        value,
        min,
        max,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_inclusive_and_one_step_outside_is_refused() {
        let new = |(memory, passes, lanes)| Cost::new(memory, passes, lanes).is_ok();
        assert_eq!(Cost::new(19_456, 2, 1), Ok(Cost::FLOOR));
        assert_eq!(Cost::new(1_048_576, 16, 4), Ok(Cost::CEILING));
        assert_eq!(Cost::new(65_536, 3, 1), Ok(Cost::default()));
        for outside in [
            (19_455, 2, 1),
            (19_456, 1, 1),
            (19_456, 2, 0),
            (1_048_577, 16, 4),
            (1_048_576, 17, 4),
            (1_048_576, 16, 5),
            (u32::MAX, 2, 1),
        ] {
            assert!(!new(outside), "{outside:?}");
        }
        assert!(Cost::from_file(1 << 32 | 65_536, 3, 1).is_err(), "not cut to 32 bits");
    }
}
