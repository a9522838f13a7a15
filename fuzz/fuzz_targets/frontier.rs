//! A frontier: one encoding each, and a list no longer than its bound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_types::{Frontier, Reader, to_canonical};

fuzz_target!(|data: &[u8]| {
    let mut reader = Reader::new(data);
    let Ok(frontier) = Frontier::read(&mut reader) else {
        return;
    };
    if reader.end().is_err() {
        return;
    }
    assert!(frontier.len() <= Frontier::MAX_CHAINS);
    assert_eq!(to_canonical(|w| frontier.write(w)), data, "a second encoding of one frontier");
});
