//! Erasure of ballots after their time.

use participation::{
    Act, Community, EntryId, Error, Exclusion, Lane, MemoryStore, PollStatus, Timestamp,
};
use participation_acts::Seal;

use crate::delivery::{carry, copy, entries};
use crate::races_ballots::why;
use crate::village::{Village, tip, village};

const DAY: u64 = 24 * 60 * 60 * 1000;

fn refusal(v: &mut Village, ballot: &EntryId, now: u64) -> String {
    let refused = v.node.erase_ballot(ballot, Timestamp::from_millis(now)).unwrap_err();
    assert!(matches!(refused, Error::NotErasable { .. }));
    refused.to_string()
}

#[test]
fn a_ballot_is_kept_until_its_poll_is_sealed_and_the_days_are_over() {
    let mut v = village(2);
    let poll = v.ask();
    let ballot = v.vote(0, poll, 0);
    let digest = v.node.digest();
    assert!(refusal(&mut v, &ballot, u64::MAX).contains("not sealed"));
    v.stewards[1].clock += 10 * DAY;
    v.seal(poll);
    let sealed = v.stewards[1].clock;
    assert!(refusal(&mut v, &ballot, sealed + 30 * DAY - 1).contains("longer"));
    // Neither a member's void seal nor one steward's clock keeps ballots for ever.
    let Some(Act::Seal(seal)) =
        v.node.act(&v.node.report(&poll).unwrap().seals[0].signatures[0]).unwrap()
    else {
        panic!()
    };
    v.people[1].clock = u64::MAX >> 1;
    let revision = Some(tip(&v.node));
    let head = v.node.view().standing_head(&v.people[1].chain(Lane::Authority));
    let (_, void) = v.people[1].forge(&v.node, head, revision, &Act::Seal(seal.clone()));
    v.stewards[2].clock = u64::MAX >> 1;
    let head = v.node.view().standing_head(&v.stewards[2].chain(Lane::Authority));
    let act = Act::Seal(Seal { ..seal });
    let (_, future) = v.stewards[2].forge(&v.node, head, revision, &act);
    assert_eq!(v.node.ingest(&[void, future]).unwrap().added, 2);

    let before = v.node.digest();
    assert_ne!(before, digest);
    v.node.erase_ballot(&ballot, Timestamp::from_millis(sealed + 30 * DAY)).unwrap();
    assert_eq!(v.node.digest(), before, "the set is the same");
    let check = |node: &Community<MemoryStore>| {
        let report = node.report(&poll).unwrap();
        assert!(matches!(report.status, PollStatus::Sealed { .. }));
        assert_eq!(why(&report, ballot), Some(Exclusion::BodyMissing));
        assert!(report.outcome.is_none(), "no number rather than a wrong one");
        assert!(report.uncountable.unwrap().contains("erased"));
        assert_eq!(node.act(&ballot).unwrap(), None);
    };
    check(&v.node);
    let store = v.node.into_store();
    check(&Community::open(store).unwrap());
}

#[test]
fn a_sealer_whose_clock_is_ahead_keeps_no_ballot_for_ever() {
    for ahead in 0..2 {
        let mut v = village(1);
        let poll = v.ask();
        let ballot = v.vote(0, poll, 0);
        v.stewards[ahead].clock = u64::MAX >> 1;
        v.seal(poll);
        let sealed = v.stewards[1 - ahead].clock;
        assert!(refusal(&mut v, &ballot, sealed + 30 * DAY - 1).contains("longer"));
        v.node.erase_ballot(&ballot, Timestamp::from_millis(sealed + 30 * DAY)).unwrap();
    }
    // And one whose clock is behind lets none go early.
    let mut v = village(1);
    let poll = v.ask();
    let ballot = v.vote(0, poll, 0);
    v.stewards[0].clock = 0;
    v.seal(poll);
    let sealed = v.stewards[1].clock;
    assert!(refusal(&mut v, &ballot, sealed + 30 * DAY - 1).contains("longer"));
}

#[test]
fn an_erased_body_does_not_come_back() {
    let mut v = village(1);
    let poll = v.ask();
    let ballot = v.vote(0, poll, 0);
    v.seal(poll);
    let other = copy(&v.node);
    v.node.erase_ballot(&ballot, Timestamp::from_millis(v.stewards[0].clock + 31 * DAY)).unwrap();
    carry(&other, &mut v.node);
    let bundle = crate::histories::bundle(&other);
    let checked = v.node.check_bundle(&mut bundle.as_slice()).unwrap();
    assert_eq!(v.node.import(&mut bundle.as_slice(), &checked).unwrap().added, 0);
    assert_eq!(v.node.act(&ballot).unwrap(), None);
    assert!(v.node.report(&poll).unwrap().outcome.is_none());
    let audit = v.node.audit().unwrap();
    assert!(audit.is_clean(), "{:?}", audit.differences);
    assert_eq!(audit.without_body, 1);
    // To others it travels without its body, and they keep theirs.
    let mut other = other;
    carry(&v.node, &mut other);
    assert!(other.report(&poll).unwrap().outcome.is_some());
}

