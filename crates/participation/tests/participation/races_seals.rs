//! Seals, re-openings and contests.

use participation::{
    Act, BlobId, Denied, EntryId, Error, Exclusion, Fault, Lane, PollStatus, RevisionId,
};
use participation_acts::{Reopening, Seal, manifest_bytes};

use crate::delivery::{blobs, carry, copy, delivered, entries, everywhere, same};
use crate::races_ballots::{score, why};
use crate::village::{Dice, Node, Person, one, tip, village};

/// A seal that nobody would help to write.
fn forge_seal(
    node: &mut Node,
    steward: &mut Person,
    poll: EntryId,
    round: u16,
    ballots: &[EntryId],
    reopenings: Vec<EntryId>,
) -> EntryId {
    let manifest = node.put_blob(&manifest_bytes(ballots.iter().copied())).unwrap();
    let ballots = u32::try_from(ballots.len()).unwrap();
    let seal = Seal { opening: poll, round, manifest, ballots, reopenings };
    put(node, steward, &Act::Seal(seal))
}

fn put(node: &mut Node, person: &mut Person, act: &Act) -> EntryId {
    let head = node.view().standing_head(&person.chain(Lane::Authority));
    let revision: Option<RevisionId> = Some(tip(node));
    let (id, bytes) = person.forge(node, head, revision, act);
    assert_eq!(node.ingest(&[bytes]).unwrap().added, 1);
    if let Act::Seal(seal) = act {
        // The manifest was put before anything named it.
        let bytes = blobs(node)
            .into_iter()
            .find(|bytes| BlobId::from_bytes(participation_types::sha256(bytes)) == seal.manifest);
        bytes.map(|bytes| node.put_blob(&bytes).unwrap());
    }
    id
}

fn sealed_round(node: &Node, poll: &EntryId) -> Option<u16> {
    match node.report(poll).unwrap().status {
        PollStatus::Sealed { round, .. } => Some(round),
        _ => None,
    }
}

// stewards 1, 2 ── seal {berta}
// stewards 2, 3 ── seal {berta, carles}      the second signed both
#[test]
fn races_of_two_seals_of_one_round_the_lowest_manifest_holds_and_it_shows() {
    let mut v = village(2);
    let poll = v.ask();
    let berta = v.vote(0, poll, 0);
    let mut away = copy(&v.node);
    let carles = away.vote(&mut v.people[1].pen(), poll, one(1)).unwrap();
    v.seal(poll);
    let both = away.seal(&mut v.stewards[2].pen(), poll).unwrap();
    carry(&away, &mut v.node);
    // The second steward signs what the third did.
    let Some(Act::Seal(seal)) = v.node.act(&both).unwrap() else { panic!() };
    assert!(!v.node.report(&poll).unwrap().disputed);
    put(&mut v.node, &mut v.stewards[1], &Act::Seal(seal));
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        let [a, b] = &report.seals[..] else { panic!() };
        assert!(a.holds() && b.holds() && report.disputed);
        let manifest = a.manifest.min(b.manifest);
        assert_eq!(report.status, PollStatus::Sealed { round: 0, manifest });
        let low = if manifest == a.manifest { a } else { b };
        assert_eq!(report.ballots, low.ballots as usize);
        assert!(report.counted.contains(&berta));
        assert_eq!(report.counted.contains(&carles), low.ballots == 2);
    });
}

// steward 1 ── seal {berta}
// steward 2 ── seal {berta, carles}          each signed what they had: neither holds
#[test]
fn sealers_who_saw_different_ballots_sign_again_what_both_have() {
    let mut v = village(2);
    let poll = v.ask();
    v.vote(0, poll, 0);
    v.node.seal(&mut v.stewards[0].pen(), poll).unwrap();
    v.vote(1, poll, 0);
    v.node.seal(&mut v.stewards[1].pen(), poll).unwrap();
    assert_eq!(sealed_round(&v.node, &poll), None);
    assert_eq!(v.node.report(&poll).unwrap().seals.len(), 2);
    v.node.seal(&mut v.stewards[0].pen(), poll).unwrap();
    everywhere(&v.node, |node| {
        assert_eq!(sealed_round(node, &poll), Some(0));
        assert_eq!(node.report(&poll).unwrap().ballots, 2);
        // Who signs two manifests, of which one holds, disputes nothing.
        assert!(!node.report(&poll).unwrap().disputed);
    });
}

