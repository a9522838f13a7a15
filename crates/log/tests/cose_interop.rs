//! Another COSE implementation reads our entries and agrees on what is signed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use coset::{Algorithm, CoseSign1, Label, TaggedCborSerializable, iana};
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use participation_log::{Draft, Entry, HEADER_LABEL};
use participation_types::{CommunityId, Lane, Timestamp, sha256};

const AAD: &[u8] = b"participation/entry/1";

fn entry() -> Entry {
    let draft = Draft {
        community: CommunityId::from_bytes([1; 32]),
        lane: Lane::Content,
        after: None,
        revision: None,
        claimed: Timestamp::from_millis(1),
    };
    let key = SigningKey::from_bytes(&[2; 32]);
    draft.sign(&key, [3; 16], b"body".to_vec()).unwrap().into_entry()
}

fn key(entry: &Entry) -> VerifyingKey {
    VerifyingKey::from_bytes(entry.header().author.as_bytes()).unwrap()
}

#[test]
fn a_cose_library_reads_the_entry_and_finds_the_signature_good() {
    let entry = entry();
    let cose = CoseSign1::from_tagged_slice(&entry.to_signed()).unwrap();
    let check = |signature: &[u8], signed: &[u8]| {
        key(&entry).verify_strict(signed, &Signature::from_slice(signature).unwrap())
    };
    cose.verify_signature(AAD, check).unwrap();
    cose.verify_signature(b"participation/entry/2", check).unwrap_err();
    assert!(cose.unprotected.is_empty());
    let body = entry.body().unwrap();
    assert_eq!(cose.payload.as_deref(), Some(body.commitment().as_bytes().as_slice()));
}

#[test]
fn a_cose_library_finds_our_header_under_its_label() {
    let cose = CoseSign1::from_tagged_slice(&entry().to_signed()).unwrap();
    let header = cose.protected.header;
    assert_eq!(header.alg, Some(Algorithm::Assigned(iana::Algorithm::EdDSA)));
    let [(label, value)] = &header.rest[..] else { panic!("one label of ours") };
    assert_eq!(*label, Label::Int(HEADER_LABEL));
    assert_eq!(value.as_array().map(Vec::len), Some(9));
}

#[test]
fn a_cose_library_writes_the_same_bytes_again() {
    let signed = entry().to_signed();
    let cose = CoseSign1::from_tagged_slice(&signed).unwrap();
    assert_eq!(cose.to_tagged_vec().unwrap(), signed);
}

#[test]
fn the_id_is_the_hash_of_what_a_cose_library_would_sign() {
    let entry = entry();
    let cose = CoseSign1::from_tagged_slice(&entry.to_signed()).unwrap();
    assert_eq!(sha256(&cose.tbs_data(AAD)), *entry.id().as_bytes());
}

#[test]
fn an_entry_that_a_cose_library_made_is_ours_too() {
    let ours = entry();
    let signer = SigningKey::from_bytes(&[2; 32]);
    let made = CoseSign1 {
        signature: Vec::new(),
        ..CoseSign1::from_tagged_slice(&ours.to_signed()).unwrap()
    };
    let signature = ed25519_dalek::Signer::sign(&signer, &made.tbs_data(AAD)).to_vec();
    let made = CoseSign1 { signature, ..made }.to_tagged_vec().unwrap();
    assert_eq!(Entry::parse_signed(&made).unwrap().verify().unwrap().entry().id(), ours.id());
}
