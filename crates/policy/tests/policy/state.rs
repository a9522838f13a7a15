//! Charters: what a founding and each change makes, and what it may not.

use participation_acts::{
    Change, Founding, Limits, Opening, Recovery, Right, Role, Sealers, Seat, Seats,
};
use participation_policy::{CharterState, Cut, CutKind, RevisionFault};
use participation_types::{Frontier, MemberKey, Sorted};

use crate::scene::{changes, charter, device, founding, frontier, member, seats, slot, text};

type Revised = Result<(CharterState, Vec<Cut>), RevisionFault>;

fn revise(list: Vec<Change>) -> Revised {
    charter().revise(&changes(list))
}

fn fault(list: Vec<Change>) -> RevisionFault {
    revise(list).unwrap_err()
}

fn found(spoil: impl FnOnce(&mut Founding)) -> Result<CharterState, RevisionFault> {
    let mut founding = founding();
    spoil(&mut founding);
    CharterState::found(&founding)
}

fn ends(right: Right, n: u8) -> Cut {
    Cut { right, frontier: frontier(n), kind: CutKind::Ends }
}

#[test]
fn a_founding_makes_the_charter_that_it_says() {
    let state = charter();
    assert_eq!(state.name().as_str(), "The Street");
    assert_eq!(*state.seats(), seats(&[1, 2, 3], 2));
    assert_eq!(state.roles().map(|(role, key)| (role, *key)).collect::<Vec<_>>(), founding().roles);
    assert_eq!(state.limits(), Limits { options: 3, retention_days: 30 });
    assert_eq!(state.rules(), 1);
    assert_eq!(state.recovery(), Some(Recovery { numerator: 1, denominator: 2 }));
    assert_eq!((state.suspended().count(), state.revoked().count()), (0, 0));
    assert_eq!(state.height(), 0);
}

#[test]
fn a_charter_knows_who_holds_what() {
    let state = charter();
    assert_eq!([1, 3, 4].map(|n| state.is_seat(&member(n))), [true, true, false]);
    assert_eq!(state.seat_of_recovery(&device(102)), Some(member(2)));
    assert_eq!(state.seat_of_recovery(&device(2)), None);
    assert!(state.holds(Role::Registrar, &member(4)));
    assert!(!state.holds(Role::Registrar, &member(5)));
    assert!(!state.holds(Role::Organiser, &member(4)));
    let holders = |role| state.holders(role).copied().collect::<Vec<MemberKey>>();
    assert_eq!(holders(Role::Trustee), [member(6), member(7)]);
    assert_eq!(holders(Role::StationOfficer), [member(14)]);
    assert_eq!([1, 8, 9].map(|n| state.has_office(&member(n))), [true, true, false]);
    assert_eq!(state.threshold(), 2);
}

#[test]
fn a_charter_knows_who_seals() {
    let (state, trustees) = (charter(), Sealers::Trustees { threshold: 7 });
    assert_eq!(state.may_seal(Sealers::Stewards, &member(1)), Some(Right::Seat(member(1))));
    assert_eq!(state.may_seal(Sealers::Stewards, &member(6)), None);
    let right = Right::Role(Role::Trustee, member(6));
    assert_eq!(state.may_seal(trustees, &member(6)), Some(right));
    assert_eq!(state.may_seal(trustees, &member(1)), None);
    assert_eq!([Sealers::Stewards, trustees].map(|s| state.seal_threshold(s)), [2, 7]);
}

#[test]
fn a_revision_changes_only_what_it_names() {
    let (next, cuts) = revise(vec![Change::Rename(text("The Square"))]).unwrap();
    assert_eq!((next.name().as_str(), next.height()), ("The Square", 1));
    assert_eq!(cuts, []);
    let (back, _) = next.revise(&changes(vec![Change::Rename(text("The Street"))])).unwrap();
    assert_eq!(back.height(), 2);
    assert_eq!((back.seats(), back.limits()), (charter().seats(), charter().limits()));
    assert!(back.roles().eq(charter().roles()));
}

#[test]
fn a_name_can_be_read() {
    assert_eq!(found(|f| f.name = text(" \t")), Err(RevisionFault::BlankName));
    assert_eq!(fault(vec![Change::Rename(text(""))]), RevisionFault::BlankName);
}

#[test]
fn seats_that_no_charter_may_have_are_refused_whatever_made_them() {
    let unsound = |threshold| Seats { seats: seats(&[1, 2, 3], 2).seats, threshold };
    assert!(matches!(found(|f| f.seats = unsound(1)), Err(RevisionFault::Seats(_))));
    let change = Change::Seats { seats: unsound(4), leaving: vec![] };
    assert!(matches!(fault(vec![change]), RevisionFault::Seats(_)));
}

#[test]
fn each_seat_has_a_paper_key_of_its_own() {
    let shared = || {
        let mut seats = seats(&[1, 2, 3], 2);
        seats.seats[2] = Seat { member: member(3), recovery: device(101) };
        seats
    };
    let refused = RevisionFault::SharedPaperKey(device(101));
    assert_eq!(found(|f| f.seats = shared()), Err(refused));
    assert_eq!(fault(vec![Change::Seats { seats: shared(), leaving: vec![] }]), refused);
}

