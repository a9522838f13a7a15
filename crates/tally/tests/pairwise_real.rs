//! Two real elections with published or reference outcomes: Debian 2007 and Burlington 2009.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::{fs, path::PathBuf};

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Outcome, Params, PollOption, Profile, Round, Rule,
    Strength, count,
};
use serde_json::Value;

const FILES: [&str; 2] = ["debian-2007.toi", "burlington-2009.toi"];

/// Profile and expectations of each file; none, loudly, when there is no folder.
fn files() -> Vec<(&'static str, Profile, Value)> {
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA does not name the folder of real data");
        return Vec::new();
    };
    let folder = PathBuf::from(data).join("ranked");
    let expected: Value =
        serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let file = |name| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        (name, profile(&text), expected[name].clone())
    };
    FILES.map(file).to_vec()
}

/// Only as much of the format as these two files use.
fn profile(text: &str) -> Profile {
    let names = text.lines().filter_map(|line| line.strip_prefix("# ALTERNATIVE NAME "));
    let options = names.map(|line| {
        let (id, label) = line.split_once(": ").unwrap();
        PollOption::new(id, label, Amount::from(0))
    });
    let mut profile = Profile::new(BallotKind::WeakOrder, options.collect(), None).unwrap();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (weight, order) = line.split_once(": ").unwrap();
        let (mut marks, mut place, mut shared) = (Vec::new(), 0, false);
        for word in order.split(',') {
            place += u32::from(!shared);
            shared = (shared || word.starts_with('{')) && !word.ends_with('}');
            let number: u16 = word.trim_matches(['{', '}']).parse().unwrap();
            marks.push((OptionIndex::new(number - 1), place));
        }
        profile.push(Ballot::WeakOrder(&marks), weight.parse().unwrap()).unwrap();
    }
    profile
}

fn ranking(outcome: &Outcome) -> Vec<(usize, String)> {
    let Some(Round::PairwiseRanking(ranking)) = outcome.rounds().last() else {
        panic!("no ranking")
    };
    let place = |ranked: &participation_tally::Ranked| {
        (ranked.place, outcome.label(&ranked.option).to_owned())
    };
    ranking.places.iter().map(place).collect()
}

#[test]
fn the_reference_outcomes_are_reproduced() {
    for (name, profile, expected) in files() {
        assert_eq!(profile.weight(), expected["ballots"], "{name}");
        for (rule, key) in [
            (Rule::RankedPairs, "ranked_pairs"),
            (Rule::Minimax, "minimax"),
            (Rule::Copeland, "copeland"),
        ] {
            let outcome = count(&profile, rule, &Params::default()).unwrap();
            let winner = outcome.label(&outcome.winners()[0]);
            assert_eq!(outcome.winners().len(), 1);
            assert!(winner.contains(expected[key][0].as_str().unwrap()), "{name} {rule} {winner}");
        }
        let outcome = count(&profile, Rule::Schulze, &Params::default()).unwrap();
        let ranking = ranking(&outcome);
        let names = expected["schulze_ranking_winning_votes"].as_array().unwrap();
        assert_eq!(ranking.len(), names.len());
        for ((expected_place, name), (place, label)) in (1..).zip(names).zip(&ranking) {
            assert_eq!(*place, expected_place, "{label} shares a place");
            assert!(label.contains(name.as_str().unwrap()), "{place} {label}, not {name}");
        }
        println!("{name}:\n{outcome}");
    }
}

#[test]
fn the_condorcet_winner_is_named_and_elected_by_both_measures() {
    for (name, profile, expected) in files() {
        let winner = expected["condorcet_winner"].as_str().unwrap();
        for rule in [Rule::Schulze, Rule::RankedPairs, Rule::Minimax, Rule::Copeland] {
            for strength in Strength::ALL {
                let params = Params::default().with_strength(strength);
                let outcome = count(&profile, rule, &params).unwrap();
                let Round::Pairs(pairs) = &outcome.rounds()[0] else { panic!("no pairs") };
                let named = pairs.condorcet.clone().unwrap();
                assert!(outcome.label(&named).contains(winner), "{name}");
                assert_eq!(outcome.winners(), [named], "{name} {rule}");
            }
        }
    }
}

#[test]
fn no_real_text_is_wider_than_80_columns() {
    for (name, profile, _) in files() {
        for rule in [Rule::Schulze, Rule::RankedPairs, Rule::Minimax, Rule::Copeland] {
            for line in count(&profile, rule, &Params::default()).unwrap().to_string().lines() {
                assert!(line.chars().count() <= 80, "{name} {rule}: {line}");
            }
        }
    }
}
