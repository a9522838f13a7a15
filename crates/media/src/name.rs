//! Names that can be shown, offered as a download and stored on any system.

use crate::MAX_NAME;
use crate::kind::MediaType;

/// Signs that Windows does not take in a name, or that begin a folder or a variable somewhere.
const REPLACED: &[char] = &['<', '>', ':', '"', '|', '?', '*', '%', '$', '`', ';', '&', '\''];

/// Names of devices on Windows, with any extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// The last part of a claimed name, clean, that ends as the type does.
pub(crate) fn safe(claimed: &str, media_type: MediaType) -> String {
    let clean = cleaned(claimed);
    let end = media_type.extension();
    let stem = match clean.rsplit_once('.') {
        // The extension goes where it is one of ours: what was a GIF may be a PNG now.
        Some((stem, old)) if ours(&old.to_ascii_lowercase()) => stem,
        Some(_) | None => clean.as_str(),
    };
    let stem = stem.trim_matches(['.', ' ']);
    let stem = if stem.is_empty() { "attachment" } else { stem };
    let guard = if device(stem) { "_" } else { "" };
    let stem = cut(stem, MAX_NAME - 1 - end.len() - guard.len());
    format!("{guard}{}.{end}", stem.trim_end_matches(['.', ' ']))
}

/// The last part of a name, without what is invisible or changes direction, bounded.
pub(crate) fn cleaned(claimed: &str) -> String {
    let last = claimed.rsplit(['/', '\\']).next().unwrap_or_default();
    let signs = last.chars().filter(|sign| !invisible(*sign)).take(4 * MAX_NAME);
    let signs = signs.map(|sign| if REPLACED.contains(&sign) { '_' } else { sign });
    let words: String = signs.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    // Both ends count: the extension is what people look at.
    if words.len() <= MAX_NAME {
        return words;
    }
    let end = extension(&words).filter(|end| end.len() < 12).unwrap_or_default();
    format!("{}.{end}", cut(&words, MAX_NAME - 1 - end.len())).trim_end_matches('.').to_owned()
}

/// What follows the last dot of the last part, in lower case.
pub(crate) fn extension(claimed: &str) -> Option<String> {
    let last = claimed.rsplit(['/', '\\']).next()?;
    let visible: String = last.chars().filter(|sign| !invisible(*sign)).collect();
    let trimmed = visible.trim_end_matches(|sign: char| sign == '.' || sign.is_whitespace());
    trimmed.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase())
}

/// Control characters, marks of direction (Unicode's Bidi_Control), joiners and other signs
/// without a form, tags, line ends.
fn invisible(sign: char) -> bool {
    // A tab or a line end counts as a control character here, not as a space.
    sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}')
}

fn ours(end: &str) -> bool {
    matches!(end, "jpeg" | "jpe" | "jfif" | "text" | "ical")
        || MediaType::ALL.iter().any(|kind| kind.extension() == end)
}

fn device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let name = first.trim_end_matches(|sign: char| sign.is_ascii_digit());
    DEVICES.contains(&name) && first.len() <= name.len() + 1
}

/// The longest beginning of at most `max` bytes.
fn cut(text: &str, max: usize) -> &str {
    let mut end = max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
