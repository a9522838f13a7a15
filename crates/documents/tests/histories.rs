//! The same edits give the same text, however they came.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise"
)]

mod scribes;

use std::collections::BTreeMap;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjType, ROOT, ReadDoc};
use participation_acts::{FieldEdit, FieldEdits, TextField, Value, ValueField};
use participation_documents::{Contents, Document};
use participation_types::{EntryId, Hasher, Language};
use proptest::prelude::*;
use scribes::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_order_gives_the_same_changes_and_text(
        steps in steps(60),
        choices in proptest::collection::vec(0_usize..1000, 60),
    ) {
        let tale = tale(&steps);
        let mut first = document(&tale.edits);
        let order = shuffled(&tale, &choices);
        let other: Vec<Written> = order.iter().map(|n| tale.edits[*n].clone()).collect();
        let mut second = document(&other);
        prop_assert_eq!(first.text(), second.text());
        prop_assert_eq!(first.heads(), second.heads());
        prop_assert_eq!(first.versions(), second.versions());
        first.branch_out().unwrap();
        second.branch_out().unwrap();
        prop_assert_eq!(first.change_hashes(), second.change_hashes());
        prop_assert_eq!(first.text(), second.text());
    }

    #[test]
    fn every_version_reads_as_if_nothing_else_had_been_written(steps in steps(40)) {
        let tale = tale(&steps);
        let whole = document(&tale.edits);
        for (number, past) in tale.pasts.iter().enumerate() {
            let part: Vec<Written> =
                past.iter().chain([&number]).map(|n| tale.edits[*n].clone()).collect();
            let part = document(&part);
            prop_assert_eq!(whole.text_at(&[id(number)]), part.text(), "version {}", number);
        }
    }

    #[test]
    fn changes_and_texts_are_those_of_a_document_made_anew_for_each_edit(steps in steps(40)) {
        let tale = tale(&steps);
        let mut document = document(&tale.edits);
        document.branch_out().unwrap();
        let (changes, text) = naive(&tale);
        let hashes: BTreeMap<EntryId, [u8; 32]> =
            tale.edits.iter().zip(&changes).map(|(edit, change)| (edit.id, change.hash().0)).collect();
        prop_assert_eq!(document.change_hashes(), hashes);
        prop_assert_eq!(document.text().unwrap().texts, text);
    }

    #[test]
    fn values_are_those_that_nobody_replaced(steps in steps(40)) {
        let tale = tale(&steps);
        let contents = document(&tale.edits).text().unwrap();
        for field in [ValueField::Cost, ValueField::Starts] {
            let mut expected = naive_values(&tale, field);
            let winner = contents.value(field).cloned().unwrap_or(Value::Nothing);
            if expected.is_empty() {
                prop_assert_eq!(winner, Value::Nothing);
                continue;
            }
            prop_assert!(expected.contains(&winner), "{:?} of {:?}", winner, expected);
            expected.retain(|value| *value != winner);
            let rivals = contents.rivals.get(&field).cloned().unwrap_or_default();
            prop_assert_eq!(rivals.len(), expected.len());
            prop_assert!(rivals.iter().all(|rival| expected.contains(rival)));
        }
    }

    #[test]
    fn a_line_and_its_derived_document_say_the_same(steps in linear_steps(40)) {
        let tale = tale(&steps);
        let mut document = document(&tale.edits);
        prop_assert!(document.change_hashes().is_empty());
        let every = |document: &Document| -> Vec<Contents> {
            (0..tale.edits.len()).map(|n| document.text_at(&[id(n)]).unwrap()).collect()
        };
        let line = every(&document);
        document.branch_out().unwrap();
        prop_assert_eq!(document.change_hashes().len(), tale.edits.len());
        prop_assert_eq!(&line, &every(&document));
        prop_assert_eq!(&line.last().unwrap().texts, &naive_line(&tale));
    }
}

#[test]
fn a_document_that_nobody_wrote_to_at_once_makes_no_automerge_document() {
    let edits = [
        write(0, 0, &[], vec![splice(0, 0, "u")]),
        write(1, 1, &[0], vec![splice(1, 0, "n")]),
        write(2, 0, &[1], vec![splice(0, 1, "U")]),
    ];
    let document = document(&edits);
    assert!(document.change_hashes().is_empty());
    assert_eq!(body(&document.text().unwrap()), "Un");
    assert_eq!(document.heads(), [id(2)]);
    assert!(document.bytes() < 6000, "{}", document.bytes());
}

