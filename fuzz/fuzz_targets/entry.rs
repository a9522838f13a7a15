//! A travelling entry: what is read is written back byte for byte, and its parts agree with it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_log::Entry;

fuzz_target!(|data: &[u8]| {
    if let Ok(signed) = Entry::parse_signed(data) {
        assert_eq!(signed.to_signed(), data, "a second encoding of one signed part");
    }
    let Ok(entry) = Entry::parse(data) else {
        return;
    };
    assert_eq!(entry.to_bytes(), data, "a second encoding of one entry");
    let signed = Entry::parse_signed(&entry.to_signed()).expect("the signed part stands alone");
    assert_eq!(signed.id(), entry.id(), "the body changed the id");
    // Nobody signs for the fuzzer: what holds is a seed.
    let _ = entry.verify();
});
