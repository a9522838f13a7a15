//! Minimax: whose worst defeat is the least.
//!
//! Defined: Simpson, "On Defining Areas of Voter Choice" (Quarterly Journal of Economics 83,
//! 1969) and Kramer, "A Dynamical Model of Political Equilibrium" (Journal of Economic Theory 16,
//! 1977). By winning votes a defeat counts the votes of the winning side, by margins those less
//! the votes of the losing side; comparisons that are won or drawn count nothing. A third
//! variant in books, the most votes against whether or not it is a defeat, is not offered: it can
//! pass over the Condorcet winner. Used by: small groups, as the simplest rule that elects the
//! Condorcet winner.
//!
//! The score is the worst defeat, and **lower is better**; 0 is undefeated.
//!
//! Traps: it can elect somebody who loses to every other option, if by little each time, and
//! it can elect from outside the Smith set; similar options change who wins; not proportional, see
//! the parent module. Equal votes are equal here, whatever the votes against.

use super::{Matrix, Merits, finish, finish::ids, start};
use crate::{
    count::CountError,
    outcome::{Outcome, Round, WorstDefeat, WorstDefeats},
    params::Params,
    profile::Profile,
    rule::Rule,
    strength::Strength,
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let (matrix, mut rounds) = start(profile, Rule::Minimax)?;
    let worst = worst(&matrix, params.strength());
    let defeats = ids(profile, 0..matrix.size()).into_iter().zip(&worst);
    let told = |(option, (strength, by)): (String, &(u64, Vec<usize>))| WorstDefeat {
        option,
        strength: *strength,
        by: ids(profile, by.iter().copied()),
    };
    rounds.push(Round::WorstDefeats(WorstDefeats {
        strength: params.strength(),
        defeats: defeats.map(told).collect(),
    }));
    let scores: Vec<u64> = worst.into_iter().map(|(strength, _)| strength).collect();
    let merits = scores.iter().map(|worst| u64::MAX - worst).collect();
    let merits = Merits { merits, scores, measure: "defeat" };
    finish(profile, Rule::Minimax, params, matrix.valid(), rounds, merits)
}

/// For each option its worst defeat, and by whom.
fn worst(matrix: &Matrix, strength: Strength) -> Vec<(u64, Vec<usize>)> {
    let mut worst = vec![(0, Vec::new()); matrix.size()];
    for (winner, loser, votes, against) in matrix.victories() {
        let defeat = match strength {
            Strength::WinningVotes => votes,
            Strength::Margins => votes - against,
        };
        if let Some((known, by)) = worst.get_mut(loser) {
            if defeat > *known {
                by.clear();
                *known = defeat;
            }
            if defeat == *known {
                by.push(winner);
            }
        }
    }
    worst
}
