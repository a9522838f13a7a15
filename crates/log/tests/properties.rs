//! Whatever is written reads back, and whatever is read was written like that.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use ed25519_dalek::SigningKey;
use participation_log::{Body, Draft, Entry, Header, PADDING, padded_length};
use participation_types::{
    CommunityId, DeviceKey, EntryId, Head, Lane, RevisionId, Seq, Timestamp, to_canonical,
};
use proptest::prelude::*;
use proptest::sample::Index;

prop_compose! {
    fn header()(
        community: [u8; 32],
        author: [u8; 32],
        lane in prop::sample::select(Lane::ALL.to_vec()),
        seq in prop_oneof![Just(0), Just(1), any::<u32>()],
        prev: [u8; 32],
        revision: Option<[u8; 32]>,
        claimed: u64,
        padded: u32,
    ) -> Header {
        Header {
            community: CommunityId::from_bytes(community),
            author: DeviceKey::from_bytes(author),
            lane,
            seq: Seq::new(seq),
            prev: (seq > 0).then(|| EntryId::from_bytes(prev)),
            revision: revision.map(RevisionId::from_bytes),
            claimed: Timestamp::from_millis(claimed),
            padded,
        }
    }
}

prop_compose! {
    fn entry()(
        header in header(),
        key: [u8; 32],
        salt: [u8; 16],
        body in prop::collection::vec(any::<u8>(), 1..300),
    ) -> Entry {
        let after = header.seq.number().checked_sub(1).map(Seq::new).zip(header.prev);
        let draft = Draft {
            community: header.community,
            lane: header.lane,
            after: after.map(|(seq, id)| Head { seq, id }),
            revision: header.revision,
            claimed: header.claimed,
        };
        draft.sign(&SigningKey::from_bytes(&key), salt, body).unwrap().into_entry()
    }
}

proptest! {
    #[test]
    fn any_header_reads_back(header in header()) {
        prop_assert_eq!(Header::decode(&header.encode()), Ok(header));
    }

    #[test]
    fn any_signed_entry_reads_back_and_verifies(entry in entry()) {
        let read = Entry::parse(&entry.to_bytes()).unwrap();
        prop_assert_eq!(&read, &entry);
        prop_assert!(read.verify().is_ok());
        let mut bare = Entry::parse_signed(&entry.to_signed()).unwrap();
        prop_assert_eq!(bare.id(), entry.id());
        prop_assert_eq!(bare.body(), None);
        bare.attach(Body::from_stored(&entry.body().unwrap().to_stored()).unwrap()).unwrap();
        prop_assert_eq!(bare, entry);
    }

    #[test]
    fn the_id_does_not_hang_on_body_or_signature(entry in entry(), signature: [u8; 32]) {
        let mut bytes = entry.to_signed();
        let end = bytes.len() - 32;
        bytes[end..].copy_from_slice(&signature);
        prop_assert_eq!(Entry::parse_signed(&bytes).unwrap().id(), entry.id());
    }

    #[test]
    fn any_bytes_are_refused_or_are_the_ones_we_write(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        exact(&bytes)?;
    }

    #[test]
    fn a_damaged_entry_is_refused_or_is_the_one_we_write(
        entry in entry(),
        damage in prop::collection::vec((any::<Index>(), any::<u8>(), 0u8..4), 1..4),
    ) {
        let mut bytes = entry.to_bytes();
        for (at, byte, way) in damage {
            let at = at.index(bytes.len());
            match way {
                0 => bytes.insert(at, byte),
                1 => drop(bytes.remove(at)),
                _ => bytes[at] = byte,
            }
        }
        exact(&bytes)?;
    }

    #[test]
    fn a_header_of_any_shape_is_refused_or_is_the_one_we_write(
        version in 0u64..3,
        alg in -9i64..-6,
        fields in prop::collection::vec(0u8..6, 0..12),
    ) {
        let bytes = to_canonical(|w| {
            w.map(2).int(1).int(alg).int(-65537).array(fields.len() + 1).uint(version);
            for field in fields {
                match field {
                    0 => w.null(),
                    1 => w.uint(64),
                    2 => w.uint(1),
                    _ => w.bytes(&[field; 32]),
                };
            }
        });
        if let Ok(header) = Header::decode(&bytes) {
            prop_assert_eq!(header.encode(), bytes);
        }
    }

    #[test]
    fn padding_rounds_up_to_the_next_step(length in 0usize..70_000) {
        let padded = padded_length(length).unwrap();
        prop_assert!(padded as usize >= length.max(1));
        prop_assert!((padded - PADDING) as usize <= length.saturating_sub(1));
        prop_assert_eq!(padded % PADDING, 0);
    }
}

fn exact(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(entry) = Entry::parse(bytes) {
        prop_assert_eq!(entry.to_bytes(), bytes);
    }
    if let Ok(entry) = Entry::parse_signed(bytes) {
        prop_assert_eq!(entry.to_signed(), bytes);
    }
    if let Ok(header) = Header::decode(bytes) {
        prop_assert_eq!(header.encode(), bytes);
    }
    Ok(())
}
