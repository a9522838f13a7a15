//! Bytes to text, and where in it something stands.

use crate::{error::DecidimError, limits};

/// The text without the mark that some programs put before it.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, DecidimError> {
    if bytes.len() > limits::MAX_FILE {
        return Err(DecidimError::TooLarge { bytes: bytes.len() });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|bad| DecidimError::NotUtf8 { line: line_at(bytes, bad.valid_up_to()) })?;
    if text.trim().is_empty() { Err(DecidimError::Empty) } else { Ok(text) }
}

/// The line, from 1, in which the record stands that a reader began to look for at `offset`.
pub(crate) fn record_line(text: &str, offset: u64) -> u64 {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    let after = text.as_bytes().get(offset..).unwrap_or_default();
    let blank = after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    line_at(text.as_bytes(), offset.saturating_add(blank))
}

/// The line, from 1, in which a byte stands. Lines end with LF, CR LF or CR alone.
fn line_at(bytes: &[u8], offset: usize) -> u64 {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let mut lines = 1;
    for (place, byte) in before.iter().enumerate() {
        let lone = || before.get(place + 1) != Some(&b'\n');
        if *byte == b'\n' || (*byte == b'\r' && lone()) {
            lines += 1;
        }
    }
    lines
}
