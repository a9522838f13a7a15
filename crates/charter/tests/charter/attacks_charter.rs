//! Attacks on the charter: what somebody would try, and what comes of it.

use participation_acts::{Act, Change, Role, Signing};
use participation_charter::{Admitted, MemberStatus, Refusal};
use participation_types::{DeviceKey, Lane, RevisionId};

use crate::race::rename;
use crate::village::{Plan, Village, device_key, member_of, paper, seats, slot};

#[test]
fn a_retroactive_sibling_does_not_roll_back_a_charter_that_people_follow() {
    let mut v = Village::with_stewards(3, 2);
    for name in ["anna", "bo"] {
        v.admit(name);
    }
    let mut path = vec![v.founding];
    for name in ["U", "Dos", "Tres"] {
        path.push(v.enact(&["s1", "s2"], vec![rename(name)]));
        v.note("anna");
    }
    // Years later s1 and s3 sign another child of the founding, with a lower id than the first.
    v.naming(v.founding, |v| {
        let sibling = lower_than(v, "s3", path[1]);
        v.sign("s3", sibling);
        v.sign("s1", sibling);
    });
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), path);
        let found = view.charter().double_signers();
        assert_eq!(found.iter().map(|d| d.member).collect::<Vec<_>>(), [member_of("s1")]);
    });
}

#[test]
fn a_steward_does_not_take_a_signature_back_by_letting_another_certify_the_device() {
    let mut v = Village::with_stewards(3, 2);
    let revision = v.propose("s3", vec![rename("Nova")]);
    v.sign("s2", revision);
    v.sign("s3", revision);
    let path = v.view().charter().path().to_vec();
    // s2's member key takes s3's device too, at the place where s3's certificate stands.
    v.naming(v.founding, |v| v.upon(None, |v| v.certify_for("s3", "s2")));
    v.everywhere(|view| assert_eq!(view.charter().path(), path));
}

#[test]
fn a_seat_whose_device_is_lost_signs_with_its_paper_key() {
    let mut v = Village::with_stewards(3, 2);
    let revision = v.propose("s1", vec![rename("Nova")]);
    v.sign("s1", revision);
    assert_eq!(v.tip(), v.founding);
    v.naming(v.founding, |v| v.sign_on_paper("s2", revision));
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), [v.founding, revision]);
        let status = view.charter().status(view.facts(), &revision).unwrap();
        let mut expected = [member_of("s1"), member_of("s2")];
        expected.sort_unstable();
        assert_eq!(status.signed_by, expected);
    });
}

#[test]
fn a_device_and_the_paper_key_of_one_seat_are_one_signature() {
    let mut v = Village::with_stewards(3, 2);
    let revision = v.propose("s1", vec![rename("Nova")]);
    v.sign("s2", revision);
    v.naming(v.founding, |v| v.sign_on_paper("s2", revision));
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding]));
}

#[test]
fn a_signature_that_names_another_revision_does_not_count() {
    let mut v = Village::with_stewards(3, 2);
    let parent = v.enact(&["s1", "s2"], vec![rename("U")]);
    let revision = v.propose("s1", vec![rename("Dos")]);
    v.sign("s1", revision);
    let act = Act::Sign(Signing { revision, dead: Vec::new() });
    v.naming(v.founding, |v| v.write("s2", Lane::Authority, act));
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding, parent]));
}

#[test]
fn strangers_and_members_do_not_sign_for_stewards() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    let revision = v.propose("anna", vec![rename("Nova")]);
    for name in ["anna", "reg", "s1"] {
        v.sign(name, revision);
    }
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding]));
}

/// Five stewards of which four bind; s1 has signed two children of the tip.
fn with_a_cheat() -> Village {
    let mut v = Village::with_stewards(5, 4);
    let both = [v.propose("s1", vec![rename("U")]), v.propose("s1", vec![rename("Dos")])];
    for revision in both {
        v.sign("s1", revision);
    }
    v
}

fn unseat(v: &Village, names: &[&str], threshold: u8) -> Change {
    let leaving = vec![(member_of("s1"), v.frontier(&["s1"]))];
    Change::Seats { seats: seats(names, threshold), leaving }
}

