//! Sets of made-up items, and two sides that compare theirs until nothing is left to say.

use std::collections::BTreeSet;

use participation_sync::ranges::{OutOfBudget, Ranges, Reply, Want, Work, first, reconcile};
use participation_sync::{Index, Item, Key, SessionKey};
use participation_types::{EntryId, Lane, Reader, Timestamp, to_canonical};

/// A fixed sequence that looks like chance (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn id(&mut self) -> EntryId {
        let words: Vec<u8> = (0..4).flat_map(|_| self.roll().to_be_bytes()).collect();
        EntryId::from_bytes(words.try_into().unwrap())
    }
}

pub(crate) fn key(lane: Lane, time: u64, id: EntryId) -> Key {
    Key { lane, time: Timestamp::from_millis(time), id }
}

pub(crate) fn index<'k>(keys: impl IntoIterator<Item = &'k Key>) -> Index {
    let mut index = Index::new();
    for (key, arrival) in keys.into_iter().zip(0..) {
        index.insert(Item { key: *key, arrival });
    }
    index
}

/// One of two nodes.
pub(crate) struct Side {
    pub(crate) index: Index,
    pub(crate) key: SessionKey,
    pub(crate) work: Work,
    /// What the other side was found to have more.
    pub(crate) learned: BTreeSet<Key>,
}

impl Side {
    pub(crate) fn new(index: Index) -> Self {
        let key = SessionKey::from_bytes(*b"sixteen bytes it");
        Self { index, key, work: Work::new(u64::MAX), learned: BTreeSet::new() }
    }

    pub(crate) fn first(&mut self) -> Ranges {
        first(&self.index, &self.key, &mut self.work).unwrap()
    }

    pub(crate) fn answer(&mut self, incoming: &Ranges) -> Result<Reply, OutOfBudget> {
        reconcile(&self.index, &self.key, incoming, &mut self.work)
    }

    pub(crate) fn find(&mut self, want: &Want) -> Vec<Item> {
        want.find(&self.index, &self.key, &mut self.work).unwrap()
    }
}

/// What is read back from a message's bytes, and their number.
pub(crate) fn carry(ranges: &Ranges) -> (Ranges, usize) {
    let bytes = to_canonical(|w| ranges.write(w));
    let mut reader = Reader::new(&bytes);
    let read = Ranges::read(&mut reader).unwrap();
    assert_eq!(reader.end(), Ok(()));
    assert_eq!(&read, ranges);
    (read, bytes.len())
}

/// Gives both sides what a reply has found.
pub(crate) fn hand_over(reply: &Reply, here: &mut Side, there: &mut Side) {
    for want in &reply.want {
        let bytes = to_canonical(|w| want.write(w));
        let want = Want::read(&mut Reader::new(&bytes)).unwrap();
        here.learned.extend(there.find(&want).iter().map(|item| item.key));
    }
    for lack in &reply.lacks {
        let items = here.index.range(lack.first..=lack.last).map(|item| item.key);
        there.learned.extend(items);
    }
}

/// Two sides that have nothing left to compare, in the order in which they began.
pub(crate) struct Met {
    pub(crate) sides: [Side; 2],
    pub(crate) messages: usize,
    /// Of the messages, without what is asked for.
    pub(crate) bytes: usize,
}

/// Compares the sets of two sides, giving neither what it lacks. `meanwhile` happens before each
/// answer, to the side that gives it.
pub(crate) fn meet(
    [mut here, mut there]: [Side; 2],
    mut meanwhile: impl FnMut(usize, &mut Side),
) -> Met {
    let mut message = here.first();
    let [mut messages, mut bytes] = [1, 0];
    while !message.is_empty() {
        assert!(messages < 400, "two sides that do not come to an end");
        std::mem::swap(&mut here, &mut there);
        meanwhile(messages, &mut here);
        let (read, size) = carry(&message);
        bytes += size;
        let reply = here.answer(&read).unwrap();
        hand_over(&reply, &mut here, &mut there);
        message = reply.answer;
        messages += 1;
    }
    let sides = if messages % 2 == 1 { [here, there] } else { [there, here] };
    Met { sides, messages, bytes }
}

/// The keys of a side's index.
pub(crate) fn keys(side: &Side) -> BTreeSet<Key> {
    side.index.range(..).map(|item| item.key).collect()
}
