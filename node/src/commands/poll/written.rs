//! What people write on a command line about an opening, read strictly.

use std::collections::BTreeSet;

use participation::{BallotRule, OptionPlan, Sealers, Ties};
use participation_tally::{Amount, AmountError};
use thiserror::Error;

use crate::exit::Failure;

/// Something that cannot be read, and how it should be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum WrittenFault {
    /// Not an option of a poll.
    #[error("--option `{0}`: write ID=LABEL, such as yes=Yes")]
    Option(String),
    /// Not a project of a budget.
    #[error("--project `{0}`: write ID=COST=LABEL, such as bench=300=A bench in the square")]
    Project(String),
    /// An id with a comma could not be named on a ballot.
    #[error("the id `{0}` has a comma or `=` in it, which separate ids on ballots: change it")]
    Id(String),
    /// Two of one name.
    #[error("`{0}` stands twice: ids must differ")]
    Twice(String),
    /// Not an exact amount.
    #[error("{what} `{given}`: {error}")]
    Amount {
        /// Which amount.
        what: &'static str,
        /// What is written.
        given: String,
        /// Why it is none.
        error: AmountError,
    },
    /// An amount with more decimals than are asked for, or too large.
    #[error("{0} does not fit in 64 bits of a unit with {1} decimals: use other --decimals")]
    Units(Amount, u8),
    /// More decimals than money can have here.
    #[error("--decimals {0}: at most {max} are possible", max = Amount::MAX_DECIMALS)]
    Decimals(u8),
    /// Not a ballot rule.
    #[error(
        "--ballot `{0}`: write percent:70, minimum:2, selection:1-3, approval:1-3, points:1-10:5 or \
         ranking:1-5"
    )]
    Ballot(String),
    /// A range that holds nothing.
    #[error("from {min} to {max} is nothing that a ballot can keep: write the smaller first")]
    Range {
        /// Least.
        min: u32,
        /// Most.
        max: u32,
    },
    /// More than there is to choose from.
    #[error("{what} {asked} of {there} options: add options, or ask for less")]
    TooFewOptions {
        /// What is asked for.
        what: &'static str,
        /// How many.
        asked: u32,
        /// Options.
        there: usize,
    },
    /// Nobody seals like this.
    #[error("--sealers `{0}`: write stewards, or trustees:N for so many of the trustees")]
    Sealers(String),
    /// Nothing that decides ties.
    #[error("--ties `{0}`: write lot or listed")]
    Ties(String),
    /// Plurality knows one choice.
    #[error("plurality counts one choice a ballot: use --rule approval, or --max 1")]
    OneChoice,
}

impl From<WrittenFault> for Failure {
    fn from(fault: WrittenFault) -> Self {
        Self::input(fault)
    }
}

/// The options of a poll; one without `=` is its own label.
///
/// # Errors
/// [`WrittenFault`] for one without an id, with a comma in it, or twice.
pub(crate) fn options(written: &[String]) -> Result<Vec<OptionPlan>, WrittenFault> {
    let options = written.iter().map(|text| {
        let (id, label) = text.split_once('=').unwrap_or((text, text));
        if id.trim().is_empty() || label.trim().is_empty() {
            return Err(WrittenFault::Option(text.clone()));
        }
        Ok(OptionPlan { id: self::id(id)?, label: label.trim().to_owned(), cost: 0 })
    });
    let options = options.collect::<Result<Vec<_>, _>>()?;
    once(options.iter().map(|option| option.id.as_str()))?;
    Ok(options)
}

/// A project as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) cost: Amount,
    pub(crate) label: String,
}

/// The projects of a budget.
///
/// # Errors
/// [`WrittenFault`] for one without its three parts, with a comma in its id, or twice.
pub(crate) fn projects(written: &[String]) -> Result<Vec<Project>, WrittenFault> {
    let projects = written.iter().map(|text| {
        let wrong = || WrittenFault::Project(text.clone());
        let (id, rest) = text.split_once('=').ok_or_else(wrong)?;
        let (cost, label) = rest.split_once('=').ok_or_else(wrong)?;
        if id.trim().is_empty() || label.trim().is_empty() {
            return Err(wrong());
        }
        let cost = amount("the cost in --project", cost)?;
        Ok(Project { id: self::id(id)?, cost, label: label.trim().to_owned() })
    });
    let projects = projects.collect::<Result<Vec<_>, _>>()?;
    once(projects.iter().map(|project| project.id.as_str()))?;
    Ok(projects)
}

/// An exact amount of money.
///
/// # Errors
/// [`WrittenFault::Amount`].
pub(crate) fn amount(what: &'static str, given: &str) -> Result<Amount, WrittenFault> {
    let given = given.trim();
    given.parse().map_err(|error| WrittenFault::Amount { what, given: given.to_owned(), error })
}

