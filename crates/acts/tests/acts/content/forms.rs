//! What is well-formed but says nothing, or says what cannot be, is refused with a sentence.

use participation_acts::{
    Act, Alignment, Comment, Compose, Content, DocumentKind, Edit, Erased, Erasure, FieldEdits,
    Matter, Phase, PhaseChange, PlainVoice, Rebase, Residue, Rewording, Root, Space, State,
    ValueField, Verdict, Voice,
};
use participation_types::{Frontier, List, Localized, Sorted};

use super::samples::{
    all, amendment, attachment, comment, compose, edit, erasure, imported, kind, language, list,
    localized, phase_change, rebase, relate, rewording, root, space, stance, taxon, verdict,
};
use super::tree::{Tree, offset};
use super::{refused, taken};
use crate::samples::{entry, text};

/// The act is refused at the end of its body, with this sentence.
fn faulty(content: Content, what: &str) {
    let bytes = Act::Content(content).encode();
    let said = Act::decode(&bytes).expect_err(what).to_string();
    assert_eq!(said, format!("at byte {}: {what}", bytes.len()));
}

fn fine(content: Content) {
    let act = Act::Content(content);
    assert_eq!(Act::decode(&act.encode()), Ok(act));
}

#[test]
fn every_choice_has_as_many_numbers_as_the_document() {
    let (space, edit) = (Content::Space(space()), Content::Edit(edit()));
    let (composed, erase) = (compose(root()), Content::Erase(erasure()));
    let choices: &[(&Content, &[usize], u64, &str)] = &[
        (&space, &[1], 2, "no such kind of space"),
        (&space, &[5, 1, 10, 0, 2], 3, "no such meaning of a state"),
        (&composed, &[2, 0], 9, "no such kind of document"),
        (&composed, &[2, 1], 2, "no such voice"),
        (&composed, &[2, 5, 0, 0], 7, "no such relation"),
        (&Content::Relate(relate()), &[4, 0], 7, "no such relation"),
        (&edit, &[6, 0, 1], 8, "no such field of text"),
        (&edit, &[6, 1, 1], 11, "no such field of a value"),
        (&edit, &[6, 1, 2, 0], 5, "no such value"),
        (&stance(Matter::Rating, Alignment::Neutral), &[3], 3, "no such matter of a stance"),
        (&stance(Matter::Rating, Alignment::Neutral), &[5], 2, "no such alignment"),
        (&Content::Comment(comment()), &[5], 2, "no such alignment"),
        (&kind(58), &[4], 6, "no such reason"),
        (&erase, &[1, 0, 1, 0], 2, "no such residue"),
        (&erase, &[1, 0, 1, 2], 9, "no such kind of document"),
        (&erase, &[1, 0, 1, 3], 3, "no such voice"),
        (&erase, &[1, 1, 1, 5], 2, "no such alignment"),
    ];
    for (content, path, beyond, what) in choices {
        refused(content, path, Tree::Uint(*beyond), Some(path), what);
        refused(content, path, Tree::Uint(u32::MAX.into()), Some(path), what);
    }
    let below = Tree::Negative(1);
    refused(&Content::Comment(comment()), &[5], below, Some(&[5]), "no such alignment");
}

#[test]
fn every_number_of_a_choice_is_read_wherever_its_form_allows() {
    for meaning in 0..3 {
        taken(&Content::Space(space()), &[5, 1, 10, 0, 2], Tree::Uint(meaning));
    }
    for relation in 0..7 {
        taken(&compose(root()), &[2, 5, 0, 0], Tree::Uint(relation));
    }
    for field in 0..8 {
        taken(&compose(root()), &[2, 6, 0, 1], Tree::Uint(field));
    }
    for kind in 0..9 {
        taken(&Content::Erase(erasure()), &[1, 0, 1, 2], Tree::Uint(kind));
    }
    for voice in 0..3 {
        taken(&Content::Erase(erasure()), &[1, 0, 1, 3], Tree::Uint(voice));
    }
}

