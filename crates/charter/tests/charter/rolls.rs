//! Who is in the census and in a roll, held to what is said of each admission.

use std::collections::BTreeSet;

use participation_acts::{Act, Change, Proven, Right, Role};
use participation_charter::MemberStatus::{Active, Revoked, Suspended, Void};
use participation_charter::{Fault, Member, RollCall, View};
use participation_types::{ChainId, EntryId, Frontier, Head, Lane, MemberKey, Seq, SlotId};
use proptest::prelude::*;

use crate::history::{History, steps};
use crate::village::{Fate, Village, device_key, member_of, slot};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_slot_lists_the_keys_whose_admissions_to_it_stand(steps in steps(40)) {
        let v = History::of(&steps).v;
        let view = v.view();
        prop_assert_eq!(keys(&view.members()), naive_keys(&v, &view));
    }

    #[test]
    fn a_key_votes_in_a_roll_with_its_own_slot_there_or_not_at_all(
        steps in steps(40),
        at in any::<u8>(),
    ) {
        let mut history = History::new();
        let (before, after) = steps.split_at(usize::from(at) % steps.len());
        before.iter().for_each(|step| history.step(*step));
        let (revision, frontier) = (history.v.tip(), history.v.view().census_frontier());
        let roll = RollCall { revision, frontier: &frontier };
        let slots = history.v.view().roll(&roll);
        let own = keys(&history.v.view().members());
        let everybody: BTreeSet<MemberKey> = own.iter().map(|(_, key)| *key).collect();
        for key in &everybody {
            let found = history.v.view().slot_in_roll(key, &roll);
            let has_one = slots.iter().any(|slot| own.contains(&(*slot, *key)));
            prop_assert_eq!(found.is_some(), has_one);
            prop_assert!(found.is_none_or(|slot| own.contains(&(slot, *key))));
        }
        after.iter().for_each(|step| history.step(*step));
        let view = history.v.view();
        for member in view.members() {
            for key in &member.keys {
                let found = view.slot_in_roll(key, &roll);
                prop_assert!(found.is_none_or(|slot| slots.contains(&slot)));
            }
        }
    }
}

fn keys(members: &[Member]) -> BTreeSet<(SlotId, MemberKey)> {
    let keys = members.iter().flat_map(|one| one.keys.iter().map(|key| (one.slot, *key)));
    let keys: Vec<_> = keys.collect();
    assert!(keys.is_sorted(), "slots are sorted, and the keys of each");
    keys.into_iter().collect()
}

/// Each admission that stands, by what is said of its entry and of the slot it opened.
fn naive_keys(v: &Village, view: &View<'_>) -> BTreeSet<(SlotId, MemberKey)> {
    // Whom two registrars admitted has two admissions that stand and one slot.
    let stands = |slot: &SlotId| {
        matches!(view.slot_status(slot).1, None | Some(Fault::AdmittedBefore { .. }))
    };
    let admission = |id: EntryId, act: &Act| {
        if let Act::Admit(admission) = act {
            let judged = view.judge(&id, act, view.target_of(act)).is_ok();
            let to = admission.slot.unwrap_or_else(|| SlotId::of(id));
            let open = admission.slot.is_none_or(|slot| view.slot_status(&slot).0 != Void);
            (judged && open).then_some((to, admission.member))
        } else if let Act::Redeem(redemption) = act {
            let own = SlotId::of(id);
            stands(&own).then_some((own, redemption.certificate.member))
        } else {
            None
        }
    };
    let acts = v.entries.iter().filter_map(|one| Some((one.id(), one.act.as_ref()?)));
    acts.filter_map(|(id, act)| admission(id, Proven::act(act))).collect()
}

#[test]
fn each_slot_lists_its_own_keys_and_no_others() {
    let mut v = Village::with_stewards(3, 2);
    let slots = ["anna", "bo", "cal"].map(|name| v.admit(name));
    v.readmit("reg", "annanew", slots[0]);
    v.readmit("reg2", "calnew", slots[2]);
    v.readmit("mal", "mallory", slots[1]);
    let mut expected: Vec<(SlotId, Vec<MemberKey>)> = vec![
        (slots[0], vec![member_of("anna"), member_of("annanew")]),
        (slots[1], vec![member_of("bo")]),
        (slots[2], vec![member_of("cal"), member_of("calnew")]),
    ];
    expected.sort();
    expected.iter_mut().for_each(|(_, keys)| keys.sort_unstable());
    v.everywhere(|view| {
        let members = view.members();
        let found: Vec<_> = members.iter().map(|one| (one.slot, one.keys.clone())).collect();
        assert_eq!(found, expected);
        assert!(members.iter().all(|one| one.status == Active && one.fault.is_none()));
    });
}

