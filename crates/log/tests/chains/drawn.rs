//! Histories small enough to draw.

use ed25519_dalek::SigningKey;
use participation_log::{Chains, Draft, Insertion, Verified};
use participation_types::{CommunityId, Frontier, Lane, Timestamp};

use crate::history::head;

/// An entry of device `device` upon another; `salt` makes siblings differ.
fn entry(device: u8, lane: Lane, after: Option<&Verified>, claimed: u64) -> Verified {
    let draft = Draft {
        community: CommunityId::from_bytes([1; 32]),
        lane,
        after: after.map(head),
        revision: None,
        claimed: Timestamp::from_millis(claimed),
    };
    let key = SigningKey::from_bytes(&[device; 32]);
    draft.sign(&key, [0; 16], vec![0]).unwrap()
}

fn content(after: Option<&Verified>, claimed: u64) -> Verified {
    entry(1, Lane::Content, after, claimed)
}

fn all<'a>(entries: impl IntoIterator<Item = &'a Verified>) -> Chains {
    let mut chains = Chains::new();
    for entry in entries {
        let outcome = chains.insert(entry);
        assert!(matches!(outcome, Insertion::Added(_) | Insertion::Forked { .. }), "{outcome:?}");
    }
    chains
}

#[test]
fn an_entry_upon_another_chain_or_another_place_is_broken() {
    let (first, other) = (content(None, 0), entry(2, Lane::Content, None, 0));
    let lane = entry(1, Lane::Ballots, None, 0);
    let second = content(Some(&first), 1);
    let mut chains = all([&first, &other, &lane, &second]);
    let before = chains.digest();
    // Upon the chain of another device, and upon the same device's chain of another lane.
    for wrong in [&other, &lane] {
        let entry = content(Some(wrong), 2);
        assert_eq!(chains.insert(&entry), Insertion::Broken { prev: wrong.entry().id() });
    }
    // Place 1 again, upon place 1: the header says place 2 and the predecessor has place 0.
    let mut skipping = head(&first);
    skipping.seq = participation_types::Seq::new(4);
    let draft = Draft {
        community: CommunityId::from_bytes([1; 32]),
        lane: Lane::Content,
        after: Some(skipping),
        revision: None,
        claimed: Timestamp::default(),
    };
    let skips = draft.sign(&SigningKey::from_bytes(&[1; 32]), [0; 16], vec![0]).unwrap();
    assert_eq!(chains.insert(&skips), Insertion::Broken { prev: first.entry().id() });
    assert_eq!(chains.digest(), before);
}

#[test]
fn an_entry_waits_for_its_predecessor() {
    let first = content(None, 0);
    let second = content(Some(&first), 1);
    let mut chains = Chains::new();
    assert_eq!(chains.insert(&second), Insertion::Waits { prev: first.entry().id() });
    assert!(chains.is_empty());
    assert!(matches!(chains.insert(&first), Insertion::Added(_)));
    assert!(matches!(chains.insert(&second), Insertion::Added(_)));
}

#[test]
fn from_a_fork_on_nothing_stands_until_it_is_settled() {
    // root ── a ── a2
    //     └── b ── b2
    let root = content(None, 0);
    let (a, b) = (content(Some(&root), 1), content(Some(&root), 2));
    let (a2, b2) = (content(Some(&a), 3), content(Some(&b), 4));
    let chains = all([&root, &b, &a, &a2, &b2]);
    let place = |entry: &Verified| chains.place(&entry.entry().id()).unwrap();
    let standing = |settlements: &[_]| {
        let resolutions = chains.resolve(settlements);
        [&root, &a, &b, &a2, &b2].map(|entry| resolutions.stands(place(entry)))
    };
    let chain = root.entry().chain();
    assert_eq!(standing(&[]), [true, false, false, false, false]);
    assert_eq!(standing(&[(chain, head(&a))]), [true, true, false, true, false]);
    assert_eq!(standing(&[(chain, head(&b2))]), [true, false, true, false, true]);
    // Place before id: a, at the lower place, holds against b2 whatever their ids.
    let both = [(chain, head(&b2)), (chain, head(&a))];
    assert_eq!(standing(&both), [true, true, false, true, false]);
    // Of two at one place the lower id holds.
    let low = if a.entry().id() < b.entry().id() { &a } else { &b };
    let both = [(chain, head(&a)), (chain, head(&b))];
    assert_eq!(standing(&both), standing(&[(chain, head(low))]));
}

