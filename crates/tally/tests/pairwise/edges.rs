//! Ties, seats, and polls without an answer.

use std::num::NonZeroU16;

use participation_tally::{
    Amount, Ballot, BallotKind, CountError, MAX_PAIRWISE_OPTIONS, OptionIndex, Params, PollOption,
    Profile, Rule, Strength, TieBreak, count,
};

use crate::examples::tennessee;
use crate::letters::{RULES, counted, pairs, profile, ranking, scores};

#[test]
fn in_a_circle_of_equal_victories_the_tie_break_decides_and_is_told() {
    let profile = profile("abc", &[(1, "abc"), (1, "bca"), (1, "cab")]);
    for (order, first) in [([0, 1, 2], "a"), ([1, 0, 2], "b"), ([2, 1, 0], "c")] {
        let order = order.map(OptionIndex::new).to_vec();
        let params = Params::new(TieBreak::Order(order));
        for (rule, score) in
            [(Rule::Schulze, 0), (Rule::RankedPairs, 2), (Rule::Minimax, 2), (Rule::Copeland, 2)]
        {
            let outcome = count(&profile, rule, &params).unwrap();
            assert_eq!(outcome.winners(), [first], "{rule}");
            assert_eq!(outcome.ties().len(), 1, "{rule}");
            let tie = &outcome.ties()[0];
            assert_eq!((tie.score, tie.by, tie.decisive), (score, "order", true), "{rule}");
            assert_eq!(tie.options[0], first);
            assert_eq!(tie.options.len(), 3);
        }
    }
}

#[test]
fn a_circle_below_the_winner_decides_nothing() {
    let profile = profile("wabc", &[(1, "wabc"), (1, "wbca"), (1, "wcab")]);
    let outcome = counted(&profile, Rule::RankedPairs);
    assert_eq!(outcome.ties().len(), 1);
    assert_eq!(outcome.ties()[0].options, ["a", "b", "c"]);
    assert!(!outcome.ties()[0].decisive);
    let two = Params::default().with_seats(NonZeroU16::new(2).unwrap());
    assert!(count(&profile, Rule::RankedPairs, &two).unwrap().ties()[0].decisive);
    let four = Params::default().with_seats(NonZeroU16::new(4).unwrap());
    assert!(!count(&profile, Rule::RankedPairs, &four).unwrap().ties()[0].decisive);
}

#[test]
fn who_is_not_comparable_shares_a_place() {
    // a beats b; both are drawn with c. Schulze and ranked pairs put nobody above c, although a
    // stands above more; a lot between the two is due.
    let profile = profile("abc", &[(1, "abc"), (1, "cab")]);
    for rule in [Rule::Schulze, Rule::RankedPairs] {
        let outcome = counted(&profile, rule);
        assert_eq!(ranking(&outcome), "a=cb", "{rule}");
        assert_eq!(scores(&outcome), [1, 0, 0]);
        let tie = &outcome.ties()[0];
        assert_eq!((tie.score, tie.decisive, tie.options.concat()), (0, true, "ac".to_owned()));
    }
    assert_eq!(ranking(&counted(&profile, Rule::Copeland)), "acb");
    assert_eq!(ranking(&counted(&profile, Rule::Minimax)), "a=cb");
}

#[test]
fn several_seats_are_the_first_of_the_ranking() {
    let three = Params::default().with_seats(NonZeroU16::new(3).unwrap());
    for (rule, winners) in [
        (Rule::Schulze, ["n", "c", "k"]),
        (Rule::RankedPairs, ["n", "c", "k"]),
        (Rule::Minimax, ["n", "m", "c"]),
        (Rule::Copeland, ["n", "c", "k"]),
    ] {
        let outcome = count(&tennessee(), rule, &three).unwrap();
        assert_eq!(outcome.winners(), winners, "{rule}");
    }
    let many = Params::default().with_seats(NonZeroU16::new(9).unwrap());
    let outcome = count(&tennessee(), Rule::Schulze, &many).unwrap();
    assert_eq!(outcome.winners().len(), 4);
}

#[test]
fn without_a_ranked_option_nobody_is_elected() {
    for profile in [profile("abc", &[]), profile("abc", &[(7, "")])] {
        for rule in RULES {
            let outcome = counted(&profile, rule);
            assert!(outcome.winners().is_empty() && outcome.ties().is_empty());
            assert!(!outcome.binding());
            assert_eq!((outcome.valid(), outcome.ballots()), (0, profile.weight()));
            assert_eq!(ranking(&outcome), "a=b=c");
        }
    }
}

#[test]
fn where_all_are_equal_the_tie_break_elects() {
    let profile = profile("abc", &[(7, "(abc)")]);
    for rule in RULES {
        let outcome = counted(&profile, rule);
        assert_eq!(outcome.winners(), ["a"], "{rule}");
        assert_eq!(outcome.ties().len(), 1, "{rule}");
        assert!(outcome.binding() && outcome.ties()[0].decisive);
        assert_eq!(outcome.valid(), 7);
    }
}

#[test]
fn one_option_is_elected_when_somebody_ranks_it() {
    let profile = profile("a", &[(2, "a")]);
    for rule in RULES {
        let outcome = counted(&profile, rule);
        assert_eq!(outcome.winners(), ["a"], "{rule}");
        assert!(outcome.ties().is_empty());
        assert!(pairs(&outcome).condorcet.is_none());
        assert_eq!(pairs(&outcome).smith, ["a"]);
    }
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let options = |many: usize| {
        (0..many).map(|n| PollOption::new(n.to_string(), "", Amount::from(0))).collect::<Vec<_>>()
    };
    let mut approvals = Profile::new(BallotKind::Approval, options(2), None).unwrap();
    approvals.push(Ballot::Approval(&[]), 1).unwrap();
    let many =
        Profile::new(BallotKind::WeakOrder, options(MAX_PAIRWISE_OPTIONS + 1), None).unwrap();
    for rule in RULES {
        let error = count(&approvals, rule, &Params::default()).unwrap_err();
        assert_eq!(error, CountError::OtherBallots { rule, kind: "approvals" });
        let error = count(&many, rule, &Params::default()).unwrap_err();
        assert_eq!(error, CountError::TooManyOptions { rule, options: 1_001, most: 1_000 });
        let error = count(&tennessee(), rule, &Params::default().with_threshold(1)).unwrap_err();
        assert_eq!(error, CountError::Stray { rule, what: "threshold" });
        let order = Params::new(TieBreak::Order(vec![OptionIndex::new(0); 4]));
        assert_eq!(count(&tennessee(), rule, &order), Err(CountError::TieOrder));
    }
    assert!(many.is_empty());
}

#[test]
fn a_measure_is_found_by_its_name() {
    for strength in Strength::ALL {
        assert_eq!(strength.to_string().parse(), Ok(strength));
    }
    let said = "mar\u{1b}gin".parse::<Strength>().unwrap_err().to_string();
    assert_eq!(
        said,
        "no measure of victories is called `mar\\u{1b}gin`: choose winning-votes or margins"
    );
}