#[test]
fn the_others_unseat_a_double_signer() {
    let mut v = with_a_cheat();
    let change = unseat(&v, &["s2", "s3", "s4", "s5"], 4);
    let revision = v.propose("s2", vec![change]);
    v.sign("s2", revision);
    v.sign("s3", revision);
    assert_eq!(v.tip(), v.founding, "two of four others are not more than half");
    v.sign("s4", revision);
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding, revision]));
}

#[test]
fn a_double_signer_does_not_count_for_who_unseats_them() {
    let mut v = with_a_cheat();
    let change = unseat(&v, &["s2", "s3", "s4", "s5"], 4);
    v.enact(&["s1", "s2", "s3"], vec![change]);
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding]));
}

// founding ── s1 leaves, signed by s1 and s3: in force
//          └─ another, signed by s1's stolen device, years later
#[test]
fn a_late_double_signature_takes_no_revision_out_of_force() {
    let mut v = Village::with_stewards(3, 2);
    let change = unseat(&v, &["s2", "s3", "s4"], 2);
    let revision = v.enact(&["s1", "s3"], vec![change]);
    assert_eq!(v.tip(), revision);
    let other = v.naming(v.founding, |v| v.propose("s1", vec![rename("Robada")]));
    v.naming(v.founding, |v| v.sign("s1", other));
    v.everywhere(|view| {
        assert_eq!(view.charter().double_signers()[0].member, member_of("s1"));
        assert_eq!(view.charter().path(), [v.founding, revision]);
    });
}

#[test]
fn a_recovery_that_names_another_revision_than_the_parent_does_not_count() {
    let (mut v, _) = recoverable();
    v.enact(&["s1", "s2"], vec![rename("U")]);
    let path = v.view().charter().path().to_vec();
    let revision = v.propose("s1", vec![rename("Dos")]);
    for name in ["anna", "bo", "cal"] {
        v.naming(v.founding, |v| v.recover(name, revision));
    }
    v.everywhere(|view| assert_eq!(view.charter().path(), path));
}

#[test]
fn oaths_about_another_sibling_excuse_nobody() {
    let mut v = Village::with_stewards(3, 2);
    let [first, second, third] =
        ["U", "Dos", "Tres"].map(|name| v.propose("s1", vec![rename(name)]));
    v.sign("s1", first);
    let dead = vec![v.abandon("s2", third), v.abandon("s3", third)];
    v.sign_instead("s1", second, dead);
    v.everywhere(|view| {
        assert_eq!(view.charter().double_signers()[0].member, member_of("s1"));
    });
}

#[test]
fn unseating_a_double_signer_carries_nothing_else_below_the_threshold() {
    let attempts: [fn(&Village) -> Vec<Change>; 4] = [
        |v| vec![unseat(v, &["s2", "s3", "s4", "s5"], 4), rename("Nostra")],
        |v| vec![unseat(v, &["s2", "s3", "s4", "s5"], 3)],
        |v| vec![unseat(v, &["s2", "s3", "s4", "s5", "t1", "t2"], 4)],
        |v| {
            let leaving: Vec<_> = ["s1", "s5"].map(|s| (member_of(s), v.frontier(&[s]))).to_vec();
            let mut leaving = leaving;
            leaving.sort_by_key(|(member, _)| *member);
            vec![Change::Seats { seats: seats(&["s2", "s3", "s4"], 3), leaving }]
        },
    ];
    for changes in attempts {
        let mut v = with_a_cheat();
        let changes = changes(&v);
        let revision = v.enact(&["s2", "s3", "s4"], changes.clone());
        assert_eq!(v.tip(), v.founding, "{changes:?}");
        v.sign("s5", revision);
        assert_eq!(v.tip(), revision, "the full threshold may");
    }
}

#[test]
fn nobody_is_unseated_below_the_threshold_without_proof() {
    let mut v = Village::with_stewards(5, 4);
    let change = unseat(&v, &["s2", "s3", "s4", "s5"], 4);
    v.enact(&["s2", "s3", "s4"], vec![change]);
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding]));
}

