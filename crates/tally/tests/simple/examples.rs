//! Worked examples of each rule.

use participation_tally::{
    Ballot, BallotKind, CountError, Outcome, Params, Reason, Round, Rule, TieBreak, WhyAside, count,
};

use crate::build::{
    POINTS, all, approvals, asides, at, counted, marks, points, profile, rankings, rounds, seats,
};

// Ballots without a vote.

#[test]
fn blank_ballots_and_shared_first_places_are_not_valid() {
    let blank = approvals(2, &[(&[0], 2), (&[], 3), (&[], 1), (&[1], 1)]);
    for rule in [Rule::Plurality, Rule::Approval, Rule::TwoRound, Rule::Supports] {
        let outcome = counted(&blank, rule);
        assert_eq!((outcome.valid(), outcome.ballots()), (3, 7), "{rule}");
        assert_eq!(asides(&outcome), [(WhyAside::Blank, 4)], "{rule}");
    }
    let mut shared = profile(BallotKind::WeakOrder, 3);
    shared.push(Ballot::WeakOrder(&[(at(0), 1), (at(1), 1), (at(2), 2)]), 5).unwrap();
    shared.push(Ballot::WeakOrder(&[(at(2), 4)]), 1).unwrap();
    let outcome = counted(&shared, Rule::Plurality);
    assert_eq!((outcome.valid(), outcome.winners()), (1, &["2".to_owned()][..]));
    assert_eq!(asides(&outcome), [(WhyAside::SharedFirst, 5)]);
}

#[test]
fn nobody_is_elected_by_blank_ballots_and_that_does_not_bind() {
    let blank = approvals(2, &[(&[], 9)]);
    for rule in [Rule::Plurality, Rule::Approval, Rule::TwoRound] {
        let outcome = counted(&blank, rule);
        assert!(outcome.winners().is_empty() && !outcome.binding(), "{rule}");
    }
    let blank = points(POINTS, 2, &[(vec![None, None], 3)]);
    for (rule, params) in [
        (Rule::Score, Params::default()),
        (Rule::MajorityJudgment, Params::default()),
        (Rule::Quadratic, Params::default().with_credits(9)),
    ] {
        let outcome = count(&blank, rule, &params).unwrap();
        assert!(outcome.winners().is_empty() && !outcome.binding(), "{rule}");
        assert_eq!(asides(&outcome), [(WhyAside::Blank, 3)], "{rule}");
    }
}

#[test]
fn approvals_outside_the_limits_are_set_aside_whole_and_stated() {
    let profile = approvals(4, &[(&[0], 1), (&[0, 1], 1), (&[1, 2, 3], 2), (&[], 1)]);
    let outcome = count(&profile, Rule::Approval, &Params::default().with_choices(2, 2)).unwrap();
    assert_eq!(outcome.valid(), 1);
    let votes: Vec<u64> = outcome.scores().iter().map(|(_, votes)| *votes).collect();
    assert_eq!(votes, [1, 1, 0, 0]);
    let expected =
        [(WhyAside::Blank, 1), (WhyAside::TooFewChoices, 1), (WhyAside::TooManyChoices, 2)];
    assert_eq!(asides(&outcome), expected);
    let told = outcome.to_string();
    assert!(told.contains("without a vote: 2 ballots, more choices than 2\n"), "{told}");
}

#[test]
fn a_limit_that_a_rule_does_not_know_is_refused_and_not_passed_over() {
    let profile = approvals(2, &[(&[0], 1)]);
    for (rule, params) in [
        (Rule::Plurality, Params::default().with_choices(1, 2)),
        (Rule::Approval, Params::default().with_credits(9)),
        (Rule::Approval, Params::default().with_points(0, 5)),
        (Rule::MajorityJudgment, Params::default().with_total(0, 5)),
    ] {
        let error = count(&profile, rule, &params).unwrap_err();
        assert!(matches!(error, CountError::Stray { rule: other, .. } if other == rule), "{error}");
    }
}

// Two rounds.