fn reseat(sitting: &[u8], leaving: &[u8]) -> Revised {
    let leaving = leaving.iter().map(|n| (member(*n), frontier(*n))).collect();
    revise(vec![Change::Seats { seats: seats(sitting, 2), leaving }])
}

#[test]
fn stewards_leave_with_a_cut_each() {
    let (next, cuts) = reseat(&[2, 4, 5], &[1, 3]).unwrap();
    assert_eq!([1, 2, 4].map(|n| next.is_seat(&member(n))), [false, true, true]);
    assert_eq!(cuts, [ends(Right::Seat(member(1)), 1), ends(Right::Seat(member(3)), 3)]);
}

#[test]
fn exactly_the_stewards_that_leave_are_listed() {
    let wrong = |n| Err(RevisionFault::Leaving(member(n)));
    assert_eq!(reseat(&[1, 2, 3], &[]).map(|(_, cuts)| cuts), Ok(vec![]));
    assert_eq!(reseat(&[2, 4, 5], &[1]), wrong(3));
    assert_eq!(reseat(&[2, 4, 5], &[3]), wrong(1));
    assert_eq!(reseat(&[2, 4, 5], &[3, 1]), wrong(1));
    assert_eq!(reseat(&[2, 4, 5], &[1, 3, 3]), wrong(3));
    assert_eq!(reseat(&[2, 3, 4], &[1, 2]), wrong(2));
    assert_eq!(reseat(&[2, 3, 4], &[1, 9]), wrong(9));
}

#[test]
fn a_role_is_given_once_and_ended_with_a_cut() {
    let (role, key) = (Role::Moderator, member(9));
    let grant = || Change::Grant(role, key);
    let end = || Change::End(role, key, frontier(9));
    let (next, cuts) = revise(vec![grant()]).unwrap();
    assert!(next.holds(role, &key));
    assert_eq!(cuts, []);
    let (next, cuts) = revise(vec![grant(), end()]).unwrap();
    assert!(!next.holds(role, &key));
    assert_eq!(cuts, [ends(Right::Role(role, key), 9)]);
    let member = key;
    assert_eq!(fault(vec![grant(), grant()]), RevisionFault::RoleHeld { role, member });
    assert_eq!(fault(vec![end()]), RevisionFault::RoleNotHeld { role, member });
    let twice = found(|f| f.roles = vec![(role, key), (role, key)]);
    assert_eq!(twice, Err(RevisionFault::RoleHeld { role, member }));
}

#[test]
fn a_slot_is_suspended_and_reinstated() {
    let suspend = || Change::Suspend(slot(9), frontier(9));
    let (next, cuts) = revise(vec![suspend()]).unwrap();
    assert_eq!((next.is_suspended(&slot(9)), next.is_revoked(&slot(9))), (true, false));
    assert!(next.suspended().eq([&slot(9)]));
    assert_eq!(cuts, [ends(Right::Member(slot(9)), 9)]);
    let (next, _) = revise(vec![suspend(), Change::Reinstate(slot(9))]).unwrap();
    assert!(!next.is_suspended(&slot(9)));
    let refused = RevisionFault::AlreadySuspended(slot(9));
    assert_eq!(fault(vec![suspend(), suspend()]), refused);
    let refused = RevisionFault::NotSuspended(slot(8));
    assert_eq!(fault(vec![suspend(), Change::Reinstate(slot(8))]), refused);
}

#[test]
fn a_slot_is_revoked_for_good() {
    let suspend = || Change::Suspend(slot(9), frontier(9));
    let revoke = || Change::Revoke(slot(9), frontier(8));
    let (next, cuts) = revise(vec![suspend(), revoke()]).unwrap();
    assert_eq!((next.is_suspended(&slot(9)), next.is_revoked(&slot(9))), (false, true));
    assert!(next.revoked().eq([&slot(9)]));
    let right = Right::Member(slot(9));
    assert_eq!(cuts, [ends(right, 9), ends(right, 8)]);
    let revoked = RevisionFault::AlreadyRevoked(slot(9));
    assert_eq!(fault(vec![revoke(), revoke()]), revoked);
    assert_eq!(fault(vec![revoke(), suspend()]), revoked);
    let refused = RevisionFault::NotSuspended(slot(9));
    assert_eq!(fault(vec![suspend(), revoke(), Change::Reinstate(slot(9))]), refused);
}

#[test]
fn a_limit_on_options_is_one_that_openings_can_have() {
    let most = u16::try_from(Opening::MAX_OPTIONS).unwrap();
    let limit = |options| Limits { options, retention_days: 0 };
    for options in [1, most] {
        assert_eq!(found(|f| f.limits = limit(options)).unwrap().limits(), limit(options));
        let (next, _) = revise(vec![Change::Limits(limit(options))]).unwrap();
        assert_eq!(next.limits(), limit(options));
    }
    for options in [0, most + 1] {
        let refused = RevisionFault::OptionLimit { options };
        assert_eq!(found(|f| f.limits = limit(options)), Err(refused));
        assert_eq!(fault(vec![Change::Limits(limit(options))]), refused);
    }
}

