//! Bytes that are no entry are refused, and the error says which fault they have.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use ed25519_dalek::{Signature, SigningKey, Verifier, VerifyingKey};
use participation_log::{
    Body, Draft, Entry, EntryError, Header, MAX_AUTHORITY_BODY, MAX_BODY, MAX_ENTRY, padded_length,
};
use participation_types::{
    CborError, CommunityId, EntryId, Head, Lane, RevisionId, Seq, Timestamp, Writer, to_canonical,
};

fn draft() -> Draft {
    Draft {
        community: CommunityId::from_bytes([1; 32]),
        lane: Lane::Content,
        after: Some(Head { seq: Seq::new(300), id: EntryId::from_bytes([2; 32]) }),
        revision: Some(RevisionId::from_bytes([3; 32])),
        claimed: Timestamp::from_millis(1_700_000_000_000),
    }
}

fn signed(draft: Draft, body: Vec<u8>) -> Result<Entry, EntryError> {
    draft.sign(&SigningKey::from_bytes(&[5; 32]), [4; 16], body).map(|made| made.into_entry())
}

fn entry() -> Entry {
    signed(draft(), b"what it says".to_vec()).unwrap()
}

/// An envelope of any parts.
fn envelope(protected: &[u8], rest: impl FnOnce(&mut Writer)) -> Vec<u8> {
    to_canonical(|w| {
        w.tag(18).array(4).bytes(protected);
        rest(w);
    })
}

/// An envelope around this protected header, all else good in form.
fn around(protected: &[u8]) -> Vec<u8> {
    envelope(protected, |w| {
        w.map(0).bytes(&[6; 32]).bytes(&[7; 64]);
    })
}

fn header_with(change: impl FnOnce(&mut Header)) -> Vec<u8> {
    let mut header = entry().header().clone();
    change(&mut header);
    header.encode()
}

#[test]
fn a_wrong_signature_is_refused() {
    let mut bytes = entry().to_bytes();
    let at = find(&bytes, &entry().to_signed()[entry().to_signed().len() - 64..]);
    bytes[at] ^= 1;
    let read = Entry::parse(&bytes).unwrap();
    assert_eq!(read.verify().unwrap_err(), EntryError::Signature { id: entry().id() });
}

#[test]
fn the_signature_of_another_key_is_refused() {
    let other = SigningKey::from_bytes(&[8; 32]);
    let other = draft().sign(&other, [4; 16], b"what it says".to_vec()).unwrap().into_entry();
    let mut bytes = entry().to_signed();
    let start = bytes.len() - 64;
    bytes[start..].copy_from_slice(&other.to_signed()[other.to_signed().len() - 64..]);
    assert!(matches!(
        Entry::parse_signed(&bytes).unwrap().verify(),
        Err(EntryError::Signature { .. })
    ));
}