#[test]
fn a_sealer_who_seals_twice_counts_once() {
    let mut v = village(1);
    v.stewards[0].take_phone(&mut v.node);
    let poll = v.ask();
    v.vote(0, poll, 0);
    let mut away = copy(&v.node);
    let seal = v.node.seal(&mut v.stewards[0].pen(), poll).unwrap();
    away.seal(&mut v.stewards[0].phone(), poll).unwrap();
    carry(&away, &mut v.node);
    let refused = v.node.seal(&mut v.stewards[0].pen(), poll).unwrap_err();
    assert!(matches!(refused, Error::SignedAlready { signed: 1, needs: 2 }), "{refused}");
    let act = v.node.act(&seal).unwrap().unwrap();
    put(&mut v.node, &mut v.stewards[0], &act);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.status, PollStatus::Open);
        assert_eq!((report.seals[0].signed_by.len(), report.seals[0].signatures.len()), (1, 3));
    });
    let refused = v.node.seal(&mut v.people[0].pen(), poll).unwrap_err().to_string();
    assert!(refused.contains("sealers"), "{refused}");
}

// seal 0 ── re-opening by 1 ── (still sealed) ── re-opening by 2 ── seal 1 with the late ballot
#[test]
fn races_of_a_seal_and_a_reopening_the_old_seal_holds_until_the_next() {
    let mut v = village(3);
    let poll = v.ask();
    let first = v.vote(0, poll, 0);
    v.seal(poll);
    let late = v.vote(1, poll, 1);
    let contested = v.node.contest(&mut v.people[1].pen(), poll, "late bus", vec![late]).unwrap();
    v.node.reopen(&mut v.stewards[0].pen(), poll, "a bus was late").unwrap();
    let refused = v.node.seal(&mut v.stewards[0].pen(), poll).unwrap_err().to_string();
    assert!(refused.contains("1 sealers re-opened the poll, 2 are needed"), "{refused}");
    v.node.reopen(&mut v.stewards[2].pen(), poll, "it was").unwrap();
    everywhere(&v.node, |node| {
        assert_eq!(sealed_round(node, &poll), Some(0));
        assert_eq!(node.report(&poll).unwrap().counted, [first]);
        assert_eq!(node.report(&poll).unwrap().contests, [contested]);
    });
    v.seal(poll);
    everywhere(&v.node, |node| {
        assert_eq!(sealed_round(node, &poll), Some(1));
        assert_eq!(node.report(&poll).unwrap().ballots, 2);
        assert_eq!((score(node, &poll, 0), score(node, &poll, 1)), (1, 1));
    });
    // And once more.
    let third = v.vote(2, poll, 1);
    for steward in &mut v.stewards[..2] {
        v.node.reopen(&mut steward.pen(), poll, "again").unwrap();
    }
    v.seal(poll);
    everywhere(&v.node, |node| {
        assert_eq!(sealed_round(node, &poll), Some(2));
        assert!(node.report(&poll).unwrap().counted.contains(&third));
        assert!(!node.report(&poll).unwrap().disputed);
    });
}

// seal 0 ── re-openings by 1 and 2 ── seal 1 ── the second forks at their re-opening
#[test]
fn races_of_a_reopeners_fork_and_the_next_seal_the_seal_holds() {
    let mut v = village(2);
    let poll = v.ask();
    v.vote(0, poll, 0);
    v.seal(poll);
    v.vote(1, poll, 1);
    v.node.reopen(&mut v.stewards[0].pen(), poll, "late").unwrap();
    let chain = v.stewards[1].chain(Lane::Authority);
    let before = v.node.view().standing_head(&chain);
    v.node.reopen(&mut v.stewards[1].pen(), poll, "late").unwrap();
    for i in [0, 2] {
        v.node.seal(&mut v.stewards[i].pen(), poll).unwrap();
    }
    assert_eq!(sealed_round(&v.node, &poll), Some(1));
    let reason = participation_types::Text::new("never mind").unwrap();
    let act = Act::Reopen(Reopening { opening: poll, round: 7, reason });
    let revision = Some(tip(&v.node));
    let (_, fork) = v.stewards[1].forge(&v.node, before, revision, &act);
    assert_eq!(v.node.ingest(&[fork]).unwrap().added, 1);
    everywhere(&v.node, |node| assert_eq!(sealed_round(node, &poll), Some(1)));
}

