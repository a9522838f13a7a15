//! A faulty edit is named, and changes nothing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod scribes;

use participation_acts::{FieldEdits, TextField};
use participation_documents::{Document, EditFault, limits};
use participation_types::{EntryId, Language};
use proptest::prelude::*;
use scribes::*;

/// A line, and the same with a branch: `0 ── 1` and `0 ─┬─ 1` with `2` beside it.
fn both() -> [Document; 2] {
    let edits = [
        write(0, 0, &[], vec![splice(0, 0, "plaça")]),
        write(1, 1, &[0], vec![splice(5, 0, " 👩‍👧")]),
        write(2, 2, &[0], vec![splice(0, 0, "la ")]),
    ];
    [document(&edits[..2]), document(&edits)]
}

/// The fault of an edit, which has changed nothing and is missed by whoever names it.
fn fault(document: &mut Document, edit: &Written) -> EditFault {
    let before = (document.versions(), document.heads(), document.text(), document.change_hashes());
    let fault = document.apply(&edit.edit()).unwrap_err();
    let after = (document.versions(), document.heads(), document.text(), document.change_hashes());
    assert_eq!(before.0, after.0);
    assert_eq!((before.1, before.2), (after.1, after.2));
    assert!(before.3.is_empty() || before.3 == after.3);
    let mut upon = write(99, 4, &[1], vec![]);
    upon.deps = vec![edit.id];
    assert_eq!(document.apply(&upon.edit()), Err(EditFault::Missing(edit.id)));
    fault
}

#[test]
fn what_lies_behind_the_end_cannot_be_changed() {
    let beyond = |at, length| EditFault::Beyond { field: BODY, language: ca(), at, length };
    for mut document in both() {
        // Version 1 has "plaça " and an emoji of three scalar values.
        for (splices, at, length) in [
            (vec![splice(10, 0, "x")], 10, 9),
            (vec![splice(0, 10, "")], 10, 9),
            (vec![splice(9, 1, "")], 10, 9),
            (vec![splice(0, 9, ""), splice(1, 0, "x")], 1, 0),
            (vec![splice(9, 0, "xy"), splice(12, 0, "x")], 12, 11),
            (vec![splice(u32::MAX as usize, 5, "")], u64::from(u32::MAX) + 5, 9),
        ] {
            assert_eq!(fault(&mut document, &write(5, 1, &[1], splices)), beyond(at, length));
        }
        let good =
            write(5, 1, &[1], vec![splice(9, 0, "xy"), splice(11, 0, "z"), splice(0, 12, "")]);
        document.apply(&good.edit()).unwrap();
    }
}

#[test]
fn positions_are_judged_in_the_version_that_the_edit_names() {
    let [_, mut document] = both();
    let long = write(5, 1, &[1], vec![splice(0, 0, &"x".repeat(100))]);
    document.apply(&long.edit()).unwrap();
    // Edit 2 knows eight characters, however long the text has become elsewhere.
    let edit = write(6, 2, &[2], vec![splice(50, 0, "y")]);
    let expected = EditFault::Beyond { field: BODY, language: ca(), at: 50, length: 8 };
    assert_eq!(fault(&mut document, &edit), expected);
}

#[test]
fn a_text_does_not_get_too_long_and_can_always_be_cut() {
    let part = limits::MAX_TEXT / 2 - 1;
    let long = |n, by, deps: &[usize]| write(n, by, deps, vec![splice(0, 0, &"x".repeat(part))]);
    let mut document = document(&[long(0, 0, &[]), long(1, 1, &[0]), long(2, 2, &[0])]);
    let length = 4 * part as u64;
    let over = fault(&mut document, &write(3, 1, &[1, 2], vec![splice(0, 0, &"x".repeat(part))]));
    assert_eq!(over, EditFault::TooLong { field: BODY, language: ca(), length });
    let cut = write(3, 1, &[1, 2], vec![splice(0, 1000, "y")]);
    document.apply(&cut.edit()).unwrap();
}

