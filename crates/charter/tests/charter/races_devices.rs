//! Races about devices: forks, what settles them, and devices that are ended.

use participation_acts::{Change, Role};
use participation_charter::MemberStatus::{Active, Void};
use participation_types::{Frontier, Head, Lane, SlotId};

use crate::village::{Fate, Village, member_of, slot};

/// Reg's chain forks: it admits anna in one history and bo in the other.
struct Forked {
    v: Village,
    anna: SlotId,
    bo: SlotId,
    /// The last entry of each branch.
    heads: [Head; 2],
    /// Where both are still one.
    before: Option<Head>,
}

fn forked() -> Forked {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let before = v.head("reg", Lane::Authority);
    v.at_once();
    let anna = v.admit_by("reg", "anna");
    let one = v.last();
    let bo = v.upon(before, |v| v.admit_by("reg", "bo"));
    let other = v.last();
    Forked { v, anna, bo, heads: [one, other], before }
}

//     a ── b: reg admits anna
//      \
//       c: reg admits bo, at the same place
#[test]
fn admit_and_admit_at_one_place() {
    let Forked { v, anna, bo, .. } = forked();
    v.everywhere(|view| {
        for one in [anna, bo] {
            assert_eq!(slot(view, one), (Void, Some(Fate::Forked)));
        }
        assert_eq!(view.chains().forks().len(), 1);
    });
}

//     a ── b: reg admits anna ◀─ laptop: b goes on
//      \
//       c: reg admits bo
#[test]
fn fork_and_repair_by_another_device() {
    let Forked { mut v, anna, bo, heads, .. } = forked();
    v.repair("reg/laptop", "reg", Lane::Authority, heads[0]);
    v.everywhere(|view| {
        assert_eq!(slot(view, anna), (Active, None));
        assert_eq!(slot(view, bo), (Void, Some(Fate::Forked)));
    });
}

//     a ── b ── r: the telephone says of itself that b goes on
//      \
//       c
#[test]
fn fork_and_repair_by_the_device_itself() {
    let Forked { mut v, anna, heads, .. } = forked();
    v.upon(Some(heads[0]), |v| v.repair("reg", "reg", Lane::Authority, heads[0]));
    v.everywhere(|view| assert_eq!(slot(view, anna), (Void, Some(Fate::Forked))));
}

//     a ── b ◀─ laptop: b goes on
//      \
//       c ◀─ tablet: c goes on
#[test]
fn repair_and_repair() {
    let Forked { mut v, anna, bo, heads, .. } = forked();
    v.certify("reg/tablet");
    v.repair("reg/laptop", "reg", Lane::Authority, heads[0]);
    v.repair("reg/tablet", "reg", Lane::Authority, heads[1]);
    let anna_wins = heads[0].id < heads[1].id;
    v.everywhere(|view| {
        let active = [anna, bo].map(|one| slot(view, one).0 == Active);
        assert_eq!(active, [anna_wins, !anna_wins]);
    });
}

//     a ── b                                ◀─ laptop: b goes on
//      \
//       c ── d: reg admits cal ◀─ the stewards end reg's role, with d as the frontier
#[test]
fn cut_and_repair_of_another_branch() {
    let Forked { mut v, anna, bo, heads, .. } = forked();
    let cal = v.admit_by("reg", "cal");
    let frontier = v.frontier(&["reg"]);
    v.enact(&["s1", "s2"], vec![Change::End(Role::Registrar, member_of("reg"), frontier)]);
    v.repair("reg/laptop", "reg", Lane::Authority, heads[0]);
    v.everywhere(|view| {
        assert_eq!(slot(view, anna).0, Void);
        assert_eq!(slot(view, bo), (Active, None));
        assert_eq!(slot(view, cal), (Active, None));
    });
}

//     a ── b ── e: reg admits cal        ◀─ laptop: b goes on
//      \  ◀─ the stewards end reg's role, with b as the frontier
//       c
#[test]
fn cut_and_repair_of_the_same_branch() {
    let Forked { mut v, anna, bo, heads, .. } = forked();
    let cal = v.upon(Some(heads[0]), |v| v.admit_by("reg", "cal"));
    let chain = participation_types::ChainId {
        device: crate::village::device_key("reg"),
        lane: Lane::Authority,
    };
    let frontier = Frontier::new([(chain, heads[0])]);
    v.enact(&["s1", "s2"], vec![Change::End(Role::Registrar, member_of("reg"), frontier)]);
    v.repair("reg/laptop", "reg", Lane::Authority, heads[0]);
    v.everywhere(|view| {
        assert_eq!(slot(view, anna), (Active, None));
        assert_eq!(slot(view, bo), (Void, Some(Fate::Forked)));
        assert_eq!(slot(view, cal), (Void, Some(Fate::Late)));
    });
}

