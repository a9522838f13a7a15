//! Writing PrefLib's format.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write};

use super::data_type::DataType;
use crate::profile::{Ballot, OptionIndex, Profile};

/// Why a profile cannot be written in PrefLib's format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefLibWriteError {
    /// The ballots rank nothing.
    #[error("PrefLib's files hold rankings, and these are {0}: write another format")]
    OtherBallots(&'static str),
    /// The ballots are not of the type.
    #[error("these orders are {given}, which {asked} does not hold: write {given}")]
    OtherType {
        /// The narrowest type that holds them.
        given: DataType,
        /// What was asked for.
        asked: DataType,
    },
    /// There is no ballot, and a file has at least one.
    #[error("there is no ballot: PrefLib's files have at least one order")]
    NoBallots,
    /// A text that does not fit in one line.
    #[error("the name of `{0}` has a line break in it: take it out")]
    Name(String),
    /// So many voters say the same that the number does not fit.
    #[error("more than {} voters with one order: too many to write", u32::MAX)]
    TooLarge,
}

/// A profile in PrefLib's format, as a type that holds it; [`DataType::of`] tells the narrowest,
/// which PrefLib asks for. Equal orders are put together, the most frequent first. Alternatives
/// are numbered from 1 in the order in which they are listed; one without a label is called by
/// its id.
///
/// # Errors
/// [`PrefLibWriteError`] when the ballots are not of the type or a text does not fit in a line.
pub fn write(
    profile: &Profile,
    data_type: DataType,
    title: &str,
) -> Result<String, PrefLibWriteError> {
    let kind = profile.kind().name();
    let given = DataType::of(profile).ok_or(PrefLibWriteError::OtherBallots(kind))?;
    if !data_type.includes(given) {
        return Err(PrefLibWriteError::OtherType { given, asked: data_type });
    }
    let orders = orders(profile)?;
    if orders.is_empty() {
        return Err(PrefLibWriteError::NoBallots);
    }
    let mut text = String::new();
    let mut line = |key: &str, value: &str| {
        if value.contains(['\n', '\r']) {
            return Err(PrefLibWriteError::Name(key.to_owned()));
        }
        _ = writeln!(text, "# {key}: {value}");
        Ok(())
    };
    line("TITLE", title)?;
    line("DATA TYPE", data_type.name())?;
    line("NUMBER ALTERNATIVES", &profile.options().len().to_string())?;
    line("NUMBER VOTERS", &profile.weight().to_string())?;
    line("NUMBER UNIQUE ORDERS", &orders.len().to_string())?;
    for (number, option) in (1..).zip(profile.options()) {
        let number: u32 = number;
        let name = if option.label().is_empty() { option.id() } else { option.label() };
        line(&format!("ALTERNATIVE NAME {number}"), name)?;
    }
    for (weight, order) in orders {
        _ = write!(text, "{weight}: ");
        places(&mut text, &order);
    }
    Ok(text)
}

/// An option with its tier, from 0 without gaps.
type Mark = (u32, OptionIndex);

/// Each order with its votes, the most frequent first.
fn orders(profile: &Profile) -> Result<Vec<(u32, Vec<Mark>)>, PrefLibWriteError> {
    let mut merged: BTreeMap<Vec<Mark>, u32> = BTreeMap::new();
    for (ballot, weight) in profile.ballots() {
        let order: Vec<Mark> = match ballot {
            Ballot::Ranking(options) => (0..).zip(options.iter().copied()).collect(),
            Ballot::WeakOrder(places) => {
                let tiers = places.chunk_by(|(_, one), (_, other)| one == other);
                let marks = (0..).zip(tiers).flat_map(|(tier, places)| {
                    places.iter().map(move |(option, _)| (tier, *option))
                });
                let mut marks: Vec<Mark> = marks.collect();
                marks.sort_unstable();
                marks
            }
            Ballot::Approval(_) | Ballot::Points(_) => {
                return Err(PrefLibWriteError::OtherBallots(profile.kind().name()));
            }
        };
        let votes = merged.entry(order).or_default();
        *votes = votes.checked_add(weight).ok_or(PrefLibWriteError::TooLarge)?;
    }
    let mut orders: Vec<_> = merged.into_iter().map(|(order, votes)| (votes, order)).collect();
    orders.sort_by_key(|(votes, _)| Reverse(*votes));
    Ok(orders)
}

fn places(text: &mut String, order: &[Mark]) {
    for (at, tier) in order.chunk_by(|(one, _), (other, _)| one == other).enumerate() {
        if at > 0 {
            text.push(',');
        }
        let numbers: Vec<String> =
            tier.iter().map(|(_, option)| (option.place() + 1).to_string()).collect();
        let numbers = numbers.join(",");
        _ = if tier.len() == 1 { write!(text, "{numbers}") } else { write!(text, "{{{numbers}}}") };
    }
    text.push('\n');
}
