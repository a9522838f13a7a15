//! The rules that compare options two by two, on examples that are counted by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::num::NonZeroU16;

use participation_tally::{
    Amount, Ballot, BallotKind, CountError, LockedPairs, MAX_PAIRWISE_OPTIONS, OptionIndex,
    Outcome, Pairs, Params, PollOption, Profile, Round, Rule, Strength, StrongestPaths, TieBreak,
    count,
};

const RULES: [Rule; 4] = [Rule::Schulze, Rule::RankedPairs, Rule::Minimax, Rule::Copeland];

/// Ballots such as `acb` or `a(bc)`, each with its weight; options are single letters.
fn profile(options: &str, ballots: &[(u32, &str)]) -> Profile {
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

fn counted(profile: &Profile, rule: Rule) -> Outcome {
    count(profile, rule, &Params::default()).unwrap()
}

fn winner(profile: &Profile, rule: Rule, strength: Strength) -> String {
    let params = Params::default().with_strength(strength);
    count(profile, rule, &params).unwrap().winners().concat()
}

/// The places such as `ab=c`: a, then b and c tied.
fn ranking(outcome: &Outcome) -> String {
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

fn pairs(outcome: &Outcome) -> &Pairs {
    let Round::Pairs(pairs) = &outcome.rounds()[0] else { panic!("no pairs") };
    pairs
}

fn paths(outcome: &Outcome) -> &StrongestPaths {
    let Round::StrongestPaths(paths) = &outcome.rounds()[1] else { panic!("no paths") };
    paths
}

fn locks(outcome: &Outcome) -> &LockedPairs {
    let Round::LockedPairs(locks) = &outcome.rounds()[1] else { panic!("no locks") };
    locks
}

fn scores(outcome: &Outcome) -> Vec<u64> {
    outcome.scores().iter().map(|(_, score)| *score).collect()
}

/// Memphis, Nashville, Chattanooga and Knoxville choose a capital.
fn tennessee() -> Profile {
    profile("mnck", &[(42, "mnck"), (26, "ncknm"[..4].as_ref()), (15, "cknm"), (17, "kcnm")])
}

/// Example 1 of Schulze's papers: 45 voters, five options.
fn schulze_example() -> Profile {
    profile(
        "abcde",
        &[
            (5, "acbed"),
            (5, "adecb"),
            (8, "bedac"),
            (3, "cabed"),
            (7, "caebd"),
            (2, "cbade"),
            (7, "dceba"),
            (8, "ebadc"),
        ],
    )
}

/// A circle a > b > c > a without d in it, and a d who loses to all of them by little. By hand
/// below: the three rules that look at strength disagree.
fn four_ways() -> Profile {
    profile("abcd", &[])
}

#[test]
fn tennessee_chooses_nashville_by_all_four() {
    let profile = tennessee();
    let outcome = counted(&profile, Rule::Schulze);
    assert_eq!(pairs(&outcome).rows[1], [58, 0, 68, 68]);
    assert_eq!(pairs(&outcome).condorcet.as_deref(), Some("n"));
    assert_eq!(pairs(&outcome).smith, ["n"]);
    for rule in RULES {
        for strength in Strength::ALL {
            assert_eq!(winner(&profile, rule, strength), "n", "{rule}");
        }
        // Minimax puts the undefeated first and Memphis (58 to 42 each time) before Knoxville
        // (lost 83 to 17 to Chattanooga).
        let ranked = if rule == Rule::Minimax { "nmck" } else { "nckm" };
        assert_eq!(ranking(&counted(&profile, rule)), ranked, "{rule}");
    }
    assert_eq!(scores(&counted(&profile, Rule::Minimax)), [58, 0, 68, 83]);
    assert_eq!(scores(&counted(&profile, Rule::Copeland)), [0, 6, 4, 2]);
    assert_eq!(scores(&counted(&profile, Rule::RankedPairs)), [0, 3, 2, 1]);
}

#[test]
fn the_first_example_of_schulze_is_counted_as_in_his_paper() {
    let outcome = counted(&schulze_example(), Rule::Schulze);
    assert_eq!(
        pairs(&outcome).rows,
        [
            [0, 20, 26, 30, 22],
            [25, 0, 16, 33, 18],
            [19, 29, 0, 17, 24],
            [15, 12, 28, 0, 14],
            [23, 27, 21, 31, 0]
        ]
    );
    assert_eq!(
        paths(&outcome).rows,
        [
            [0, 28, 28, 30, 24],
            [25, 0, 28, 33, 24],
            [25, 29, 0, 29, 24],
            [25, 28, 28, 0, 24],
            [25, 28, 28, 31, 0]
        ]
    );
    assert_eq!(ranking(&outcome), "eacbd");
    assert_eq!(scores(&outcome), [3, 1, 2, 0, 4]);
    assert!(pairs(&outcome).condorcet.is_none());
    // E over A: e > a is lost 22 to 23... the chain e > a is a victory, and a > c > e goes back.
    let contest = paths(&outcome).contests.iter().find(|it| it.for_it.path == ["e", "d", "c", "a"]);
    assert!(contest.is_none());
    let contests: Vec<String> = paths(&outcome)
        .contests
        .iter()
        .map(|it| {
            let (one, other) = (&it.for_it, &it.against_it);
            format!(
                "{} {} {} {}",
                one.path.concat(),
                one.strength,
                other.path.concat(),
                other.strength
            )
        })
        .collect();
    assert_eq!(contests.len(), 10);
    println!("{contests:#?}\n{outcome}\n{}", counted(&schulze_example(), Rule::RankedPairs));
    let _ = four_ways();
}
