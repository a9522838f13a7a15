//! Answers, conclusions, moderation, erasure.

use participation_acts::{Answer, Change, Content, ContentKind, DocumentKind, Role};
use participation_policy::{ContentFault, Denied, Owner, SubjectKind};
use participation_types::Frontier;

use crate::content_scene::{but, comment, document, fault, fr, in_french, members, space, wrong};
use crate::scene::{By, Scene, entry, member, slot, text};

fn answer(spoil: impl FnOnce(&mut Answer)) -> Result<(), Denied> {
    but(ContentKind::Answer, |s| {
        let Content::Answer(answer) = s.content() else { panic!("no answer") };
        spoil(answer);
    })
}

#[test]
fn an_answer_gives_a_proposal_a_state_of_the_phase() {
    assert_eq!(answer(|a| a.state = text("open")), Ok(()));
    for state in ["", "Done", "rejected"] {
        assert_eq!(answer(|a| a.state = text(state)), fault(ContentFault::NoSuchState), "{state}");
    }
    for kind in DocumentKind::ALL.iter().copied().filter(|kind| *kind != DocumentKind::Proposal) {
        let denied = but(ContentKind::Answer, |s| *s.subject() = document(kind, Owner::Space));
        assert_eq!(denied, wrong(ContentKind::Answer), "{kind:?}");
    }
    for owner in [Owner::Space, Owner::Imported] {
        assert_eq!(but(ContentKind::Answer, |s| s.subject().owner = owner), Ok(()));
    }
}

#[test]
fn every_text_of_an_answer_is_in_a_language_of_the_space() {
    let denied = fault(ContentFault::Language(fr()));
    assert_eq!(answer(|a| a.text = in_french("Oui")), denied);
    assert_eq!(answer(|a| a.cost_report = in_french("Oui")), denied);
    assert_eq!(answer(|a| a.period = in_french("Oui")), denied);
    let conclusion = but(ContentKind::Conclude, |s| {
        let Content::Conclude(conclusion) = s.content() else { panic!("no conclusion") };
        conclusion.text = in_french("Oui");
    });
    assert_eq!(conclusion, denied);
}

#[test]
fn only_a_moderator_hides() {
    for number in [1, 4, 5, 9, 11, 12, 15] {
        let denied = but(ContentKind::Label, |s| s.by_member(number));
        assert_eq!(denied, Err(Denied::NotOfficer(Role::Moderator)), "{number}");
    }
}

#[test]
fn a_moderator_hides_whatever_is_said_and_no_space() {
    for kind in [ContentKind::Label, ContentKind::Report] {
        assert_eq!(but(kind, |s| *s.subject() = space()), wrong(kind));
        for owner in [members(8), Owner::Space, Owner::Imported] {
            assert_eq!(but(kind, |s| s.subject().owner = owner), Ok(()), "{owner:?}");
        }
    }
    let hidden = but(ContentKind::Label, |s| {
        *s.subject() = comment(2);
        s.seen().other = Some(comment(2));
    });
    assert_eq!(hidden, Ok(()));
}

#[test]
fn a_label_decides_an_appeal_about_what_it_is_about() {
    let about = |other| but(ContentKind::Label, |s| s.seen().other = other);
    let mut another = document(DocumentKind::Proposal, members(9));
    another.id = entry(79);
    assert_eq!(about(Some(another)), fault(ContentFault::OtherAppeal));
    assert_eq!(about(None), Err(Denied::TargetMissing));
    let alone = but(ContentKind::Label, |s| {
        let Content::Label(label) = s.content() else { panic!("no label") };
        label.appeal = None;
        s.seen().other = None;
    });
    assert_eq!(alone, Ok(()));
}

#[test]
fn only_who_wrote_what_is_hidden_objects() {
    for number in [1, 5, 8, 13, 15] {
        let denied = but(ContentKind::Appeal, |s| s.by_member(number));
        assert_eq!(denied, fault(ContentFault::NotAuthor), "{number}");
    }
    for owner in [Owner::Space, Owner::Imported] {
        let denied = but(ContentKind::Appeal, |s| {
            s.subject().owner = owner;
            s.by_member(5);
        });
        assert_eq!(denied, fault(ContentFault::NotAuthor), "{owner:?}");
    }
    assert_eq!(but(ContentKind::Appeal, |s| *s.subject() = comment(1)), Ok(()));
}

#[test]
fn somebody_elses_words_are_erased_by_the_data_officer_only() {
    let others = |by: &dyn Fn(&mut Scene)| {
        but(ContentKind::Erase, |s| {
            s.seen().own = false;
            by(s);
        })
    };
    for number in [1, 4, 5, 8, 9, 11, 13, 15] {
        let denied = others(&|s| s.by_member(number));
        assert_eq!(denied, fault(ContentFault::NotOwn), "{number}");
    }
    assert_eq!(others(&|s| s.by_member(12)), Ok(()));
    assert_eq!(others(&|s| s.by = By::Device(member(12), None)), Ok(()), "an office is of a key");
    let ended = others(&|s| {
        s.by_member(12);
        s.amend(Change::End(Role::DataOfficer, member(12), Frontier::default()));
    });
    assert_eq!(ended, fault(ContentFault::NotOwn));
}

#[test]
fn ones_own_words_are_erased_whatever_became_of_ones_rights() {
    let own = |spoil: &dyn Fn(&mut Scene)| but(ContentKind::Erase, spoil);
    assert_eq!(own(&|s| s.amend(Change::Suspend(slot(9), Frontier::default()))), Ok(()));
    assert_eq!(own(&|s| s.amend(Change::Revoke(slot(9), Frontier::default()))), Ok(()));
    assert_eq!(own(&|s| s.by = By::Device(member(9), None)), Ok(()));
    for by in [By::Uncertified, By::Founder] {
        assert_eq!(own(&|s| s.by = by.clone()), Err(Denied::Uncertified));
    }
}

#[test]
fn a_conclusion_is_not_for_what_never_begins() {
    for kind in [SubjectKind::Space, SubjectKind::Comment] {
        let denied = but(ContentKind::Conclude, |s| s.subject().kind = kind);
        assert_eq!(denied, wrong(ContentKind::Conclude));
    }
}
