use participation_media::{Accepted, MAX_NAME, MediaType, Policy, accept};
use proptest::prelude::*;

use crate::files::*;

/// A beginning of each kind, so that arbitrary bytes come past the first look.
fn beginnings() -> Vec<Vec<u8>> {
    vec![
        Vec::new(),
        png(),
        jpeg(),
        with_exif(&jpeg(), 6),
        gif(),
        webp(),
        lossy_webp(),
        PDF.to_vec(),
        CALENDAR.to_vec(),
        zip(&DOCX, None),
        zip(&ODT, None),
        b"<svg onload=alert(1)>".to_vec(),
        b"<html>".to_vec(),
    ]
}

fn small() -> Policy {
    Policy { max_bytes: 1 << 20, max_pixels: 1 << 16, max_edge: 64, ..Policy::default() }
}

fn sound(accepted: &Accepted) -> Result<(), TestCaseError> {
    let lower = String::from_utf8_lossy(&accepted.bytes).to_ascii_lowercase();
    let start = lower.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{c}']);
    prop_assert!(!start.starts_with('<'));
    if accepted.bytes.is_ascii() {
        prop_assert!(!lower.contains("<svg") && !lower.contains("<html"));
    }
    prop_assert!(accepted.name.len() <= MAX_NAME);
    prop_assert!(accepted.name.ends_with(accepted.media_type.extension()));
    let hostile = accepted.name.contains(['/', '\\', '\0', '\u{202e}']);
    prop_assert!(!hostile);
    prop_assert_eq!(accepted.media_type.is_picture(), accepted.size.is_some());
    if let Some((width, height)) = accepted.size {
        prop_assert!((1..=64).contains(&width) && (1..=64).contains(&height));
        prop_assert!(matches!(accepted.media_type, MediaType::Png | MediaType::Jpeg));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn arbitrary_bytes_never_panic_and_never_come_out_as_a_page(
        which in 0usize..13,
        cut in 0usize..400,
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        rest in any::<bool>(),
        name in ".{0,40}",
        mime in prop::option::of("[a-z]{1,8}/[a-z+]{1,8}"),
    ) {
        let begin = &beginnings()[which];
        let cut = cut.min(begin.len());
        let after = (cut + bytes.len()).min(begin.len());
        let tail = if rest { &begin[after..] } else { &[] };
        let file = [&begin[..cut], &bytes, tail].concat();
        if let Ok(accepted) = accept(&file, "file", None, &small()) {
            sound(&accepted)?;
        }
        if let Ok(accepted) = accept(&file, &name, mime.as_deref(), &small()) {
            sound(&accepted)?;
        }
    }

    #[test]
    fn a_picture_with_changed_bytes_never_panics(
        which in 1usize..7,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = beginnings().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(accepted) = accept(&file, "file", None, &small()) {
            sound(&accepted)?;
        }
    }
}
