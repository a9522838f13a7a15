//! Attacks on the census and on devices.

use participation_acts::{Act, Certificate, Change, Custody, Role, Statement, signature_bytes};
use participation_charter::MemberStatus::{Active, Revoked, Void};
use participation_charter::{Admitted, Need, Refusal, RollCall};
use participation_types::{Frontier, Lane, SlotId};

use ed25519_dalek::Signer;

use crate::village::{Fate, Village, device_key, member, member_of, slot};

#[test]
fn a_strangers_certificate_waits() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("mal");
    assert_eq!(v.answer, Some(Admitted::Waits(Need::Admission(member_of("mal")))));
    v.admit_by("s1", "mal");
    let certificate = v.entries[v.entries.len() - 2].clone();
    v.push(certificate.clone());
    assert!(matches!(v.answer, Some(Admitted::Waits(_))), "s1 is no registrar");
    v.admit_by("reg", "mal");
    v.push(certificate);
    assert!(matches!(v.answer, Some(Admitted::Added)));
}

#[test]
fn a_stranger_writes_nothing() {
    let mut v = Village::with_stewards(3, 2);
    v.note("mal");
    assert_eq!(v.answer, Some(Admitted::Waits(Need::Certificate(device_key("mal")))));
}

#[test]
fn who_came_by_a_card_certifies_a_second_device() {
    let mut v = Village::with_stewards(3, 2);
    let card = v.invite("reg", "card");
    v.redeem("anna", card, "card");
    v.certify("anna/laptop");
    assert!(matches!(v.answer, Some(Admitted::Added)), "{:?}", v.answer);
}

#[test]
fn another_card_does_not_redeem_an_invitation() {
    let mut v = Village::with_stewards(3, 2);
    let card = v.invite("reg", "card");
    v.redeem("mal", card, "another");
    assert_eq!(v.answer, Some(Admitted::Refused(Refusal::OtherCard)));
}

#[test]
fn a_card_that_no_registrar_named_lets_nobody_in() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("mal");
    let card = v.invite("mal", "card");
    v.redeem("friend", card, "card");
    assert_eq!(v.answer, Some(Admitted::Waits(Need::Admission(member_of("friend")))));
}

#[test]
fn who_was_revoked_does_not_come_back_with_the_old_card() {
    let mut v = Village::with_stewards(3, 2);
    let card = v.invite("reg", "card");
    let anna = SlotId::of(v.redeem("anna", card, "card"));
    let known = v.frontier(&["anna"]);
    v.enact(&["s1", "s2"], vec![Change::Revoke(anna, known)]);
    v.redeem("anna/laptop", card, "card");
    v.redeem("other", card, "card");
    v.everywhere(|view| {
        assert_eq!(view.census().active, 0);
        assert_eq!(view.slot_of(&member_of("anna")), None);
    });
}

#[test]
fn a_card_redeemed_twice_by_one_person_opens_no_second_slot() {
    let mut v = Village::with_stewards(3, 2);
    let card = v.invite("reg", "card");
    let first = v.redeem("anna", card, "card");
    v.redeem("anna/laptop", card, "card");
    v.everywhere(|view| assert_eq!(view.census().active, 0));
    v.name("reg", card, first);
    v.everywhere(|view| {
        assert_eq!(view.census().active, 1);
        assert_eq!(view.slot_of(&member_of("anna")), Some(SlotId::of(first)));
    });
}

#[test]
fn a_redemption_or_certificate_in_the_middle_of_a_chain_makes_nothing() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    v.admit_by("reg", "bo");
    let card = v.invite("reg", "card");
    v.certify_for("anna", "bo");
    let redemption = v.redeem("anna", card, "card");
    v.everywhere(|view| {
        let certificates = view.facts().certificates(&device_key("anna"));
        assert_eq!(certificates.iter().map(|c| c.member).collect::<Vec<_>>(), [member_of("anna")]);
        assert_eq!(slot(view, SlotId::of(redemption)).0, Void);
        assert_ne!(v.fate(view, redemption), Fate::Stands);
    });
}

#[test]
fn a_device_that_two_people_certified_speaks_for_neither_until_one_repairs_it() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    v.admit("bo");
    v.certify("bo/laptop");
    let shared = [v.certify("anna/kiosk"), v.upon(None, |v| v.certify_for("anna/kiosk", "bo"))];
    let head = v.last();
    let note = v.note("anna/kiosk");
    v.everywhere(|view| {
        assert!(view.certificate(&device_key("anna/kiosk")).is_none());
        assert_eq!(shared.map(|id| v.fate(view, id)), [Fate::Forked; 2]);
    });
    v.repair("bo/laptop", "anna/kiosk", Lane::Authority, head);
    v.everywhere(|view| {
        let certificate = view.certificate(&device_key("anna/kiosk")).unwrap();
        assert_eq!(certificate.member, member_of("bo"));
        assert_eq!(v.fate(view, note), Fate::Stands);
    });
}