#[test]
fn more_than_half_elects_at_once_and_half_does_not() {
    let outcome = counted(&approvals(3, &[(&[1], 3), (&[0], 2), (&[], 9)]), Rule::TwoRound);
    assert_eq!(outcome.winners(), ["1"]);
    assert_eq!(rounds(&outcome), ["uncounted", "first"]);
    let outcome = counted(&approvals(3, &[(&[1], 3), (&[0], 2), (&[2], 1)]), Rule::TwoRound);
    assert!(outcome.winners().is_empty() && outcome.binding());
    let Round::FirstRound(first) = &outcome.rounds()[0] else { panic!("another step") };
    assert_eq!((first.valid, first.needed), (6, 4));
    assert_eq!(first.finalists, ["1", "0"]);
    assert_eq!(first.elected, None);
}

#[test]
fn a_tie_for_the_second_place_is_stated_and_decides_who_goes_on() {
    let profile = approvals(4, &[(&[3], 4), (&[0], 2), (&[1], 2), (&[2], 2)]);
    let outcome = counted(&profile, Rule::TwoRound);
    let Round::FirstRound(first) = &outcome.rounds()[0] else { panic!("another step") };
    assert_eq!(first.finalists, ["3", "0"]);
    assert_eq!(outcome.ties().len(), 1);
    assert!(outcome.ties()[0].decisive);
    let order = TieBreak::Order(marks(&[2, 1, 0, 3]));
    let outcome = count(&profile, Rule::TwoRound, &Params::new(order)).unwrap();
    let Round::FirstRound(first) = &outcome.rounds()[0] else { panic!("another step") };
    assert_eq!(first.finalists, ["3", "2"]);
    // The two who go on being equal decides nothing.
    let outcome = counted(&approvals(3, &[(&[0], 2), (&[1], 2), (&[2], 1)]), Rule::TwoRound);
    assert!(!outcome.ties()[0].decisive);
}

#[test]
fn on_rankings_the_second_round_is_counted_at_once() {
    // 2 leads, but those of 0 and 3 prefer 1.
    let ballots: [(&[u16], u32); 4] = [(&[2], 4), (&[1], 3), (&[0, 1], 2), (&[3], 1)];
    let outcome = counted(&rankings(4, &ballots), Rule::TwoRound);
    assert_eq!(outcome.winners(), ["1"]);
    let Round::SecondRound(second) = &outcome.rounds()[1] else { panic!("another step") };
    let votes: Vec<_> = second.votes.iter().map(|it| (it.option.as_str(), it.votes)).collect();
    assert_eq!((votes, second.neither), (vec![("1", 5), ("2", 4)], 1));
    let table = "\
two-round: 10 ballots, 1 to elect
first round: 10 valid votes, more than half is 6
#  votes           id
1      4  goes on  2
2      3  goes on  1
3      2           0
4      1           3
nobody has more than half: the first two go into a second round
second round: each ballot counts for the one of the two that it ranks higher; 1
  prefer neither
#  votes           id
1      5  elected  1
2      4           2
";
    assert_eq!(outcome.to_string(), table);
}

#[test]
fn a_tie_in_the_second_round_is_stated_and_broken() {
    let profile = rankings(3, &[(&[0], 2), (&[1], 2), (&[2], 1)]);
    assert_eq!(counted(&profile, Rule::TwoRound).winners(), ["0"]);
    let order = Params::new(TieBreak::Order(marks(&[1, 2, 0])));
    let outcome = count(&profile, Rule::TwoRound, &order).unwrap();
    assert_eq!(outcome.winners(), ["1"]);
    assert!(outcome.ties().iter().any(|tie| tie.decisive && tie.options == ["1", "0"]));
}

#[test]
fn two_rounds_fill_one_seat() {
    let profile = approvals(3, &[(&[0], 2)]);
    let error = count(&profile, Rule::TwoRound, &seats(2)).unwrap_err();
    assert_eq!(error, CountError::OneSeat { rule: Rule::TwoRound, seats: 2 });
    let error = count(&approvals(3, &[(&[0, 1], 1)]), Rule::TwoRound, &seats(1)).unwrap_err();
    assert_eq!(error, CountError::SeveralChoices { ballot: 1, choices: 2 });
}

// Score.