#[test]
fn a_second_form_of_a_good_signature_is_refused() {
    // S + L stands for the same scalar as S, so that anyone could make a second signature.
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut bytes = entry().to_signed();
    let start = bytes.len() - 32;
    let mut carry = 0;
    for (byte, l) in bytes[start..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(l) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    assert_eq!(carry, 0);
    let read = Entry::parse_signed(&bytes).unwrap();
    assert!(matches!(read.verify(), Err(EntryError::Signature { .. })));
}

#[test]
fn an_author_of_small_order_is_refused() {
    // For the neutral point as key, R = B and S = 1 hold for every message: whoever checks
    // loosely takes this as signed.
    let neutral = {
        let mut key = [0; 32];
        key[0] = 1;
        key
    };
    let header = header_with(|h| h.author = participation_types::DeviceKey::from_bytes(neutral));
    let mut signature = [0x66; 64];
    signature[0] = 0x58;
    signature[32..].copy_from_slice(&neutral);
    let bytes = envelope(&header, |w| {
        w.map(0).bytes(&[6; 32]).bytes(&signature);
    });
    let loosely = VerifyingKey::from_bytes(&neutral).unwrap();
    assert!(loosely.verify(b"anything", &Signature::from_bytes(&signature)).is_ok());
    let read = Entry::parse_signed(&bytes).unwrap();
    assert!(matches!(read.verify(), Err(EntryError::Signature { .. })));
}

#[test]
fn an_author_that_is_no_point_is_refused() {
    let mut no_point = [0; 32];
    no_point[0] = 2;
    let author = participation_types::DeviceKey::from_bytes(no_point);
    let read = Entry::parse_signed(&around(&header_with(|h| h.author = author))).unwrap();
    assert_eq!(read.verify().unwrap_err(), EntryError::Author(author));
}

#[test]
fn every_longer_form_of_every_head_is_refused() {
    let whole = entry();
    let variants = widened(&whole.to_bytes());
    // Array, tag, array, protected, map, commitment, signature, salt, body.
    assert_eq!(heads(&whole.to_bytes()).len(), 9);
    assert!(variants.len() >= 9 * 3, "{}", variants.len());
    for bytes in variants {
        assert!(Entry::parse(&bytes).is_err(), "{bytes:02x?}");
    }
    let protected = whole.header().encode();
    assert!(Entry::parse_signed(&around(&protected)).is_ok());
    // Map, label, algorithm, label, array and nine fields.
    assert_eq!(heads(&protected).len(), 14);
    for wide in widened(&protected) {
        assert!(Header::decode(&wide).is_err(), "{wide:02x?}");
        assert!(Entry::parse_signed(&around(&wide)).is_err());
    }
    let bare = Entry::parse_signed(&whole.to_signed()).unwrap().to_bytes();
    assert_eq!(heads(&bare).len(), 9);
    for bytes in widened(&bare) {
        assert!(Entry::parse(&bytes).is_err(), "{bytes:02x?}");
    }
}

#[test]
fn an_indefinite_length_is_refused() {
    let whole = entry().to_bytes();
    let mut array = whole.clone();
    array[0] = 0x9f;
    array.push(0xff);
    assert!(Entry::parse(&array).is_err());
    // tag, then the array of four without a length
    let mut inner = entry().to_signed();
    inner[1] = 0x9f;
    inner.push(0xff);
    assert!(Entry::parse_signed(&inner).is_err());
    let protected = entry().header().encode();
    let mut map = protected.clone();
    map[0] = 0xbf;
    map.push(0xff);
    assert!(Header::decode(&map).is_err());
    let chunks =
        [&[0xd2, 0x84, 0x5f, 0x58, protected.len() as u8][..], &protected, &[0xff]].concat();
    let rest = &entry().to_signed()[4 + protected.len()..];
    assert!(Entry::parse_signed(&[&chunks, rest].concat()).is_err());
}

#[test]
fn another_version_is_named() {
    let bytes = to_canonical(|w| {
        w.map(2).int(1).int(-8).int(-65537).array(2).uint(2).text("whatever comes then");
    });
    assert_eq!(Entry::parse_signed(&around(&bytes)), Err(EntryError::Version { version: 2 }));
}

#[test]
fn another_algorithm_is_refused() {
    let good = entry().header().encode();
    for alg in [0x26, 0x28, 0x08] {
        let mut bytes = good.clone();
        bytes[2] = alg;
        assert_eq!(Entry::parse_signed(&around(&bytes)), Err(EntryError::Algorithm));
    }
}

#[test]
fn a_header_with_another_label_or_more_pairs_is_refused() {
    let good = entry().header().encode();
    let mut label = good.clone();
    label[7] = 1;
    assert!(Header::decode(&label).is_err());
    let more = [&[0xa3], &good[1..], &[0x3a, 0, 1, 0, 1, 0xf6]].concat();
    assert!(Header::decode(&more).is_err());
    // The pairs in the other order: 1 comes before -65537 in canonical order.
    let swapped = [&[0xa2], &good[3..], &good[1..3]].concat();
    assert!(Header::decode(&swapped).is_err());
}

#[test]
fn anything_in_the_unprotected_map_is_refused() {
    let bytes = envelope(&entry().header().encode(), |w| {
        w.map(1).int(4).bytes(b"kid").bytes(&[6; 32]).bytes(&[7; 64]);
    });
    assert!(matches!(
        Entry::parse_signed(&bytes),
        Err(EntryError::Cbor(CborError::Length { what: "map", .. }))
    ));
}

#[test]
fn a_payload_that_is_detached_or_of_another_length_is_refused() {
    let header = entry().header().encode();
    let detached = envelope(&header, |w| {
        w.map(0).null().bytes(&[7; 64]);
    });
    assert!(Entry::parse_signed(&detached).is_err());
    for length in [0, 31, 33] {
        let bytes = envelope(&header, |w| {
            w.map(0).bytes(&vec![6; length]).bytes(&[7; 64]);
        });
        assert!(Entry::parse_signed(&bytes).is_err());
    }
    for length in [0, 63, 65] {
        let bytes = envelope(&header, |w| {
            w.map(0).bytes(&[6; 32]).bytes(&vec![7; length]);
        });
        assert!(Entry::parse_signed(&bytes).is_err());
    }
}

#[test]
fn bytes_after_the_end_are_refused() {
    let (whole, alone) = (entry().to_bytes(), entry().to_signed());
    let after = |bytes: &[u8]| [bytes, &[0]].concat();
    let trailing = |at| EntryError::Cbor(CborError::Trailing { at });
    assert_eq!(Entry::parse(&after(&whole)), Err(trailing(whole.len())));
    assert_eq!(Entry::parse_signed(&after(&alone)), Err(trailing(alone.len())));
    let header = entry().header().encode();
    assert_eq!(Header::decode(&after(&header)), Err(trailing(header.len())));
}

#[test]
fn a_length_that_lies_is_refused() {
    let whole = entry().to_bytes();
    // The body is the last item: 4c, then its twelve bytes.
    let body = whole.len() - 13;
    assert_eq!(whole[body], 0x4c);
    for claimed in [0x4b, 0x4d, 0x57] {
        let mut bytes = whole.clone();
        bytes[body] = claimed;
        assert!(Entry::parse(&bytes).is_err());
    }
    let huge = [&whole[..body], &[0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]].concat();
    assert!(Entry::parse(&huge).is_err());
}

#[test]
fn a_body_over_the_limit_of_its_lane_is_refused() {
    for (lane, max) in [
        (Lane::Authority, MAX_AUTHORITY_BODY),
        (Lane::Ballots, MAX_BODY),
        (Lane::Content, MAX_BODY),
    ] {
        let lane = || Draft { lane, ..draft() };
        let longest = signed(lane(), vec![0; max]).unwrap();
        assert!(longest.to_bytes().len() <= MAX_ENTRY);
        assert_eq!(Entry::parse(&longest.to_bytes()).as_ref(), Ok(&longest));
        let refused = signed(lane(), vec![0; max + 1]);
        assert_eq!(refused, Err(EntryError::BodyTooLong { length: max + 1, max }));
        // And when a sender makes it all the same.
        let padded = padded_length(max + 1).unwrap();
        let header = header_with(|h| (h.lane, h.padded) = (lane().lane, padded));
        assert_eq!(Entry::parse_signed(&around(&header)), Err(EntryError::Padding { padded, max }));
        let long = Body::new([4; 16], vec![0; max + 1]);
        let attached = longest.clone().attach(long);
        assert_eq!(attached, Err(EntryError::BodyTooLong { length: max + 1, max }));
    }
    assert!(matches!(signed(draft(), Vec::new()), Err(EntryError::BodyTooLong { length: 0, .. })));
}

#[test]
fn a_padded_length_that_no_body_has_is_refused() {
    for padded in [0, 1, 63, 65, u32::MAX] {
        let header = header_with(|h| h.padded = padded);
        assert_eq!(
            Entry::parse_signed(&around(&header)),
            Err(EntryError::Padding { padded, max: MAX_BODY })
        );
    }
}

#[test]
fn a_padded_length_that_is_not_the_bodys_is_refused() {
    let body = Body::new([4; 16], vec![9; 64]);
    for (padded, good) in [(64, true), (128, false)] {
        let bytes = to_canonical(|w| {
            w.array(3).tag(18).array(4).bytes(&header_with(|h| h.padded = padded)).map(0);
            body.commitment().write(w);
            w.bytes(&[7; 64]).bytes(&[4; 16]).bytes(body.bytes());
        });
        let error = EntryError::PaddedLength { padded, length: 64 };
        assert_eq!(Entry::parse(&bytes).map(drop), if good { Ok(()) } else { Err(error) });
    }
}

#[test]
fn another_body_or_another_salt_is_refused() {
    let mut alone = Entry::parse_signed(&entry().to_signed()).unwrap();
    let before = alone.clone();
    let other = Body::new([4; 16], b"what he says".to_vec());
    assert_eq!(alone.attach(other), Err(EntryError::Commitment));
    let salted = Body::new([3; 16], b"what it says".to_vec());
    assert_eq!(alone.attach(salted), Err(EntryError::Commitment));
    // What is moved from the body into the salt is not the same either.
    assert_eq!(Body::from_stored(&[0; 15]), None);
    assert_eq!(alone, before);
}

#[test]
fn a_salt_without_its_body_is_refused_and_the_reverse() {
    let halves = [(Some([4; 16]), None), (None, Some(b"what it says"))];
    for (salt, body) in halves {
        let bytes = [
            &[0x83][..],
            &entry().to_signed(),
            &to_canonical(|w| {
                match (salt, body) {
                    (Some(salt), _) => w.bytes(&salt).null(),
                    (_, Some(body)) => w.null().bytes(body),
                    _ => w,
                };
            }),
        ]
        .concat();
        assert!(matches!(Entry::parse(&bytes), Err(EntryError::Cbor(CborError::Invalid { .. }))));
    }
}

#[test]
fn a_first_entry_with_a_predecessor_is_refused_and_a_later_one_without() {
    let first = header_with(|h| h.seq = Seq::FIRST);
    assert_eq!(Header::decode(&first), Err(EntryError::Prev { seq: 0 }));
    let later = header_with(|h| h.prev = None);
    assert_eq!(Header::decode(&later), Err(EntryError::Prev { seq: 301 }));
}

#[test]
fn a_full_chain_takes_no_more() {
    let head = Head { seq: Seq::new(u32::MAX), id: EntryId::from_bytes([2; 32]) };
    let full = Draft { after: Some(head), ..draft() };
    assert_eq!(signed(full, vec![1]), Err(EntryError::ChainFull));
}

#[test]
fn every_truncation_is_refused() {
    let (whole, alone) = (entry().to_bytes(), entry().to_signed());
    for end in 0..whole.len() {
        assert!(Entry::parse(&whole[..end]).is_err(), "{end}");
    }
    for end in 0..alone.len() {
        assert!(Entry::parse_signed(&alone[..end]).is_err(), "{end}");
    }
}

#[test]
fn every_flipped_bit_is_refused() {
    let whole = entry().to_bytes();
    let alone = entry().to_signed();
    let signature = 1 + alone.len() - 64;
    let commitment = signature - 2 - 32;
    let salt = 1 + alone.len() + 1;
    let body = whole.len() - 12;
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            let error = Entry::parse(&bytes).and_then(Entry::verify).unwrap_err();
            let where_it_was = (at, bit, &error);
            if (signature..signature + 64).contains(&at) {
                assert!(matches!(error, EntryError::Signature { .. }), "{where_it_was:?}");
            } else if (commitment..commitment + 32).contains(&at)
                || (salt..salt + 16).contains(&at)
                || at >= body
            {
                assert_eq!(error, EntryError::Commitment, "{where_it_was:?}");
            }
        }
    }
    // The same without the body, which no longer guards the commitment: the signature does.
    for at in 0..alone.len() {
        for bit in 0..8 {
            let mut bytes = alone.clone();
            bytes[at] ^= 1 << bit;
            assert!(Entry::parse_signed(&bytes).and_then(Entry::verify).is_err(), "{at} {bit}");
        }
    }
}