#[test]
fn nobody_votes_who_was_suspended_revoked_or_void_when_the_roll_was_frozen() {
    let mut v = Village::with_stewards(3, 2);
    let [anna, sus, rev] = ["anna", "sus", "rev"].map(|name| v.admit(name));
    let void = v.admit_by("s1", "void");
    let changes =
        vec![Change::Suspend(sus, v.frontier(&["sus"])), Change::Revoke(rev, v.frontier(&["rev"]))];
    v.enact(&["s1", "s2"], changes);
    let frontier = v.view().census_frontier();
    let roll = RollCall { revision: v.tip(), frontier: &frontier };
    v.admit("late");
    v.enact(&["s1", "s2"], vec![Change::Reinstate(sus)]);
    v.everywhere(|view| {
        let now = [anna, sus, rev, void].map(|one| slot(view, one).0);
        assert_eq!(now, [Active, Active, Revoked, Void]);
        let names = ["anna", "sus", "rev", "void", "late", "nobody"];
        let votes = names.map(|name| view.slot_in_roll(&member_of(name), &roll));
        assert_eq!(votes, [Some(anna), None, None, None, None, None]);
    });
    assert_ne!(slot(&v.view(), sus).0, Suspended);
}

/// A revision that ends a registrar's role, leaving this frontier, and grants it anew.
fn granted_anew(v: &mut Village, frontier: Frontier) {
    let reg = member_of("reg");
    let end = Change::End(Role::Registrar, reg, frontier);
    v.enact(&["s1", "s2"], vec![end, Change::Grant(Role::Registrar, reg)]);
}

#[test]
fn a_role_ended_and_granted_anew_by_one_revision_is_used_by_it() {
    let mut v = Village::with_stewards(3, 2);
    let before = v.tip();
    let known = v.frontier(&["reg"]);
    granted_anew(&mut v, known);
    let late = v.naming(before, |v| v.admit_by("reg", "anna"));
    let bo = v.admit_by("reg", "bo");
    v.everywhere(|view| {
        assert_eq!(slot(view, late), (Void, Some(Fate::Late)));
        assert_eq!(slot(view, bo), (Active, None));
    });
}

// The head that the cut lists is not here: everything below its place counts as its past.
#[test]
fn a_cut_keeps_what_was_before_it_from_the_end_of_a_device_and_nothing_after() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let start = v.frontier(&["reg"]);
    let anna = v.admit_by("reg", "anna");
    let chain = ChainId { device: device_key("reg"), lane: Lane::Authority };
    let missing = Head { seq: Seq::new(40), id: EntryId::from_bytes([9; 32]) };
    granted_anew(&mut v, Frontier::new([(chain, missing)]));
    let bo = v.admit_by("reg", "bo");
    v.retire("reg/laptop", "reg", start);
    v.everywhere(|view| {
        assert_eq!(slot(view, anna), (Active, None));
        assert_eq!(slot(view, bo), (Void, Some(Fate::Retired)));
    });
}

/// What only forks and the ends of devices take away, and what the charter does.
#[test]
fn the_charter_alone_takes_nothing_for_a_fork_or_the_end_of_a_device() {
    let mut v = Village::with_stewards(3, 2);
    v.certify("reg/laptop");
    let (before, known) = (v.tip(), v.frontier(&["reg"]));
    let right = Right::Role(Role::Registrar, member_of("reg"));
    let retired = v.admit_by("reg", "anna").admission();
    let retirement = v.retire("reg/laptop", "reg", known.clone());
    let forked = [v.note("s3"), v.upon(None, |v| v.write("s3", Lane::Content, Act::Unknown(7)))];
    let end = v.enact(
        &["s1", "s2"],
        vec![Change::End(Role::Registrar, member_of("reg2"), v.frontier(&["reg2"]))],
    );
    let late = v.naming(before, |v| v.admit_by("reg2", "bo")).admission();
    let lost = v.naming(before, |v| v.propose("s1", vec![crate::race::rename("U")]));
    let elsewhere = v.naming(lost, |v| v.note("s1"));
    let reg2 = Right::Role(Role::Registrar, member_of("reg2"));
    v.everywhere(|view| {
        let both = |id, right: Option<&Right>| (view.uncut(&id, right), view.untaken(&id, right));
        assert_eq!(both(retired, Some(&right)), (Ok(()), Err(Fault::Retired)));
        for id in forked {
            assert_eq!(both(id, None), (Ok(()), Err(Fault::Forked)));
        }
        let fault = Err(Fault::Late { revision: end });
        assert_eq!(both(late, Some(&reg2)), (fault, fault));
        assert_eq!(both(late, None), (Ok(()), Ok(())), "another right than the one that ended");
        let fault = Err(Fault::NotInForce { revision: lost });
        assert_eq!(both(elsewhere, None), (fault, fault));
        let fault = Err(Fault::NotHere);
        assert_eq!(both(EntryId::from_bytes([9; 32]), None), (fault, fault));
        assert_eq!(both(retirement, None), (Ok(()), Ok(())));
    });
}
