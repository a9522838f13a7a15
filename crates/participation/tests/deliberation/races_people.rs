//! What people say of themselves and of each other, and whom they write with, raced.

use participation::{
    Alignment, AnswerPlan, CommentPlan, EntryId, Fault, LabelPlan, Localized, Matter, Reason, Role,
    TextField, Voice,
};

use crate::delivery::{carry, copy};
use crate::life::{ca, said};
use crate::races_deliberation::{fault, started, the_same};
use crate::village::Village;

fn comment(v: &mut Village, subject: EntryId) -> EntryId {
    let plan = CommentPlan {
        subject,
        parent: None,
        voice: Voice::Member,
        alignment: Alignment::Neutral,
        language: ca(),
        text: "Dit",
    };
    v.node.comment(&mut v.people[0].pen(), plan).unwrap()
}

// berta's computer  ── words(1)
// berta's telephone ── words(1)      neither has seen the other
#[test]
fn races_of_two_rewordings_the_higher_id_is_read() {
    let (mut v, _, proposal) = started(1);
    v.people[0].take_phone(&mut v.node);
    let first = comment(&mut v, proposal);
    let mut away = copy(&v.node);
    let here = v.node.reword(&mut v.people[0].pen(), first, ca(), "Ben dit").unwrap();
    let there = away.reword(&mut v.people[0].phone(), first, ca(), "Mal dit").unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let remark = reading.remark(&first).unwrap();
        assert_eq!((remark.words, remark.rewordings), (here.max(there), 2));
    });
}

// berta's computer  ── profile(1)
// berta's telephone ── profile(1)    neither has seen the other
#[test]
fn races_of_two_profiles_the_higher_id_is_shown() {
    let (mut v, ..) = started(1);
    v.people[0].take_phone(&mut v.node);
    let mut away = copy(&v.node);
    let here = v.node.introduce(&mut v.people[0].pen(), "Berta", Localized::default()).unwrap();
    let there = away.introduce(&mut v.people[0].phone(), "B.", Localized::default()).unwrap();
    carry(&away, &mut v.node);
    let slot = v.slots[0];
    the_same(&v.node, |node| {
        assert_eq!(node.deliberation().profile(&slot), Some(here.max(there)));
    });
}

// carla's computer  ── accepts(1)
// carla's telephone ── declines(1)    neither has seen the other
#[test]
fn races_of_accepting_and_declining_to_be_an_author_the_higher_id_wins() {
    let (mut v, _, proposal) = started(2);
    v.people[1].take_phone(&mut v.node);
    let slot = v.slots[1];
    let invitation = v.node.invite_author(&mut v.people[0].pen(), proposal, slot).unwrap();
    let mut away = copy(&v.node);
    let yes = v.node.reply(&mut v.people[1].pen(), invitation, true).unwrap();
    let no = away.reply(&mut v.people[1].phone(), invitation, false).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let authors = &reading.card(&proposal).unwrap().coauthors;
        assert_eq!(authors.contains(&slot), yes > no);
    });
}

// carla's computer  ── edit, as a co-author
// carla's telephone ── leaves               the edit was made by an author
#[test]
fn races_of_leaving_and_an_edit_both_stand() {
    let (mut v, _, proposal) = started(2);
    v.people[1].take_phone(&mut v.node);
    let slot = v.slots[1];
    let invitation = v.node.invite_author(&mut v.people[0].pen(), proposal, slot).unwrap();
    v.node.reply(&mut v.people[1].pen(), invitation, true).unwrap();
    let mut away = copy(&v.node);
    let mut text = v.node.deliberation().text(&proposal).unwrap();
    text.texts.insert((TextField::Body, ca()), "Amb ombra.".into());
    let edit = v.node.rewrite(&mut v.people[1].pen(), proposal, &text).unwrap();
    away.reply(&mut v.people[1].phone(), invitation, false).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &edit), None);
        let mut reading = node.deliberation();
        assert!(reading.card(&proposal).unwrap().coauthors.is_empty());
        let now = reading.text(&proposal).unwrap();
        assert_eq!(now.text(TextField::Body, ca()), "Amb ombra.");
    });
}

