//! What holds for acts of every kind.

use std::collections::BTreeSet;

use participation_acts::{Change, Kind, Permit};
use participation_policy::{ContentFault, Denied};
use participation_types::Lane;

use crate::scene::{By, Found, but, good, kinds, revision};

#[test]
fn a_good_act_of_each_kind_is_allowed() {
    for kind in kinds() {
        assert_eq!(good(kind).judge(), Ok(()), "{kind:?}");
    }
}

#[test]
fn an_unknown_kind_is_denied_in_every_lane() {
    for lane in Lane::ALL {
        assert_eq!(but(Kind::Unknown, |s| s.lane = lane), Err(Denied::UnknownKind));
    }
}

#[test]
fn no_kind_stands_in_another_lane() {
    for kind in kinds() {
        for lane in Lane::ALL.into_iter().filter(|lane| Some(*lane) != kind.lane()) {
            let expected = kind.lane().unwrap();
            let denied = Denied::WrongLane { kind, lane, expected };
            assert_eq!(but(kind, |s| s.lane = lane), Err(denied));
        }
    }
}

#[test]
fn every_act_but_a_founding_names_a_revision_that_is_here() {
    for kind in kinds().filter(|kind| *kind != Kind::Found) {
        assert_eq!(but(kind, |s| s.revision = None), Err(Denied::RevisionUnnamed));
        assert_eq!(but(kind, |s| s.charter = None), Err(Denied::RevisionMissing));
    }
    let denied = but(Kind::Found, |s| s.revision = Some(revision(1)));
    assert_eq!(denied, Err(Denied::RevisionBeforeFounding));
}

#[test]
fn under_later_rules_nothing_is_judged() {
    for kind in kinds().filter(|kind| *kind != Kind::Found) {
        let denied = but(kind, |s| s.amend(Change::Rules(2)));
        assert_eq!(denied, Err(Denied::NeedsUpgrade { rules: 2 }));
        assert_eq!(but(kind, |s| s.amend(Change::Rules(1))), Ok(()));
    }
}

#[test]
fn what_an_act_names_must_be_here() {
    let names_nothing =
        [Kind::Found, Kind::Invite, Kind::Assist, Kind::Admit, Kind::Propose, Kind::Open];
    for kind in kinds() {
        let expected =
            if names_nothing.contains(&kind) { Ok(()) } else { Err(Denied::TargetMissing) };
        assert_eq!(but(kind, |s| s.found = Found::Missing), expected, "{kind:?}");
        assert_eq!(but(kind, |s| s.found = Found::Nothing), expected, "{kind:?}");
    }
}

#[test]
fn an_uncertified_key_only_begins_a_chain() {
    for kind in kinds() {
        let begins = matches!(kind, Kind::Certify | Kind::Redeem);
        assert_eq!(but(kind, |s| s.by = By::Uncertified).is_ok(), begins, "{kind:?}");
    }
}

#[test]
fn an_uncertified_founder_founds_and_nothing_else() {
    for kind in kinds() {
        let verdict = but(kind, |s| {
            s.by = By::Founder;
            s.seq = 5;
        });
        assert!(verdict.is_err(), "{kind:?}");
    }
}

#[test]
fn only_what_may_still_arrive_is_waited_for() {
    let waiting = [
        Denied::UnknownKind,
        Denied::RevisionMissing,
        Denied::TargetMissing,
        Denied::NeedsUpgrade { rules: 2 },
    ];
    assert!(waiting.iter().all(Denied::waits));
    assert!(!Denied::NotSteward.waits());
    assert!(!Denied::RevisionUnnamed.waits());
}

#[test]
fn a_denial_is_written_for_people_and_for_programs() {
    let denied = Denied::NeedsUpgrade { rules: 2 };
    assert_eq!(
        denied.to_string(),
        "the charter has rules of version 2, this version knows up to 1: upgrade"
    );
    assert_eq!(serde_json::to_string(&denied).unwrap(), r#"{"needs-upgrade":{"rules":2}}"#);
    assert_eq!(serde_json::to_string(&Denied::NotInRoll).unwrap(), r#""not-in-roll""#);
}

#[test]
fn a_closed_phase_says_what_it_does_not_let_members_do() {
    let said = |permit: &Permit| ContentFault::Phase(*permit).to_string();
    let all: BTreeSet<String> = Permit::ALL.iter().map(said).collect();
    assert_eq!(all.len(), Permit::ALL.len(), "{all:#?}");
    let expected = "this phase of the space does not let members comment: wait for another phase";
    assert_eq!(said(&Permit::Comment), expected);
}
