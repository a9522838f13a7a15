//! PNG without what is not pixels.
//!
//! The decoder unpacks a colour profile as soon as it meets one, up to all the memory that the
//! pixels may take, and keeps every text. What it never sees costs nothing.

/// The signature of every PNG.
const SIGNATURE: usize = 8;
/// What the pixels need; and `eXIf`, which says how to turn them.
const NEEDED: &[&[u8]] = &[b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"];

/// The file with only what is needed, up to its end.
pub(super) fn png(bytes: &[u8]) -> Vec<u8> {
    let mut lean = Vec::with_capacity(bytes.len());
    lean.extend_from_slice(bytes.get(..SIGNATURE).unwrap_or_default());
    for (whole, kind, _) in chunks(bytes) {
        if NEEDED.contains(&kind) {
            lean.extend_from_slice(whole);
        }
    }
    lean
}

/// Each chunk (whole, its kind, its data) up to `IEND` or to where the file is cut.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8], &[u8])> {
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, _) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let end = length.checked_add(12)?;
        let (whole, after) = rest.split_at_checked(end)?;
        let kind = whole.get(4..8)?;
        rest = if kind == b"IEND" { &[] } else { after };
        Some((whole, kind, whole.get(8..8 + length)?))
    })
}
