//! Voting on paper: what counts, held to a naive reference over random stations.

mod naive;
mod promises;
mod world;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use participation_poll::{Exclusion, PaperExclusion, PollReport, PollStatus, Polls};
use participation_types::EntryId;

use naive::Naive;
use world::{Step, World};

/// What must agree: numbers, and which entries count.
fn told(report: &PollReport) -> Naive {
    let stations = report.paper.stations.iter();
    let batches = stations.clone().flat_map(|station| &station.batches);
    Naive {
        online: report.counted.iter().copied().collect(),
        stations: stations.clone().filter(|s| s.why_not.is_none()).map(|s| s.station).collect(),
        marks: stations.map(|s| (s.station, s.marks)).filter(|(_, marks)| *marks > 0).collect(),
        batches: batches.filter(|b| b.why_not.is_none()).map(|b| b.batch).collect(),
        paper: report.channels.paper.clone(),
        spoilt: report.paper.spoilt,
    }
}

/// Each ballot, whether it counts, and why not.
type Told = Vec<(EntryId, bool, Option<Exclusion>)>;

fn ballots(world: &World) -> impl Iterator<Item = EntryId> {
    world.hall.polls.ballots(&world.poll).iter().map(|fact| fact.id)
}

fn alone(world: &World, kept: Option<&PollReport>) -> Told {
    let view = world.hall.view();
    let told = ballots(world).map(|ballot| {
        let told = world.hall.polls.ballot(&view, &world.poll, &ballot, |_| kept);
        (ballot, told.counted, told.why_not)
    });
    told.collect()
}

fn reported(world: &World) -> Told {
    let report = world.report();
    let told = ballots(world).map(|ballot| {
        let excluded = report.excluded.iter().find(|excluded| excluded.ballot == ballot);
        let why = excluded.map(|excluded| excluded.why.clone());
        (ballot, report.counted.contains(&ballot), why)
    });
    told.collect()
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..16_u8, any::<u8>(), any::<u8>(), any::<u8>()), 1..60)
}

/// So that what agrees with the naive count is more than empty stations.
#[test]
fn random_stations_reach_every_reason() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..300 {
        let mut world = World::new();
        for step in steps().new_tree(&mut runner).unwrap().current() {
            world.step(step);
        }
        let report = world.report();
        let papers = report.channels.paper.ballots + report.paper.spoilt;
        *seen.entry("counted").or_default() += usize::from(papers > 0);
        for excluded in &report.paper.excluded {
            let why = match excluded.why {
                PaperExclusion::Fault(_) => "fault",
                PaperExclusion::OneSignature => "one signature",
                PaperExclusion::NoStation => "no station",
                PaperExclusion::AfterClosing { .. } => "after closing",
                PaperExclusion::MarkedTwice { .. } => "marked twice",
                PaperExclusion::Superseded { .. } => "superseded",
                PaperExclusion::BeyondMarks { .. } => "beyond marks",
                PaperExclusion::NotSealed => panic!("nothing is sealed"),
            };
            *seen.entry(why).or_default() += 1;
        }
    }
    assert_eq!(seen.len(), 8, "{seen:?}");
    assert!(seen.values().all(|times| *times >= 5), "{seen:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_stations_do_the_naive_count_agrees(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        prop_assert_eq!(told(&world.report()), Naive::of(&world));
    }

    #[test]
    fn one_person_has_one_ballot_online_or_on_paper(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
            let report = world.report();
            let papers = report.channels.paper.ballots + report.paper.spoilt;
            prop_assert!(papers <= report.paper.marked);
            prop_assert!(report.counted.len() + report.paper.marked <= report.roll);
            prop_assert_eq!(report.ballots, report.counted.len() + report.channels.paper.ballots);
        }
    }

    #[test]
    fn one_ballot_alone_is_told_what_the_report_says(before in steps(), after in steps()) {
        let mut world = World::new();
        for step in before {
            world.step(step);
        }
        prop_assert_eq!(alone(&world, None), reported(&world));
        world.hall.seal(world.poll);
        let kept = world.report();
        prop_assert_eq!(alone(&world, None), reported(&world));
        for step in after {
            world.step(step);
        }
        prop_assert_eq!(alone(&world, None), reported(&world));
        // A report that was made before those came: what it does not name is not in the seal.
        for (of_old, now) in alone(&world, Some(&kept)).iter().zip(reported(&world)) {
            prop_assert_eq!(of_old.1, now.1);
        }
    }

    #[test]
    fn the_order_of_arrival_shows_nowhere(steps in steps(), seed in any::<prop::sample::Index>()) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        let mut acts = world.said.clone();
        let middle = seed.index(acts.len());
        acts.rotate_left(middle);
        acts[middle..].reverse();
        let mut polls = Polls::default();
        acts.iter().for_each(|said| polls.record(said.id, &said.act));
        world.supply(&mut polls);
        let there = polls.report(&world.hall.view(), &world.poll);
        prop_assert_eq!(format!("{there:?}"), format!("{:?}", world.report()));
    }

    #[test]
    fn what_is_sealed_says_the_same_and_nothing_later_changes_it(
        before in steps(),
        after in steps(),
    ) {
        let mut world = World::new();
        for step in before {
            world.step(step);
        }
        let provisional = told(&world.report());
        let seal = world.hall.seal(world.poll);
        let report = world.report();
        let status = PollStatus::Sealed { round: 0, manifest: seal.manifest };
        prop_assert_eq!(&report.status, &status);
        prop_assert_eq!(seal.ballots as usize, report.ballots);
        prop_assert_eq!(&told(&report), &provisional);
        prop_assert!(report.uncountable.is_none());
        for step in after {
            world.step(step);
        }
        let later = world.report();
        let mut now = told(&later);
        now.stations.retain(|station| provisional.stations.contains(station));
        prop_assert_eq!(now, provisional);
        prop_assert_eq!(later.outcome.map(|o| o.to_string()), report.outcome.map(|o| o.to_string()));
    }
}
