//! Amendments lie beside the main line until they are taken in.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod scribes;

use participation_documents::{Document, EditFault};
use participation_types::EntryId;
use proptest::prelude::*;
use scribes::*;

/// An edit of the amendment that begins with edit `root`.
fn amend(root: usize, edit: Written) -> Written {
    Written { branch: id(root), ..edit }
}

/// ```text
///   0 ── 1 ───── 2          the proposal
///        └─ 3 ── 4          an amendment, begun by 3
/// ```
fn amended() -> Document {
    document(&[
        write(0, 0, &[], vec![splice(0, 0, "Arbres a la plaça")]),
        write(1, 0, &[0], vec![splice(17, 0, ".")]),
        write(2, 0, &[1], vec![splice(0, 0, "Més: ")]),
        amend(3, write(3, 1, &[1], vec![splice(6, 0, " i bancs")])),
        amend(3, write(4, 1, &[3], vec![splice(20, 5, "Rambla")])),
    ])
}

#[test]
fn an_amendment_shows_nowhere_until_it_is_merged() {
    let mut document = amended();
    assert_eq!(document.heads(), [id(2)]);
    assert_eq!(body(&document.text().unwrap()), "Més: Arbres a la plaça.");
    let amendment = document.text_at(&[id(4)]).unwrap();
    assert_eq!(body(&amendment), "Arbres i bancs a la Rambla.");
    document.merge(&[id(4)]).unwrap();
    let mut heads = [id(2), id(4)];
    heads.sort();
    assert_eq!(document.heads(), heads);
    assert_eq!(body(&document.text().unwrap()), "Més: Arbres i bancs a la Rambla.");
}

#[test]
fn exactly_the_version_that_was_accepted_is_merged() {
    let mut document = amended();
    document.merge(&[id(3)]).unwrap();
    assert_eq!(body(&document.text().unwrap()), "Més: Arbres i bancs a la plaça.");
    let main: Vec<EntryId> =
        document.versions().into_iter().filter(|v| v.main).map(|v| v.id).collect();
    assert!(main.contains(&id(3)) && !main.contains(&id(4)));
}

#[test]
fn to_merge_again_changes_nothing() {
    let mut document = amended();
    document.merge(&[id(4)]).unwrap();
    let (text, heads) = (document.text(), document.heads());
    document.merge(&[id(4)]).unwrap();
    document.merge(&[id(3)]).unwrap();
    document.merge(&[id(0)]).unwrap();
    assert_eq!((text, heads), (document.text(), document.heads()));
}

#[test]
fn one_person_writes_a_proposal_and_its_amendment_at_once() {
    let mut document = amended();
    document.apply(&amend(5, write(5, 0, &[1], vec![splice(0, 6, "Flors")])).edit()).unwrap();
    document.apply(&write(6, 0, &[2], vec![splice(0, 5, "")]).edit()).unwrap();
    assert_eq!(body(&document.text_at(&[id(5)]).unwrap()), "Flors a la plaça.");
    assert_eq!(body(&document.text().unwrap()), "Arbres a la plaça.");
}

#[test]
fn an_amendment_goes_on_from_what_the_proposal_has_become() {
    let mut document = amended();
    let edit = amend(3, write(5, 1, &[2, 4], vec![splice(0, 5, "")]));
    document.apply(&edit.edit()).unwrap();
    assert_eq!(document.heads(), [id(2)]);
    assert_eq!(body(&document.text_at(&[id(5)]).unwrap()), "Arbres i bancs a la Rambla.");
}

#[test]
fn an_edit_of_the_proposal_takes_in_what_it_was_made_upon() {
    let mut document = amended();
    document.apply(&write(5, 0, &[2, 4], vec![splice(0, 5, "")]).edit()).unwrap();
    assert_eq!(document.heads(), [id(5)]);
    assert_eq!(body(&document.text().unwrap()), "Arbres i bancs a la Rambla.");
}

#[test]
fn an_amendment_waits_for_its_base() {
    let mut document = begin(&write(0, 0, &[], vec![]));
    let root = amend(3, write(3, 1, &[1], vec![]));
    assert_eq!(document.apply(&root.edit()), Err(EditFault::Missing(id(1))));
    assert_eq!(document.merge(&[id(3)]), Err(EditFault::Missing(id(3))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Three amendments with edits, merged in two orders and at different moments.
    #[test]
    fn merging_in_any_order_gives_the_same_text(
        writes in proptest::collection::vec((0_usize..17, 0_usize..3, 0_usize..4), 12),
        order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let root = write(0, 0, &[], vec![splice(0, 0, "Arbres a la plaça")]);
        let mut edits = vec![root];
        for (turn, (at, delete, branch)) in writes.iter().enumerate() {
            let number = turn + 1;
            let first = 1 + writes.iter().position(|(_, _, b)| b == branch).unwrap();
            let last = edits.iter().rposition(|e| e.author == author(*branch)).unwrap_or(0);
            let at = at % (17 - 12);
            let splices = vec![splice(at, (*delete).min(1), &format!("<{turn}>"))];
            let edit = write(number, *branch, &[last], splices);
            edits.push(if *branch == 0 { edit } else { amend(first, edit) });
        }
        let last = |branch: usize| edits.iter().rfind(|e| e.author == author(branch)).map(|e| e.id);
        let mut late = document(&edits);
        for branch in &order {
            late.merge(last(branch + 1).as_slice()).unwrap();
        }
        let mut early = begin(&edits[0]);
        for edit in &edits[1..] {
            early.apply(&edit.edit()).unwrap();
            if edit.branch != subject() {
                early.merge(&[edit.id]).unwrap();
            }
        }
        prop_assert_eq!(late.text(), early.text());
        prop_assert_eq!(late.heads(), early.heads());
        prop_assert_eq!(late.change_hashes(), early.change_hashes());
    }
}
