//! The manifest of a seal: one list of ids for each string of bytes, and the other way round.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_acts::{manifest_bytes, read_manifest};

fuzz_target!(|data: &[u8]| {
    let Some(ids) = read_manifest(data) else {
        return;
    };
    assert_eq!(ids.len() * 32, data.len());
    assert_eq!(manifest_bytes(ids), data, "a second encoding of one manifest");
});
