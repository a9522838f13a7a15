//! Ranked pairs: the strongest victories are locked, unless they close a circle.
//!
//! Defined: Tideman, "Independence of Clones as a Criterion for Voting Rules" (Social Choice and
//! Welfare 4, 1987), amended in Zavist and Tideman, "Complete Independence of Clones in the Ranked
//! Pairs Rule" (Social Choice and Welfare 6, 1989). Victories are taken from the strongest down;
//! each is locked unless the locked ones already lead from its loser to its winner. Whoever
//! has nobody locked above them wins. Tideman measures by margins; by winning votes (and of equal
//! ones the fewer votes against) it is also known as Maximize Affirmed Majorities. Used by:
//! societies that want a rule that can be followed step by step.
//!
//! **Equal victories** are taken in an order that [`TieBreak`](crate::TieBreak) gives: its order
//! of options is the tie-breaking ranking of Zavist and Tideman, and of two equal victories the
//! one whose loser is lower in it goes first, then the one whose winner is higher (Eppley's order
//! of pairs). This knows options only by their place in that ranking. Where the order matters,
//! because one of several equal victories is left out for another, the outcome lists a tie: its
//! score is the strength of those victories and its options are those whom they join. It is
//! called decisive whenever it touches a group of options some of which are elected and some
//! not, cut so that each group beats all options that follow; to know whether another order
//! really elects others, all orders would have to be tried. Tideman's paper counts whoever wins in
//! some order as tied.
//!
//! Traps: programs differ in what they do with equal victories, so name the tie-break beforehand;
//! pairs of equal votes are not victories and lock nothing; not proportional, see the parent
//! module.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{EXPLAINED, Links, Matrix, Merits, Relation, finish, finish::ids, shortest, start};
use crate::{
    count::CountError,
    outcome::{LockedPairs, Outcome, Round, Victory},
    params::Params,
    profile::Profile,
    rule::Rule,
    ties::Tie,
};

/// A victory, and what became of it.
#[derive(Debug, Clone)]
struct Pair {
    winner: usize,
    loser: usize,
    rank: u32,
    votes: u64,
    against: u64,
    /// The locked chain from its loser to its winner, as far as it is written out.
    circle: Vec<usize>,
    locked: bool,
}

/// Equal victories of which the tie-break left one out.
#[derive(Debug, Clone)]
struct Choice {
    strength: u64,
    joined: Vec<usize>,
    left_out: Vec<usize>,
}

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let (matrix, mut rounds) = start(profile, Rule::RankedPairs)?;
    let links = Links::of(&matrix, params.strength());
    let places = places(profile, params, matrix.size())?;
    let mut pairs = sorted(&matrix, &links, &places);
    let (above, choices) = lock(&mut pairs, &links, matrix.size());
    rounds.push(Round::LockedPairs(LockedPairs {
        strength: params.strength(),
        victories: pairs.into_iter().map(|pair| told(profile, &links, pair)).collect(),
    }));
    let merits = Merits::of_order(&above, "above");
    let mut outcome = finish(profile, Rule::RankedPairs, params, matrix.valid(), rounds, merits)?;
    let elected = outcome.elected().len();
    for tie in ties(profile, params, &matrix, &places, elected, choices) {
        outcome.tie(Some(tie));
    }
    Ok(outcome)
}

/// For each option its place in the tie-breaking ranking.
fn places(profile: &Profile, params: &Params, size: usize) -> Result<Vec<usize>, CountError> {
    let mut places = vec![0; size];
    for (place, standing) in params.ties().sort(profile, &[])?.into_iter().enumerate() {
        if let Some(known) = places.get_mut(standing.index.place()) {
            *known = place;
        }
    }
    Ok(places)
}