#[test]
fn two_devices_of_one_person_write_at_once() {
    //      ┌─ 1 (phone) ──┐
    //  0 ──┤              ├─ 3
    //      └─ 2 (laptop) ─┘
    let edits = [
        write(0, 0, &[], vec![splice(0, 0, "plaça")]),
        write(1, 1, &[0], vec![splice(0, 0, "La ")]),
        write(2, 2, &[0], vec![splice(5, 0, " Major")]),
        write(3, 1, &[1, 2], vec![splice(14, 0, "!")]),
    ];
    assert_eq!(body(&document(&edits).text().unwrap()), "La plaça Major!");
}

#[test]
fn of_two_who_begin_the_same_text_at_once_neither_is_lost() {
    let title = |number, by, text: &str| {
        let edit = text_edit(TextField::Title, ca(), vec![splice(0, 0, text)]);
        with_fields(number, by, &[0], FieldEdits::new([edit]))
    };
    let edits = [write(0, 0, &[], vec![]), title(1, 1, "Arbres"), title(2, 2, "Bancs")];
    let text = document(&edits).text().unwrap();
    let both = text.text(TextField::Title, ca());
    assert!(both == "ArbresBancs" || both == "BancsArbres", "{both}");
}

#[test]
fn of_two_values_set_at_once_one_is_shown_and_both_are_told() {
    let cost = |number, by, cost| {
        let value = Value::Number(cost);
        let edit = FieldEdit::Set { field: ValueField::Cost, value };
        with_fields(number, by, &[0], FieldEdits::new([edit]))
    };
    let edits = [write(0, 0, &[], vec![]), cost(1, 1, 100), cost(2, 2, 200)];
    let text = document(&edits).text().unwrap();
    let (shown, other) = (&text.values[&ValueField::Cost], &text.rivals[&ValueField::Cost][0]);
    let mut both = [shown.clone(), other.clone()];
    both.sort_by_key(|value| matches!(value, Value::Number(200)));
    assert_eq!(both, [Value::Number(100), Value::Number(200)]);
}

#[test]
fn an_edit_that_changes_nothing_is_a_version_all_the_same() {
    let edits = [
        write(0, 0, &[], vec![]),
        write(1, 1, &[0], vec![]),
        write(2, 2, &[0], vec![]),
        write(3, 1, &[1, 2], vec![splice(0, 0, "text")]),
    ];
    let document = document(&edits);
    assert_eq!(document.change_hashes().len(), 4);
    assert_eq!(body(&document.text().unwrap()), "text");
}

#[test]
fn chance_signs_no_change() {
    let edits = [
        write(0, 0, &[], vec![splice(0, 0, "text")]),
        write(1, 1, &[0], vec![splice(0, 0, "a ")]),
        write(2, 2, &[0], vec![splice(4, 0, " b")]),
    ];
    let expected = [
        short(Hasher::new("participation/text/1").with(b"body/ca").finish()),
        actor(&edits[0]),
        actor(&edits[1]),
        actor(&edits[2]),
    ];
    let (first, second) = (document(&edits).raw_changes(), document(&edits).raw_changes());
    assert_eq!(first, second);
    assert!(
        first.iter().map(|(actor, _)| actor.as_slice()).eq(expected.iter().map(|a| a.to_bytes()))
    );
}

#[test]
fn another_generation_has_other_changes_and_the_same_text() {
    let edits = [
        write(0, 0, &[], vec![splice(0, 0, "text")]),
        write(1, 1, &[0], vec![splice(0, 0, "a ")]),
        write(2, 2, &[0], vec![splice(4, 0, " b")]),
    ];
    let first = document(&edits);
    let mut second = Document::new(subject(), Some(id(0)), &edits[0].edit()).unwrap();
    edits[1..].iter().for_each(|edit| second.apply(&edit.edit()).unwrap());
    assert_eq!(first.text(), second.text());
    let changed = |(id, hash): (EntryId, [u8; 32])| second.change_hashes()[&id] != hash;
    assert!(first.change_hashes().into_iter().all(changed));
}

