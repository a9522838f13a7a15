//! Polls of single letters, and what to ask their outcomes.

use participation_tally::{
    Amount, Ballot, BallotKind, LockedPairs, OptionIndex, Outcome, Pairs, Params, PollOption,
    Profile, Round, Rule, Strength, StrongestPaths, count,
};

pub(crate) const RULES: [Rule; 4] =
    [Rule::Schulze, Rule::RankedPairs, Rule::Minimax, Rule::Copeland];

/// Ballots such as `acb` or `a(bc)`, each with its weight; options are single letters.
pub(crate) fn profile(options: &str, ballots: &[(u32, &str)]) -> Profile {
    let listed = options.chars().map(|id| PollOption::new(id, "", Amount::from(0)));
    let mut profile = Profile::new(BallotKind::WeakOrder, listed.collect(), None).unwrap();
    for (weight, ballot) in ballots {
        let (mut marks, mut place, mut shared) = (Vec::new(), 0, false);
        for letter in ballot.chars() {
            match letter {
                '(' => (place, shared) = (place + 1, true),
                ')' => shared = false,
                letter => {
                    place += u32::from(!shared);
                    let number = options.chars().position(|option| option == letter).unwrap();
                    marks.push((OptionIndex::new(number as u16), place));
                }
            }
        }
        profile.push(Ballot::WeakOrder(&marks), *weight).unwrap();
    }
    profile
}

pub(crate) fn counted(profile: &Profile, rule: Rule) -> Outcome {
    count(profile, rule, &Params::default()).unwrap()
}

pub(crate) fn winner(profile: &Profile, rule: Rule, strength: Strength) -> String {
    let params = Params::default().with_strength(strength);
    count(profile, rule, &params).unwrap().winners().concat()
}

/// The places such as `ab=c`: a, then b and c tied.
pub(crate) fn ranking(outcome: &Outcome) -> String {
    let Some(Round::PairwiseRanking(ranking)) = outcome.rounds().last() else { panic!("none") };
    let mut text = String::new();
    let mut last = 0;
    for ranked in &ranking.places {
        if ranked.place == last {
            text.push('=');
        }
        last = ranked.place;
        text.push_str(&ranked.option);
    }
    text
}

pub(crate) fn pairs(outcome: &Outcome) -> &Pairs {
    let Round::Pairs(pairs) = &outcome.rounds()[0] else { panic!("no pairs") };
    pairs
}

pub(crate) fn paths(outcome: &Outcome) -> &StrongestPaths {
    let Round::StrongestPaths(paths) = &outcome.rounds()[1] else { panic!("no paths") };
    paths
}

pub(crate) fn locks(outcome: &Outcome) -> &LockedPairs {
    let Round::LockedPairs(locks) = &outcome.rounds()[1] else { panic!("no locks") };
    locks
}

pub(crate) fn scores(outcome: &Outcome) -> Vec<u64> {
    outcome.scores().iter().map(|(_, score)| *score).collect()
}
