//! The bytes of the envelope are frozen: a change of one of these is a new version of the format.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use participation_log::{Draft, Entry, Header};
use participation_types::{
    ChainId, CommunityId, DeviceKey, EntryId, Frontier, Head, Lane, Reader, RevisionId, Seq,
    Timestamp, to_canonical,
};

fn entry() -> Entry {
    let draft = Draft {
        community: CommunityId::from_bytes([0x11; 32]),
        lane: Lane::Ballots,
        after: Some(Head { seq: Seq::new(255), id: EntryId::from_bytes([0x22; 32]) }),
        revision: Some(RevisionId::from_bytes([0x33; 32])),
        claimed: Timestamp::from_millis(1_700_000_000_000),
    };
    let key = SigningKey::from_bytes(&[7; 32]);
    draft.sign(&key, [0x44; 16], b"\x82\x18\x20\x00".to_vec()).unwrap().into_entry()
}

fn frozen(bytes: &[u8], golden: &[&str]) {
    assert_eq!(HEXLOWER.encode(bytes), golden.concat());
}

const HEADER: &[&str] = &[
    "a2",                                                                   // a map of two pairs
    "0127",                                                                 // 1 (alg): -8 (EdDSA)
    "3a00010000",                                                           // -65537:
    "89",                                                                   // an array of nine
    "01",                                                                   // version
    "58201111111111111111111111111111111111111111111111111111111111111111", // community
    "5820ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c", // author
    "01",                                                                   // lane
    "190100",                                                               // seq
    "58202222222222222222222222222222222222222222222222222222222222222222", // prev
    "58203333333333333333333333333333333333333333333333333333333333333333", // revision
    "1b0000018bcfe56800",                                                   // claimed
    "1840",                                                                 // padded
];

#[test]
fn the_header_keeps_its_bytes() {
    let bytes = entry().header().encode();
    frozen(&bytes, HEADER);
    assert_eq!(Header::decode(&bytes).as_ref(), Ok(entry().header()));
}

#[test]
fn the_first_header_keeps_its_bytes() {
    let header = Header {
        community: CommunityId::from_bytes([0x11; 32]),
        author: DeviceKey::from_bytes([0x55; 32]),
        lane: Lane::Authority,
        seq: Seq::FIRST,
        prev: None,
        revision: None,
        claimed: Timestamp::from_millis(0),
        padded: 1_048_576,
    };
    frozen(
        &header.encode(),
        &[
            "a201273a000100008901",
            "5820",
            &"11".repeat(32),
            "5820",
            &"55".repeat(32),
            "0000f6f6001a00100000",
        ],
    );
}

#[test]
fn the_entry_keeps_its_bytes_with_and_without_its_body() {
    let entry = entry();
    let signed = [
        "d2",   // tag 18, COSE_Sign1
        "84",   // an array of four
        "58a1", // the protected header, 161 bytes
        &HEADER.concat(),
        "a0", // nothing unprotected
        // sha256("participation/body/1" 00 salt body)
        "5820d02b40d24ee05dc79753487f694ea210b7b4649223f0c57d179f776760bb0605",
        "584025bb4881e7aea2a987110b418c0d7b8bc0cabbc1ac6db8f61419e77ed6bd17c0",
        "9acba247143e7da08d0c4371ab20f8d4a2c72025aaae5ac02c5fc01a9ca8ea02",
    ]
    .concat();
    frozen(&entry.to_signed(), &[&signed]);
    frozen(&entry.to_bytes(), &["83", &signed, "50", &"44".repeat(16), "4482182000"]);
    frozen(&Entry::parse_signed(&entry.to_signed()).unwrap().to_bytes(), &["83", &signed, "f6f6"]);
    assert_eq!(
        entry.id().to_string(),
        "3c50c24a9ec3b2cc1962c74ae546f625077d86acf2ec5900ac8a3de0e636a0f9"
    );
    let stored = entry.body().unwrap().to_stored();
    frozen(&stored, &[&"44".repeat(16), "82182000"]);
}

#[test]
fn a_frontier_keeps_its_bytes() {
    let chain = |device, lane| ChainId { device: DeviceKey::from_bytes([device; 32]), lane };
    let head = |seq, id| Head { seq: Seq::new(seq), id: EntryId::from_bytes([id; 32]) };
    // Given out of order: it is written in order of device, then lane.
    let frontier = Frontier::new([
        (chain(2, Lane::Authority), head(u32::MAX, 6)),
        (chain(1, Lane::Content), head(24, 5)),
        (chain(1, Lane::Authority), head(0, 4)),
    ]);
    let bytes = to_canonical(|w| frontier.write(w));
    let (one, two) = ("01".repeat(32), "02".repeat(32));
    let (four, five, six) = ("04".repeat(32), "05".repeat(32), "06".repeat(32));
    frozen(
        &bytes,
        &[
            "83",
            "845820",
            &one,
            "00",
            "00",
            "5820",
            &four,
            "845820",
            &one,
            "02",
            "1818",
            "5820",
            &five,
            "845820",
            &two,
            "00",
            "1affffffff",
            "5820",
            &six,
        ],
    );
    assert_eq!(Frontier::read(&mut Reader::new(&bytes)), Ok(frontier));
    frozen(&to_canonical(|w| Frontier::default().write(w)), &["80"]);
}