/// Decimals for these amounts: as many as are asked for, or as they need.
///
/// # Errors
/// [`WrittenFault::Decimals`].
pub(crate) fn decimals(
    asked: Option<u8>,
    amounts: impl Iterator<Item = Amount>,
) -> Result<u8, WrittenFault> {
    match asked {
        Some(asked) if asked > Amount::MAX_DECIMALS => Err(WrittenFault::Decimals(asked)),
        Some(asked) => Ok(asked),
        None => Ok(amounts.map(Amount::decimals).max().unwrap_or(0)),
    }
}

/// An amount in the smallest unit.
///
/// # Errors
/// [`WrittenFault::Units`].
pub(crate) fn units(amount: Amount, decimals: u8) -> Result<u64, WrittenFault> {
    amount.units(decimals).ok_or(WrittenFault::Units(amount, decimals))
}

/// From `min` to `max` of so many options.
///
/// # Errors
/// [`WrittenFault::Range`], [`WrittenFault::TooFewOptions`].
pub(crate) fn approval(min: u16, max: u16, options: usize) -> Result<BallotRule, WrittenFault> {
    within("a ballot needs", min.into(), options)?;
    range(min.into(), max.into())?;
    Ok(BallotRule::Approval { min, max })
}

/// What a budget's ballot may hold.
///
/// # Errors
/// [`WrittenFault`] when it cannot be read, or no ballot over so many projects can keep it.
pub(crate) fn ballot(written: &str, options: usize) -> Result<BallotRule, WrittenFault> {
    let wrong = || WrittenFault::Ballot(written.to_owned());
    let (kind, rest) = written.trim().split_once(':').ok_or_else(wrong)?;
    let two = || -> Result<(u16, u16), WrittenFault> {
        let (min, max) = rest.split_once('-').ok_or_else(wrong)?;
        let (min, max): (u16, u16) = (whole(min).ok_or_else(wrong)?, whole(max).ok_or_else(wrong)?);
        range(min.into(), max.into())?;
        within("a ballot needs", min.into(), options)?;
        Ok((min, max))
    };
    match kind {
        "percent" => match whole(rest) {
            Some(percent) if percent <= 100 => Ok(BallotRule::BudgetPercent { percent }),
            _ => Err(wrong()),
        },
        "minimum" => {
            let projects: u16 = whole(rest).filter(|projects| *projects > 0).ok_or_else(wrong)?;
            within("a ballot needs", projects.into(), options)?;
            Ok(BallotRule::BudgetMinimum { projects })
        }
        "selection" => two().map(|(min, max)| BallotRule::BudgetSelection { min, max }),
        "approval" => two().map(|(min, max)| BallotRule::Approval { min, max }),
        "ranking" => two().map(|(min, max)| BallotRule::Ranking { min, max }),
        "points" => {
            let (all, most) = rest.split_once(':').ok_or_else(wrong)?;
            let (min, max) = all.split_once('-').ok_or_else(wrong)?;
            let (min, max) = (whole(min).ok_or_else(wrong)?, whole(max).ok_or_else(wrong)?);
            let most = whole(most).filter(|most| *most > 0).ok_or_else(wrong)?;
            range(min, max)?;
            let options = u16::try_from(options).unwrap_or(u16::MAX);
            Ok(BallotRule::Points { most, min, max, options })
        }
        _ => Err(wrong()),
    }
}

/// Who seals.
///
/// # Errors
/// [`WrittenFault::Sealers`].
pub(crate) fn sealers(written: &str) -> Result<Sealers, WrittenFault> {
    let wrong = || WrittenFault::Sealers(written.to_owned());
    match written.split_once(':') {
        None if written == "stewards" => Ok(Sealers::Stewards),
        Some(("trustees", number)) => {
            let threshold = whole(number).filter(|threshold| *threshold > 0).ok_or_else(wrong)?;
            Ok(Sealers::Trustees { threshold })
        }
        _ => Err(wrong()),
    }
}

/// What decides between equal scores.
///
/// # Errors
/// [`WrittenFault::Ties`].
pub(crate) fn ties(written: &str) -> Result<Ties, WrittenFault> {
    match written {
        "lot" => Ok(Ties::Lot),
        "listed" => Ok(Ties::Listed),
        _ => Err(WrittenFault::Ties(written.to_owned())),
    }
}

