//! Schulze's rule: the strongest chain of victories.
//!
//! Defined: Schulze, "A new monotonic, clone-independent, reversal symmetric, and
//! Condorcet-consistent single-winner election method" (Social Choice and Welfare 36, 2011), and
//! "The Schulze Method of Voting" (arXiv 1804.02973). A chain of victories from `a` to `b` is as
//! strong as its weakest victory; `a` stands above `b` when the strongest chain from `a` to `b`
//! is stronger than the strongest from `b` to `a`. That is always an order. Whoever has nobody
//! above them wins.
//!
//! Used by: Debian, Gentoo, pirate parties, and many associations of programmers. Debian's
//! constitution (A.6) describes it otherwise: it drops the weakest defeats among those whom nobody
//! outside beats in turn (the Schwartz set) until no defeat is left among them. The winners are
//! the same. Debian first drops options that do not beat the default option with their majority
//! or their quorum, which is not done here, and leaves what is then tied to a casting vote.
//!
//! Strength is measured by winning votes or margins ([`Strength`]). By winning
//! votes, of two victories with equal votes the one with fewer votes against is stronger, as in
//! Schulze's papers and at Debian; simpler descriptions leave that out and have more ties.
//!
//! Traps: a chain can be hard to explain to those who lose by one; adding an irrelevant option can
//! still change who wins; not proportional, see the parent module. Pairs of equal votes link
//! nobody: taking them for links of no strength would change no comparison.

use super::{EXPLAINED, Links, Matrix, Merits, Relation, finish, finish::ids, shortest, start};
use crate::{
    count::CountError,
    outcome::{Chain, Contest, Outcome, Round, StrongestPaths},
    params::Params,
    profile::Profile,
    rule::Rule,
    strength::Strength,
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let (matrix, mut rounds) = start(profile, Rule::Schulze)?;
    let links = Links::of(&matrix, params.strength());
    let chains = links.strongest_chains();
    let mut above = Relation::new(matrix.size());
    for one in 0..matrix.size() {
        for other in 0..matrix.size() {
            if chains.rank(one, other) > chains.rank(other, one) {
                above.set(one, other);
            }
        }
    }
    rounds.push(Round::StrongestPaths(StrongestPaths {
        strength: params.strength(),
        options: ids(profile, 0..matrix.size()),
        rows: rows(&matrix, &chains),
        contests: contests(profile, &matrix, &links, &chains, params.strength()),
    }));
    let merits = Merits::of_order(&above, "above");
    finish(profile, Rule::Schulze, params, matrix.valid(), rounds, merits)
}

fn rows(matrix: &Matrix, chains: &Links) -> Vec<Vec<u64>> {
    let strength = |from: usize, to: usize| match from == to {
        true => 0,
        false => chains.force(chains.rank(from, to)).0,
    };
    let row = |from: usize| (0..matrix.size()).map(|to| strength(from, to)).collect();
    (0..matrix.size()).map(row).collect()
}

/// The pairs with chains both ways, for those who follow by hand.
fn contests(
    profile: &Profile,
    matrix: &Matrix,
    links: &Links,
    chains: &Links,
    strength: Strength,
) -> Vec<Contest> {
    if matrix.size() > EXPLAINED {
        return Vec::new();
    }
    let chain = |from: usize, to: usize| {
        let rank = chains.rank(from, to);
        let steps = shortest(matrix.size(), from, to, |one, next| links.rank(one, next) >= rank);
        let (votes, against) = chains.force(rank);
        Chain {
            path: ids(profile, steps),
            strength: votes,
            against: (strength == Strength::WinningVotes).then_some(against.0),
        }
    };
    let mut contests = Vec::new();
    for one in 0..matrix.size() {
        for other in one + 1..matrix.size() {
            let (there, back) = (chains.rank(one, other), chains.rank(other, one));
            if there == 0 || back == 0 {
                continue;
            }
            let (over, under) = if back > there { (other, one) } else { (one, other) };
            contests.push(Contest {
                for_it: chain(over, under),
                against_it: chain(under, over),
                equal: there == back,
            });
        }
    }
    contests
}