#[test]
fn a_settled_chain_that_forks_again_stands_up_to_the_new_fork() {
    // root ── a ── a2 ── c
    //     └── b      └── d
    let root = content(None, 0);
    let (a, b) = (content(Some(&root), 1), content(Some(&root), 2));
    let a2 = content(Some(&a), 3);
    let (c, d) = (content(Some(&a2), 4), content(Some(&a2), 5));
    let chains = all([&root, &b, &a, &a2, &c, &d]);
    let chain = root.entry().chain();
    let resolutions = chains.resolve(&[(chain, head(&a))]);
    assert_eq!(chains.standing_head(&chain, &resolutions), Some(head(&a2)));
    let resolutions = chains.resolve(&[(chain, head(&a)), (chain, head(&d))]);
    assert_eq!(chains.standing_head(&chain, &resolutions), Some(head(&d)));
}

#[test]
fn a_frontier_takes_in_its_own_branch_and_no_other() {
    // root ── a ── a2
    //     └── b
    let root = content(None, 0);
    let (a, b) = (content(Some(&root), 1), content(Some(&root), 2));
    let a2 = content(Some(&a), 3);
    let chains = all([&root, &a, &b, &a2]);
    let within = |listed: &Verified| {
        let frontier = Frontier::new([(listed.entry().chain(), head(listed))]);
        [&root, &a, &b, &a2]
            .map(|entry| chains.within(chains.place(&entry.entry().id()).unwrap(), &frontier))
    };
    assert_eq!(within(&root), [true, false, false, false]);
    assert_eq!(within(&a2), [true, true, false, true]);
    assert_eq!(within(&b), [true, false, true, false]);
    // A chain that is not listed has nothing within.
    assert_eq!(within(&entry(2, Lane::Content, None, 0)), [false; 4]);
    // A head that is not here: its past is whatever stands below its place.
    let unknown = content(Some(&a), 99);
    assert_eq!(within(&unknown), [true, true, true, false]);
}

#[test]
fn a_third_at_a_place_is_kept_and_the_two_lowest_are_shown() {
    let root = content(None, 0);
    let mut siblings: Vec<Verified> = (1..=3).map(|n| content(Some(&root), n)).collect();
    siblings.sort_by_key(|entry| entry.entry().id());
    let [low, middle, high] = &siblings[..] else { panic!("three siblings") };
    let after = content(Some(high), 9);
    let mut chains = all([&root, high, &after, middle]);
    assert!(matches!(chains.insert(low), Insertion::Forked(_)));
    // Nothing that was admitted goes: what built upon it elsewhere would stand on nothing.
    for entry in [&root, low, middle, high, &after] {
        assert!(chains.place(&entry.entry().id()).is_some());
    }
    let [fork] = chains.forks()[..] else { panic!("one fork") };
    assert_eq!((fork.low, fork.high), (low.entry().id(), middle.entry().id()));
    // Any of the three can be the one that goes on.
    let chain = root.entry().chain();
    for (settled, last) in [(low, low), (middle, middle), (high, high), (&after, &after)] {
        let resolutions = chains.resolve(&[(chain, head(settled))]);
        let head = chains.standing_head(&chain, &resolutions).map(|head| head.id);
        let expected = if settled.entry().id() == high.entry().id() { &after } else { last };
        assert_eq!(head, Some(expected.entry().id()));
    }
}

#[test]
fn every_chain_is_listed_with_its_head() {
    let none = Chains::new();
    assert!(none.is_empty() && none.heads().next().is_none());
    let first = entry(1, Lane::Content, None, 0);
    let second = entry(1, Lane::Content, Some(&first), 1);
    let other = entry(2, Lane::Ballots, None, 2);
    let chains = all([&first, &second, &other]);
    assert!(!chains.is_empty());
    let mut heads: Vec<_> = chains.heads().collect();
    let mut expected = [&second, &other].map(|drawn| (drawn.entry().chain(), head(drawn)));
    heads.sort_unstable();
    expected.sort_unstable();
    assert_eq!(heads, expected);
}