#[test]
fn score_adds_up_points_and_says_so() {
    let ballots = [(vec![Some(5), None, Some(2)], 1), (vec![Some(0), Some(3), None], 2)];
    let outcome = counted(&points(POINTS, 3, &ballots), Rule::Score);
    let scores: Vec<u64> = outcome.scores().iter().map(|(_, score)| *score).collect();
    assert_eq!(scores, [5, 6, 2]);
    assert_eq!(outcome.winners(), ["1"]);
    assert!(outcome.to_string().contains("score: the points on the ballots, added up\n"));
    // A blank ballot is nobody's, and gives no option what those left out get.
    let kind = BallotKind::Points { unlisted: 1 };
    let mut profile = points(kind, 3, &ballots);
    profile.push(Ballot::Points(&[]), 7).unwrap();
    let outcome = counted(&profile, Rule::Score);
    let scores: Vec<u64> = outcome.scores().iter().map(|(_, score)| *score).collect();
    assert_eq!(scores, [5, 7, 4]);
}

#[test]
fn ballots_off_the_scale_are_set_aside() {
    let ballots = [all(&[5, 0], 1), all(&[6, 0], 1), all(&[4, 4], 1), all(&[1, 1], 1)];
    let profile = points(POINTS, 2, &ballots);
    let params = Params::default().with_points(0, 5).with_total(3, 7);
    let outcome = count(&profile, Rule::Score, &params).unwrap();
    assert_eq!(outcome.valid(), 1);
    let expected =
        [(WhyAside::TooManyPoints, 1), (WhyAside::TotalTooLow, 1), (WhyAside::TotalTooHigh, 1)];
    assert_eq!(asides(&outcome), expected);
}

#[test]
fn borda_gives_a_first_place_as_many_points_as_there_are_places() {
    let mut profile = profile(BallotKind::Ranking { longest: 3 }, 3);
    profile.push(Ballot::Ranking(&marks(&[1])), 1).unwrap();
    profile.push(Ballot::Ranking(&marks(&[2, 1, 0])), 2).unwrap();
    let outcome = counted(&profile, Rule::Score);
    let scores: Vec<u64> = outcome.scores().iter().map(|(_, score)| *score).collect();
    assert_eq!(scores, [2, 7, 6]);
    assert!(outcome.to_string().contains("by Borda's count, a first place is worth 3"));
    let error = count(&profile, Rule::Score, &Params::default().with_points(0, 1)).unwrap_err();
    assert!(matches!(error, CountError::Stray { .. }));
}

#[test]
fn what_score_does_not_count_it_sends_to_the_rule_that_does() {
    let error = count(&approvals(2, &[(&[0], 1)]), Rule::Score, &Params::default()).unwrap_err();
    assert_eq!(error.to_string(), "score does not count approvals: count them by approval");
    let weak = profile(BallotKind::WeakOrder, 2);
    let error = count(&weak, Rule::Score, &Params::default()).unwrap_err();
    assert!(error.to_string().ends_with("count them by schulze"), "{error}");
}

// Majority judgment.

#[test]
fn the_highest_lower_median_wins() {
    // Of 0's grades 5 5 1 1 the lower median is 1; of 1's 2 2 2 2 it is 2.
    let ballots = [all(&[5, 2], 2), all(&[1, 2], 2)];
    let outcome = counted(&points(POINTS, 2, &ballots), Rule::MajorityJudgment);
    assert_eq!(outcome.winners(), ["1"]);
    assert_eq!(outcome.scores(), [("0".to_owned(), 1), ("1".to_owned(), 2)]);
}

#[test]
fn equal_medians_are_taken_away_until_they_differ() {
    // 0: good good fair poor; 1: excellent fair fair fair. Both fair; then good against fair.
    let ballots = [all(&[3, 4], 1), all(&[3, 2], 1), all(&[2, 2], 1), all(&[1, 2], 1)];
    let outcome = counted(&points(POINTS, 2, &ballots), Rule::MajorityJudgment);
    assert_eq!(outcome.winners(), ["0"]);
    let table = "\
majority-judgment: 4 ballots, 1 to elect
4 grades an option; ballots that give each [grade]:
#  median  [4]  [3]  [2]  [1]  id
1       2    0    2    1    1  0
2       2    1    0    3    0  1
0 before 1: both at 2; with 1 median taken away from each, 3 against 2
#  score                id
1      2  elected       0
2      2  no seat left  1
";
    assert_eq!(outcome.to_string(), table);
}

