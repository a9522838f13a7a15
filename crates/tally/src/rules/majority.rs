//! Majority: for and against, with a quorum and a majority of a stated base.
//!
//! Defined: by statutes and laws, each in its own words, which [`Requirement`] puts into numbers.
//! Without one it is a simple majority: more votes for than against, without a quorum. Used by:
//! every assembly. Some that were checked:
//!
//! - Civil Code of Catalonia, article 324-1 (changing an association's statutes): where at least
//!   half of the members' votes are present or represented, a simple majority; else, on second
//!   call, two thirds of those present or represented. That is a quorum ([`Base::Present`] of
//!   [`Base::Roll`]) and, for the second call, two thirds of [`Base::Present`].
//! - The same, article 553-25.2 (owners of flats): a simple majority of the owners who vote that
//!   stands at the same time for a simple majority of their shares; article 553-26.2: four fifths
//!   of the owners and of the shares. Those are two majorities at once, by heads and by weight.
//! - Treaty on European Union, article 16(4): 55 % of the members of the Council with 65 % of the
//!   population (and at least fifteen members, which is a third condition and not counted here).
//!
//! Each ballot names one option; [`Stances`](crate::decision::Stances) says what it stands for. The
//! option that is for the motion is the winner when it passes. When it does not there is none:
//! that a motion fails does not adopt its contrary. When the quorum is missed nothing is decided and
//! the outcome does not bind.
//!
//! Traps: of whom? The same votes pass or fail by the base: abstentions count for nobody by
//! [`Base::Valid`] and as against by [`Base::Cast`]. "At least half" passes a tie, "more than half"
//! does not. A quorum of ballots cast rewards staying at home: voting against can make a motion
//! pass. By heads each ballot is one, so that a proxy's ballot of weight 3 is one head: give each
//! person's vote as a ballot of its own where heads count.
//!
//! [`Base::Present`]: crate::decision::Base::Present
//! [`Base::Roll`]: crate::decision::Base::Roll
//! [`Base::Valid`]: crate::decision::Base::Valid
//! [`Base::Cast`]: crate::decision::Base::Cast

use crate::{
    count::CountError,
    decision::{Motion, Requirement},
    outcome::Outcome,
    params::Params,
    profile::Profile,
    rule::Rule,
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let requirement = params.requirement().unwrap_or(Requirement::SIMPLE);
    Motion::of(profile, Rule::Majority, params)?.decide(&requirement)
}
