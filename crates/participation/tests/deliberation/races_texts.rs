//! Acts about texts that race: edits, amendments, re-bases, files and erasures.

use participation::{
    AmendmentState, BlobId, DocumentKind, EntryId, Fault, FieldEdit, FieldEdits, FilePlan,
    LabelPlan, Reason, Text, TextField,
};

use crate::delivery::{carry, copy};
use crate::life::{ca, said};
use crate::races_deliberation::{fault, remark, started, the_same};
use crate::village::{Node, Person, Village, certify};
use crate::world::plan;

/// The text of a document as it is, with other words in one field.
fn with(node: &Node, id: &EntryId, field: TextField, words: &str) -> participation::Contents {
    let mut text = node.deliberation().text(id).unwrap();
    text.texts.insert((field, ca()), words.to_owned());
    text
}

fn reads(node: &Node, id: &EntryId, field: TextField) -> String {
    node.deliberation().text(id).unwrap().text(field, ca()).to_owned()
}

/// Berta's proposal, which she has on her telephone too, and carla's amendment of its title.
fn amended() -> (Village, EntryId, EntryId) {
    let (mut v, _, proposal) = started(2);
    v.people[0].take_phone(&mut v.node);
    let text = with(&v.node, &proposal, TextField::Title, "Més ombra");
    let amendment = v.node.amend(&mut v.people[1].pen(), proposal, &text).unwrap();
    (v, proposal, amendment)
}

// carla ── amendment ── withdrawal of it
// berta              ── acceptance         neither has seen the other
#[test]
fn races_of_taking_an_amendment_back_and_accepting_it_the_acceptance_wins() {
    let (mut v, proposal, amendment) = amended();
    let mut away = copy(&v.node);
    v.node.withdraw(&mut v.people[1].pen(), amendment, said("No cal")).unwrap();
    let yes = away.decide(&mut v.people[0].pen(), amendment, true, said("sí")).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        let card = reading.card(&amendment).unwrap();
        assert_eq!((card.amendment, card.verdict), (Some(AmendmentState::Accepted), Some(yes)));
        assert!(card.withdrawn.is_some(), "who looks sees both");
        drop(reading);
        assert_eq!(reads(node, &proposal, TextField::Title), "Més ombra");
    });
}

// berta's computer  ── withdrawal of the proposal
// berta's telephone ── acceptance of an amendment     neither has seen the other
#[test]
fn races_of_withdrawing_a_proposal_and_accepting_an_amendment_both_stand() {
    let (mut v, proposal, amendment) = amended();
    let mut away = copy(&v.node);
    let takes = v.node.withdraw(&mut v.people[0].pen(), proposal, said("No cal")).unwrap();
    away.decide(&mut v.people[0].phone(), amendment, true, said("sí")).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        assert_eq!(reading.card(&proposal).unwrap().withdrawn, Some(takes));
        let state = reading.card(&amendment).unwrap().amendment;
        assert_eq!(state, Some(AmendmentState::Accepted));
        drop(reading);
        assert_eq!(reads(node, &proposal, TextField::Title), "Més ombra");
    });
}

// berta's computer  ── edit of the body
// berta's telephone ── acceptance of another title     neither has seen the other
#[test]
fn races_of_an_edit_and_an_acceptance_both_are_in_the_text() {
    let (mut v, proposal, amendment) = amended();
    let mut away = copy(&v.node);
    let text = with(&v.node, &proposal, TextField::Body, "Ben curt.");
    v.node.rewrite(&mut v.people[0].pen(), proposal, &text).unwrap();
    away.decide(&mut v.people[0].phone(), amendment, true, said("sí")).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(reads(node, &proposal, TextField::Title), "Més ombra");
        assert_eq!(reads(node, &proposal, TextField::Body), "Ben curt.");
        assert_eq!(node.deliberation().all_void(), []);
    });
}

// carla ── amendment ── edit of the amendment
// berta              ── acceptance              of the version that she read
#[test]
fn races_of_editing_an_amendment_and_accepting_it_only_what_was_read_is_accepted() {
    let (mut v, proposal, amendment) = amended();
    let mut away = copy(&v.node);
    let text = with(&v.node, &amendment, TextField::Title, "Menys ombra");
    let later = v.node.rewrite(&mut v.people[1].pen(), amendment, &text).unwrap();
    away.decide(&mut v.people[0].pen(), amendment, true, said("sí")).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(reads(node, &proposal, TextField::Title), "Més ombra");
        assert_eq!(reads(node, &amendment, TextField::Title), "Menys ombra");
        assert_eq!(fault(node, &later), None);
        let reading = node.deliberation();
        let state = reading.card(&amendment).unwrap().amendment;
        assert_eq!(state, Some(AmendmentState::Accepted));
    });
}