#[test]
fn an_option_left_out_gets_the_grade_of_those_left_out() {
    let ballots = [(vec![Some(5), Some(1)], 1), (vec![None, Some(1)], 2)];
    let outcome = counted(&points(POINTS, 2, &ballots), Rule::MajorityJudgment);
    assert_eq!(outcome.winners(), ["1"]);
    let kind = BallotKind::Points { unlisted: 2 };
    let outcome = counted(&points(kind, 2, &ballots), Rule::MajorityJudgment);
    assert_eq!(outcome.winners(), ["0"]);
}

#[test]
fn a_threshold_asks_for_a_least_median() {
    let ballots = [all(&[2, 1, 3], 1)];
    let profile = points(POINTS, 3, &ballots);
    let params = seats(3).with_threshold(2);
    let outcome = count(&profile, Rule::MajorityJudgment, &params).unwrap();
    assert_eq!(outcome.winners(), ["2", "0"]);
}

#[test]
fn equal_grades_are_a_tie_that_the_order_breaks() {
    let profile = points(POINTS, 3, &[all(&[2, 2, 0], 1), all(&[4, 4, 4], 1)]);
    let outcome = counted(&profile, Rule::MajorityJudgment);
    assert_eq!(outcome.winners(), ["0"]);
    assert_eq!(outcome.ties().len(), 1);
    assert_eq!((outcome.ties()[0].score, outcome.ties()[0].decisive), (2, true));
    let order = Params::new(TieBreak::Order(marks(&[2, 1, 0])));
    assert_eq!(count(&profile, Rule::MajorityJudgment, &order).unwrap().winners(), ["1"]);
}

#[test]
fn a_million_grades_are_told_apart_at_once() {
    let mut profile = profile(POINTS, 2);
    let pairs = [((1, 1), 2_000_000_000), ((2, 2), 1), ((3, 3), 2_000_000_000), ((4, 3), 1)];
    for ((one, other), weight) in pairs {
        profile.push(Ballot::Points(&[(at(0), one), (at(1), other)]), weight).unwrap();
    }
    let outcome = counted(&profile, Rule::MajorityJudgment);
    assert_eq!(outcome.winners(), ["0"]);
    let removed = outcome.rounds().iter().find_map(|round| match round {
        Round::MediansRemoved(removed) => Some((removed.removed, removed.then, removed.against)),
        _ => None,
    });
    assert_eq!(removed, Some((4_000_000_001, 4, 3)));
}

// Quadratic.

#[test]
fn votes_cost_their_square() {
    // 3 votes cost 9, 2 and 2 cost 8, 3 and 1 cost 10.
    let ballots = [all(&[3, 0], 1), all(&[2, 2], 2), all(&[3, 1], 1)];
    let profile = points(POINTS, 2, &ballots);
    let outcome = count(&profile, Rule::Quadratic, &Params::default().with_credits(9)).unwrap();
    let votes: Vec<u64> = outcome.scores().iter().map(|(_, votes)| *votes).collect();
    assert_eq!((votes, outcome.valid()), (vec![7, 4], 3));
    assert_eq!(asides(&outcome), [(WhyAside::OverCredits, 1)]);
    assert!(outcome.to_string().contains("credits: 9 a voter, 25 of 27 spent;"));
    assert!(outcome.to_string().contains("1 ballot, dearer than 9 credits"));
}

#[test]
fn without_credits_nothing_is_quadratic() {
    let profile = points(POINTS, 2, &[all(&[3, 0], 1)]);
    let error = count(&profile, Rule::Quadratic, &Params::default()).unwrap_err();
    assert_eq!(error, CountError::NoCredits);
}

