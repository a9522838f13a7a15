//! Instant runoff and STV on small elections that were worked out by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::num::NonZeroU16;

use participation_tally::{
    Amount, Ballot, BallotKind, CountError, OptionIndex, Outcome, Params, PollOption, Profile,
    Round, Rule, Stage, TieAbout, TieBreak, count,
};

const RULES: [Rule; 3] = [Rule::Irv, Rule::StvScottish, Rule::StvMeek];

/// Options with one letter each, and ballots like `7 ABC`; `A(BC)D` has a shared second place.
fn profile(options: &str, ballots: &str) -> Profile {
    let labels =
        options.chars().map(|c| PollOption::new(c, format!("Option {c}"), Amount::from(0)));
    let mut profile = Profile::new(BallotKind::WeakOrder, labels.collect(), None).unwrap();
    for ballot in ballots.split(", ").filter(|ballot| !ballot.is_empty()) {
        let (weight, ranking) = ballot.split_once(' ').unwrap();
        let (mut marks, mut place, mut shared) = (Vec::new(), 0, false);
        for c in ranking.chars() {
            match c {
                '(' => shared = true,
                ')' => shared = false,
                c => {
                    let option = options.chars().position(|option| option == c).unwrap();
                    marks.push((OptionIndex::new(u16::try_from(option).unwrap()), place));
                }
            }
            place += u32::from(!shared);
        }
        profile.push(Ballot::WeakOrder(&marks), weight.parse().unwrap()).unwrap();
    }
    profile
}

fn seats(seats: u16) -> Params {
    Params::default().with_seats(NonZeroU16::new(seats).unwrap())
}

fn counted(rule: Rule, to_elect: u16, options: &str, ballots: &str) -> Outcome {
    count(&profile(options, ballots), rule, &seats(to_elect)).unwrap()
}

fn stage(outcome: &Outcome, number: usize) -> &Stage {
    let round = &outcome.rounds()[number - 1];
    let Round::Stage(stage) = round else { panic!("{round:?}") };
    stage
}

fn votes(outcome: &Outcome, number: usize) -> String {
    let votes = stage(outcome, number).votes.iter().map(|(id, votes)| format!("{id} {votes}"));
    votes.collect::<Vec<_>>().join(", ")
}

/// 13 papers and 2 seats: the quota is 13 / 3 = 4, plus 1: 5 (rule 46).
///
/// Stage 1: A 7, B 1, C 2, D 3. A is elected with a surplus of 2.
/// Stage 2: A's papers go on at 2 × 1 / 7 = 0.28571 (rule 48). B has 1 + 3 × 0.28571 = 1.85713, C has
/// 2 + 2 × 0.28571 = 2.57142; two papers, 0.57142, name nobody else. 7 × 0.28571 = 1.99997, so 0.00003
/// of the surplus are lost.
/// Stage 3: nobody has 5, so B goes with the fewest (rule 50): 3 papers at 0.28571 and one at 1, all to
/// C, who has 2.57142 + 0.85713 + 1 = 4.42855.
/// Stage 4: D goes with 3 papers that name nobody else. C is the only one left for the one seat left
/// (rule 52).
const WARD: &str = "3 ABC, 2 AC, 2 A, 1 BC, 2 C, 3 D";

#[test]
fn scottish_stages_are_as_worked_out_by_hand() {
    let outcome = counted(Rule::StvScottish, 2, "ABCD", WARD);
    assert_eq!(outcome.rounds().len(), 4);
    assert_eq!(votes(&outcome, 1), "A 7.00000, B 1.00000, C 2.00000, D 3.00000");
    assert_eq!(votes(&outcome, 2), "A 5.00000, B 1.85713, C 2.57142, D 3.00000");
    assert_eq!(votes(&outcome, 3), "A 5.00000, C 4.42855, D 3.00000");
    assert_eq!(votes(&outcome, 4), "A 5.00000, C 4.42855");
    assert_eq!(outcome.winners(), ["A", "C"]);
    assert_eq!(stage(&outcome, 1).elected, ["A"]);
    assert_eq!(stage(&outcome, 4).filled, ["C"]);
    assert!(outcome.ties().is_empty());
}

