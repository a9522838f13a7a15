//! Messages that no recorded session has, and messages with one fault each.

use participation_types::{Writer, to_canonical};

/// A bound: how many bytes it shares with the one before, and the rest.
type Bound<'a> = (u64, &'a [u8]);

fn message(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    to_canonical(write)
}

/// A range with this bound and what `write` says of it.
fn range(w: &mut Writer, items: usize, bound: Bound<'_>, write: impl FnOnce(&mut Writer)) {
    w.array(items).uint(bound.0).bytes(bound.1);
    write(w);
}

fn skip(w: &mut Writer, bound: Bound<'_>) {
    range(w, 2, bound, |_| {});
}

fn list(w: &mut Writer, bound: Bound<'_>, shorts: &[u64]) {
    let bytes: Vec<u8> = shorts.iter().flat_map(|short| short.to_be_bytes()).collect();
    range(w, 3, bound, |w| {
        w.bytes(&bytes);
    });
}

fn fingerprint(w: &mut Writer, bound: Bound<'_>, count: u64, sum: u64) {
    range(w, 4, bound, |w| {
        w.uint(count).uint(sum);
    });
}

fn open(w: &mut Writer, bound: Bound<'_>) {
    range(w, 3, bound, |w| {
        w.null();
    });
}

fn ranges(count: usize, write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    message(|w| {
        w.array(2).uint(8).array(count);
        write(w);
    })
}

fn cursor(w: &mut Writer, incarnation: &[u8]) {
    w.array(4).bytes(incarnation).uint(1).uint(2).uint(u64::from(u32::MAX));
}

fn begin(beacons: &[&[u8]]) -> Vec<u8> {
    message(|w| {
        w.array(5).uint(3);
        cursor(w, &[1; 8]);
        cursor(w, &[2; 8]);
        w.null().array(beacons.len());
        beacons.iter().for_each(|beacon| {
            w.bytes(beacon);
        });
    })
}

/// Of one kind, with one list of so many items.
fn listing(kind: u64, count: usize, item: impl Fn(&mut Writer)) -> Vec<u8> {
    message(|w| {
        w.array(2).uint(kind).array(count);
        (0..count).for_each(|_| item(w));
    })
}

fn id(w: &mut Writer) {
    w.bytes(&[9; 32]);
}

fn seek(from: &[u8], to: &[u8], shorts: &[u8]) -> Vec<u8> {
    listing(9, 1, |w| {
        w.array(3).bytes(from).bytes(to).bytes(shorts);
    })
}

/// Messages of every form that the recorded sessions do not have.
pub(crate) fn good() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("every refusal has its reason: budget", b"\x83\x02\x03\x00".to_vec()),
        ("begin that has seen, with two beacons", begin(&[b"one", &[2; 512]])),
        ("nothing is left to compare", ranges(0, |_| {})),
        (
            "bounds that share, and every form of a range",
            ranges(6, |w| {
                skip(w, (0, &[0, 0, 0, 1]));
                list(w, (3, &[2, 0, 0, 7]), &[7, u64::MAX]);
                fingerprint(w, (5, &[3]), 30, u64::MAX);
                list(w, (0, &[1]), &[]);
                skip(w, (1, &[5; 40]));
                open(w, (0, &[3]));
            }),
        ),
        ("sought from the beginning to the end", seek(&[], &[3], &[0, 0, 0, 0, 0, 0, 0, 9])),
        (
            "an offer without a lane",
            message(|w| {
                w.array(5).uint(4).uint(u64::MAX).null().uint(0).array(1);
                id(w);
            }),
        ),
        (
            "a want of nothing",
            message(|w| {
                w.array(3).uint(5).uint(7).array(0);
            }),
        ),
        (
            "a blob that is not here",
            message(|w| {
                w.array(5).uint(15);
                id(w);
                w.uint(0).uint(0).bytes(&[]);
            }),
        ),
    ]
}

