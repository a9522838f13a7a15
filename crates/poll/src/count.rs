//! From ballots to an outcome: the seam to the counting rules.

use std::num::NonZeroU16;

use thiserror::Error;

use participation_acts::{BallotRule, Choices, Opening, Ties};
use participation_tally::decision::Size;
use participation_tally::{
    Amount, Ballot, BallotKind, CountError, Lot, OptionIndex, Outcome, Params, PollOption, Profile,
    ProfileError, Rule, TieBreak, WrittenRule, WrittenRuleError, count,
};
use participation_types::EntryId;

/// Why the ballots of a poll cannot be counted.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CountFault {
    /// The opening asks for a rule that this version does not have.
    #[error("{0}")]
    Rule(#[from] WrittenRuleError),
    /// The options or ballots make no profile.
    #[error("{0}")]
    Profile(#[from] ProfileError),
    /// The rule cannot count these ballots.
    #[error("{0}")]
    Count(#[from] CountError),
}

/// The profile of a poll: its options and these ballots.
///
/// # Errors
/// [`CountFault::Profile`] when the options or a ballot cannot stand in a profile.
pub fn profile<'a>(
    opening: &Opening,
    ballots: impl IntoIterator<Item = &'a Choices>,
) -> Result<Profile, CountFault> {
    let money = |units| Amount::from_units(units, opening.counting.decimals);
    let options = opening
        .options
        .iter()
        .map(|option| {
            PollOption::new(option.id.as_str(), option.label.as_str(), money(option.cost))
        })
        .collect();
    let kind = match opening.ballot {
        BallotRule::Approval { .. }
        | BallotRule::BudgetPercent { .. }
        | BallotRule::BudgetMinimum { .. }
        | BallotRule::BudgetSelection { .. } => BallotKind::Approval,
        BallotRule::Points { .. } => BallotKind::Points { unlisted: 0 },
        BallotRule::Ranking { max, .. } => BallotKind::Ranking { longest: u32::from(max) },
    };
    let mut profile = Profile::new(kind, options, opening.counting.budget.map(money))?;
    let index = |option: &u16| OptionIndex::new(*option);
    for choices in ballots {
        match choices {
            Choices::Approval(options) => {
                let marks: Vec<OptionIndex> = options.iter().map(index).collect();
                profile.push(Ballot::Approval(&marks), 1)?;
            }
            Choices::Ranking(options) => {
                let marks: Vec<OptionIndex> = options.iter().map(index).collect();
                profile.push(Ballot::Ranking(&marks), 1)?;
            }
            Choices::Points(points) => {
                let marks: Vec<(OptionIndex, u32)> =
                    points.iter().map(|(option, points)| (index(option), *points)).collect();
                profile.push(Ballot::Points(&marks), 1)?;
            }
        }
    }
    Ok(profile)
}

/// Counts by the opening's rule. In `majority` and `consent` the roll is everybody in the frozen
/// roll; in `quadratic` the most points that a ballot may hold in all are its credits. Ties that are broken by lot are drawn from `seed`: the manifest
/// once it is sealed. Nobody knows it long before; docs/threats.md says who could steer it.
pub(crate) fn outcome<'a>(
    id: &EntryId,
    opening: &Opening,
    ballots: impl IntoIterator<Item = &'a Choices>,
    seed: &[u8; 32],
) -> Result<Outcome, CountFault> {
    let WrittenRule { rule, requirement } = opening.counting.rule.as_str().parse()?;
    let ties = match opening.counting.ties {
        Ties::Listed => TieBreak::Listed,
        Ties::Lot => TieBreak::Lot(Lot::new(*seed, *id.as_bytes())),
    };
    let mut params = Params::new(ties);
    if let Some(requirement) = requirement {
        params = params.with_requirement(requirement);
    }
    if rule.decides() {
        params = params.with_roll(Size::people(opening.roll.size.into()));
    }
    if let (Rule::Quadratic, BallotRule::Points { max, .. }) = (rule, opening.ballot) {
        params = params.with_credits(max.into());
    }
    if let Some(seats) = u16::try_from(opening.counting.seats).ok().and_then(NonZeroU16::new) {
        params = params.with_seats(seats);
    }
    if opening.counting.threshold > 0 {
        params = params.with_threshold(opening.counting.threshold);
    }
    Ok(count(&profile(opening, ballots)?, rule, &params)?)
}
