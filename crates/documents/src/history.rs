//! Who knew what: the graph of edits, each with the set of all edits before it.

use std::collections::{BTreeMap, BTreeSet};

use participation_acts::{FieldEdit, TextField};
use participation_types::{DeviceKey, EntryId, Language, Timestamp};

use crate::bits::Bits;
use crate::edit::limits::{
    MAX_ALL_EDITS, MAX_ALL_TEXTS, MAX_ALL_WORK, MAX_EDITS, MAX_TEXTS, MAX_WORK,
};
use crate::edit::{EditRef, work};
use crate::fault::EditFault;

/// A text of the document.
pub(crate) type TextKey = (TextField, Language);

/// An edit without what it changes.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) id: EntryId,
    pub(crate) author: DeviceKey,
    pub(crate) claimed: Timestamp,
    pub(crate) branch: EntryId,
    /// Numbers of the edits that it was made upon, ascending.
    pub(crate) deps: Vec<usize>,
    /// Numbers of all edits before it.
    pub(crate) past: Bits,
    /// Numbers of the texts named before it or in it.
    pub(crate) texts: Bits,
    /// Its own work, and that of its past and itself.
    own: u64,
    work: u64,
}

/// The place of an edit that may come next.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) deps: Vec<usize>,
    pub(crate) past: Bits,
    /// Numbers of the texts named before it.
    pub(crate) known: Bits,
    own: u64,
    work: u64,
}

impl Place {
    /// The place of an edit that was taken in, with the texts named before it.
    pub(crate) fn again(node: &Node, known: Bits) -> Self {
        let Node { deps, past, own, work, .. } = node;
        Self { deps: deps.clone(), past: past.clone(), known, own: *own, work: *work }
    }
}

/// Edits by number: the order in which they came. Numbers are this node's own and show nowhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    pub(crate) nodes: Vec<Node>,
    numbers: BTreeMap<EntryId, usize>,
    /// The texts by number, in the order in which they were first named.
    pub(crate) texts: Vec<TextKey>,
    text_numbers: BTreeMap<TextKey, usize>,
    last: BTreeMap<(DeviceKey, EntryId), usize>,
    work: u64,
}

impl History {
    pub(crate) fn number(&self, id: &EntryId) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    pub(crate) fn known(&self, id: &EntryId) -> Result<usize, EditFault> {
        self.number(id).ok_or(EditFault::Missing(*id))
    }

    pub(crate) fn node(&self, number: usize) -> Option<&Node> {
        self.nodes.get(number)
    }

    pub(crate) fn id(&self, number: usize) -> Option<EntryId> {
        self.node(number).map(|node| node.id)
    }

    pub(crate) fn text_number(&self, key: &TextKey) -> Option<usize> {
        self.text_numbers.get(key).copied()
    }

    /// Whether the first of two edits lies before the second.
    fn before(&self, first: usize, second: usize) -> bool {
        self.node(second).is_some_and(|node| node.past.has(first))
    }

    /// These edits and everything before them.
    pub(crate) fn closure(&self, numbers: impl IntoIterator<Item = usize>) -> Bits {
        let mut closure = Bits::default();
        for number in numbers {
            closure.insert(number);
            if let Some(node) = self.node(number) {
                closure.add_all(&node.past);
            }
        }
        closure
    }

    /// Those of the edits that lie before no other of them, ascending.
    pub(crate) fn last_of(&self, numbers: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let numbers: BTreeSet<usize> = numbers.into_iter().collect();
        let covered = |number: &usize| numbers.iter().any(|later| self.before(*number, *later));
        numbers.iter().filter(|number| !covered(number)).copied().collect()
    }

    /// Numbers of the texts named in the version that ends with these edits.
    pub(crate) fn texts_of(&self, heads: &[usize]) -> Bits {
        let mut texts = Bits::default();
        for head in heads.iter().filter_map(|head| self.node(*head)) {
            texts.add_all(&head.texts);
        }
        texts
    }

