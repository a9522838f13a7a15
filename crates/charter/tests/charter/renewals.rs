//! What stands is found anew when it could have changed, and only then: else each of a hundred
//! thousand entries would cost a look at all of them.

use participation_charter::MemberStatus::Active;
use participation_types::{Lane, RevisionId, SlotId};

use crate::race::rename;
use crate::village::{Plan, Village, member_of, slot};

/// How often it was found anew for what is written inside.
fn renewed<T>(v: &mut Village, write: impl FnOnce(&mut Village) -> T) -> u64 {
    let before = v.ledger.renewals();
    write(v);
    v.ledger.renewals() - before
}

/// Six members, and a revision that one of them has signed by the recovery rule.
fn recovering() -> (Village, RevisionId) {
    let mut v = Plan::new(3, 2).with_recovery().found();
    for name in ["anna", "bo", "cal", "di", "eva", "fen"] {
        v.admit(name);
    }
    let revision = v.propose("s1", vec![rename("Nova")]);
    v.recover("anna", revision);
    (v, revision)
}

#[test]
fn members_cards_devices_and_words_cost_no_look_at_the_whole() {
    for mut v in [Village::with_stewards(3, 2), Plan::new(3, 2).with_recovery().found()] {
        let revision = v.propose("s1", vec![rename("Nova")]);
        let looks = renewed(&mut v, |v| {
            let anna = v.admit("anna");
            v.certify("anna/laptop");
            let card = v.invite("reg", "card");
            let redemption = v.redeem("bo", card, "card");
            v.name("reg", card, redemption);
            v.readmit("reg", "annanew", anna);
            v.naming(revision, |v| ["anna", "bo", "s1"].map(|name| v.note(name)));
            v.support("s1", revision);
            v.propose("anna", vec![rename("Altra")]);
        });
        assert_eq!(looks, 0);
        assert_eq!(renewed(&mut v, |v| v.sign("s1", revision)), 1);
    }
}

#[test]
fn a_revision_that_nobody_stands_by_yet_costs_no_look() {
    let mut v = Plan::new(3, 2).with_recovery().found();
    v.admit("anna");
    assert_eq!(renewed(&mut v, |v| v.propose("anna", vec![rename("Nova")])), 0);
    // A seat's word for it warrants it.
    assert_eq!(renewed(&mut v, |v| v.propose("s1", vec![rename("Altra")])), 1);
}

#[test]
fn where_members_are_counted_a_device_is_looked_at_once_for_each_revision_it_names() {
    let (mut v, revision) = recovering();
    assert!(v.view().charter().tip().is_some());
    let note = |v: &mut Village| {
        let looks = renewed(v, |v| v.note("bo"));
        assert!(v.view().charter().tip().is_some());
        looks
    };
    let named = v.founding;
    assert_eq!(note(&mut v), 0, "its certificate names the founding");
    assert_eq!(v.naming(revision, note), 1);
    assert_eq!(v.naming(revision, note), 0);
    assert_eq!(v.naming(named, note), 0);
    assert_eq!(v.naming(revision, note), 1, "the head named another in between");
    assert_eq!(renewed(&mut v, |v| v.admit_by("reg", "gus")), 1);
}

#[test]
fn a_chain_that_has_forked_is_looked_at_whenever_it_grows() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    let first = v.head("anna", Lane::Content);
    assert_eq!(renewed(&mut v, |v| v.note("anna")), 0);
    assert_eq!(renewed(&mut v, |v| v.upon(first, |v| v.note("anna"))), 1);
    assert_eq!(renewed(&mut v, |v| v.note("anna")), 1);
}

// Three of six recover nothing; three of five do.
#[test]
fn a_place_that_falls_void_is_counted_out_of_a_recovery_at_once() {
    let mut v = Plan::new(3, 2).with_recovery().found();
    for name in ["anna", "bo", "cal", "di", "eva"] {
        v.admit(name);
    }
    let card = v.invite("reg", "card");
    let fen = SlotId::of(v.redeem("fen", card, "card"));
    let revision = v.propose("s1", vec![rename("Nova")]);
    for name in ["anna", "bo", "cal"] {
        v.recover(name, revision);
    }
    assert_eq!(v.tip(), v.founding);
    assert_eq!(slot(&v.view(), fen).0, Active);
    v.naming(v.founding, |v| v.redeem("thief", card, "card"));
    assert_eq!(v.tip(), revision);
    assert_ne!(slot(&v.view(), fen).0, Active);
    assert_eq!(v.view().slot_of(&member_of("fen")), None);
    v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding, revision]));
}
