//! What a peer says in a session: frames for the target that listens, and ranges for the one that
//! compares.

use participation_types::{EntryId, Writer, sha256, to_canonical};

/// How the target's session begins: as the dialler or the listener, open or not, with a peer that
/// comes back or a new one, who reads what it is told or does not.
const MODES: u8 = 16;

/// An entry of the target's set, which another node names.
fn known(n: u8) -> EntryId {
    EntryId::from_bytes(sha256(&[n; 50]))
}

/// One of each message, but for those that open a session.
fn messages() -> Vec<Vec<u8>> {
    let small = |items: &[u64]| {
        to_canonical(|w| {
            w.array(items.len());
            items.iter().for_each(|item| {
                w.uint(*item);
            });
        })
    };
    let list = |kind, write: &dyn Fn(&mut Writer)| {
        to_canonical(|w| {
            w.array(2).uint(kind);
            write(w);
        })
    };
    let cursor = |w: &mut Writer| {
        w.array(4).bytes(&[1; 8]).uint(40).uint(40).uint(40);
    };
    vec![
        small(&[7, 14, 13, 13]),
        to_canonical(|w| {
            w.array(5).uint(4).uint(0).uint(2).uint(7).array(2);
            w.bytes(&[9; 32]).bytes(known(2).as_bytes());
        }),
        to_canonical(|w| {
            w.array(3).uint(5).uint(0).array(2).uint(0).uint(3);
        }),
        small(&[6]),
        list(8, &|w| {
            w.array(2).array(4).uint(0).bytes(&[1]).uint(3).uint(3);
            w.array(3).uint(0).bytes(&[3]).bytes(&[1; 8]);
        }),
        list(9, &|w| {
            w.array(1).array(3).bytes(&[]).bytes(&[3]).bytes(&[1; 8]);
        }),
        list(10, &|w| {
            w.array(2).bytes(b"\x02a new one").bytes(b"\x01another");
        }),
        small(&[11]),
        small(&[12, 50]),
        list(13, &|w| {
            w.array(1).bytes(known(1).as_bytes());
        }),
        to_canonical(|w| {
            w.array(3).uint(14).bytes(&[0; 32]).uint(65_536);
        }),
        to_canonical(|w| {
            w.array(5).uint(15).bytes(&[0; 32]).uint(9).uint(0).bytes(b"a piece");
        }),
        list(16, &cursor),
        small(&[2, 2, 9]),
    ]
}

/// All messages, to a session that began in each way.
pub(crate) fn sessions() -> Vec<(String, Vec<u8>)> {
    let frames: Vec<Vec<u8>> = messages()
        .into_iter()
        .map(|frame| {
            let length = u16::try_from(frame.len()).expect("a short frame").to_be_bytes();
            [&length[..], &frame].concat()
        })
        .collect();
    let mut seeds = Vec::new();
    for mode in 0..MODES {
        seeds.push((format!("{mode:02}-all"), [&[mode][..], &frames.concat()].concat()));
        for (kind, frame) in frames.iter().enumerate() {
            seeds.push((format!("{mode:02}-{kind:02}"), [&[mode][..], frame].concat()));
        }
    }
    seeds
}

/// Ranges, and what is sought in them, each with a budget.
pub(crate) fn ranges() -> Vec<(&'static str, Vec<u8>)> {
    let ranges = to_canonical(|w| {
        w.array(5);
        w.array(2).uint(0).bytes(&[0, 0, 1]);
        w.array(3).uint(2).bytes(&[2]).bytes(&[0, 0, 0, 0, 0, 0, 0, 7]);
        w.array(4).uint(0).bytes(&[1]).uint(100).uint(u64::MAX);
        w.array(3).uint(0).bytes(&[2]).bytes(&[]);
        w.array(3).uint(0).bytes(&[3]).null();
    });
    let want = to_canonical(|w| {
        w.array(3).bytes(&[]).bytes(&[3]).bytes(&[0, 0, 0, 0, 0, 0, 0, 7]);
    });
    vec![
        ("every-form", [&[0, 255][..], &ranges].concat()),
        ("little-budget", [&[0, 7][..], &ranges].concat()),
        ("sought", [&[1, 255][..], &want].concat()),
    ]
}
