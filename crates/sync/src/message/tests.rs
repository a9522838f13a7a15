//! The bytes of every message, and of nothing else.

use participation_types::sha256;
use proptest::prelude::*;

use super::*;
use crate::cursor::Incarnation;
use crate::ranges::Ranges;

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let digit = |byte: &u8| u8::try_from(char::from(*byte).to_digit(16).unwrap()).unwrap();
    digits.chunks(2).map(|pair| digit(&pair[0]) << 4 | digit(&pair[1])).collect()
}

const fn cursor(n: u8) -> Cursor {
    Cursor { incarnation: Incarnation::from_bytes([n; 8]), next: [n as u32, 300, u32::MAX] }
}

const fn entry(n: u8) -> EntryId {
    EntryId::from_bytes([n; 32])
}

fn ranges(hex: &str) -> Ranges {
    Ranges::read(&mut Reader::new(&bytes(hex))).unwrap()
}

fn sought(hex: &str) -> Sought {
    Sought::read(&mut Reader::new(&bytes(hex))).unwrap()
}

/// Each kind of message and its bytes, in the order of the numbers; some in two forms.
fn golden() -> Vec<(Message, String)> {
    let [one, two] = [1, 2].map(|n| hex_of(&[n; 32]));
    let [nonce, root] = ["33".repeat(16), "44".repeat(16)];
    let proof = "55".repeat(32);
    let [here, seen] = ["84 48 0101010101010101 01", "84 48 0202020202020202 02"]
        .map(|cursor| format!("{cursor} 19012c 1affffffff"));
    let hello =
        Hello { versions: (1, 256), nonce: [0x33; 16], proof: [0x55; 32], root: [0x44; 16] };
    let proven = Proof { version: 1, nonce: [0x33; 16], proof: [0x55; 32], root: [0x44; 16] };
    let answer = |seen| Message::Answer { proof: proven.clone(), here: cursor(1), seen };
    let begin = |seen, first, beacons| Message::Begin { here: cursor(1), seen, first, beacons };
    let offer = |number, lane, next, ids| Message::Offer(Offer { number, lane, next, ids });
    let piece = |total, offset, bytes: &[u8]| {
        let id = BlobId::from_bytes([1; 32]);
        Message::Piece { id, total, offset, bytes: bytes.to_vec() }
    };
    vec![
        (Message::Hello(hello), format!("86 00 01 190100 50{nonce} 5820{proof} 50{root}")),
        (answer(None), format!("87 01 01 50{nonce} 5820{proof} 50{root} {here} f6")),
        (answer(Some(cursor(2))), format!("87 01 01 50{nonce} 5820{proof} 50{root} {here} {seen}")),
        (Message::Refuse(Refusal::Unknown, 0), "83 02 00 00".to_owned()),
        (Message::Refuse(Refusal::Version, 1), "83 02 01 01".to_owned()),
        (Message::Refuse(Refusal::Busy, 60_000), "83 02 02 19ea60".to_owned()),
        (Message::Refuse(Refusal::Budget, 0), "83 02 03 00".to_owned()),
        (Message::Refuse(Refusal::Closing, u32::MAX), "83 02 04 1affffffff".to_owned()),
        (begin(None, None, vec![]), format!("85 03 {here} f6 f6 80")),
        (
            begin(Some(cursor(2)), Some(entry(2)), vec![vec![7], vec![8, 9]]),
            format!("85 03 {here} {seen} 5820{two} 82 4107 420809"),
        ),
        (
            offer(24, Some(Lane::Ballots), 1000, vec![entry(2), entry(1)]),
            format!("85 04 1818 01 1903e8 82 5820{two} 5820{one}"),
        ),
        (offer(0, None, 0, vec![entry(1)]), format!("85 04 00 f6 00 81 5820{one}")),
        (Message::Want { number: 24, runs: vec![0, 2] }, "83 05 1818 82 00 02".to_owned()),
        (Message::Offered, "81 06".to_owned()),
        (Message::Totals([1, 256, 65_536]), "84 07 01 190100 1a00010000".to_owned()),
        (Message::Ranges(Ranges::default()), "82 08 80".to_owned()),
        (Message::Ranges(ranges(RANGES)), format!("82 08 {RANGES}")),
        (Message::Seek(vec![sought(SOUGHT)]), format!("82 09 81 {SOUGHT}")),
        (Message::Entries(vec![vec![1, 2], vec![3]]), "82 0a 82 420102 4103".to_owned()),
        (Message::Answered, "81 0b".to_owned()),
        (Message::Credit(2_097_152), "82 0c 1a00200000".to_owned()),
        (Message::Bodies(vec![entry(1)]), format!("82 0d 81 5820{one}")),
        (Message::Blob(BlobId::from_bytes([1; 32]), 65_536), format!("83 0e 5820{one} 1a00010000")),
        (piece(9, 8, b"x"), format!("85 0f 5820{one} 09 08 4178")),
        (piece(0, 0, b""), format!("85 0f 5820{one} 00 00 40")),
        (Message::Finished(cursor(1)), format!("82 10 {here}")),
    ]
}

