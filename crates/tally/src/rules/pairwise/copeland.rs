//! Copeland's rule: who wins the most comparisons.
//!
//! Defined: Copeland, "A 'Reasonable' Social Welfare Function" (University of Michigan, 1951), and
//! in its substance Ramon Llull, "Artifitium electionis personarum" (before 1283). Two points for
//! each option that it beats and one for each that it draws with: the usual 1 and 1/2, doubled so
//! that scores are whole, which changes no order. Llull gave a drawn comparison as much as a won
//! one, and others give it nothing; both can elect somebody else. Used by: leagues and
//! tournaments, as a round robin.
//!
//! How strong a victory is plays no part, so that [`Params::strength`] is not read.
//!
//! Traps: ties are frequent, as there are few possible scores; similar options that all lose to
//! one another's rivals change who wins; not proportional, see the parent module.

use super::{Merits, finish, finish::ids, start};
use crate::{
    count::CountError,
    outcome::{Comparison, Comparisons, Outcome, Round},
    params::Params,
    profile::Profile,
    rule::Rule,
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let (matrix, mut rounds) = start(profile, Rule::Copeland)?;
    let options = ids(profile, 0..matrix.size());
    let others = u64::try_from(matrix.size() - 1).unwrap_or(u64::MAX);
    let compared = |(option, (wins, losses)): (String, (u64, u64))| {
        let draws = others - wins - losses;
        Comparison { option, wins, draws, losses, points: 2 * wins + draws }
    };
    let options: Vec<Comparison> =
        options.into_iter().zip(matrix.wins_and_losses()).map(compared).collect();
    let scores: Vec<u64> = options.iter().map(|compared| compared.points).collect();
    rounds.push(Round::Comparisons(Comparisons { options }));
    let merits = Merits { merits: scores.clone(), scores, measure: "points" };
    finish(profile, Rule::Copeland, params, matrix.valid(), rounds, merits)
}
