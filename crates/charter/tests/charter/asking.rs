//! What people are told before they sign is what is said of the entry once it is there.

use participation_acts::{Act, Admission, Change, Proven, Right, Role};
use participation_charter::{Fault, Ledger, View};
use participation_policy::{Denied, Entry};
use participation_types::{EntryId, Frontier, Lane, SlotId};
use proptest::prelude::*;

use crate::history::{History, steps};
use crate::race::rename;
use crate::village::{Plan, Village, Written, device_key, member_of};

/// What somebody hears about an act: the right it needs, or why it is denied.
type Answer = Result<Option<Right>, Fault>;

fn act(written: &Written) -> Option<&Act> {
    written.act.as_ref().map(Proven::act)
}

/// What is said before an entry is there, and which slot it speaks for.
fn told(view: &View<'_>, written: &Written, act: &Act) -> (Answer, Option<SlotId>) {
    let entry = written.entry.entry();
    let header = entry.header();
    let (author, lane, seq, revision) = (header.author, header.lane, header.seq, header.revision);
    let member = view.certificate(&author).map(|certificate| certificate.member);
    let slot = member.and_then(|member| view.slot_of(&member));
    let entry = Entry { author, lane, seq, revision, act };
    (view.ask(&entry, view.target_of(act), slot), slot)
}

/// Takes a history in once more, and looks at each entry before and after: what was said then.
fn heard(v: &Village) -> Vec<(EntryId, Answer)> {
    let mut ledger = Ledger::new(v.community);
    let mut heard = Vec::new();
    for written in &v.entries {
        let before = act(written).map(|act| (act, told(&ledger.view(), written, act)));
        let _ = ledger.admit(&written.entry, written.act.as_ref());
        let view = ledger.view();
        let (Some((act, (told, slot))), Some(place)) = (before, view.chains().place(&written.id()))
        else {
            continue;
        };
        // There is nobody to ask before the founding.
        if !matches!(act, Act::Found(_)) {
            let said = view.allowed(place, act, view.target_of(act), slot);
            assert_eq!(said, told, "{}", written.label);
        }
        heard.push((written.id(), told));
    }
    heard
}

/// Every kind of act about the charter and the census, by those who may and those who may not.
fn everybody() -> Village {
    let mut v = Plan::new(3, 2).with_recovery().found();
    v.admit("anna");
    v.admit("bo");
    v.certify("anna/laptop");
    let card = v.invite("reg", "card");
    let first = v.redeem("cal", card, "card");
    let parent = v.tip();
    for name in ["s1", "s2", "reg", "anna", "cal"] {
        v.admit_by(name, "di");
        v.readmit(name, "eva", SlotId::of(first));
        v.readmit(name, "eva", SlotId::of(card));
        v.invite(name, "another");
        v.name(name, card, first);
        v.certify_for(name, "bo");
        let revision = v.naming(parent, |v| v.propose(name, vec![rename("Nova")]));
        let bad = Change::Grant(Role::Registrar, member_of("reg"));
        let malformed = v.naming(parent, |v| v.propose(name, vec![bad]));
        for named in [parent, v.tip()] {
            v.naming(named, |v| {
                v.support(name, revision);
                v.sign(name, revision);
                v.abandon(name, malformed);
                v.sign(name, malformed);
                v.recover(name, revision);
            });
        }
        v.naming(parent, |v| v.sign_on_paper("s3", revision));
        let head = v.head("anna", Lane::Authority).unwrap();
        v.repair(name, "anna/laptop", Lane::Authority, head);
        v.repair(name, "anna", Lane::Authority, head);
        v.retire(name, "anna/laptop", Frontier::default());
    }
    v
}