/// At most as many as there are options.
///
/// # Errors
/// [`WrittenFault::TooFewOptions`].
pub(crate) fn within(what: &'static str, asked: u32, there: usize) -> Result<(), WrittenFault> {
    if usize::try_from(asked).is_ok_and(|asked| asked <= there) {
        Ok(())
    } else {
        Err(WrittenFault::TooFewOptions { what, asked, there })
    }
}

const fn range(min: u32, max: u32) -> Result<(), WrittenFault> {
    if min <= max && max > 0 { Ok(()) } else { Err(WrittenFault::Range { min, max }) }
}

/// A whole number in plain digits: no sign, no spaces.
fn whole<N: std::str::FromStr>(text: &str) -> Option<N> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn id(text: &str) -> Result<String, WrittenFault> {
    let id = text.trim();
    if id.contains([',', '=']) { Err(WrittenFault::Id(id.to_owned())) } else { Ok(id.to_owned()) }
}

fn once<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), WrittenFault> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(WrittenFault::Twice(id.to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_label_may_hold_the_sign_that_ends_the_id() {
        let read = options(&written(&["a=1+1=2", " yes "])).unwrap();
        let pairs: Vec<_> =
            read.iter().map(|option| (option.id.as_str(), option.label.as_str())).collect();
        assert_eq!(pairs, [("a", "1+1=2"), ("yes", "yes")]);
        let [project] = &projects(&written(&["t=12.50=Trees=good"])).unwrap()[..] else {
            panic!("one project")
        };
        assert_eq!(
            (project.cost.to_string().as_str(), project.label.as_str()),
            ("12.5", "Trees=good")
        );
    }

    #[test]
    fn an_id_that_no_ballot_could_name_is_refused() {
        assert_eq!(options(&written(&["a,b=x"])).unwrap_err(), WrittenFault::Id("a,b".into()));
        assert_eq!(options(&written(&["=x"])).unwrap_err(), WrittenFault::Option("=x".into()));
        assert_eq!(
            options(&written(&["a=x", "b=y", "a=z"])).unwrap_err(),
            WrittenFault::Twice("a".into())
        );
        assert_eq!(
            projects(&written(&["a=1=x", "a=2=z"])).unwrap_err(),
            WrittenFault::Twice("a".into())
        );
        assert!(matches!(projects(&written(&["a=1"])), Err(WrittenFault::Project(_))));
        assert!(matches!(projects(&written(&["a=-1=x"])), Err(WrittenFault::Amount { .. })));
    }

    #[test]
    fn every_ballot_rule_is_read_as_it_is_written() {
        for (text, rule) in [
            ("percent:70", BallotRule::BudgetPercent { percent: 70 }),
            ("minimum:2", BallotRule::BudgetMinimum { projects: 2 }),
            ("selection:1-3", BallotRule::BudgetSelection { min: 1, max: 3 }),
            ("approval:0-3", BallotRule::Approval { min: 0, max: 3 }),
            ("ranking:1-5", BallotRule::Ranking { min: 1, max: 5 }),
            ("points:1-10:5", BallotRule::Points { most: 5, min: 1, max: 10, options: 6 }),
        ] {
            assert_eq!(ballot(text, 6), Ok(rule), "{text}");
        }
    }

    #[test]
    fn a_ballot_rule_that_no_ballot_can_keep_is_refused() {
        for text in [
            "",
            "percent",
            "percent:",
            "percent:101",
            "percent:+7",
            "minimum:0",
            "minimum:x",
            "selection:3-1",
            "selection:0-0",
            "selection:7-9",
            "approval:1",
            "approval:1-2-3",
            "points:1-2",
            "points:1-2:0",
            "ranking:-1-2",
            "minimum:70000",
            "votes:1-2",
        ] {
            assert!(ballot(text, 6).is_err(), "{text}");
        }
    }

    #[test]
    fn amounts_share_the_smallest_unit_that_they_need() {
        let amounts = ["10", "0.5", "3.25"].map(|text| amount("a", text).unwrap());
        let decimals = decimals(None, amounts.into_iter()).unwrap();
        let units: Vec<_> = amounts.iter().map(|amount| units(*amount, decimals)).collect();
        assert_eq!(units, [Ok(1000), Ok(50), Ok(325)]);
        assert!(super::units(amounts[2], 1).is_err());
        assert!(super::decimals(Some(10), [].into_iter()).is_err());
    }

    #[test]
    fn sealers_are_stewards_or_a_number_of_trustees() {
        assert_eq!(sealers("stewards"), Ok(Sealers::Stewards));
        assert_eq!(sealers("trustees:3"), Ok(Sealers::Trustees { threshold: 3 }));
        for text in ["", "trustees", "trustees:0", "trustees:256", "stewards:2", "me"] {
            assert!(sealers(text).is_err(), "{text}");
        }
    }
}
