//! Offers what it does not give, gives headers without their bodies, and no file.

use participation::Entry;

use crate::adversaries::{Kind, Mischief, is_harmless};

#[derive(Debug)]
pub(crate) struct Withholder;

impl Mischief for Withholder {
    fn gives(&self, entries: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let given = entries.into_iter().filter_map(|bytes| {
            let entry = Entry::parse(&bytes).unwrap();
            match entry.id().as_bytes()[0] % 4 {
                0 => None,
                1 => Some(bytes),
                _ => Some(Entry::parse_signed(&entry.to_signed()).unwrap().to_bytes()),
            }
        });
        given.collect()
    }

    fn gives_blobs(&self) -> bool {
        false
    }

    fn dials(&self) -> usize {
        2
    }
}

#[test]
fn what_a_withholder_withholds_is_had_from_others() {
    is_harmless(Kind::Withholder);
}
