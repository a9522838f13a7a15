//! Whatever is written reads back, and whatever is read was written like that.

use participation_acts::{Act, Choices, Kind, manifest_bytes, read_manifest};
use participation_types::{EntryId, Lane, to_canonical};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::samples::{act, ballot};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_act_reads_back(act in act()) {
        prop_assert_eq!(Act::decode(&act.encode()), Ok(act));
    }

    #[test]
    fn any_bytes_are_refused_or_are_the_ones_we_write(
        start in prop_oneof![0x81u8..0x8c, any::<u8>()],
        kind in prop_oneof![(0u8..24).prop_map(|kind| vec![kind]), (24u8..64).prop_map(|kind| vec![0x18, kind])],
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        exact(&bytes)?;
        exact(&[&[start][..], &kind, &bytes].concat())?;
    }

    #[test]
    fn a_damaged_body_is_refused_or_is_the_one_we_write(
        act in act(),
        damage in prop::collection::vec((any::<Index>(), any::<u8>(), 0u8..4), 1..4),
    ) {
        let mut bytes = act.encode();
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
    fn every_truncation_and_every_longer_body_is_refused(act in act(), more: u8) {
        let mut bytes = act.encode();
        for end in 0..bytes.len() {
            prop_assert!(Act::decode(&bytes[..end]).is_err());
        }
        bytes.push(more);
        prop_assert!(Act::decode(&bytes).is_err());
    }

    #[test]
    fn every_longer_form_of_every_head_is_refused(act in act()) {
        let bytes = act.encode();
        for wide in widened(&bytes) {
            prop_assert!(Act::decode(&wide).is_err(), "{:02x?} read {:02x?}", bytes, wide);
        }
    }

    #[test]
    fn a_manifest_reads_back_whatever_order_it_was_made_in(ids: Vec<[u8; 32]>) {
        let ids: Vec<EntryId> = ids.into_iter().map(EntryId::from_bytes).collect();
        let bytes = manifest_bytes(ids.iter().copied().chain(ids.first().copied()));
        let mut sorted = ids;
        sorted.sort_unstable();
        sorted.dedup();
        prop_assert_eq!(read_manifest(&bytes), Some(sorted));
    }
}

#[test]
fn a_manifest_out_of_order_or_in_pieces_is_none() {
    let (low, high) = ([1; 32], [2; 32]);
    assert_eq!(read_manifest(&[]), Some(Vec::new()));
    assert!(read_manifest(&[low, high].concat()).is_some());
    assert_eq!(read_manifest(&[high, low].concat()), None);
    assert_eq!(read_manifest(&[low, low].concat()), None);
    assert_eq!(read_manifest(&[&low[..], &high[..31]].concat()), None);
}

#[test]
fn an_unknown_kind_is_kept_and_its_fields_are_not_looked_into() {
    let bytes = [
        &to_canonical(|w| {
            w.array(3).uint(39);
        })[..],
        b"\xff\xff whatever",
    ]
    .concat();
    let act = Act::decode(&bytes).unwrap();
    assert_eq!(act, Act::Unknown(39));
    assert_eq!((act.kind(), act.kind().lane()), (Kind::Unknown, None));
}

#[test]
fn each_kind_has_its_lane() {
    let ballots = [
        Kind::Contest,
        Kind::Ballot,
        Kind::Station,
        Kind::Countersign,
        Kind::Mark,
        Kind::Batch,
        Kind::Close,
    ];
    for kind in Kind::ALL {
        let lane = if ballots.contains(kind) { Lane::Ballots } else { Lane::Authority };
        assert_eq!(kind.lane(), Some(lane), "{kind:?}");
    }
    assert_eq!(Act::Ballot(ballot(Choices::Approval(vec![]))).kind(), Kind::Ballot);
}

fn exact(bytes: &[u8]) -> Result<(), TestCaseError> {
    match Act::decode(bytes) {
        Ok(Act::Unknown(_)) | Err(_) => Ok(()),
        Ok(act) => {
            prop_assert_eq!(act.encode(), bytes);
            Ok(())
        }
    }
}

/// The bytes with one head written longer than needed. Bodies nest arrays, never byte strings
/// with CBOR inside, so that all heads are found by walking over the strings.
fn widened(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut variants = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (width, argument) = match bytes[at] & 0x1f {
            small @ 0..=23 => (0, usize::from(small)),
            info => {
                let width = 1 << (info - 24);
                let digits = bytes[at + 1..=at + width].iter();
                (width, digits.fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
            }
        };
        for (info, wide) in [(24, 1), (25, 2), (26, 4), (27, 8)] {
            if wide > width {
                let digits = &u64::try_from(argument).unwrap().to_be_bytes()[8 - wide..];
                let head = [&[bytes[at] & 0xe0 | info], digits].concat();
                variants.push([&bytes[..at], &head, &bytes[at + 1 + width..]].concat());
            }
        }
        let string = matches!(bytes[at] >> 5, 2 | 3);
        at += 1 + width + if string { argument } else { 0 };
    }
    variants
}
