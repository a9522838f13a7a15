//! Texts: which edits make them, and the few documents that are kept derived.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
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
    /// Where in its chain.
    pub(crate) seq: u32,
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
    pub(crate) seq: u32,
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
    verdicts: Vec<Said>,
}

/// A verdict on an amendment.
#[derive(Debug)]
struct Said {
    branch: EntryId,
    id: EntryId,
    heads: Vec<EntryId>,
    accepts: bool,
}

impl Said {
    fn names_versions_of(&self, document: &Document) -> bool {
        let versions = document.versions();
        let of_it = |head| versions.iter().any(|v| v.id == head && v.branch == self.branch);
        self.heads.iter().all(|head| of_it(*head))
    }
}

/// An edit, and where it stands in its author's chain.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    edit: EditRef<'a>,
    seq: u32,
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
        self.verdicts.push(Said { branch, id, heads: heads.to_vec(), accepts });
    }

    /// The verdicts of a kind, by id.
    fn said(&self, which: impl Fn(&Said) -> bool) -> impl Iterator<Item = &Said> {
        let mut found: Vec<&Said> = self.verdicts.iter().filter(|said| which(said)).collect();
        found.sort_unstable_by_key(|said| said.id);
        found.into_iter()
    }

    /// Whether there is more than a first text.
    fn has_history(&self) -> bool {
        !self.pieces.is_empty() || !self.amendments.is_empty()
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
    fn later(&self) -> Vec<Line<'_>> {
        let begun = self.amendments.iter().map(|(branch, amendment)| Line {
            edit: EditRef {
                id: amendment.begin.entry,
                author: amendment.begin.author,
                deps: amendment.base,
                branch: *branch,
                claimed: amendment.begin.claimed,
                fields: amendment.begin.fields,
            },
            seq: amendment.begin.seq,
        });
        let edits = self.pieces.iter().filter_map(|piece| match content(&piece.act) {
            Some(Content::Edit(edit)) => Some(Line {
                edit: EditRef {
                    id: piece.id,
                    author: piece.author,
                    deps: &edit.deps,
                    branch: piece.branch,
                    claimed: piece.claimed,
                    fields: &edit.fields,
                },
                seq: piece.seq,
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
    /// A document that is kept although it has no history, or an amendment whose copy is.
    pub(crate) wanted: Option<EntryId>,
    /// The copy with an amendment that nobody has accepted, for as long as nothing of its group
    /// changes: the proposal, the amendment, the copy.
    asked: Option<(EntryId, EntryId, Document)>,
}

/// Most documents that are kept derived. A small one takes some 50 kB once several people have
/// written in it at once, and about its length before.
const LIVE: usize = 64;

/// Most bytes that they take together, by their own count.
const LIVE_BYTES: usize = 24 * 1024 * 1024;

impl Texts {
    /// Derives the texts of a document and its amendments. What does not fit goes to what is void.
    ///
    /// The document holds its own edits and the amendments that were accepted. What others only
    /// wish for is derived on copies, so that strangers' amendments do not fill the document up.
    pub(crate) fn derive(
        &mut self,
        draft: Draft<'_>,
        void: &mut Vec<Void>,
    ) -> BTreeMap<EntryId, Written> {
        self.asked.take_if(|(root, ..)| *root == draft.subject);
        let accepted: BTreeSet<EntryId> =
            draft.verdicts.iter().filter(|said| said.accepts).map(|said| said.branch).collect();
        let own = |edit: &Line<'_>| {
            edit.edit.branch == draft.subject || accepted.contains(&edit.edit.branch)
        };
        let (own, wished): (Vec<Line<'_>>, Vec<Line<'_>>) =
            draft.later().into_iter().partition(own);
        let Some(mut live) = self.take(&draft, &own) else {
            void.push(Void { id: draft.begin.entry, fault: Fault::Unfitting });
            return BTreeMap::from([(draft.subject, Written::default())]);
        };
        apply_all(&mut live.document, own, void);
        let mut verdicts = settle(&mut live, &draft, void);
        let mut written = BTreeMap::new();
        let contents = live.document.text().unwrap_or_default();
        let heads = live.document.heads();
        written.insert(
            draft.subject,
            told(&contents, heads, count(&live.document, &draft, &draft.subject), None),
        );
        for branch in draft.amendments.keys() {
            let copied;
            let document = if accepted.contains(branch) {
                &live.document
            } else {
                let mut copy = live.document.clone();
                let edits = wished.iter().filter(|edit| edit.edit.branch == *branch).copied();
                apply_all(&mut copy, edits.collect(), void);
                refuse(&copy, &draft, branch, &mut verdicts, void);
                if self.wanted == Some(*branch) {
                    self.asked = Some((draft.subject, *branch, copy.clone()));
                }
                copied = copy;
                &copied
            };
            let heads = tips(document, &draft, branch);
            let contents = document.text_at(&heads).unwrap_or_default();
            let verdict = verdicts.get(branch).copied();
            written
                .insert(*branch, told(&contents, heads, count(document, &draft, branch), verdict));
        }
        if draft.has_history() || self.wanted == Some(draft.subject) {
            self.keep(draft.subject, live);
        }
        written
    }

    /// The document as far as it was derived before, if what is still to come comes after it; else
    /// a new one.
    fn take(&mut self, draft: &Draft<'_>, edits: &[Line<'_>]) -> Option<Live> {
        self.clock += 1;
        let verdicts: BTreeSet<EntryId> = draft.verdicts.iter().map(|said| said.id).collect();
        let kept = self.live.remove(&draft.subject).filter(|live| {
            live.generation == draft.generation
                && live.merged.is_subset(&verdicts)
                && goes_on(&live.document, draft, edits)
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

    /// The copy with an amendment that nobody has accepted, if it was wanted last.
    pub(crate) fn amended(&mut self, amendment: &EntryId) -> Option<&mut Document> {
        let asked = self.asked.as_mut().filter(|(_, branch, _)| branch == amendment);
        asked.map(|(.., document)| document)
    }

    /// Forgets a document: something of it was erased.
    pub(crate) fn forget(&mut self, subject: &EntryId) {
        self.asked.take_if(|(root, ..)| root == subject);
        self.live.remove(subject);
    }
}

/// Whether everything that a document holds still stands, and no edit is still to come that its
/// author wrote before one that is there.
fn goes_on(document: &Document, draft: &Draft<'_>, edits: &[Line<'_>]) -> bool {
    let mut last: BTreeMap<(DeviceKey, EntryId), u32> = BTreeMap::new();
    let mut here = 1;
    for line in edits.iter().filter(|line| document.has(&line.edit.id)) {
        let seq = last.entry((line.edit.author, line.edit.branch)).or_insert(line.seq);
        *seq = line.seq.max(*seq);
        here += 1;
    }
    let after = |line: &Line<'_>| {
        let seq = last.get(&(line.edit.author, line.edit.branch));
        document.has(&line.edit.id) || seq.is_none_or(|seq| line.seq > *seq)
    };
    document.has(&draft.begin.entry) && document.versions().len() == here && edits.iter().all(after)
}

/// Applies edits, each author's in the order of their chain, as soon as what they were made upon is
/// there. What names something that is not here holds up what its author wrote after it; what names
/// something that is here and does not stand is void, and its author may go on without it.
fn apply_all(document: &mut Document, mut edits: Vec<Line<'_>>, void: &mut Vec<Void>) {
    edits.sort_unstable_by_key(|line| (line.edit.author, line.edit.branch, line.seq));
    let mut threads: Vec<VecDeque<Line<'_>>> = Vec::new();
    for line in edits {
        let key = |line: &Line<'_>| (line.edit.author, line.edit.branch);
        match threads.last_mut() {
            Some(thread) if thread.back().is_some_and(|last| key(last) == key(&line)) => {
                thread.push_back(line);
            }
            _ => threads.push(VecDeque::from([line])),
        }
    }
    // Which threads wait for which entry; those that wait for nothing yet are ready.
    let mut ready: Vec<usize> = (0..threads.len()).rev().collect();
    let mut waiting: BTreeMap<EntryId, Vec<usize>> = BTreeMap::new();
    loop {
        while let Some(place) = ready.pop() {
            let Some(thread) = threads.get_mut(place) else { continue };
            while let Some(line) = thread.front() {
                let id = line.edit.id;
                match document.apply(&line.edit) {
                    Ok(()) => ready.extend(waiting.remove(&id).unwrap_or_default()),
                    Err(EditFault::Missing(dep)) => {
                        waiting.entry(dep).or_default().push(place);
                        break;
                    }
                    Err(_) => void.push(Void { id, fault: Fault::Unfitting }),
                }
                thread.pop_front();
            }
        }
        // Nobody can go on. Whoever waits for an entry that is void here goes on without.
        let void_here = |dep: &EntryId| void.iter().any(|void| void.id == *dep);
        let Some(dep) = waiting.keys().find(|dep| void_here(dep)).copied() else { break };
        for place in waiting.remove(&dep).unwrap_or_default() {
            let Some(line) = threads.get_mut(place).and_then(VecDeque::pop_front) else { continue };
            void.push(Void { id: line.edit.id, fault: Fault::Unfitting });
            ready.push(place);
        }
    }
    let missing = Fault::Denied(participation_policy::Denied::TargetMissing);
    let stuck = threads.into_iter().flatten();
    void.extend(stuck.map(|line| Void { id: line.edit.id, fault: missing }));
}

/// Merges what was accepted. An acceptance that names a version which is here beats every
/// rejection, for it cannot be taken out again; of several that accept, each is merged.
fn settle(
    live: &mut Live,
    draft: &Draft<'_>,
    void: &mut Vec<Void>,
) -> BTreeMap<EntryId, (EntryId, bool)> {
    let mut settled: BTreeMap<EntryId, (EntryId, bool)> = BTreeMap::new();
    for said in draft.said(|said| said.accepts) {
        let here = live.merged.contains(&said.id) || said.names_versions_of(&live.document);
        if !here || live.document.merge(&said.heads).is_err() {
            void.push(Void { id: said.id, fault: Fault::Unfitting });
            continue;
        }
        live.merged.insert(said.id);
        settled.entry(said.branch).or_insert((said.id, true));
    }
    // Of what was accepted a rejection changes nothing any more.
    for said in draft.said(|said| !said.accepts && settled.contains_key(&said.branch)) {
        if !said.names_versions_of(&live.document) {
            void.push(Void { id: said.id, fault: Fault::Unfitting });
        }
    }
    settled
}

/// Refuses an amendment: of several who say no, the lowest is told.
fn refuse(
    document: &Document,
    draft: &Draft<'_>,
    branch: &EntryId,
    settled: &mut BTreeMap<EntryId, (EntryId, bool)>,
    void: &mut Vec<Void>,
) {
    for said in draft.said(|said| said.branch == *branch && !said.accepts) {
        if said.names_versions_of(document) {
            settled.entry(said.branch).or_insert((said.id, false));
        } else {
            void.push(Void { id: said.id, fault: Fault::Unfitting });
        }
    }
}

/// The last entries of an amendment.
fn tips(document: &Document, draft: &Draft<'_>, branch: &EntryId) -> Vec<EntryId> {
    let mut tips: BTreeSet<EntryId> = BTreeSet::new();
    let mut built_upon: BTreeSet<EntryId> = BTreeSet::new();
    for Line { edit, .. } in draft.later().iter().filter(|line| line.edit.branch == *branch) {
        if document.has(&edit.id) {
            tips.insert(edit.id);
            built_upon.extend(edit.deps);
        }
    }
    tips.difference(&built_upon).copied().collect()
}

/// Edits that changed something: what does not fit the text is void.
fn count(document: &Document, draft: &Draft<'_>, branch: &EntryId) -> u32 {
    let pieces = draft.pieces.iter().filter(|piece| piece.branch == *branch);
    let edits = pieces.filter(|piece| document.has(&piece.id)).count();
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