#[test]
fn nobody_makes_another_a_double_signer_in_a_revision_of_their_own() {
    let mut v = Village::with_stewards(5, 4);
    v.admit("mal");
    // Mal proposes a charter in which s1's paper key is mal's device, and signs twice with it.
    let mut forged = seats(&["s1", "s2", "s3", "s4", "s5"], 4);
    for seat in &mut forged.seats {
        if seat.member == member_of("s1") {
            seat.recovery = device_key("mal");
        }
    }
    let own = v.propose("mal", vec![Change::Seats { seats: forged, leaving: Vec::new() }]);
    v.naming(own, |v| {
        let both = [v.propose("mal", vec![rename("U")]), v.propose("mal", vec![rename("Dos")])];
        for revision in both {
            v.sign("mal", revision);
        }
    });
    let change = unseat(&v, &["s2", "s3", "s4", "s5"], 4);
    v.enact(&["s2", "s3", "s4"], vec![change]);
    v.everywhere(|view| {
        assert_eq!(view.charter().double_signers(), []);
        assert_eq!(view.charter().path(), [v.founding]);
    });
}

#[test]
fn an_honest_steward_is_not_made_a_cheat_by_one_who_breaks_their_word() {
    let mut v = Village::with_stewards(3, 2);
    let [first, second] = ["U", "Dos"].map(|name| v.propose("s1", vec![rename(name)]));
    v.sign("s1", first);
    let dead = vec![v.abandon("s2", first), v.abandon("s3", first)];
    v.sign_instead("s1", second, dead);
    // s2 swore never to sign the first, and signs it.
    v.sign("s2", first);
    v.everywhere(|view| {
        let found = view.charter().double_signers();
        assert_eq!(found.iter().map(|d| d.member).collect::<Vec<_>>(), [member_of("s2")]);
    });
}

#[test]
fn two_stewards_do_not_excuse_each_other_with_oaths_they_broke() {
    let mut v = Village::with_stewards(3, 2);
    let [first, second] = ["U", "Dos"].map(|name| v.propose("s1", vec![rename(name)]));
    v.naming(v.founding, |v| {
        v.sign("s1", first);
        v.sign("s2", first);
        let dead = vec![v.abandon("s1", first), v.abandon("s2", first)];
        v.sign_instead("s1", second, dead.clone());
        v.sign_instead("s2", second, dead);
    });
    let mut cheats = [member_of("s1"), member_of("s2")];
    cheats.sort_unstable();
    v.everywhere(|view| {
        let found = view.charter().double_signers();
        assert_eq!(found.iter().map(|d| d.member).collect::<Vec<_>>(), cheats);
    });
}

/// Four members, more than half of whom recover the charter.
fn recoverable() -> (Village, RevisionId) {
    let mut v = Plan::new(3, 2).with_recovery().found();
    for name in ["anna", "bo", "cal", "di"] {
        v.admit(name);
    }
    let leaving = ["s1", "s2", "s3"].map(|s| (member_of(s), v.frontier(&[s])));
    let mut leaving = leaving.to_vec();
    leaving.sort_by_key(|(member, _)| *member);
    let change = Change::Seats { seats: seats(&["anna", "bo", "cal"], 2), leaving };
    let revision = v.propose("s1", vec![change]);
    (v, revision)
}

#[test]
fn members_recover_the_charter_by_more_than_the_share() {
    let (mut v, revision) = recoverable();
    for name in ["anna", "bo"] {
        v.recover(name, revision);
    }
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding], "half is not more"));
    v.recover("cal", revision);
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding, revision]));
}

#[test]
fn one_member_recovers_once_whatever_devices_and_keys_they_have() {
    let (mut v, revision) = recoverable();
    v.certify("anna/laptop");
    let anna = v.view().slot_of(&member_of("anna")).unwrap();
    v.readmit("reg", "annanew", anna);
    v.certify("annanew");
    for name in ["anna", "anna/laptop", "annanew", "bo"] {
        v.recover(name, revision);
    }
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding]));
}

