//! What stands for the numbers and names of Decidim where it never knew anything: its ids are
//! integers.

use std::collections::{BTreeMap, BTreeSet};

use participation_types::EntryId;

/// Bits of a number: what a spreadsheet or a script with floating numbers keeps exactly.
const BITS: u32 = 53;

/// The number of something that was made here: the first eight bytes of its id as a big-endian
/// integer without its upper eleven bits, and 1 for 0.
pub(crate) fn number(id: &[u8; 32]) -> u64 {
    let first = id.first_chunk::<8>().map_or(0, |first| u64::from_be_bytes(*first));
    (first & ((1 << BITS) - 1)).max(1)
}

/// Numbers of one table: each entry has one, no two the same. What was imported keeps its own, and
/// of two that would be alike the entry with the higher id takes the next that is free.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    taken: BTreeSet<u64>,
    of: BTreeMap<EntryId, u64>,
}

impl Numbers {
    /// The numbers of entries, with the number that each had elsewhere.
    pub(crate) fn of(mut entries: Vec<(EntryId, Option<u64>)>) -> Self {
        entries.sort_unstable_by_key(|(id, elsewhere)| (elsewhere.is_none(), *id));
        let mut numbers = Self::default();
        for (id, elsewhere) in entries {
            let mut number = elsewhere.filter(|n| *n > 0).unwrap_or_else(|| number(id.as_bytes()));
            while !numbers.taken.insert(number) {
                number = number.checked_add(1).unwrap_or(1);
            }
            numbers.of.insert(id, number);
        }
        numbers
    }

    /// The number of an entry; what is in no table has the one it would have.
    pub(crate) fn get(&self, id: &EntryId) -> u64 {
        self.of.get(id).copied().unwrap_or_else(|| number(id.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_entries_have_one_number() {
        let id = |byte: u8, last: u8| {
            let mut id = [byte; 32];
            id[31] = last;
            EntryId::from_bytes(id)
        };
        assert_eq!(number(&[0xff; 32]), (1 << 53) - 1);
        assert_eq!(number(&[0; 32]), 1);
        let plain = number(&[7; 32]);
        let all = vec![(id(7, 2), None), (id(7, 1), None), (id(9, 0), Some(plain))];
        let numbers = Numbers::of(all);
        assert_eq!(numbers.get(&id(9, 0)), plain, "what was imported keeps its number");
        assert_eq!(numbers.get(&id(7, 1)), plain + 1);
        assert_eq!(numbers.get(&id(7, 2)), plain + 2);
    }
}
