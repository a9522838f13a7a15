//! The loss of a right, and what its holder does at the same time.

use participation::{
    Act, BallotRule, Change, Denied, EntryId, Exclusion, Fault, Lane, Opening, PollPlan,
    PollStatus, Right, Role, Seats,
};

use crate::delivery::{carry, copy, everywhere};
use crate::races_ballots::why;
use crate::village::{Person, certify, one, revise, tip, village};

// stewards ── r1: suspend berta, frontier: [ballot 1]
// berta    ── ballot 1 ── ballot 2        names r0 and is not in the frontier
#[test]
fn races_of_a_suspension_and_a_ballot_the_frontier_decides() {
    for removed in [false, true] {
        let mut v = village(2);
        let poll = v.ask();
        let first = v.vote(0, poll, 0);
        let mut away = copy(&v.node);
        let second = away.vote(&mut v.people[0].pen(), poll, one(1)).unwrap();
        let slot = v.slots[0];
        let cut = if removed { v.node.revocation(slot) } else { v.node.suspension(slot) };
        let revision = v.revise(vec![cut]);
        carry(&away, &mut v.node);
        everywhere(&v.node, |node| {
            let report = node.report(&poll).unwrap();
            assert_eq!(report.counted, [first]);
            assert_eq!(why(&report, second), Some(Exclusion::Fault(Fault::Late { revision })));
        });
        let refused = v.try_vote(0, poll, 0).unwrap_err().to_string();
        assert!(refused.contains("suspended") || refused.contains("revoked"), "{refused}");
    }
}

// stewards ── r1: suspend berta, frontier: [] (she has done nothing that stands)
// berta    ── ballot                       was there before the stewards saw it
#[test]
fn a_cut_that_does_not_list_a_chain_leaves_nothing_of_it() {
    let mut v = village(2);
    let poll = v.ask();
    let blind = v.node.suspension(v.slots[0]);
    let ballot = v.vote(0, poll, 0);
    let revision = v.revise(vec![blind]);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.counted, []);
        assert_eq!(why(&report, ballot), Some(Exclusion::Fault(Fault::Late { revision })));
    });
    // A later, higher frontier takes it in.
    let slot = v.slots[0];
    let frontier = v.node.frontier_of(&Right::Member(slot));
    let mut listed: Vec<_> = frontier.iter().map(|(chain, head)| (*chain, *head)).collect();
    let chain = v.people[0].chain(Lane::Ballots);
    let place = v.node.view().chains().place(&ballot).unwrap();
    listed.retain(|(other, _)| *other != chain);
    listed.push((chain, participation::Head { seq: place.seq(), id: ballot }));
    let raise = Change::Raise(Right::Member(slot), participation::Frontier::new(listed));
    v.revise(vec![raise]);
    everywhere(&v.node, |node| assert_eq!(node.report(&poll).unwrap().counted, [ballot]));
}

// stewards ── r1: suspend berta
// berta                          ── ballot naming r1, in which her slot is suspended
#[test]
fn a_ballot_that_names_the_suspension_is_not_allowed() {
    let mut v = village(2);
    let poll = v.ask();
    let slot = v.slots[0];
    let cut = v.node.suspension(slot);
    let revision = v.revise(vec![cut]);
    let (forged, bytes) = v.people[0].forge_ballot(&v.node, revision, poll, 1, 0);
    assert_eq!(v.node.ingest(&[bytes]).unwrap().added, 1);
    everywhere(&v.node, |node| {
        let why = why(&node.report(&poll).unwrap(), forged).unwrap();
        assert_eq!(why, Exclusion::Fault(Fault::Denied(Denied::SlotSuspended(slot))));
    });
    // Reinstated, she signs again and it counts.
    v.revise(vec![Change::Reinstate(slot)]);
    let again = v.vote(0, poll, 0);
    everywhere(&v.node, |node| assert_eq!(node.report(&poll).unwrap().counted, [again]));
}

// seal {berta: yes} ── r1: revoke berta, frontier before her ballot
#[test]
fn races_of_a_revocation_and_the_seal_what_is_sealed_stays() {
    let mut v = village(2);
    let poll = v.ask();
    let blind = v.node.suspension(v.slots[0]);
    let Change::Suspend(slot, frontier) = blind else { panic!() };
    let mut counted = [v.vote(0, poll, 0), v.vote(1, poll, 1)];
    counted.sort_unstable();
    let before = copy(&v.node);
    v.seal(poll);
    v.revise(vec![Change::Revoke(slot, frontier)]);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!((report.roll, &report.counted[..]), (3, &counted[..]));
        assert!(matches!(report.status, PollStatus::Sealed { round: 0, .. }));
    });
    assert_eq!(before.report(&poll).unwrap().counted, counted);
}

