//! Spaces and their phases; what holds of every act in a phase.

use participation_acts::{Change, Content, ContentKind, DocumentKind, Permit, Permits, Role};
use participation_policy::{ContentFault, Denied, SubjectKind};
use participation_types::{Frontier, List, Sorted};

use crate::content_scene::{
    amending, but, ca, fault, fr, good_of, in_french, promoting, space, variants,
};
use crate::scene::{By, Found, Scene, entry, member, slot};

/// The kinds that name a phase and something in its space.
fn in_a_space() -> impl Iterator<Item = ContentKind> {
    let named = |kind: &ContentKind| {
        let mut scene = good_of(*kind);
        scene.content().phase().is_some() && scene.seen().subject.is_some()
    };
    ContentKind::ALL.iter().copied().filter(named)
}

#[test]
fn each_way_to_do_an_act_of_each_kind_is_allowed() {
    for kind in ContentKind::ALL {
        for scene in variants(*kind) {
            assert_eq!(scene.judge(), Ok(()), "{scene:#?}");
        }
    }
}

#[test]
fn whatever_an_act_names_is_waited_for() {
    for kind in ContentKind::ALL {
        let named = |scene: &mut Scene| {
            let seen = scene.seen();
            [seen.phase.is_some(), seen.subject.is_some(), seen.other.is_some()]
        };
        for (place, here) in named(&mut good_of(*kind)).into_iter().enumerate() {
            let needed = match (kind, place) {
                // They name no phase, and whose the words are is told by headers.
                (ContentKind::Withdraw | ContentKind::Detach | ContentKind::Report, 0)
                | (ContentKind::Label | ContentKind::Appeal | ContentKind::Erase, 0)
                | (ContentKind::Space | ContentKind::Reply | ContentKind::Profile, 0)
                | (ContentKind::Phase | ContentKind::Reply | ContentKind::Erase, 1) => false,
                _ => here,
            };
            let verdict = but(*kind, |s| match place {
                0 => s.seen().phase = None,
                1 => s.seen().subject = None,
                _ => s.seen().other = None,
            });
            let expected = if needed { Err(Denied::TargetMissing) } else { Ok(()) };
            assert_eq!(verdict, expected, "{kind:?}, {place}");
        }
    }
    assert_eq!(but(ContentKind::Reply, |s| s.seen().invited = None), Err(Denied::TargetMissing));
}

#[test]
fn an_act_that_finds_nothing_of_what_it_names_is_never_allowed() {
    for kind in ContentKind::ALL.iter().copied().filter(|kind| *kind != ContentKind::Profile) {
        for mut scene in variants(kind) {
            scene.found = Found::Nothing;
            assert_eq!(scene.judge(), Err(Denied::TargetMissing), "{kind:?}");
            let mut scene = good_of(kind);
            let seen = scene.seen();
            (seen.phase, seen.subject, seen.other) = (None, None, None);
            (seen.invited, seen.own) = (None, false);
            let not_own = fault(ContentFault::NotOwn);
            let expected =
                if kind == ContentKind::Erase { not_own } else { Err(Denied::TargetMissing) };
            assert_eq!(scene.judge(), expected, "{kind:?}");
        }
    }
}

#[test]
fn an_act_in_another_space_than_its_phase_is_refused() {
    for kind in in_a_space() {
        let denied = but(kind, |s| s.seen().phase.as_mut().unwrap().space = entry(61));
        assert_eq!(denied, fault(ContentFault::OtherSpace), "{kind:?}");
    }
    let denied = but(ContentKind::Phase, |s| s.seen().phase.as_mut().unwrap().space = entry(61));
    assert_eq!(denied, fault(ContentFault::OtherSpace));
}

#[test]
fn a_phase_that_does_not_permit_it_stops_members_and_not_officers() {
    for (kind, permit) in [
        (ContentKind::Compose, Permit::Propose),
        (ContentKind::Edit, Permit::Edit),
        (ContentKind::Invite, Permit::Edit),
        (ContentKind::Verdict, Permit::Decide),
        (ContentKind::Relate, Permit::Edit),
        (ContentKind::Attach, Permit::Attach),
        (ContentKind::Comment, Permit::Comment),
        (ContentKind::Reword, Permit::Comment),
        (ContentKind::Stance, Permit::Support),
        (ContentKind::Supports, Permit::Support),
    ] {
        let denied = but(kind, |s| s.forbid(permit));
        assert_eq!(denied, fault(ContentFault::Phase(permit)), "{kind:?}");
        for mut scene in variants(kind) {
            scene.rules().permits = Permits::default();
            let officer = [5, 11].map(member);
            let By::Device(key, _) = scene.by else { panic!("no member") };
            assert_eq!(scene.judge().is_ok(), officer.contains(&key), "{kind:?}");
        }
    }
}

#[test]
fn each_kind_of_document_and_of_stance_has_its_own_permit() {
    let mut debate = good_of(ContentKind::Compose);
    debate.root().kind = DocumentKind::Debate;
    let mut stances = variants(ContentKind::Stance);
    let (rating, endorsement) = (stances.pop().unwrap(), stances.pop().unwrap());
    for (scene, permit) in [
        (good_of(ContentKind::Compose), Permit::Propose),
        (amending(), Permit::Amend),
        (promoting(), Permit::Promote),
        (debate, Permit::Debate),
        (good_of(ContentKind::Stance), Permit::Support),
        (endorsement, Permit::Endorse),
        (rating, Permit::RateComments),
    ] {
        for other in Permit::ALL.iter().copied() {
            let mut scene = scene.clone();
            scene.forbid(other);
            let denied = fault(ContentFault::Phase(permit));
            assert_eq!(scene.judge(), if other == permit { denied } else { Ok(()) });
        }
    }
}

