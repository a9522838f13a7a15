//! The right that an act needed: what a cut may end.

use participation_acts::{Change, ContentKind, Kind, Right, Role, Sealers};
use participation_policy::Owner;
use participation_types::Frontier;

use crate::content_scene::good_of;
use crate::scene::{By, Found, device, good, member, slot};

#[test]
fn each_kind_needs_its_own_right() {
    let registrar = Some(Right::Role(Role::Registrar, member(4)));
    let seat = Some(Right::Seat(member(1)));
    let part = Some(Right::Member(slot(9)));
    for (kind, right) in [
        (Kind::Found, None),
        (Kind::Certify, None),
        (Kind::Redeem, None),
        (Kind::Repair, None),
        (Kind::Retire, None),
        (Kind::Admit, registrar),
        (Kind::Invite, registrar),
        (Kind::Name, registrar),
        (Kind::Assist, registrar),
        (Kind::Propose, seat),
        (Kind::Support, seat),
        (Kind::Sign, seat),
        (Kind::Abandon, seat),
        (Kind::Recover, part),
        (Kind::Open, Some(Right::Role(Role::Organiser, member(5)))),
        (Kind::Seal, seat),
        (Kind::Reopen, seat),
        (Kind::Contest, part),
        (Kind::Ballot, part),
        (Kind::Unknown, None),
    ] {
        assert_eq!(good(kind).right(), right, "{kind:?}");
    }
}

#[test]
fn each_act_of_deliberation_needs_its_own_right() {
    let role = |role, number| Some(Right::Role(role, member(number)));
    let organiser = role(Role::Organiser, 5);
    let part = |number| Some(Right::Member(slot(number)));
    for (kind, right) in [
        (ContentKind::Space, organiser),
        (ContentKind::Phase, organiser),
        (ContentKind::Compose, part(9)),
        (ContentKind::Edit, part(9)),
        (ContentKind::Rebase, None),
        (ContentKind::Invite, part(9)),
        (ContentKind::Reply, part(13)),
        (ContentKind::Verdict, part(9)),
        (ContentKind::Withdraw, part(9)),
        (ContentKind::Relate, part(9)),
        (ContentKind::Attach, part(9)),
        (ContentKind::Detach, part(9)),
        (ContentKind::Comment, part(15)),
        (ContentKind::Reword, part(9)),
        (ContentKind::Stance, part(15)),
        (ContentKind::Supports, part(15)),
        (ContentKind::Profile, part(15)),
        (ContentKind::Answer, organiser),
        (ContentKind::Conclude, part(9)),
        (ContentKind::Report, part(15)),
        (ContentKind::Label, role(Role::Moderator, 8)),
        (ContentKind::Appeal, part(9)),
        (ContentKind::Erase, None),
    ] {
        assert_eq!(good_of(kind).right(), right, "{kind:?}");
    }
}

#[test]
fn who_writes_for_the_space_or_a_source_uses_the_office() {
    let written = |owner, by| {
        let mut scene = good_of(ContentKind::Edit);
        scene.subject().owner = owner;
        scene.by_member(by);
        scene.right()
    };
    let organiser = Some(Right::Role(Role::Organiser, member(5)));
    assert_eq!(written(Owner::Space, 5), organiser);
    assert_eq!(written(Owner::Imported, 5), organiser);
    let officer = Some(Right::Role(Role::ImportOfficer, member(11)));
    assert_eq!(written(Owner::Imported, 11), officer);
    assert_eq!(written(Owner::Space, 11), None);
}

#[test]
fn a_coauthor_uses_their_own_right_and_not_the_first_authors() {
    let mut scene = good_of(ContentKind::Edit);
    scene.by_coauthor();
    assert_eq!(scene.right(), Some(Right::Member(slot(13))));
}

#[test]
fn an_organiser_who_is_an_author_too_concludes_as_an_author() {
    let mut scene = good_of(ContentKind::Conclude);
    scene.by_member(5);
    assert_eq!(scene.right(), Some(Right::Role(Role::Organiser, member(5))));
    scene.subject().owner = Owner::Member(slot(5));
    assert_eq!(scene.right(), Some(Right::Member(slot(5))));
    scene.amend(Change::Suspend(slot(5), Frontier::default()));
    assert_eq!(scene.right(), Some(Right::Role(Role::Organiser, member(5))));
}

#[test]
fn a_data_officer_uses_the_office_for_the_words_of_others_only() {
    let mut scene = good_of(ContentKind::Erase);
    scene.by_member(12);
    assert_eq!(scene.right(), None);
    scene.seen().own = false;
    assert_eq!(scene.right(), Some(Right::Role(Role::DataOfficer, member(12))));
}

#[test]
fn a_paper_key_uses_the_right_of_its_seat() {
    let mut scene = good(Kind::Sign);
    scene.by = By::Uncertified;
    scene.author = device(102);
    assert_eq!(scene.right(), Some(Right::Seat(member(2))));
}

#[test]
fn a_steward_who_is_not_in_the_roll_contests_by_their_seat() {
    let mut scene = good(Kind::Contest);
    scene.by_member(1);
    assert_eq!(scene.right(), Some(Right::Member(slot(1))));
    scene.amend(Change::Suspend(slot(1), Frontier::default()));
    assert_eq!(scene.right(), Some(Right::Seat(member(1))));
}

#[test]
fn a_trustee_seals_by_the_role() {
    let mut scene = good(Kind::Seal);
    scene.by_member(6);
    scene.opening().sealers = Sealers::Trustees { threshold: 2 };
    assert_eq!(scene.right(), Some(Right::Role(Role::Trustee, member(6))));
}

#[test]
fn whoever_had_no_right_used_none() {
    let mut scene = good(Kind::Open);
    scene.by_member(9);
    assert_eq!(scene.right(), None);
}

#[test]
fn a_void_body_used_its_right_all_the_same() {
    let mut scene = good(Kind::Sign);
    scene.found = Found::Missing;
    assert_eq!(scene.right(), Some(Right::Seat(member(1))));
}