// re-openings by 1 and 2 ── seal 1 ── one of the two takes the other's device as their own
#[test]
fn races_of_a_second_owner_of_a_reopener_and_the_next_seal_the_seal_holds() {
    for (device, owner) in [(0, 1), (1, 0)] {
        let mut v = village(2);
        let poll = v.ask();
        v.vote(0, poll, 0);
        v.seal(poll);
        v.vote(1, poll, 1);
        for steward in &mut v.stewards[..2] {
            v.node.reopen(&mut steward.pen(), poll, "late").unwrap();
        }
        v.seal(poll);
        assert_eq!(sealed_round(&v.node, &poll), Some(1));
        let chain = v.stewards[device].chain(Lane::Authority);
        let place = if device == 0 {
            // The founder's certificate comes after the founding.
            let founding = v.node.view().chains().entries(&chain).next().unwrap();
            Some(participation::Head { seq: participation::Seq::FIRST, id: founding })
        } else {
            None
        };
        let key = v.stewards[device].keys.device.public();
        let id = v.node.id();
        let custody = participation::Custody::Kiosk;
        let member = v.stewards[owner].member();
        let act = Act::Certify(participation::certificate(&id, &member, &key, custody));
        let revision = Some(tip(&v.node));
        let (_, fork) = v.stewards[device].forge(&v.node, place, revision, &act);
        assert_eq!(v.node.ingest(&[fork]).unwrap().added, 1);
        everywhere(&v.node, |node| assert_eq!(sealed_round(node, &poll), Some(1)));
    }
}

#[test]
fn a_later_round_without_reopenings_is_void() {
    let mut v = village(2);
    let poll = v.ask();
    let ballot = v.vote(0, poll, 0);
    let [seal, _] = v.seal(poll);
    let reopening = v.node.reopen(&mut v.stewards[0].pen(), poll, "a").unwrap();
    let again = v.node.reopen(&mut v.stewards[0].pen(), poll, "b").unwrap();
    let other = v.node.reopen(&mut v.stewards[1].pen(), poll, "c").unwrap();
    let benches = v.ask();
    let reason = participation_types::Text::new("x").unwrap();
    let strange = Act::Reopen(Reopening { opening: benches, round: 1, reason });
    let strange = put(&mut v.node, &mut v.stewards[1], &strange);
    let cases = [
        (1, vec![], Denied::TooFewReopenings { sealers: 0, needed: 2 }),
        (1, vec![reopening], Denied::TooFewReopenings { sealers: 1, needed: 2 }),
        (1, vec![reopening, again], Denied::RepeatedSigner),
        (1, vec![reopening, reopening], Denied::RepeatedSigner),
        (1, vec![reopening, strange], Denied::OtherRound),
        (2, vec![reopening, other], Denied::OtherRound),
        (0, vec![reopening, other], Denied::FirstRound),
        (1, vec![reopening, seal], Denied::TargetMissing),
    ];
    for (round, reopenings, denied) in cases {
        for i in 0..2 {
            let steward = &mut v.stewards[i];
            let id = forge_seal(&mut v.node, steward, poll, round, &[], reopenings.clone());
            let fault = v.node.receipt(&id).unwrap().fault;
            assert_eq!(fault, Some(Fault::Denied(denied)));
        }
    }
    everywhere(&v.node, |node| {
        assert_eq!(sealed_round(node, &poll), Some(0));
        assert_eq!(node.report(&poll).unwrap().counted, [ballot]);
    });
}

#[test]
fn an_opening_whose_roll_lies_counts_nobody() {
    let mut v = village(2);
    let honest = v.ask();
    for lie in 0..3 {
        let mut opening = v.node.opening(&honest).unwrap().clone();
        opening.nonce = [lie; 16];
        match lie {
            0 => opening.roll.digest = participation_types::RollDigest::from_bytes([1; 32]),
            1 => opening.roll.size += 1,
            _ => opening.roll.frontier = v.node.put_blob(&[0x80]).unwrap(),
        }
        let poll = put(&mut v.node, &mut v.stewards[0], &Act::Open(opening.clone()));
        let revision = tip(&v.node);
        let (_, ballot) = v.people[0].forge_ballot(&v.node, revision, poll, 1, 0);
        assert_eq!(v.node.ingest(&[ballot]).unwrap().added, 1);
        everywhere(&v.node, |node| {
            let report = node.report(&poll).unwrap();
            let (frozen, found) = (opening.roll.size, if lie == 2 { 0 } else { 3 });
            assert_eq!(report.status, PollStatus::OtherRoll { found, frozen });
            assert_eq!((report.ballots, report.outcome.is_some()), (0, false));
        });
        assert!(v.node.seal(&mut v.stewards[0].pen(), poll).is_err());
    }
}

