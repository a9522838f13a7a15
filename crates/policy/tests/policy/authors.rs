//! What authors do to what they wrote: edit, take others in, decide, close, withdraw.

use participation_acts::{Base, Content, ContentKind, DocumentKind, Permit, Permits, Role, Voice};
use participation_policy::{ContentFault, Denied, Owner, Subject, SubjectKind};

use crate::content_scene::{
    but, comment, document, fault, good_of, heads, imported, members, rebasing_an_amendment, space,
    spoilt, wrong,
};
use crate::scene::{Scene, entry, slot};

/// What only an author of a member's document does to it.
const AUTHORS: [ContentKind; 5] = [
    ContentKind::Edit,
    ContentKind::Invite,
    ContentKind::Verdict,
    ContentKind::Withdraw,
    ContentKind::Attach,
];

#[test]
fn only_an_author_of_the_proposal_accepts_an_amendment() {
    for accepts in [true, false] {
        let decides = |by: &dyn Fn(&mut Scene)| {
            but(ContentKind::Verdict, |s| {
                let Content::Verdict(verdict) = s.content() else { panic!("no verdict") };
                verdict.accepts = accepts;
                by(s);
            })
        };
        assert_eq!(decides(&|_| ()), Ok(()));
        assert_eq!(decides(&|s| s.by_coauthor()), Ok(()));
        // A stranger, the amender, a steward, every officer. Decidim let all of them (CVE-2026-40869).
        for number in [15, 14, 1, 4, 5, 8, 11, 12] {
            let denied = decides(&|s| s.by_member(number));
            assert_eq!(denied, fault(ContentFault::NotAuthor), "{number}");
        }
        let of_the_amendment = decides(&|s| {
            s.by_member(13);
            s.seen().other.as_mut().unwrap().coauthor = Some(slot(13));
        });
        assert_eq!(of_the_amendment, fault(ContentFault::NotAuthor));
    }
}

#[test]
fn whoever_writes_on_for_the_space_or_a_source_decides_about_amendments_of_it() {
    let decides = |owner, number| {
        but(ContentKind::Verdict, |s| {
            s.subject().owner = owner;
            s.by_member(number);
        })
    };
    assert_eq!([decides(Owner::Space, 5), decides(Owner::Imported, 5)], [Ok(()), Ok(())]);
    assert_eq!(decides(Owner::Imported, 11), Ok(()));
    let denied = Err(Denied::NotOfficer(Role::Organiser));
    assert!([9, 11, 14, 15].iter().all(|number| decides(Owner::Space, *number) == denied));
    let denied = Err(Denied::NotOfficer(Role::ImportOfficer));
    assert!([9, 14, 15].iter().all(|number| decides(Owner::Imported, *number) == denied));
}

#[test]
fn an_acceptance_makes_nobody_an_author_of_what_the_space_or_a_source_wrote() {
    for kind in [ContentKind::Edit, ContentKind::Verdict, ContentKind::Withdraw] {
        for owner in [Owner::Space, Owner::Imported] {
            let denied = but(kind, |s| {
                s.by_coauthor();
                s.subject().owner = owner;
            });
            assert!(matches!(denied, Err(Denied::NotOfficer(_))), "{kind:?}, {owner:?}");
        }
    }
}

#[test]
fn a_verdict_is_on_an_amendment_of_this_proposal() {
    let other = |spoil: &dyn Fn(&mut Subject)| {
        but(ContentKind::Verdict, |s| spoil(s.seen().other.as_mut().unwrap()))
    };
    assert_eq!(other(&|a| a.root = entry(79)), fault(ContentFault::OtherProposal));
    for kind in [SubjectKind::Comment, SubjectKind::Document(DocumentKind::Proposal)] {
        assert_eq!(other(&|a| a.kind = kind), wrong(ContentKind::Verdict));
    }
    for kind in [DocumentKind::Amendment, DocumentKind::Debate, DocumentKind::Taxon] {
        let denied = but(ContentKind::Verdict, |s| s.subject().kind = SubjectKind::Document(kind));
        assert_eq!(denied, wrong(ContentKind::Verdict), "{kind:?} has no amendments");
    }
}

#[test]
fn an_organiser_does_not_edit_a_members_proposal() {
    for kind in AUTHORS.into_iter().chain([ContentKind::Detach]) {
        for number in [1, 4, 5, 8, 11, 12, 14, 15] {
            let denied = but(kind, |s| s.by_member(number));
            assert_eq!(denied, fault(ContentFault::NotAuthor), "{kind:?}, {number}");
        }
        assert_eq!(but(kind, Scene::by_coauthor), Ok(()), "{kind:?}");
    }
}

#[test]
fn an_acceptance_is_of_one_person_and_counts_for_nobody_else() {
    for kind in AUTHORS {
        let denied = but(kind, |s| {
            s.by_coauthor();
            s.by_member(15);
        });
        assert_eq!(denied, fault(ContentFault::NotAuthor), "{kind:?}");
        let unnamed = but(kind, |s| s.by_member(13));
        assert_eq!(unnamed, fault(ContentFault::NotAuthor), "{kind:?}: it names no acceptance");
    }
}

