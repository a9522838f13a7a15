//! A bundle: any bytes are refused without a panic, or hold what their head says. The digest at
//! its end is put right, so that what is inside is reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation::{Community, MemoryStore, bundle_community};
use participation_types::{Hasher, to_canonical};

fuzz_target!(|data: &[u8]| {
    let mut bytes = data.to_vec();
    let digest = Hasher::new("participation/bundle/1").with(&bytes).finish();
    bytes.extend(to_canonical(|w| {
        w.bytes(&digest);
    }));
    let Ok(id) = bundle_community(&mut bytes.as_slice()) else { return };
    let Ok(mut home) = Community::begin(MemoryStore::new(), id) else { return };
    if let Ok(checked) = home.check_bundle(&mut bytes.as_slice()) {
        let taken = home.import(&mut bytes.as_slice(), &checked);
        let taken = taken.expect("a bundle that was checked is taken in");
        assert!(taken.rejected.is_empty(), "a checked bundle holds a bad entry");
        assert_eq!(home.pending(), 0);
    }
});