#[test]
fn the_largest_votes_do_not_overflow() {
    let profile = points(POINTS, 2, &[all(&[u32::MAX, u32::MAX], u32::MAX)]);
    let params = Params::default().with_credits(u64::MAX);
    let outcome = count(&profile, Rule::Quadratic, &params).unwrap();
    assert_eq!(asides(&outcome), [(WhyAside::OverCredits, u64::from(u32::MAX))]);
    let profile =
        points(POINTS, 2, &[all(&[u32::MAX, 0], u32::MAX), all(&[u32::MAX, 0], u32::MAX)]);
    assert_eq!(count(&profile, Rule::Quadratic, &params), Err(CountError::TooLarge));
}

// Supports.

#[test]
fn every_proposal_that_reaches_the_threshold_goes_on() {
    let ballots: [(&[u16], u32); 4] = [(&[0, 1], 2), (&[1], 1), (&[0, 1, 2], 1), (&[2, 3], 1)];
    let profile = approvals(4, &ballots);
    let outcome = count(&profile, Rule::Supports, &Params::default().with_threshold(2)).unwrap();
    assert_eq!(outcome.winners(), ["1", "0", "2"]);
    let outcome = count(&profile, Rule::Supports, &seats(2)).unwrap();
    assert_eq!(outcome.winners(), ["1", "0"]);
    let limited = Params::default().with_threshold(2).with_choices(1, 2);
    let outcome = count(&profile, Rule::Supports, &limited).unwrap();
    assert_eq!(outcome.winners(), ["1", "0"]);
    assert_eq!(asides(&outcome), [(WhyAside::TooManyChoices, 1)]);
    let last = outcome.rounds().last().unwrap();
    assert!(matches!(last, Round::Considered(step) if step.reason == Reason::BelowThreshold));
}

#[test]
fn the_json_of_each_step_has_names_and_whole_numbers() {
    let steps = |outcome: &Outcome| serde_json::to_value(outcome).unwrap()["rounds"].clone();
    let outcome =
        counted(&rankings(3, &[(&[0], 2), (&[1], 2), (&[2, 1], 1), (&[], 4)]), Rule::TwoRound);
    let expected = serde_json::json!([
        {"step": "uncounted", "reasons": [{"reason": "blank", "ballots": 4}]},
        {"step": "first_round", "valid": 5, "needed": 3, "votes": [
            {"option": "0", "votes": 2}, {"option": "1", "votes": 2}, {"option": "2", "votes": 1},
        ], "elected": null, "finalists": ["0", "1"]},
        {"step": "second_round", "votes": [
            {"option": "1", "votes": 3}, {"option": "0", "votes": 2},
        ], "neither": 4, "elected": "1"},
    ]);
    assert_eq!(steps(&outcome), expected);
    let profile = points(POINTS, 2, &[all(&[3, 3], 2), all(&[0, 1], 1)]);
    let expected = serde_json::json!([
        {"step": "grades", "ballots": 3, "options": [
            {"option": "1", "median": 3, "grades": [[3, 2], [1, 1]]},
            {"option": "0", "median": 3, "grades": [[3, 2], [0, 1]]},
        ]},
        {"step": "medians_removed", "option": "1", "before": "0", "median": 3, "removed": 1,
         "then": 1, "against": 0},
    ]);
    let said = steps(&counted(&profile, Rule::MajorityJudgment));
    assert_eq!(said.as_array().unwrap()[..2], expected.as_array().unwrap()[..]);
    let expected = serde_json::json!({"step": "scale", "by": "points", "unlisted": 0});
    assert_eq!(steps(&counted(&profile, Rule::Score))[0], expected);
    let params = Params::default().with_credits(18);
    let expected =
        serde_json::json!({"step": "credits", "each": 18, "spent": "37", "available": "54"});
    let outcome = count(&profile, Rule::Quadratic, &params).unwrap();
    assert_eq!(steps(&outcome)[0], expected);
}

#[test]
fn a_table_of_many_grades_shows_those_around_the_median() {
    let ballots: Vec<_> = (0..12).map(|grade| all(&[grade, 11 - grade / 2], 1)).collect();
    let table = counted(&points(POINTS, 2, &ballots), Rule::MajorityJudgment).to_string();
    let head = "\
12 grades an option; ballots around its median:
#  median  above  at it  below  id
1       8      6      2      4  1
2       5      6      1      5  0
";
    assert!(table.contains(head), "{table}");
}
