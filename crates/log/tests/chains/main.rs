//! Chains against a model that knows no tricks: the same set in any order is the same chains.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod drawn;
mod history;
mod model;

use std::collections::BTreeSet;

use participation_log::{Chains, Verified};
use participation_types::{ChainId, EntryId, Frontier, Head, Seq};
use proptest::prelude::*;
use proptest::sample::Index;

use history::{chain_ids, head, history, insert_all, settle, shuffled, steps};
use model::Model;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_order_of_arrival_gives_the_same_chains(
        steps in steps(40),
        keys in prop::collection::vec(any::<u16>(), 64),
        again in prop::collection::vec(any::<Index>(), 0..8),
        named in named(),
    ) {
        let entries = history(&steps, 5);
        let model = Model::of(&entries);
        prop_assert_eq!(model.0.len(), entries.len(), "nothing is left out");
        let mut chains = Chains::new();
        insert_all(&mut chains, &shuffled(&entries, &keys, &again));
        agree(&chains, &model, &entries, &named);
    }

    #[test]
    fn two_nodes_that_give_each_other_what_they_lack_agree(
        steps in steps(24),
        keys in prop::collection::vec(any::<u16>(), 64),
    ) {
        let entries = history(&steps, 5);
        let order = shuffled(&entries, &keys, &[]);
        let (left, right) = order.split_at(order.len() / 2);
        let (mut a, mut b) = (Chains::new(), Chains::new());
        insert_all(&mut a, left);
        insert_all(&mut b, right);
        settle(&mut a, &order);
        settle(&mut b, &entries);
        prop_assert_eq!(a.digest(), b.digest());
        prop_assert_eq!(a.forks(), b.forks());
    }
}

/// Entries that settlements and frontiers name, and how much the place is off that they give.
fn named() -> impl Strategy<Value = Vec<(Index, u8)>> {
    prop::collection::vec((any::<Index>(), prop_oneof![8 => Just(0u8), 2 => 1u8..4]), 0..6)
}

fn heads(entries: &[Verified], named: &[(Index, u8)]) -> Vec<(ChainId, Head)> {
    let one = |(index, off): &(Index, u8)| {
        let entry = index.get(entries);
        let Head { seq, mut id } = head(entry);
        if *off == 2 {
            id = EntryId::from_bytes([9; 32]);
        }
        let seq = if *off == 1 { Seq::new(seq.number() + 1) } else { seq };
        // The head of another device's chain says nothing about this one.
        let other = entries.iter().find(|e| e.entry().chain() != entry.entry().chain());
        let of = other.filter(|_| *off == 3).unwrap_or(entry);
        (of.entry().chain(), Head { seq, id })
    };
    named.iter().map(one).collect()
}

/// Everything that can be asked has the answer of the model.
fn agree(chains: &Chains, model: &Model, entries: &[Verified], named: &[(Index, u8)]) {
    let kept: BTreeSet<EntryId> = model.0.keys().copied().collect();
    assert_eq!(chains.ids().collect::<BTreeSet<_>>(), kept);
    assert_eq!(chains.len(), kept.len());
    assert_eq!(chains.forks(), model.forks());
    let mut again = Chains::new();
    settle(&mut again, entries);
    assert_eq!(chains.digest(), again.digest());

    let settlements = heads(entries, named);
    let frontier = Frontier::new(settlements.iter().copied());
    let resolutions = chains.resolve(&settlements);
    for chain in chain_ids(entries) {
        let standing = model.standing(&chain, &settlements);
        let last = chains.standing_head(&chain, &resolutions).map(|head| head.id);
        let ours: Vec<_> = model.0.iter().filter(|(_, kept)| kept.chain == chain).collect();
        let forked = model.forks().iter().any(|fork| fork.chain == chain);
        assert_eq!(last, standing.last().copied());
        assert_eq!(chains.is_forked(&chain), forked);
        assert_eq!(chains.entries(&chain).collect::<BTreeSet<_>>().len(), ours.len());
        let longest = ours.iter().map(|(_, kept)| kept.seq).max();
        assert_eq!(chains.head(&chain).map(|head| head.seq), longest);
        for (id, kept) in ours {
            let place = chains.place(id).unwrap();
            assert_eq!(resolutions.stands(place), standing.contains(id), "{id:?} stands");
            assert_eq!(chains.within(place, &frontier), model.within(*id, &frontier), "{id:?}");
            assert_eq!((chains.id(place), place.seq()), (Some(*id), kept.seq));
            assert_eq!(chains.chain_of(place), Some(chain));
            let header = entries.iter().find(|e| e.entry().id() == *id).unwrap().entry().header();
            assert_eq!(chains.revision(place), header.revision);
            assert!(
                header.revision.is_none_or(|named| {
                    chains.revisions_named().any(|pair| pair == (header.author, named))
                }),
                "{id:?} names a revision that is not told"
            );
        }
    }
}