#[test]
fn a_value_has_the_form_of_its_field() {
    let edit = Content::Edit(edit());
    let of = |number, value| Tree::Array(vec![Tree::Uint(number), value]);
    let point = Tree::Array(vec![Tree::Uint(0), Tree::Uint(0)]);
    let values = [
        of(0, Tree::text(1)),
        of(1, Tree::Uint(1)),
        of(2, point),
        of(3, Tree::Array(vec![])),
        of(4, Tree::Uint(1)),
    ];
    // For each field, in the order of their numbers, the form of its value.
    let forms = [0, 2, 3, 4, 4, 1, 0, 1, 0, 0, 1];
    assert_eq!(ValueField::ALL.len(), forms.len());
    for (field, its_form) in (0..).zip(forms) {
        let set = |value: &Tree| {
            let change = vec![Tree::Uint(1), Tree::Uint(field), value.clone()];
            Tree::Array(vec![Tree::Array(change)])
        };
        taken(&edit, &[6], set(&Tree::Null));
        for (form, value) in values.iter().enumerate() {
            if form == its_form {
                taken(&edit, &[6], set(value));
            } else {
                refused(&edit, &[6], set(value), Some(&[6, 0]), "a value of another form");
            }
        }
    }
}

#[test]
fn a_progress_goes_to_a_hundred() {
    let edit = Content::Edit(edit());
    let set = |field, number| {
        let value = Tree::Array(vec![Tree::Uint(1), Tree::Uint(number)]);
        Tree::Array(vec![Tree::Array(vec![Tree::Uint(1), Tree::Uint(field), value])])
    };
    for number in [0, 1, 99, 100] {
        taken(&edit, &[6], set(10, number));
    }
    for number in [101, 256, u64::MAX] {
        refused(&edit, &[6], set(10, number), Some(&[6, 0]), "a value of another form");
    }
}

#[test]
fn a_field_that_is_not_known_makes_the_whole_body_unreadable() {
    let edit = Content::Edit(edit());
    let set = |field| {
        let change = vec![Tree::Uint(1), Tree::Uint(field), Tree::Null];
        Tree::Array(vec![Tree::Array(change)])
    };
    taken(&edit, &[6], set(10));
    refused(&edit, &[6], set(11), Some(&[6, 0, 1]), "no such field of a value");
}

#[test]
fn a_change_of_a_field_has_one_of_two_forms() {
    let edit = Content::Edit(edit());
    let (splice, set) = (|body: Vec<Tree>| (0, body), |body: Vec<Tree>| (1, body));
    let one = Tree::Array(vec![Tree::Uint(0), Tree::Uint(1), Tree::text(0)]);
    let runs = Tree::Array(vec![one]);
    let tag = Tree::Text("ca".to_owned());
    let what = "no such change of a field";
    for (number, rest) in [
        splice(vec![Tree::Uint(0), tag.clone()]),
        set(vec![Tree::Uint(0), Tree::Null, Tree::Null]),
        (2, vec![Tree::Uint(0), Tree::Null]),
        (2, vec![Tree::Uint(0), tag, runs]),
    ] {
        let change = Tree::Array([vec![Tree::Uint(number)], rest].concat());
        refused(&edit, &[6, 0], change, Some(&[6, 0]), what);
    }
    for (length, word) in [(2, "2"), (5, "5")] {
        let what = format!("array of length {word}, allowed are 3 to 4");
        let change = Tree::Array(vec![Tree::Uint(0); length]);
        refused(&edit, &[6, 0], change, Some(&[6, 0]), &what);
    }
}

