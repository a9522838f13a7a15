//! Why a ballot does not count, and what a seal takes.

use participation_acts::{Act, Ballot, Change, Choices, Reopening, read_manifest};
use participation_charter::Fault;
use participation_policy::Denied;
use participation_poll::{Exclusion, PollStatus};
use participation_types::{BlobId, EntryId, Frontier, Text, sha256};

use crate::hall::{Hall, SINGLE, Voter, counting};

fn plain(hall: &mut Hall) -> EntryId {
    hall.ask(SINGLE, counting("plurality", 1, None), &[0, 0])
}

fn why(hall: &Hall, poll: &EntryId, ballot: EntryId) -> Exclusion {
    let report = hall.report(poll);
    report.excluded.into_iter().find(|excluded| excluded.ballot == ballot).unwrap().why
}

#[test]
fn each_ballot_that_does_not_count_says_why() {
    let mut hall = Hall::of(5);
    let poll = plain(&mut hall);
    let before = hall.tip();
    let counted = hall.vote(1, poll, &[0]);
    let first = hall.vote(2, poll, &[0]);
    let second = hall.vote(2, poll, &[1]);
    let slot = hall.slot(3);
    let cut = hall.revise(Change::Suspend(slot, Frontier::default()));
    let act = |counter| {
        Act::Ballot(Ballot { opening: poll, counter, choices: Choices::Approval(vec![0]) })
    };
    let late = hall.put(&Voter::new(3), Some(before), &act(1));
    let suspended = hall.put(&Voter::new(3), Some(cut), &act(2));
    let no_counter = hall.put(&Voter::new(4), Some(before), &act(0));
    let steward = hall.put(&Voter::new(0), Some(before), &act(1));
    let expected = [
        (first, Exclusion::Superseded { by: second }),
        (late, Exclusion::Fault(Fault::Late { revision: cut })),
        (suspended, Exclusion::Fault(Fault::Denied(Denied::SlotSuspended(slot)))),
        (no_counter, Exclusion::Fault(Fault::Denied(Denied::NoCounter))),
        (steward, Exclusion::Fault(Fault::Denied(Denied::NotMember))),
    ];
    for (ballot, reason) in &expected {
        assert_eq!(why(&hall, &poll, *ballot), *reason);
    }
    let report = hall.report(&poll);
    let mut both = [counted, second];
    both.sort_unstable();
    assert_eq!(report.counted, both);
    assert_eq!(report.excluded.len(), expected.len());
    assert!(report.excluded.is_sorted_by_key(|excluded| excluded.ballot));
    // Everything that was asked is told by the single judge too.
    for (ballot, reason) in expected {
        let Some(fact) = hall.polls.ballots(&poll).iter().find(|fact| fact.id == ballot) else {
            panic!()
        };
        let act = Act::Ballot(Ballot {
            opening: poll,
            counter: fact.counter,
            choices: fact.choices.clone(),
        });
        let judged = hall.polls.judge(&hall.view(), &ballot, &act).err();
        match reason {
            Exclusion::Fault(fault) => assert_eq!(judged, Some(fault)),
            Exclusion::Superseded { .. }
            | Exclusion::OnPaper { .. }
            | Exclusion::NotSealed
            | Exclusion::BodyMissing => {
                assert_eq!(judged, None);
            }
        }
    }
}

#[test]
fn a_seal_takes_exactly_what_was_provisional() {
    let mut hall = Hall::of(6);
    let poll = plain(&mut hall);
    assert!(hall.polls.seal_draft(&hall.view(), &poll).is_some(), "nobody voted: that is a result");
    for who in 1..=6 {
        hall.vote(who, poll, &[who as u16 % 2]);
        hall.vote(1, poll, &[0]);
    }
    let provisional = hall.report(&poll);
    assert_eq!(provisional.status, PollStatus::Open);
    let draft = hall.polls.seal_draft(&hall.view(), &poll).unwrap();
    assert_eq!(read_manifest(&draft.manifest).unwrap(), provisional.counted);
    assert_eq!(draft.seal.manifest, BlobId::from_bytes(sha256(&draft.manifest)));
    assert_eq!((draft.seal.round, draft.seal.ballots), (0, 6));
    assert_eq!(draft.seal.reopenings, []);
    let seal = hall.seal(poll);
    assert_eq!(seal, draft.seal);
    let sealed = hall.report(&poll);
    assert_eq!(sealed.counted, provisional.counted);
    assert_eq!(sealed.status, PollStatus::Sealed { round: 0, manifest: seal.manifest });
    assert_eq!(sealed.ballots, 6);
    // What comes now is in the next draft and not in the count.
    let late = hall.vote(2, poll, &[1]);
    let reopening =
        Reopening { opening: poll, round: 1, reason: Text::new("a late boat").unwrap() };
    let reopening = hall.by_steward(&Act::Reopen(reopening));
    let next = hall.polls.seal_draft(&hall.view(), &poll).unwrap();
    assert_eq!((next.seal.round, next.seal.reopenings), (1, vec![reopening]));
    assert!(read_manifest(&next.manifest).unwrap().contains(&late));
    assert_eq!(why(&hall, &poll, late), Exclusion::NotSealed);
    hall.seal(poll);
    assert!(hall.report(&poll).counted.contains(&late));
}

