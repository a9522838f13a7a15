//! Examples that are counted by hand.

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Params, PollOption, Profile, Round, Rule, Strength,
    count,
};

use crate::letters::{RULES, counted, locks, pairs, paths, profile, ranking, scores, winner};

/// Memphis, Nashville, Chattanooga and Knoxville choose a capital.
pub(crate) fn tennessee() -> Profile {
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
