//! From places to winners, the same for all rules that compare two by two.

use super::{Matrix, Relation};
use crate::{
    count::CountError,
    outcome::{Outcome, Pairs, PairwiseRanking, Ranked, Round},
    params::Params,
    profile::Profile,
    rule::Rule,
    ties::Standing,
};

/// What each option is worth, and what is told of it.
#[derive(Debug, Clone)]
pub(super) struct Merits {
    /// The higher the better; options of equal merit are tied.
    pub(super) merits: Vec<u64>,
    /// What the count calls their score.
    pub(super) scores: Vec<u64>,
    /// What the score is, as the head of a column.
    pub(super) measure: &'static str,
}

impl Merits {
    /// The places of an order in which some options may not be comparable.
    pub(super) fn of_order(above: &Relation, measure: &'static str) -> Self {
        let merits = above.depths().into_iter().map(|depth| u64::MAX - depth).collect();
        Self { merits, scores: above.counts(), measure }
    }
}

/// Compares the options, and begins an outcome with what comes of it.
pub(super) fn start(profile: &Profile, rule: Rule) -> Result<(Matrix, Vec<Round>), CountError> {
    let matrix = Matrix::of(profile, rule)?;
    let options = ids(profile, 0..matrix.size());
    let smith = matrix.dominances().into_iter().next().unwrap_or_default();
    let pairs = Pairs {
        rows: matrix.rows().map(<[u64]>::to_vec).collect(),
        condorcet: matrix.condorcet().and_then(|winner| options.get(winner).cloned()),
        smith: {
            let mut smith = smith;
            smith.sort_unstable();
            ids(profile, smith)
        },
        options,
    };
    Ok((matrix, vec![Round::Pairs(pairs)]))
}

/// Ranks the options and fills the seats.
pub(super) fn finish(
    profile: &Profile,
    rule: Rule,
    params: &Params,
    valid: u64,
    rounds: Vec<Round>,
    merits: Merits,
) -> Result<Outcome, CountError> {
    let standings = params.ties().sort(profile, &merits.merits)?;
    let score = |standing: &Standing| {
        merits.scores.get(standing.index.place()).copied().unwrap_or_default()
    };
    let mut outcome = Outcome::new(profile, rule, merits.scores.clone())
        .with_seats(params.seats())
        .with_valid(valid);
    for round in rounds {
        outcome.round(round);
    }
    let mut left = if valid == 0 { 0 } else { usize::from(params.seats().get()) };
    let (mut places, mut place) = (Vec::with_capacity(standings.len()), 1);
    for group in standings.chunk_by(|one, other| one.score == other.score) {
        if left > 0 {
            let mut tie = params.ties().explain(profile, group, group.len() > left);
            if let Some(tie) = &mut tie {
                tie.score = group.iter().map(score).min().unwrap_or_default();
            }
            outcome.tie(tie);
        }
        for standing in group {
            let elected = left > 0;
            if elected {
                left -= 1;
                outcome.elect(profile, standing.index);
            }
            let option = ids(profile, [standing.index.place()]).pop().unwrap_or_default();
            places.push(Ranked { place, option, score: score(standing), elected });
        }
        place += group.len();
    }
    let ranking = PairwiseRanking { measure: merits.measure, places };
    outcome.round(Round::PairwiseRanking(ranking));
    Ok(outcome)
}

/// The ids of options by their number in the list.
pub(super) fn ids(profile: &Profile, numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    let options = numbers.into_iter().filter_map(|number| profile.options().get(number));
    options.map(|option| option.id().to_owned()).collect()
}
