//! People who write: edits with owners, random histories, and orders to bring them in.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise"
)]
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeSet;

use participation_acts::{FieldEdit, FieldEdits, Splice, TextField, Value, ValueField};
use participation_documents::{Contents, Document, EditRef};
use participation_types::{DeviceKey, EntryId, Language, List, Text, Timestamp, sha256};
use proptest::prelude::*;

pub(crate) const BODY: TextField = TextField::Body;

pub(crate) fn ca() -> Language {
    Language::new("ca").unwrap()
}

/// An edit that owns what it changes.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) id: EntryId,
    pub(crate) author: DeviceKey,
    pub(crate) deps: Vec<EntryId>,
    pub(crate) branch: EntryId,
    pub(crate) claimed: Timestamp,
    pub(crate) fields: FieldEdits,
}

impl Written {
    pub(crate) fn edit(&self) -> EditRef<'_> {
        let Self { id, author, ref deps, branch, claimed, ref fields } = *self;
        EditRef { id, author, deps, branch, claimed, fields }
    }
}

pub(crate) fn id(number: usize) -> EntryId {
    EntryId::from_bytes(sha256(&number.to_le_bytes()))
}

pub(crate) fn author(number: usize) -> DeviceKey {
    DeviceKey::from_bytes(sha256(&[b'a', u8::try_from(number).unwrap()]))
}

/// The subject of all documents here.
pub(crate) fn subject() -> EntryId {
    id(0)
}

pub(crate) fn splice(at: usize, delete: usize, insert: &str) -> Splice {
    let (at, delete) = (u32::try_from(at).unwrap(), u32::try_from(delete).unwrap());
    Splice { at, delete, insert: Text::new(insert).unwrap() }
}

pub(crate) fn text_edit(field: TextField, language: Language, splices: Vec<Splice>) -> FieldEdit {
    FieldEdit::Splice { field, language, splices: List::new(splices).unwrap() }
}

/// An edit of the Catalan body.
pub(crate) fn write(number: usize, by: usize, deps: &[usize], splices: Vec<Splice>) -> Written {
    let changes = (!splices.is_empty()).then(|| text_edit(BODY, ca(), splices));
    with_fields(number, by, deps, FieldEdits::new(changes))
}

pub(crate) fn with_fields(number: usize, by: usize, deps: &[usize], fields: FieldEdits) -> Written {
    Written {
        id: id(number),
        author: author(by),
        deps: deps.iter().map(|dep| id(*dep)).collect(),
        branch: subject(),
        claimed: Timestamp::from_millis(number as u64 * 60_000),
        fields,
    }
}

pub(crate) fn begin(root: &Written) -> Document {
    Document::new(subject(), None, &root.edit()).unwrap()
}

/// A document of these edits, the first of which begins it.
pub(crate) fn document(edits: &[Written]) -> Document {
    let mut document = begin(&edits[0]);
    for edit in &edits[1..] {
        document.apply(&edit.edit()).unwrap();
    }
    document
}

pub(crate) fn body(contents: &Contents) -> &str {
    contents.text(BODY, ca())
}

/// What somebody does next: who, what they know of, what they write.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    by: usize,
    /// `None`: everything; otherwise their own last edit and the ones chosen by these.
    knows: Option<Vec<usize>>,
    writes: Vec<(usize, usize, usize, usize)>,
}

const RUNS: [&str; 9] =
    ["a", "bc ", "👩‍👧", "e\u{301}", "שלום", "\n", "una frase més llarga, ", "", "ẞ\u{200f}"];

pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let knows = proptest::option::of(proptest::collection::vec(0_usize..1000, 0..3));
    let writes = proptest::collection::vec(
        (0_usize..12, 0_usize..1000, 0_usize..6, 0_usize..RUNS.len()),
        0..4,
    );
    let step = (0_usize..5, knows, writes);
    let step = step.prop_map(|(by, knows, writes)| Step { by, knows, writes });
    proptest::collection::vec(step, 1..most)
}

pub(crate) fn linear_steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    steps(most).prop_map(|mut steps| {
        steps.iter_mut().for_each(|step| step.knows = None);
        steps
    })
}

/// A random history as its authors would have written it, and the past of each edit.
#[derive(Debug, Clone)]
pub(crate) struct Tale {
    pub(crate) edits: Vec<Written>,
    pub(crate) pasts: Vec<BTreeSet<usize>>,
}

