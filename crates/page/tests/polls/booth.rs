//! Who may vote, what they are told, and what hostile openings can do.

use std::cell::Cell;
use std::sync::Arc;

use ateneu_page::{Tongue, receipt};
use participation::{
    BallotRule, Choices, DocumentKind, DocumentPlan, EntryId, Excluded, Exclusion, Language, Link,
    List, Localized, Permits, Phase, PhaseRules, PollReport, Relation, Sorted, Space, SpaceKind,
    Text, Voice,
};

use crate::village::{Asked, Village};

const ONE: BallotRule = BallotRule::Approval { min: 1, max: 1 };

#[test]
fn only_who_is_on_the_roll_gets_a_ballot() {
    let mut village = Village::of(2);
    let poll = village.open("Una", "", Asked::poll("plurality", ONE, 2));
    let page = |voter| village.booth(&village.visit(Tongue::English, voter), &poll, None);
    assert!(page(Some(0)).contains("<form class=\"ballot\""));
    assert!(page(Some(0)).contains("This is not a secret vote."));
    let passing = page(None);
    assert!(!passing.contains("<form class=\"ballot\""));
    assert!(passing.contains("Log in to vote") && passing.contains("Opció 1"));

    let mut late = village.visit(Tongue::English, Some(0));
    late.neighbour.as_mut().unwrap().slot = None;
    assert!(village.booth(&late, &poll, None).contains("Only members of this community"));
    // A slot that was never in this census stands for one that came after the roll was frozen.
    let other = participation::SlotId::of(EntryId::from_bytes([8; 32]));
    late.neighbour.as_mut().unwrap().slot = Some(other);
    assert!(village.booth(&late, &poll, None).contains("You are not on the roll"));
}

#[test]
fn a_ballot_is_shown_as_cast_until_the_count_and_as_counted_after_it() {
    let mut village = Village::of(2);
    let poll = village.open("Una", "", Asked::poll("plurality", ONE, 2));
    let before = village.booth(&village.visit(Tongue::English, Some(0)), &poll, None);
    assert!(!before.contains("You have voted") && before.contains("Save my vote"));
    village.vote(0, poll, Choices::Approval(vec![0]));
    let second = village.vote(0, poll, Choices::Approval(vec![1]));
    let code = participation::receipt_code(&second);
    let cast = village.booth(&village.visit(Tongue::English, Some(0)), &poll, None);
    assert!(cast.contains("You have voted, and your ballot counts.") && cast.contains(&code));
    assert!(cast.contains("value=\"1\" checked"));
    let list = village.list(&village.visit(Tongue::English, Some(0)));
    assert!(list.contains("You have voted"));
    village.seal(poll);
    let sealed = village.booth(&village.visit(Tongue::English, Some(0)), &poll, None);
    assert!(sealed.contains("Your ballot was counted.") && sealed.contains(&code));
    assert!(!sealed.contains("<form class=\"ballot\""));
    let list = village.list(&village.visit(Tongue::English, Some(0)));
    assert!(list.contains("Won by:") && list.contains("Opció 1"));
}

#[test]
fn what_neighbours_typed_stays_text_on_every_screen() {
    let attack = "<script>alert(1)</script><img src=x onerror=y>\"'&\u{202e}}}{{";
    let mut village = Village::of(1);
    let mut asked = Asked::budget("greedy", BallotRule::Approval { min: 1, max: 2 }, 100, &[1, 2]);
    for (n, (id, label, _)) in asked.options.iter_mut().enumerate() {
        *id = format!("<b>{n}");
        *label = format!("{attack}{n}");
    }
    let poll = village.open(attack, attack, asked);
    village.vote(0, poll, Choices::Approval(vec![0]));
    for sealed in [false, true] {
        if sealed {
            village.seal(poll);
        }
        for tongue in Tongue::ALL {
            let visit = village.visit(tongue, Some(0));
            let screens = [
                village.list(&visit),
                village.booth(&visit, &poll, None),
                village.result(&visit, &poll),
            ];
            for html in screens {
                for bad in ["<script>", "<img", "onerror=y>", "\u{202e}", "<b>0"] {
                    let body = html.split("<main").nth(1).unwrap();
                    assert!(!body.contains(bad), "{bad} in {body}");
                }
            }
        }
    }
}

#[test]
fn a_space_shows_the_polls_to_which_its_documents_are_linked() {
    let mut village = Village::of(1);
    let mine = village.open("De la plaça", "", Asked::poll("plurality", ONE, 2));
    village.open("D’una altra cosa", "", Asked::poll("plurality", ONE, 2));
    let ca: Language = "ca".parse().unwrap();
    let title = |text| Localized::one(ca, Text::new(text).unwrap());
    let rules = PhaseRules {
        permits: Permits::all(),
        hides_supports: false,
        proposals: 3,
        supports: 0,
        least_supports: 0,
        goal: 20,
        title_length: 150,
        body_length: 5000,
        comment_length: 1000,
        reply_depth: 3,
        states: List::default(),
    };
    let space = village.act(|community, pen| {
        let phase = Phase { title: title("Idees"), rules, starts: None, ends: None };
        let languages = Sorted::new([ca]).unwrap();
        let kind = SpaceKind::Process;
        community
            .open_space(pen, Space { kind, parent: None, title: title("Plaça"), languages, phase })
    });
    village.act(|community, pen| {
        let mut plan = DocumentPlan::new(DocumentKind::Page, ca, "La votació", "")?;
        plan.voice = Voice::Official;
        plan.links = vec![Link { relation: Relation::PartOf, to: mine }];
        community.compose(pen, space, plan)
    });
    let visit = village.visit(Tongue::Catalan, None);
    let html = ateneu_page::spaces::one(&village.community, &visit, &space).unwrap().unwrap();
    let group = html.split("<h2 id=\"polls\">").nth(1).expect("no polls");
    let group = group.split("</section>").next().unwrap();
    assert!(group.contains("De la plaça") && !group.contains("D’una altra cosa"));
}

#[test]
fn a_receipt_counts_nothing_itself() {
    let mut village = Village::of(2);
    let poll = village.open("Una", "", Asked::poll("plurality", ONE, 2));
    let first = village.vote(0, poll, Choices::Approval(vec![0]));
    let second = village.vote(0, poll, Choices::Approval(vec![1]));
    let asked = Cell::new(0);
    let look = |village: &Village, ballot, kept: Option<&Arc<PollReport>>| {
        let reports = |_: &EntryId| {
            asked.set(asked.get() + 1);
            kept.cloned()
        };
        let visit = village.visit(Tongue::English, None);
        receipt::show(&village.community, &visit, &ballot, "x", &reports).unwrap().unwrap()
    };
    assert!(look(&village, first, None).contains("the same person voted again"));
    assert!(look(&village, second, None).contains("It counts"));
    assert_eq!(asked.get(), 0, "a poll that is open was counted");
    village.seal(poll);
    // Whatever the report that is kept says is what a receipt says.
    let mut report = village.community.report(&poll).unwrap();
    report.excluded = vec![Excluded { ballot: second, why: Exclusion::BodyMissing }];
    let kept = Arc::new(report);
    assert!(look(&village, second, Some(&kept)).contains("It does not count"));
    let late = village.vote(1, poll, Choices::Approval(vec![1]));
    assert!(look(&village, late, Some(&kept)).contains("It does not count"));
    assert_eq!(asked.get(), 2);
}