/// A skip, a list, a fingerprint and an open range, with bounds that share bytes.
const RANGES: &str = "84 82004201ab 830141ac 480000000000000007 84004102 1818 1bffffffffffffffff \
                      83004103f6";

/// From the beginning to the end.
const SOUGHT: &str = "83 40 4103 50 0000000000000007 8000000000000000";

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_message_keeps_its_bytes() {
    for (message, hex) in golden() {
        let golden = bytes(&hex);
        assert_eq!(hex_of(&message.encode()), hex_of(&golden), "{}", name(&message));
        assert_eq!(Message::decode(&golden), Ok(message));
    }
}

#[test]
fn there_are_golden_bytes_for_every_kind() {
    let kinds: Vec<u64> = golden().iter().map(|(_, hex)| u64::from(bytes(hex)[1])).collect();
    for kind in 0..64 {
        assert_eq!(kinds.contains(&kind), items_of(kind).is_some(), "kind {kind}");
    }
}

#[test]
fn another_number_of_items_or_a_byte_more_or_less_is_refused() {
    for (message, hex) in golden() {
        let golden = bytes(&hex);
        let what = name(&message);
        for items in [golden[0] - 1, golden[0] + 1] {
            // One item more that is there, and one that is not.
            for end in [&[][..], &[0xf6], &[0]] {
                let other = [&[items], &golden[1..], end].concat();
                assert!(Message::decode(&other).is_err(), "{what} with head {items:02x}");
            }
        }
        assert!(Message::decode(&[&golden[..], &[0]].concat()).is_err(), "{what} and a byte");
        for end in 0..golden.len() {
            assert!(Message::decode(&golden[..end]).is_err(), "{what}, {end} bytes of it");
        }
    }
}

/// An array of one kind whose list has so many items.
fn with_list(head: &str, count: usize, item: &str) -> Vec<u8> {
    let mut frame = bytes(head);
    frame.extend(to_canonical(|w| {
        w.array(count);
    }));
    frame.extend(bytes(item).repeat(count));
    frame
}

#[test]
fn every_list_is_bounded_and_a_claimed_length_costs_nothing() {
    let id = format!("5820{}", "09".repeat(32));
    let begin = format!("85 03 84 48{} 00 00 00 f6 f6", "01".repeat(8));
    let cases = [
        (begin.as_str(), 0, MAX_BEACONS, "4101"),
        ("85 04 00 f6 00", 1, MAX_OFFER, id.as_str()),
        ("83 05 00", 0, MAX_OFFER, "01"),
        ("82 09", 1, MAX_RANGES, SOUGHT),
        ("82 0a", 1, MAX_ENTRIES, "4101"),
        ("82 0d", 1, MAX_BODIES, id.as_str()),
    ];
    for (head, least, most, item) in cases {
        for count in [least, most] {
            let frame = with_list(head, count, item);
            assert!(frame.len() <= MAX_FRAME, "{head}: {count} fit into a frame");
            assert_eq!(Message::decode(&frame).map(|message| message.encode()), Ok(frame));
        }
        assert!(Message::decode(&with_list(head, most + 1, item)).is_err(), "{head}");
        assert!(least == 0 || Message::decode(&with_list(head, 0, item)).is_err(), "{head}");
        let lie = [bytes(head), bytes("9b ffffffffffffffff")].concat();
        assert!(Message::decode(&lie).is_err(), "{head}");
    }
    let strings = [("82 0a 81", MAX_ENTRY), ("85 0f 5820", MAX_PIECE)];
    for (head, most) in strings {
        let frame = |length: usize| {
            let mut frame = bytes(head);
            if frame[1] == 15 {
                frame.extend([9; 32]);
                frame.extend([0, 0]);
            }
            frame.extend(to_canonical(|w| {
                w.bytes(&vec![7; length]);
            }));
            frame
        };
        assert!(
            Message::decode(&frame(most)).is_ok() && Message::decode(&frame(most + 1)).is_err()
        );
    }
}