#[test]
fn a_seal_lists_what_it_likes_and_only_ballots_of_the_poll_count() {
    let mut v = village(3);
    let (poll, benches) = (v.ask(), v.ask());
    let twice = [v.vote(0, poll, 0), v.vote(0, poll, 1)];
    let stray = v.vote(1, benches, 0);
    let act = Act::Open(v.node.opening(&poll).unwrap().clone());
    assert!(matches!(act, Act::Open(_)));
    let listed = [twice[0], twice[1], stray, benches];
    for i in 0..2 {
        forge_seal(&mut v.node, &mut v.stewards[i], poll, 0, &listed, vec![]);
    }
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.counted, [twice[1]]);
        assert_eq!(why(&report, twice[0]), Some(Exclusion::Superseded { by: twice[1] }));
        for other in [stray, benches] {
            let denied = Fault::Denied(Denied::TargetMissing);
            assert_eq!(why(&report, other), Some(Exclusion::Fault(denied)));
        }
        assert!(report.outcome.is_some());
    });
}

#[test]
fn a_listed_ballot_that_is_not_here_leaves_no_outcome_rather_than_a_wrong_one() {
    let mut v = village(2);
    let poll = v.ask();
    let there = v.vote(0, poll, 0);
    let away = v.vote(1, poll, 1);
    v.seal(poll);
    let some: Vec<_> = entries(&v.node)
        .into_iter()
        .filter(|bytes| participation::Entry::parse(bytes).unwrap().id() != away)
        .collect();
    let node = delivered(v.node.id(), &some, &blobs(&v.node), &mut Dice(1));
    let report = node.report(&poll).unwrap();
    assert_eq!(report.counted, [there]);
    assert_eq!(why(&report, away), Some(Exclusion::Fault(Fault::NotHere)));
    assert!(report.outcome.is_none());
    let why = report.uncountable.unwrap();
    assert!(why.contains("1 of the ballots that the seal lists are not here"), "{why}");
}

#[test]
fn a_poll_waits_for_its_blobs_and_then_says_the_same() {
    let mut v = village(2);
    let poll = v.ask();
    v.vote(0, poll, 0);
    v.seal(poll);
    let mut node = delivered(v.node.id(), &entries(&v.node), &[], &mut Dice(2));
    let blob = v.node.opening(&poll).unwrap().roll.frontier;
    assert_eq!(node.report(&poll).unwrap().status, PollStatus::WaitsForBlob { blob });
    assert_eq!(node.wanted_blobs().len(), 2);
    let frontier = v.node.store();
    let bytes = participation::Store::blob(frontier, &blob).unwrap().unwrap();
    node.put_blob(&bytes).unwrap();
    let PollStatus::Sealed { manifest, .. } = v.node.report(&poll).unwrap().status else {
        panic!()
    };
    let waits = PollStatus::WaitsForBlob { blob: manifest };
    assert_eq!(node.report(&poll).unwrap().status, waits);
    assert!(node.report(&poll).unwrap().outcome.is_none());
    assert!(node.seal(&mut v.stewards[2].pen(), poll).is_err());
    carry(&v.node, &mut node);
    same(&v.node, &node);
}

#[test]
fn a_poll_that_nobody_voted_in_waits_for_no_manifest() {
    let mut v = village(2);
    let poll = v.ask();
    v.seal(poll);
    let mut node = delivered(v.node.id(), &entries(&v.node), &[], &mut Dice(2));
    let frontier = v.node.opening(&poll).unwrap().roll.frontier;
    assert_eq!(node.wanted_blobs(), [frontier], "nobody has to send what is empty");
    let bytes = participation::Store::blob(v.node.store(), &frontier).unwrap().unwrap();
    node.put_blob(&bytes).unwrap();
    same(&v.node, &node);
}
