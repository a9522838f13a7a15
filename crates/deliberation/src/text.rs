//! Texts: which edits make them, and the few documents that are kept derived.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use participation_acts::{
    Act, Content, FieldEdit, FieldEdits, Space, TextField, Value, ValueField,
};
use participation_charter::Fault;
use participation_documents::{Contents, Document, EditFault, EditRef};
use participation_types::{DeviceKey, EntryId, Language, Text, Timestamp};

use crate::bodies::content;
use crate::card::Void;

/// How a text begins.
#[derive(Debug)]
pub(crate) struct Begin<'a> {
    /// The entry that wrote it.
    pub(crate) entry: EntryId,
    /// By which device.
    pub(crate) author: DeviceKey,
    /// When, as claimed.
    pub(crate) claimed: Timestamp,
    /// The words.
    pub(crate) fields: &'a FieldEdits,
}

/// An edit that stands.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) id: EntryId,
    pub(crate) author: DeviceKey,
    pub(crate) claimed: Timestamp,
    pub(crate) branch: EntryId,
    pub(crate) act: Arc<Act>,
}

/// An amendment: how it begins, upon which version of the document.
#[derive(Debug)]
struct Amendment<'a> {
    base: &'a [EntryId],
    begin: Begin<'a>,
}

/// Everything that makes the text of one document and of its amendments.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    subject: EntryId,
    generation: Option<EntryId>,
    begin: Begin<'a>,
    amendments: BTreeMap<EntryId, Amendment<'a>>,
    pieces: Vec<Piece>,
    /// Amendment, verdict, the heads that it names, whether they are accepted.
    verdicts: Vec<(EntryId, EntryId, Vec<EntryId>, bool)>,
}

/// What came of one document or amendment.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) heads: Vec<EntryId>,
    pub(crate) edits: u32,
    pub(crate) titles: Vec<(Language, String)>,
    pub(crate) values: Vec<(ValueField, Value)>,
    /// Of an amendment: the verdict that holds, and whether it accepts.
    pub(crate) verdict: Option<(EntryId, bool)>,
}

impl<'a> Draft<'a> {
    pub(crate) const fn new(
        subject: EntryId,
        generation: Option<EntryId>,
        begin: Begin<'a>,
    ) -> Self {
        Self {
            subject,
            generation,
            begin,
            amendments: BTreeMap::new(),
            pieces: Vec::new(),
            verdicts: Vec::new(),
        }
    }

    pub(crate) fn amend(&mut self, branch: EntryId, base: &'a [EntryId], begin: Begin<'a>) {
        self.amendments.insert(branch, Amendment { base, begin });
    }

    pub(crate) fn edit(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    pub(crate) fn verdict(
        &mut self,
        branch: EntryId,
        id: EntryId,
        heads: &[EntryId],
        accepts: bool,
    ) {
        self.verdicts.push((branch, id, heads.to_vec(), accepts));
    }

    /// Whether there is more than a first text.
    fn has_history(&self) -> bool {
        !self.pieces.is_empty() || !self.amendments.is_empty()
    }

    fn ids(&self) -> BTreeSet<EntryId> {
        let begun = self.amendments.values().map(|amendment| amendment.begin.entry);
        self.pieces.iter().map(|piece| piece.id).chain(begun).chain([self.begin.entry]).collect()
    }

    fn first(&self) -> EditRef<'_> {
        EditRef {
            id: self.begin.entry,
            author: self.begin.author,
            deps: &[],
            branch: self.subject,
            claimed: self.begin.claimed,
            fields: self.begin.fields,
        }
    }

    /// All edits but the first.
    fn later(&self) -> Vec<EditRef<'_>> {
        let begun = self.amendments.iter().map(|(branch, amendment)| EditRef {
            id: amendment.begin.entry,
            author: amendment.begin.author,
            deps: amendment.base,
            branch: *branch,
            claimed: amendment.begin.claimed,
            fields: amendment.begin.fields,
        });
        let edits = self.pieces.iter().filter_map(|piece| match content(&piece.act) {
            Some(Content::Edit(edit)) => Some(EditRef {
                id: piece.id,
                author: piece.author,
                deps: &edit.deps,
                branch: piece.branch,
                claimed: piece.claimed,
                fields: &edit.fields,
            }),
            _ => None,
        });
        begun.chain(edits).collect()
    }
}

