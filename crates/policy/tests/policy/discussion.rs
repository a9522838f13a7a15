//! Comments, stances, supports, profiles.

use participation_acts::{
    Comment, Content, ContentKind, DocumentKind, Matter, PhaseRules, Role, Voice,
};
use participation_policy::{ContentFault, Denied, Owner, SubjectKind};
use participation_types::Sorted;

use crate::content_scene::{but, comment, document, fault, fr, imported, members, space, wrong};
use crate::scene::{By, Scene, entry, member, slot, text};

fn said(spoil: impl FnOnce(&mut Comment)) -> Result<(), Denied> {
    but(ContentKind::Comment, |s| spoil(act(s)))
}

fn act(scene: &mut Scene) -> &mut Comment {
    let Content::Comment(comment) = scene.content() else { panic!("no comment") };
    comment
}

fn stance(matter: Matter, spoil: impl FnOnce(&mut Scene)) -> Result<(), Denied> {
    but(ContentKind::Stance, |s| {
        let Content::Stance(stance) = s.content() else { panic!("no stance") };
        stance.matter = matter;
        spoil(s);
    })
}

#[test]
fn a_reply_too_deep_is_refused() {
    let below = |depth, most| {
        but(ContentKind::Comment, |s| {
            s.seen().other = Some(comment(depth));
            s.rules().reply_depth = most;
        })
    };
    let too_deep = |most| fault(ContentFault::TooDeep { most });
    assert_eq!(
        [0, 1, 2, 3].map(|depth| below(depth, 2)),
        [Ok(()), Ok(()), too_deep(2), too_deep(2)]
    );
    assert_eq!(below(0, 0), too_deep(0), "no replies at all");
    assert_eq!([below(63, 64), below(64, 64)], [Ok(()), too_deep(64)]);
}

#[test]
fn a_first_comment_answers_nothing() {
    let first = but(ContentKind::Comment, |s| {
        act(s).parent = None;
        s.seen().other = None;
        s.rules().reply_depth = 0;
    });
    assert_eq!(first, Ok(()));
}

#[test]
fn a_reply_stays_on_the_document_of_what_it_answers() {
    let other = |spoil: fn(&mut participation_policy::Subject)| {
        but(ContentKind::Comment, |s| spoil(s.seen().other.as_mut().unwrap()))
    };
    assert_eq!(other(|c| c.root = entry(79)), fault(ContentFault::OtherThread));
    let document = SubjectKind::Document(DocumentKind::Amendment);
    assert_eq!(other(|c| c.kind = SubjectKind::Space), fault(ContentFault::OtherThread));
    let denied = but(ContentKind::Comment, |s| s.seen().other.as_mut().unwrap().kind = document);
    assert_eq!(denied, fault(ContentFault::OtherThread), "an amendment has the root too");
}

#[test]
fn documents_are_commented_and_classes_spaces_and_comments_are_not() {
    for kind in DocumentKind::ALL.iter().copied().filter(|kind| *kind != DocumentKind::Taxon) {
        let verdict = but(ContentKind::Comment, |s| {
            *s.subject() = document(kind, Owner::Space);
            act(s).parent = None;
        });
        assert_eq!(verdict, Ok(()), "{kind:?}");
    }
    for subject in [document(DocumentKind::Taxon, Owner::Space), space(), comment(0)] {
        let denied = but(ContentKind::Comment, |s| *s.subject() = subject);
        assert_eq!(denied, wrong(ContentKind::Comment));
    }
}

#[test]
fn a_comment_is_in_a_language_of_the_space_and_as_long_as_the_phase_allows() {
    assert_eq!(said(|c| c.language = fr()), fault(ContentFault::Language(fr())));
    let long = |length| said(|c| c.text = text(&"à".repeat(length)));
    let denied = fault(ContentFault::TooLong { length: 31, most: 30 });
    assert_eq!([long(30), long(31)], [Ok(()), denied]);
}

#[test]
fn what_was_said_elsewhere_was_said_by_other_rules() {
    let elsewhere = |depth, by| {
        but(ContentKind::Comment, |s| {
            s.by_member(by);
            s.seen().other = Some(comment(depth));
            let act = act(s);
            (act.voice, act.language) = (imported(), fr());
            act.text = text(&"à".repeat(100));
        })
    };
    assert_eq!(elsewhere(63, 11), Ok(()));
    let denied = ContentFault::TooDeep { most: PhaseRules::MAX_DEPTH };
    assert_eq!(elsewhere(64, 11), fault(denied));
    assert_eq!(elsewhere(0, 5), Err(Denied::NotOfficer(Role::ImportOfficer)));
}

