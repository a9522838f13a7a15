//! A file that somebody attaches: a line with its name, a line with its type, and its bytes. What
//! is accepted keeps its promises, and is accepted again as what it then is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_media::{MAX_NAME, Policy, accept};

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let (Some(name), Some(kind), Some(bytes)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    let (name, kind) = (String::from_utf8_lossy(name), String::from_utf8_lossy(kind));
    let claimed = (!kind.is_empty()).then_some(&*kind);
    // Few pixels: a picture that is decoded takes time in proportion to them.
    let policy = Policy { max_pixels: 65_536, max_edge: 128, ..Policy::default() };
    let accepted = match accept(bytes, &name, claimed, &policy) {
        Ok(accepted) => accepted,
        Err(error) => {
            let _ = error.to_string();
            return;
        }
    };
    assert!(accepted.name.len() <= MAX_NAME, "a name that is too long");
    assert!(!accepted.name.contains(['/', '\\', '\0', '\n', '\u{202e}']), "an unsafe name");
    let (width, height) = accepted.size.unwrap_or_default();
    assert!(width <= policy.max_edge && height <= policy.max_edge, "a picture that is too large");
    let again = accept(&accepted.bytes, &accepted.name, Some(accepted.media_type.mime()), &policy);
    let again = again.expect("what was accepted is acceptable");
    assert_eq!(again.media_type, accepted.media_type, "another type at the second look");
    assert_eq!(again.name, accepted.name, "another name at the second look");
});
