//! What is written is read the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeMap, num::NonZeroU16};

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, PollOption, Profile,
    blt::{self, BltFile, BltWriteError},
    pabulib::{self, Header, PbFile, PbWriteError, VoteType},
    preflib::{self, DataType, PrefLibFile, PrefLibWriteError},
};
use proptest::prelude::*;

fn same(one: &Profile, other: &Profile) {
    assert_eq!(one.kind(), other.kind());
    assert_eq!(one.options(), other.options());
    assert_eq!(one.budget(), other.budget());
    assert!(one.ballots().eq(other.ballots()));
}

/// A profile of any kind, its options numbered from 1.
fn profiles(kinds: &'static [&'static str]) -> impl Strategy<Value = Profile> {
    let label = prop::sample::select(vec![
        "Àgora",
        "a;b",
        "say \"hi\"",
        "\"",
        "a\" \"b",
        "\"\"",
        "x # y",
        "a, b",
        "two  spaces",
        "{1}",
        "-3",
        "12",
    ]);
    let option = (label, 0..1_000_u64, 0..3_u8);
    let ballot = (
        prop::collection::vec((any::<prop::sample::Index>(), 0..9_u32, any::<bool>()), 0..6),
        prop_oneof![3 => Just(1_u32), 1 => 1..=u32::MAX],
    );
    let options = prop::collection::vec(option, 1..7);
    (
        options,
        prop::collection::vec(ballot, 0..8),
        prop::sample::select(kinds),
        0..4_u32,
        0..99_999_u64,
    )
        .prop_map(|(options, ballots, kind, extra, budget)| {
            let all = options.len() as u32;
            let options = options.into_iter().zip(1..).map(|((label, cost, decimals), number)| {
                let number: u32 = number;
                PollOption::new(number.to_string(), label, Amount::from_units(cost, decimals))
            });
            let kind = match kind {
                "approval" => BallotKind::Approval,
                "points" => BallotKind::Points { unlisted: extra },
                "ranking" => BallotKind::Ranking { longest: all },
                "longer" => BallotKind::Ranking { longest: all + extra },
                _ => BallotKind::WeakOrder,
            };
            let budget = Some(Amount::from_units(budget, 2));
            let mut profile = Profile::new(kind, options.collect(), budget).unwrap();
            for (marks, weight) in ballots {
                let mut seen = Vec::new();
                let mut place = 1;
                let mut given = Vec::new();
                for (index, points, shares) in marks {
                    let option = OptionIndex::new(index.index(all as usize) as u16);
                    if seen.contains(&option) {
                        continue;
                    }
                    place += u32::from(!shares && !seen.is_empty());
                    seen.push(option);
                    given
                        .push((option, if kind == BallotKind::WeakOrder { place } else { points }));
                }
                let ballot = match kind {
                    BallotKind::Approval => Ballot::Approval(&seen),
                    BallotKind::Points { .. } => Ballot::Points(&given),
                    BallotKind::WeakOrder => Ballot::WeakOrder(&given),
                    _ => Ballot::Ranking(&seen),
                };
                profile.push(ballot, weight).unwrap();
            }
            profile
        })
}

fn header(vote_type: VoteType) -> Header {
    Header::new(vote_type)
        .with("description", "A vote; \"ours\"\nand yours")
        .with("country", "Catalunya")
        .with("unit", "Ateneu")
        .with("instance", "2026")
        .with("rule", "greedy")
        .with("date_begin", "01.02.2026")
        .with("date_end", "2026")
}

proptest! {
    #[test]
    fn a_pb_file_that_was_written_is_read_the_same(
        profile in profiles(&["approval", "points", "longer"]),
        other in any::<bool>(),
    ) {
        let vote_type = match profile.kind() {
            BallotKind::Approval => VoteType::Approval,
            BallotKind::Points { .. } if other => VoteType::Scoring,
            BallotKind::Points { .. } => VoteType::Cumulative,
            _ => VoteType::Ordinal,
        };
        let chosen = OptionIndex::new(0);
        let header = header(vote_type).with("Note", "x;y").with_selected([chosen]);
        let text = pabulib::write(&profile, &header).unwrap();
        let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
        same(file.profile(), &profile);
        prop_assert_eq!(file.vote_type(), vote_type);
        prop_assert_eq!(file.meta("description"), Some("A vote; \"ours\"\nand yours"));
        prop_assert_eq!(file.meta("note"), Some("x;y"));
        prop_assert_eq!(file.notes_in_all(), 0);
        prop_assert_eq!(file.disagreements().unwrap(), []);
        prop_assert_eq!(file.published(), Some(vec!["1"]));
        let again = PbFile::read("y.pb", file.to_text().unwrap().as_bytes()).unwrap();
        same(again.profile(), &profile);
        prop_assert_eq!(again.entries(), file.entries());
        prop_assert_eq!(again.limits(), file.limits());
        prop_assert!(again.selected().eq(file.selected()));
    }

    #[test]
    fn a_blt_file_that_was_written_is_read_the_same(
        profile in profiles(&["ranking", "weak"]),
        seats in 1..9_u16,
        title in prop::option::of(prop::sample::select(vec!["", "A vote", "\"X\" # 1", "12"])),
    ) {
        let seats = NonZeroU16::new(seats).unwrap();
        let text = blt::write(&profile, seats, title).unwrap();
        let file = BltFile::read("x.blt", text.as_bytes()).unwrap();
        prop_assert_eq!((file.seats(), file.title()), (seats, title));
        let labels = |profile: &Profile| {
            profile.options().iter().map(|it| (it.id().to_owned(), it.label().to_owned())).collect::<Vec<_>>()
        };
        prop_assert_eq!(labels(file.profile()), labels(&profile));
        let orders = orders(file.profile(), false);
        prop_assert_eq!(&orders, &self::orders(&profile, false));
        let again = BltFile::read("x.blt", file.to_text().unwrap().as_bytes()).unwrap();
        same(again.profile(), file.profile());
        prop_assert_eq!((again.seats(), again.title()), (seats, title));
    }

    #[test]
    fn a_preflib_file_that_was_written_is_read_the_same(profile in profiles(&["ranking", "weak"])) {
        let narrow = DataType::of(&profile).unwrap();
        for data_type in DataType::ALL {
            let written = preflib::write(&profile, data_type, "A vote");
            if profile.is_empty() {
                let refused = matches!(
                    written,
                    Err(PrefLibWriteError::NoBallots | PrefLibWriteError::OtherType { .. })
                );
                prop_assert!(refused);
                continue;
            }
            if !data_type.includes(narrow) {
                let error = PrefLibWriteError::OtherType { given: narrow, asked: data_type };
                prop_assert_eq!(written, Err(error));
                continue;
            }
            let Ok(text) = written else {
                let most = orders(&profile, true).into_values().max().unwrap();
                prop_assert!(most > u64::from(u32::MAX));
                continue;
            };
            let file = PrefLibFile::read("x", text.as_bytes(), data_type).unwrap();
            prop_assert_eq!(file.title(), Some("A vote"));
            prop_assert_eq!(orders(file.profile(), true), orders(&profile, true));
            prop_assert!(data_type.includes(DataType::of(file.profile()).unwrap()));
        }
    }
}