#[test]
fn without_a_recovery_rule_members_recover_nothing() {
    let mut v = Village::with_stewards(3, 2);
    for name in ["anna", "bo"] {
        v.admit(name);
    }
    let revision = v.propose("s1", vec![rename("Nova")]);
    for name in ["anna", "bo"] {
        v.recover(name, revision);
    }
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding]));
}

#[test]
fn a_suspended_member_neither_recovers_nor_is_counted() {
    let mut v = Plan::new(3, 2).with_recovery().found();
    let slots = ["anna", "bo", "cal"].map(|name| v.admit(name));
    let known = v.frontier(&["cal"]);
    let tip = v.enact(&["s1", "s2"], vec![Change::Suspend(slots[2], known)]);
    let revision = v.propose("s1", vec![rename("Nova")]);
    v.recover("cal", revision);
    v.recover("anna", revision);
    assert_eq!(v.tip(), tip, "one of two is not more than half");
    v.naming(tip, |v| v.recover("bo", revision));
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding, tip, revision]));
}

/// A member who is no registrar invites, admits and attaches keys for a crowd of their own.
fn crowd(v: &mut Village) -> Vec<&'static str> {
    v.admit("mal");
    let card = v.invite("mal", "card");
    let mut crowd = Vec::new();
    for name in ["m1", "m2", "m3", "m4", "m5", "m6"] {
        v.admit_by("mal", name);
        v.redeem(name, card, "card");
        assert!(matches!(v.answer, Some(Admitted::Waits(_))), "{:?}", v.answer);
        crowd.push(name);
    }
    crowd
}

#[test]
fn a_crowd_that_no_registrar_admitted_does_not_recover_the_charter() {
    let (mut v, _) = recoverable();
    let crowd = crowd(&mut v);
    let revision = v.propose("s1", vec![rename("Nostra")]);
    v.recover("mal", revision);
    for name in crowd {
        v.recover(name, revision);
    }
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding]));
}

#[test]
fn void_admissions_do_not_raise_what_a_recovery_needs() {
    let (mut v, revision) = recoverable();
    let card = v.invite("reg", "card");
    for name in ["m1", "m2", "m3", "m4", "m5", "m6"] {
        v.admit_by("anna", name);
        v.redeem(name, card, "card");
    }
    for name in ["anna", "bo", "cal"] {
        v.recover(name, revision);
    }
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding, revision]));
}

#[test]
fn a_card_redeemed_by_a_crowd_does_not_weigh_in_a_dispute() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    let card = v.invite("reg", "card");
    let crowd = ["m1", "m2", "m3", "m4"];
    for name in crowd {
        v.redeem(name, card, "card");
    }
    let first = v.enact(&["s1", "s2"], vec![rename("U")]);
    v.note("anna");
    v.naming(v.founding, |v| {
        let sibling = lower_than(v, "s3", first);
        v.sign("s3", sibling);
        v.sign("s1", sibling);
        v.naming(sibling, |v| crowd.map(|name| v.note(name)));
    });
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding, first]));
}

#[test]
fn an_entry_of_another_community_is_refused() {
    let mut v = Village::with_stewards(3, 2);
    let mut other = Plan::new(3, 2);
    other.registrars = vec!["reg"];
    let other = other.found();
    for written in &other.entries {
        v.push(written.clone());
        let expected = Refusal::OtherCommunity { found: other.community, here: v.community };
        assert_eq!(v.answer, Some(Admitted::Refused(expected)));
    }
}

#[test]
fn a_role_that_has_ended_is_not_backdated() {
    let mut v = Village::with_stewards(3, 2);
    let known = v.frontier(&["reg"]);
    v.enact(&["s1", "s2"], vec![Change::End(Role::Registrar, member_of("reg"), known)]);
    let late = v.naming(v.founding, |v| v.admit_by("reg", "anna"));
    let denied = v.admit_by("reg", "bo");
    v.everywhere(|view| {
        assert_eq!(slot(view, late).0, MemberStatus::Void);
        assert_eq!(slot(view, denied).0, MemberStatus::Void);
        assert_eq!(view.census().active, 0);
    });
}

