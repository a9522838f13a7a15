//! PDF (ISO 32000): whole, and without the plainest ways to act by itself.

use crate::error::MediaError;
use crate::kind::MediaType;

/// Names of what acts. `/OpenAction` and `/AA` are not here: most programs write them to open
/// the first page at some width, and what they could do else is named by one of these. Names of
/// two or three letters (`/JS`, `/XFA`) would be found by chance in compressed pictures, and
/// `/JS` does nothing without `/JavaScript`.
const ACTIVE: &[(&[u8], &str)] = &[
    (b"JavaScript", "a script"),
    (b"Launch", "a command that starts a program"),
    (b"EmbeddedFile", "a file inside"),
    (b"EmbeddedFiles", "a file inside"),
    (b"RichMedia", "a film or a program inside"),
    (b"SubmitForm", "a form that sends what is typed"),
    (b"ImportData", "a form that reads files"),
];
/// Bytes of the longest name above.
const LONGEST: usize = 13;
/// The end mark stands within so many bytes of the end (Acrobat's own tolerance).
const TAIL: usize = 1024;

/// The document as it is. What is in compressed objects is not looked into.
pub(crate) fn check(bytes: &[u8]) -> Result<Vec<u8>, MediaError> {
    let found = MediaType::Pdf;
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(MediaError::Damaged { found, fault: "it has no end".to_owned() });
    }
    for after in bytes.split(|byte| *byte == b'/').skip(1) {
        let name = unescaped(after);
        if let Some((_, part)) = ACTIVE.iter().find(|(active, _)| *active == name) {
            return Err(MediaError::Active { found, part });
        }
    }
    Ok(bytes.to_vec())
}

/// The name that begins here, with its `#4a` resolved (ISO 32000-1, section 7.3.5); longer than
/// any that matters, it is cut.
fn unescaped(mut rest: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(LONGEST + 1);
    while let [first, after @ ..] = rest {
        if first.is_ascii_whitespace() || b"\0()<>[]{}%".contains(first) || name.len() > LONGEST {
            break;
        }
        let escaped = match (first, after) {
            (b'#', [high, low, end @ ..]) => hex(*high).zip(hex(*low)).map(|both| (both, end)),
            _ => None,
        };
        let (byte, next) = escaped.map_or((*first, after), |((h, l), end)| (h << 4 | l, end));
        name.push(byte);
        rest = next;
    }
    name
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