#[test]
fn nobody_speaks_for_the_space_but_an_organiser() {
    for number in [1, 8, 9, 11, 12, 15] {
        let denied = but(ContentKind::Comment, |s| {
            s.by_member(number);
            act(s).voice = Voice::Official;
        });
        assert_eq!(denied, Err(Denied::NotOfficer(Role::Organiser)), "{number}");
    }
}

#[test]
fn who_wrote_a_comment_says_it_in_other_words() {
    for number in [1, 5, 8, 11, 12, 15] {
        let denied = but(ContentKind::Reword, |s| s.by_member(number));
        assert_eq!(denied, fault(ContentFault::NotAuthor), "{number}");
    }
    let official = but(ContentKind::Reword, |s| {
        s.by_member(5);
        s.subject().owner = Owner::Space;
    });
    assert_eq!(official, Ok(()));
    let document = but(ContentKind::Reword, |s| {
        *s.subject() = document(DocumentKind::Proposal, members(9));
    });
    assert_eq!(document, wrong(ContentKind::Reword));
}

#[test]
fn other_words_keep_the_rules_of_comments() {
    let reword = |spoil: &dyn Fn(&mut participation_acts::Rewording)| {
        but(ContentKind::Reword, |s| {
            let Content::Reword(words) = s.content() else { panic!("no other words") };
            spoil(words);
        })
    };
    assert_eq!(reword(&|w| w.language = fr()), fault(ContentFault::Language(fr())));
    let denied = fault(ContentFault::TooLong { length: 31, most: 30 });
    assert_eq!(reword(&|w| w.text = text(&"à".repeat(31))), denied);
}

#[test]
fn each_stance_is_to_what_it_can_be_about() {
    let proposal = document(DocumentKind::Proposal, members(9));
    let amendment = document(DocumentKind::Amendment, members(9));
    let debate = document(DocumentKind::Debate, members(9));
    let taxon = document(DocumentKind::Taxon, Owner::Space);
    for (subject, supported, endorsed, rated) in [
        (proposal, true, true, false),
        (amendment, true, true, false),
        (debate, false, true, false),
        (taxon, false, false, false),
        (space(), false, false, false),
        (comment(2), false, false, true),
    ] {
        let fits = [Matter::Support, Matter::Endorsement, Matter::Rating]
            .map(|matter| stance(matter, |s| *s.subject() = subject));
        let expected = [supported, endorsed, rated]
            .map(|fits| if fits { Ok(()) } else { wrong(ContentKind::Stance) });
        assert_eq!(fits, expected, "{subject:?}");
    }
}

#[test]
fn supports_have_the_form_that_the_phase_asks_for() {
    for (supports, least, one_entry) in [(0, 0, false), (2, 0, true), (0, 1, true), (3, 2, true)] {
        let limited = |s: &mut Scene| {
            (s.rules().supports, s.rules().least_supports) = (supports, least);
        };
        let denied = fault(ContentFault::FormOfSupports);
        let (single, together) = if one_entry { (denied, Ok(())) } else { (Ok(()), denied) };
        assert_eq!(stance(Matter::Support, limited), single);
        assert_eq!(but(ContentKind::Supports, limited), together);
        assert_eq!(stance(Matter::Endorsement, limited), Ok(()), "supports only");
    }
}

#[test]
fn nobody_supports_more_proposals_than_the_phase_allows() {
    let supports = |count: u8, most| {
        but(ContentKind::Supports, |s| {
            let Content::Supports(act) = s.content() else { panic!("no supports") };
            act.proposals = Sorted::new((0..count).map(entry)).unwrap();
            (s.rules().supports, s.rules().least_supports) = (most, 1);
        })
    };
    let denied = fault(ContentFault::TooManySupports { count: 3, most: 2 });
    assert_eq!([0, 1, 2, 3].map(|count| supports(count, 2)), [Ok(()), Ok(()), Ok(()), denied]);
    assert_eq!(supports(200, 0), Ok(()), "no limit");
}

#[test]
fn officers_who_are_no_members_take_no_stance() {
    for kind in [
        ContentKind::Stance,
        ContentKind::Supports,
        ContentKind::Profile,
        ContentKind::Report,
        ContentKind::Comment,
    ] {
        let denied = but(kind, |s| s.by = By::Device(member(5), None));
        assert_eq!(denied, Err(Denied::NotMember), "{kind:?}");
        let anyone = but(kind, |s| s.by = By::Device(member(200), Some(slot(200))));
        assert_eq!(anyone, Ok(()), "{kind:?}");
    }
}
