//! What holds for every history.

use std::collections::BTreeMap;

use participation_charter::{Admitted, Ledger, MemberStatus, RollCall};
use participation_types::{Lane, SlotId};
use proptest::prelude::*;

use crate::history::{History, Step, steps};
use crate::village::{Fate, Outcome, Plan, Village, shuffled};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_repetition_and_division_lead_to_the_same_outcome(
        steps in steps(40),
        seeds in prop::collection::vec(any::<u64>(), 6),
        batch in 1usize..20,
    ) {
        let v = History::of(&steps).v;
        let expected = Outcome::of(&v, &v.deliver(&v.entries));
        for seed in seeds {
            let order = shuffled(&v.entries, seed);
            prop_assert_eq!(&Outcome::of(&v, &v.deliver(order.iter().copied())), &expected);
            prop_assert_eq!(&Outcome::of(&v, &in_batches(&v, &order, batch)), &expected);
        }
    }

    #[test]
    fn nothing_that_comes_later_changes_a_frozen_roll(steps in steps(40), at in any::<u8>()) {
        let mut history = History::new();
        let (before, after) = steps.split_at(usize::from(at) % steps.len());
        before.iter().for_each(|step| history.step(*step));
        let (revision, frontier) = (history.v.tip(), history.v.view().census_frontier());
        let roll = RollCall { revision, frontier: &frontier };
        let frozen = history.v.view().roll(&roll);
        let slots: BTreeMap<_, _> = keys(&history.v, &roll);
        after.iter().for_each(|step| history.step(*step));
        let view = history.v.view();
        // A branch that lost takes its openings with it; nothing else does.
        if view.charter().height(&revision).is_some() {
            prop_assert_eq!(view.roll(&roll), frozen);
            for (member, slot) in slots {
                prop_assert_eq!(view.slot_in_roll(&member, &roll), Some(slot));
            }
        }
    }

    #[test]
    fn who_is_in_a_roll_is_active_when_it_is_frozen(steps in steps(40)) {
        let v = History::of(&steps).v;
        let view = v.view();
        let frontier = view.census_frontier();
        let roll = view.roll(&RollCall { revision: v.tip(), frontier: &frontier });
        let members = view.members();
        let active = members.iter().filter(|member| member.status == MemberStatus::Active);
        let active: Vec<SlotId> = active.map(|member| member.slot).collect();
        prop_assert_eq!(roll, active);
    }

    #[test]
    fn counts_of_the_census_are_those_of_its_members(steps in steps(40)) {
        let v = History::of(&steps).v;
        let view = v.view();
        let members = view.members();
        let count = |status| members.iter().filter(|member| member.status == status).count();
        let census = view.census();
        prop_assert_eq!(census.active, count(MemberStatus::Active));
        prop_assert_eq!(census.suspended, count(MemberStatus::Suspended));
        prop_assert_eq!(census.revoked, count(MemberStatus::Revoked));
        prop_assert_eq!(census.void, count(MemberStatus::Void));
    }

    #[test]
    fn claimed_times_never_matter(steps in steps(40)) {
        let clocks: [fn(u64) -> u64; 3] = [
            |number| 1_700_000_000_000 + number,
            |_| 0,
            |number| u64::MAX - number * number * 977,
        ];
        let outcomes = clocks.map(|clock| without_ties(&steps, clock));
        prop_assert_eq!(&outcomes[0], &outcomes[1]);
        prop_assert_eq!(&outcomes[0], &outcomes[2]);
    }
}

/// Delivers some entries at a time, and looks only in between.
fn in_batches(v: &Village, order: &[&crate::village::Written], batch: usize) -> Ledger {
    let mut ledger = Ledger::new(v.community);
    let mut waiting: Vec<&crate::village::Written> = Vec::new();
    for some in order.chunks(batch) {
        waiting.extend(some.iter().rev().copied());
        let mut before = usize::MAX;
        while waiting.len() < before {
            before = waiting.len();
            waiting.retain(|written| {
                let answer = ledger.admit(&written.entry, written.act.as_ref());
                matches!(answer, Admitted::Waits(_))
            });
        }
        let _ = ledger.view().tip();
    }
    ledger
}

/// With which slot each key votes in a roll.
fn keys(v: &Village, roll: &RollCall<'_>) -> BTreeMap<participation_types::MemberKey, SlotId> {
    let view = v.view();
    let members = view.members();
    let keys = members.iter().flat_map(|member| member.keys.iter());
    keys.filter_map(|key| Some((*key, view.slot_in_roll(key, roll)?))).collect()
}

/// A history in which nothing is decided by the lowest id, which the claimed time is part of: by
/// what an entry is called, what became of it.
fn without_ties(steps: &[Step], clock: fn(u64) -> u64) -> (Vec<(String, Fate)>, usize, usize) {
    let mut plan = Plan::new(3, 2);
    plan.clock = clock;
    let mut v = plan.found();
    v.certify("reg/laptop");
    let mut slots = vec![v.admit("anna")];
    for (number, (kind, what, when, _)) in steps.iter().enumerate() {
        let named = if when % 2 == 0 { v.founding } else { v.tip() };
        let before = v.names(named);
        let slot = slots[usize::from(*what) % slots.len()];
        let known = v.frontier(&["reg"]);
        match kind % 8 {
            0 | 1 => slots.push(v.admit(&format!("p{number}"))),
            2 => drop(v.readmit("reg", &format!("k{number}"), slot)),
            3 => drop(v.note("anna")),
            4 => {
                let card = v.invite("reg2", "card");
                slots.push(SlotId::of(v.redeem(&format!("r{number}"), card, "card")));
            }
            5 => {
                let reg = crate::village::member_of("reg");
                let role = participation_acts::Role::Registrar;
                v.names(v.tip());
                let holds = v.view().tip().is_some_and(|(_, state)| state.holds(role, &reg));
                let change = if holds {
                    participation_acts::Change::End(role, reg, known)
                } else {
                    participation_acts::Change::Grant(role, reg)
                };
                v.enact(&["s1", "s2"], vec![change]);
            }
            6 => {
                v.names(v.tip());
                v.enact(&["s1", "s3"], vec![participation_acts::Change::Suspend(slot, known)]);
            }
            _ => {
                if v.head("reg/laptop", Lane::Authority).is_some() && number > 20 {
                    v.retire("reg/laptop", "reg", known);
                }
            }
        }
        v.restore(before);
    }
    let view = v.view();
    let fates = v.entries.iter().map(|w| (w.label.clone(), v.fate(&view, w.id()))).collect();
    (fates, view.charter().path().len(), view.census().active)
}
