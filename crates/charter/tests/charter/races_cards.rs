//! Races about one card, one key or one slot.

use participation_acts::{Change, Role};
use participation_charter::MemberStatus::{Active, Revoked, Suspended, Void};
use participation_types::{EntryId, SlotId};

use crate::village::{Fate, Village, member_of, slot};

/// A card that two people redeemed, and which of them holds which slot.
fn contended() -> (Village, EntryId, EntryId, EntryId) {
    let mut v = Village::with_stewards(3, 2);
    let card = v.invite("reg", "card");
    v.at_once();
    let owner = v.redeem("owner", card, "card");
    let thief = v.redeem("thief", card, "card");
    (v, card, owner, thief)
}

//     card ── owner redeems it
//         \
//          thief redeems it
#[test]
fn contended_card_and_redeem() {
    let (v, _, owner, thief) = contended();
    v.everywhere(|view| {
        for redemption in [owner, thief] {
            assert_eq!(slot(view, SlotId::of(redemption)), (Void, Some(Fate::Contended)));
        }
        assert_eq!(view.slot_of(&member_of("owner")), None);
    });
}

//     card ── owner redeems it ─┐
//         \                     ├─ reg names the owner's
//          thief redeems it ────┘
#[test]
fn contended_card_and_name() {
    let (mut v, card, owner, thief) = contended();
    v.name("reg", card, owner);
    v.everywhere(|view| {
        assert_eq!(slot(view, SlotId::of(owner)), (Active, None));
        assert_eq!(slot(view, SlotId::of(thief)), (Void, Some(Fate::Contended)));
    });
}

//     card ── owner redeems it
//         \
//          thief redeems it
//         \
//          thief redeems it again, at the same place of the same chain
#[test]
fn contended_card_and_fork_of_one_redeemer() {
    let (mut v, card, owner, thief) = contended();
    v.upon(None, |v| v.redeem("thief", card, "card"));
    v.everywhere(|view| {
        assert_eq!(slot(view, SlotId::of(owner)), (Active, None));
        assert_eq!(slot(view, SlotId::of(thief)), (Void, Some(Fate::Forked)));
    });
}

//     card ── owner redeems it ── owner certifies a laptop
//         \
//          thief redeems it
#[test]
fn contended_card_and_certify() {
    let (mut v, _, _, _) = contended();
    let laptop = v.certify("owner/laptop");
    v.everywhere(|view| assert_eq!(v.fate(view, laptop), Fate::Stands));
}

//     card ── owner redeems it ── reg gives that slot a new key
//         \
//          thief redeems it
#[test]
fn contended_card_and_readmit() {
    let (mut v, _, owner, _) = contended();
    v.readmit("reg", "renewed", SlotId::of(owner));
    v.everywhere(|view| assert_eq!(view.slot_of(&member_of("renewed")), None));
}

//     card ── owner redeems it ── owner signs R as a member
//         \
//          thief redeems it
#[test]
fn contended_card_and_recover() {
    let mut v = crate::village::Plan::new(3, 2).with_recovery().found();
    let card = v.invite("reg", "card");
    let owner = v.redeem("owner", card, "card");
    let revision = v.propose("s1", vec![crate::race::rename("Nova")]);
    let before = v.founding;
    assert!(v.deliver(&v.entries).view().slot_of(&member_of("owner")).is_some());
    v.at_once();
    let signed = v.recover("owner", revision);
    assert_eq!(v.tip(), revision, "the owner alone is the census");
    v.naming(before, |v| v.redeem("thief", card, "card"));
    v.everywhere(|view| {
        assert_eq!(v.fate(view, signed), Fate::Denied);
        assert_eq!(view.charter().path(), [before]);
        assert_eq!(slot(view, SlotId::of(owner)), (Void, Some(Fate::Contended)));
    });
}

//     card ── redeemed twice ── reg names the owner's
//                           \
//                            reg2 names the thief's
#[test]
fn name_and_name() {
    let (mut v, card, owner, thief) = contended();
    let (one, other) = (v.name("reg", card, owner), v.name("reg2", card, thief));
    let chosen = if one < other { owner } else { thief };
    v.everywhere(|view| {
        let active = [owner, thief].map(|redemption| slot(view, SlotId::of(redemption)).0);
        assert_eq!(active, [owner, thief].map(|r| if r == chosen { Active } else { Void }));
    });
}