// berta's computer  ── invites carla
// berta's telephone ── withdraws the proposal
#[test]
fn races_of_inviting_an_author_and_withdrawing_both_stand() {
    let (mut v, _, proposal) = started(2);
    v.people[0].take_phone(&mut v.node);
    let slot = v.slots[1];
    let mut away = copy(&v.node);
    let invitation = v.node.invite_author(&mut v.people[0].pen(), proposal, slot).unwrap();
    away.withdraw(&mut v.people[0].phone(), proposal, said("No cal")).unwrap();
    carry(&away, &mut v.node);
    v.node.reply(&mut v.people[1].pen(), invitation, true).unwrap();
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let card = reading.card(&proposal).unwrap();
        assert_eq!((card.withdrawn.is_some(), &card.coauthors[..]), (true, &[slot][..]));
    });
}

// carla  ── report of a comment, rating of it
// berta  ── withdraws it
// moderator ── hides it
#[test]
fn races_of_a_report_a_rating_a_withdrawal_and_a_label_all_stand() {
    let (mut v, _, proposal) = started(2);
    let first = comment(&mut v, proposal);
    let mut away = copy(&v.node);
    let mut third = copy(&v.node);
    let report =
        v.node.report_content(&mut v.people[1].pen(), first, Reason::Spam, "Anunci").unwrap();
    let agrees = Alignment::InFavour;
    v.node.stand(&mut v.people[1].pen(), first, Matter::Rating, agrees).unwrap();
    away.withdraw(&mut v.people[0].pen(), first, said("Ho retiro")).unwrap();
    let plan = LabelPlan { hidden: true, reason: Reason::Spam, text: said("Anunci"), appeal: None };
    let label = third.label(&mut v.stewards[0].pen(), first, plan).unwrap();
    carry(&away, &mut v.node);
    carry(&third, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &report), None);
        let reading = node.deliberation();
        let remark = reading.remark(&first).unwrap();
        assert!(remark.withdrawn.is_some());
        assert_eq!((remark.hidden, remark.agree), (Some(label), 1));
    });
}

// stewards        ── end of the organiser's role, as it stands
// that organiser  ── answer                    lies beyond the frontier
#[test]
fn races_of_the_end_of_an_organiser_and_an_answer_the_frontier_decides() {
    let (mut v, _, proposal) = started(1);
    let mut away = copy(&v.node);
    let organiser = v.stewards[1].keys.member.public();
    let end = v.node.demotion(Role::Organiser, organiser);
    let revision = v.revise(vec![end]);
    let plan = AnswerPlan { state: "accepted".into(), ..AnswerPlan::default() };
    let answer = away.answer(&mut v.stewards[1].pen(), proposal, plan).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &answer), Some(Fault::Late { revision }));
        assert_eq!(node.deliberation().card(&proposal).unwrap().answer, None);
    });
}

// first organiser  ── edits the text of the process
// second organiser ── edits it as well             neither has seen the other
#[test]
fn races_of_two_edits_of_a_process_both_are_in_the_text() {
    let (mut v, space, _) = started(1);
    let mut away = copy(&v.node);
    for (node, organiser, field, words) in [
        (&mut v.node, 0, TextField::Subtitle, "Tothom hi cap"),
        (&mut away, 1, TextField::Summary, "Una plaça nova"),
    ] {
        let mut text = node.deliberation().text(&space).unwrap();
        text.texts.insert((field, ca()), words.into());
        node.rewrite(&mut v.stewards[organiser].pen(), space, &text).unwrap();
    }
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let text = node.deliberation().text(&space).unwrap();
        assert_eq!(text.text(TextField::Subtitle, ca()), "Tothom hi cap");
        assert_eq!(text.text(TextField::Summary, ca()), "Una plaça nova");
    });
}