    /// Judges everything about an edit but its positions, by its own past.
    pub(crate) fn place(&self, subject: EntryId, edit: &EditRef<'_>) -> Result<Place, EditFault> {
        let found: Result<Vec<_>, _> = edit.deps.iter().map(|dep| self.known(dep)).collect();
        let mut deps = found?;
        if deps.is_empty() != self.nodes.is_empty() {
            return Err(EditFault::Root);
        }
        deps.sort_unstable();
        for (place, dep) in deps.iter().enumerate() {
            let later = deps.get(place + 1..).unwrap_or_default();
            if later.iter().any(|later| dep == later || self.before(*dep, *later)) {
                return Err(self.id(*dep).map_or(EditFault::Root, EditFault::Nested));
            }
        }
        let past = self.closure(deps.iter().copied());
        let own_branch = edit.branch == subject || edit.branch == edit.id;
        if !own_branch && !self.number(&edit.branch).is_some_and(|root| past.has(root)) {
            return Err(EditFault::Branch(edit.branch));
        }
        if let Some(last) = self.last.get(&(edit.author, edit.branch))
            && !past.has(*last)
        {
            return Err(self.id(*last).map_or(EditFault::Root, EditFault::OwnPast));
        }
        let known = self.texts_of(&deps);
        let own = work(edit.fields);
        let work = own + self.work_of(&deps, &past);
        let new = texts(edit).filter(|key| !self.text_number(key).is_some_and(|n| known.has(n)));
        if past.count() >= MAX_EDITS || work > MAX_WORK || known.count() + new.count() > MAX_TEXTS {
            return Err(EditFault::TooMany);
        }
        Ok(Place { deps, past, known, own, work })
    }

    /// Takes an edit in at the place that was found for it; gives its number.
    pub(crate) fn push(&mut self, edit: &EditRef<'_>, place: Place) -> usize {
        let number = self.nodes.len();
        let Place { deps, past, known: mut texts_named, own, work } = place;
        for key in texts(edit) {
            texts_named.insert(self.name(key));
        }
        self.numbers.insert(edit.id, number);
        self.last.insert((edit.author, edit.branch), number);
        self.work = self.work.saturating_add(own);
        let EditRef { id, author, claimed, branch, .. } = *edit;
        let texts = texts_named;
        self.nodes.push(Node { id, author, claimed, branch, deps, past, texts, own, work });
        number
    }

    /// Whether there is more than a node has to hold: a property of the set of edits.
    pub(crate) fn is_full(&self) -> bool {
        self.nodes.len() > MAX_ALL_EDITS
            || self.work > MAX_ALL_WORK
            || self.texts.len() > MAX_ALL_TEXTS
    }

    /// The edits so that each comes after its deps, and of several possible the lowest id first.
    pub(crate) fn in_order(&self) -> Vec<usize> {
        let mut waiting: Vec<usize> = self.nodes.iter().map(|node| node.deps.len()).collect();
        let mut after: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (number, node) in self.nodes.iter().enumerate() {
            for dep in &node.deps {
                if let Some(list) = after.get_mut(*dep) {
                    list.push(number);
                }
            }
        }
        let first = self.nodes.iter().enumerate().filter(|(_, node)| node.deps.is_empty());
        let mut ready: BTreeSet<(EntryId, usize)> = first.map(|(n, node)| (node.id, n)).collect();
        let mut order = Vec::with_capacity(self.nodes.len());
        while let Some((_, number)) = ready.pop_first() {
            order.push(number);
            for next in after.get(number).into_iter().flatten() {
                if let (Some(left), Some(id)) = (waiting.get_mut(*next), self.id(*next)) {
                    *left -= 1;
                    if *left == 0 {
                        ready.insert((id, *next));
                    }
                }
            }
        }
        order
    }

    /// The first edit and nothing else.
    pub(crate) fn root_only(&self) -> Self {
        let mut root = Self::default();
        if let Some(node) = self.nodes.first() {
            root.numbers.insert(node.id, 0);
            root.nodes.push(node.clone());
        }
        root
    }

    pub(crate) fn bytes(&self) -> usize {
        let node = |node: &Node| {
            size_of::<Node>() + node.deps.len() * 8 + node.past.bytes() + node.texts.bytes() + 160
        };
        self.nodes.iter().map(node).sum::<usize>() + self.texts.len() * 128
    }

    fn work_of(&self, deps: &[usize], past: &Bits) -> u64 {
        if let [dep] = deps {
            return self.node(*dep).map_or(0, |node| node.work);
        }
        past.iter().filter_map(|number| self.node(number)).map(|node| node.own).sum()
    }

    fn name(&mut self, key: TextKey) -> usize {
        let next = self.texts.len();
        let number = *self.text_numbers.entry(key).or_insert(next);
        if number == next {
            self.texts.push(key);
        }
        number
    }
}

/// The texts that an edit names, each once.
pub(crate) fn texts<'a>(edit: &EditRef<'a>) -> impl Iterator<Item = TextKey> + 'a {
    edit.fields.iter().filter_map(|change| match change {
        FieldEdit::Splice { field, language, .. } => Some((*field, *language)),
        FieldEdit::Set { .. } => None,
    })
}
