//! The bytes of a message: frozen, read in one form only, bounded.

use participation_sync::ranges::{
    Bound, MAX_LIST, MAX_RANGES, MAX_SHORT_IDS, Mode, Range, Ranges, Want,
};
use participation_sync::{Fingerprint, Key, ShortId};
use participation_types::{CborError, EntryId, Lane, Reader, Writer, to_canonical};
use proptest::prelude::*;

use crate::sets::{Dice, Side, index, key};

fn bytes(hex: &str) -> Vec<u8> {
    let digits = hex.replace(' ', "");
    let pairs = (0..digits.len()).step_by(2).map(|at| &digits[at..at + 2]);
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

fn read(bytes: &[u8]) -> Result<Ranges, CborError> {
    let mut reader = Reader::new(bytes);
    let ranges = Ranges::read(&mut reader)?;
    reader.end().map(|()| ranges)
}

const RANGES: [&str; 6] = [
    "85",                                              // an array of five ranges
    "82 00 4402000001",                                // up to 02 00 00 01: skip
    "83 02 420180 500000000000000007ffffffffffffffff", // up to 02 00 01 80: a list
    "84 04 41ab 1903e8 1b0123456789abcdef",            // up to 02 00 01 80 ab: a fingerprint
    "83 01 4105 f6",                                   // up to 02 05: open
    "83 00 4103 40",                                   // to the end: a list of nothing
];

#[test]
fn ranges_keep_their_bytes() {
    let golden = bytes(&RANGES.concat());
    let ranges = read(&golden).unwrap();
    let found: Vec<(Vec<u8>, Mode)> =
        ranges.iter().map(|Range { to, mode }| (to.as_bytes().to_vec(), mode.clone())).collect();
    let fingerprint = Fingerprint { count: 1_000, sum: 0x0123_4567_89ab_cdef };
    assert_eq!(
        found,
        [
            (vec![2, 0, 0, 1], Mode::Skip),
            (vec![2, 0, 1, 0x80], Mode::List(vec![ShortId(7), ShortId(u64::MAX)])),
            (vec![2, 0, 1, 0x80, 0xab], Mode::Fingerprint(fingerprint)),
            (vec![2, 5], Mode::Open),
            (vec![3], Mode::List(vec![])),
        ]
    );
    assert_eq!(to_canonical(|w| ranges.write(w)), golden);
    assert_eq!(read(&[0x80]), Ok(Ranges::default()));
}

#[test]
fn a_want_keeps_its_bytes() {
    let golden = bytes("83 40 420201 480000000000000009");
    let want = Want::read(&mut Reader::new(&golden)).unwrap();
    assert_eq!(want.ids(), [ShortId(9)]);
    assert_eq!(to_canonical(|w| want.write(w)), golden);
}

#[test]
fn another_form_is_refused_and_says_why() {
    let cases = [
        ("81 82 00 4102", "the last range is skipped"),
        ("83 82 00 4101 82 00 4102 83 00 4103 40", "two skipped"),
        ("81 83 01 4102 40", "a bound shares more than there is"),
        ("81 83 00 40 40", "byte string of length 0, allowed are 1 to 41"),
        ("81 83 00 420100 40", "ends in a zero byte"),
        ("81 83 00 4104 40", "begins with no lane"),
        ("81 83 00 420301 40", "begins with no lane"),
        ("82 83 00 4102 40 83 00 4102 40", "not behind the one before"),
        ("82 83 00 4102 40 83 00 4101 40", "not behind the one before"),
        // It shares a byte that it does not say it shares.
        ("82 83 00 4102 40 83 00 420201 40", "not behind the one before"),
        ("81 84 00 4103 00 00", "the fingerprint of nothing"),
        ("81 83 00 4103 4701020304050607", "a short id has 8 bytes"),
        ("81 83 00 4103 5000000000000000070000000000000007", "do not ascend"),
        ("81 81 00", "array of length 1, allowed are 2 to 4"),
        ("81 85 00 4103 01 00 00", "array of length 5, allowed are 2 to 4"),
        ("80 00", "bytes after the end"),
    ];
    for (hex, why) in cases {
        let error = read(&bytes(hex)).unwrap_err().to_string();
        assert!(error.contains(why), "{hex}: {error}");
    }
    for hex in [
        "83 4102 4102 480000000000000009",
        "83 4102 4101 480000000000000009",
        "83 40 40 480000000000000009",
        "83 40 4103 40",
    ] {
        assert!(Want::read(&mut Reader::new(&bytes(hex))).is_err(), "{hex}");
    }
}

/// Ranges with ascending bounds and lists of this many short ids.
fn lists(ranges: usize, ids: usize) -> Vec<u8> {
    let shorts: Vec<u8> = (0..ids as u64).flat_map(u64::to_be_bytes).collect();
    to_canonical(|w: &mut Writer| {
        w.array(ranges);
        let mut before = vec![];
        for n in 1..=ranges as u16 {
            let [high, low] = n.to_be_bytes();
            // Odd, so that no bound ends in a zero byte.
            let bound = [1, high, low, 1];
            let shared = bound.iter().zip(&before).take_while(|(one, other)| one == other).count();
            w.array(3).uint(shared as u64).bytes(&bound[shared..]).bytes(&shorts);
            before = bound.to_vec();
        }
    })
}

#[test]
fn what_a_message_holds_is_bounded() {
    assert_eq!(read(&lists(MAX_RANGES, 0)).unwrap().iter().len(), MAX_RANGES);
    assert!(matches!(
        read(&lists(MAX_RANGES + 1, 0)),
        Err(CborError::Length { what: "array", max: MAX_RANGES, .. })
    ));
    assert!(read(&lists(1, MAX_LIST)).is_ok());
    assert!(matches!(read(&lists(1, MAX_LIST + 1)), Err(CborError::Length { max: 8192, .. })));
    let full = MAX_SHORT_IDS / MAX_LIST;
    assert_eq!(read(&lists(full, MAX_LIST)).unwrap().short_ids(), MAX_SHORT_IDS);
    let error = read(&lists(full + 1, MAX_LIST)).unwrap_err().to_string();
    assert!(error.contains("more than 65536 short ids"), "{error}");
}

fn bytes_of(key: &Key) -> Vec<u8> {
    [&[key.lane.number()][..], &key.time.millis().to_be_bytes(), key.id.as_bytes()].concat()
}

proptest! {
    #[test]
    fn a_bound_is_the_shortest_that_parts_two_keys(
        keys in prop::array::uniform2((0..3_usize, 0..3_u64, prop::array::uniform32(0..2_u8))),
    ) {
        let [one, other] = keys.map(|(lane, time, id)| {
            key(Lane::ALL[lane], time << 20, EntryId::from_bytes(id))
        });
        prop_assume!(one != other);
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        let bound = Bound::between(&low, &high);
        let parts = |bound: &[u8]| bytes_of(&low).as_slice() < bound && bound <= &bytes_of(&high)[..];
        prop_assert!(parts(bound.as_bytes()));
        prop_assert!(!parts(&bound.as_bytes()[..bound.as_bytes().len() - 1]));
        prop_assert!(Bound::START < bound && bound < Bound::END);
    }

    #[test]
    fn any_bytes_are_refused_or_written_back_the_same(
        noise in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        if let Ok(ranges) = read(&noise) {
            prop_assert_eq!(to_canonical(|w| ranges.write(w)), &noise[..]);
        }
        let mut reader = Reader::new(&noise);
        if let Ok(want) = Want::read(&mut reader) {
            prop_assert_eq!(to_canonical(|w| want.write(w)), &noise[..reader.position()]);
        }
    }

    #[test]
    fn a_changed_message_is_refused_or_written_back_the_same(
        seed: u64, count in 0..900_usize, at: prop::sample::Index, byte: u8,
    ) {
        let mut dice = Dice(seed);
        let keys: Vec<Key> =
            (0..count).map(|n| key(Lane::ALL[n % 3], dice.roll() >> 24, dice.id())).collect();
        let mut message = to_canonical(|w| Side::new(index(&keys)).first().write(w));
        prop_assert!(read(&message).is_ok());
        let at = at.index(message.len());
        message[at] = byte;
        if let Ok(ranges) = read(&message) {
            prop_assert_eq!(to_canonical(|w| ranges.write(w)), message);
        }
    }
}