#[test]
fn a_splice_changes_something() {
    let edit = Content::Edit(edit());
    let what = "a splice that changes nothing";
    let splice =
        |delete, length| Tree::Array(vec![Tree::Uint(7), Tree::Uint(delete), Tree::text(length)]);
    let runs = |splices: &[Tree]| Tree::Array(splices.to_vec());
    taken(&edit, &[6, 0, 3], runs(&[splice(1, 0), splice(0, 1), splice(1, 1)]));
    for idle in [runs(&[]), runs(&[splice(0, 0)]), runs(&[splice(1, 1), splice(0, 0)])] {
        refused(&edit, &[6, 0, 3], idle, Some(&[6, 0]), what);
    }
}

#[test]
fn a_space_has_a_title_and_languages_and_writes_in_them() {
    let opened = |change: &dyn Fn(&mut Space)| {
        let mut space = space();
        change(&mut space);
        Content::Space(space)
    };
    faulty(opened(&|s| s.languages = Sorted::default()), "a space without a language");
    faulty(opened(&|s| s.title = Localized::default()), "a space without a title");
    let what = "a title in a language that the space does not have";
    let german = || Localized::one(language("de"), text("x"));
    faulty(opened(&|s| s.title = german()), what);
    faulty(opened(&|s| s.phase.title = german()), what);
    fine(opened(&|s| s.title = Localized::one(language("es"), text(""))));
    fine(opened(&|s| s.phase.title = Localized::default()));
    // A later phase does not say which languages its space has.
    let phase = Phase { title: german(), ..phase_change().phase };
    fine(Content::Phase(PhaseChange { phase, ..phase_change() }));
}

#[test]
fn states_of_a_phase_have_keys_that_differ() {
    let state = |key| State { key: text(key), ..space().phase.rules.states[0].clone() };
    for (keys, what) in [
        (vec!["a", "b", "a"], "two states of one key"),
        (vec!["", ""], "two states of one key"),
        (vec!["a", ""], "a state without a key"),
    ] {
        let states = || list(keys.iter().copied().map(state).collect());
        let (mut space, mut change) = (space(), phase_change());
        (space.phase.rules.states, change.phase.rules.states) = (states(), states());
        faulty(Content::Space(space), what);
        faulty(Content::Phase(change), what);
    }
}

/// The root is refused in a document and in a re-base.
fn faulty_root(root: &Root, what: &str) {
    faulty(compose(root.clone()), what);
    faulty(Content::Rebase(Rebase { root: root.clone(), ..rebase() }), what);
}

#[test]
fn a_root_has_what_its_kind_has() {
    for fine_root in [root(), amendment(), taxon(), imported(), Root { ordinal: 0, ..root() }] {
        fine(compose(fine_root.clone()));
        fine(Content::Rebase(Rebase { root: fine_root, ..rebase() }));
    }
    let what = "an amendment has a base, and nothing else has one";
    faulty_root(&Root { base: None, ..amendment() }, what);
    faulty_root(&Root { base: amendment().base, ..root() }, what);
    let mut of_no_version = amendment();
    of_no_version.base.as_mut().unwrap().heads = Sorted::default();
    faulty_root(&of_no_version, "an amendment of no version");
    let empty = FieldEdits::default();
    faulty_root(&Root { fields: empty, ..root() }, "a document without a text");
    for kind in DocumentKind::ALL {
        let base = (*kind == DocumentKind::Amendment).then(|| amendment().base.unwrap());
        let root = Root { kind: *kind, ordinal: 0, base, ..root() };
        fine(compose(root.clone()));
        if *kind != DocumentKind::Taxon {
            let what = "only a class of a taxonomy has one above it";
            faulty_root(&Root { parent: Some(entry(1)), ..root.clone() }, what);
        }
        if *kind != DocumentKind::Proposal {
            faulty_root(&Root { ordinal: 1, ..root }, "only proposals are numbered");
        }
    }
}

