//! Acts of offices and numbers that race: answers, appeals, phases, limits.

use participation::{
    Alignment, AnswerPlan, ContentKind, DocumentKind, EntryId, Fault, LabelPlan, Matter, Reason,
    Sorted, Space, SpaceKind,
};

use crate::delivery::{carry, copy};
use crate::life::{ca, phase, propose, rules, said};
use crate::races_deliberation::{fault, started, the_same};
use crate::village::Village;
use crate::world::{counted, offices, plan};

// first organiser  ── answer(1, accepted)
// second organiser ── answer(1, rejected)     neither has seen the other
#[test]
fn races_of_two_answers_the_higher_id_wins() {
    let (mut v, _, proposal) = started(1);
    let mut away = copy(&v.node);
    let answer = |state: &str| AnswerPlan { state: state.into(), ..AnswerPlan::default() };
    let yes = v.node.answer(&mut v.stewards[0].pen(), proposal, answer("accepted")).unwrap();
    let no = away.answer(&mut v.stewards[1].pen(), proposal, answer("rejected")).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let card = reading.card(&proposal).unwrap();
        let state = if yes > no { "accepted" } else { "rejected" };
        assert_eq!((card.answer, card.state.as_deref()), (Some(yes.max(no)), Some(state)));
    });
}

// moderator ── label, hidden ── shown again by another
// berta                      ── appeal against the label     neither has seen the other
#[test]
fn races_of_showing_again_and_an_appeal_both_stand() {
    let (mut v, _, proposal) = started(1);
    let label = |hidden| {
        let text = said("Anunci");
        LabelPlan { hidden, reason: Reason::Spam, text, appeal: None }
    };
    let hides = v.node.label(&mut v.stewards[0].pen(), proposal, label(true)).unwrap();
    let mut away = copy(&v.node);
    v.node.label(&mut v.stewards[1].pen(), proposal, label(false)).unwrap();
    let appeal = away.appeal(&mut v.people[0].pen(), hides, ca(), "No ho és").unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        assert_eq!(reading.card(&proposal).unwrap().hidden, None);
        assert_eq!(reading.naming(&hides, ContentKind::Appeal), [appeal]);
        drop(reading);
        assert_eq!(fault(node, &appeal), None);
    });
}

/// Offices, and a space in which supports are one list of at most two, and proposals numbered.
fn numbered(neighbours: u8) -> (Village, EntryId) {
    let mut v = offices(neighbours);
    let space = Space {
        kind: SpaceKind::Process,
        parent: None,
        title: said("El pressupost"),
        languages: Sorted::new([ca()]).unwrap(),
        phase: phase("Idees", counted()),
    };
    let space = v.node.open_space(&mut v.stewards[0].pen(), space).unwrap();
    (v, space)
}

// carla's computer  ── supports(1) the first and the second
// carla's telephone ── supports(1) the third                    three would be over the limit
#[test]
fn races_of_supports_over_the_limit_on_two_devices_one_list_counts() {
    let (mut v, space) = numbered(3);
    v.people[2].take_phone(&mut v.node);
    let mut ids = Vec::new();
    for (who, title) in [(0, "Arbres"), (0, "Bancs"), (1, "Fonts")] {
        ids.push(propose(&mut v.node, &mut v.people[who], space, title));
    }
    let mut away = copy(&v.node);
    let two = v.node.support_all(&mut v.people[2].pen(), space, ids[..2].to_vec()).unwrap();
    let one = away.support_all(&mut v.people[2].phone(), space, ids[2..].to_vec()).unwrap();
    carry(&away, &mut v.node);
    assert!(v.node.support_all(&mut v.people[2].pen(), space, ids.clone()).is_err());
    let slot = v.slots[2];
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let ballot = reading.support_ballot(&space, &slot).unwrap();
        assert_eq!(ballot.id, two.max(one));
        let supports: Vec<u32> = ids.iter().map(|id| reading.supports(id)).collect();
        assert_eq!(supports, if two > one { [1, 1, 0] } else { [0, 0, 1] });
    });
}

// berta's computer  ── proposal 1
// berta's telephone ── another proposal 1     neither has seen the other
#[test]
fn races_of_two_proposals_with_one_number_the_lower_id_has_it() {
    let (mut v, space) = numbered(1);
    v.people[0].take_phone(&mut v.node);
    let mut away = copy(&v.node);
    let proposes = || plan(DocumentKind::Proposal);
    let here = v.node.compose(&mut v.people[0].pen(), space, proposes()).unwrap();
    let there = away.compose(&mut v.people[0].phone(), space, proposes()).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let (first, second) = (reading.card(&here.min(there)), reading.card(&here.max(there)));
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!((first.ordinal, first.is_shown()), (1, true));
        assert_eq!((second.ordinal, second.number_taken, second.is_shown()), (1, true, false));
    });
    // The second number is still free, a third is not.
    v.node.compose(&mut v.people[0].pen(), space, proposes()).unwrap();
    assert!(v.node.compose(&mut v.people[0].pen(), space, proposes()).is_err());
}

// organiser ── second phase ── third phase, which raises
// carla     ── support                    in the first phase, unseen by the second
#[test]
fn races_of_a_phase_and_a_support_it_is_late_until_a_phase_takes_it_in() {
    let (mut v, space, proposal) = started(2);
    let mut away = copy(&v.node);
    let second = phase("Debat", rules());
    let second = v.node.enter_phase(&mut v.stewards[0].pen(), space, second, false).unwrap();
    let yes = Alignment::InFavour;
    let support = away.stand(&mut v.people[1].pen(), proposal, Matter::Support, yes).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &support), Some(Fault::PhaseOver { phase: second }));
        assert_eq!(node.deliberation().card(&proposal).unwrap().supporters, []);
    });
    let third = phase("Final", rules());
    v.node.enter_phase(&mut v.stewards[0].pen(), space, third, true).unwrap();
    let slot = v.slots[1];
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &support), None);
        assert_eq!(node.deliberation().card(&proposal).unwrap().supporters, [slot]);
    });
}
