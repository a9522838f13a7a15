//! Every text and number has the bound of the document: what reaches it is read, what is one
//! beyond is refused where it stands.

use participation_acts::{Content, Envelope, Point};

use super::samples::{
    all, answer, attachment, comment, compose, edit, erasure, imported, kind, phase_change, rebase,
    relate, rewording, root, space, verdict,
};
use super::tree::Tree;
use super::{refused, taken};

#[test]
fn texts_have_the_lengths_of_the_document() {
    let (space, edit) = (Content::Space(space()), Content::Edit(edit()));
    let (attach, answer) = (Content::Attach(attachment()), Content::Answer(answer()));
    let (composed, imported) = (compose(root()), compose(imported()));
    let texts: &[(&Content, &[usize], usize)] = &[
        (&space, &[3, 0, 1], 300),
        (&space, &[5, 0, 0, 1], 300),
        (&space, &[5, 1, 10, 0, 0], 40),
        (&space, &[5, 1, 10, 0, 1, 0, 1], 100),
        (&composed, &[2, 6, 0, 3, 0, 2], 60_000),
        (&imported, &[2, 1, 0], 40),
        (&imported, &[2, 1, 1], 100),
        (&imported, &[2, 1, 2], 100),
        (&imported, &[2, 1, 3], 400),
        (&imported, &[2, 1, 8], 40),
        (&imported, &[2, 1, 10, 0, 1], 20_000),
        (&imported, &[2, 1, 11, 0, 0], 200),
        (&imported, &[2, 1, 11, 0, 1], 20_000),
        (&edit, &[6, 0, 3, 1, 2], 60_000),
        (&edit, &[6, 1, 2, 1], 2_000),
        (&Content::Verdict(verdict()), &[6, 0, 1], 4_000),
        (&kind(46), &[3, 0, 1], 4_000),
        (&attach, &[6], 100),
        (&attach, &[7], 200),
        (&attach, &[8, 0, 1], 600),
        (&Content::Comment(comment()), &[7], 60_000),
        (&Content::Reword(rewording()), &[5], 60_000),
        (&kind(54), &[2], 100),
        (&kind(54), &[3, 0, 1], 2_000),
        (&answer, &[4], 40),
        (&answer, &[5, 0, 1], 20_000),
        (&answer, &[7, 0, 1], 4_000),
        (&answer, &[8, 0, 1], 600),
        (&kind(56), &[6, 0, 1], 20_000),
        (&kind(58), &[5, 0, 1], 4_000),
        (&kind(59), &[3], 4_000),
    ];
    for (content, path, most) in texts {
        taken(content, path, Tree::text(*most));
        let what = format!("text of length {}, allowed are 0 to {most}", most + 1);
        refused(content, path, Tree::text(most + 1), Some(path), &what);
    }
}

#[test]
fn an_envelope_has_1_to_24576_bytes() {
    let report = kind(57);
    let sealed = |length| Tree::Bytes(vec![7; length]);
    for good in [1, 24_576] {
        taken(&report, &[2], sealed(good));
        assert!(Envelope::new(vec![7; good]).is_some());
    }
    for bad in [0, 24_577] {
        let what = format!("byte string of length {bad}, allowed are 1 to 24576");
        refused(&report, &[2], sealed(bad), Some(&[2]), &what);
        assert_eq!(Envelope::new(vec![7; bad]), None);
    }
}

#[test]
fn a_language_is_a_tag_of_2_to_12_bytes() {
    let tag = |tag: &str| Tree::Text(tag.to_owned());
    let places: [(Content, &[usize]); 4] = [
        (Content::Comment(comment()), &[6]),
        (Content::Reword(rewording()), &[4]),
        (kind(59), &[2]),
        (Content::Edit(edit()), &[6, 0, 2]),
    ];
    for (content, path) in places {
        for good in ["ca", "ast", "pt-br", "ca-valencia", "zh-hant-hk", "de-1996"] {
            taken(&content, path, tag(good));
        }
        for bad in ["CA", "c1", "ca_es", "ca-", "-ca", "ca--es", "ca-x", "cata", "ça", "ca-ES"] {
            refused(&content, path, tag(bad), Some(path), "not a language tag");
        }
        for (bad, length) in [("", 0), ("c", 1), ("ca-valencia-x", 13)] {
            let what = format!("text of length {length}, allowed are 2 to 12");
            refused(&content, path, tag(bad), Some(path), &what);
        }
    }
}

#[test]
fn numbers_beyond_their_field_are_refused() {
    let (space, edit) = (Content::Space(space()), Content::Edit(edit()));
    let (composed, imported) = (compose(root()), compose(imported()));
    let above = |content: &Content, path: &[usize], bound: u64, what| {
        refused(content, path, Tree::Uint(bound + 1), Some(path), what);
    };
    let two_bytes: [(&Content, &[usize]); 9] = [
        (&space, &[5, 1, 2]),
        (&space, &[5, 1, 3]),
        (&space, &[5, 1, 4]),
        (&space, &[5, 1, 6]),
        (&space, &[5, 1, 7]),
        (&space, &[5, 1, 8]),
        (&composed, &[2, 2]),
        (&Content::Attach(attachment()), &[9]),
        (&Content::Erase(erasure()), &[1, 0, 1, 4]),
    ];
    for (content, path) in two_bytes {
        above(content, path, u16::MAX.into(), "number above 65535");
    }
    let four_bytes: [(&Content, &[usize]); 8] = [
        (&space, &[5, 1, 0]),
        (&space, &[5, 1, 5]),
        (&imported, &[2, 1, 5]),
        (&imported, &[2, 1, 6]),
        (&imported, &[2, 1, 7]),
        (&edit, &[6, 0, 3, 0, 0]),
        (&edit, &[6, 0, 3, 0, 1]),
        (&Content::Rebase(rebase()), &[4, 0, 2]),
    ];
    for (content, path) in four_bytes {
        above(content, path, u32::MAX.into(), "number above 2^32-1");
    }
    above(&space, &[5, 1, 9], u8::MAX.into(), "number above 255");
    for (content, path) in [(&space, &[5, 1, 5]), (&imported, &[2, 1, 5])] {
        taken(content, path, Tree::Uint(u32::MAX.into()));
    }
    taken(&composed, &[2, 2], Tree::Uint(u16::MAX.into()));
    taken(&edit, &[6, 0, 3, 0, 0], Tree::Uint(u32::MAX.into()));
    for (content, path) in [(&space, &[5, 2][..]), (&imported, &[2, 1, 4]), (&edit, &[6, 4, 2, 1])]
    {
        taken(content, path, Tree::Uint(u64::MAX));
    }
}

