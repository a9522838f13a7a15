//! A document: its edits, and the text of any version of it.

use std::collections::BTreeMap;

use participation_types::{DeviceKey, EntryId, Timestamp};

use crate::bits::Bits;
use crate::contents::Contents;
use crate::edit::EditRef;
use crate::fault::EditFault;
use crate::graph::{Graph, replay};
use crate::history::{History, Node, Place};
use crate::line::Line;

/// A document, or one generation of it: the edits of its main line and of its amendments.
///
/// The main line is every edit of the document's own branch, whatever [`Document::merge`] takes
/// in, and everything before these. An amendment's edits lie beside it until then.
///
/// To show an amendment that nobody has accepted, apply its edits to a clone: clones share what
/// they hold, and strangers' amendments then cannot make the document itself full.
#[derive(Debug, Clone)]
pub struct Document {
    subject: EntryId,
    generation: Option<EntryId>,
    history: History,
    /// Numbers of the edits of the main line, and of its last ones.
    main: Bits,
    heads: Vec<usize>,
    text: Derivation,
    full: bool,
}

/// An edit as a list of versions shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The entry.
    pub id: EntryId,
    /// The device that wrote it.
    pub author: DeviceKey,
    /// When its author says it was written.
    pub claimed: Timestamp,
    /// The entries that it was made upon, ascending.
    pub deps: Vec<EntryId>,
    /// The document, or the amendment that it belongs to.
    pub branch: EntryId,
    /// Whether it is part of the main line.
    pub main: bool,
}

#[derive(Debug, Clone)]
enum Derivation {
    Line(Line),
    Graph(Box<Graph>),
}

impl Document {
    /// Begins a document, or a generation of it, with the entry that composes or re-bases it.
    ///
    /// # Errors
    /// [`EditFault`] when the edit has deps or another branch than the document, or does not fit
    /// an empty text.
    pub fn new(
        subject: EntryId,
        generation: Option<EntryId>,
        root: &EditRef<'_>,
    ) -> Result<Self, EditFault> {
        let mut document = Self {
            subject,
            generation,
            history: History::default(),
            main: Bits::default(),
            heads: Vec::new(),
            text: Derivation::Line(Line::default()),
            full: false,
        };
        if root.branch != subject {
            return Err(EditFault::Root);
        }
        document.apply(root)?;
        Ok(document)
    }

    /// Takes an edit in. One that is here already changes nothing.
    ///
    /// # Errors
    /// [`EditFault`]: then nothing has changed, and whoever names the edit is missing it.
    pub fn apply(&mut self, edit: &EditRef<'_>) -> Result<(), EditFault> {
        if self.has(&edit.id) {
            return Ok(());
        }
        if self.full {
            return Err(EditFault::Full);
        }
        let place = self.history.place(self.subject, edit)?;
        self.derive(&place, edit)?;
        let number = self.history.push(edit, place);
        if edit.branch == self.subject {
            self.take_in([number]);
        }
        if self.history.is_full() {
            self.stand_still();
            return Err(EditFault::Full);
        }
        Ok(())
    }

    /// Takes the version that ends with these edits into the main line: an amendment that was
    /// accepted. To merge what is merged changes nothing.
    ///
    /// # Errors
    /// [`EditFault::Missing`] one of them; then nothing has changed.
    pub fn merge(&mut self, heads: &[EntryId]) -> Result<(), EditFault> {
        if self.full {
            return Err(EditFault::Full);
        }
        let numbers = self.numbers(heads)?;
        self.take_in(numbers);
        Ok(())
    }

    /// The last edits of the main line, ascending: what the next edit is made upon.
    #[must_use]
    pub fn heads(&self) -> Vec<EntryId> {
        self.ids(&self.heads)
    }

    /// Whether the edit is part of the document or of an amendment.
    #[must_use]
    pub fn has(&self, id: &EntryId) -> bool {
        self.history.number(id).is_some()
    }

