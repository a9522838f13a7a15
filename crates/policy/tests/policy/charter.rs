//! Proposals, signatures and the recovery by members.

use participation_acts::{Act, Change, Kind};
use participation_policy::{Denied, RevisionFault};
use participation_types::Frontier;

use crate::scene::{By, Found, but, changes, device, good, member, revision, slot, text};

const BY_STEWARDS: [Kind; 4] = [Kind::Propose, Kind::Support, Kind::Sign, Kind::Abandon];

#[test]
fn only_stewards_change_the_charter() {
    for kind in BY_STEWARDS {
        for number in [4, 8, 9] {
            assert_eq!(but(kind, |s| s.by_member(number)), Err(Denied::NotSteward), "{kind:?}");
        }
        assert_eq!(but(kind, |s| s.by = By::Device(member(3), None)), Ok(()), "{kind:?}");
    }
}

#[test]
fn the_paper_key_of_a_seat_changes_the_charter_without_a_certificate() {
    for kind in BY_STEWARDS {
        let by_paper = |number| {
            but(kind, |s| {
                s.by = By::Uncertified;
                s.author = device(number);
            })
        };
        assert_eq!([by_paper(103), by_paper(104)], [Ok(()), Err(Denied::NotSteward)], "{kind:?}");
    }
}

#[test]
fn a_paper_key_does_nothing_else() {
    for kind in Kind::ALL.iter().filter(|kind| !BY_STEWARDS.contains(kind)) {
        let verdict = but(*kind, |s| {
            s.by = By::Uncertified;
            s.author = device(101);
            s.seq = 5;
        });
        assert!(verdict.is_err(), "{kind:?}");
    }
}

#[test]
fn the_header_names_the_parent_of_the_revision() {
    for kind in [Kind::Support, Kind::Sign, Kind::Abandon, Kind::Recover] {
        let denied = but(kind, |s| s.found = Found::Revision(revision(3), true));
        assert_eq!(denied, Err(Denied::OtherParent), "{kind:?}");
    }
    assert_eq!(but(Kind::Propose, |s| s.revision = Some(revision(3))), Err(Denied::OtherParent));
}

#[test]
fn only_a_revision_that_can_be_applied_is_proposed() {
    let denied = but(Kind::Propose, |s| {
        s.act = Act::Propose(changes(vec![Change::Rename(text(""))]));
    });
    assert_eq!(denied, Err(Denied::Charter(RevisionFault::BlankName)));
}

#[test]
fn only_a_revision_that_can_be_applied_is_signed() {
    let malformed = |kind| but(kind, |s| s.found = Found::Revision(revision(1), false));
    assert_eq!(malformed(Kind::Sign), Err(Denied::Malformed));
    assert_eq!(malformed(Kind::Recover), Err(Denied::Malformed));
    assert_eq!(malformed(Kind::Support), Ok(()));
    assert_eq!(malformed(Kind::Abandon), Ok(()));
}

#[test]
fn members_recover_where_the_charter_says_so() {
    let denied = but(Kind::Recover, |s| s.amend(Change::Recovery(None)));
    assert_eq!(denied, Err(Denied::NoRecoveryRule));
}

#[test]
fn whoever_is_out_of_the_census_or_suspended_does_not_recover() {
    let denied = but(Kind::Recover, |s| s.by = By::Device(member(9), None));
    assert_eq!(denied, Err(Denied::NotMember));
    let denied = but(Kind::Recover, |s| s.amend(Change::Suspend(slot(9), Frontier::default())));
    assert_eq!(denied, Err(Denied::SlotSuspended(slot(9))));
    let denied = but(Kind::Recover, |s| s.amend(Change::Revoke(slot(9), Frontier::default())));
    assert_eq!(denied, Err(Denied::SlotRevoked(slot(9))));
}

#[test]
fn a_suspended_steward_still_signs() {
    let mut scene = good(Kind::Sign);
    scene.amend(Change::Suspend(slot(1), Frontier::default()));
    assert_eq!(scene.judge(), Ok(()));
}