#[test]
fn rules_that_this_version_does_not_know_stop_the_count_and_say_upgrade() {
    let mut hall = Hall::of(3);
    let (sealed, open) = (plain(&mut hall), plain_again(&mut hall));
    hall.vote(1, sealed, &[0]);
    hall.vote(1, open, &[0]);
    hall.seal(sealed);
    let revision = hall.upgrade(2);
    let ballot = Ballot { opening: open, counter: 1, choices: Choices::Approval(vec![0]) };
    let beyond = hall.cast(2, ballot);
    // What was sealed by rules that are known goes on being counted.
    assert!(hall.report(&sealed).outcome.is_some());
    let report = hall.report(&open);
    assert!(report.outcome.is_none());
    let told = report.uncountable.unwrap();
    assert!(told.contains("rules of version 2") && told.contains("upgrade"), "{told}");
    let needs = Fault::Denied(Denied::NeedsUpgrade { rules: 2 });
    assert_eq!(why(&hall, &open, beyond), Exclusion::Fault(needs));
    assert_eq!(hall.polls.seal_draft(&hall.view(), &open), None);
    // A poll opened under them is not judged.
    let later = hall.ask(SINGLE, counting("plurality", 1, None), &[0, 0]);
    assert_eq!(hall.report(&later).status, PollStatus::Void(needs));
    assert_eq!(hall.tip(), revision);
}

fn plain_again(hall: &mut Hall) -> EntryId {
    let mut opening = hall.opening(SINGLE, counting("plurality", 1, None), &[0, 0]);
    opening.nonce = [5; 16];
    hall.open(opening)
}

#[test]
fn rules_of_a_revision_that_is_not_in_force_stop_nothing() {
    let mut hall = Hall::of(2);
    let poll = plain(&mut hall);
    hall.vote(1, poll, &[0]);
    let revision = participation_acts::Revision {
        parent: hall.tip(),
        changes: vec![Change::Rules(99)],
        reason: Text::new("so").unwrap(),
    };
    let id = revision.id();
    hall.by_steward(&Act::Propose(revision));
    let act =
        Act::Ballot(Ballot { opening: poll, counter: 1, choices: Choices::Approval(vec![1]) });
    hall.put(&Voter::new(2), Some(id), &act);
    assert_eq!(hall.report(&poll).ballots, 1);
    assert!(hall.report(&poll).outcome.is_some());
    hall.seal(poll);
    assert!(hall.report(&poll).outcome.is_some());
}

#[test]
fn a_poll_that_is_not_there_and_one_that_waits_say_so() {
    let mut hall = Hall::of(1);
    let nothing = EntryId::from_bytes([7; 32]);
    assert_eq!(hall.report(&nothing).status, PollStatus::Void(Fault::NotHere));
    let opening = hall.opening(SINGLE, counting("plurality", 1, None), &[0, 0]);
    let blob = opening.roll.frontier;
    let poll = hall.by_steward(&Act::Open(opening));
    assert_eq!(hall.report(&poll).status, PollStatus::WaitsForBlob { blob });
    assert_eq!(hall.polls.wanted().into_iter().collect::<Vec<_>>(), [blob]);
    assert_eq!(hall.polls.seal_draft(&hall.view(), &poll), None);
    // Bytes that are no frontier are none.
    hall.polls.supply(BlobId::from_bytes([1; 32]), b"junk");
    assert_eq!(hall.report(&poll).status, PollStatus::WaitsForBlob { blob });
}

#[test]
fn a_dropped_ballot_is_forgotten_and_the_one_before_it_counts_again() {
    let mut hall = Hall::of(1);
    let poll = plain(&mut hall);
    let first = hall.vote(1, poll, &[0]);
    let second = hall.vote(1, poll, &[1]);
    assert_eq!(hall.report(&poll).counted, [second]);
    hall.polls.forget(&[second].into());
    assert_eq!(hall.report(&poll).counted, [first]);
    assert_eq!(hall.polls.counter(&hall.view(), &poll, &hall.slot(1)), 1);
    assert_eq!(hall.heads_of(1).len(), 2);
}

#[test]
fn what_a_person_replaced_before_the_seal_was_not_left_out_of_it() {
    let mut hall = Hall::of(2);
    let poll = plain(&mut hall);
    let first = hall.vote(1, poll, &[0]);
    let second = hall.vote(1, poll, &[1]);
    hall.seal(poll);
    assert_eq!(hall.report(&poll).counted, [second]);
    assert_eq!(why(&hall, &poll, first), Exclusion::Superseded { by: second });
    // A later word than the one in the seal was left out, or came late.
    let third = hall.vote(1, poll, &[0]);
    assert_eq!(why(&hall, &poll, third), Exclusion::NotSealed);
}