#[test]
fn what_is_withdrawn_concluded_or_taken_back_needs_no_permit() {
    for kind in [
        ContentKind::Reply,
        ContentKind::Withdraw,
        ContentKind::Detach,
        ContentKind::Conclude,
        ContentKind::Report,
        ContentKind::Appeal,
        ContentKind::Erase,
    ] {
        assert_eq!(but(kind, |s| s.rules().permits = Permits::default()), Ok(()), "{kind:?}");
    }
}

#[test]
fn a_suspended_member_says_nothing() {
    for kind in ContentKind::ALL.iter().copied() {
        let mut scene = good_of(kind);
        let By::Device(_, Some(author)) = scene.by else { panic!("no member") };
        scene.amend(Change::Suspend(author, Frontier::default()));
        let office = matches!(
            kind,
            ContentKind::Space | ContentKind::Phase | ContentKind::Answer | ContentKind::Label
        );
        let free = office || kind == ContentKind::Erase;
        let expected = if free { Ok(()) } else { Err(Denied::SlotSuspended(author)) };
        assert_eq!(scene.judge(), expected, "{kind:?}: an office is ended, not suspended");
    }
}

#[test]
fn whoever_was_revoked_or_never_admitted_says_nothing() {
    for kind in [ContentKind::Compose, ContentKind::Edit, ContentKind::Stance, ContentKind::Reply] {
        let mut scene = good_of(kind);
        let By::Device(key, Some(author)) = scene.by else { panic!("no member") };
        scene.amend(Change::Revoke(author, Frontier::default()));
        assert_eq!(scene.judge(), Err(Denied::SlotRevoked(author)), "{kind:?}");
        scene.by = By::Device(key, None);
        assert_eq!(scene.judge(), Err(Denied::NotMember), "{kind:?}");
    }
}

#[test]
fn whoever_holds_another_persons_slot_is_that_person() {
    // A key that was lost and given anew: what counts is the slot.
    let anew = |kind| but(kind, |s| s.by = By::Device(member(200), Some(slot(9))));
    assert_eq!(anew(ContentKind::Edit), Ok(()));
    assert_eq!(anew(ContentKind::Appeal), Ok(()));
    let denied = but(ContentKind::Edit, |s| s.by = By::Device(member(9), Some(slot(14))));
    assert_eq!(denied, fault(ContentFault::NotAuthor));
}

#[test]
fn only_organisers_open_spaces_and_phases_and_answer() {
    for kind in [ContentKind::Space, ContentKind::Phase, ContentKind::Answer] {
        for number in [1, 8, 9, 11, 12] {
            let denied = but(kind, |s| s.by_member(number));
            assert_eq!(denied, Err(Denied::NotOfficer(Role::Organiser)), "{kind:?}, {number}");
        }
        let denied = but(kind, |s| {
            s.amend(Change::End(Role::Organiser, member(5), Frontier::default()));
        });
        assert_eq!(denied, Err(Denied::NotOfficer(Role::Organiser)));
    }
}

#[test]
fn a_space_belongs_to_a_space_or_to_none() {
    for kind in [SubjectKind::Comment, SubjectKind::Document(DocumentKind::Page)] {
        let denied = but(ContentKind::Space, |s| s.subject().kind = kind);
        assert_eq!(denied, fault(ContentFault::WrongSubject { act: ContentKind::Space }));
    }
    let alone = |found: Found| {
        but(ContentKind::Space, |s| {
            let Content::Space(space) = s.content() else { panic!("no space") };
            space.parent = None;
            s.found = found;
        })
    };
    assert_eq!([alone(Found::Nothing), alone(Found::Missing)], [Ok(()), Ok(())]);
}

#[test]
fn a_phase_follows_one_of_its_own_space() {
    let denied = but(ContentKind::Phase, |s| {
        let Content::Phase(change) = s.content() else { panic!("no phase") };
        change.space = entry(61);
    });
    assert_eq!(denied, fault(ContentFault::OtherSpace));
}

#[test]
fn phases_and_their_states_are_named_in_the_languages_of_the_space() {
    let french = |kind, state: bool| {
        but(kind, |s| {
            let phase = match s.content() {
                Content::Space(space) => &mut space.phase,
                Content::Phase(change) => &mut change.phase,
                content => panic!("no phase in {content:?}"),
            };
            if state {
                let mut states = phase.rules.states.to_vec();
                states[1].title = in_french("Fait");
                phase.rules.states = List::new(states).unwrap();
            } else {
                phase.title = in_french("Propositions");
            }
        })
    };
    for kind in [ContentKind::Space, ContentKind::Phase] {
        for state in [false, true] {
            assert_eq!(french(kind, state), fault(ContentFault::Language(fr())), "{kind:?}");
        }
    }
    let own = but(ContentKind::Space, |s| {
        let Content::Space(space) = s.content() else { panic!("no space") };
        space.languages = Sorted::new([ca(), fr()]).unwrap();
        space.phase.title = in_french("Propositions");
    });
    assert_eq!(own, Ok(()), "the languages of the new space count, not those of the one above");
}

#[test]
fn nothing_of_a_space_is_done_by_whoever_is_no_organiser() {
    for kind in [ContentKind::Edit, ContentKind::Relate, ContentKind::Attach, ContentKind::Detach] {
        let by = |number| {
            but(kind, |s| {
                *s.subject() = space();
                s.by_member(number);
            })
        };
        assert_eq!(by(5), Ok(()), "{kind:?}");
        for number in [1, 8, 9, 11, 12, 13] {
            assert_eq!(by(number), Err(Denied::NotOfficer(Role::Organiser)), "{kind:?}");
        }
    }
}