#[test]
fn a_stolen_device_without_the_member_key_ends_and_repairs_no_other() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    v.certify("anna/stolen");
    let first = v.head("anna", Lane::Content);
    let note = v.note("anna");
    let head = v.last();
    v.retire_signed(&member("mal"), "anna/stolen", "anna", Frontier::default());
    v.everywhere(|view| assert_eq!(v.fate(view, note), Fate::Stands));
    v.upon(first, |v| v.note("anna"));
    v.repair_signed(&member("mal"), "anna/stolen", "anna", Lane::Content, head);
    v.everywhere(|view| assert_eq!(v.fate(view, note), Fate::Forked));
}

#[test]
fn nobody_ends_or_repairs_the_device_of_another() {
    let mut v = Village::with_stewards(3, 2);
    for name in ["anna", "mal"] {
        v.admit(name);
    }
    let first = v.head("anna", Lane::Content);
    let note = v.note("anna");
    let head = v.last();
    v.retire("mal", "anna", Frontier::default());
    v.everywhere(|view| assert_eq!(v.fate(view, note), Fate::Stands));
    v.upon(first, |v| v.note("anna"));
    v.repair("mal", "anna", Lane::Content, head);
    v.everywhere(|view| assert_eq!(v.fate(view, note), Fate::Forked));
}

#[test]
fn a_retirement_settles_nothing_in_the_chain_of_another() {
    let mut v = Village::with_stewards(3, 2);
    for name in ["anna", "mal", "mal/old"] {
        v.admit_by("reg", name);
        v.certify(name);
    }
    let first = v.head("anna", Lane::Content);
    let note = v.note("anna");
    let frontier = v.frontier(&["anna", "mal/old"]);
    v.upon(first, |v| v.note("anna"));
    v.retire("mal", "mal/old", frontier);
    v.everywhere(|view| assert_eq!(v.fate(view, note), Fate::Forked));
}

#[test]
fn a_certificate_is_for_one_device_and_one_community() {
    let v = Village::with_stewards(3, 2);
    let (key, device) = (member_of("anna"), device_key("anna"));
    let statement = Statement::Device { member: &key, device: &device, custody: Custody::Own };
    let signature = member("anna").sign(&signature_bytes(&v.community, &statement)).to_bytes();
    let act = |custody| Act::Certify(Certificate { member: key, custody, signature });
    assert!(act(Custody::Own).prove(&v.community, &device).is_ok());
    assert!(act(Custody::Own).prove(&v.community, &device_key("mal")).is_err());
    assert!(act(Custody::Kiosk).prove(&v.community, &device).is_err());
}

#[test]
fn a_registrar_who_ends_the_telephone_does_not_undo_the_census_for_good() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let slots = ["anna", "bo"].map(|name| v.admit(name));
    let known = v.frontier(&["reg"]);
    v.retire("reg/laptop", "reg", Frontier::default());
    v.everywhere(|view| {
        assert_eq!(slots.map(|s| slot(view, s)), [(Void, Some(Fate::Retired)); 2]);
    });
    v.enact(&["s1", "s2"], vec![Change::End(Role::Registrar, member_of("reg"), known)]);
    v.everywhere(|view| assert_eq!(view.census().active, 2));
}

/// Where the census stands when a roll is frozen.
fn frozen(v: &Village) -> (RollCall<'static>, Vec<SlotId>) {
    let view = v.view();
    let frontier: &'static Frontier = Box::leak(Box::new(view.census_frontier()));
    let roll = RollCall { revision: v.tip(), frontier };
    (roll, view.roll(&roll))
}

#[test]
fn a_registrar_does_not_change_a_frozen_roll_by_forking_or_ending_a_device() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let slots = ["anna", "bo"].map(|name| v.admit(name));
    let (roll, before) = frozen(&v);
    assert_eq!(before.len(), 2);
    v.upon(None, |v| v.certify_for("reg", "reg2"));
    v.retire("reg/laptop", "reg", Frontier::default());
    v.everywhere(|view| {
        assert_eq!(view.roll(&roll), before);
        assert_eq!(view.census().active, 0, "and now nobody is left");
        assert_eq!(view.slot_in_roll(&member_of("anna"), &roll), Some(slots[0]));
    });
}

#[test]
fn what_a_stolen_device_admitted_after_its_end_is_in_no_roll() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let anna = v.admit("anna");
    let known = v.frontier(&["reg"]);
    v.retire("reg/laptop", "reg", known);
    let thief = v.admit("thief");
    let (roll, before) = frozen(&v);
    assert_eq!(before, [anna]);
    v.everywhere(|view| {
        assert_eq!(view.roll(&roll), [anna]);
        assert_eq!(slot(view, thief), (Void, Some(Fate::Retired)));
    });
}

#[test]
fn a_key_votes_for_the_slot_it_had_when_the_roll_was_frozen() {
    // In half of the villages the later admission has the lower id.
    for notes in 0..6 {
        let mut v = Village::with_stewards(3, 2);
        let (anna, bo) = (v.admit("anna"), v.admit("bo"));
        let (roll, _) = frozen(&v);
        for _ in 0..notes {
            v.note("reg");
        }
        v.readmit("reg", "anna", bo);
        v.readmit("reg", "renewed", bo);
        let view = v.view();
        assert_eq!(view.slot_in_roll(&member_of("anna"), &roll), Some(anna));
        assert_eq!(view.slot_in_roll(&member_of("renewed"), &roll), Some(bo));
    }
}