    /// Whether more was written than a node has to hold (see [`EditFault::Full`]).
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.full
    }

    /// What the main line says.
    ///
    /// # Errors
    /// [`EditFault::Derivation`], a flaw of the program.
    pub fn text(&self) -> Result<Contents, EditFault> {
        self.contents(&self.heads)
    }

    /// What the version that ends with these edits says: them and everything before them.
    ///
    /// # Errors
    /// [`EditFault::Missing`] one of them.
    pub fn text_at(&self, heads: &[EntryId]) -> Result<Contents, EditFault> {
        self.contents(&self.history.last_of(self.numbers(heads)?))
    }

    /// All edits, each after its deps, and of several possible the lowest id first.
    #[must_use]
    pub fn versions(&self) -> Vec<Version> {
        let order = self.history.in_order();
        order.into_iter().filter_map(|number| self.version(number)).collect()
    }

    /// About how much memory it takes, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let derived = match &self.text {
            Derivation::Line(line) => line.bytes(),
            Derivation::Graph(graph) => graph.bytes(),
        };
        size_of::<Self>() + self.history.bytes() + self.main.bytes() + derived
    }

    /// Derives the Automerge document even if a line would do, for tests.
    ///
    /// # Errors
    /// [`EditFault::Derivation`], a flaw of the program.
    #[doc(hidden)]
    pub fn branch_out(&mut self) -> Result<(), EditFault> {
        if let Derivation::Line(line) = &self.text {
            let graph = replay(self.generation, &self.history, &line.edits)?;
            self.text = Derivation::Graph(Box::new(graph));
        }
        Ok(())
    }

    /// The hash of the Automerge change of each edit; none of a line. For tests.
    #[doc(hidden)]
    #[must_use]
    pub fn change_hashes(&self) -> BTreeMap<EntryId, [u8; 32]> {
        let Derivation::Graph(graph) = &self.text else { return BTreeMap::new() };
        let hash = |(number, node): (usize, &Node)| Some((node.id, graph.hash(number)?.0));
        self.history.nodes.iter().enumerate().filter_map(hash).collect()
    }

    /// The Automerge changes with their actors, the ones that begin texts first. For tests.
    #[doc(hidden)]
    pub fn raw_changes(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let Derivation::Graph(graph) = &self.text else { return Vec::new() };
        let raw = |change: &automerge::Change| {
            (change.actor_id().to_bytes().to_vec(), change.raw_bytes().to_vec())
        };
        graph.all_changes().map(raw).collect()
    }

    fn derive(&mut self, place: &Place, edit: &EditRef<'_>) -> Result<(), EditFault> {
        let next = self.history.nodes.len();
        if let Derivation::Line(line) = &mut self.text {
            let follows = place.deps.iter().copied().eq(next.checked_sub(1));
            if follows && edit.branch == self.subject {
                line.judge(edit.fields)?;
                line.push(edit.fields);
                return Ok(());
            }
            self.branch_out()?;
        }
        match &mut self.text {
            Derivation::Graph(graph) => graph.push(&self.history, place, edit),
            Derivation::Line(_) => Err(EditFault::Derivation("a line has branches".into())),
        }
    }

    fn take_in(&mut self, numbers: impl IntoIterator<Item = usize> + Clone) {
        self.main.add_all(&self.history.closure(numbers.clone()));
        self.heads = self.history.last_of(self.heads.iter().copied().chain(numbers));
    }

    /// Goes back to the first edit and stays there: which of too many came last must not show.
    fn stand_still(&mut self) {
        let root = self.history.nodes.first().map(|node| node.id);
        let contents = root.and_then(|root| self.text_at(&[root]).ok()).unwrap_or_default();
        self.history = self.history.root_only();
        self.main = Bits::default();
        self.main.insert(0);
        self.heads = vec![0];
        self.text = Derivation::Line(Line { edits: Vec::new(), contents });
        self.full = true;
    }

    fn contents(&self, heads: &[usize]) -> Result<Contents, EditFault> {
        match &self.text {
            Derivation::Line(line) => Ok(line.after(heads.iter().max().map_or(0, |last| last + 1))),
            Derivation::Graph(graph) => graph.contents(&self.history, heads),
        }
    }

    fn numbers(&self, ids: &[EntryId]) -> Result<Vec<usize>, EditFault> {
        ids.iter().map(|id| self.history.known(id)).collect()
    }

    fn ids(&self, numbers: &[usize]) -> Vec<EntryId> {
        let mut ids: Vec<_> = numbers.iter().filter_map(|n| self.history.id(*n)).collect();
        ids.sort_unstable();
        ids
    }

    fn version(&self, number: usize) -> Option<Version> {
        let Node { id, author, claimed, branch, deps, .. } = self.history.node(number)?;
        let (id, author, claimed, branch) = (*id, *author, *claimed, *branch);
        let (deps, main) = (self.ids(deps), self.main.has(number));
        Some(Version { id, author, claimed, deps, branch, main })
    }
}
