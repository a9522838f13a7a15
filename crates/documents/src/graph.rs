//! A history with branches: an Automerge document in which each edit is one change.
//!
//! A change is made on a document that holds exactly the past of its edit, so that its bytes and
//! its hash follow from the past alone. `transaction_at` would do with one document for all, but
//! takes its operation counter from the whole of it: what had arrived would show.

mod actor;
mod forks;
mod read;

use std::collections::BTreeMap;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{
    Automerge, AutomergeError, Change, ChangeHash, ObjId, ROOT, ReadDoc, TextEncoding,
};
use participation_acts::{FieldEdit, FieldEdits, TextField, Value, ValueField};
use participation_types::{EntryId, Language};

use crate::bits::Bits;
use crate::edit::EditRef;
use crate::fault::EditFault;
use crate::history::{History, Place, TextKey};
use crate::line;

use actor::{actor, beginning, text_name, value_name};
use forks::Forks;

/// The derived document.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    generation: Option<EntryId>,
    /// The change of each edit, by the edit's number.
    changes: Vec<Change>,
    /// The change that begins each text, by the text's number.
    beginnings: Vec<Change>,
    /// What each edit sets. The document itself holds the edit's id in place of a value.
    sets: BTreeMap<(EntryId, ValueField), Value>,
    forks: Forks,
}

impl Graph {
    pub(crate) fn new(generation: Option<EntryId>) -> Self {
        Self {
            generation,
            changes: Vec::new(),
            beginnings: Vec::new(),
            sets: BTreeMap::new(),
            forks: Forks::default(),
        }
    }

    /// Judges the positions of an edit against the version that it was made upon, and derives it.
    /// The history takes it in afterwards.
    pub(crate) fn push(
        &mut self,
        history: &History,
        place: &Place,
        edit: &EditRef<'_>,
    ) -> Result<(), EditFault> {
        let number = self.changes.len();
        let Self { forks, changes, beginnings, .. } = self;
        let mut fork = forks.at(history, &place.deps, &place.past, changes, beginnings)?;
        line::judge(edit.fields, |field, language| length(&fork.doc, field, language))?;

        let begun = begin(&mut fork.doc, history, place, edit, beginnings.len())?;
        fork.doc.set_actor(actor(edit.author, edit.branch, self.generation));
        let hash = write(&mut fork.doc, edit)?;
        let change = fork.doc.get_change_by_hash(&hash);
        let change = change.ok_or_else(|| EditFault::Derivation("a change is gone".into()))?;
        fork.advance(number);
        self.forks.keep(edit.author, edit.branch, fork);
        self.changes.push(change);
        // A text that is new to the document gets the next number when the history names it.
        let fresh = begun.into_iter().filter(|(number, _)| *number >= self.beginnings.len());
        let fresh: Vec<Change> = fresh.map(|(_, change)| change).collect();
        self.beginnings.extend(fresh);
        for change in edit.fields.iter() {
            if let FieldEdit::Set { field, value } = change {
                self.sets.insert((edit.id, *field), value.clone());
            }
        }
        Ok(())
    }

    /// The hash of the change of an edit.
    pub(crate) fn hash(&self, number: usize) -> Option<ChangeHash> {
        self.changes.get(number).map(Change::hash)
    }

    /// The changes, and the ones that begin texts.
    pub(crate) fn all_changes(&self) -> impl Iterator<Item = &Change> {
        self.beginnings.iter().chain(&self.changes)
    }

    pub(crate) fn bytes(&self) -> usize {
        let raw = |change: &Change| change.raw_bytes().len();
        let changes: usize = self.all_changes().map(raw).sum();
        let sets = self.sets.len() * 160;
        // Measured: a small Automerge document takes some 20 KB, and grows by twice the changes.
        changes * 2 + sets + self.forks.len() * (20_000 + 2 * changes)
    }
}

fn empty() -> Automerge {
    Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
}

pub(crate) fn flaw(error: AutomergeError) -> EditFault {
    EditFault::Derivation(error.to_string())
}

fn apply(doc: &mut Automerge, changes: Vec<Change>) -> Result<(), EditFault> {
    if changes.is_empty() { Ok(()) } else { doc.apply_changes(changes).map_err(flaw) }
}

fn text_object(doc: &Automerge, key: TextKey) -> Option<ObjId> {
    doc.get(ROOT, text_name(key)).ok().flatten().map(|(_, object)| object)
}

fn length(doc: &Automerge, field: TextField, language: Language) -> usize {
    text_object(doc, (field, language)).map_or(0, |object| doc.length(object))
}

/// Puts the beginnings of texts that the edit names first into the document, and gives them with
/// the numbers that the history has for them or will give them.
fn begin(
    base: &mut Automerge,
    history: &History,
    place: &Place,
    edit: &EditRef<'_>,
    known: usize,
) -> Result<Vec<(usize, Change)>, EditFault> {
    let mut next = known;
    let mut begun = Vec::new();
    for key in crate::history::texts(edit) {
        let number = history.text_number(&key).unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        if !place.known.has(number) {
            begun.push((number, beginning(key)?));
        }
    }
    apply(base, begun.iter().map(|(_, change)| change.clone()).collect())?;
    Ok(begun)
}

/// Writes the edit as one change; gives its hash.
fn write(base: &mut Automerge, edit: &EditRef<'_>) -> Result<ChangeHash, EditFault> {
    let mut transaction = base.transaction();
    for change in edit.fields.iter() {
        match change {
            FieldEdit::Splice { field, language, splices } => {
                let name = text_name((*field, *language));
                let Some((_, text)) = transaction.get(ROOT, name).map_err(flaw)? else {
                    return Err(EditFault::Derivation("a text has no beginning".into()));
                };
                for splice in splices.iter() {
                    let at = usize::try_from(splice.at).unwrap_or(usize::MAX);
                    let delete = isize::try_from(splice.delete).unwrap_or(isize::MAX);
                    transaction
                        .splice_text(&text, at, delete, splice.insert.as_str())
                        .map_err(flaw)?;
                }
            }
            FieldEdit::Set { field, .. } => {
                let id = edit.id.as_bytes().to_vec();
                transaction.put(ROOT, value_name(*field), id).map_err(flaw)?;
            }
        }
    }
    let time = i64::try_from(edit.claimed.millis() / 1000).unwrap_or(i64::MAX);
    let options = || CommitOptions::default().with_time(time);
    match transaction.commit_with(options()).0 {
        Some(hash) => Ok(hash),
        None => Ok(base.empty_commit(options())),
    }
}

/// The first edits of a line, derived one after another.
pub(crate) fn replay(
    generation: Option<EntryId>,
    history: &History,
    edits: &[FieldEdits],
) -> Result<Graph, EditFault> {
    let mut graph = Graph::new(generation);
    for (node, fields) in history.nodes.iter().zip(edits) {
        let known = node.deps.first().and_then(|dep| history.node(*dep));
        let known = known.map_or_else(Bits::default, |dep| dep.texts.clone());
        let place = Place::again(node, known);
        let (id, author, branch, claimed) = (node.id, node.author, node.branch, node.claimed);
        let edit = EditRef { id, author, deps: &[], branch, claimed, fields };
        graph.push(history, &place, &edit)?;
    }
    Ok(graph)
}