// berta's computer  ── re-base
// berta's telephone ── edit      neither has seen the other: the edit is of another generation
#[test]
fn races_of_a_rebase_and_an_edit_the_rebase_wins() {
    let (mut v, _, proposal) = started(1);
    v.people[0].take_phone(&mut v.node);
    let mut away = copy(&v.node);
    let title = FieldEdit::text(TextField::Title, ca(), Text::new("De nou").unwrap());
    v.node.rebase(&mut v.people[0].pen(), proposal, FieldEdits::new([title])).unwrap();
    let text = with(&away, &proposal, TextField::Body, "Ben curt.");
    let edit = away.rewrite(&mut v.people[0].phone(), proposal, &text).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &edit), Some(Fault::OtherGeneration));
        assert_eq!(reads(node, &proposal, TextField::Title), "De nou");
        assert_eq!(reads(node, &proposal, TextField::Body), "");
        assert_eq!(node.act(&proposal).unwrap(), None);
    });
}

// moderator ── label, hidden
// berta     ── edit              neither has seen the other
#[test]
fn races_of_hiding_and_an_edit_both_stand() {
    let (mut v, _, proposal) = started(1);
    let mut away = copy(&v.node);
    let plan = LabelPlan { hidden: true, reason: Reason::Spam, text: said("Anunci"), appeal: None };
    let hides = v.node.label(&mut v.stewards[0].pen(), proposal, plan).unwrap();
    let text = with(&away, &proposal, TextField::Title, "Sense anunci");
    away.rewrite(&mut v.people[0].pen(), proposal, &text).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(node.deliberation().card(&proposal).unwrap().hidden, Some(hides));
        assert_eq!(reads(node, &proposal, TextField::Title), "Sense anunci");
    });
}

// berta ── proposal, carla becomes an author ── erasure of the proposal
// carla                                      ── edit
#[test]
fn races_of_an_erasure_and_a_coauthors_edit_what_was_made_upon_erased_words_is_void() {
    let (mut v, _, proposal) = started(2);
    let slot = v.slots[1];
    let asks = v.node.invite_author(&mut v.people[0].pen(), proposal, slot).unwrap();
    v.node.reply(&mut v.people[1].pen(), asks, true).unwrap();
    let mut away = copy(&v.node);
    v.node.erase_content(&mut v.people[0].pen(), &[proposal]).unwrap();
    let text = with(&away, &proposal, TextField::Title, "Ombra");
    let edit = away.rewrite(&mut v.people[1].pen(), proposal, &text).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(node.act(&proposal).unwrap(), None, "berta's words are gone");
        assert!(node.act(&edit).unwrap().is_some(), "carla's are not berta's to erase");
        // It was made upon words that nobody has any more.
        assert_eq!(fault(node, &edit), Some(Fault::Unfitting));
        let mut reading = node.deliberation();
        let card = reading.card(&proposal).unwrap();
        assert_eq!((card.erased, card.edits, card.is_shown()), (true, 0, false));
        assert!(reading.text(&proposal).is_err());
    });
}

// berta ── proposal, carla becomes an author ── erasure of the proposal
// carla                                      ── edit, a second language of one's own
#[test]
fn races_of_an_erasure_and_a_coauthors_own_words_these_take_the_place() {
    let (mut v, _, proposal) = started(2);
    let slot = v.slots[1];
    let asks = v.node.invite_author(&mut v.people[0].pen(), proposal, slot).unwrap();
    v.node.reply(&mut v.people[1].pen(), asks, true).unwrap();
    let mut away = copy(&v.node);
    v.node.erase_content(&mut v.people[0].pen(), &[proposal]).unwrap();
    let es = "es".parse().unwrap();
    let title = FieldEdit::text(TextField::Title, es, Text::new("Sombra").unwrap());
    let edit = away.edit(&mut v.people[1].pen(), proposal, FieldEdits::new([title])).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &edit), None);
        let mut reading = node.deliberation();
        let card = reading.card(&proposal).unwrap();
        assert_eq!((card.erased, card.edits), (false, 1));
        let text = reading.text(&proposal).unwrap();
        assert_eq!(text.text(TextField::Title, es), "Sombra");
        assert_eq!(text.text(TextField::Body, ca()), "", "nobody tells berta's words any more");
    });
}

fn attach(node: &mut Node, pen: &mut participation::Pen<'_>, proposal: EntryId) -> EntryId {
    let title = said("Plànol");
    let file = FilePlan { bytes: b"cases", media: "text/plain", name: "a.txt", title, weight: 0 };
    node.attach(pen, proposal, &file).unwrap()
}

