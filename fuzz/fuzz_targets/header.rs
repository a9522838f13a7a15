//! The protected header of an entry: one encoding each.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_log::Header;

fuzz_target!(|data: &[u8]| {
    let Ok(header) = Header::decode(data) else {
        return;
    };
    assert_eq!(header.encode(), data, "a second encoding of one header");
});
