//! A sealed envelope, opened by one of its recipients: whatever opens is a message that could have
//! been sealed, and everything else is an error that can be told.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use participation_keys::{MAX_ENVELOPE, MAX_MESSAGE, MemberSecret, Seed, open_envelope};
use participation_types::CommunityId;

/// The one to whom the seed is sealed.
static SECRET: LazyLock<MemberSecret> =
    LazyLock::new(|| Seed::from_bytes(&[5; 32]).member(&CommunityId::from_bytes([1; 32])));

fuzz_target!(|data: &[u8]| match open_envelope(data, &SECRET, b"fuzz") {
    Ok(message) => {
        assert!(data.len() <= MAX_ENVELOPE && message.len() <= MAX_MESSAGE);
        assert!(
            open_envelope(data, &SECRET, b"elsewhere").is_err(),
            "an envelope that opens anywhere"
        );
    }
    Err(error) => {
        let _ = error.to_string();
    }
});
