//! What a poll comes to: the same numbers as drawing and as table, told in three languages.

use ateneu_page::Tongue;
use participation::{BallotRule, Choices};

use crate::html::between;
use crate::village::{Asked, Village};

/// Every rule with a ballot rule that it counts.
const RULES: [&str; 22] = [
    "plurality",
    "two-round",
    "approval",
    "score",
    "majority-judgment",
    "quadratic",
    "irv",
    "stv-scottish",
    "stv-meek",
    "schulze",
    "ranked-pairs",
    "minimax",
    "copeland",
    "supports",
    "consent",
    "majority >=2/3 of cast, quorum >=1/3 of roll",
    "greedy",
    "greedy-no-skip",
    "greedy-threshold",
    "equal-shares",
    "equal-shares-add1",
    "equal-shares-add1-overspend",
];

fn asked(rule: &'static str) -> Asked {
    let one = BallotRule::Approval { min: 0, max: 1 };
    let any = BallotRule::Approval { min: 0, max: 4 };
    let points = BallotRule::Points { most: 9, min: 0, max: 30, options: 4 };
    let mut asked = match rule {
        "plurality" => Asked::poll(rule, one, 4),
        "approval" | "supports" => Asked::poll(rule, any, 4),
        "score" | "majority-judgment" | "quadratic" => Asked::poll(rule, points, 4),
        "consent" => Asked::poll(rule, one, 4),
        rule if rule.starts_with("majority ") => Asked::poll(RULES[15], one, 3),
        rule if rule.starts_with("greedy") || rule.starts_with("equal") => {
            let known = RULES.into_iter().find(|known| *known == rule).unwrap();
            Asked::budget(known, any, 100_050, &[40_000, 30_025, 50_000, 10])
        }
        _ => Asked::poll(rule, BallotRule::Ranking { min: 0, max: 4 }, 4),
    };
    let names: &[&str] = match rule {
        "consent" => &["agree", "abstain", "disagree", "block"],
        rule if rule.starts_with("majority ") => &["for", "against", "abstain"],
        _ => &[],
    };
    for ((id, _, _), name) in asked.options.iter_mut().zip(names) {
        *id = (*name).to_owned();
    }
    asked
}

fn ballots(rule: &BallotRule) -> Vec<Choices> {
    match rule {
        BallotRule::Approval { max: 1, .. } => {
            [vec![0], vec![1], vec![0], vec![2], vec![]].map(Choices::Approval).into()
        }
        BallotRule::Points { .. } => {
            [vec![(0, 3), (1, 2)], vec![(1, 3)], vec![(0, 1), (3, 2)], vec![(2, 2)], vec![]]
                .map(Choices::Points)
                .into()
        }
        BallotRule::Ranking { .. } => {
            [vec![0, 1, 2], vec![1, 2, 0], vec![2, 0, 1], vec![3, 0], vec![0]]
                .map(Choices::Ranking)
                .into()
        }
        BallotRule::Approval { .. }
        | BallotRule::BudgetPercent { .. }
        | BallotRule::BudgetMinimum { .. }
        | BallotRule::BudgetSelection { .. } => {
            [vec![0, 1], vec![1, 2], vec![0, 3], vec![2], vec![]].map(Choices::Approval).into()
        }
    }
}

#[test]
fn every_rule_is_explained_with_the_same_numbers_in_every_language() {
    let mut village = Village::of(5);
    for rule in RULES {
        let asked = asked(rule);
        let ballots = ballots(&asked.ballot);
        let poll = village.open("Una tria", "", asked);
        for (voter, choices) in ballots.into_iter().enumerate() {
            village.vote(voter, poll, choices);
        }
        for sealed in [false, true] {
            if sealed {
                village.seal(poll);
            }
            let report = village.community.report(&poll).unwrap();
            assert_eq!(village.community.poll_status(&poll).unwrap(), report.status, "{rule}");
            let outcome = report.outcome;
            let outcome = outcome.unwrap_or_else(|| panic!("{rule} counts nothing"));
            for tongue in Tongue::ALL {
                let visit = village.visit(tongue, Some(0));
                let html = village.result(&visit, &poll);
                let main = html.split("<main").nth(1).unwrap();
                // A message that is not there is written as its name in brackets.
                let booth = village.booth(&visit, &poll, None);
                for page in [main, booth.split("<main").nth(1).unwrap()] {
                    assert!(!page.contains('['), "{rule}: {page}");
                }
                same_numbers(main, &outcome, rule);
            }
        }
        let html = village.result(&village.visit(Tongue::English, None), &poll);
        assert!(html.contains("5 of 6 voted"), "{rule}");
        assert!(html.contains("1 of 1 signed the list of 5 ballots."), "{rule}");
        assert!(html.contains("ateneu audit"), "{rule}");
    }
}

/// The bars, the table and the outcome say the same of every option.
fn same_numbers(html: &str, outcome: &participation::Outcome, rule: &str) {
    let titles = between(html, "<title>", "</title>");
    let rows = between(html.split("</thead>").nth(1).unwrap(), "<tr>", "</tr>");
    assert_eq!(titles.len(), outcome.scores().len(), "{rule}");
    let mut widths = Vec::new();
    for (n, title) in titles.iter().enumerate() {
        let (label, score) = title.rsplit_once(": ").unwrap();
        let row = rows[n];
        assert_eq!(between(row, "<bdi>", "</bdi>")[0], label, "{rule}");
        assert_eq!(between(row, "<td class=\"num\">", "</td>")[0], score, "{rule}");
        let said = outcome.scores().iter().find(|(id, _)| outcome.label(id) == label).unwrap();
        assert_eq!(said.1.to_string(), score, "{rule}");
        let bar = between(html, "</title>", "</svg>")[n];
        let width: u64 = between(bar, "<rect width=\"", "\"")[0].parse().unwrap();
        let highest = outcome.scores().iter().map(|(_, score)| *score).max().unwrap().max(1);
        assert_eq!(width, said.1 * 1000 / highest, "{rule}");
        widths.push(width);
    }
    let won = html.matches("<li class=\"won\">").count();
    assert_eq!(won, outcome.winners().len(), "{rule}");
}

#[test]
fn a_result_is_provisional_until_it_is_sealed() {
    let mut village = Village::of(2);
    let one = BallotRule::Approval { min: 1, max: 1 };
    let poll = village.open("Una", "", Asked::poll("plurality", one, 2));
    let first = village.vote(0, poll, Choices::Approval(vec![0]));
    village.vote(0, poll, Choices::Approval(vec![1]));
    let visit = village.visit(Tongue::English, None);
    let open = village.result(&visit, &poll);
    assert!(open.contains("Provisional") && open.contains("Ahead so far:"));
    assert!(open.contains("1 ballot does not count"));
    assert!(open.contains(&participation::receipt_code(&first)));
    assert!(open.contains("the same person voted again"));
    village.seal(poll);
    let sealed = village.result(&visit, &poll);
    assert!(!sealed.contains("Provisional") && sealed.contains("Won by:"));
}