#[test]
fn rules_never_go_back() {
    let (next, _) = revise(vec![Change::Rules(3), Change::Rules(3)]).unwrap();
    assert_eq!(next.rules(), 3);
    let refused = RevisionFault::EarlierRules { from: 3, to: 2 };
    assert_eq!(fault(vec![Change::Rules(3), Change::Rules(2)]), refused);
    let refused = RevisionFault::EarlierRules { from: 1, to: 0 };
    assert_eq!(found(|f| f.rules = 0), Err(refused));
}

#[test]
fn a_recovery_share_is_at_least_half_and_can_be_passed() {
    let change = |numerator, denominator| {
        let rule = Some(Recovery { numerator, denominator });
        let (next, _) = revise(vec![Change::Recovery(rule)])?;
        assert_eq!(next.recovery(), rule);
        assert_eq!(found(|f| f.recovery = rule)?.recovery(), rule);
        Ok(())
    };
    let refused = |numerator, denominator| {
        let refused = RevisionFault::RecoveryShare { numerator, denominator };
        assert_eq!(found(|f| f.recovery = Some(Recovery { numerator, denominator })), Err(refused));
        Err(refused)
    };
    assert_eq!([change(2, 4), change(3, 4)], [Ok(()), Ok(())]);
    assert_eq!(change(u16::MAX - 1, u16::MAX), Ok(()));
    for (n, d) in [(1, 4), (1, 3), (4, 4), (5, 4), (0, 0)] {
        assert_eq!(change(n, d), refused(n, d));
    }
    assert_eq!(revise(vec![Change::Recovery(None)]).unwrap().0.recovery(), None);
}

#[test]
fn a_list_of_nodes_takes_the_place_of_the_one_before_and_touches_no_right() {
    let nodes = |list: &[&str]| {
        Change::Nodes(Sorted::new(list.iter().map(|node| node.parse().unwrap())).unwrap())
    };
    let listed = |state: &CharterState| -> Vec<String> {
        state.nodes().iter().map(ToString::to_string).collect()
    };
    assert!(charter().nodes().is_empty());
    let (two, cuts) = revise(vec![nodes(&["/c"]), nodes(&["/b", "/a"])]).unwrap();
    assert_eq!((listed(&two), cuts), (vec!["/a".to_owned(), "/b".to_owned()], vec![]));
    let (renamed, _) = two.revise(&changes(vec![Change::Rename(text("The Square"))])).unwrap();
    assert_eq!(listed(&renamed), ["/a", "/b"], "what a revision does not name stays");
    let (none, _) = two.revise(&changes(vec![nodes(&[])])).unwrap();
    let (other, _) = charter().revise(&changes(vec![Change::Rules(1)])).unwrap();
    assert!(none.nodes().is_empty() && none.roles().eq(other.roles()));
}

#[test]
fn a_licence_holds_until_another_or_none_is_named_and_touches_no_right() {
    let licence = |text: Option<&str>| Change::Licence(text.map(|text| text.parse().unwrap()));
    assert_eq!(charter().licence(), None);
    let (named, cuts) = revise(vec![licence(Some("CC-BY-4.0"))]).unwrap();
    assert_eq!((named.licence().unwrap().as_str(), cuts), ("CC-BY-4.0", vec![]));
    let (renamed, _) = named.revise(&changes(vec![Change::Rename(text("The Square"))])).unwrap();
    assert_eq!(renamed.licence(), named.licence(), "what a revision does not name stays");
    let (none, _) = named.revise(&changes(vec![licence(None)])).unwrap();
    let founded = charter();
    assert!(none.licence().is_none() && none.roles().eq(founded.roles()));
}

#[test]
fn a_raise_comes_out_as_one_and_changes_no_right() {
    let right = Right::Seat(member(9));
    let (next, cuts) = revise(vec![Change::Raise(right, frontier(3))]).unwrap();
    assert_eq!(cuts, [Cut { right, frontier: frontier(3), kind: CutKind::Raises }]);
    assert!(!next.is_seat(&member(9)));
}

#[test]
fn cuts_come_out_in_the_order_of_the_changes() {
    let (_, cuts) = revise(vec![
        Change::End(Role::Registrar, member(4), Frontier::default()),
        Change::Raise(Right::Member(slot(1)), frontier(1)),
        Change::Suspend(slot(2), frontier(2)),
    ])
    .unwrap();
    let rights: Vec<Right> = cuts.iter().map(|cut| cut.right).collect();
    assert_eq!(
        rights,
        [Right::Role(Role::Registrar, member(4)), Right::Member(slot(1)), Right::Member(slot(2)),]
    );
}
