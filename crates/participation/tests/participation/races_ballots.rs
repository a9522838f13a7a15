//! Ballots that race: on two devices, of two keys, of a slot and its copy, around the seal.

use participation::{
    Act, BallotFault, Choices, Custody, Denied, EntryId, Error, Excluded, Exclusion, Fault, Head,
    Lane, PollPlan, PollReport, PollStatus, Seq,
};
use participation_acts::Ballot;

use crate::delivery::{carry, copy, everywhere};
use crate::village::{Node, Person, certify, one, tip, village};

pub fn why(report: &PollReport, ballot: EntryId) -> Option<Exclusion> {
    let excluded = report.excluded.iter().find(|excluded| excluded.ballot == ballot);
    excluded.map(|Excluded { why, .. }| why.clone())
}

pub fn score(node: &Node, poll: &EntryId, option: usize) -> u64 {
    node.report(poll).unwrap().outcome.unwrap().scores()[option].1
}

// berta's computer   ── ballot(1, yes)
// berta's telephone  ── ballot(1, no)      neither has seen the other
#[test]
fn races_of_two_devices_with_one_counter_the_higher_id_wins() {
    let mut v = village(2);
    v.people[0].take_phone(&mut v.node);
    let poll = v.ask();
    let mut away = copy(&v.node);
    let here = v.vote(0, poll, 0);
    let there = away.vote(&mut v.people[0].phone(), poll, one(1)).unwrap();
    carry(&away, &mut v.node);
    let (low, high) = (here.min(there), here.max(there));
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.counted, [high]);
        assert_eq!(why(&report, low), Some(Exclusion::Superseded { by: high }));
    });
}

// berta's computer   ── ballot(1, yes) ── ballot(2, no)
// berta's telephone                    ── ballot(3, abstain)   has seen both
#[test]
fn a_recast_from_any_device_is_the_last_word() {
    let mut v = village(1);
    v.people[0].take_phone(&mut v.node);
    let poll = v.ask();
    for choice in [0, 1, 0, 1] {
        v.vote(0, poll, choice);
        let last = v.node.vote(&mut v.people[0].phone(), poll, one(2)).unwrap();
        assert_eq!(v.node.report(&poll).unwrap().counted, [last]);
    }
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!((report.ballots, report.excluded.len()), (1, 7));
        assert_eq!(score(node, &poll, 2), 1);
    });
}

// stewards ── seal {berta: yes}
// berta    ── ballot(2, no)        comes after it, or was not seen by it
#[test]
fn races_of_a_recast_and_the_seal_the_seal_is_exact() {
    let mut v = village(2);
    let poll = v.ask();
    let first = v.vote(0, poll, 0);
    let mut away = copy(&v.node);
    let late = away.vote(&mut v.people[0].pen(), poll, one(1)).unwrap();
    let too_late = away.vote(&mut v.people[1].pen(), poll, one(1)).unwrap();
    v.seal(poll);
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert!(matches!(report.status, PollStatus::Sealed { round: 0, .. }));
        assert_eq!(report.counted, [first]);
        assert_eq!(why(&report, late), Some(Exclusion::NotSealed));
        assert_eq!(why(&report, too_late), Some(Exclusion::NotSealed));
        assert_eq!(report.outcome.unwrap().winners(), ["yes"]);
    });
}

#[test]
fn a_ballot_counts_only_in_the_poll_that_it_names() {
    let mut v = village(2);
    let (trees, benches) = (v.ask(), v.ask());
    let ballot = v.vote(0, benches, 0);
    everywhere(&v.node, |node| {
        assert_eq!(node.report(&trees).unwrap().counted, []);
        assert_eq!(node.report(&benches).unwrap().counted, [ballot]);
    });
    // A name that no opening has: kept, and shown nowhere.
    let nothing = EntryId::from_bytes([9; 32]);
    let revision = tip(&v.node);
    let (stray, bytes) = v.people[0].forge_ballot(&v.node, revision, nothing, 1, 0);
    assert_eq!(v.node.ingest(&[bytes]).unwrap().added, 1);
    assert!(matches!(v.node.report(&nothing), Err(Error::NoSuchPoll(_))));
    assert_eq!(v.node.receipt(&stray).unwrap().fault, Some(Fault::NotHere));
}

