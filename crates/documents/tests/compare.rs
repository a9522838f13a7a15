//! What changed between two versions, to read and to write.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod scribes;

use participation_acts::{FieldEdits, TextField, Value, ValueField};
use participation_documents::{Contents, EditFault, FieldDiff, Piece, PieceKind, change, diff};
use proptest::prelude::*;
use scribes::*;

fn contents(text: &str) -> Contents {
    let mut contents = Contents::default();
    if !text.is_empty() {
        contents.texts.insert((BODY, ca()), text.to_owned());
    }
    contents
}

/// What is left after the edits between the two were applied to the first.
fn applied(before: &Contents, after: &Contents) -> Contents {
    let root = with_fields(0, 0, &[], change(&Contents::default(), before).unwrap());
    let edit = with_fields(1, 0, &[0], change(before, after).unwrap());
    document(&[root, edit]).text().unwrap()
}

fn side(pieces: &[Piece], other: PieceKind) -> String {
    pieces.iter().filter(|piece| piece.kind != other).map(|piece| piece.text.as_str()).collect()
}

fn any_text() -> impl Strategy<Value = String> {
    const WORDS: [&str; 10] = ["banc", "bancs", " ", "\n", "a\u{301}", "👩‍👧", "שלום", ".", "ç", "c"];
    let word = proptest::sample::select(WORDS.as_slice());
    proptest::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

fn any_contents() -> impl Strategy<Value = Contents> {
    let cost = proptest::option::of(0_u64..3);
    (any_text(), any_text(), cost).prop_map(|(title, text, cost)| {
        let mut contents = contents(&text);
        if !title.is_empty() {
            contents.texts.insert((TextField::Title, ca()), title);
        }
        contents.values.extend(cost.map(|cost| (ValueField::Cost, Value::Number(cost))));
        contents
    })
}

proptest! {
    #[test]
    fn the_change_between_two_texts_leads_from_one_to_the_other(
        before in any_contents(),
        after in any_contents(),
    ) {
        prop_assert_eq!(applied(&before, &after), after);
    }

    #[test]
    fn the_pieces_of_a_comparison_make_both_texts(before in any_contents(), after in any_contents()) {
        for changed in diff(&before, &after) {
            match changed {
                FieldDiff::Text { field, language, pieces } => {
                    prop_assert_eq!(side(&pieces, PieceKind::Insert), before.text(field, language));
                    prop_assert_eq!(side(&pieces, PieceKind::Delete), after.text(field, language));
                    prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
                }
                FieldDiff::Value { field, before: old, after: new } => {
                    prop_assert_eq!(old.as_ref(), before.value(field));
                    prop_assert_eq!(new.as_ref(), after.value(field));
                }
            }
        }
    }
}

#[test]
fn what_did_not_change_is_not_listed() {
    let text = contents("un banc");
    assert_eq!(diff(&text, &text), []);
    assert_eq!(change(&text, &text), Ok(FieldEdits::default()));
}

#[test]
fn two_who_change_different_words_at_once_both_succeed() {
    let before = contents("un banc a la plaça i un arbre al carrer");
    let root = with_fields(0, 0, &[], change(&Contents::default(), &before).unwrap());
    let to =
        |number, text| with_fields(number, number, &[0], change(&before, &contents(text)).unwrap());
    let one = to(1, "dos bancs a la plaça i un arbre al carrer");
    let other = to(2, "un banc a la plaça i tres arbres al carrer");
    let text = document(&[root, one, other]).text().unwrap();
    assert_eq!(body(&text), "dos bancs a la plaça i tres arbres al carrer");
}

#[test]
fn the_longest_texts_are_compared_in_bounded_work() {
    let numbers = |from: u32| (from..).map(|n| format!("{n} "));
    let long = |from| {
        let text: String = numbers(from).take(9000).collect();
        contents(&text.chars().take(60_000).collect::<String>())
    };
    let (before, after) = (long(10_000), long(50_000));
    assert_eq!(applied(&before, &after), after);
    let wide = (contents(&"👩".repeat(60_000)), contents(&"👧".repeat(60_000)));
    assert_eq!(applied(&wide.0, &wide.1), wide.1);
    let [FieldDiff::Text { pieces, .. }] = &diff(&before, &after)[..] else { panic!() };
    assert_eq!(side(pieces, PieceKind::Delete), body(&after));
}

#[test]
fn a_change_in_a_long_text_is_small() {
    let before = "una frase qualsevol, ".repeat(2000);
    let after = before.replacen("qualsevol", "quelcom", 1);
    let edits = change(&contents(&before), &contents(&after)).unwrap();
    let Some(participation_acts::FieldEdit::Splice { splices, .. }) = edits.iter().next() else {
        panic!()
    };
    assert_eq!(splices.to_vec(), [splice(12, 7, "elcom")]);
}

#[test]
fn a_text_that_no_edit_can_leave_is_named() {
    let long = contents(&"x".repeat(60_001));
    let expected = EditFault::TooLong { field: BODY, language: ca(), length: 60_001 };
    assert_eq!(change(&contents(""), &long), Err(expected));
}