pub(crate) fn tale(steps: &[Step]) -> Tale {
    let root = write(0, 0, &[], vec![splice(0, 0, "Al començament. ")]);
    let mut document = begin(&root);
    let mut tale = Tale { edits: vec![root], pasts: vec![BTreeSet::new()] };
    for (number, step) in (1..).zip(steps) {
        let own = tale.edits.iter().rposition(|edit| edit.author == author(step.by));
        let all = 0..number;
        let known: Vec<usize> = match &step.knows {
            None => all.collect(),
            Some(chosen) => {
                let chosen = chosen.iter().map(|choice| choice % number);
                chosen.chain([own.unwrap_or(0)]).collect()
            }
        };
        let past: BTreeSet<usize> =
            known.iter().flat_map(|k| tale.pasts[*k].iter().chain([k])).copied().collect();
        let deps = last_of(&tale.pasts, &past);
        let names: Vec<EntryId> = deps.iter().map(|dep| id(*dep)).collect();
        let fields = fields(step, &document.text_at(&names).unwrap());
        let edit = with_fields(number, step.by, &deps, fields);
        document.apply(&edit.edit()).unwrap();
        tale.edits.push(edit);
        tale.pasts.push(past);
    }
    tale
}

/// Those that lie before no other of them.
pub(crate) fn last_of(pasts: &[BTreeSet<usize>], among: &BTreeSet<usize>) -> Vec<usize> {
    let covered = |number: &usize| among.iter().any(|later| pasts[*later].contains(number));
    among.iter().filter(|number| !covered(number)).copied().collect()
}

fn fields(step: &Step, version: &Contents) -> FieldEdits {
    let mut texts = std::collections::BTreeMap::new();
    let mut changes = Vec::new();
    for (what, at, delete, run) in &step.writes {
        if *what < 2 {
            let field = if *what == 0 { ValueField::Cost } else { ValueField::Starts };
            let value = match (what, delete) {
                (_, 0) => Value::Nothing,
                (0, _) => Value::Number(*at as u64 % 4),
                _ => Value::Time(Timestamp::from_millis(*at as u64 % 4)),
            };
            changes.push(FieldEdit::Set { field, value });
            continue;
        }
        let field = if *what < 5 { TextField::Title } else { TextField::Body };
        let language = Language::new(if what % 3 == 0 { "es" } else { "ca" }).unwrap();
        let (length, splices) = texts
            .entry((field, language))
            .or_insert_with(|| (version.text(field, language).chars().count(), Vec::new()));
        let at = at % (*length + 1);
        let delete = (*delete).min(*length - at);
        if delete > 0 || !RUNS[*run].is_empty() {
            splices.push(splice(at, delete, RUNS[*run]));
            *length = *length - delete + RUNS[*run].chars().count();
        }
    }
    let spliced = texts.into_iter().filter(|(_, (_, splices))| !splices.is_empty());
    changes.extend(
        spliced.map(|((field, language), (_, splices))| text_edit(field, language, splices)),
    );
    FieldEdits::new(changes)
}

/// The numbers in an order in which each comes after its past, chosen by the given numbers.
pub(crate) fn shuffled(tale: &Tale, choices: &[usize]) -> Vec<usize> {
    let mut left: BTreeSet<usize> = (0..tale.edits.len()).collect();
    let mut order = Vec::new();
    let mut choices = choices.iter().cycle();
    while !left.is_empty() {
        let ready = |n: &&usize| tale.pasts[**n].iter().all(|past| !left.contains(past));
        let ready: Vec<usize> = left.iter().filter(ready).copied().collect();
        let next = ready[choices.next().unwrap() % ready.len()];
        left.remove(&next);
        order.push(next);
    }
    order
}

/// So many edits of five people, a third of them made without what others wrote meanwhile.
pub(crate) fn five_people(number: usize) -> Vec<Written> {
    let mut chance = 7_u64;
    let mut draw = |below: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (chance >> 33) as usize % below
    };
    let mut edits = vec![write(0, 0, &[], vec![splice(0, 0, &"paraula ".repeat(1250))])];
    let mut heads = vec![0_usize];
    let mut own = [Some(0), None, None, None, None];
    for next in 1..number {
        let by = draw(5);
        let deps = match own[by] {
            Some(last) if draw(3) == 0 => vec![last],
            _ => heads.clone(),
        };
        let splices = vec![splice(draw(9000), draw(4), "un canvi ")];
        heads.retain(|head| !deps.contains(head));
        heads.push(next);
        own[by] = Some(next);
        edits.push(write(next, by, &deps, splices));
    }
    edits
}