// registrar ── opening ── admission of elna
// elna                        ── ballot        the roll was frozen without her
#[test]
fn races_of_an_admission_and_an_opening_the_roll_is_frozen() {
    let mut v = village(1);
    let poll = v.ask();
    v.settle(20);
    let refused = v.try_vote(1, poll, 0).unwrap_err();
    assert!(matches!(refused, Error::NotAllowed(Fault::Denied(Denied::NotInRoll))), "{refused}");
    let revision = tip(&v.node);
    let (forged, bytes) = v.people[1].forge_ballot(&v.node, revision, poll, 1, 0);
    assert_eq!(v.node.ingest(&[bytes]).unwrap().added, 1);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!((report.roll, report.ballots), (2, 0));
        let why = why(&report, forged).unwrap();
        assert_eq!(why, Exclusion::Fault(Fault::Denied(Denied::NotInRoll)));
    });
}

#[test]
fn a_ballot_over_the_limits_is_refused_and_forged_does_not_count() {
    let mut v = village(1);
    let poll = v.ask();
    let both = Choices::Approval(vec![0, 1]);
    let refused = v.node.vote(&mut v.people[0].pen(), poll, both.clone()).unwrap_err();
    assert!(matches!(refused, Error::Ballot(BallotFault::TooMany { chosen: 2, most: 1 })));
    let act = Act::Ballot(Ballot { opening: poll, counter: 1, choices: both });
    let revision = Some(tip(&v.node));
    let (forged, bytes) = v.people[0].forge(&v.node, None, revision, &act);
    assert_eq!(v.node.ingest(&[bytes]).unwrap().added, 1);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        let fault = BallotFault::TooMany { chosen: 2, most: 1 };
        let denied = Exclusion::Fault(Fault::Denied(Denied::Ballot(fault)));
        assert_eq!(why(&report, forged), Some(denied));
        assert_eq!(report.ballots, 0);
    });
}

// berta's old key ── ballot(1, yes)
// registrar       ── re-admission of berta's slot with a new key
// berta's new key ── ballot(2, no)
// berta's old key ── ballot(3, abstain)    found again under the sofa
#[test]
fn a_readmitted_person_has_one_ballot_and_the_last_word_counts() {
    let mut v = village(2);
    let poll = v.ask();
    v.vote(0, poll, 0);
    let mut renewed = Person::of_village(30, &v.node);
    let key = renewed.keys.member.public();
    v.node.readmit(&mut v.stewards[0].pen(), key, v.slots[0]).unwrap();
    certify(&mut v.node, &mut renewed);
    let second = v.node.vote(&mut renewed.pen(), poll, one(1)).unwrap();
    assert_eq!(v.node.receipt(&second).unwrap().ballot.unwrap().counter, 2);
    everywhere(&v.node, |node| assert_eq!(node.report(&poll).unwrap().counted, [second]));
    let third = v.vote(0, poll, 2);
    everywhere(&v.node, |node| assert_eq!(node.report(&poll).unwrap().counted, [third]));
}

// registrar 1 ── admission of elna ─┐
// registrar 2 ── admission of elna ─┴─ opening ── ballot
#[test]
fn races_of_two_registrars_give_one_person_one_ballot() {
    let mut v = village(1);
    let mut elna = Person::of_village(40, &v.node);
    let key = elna.keys.member.public();
    let mut away = copy(&v.node);
    let one_slot = v.node.admit(&mut v.stewards[0].pen(), key).unwrap();
    let other_slot = away.admit(&mut v.stewards[1].pen(), key).unwrap();
    carry(&away, &mut v.node);
    certify(&mut v.node, &mut elna);
    let poll = v.ask();
    let first = v.node.vote(&mut elna.pen(), poll, one(0)).unwrap();
    let second = v.node.vote(&mut elna.pen(), poll, one(1)).unwrap();
    everywhere(&v.node, |node| {
        let roll = node.roll(&poll).unwrap();
        assert_eq!(roll.len(), 3);
        assert!(roll.contains(&one_slot.min(other_slot)));
        let report = node.report(&poll).unwrap();
        assert_eq!(report.counted, [second]);
        assert_eq!(why(&report, first), Some(Exclusion::Superseded { by: second }));
    });
}

