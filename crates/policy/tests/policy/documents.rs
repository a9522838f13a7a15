//! Documents: who publishes which, and what they begin with.

use participation_acts::{Content, ContentKind, DocumentKind, Role};
use participation_policy::{ContentFault, Denied, Owner, Subject, SubjectKind};

use crate::content_scene::{
    amending, but, classing, fault, imported, members, official, promoting, spoilt, texts, wrong,
};
use crate::scene::{entry, slot};

#[test]
fn members_do_not_publish_what_organisers_publish() {
    for kind in DocumentKind::ALL.iter().copied() {
        let own =
            matches!(kind, DocumentKind::Proposal | DocumentKind::Amendment | DocumentKind::Debate);
        let as_member = but(ContentKind::Compose, |s| s.root().kind = kind);
        let denied = Denied::Content(ContentFault::OfficialOnly { kind });
        assert_eq!(as_member == Err(denied), !own, "{kind:?}");
        let amendment = kind == DocumentKind::Amendment;
        let allowed = if amendment { fault(ContentFault::MembersOnly) } else { Ok(()) };
        assert_eq!(official(kind).judge(), allowed, "{kind:?}");
        let not_organiser = spoilt(official(kind), |s| s.by_member(9));
        assert_eq!(not_organiser, Err(Denied::NotOfficer(Role::Organiser)), "{kind:?}");
    }
}

#[test]
fn only_an_import_officer_speaks_for_somebody_elsewhere() {
    let by = |number| {
        but(ContentKind::Compose, |s| {
            s.root().voice = imported();
            s.by_member(number);
        })
    };
    assert_eq!(by(11), Ok(()));
    for number in [1, 5, 8, 9, 12] {
        assert_eq!(by(number), Err(Denied::NotOfficer(Role::ImportOfficer)), "{number}");
    }
}

#[test]
fn an_amendment_changes_a_proposal_whoever_wrote_it() {
    for owner in [members(9), members(14), Owner::Space, Owner::Imported] {
        assert_eq!(spoilt(amending(), |s| s.subject().owner = owner), Ok(()), "{owner:?}");
    }
    for kind in DocumentKind::ALL.iter().copied().filter(|kind| *kind != DocumentKind::Proposal) {
        let denied = spoilt(amending(), |s| s.subject().kind = SubjectKind::Document(kind));
        assert_eq!(denied, wrong(ContentKind::Compose), "{kind:?}");
    }
    let elsewhere = spoilt(amending(), |s| s.subject().space = entry(61));
    assert_eq!(elsewhere, fault(ContentFault::OtherSpace));
    let unnamed = spoilt(amending(), |s| s.seen().subject = None);
    assert_eq!(unnamed, Err(Denied::TargetMissing));
}

#[test]
fn nobody_promotes_the_amendment_of_somebody_else() {
    assert_eq!(promoting().judge(), Ok(()));
    for number in [9, 13, 15, 5] {
        let denied = spoilt(promoting(), |s| s.by_member(number));
        assert_eq!(denied, fault(ContentFault::NotAuthor), "{number}");
    }
    let other = |spoil: &dyn Fn(&mut Subject)| {
        spoilt(promoting(), |s| spoil(s.seen().other.as_mut().unwrap()))
    };
    assert_eq!(other(&|a| a.coauthor = Some(slot(14))), Ok(()));
    assert_eq!(other(&|a| a.owner = Owner::Space), fault(ContentFault::NotAuthor));
    assert_eq!(
        other(&|a| a.kind = SubjectKind::Document(DocumentKind::Proposal)),
        wrong(ContentKind::Compose)
    );
    let unnamed = spoilt(promoting(), |s| s.seen().other = None);
    assert_eq!(unnamed, Err(Denied::TargetMissing));
}

#[test]
fn a_taxonomy_has_three_levels_in_one_space() {
    let below = |level| spoilt(classing(), |s| s.subject().depth = level);
    let denied = fault(ContentFault::TooManyLevels);
    assert_eq!([1, 2, 3, 255].map(below), [Ok(()), Ok(()), denied, denied]);
    let elsewhere = spoilt(classing(), |s| s.subject().space = entry(61));
    assert_eq!(elsewhere, fault(ContentFault::OtherSpace));
    let page = spoilt(classing(), |s| s.subject().kind = SubjectKind::Document(DocumentKind::Page));
    assert_eq!(page, wrong(ContentKind::Compose));
    assert_eq!(spoilt(classing(), |s| s.seen().subject = None), Err(Denied::TargetMissing));
    assert_eq!(official(DocumentKind::Taxon).judge(), Ok(()), "one at the top is under nothing");
}

#[test]
fn no_piece_of_an_edit_is_longer_than_the_phase_allows() {
    let long = "à".repeat(41);
    let denied = fault(ContentFault::TooLong { length: 41, most: 40 });
    let edit = |owner, by| {
        but(ContentKind::Edit, |s| {
            s.subject().owner = owner;
            s.by_member(by);
            let Content::Edit(edit) = s.content() else { panic!("no edit") };
            edit.fields = texts("A", &long);
        })
    };
    assert_eq!([edit(members(9), 9), edit(Owner::Space, 5)], [denied, Ok(())]);
    assert_eq!(spoilt(amending(), |s| s.root().fields = texts("A", &long)), denied);
}
