//! Foundings, certificates, admissions, invitations, repairs.

use participation_acts::{Act, Change, Kind, Role};
use participation_policy::{Denied, RevisionFault};
use participation_types::Frontier;

use crate::scene::{
    By, Found, Scene, but, card, certificate, device, entry, founding, frontier, good, member,
    slot, text,
};

#[test]
fn a_founding_comes_first_and_from_its_founder() {
    let denied = Denied::WrongPlace { kind: Kind::Found, seq: 1, expected: 0 };
    assert_eq!(but(Kind::Found, |s| s.seq = 1), Err(denied));
    assert_eq!(but(Kind::Found, |s| s.by_member(1)), Err(Denied::NotFounder));
    assert_eq!(but(Kind::Found, |s| s.by = By::Uncertified), Err(Denied::NotFounder));
}

#[test]
fn a_founding_makes_a_charter_that_this_version_can_judge() {
    let found = |spoil: fn(&mut participation_acts::Founding)| {
        let mut charter = founding();
        spoil(&mut charter);
        but(Kind::Found, |s| s.act = Act::Found(charter))
    };
    assert_eq!(found(|f| f.name = text("")), Err(Denied::Charter(RevisionFault::BlankName)));
    assert_eq!(found(|f| f.rules = 2), Err(Denied::NeedsUpgrade { rules: 2 }));
}

#[test]
fn a_certificate_begins_its_chain() {
    let denied = Denied::WrongPlace { kind: Kind::Certify, seq: 1, expected: 0 };
    assert_eq!(but(Kind::Certify, |s| s.seq = 1), Err(denied));
}

#[test]
fn the_founders_certificate_follows_the_founding() {
    let at = |seq| {
        but(Kind::Certify, |s| {
            s.by = By::Founder;
            s.seq = seq;
        })
    };
    let denied = |seq| Err(Denied::WrongPlace { kind: Kind::Certify, seq, expected: 1 });
    assert_eq!([at(0), at(1), at(2)], [denied(0), Ok(()), denied(2)]);
}

#[test]
fn only_officers_and_the_admitted_certify_devices() {
    let unadmitted = |number| {
        but(Kind::Certify, |s| {
            s.act = Act::Certify(certificate(number));
            s.found = Found::Key(false);
        })
    };
    assert_eq!(unadmitted(1), Ok(()), "a steward");
    assert_eq!(unadmitted(8), Ok(()), "a moderator");
    assert_eq!(unadmitted(9), Err(Denied::NotAdmitted));
}

#[test]
fn a_redemption_begins_its_chain_and_is_of_the_named_card() {
    let denied = Denied::WrongPlace { kind: Kind::Redeem, seq: 1, expected: 0 };
    assert_eq!(but(Kind::Redeem, |s| s.seq = 1), Err(denied));
    let denied = but(Kind::Redeem, |s| s.found = Found::Card(card(2)));
    assert_eq!(denied, Err(Denied::OtherInvitation));
}

#[test]
fn only_a_registrar_writes_the_census() {
    for kind in [Kind::Admit, Kind::Invite, Kind::Name, Kind::Assist] {
        for number in [1, 5, 9] {
            let denied = but(kind, |s| s.by_member(number));
            assert_eq!(denied, Err(Denied::NotOfficer(Role::Registrar)), "{kind:?} by {number}");
        }
        let denied = but(kind, |s| {
            s.amend(Change::End(Role::Registrar, member(4), Frontier::default()));
        });
        assert_eq!(denied, Err(Denied::NotOfficer(Role::Registrar)));
    }
}

#[test]
fn a_registrar_needs_no_slot() {
    assert_eq!(but(Kind::Admit, |s| s.by = By::Device(member(4), None)), Ok(()));
}

fn readmit(spoil: impl FnOnce(&mut Scene)) -> Result<(), Denied> {
    but(Kind::Admit, |s| {
        let Act::Admit(admission) = &mut s.act else { panic!("no admission") };
        admission.slot = Some(slot(9));
        s.found = Found::Slot;
        spoil(s);
    })
}

#[test]
fn a_person_is_admitted_again_to_a_slot_that_exists() {
    assert_eq!(readmit(|_| ()), Ok(()));
    assert_eq!(readmit(|s| s.found = Found::Missing), Err(Denied::TargetMissing));
    assert_eq!(readmit(|s| s.found = Found::Nothing), Err(Denied::TargetMissing));
}

#[test]
fn a_suspended_slot_takes_a_new_key_and_a_revoked_one_none() {
    assert_eq!(readmit(|s| s.amend(Change::Suspend(slot(9), Frontier::default()))), Ok(()));
    let denied = readmit(|s| s.amend(Change::Revoke(slot(9), Frontier::default())));
    assert_eq!(denied, Err(Denied::SlotRevoked(slot(9))));
    assert_eq!(readmit(|s| s.amend(Change::Revoke(slot(8), Frontier::default()))), Ok(()));
}

#[test]
fn a_naming_names_a_redemption_of_its_card() {
    let denied = but(Kind::Name, |s| s.found = Found::Redemption(entry(3)));
    assert_eq!(denied, Err(Denied::OtherInvitation));
}

#[test]
fn a_member_repairs_and_retires_only_devices_of_their_own() {
    for kind in [Kind::Repair, Kind::Retire] {
        let of_another = but(kind, |s| s.found = Found::Device(member(8)));
        assert_eq!(of_another, Err(Denied::NotOwnDevice), "{kind:?}: the device is another's");
        assert_eq!(but(kind, |s| s.by_member(8)), Err(Denied::NotOwnDevice), "{kind:?}");
        let by_another = but(kind, |s| {
            s.by_member(8);
            s.found = Found::Device(member(8));
        });
        assert_eq!(by_another, Err(Denied::NotOwnDevice), "{kind:?}: signed by another's key");
    }
}

#[test]
fn a_device_does_not_repair_itself() {
    assert_eq!(but(Kind::Repair, |s| s.author = device(51)), Err(Denied::SelfRepair));
}

#[test]
fn a_device_may_retire_itself() {
    assert_eq!(but(Kind::Retire, |s| s.author = device(51)), Ok(()));
}

#[test]
fn a_retirement_lists_chains_of_its_device_only() {
    let with = |kept: Frontier| {
        let mut scene = good(Kind::Retire);
        let Act::Retire(retirement) = &mut scene.act else { panic!("no retirement") };
        retirement.frontier = kept;
        scene.judge()
    };
    assert_eq!(with(Frontier::default()), Ok(()));
    assert_eq!(with(frontier(50)), Err(Denied::ForeignChain));
    let (own, foreign) = (frontier(51), frontier(52));
    let both = Frontier::new(own.iter().chain(foreign.iter()).map(|(c, h)| (*c, *h)));
    assert_eq!(with(both), Err(Denied::ForeignChain));
}

#[test]
fn no_registrar_stands_by_a_session_of_their_own() {
    let denied = but(Kind::Assist, |s| {
        let Act::Assist(assistance) = &mut s.act else { panic!("no assistance") };
        assistance.member = member(4);
    });
    assert_eq!(denied, Err(Denied::OwnAssistance));
    let denied = but(Kind::Assist, |s| {
        let Act::Assist(assistance) = &mut s.act else { panic!("no assistance") };
        assistance.device = device(50);
    });
    assert_eq!(denied, Err(Denied::OwnAssistance));
}