fn sorted(matrix: &Matrix, links: &Links, places: &[usize]) -> Vec<Pair> {
    let pair = |(winner, loser, votes, against)| {
        let rank = links.rank(winner, loser);
        Pair { winner, loser, rank, votes, against, circle: Vec::new(), locked: false }
    };
    let mut pairs: Vec<Pair> = matrix.victories().map(pair).collect();
    let place = |option: usize| places.get(option).copied().unwrap_or(usize::MAX);
    pairs.sort_unstable_by_key(|pair| {
        (Reverse(pair.rank), Reverse(place(pair.loser)), place(pair.winner))
    });
    pairs
}

/// Locks what closes no circle; gives who then stands above whom, and where the order of equal
/// victories mattered.
fn lock(pairs: &mut [Pair], links: &Links, size: usize) -> (Relation, Vec<Choice>) {
    let (mut above, mut locked) = (Relation::new(size), Relation::new(size));
    let mut choices = Vec::new();
    for equal in pairs.chunk_by_mut(|one, other| one.rank == other.rank) {
        // What stronger victories contradict is out in every order.
        let open: Vec<bool> =
            equal.iter().map(|pair| !above.has(pair.loser, pair.winner)).collect();
        for pair in equal.iter_mut() {
            pair.locked = !above.has(pair.loser, pair.winner);
            if pair.locked {
                above.close(pair.winner, pair.loser);
                locked.set(pair.winner, pair.loser);
            } else if size <= EXPLAINED {
                let step = |one, next| locked.has(one, next);
                pair.circle = shortest(size, pair.loser, pair.winner, step);
            }
        }
        // All that was open fits together unless one was left out, and then another order would
        // have locked that one.
        let open: Vec<&Pair> =
            equal.iter().zip(open).filter_map(|(pair, open)| open.then_some(pair)).collect();
        if open.iter().any(|pair| !pair.locked) {
            choices.push(Choice {
                strength: open.first().map_or(0, |pair| links.force(pair.rank).0),
                joined: open.iter().flat_map(|pair| [pair.winner, pair.loser]).collect(),
                left_out: open.iter().filter(|pair| !pair.locked).map(|pair| pair.loser).collect(),
            });
        }
    }
    (above, choices)
}

fn told(profile: &Profile, links: &Links, pair: Pair) -> Victory {
    let id = |option: usize| ids(profile, [option]).pop().unwrap_or_default();
    Victory {
        winner: id(pair.winner),
        loser: id(pair.loser),
        strength: links.force(pair.rank).0,
        votes: pair.votes,
        against: pair.against,
        locked: pair.locked,
        circle: ids(profile, pair.circle),
    }
}

/// What is said where the order of equal victories mattered; nothing when nobody is elected.
fn ties(
    profile: &Profile,
    params: &Params,
    matrix: &Matrix,
    places: &[usize],
    elected: usize,
    choices: Vec<Choice>,
) -> Vec<Tie> {
    if elected == 0 || choices.is_empty() {
        return Vec::new();
    }
    // A circle never leaves a group that beats all options after it, so that only the groups
    // with a victory left out are concerned.
    let (mut group_of, mut straddles, mut start) = (vec![0; matrix.size()], Vec::new(), 0);
    for (number, group) in matrix.dominances().iter().enumerate() {
        for option in group {
            if let Some(known) = group_of.get_mut(*option) {
                *known = number;
            }
        }
        let end = start + group.len();
        straddles.push(start < elected && elected < end);
        start = end;
    }
    let group_of = |option: &usize| group_of.get(*option).copied().unwrap_or_default();
    let tie = |choice: Choice| {
        let concerned: BTreeSet<usize> = choice.left_out.iter().map(group_of).collect();
        let decisive = concerned.iter().any(|group| straddles.get(*group) == Some(&true));
        let mut joined = choice.joined;
        joined.retain(|option| concerned.contains(&group_of(option)));
        joined.sort_unstable_by_key(|option| places.get(*option).copied());
        joined.dedup();
        let (options, by) = (ids(profile, joined), params.ties().name());
        Tie { score: choice.strength, options, by, decisive }
    };
    choices.into_iter().map(tie).collect()
}