/// A document that is kept derived.
#[derive(Debug)]
struct Live {
    document: Document,
    generation: Option<EntryId>,
    /// Verdicts whose versions are merged.
    merged: BTreeSet<EntryId>,
    used: u64,
}

/// The documents that are kept derived: a bounded number, those used last.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    live: BTreeMap<EntryId, Live>,
    clock: u64,
    /// A document that is kept although it has no history.
    pub(crate) wanted: Option<EntryId>,
}

/// Most documents that are kept derived. A small one takes some 50 kB once several people have
/// written in it at once, and about its length before.
const LIVE: usize = 64;

/// Most bytes that they take together, by their own count.
const LIVE_BYTES: usize = 24 * 1024 * 1024;

impl Texts {
    /// Derives the texts of a document and its amendments. What does not fit goes to what is void.
    pub(crate) fn derive(
        &mut self,
        draft: Draft<'_>,
        void: &mut Vec<Void>,
    ) -> BTreeMap<EntryId, Written> {
        let Some(mut live) = self.take(&draft) else {
            void.push(Void { id: draft.begin.entry, fault: Fault::Unfitting });
            return BTreeMap::from([(draft.subject, Written::default())]);
        };
        apply_all(&mut live.document, draft.later(), void);
        let verdicts = settle(&mut live, &draft, void);
        let mut written = BTreeMap::new();
        let contents = live.document.text().unwrap_or_default();
        let edits = live.document.heads();
        written.insert(draft.subject, told(&contents, edits, count(&draft, &draft.subject), None));
        for branch in draft.amendments.keys() {
            let heads = tips(&live.document, &draft, branch);
            let contents = live.document.text_at(&heads).unwrap_or_default();
            let verdict = verdicts.get(branch).copied();
            written.insert(*branch, told(&contents, heads, count(&draft, branch), verdict));
        }
        if draft.has_history() || self.wanted == Some(draft.subject) {
            self.keep(draft.subject, live);
        }
        written
    }

    /// The document as far as it was derived before, if all of that still stands; else a new one.
    fn take(&mut self, draft: &Draft<'_>) -> Option<Live> {
        self.clock += 1;
        let ids = draft.ids();
        let verdicts: BTreeSet<EntryId> = draft.verdicts.iter().map(|(_, id, ..)| *id).collect();
        let kept = self.live.remove(&draft.subject).filter(|live| {
            live.generation == draft.generation
                && live.merged.is_subset(&verdicts)
                && live.document.versions().iter().all(|version| ids.contains(&version.id))
        });
        if let Some(live) = kept {
            return Some(Live { used: self.clock, ..live });
        }
        let document = Document::new(draft.subject, draft.generation, &draft.first()).ok()?;
        let generation = draft.generation;
        Some(Live { document, generation, merged: BTreeSet::new(), used: self.clock })
    }

    fn keep(&mut self, subject: EntryId, live: Live) {
        self.live.insert(subject, live);
        let bytes =
            |texts: &Self| -> usize { texts.live.values().map(|live| live.document.bytes()).sum() };
        while self.live.len() > LIVE || (self.live.len() > 1 && bytes(self) > LIVE_BYTES) {
            let oldest = self.live.iter().min_by_key(|(_, live)| live.used).map(|(id, _)| *id);
            let Some(oldest) = oldest else { break };
            self.live.remove(&oldest);
        }
    }

    /// A document that is kept derived.
    pub(crate) fn document(&mut self, subject: &EntryId) -> Option<&mut Document> {
        self.clock += 1;
        let live = self.live.get_mut(subject)?;
        live.used = self.clock;
        Some(&mut live.document)
    }

    /// Forgets a document: something of it was erased.
    pub(crate) fn forget(&mut self, subject: &EntryId) {
        self.live.remove(subject);
    }
}

