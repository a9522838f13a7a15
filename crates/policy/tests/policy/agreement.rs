//! The table and the naive reference give one answer, over spoilt acts of every kind.

use std::cell::RefCell;
use std::collections::BTreeMap;

use participation_acts::{Act, BallotRule, Change, Choices, Kind, Limits, Opening, Role, Sealers};
use participation_policy::{allowed, ballot_fits, right_of};
use participation_types::Lane;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::reference;
use crate::scene::{
    By, Found, Scene, card, changes, device, entry, founding, frontier, good, member, revision,
    seats, second_round, slot, text,
};

/// A runner that draws the same cases in every run.
pub(crate) fn runner(cases: u32) -> TestRunner {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn the_table_agrees_with_the_reference() {
    let answers: RefCell<BTreeMap<Kind, [u32; 2]>> = RefCell::default();
    let kinds = prop::sample::select(Kind::ALL);
    let acts = (kinds, vec((0..14_u8, 0..24_u8), 0..4));
    runner(60_000)
        .run(&acts, |(kind, spoils)| {
            let mut scene = good(kind);
            for (what, value) in spoils {
                spoil(&mut scene, what, value);
            }
            let verdict = scene.with(allowed);
            prop_assert_eq!(
                verdict.is_ok(),
                scene.with(reference::may),
                "{:?} {:?}",
                verdict,
                scene
            );
            if verdict.is_ok() {
                let free = matches!(
                    kind,
                    Kind::Found | Kind::Certify | Kind::Redeem | Kind::Repair | Kind::Retire
                );
                prop_assert_eq!(scene.with(right_of).is_none(), free);
            }
            answers.borrow_mut().entry(kind).or_default()[usize::from(verdict.is_ok())] += 1;
            Ok(())
        })
        .unwrap();
    for kind in Kind::ALL {
        let [denied, allowed] = answers.borrow()[kind];
        assert!(denied > 300 && allowed > 300, "{kind:?}: {denied} denied, {allowed} allowed");
    }
}

#[test]
fn the_ballot_rules_agree_with_the_reference() {
    let answers: RefCell<BTreeMap<(u8, bool), u32>> = RefCell::default();
    let ballots = (0..6_u8, 0..24_u8, 0..24_u8, 0..3_u8, vec((0..4_u16, 0..4_u32), 0..4), 0..4_u8);
    runner(60_000)
        .run(&ballots, |(rule, a, b, form, mut chosen, tidy)| {
            let mut opening = crate::scene::opening();
            opening.ballot = ballot_rule(rule, a, b);
            opening.counting.budget = (b != 23).then_some(u64::from(a % 7) * 10);
            if tidy > 0 {
                chosen.sort_unstable();
                chosen.dedup_by_key(|(option, _)| *option);
            }
            let natural = [0, 0, 0, 0, 1, 2][usize::from(rule)];
            let choices = choices(if tidy > 1 { natural } else { form }, chosen);
            let fits = ballot_fits(&opening, &choices);
            prop_assert_eq!(fits.is_ok(), reference::fits(&opening, &choices), "{:?}", fits);
            *answers.borrow_mut().entry((rule, fits.is_ok())).or_default() += 1;
            Ok(())
        })
        .unwrap();
    for rule in 0..6 {
        for fits in [false, true] {
            let seen = answers.borrow().get(&(rule, fits)).copied().unwrap_or(0);
            assert!(seen > 300, "rule {rule}, fits {fits}: only {seen}");
        }
    }
}

fn ballot_rule(rule: u8, a: u8, b: u8) -> BallotRule {
    let (min, max) = (u16::from(a % 3), u16::from(b % 5));
    match rule {
        0 => BallotRule::Approval { min, max },
        1 => BallotRule::BudgetPercent {
            percent: [0, 1, 33, 34, 50, 67, 99, 100][usize::from(b % 8)],
        },
        2 => BallotRule::BudgetMinimum { projects: max },
        3 => BallotRule::BudgetSelection { min, max },
        4 => BallotRule::Points {
            most: 1 + u32::from(a % 3),
            min: u32::from(a % 4),
            max: u32::from(b % 8),
            options: max,
        },
        _ => BallotRule::Ranking { min, max },
    }
}

fn choices(form: u8, chosen: Vec<(u16, u32)>) -> Choices {
    let options = chosen.iter().map(|(option, _)| *option).collect();
    match form {
        0 => Choices::Approval(options),
        1 => Choices::Points(chosen),
        _ => Choices::Ranking(options),
    }
}

/// Changes one thing, sometimes to what it was.
fn spoil(scene: &mut Scene, what: u8, value: u8) {
    match what {
        0 => scene.lane = Lane::ALL[usize::from(value % 3)],
        1 => scene.seq = u32::from(value % 3),
        2 => scene.revision = [None, Some(revision(1)), Some(revision(2))][usize::from(value % 3)],
        3 if value.is_multiple_of(4) => scene.charter = None,
        3 | 4 => spoil_charter(scene, value),
        5 => scene.by_member(1 + value % 9),
        6 => {
            scene.by = match value % 4 {
                0 => By::Founder,
                1 => By::Uncertified,
                2 => By::Device(member(9), None),
                _ => By::Device(member(1 + value % 9), Some(slot(10))),
            };
        }
        7 => scene.author = [device(50), device(51), device(101)][usize::from(value % 3)],
        8 => spoil_found(scene, value),
        9 | 10 => spoil_act(scene, value),
        11 => spoil_author_right(scene, value),
        _ => {
            if matches!(scene.act, Act::Open(_)) || matches!(scene.found, Found::Opening(..)) {
                spoil_opening(scene.opening(), value);
            }
        }
    }
}

fn spoil_charter(scene: &mut Scene, value: u8) {
    let empty = participation_types::Frontier::default;
    scene.amend(match value % 13 {
        0 => Change::Rules(2),
        1 => Change::Suspend(slot(9), empty()),
        2 => Change::Revoke(slot(9), empty()),
        3 => Change::Revoke(slot(4), empty()),
        4 => Change::Recovery(None),
        5 => Change::End(Role::Registrar, member(4), empty()),
        6 => Change::End(Role::Organiser, member(5), empty()),
        7 => Change::End(Role::Trustee, member(6), empty()),
        8 => Change::Seats { seats: seats(&[2, 3, 4], 2), leaving: vec![(member(1), empty())] },
        9 => Change::Seats { seats: seats(&[1, 2, 3], 3), leaving: vec![] },
        10 => Change::Limits(Limits { options: 2, retention_days: 31 }),
        11 => Change::Grant(Role::Registrar, member(9)),
        _ => Change::Grant(Role::Trustee, member(1)),
    });
}

/// Gives the act to somebody who may well do it: a recovery key, a trustee, a second steward.
fn spoil_author_right(scene: &mut Scene, value: u8) {
    match value % 4 {
        0 => (scene.author, scene.by) = (device(102), By::Uncertified),
        1 => scene.by_member(2),
        2 => scene.by_member(6),
        _ => scene.by = By::Device(member(9), Some(slot(9))),
    }
}

fn spoil_found(scene: &mut Scene, value: u8) {
    if let Found::Opening(_, in_roll, reopenings) = &mut scene.found
        && value > 3
    {
        match value % 5 {
            0 => *in_roll = false,
            1 => reopenings.clear(),
            2 => reopenings.iter_mut().take(1).for_each(|reopened| reopened.round = 2),
            3 => reopenings.iter_mut().take(1).for_each(|reopened| reopened.opening = entry(2)),
            _ => *in_roll = true,
        }
        return;
    }
    scene.found = match value % 12 {
        0 => Found::Nothing,
        1 => Found::Missing,
        2 => Found::Key(true),
        3 => Found::Key(false),
        4 => Found::Card(card(2)),
        5 => Found::Redemption(entry(2)),
        6 => Found::Slot,
        7 => Found::Revision(revision(2), true),
        8 => Found::Revision(revision(1), false),
        9 => Found::Revision(revision(1), true),
        10 => Found::Device(member(8)),
        _ => Found::Opening(Box::new(crate::scene::opening()), true, vec![]),
    };
}

fn spoil_opening(opening: &mut Opening, value: u8) {
    match value {
        0 => opening.options.truncate(2),
        1 => opening.options.clear(),
        2 => {
            let mut more = opening.options.clone();
            opening.options.append(&mut more);
        }
        3 => opening.counting.budget = None,
        4 => opening.retention_days = 29,
        5 => opening.retention_days = 31,
        6 => opening.options.iter_mut().for_each(|option| option.cost = u64::MAX / 3),
        7 => opening.options.iter_mut().for_each(|option| option.cost = u64::MAX / 3 + 1),
        8..14 => opening.sealers = Sealers::Trustees { threshold: value % 4 },
        14 => opening.sealers = Sealers::Stewards,
        _ => opening.ballot = ballot_rule(value % 6, value / 2, value),
    }
}

fn spoil_act(scene: &mut Scene, value: u8) {
    let number = value % 3;
    match &mut scene.act {
        Act::Found(founding) => match value % 8 {
            0 => founding.rules = u32::from(number),
            1 => founding.rules = 2,
            2 => founding.name = text(" "),
            3 => founding.limits.options = 0,
            4 => founding.seats.threshold = 1,
            _ => *founding = self::founding(),
        },
        Act::Certify(certificate) => certificate.member = member(value % 11),
        Act::Admit(admission) => {
            admission.slot = [None, Some(slot(9)), Some(slot(8))][usize::from(number)];
            if value.is_multiple_of(2) {
                scene.found = Found::Slot;
            }
        }
        Act::Redeem(redemption) => redemption.key = card(number),
        Act::Name(naming) => naming.invitation = entry(number),
        Act::Assist(assistance) => match number {
            0 => assistance.device = device(50),
            1 => assistance.member = member(4),
            _ => assistance.member = member(value % 11),
        },
        Act::Propose(proposed) => {
            *proposed = changes(vec![match number {
                0 => Change::Rename(text("")),
                1 => Change::Grant(Role::Registrar, member(4)),
                _ => Change::Suspend(slot(9), frontier(1)),
            }]);
            proposed.parent = revision(1 + u8::from(value > 18));
        }
        Act::Repair(repair) => match number {
            0 => repair.member = member(8),
            1 => repair.device = device(50),
            _ => repair.lane = Lane::Content,
        },
        Act::Retire(retirement) => match number {
            0 => retirement.member = member(8),
            1 => retirement.device = device(50),
            _ => retirement.frontier = frontier(50 + value % 2),
        },
        Act::Open(opening) => spoil_opening(opening, value),
        Act::Seal(_) => {
            second_round(
                scene,
                [&[1, 2][..], &[1], &[2, 2], &[6, 7], &[1, 2, 3], &[]][usize::from(value % 6)],
            );
        }
        Act::Reopen(reopening) => reopening.round = u16::from(number),
        Act::Contest(contest) => contest.round = u16::from(number),
        Act::Ballot(ballot) => match value % 4 {
            0 => ballot.counter = u32::from(number),
            1 => ballot.choices = Choices::Approval(vec![0, 1]),
            2 => ballot.choices = Choices::Approval(vec![3]),
            _ => ballot.choices = Choices::Ranking(vec![1]),
        },
        Act::Invite(_)
        | Act::Support(_)
        | Act::Sign(_)
        | Act::Abandon(_)
        | Act::Recover(_)
        | Act::Content(_)
        | Act::Unknown(_) => {}
    }
}