#[test]
fn an_edit_changes_a_version() {
    let deps = Sorted::default();
    faulty(Content::Edit(Edit { deps, ..edit() }), "an edit of no version");
    let fields = FieldEdits::default();
    faulty(Content::Edit(Edit { fields, ..edit() }), "an edit that changes nothing");
    let covers = Frontier::default();
    faulty(Content::Rebase(Rebase { covers, ..rebase() }), "a re-base of nothing");
    let nothing = Residue::Rebase {
        subject: entry(1),
        composed: entry(2),
        kind: DocumentKind::Proposal,
        voice: PlainVoice::Member,
        ordinal: 0,
        base: None,
        covers: Frontier::default(),
    };
    let erased = List::new(vec![Erased { entry: entry(3), residue: nothing }]).unwrap();
    faulty(Content::Erase(Erasure { erased }), "a re-base of nothing");
    let heads = Sorted::default();
    faulty(Content::Verdict(Verdict { heads, ..verdict() }), "a verdict on no version");
}

#[test]
fn a_comment_says_something() {
    for nothing in ["", " ", "\n\u{a0}\t"] {
        let what = "a comment that says nothing";
        faulty(Content::Comment(Comment { text: text(nothing), ..comment() }), what);
        faulty(Content::Reword(Rewording { text: text(nothing), ..rewording() }), what);
    }
    fine(Content::Reword(Rewording { text: text(" x "), ..rewording() }));
}

#[test]
fn only_first_comments_take_a_side() {
    for alignment in [Alignment::Against, Alignment::Neutral, Alignment::InFavour] {
        let comment = Comment { alignment, ..comment() };
        fine(Content::Comment(comment.clone()));
        let reply = Content::Comment(Comment { parent: Some(entry(1)), ..comment });
        if alignment == Alignment::Neutral {
            fine(reply);
        } else {
            faulty(reply, "a reply that takes a side: only first comments do");
        }
    }
}

#[test]
fn only_comments_are_rated_below_nothing() {
    for matter in Matter::ALL {
        fine(stance(*matter, Alignment::Neutral));
        fine(stance(*matter, Alignment::InFavour));
    }
    fine(stance(Matter::Rating, Alignment::Against));
    for matter in [Matter::Support, Matter::Endorsement] {
        faulty(stance(matter, Alignment::Against), "only comments are rated below nothing");
    }
}

#[test]
fn an_erasure_erases_something() {
    let erased = List::default();
    faulty(Content::Erase(Erasure { erased }), "an erasure of nothing");
}

#[test]
fn a_voice_of_its_own_brings_no_origin() {
    let imported = compose(Root { ..imported() });
    for voice in [Tree::Uint(0), Tree::Uint(1)] {
        taken(&imported, &[2, 1], voice);
    }
    assert_eq!(Voice::Member.origin(), None);
    refused(&imported, &[2, 1], Tree::Null, Some(&[2, 1]), "expected an unsigned integer");
}

#[test]
fn a_boolean_is_true_or_false() {
    let places: [(Content, &[usize]); 6] = [
        (Content::Space(space()), &[5, 1, 1]),
        (Content::Phase(phase_change()), &[5]),
        (compose(imported()), &[2, 1, 9]),
        (Content::Verdict(verdict()), &[5]),
        (Content::Relate(relate()), &[6]),
        (kind(44), &[3]),
    ];
    for (content, path) in places {
        taken(&content, path, Tree::False);
        taken(&content, path, Tree::True);
        for other in [Tree::Null, Tree::Uint(0), Tree::Uint(1), Tree::text(1)] {
            refused(&content, path, other, Some(path), "expected true or false");
        }
    }
}

#[test]
fn every_body_has_as_many_items_as_its_kind() {
    for content in all() {
        let body = Tree::read(&Act::Content(content).encode());
        let (items, at) = (body.items().to_vec(), offset(&body, &[1]));
        for other in [items[..items.len() - 1].to_vec(), [items, vec![Tree::Null]].concat()] {
            let said = Act::decode(&Tree::Array(other).bytes()).unwrap_err().to_string();
            assert_eq!(said, format!("at byte {at}: a body with another number of fields"));
        }
    }
}

