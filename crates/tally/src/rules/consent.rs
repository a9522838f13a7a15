//! Consent: agree, abstain, disagree or block; a block stops it.
//!
//! Defined: in sociocracy (Endenburg) a decision stands when nobody has a reasoned objection to it;
//! Loomio's four answers, agree, abstain, disagree and block, are its written form. Used by:
//! cooperatives, housing groups and movements that decide by consensus.
//!
//! A motion passes when no more block than allowed and enough agree. Without a [`Requirement`]
//! nobody may block and at least one has to agree. Its majority asks for more agreement, and
//! [`Requirement::with_blocks`] lets a share of the ballots cast block in vain ("consensus minus
//! one" in a group of ten is 1/10). Those who disagree and do not block are written down and stop
//! nothing. The option that agrees is the winner when it passes, and otherwise there is none.
//!
//! Traps: a block is a veto, and whoever has one keeps things as they are: groups ask for its
//! reason, which no count can weigh. On Loomio a block alone stops nothing, and groups differ in
//! what they take it for. Without a quorum two people consent for all.

use crate::{
    count::CountError,
    decision::{Base, Majority, Motion, Reach, Requirement, Share},
    outcome::Outcome,
    params::Params,
    profile::Profile,
    rule::Rule,
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let anybody = Majority::new(Share::NOTHING, Reach::MoreThan, Base::Cast);
    let requirement = params.requirement().unwrap_or_else(|| Requirement::new(anybody));
    Motion::of(profile, Rule::Consent, params)?.decide(&requirement)
}