#[test]
fn who_is_admitted_suspended_or_named_after_the_freeze_is_not_in_the_roll() {
    let mut v = Village::with_stewards(3, 2);
    let anna = v.admit("anna");
    let suspended = v.admit("sus");
    let known = v.frontier(&["sus"]);
    v.enact(&["s1", "s2"], vec![Change::Suspend(suspended, known)]);
    let card = v.invite("reg", "card");
    let redemption = v.redeem("bo", card, "card");
    v.redeem("thief", card, "card");
    let (roll, before) = frozen(&v);
    assert_eq!(before, [anna]);
    v.name("reg", card, redemption);
    v.admit("cal");
    v.enact(&["s1", "s2"], vec![Change::Reinstate(suspended)]);
    let known = v.frontier(&["anna"]);
    v.enact(&["s1", "s2"], vec![Change::Revoke(anna, known)]);
    v.everywhere(|view| {
        assert_eq!(view.roll(&roll), [anna]);
        assert_eq!(slot(view, anna).0, Revoked);
        assert_eq!(slot(view, SlotId::of(redemption)).0, Active);
    });
}

#[test]
fn a_card_settled_by_another_registrar_is_in_the_roll() {
    let mut v = Village::with_stewards(3, 2);
    let card = v.invite("reg", "card");
    let redemption = v.redeem("bo", card, "card");
    // The other redemption is on a registrar's device that admits people: its chain is listed.
    v.redeem("reg2/new", card, "card");
    let cal = v.admit_by("reg2/new", "cal");
    v.name("reg2", card, redemption);
    let (_, roll) = frozen(&v);
    let mut expected = [SlotId::of(redemption), cal];
    expected.sort_unstable();
    assert_eq!(roll, expected);
}

#[test]
fn what_a_member_writes_does_not_lengthen_the_frontier_of_the_census() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("mal");
    let before = v.view().census_frontier();
    v.invite("mal", "card");
    v.admit_by("mal", "friend");
    assert_eq!(v.view().census_frontier(), before);
}

#[test]
fn a_retirement_or_repair_carried_by_another_ends_and_settles_nothing() {
    let mut v = Village::with_stewards(3, 2);
    for name in ["anna", "mal"] {
        v.admit(name);
    }
    let first = v.head("anna", Lane::Content);
    let note = v.note("anna");
    let head = v.last();
    // Anna signed both once, perhaps for a device of her own to carry; mal publishes them.
    v.retire_signed(&member("anna"), "mal", "anna", Frontier::default());
    v.everywhere(|view| assert_eq!(v.fate(view, note), Fate::Stands));
    v.upon(first, |v| v.note("anna"));
    v.repair_signed(&member("anna"), "mal", "anna", Lane::Content, head);
    v.everywhere(|view| assert_eq!(v.fate(view, note), Fate::Forked));
}

#[test]
fn an_end_of_a_device_after_the_freeze_leaves_the_roll_alone() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let anna = v.admit("anna");
    let bo = v.admit_by("reg/laptop", "bo");
    let (roll, before) = frozen(&v);
    v.retire("reg/laptop", "reg", Frontier::default());
    v.everywhere(|view| {
        assert_eq!(view.roll(&roll), before);
        assert_eq!(slot(view, anna).0, Void);
        assert_eq!(slot(view, bo).0, Active);
    });
}

#[test]
fn who_was_admitted_under_a_later_charter_is_not_in_the_roll_of_an_earlier_one() {
    let mut v = Village::with_stewards(3, 2);
    let anna = v.admit("anna");
    v.enact(&["s1", "s2"], vec![crate::race::rename("Nova")]);
    v.admit("bo");
    let frontier = v.view().census_frontier();
    let roll = RollCall { revision: v.founding, frontier: &frontier };
    v.everywhere(|view| assert_eq!(view.roll(&roll), [anna]));
}

#[test]
fn only_a_registrar_names_one_of_two_redemptions() {
    let mut v = Village::with_stewards(3, 2);
    let card = v.invite("reg", "card");
    v.redeem("owner", card, "card");
    let thief = v.redeem("thief", card, "card");
    v.name("thief", card, thief);
    v.everywhere(|view| assert_eq!(view.census().active, 0));
}

#[test]
fn a_naming_of_a_redemption_that_fell_settles_nothing() {
    // In half of the villages the naming that settles nothing has the lower id.
    for notes in 0..6 {
        let mut v = Village::with_stewards(3, 2);
        let card = v.invite("reg", "card");
        let [forked, second, _] = ["anna", "bo", "cal"].map(|name| v.redeem(name, card, "card"));
        for _ in 0..notes {
            v.note("reg");
        }
        v.name("reg", card, forked);
        v.name("reg2", card, second);
        v.upon(None, |v| v.redeem("anna", card, "card"));
        let view = v.view();
        assert_eq!(slot(&view, SlotId::of(second)), (Active, None));
        assert_eq!(slot(&view, SlotId::of(forked)), (Void, Some(Fate::Forked)));
    }
}
