//! The file of a keystore up to its passphrase: an empty one is refused after the header was read
//! and before any key is derived, so that each input costs microseconds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_keys::Keystore;

fuzz_target!(|data: &[u8]| {
    assert!(Keystore::open(data, "").is_err(), "a keystore opened without a passphrase");
});
