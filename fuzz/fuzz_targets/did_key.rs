//! A `did:key`: one text for each key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_keys::DidKey;
use participation_types::MemberKey;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(key) = MemberKey::from_did(text) else {
        return;
    };
    assert_eq!(key.to_did(), text, "a second text for one key");
});