/// Messages with one fault each.
pub(crate) fn refused() -> Vec<(&'static str, Vec<u8>)> {
    let mut all = vec![
        ("no item", vec![0x80]),
        ("a map", vec![0xa1, 6, 6]),
        ("no such kind: 17", vec![0x81, 17]),
        ("an item too few: answered", vec![0x80]),
        ("an item too many: answered", vec![0x82, 11, 0]),
        ("an item too few: credit", vec![0x81, 12]),
        ("an item too many: credit", vec![0x83, 12, 1, 1]),
        ("a longer head of the array", vec![0x98, 1, 11]),
        ("a longer head of the kind", vec![0x81, 0x18, 11]),
        ("a longer head of a number", vec![0x82, 12, 0x18, 5]),
        ("an array without a length", vec![0x9f, 11, 0xff]),
        ("a byte after the end", vec![0x81, 11, 0]),
        ("a byte too few", vec![0x82, 12]),
        ("a number below nothing", vec![0x82, 12, 0x20]),
        ("credit beyond 32 bits", b"\x82\x0c\x1b\0\0\0\x01\0\0\0\0".to_vec()),
        ("no such reason to refuse: 5", b"\x83\x02\x05\x00".to_vec()),
        (
            "a nonce of 15 bytes",
            message(|w| {
                w.array(6).uint(0).uint(1).uint(1).bytes(&[1; 15]).bytes(&[2; 32]).bytes(&[3; 16]);
            }),
        ),
        (
            "a version beyond 16 bits",
            message(|w| {
                w.array(6)
                    .uint(0)
                    .uint(1)
                    .uint(65_536)
                    .bytes(&[1; 16])
                    .bytes(&[2; 32])
                    .bytes(&[3; 16]);
            }),
        ),
        (
            "an incarnation of 7 bytes",
            message(|w| {
                w.array(2).uint(16);
                cursor(w, &[1; 7]);
            }),
        ),
        ("a cursor that is null where it must be there", vec![0x82, 16, 0xf6]),
        ("33 beacons", begin(&[b"b".as_slice(); 33])),
        ("a beacon of no bytes", begin(&[b""])),
        ("a beacon of 513 bytes", begin(&[&[2; 513]])),
        (
            "an offer of nothing",
            message(|w| {
                w.array(5).uint(4).uint(0).null().uint(0).array(0);
            }),
        ),
        (
            "an offer in the lane 3",
            message(|w| {
                w.array(5).uint(4).uint(0).uint(3).uint(0).array(1);
                id(w);
            }),
        ),
        (
            "a want of 1025 runs",
            message(|w| {
                w.array(3).uint(5).uint(0).array(1025);
                (0..1025).for_each(|_| {
                    w.uint(1);
                });
            }),
        ),
        ("totals of two lanes", vec![0x83, 7, 0, 0]),
        ("no entries", listing(10, 0, id)),
        (
            "an entry of no bytes",
            listing(10, 1, |w| {
                w.bytes(&[]);
            }),
        ),
        (
            "1025 entries",
            listing(10, 1025, |w| {
                w.bytes(&[1]);
            }),
        ),
        ("no bodies", listing(13, 0, id)),
        ("257 bodies", listing(13, 257, id)),
        (
            "an id of 31 bytes",
            listing(13, 1, |w| {
                w.bytes(&[9; 31]);
            }),
        ),
        (
            "text in place of bytes",
            listing(10, 1, |w| {
                w.text("entry");
            }),
        ),
    ];
    all.extend(refused_ranges());
    all
}

fn refused_ranges() -> Vec<(&'static str, Vec<u8>)> {
    let two = |first: Bound<'_>, second: Bound<'_>| {
        ranges(2, |w| {
            list(w, first, &[]);
            list(w, second, &[]);
        })
    };
    let one = |bound: Bound<'_>| ranges(1, |w| list(w, bound, &[]));
    vec![
        ("the last range is skipped", ranges(1, |w| skip(w, (0, &[2])))),
        (
            "two skipped ranges follow each other",
            ranges(3, |w| {
                skip(w, (0, &[1]));
                skip(w, (0, &[2]));
                open(w, (0, &[3]));
            }),
        ),
        ("a bound that shares more than there is", one((1, &[2]))),
        ("a bound that shares less than it could", two((0, &[2]), (0, &[2, 1]))),
        ("a bound that ends in a zero byte", one((0, &[1, 0]))),
        ("a bound of no bytes", one((0, &[]))),
        ("a bound of 42 bytes", one((0, &[1; 42]))),
        ("a bound that begins with no lane", one((0, &[4]))),
        ("a bound that goes on behind all keys", one((0, &[3, 1]))),
        ("the same bound twice", two((0, &[2]), (0, &[2]))),
        ("a bound before the one before", two((0, &[2]), (0, &[1]))),
        ("the fingerprint of nothing", ranges(1, |w| fingerprint(w, (0, &[3]), 0, 0))),
        ("short ids that descend", ranges(1, |w| list(w, (0, &[3]), &[9, 7]))),
        ("a short id twice", ranges(1, |w| list(w, (0, &[3]), &[7, 7]))),
        (
            "a short id of 7 bytes",
            ranges(1, |w| {
                range(w, 3, (0, &[3]), |w| {
                    w.bytes(&[1; 7]);
                });
            }),
        ),
        (
            "a range of five items",
            ranges(1, |w| {
                range(w, 5, (0, &[3]), |w| {
                    w.uint(1).uint(1).uint(1);
                });
            }),
        ),
        ("nothing sought", listing(9, 0, id)),
        ("sought in no range", seek(&[2], &[2], &[1; 8])),
        ("sought in a range that ends before it begins", seek(&[2], &[1], &[1; 8])),
        ("no short id sought", seek(&[], &[3], &[])),
        ("sought up to a bound that ends in a zero byte", seek(&[], &[1, 0], &[1; 8])),
    ]
}
