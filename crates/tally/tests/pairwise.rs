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
    profile("mnck", &[(42, "mnck"), (26, "nckm"), (15, "cknm"), (17, "kcnm")])
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

/// Five options of whom each of the four rules elects another. Made after McGarvey: for each
/// victory of so many ballots over 55 one ballot for it and its mirror, which cancel out in all
/// other comparisons.
fn four_ways() -> Profile {
    let victories = [
        (10, "ab"),
        (9, "ce"),
        (8, "be"),
        (7, "ea"),
        (6, "bc"),
        (5, "ed"),
        (4, "dc"),
        (3, "da"),
        (2, "ac"),
        (1, "bd"),
    ];
    let mut ballots = Vec::new();
    for (strength, pair) in victories {
        let rest: String = "abcde".chars().filter(|option| !pair.contains(*option)).collect();
        let mirrored: String = rest.chars().rev().collect();
        ballots.push((strength, format!("{pair}{rest}")));
        ballots.push((strength, format!("{mirrored}{pair}")));
    }
    let ballots: Vec<(u32, &str)> =
        ballots.iter().map(|(weight, ballot)| (*weight, ballot.as_str())).collect();
    profile("abcde", &ballots)
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
    let contests: Vec<String> = paths(&outcome)
        .contests
        .iter()
        .map(|it| {
            let (one, other) = (&it.for_it, &it.against_it);
            let (path, back) = (one.path.concat(), other.path.concat());
            format!("{path} {} {back} {}", one.strength, other.strength)
        })
        .collect();
    assert_eq!(contests.len(), 10);
    assert!(contests.contains(&"eba 25 ace 24".to_owned()), "{contests:?}");
    // Ranked pairs leaves out e > a, since a > c > e is locked, and elects A; minimax elects E.
    let outcome = counted(&schulze_example(), Rule::RankedPairs);
    assert_eq!(ranking(&outcome), "acebd");
    let left_out: Vec<String> = locks(&outcome)
        .victories
        .iter()
        .filter(|victory| !victory.locked)
        .map(|victory| format!("{}{}: {}", victory.winner, victory.loser, victory.circle.concat()))
        .collect();
    assert_eq!(left_out, ["dc: cbd", "ba: acb", "ea: ace"]);
    assert_eq!(winner(&schulze_example(), Rule::Minimax, Strength::WinningVotes), "e");
}

#[test]
fn the_four_rules_can_elect_four_options() {
    let profile = four_ways();
    for strength in Strength::ALL {
        assert_eq!(winner(&profile, Rule::RankedPairs, strength), "a");
        assert_eq!(winner(&profile, Rule::Copeland, strength), "b");
        assert_eq!(winner(&profile, Rule::Schulze, strength), "c");
        assert_eq!(winner(&profile, Rule::Minimax, strength), "d");
    }
    // The worst defeats are 7 by e, 10 by a, 6 by b, 5 by e and 9 by c, over 55 each.
    assert_eq!(scores(&counted(&profile, Rule::Minimax)), [62, 65, 61, 60, 64]);
    assert_eq!(scores(&counted(&profile, Rule::Copeland)), [4, 6, 2, 4, 4]);
    let Round::Comparisons(compared) = &counted(&profile, Rule::Copeland).rounds()[1].clone()
    else {
        panic!("no comparisons")
    };
    assert_eq!((compared.options[1].wins, compared.options[1].losses), (3, 1));
}

#[test]
fn options_left_out_are_tied_last() {
    // Five name a alone and four prefer b to a: a beats b by 5 to 4. Who counts only the ballots
    // that rank both has 4 to 0 for b.
    let short = profile("abc", &[(5, "a"), (4, "ba")]);
    let both_ranked = profile("abc", &[(4, "ba")]);
    for rule in RULES {
        assert_eq!(counted(&short, rule).winners(), ["a"], "{rule}");
        assert_eq!(counted(&both_ranked, rule).winners(), ["b"], "{rule}");
        // Saying that the others are last is the same as leaving them out.
        let written = profile("abc", &[(5, "a(bc)"), (4, "bac")]);
        assert_eq!(counted(&short, rule), counted(&written, rule));
    }
    assert_eq!(pairs(&counted(&short, Rule::Copeland)).rows, [[0, 5, 9], [4, 0, 4], [0, 0, 0]]);
}

#[test]
fn rankings_and_weak_orders_say_the_same() {
    let options = ["a", "b", "c"].map(|id| PollOption::new(id, "", Amount::from(0)));
    let kind = BallotKind::Ranking { longest: 3 };
    let mut rankings = Profile::new(kind, options.to_vec(), None).unwrap();
    let [a, b, c] = [0, 1, 2].map(OptionIndex::new);
    rankings.push(Ballot::Ranking(&[a, c]), 2).unwrap();
    rankings.push(Ballot::Ranking(&[]), 4).unwrap();
    rankings.push(Ballot::Ranking(&[b, a, c]), 1).unwrap();
    let orders = profile("abc", &[(2, "ac"), (1, "bac"), (4, "")]);
    for rule in RULES {
        assert_eq!(counted(&rankings, rule), counted(&orders, rule));
    }
    assert_eq!((counted(&orders, Rule::Schulze).valid(), orders.weight()), (3, 7));
}

#[test]
fn winning_votes_and_margins_can_elect_others() {
    // b > a by 5 to 4, a > c by 4 to 2, c > b by 6 to 3.
    let profile = profile("abc", &[(2, "cb"), (3, "b"), (4, "ac")]);
    for rule in [Rule::Schulze, Rule::RankedPairs, Rule::Minimax] {
        assert_eq!(winner(&profile, rule, Strength::WinningVotes), "c", "{rule}");
        assert_eq!(winner(&profile, rule, Strength::Margins), "a", "{rule}");
    }
    assert_eq!(scores(&counted(&profile, Rule::Minimax)), [5, 6, 4]);
    let margins = Params::default().with_strength(Strength::Margins);
    let outcome = count(&profile, Rule::Minimax, &margins).unwrap();
    assert_eq!(scores(&outcome), [1, 3, 2]);
}

#[test]
fn of_equal_winning_votes_the_fewer_against_are_stronger() {
    // a > c by 5 to 4, b > a by 4 to 3, c > b by 4 to 2: b > a is the weakest.
    let profile = profile("abc", &[(4, "cb"), (2, "(ab)"), (3, "a")]);
    for rule in [Rule::Schulze, Rule::RankedPairs] {
        let outcome = counted(&profile, rule);
        assert_eq!(ranking(&outcome), "acb", "{rule}");
        assert!(outcome.ties().is_empty());
    }
    let outcome = counted(&profile, Rule::Schulze);
    let contest = &paths(&outcome).contests[0];
    assert_eq!(
        (contest.for_it.path.concat(), contest.against_it.path.concat()),
        ("acb".into(), "ba".into())
    );
    assert_eq!((contest.for_it.strength, contest.for_it.against), (4, Some(2)));
    assert_eq!((contest.against_it.strength, contest.against_it.against), (4, Some(3)));
    assert!(outcome.to_string().contains("1 > 3 > 2 (4 to 2) is stronger than 2 > 1 (4 to 3)"));
    // To minimax a and b have equal worst defeats.
    assert_eq!(ranking(&counted(&profile, Rule::Minimax)), "a=bc");
}

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
        assert_eq!(error, CountError::TooManyToCompare { rule, options: 1_001, most: 1_000 });
        let error = count(&tennessee(), rule, &Params::default().with_threshold(1)).unwrap_err();
        assert_eq!(error, CountError::StrayThreshold { rule });
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