fn find(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).position(|window| window == part).unwrap()
}

/// Offset and length of every head, from outside inwards; strings are not looked into.
fn heads(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut heads = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (length, argument) = match bytes[at] & 0x1f {
            small @ 0..=23 => (1, u64::from(small)),
            24 => (2, u64::from(bytes[at + 1])),
            25 => (3, u64::from(u16::from_be_bytes([bytes[at + 1], bytes[at + 2]]))),
            26 => (5, u64::from(u32::from_be_bytes(bytes[at + 1..at + 5].try_into().unwrap()))),
            _ => (9, u64::from_be_bytes(bytes[at + 1..at + 9].try_into().unwrap())),
        };
        heads.push((at, length));
        let string = matches!(bytes[at] >> 5, 2 | 3);
        at += length + if string { argument as usize } else { 0 };
    }
    heads
}

/// The bytes with one head written longer than needed, in every way there is.
fn widened(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut variants = Vec::new();
    for (at, length) in heads(bytes) {
        let argument = match length {
            1 => &[bytes[at] & 0x1f][..],
            _ => &bytes[at + 1..at + length],
        };
        for (info, width) in [(24, 1), (25, 2), (26, 4), (27, 8)] {
            if length > 1 && width <= argument.len() || width < argument.len() {
                continue;
            }
            let mut wide = vec![0; width - argument.len()];
            wide.extend_from_slice(argument);
            let head = [&[bytes[at] & 0xe0 | info], &wide[..]].concat();
            variants.push([&bytes[..at], &head, &bytes[at + length..]].concat());
        }
    }
    variants
}