/// Applies edits as soon as what they were made upon is there.
fn apply_all(document: &mut Document, edits: Vec<EditRef<'_>>, void: &mut Vec<Void>) {
    let mut waiting: BTreeMap<EntryId, Vec<EditRef<'_>>> = BTreeMap::new();
    let mut ready = edits;
    while let Some(edit) = ready.pop() {
        if document.has(&edit.id) {
            continue;
        }
        match document.apply(&edit) {
            Ok(()) => ready.extend(waiting.remove(&edit.id).unwrap_or_default()),
            Err(EditFault::Missing(dep)) => waiting.entry(dep).or_default().push(edit),
            Err(_) => void.push(Void { id: edit.id, fault: Fault::Unfitting }),
        }
    }
    let missing = Fault::Denied(participation_policy::Denied::TargetMissing);
    void.extend(waiting.into_values().flatten().map(|edit| Void { id: edit.id, fault: missing }));
}

/// Merges what was accepted. An acceptance that names a version which is here beats every
/// rejection, for it cannot be taken out again; of several that accept, each is merged.
fn settle(
    live: &mut Live,
    draft: &Draft<'_>,
    void: &mut Vec<Void>,
) -> BTreeMap<EntryId, (EntryId, bool)> {
    let mut settled: BTreeMap<EntryId, (EntryId, bool)> = BTreeMap::new();
    let mut verdicts: Vec<_> = draft.verdicts.iter().collect();
    // Acceptances first, each by its id.
    verdicts.sort_unstable_by_key(|(_, id, _, accepts)| (!*accepts, *id));
    for (branch, id, heads, accepts) in verdicts {
        let of_it = |head: &EntryId| {
            live.document.versions().iter().any(|v| v.id == *head && v.branch == *branch)
        };
        if !heads.iter().all(of_it) {
            void.push(Void { id: *id, fault: Fault::Unfitting });
            continue;
        }
        if *accepts && !live.merged.contains(id) {
            if live.document.merge(heads).is_err() {
                void.push(Void { id: *id, fault: Fault::Unfitting });
                continue;
            }
            live.merged.insert(*id);
        }
        settled.entry(*branch).or_insert((*id, *accepts));
    }
    settled
}

/// The last entries of an amendment.
fn tips(document: &Document, draft: &Draft<'_>, branch: &EntryId) -> Vec<EntryId> {
    let mut tips: BTreeSet<EntryId> = BTreeSet::new();
    let mut built_upon: BTreeSet<EntryId> = BTreeSet::new();
    for edit in draft.later().iter().filter(|edit| edit.branch == *branch) {
        if document.has(&edit.id) {
            tips.insert(edit.id);
            built_upon.extend(edit.deps);
        }
    }
    tips.difference(&built_upon).copied().collect()
}

fn count(draft: &Draft<'_>, branch: &EntryId) -> u32 {
    let edits = draft.pieces.iter().filter(|piece| piece.branch == *branch).count();
    u32::try_from(edits).unwrap_or(u32::MAX)
}

fn told(
    contents: &Contents,
    heads: Vec<EntryId>,
    edits: u32,
    verdict: Option<(EntryId, bool)>,
) -> Written {
    let titles = contents.texts.iter().filter(|((field, _), _)| *field == TextField::Title);
    Written {
        heads,
        edits,
        titles: titles.map(|((_, language), text)| (*language, text.clone())).collect(),
        values: contents.values.iter().map(|(field, value)| (*field, value.clone())).collect(),
        verdict,
    }
}

/// What a document says that has nothing but its first text.
pub(crate) fn only(subject: EntryId, begin: &Begin<'_>) -> Contents {
    let first = EditRef {
        id: begin.entry,
        author: begin.author,
        deps: &[],
        branch: subject,
        claimed: begin.claimed,
        fields: begin.fields,
    };
    Document::new(subject, None, &first).and_then(|document| document.text()).unwrap_or_default()
}

/// The first text of a space: its title.
pub(crate) fn first_text(space: &Space) -> FieldEdits {
    FieldEdits::new(space.title.iter().filter_map(|(language, title)| {
        let title = Text::new(title.as_str()).ok()?;
        Some(FieldEdit::text(TextField::Title, language, title))
    }))
}