#[test]
fn a_scottish_count_can_be_followed_in_its_text() {
    let text = "\
stv-scottish: 13 ballots, 2 to elect

stage 1 (quota 5): first preferences
    votes           id
  7.00000  elected  A   Option A
  1.00000           B   Option B
  2.00000           C   Option C
  3.00000           D   Option D

stage 2 (quota 5): Option A passes on a surplus of 2.00000 out of 7.00000
  ballots worth 1.00000: 7, going on at 0.28571
    change    votes              id
  -2.00000  5.00000  has a seat  A   Option A
  +0.85713  1.85713              B   Option B
  +0.57142  2.57142              C   Option C
            3.00000              D   Option D
            0.57145  for nobody
  ballots that name nobody else: 2, worth 0.57142
  lost with dropped decimals: 0.00003

stage 3 (quota 5): Option B is excluded with 1.85713
  ballots worth 1.00000: 1
  ballots worth 0.28571: 3
    change    votes              id
            5.00000  has a seat  A   Option A
  +1.85713  4.42855              C   Option C
            3.00000              D   Option D
  -1.85713  0.00000  excluded    B   Option B
            0.57145  for nobody

stage 4 (quota 5): Option D is excluded with 3.00000
  ballots worth 1.00000: 3
    change    votes              id
            5.00000  has a seat  A   Option A
            4.42855  last seat   C   Option C
  -3.00000  0.00000  excluded    D   Option D
            3.57145  for nobody
  ballots that name nobody else: 3, worth 3.00000

elected, in this order: Option A; Option C
";
    assert_eq!(counted(Rule::StvScottish, 2, "ABCD", WARD).to_string(), text);
}

#[test]
fn divided_votes_are_texts_in_json_and_whole_ones_numbers() {
    let json = serde_json::to_value(counted(Rule::StvScottish, 2, "ABCD", WARD)).unwrap();
    assert_eq!(json["scores"]["A"], 7);
    let stage = &json["rounds"][1];
    assert_eq!(stage["step"], "stage");
    assert_eq!(stage["quota"], 5);
    assert_eq!(stage["votes"]["B"], "1.85713");
    assert_eq!(stage["transfer"]["why"], "surplus");
    assert_eq!(stage["transfer"]["parcels"][0]["value"], "0.28571");
    assert_eq!(stage["transfer"]["ballots"]["B"], 3);
    let json = serde_json::to_value(counted(Rule::Irv, 1, "ABC", "4 A, 3 B, 2 CB")).unwrap();
    assert_eq!(json["rounds"][1]["votes"]["B"], 5);
    assert_eq!(json["rounds"][1]["quota"], 5);
}

#[test]
fn of_equal_surpluses_the_one_that_had_more_votes_earlier_goes_first() {
    // 37 papers, 4 seats, quota 8. Y passes 8 of 16 on at 0.5: Z has 6 + 4 = 10 and is elected with
    // the same surplus of 2 as X, who had 10 against 6 at stage 1.
    let ballots = "8 YZ, 8 YW, 10 XV, 6 ZW, 1 W, 4 V";
    let outcome = counted(Rule::StvScottish, 4, "YZXWV", ballots);
    assert_eq!(votes(&outcome, 2), "Y 8.00000, Z 10.00000, X 10.00000, W 5.00000, V 4.00000");
    let third = stage(&outcome, 3);
    assert_eq!(third.transfer.as_ref().unwrap().from, "X");
    assert_eq!((third.ties[0].about, third.ties[0].stage), (TieAbout::Surplus, Some(1)));
    assert_eq!(third.ties[0].by, "earlier_stage");
    assert_eq!(outcome.ties()[0].by, "earlier_stage");
}

