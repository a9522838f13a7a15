//! The right that an act needed: what a cut may end.

use participation_acts::{Change, Kind, Right, Role, Sealers};
use participation_types::Frontier;

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
