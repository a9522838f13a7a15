//! The single transferable vote: by the rules of Scottish councils, and by Meek's method.
//!
//! The modules [`scottish`] and [`meek`] say where each is defined. This one holds what they
//! share with [`super::irv`]: the ballots in the order of their rankings, ties, the stages, and
//! whether a tie decided anything.
//!
//! Shared places: no statute of this family allows two options in one place, and where a paper
//! has the same number twice, what follows cannot be read. So a ranking ends before the first
//! place that several share, whoever of them is still in the race; a ballot whose first place is
//! shared is not valid. (IRV has a rule of its own, see there.)

mod breaker;
pub(super) mod course;
mod meek;
mod papers;
mod scottish;
mod tree;

pub(super) use breaker::{Breaker, at, id};

use crate::{
    count::CountError, outcome::Outcome, params::Params, profile::Profile, rule::Rule,
    rules::stv::papers::Papers,
};

pub(crate) fn count_scottish(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    course::check(profile, Rule::StvScottish)?;
    let papers = Papers::of(profile, Rule::StvScottish)?;
    let seats = params.seats();
    course::outcome(profile, Rule::StvScottish, params, papers.len(), |breaker| {
        scottish::count(profile, &papers, seats, breaker)
    })
}

pub(crate) fn count_meek(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    course::check(profile, Rule::StvMeek)?;
    let papers = Papers::of(profile, Rule::StvMeek)?;
    let (tree, seats) = (tree::Tree::of(&papers)?, params.seats());
    // Each of perhaps a hundred rounds goes through the tree several times.
    let work = papers.len().saturating_mul(16);
    course::outcome(profile, Rule::StvMeek, params, work, |breaker| {
        meek::count(profile, &papers, &tree, seats, breaker)
    })
}