#[test]
fn an_author_builds_upon_their_own_last_edit() {
    for mut document in both() {
        let twin = write(5, 1, &[0], vec![splice(0, 0, "x")]);
        assert_eq!(fault(&mut document, &twin), EditFault::OwnPast(id(1)));
    }
}

#[test]
fn a_dep_that_is_not_here_is_missing() {
    for mut document in both() {
        let early = write(6, 3, &[1, 5], vec![splice(0, 0, "x")]);
        assert_eq!(document.apply(&early.edit()), Err(EditFault::Missing(id(5))));
        assert!(document.apply(&early.edit()).unwrap_err().is_missing());
        document.apply(&write(5, 4, &[0], vec![]).edit()).unwrap();
        document.apply(&early.edit()).unwrap();
        assert_eq!(document.text_at(&[id(7)]), Err(EditFault::Missing(id(7))));
        assert_eq!(document.merge(&[id(7)]), Err(EditFault::Missing(id(7))));
    }
}

#[test]
fn deps_lie_beside_each_other() {
    for mut document in both() {
        for deps in [&[0, 1][..], &[1, 0], &[1, 1]] {
            let nested = fault(&mut document, &write(5, 1, deps, vec![]));
            assert!(matches!(nested, EditFault::Nested(_)), "{nested}");
        }
    }
}

#[test]
fn only_the_first_edit_has_no_deps() {
    for mut document in both() {
        assert_eq!(fault(&mut document, &write(5, 3, &[], vec![])), EditFault::Root);
    }
    let edit = write(1, 0, &[0], vec![]);
    assert_eq!(
        Document::new(subject(), None, &edit.edit()).unwrap_err(),
        EditFault::Missing(id(0))
    );
    let mut edit = write(1, 0, &[], vec![]);
    edit.branch = id(7);
    assert_eq!(Document::new(subject(), None, &edit.edit()).unwrap_err(), EditFault::Root);
}

#[test]
fn an_edit_descends_from_its_branch() {
    for mut document in both() {
        let mut edit = write(5, 3, &[1], vec![]);
        edit.branch = id(7);
        assert_eq!(fault(&mut document, &edit), EditFault::Branch(id(7)));
    }
}

#[test]
fn what_is_here_is_taken_in_once() {
    for mut document in both() {
        let versions = document.versions();
        document.apply(&write(1, 1, &[0], vec![splice(5, 0, " 👩‍👧")]).edit()).unwrap();
        assert_eq!(document.versions(), versions);
    }
}

fn languages(from: usize, number: usize) -> FieldEdits {
    let tag = |n: usize| {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
        let tag: String = [letter(n / 676), letter(n / 26), letter(n)].iter().collect();
        Language::new(&tag).unwrap()
    };
    let edit = |n| text_edit(TextField::Title, tag(n), vec![splice(0, 0, "x")]);
    FieldEdits::new((from..from + number).map(edit))
}

#[test]
fn a_version_has_so_many_texts_and_no_more() {
    let mut document = begin(&write(0, 0, &[], vec![]));
    for n in 1..=4 {
        let edit = with_fields(n, 0, &[n - 1], languages(n * 64, 64));
        document.apply(&edit.edit()).unwrap();
    }
    let more = with_fields(5, 0, &[4], languages(0, 1));
    assert_eq!(document.apply(&more.edit()), Err(EditFault::TooMany));
    document.apply(&with_fields(5, 0, &[4], languages(64, 1)).edit()).unwrap();
}

#[test]
fn work_without_end_is_refused() {
    let long = "x".repeat(50_000);
    let mut document = begin(&write(0, 0, &[], vec![splice(0, 0, &long)]));
    let rewrite = |n| write(n, 0, &[n - 1], vec![splice(0, 50_000, &long)]);
    let refused = (1..).find(|n| document.apply(&rewrite(*n).edit()).is_err());
    assert_eq!(refused, Some(10));
}

