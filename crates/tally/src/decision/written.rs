//! Requirements as people write them: `>=2/3 of cast, quorum >=1/3 of roll`.
//!
//! ```text
//! requirement = majority [" and " majority] [", quorum " majority]
//! majority    = (">" / ">=") N "/" M " of " base [" by heads"]
//! base        = "valid" / "cast" / "present" / "roll"
//! ```
//! The quorum is a share that the ballots cast have to be of its base.

use std::{fmt, str::FromStr};

use super::{
    requirement::{Base, Majority, Measure, Quorum, Requirement},
    share::{Reach, Share, ShareError},
};

/// Why a text is not a requirement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WrittenError {
    /// A majority is not written as one.
    #[error(
        "`{}` is no majority: write a share and of whom, such as `>=2/3 of cast`; of whom is \
         valid, cast, present or roll, and ` by heads` may follow", .0.escape_debug()
    )]
    Majority(String),
    /// The share in it is none.
    #[error("`{}`: {why}", .given.escape_debug())]
    Share {
        /// What is written.
        given: String,
        /// Why it is none.
        why: ShareError,
    },
}

impl FromStr for Majority {
    type Err = WrittenError;

    fn from_str(text: &str) -> Result<Self, WrittenError> {
        // What is written may be long; its beginning is enough to recognise it.
        let given = || text.chars().take(80).collect::<String>();
        let wrong = || WrittenError::Majority(given());
        let trimmed = text.trim();
        let (reach, rest) = match (trimmed.strip_prefix(">="), trimmed.strip_prefix('>')) {
            (Some(rest), _) => (Reach::AtLeast, rest),
            (None, Some(rest)) => (Reach::MoreThan, rest),
            (None, None) => return Err(wrong()),
        };
        let mut words = rest.split_whitespace();
        let share = words.next().ok_or_else(wrong)?;
        let base = match (words.next(), words.next()) {
            (Some("of"), Some("valid")) => Base::Valid,
            (Some("of"), Some("cast")) => Base::Cast,
            (Some("of"), Some("present")) => Base::Present,
            (Some("of"), Some("roll")) => Base::Roll,
            _ => return Err(wrong()),
        };
        let share = share.parse().map_err(|why| WrittenError::Share { given: given(), why })?;
        let majority = Self::new(share, reach, base);
        match (words.next(), words.next(), words.next()) {
            (None, ..) => Ok(majority),
            (Some("by"), Some("heads"), None) => Ok(majority.by_heads()),
            _ => Err(wrong()),
        }
    }
}

/// A share that the ballots cast have to be of a base.
impl FromStr for Quorum {
    type Err = WrittenError;

    fn from_str(text: &str) -> Result<Self, WrittenError> {
        let Majority { share, reach, of, measure } = text.parse()?;
        let quorum = Self::new(Base::Cast, share, reach, of);
        Ok(match measure {
            Measure::Weight => quorum,
            Measure::Heads => quorum.by_heads(),
        })
    }
}

impl FromStr for Requirement {
    type Err = WrittenError;

    fn from_str(text: &str) -> Result<Self, WrittenError> {
        let (majorities, quorum) = match text.split_once(", quorum ") {
            Some((majorities, quorum)) => (majorities, Some(quorum)),
            None => (text, None),
        };
        let (first, second) = match majorities.split_once(" and ") {
            Some((first, second)) => (first, Some(second)),
            None => (majorities, None),
        };
        let mut requirement = Self::new(first.parse()?);
        if let Some(second) = second {
            requirement = requirement.with_second(second.parse()?);
        }
        if let Some(quorum) = quorum {
            requirement = requirement.with_quorum(quorum.parse()?);
        }
        Ok(requirement)
    }
}

/// As it is read.
impl fmt::Display for Majority {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(out, self.share, self.reach, self.of, self.measure)
    }
}

/// As it is read. What else than a majority and a quorum of the ballots cast was put together in
/// code has no written form, and is left out.
impl fmt::Display for Requirement {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.majority)?;
        if let Some(second) = &self.second {
            write!(out, " and {second}")?;
        }
        if let Some(Quorum { share, reach, of, measure, .. }) = self.quorum {
            out.write_str(", quorum ")?;
            write(out, share, reach, of, measure)?;
        }
        Ok(())
    }
}

fn write(
    out: &mut fmt::Formatter<'_>,
    share: Share,
    reach: Reach,
    of: Base,
    measure: Measure,
) -> fmt::Result {
    let reach = match reach {
        Reach::AtLeast => ">=",
        Reach::MoreThan => ">",
    };
    let of = match of {
        Base::Valid => "valid",
        Base::Cast => "cast",
        Base::Present => "present",
        Base::Roll => "roll",
    };
    let by = match measure {
        Measure::Weight => "",
        Measure::Heads => " by heads",
    };
    write!(out, "{reach}{share} of {of}{by}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_is_read_as_it_is_said_and_said_as_it_is_read() {
        for text in [
            ">1/2 of valid",
            ">=2/3 of cast, quorum >=1/3 of roll",
            ">1/2 of roll and >1/2 of roll by heads",
            ">=3/4 of present and >1/2 of cast by heads, quorum >1/4 of roll by heads",
        ] {
            assert_eq!(text.parse::<Requirement>().unwrap().to_string(), text);
        }
        let half = Majority::new(Share::HALF, Reach::MoreThan, Base::Roll).by_heads();
        assert_eq!(" > 1/2  of roll by heads ".parse(), Ok(half));
    }

    #[test]
    fn what_is_no_requirement_is_refused() {
        for text in [
            "",
            ">",
            "2/3 of cast",
            ">=2/3",
            ">=2/3 of",
            ">=2/3 of all",
            ">=2/3 of cast by",
            ">=2/3 of cast by heads now",
            ">=2/3 of cast and",
            ">1/2 of cast, quorum",
            ">1/2 of cast, quorum 1/2 of roll",
            ">1/2 of cast and >1/2 of cast and >1/2 of cast",
        ] {
            let said = text.parse::<Requirement>().unwrap_err();
            assert!(matches!(said, WrittenError::Majority(_)), "{text}: {said}");
        }
        assert!(matches!(">3/2 of cast".parse::<Majority>(), Err(WrittenError::Share { .. })));
    }
}