/// Places with the ids in them, and how many say so.
fn orders(profile: &Profile, merged: bool) -> BTreeMap<(usize, Vec<Vec<String>>), u64> {
    let mut found = BTreeMap::new();
    for (number, (ballot, weight)) in profile.ballots().enumerate() {
        let id = |option: &OptionIndex| profile.option(*option).unwrap().id().to_owned();
        let places: Vec<Vec<String>> = match ballot {
            Ballot::Ranking(options) => options.iter().map(|option| vec![id(option)]).collect(),
            Ballot::WeakOrder(places) => places
                .chunk_by(|one, other| one.1 == other.1)
                .map(|tier| {
                    let mut ids: Vec<String> = tier.iter().map(|(option, _)| id(option)).collect();
                    ids.sort();
                    ids
                })
                .collect(),
            _ => panic!("no ranking"),
        };
        let key = if merged { 0 } else { number };
        *found.entry((key, places)).or_default() += u64::from(weight);
    }
    found
}

#[test]
fn a_withdrawn_candidate_keeps_their_number() {
    let text = "4 1\n-2 -4\n2 1 0\n1 3 1 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"T\"\n\"From\"\n";
    let file = BltFile::read("x.blt", text.as_bytes()).unwrap();
    assert_eq!(file.to_text().unwrap(), text);
}

#[test]
fn a_pb_file_has_one_choice_where_its_type_says_so() {
    let options = ["a", "b"].map(|id| PollOption::new(id, "", Amount::from(1))).to_vec();
    let mut profile = Profile::new(BallotKind::Approval, options, None).unwrap();
    profile.push(Ballot::Approval(&[OptionIndex::new(1)]), 1).unwrap();
    let write = |profile: &Profile| pabulib::write(profile, &header(VoteType::ChooseOne));
    assert_eq!(write(&profile), Err(PbWriteError::NoBudget));
    profile.set_budget(Some(Amount::from(5))).unwrap();
    let file = PbFile::read("x.pb", write(&profile).unwrap().as_bytes()).unwrap();
    same(file.profile(), &profile);
    profile.push(Ballot::Approval(&[]), 1).unwrap();
    assert_eq!(write(&profile), Err(PbWriteError::Choices { ballot: 2, choices: 0 }));
}

#[test]
fn what_a_format_cannot_hold_is_refused() {
    let options = |id: &str| vec![PollOption::new(id, "two\nlines", Amount::from(1))];
    let budget = Some(Amount::from(5));
    let approval = Profile::new(BallotKind::Approval, options("a,b"), budget).unwrap();
    let ranking = Profile::new(BallotKind::Ranking { longest: 1 }, options("a"), budget).unwrap();
    let id = Err(PbWriteError::Id("a,b".to_owned()));
    assert_eq!(pabulib::write(&approval, &header(VoteType::Approval)), id);
    let kind = Err(PbWriteError::OtherBallots { kind: "approvals", vote_type: "ordinal" });
    assert_eq!(pabulib::write(&approval, &header(VoteType::Ordinal)), kind);
    let missing = Err(PbWriteError::MissingKey("description"));
    assert_eq!(pabulib::write(&approval, &Header::new(VoteType::Approval)), missing);
    for (key, error) in [
        ("Budget", PbWriteError::DerivedKey("Budget".to_owned())),
        ("UNIT", PbWriteError::KeyTwice("UNIT".to_owned())),
    ] {
        let header = header(VoteType::Approval).with(key, "1");
        assert_eq!(pabulib::write(&approval, &header), Err(error));
    }
    let mut approved = approval.clone();
    approved.push(Ballot::Approval(&[]), 1).unwrap();
    let other = Err(BltWriteError::OtherBallots("approvals"));
    for approval in [approval, approved] {
        assert_eq!(blt::write(&approval, NonZeroU16::MIN, None), other);
        assert_eq!(DataType::of(&approval), None);
    }
    let name = Err(BltWriteError::Name("1".to_owned()));
    assert_eq!(blt::write(&ranking, NonZeroU16::MIN, None), name);
}