//     a ── b: reg admits anna ── c: reg admits bo
//     laptop: the telephone stands as far as a
//     tablet: the telephone stands as far as b
#[test]
fn retirement_and_retirement() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    v.certify("reg/tablet");
    let start = v.frontier(&["reg"]);
    let anna = v.admit_by("reg", "anna");
    let more = v.frontier(&["reg"]);
    let bo = v.admit_by("reg", "bo");
    v.at_once();
    v.retire("reg/tablet", "reg", more);
    let one = v.deliver(&v.entries);
    assert_eq!(slot(&one.view(), anna), (Active, None));
    assert_eq!(slot(&one.view(), bo), (Void, Some(Fate::Retired)));
    v.retire("reg/laptop", "reg", start);
    v.everywhere(|view| {
        assert_eq!(slot(view, anna), (Void, Some(Fate::Retired)));
        assert_eq!(slot(view, bo), (Void, Some(Fate::Retired)));
    });
}

//     a ── b: reg admits anna ── c: reg admits bo
//     laptop: the telephone stands as far as a
//     P ─── C: reg is registrar no more, with b as the frontier
#[test]
fn cut_and_retirement() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let start = v.frontier(&["reg"]);
    let anna = v.admit_by("reg", "anna");
    let more = v.frontier(&["reg"]);
    let bo = v.admit_by("reg", "bo");
    v.at_once();
    v.enact(&["s1", "s2"], vec![Change::End(Role::Registrar, member_of("reg"), more)]);
    v.retire("reg/laptop", "reg", start);
    v.everywhere(|view| {
        assert_eq!(slot(view, anna), (Active, None));
        assert_eq!(slot(view, bo), (Void, Some(Fate::Late)));
    });
}

//     a ── s: s1 signs A ◀─ A is in force
//      \
//       f: another entry at that place
//     laptop: the telephone stands as far as a
#[test]
fn fork_and_retirement_of_a_signer() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("s1/laptop");
    let (before, start) = (v.head("s1", Lane::Authority), v.frontier(&["s1"]));
    let revision = v.propose("s2", vec![crate::race::rename("Nova")]);
    let founding = v.founding;
    v.at_once();
    let signed = v.sign("s1", revision);
    v.sign("s2", revision);
    v.naming(founding, |v| v.upon(before, |v| v.support("s1", revision)));
    v.naming(founding, |v| v.retire("s1/laptop", "s1", start));
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), [founding, revision]);
        assert_ne!(v.fate(view, signed), Fate::Stands);
    });
    assert!(before.is_some());
}

//     a ── b: reg admits anna ◀─ the head of the laptop's retirement of the telephone
//      \
//       c: reg admits bo
#[test]
fn fork_and_retirement_that_settles_it() {
    let Forked { mut v, anna, bo, before, heads } = forked();
    assert!(before < Some(heads[0]));
    let chain = participation_types::ChainId {
        device: crate::village::device_key("reg"),
        lane: Lane::Authority,
    };
    v.retire("reg/laptop", "reg", Frontier::new([(chain, heads[0])]));
    v.everywhere(|view| {
        assert_eq!(slot(view, anna), (Active, None));
        assert_eq!(slot(view, bo), (Void, Some(Fate::Forked)));
    });
}

//     a ── c1: the stewards end reg's role at a, and give it again
//      \
//       a ── b: reg admits anna ◀─ laptop: b goes on
//        \
//         c: reg admits bo
#[test]
fn cut_and_repair_of_a_later_fork() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let role = (Role::Registrar, member_of("reg"));
    let frontier = v.frontier(&["reg"]);
    v.enact(&["s1", "s2"], vec![Change::End(role.0, role.1, frontier)]);
    v.enact(&["s1", "s2"], vec![Change::Grant(role.0, role.1)]);
    let before = v.head("reg", Lane::Authority);
    v.at_once();
    let anna = v.admit_by("reg", "anna");
    let head = v.last();
    let bo = v.upon(before, |v| v.admit_by("reg", "bo"));
    v.repair("reg/laptop", "reg", Lane::Authority, head);
    v.everywhere(|view| {
        assert_eq!(slot(view, anna), (Active, None));
        assert_eq!(slot(view, bo), (Void, Some(Fate::Forked)));
    });
}

//     a ── b: reg admits anna ── c: reg admits bo
//     laptop: the telephone stands as far as a
//     P ─── C: reg's frontier is raised to b, and the role goes on
#[test]
fn raise_and_retirement() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let start = v.frontier(&["reg"]);
    let anna = v.admit_by("reg", "anna");
    let more = v.frontier(&["reg"]);
    let bo = v.admit_by("reg", "bo");
    v.at_once();
    let right = participation_acts::Right::Role(Role::Registrar, member_of("reg"));
    v.enact(&["s1", "s2"], vec![Change::Raise(right, more)]);
    v.retire("reg/laptop", "reg", start);
    v.everywhere(|view| {
        assert_eq!(slot(view, anna), (Active, None));
        assert_eq!(slot(view, bo), (Void, Some(Fate::Retired)));
    });
}