#[test]
fn of_equal_candidates_the_one_that_had_fewer_votes_earlier_is_excluded() {
    for rule in [Rule::StvScottish, Rule::Irv] {
        // A's paper makes B equal to C, and B had fewer at stage 1. The order of the list alone
        // would exclude C.
        let outcome = counted(rule, 1, "ABCDE", "1 AB, 3 B, 4 C, 6 D, 7 E");
        let third = stage(&outcome, 3);
        assert_eq!(third.excluded, ["B"], "{rule}");
        assert_eq!(third.ties[0].options, ["C", "B"]);
        assert_eq!(third.ties[0].stage, Some(1));
    }
}

#[test]
fn of_three_equal_ones_those_singled_out_by_the_latest_stage_are_compared_before_it() {
    // E's paper goes to B, F's to C and A, two of G's to A and B. Then A, B and C have 8 each. At stage
    // 3 A and B had fewer than C, and at stage 2 A had fewer than B; that C had the fewest there
    // means nothing any more.
    let ballots = "6 A, 6 B, 5 C, 20 D, 1 EB, 3 FC, 1 FA, 1 GA, 1 GB, 3 G";
    let outcome = counted(Rule::StvScottish, 1, "ABCDEFG", ballots);
    assert!(votes(&outcome, 2).starts_with("A 6.00000, B 7.00000, C 5.00000"));
    assert!(votes(&outcome, 3).starts_with("A 7.00000, B 7.00000, C 8.00000"));
    assert!(votes(&outcome, 4).starts_with("A 8.00000, B 8.00000, C 8.00000"));
    assert_eq!(stage(&outcome, 5).excluded, ["A"]);
    assert_eq!(stage(&outcome, 5).ties[0].options, ["C", "B", "A"]);
    assert_eq!(stage(&outcome, 5).ties[0].stage, Some(2));
}

#[test]
fn candidates_without_votes_are_excluded_one_at_a_time() {
    let outcome = counted(Rule::StvScottish, 1, "ABCDE", "3 A, 2 B, 2 E");
    assert_eq!(stage(&outcome, 2).excluded, ["D"]);
    assert_eq!(stage(&outcome, 3).excluded, ["C"]);
    assert_eq!(votes(&outcome, 3), "A 3.00000, B 2.00000, E 2.00000");
    // Whichever goes first, both are gone.
    assert!(!outcome.ties()[0].decisive);
}

#[test]
fn papers_of_the_last_one_excluded_still_go_on() {
    // 15 papers, 2 seats, quota 6. D goes, by the order of the list; then B, which leaves A and C for
    // the two seats. B's papers bring C to 7, and so C is elected before A.
    let outcome = counted(Rule::StvScottish, 2, "ABCD", "5 A, 4 C, 3 BC, 3 D");
    assert_eq!(votes(&outcome, 3), "A 5.00000, C 7.00000");
    assert_eq!(stage(&outcome, 3).elected, ["C"]);
    assert_eq!(stage(&outcome, 3).filled, ["A"]);
    assert_eq!((outcome.rounds().len(), outcome.winners().concat()), (3, "CA".to_owned()));
}

#[test]
fn a_tie_says_whether_it_decided() {
    for rule in RULES {
        // B and C tie to go, and A wins either way.
        let outcome = counted(rule, 1, "ABC", "5 A, 3 BA, 3 CA");
        assert_eq!(outcome.ties().len(), 1, "{rule}");
        assert!(!outcome.ties()[0].decisive, "{rule}");
        let outcome = counted(rule, 1, "AB", "2 A, 2 B");
        assert_eq!(outcome.winners(), ["A"], "{rule}");
        assert_eq!(outcome.ties().len(), 1, "{rule}");
        assert!(outcome.ties()[0].decisive, "{rule}");
        assert_eq!(outcome.ties()[0].options, ["A", "B"], "{rule}");
        let order = [1, 0].map(OptionIndex::new).to_vec();
        let params = Params::new(TieBreak::Order(order));
        let outcome = count(&profile("AB", "2 A, 2 B"), rule, &params).unwrap();
        assert_eq!(outcome.winners(), ["B"], "{rule}");
        assert_eq!(outcome.ties()[0].by, "order", "{rule}");
    }
}

