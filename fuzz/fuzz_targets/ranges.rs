//! Ranges and what is sought in them, by the first byte: one encoding each, and answering them
//! costs no more than the budget, which the second byte sets.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use participation_sync::ranges::{MAX_RANGES, MAX_SHORT_IDS, Ranges, Want, Work, reconcile};
use participation_sync::{Index, Item, Key, SessionKey};
use participation_types::{EntryId, Lane, Reader, Timestamp, Writer, sha256, to_canonical};

/// Items of the set that answers.
const ITEMS: u32 = 300;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::new();
    for n in 0..ITEMS {
        let lane = Lane::ALL[(n % 3) as usize];
        let time = Timestamp::from_millis(u64::from(n / 7) << 20);
        let id = EntryId::from_bytes(sha256(&n.to_be_bytes()));
        index.insert(Item { key: Key { lane, time, id }, arrival: n });
    }
    index
});

fuzz_target!(|data: &[u8]| {
    let [what, budget, data @ ..] = data else { return };
    let budget = u64::from(*budget) * 16;
    let mut work = Work::new(budget);
    let key = SessionKey::from_bytes([7; 16]);
    let mut reader = Reader::new(data);
    if what & 1 == 0 {
        let Ok(incoming) = Ranges::read(&mut reader) else { return };
        again(&mut reader, data, |w| incoming.write(w));
        let Ok(reply) = reconcile(&INDEX, &key, &incoming, &mut work) else { return };
        assert!(incoming.iter().len() as u64 + work.left() <= budget, "a range that costs nothing");
        assert!(reply.answer.iter().len() <= MAX_RANGES, "more ranges than a message may have");
        assert!(reply.answer.short_ids() <= MAX_SHORT_IDS, "more short ids than it may have");
        let answer = to_canonical(|w| reply.answer.write(w));
        assert_eq!(Ranges::read(&mut Reader::new(&answer)).as_ref(), Ok(&reply.answer));
        let wanted: usize = reply.want.iter().map(|want| want.ids().len()).sum();
        assert!(wanted <= incoming.short_ids(), "it wants what nobody listed");
        assert!(reply.want.len() <= incoming.iter().len(), "it wants more than once");
        for want in &reply.want {
            let bytes = to_canonical(|w| want.write(w));
            assert_eq!(Want::read(&mut Reader::new(&bytes)).as_ref(), Ok(want));
        }
        let lacks: u64 = reply.lacks.iter().map(|lack| lack.count).sum();
        assert!(lacks <= u64::from(ITEMS), "more is lacking than there is");
        assert!(reply.lacks.iter().all(|lack| lack.count > 0 && lack.first <= lack.last));
    } else {
        let Ok(want) = Want::read(&mut reader) else { return };
        again(&mut reader, data, |w| want.write(w));
        let Ok(found) = want.find(&INDEX, &key, &mut work) else { return };
        assert!(work.left() < budget, "a search that costs nothing");
        let asked = |item: &Item| want.ids().contains(&key.short(&item.key.id));
        assert!(found.iter().all(asked), "found what nobody asked for");
        assert!(found.is_sorted_by(|one, next| one.key < next.key));
    }
});

/// What was read is written back as the bytes that it was read from.
fn again(reader: &mut Reader<'_>, data: &[u8], write: impl FnOnce(&mut Writer)) {
    assert_eq!(to_canonical(write), data[..reader.position()], "a second encoding");
}