#[test]
fn the_longest_entry_fits_into_a_frame() {
    let longest = Message::Entries(vec![vec![0; MAX_ENTRY]]).encode();
    assert!(longest.len() <= MAX_FRAME);
    assert!(Message::decode(&longest).is_ok());
}

fn id() -> impl Strategy<Value = EntryId> {
    any::<u8>().prop_map(|n| EntryId::from_bytes(sha256(&[n])))
}

fn ids(max: usize) -> impl Strategy<Value = Vec<EntryId>> {
    prop::collection::vec(id(), 1..max)
}

fn any_cursor() -> impl Strategy<Value = Cursor> {
    any::<([u8; 8], [u32; 3])>()
        .prop_map(|(name, next)| Cursor { incarnation: Incarnation::from_bytes(name), next })
}

fn strings(least: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(prop::collection::vec(any::<u8>(), 1..20), least..6)
}

fn lane() -> impl Strategy<Value = Option<Lane>> {
    prop::option::of((0..3usize).prop_map(|lane| Lane::ALL[lane]))
}

fn message() -> impl Strategy<Value = Message> {
    let sixteen = any::<[u8; 16]>;
    let seen = || prop::option::of(any_cursor());
    prop_oneof![
        (any::<(u16, u16)>(), sixteen(), any::<[u8; 32]>(), sixteen()).prop_map(
            |(versions, nonce, proof, root)| Message::Hello(Hello { versions, nonce, proof, root })
        ),
        (any::<u16>(), sixteen(), any::<[u8; 32]>(), sixteen(), any_cursor(), seen()).prop_map(
            |(version, nonce, proof, root, here, seen)| {
                Message::Answer { proof: Proof { version, nonce, proof, root }, here, seen }
            }
        ),
        (0..5usize, any::<u32>()).prop_map(|(n, later)| Message::Refuse(Refusal::ALL[n], later)),
        (any_cursor(), seen(), prop::option::of(id()), strings(0))
            .prop_map(|(here, seen, first, beacons)| Message::Begin { here, seen, first, beacons }),
        (any::<u64>(), lane(), any::<u32>(), ids(40)).prop_map(|(number, lane, next, ids)| {
            Message::Offer(Offer { number, lane, next, ids })
        }),
        (any::<u64>(), prop::collection::vec(any::<u32>(), 0..40))
            .prop_map(|(number, runs)| Message::Want { number, runs }),
        any::<[u32; 3]>().prop_map(Message::Totals),
        strings(1).prop_map(Message::Entries),
        any::<u32>().prop_map(Message::Credit),
        ids(40).prop_map(Message::Bodies),
        (any::<[u8; 32]>(), any::<u32>())
            .prop_map(|(id, offset)| Message::Blob(BlobId::from_bytes(id), offset)),
        (any::<[u8; 32]>(), any::<(u32, u32)>(), prop::collection::vec(any::<u8>(), 0..99))
            .prop_map(|(id, (total, offset), bytes)| {
                Message::Piece { id: BlobId::from_bytes(id), total, offset, bytes }
            }),
        any_cursor().prop_map(Message::Finished),
        (0..golden().len()).prop_map(|n| golden().swap_remove(n).0),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(message in message()) {
        prop_assert_eq!(Message::decode(&message.encode()), Ok(message));
    }

    #[test]
    fn any_bytes_are_refused_or_written_back_as_they_came(
        message in message(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        random in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut frame = message.encode();
        for (at, to) in changes {
            let at = at.index(frame.len());
            frame[at] = to;
        }
        for frame in [frame, random] {
            if let Ok(message) = Message::decode(&frame) {
                prop_assert_eq!(message.encode(), frame);
            }
        }
    }
}