/// 10 ballots and 2 seats: the quota is 3.333333333 + 0.000000001.
///
/// Stage 1: A has 6 and is elected; B has 1, C has 3.
/// Stage 2: A's keep factor becomes 3.333333334 / 6, rounded up: 0.555555556. A has 6 × 0.555555556 =
/// 3.333333336, and 6 × 0.444444444 go on to B, who has 3.666666664 and is elected.
#[test]
fn meek_stages_are_as_worked_out_by_hand() {
    let outcome = counted(Rule::StvMeek, 2, "ABC", "6 AB, 1 B, 3 C");
    assert_eq!(outcome.rounds().len(), 2);
    assert_eq!(stage(&outcome, 1).quota.to_string(), "3.333333334");
    assert_eq!(votes(&outcome, 2), "A 3.333333336, B 3.666666664, C 3.000000000");
    let sharing = stage(&outcome, 2).sharing.as_ref().unwrap();
    assert_eq!(sharing.keep[0].1.to_string(), "0.555555556");
    assert_eq!(sharing.iterations, 2);
    assert_eq!(outcome.winners(), ["A", "B"]);
}

/// The Droop project, which the Proportional Representation Foundation's rules were tried out
/// with, publishes these figures for its example of the reference rule with these ballots.
#[test]
fn meek_agrees_with_a_published_example() {
    let outcome = counted(Rule::StvMeek, 2, "ABC", "5 AB, 1 B, 3 C");
    assert_eq!(stage(&outcome, 2).quota.to_string(), "3.000000001");
    assert_eq!(votes(&outcome, 2), "A 3.000000005, B 2.999999995, C 3.000000000");
    let sharing = stage(&outcome, 2).sharing.as_ref().unwrap();
    assert_eq!(sharing.keep[0].1.to_string(), "0.600000001");
    assert_eq!(sharing.surplus.to_string(), "0.000000004");
    assert_eq!(stage(&outcome, 2).excluded, ["B"]);
    assert_eq!(stage(&outcome, 2).filled, ["C"]);
    assert!(outcome.ties().is_empty());
}

#[test]
fn a_shared_place_waits_in_irv_and_ends_a_ranking_in_stv() {
    let ballots = "4 A, 3 B, 1 C, 2 (BC)";
    let outcome = counted(Rule::Irv, 1, "ABC", ballots);
    assert_eq!(votes(&outcome, 1), "A 4, B 3, C 1");
    assert_eq!(stage(&outcome, 1).waiting, 2);
    assert_eq!(votes(&outcome, 2), "A 4, B 5");
    assert_eq!((outcome.valid(), outcome.winners()), (10, &["B".to_owned()][..]));
    for rule in [Rule::StvScottish, Rule::StvMeek] {
        let outcome = counted(rule, 1, "ABC", ballots);
        assert_eq!((outcome.valid(), outcome.winners()), (8, &["A".to_owned()][..]), "{rule}");
        let outcome = counted(rule, 1, "ABCD", "3 A, 2 B, 2 CA, 1 D(CB)A");
        assert_eq!(outcome.winners(), ["A"], "{rule}");
        assert_eq!(stage(&outcome, outcome.rounds().len()).votes[0].1.whole(), 5, "{rule}");
    }
}

#[test]
fn a_ballot_that_never_counts_is_not_valid() {
    let outcome = counted(Rule::Irv, 1, "ABC", "3 A, 1 (BC), 1 (ABC)");
    assert_eq!((outcome.valid(), outcome.ballots()), (3, 5));
    assert_eq!(outcome.winners(), ["A"]);
}

