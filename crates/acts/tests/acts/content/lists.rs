//! Every list has the length and the order of the document.

use participation_acts::{Content, Space};
use participation_types::Localized;

use super::samples::{
    amendment, answer, attachment, compose, edit, erasure, imported, kind, language, phase_change,
    rebase, root, space, verdict,
};
use super::tree::Tree;
use super::{refused, taken};
use crate::samples::text;

fn tag(n: usize) -> Tree {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n).unwrap());
    Tree::Text([letter(n / 26), letter(n % 26)].iter().collect())
}

fn array(items: impl IntoIterator<Item = Tree>) -> Tree {
    Tree::Array(items.into_iter().collect())
}

fn said(n: usize) -> Tree {
    array([tag(n), Tree::text(1)])
}

/// A space in a language that is the first of the tags here.
fn space_in_aa() -> Content {
    let mut space = Space { title: Localized::one(language("aa"), text("x")), ..space() };
    space.phase.title = Localized::default();
    Content::Space(space)
}

/// Every text that stands in several languages, except those of a space.
fn localized() -> Vec<(Content, Vec<usize>)> {
    vec![
        (Content::Phase(phase_change()), vec![3, 0]),
        (Content::Phase(phase_change()), vec![3, 1, 10, 0, 1]),
        (compose(imported()), vec![2, 1, 10]),
        (Content::Verdict(verdict()), vec![6]),
        (kind(46), vec![3]),
        (Content::Attach(attachment()), vec![8]),
        (kind(54), vec![3]),
        (Content::Answer(answer()), vec![5]),
        (Content::Answer(answer()), vec![7]),
        (Content::Answer(answer()), vec![8]),
        (kind(56), vec![6]),
        (kind(58), vec![5]),
    ]
}

/// So many items are read there, one more is refused at the list.
fn up_to(most: usize, content: &Content, path: &[usize], item: impl Fn(usize) -> Tree) {
    taken(content, path, array((0..most).map(&item)));
    let what = format!("array of length {}, allowed are 0 to {most}", most + 1);
    refused(content, path, array((0..=most).map(&item)), Some(path), &what);
}

#[test]
fn texts_stand_in_at_most_32_languages() {
    for (content, path) in localized() {
        up_to(32, &content, &path, said);
    }
    up_to(32, &space_in_aa(), &[4], tag);
}

#[test]
fn lists_have_the_lengths_of_the_document() {
    let (edit, composed) = (Content::Edit(edit()), compose(root()));
    let splice = |_| array([Tree::Uint(0), Tree::Uint(1), Tree::text(0)]);
    let change = |n: usize| {
        let field = Tree::Uint(u64::try_from(n / 16).unwrap());
        array([Tree::Uint(0), field, tag(n % 16), array([splice(0)])])
    };
    let state = |n: usize| array([tag(n), array([]), Tree::Uint(0)]);
    let link = |_| array([Tree::Uint(0), Tree::id(9)]);
    let column = |_| array([Tree::text(0), Tree::text(0)]);
    let erased = |n| array([Tree::numbered(n), Tree::Null]);
    up_to(32, &Content::Space(space()), &[5, 1, 10], state);
    up_to(32, &Content::Phase(phase_change()), &[3, 1, 10], state);
    up_to(64, &composed, &[2, 5], link);
    up_to(64, &composed, &[2, 6], change);
    up_to(64, &edit, &[6], change);
    up_to(1_024, &edit, &[6, 0, 3], splice);
    up_to(96, &compose(imported()), &[2, 1, 11], column);
    up_to(128, &Content::Erase(erasure()), &[1], erased);
}

#[test]
fn sets_of_entries_have_the_sizes_of_the_document() {
    up_to(64, &compose(amendment()), &[2, 4, 1], Tree::numbered);
    up_to(64, &Content::Edit(edit()), &[5], Tree::numbered);
    up_to(64, &Content::Edit(edit()), &[6, 3, 2, 1], Tree::numbered);
    up_to(64, &Content::Verdict(verdict()), &[4], Tree::numbered);
    up_to(64, &Content::Erase(erasure()), &[1, 0, 1, 5, 1], Tree::numbered);
    up_to(1_024, &kind(53), &[3], Tree::numbered);
}

#[test]
fn a_rebase_covers_at_most_4096_chains() {
    let chain = |n| array([Tree::numbered(n), Tree::Uint(2), Tree::Uint(0), Tree::id(1)]);
    up_to(4_096, &Content::Rebase(rebase()), &[4], chain);
}

/// Where a list out of order is refused.
#[derive(Clone, Copy)]
enum At {
    List,
    Item,
    End,
}