#[test]
fn a_counter_is_1_to_4294967295() {
    let counters: [(Content, &[usize]); 9] = [
        (kind(44), &[2]),
        (Content::Relate(relate()), &[5]),
        (Content::Reword(rewording()), &[3]),
        (kind(52), &[4]),
        (kind(53), &[2]),
        (kind(54), &[1]),
        (Content::Answer(answer()), &[3]),
        (kind(56), &[4]),
        (kind(58), &[2]),
    ];
    for (content, path) in &counters {
        assert_eq!(content.counter(), Some(1));
        taken(content, path, Tree::Uint(u32::MAX.into()));
        refused(content, path, Tree::Uint(0), None, "a counter of 0: the first is 1");
        let beyond = Tree::Uint(u64::from(u32::MAX) + 1);
        refused(content, path, beyond, Some(path), "number above 2^32-1");
    }
    let counted = all().iter().filter(|content| content.counter().is_some()).count();
    assert_eq!(counted, counters.len(), "a kind with a counter is not in this test");
}

#[test]
fn lengths_and_depths_of_a_phase_have_their_bounds() {
    let what = "a length or depth out of bounds";
    let bounds =
        [(6, Some(0), 1, 300), (7, Some(0), 1, 60_000), (8, Some(0), 1, 20_000), (9, None, 0, 64)];
    let places: [(Content, &[usize]); 2] =
        [(Content::Space(space()), &[5, 1]), (Content::Phase(phase_change()), &[3, 1])];
    for (content, rules) in places {
        for (field, below, least, most) in bounds {
            let path = [rules, &[field]].concat();
            taken(&content, &path, Tree::Uint(least));
            taken(&content, &path, Tree::Uint(most));
            for bad in [below, Some(most + 1)].into_iter().flatten() {
                refused(&content, &path, Tree::Uint(bad), None, what);
            }
        }
        let fewest = [rules, &[4]].concat();
        taken(&content, &fewest, Tree::Uint(10));
        let what = "more supports are asked for than are allowed";
        refused(&content, &fewest, Tree::Uint(11), None, what);
        // Without a limit, any number may be asked for.
        let both = [rules, &[3]].concat();
        taken(&content, &both, Tree::Uint(0));
    }
}

#[test]
fn permits_that_there_are_not_are_refused() {
    let places: [(Content, &[usize]); 2] =
        [(Content::Space(space()), &[5, 1, 0]), (Content::Phase(phase_change()), &[3, 1, 0])];
    for (content, path) in places {
        for good in [0, 1, 1 << 10, (1 << 11) - 1] {
            taken(&content, path, Tree::Uint(good));
        }
        for bad in [1 << 11, (1 << 11) + 1, 1 << 31] {
            refused(&content, path, Tree::Uint(bad), Some(path), "a permit that there is not");
        }
    }
}

#[test]
fn a_file_has_1_byte_to_16_mib() {
    let attach = Content::Attach(attachment());
    for good in [1, 16_777_216] {
        taken(&attach, &[5], Tree::Uint(good));
    }
    for bad in [0, 16_777_217, u64::MAX] {
        let what = "a file of 1 byte to 16 MiB is attached";
        refused(&attach, &[5], Tree::Uint(bad), None, what);
    }
}

#[test]
fn a_place_lies_on_the_earth() {
    let (edit, path) = (Content::Edit(edit()), &[6, 2, 2, 1]);
    let number = |n: i64| match u64::try_from(n) {
        Ok(n) => Tree::Uint(n),
        Err(_) => Tree::Negative(!n.cast_unsigned()),
    };
    let point = |lat, lon| Tree::Array(vec![number(lat), number(lon)]);
    let (north, east) = (900_000_000, 1_800_000_000);
    for (lat, lon) in [(0, 0), (north, east), (-north, -east), (-1, 1)] {
        taken(&edit, path, point(lat, lon));
        let (lat, lon) = (i32::try_from(lat).unwrap(), i32::try_from(lon).unwrap());
        assert!(Point::new(lat, lon).is_some());
    }
    for (lat, lon) in [
        (north + 1, 0),
        (-north - 1, 0),
        (0, east + 1),
        (0, -east - 1),
        (i64::from(i32::MIN), 0),
        (i64::from(i32::MAX) + 1, 0),
        (i64::MAX, i64::MIN),
    ] {
        refused(&edit, path, point(lat, lon), Some(path), "no place on the Earth");
    }
    assert!(Point::new(0, i32::MIN).is_none());
    let huge = Tree::Array(vec![Tree::Uint(u64::MAX), Tree::Uint(0)]);
    refused(&edit, path, huge, Some(&[6, 2, 2, 1, 0]), "expected an integer");
}