//     card ── redeemed twice ── reg names the redemption of another card
//                           \
//                            reg2 names the owner's
#[test]
fn name_and_name_of_another_card() {
    // In half of the villages the wrong naming has the lower id.
    for salt in 0..6 {
        let (mut v, card, owner, _) = contended();
        for _ in 0..salt {
            v.note("reg");
        }
        let other = v.invite("reg", "other");
        let stranger = v.redeem("stranger", other, "other");
        v.name("reg", card, stranger);
        v.name("reg2", card, owner);
        let ledger = v.deliver(&v.entries);
        assert_eq!(slot(&ledger.view(), SlotId::of(owner)), (Active, None));
        assert_eq!(slot(&ledger.view(), SlotId::of(stranger)), (Active, None));
    }
}

//     card ── P ─── C: reg is registrar no more; the card is within the frontier
//          \
//           owner redeems it, naming P
#[test]
fn end_of_role_and_redeem_of_a_card_given_before() {
    let mut v = Village::with_stewards(3, 2);
    let (card, before) = (v.invite("reg", "card"), v.tip());
    let known = v.frontier(&["reg"]);
    v.at_once();
    v.enact(&["s1", "s2"], vec![Change::End(Role::Registrar, member_of("reg"), known)]);
    let redemption = v.naming(before, |v| v.redeem("anna", card, "card"));
    v.everywhere(|view| assert_eq!(slot(view, SlotId::of(redemption)), (Active, None)));
}

//     P ─── C: reg is registrar no more; the frontier ends before the card
//      \
//       card ── owner redeems it
#[test]
fn end_of_role_and_redeem_of_a_card_given_after() {
    let mut v = Village::with_stewards(3, 2);
    let (before, known) = (v.tip(), v.frontier(&["reg"]));
    let cut = v.propose("s1", vec![Change::End(Role::Registrar, member_of("reg"), known)]);
    v.at_once();
    let card = v.invite("reg", "card");
    let redemption = v.redeem("anna", card, "card");
    v.naming(before, |v| ["s1", "s2"].map(|name| v.sign(name, cut)));
    v.everywhere(|view| {
        assert_eq!(slot(view, SlotId::of(redemption)), (Void, Some(Fate::Late)));
    });
}

//     reg admits anna
//     reg2 admits anna
#[test]
fn admit_and_admit_of_one_key() {
    let mut v = Village::with_stewards(3, 2);
    v.at_once();
    let slots = [v.admit_by("reg", "anna"), v.admit_by("reg2", "anna")];
    v.everywhere(|view| {
        let first = *slots.iter().min().unwrap();
        assert_eq!(view.slot_of(&member_of("anna")), Some(first));
        assert_eq!((view.census().active, view.census().void), (1, 1));
        assert_eq!(slot(view, first), (Active, None));
    });
}

//     P ─── C: anna's slot is revoked
//      \
//       reg gives the slot a new key, naming P
#[test]
fn revocation_and_readmit_to_that_slot() {
    let mut v = Village::with_stewards(3, 2);
    let (anna, before) = (v.admit("anna"), v.tip());
    let known = v.frontier(&["anna"]);
    v.at_once();
    v.enact(&["s1", "s2"], vec![Change::Revoke(anna, known)]);
    v.naming(before, |v| v.readmit("reg", "renewed", anna));
    v.everywhere(|view| {
        // The key attaches, and the slot is gone all the same.
        assert_eq!(view.slot_of(&member_of("renewed")), Some(anna));
        assert_eq!(slot(view, anna), (Revoked, None));
    });
}

//     P ─── C: anna's slot is suspended
//      \
//       reg gives the slot a new key, naming P
#[test]
fn suspension_and_readmit_to_that_slot() {
    let mut v = Village::with_stewards(3, 2);
    let (anna, before) = (v.admit("anna"), v.tip());
    let known = v.frontier(&["anna"]);
    v.at_once();
    v.enact(&["s1", "s2"], vec![Change::Suspend(anna, known)]);
    v.naming(before, |v| v.readmit("reg", "renewed", anna));
    v.everywhere(|view| {
        assert_eq!(view.slot_of(&member_of("renewed")), Some(anna));
        assert_eq!(slot(view, anna), (Suspended, None));
    });
}

//     P ─── C: anna's slot is revoked
//      \
//       reg2 admits anna's key to a new slot
#[test]
fn revocation_and_admit_of_the_same_key() {
    let mut v = Village::with_stewards(3, 2);
    let anna = v.admit("anna");
    let known = v.frontier(&["anna"]);
    v.at_once();
    v.enact(&["s1", "s2"], vec![Change::Revoke(anna, known)]);
    let again = v.admit_by("reg2", "anna");
    v.everywhere(|view| {
        assert_eq!(
            slot(view, anna),
            (if again < anna { Void } else { Revoked }, slot(view, anna).1)
        );
        assert_eq!(slot(view, again), (Active, None));
        assert_eq!(view.slot_of(&member_of("anna")), Some(again));
    });
}