#[test]
fn the_lengths_that_the_wire_format_allows_are_these() {
    // docs/wire.md names them, and two nodes have to refuse the same.
    assert_eq!(MAX_BODY, 65_536);
    assert_eq!(MAX_AUTHORITY_BODY, 1_048_576);
    assert_eq!(MAX_ENTRY, 1_049_600);
}

#[test]
fn an_entry_travels_without_its_body_and_not_with_half_of_it() {
    let whole = entry();
    let signed = whole.to_signed();
    let travelling = |rest: &dyn Fn(&mut Writer) -> &mut Writer| {
        let mut bytes = vec![0x83];
        bytes.extend(&signed);
        bytes.extend(to_canonical(|w| {
            rest(w);
        }));
        bytes
    };
    let bare = Entry::parse(&travelling(&|w| w.null().null())).unwrap();
    assert_eq!((bare.id(), bare.body()), (whole.id(), None));
    assert_eq!(bare.to_bytes(), travelling(&|w| w.null().null()));
    for half in [
        travelling(&|w| w.bytes(&[4; 16]).null()),
        travelling(&|w| w.null().bytes(b"what it says")),
    ] {
        let refused = Entry::parse(&half).unwrap_err().to_string();
        assert!(refused.contains("without"), "{refused}");
    }
}
