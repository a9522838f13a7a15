//! Real elections with ranked ballots: Scottish wards, Debian 2007 and Burlington 2009. They stay
//! where they are; PARTICIPATION_DATA names the folder.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeMap, fs, num::NonZeroU16, path::PathBuf};

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Outcome, Params, PollOption, Profile, Round, Rule,
    Stage, TieBreak, count,
};
use serde_json::Value;

fn folder() -> Option<PathBuf> {
    let Some(root) = std::env::var_os("PARTICIPATION_DATA") else {
        println!("SKIPPED: PARTICIPATION_DATA is unset, so no real ranked ballots were counted");
        return None;
    };
    Some(PathBuf::from(root).join("ranked"))
}

fn expected(folder: &std::path::Path) -> BTreeMap<String, Value> {
    serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap()
}

fn at(number: &str) -> OptionIndex {
    OptionIndex::new(number.trim().parse::<u16>().unwrap() - 1)
}

fn options(names: &[String]) -> Vec<PollOption> {
    let numbered = names.iter().enumerate();
    numbered.map(|(n, name)| PollOption::new((n + 1).to_string(), name, Amount::from(0))).collect()
}

/// A plain reader of well-formed `.blt` files.
fn blt(text: &str) -> (Profile, NonZeroU16) {
    let mut lines = text.lines();
    let [candidates, seats]: [u16; 2] = numbers(lines.next().unwrap()).try_into().unwrap();
    let ballots: Vec<Vec<u16>> =
        lines.by_ref().map(numbers).take_while(|line| line != &[0]).collect();
    let names = lines.take(usize::from(candidates)).map(|name| name.trim_matches('"').to_owned());
    let kind = BallotKind::Ranking { longest: candidates.into() };
    let mut profile = Profile::new(kind, options(&names.collect::<Vec<_>>()), None).unwrap();
    for ballot in ballots {
        let (weight, ranking) = ballot.split_first().unwrap();
        let ranking: Vec<_> =
            ranking.iter().filter(|n| **n > 0).map(|n| OptionIndex::new(n - 1)).collect();
        profile.push(Ballot::Ranking(&ranking), u32::from(*weight)).unwrap();
    }
    (profile, NonZeroU16::new(seats).unwrap())
}

fn numbers(line: &str) -> Vec<u16> {
    line.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

/// A plain reader of well-formed `.toi` files.
fn toi(text: &str) -> Profile {
    let name =
        |line: &str| Some(line.strip_prefix("# ALTERNATIVE NAME ")?.split_once(": ")?.1.to_owned());
    let names: Vec<String> = text.lines().filter_map(name).collect();
    let mut profile = Profile::new(BallotKind::WeakOrder, options(&names), None).unwrap();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (weight, order) = line.split_once(':').unwrap();
        let (mut marks, mut place, mut shared) = (Vec::new(), 0, false);
        for part in order.split(',') {
            shared |= part.contains('{');
            marks.push((at(part.trim().trim_matches(['{', '}'])), place));
            shared &= !part.contains('}');
            place += u32::from(!shared);
        }
        profile.push(Ballot::WeakOrder(&marks), weight.trim().parse().unwrap()).unwrap();
    }
    profile
}

fn stages(outcome: &Outcome) -> Vec<&Stage> {
    let stages = outcome.rounds().iter().map(|round| {
        let Round::Stage(stage) = round else { panic!("{round:?}") };
        &**stage
    });
    stages.collect()
}

fn winners(outcome: &Outcome) -> Vec<u64> {
    outcome.winners().iter().map(|id| id.parse().unwrap()).collect()
}

#[test]
fn scottish_wards_are_counted_as_they_were_declared() {
    let Some(folder) = folder() else { return };
    let mut wards = 0;
    for (name, expected) in expected(&folder) {
        let Some(ward) = expected.get("scottish_stv") else { continue };
        let (profile, seats) = blt(&fs::read_to_string(folder.join(&name)).unwrap());
        let params = Params::default().with_seats(seats);
        let outcome = count(&profile, Rule::StvScottish, &params).unwrap();
        let stages = stages(&outcome);
        println!("{outcome}");
        assert_eq!(outcome.valid(), expected["valid"], "{name}");
        assert_eq!(stages[0].quota.to_string(), ward["quota"].to_string(), "{name}");
        assert_eq!(stages.len() as u64, ward["stages"], "{name}");
        let declared: Vec<u64> =
            serde_json::from_value(ward["winners_in_order_of_election"].clone()).unwrap();
        assert_eq!(winners(&outcome), declared, "{name}");
        for (id, name) in outcome.winners().iter().zip(ward["names"].as_array().unwrap()) {
            assert!(outcome.label(id).starts_with(name.as_str().unwrap()));
        }
        wards += 1;
    }
    assert!(wards >= 5, "only {wards} wards");
}

#[test]
fn meek_elects_others_where_that_is_known() {
    let Some(folder) = folder() else { return };
    let mut wards = 0;
    for (name, expected) in expected(&folder) {
        let Some(meek) = expected.get("meek_winners") else { continue };
        let (profile, seats) = blt(&fs::read_to_string(folder.join(&name)).unwrap());
        let params = Params::default().with_seats(seats);
        let outcome = count(&profile, Rule::StvMeek, &params).unwrap();
        println!("{outcome}");
        let mut winners = winners(&outcome);
        winners.sort_unstable();
        assert_eq!(winners, serde_json::from_value::<Vec<u64>>(meek.clone()).unwrap(), "{name}");
        wards += 1;
    }
    assert!(wards >= 1);
}

#[test]
fn instant_runoff_gives_the_published_rounds() {
    let Some(folder) = folder() else { return };
    let mut polls = 0;
    for (name, expected) in expected(&folder) {
        let Some(rounds) = expected.get("irv_rounds") else { continue };
        let profile = toi(&fs::read_to_string(folder.join(&name)).unwrap());
        assert_eq!(profile.weight(), expected["ballots"], "{name}");
        let params = Params::default().with_ties(TieBreak::Listed);
        let outcome = count(&profile, Rule::Irv, &params).unwrap();
        println!("{outcome}");
        let rounds = rounds.as_array().unwrap();
        assert_eq!(stages(&outcome).len(), rounds.len(), "{name}");
        for (stage, round) in stages(&outcome).iter().zip(rounds) {
            let round = round.as_object().unwrap();
            assert_eq!(stage.votes.len(), round.len(), "{name} {}", stage.number);
            for (option, votes) in round {
                // Some labels hold the party too, and some files of results the surname alone.
                let of = |id: &str| outcome.label(id).contains(option.as_str());
                let found: Vec<_> = stage.votes.iter().filter(|(id, _)| of(id)).collect();
                assert_eq!(found.len(), 1, "{name}: {option}");
                assert_eq!(found[0].1.to_string(), votes.to_string(), "{name}: {option}");
            }
        }
        let winner = outcome.label(&outcome.winners()[0]);
        assert!(winner.contains(expected["irv_own"].as_str().unwrap()), "{winner}");
        polls += 1;
    }
    assert!(polls >= 2);
}