// berta's computer  ── file ── detachment
// berta's telephone         ── the same file again     neither has seen the other
#[test]
fn races_of_detaching_a_file_and_attaching_it_again_the_later_one_stays() {
    let (mut v, _, proposal) = started(1);
    v.people[0].take_phone(&mut v.node);
    let first = attach(&mut v.node, &mut v.people[0].pen(), proposal);
    let mut away = copy(&v.node);
    v.node.detach(&mut v.people[0].pen(), first).unwrap();
    let again = attach(&mut away, &mut v.people[0].phone(), proposal);
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        assert_eq!(node.deliberation().card(&proposal).unwrap().attachments, [again]);
    });
}

// berta's computer  ── file ── erasure of it
// berta's telephone         ── the same file again     the bytes are still named
#[test]
fn races_of_erasing_a_file_and_attaching_it_again_the_file_stays() {
    let (mut v, _, proposal) = started(1);
    v.people[0].take_phone(&mut v.node);
    let first = attach(&mut v.node, &mut v.people[0].pen(), proposal);
    let mut away = copy(&v.node);
    v.node.erase_content(&mut v.people[0].pen(), &[first]).unwrap();
    let again = attach(&mut away, &mut v.people[0].phone(), proposal);
    carry(&away, &mut v.node);
    let blob = BlobId::from_bytes(participation_types::sha256(b"cases"));
    the_same(&v.node, |node| {
        assert_eq!(node.act(&first).unwrap(), None);
        assert_eq!(node.deliberation().card(&proposal).unwrap().attachments, [again]);
        assert!(participation::Store::blob(node.store(), &blob).unwrap().is_some());
    });
}

// registrar ── berta's new key
// berta     ── edit with the old one     neither has seen the other
#[test]
fn races_of_a_new_key_and_an_edit_with_the_old_one_both_are_the_authors() {
    let (mut v, _, proposal) = started(1);
    let mut renewed = Person::of_village(77, &v.node);
    let mut away = copy(&v.node);
    let key = renewed.keys.member.public();
    v.node.readmit(&mut v.stewards[0].pen(), key, v.slots[0]).unwrap();
    certify(&mut v.node, &mut renewed);
    let text = with(&away, &proposal, TextField::Body, "Ben curt.");
    let edit = away.rewrite(&mut v.people[0].pen(), proposal, &text).unwrap();
    carry(&away, &mut v.node);
    let text = with(&v.node, &proposal, TextField::Title, "Ombra");
    v.node.rewrite(&mut renewed.pen(), proposal, &text).unwrap();
    let owner = participation::Owner::Member(v.slots[0]);
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &edit), None);
        assert_eq!(reads(node, &proposal, TextField::Title), "Ombra");
        assert_eq!(reads(node, &proposal, TextField::Body), "Ben curt.");
        let reading = node.deliberation();
        let card = reading.card(&proposal).unwrap();
        assert_eq!((card.owner, card.coauthors.len()), (owner, 0));
    });
}

// berta ─┬─ debate
//        └─ proposal         and her telephone says which goes on
// carla  ── comment on the debate
#[test]
fn races_of_an_authors_fork_and_a_comment_neither_counts_until_repaired() {
    use participation::{Head, Lane};
    let (mut v, space, _) = started(2);
    v.people[0].take_phone(&mut v.node);
    let mut away = copy(&v.node);
    let (debates, proposes) = (plan(DocumentKind::Debate), plan(DocumentKind::Proposal));
    let debate = v.node.compose(&mut v.people[0].pen(), space, debates).unwrap();
    let comment = v.node.comment(&mut v.people[1].pen(), remark(debate)).unwrap();
    let other = away.compose(&mut v.people[0].pen(), space, proposes).unwrap();
    carry(&away, &mut v.node);
    the_same(&v.node, |node| {
        for id in [debate, other] {
            assert_eq!(fault(node, &id), Some(Fault::Forked));
            assert!(node.deliberation().card(&id).is_none());
        }
        assert!(node.deliberation().remark(&comment).is_none());
    });
    let chain = v.people[0].chain(Lane::Content);
    let place = v.node.view().chains().place(&debate).unwrap();
    let head = Head { seq: place.seq(), id: debate };
    let member = v.people[0].member();
    v.node.repair(&mut v.people[0].phone(), &member, chain, head).unwrap();
    the_same(&v.node, |node| {
        assert_eq!(fault(node, &comment), None);
        let reading = node.deliberation();
        assert_eq!(reading.card(&debate).unwrap().comments, 1);
        assert!(reading.card(&other).is_none());
    });
}