#[test]
fn a_past_without_end_is_refused() {
    let mut document = begin(&write(0, 0, &[], vec![]));
    for n in 1..=limits::MAX_EDITS {
        let edit = write(n, n % 2, &[n - 1], vec![]);
        let expected = if n < limits::MAX_EDITS { Ok(()) } else { Err(EditFault::TooMany) };
        assert_eq!(document.apply(&edit.edit()), expected, "{n}");
    }
}

#[test]
fn a_document_that_is_too_much_for_a_node_stands_at_its_first_text_in_any_order() {
    let root = write(0, 0, &[], vec![splice(0, 0, "plaça")]);
    let flood: Vec<Written> =
        (1..=17).map(|n| with_fields(n, n, &[0], languages(n * 64, 64))).collect();
    let fill = |order: &mut dyn Iterator<Item = &Written>| {
        let mut document = begin(&root);
        let last = order.map(|edit| document.apply(&edit.edit())).last();
        assert_eq!(last, Some(Err(EditFault::Full)));
        document
    };
    let there = fill(&mut flood.iter());
    let back = fill(&mut flood.iter().rev());
    assert!(there.is_full() && back.is_full());
    assert_eq!(there.text(), back.text());
    assert_eq!(body(&there.text().unwrap()), "plaça");
    assert_eq!((there.heads(), there.versions()), (back.heads(), back.versions()));
    assert_eq!(there.heads(), [id(0)]);
    assert!(there.bytes() < 6000);
}

#[test]
fn of_a_thousand_splices_at_both_ends_and_a_deletion_beside_them_what_came_in_stays() {
    // As many splices as one text of an edit can have, each at the other end.
    let many = (0..1024).map(|n| splice(if n % 2 == 0 { 0 } else { 5_000 }, 1, "y")).collect();
    let root = write(0, 0, &[], vec![splice(0, 0, &"x".repeat(6_000))]);
    let beside = write(2, 2, &[0], vec![splice(0, 6_000, "")]);
    let edits = [root, write(1, 1, &[0], many), beside];
    let text = document(&edits).text().unwrap();
    assert!(body(&text).chars().all(|c| c == 'y'), "what came in stays, what went out is gone");
    assert_eq!(body(&text).chars().count(), 2);
}

#[test]
fn a_deep_ladder_of_edits_needs_no_stack() {
    let mut edits = vec![write(0, 0, &[], vec![])];
    for step in 0..300 {
        let (left, right) = (step * 2 + 1, step * 2 + 2);
        let deps = if step == 0 { vec![0] } else { vec![left - 2, right - 2] };
        edits.push(write(left, 1, &deps, vec![]));
        edits.push(write(right, 2, &deps, vec![]));
    }
    let document = document(&edits);
    let order: Vec<EntryId> = document.versions().into_iter().map(|version| version.id).collect();
    assert_eq!(order.len(), 601);
    assert_eq!(document.heads().len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn faulty_edits_between_good_ones_leave_no_trace(
        steps in steps(25),
        faulty in proptest::collection::vec((0_usize..1000, 0_usize..5, 0_usize..100), 25),
    ) {
        let tale = tale(&steps);
        let clean = document(&tale.edits);
        let mut dirty = begin(&tale.edits[0]);
        for (number, edit) in (1..).zip(&tale.edits[1..]) {
            let (dep, by, at) = faulty[number % faulty.len()];
            let wrong = write(1000 + number, by, &[dep % number], vec![splice(at + 9000, 1, "x")]);
            prop_assert!(dirty.apply(&wrong.edit()).is_err());
            dirty.apply(&edit.edit()).unwrap();
        }
        let mut clean = clean;
        clean.branch_out().unwrap();
        dirty.branch_out().unwrap();
        prop_assert_eq!(clean.change_hashes(), dirty.change_hashes());
        prop_assert_eq!(clean.text(), dirty.text());
        prop_assert_eq!(clean.versions(), dirty.versions());
    }
}