/// Each edit derived on a document made anew from its past, and the text of all.
fn naive(tale: &Tale) -> (Vec<Change>, BTreeMap<(TextField, Language), String>) {
    let mut changes: Vec<Change> = Vec::new();
    let mut begun: Vec<(String, (TextField, Language), Change)> = Vec::new();
    for (edit, past) in tale.edits.iter().zip(&tale.pasts) {
        let mut doc = new();
        for change in edit.fields.iter() {
            let FieldEdit::Splice { field, language, .. } = change else { continue };
            if !begun.iter().any(|(_, key, _)| *key == (*field, *language)) {
                let name = format!("{}/{language}", format!("{field:?}").to_lowercase());
                let mut doc = new();
                let hash = Hasher::new("participation/text/1").with(name.as_bytes());
                doc.set_actor(short(hash.finish()));
                let mut tx = doc.transaction();
                tx.put_object(ROOT, name.as_str(), ObjType::Text).unwrap();
                tx.commit_with(CommitOptions::default().with_time(0));
                begun.push((name, (*field, *language), doc.get_last_local_change().unwrap()));
            }
        }
        let named = |key: &(TextField, Language)| {
            let names = |n: &Written| {
                n.fields.iter().any(|c| {
                    matches!(c, FieldEdit::Splice { field, language, .. } if (*field, *language) == *key)
                })
            };
            names(edit) || past.iter().any(|n| names(&tale.edits[*n]))
        };
        for (_, _, change) in begun.iter().filter(|(_, key, _)| named(key)) {
            doc.apply_changes([change.clone()]).unwrap();
        }
        for number in past {
            doc.apply_changes([changes[*number].clone()]).unwrap();
        }
        doc.set_actor(actor(edit));
        let options = CommitOptions::default().with_time((edit.claimed.millis() / 1000) as i64);
        let mut tx = doc.transaction();
        for change in edit.fields.iter() {
            match change {
                FieldEdit::Splice { field, language, splices } => {
                    let name = &begun.iter().find(|(_, k, _)| *k == (*field, *language)).unwrap().0;
                    let (_, text) = tx.get(ROOT, name.as_str()).unwrap().unwrap();
                    for s in splices.iter() {
                        let (at, delete) = (s.at as usize, s.delete as isize);
                        tx.splice_text(&text, at, delete, s.insert.as_str()).unwrap();
                    }
                }
                FieldEdit::Set { field, .. } => {
                    let name = format!("{field:?}").to_lowercase();
                    tx.put(ROOT, name, edit.id.as_bytes().to_vec()).unwrap();
                }
            }
        }
        if tx.commit_with(options).0.is_none() {
            doc.empty_commit(
                CommitOptions::default().with_time((edit.claimed.millis() / 1000) as i64),
            );
        }
        changes.push(doc.get_last_local_change().unwrap());
    }
    let mut all = new();
    all.apply_changes(begun.iter().map(|(_, _, c)| c.clone()).collect::<Vec<_>>()).unwrap();
    all.apply_changes(changes.clone()).unwrap();
    let text = |name: &str| all.text(all.get(ROOT, name).unwrap().unwrap().1).unwrap();
    let texts = begun.iter().map(|(name, key, _)| (*key, text(name)));
    (changes, texts.filter(|(_, text)| !text.is_empty()).collect())
}

fn new() -> Automerge {
    Automerge::new_with_encoding(automerge::TextEncoding::UnicodeCodePoint)
}

fn short(hash: [u8; 32]) -> ActorId {
    ActorId::from(&hash[..16])
}

fn actor(edit: &Written) -> ActorId {
    let hash = Hasher::new("participation/actor/1").with(edit.author.as_bytes());
    short(hash.with(edit.branch.as_bytes()).with(&[0; 32]).finish())
}

/// The different values that were set and that nobody who knew of them replaced.
fn naive_values(tale: &Tale, field: ValueField) -> Vec<Value> {
    let set = |edit: &Written| {
        edit.fields.iter().find_map(|change| match change {
            FieldEdit::Set { field: f, value } if *f == field => Some(value.clone()),
            _ => None,
        })
    };
    let setters: Vec<usize> =
        (0..tale.edits.len()).filter(|n| set(&tale.edits[*n]).is_some()).collect();
    let mut values: Vec<Value> = Vec::new();
    for n in &setters {
        let replaced = setters.iter().any(|later| tale.pasts[*later].contains(n));
        let value = set(&tale.edits[*n]).unwrap();
        if !replaced && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Splices one after another, each into a new string.
fn naive_line(tale: &Tale) -> BTreeMap<(TextField, Language), String> {
    let mut texts: BTreeMap<(TextField, Language), String> = BTreeMap::new();
    for change in tale.edits.iter().flat_map(|edit| edit.fields.iter()) {
        let FieldEdit::Splice { field, language, splices } = change else { continue };
        let text = texts.entry((*field, *language)).or_default();
        for splice in splices.iter() {
            let (at, delete) = (splice.at as usize, splice.delete as usize);
            let head = text.chars().take(at);
            let tail = text.chars().skip(at + delete);
            *text = head.chain(splice.insert.as_str().chars()).chain(tail).collect();
        }
    }
    texts.retain(|_, text| !text.is_empty());
    texts
}
