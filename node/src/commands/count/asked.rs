//! What the command line says of how to count.

use std::num::NonZeroU16;

use participation_tally::decision::{Requirement, Size, WrittenError};
use participation_tally::{Lot, Params, Rule, Strength, TieBreak, UnknownStrength};
use thiserror::Error;

use crate::cli::count::CountArgs;
use crate::exit::Failure;

/// What cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
enum AskedFault {
    #[error("{0} fills no seats: leave --seats out")]
    NoSeats(Rule),
    #[error("--seats 0: name at least 1")]
    SeatsOfNobody,
    #[error("{option} `{given}`: write MIN-MAX, such as 1-3")]
    Range { option: &'static str, given: String },
    #[error("{option}: {why}")]
    Written { option: &'static str, why: WrittenError },
    #[error("--second-majority and --quorum stand beside --majority: name that too")]
    NoMajority,
    #[error("--strength: {0}")]
    Strength(UnknownStrength),
}

impl From<AskedFault> for Failure {
    fn from(fault: AskedFault) -> Self {
        Self::input(fault)
    }
}

/// What the file needs, and what was asked for in its place.
///
/// # Errors
/// [`Failure::Input`] for what cannot be read or what the rule does not know.
pub(super) fn params(args: &CountArgs, rule: Rule, file: Params) -> Result<Params, Failure> {
    let mut params = file;
    if let Some(seats) = args.seats {
        if rule.spends() {
            return Err(AskedFault::NoSeats(rule).into());
        }
        params = params.with_seats(NonZeroU16::new(seats).ok_or(AskedFault::SeatsOfNobody)?);
    }
    if let Some(threshold) = args.threshold {
        params = params.with_threshold(threshold);
    }
    if let Some(credits) = args.credits {
        params = params.with_credits(credits);
    }
    if let Some(strength) = &args.strength {
        let strength: Strength = strength.parse().map_err(AskedFault::Strength)?;
        params = params.with_strength(strength);
    }
    if args.complete {
        params = params.with_greedy_completion();
    }
    if let Some(range) = &args.choices {
        let (least, most) = self::range("--choices", range)?;
        params = params.with_choices(least, most);
    }
    if let Some(range) = &args.points {
        let (least, most) = self::range("--points", range)?;
        params = params.with_points(least, most);
    }
    if let Some(requirement) = requirement(args)? {
        params = params.with_requirement(requirement);
    }
    if let Some(present) = args.present {
        params = params.with_present(Size::people(present));
    }
    if let Some(roll) = args.roll {
        params = params.with_roll(Size::people(roll));
    }
    if let Some(seed) = &args.seed {
        params = params.with_ties(TieBreak::Lot(Lot::new(seed.as_bytes(), "")));
    }
    Ok(params)
}

fn requirement(args: &CountArgs) -> Result<Option<Requirement>, AskedFault> {
    let Some(first) = &args.majority else {
        let alone = args.second_majority.is_none() && args.quorum.is_none();
        return if alone { Ok(None) } else { Err(AskedFault::NoMajority) };
    };
    let wrong = |option| move |why| AskedFault::Written { option, why };
    let mut requirement = Requirement::new(first.parse().map_err(wrong("--majority"))?);
    if let Some(second) = &args.second_majority {
        let second = second.parse().map_err(wrong("--second-majority"))?;
        requirement = requirement.with_second(second);
    }
    if let Some(quorum) = &args.quorum {
        requirement = requirement.with_quorum(quorum.parse().map_err(wrong("--quorum"))?);
    }
    Ok(Some(requirement))
}

fn range(option: &'static str, given: &str) -> Result<(u32, u32), AskedFault> {
    let wrong = || AskedFault::Range { option, given: given.to_owned() };
    let (least, most) = given.split_once('-').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| wrong());
    let (least, most) = (number(least)?, number(most)?);
    if least <= most { Ok((least, most)) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_goes_up() {
        assert_eq!(range("--points", "0-5"), Ok((0, 5)));
        for wrong in ["5", "5-0", "-", "a-b", "-1-2"] {
            assert!(range("--points", wrong).is_err(), "{wrong}");
        }
    }
}
