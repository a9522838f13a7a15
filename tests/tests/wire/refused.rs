//! Entries that every implementation has to refuse, each for one fault.

use participation_log::Entry;

/// Offset of the protected header's first byte in the travelling form: an array's head, a tag, an
/// array's head, and the two bytes before a string of up to 255 bytes.
const PROTECTED: usize = 5;

pub(crate) fn refused(good: &Entry) -> Vec<(&'static str, Vec<u8>)> {
    let (bytes, header) = (good.to_bytes(), good.header().encode());
    let signature = 1 + good.to_signed().len() - 64;
    let commitment = signature - 34;
    let unprotected = PROTECTED + header.len();
    let changed = |at: usize, to: &dyn Fn(u8) -> u8| {
        let mut bytes = bytes.clone();
        bytes[at] = to(bytes[at]);
        bytes
    };
    let spliced =
        |at: usize, gone: usize, new: &[u8]| [&bytes[..at], new, &bytes[at + gone..]].concat();
    vec![
        ("a flipped bit of the signature", changed(signature, &|b| b ^ 1)),
        ("the signature's scalar with the group order added", malleable(&bytes, signature + 32)),
        ("another commitment", changed(commitment, &|b| b ^ 1)),
        ("a flipped bit of the body", changed(bytes.len() - 1, &|b| b ^ 1)),
        ("a flipped bit of the salt", changed(signature + 64 + 1, &|b| b ^ 1)),
        ("a tag other than 18", changed(1, &|_| 0xd1)),
        ("a longer head of the first array", spliced(0, 1, &[0x98, 3])),
        ("a longer head of the tag", spliced(1, 1, &[0xd8, 18])),
        ("a longer head of the protected header", spliced(3, 1, &[0x59, 0])),
        ("an array without a length", [&[0x9f], &bytes[1..], &[0xff]].concat()),
        ("something in the unprotected map", spliced(unprotected, 1, &[0xa1, 4, 0x41, 7])),
        ("the version 2", changed(PROTECTED + 9, &|_| 2)),
        ("the algorithm -9", changed(PROTECTED + 2, &|_| 0x28)),
        ("a body without its salt", spliced(signature + 64, 17, &[0xf6])),
        ("a salt without its body", [&bytes[..signature + 64 + 17], &[0xf6]].concat()),
        ("a byte after the end", [&bytes[..], &[0]].concat()),
        ("a byte too few", bytes[..bytes.len() - 1].to_vec()),
    ]
}

/// Adds the order of the group to a scalar: a second form of the same signature.
fn malleable(bytes: &[u8], at: usize) -> Vec<u8> {
    const ORDER: [u8; 16] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14,
    ];
    let mut bytes = bytes.to_vec();
    let mut carry = 0;
    for n in 0..32 {
        let order = if n == 31 { 0x10 } else { ORDER.get(n).copied().unwrap_or(0) };
        let sum = u16::from(bytes[at + n]) + u16::from(order) + carry;
        bytes[at + n] = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    bytes
}
