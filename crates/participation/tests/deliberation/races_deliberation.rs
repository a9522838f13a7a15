//! Acts of deliberation that race: each history is drawn, and runs on replicas in every order.

use participation::{
    Alignment, AmendmentState, CommentPlan, DocumentKind, EntryId, Fault, LabelPlan, Link, Matter,
    Reason, Relation, Role, TextField, Voice,
};

use crate::delivery::{carry, copy, everywhere};
use crate::histories::told;
use crate::life::{ca, phase, process, propose, rules, said};
use crate::village::{Node, Village};
use crate::world::{offices, plan};

/// As [`everywhere`], with all that is said.
pub fn the_same(node: &Node, check: impl Fn(&Node)) {
    let expected = told(node);
    everywhere(node, |other| {
        assert_eq!(told(other), expected);
        check(other);
    });
}

// berta ── proposal ── withdrawal
// carla             ── support        neither has seen the other
#[test]
fn races_of_a_withdrawal_and_a_support_both_stand() {
    let mut v = offices(2);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let mut away = copy(&v.node);
    v.node.withdraw(&mut v.people[0].pen(), proposal, said("No cal")).unwrap();
    let support = Alignment::InFavour;
    away.stand(&mut v.people[1].pen(), proposal, Matter::Support, support).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let card = reading.card(&proposal).unwrap();
        assert_eq!((card.withdrawn.is_some(), card.supporters.len()), (true, 1));
    });
}

// carla's computer  ── support(1, yes)
// carla's telephone ── support(1, no)    neither has seen the other
#[test]
fn races_of_a_support_on_two_devices_the_higher_id_wins() {
    let mut v = offices(2);
    v.people[1].take_phone(&mut v.node);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let mut away = copy(&v.node);
    let (matter, yes, no) = (Matter::Support, Alignment::InFavour, Alignment::Neutral);
    let here = v.node.stand(&mut v.people[1].pen(), proposal, matter, yes).unwrap();
    let there = away.stand(&mut v.people[1].phone(), proposal, matter, no).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let supporters = reading.card(&proposal).unwrap().supporters.len();
        assert_eq!(supporters, usize::from(here > there));
    });
}

// first moderator  ── label(1, hidden)
// second moderator ── label(1, shown)      neither has seen the other
#[test]
fn races_of_hiding_and_showing_the_higher_id_wins() {
    let mut v = offices(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let mut away = copy(&v.node);
    let label = |hidden| {
        let text = said("Anunci");
        LabelPlan { hidden, reason: Reason::Spam, text, appeal: None }
    };
    let hides = v.node.label(&mut v.stewards[0].pen(), proposal, label(true)).unwrap();
    let shows = away.label(&mut v.stewards[1].pen(), proposal, label(false)).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let hidden = node.deliberation().card(&proposal).unwrap().hidden;
        assert_eq!(hidden, (hides > shows).then_some(hides));
    });
}

// berta ── comment ── erasure of it
// carla            ── reply           the reply keeps its place
#[test]
fn races_of_a_reply_and_the_erasure_of_what_it_answers_both_stand() {
    let mut v = offices(2);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let plan = |parent, text| CommentPlan {
        subject: proposal,
        parent,
        voice: Voice::Member,
        alignment: Alignment::Neutral,
        language: ca(),
        text,
    };
    let first = v.node.comment(&mut v.people[0].pen(), plan(None, "Dit")).unwrap();
    let mut away = copy(&v.node);
    v.node.erase_content(&mut v.people[0].pen(), &[first]).unwrap();
    let reply = away.comment(&mut v.people[1].pen(), plan(Some(first), "Respost")).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(node.act(&first).unwrap(), None);
        let reading = node.deliberation();
        assert!(reading.remark(&first).unwrap().erased);
        assert_eq!(reading.remark(&reply).unwrap().parent, Some(first));
    });
}

// data officer ── erasure of berta's proposal      asked for, not in force
// stewards                                    ── revision that puts it in force
#[test]
fn races_of_an_erasure_that_is_asked_for_it_hides_until_it_is_in_force() {
    let mut v = offices(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let asked = v.node.erase_content(&mut v.stewards[0].pen(), &[proposal]).unwrap();
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let card = reading.card(&proposal).unwrap();
        assert_eq!((card.hidden, card.erased), (Some(asked), false));
    });
    v.revise(vec![participation::Change::Erase(asked)]);
    the_same(&v.node, |node| {
        assert_eq!(node.act(&proposal).unwrap(), None);
        assert!(node.deliberation().card(&proposal).unwrap().erased);
    });
}

