//! Office documents: zip archives with the right marks inside.
//!
//! Only the directory at the end is read (PKWARE's APPNOTE, section 4.3.12), and nothing is
//! unpacked. Each of its lines must agree with the file's own head and no name may stand twice, so
//! that no two programs see two different documents.

use std::collections::BTreeSet;

use crate::error::MediaError;
use crate::kind::MediaType;
use crate::policy::Policy;

/// Bytes of a line of the directory without its texts.
const LINE: usize = 46;
/// Bytes of a file's own head without its texts.
const HEAD: usize = 30;
/// Bytes of the end of the directory without its comment.
const END: usize = 22;
/// Bytes of the comment, at most.
const MAX_COMMENT: usize = 65_535;

/// One file in the archive.
struct Entry<'b> {
    name: &'b [u8],
    unpacked: u32,
}

/// Which document it is; nothing if it is another archive, a damaged one, or two at once.
pub(crate) fn kind(bytes: &[u8]) -> Option<MediaType> {
    let entries = directory(bytes)?;
    let holds = |name: &[u8]| entries.iter().any(|entry| entry.name == name);
    let marked = |kind: MediaType| first_is(bytes, kind.mime()) && holds(b"content.xml");
    let microsoft = |main: &[u8]| holds(b"[Content_Types].xml") && holds(main);
    let mut kinds = [
        (MediaType::Odt, marked(MediaType::Odt)),
        (MediaType::Ods, marked(MediaType::Ods)),
        (MediaType::Docx, microsoft(b"word/document.xml")),
        (MediaType::Xlsx, microsoft(b"xl/workbook.xml")),
    ]
    .into_iter()
    .filter_map(|(kind, is)| is.then_some(kind));
    let kind = kinds.next()?;
    kinds.next().is_none().then_some(kind)
}

/// The document as it is, if it has no macros and is not a bomb by its own words.
pub(crate) fn check(
    bytes: &[u8],
    found: MediaType,
    policy: &Policy,
) -> Result<Vec<u8>, MediaError> {
    let entries = directory(bytes).unwrap_or_default();
    let length = entries.iter().map(|entry| u64::from(entry.unpacked)).sum();
    if length > policy.max_unpacked {
        return Err(MediaError::Unpacks { found, length, max: policy.max_unpacked });
    }
    if entries.iter().any(|entry| acts(entry.name)) {
        return Err(MediaError::Active { found, part: "macros" });
    }
    Ok(bytes.to_vec())
}

/// Where macros stand: a VBA project or an ActiveX control of Office, a library of LibreOffice.
fn acts(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(b"vbaproject.bin")
        || name.windows(9).any(|part| part == b"/activex/")
        || name.starts_with(b"basic/")
        || name.starts_with(b"scripts/")
}

/// Whether the first file is `mimetype`, not compressed, with this content (OpenDocument 1.3,
/// part 2, section 3.3).
fn first_is(bytes: &[u8], mime: &str) -> bool {
    let stored = number(bytes, 8, 2) == Some(0);
    let after = head_name(bytes, 0)
        .filter(|name| *name == b"mimetype")
        .and_then(|name| bytes.get(HEAD + name.len() + number(bytes, 28, 2)?..));
    let length = number(bytes, 22, 4) == Some(mime.len());
    stored && length && after.is_some_and(|after| after.starts_with(mime.as_bytes()))
}

/// Every line of the directory; nothing if one does not fit.
fn directory(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let end = end_of_directory(bytes)?;
    let count = number(bytes, end + 10, 2)?;
    let size = number(bytes, end + 12, 4)?;
    let mut at = number(bytes, end + 16, 4)?;
    // Nothing before, between and after: a zip64 or a self-extracting archive is no document.
    if at.checked_add(size)? != end {
        return None;
    }
    let mut entries = Vec::new();
    let mut names = BTreeSet::new();
    for _ in 0..count {
        let line = bytes.get(at..end)?;
        if !line.starts_with(b"PK\x01\x02") {
            return None;
        }
        let length = number(line, 28, 2)?;
        let name = line.get(LINE..LINE + length)?;
        if head_name(bytes, number(line, 42, 4)?)? != name || !names.insert(name) {
            return None;
        }
        entries.push(Entry { name, unpacked: u32::try_from(number(line, 24, 4)?).ok()? });
        at += LINE + length + number(line, 30, 2)? + number(line, 32, 2)?;
    }
    (at == end).then_some(entries)
}

fn end_of_directory(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END)?;
    let first = last.saturating_sub(MAX_COMMENT);
    (first..=last).rev().find(|at| {
        let rest = bytes.get(*at..).unwrap_or_default();
        rest.starts_with(b"PK\x05\x06") && number(rest, 20, 2) == Some(rest.len() - END)
    })
}

/// The name in a file's own head.
fn head_name(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let head = bytes.get(at..)?;
    let length = number(head, 26, 2)?;
    head.starts_with(b"PK\x03\x04").then(|| head.get(HEAD..HEAD + length))?
}

/// A number of `width` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    let number = digits.iter().rev().fold(0_u64, |sum, digit| sum << 8 | u64::from(*digit));
    usize::try_from(number).ok()
}
