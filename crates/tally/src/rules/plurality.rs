//! Plurality: one choice a ballot, the most votes win.
//!
//! Defined: the oldest rule there is; with several seats it is the single non-transferable vote.
//! Used by: most associations for a single decision. Traps: two similar options take votes from
//! each other and a third wins that most people like least. An option without any vote is never
//! elected, even when seats stay empty. On rankings the first place is the vote, and
//! two options in the first place are no vote.

use crate::{
    count::CountError,
    outcome::Outcome,
    params::Params,
    profile::Profile,
    rule::Rule,
    rules::{first::FirstChoices, seats},
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let FirstChoices { votes, screen } = FirstChoices::of(profile, Rule::Plurality)?;
    Ok(screen.told_in(seats::fill(profile, Rule::Plurality, votes, params)?))
}