#[test]
fn only_who_composed_a_document_begins_its_text_anew() {
    let denied = fault(ContentFault::NotAuthor);
    assert_eq!(
        but(ContentKind::Rebase, Scene::by_coauthor),
        denied,
        "a co-author's words are theirs"
    );
    assert_eq!(but(ContentKind::Rebase, |s| s.by_member(15)), denied, "a stranger");
    assert_eq!(but(ContentKind::Rebase, |s| s.by_member(5)), denied, "an organiser");
    let closed = but(ContentKind::Rebase, |s| s.rules().permits = Permits::default());
    assert_eq!(closed, fault(ContentFault::Phase(Permit::Edit)), "what takes its place is new");
}

#[test]
fn a_rebase_makes_nothing_else_of_a_document() {
    let rebase = |spoil: &dyn Fn(&mut Scene)| spoilt(good_of(ContentKind::Rebase), spoil);
    let denied = fault(ContentFault::OtherDocument);
    assert_eq!(rebase(&|s| s.root().kind = DocumentKind::Debate), denied);
    assert_eq!(rebase(&|s| s.root().voice = Voice::Official), denied);
    assert_eq!(rebase(&|s| s.root().voice = imported()), denied);
    assert_eq!(rebase(&|s| *s.subject() = comment(0)), denied);
    let of_the_space = |voice: Voice| {
        rebase(&|s| {
            s.by_member(5);
            s.subject().owner = Owner::Space;
            s.root().voice = voice.clone();
        })
    };
    assert_eq!(of_the_space(Voice::Official), Ok(()));
    assert_eq!(of_the_space(Voice::Member), denied, "an organiser does not take it as their own");
    let another = Base { proposal: entry(79), heads: heads(79) };
    let amendment = spoilt(rebasing_an_amendment(), |s| s.root().base = Some(another.clone()));
    assert_eq!(amendment, denied);
    let freed = spoilt(rebasing_an_amendment(), |s| s.root().base = None);
    assert_eq!(freed, denied);
}

#[test]
fn authors_are_taken_in_to_what_members_write_together() {
    for kind in DocumentKind::ALL.iter().copied() {
        let verdict = but(ContentKind::Invite, |s| *s.subject() = document(kind, members(9)));
        let together =
            matches!(kind, DocumentKind::Proposal | DocumentKind::Amendment | DocumentKind::Debate);
        assert_eq!(verdict, if together { Ok(()) } else { wrong(ContentKind::Invite) }, "{kind:?}");
    }
    for (owner, by) in [(Owner::Space, 5), (Owner::Imported, 11)] {
        let denied = but(ContentKind::Invite, |s| {
            s.subject().owner = owner;
            s.by_member(by);
        });
        assert_eq!(denied, wrong(ContentKind::Invite), "an office is not shared by invitation");
    }
    let denied = but(ContentKind::Invite, |s| *s.subject() = comment(0));
    assert_eq!(denied, wrong(ContentKind::Invite));
}

#[test]
fn an_invitation_is_answered_by_whom_it_names() {
    for number in [5, 9, 14, 15] {
        let denied = but(ContentKind::Reply, |s| s.by_member(number));
        assert_eq!(denied, fault(ContentFault::NotInvited), "{number}");
    }
}

#[test]
fn a_space_is_not_withdrawn() {
    let denied = but(ContentKind::Withdraw, |s| {
        *s.subject() = space();
        s.by_member(5);
    });
    assert_eq!(denied, wrong(ContentKind::Withdraw));
    assert_eq!(but(ContentKind::Withdraw, |s| *s.subject() = comment(1)), Ok(()));
}

#[test]
fn comments_are_not_edited_linked_or_given_files() {
    for kind in [ContentKind::Edit, ContentKind::Relate, ContentKind::Attach, ContentKind::Detach] {
        assert_eq!(but(kind, |s| *s.subject() = comment(0)), wrong(kind), "{kind:?}");
    }
}

#[test]
fn organisers_link_what_belongs_together_in_any_phase() {
    let by = |number| {
        but(ContentKind::Relate, |s| {
            s.by_member(number);
            s.rules().permits = Permits::default();
        })
    };
    assert_eq!(by(5), Ok(()));
    assert_eq!(by(9), fault(ContentFault::Phase(Permit::Edit)));
    assert_eq!(by(15), fault(ContentFault::NotAuthor));
}

#[test]
fn authors_and_organisers_close_debates_and_meetings() {
    for kind in DocumentKind::ALL.iter().copied() {
        for owner in [members(9), Owner::Space] {
            let closed = |by| {
                but(ContentKind::Conclude, |s| {
                    *s.subject() = document(kind, owner);
                    s.by_member(by);
                })
            };
            let closes = matches!(kind, DocumentKind::Debate | DocumentKind::Meeting);
            assert_eq!(closed(5), if closes { Ok(()) } else { wrong(ContentKind::Conclude) });
            assert!(closed(15).is_err());
        }
    }
}
