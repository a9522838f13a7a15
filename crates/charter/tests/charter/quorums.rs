//! How many stewards it takes, for every number of seats and every threshold.

use participation_acts::{Change, Seats};
use participation_charter::RevisionStatus;
use participation_types::{Frontier, RevisionId};

use crate::race::rename;
use crate::village::{Village, member_of, seats};

/// Each number of seats, of which there are not two, with each threshold: more than half.
fn sizes() -> impl Iterator<Item = (usize, usize)> {
    [1, 3, 4, 5, 6]
        .into_iter()
        .flat_map(|seats| (seats / 2 + 1..=seats).map(move |threshold| (seats, threshold)))
}

fn village((seats, threshold): (usize, usize)) -> (Village, Vec<String>) {
    let v = Village::with_stewards(u8::try_from(seats).unwrap(), u8::try_from(threshold).unwrap());
    (v, (1..=seats).map(|number| format!("s{number}")).collect())
}

fn status(v: &Village, revision: RevisionId) -> RevisionStatus {
    let view = v.view();
    view.charter().status(view.facts(), &revision).unwrap()
}

/// Lets stewards sign one after another, and holds what is in force to what the status says.
fn sign_until_in_force(v: &mut Village, stewards: &[String], revision: RevisionId, needs: usize) {
    let parent = v.tip();
    assert_eq!(status(v, revision).needs, needs);
    for (signed, name) in stewards.iter().enumerate() {
        assert_eq!(status(v, revision).signed_by.len(), signed);
        assert_eq!(status(v, revision).in_force, signed >= needs, "{signed} of {needs}");
        v.naming(parent, |v| v.sign(name, revision));
    }
    assert!(status(v, revision).in_force);
}

#[test]
fn a_revision_is_in_force_with_as_many_signatures_as_it_says_it_needs() {
    for (seats, threshold) in sizes() {
        let (mut v, stewards) = village((seats, threshold));
        assert_eq!(status(&v, v.founding).needs, 0);
        let revision = v.propose("s1", vec![rename("Nova")]);
        sign_until_in_force(&mut v, &stewards, revision, threshold);
    }
}

#[test]
fn more_than_half_of_the_others_unseat_double_signers() {
    for (size, threshold) in sizes().filter(|(seats, _)| *seats > 1) {
        for cheats in 1..size.min(4) {
            let (mut v, stewards) = village((size, threshold));
            let (cheats, others) = stewards.split_at(cheats);
            if others.len() == 2 {
                continue;
            }
            for name in cheats {
                for _ in 0..2 {
                    let own = v.propose(name, vec![rename("Doble")]);
                    v.sign(name, own);
                }
            }
            let left = u8::try_from(threshold.min(others.len())).unwrap();
            let change = leave(&v, cheats, seats(others, left));
            let revision = v.propose(&others[0], vec![change]);
            let needs = threshold.min(others.len() / 2 + 1);
            sign_until_in_force(&mut v, others, revision, needs);
        }
    }
}

#[test]
fn who_unseats_nobody_needs_the_threshold_whatever_was_proven() {
    for (size, threshold) in sizes().filter(|(seats, _)| *seats > 2) {
        let (mut v, stewards) = village((size, threshold));
        for _ in 0..2 {
            let own = v.propose("s1", vec![rename("Doble")]);
            v.sign("s1", own);
        }
        // The same people, with their paper keys exchanged.
        let mut exchanged = seats(&stewards, u8::try_from(threshold).unwrap());
        let papers: Vec<_> = exchanged.seats.iter().rev().map(|seat| seat.recovery).collect();
        for (seat, paper) in exchanged.seats.iter_mut().zip(papers) {
            seat.recovery = paper;
        }
        let change = Change::Seats { seats: exchanged, leaving: Vec::new() };
        let revision = v.propose("s2", vec![change]);
        sign_until_in_force(&mut v, &stewards, revision, threshold);
    }
}

fn leave(v: &Village, names: &[String], seats: Seats) -> Change {
    let left = |name: &String| (member_of(name), v.frontier(&[name]));
    let mut leaving: Vec<(_, Frontier)> = names.iter().map(left).collect();
    leaving.sort_by_key(|(member, _)| *member);
    Change::Seats { seats, leaving }
}

#[test]
fn a_revision_is_dead_once_too_few_are_left_to_sign_it() {
    for (seats, threshold) in sizes() {
        let (mut v, stewards) = village((seats, threshold));
        let revision = v.propose("s1", vec![rename("Nova")]);
        let other = v.propose("s1", vec![rename("Altra")]);
        let mut oaths = Vec::new();
        for sworn in 0..=seats {
            let (mut found, dead) = v.view().abandonments(&revision);
            found.sort_unstable();
            oaths.sort_unstable();
            assert_eq!(found, oaths);
            assert_eq!(dead, seats - sworn < threshold, "{sworn} of {seats}, {threshold} bind");
            assert_eq!(v.view().abandonments(&other), (Vec::new(), false));
            oaths.extend(stewards.get(sworn).map(|name| v.abandon(name, revision)));
        }
        assert_eq!(v.view().abandonments(&v.founding), (Vec::new(), false));
        let unknown = RevisionId::from_bytes([9; 32]);
        assert_eq!(v.view().abandonments(&unknown), (Vec::new(), false));
    }
}

// s1 signs two children, the second with the oaths of some others against the first.
#[test]
fn a_steward_is_excused_by_the_oaths_that_make_the_first_dead_and_by_no_fewer() {
    for (seats, threshold) in sizes().filter(|(seats, _)| *seats > 1) {
        for sworn in 0..seats {
            let (mut v, stewards) = village((seats, threshold));
            let [first, second] = ["U", "Dos"].map(|name| v.propose("s1", vec![rename(name)]));
            v.sign("s1", first);
            let oaths: Vec<_> =
                stewards[1..=sworn].iter().map(|name| v.abandon(name, first)).collect();
            v.sign_instead("s1", second, oaths);
            let view = v.view();
            let proven = view.charter().double_signers().len() == 1;
            assert_eq!(proven, seats - sworn >= threshold, "{sworn} of {seats}, {threshold} bind");
        }
    }
}

// Between the two somebody looks, so that what was derived then is there to be kept by mistake.
#[test]
fn a_steward_who_swears_against_what_they_signed_is_shown_to_who_looked_before() {
    let (mut v, _) = village((3, 2));
    let revision = v.propose("s1", vec![rename("Nova")]);
    let signed = v.sign("s2", revision);
    assert_eq!(v.view().charter().double_signers(), []);
    let sworn = v.abandon("s2", revision);
    let found = v.view().charter().double_signers().to_vec();
    assert_eq!(found[0].evidence, (sworn.min(signed), sworn.max(signed)));
    v.everywhere(|view| assert_eq!(view.charter().double_signers(), found));
}
