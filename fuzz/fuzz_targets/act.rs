//! The body of an entry: one encoding for each act, and no signature inside it can make us panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_acts::{Act, Kind};
use participation_types::{CommunityId, DeviceKey};

fuzz_target!(|data: &[u8]| {
    let Ok(act) = Act::decode(data) else { return };
    if act.kind() == Kind::Unknown {
        return; // kept as it came, never encoded anew
    }
    assert_eq!(act.encode(), data, "a second encoding of one act");
    let _ = act.prove(&CommunityId::from_bytes([1; 32]), &DeviceKey::from_bytes([2; 32]));
});