// the same, and the lower admission comes only after the opening: the roll has the higher slot
#[test]
fn races_of_a_second_admission_and_an_opening_the_frozen_slot_votes() {
    for (early, late) in [(0, 1), (1, 0)] {
        let mut v = village(1);
        let mut elna = Person::of_village(40, &v.node);
        let key = elna.keys.member.public();
        let mut away = copy(&v.node);
        away.admit(&mut v.stewards[late].pen(), key).unwrap();
        v.node.admit(&mut v.stewards[early].pen(), key).unwrap();
        certify(&mut v.node, &mut elna);
        let plan = PollPlan::question("Benches?", &["yes", "no"]);
        let poll = v.node.open_poll(&mut v.stewards[early].pen(), plan).unwrap();
        v.node.vote(&mut elna.pen(), poll, one(0)).unwrap();
        carry(&away, &mut v.node);
        let last = v.node.vote(&mut elna.pen(), poll, one(1)).unwrap();
        everywhere(&v.node, |node| {
            let report = node.report(&poll).unwrap();
            assert_eq!((report.roll, report.counted), (3, vec![last]));
        });
    }
}

// berta ── ballot 1 ─┬─ ballot 2, yes
//                    └─ ballot 2, no      and her telephone says which goes on
#[test]
fn races_of_two_histories_of_a_voter_neither_counts_until_repaired() {
    let mut v = village(1);
    v.people[0].take_phone(&mut v.node);
    let poll = v.ask();
    let before = v.vote(0, poll, 2);
    let mut away = copy(&v.node);
    let yes = v.vote(0, poll, 0);
    let no = away.vote(&mut v.people[0].pen(), poll, one(1)).unwrap();
    carry(&away, &mut v.node);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.counted, [before]);
        assert_eq!(why(&report, yes), Some(Exclusion::Fault(Fault::Forked)));
        assert_eq!(why(&report, no), Some(Exclusion::Fault(Fault::Forked)));
    });
    // The forked device does not make a third.
    let refused = v.try_vote(0, poll, 0).unwrap_err();
    assert!(matches!(refused, Error::NotAllowed(Fault::Forked)), "{refused}");
    let berta = &mut v.people[0];
    let chain = berta.chain(Lane::Ballots);
    let member = berta.member();
    let head = Head { seq: Seq::new(1), id: no };
    v.node.repair(&mut berta.phone(), &member, chain, head).unwrap();
    everywhere(&v.node, |node| assert_eq!(node.report(&poll).unwrap().counted, [no]));
    let last = v.vote(0, poll, 0);
    everywhere(&v.node, |node| assert_eq!(node.report(&poll).unwrap().counted, [last]));
}

// berta ─┬─ ballot, yes ── sealed
//        └─ ballot, no                    signed once the result is known
#[test]
fn races_of_a_voters_fork_and_the_seal_the_sealed_ballot_stays() {
    let mut v = village(2);
    let poll = v.ask();
    let revision = tip(&v.node);
    let (other, bytes) = v.people[0].forge_ballot(&v.node, revision, poll, 9, 1);
    let ballot = v.vote(0, poll, 0);
    v.seal(poll);
    assert_eq!(v.node.ingest(&[bytes]).unwrap().added, 1);
    assert_eq!(v.node.view().chains().forks().len(), 1);
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!(report.counted, [ballot]);
        assert_eq!(why(&report, other), Some(Exclusion::Fault(Fault::Forked)));
        assert!(node.receipt(&ballot).unwrap().ballot.unwrap().counted);
    });
}