#[test]
fn every_record_has_as_many_items_as_the_document() {
    let erase = Content::Erase(erasure());
    let records: [(Content, &[usize], usize); 11] = [
        (Content::Space(space()), &[5], 4),
        (Content::Space(space()), &[5, 1], 11),
        (Content::Space(space()), &[5, 1, 10, 0], 3),
        (Content::Space(space()), &[3, 0], 2),
        (compose(root()), &[2], 7),
        (compose(root()), &[2, 5, 0], 2),
        (compose(root()), &[2, 6, 0, 3, 0], 3),
        (compose(amendment()), &[2, 4], 2),
        (compose(imported()), &[2, 1], 12),
        (compose(imported()), &[2, 1, 11, 0], 2),
        (erase, &[1, 0], 2),
    ];
    for (content, path, length) in records {
        let body = Tree::read(&Act::Content(content.clone()).encode());
        let items = body.at(path).items().to_vec();
        assert_eq!(items.len(), length);
        for other in [items[..length - 1].to_vec(), [items, vec![Tree::Null]].concat()] {
            let found = other.len();
            let what = format!("array of length {found}, allowed are {length} to {length}");
            refused(&content, path, Tree::Array(other), Some(path), &what);
        }
    }
}

#[test]
fn every_residue_has_as_many_items_as_its_form() {
    let erase = Content::Erase(erasure());
    let body = Tree::read(&Act::Content(erase.clone()).encode());
    for (path, length) in [([1, 0, 1], 6), ([1, 1, 1], 6), ([1, 3, 1], 8)] {
        let items = body.at(&path).items().to_vec();
        assert_eq!(items.len(), length);
        for other in 0..10 {
            let items = items.iter().cloned().chain(std::iter::repeat(Tree::Null)).take(other);
            let said = super::with(&erase, &path, Tree::Array(items.collect()));
            assert_eq!(said.is_ok(), other == length, "{path:?} with {other}");
        }
    }
}

#[test]
fn every_part_of_every_body_is_needed_and_has_its_form() {
    // A byte string of a length that no field has is refused wherever it is put.
    let wrong = Tree::Bytes(vec![0; 24_577]);
    for content in [all(), vec![compose(amendment()), compose(imported())]].concat() {
        let body = Tree::read(&Act::Content(content.clone()).encode());
        let mut paths = vec![vec![]];
        while let Some(path) = paths.pop() {
            if let Tree::Array(items) = body.at(&path) {
                paths.extend((0..items.len()).map(|at| [path.clone(), vec![at]].concat()));
            }
            if path != [0] {
                let said = super::with(&content, &path, wrong.clone());
                assert!(said.is_err(), "{path:?} {content:?}");
            }
        }
    }
}

#[test]
fn what_an_act_needs_and_names_is_told() {
    let needs = |content: &Content| content.authority_needs().collect::<Vec<_>>();
    let (space, change) = (space(), phase_change());
    assert_eq!(needs(&Content::Space(space.clone())), [space.parent.unwrap()]);
    assert_eq!(needs(&Content::Phase(change.clone())), [change.space, change.previous]);
    assert!(needs(&Content::Attach(attachment())).is_empty());
    for content in all() {
        // Wherever a body holds the phase of the samples outside the authority lane, it is told.
        let body = Tree::read(&Act::Content(content.clone()).encode());
        let phase = Tree::Bytes(super::samples::PHASE.as_bytes().to_vec());
        let there = body.items().contains(&phase) && !matches!(content, Content::Phase(_));
        assert_eq!(content.phase().is_some(), there, "{content:?}");
    }
    let composed = Content::Compose(Compose { phase: entry(9), root: root() });
    assert_eq!(composed.phase(), Some(entry(9)));
    assert!(!localized::<9>().is_empty());
}
