//! Each form of ballot: what is cast comes out of it unchanged, and what is wrong is told.

use ateneu_page::Tongue;
use ateneu_page::ballot::read;
use ateneu_page::words::Words;
use participation::{BallotRule, Choices};

use crate::html::fields;
use crate::village::{Asked, Village};

const CA: Words = Words::of(Tongue::Catalan);

/// A ballot rule with a ballot that keeps it.
fn kinds() -> Vec<(Asked, Choices)> {
    let costs = [1250, 99_999, 30_000];
    vec![
        (
            Asked::poll("plurality", BallotRule::Approval { min: 1, max: 1 }, 3),
            Choices::Approval(vec![1]),
        ),
        (
            Asked::poll("plurality", BallotRule::Approval { min: 0, max: 1 }, 3),
            Choices::Approval(vec![]),
        ),
        (
            Asked::poll("approval", BallotRule::Approval { min: 1, max: 3 }, 3),
            Choices::Approval(vec![0, 2]),
        ),
        (
            Asked::budget("greedy", BallotRule::BudgetPercent { percent: 20 }, 100_000, &costs),
            Choices::Approval(vec![0, 2]),
        ),
        (
            Asked::budget("greedy", BallotRule::BudgetMinimum { projects: 1 }, 100_000, &costs),
            Choices::Approval(vec![1]),
        ),
        (
            Asked::budget(
                "greedy",
                BallotRule::BudgetSelection { min: 1, max: 2 },
                100_000,
                &costs,
            ),
            Choices::Approval(vec![1, 2]),
        ),
        (
            Asked::poll("score", BallotRule::Points { most: 5, min: 1, max: 15, options: 3 }, 3),
            Choices::Points(vec![(0, 5), (2, 1)]),
        ),
        (
            Asked::poll(
                "score",
                BallotRule::Points { most: 1000, min: 1, max: 3000, options: 3 },
                3,
            ),
            Choices::Points(vec![(1, 999)]),
        ),
        (
            Asked::poll("schulze", BallotRule::Ranking { min: 1, max: 4 }, 4),
            Choices::Ranking(vec![3, 0, 2]),
        ),
        (
            Asked::poll("schulze", BallotRule::Ranking { min: 0, max: 30 }, 30),
            Choices::Ranking(vec![29, 3, 11]),
        ),
    ]
}

#[test]
fn every_form_sends_back_the_ballot_that_it_shows() {
    let mut village = Village::of(1);
    for (asked, choices) in kinds() {
        let name = format!("{:?}", asked.ballot);
        let poll = village.open("Títol", "", asked);
        village.vote(0, poll, choices.clone());
        let html = village.booth(&village.visit(Tongue::Catalan, Some(0)), &poll, None);
        let fields = fields(&html);
        let pairs = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let opening = village.community.opening(&poll).unwrap();
        assert_eq!(read(opening, pairs, CA), Ok(choices), "{name}");
        assert!(fields.contains(&("token".into(), "token".into())));
        assert!(fields.contains(&("nonce".into(), "nonce".into())));
    }
}

#[test]
fn a_ballot_that_does_not_fit_is_shown_again_as_it_was_typed() {
    let mut village = Village::of(1);
    let costs = [60_000, 70_000];
    let asked = Asked::budget("greedy", BallotRule::BudgetMinimum { projects: 1 }, 100_000, &costs);
    let poll = village.open("Diners", "", asked);
    let opening = village.community.opening(&poll).unwrap();
    let sent = [("choice", "0"), ("choice", "1")];
    let typed = read(opening, sent, CA).unwrap_err();
    let why = "Els projectes triats costen 1300 i el pressupost és de 1000. Treu-ne 300 o més.";
    assert_eq!(typed.problems()[0].text, why);
    let html = village.booth(&village.visit(Tongue::Catalan, Some(0)), &poll, Some(typed));
    assert_eq!(html.matches(" checked>").count(), 2);
    assert!(html.contains(&format!("<a href=\"#ballot\">{why}</a>")));
    assert!(html.contains("<span class=\"big\" data-sum>1300</span>"));
    assert!(html.contains("Et passes de 300"));
    assert!(html.contains("class=\"basket over\""));
}

#[test]
fn what_is_wrong_stands_beside_its_field() {
    let mut village = Village::of(1);
    let ranking = village.open(
        "Ordre",
        "",
        Asked::poll("schulze", BallotRule::Ranking { min: 1, max: 3 }, 3),
    );
    let rule = BallotRule::Points { most: 4, min: 1, max: 6, options: 3 };
    let points = village.open("Punts", "", Asked::poll("score", rule, 3));
    let rule = BallotRule::Points { most: 9, min: 0, max: 9, options: 3 };
    let credits = village.open("Crèdits", "", Asked::poll("quadratic", rule, 3));
    let one = BallotRule::Approval { min: 1, max: 1 };
    let one = village.open("Una", "", Asked::poll("plurality", one, 3));
    for (poll, sent, field) in [
        (ranking, vec![("mark-0", "1"), ("mark-1", "1")], "o1"),
        (ranking, vec![("mark-0", "0")], "o0"),
        (ranking, vec![("mark-2", "first")], "o2"),
        (ranking, vec![], "ballot"),
        (points, vec![("mark-0", "-1")], "o0"),
        (points, vec![("mark-1", "5")], "o1"),
        (points, vec![("mark-1", "4"), ("mark-0", "4")], "ballot"),
        (points, vec![("mark-1", "1.5")], "o1"),
        (points, vec![("mark-9", "1")], "ballot"),
        (credits, vec![("mark-0", "3"), ("mark-1", "1")], "ballot"),
        (one, vec![("choice", "0"), ("choice", "2")], "ballot"),
        (one, vec![("choice", "70000")], "ballot"),
        (one, vec![("choice", "x")], "ballot"),
        (one, vec![("mark-0", "1")], "ballot"),
    ] {
        let opening = village.community.opening(&poll).unwrap();
        let typed = read(opening, sent.iter().copied(), CA).unwrap_err();
        assert_eq!(typed.problems()[0].field, field, "{sent:?}");
        let text = typed.problems()[0].text.clone();
        let html = village.booth(&village.visit(Tongue::Catalan, Some(0)), &poll, Some(typed));
        assert!(html.contains(&format!("<a href=\"#{field}\">{text}</a>")), "{sent:?}");
        assert!(html.contains(&format!(" id=\"{field}\"")), "{sent:?}");
        for (name, value) in sent.iter().filter(|(name, _)| name.starts_with("mark-")) {
            let listed = format!("<option selected>{value}</option>");
            let typed = format!("name=\"{name}\" value=\"{value}\"");
            let kept = html.contains(&listed) || html.contains(&typed) || *name == "mark-9";
            assert!(kept || poll == one, "{sent:?}");
        }
    }
}

#[test]
fn places_may_be_left_out_of_an_order() {
    let mut village = Village::of(1);
    let asked = Asked::poll("schulze", BallotRule::Ranking { min: 1, max: 9 }, 9);
    let poll = village.open("Ordre", "", asked);
    let opening = village.community.opening(&poll).unwrap();
    let sent = [("mark-4", "7"), ("mark-0", " 2 "), ("mark-1", "")];
    assert_eq!(read(opening, sent, CA), Ok(Choices::Ranking(vec![0, 4])));
}