#[test]
fn what_rights_rest_on_is_not_erased() {
    let mut v = village(1);
    let poll = v.ask();
    let refused = refusal(&mut v, &poll, u64::MAX);
    assert!(refused.contains("rights rest on"), "{refused}");
    let nothing = EntryId::from_bytes([1; 32]);
    let refused = v.node.erase_ballot(&nothing, Timestamp::from_millis(0)).unwrap_err();
    assert!(matches!(refused, Error::NoSuchEntry(_)));
}

// A relay keeps back the body of a ballot: the set is whole, the vote is missing. Whoever has
// the body brings it, and it counts.
#[test]
fn a_body_that_was_kept_back_is_taken_in_when_it_comes() {
    let mut v = village(2);
    let poll = v.ask();
    let ballot = v.vote(0, poll, 0);
    let whole = entries(&v.node);
    let stripped: Vec<Vec<u8>> = whole
        .iter()
        .map(|bytes| {
            let entry = participation::Entry::parse(bytes).unwrap();
            if entry.id() != ballot {
                return bytes.clone();
            }
            let bare = participation::Entry::parse_signed(&entry.to_signed()).unwrap();
            bare.to_bytes()
        })
        .collect();
    for batch in [1, 1000] {
        let mut node = crate::delivery::empty(v.node.id());
        for part in stripped.chunks(batch) {
            assert_eq!(node.ingest(part).unwrap().rejected, []);
        }
        for blob in crate::delivery::blobs(&v.node) {
            node.put_blob(&blob).unwrap();
        }
        assert_eq!(node.digest(), v.node.digest());
        assert_eq!(node.report(&poll).unwrap().ballots, 0);
        // From the wire, or after a restart.
        if batch == 1 {
            node = Community::open(node.into_store()).unwrap();
        }
        assert_eq!(node.ingest(&whole).unwrap().known, whole.len());
        assert_eq!(node.report(&poll).unwrap().counted, [ballot]);
        assert_eq!(node.view_digest(), v.node.view_digest());
        let node = Community::open(node.into_store()).unwrap();
        assert_eq!(node.report(&poll).unwrap().counted, [ballot]);
    }
}

#[test]
fn a_body_that_comes_twice_at_once_is_one_ballot() {
    let mut v = village(1);
    let poll = v.ask();
    let ballot = v.vote(0, poll, 0);
    let whole = entries(&v.node);
    let bare = |bytes: &Vec<u8>| {
        let entry = participation::Entry::parse(bytes).unwrap();
        let bare = participation::Entry::parse_signed(&entry.to_signed()).unwrap();
        if entry.id() == ballot { bare.to_bytes() } else { bytes.clone() }
    };
    let mut node = crate::delivery::empty(v.node.id());
    assert_eq!(node.ingest(&whole.iter().map(bare).collect::<Vec<_>>()).unwrap().rejected, []);
    for blob in crate::delivery::blobs(&v.node) {
        node.put_blob(&blob).unwrap();
    }
    assert_eq!(node.without_body(), 1);
    let twice: Vec<Vec<u8>> = whole.iter().chain(&whole).cloned().collect();
    assert_eq!(node.ingest(&twice).unwrap().added, 0);
    assert_eq!(node.without_body(), 0);
    let report = node.report(&poll).unwrap();
    assert_eq!((report.counted, report.excluded), (vec![ballot], vec![]));
}

#[test]
fn of_many_ballots_all_are_erased_or_none() {
    let mut v = village(2);
    let (old, new) = (v.ask(), v.ask());
    let ballots = [v.vote(0, old, 0), v.vote(1, old, 1)];
    let open = v.vote(0, new, 0);
    v.seal(old);
    let now = Timestamp::from_millis(v.stewards.iter().map(|s| s.clock).max().unwrap() + 31 * DAY);
    let refused = v.node.erase_ballots(&[ballots[0], open, ballots[1]], now).unwrap_err();
    assert!(matches!(refused, Error::NotErasable { id, .. } if id == open));
    assert!(ballots.iter().all(|id| v.node.act(id).unwrap().is_some()));
    v.node.erase_ballots(&ballots, now).unwrap();
    assert!(ballots.iter().all(|id| v.node.act(id).unwrap().is_none()));
    assert!(v.node.act(&open).unwrap().is_some());
    assert_eq!(v.node.report(&old).unwrap().excluded.len(), 2);
    assert_eq!(v.node.report(&new).unwrap().counted, [open]);
}