#[test]
fn who_was_registrar_again_later_admits_again() {
    let mut v = Village::with_stewards(3, 2);
    let known = v.frontier(&["reg"]);
    v.enact(&["s1", "s2"], vec![Change::End(Role::Registrar, member_of("reg"), known)]);
    v.enact(&["s1", "s2"], vec![Change::Grant(Role::Registrar, member_of("reg"))]);
    let anna = v.admit_by("reg", "anna");
    v.everywhere(|view| assert_eq!(slot(view, anna).0, MemberStatus::Active));
}

#[test]
fn of_two_cuts_the_lower_holds_and_a_raise_moves_only_the_cuts_before_it() {
    let mut v = Village::with_stewards(3, 2);
    let (member, start) = (member_of("reg"), v.frontier(&["reg"]));
    let anna = v.admit_by("reg", "anna");
    let more = v.frontier(&["reg"]);
    let bo = v.admit_by("reg", "bo");
    let all = v.frontier(&["reg"]);
    let end = |frontier| vec![Change::End(Role::Registrar, member, frontier)];
    let grant = vec![Change::Grant(Role::Registrar, member)];
    let right = participation_acts::Right::Role(Role::Registrar, member);
    let active = |v: &Village| [anna, bo].map(|one| slot(&v.view(), one).0 == MemberStatus::Active);
    v.enact(&["s1", "s2"], end(more.clone()));
    assert_eq!(active(&v), [true, false]);
    v.enact(&["s1", "s2"], grant.clone());
    v.enact(&["s1", "s2"], end(start.clone()));
    assert_eq!(active(&v), [false, false], "the lower");
    v.enact(&["s1", "s2"], vec![Change::Raise(right, all)]);
    assert_eq!(active(&v), [true, true], "raised");
    v.enact(&["s1", "s2"], vec![Change::Raise(right, more)]);
    assert_eq!(active(&v), [true, false], "the last raise replaces the others");
    v.enact(&["s1", "s2"], grant);
    v.enact(&["s1", "s2"], end(start));
    v.everywhere(|view| {
        assert_eq!([anna, bo].map(|one| slot(view, one).0), [MemberStatus::Void; 2]);
    });
}

#[test]
fn a_revision_that_cannot_be_applied_is_not_in_force_whoever_signs_it() {
    let mut v = Village::with_stewards(3, 2);
    let revision =
        v.enact(&["s1", "s2", "s3"], vec![Change::Grant(Role::Registrar, member_of("reg"))]);
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), [v.founding]);
        assert!(view.charter().status(view.facts(), &revision).unwrap().fault.is_some());
    });
}

#[test]
fn a_paper_key_writes_about_the_charter_only() {
    let mut v = Village::with_stewards(3, 2);
    v.write_with("paper", &paper("s1"), Lane::Content, Act::Unknown(1));
    let key = DeviceKey::from_bytes(paper("s1").verifying_key().to_bytes());
    let needs = participation_charter::Need::Certificate(key);
    assert_eq!(v.answer, Some(Admitted::Waits(needs)));
}

#[test]
fn a_registrar_device_of_two_owners_weighs_the_same_everywhere() {
    for number in 0..4 {
        let mut v = Plan::new(3, 2).with_recovery().found();
        for name in ["anna", "bo"] {
            v.admit(name);
        }
        let kiosk = format!("reg/kiosk {number}");
        v.certify(&kiosk);
        v.upon(None, |v| v.certify_for(&kiosk, "anna"));
        for name in ["cal", "di"] {
            v.admit_by(&kiosk, name);
            v.certify(name);
        }
        let revision = v.propose("s1", vec![rename("Nova")]);
        for name in ["anna", "bo"] {
            v.recover(name, revision);
        }
        v.everywhere(|view| assert!(view.charter().tip().is_some()));
    }
}

/// Proposes until the revision's id is lower than this one.
fn lower_than(v: &mut Village, name: &str, other: RevisionId) -> RevisionId {
    (0..64).map(|_| v.propose(name, vec![rename("Com abans")])).find(|id| *id < other).unwrap()
}