// berta ── proposal ── re-base ── re-base of the re-base
// whoever comes later gets neither text of the first two
#[test]
fn races_of_two_rebases_one_after_the_other_the_last_text_is_everywhere() {
    let mut v = offices(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    for title in ["Segon", "Tercer"] {
        let title = participation::FieldEdit::text(
            TextField::Title,
            ca(),
            participation::Text::new(title).unwrap(),
        );
        let fields = participation::FieldEdits::new([title]);
        v.node.rebase(&mut v.people[0].pen(), proposal, fields).unwrap();
    }
    the_same(&v.node, |node| {
        assert_eq!(node.act(&proposal).unwrap(), None);
        let reading = node.deliberation();
        assert_eq!(reading.card(&proposal).unwrap().titles, [(ca(), "Tercer".to_owned())]);
    });
}

pub fn started(neighbours: u8) -> (Village, EntryId, EntryId) {
    let mut v = offices(neighbours);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    (v, space, proposal)
}

pub fn remark(subject: EntryId) -> CommentPlan<'static> {
    CommentPlan {
        subject,
        parent: None,
        voice: Voice::Member,
        alignment: Alignment::Neutral,
        language: ca(),
        text: "Hi dic la meva",
    }
}

pub fn fault(node: &Node, id: &EntryId) -> Option<Fault> {
    let void = node.deliberation().all_void();
    void.into_iter().find(|void| void.id == *id).map(|void| void.fault)
}

// organiser ── second phase ── third phase, which raises
// carla     ── comment                    in the first phase, unseen by the second
#[test]
fn races_of_a_phase_and_a_comment_it_is_late_until_a_phase_takes_it_in() {
    let (mut v, space, proposal) = started(2);
    let mut away = copy(&v.node);
    let second = phase("Debat", rules());
    let second = v.node.enter_phase(&mut v.stewards[0].pen(), space, second, false).unwrap();
    let comment = away.comment(&mut v.people[1].pen(), remark(proposal)).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &comment), Some(Fault::PhaseOver { phase: second }));
        assert_eq!(node.deliberation().card(&proposal).unwrap().comments, 0);
    });
    let third = phase("Final", rules());
    v.node.enter_phase(&mut v.stewards[0].pen(), space, third, true).unwrap();
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &comment), None);
        assert_eq!(node.deliberation().card(&proposal).unwrap().comments, 1);
    });
}

// first organiser  ── second phase
// second organiser ── another second phase     neither has seen the other
#[test]
fn races_of_two_phases_the_higher_id_holds() {
    let (mut v, space, _) = started(1);
    let mut away = copy(&v.node);
    let begin = |title| phase(title, rules());
    let here = v.node.enter_phase(&mut v.stewards[0].pen(), space, begin("Debat"), false).unwrap();
    let there = away.enter_phase(&mut v.stewards[1].pen(), space, begin("Vot"), false).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| assert_eq!(node.current_phase(&space).unwrap(), here.max(there)));
}

// berta's computer  ── acceptance
// berta's telephone ── refusal        neither has seen the other
#[test]
fn races_of_an_acceptance_and_a_refusal_the_acceptance_wins() {
    let (mut v, _, proposal) = started(2);
    v.people[0].take_phone(&mut v.node);
    let mut text = v.node.deliberation().text(&proposal).unwrap();
    text.texts.insert((TextField::Title, ca()), "Més ombra".into());
    let amendment = v.node.amend(&mut v.people[1].pen(), proposal, &text).unwrap();
    let mut away = copy(&v.node);
    v.node.decide(&mut v.people[0].pen(), amendment, false, said("no")).unwrap();
    let yes = away.decide(&mut v.people[0].phone(), amendment, true, said("sí")).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let mut reading = node.deliberation();
        let card = reading.card(&amendment).unwrap();
        assert_eq!((card.amendment, card.verdict), (Some(AmendmentState::Accepted), Some(yes)));
        let now = reading.text(&proposal).unwrap();
        assert_eq!(now.text(TextField::Title, ca()), "Més ombra");
    });
}

// berta's computer  ── edit of the title
// berta's telephone ── edit of the body      neither has seen the other
#[test]
fn races_of_two_edits_both_are_in_the_text() {
    let (mut v, _, proposal) = started(1);
    v.people[0].take_phone(&mut v.node);
    let mut away = copy(&v.node);
    let before = v.node.deliberation().text(&proposal).unwrap();
    let with = |field, words: &str| {
        let mut after = before.clone();
        after.texts.insert((field, ca()), words.to_owned());
        after
    };
    let (title, body) = (with(TextField::Title, "Ombra"), with(TextField::Body, "Ben curt."));
    v.node.rewrite(&mut v.people[0].pen(), proposal, &title).unwrap();
    away.rewrite(&mut v.people[0].phone(), proposal, &body).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let mut reading = node.deliberation();
        let now = reading.text(&proposal).unwrap();
        assert_eq!(now.text(TextField::Title, ca()), "Ombra");
        assert_eq!(now.text(TextField::Body, ca()), "Ben curt.");
        assert_eq!(reading.card(&proposal).unwrap().heads.len(), 2);
    });
}