// stewards  ── r1: end of the second organiser
// organiser ── opening naming r0           beyond the frontier, or within it
#[test]
fn races_of_a_demotion_and_an_opening_the_frontier_decides() {
    for seen in [true, false] {
        let mut v = village(1);
        let mut away = copy(&v.node);
        let plan = PollPlan::question("Benches?", &["yes", "no"]);
        let poll = away.open_poll(&mut v.stewards[1].pen(), plan.clone()).unwrap();
        let ballot = away.vote(&mut v.people[0].pen(), poll, one(0)).unwrap();
        if seen {
            carry(&away, &mut v.node);
        }
        let organiser = v.stewards[1].keys.member.public();
        let end = v.node.demotion(Role::Organiser, organiser);
        let [a, _, c] = &mut v.stewards[..] else { panic!() };
        let revision = revise(&mut v.node, &mut [a, c], vec![end]);
        carry(&away, &mut v.node);
        everywhere(&v.node, |node| {
            let report = node.report(&poll).unwrap();
            if seen {
                assert_eq!((report.status, report.counted), (PollStatus::Open, vec![ballot]));
            } else {
                assert_eq!(report.status, PollStatus::Void(Fault::Late { revision }));
                assert_eq!((report.roll, report.outcome.is_some()), (0, false));
            }
        });
        let refused = v.node.open_poll(&mut v.stewards[1].pen(), plan).unwrap_err().to_string();
        assert!(refused.contains("no organiser"), "{refused}");
    }
}

// stewards ── r1: the second loses their seat, two newcomers get one
// second   ── seal                          beyond the frontier, or within it
#[test]
fn races_of_a_lost_seat_and_a_seal_the_frontier_decides() {
    for seen in [true, false] {
        let mut v = village(2);
        let poll = v.ask();
        v.vote(0, poll, 0);
        v.node.seal(&mut v.stewards[0].pen(), poll).unwrap();
        let mut away = copy(&v.node);
        away.seal(&mut v.stewards[1].pen(), poll).unwrap();
        if seen {
            carry(&away, &mut v.node);
        }
        let seats = [&v.stewards[0], &v.stewards[2], &v.people[0], &v.people[1]];
        let seats = seats.into_iter().map(Person::seat).collect();
        let change = v.node.other_stewards(Seats::new(seats, 3).unwrap());
        let [a, _, c] = &mut v.stewards[..] else { panic!() };
        revise(&mut v.node, &mut [a, c], vec![change]);
        carry(&away, &mut v.node);
        everywhere(&v.node, |node| {
            let report = node.report(&poll).unwrap();
            assert_eq!(matches!(report.status, PollStatus::Sealed { .. }), seen);
            assert_eq!(report.seals[0].signed_by.len(), if seen { 2 } else { 1 });
        });
        if !seen {
            // The new stewards seal it, three of four.
            v.node.seal(&mut v.stewards[0].pen(), poll).unwrap();
            for steward in &mut v.people {
                v.node.seal(&mut steward.pen(), poll).unwrap();
            }
            everywhere(&v.node, |node| {
                let report = node.report(&poll).unwrap();
                assert!(matches!(report.status, PollStatus::Sealed { round: 0, .. }));
            });
        }
    }
}

// r0: the first steward seals with one other ── r1: all three must sign ── opening ── ballots
// the first two, naming r0                                                         ── seal
#[test]
fn a_poll_is_not_sealed_under_a_charter_that_was_over_when_it_was_opened() {
    let mut v = village(2);
    let r0 = tip(&v.node);
    let seats = v.stewards.iter().map(Person::seat).collect();
    let stricter = v.node.other_stewards(Seats::new(seats, 3).unwrap());
    v.revise(vec![stricter]);
    let poll = v.ask();
    v.vote(0, poll, 0);
    v.node.seal(&mut v.stewards[2].pen(), poll).unwrap();
    let report = v.node.report(&poll).unwrap();
    let manifest = report.seals[0].manifest;
    let seal = participation_acts::Seal {
        opening: poll,
        round: 0,
        manifest,
        ballots: 1,
        reopenings: vec![],
    };
    for steward in &mut v.stewards[..2] {
        let head = v.node.view().standing_head(&steward.chain(Lane::Authority));
        let (_, bytes) = steward.forge(&v.node, head, Some(r0), &Act::Seal(seal.clone()));
        assert_eq!(v.node.ingest(&[bytes]).unwrap().added, 1);
    }
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!((report.status, report.seals.len()), (PollStatus::Open, 1));
    });
}

// organiser ─┬─ opening ── (sealed, or not yet)
//            └─ another entry                      the fork takes back what is not sealed
#[test]
fn races_of_an_organisers_fork_and_the_seal_what_is_sealed_stays() {
    for sealed in [false, true] {
        let mut v = village(2);
        let chain = v.stewards[1].chain(Lane::Authority);
        let before = v.node.view().standing_head(&chain);
        let plan = PollPlan::question("Benches?", &["yes", "no"]);
        let poll = v.node.open_poll(&mut v.stewards[1].pen(), plan).unwrap();
        let ballot = v.vote(0, poll, 0);
        if sealed {
            let [a, _, c] = &mut v.stewards[..] else { panic!() };
            v.node.seal(&mut a.pen(), poll).unwrap();
            v.node.seal(&mut c.pen(), poll).unwrap();
        }
        let mut other = v.node.opening(&poll).unwrap().clone();
        other.nonce = [3; 16];
        let revision = Some(tip(&v.node));
        let (_, fork) = v.stewards[1].forge(&v.node, before, revision, &Act::Open(other));
        assert_eq!(v.node.ingest(&[fork]).unwrap().added, 1);
        everywhere(&v.node, |node| {
            let report = node.report(&poll).unwrap();
            if sealed {
                assert!(matches!(report.status, PollStatus::Sealed { .. }));
                assert_eq!(report.counted, [ballot]);
            } else {
                assert_eq!(report.status, PollStatus::Void(Fault::Forked));
            }
        });
    }
}