#[test]
fn without_a_valid_ballot_nobody_is_elected() {
    for rule in RULES {
        for ballots in ["", "4 (ABC)"] {
            let outcome = counted(rule, 1, "ABC", ballots);
            // All three wait in one place in IRV until one is left, by the order of the list.
            let elected = usize::from(rule == Rule::Irv && !ballots.is_empty());
            assert_eq!(outcome.winners().len(), elected, "{rule} {ballots}");
            assert_eq!(outcome.binding(), elected > 0, "{rule} {ballots}");
        }
    }
}

#[test]
fn enough_seats_for_all_elect_all() {
    for rule in [Rule::StvScottish, Rule::StvMeek] {
        for to_elect in [3, 4, u16::MAX] {
            let outcome = counted(rule, to_elect, "ABC", "1 A, 3 B, 2 CB");
            assert_eq!(outcome.winners(), ["B", "C", "A"], "{rule}");
            assert_eq!(outcome.rounds().len(), 1, "{rule}");
        }
    }
    for rule in RULES {
        let outcome = counted(rule, 1, "A", "3 A");
        assert_eq!(outcome.winners(), ["A"], "{rule}");
        assert!(outcome.ties().is_empty(), "{rule}");
    }
}

#[test]
fn what_a_rule_cannot_count_is_refused() {
    let ballots = profile("ABC", "1 A");
    let refused = count(&ballots, Rule::Irv, &seats(2)).unwrap_err();
    assert_eq!(refused, CountError::OneSeat { rule: Rule::Irv, seats: 2 });
    let many = (0..501).map(|n| PollOption::new(n.to_string(), "", Amount::from(0))).collect();
    let many = Profile::new(BallotKind::Ranking { longest: 3 }, many, None).unwrap();
    for rule in RULES {
        let refused = count(&ballots, rule, &seats(1).with_threshold(1)).unwrap_err();
        assert_eq!(refused, CountError::Stray { rule, what: "threshold" });
        let refused = count(&many, rule, &seats(1)).unwrap_err();
        assert_eq!(refused, CountError::TooManyOptions { rule, options: 501, most: 500 });
        let options = vec![PollOption::new("a", "", Amount::from(0))];
        let approvals = Profile::new(BallotKind::Approval, options, None).unwrap();
        let mut approvals = approvals;
        approvals.push(Ballot::Approval(&[OptionIndex::new(0)]), 1).unwrap();
        let refused = count(&approvals, rule, &seats(1)).unwrap_err();
        assert!(matches!(refused, CountError::OtherBallots { .. }), "{refused}");
    }
}

#[test]
fn weights_as_large_as_they_get_are_counted() {
    let most = u32::MAX;
    let ballots = format!("{most} ABC, {most} BCA, {most} CA, {most} AC, {most} DB");
    for rule in RULES {
        let outcome = counted(rule, 1, "ABCD", &ballots);
        assert_eq!(outcome.valid(), u64::from(most) * 5, "{rule}");
        assert_eq!(outcome.winners().len(), 1, "{rule}");
    }
}

#[test]
fn two_hundred_equal_options_are_counted() {
    let options = (0..200).map(|n| PollOption::new(n.to_string(), "", Amount::from(0))).collect();
    let mut profile = Profile::new(BallotKind::Ranking { longest: 200 }, options, None).unwrap();
    for first in 0..200 {
        let ranking: Vec<_> = (0..20).map(|n| OptionIndex::new((first + n) % 200)).collect();
        profile.push(Ballot::Ranking(&ranking), 1).unwrap();
    }
    for rule in RULES {
        let to_elect = if rule == Rule::Irv { 1 } else { 3 };
        let outcome = count(&profile, rule, &seats(to_elect)).unwrap();
        assert_eq!(outcome.winners().len(), usize::from(to_elect), "{rule}");
        assert!(!outcome.ties().is_empty(), "{rule}");
    }
}
