//! Sizes as the headers say them, read before any decoder sees the file.

use crate::kind::MediaType;

/// Scans of a JPEG, at most. A progressive one has about ten; each costs a pass over all pixels
/// and takes a few bytes only.
const MAX_SCANS: usize = 64;

/// What is known of a picture before it is decoded.
pub(super) struct Header {
    pub(super) width: u32,
    pub(super) height: u32,
    /// It has several pictures, one after another.
    pub(super) moves: bool,
    /// Its pixels are as they were drawn.
    pub(super) lossless: bool,
    /// It goes on to its end.
    pub(super) whole: bool,
}

impl Header {
    const fn still(width: u32, height: u32, lossless: bool) -> Self {
        Self { width, height, moves: false, lossless, whole: true }
    }
}

/// The header; nothing if it, or the frame of the file, does not fit.
pub(super) fn read(bytes: &[u8], found: MediaType) -> Option<Header> {
    match found {
        MediaType::Png => png(bytes),
        MediaType::Jpeg => jpeg(bytes),
        MediaType::Gif => gif(bytes),
        MediaType::WebP => webp(bytes),
        MediaType::Pdf
        | MediaType::Text
        | MediaType::Csv
        | MediaType::Calendar
        | MediaType::Odt
        | MediaType::Ods
        | MediaType::Docx
        | MediaType::Xlsx => None,
    }
}

/// PNG (W3C, third edition, section 11.2.1): `IHDR` comes first. `acTL` says that it moves.
fn png(bytes: &[u8]) -> Option<Header> {
    let (_, kind, data) = super::lean::chunks(bytes).next()?;
    if kind != b"IHDR" {
        return None;
    }
    let holds = |wanted| super::lean::chunks(bytes).any(|(_, kind, _)| kind == wanted);
    let header = Header::still(big(data, 0, 4)?, big(data, 4, 4)?, true);
    Some(Header { moves: holds(b"acTL"), whole: holds(b"IEND"), ..header })
}

/// JPEG (ITU-T T.81, annex B): segments up to the frame header, then the scans up to their end.
/// An end inside a thumbnail does not count, because it is inside a segment.
fn jpeg(bytes: &[u8]) -> Option<Header> {
    let mut rest = bytes.get(2..)?;
    let mut size = None;
    loop {
        let [0xff, marker, after @ ..] = rest else { return None };
        match marker {
            // A fill byte: the marker begins at the next.
            0xff => rest = rest.get(1..)?,
            0x01 | 0xd0..=0xd7 => rest = after,
            _ => {
                let length = usize::try_from(big(after, 0, 2)?).ok()?;
                if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                    size = Some((big(after, 5, 2)?, big(after, 3, 2)?));
                }
                if *marker == 0xda {
                    break;
                }
                rest = after.get(length.max(2)..)?;
            }
        }
    }
    let (width, height) = size?;
    // Between the scans no other byte than a stuffed zero or a marker follows 0xff.
    let end = rest.windows(2).position(|pair| pair == [0xff, 0xd9]);
    let scans = rest.get(..end.unwrap_or_default())?;
    if scans.windows(2).filter(|pair| pair == &[0xff, 0xda]).count() > MAX_SCANS {
        return None;
    }
    let whole = end.is_some();
    Some(Header { whole, ..Header::still(width, height, false) })
}

/// GIF89a, sections 18 to 27: the logical screen, then blocks up to the trailer. A picture may
/// not stand out of the screen, because the decoder would take memory for it.
fn gif(bytes: &[u8]) -> Option<Header> {
    let screen = Header::still(little(bytes, 6, 2)?, little(bytes, 8, 2)?, true);
    let table = |packed: u8| if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) };
    let mut rest = bytes.get(13 + table(*bytes.get(10)?)..).unwrap_or_default();
    let mut pictures = 0_usize;
    loop {
        let after = match rest {
            [0x21, _, after @ ..] => after_blocks(after),
            [0x2c, after @ ..] => {
                let (left, top) = (little(after, 0, 2)?, little(after, 2, 2)?);
                let (width, height) = (little(after, 4, 2)?, little(after, 6, 2)?);
                if left + width > screen.width || top + height > screen.height {
                    return None;
                }
                pictures += 1;
                after.get(10 + table(*after.get(8)?)..).and_then(after_blocks)
            }
            _ => None,
        };
        let Some(after) = after else { break };
        rest = after;
    }
    let whole = pictures > 0 && rest.first() == Some(&0x3b);
    Some(Header { moves: pictures > 1, whole, ..screen })
}

/// What follows a row of blocks, each with its length before it, of which the last is empty.
fn after_blocks(mut rest: &[u8]) -> Option<&[u8]> {
    while let [length, after @ ..] = rest {
        rest = after.get(usize::from(*length)..)?;
        if *length == 0 {
            return Some(rest);
        }
    }
    None
}

/// WebP (RFC 9649): a simple file holds one picture; an extended one says the size of its canvas,
/// and the picture in it must have the same.
fn webp(bytes: &[u8]) -> Option<Header> {
    let whole = bytes.len() >= usize::try_from(little(bytes, 4, 4)?).ok()?.checked_add(8)?;
    let mut rest = bytes.get(12..)?;
    let mut canvas = None;
    loop {
        let (kind, length) = (rest.get(..4)?, usize::try_from(little(rest, 4, 4)?).ok()?);
        let data = rest.get(8..8_usize.checked_add(length)?)?;
        match kind {
            b"VP8X" => {
                let (width, height) = (little(data, 4, 3)? + 1, little(data, 7, 3)? + 1);
                if data.first()? & 2 != 0 {
                    return Some(Header { moves: true, ..Header::still(width, height, true) });
                }
                canvas = Some((width, height));
            }
            b"VP8 " | b"VP8L" => {
                let header = Header { whole, ..webp_picture(kind, data)? };
                let size = (header.width, header.height);
                return (canvas.unwrap_or(size) == size).then_some(header);
            }
            _ => {}
        }
        rest = rest.get(8 + length.next_multiple_of(2)..)?;
    }
}

fn webp_picture(kind: &[u8], data: &[u8]) -> Option<Header> {
    if kind == b"VP8L" {
        let bits = little(data, 1, 4)?;
        let header = Header::still((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, true);
        return (data.first()? == &0x2f).then_some(header);
    }
    // RFC 6386, section 9.1: three bytes of frame tag, a start code, 14 bits for each side.
    let start = data.get(3..6)? == [0x9d, 0x01, 0x2a];
    let header = Header::still(little(data, 6, 2)? & 0x3fff, little(data, 8, 2)? & 0x3fff, false);
    start.then_some(header)
}

/// A number of at most four bytes, the highest first.
fn big(bytes: &[u8], at: usize, width: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    Some(digits.iter().fold(0, |sum, digit| sum << 8 | u32::from(*digit)))
}

/// A number of at most four bytes, the lowest first.
fn little(bytes: &[u8], at: usize, width: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    Some(digits.iter().rev().fold(0, |sum, digit| sum << 8 | u32::from(*digit)))
}
