//! Writing BLT.

use std::{fmt::Write, num::NonZeroU16};

use super::{BltFile, Withdrawn, names::MAX_NAME};
use crate::profile::{Ballot, BallotKind, OptionIndex, Profile};

/// Why a profile cannot be written as BLT.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BltWriteError {
    /// The ballots rank nothing.
    #[error("a blt file holds rankings, and these are {0}: write another format")]
    OtherBallots(&'static str),
    /// A name that does not fit in one line.
    #[error("the name of `{0}` has a line break or is longer than {MAX_NAME} bytes: shorten it")]
    Name(String),
    /// The title does not fit in one line.
    #[error("the title has a line break or is longer than {MAX_NAME} bytes: shorten it")]
    Title,
    /// More candidates than the format's readers number.
    #[error(
        "more than {} candidates with those who have withdrawn: too many for a blt file",
        u16::MAX
    )]
    TooManyCandidates,
}

/// A profile as BLT. Candidates are numbered from 1 in the order in which they are listed; one
/// without a label is called by its id.
///
/// # Errors
/// [`BltWriteError`] when the ballots are no rankings or a name does not fit in a line.
pub fn write(
    profile: &Profile,
    seats: NonZeroU16,
    title: Option<&str>,
) -> Result<String, BltWriteError> {
    let name =
        |label: &str, id: &str| if label.is_empty() { id.to_owned() } else { label.to_owned() };
    let options = profile.options().iter().zip(1_u16..);
    let candidates = options.map(|(option, number)| (number, name(option.label(), option.id())));
    lay_out(profile, seats, candidates.collect(), &[], title.map(|title| (title, &[][..])))
}

/// A file that was read, with the numbers that it had.
pub(super) fn file(file: &BltFile) -> Result<String, BltWriteError> {
    let gone: Vec<u16> = file.withdrawn.iter().map(|candidate| candidate.number).collect();
    let mut gone = gone.into_iter().peekable();
    let numbers = (1..=u16::MAX).filter(|number| gone.next_if_eq(number).is_none());
    let options = numbers.zip(file.profile.options());
    let candidates = options.map(|(number, option)| (number, option.label().to_owned()));
    let title = file.title.as_deref().map(|title| (title, file.more.as_slice()));
    lay_out(&file.profile, file.seats, candidates.collect(), &file.withdrawn, title)
}

fn lay_out(
    profile: &Profile,
    seats: NonZeroU16,
    candidates: Vec<(u16, String)>,
    withdrawn: &[Withdrawn],
    title: Option<(&str, &[String])>,
) -> Result<String, BltWriteError> {
    if matches!(profile.kind(), BallotKind::Approval | BallotKind::Points { .. }) {
        return Err(BltWriteError::OtherBallots(profile.kind().name()));
    }
    let all = candidates.len() + withdrawn.len();
    let all = u16::try_from(all).map_err(|_| BltWriteError::TooManyCandidates)?;
    let mut text = format!("{all} {seats}\n");
    for (place, candidate) in withdrawn.iter().enumerate() {
        let end = if place + 1 == withdrawn.len() { '\n' } else { ' ' };
        _ = write!(text, "-{}{end}", candidate.number);
    }
    ballots(&mut text, profile, &candidates);
    text.push_str("0\n");
    let gone = withdrawn.iter().map(|candidate| (candidate.number, candidate.name.clone()));
    let mut names: Vec<(u16, String)> = candidates.into_iter().chain(gone).collect();
    names.sort_by_key(|(number, _)| *number);
    if names.iter().all(|(_, name)| name.is_empty()) && title.is_none() {
        return Ok(text);
    }
    for (number, name) in names {
        quote(&mut text, &name).ok_or_else(|| BltWriteError::Name(number.to_string()))?;
    }
    if let Some((title, more)) = title {
        for line in std::iter::once(title).chain(more.iter().map(String::as_str)) {
            quote(&mut text, line).ok_or(BltWriteError::Title)?;
        }
    }
    Ok(text)
}

fn ballots(text: &mut String, profile: &Profile, candidates: &[(u16, String)]) {
    let number = |option: &OptionIndex| candidates.get(option.place()).map_or(0, |(it, _)| *it);
    for (ballot, weight) in profile.ballots() {
        _ = write!(text, "{weight}");
        match ballot {
            Ballot::Ranking(options) => {
                for option in options {
                    _ = write!(text, " {}", number(option));
                }
            }
            Ballot::WeakOrder(places) => {
                let mut last = None;
                for (option, place) in places {
                    let between = if last == Some(*place) { '=' } else { ' ' };
                    _ = write!(text, "{between}{}", number(option));
                    last = Some(*place);
                }
            }
            Ballot::Approval(_) | Ballot::Points(_) => {}
        }
        text.push_str(" 0\n");
    }
}

/// A name in quotes on a line of its own; `None` where it does not fit.
fn quote(text: &mut String, name: &str) -> Option<()> {
    if name.len() > MAX_NAME || name.contains(['\n', '\r']) {
        return None;
    }
    _ = writeln!(text, "\"{}\"", name.replace('"', "\"\""));
    Some(())
}