// organiser's device ── opening ── retired by its owner, from a frontier before the opening
#[test]
fn races_of_a_retirement_and_the_seal_what_is_sealed_stays() {
    for sealed in [false, true] {
        let mut v = village(2);
        v.stewards[1].take_phone(&mut v.node);
        let device = v.stewards[1].keys.device.public();
        let old = copy(&v.node);
        let plan = PollPlan::question("Benches?", &["yes", "no"]);
        let poll = v.node.open_poll(&mut v.stewards[1].pen(), plan).unwrap();
        v.vote(0, poll, 0);
        if sealed {
            v.seal(poll);
        }
        // Written where the opening and the seal are not known.
        let mut old = old;
        let member = v.stewards[1].member();
        old.retire(&mut v.stewards[1].phone(), &member, device).unwrap();
        carry(&old, &mut v.node);
        everywhere(&v.node, |node| {
            let status = node.report(&poll).unwrap().status;
            if sealed {
                assert!(matches!(status, PollStatus::Sealed { .. }), "{status:?}");
            } else {
                assert_eq!(status, PollStatus::Void(Fault::Retired));
            }
        });
    }
}

// second steward ─┬─ seal of the poll, the second of two
//                 └─ seal of another manifest             once the result is known
#[test]
fn races_of_a_sealers_fork_and_their_seal_the_signature_stays() {
    let mut v = village(2);
    let poll = v.ask();
    v.vote(0, poll, 0);
    let chain = v.stewards[1].chain(Lane::Authority);
    let before = v.node.view().standing_head(&chain);
    let [_, second] = v.seal(poll);
    let Some(Act::Seal(mut seal)) = v.node.act(&second).unwrap() else { panic!() };
    let manifest = seal.manifest;
    seal.manifest = participation::BlobId::from_bytes([0; 32]);
    let revision = Some(tip(&v.node));
    let (_, fork) = v.stewards[1].forge(&v.node, before, revision, &Act::Seal(seal));
    assert_eq!(v.node.ingest(&[fork]).unwrap().added, 1);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.status, PollStatus::Sealed { round: 0, manifest });
        assert!(!report.disputed);
    });
}

// registrar 2 ── re-admission of berta's slot ── ballot with the new key ── (sealed or not)
// stewards    ── r1: end of registrar 2, frontier before the re-admission
#[test]
fn races_of_a_registrars_cut_and_a_renewed_key_what_is_sealed_stays() {
    for sealed in [false, true] {
        let mut v = village(2);
        let poll = v.ask();
        let registrar = v.stewards[1].keys.member.public();
        let end = v.node.demotion(Role::Registrar, registrar);
        let mut renewed = Person::of_village(30, &v.node);
        let key = renewed.keys.member.public();
        v.node.readmit(&mut v.stewards[1].pen(), key, v.slots[0]).unwrap();
        certify(&mut v.node, &mut renewed);
        let ballot = v.node.vote(&mut renewed.pen(), poll, one(0)).unwrap();
        let [a, _, c] = &mut v.stewards[..] else { panic!() };
        if sealed {
            v.node.seal(&mut a.pen(), poll).unwrap();
            v.node.seal(&mut c.pen(), poll).unwrap();
        }
        revise(&mut v.node, &mut [a, c], vec![end]);
        everywhere(&v.node, |node| {
            let counted: &[EntryId] = if sealed { &[ballot] } else { &[] };
            assert_eq!(node.report(&poll).unwrap().counted, counted);
        });
    }
}

#[test]
fn an_opening_beyond_the_limits_is_refused_and_forged_is_void() {
    let mut v = village(1);
    let mut plan = PollPlan::question("Trees?", &["yes", "no"]);
    plan.ballot = BallotRule::Approval { min: 1, max: 3 };
    let refused = v.node.open_poll(&mut v.stewards[0].pen(), plan).unwrap_err().to_string();
    assert!(refused.contains("3 options"), "{refused}");
    let honest = v.ask();
    let opening =
        Opening { retention_days: 1, nonce: [8; 16], ..v.node.opening(&honest).unwrap().clone() };
    let head = v.node.view().standing_head(&v.stewards[0].chain(Lane::Authority));
    let revision = Some(tip(&v.node));
    let (id, bytes) = v.stewards[0].forge(&v.node, head, revision, &Act::Open(opening));
    assert_eq!(v.node.ingest(&[bytes]).unwrap().added, 1);
    everywhere(&v.node, |node| {
        let status = node.report(&id).unwrap().status;
        let denied = Denied::Retention { days: 1, least: 30 };
        assert_eq!(status, PollStatus::Void(Fault::Denied(denied)));
    });
}
