//! Real elections: Burlington 2009, Debian 2007, and participatory budgets with points.

use std::{fs, path::PathBuf};

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Outcome, Params, PollOption, Profile, Round, Rule,
    WhyAside, count, pabulib::PbFile,
};

use crate::build::asides;

/// The folder of real data; loudly nothing where there is none.
fn data() -> Option<PathBuf> {
    let data = std::env::var_os("PARTICIPATION_DATA");
    if data.is_none() {
        eprintln!("SKIPPED: PARTICIPATION_DATA does not name the folder of real data");
    }
    data.map(PathBuf::from)
}

/// A PrefLib file, read as far as these two need it: `weight: 1,2,{3,4}`.
fn ranked(name: &str) -> Option<Profile> {
    let text = fs::read_to_string(data()?.join("ranked").join(name)).unwrap();
    let mut options = Vec::new();
    let mut profile = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(meta) = line.strip_prefix("# ALTERNATIVE NAME ") {
            let (id, label) = meta.split_once(": ").unwrap();
            options.push(PollOption::new(id, label, Amount::from(0)));
        } else if !line.starts_with('#') {
            let profile = profile.get_or_insert_with(|| {
                Profile::new(BallotKind::WeakOrder, options.clone(), None).unwrap()
            });
            let (weight, order) = line.split_once(':').unwrap();
            let (mut marks, mut place, mut inside) = (Vec::new(), 0, false);
            for part in order.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                inside |= part.starts_with('{');
                let id: u16 = part.trim_matches(['{', '}']).trim().parse().unwrap();
                marks.push((OptionIndex::new(id - 1), place));
                inside &= !part.ends_with('}');
                place += u32::from(!inside);
            }
            profile.push(Ballot::WeakOrder(&marks), weight.parse().unwrap()).unwrap();
        }
    }
    profile
}

fn shown(profile: &Profile, rule: Rule) -> Outcome {
    let outcome = count(profile, rule, &Params::default()).unwrap();
    let table = outcome.to_string();
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    eprintln!("{table}");
    outcome
}

fn second_round(outcome: &Outcome) -> (Vec<u64>, u64) {
    let found = outcome.rounds().iter().find_map(|round| match round {
        Round::SecondRound(round) => {
            Some((round.votes.iter().map(|it| it.votes).collect(), round.neither))
        }
        _ => None,
    });
    found.unwrap()
}

#[test]
fn burlington_elects_wright_by_plurality_and_kiss_in_two_rounds() {
    let Some(profile) = ranked("burlington-2009.toi") else { return };
    let outcome = shown(&profile, Rule::Plurality);
    assert_eq!((outcome.winners(), outcome.valid()), (&["5".to_owned()][..], 8_976));
    assert_eq!(outcome.label("5"), "Kurt Wright (Republican)");
    assert_eq!(asides(&outcome), [(WhyAside::SharedFirst, 4)]);
    let votes: Vec<u64> = outcome.scores().iter().map(|(_, votes)| *votes).collect();
    assert_eq!(votes, [2_585, 2_063, 35, 1_306, 2_951, 36]);
    // The published last round of the instant runoff has the same two with the same votes.
    let outcome = shown(&profile, Rule::TwoRound);
    assert_eq!(outcome.winners(), ["1"]);
    assert_eq!(second_round(&outcome), (vec![4_314, 4_064], 602));
}

#[test]
fn debian_elects_hocevar_in_two_rounds() {
    let Some(profile) = ranked("debian-2007.toi") else { return };
    let outcome = shown(&profile, Rule::TwoRound);
    assert_eq!((outcome.ballots(), outcome.valid()), (482, 437));
    assert_eq!(outcome.label(&outcome.winners()[0]), "Sam Hocevar");
    // As in the last round of the instant runoff.
    assert_eq!(second_round(&outcome), (vec![211, 203], 68));
}

#[test]
fn budgets_with_points_and_rankings_have_the_scores_that_they_publish() {
    let Some(data) = data() else { return };
    for (name, by, differ) in [
        ("Poland_Czestochowa_2024_Grabowka.pb", "added up", 0),
        ("Poland_Gdansk_2020_Rudniki.pb", "added up", 0),
        ("Switzerland_Zurich_S5R.pb", "a first place is worth 5", 1),
    ] {
        let file = PbFile::read(name, &fs::read(data.join("pabulib").join(name)).unwrap()).unwrap();
        let outcome = shown(file.profile(), Rule::Score);
        assert!(outcome.to_string().contains(by), "{name}");
        let scores: Vec<u64> = outcome.scores().iter().map(|(_, score)| *score).collect();
        assert_eq!(scores, file.profile().scores().unwrap(), "{name}");
        // Zurich's file gives one short ranking fewer points than Borda with its max_length does.
        assert_eq!(file.disagreements().unwrap().len(), differ, "{name}");
        assert_eq!(outcome.winners().len(), 1, "{name}");
        if let BallotKind::Points { .. } = file.profile().kind() {
            let outcome = shown(file.profile(), Rule::MajorityJudgment);
            assert_eq!(outcome.winners().len(), 1, "{name}");
        }
    }
}