// berta ─┬─ ballot, yes ── sealed
//        ├─ ballot, no        and a third and fourth, all with lower ids
//        └─ ballot, no
#[test]
fn races_of_many_histories_of_a_voter_and_the_seal_the_sealed_ballot_stays() {
    let mut v = village(2);
    let poll = v.ask();
    let (before, revision) = (copy(&v.node), tip(&v.node));
    let ballot = v.vote(0, poll, 0);
    v.seal(poll);
    let mut lower = 0;
    while lower < 3 {
        let (id, bytes) = v.people[0].forge_ballot(&before, revision, poll, 1, 1);
        if id < ballot {
            lower += 1;
            assert_eq!(v.node.ingest(&[bytes]).unwrap().added, 1);
        }
    }
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!((report.counted, report.excluded.len()), (vec![ballot], 3));
        assert!(report.outcome.is_some());
    });
}

// berta's device ─┬─ certificate of berta ... ballot, sealed
//                 └─ certificate of carles       a second one, once the result is known
#[test]
fn races_of_a_second_certificate_and_the_seal_the_sealed_ballot_stays() {
    for carles_votes in [false, true] {
        let mut v = village(3);
        let poll = v.ask();
        let mut counted = vec![v.vote(0, poll, 0), v.vote(2, poll, 1)];
        if carles_votes {
            counted.push(v.vote(1, poll, 0));
        }
        counted.sort_unstable();
        v.seal(poll);
        let [berta, carles, dolors] = &mut v.people[..] else { panic!() };
        let mut forks = vec![berta.forge_certificate(&v.node, &carles.keys.member)];
        forks.push(carles.forge_certificate(&v.node, &berta.keys.member));
        forks.push(dolors.forge_certificate(&v.node, &carles.keys.member));
        for fork in forks {
            assert_eq!(v.node.ingest(&[fork]).unwrap().added, 1);
            everywhere(&v.node, |node| {
                let report = node.report(&poll).unwrap();
                assert_eq!(report.counted, counted);
                assert!(report.outcome.is_some());
            });
        }
    }
}

// registrar ── re-admission: carles's key speaks for berta's slot too ── after the seal
#[test]
fn a_key_attached_to_another_slot_after_the_seal_moves_no_ballot() {
    let mut v = village(2);
    let poll = v.ask();
    let mut counted = [v.vote(0, poll, 0), v.vote(1, poll, 1)];
    counted.sort_unstable();
    v.seal(poll);
    for (who, slot) in [(1, 0), (0, 1)] {
        let key = v.people[who].keys.member.public();
        v.node.readmit(&mut v.stewards[1].pen(), key, v.slots[slot]).unwrap();
        everywhere(&v.node, |node| assert_eq!(node.report(&poll).unwrap().counted, counted));
    }
}

#[test]
fn an_invited_neighbour_votes_and_a_stolen_card_does_not() {
    let mut v = village(1);
    let card = participation::InvitationSecret::from_bytes(&[77; 32]);
    v.node.invite(&mut v.stewards[1].pen(), card.public()).unwrap();
    let mut elna = Person::of_village(41, &v.node);
    let member = elna.member();
    v.node.redeem(&mut elna.pen(), &card, &member, Custody::Own).unwrap();
    let poll = v.ask();
    let ballot = v.node.vote(&mut elna.pen(), poll, one(0)).unwrap();
    // A thief redeems the card as well, after the opening: the roll does not change.
    let mut thief = Person::of_village(42, &v.node);
    let member = thief.member();
    v.node.redeem(&mut thief.pen(), &card, &member, Custody::Own).unwrap();
    let refused = v.node.vote(&mut thief.pen(), poll, one(1)).unwrap_err();
    assert!(matches!(refused, Error::NotAllowed(Fault::Denied(_))), "{refused}");
    everywhere(&v.node, |node| {
        let report = node.report(&poll).unwrap();
        assert_eq!((report.roll, report.counted), (3, vec![ballot]));
    });
}
