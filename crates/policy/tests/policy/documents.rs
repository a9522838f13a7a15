//! Documents: who publishes which, and what they begin with.

use participation_acts::{
    Content, ContentKind, DocumentKind, FieldEdits, Relation, Role, TextField, Value,
};
use participation_policy::{ContentFault, Denied, Owner, Subject, SubjectKind};

use crate::content_scene::{
    amending, but, ca, classing, fault, fr, good_of, imported, in_french, links, members, official,
    progressing, promoting, space, spoilt, texts, written, wrong,
};
use crate::scene::{Scene, entry, slot};

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
fn a_second_promoted_amendment_does_not_slip_through() {
    let two = [(Relation::PromotedFrom, 71), (Relation::PromotedFrom, 72)];
    let denied = spoilt(promoting(), |s| s.root().links = links(&two));
    assert_eq!(denied, wrong(ContentKind::Compose));
}

#[test]
fn only_a_proposal_was_an_amendment() {
    let mut debate = good_of(ContentKind::Compose);
    debate.root().kind = DocumentKind::Debate;
    for scene in [debate, amending(), classing(), official(DocumentKind::Post)] {
        assert_eq!(scene.judge(), Ok(()));
        let denied = spoilt(scene, |s| s.root().links = links(&[(Relation::PromotedFrom, 71)]));
        assert_eq!(denied, wrong(ContentKind::Compose));
    }
    let denied = but(ContentKind::Relate, |s| {
        let Content::Relate(relate) = s.content() else { panic!("no link") };
        relate.link.relation = Relation::PromotedFrom;
    });
    assert_eq!(denied, wrong(ContentKind::Relate), "nor does one become so by a link");
}

#[test]
fn an_amendment_is_promoted_in_its_own_space() {
    let denied = spoilt(promoting(), |s| s.seen().other.as_mut().unwrap().space = entry(61));
    assert_eq!(denied, fault(ContentFault::OtherSpace));
}

#[test]
fn proposals_are_numbered_where_there_is_a_limit() {
    for kind in [ContentKind::Compose, ContentKind::Rebase] {
        let numbered = |ordinal, most| {
            but(kind, |s| {
                s.root().ordinal = ordinal;
                s.rules().proposals = most;
            })
        };
        let denied = |ordinal, most| fault(ContentFault::Ordinal { ordinal, most });
        assert_eq!([numbered(0, 0), numbered(1, 0)], [Ok(()), denied(1, 0)], "{kind:?}");
        let limited = [0, 1, 2, 3].map(|ordinal| numbered(ordinal, 2));
        assert_eq!(limited, [denied(0, 2), Ok(()), Ok(()), denied(3, 2)], "{kind:?}");
    }
    let organiser = spoilt(official(DocumentKind::Proposal), |s| s.rules().proposals = 2);
    assert_eq!(organiser, Ok(()), "an official one has no number");
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
fn a_document_has_a_title_of_more_than_blanks() {
    let titled = |kind, splices: &[(u32, &str)]| {
        let change = written(TextField::Title, ca(), splices);
        but(kind, |s| s.root().fields = FieldEdits::new([change]))
    };
    for kind in [ContentKind::Compose, ContentKind::Rebase] {
        assert_eq!(titled(kind, &[(0, "Arbres")]), Ok(()));
        for splices in [&[(0, " \n")][..], &[(3, "")], &[]] {
            assert_eq!(titled(kind, splices), fault(ContentFault::NoTitle), "{kind:?}");
        }
    }
    let body = written(TextField::Body, ca(), &[(0, "Més")]);
    let untitled = |s: &mut Scene| {
        s.root().fields = FieldEdits::new([body.clone()]);
    };
    assert_eq!(but(ContentKind::Compose, untitled), fault(ContentFault::NoTitle));
    assert_eq!(spoilt(amending(), untitled), Ok(()), "an amendment changes what it likes");
}

#[test]
fn only_a_result_has_a_progress_and_who_edits_it_sets_it() {
    let begun = |kind| spoilt(official(kind), |s| s.root().fields = progressing(Value::Number(45)));
    let (seat, nothing) = (progressing(Value::Number(45)), progressing(Value::Nothing));
    for kind in DocumentKind::ALL.iter().copied().filter(|kind| *kind != DocumentKind::Amendment) {
        let result = kind == DocumentKind::Result;
        let expected = if result { Ok(()) } else { fault(ContentFault::NoResult) };
        assert_eq!(begun(kind), expected, "{kind:?}");
        for fields in [&seat, &nothing] {
            let edit = |by| {
                but(ContentKind::Edit, |s| {
                    s.subject().kind = SubjectKind::Document(kind);
                    s.subject().owner = Owner::Space;
                    s.by_member(by);
                    let Content::Edit(edit) = s.content() else { panic!("no edit") };
                    edit.fields = fields.clone();
                })
            };
            assert_eq!(edit(5), expected, "{kind:?}");
            assert!(edit(9).is_err(), "who may not edit a {kind:?} sets no progress of it");
        }
    }
    let of_a_space = but(ContentKind::Edit, |s| {
        *s.subject() = space();
        s.by_member(5);
        let Content::Edit(edit) = s.content() else { panic!("no edit") };
        edit.fields = seat.clone();
    });
    assert_eq!(of_a_space, fault(ContentFault::NoResult));
    let anew = but(ContentKind::Rebase, |s| s.root().fields = seat.clone());
    assert_eq!(anew, fault(ContentFault::NoResult));
}

#[test]
fn a_first_text_is_no_longer_than_the_phase_allows_in_however_many_pieces() {
    let long = "à".repeat(41);
    let (short, over) = (&long[..80], &long[..]);
    let too_long = |length, most| fault(ContentFault::TooLong { length, most });
    let body = |text: &str| but(ContentKind::Compose, |s| s.root().fields = texts("A", text));
    assert_eq!([body(short), body(over)], [Ok(()), too_long(41, 40)], "characters, not bytes");
    let title = |splices: &[(u32, &str)]| {
        let change = written(TextField::Title, ca(), splices);
        but(ContentKind::Compose, |s| s.root().fields = FieldEdits::new([change]))
    };
    assert_eq!(title(&[(0, "ten chars!"), (0, "ten chars!")]), Ok(()));
    assert_eq!(title(&[(0, "ten chars!"), (0, "eleven char")]), too_long(21, 20));
    let officers = spoilt(official(DocumentKind::Page), |s| s.root().fields = texts("A", over));
    assert_eq!(officers, Ok(()));
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

#[test]
fn a_language_that_the_space_does_not_have_is_refused() {
    let french = || FieldEdits::new([written(TextField::Title, fr(), &[(0, "Oui")])]);
    let denied = fault(ContentFault::Language(fr()));
    for kind in [ContentKind::Compose, ContentKind::Rebase] {
        assert_eq!(but(kind, |s| s.root().fields = french()), denied, "{kind:?}");
    }
    for kind in [ContentKind::Edit, ContentKind::Verdict, ContentKind::Attach] {
        let written = but(kind, |s| match s.content() {
            Content::Edit(edit) => edit.fields = french(),
            Content::Verdict(verdict) => verdict.reason = in_french("Oui"),
            Content::Attach(file) => file.title = in_french("Oui"),
            content => panic!("no text in {content:?}"),
        });
        assert_eq!(written, denied, "{kind:?}");
    }
    for kind in [ContentKind::Compose, ContentKind::Edit] {
        let known = but(kind, |s| s.seen().phase.as_mut().unwrap().languages = vec![fr()]);
        assert_eq!(known, fault(ContentFault::Language(ca())), "{kind:?}");
    }
}