// stewards ── revocation of berta
// berta    ── erasure of her proposal     names the revision before, beyond the frontier
#[test]
fn races_of_a_revocation_and_an_authors_erasure_the_erasure_holds() {
    let (mut v, _, proposal) = started(1);
    let mut away = copy(&v.node);
    let revocation = v.node.revocation(v.slots[0]);
    v.revise(vec![revocation]);
    away.erase_content(&mut v.people[0].pen(), &[proposal]).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(node.act(&proposal).unwrap(), None);
        assert!(node.deliberation().card(&proposal).unwrap().erased);
    });
}

// stewards ── suspension of carla
// carla    ── comment              names the revision before, beyond the frontier
#[test]
fn races_of_a_suspension_and_a_comment_the_frontier_decides() {
    let (mut v, _, proposal) = started(2);
    let within = v.node.comment(&mut v.people[1].pen(), remark(proposal)).unwrap();
    let mut away = copy(&v.node);
    let suspension = v.node.suspension(v.slots[1]);
    v.revise(vec![suspension]);
    let beyond = away.comment(&mut v.people[1].pen(), remark(proposal)).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &within), None);
        assert!(matches!(fault(node, &beyond), Some(Fault::Late { .. })));
    });
}

// stewards  ── end of the second moderator's role
// moderator ── label                              names the revision before, beyond the frontier
#[test]
fn races_of_a_demotion_and_a_label_the_frontier_decides() {
    let (mut v, _, proposal) = started(1);
    let mut away = copy(&v.node);
    let end = v.node.demotion(Role::Moderator, v.stewards[1].keys.member.public());
    v.revise(vec![end]);
    let plan = LabelPlan { hidden: true, reason: Reason::Spam, text: said("Anunci"), appeal: None };
    let label = away.label(&mut v.stewards[1].pen(), proposal, plan).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert!(matches!(fault(node, &label), Some(Fault::Late { .. })));
        assert_eq!(node.deliberation().card(&proposal).unwrap().hidden, None);
    });
}

// berta's computer  ── link(1)
// berta's telephone ── link(1), taken away     neither has seen the other
#[test]
fn races_of_linking_and_parting_the_higher_id_wins() {
    let (mut v, space, proposal) = started(1);
    v.people[0].take_phone(&mut v.node);
    let other = propose(&mut v.node, &mut v.people[0], space, "Més bancs");
    let mut away = copy(&v.node);
    let link = || Link { relation: Relation::Related, to: other };
    let links = v.node.relate(&mut v.people[0].pen(), proposal, link(), true).unwrap();
    let parts = away.relate(&mut v.people[0].phone(), proposal, link(), false).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let linked = node.deliberation().card(&proposal).unwrap().links.len();
        assert_eq!(linked, usize::from(links > parts));
    });
}

// berta     ── debate ── closing(1)
// organiser           ── opening again(1)    neither has seen the other
// carla                ── comment            says something all the same
#[test]
fn races_of_closing_and_opening_a_debate_the_higher_id_wins_and_comments_stand() {
    let (mut v, space, _) = started(2);
    let plan = plan(DocumentKind::Debate);
    let debate = v.node.compose(&mut v.people[0].pen(), space, plan).unwrap();
    let mut away = copy(&v.node);
    let closes = v.node.conclude(&mut v.people[0].pen(), debate, true, said("Fet")).unwrap();
    let opens = away.conclude(&mut v.stewards[1].pen(), debate, false, said("Encara")).unwrap();
    away.comment(&mut v.people[1].pen(), remark(debate)).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let card = reading.card(&debate).unwrap();
        assert_eq!((card.closed, card.comments), (closes > opens, 1));
    });
}

// carla ── amendment, which nobody has decided: its text can be read
// berta ── edit of the proposal
#[test]
fn races_of_an_edit_and_an_amendment_each_keeps_its_own_text() {
    let (mut v, _, proposal) = started(2);
    let mut away = copy(&v.node);
    let mut text = v.node.deliberation().text(&proposal).unwrap();
    text.texts.insert((TextField::Title, ca()), "Ombra".into());
    v.node.rewrite(&mut v.people[0].pen(), proposal, &text).unwrap();
    text.texts.insert((TextField::Title, ca()), "Més bancs".into());
    let amendment = away.amend(&mut v.people[1].pen(), proposal, &text).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let mut reading = node.deliberation();
        let own = reading.text(&proposal).unwrap();
        assert_eq!(own.text(TextField::Title, ca()), "Ombra");
        let wished = reading.text(&amendment).unwrap();
        assert_eq!(wished.text(TextField::Title, ca()), "Més bancs");
    });
}
