//! Supports: signatures under proposals; those with enough of them go on.
//!
//! Defined: by the platform that made it common, Decidim's module for proposals, whose settings
//! are a limit of supports for each person, a minimum for each person, and a threshold for each
//! proposal. Used by: city processes on Decidim and Consul, and citizens' initiatives, to choose
//! which of thousands of proposals are looked into.
//!
//! A support is an approval: one person, one proposal, once. [`Params::with_choices`] is limit and
//! minimum, and a person outside them is set aside whole, as Decidim keeps supports from counting
//! until the minimum is reached. With a threshold ([`Params::with_threshold`]) every proposal that
//! reaches it goes on, however many they are, and seats mean nothing. Without one the proposals
//! are ranked and the first seats go on.
//!
//! Traps: supports measure who was asked and how loudly, not what people prefer, for nobody can
//! be against. Supports that are seen while they are gathered draw more supports. Decidim's
//! threshold is by default also a ceiling, after which a proposal takes no more supports; that
//! makes the figures depend on the order of arrival, and here nothing is cut off.

use crate::{
    count::CountError,
    outcome::{Considered, Outcome, Reason, Round},
    params::Params,
    profile::Profile,
    rule::Rule,
    rules::{approval, seats},
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let (votes, screen) = approval::approvals(profile, Rule::Supports, params)?;
    let Some(threshold) = params.threshold() else {
        return Ok(screen.told_in(seats::fill(profile, Rule::Supports, votes, params)?));
    };
    let standings = params.ties().sort(profile, &votes)?;
    let mut outcome = Outcome::new(profile, Rule::Supports, votes).with_threshold(threshold);
    for standing in standings {
        let reached = standing.score >= threshold;
        let reason = if reached { Reason::Reached } else { Reason::BelowThreshold };
        if reached {
            outcome.elect(profile, standing.index);
        }
        outcome.round(Round::Considered(Considered::new(profile, standing, reason)));
    }
    Ok(screen.told_in(outcome))
}