/// The ascending list is read; with two items exchanged, or one twice, it is refused.
fn ascending(content: &Content, path: &[usize], items: [Tree; 3], place: At, what: &str) {
    let [a, b, c] = items;
    taken(content, path, array([a.clone(), b.clone(), c.clone()]));
    for (wrong, item) in [
        ([b.clone(), a.clone(), c.clone()], 1),
        ([a.clone(), c.clone(), b.clone()], 2),
        ([a.clone(), a.clone(), b.clone()], 1),
        ([a, b.clone(), b], 2),
    ] {
        let wrong = array(wrong);
        let item = [path, &[item]].concat();
        let place = match place {
            At::List => Some(path),
            At::Item => Some(&*item),
            At::End => None,
        };
        refused(content, path, wrong, place, what);
    }
}

#[test]
fn languages_stand_in_order_and_once() {
    let what = "languages out of order or repeated";
    for (content, path) in localized() {
        ascending(&content, &path, [0, 1, 26].map(said), At::Item, what);
    }
    let what = "items out of order or repeated";
    ascending(&space_in_aa(), &[4], [0, 1, 26].map(tag), At::List, what);
    // A tag before the longer one that begins with it.
    let tags = ["ca", "ca-valencia", "cab"];
    let tags = tags.map(|tag| array([Tree::Text(tag.to_owned()), Tree::text(1)]));
    ascending(&kind(58), &[5], tags, At::Item, "languages out of order or repeated");
}

#[test]
fn sets_of_entries_stand_in_order() {
    let edit = Content::Edit(edit());
    for (content, path) in [
        (compose(amendment()), &[2, 4, 1][..]),
        (edit.clone(), &[5]),
        (edit, &[6, 3, 2, 1]),
        (Content::Verdict(verdict()), &[4]),
        (Content::Erase(erasure()), &[1, 0, 1, 5, 1]),
        (kind(53), &[3]),
    ] {
        let what = "items out of order or repeated";
        ascending(&content, path, [1, 2, 3].map(Tree::id), At::List, what);
    }
}

#[test]
fn changes_of_fields_stand_in_order_and_name_each_field_once() {
    let what = "changes of fields out of order or repeated";
    let text = |field, tag: &str, insert| {
        let splice = array([Tree::Uint(0), Tree::Uint(0), Tree::text(insert)]);
        array([Tree::Uint(0), Tree::Uint(field), Tree::Text(tag.to_owned()), array([splice])])
    };
    let clear = |field| array([Tree::Uint(1), Tree::Uint(field), Tree::Null]);
    let weigh = |n| {
        let value = array([Tree::Uint(1), Tree::Uint(n)]);
        array([Tree::Uint(1), Tree::Uint(7), value])
    };
    for (content, path) in [(Content::Edit(edit()), &[6][..]), (compose(root()), &[2, 6])] {
        let by_field = [text(0, "es", 1), text(1, "ca", 1), text(1, "es", 1)];
        ascending(&content, path, by_field, At::List, what);
        ascending(&content, path, [text(7, "zu", 1), clear(0), clear(9)], At::List, what);
        // The same field with another change is the same field.
        let twice = [[text(0, "ca", 1), text(0, "ca", 2)], [weigh(1), weigh(2)]];
        for twice in twice {
            refused(&content, path, array(twice), Some(path), what);
        }
    }
}

#[test]
fn erased_entries_and_covered_chains_stand_in_order() {
    let erased = |n| array([Tree::id(n), Tree::Null]);
    let what = "erased entries out of order or repeated";
    ascending(&Content::Erase(erasure()), &[1], [1, 2, 3].map(erased), At::End, what);
    let chain =
        |(device, lane)| array([Tree::id(device), Tree::Uint(lane), Tree::Uint(0), Tree::id(1)]);
    let what = "chains out of order or repeated";
    let chains = [(1, 0), (1, 2), (2, 0)].map(chain);
    ascending(&Content::Rebase(rebase()), &[4], chains, At::Item, what);
}

#[test]
fn links_splices_columns_and_states_have_any_order() {
    let link = |n| array([Tree::Uint(0), Tree::id(n)]);
    taken(&compose(root()), &[2, 5], array([2, 1, 2].map(link)));
    let splice = |at| array([Tree::Uint(at), Tree::Uint(1), Tree::text(0)]);
    taken(&Content::Edit(edit()), &[6, 0, 3], array([9, 1, 9].map(splice)));
    let column = |n| array([Tree::text(n), Tree::text(0)]);
    taken(&compose(imported()), &[2, 1, 11], array([2, 1, 2].map(column)));
    let state = |n| array([tag(n), array([]), Tree::Uint(0)]);
    taken(&Content::Space(space()), &[5, 1, 10], array([2, 1, 3].map(state)));
}