#[test]
fn what_is_told_before_an_act_is_said_of_it_afterwards() {
    let v = everybody();
    let heard = heard(&v);
    let granted = heard.iter().filter(|(_, told)| told.is_ok()).count();
    assert!(granted > 20 && heard.len() - granted > 50, "{granted} of {}", heard.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_told_in_any_history_is_said_afterwards(steps in steps(40)) {
        let v = History::of(&steps).v;
        prop_assert!(!heard(&v).is_empty());
    }
}

/// What is said of an entry now.
fn said(v: &Village, id: EntryId) -> Answer {
    let view = v.view();
    let act = act(v.written(id)).unwrap();
    view.judge(&id, act, view.target_of(act))
}

#[test]
fn what_the_founder_did_first_stands_before_and_after_the_certificate() {
    let v = Village::with_stewards(3, 2);
    let mut ledger = Ledger::new(v.community);
    let founder: Vec<&Written> = v.entries.iter().take(2).collect();
    let kinds: Vec<_> = founder.iter().map(|w| act(w).unwrap().kind()).collect();
    assert_eq!(kinds, [participation_acts::Kind::Found, participation_acts::Kind::Certify]);
    for written in &founder {
        let _ = ledger.admit(&written.entry, written.act.as_ref());
        let view = ledger.view();
        let act = act(founder[0]).unwrap();
        assert_eq!(view.judge(&founder[0].id(), act, view.target_of(act)), Ok(None));
    }
    assert!(founder.iter().all(|written| said(&v, written.id()) == Ok(None)));
}

#[test]
fn whoever_did_not_found_begins_with_a_certificate() {
    let mut v = Village::with_stewards(3, 2);
    v.admit_by("reg", "anna");
    let first = v.certify("anna");
    let again = v.certify("anna");
    assert_eq!(said(&v, first), Ok(None));
    assert!(matches!(said(&v, again), Err(Fault::Denied(Denied::WrongPlace { .. }))));
    // A second founding of the same community is no act of anna's.
    let founding = act(&v.entries[0]).unwrap().clone();
    let prove = founding.clone().prove(&v.community, &device_key("anna"));
    assert!(prove.is_ok_and(|proven| {
        let entry = Entry {
            author: device_key("anna"),
            lane: Lane::Authority,
            seq: participation_types::Seq::FIRST,
            revision: None,
            act: proven.act(),
        };
        let told = v.view().ask(&entry, v.view().target_of(&founding), None);
        told == Err(Fault::Denied(Denied::NotFounder))
    }));
}

#[test]
fn a_redemption_is_named_for_the_card_it_redeemed() {
    let mut v = Village::with_stewards(3, 2);
    let cards = ["one", "two"].map(|card| v.invite("reg", card));
    let [anna, bo] = [("anna", 0, "one"), ("bo", 1, "two")]
        .map(|(name, card, paper)| v.redeem(name, cards[card], paper));
    let role = Right::Role(Role::Registrar, member_of("reg"));
    let other = Err(Fault::Denied(Denied::OtherInvitation));
    for (card, redemption, expected) in [
        (cards[0], anna, Ok(Some(role))),
        (cards[1], bo, Ok(Some(role))),
        (cards[0], bo, other),
        (cards[1], anna, other),
        (cards[0], cards[0], Err(Fault::Denied(Denied::TargetMissing))),
    ] {
        let naming = v.name("reg", card, redemption);
        assert_eq!(said(&v, naming), expected);
    }
}

#[test]
fn nobody_is_readmitted_to_what_no_admission_opened() {
    let mut v = Village::with_stewards(3, 2);
    let anna = v.admit("anna");
    let note = v.note("anna");
    let role = Right::Role(Role::Registrar, member_of("reg"));
    let readmission = v.readmit("reg", "bo", anna);
    assert_eq!(said(&v, readmission), Ok(Some(role)));
    for slot in [SlotId::of(note), SlotId::of(readmission)] {
        let id = v.readmit("reg", "cal", slot);
        assert_eq!(said(&v, id), Err(Fault::Denied(Denied::TargetMissing)));
        let act = Act::Admit(Admission { member: member_of("cal"), slot: Some(slot) });
        let view = v.view();
        let told = told(&view, v.written(id), &act).0;
        assert_eq!(told, Err(Fault::Denied(Denied::TargetMissing)));
    }
}
