//! What is remembered of other nodes: how far each one's arrivals were taken in, when somebody was
//! last heard, and what shall come first.

use participation_store::Store;
use participation_sync::{Cursor, NodeName};
use participation_types::EntryId;

use crate::community::Community;
use crate::error::Error;

/// Note with the cursors of other nodes, those met last at the end: 52 bytes each.
const SEEN: &str = "seen";

/// Note with how far other nodes say that they hold the arrivals of this one, in the same form.
const VOUCHED: &str = "vouched";

/// Note with the time of the last session that came to its end: 8 bytes.
const HEARD: &str = "heard";

/// Note with the time of the newest word of a node that the charter lists: 8 bytes.
const BEACON: &str = "beacon";

/// Note with the space that shall come first: 32 bytes.
const FIRST: &str = "first";

/// Nodes whose cursors are kept; who was met longest ago is forgotten, which costs a comparison.
const MAX_SEEN: usize = 64;

/// Bytes of a node's name and its cursor.
const RECORD: usize = 52;

/// What other nodes say that they hold of this one's entries.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    cursors: Vec<Cursor>,
    met: bool,
}

/// Where an entry is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// On this node, which no other one has met yet. What a bundle carried away is not known.
    Alone,
    /// On this node; others were met, and none has said yet that it holds the entry.
    Unsaid,
    /// So many other nodes have said that they hold it.
    Elsewhere(usize),
}

impl<S: Store> Community<S> {
    /// How far a node's arrivals were taken in, where it is remembered.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn seen(&self, node: &NodeName) -> Result<Option<Cursor>, Error> {
        let note = self.store.note(SEEN)?.unwrap_or_default();
        Ok(cursor_of(&note, node))
    }

    /// Remembers how far a node's arrivals were taken in: everything before is durable here.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn keep_seen(&mut self, node: &NodeName, cursor: &Cursor) -> Result<(), Error> {
        self.keep_cursor(SEEN, node, cursor)
    }

    /// Remembers how far a node says that it holds the arrivals of this one.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn keep_vouched(&mut self, node: &NodeName, cursor: &Cursor) -> Result<(), Error> {
        self.keep_cursor(VOUCHED, node, cursor)
    }

    fn keep_cursor(&mut self, name: &str, node: &NodeName, cursor: &Cursor) -> Result<(), Error> {
        let note = self.store.note(name)?.unwrap_or_default();
        if cursor_of(&note, node).as_ref() == Some(cursor) {
            return Ok(());
        }
        let mut records: Vec<&[u8]> = note
            .chunks_exact(RECORD)
            .filter(|record| !record.starts_with(node.as_bytes()))
            .collect();
        let surplus = (records.len() + 1).saturating_sub(MAX_SEEN);
        records.drain(..surplus);
        let mut kept = records.concat();
        kept.extend_from_slice(node.as_bytes());
        kept.extend_from_slice(&cursor.to_bytes());
        Ok(self.store.put_note(name, &kept)?)
    }

    /// Where entries are known to be beside this node.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn elsewhere(&self) -> Result<Elsewhere, Error> {
        let note = self.store.note(VOUCHED)?.unwrap_or_default();
        let read = |record: &[u8]| Cursor::from_bytes(record.get(32..)?);
        let mine = self.incarnation();
        let cursors: Vec<Cursor> = note.chunks_exact(RECORD).filter_map(read).collect();
        let met = !cursors.is_empty() || self.heard()?.is_some();
        let cursors = cursors.into_iter().filter(|one| one.incarnation == mine).collect();
        Ok(Elsewhere { cursors, met })
    }

    /// Where an entry is known to be beside this node.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`], [`Error::Store`].
    pub fn kept(&self, id: &EntryId, elsewhere: &Elsewhere) -> Result<Kept, Error> {
        let lane = self.entry(id)?.header().lane;
        let arrival = self.store.find(id)?.ok_or(Error::NoSuchEntry(*id))?.number();
        let covers = |cursor: &&Cursor| u64::from(cursor.of(lane)) > arrival;
        Ok(match elsewhere.cursors.iter().filter(covers).count() {
            0 if elsewhere.met => Kept::Unsaid,
            0 => Kept::Alone,
            nodes => Kept::Elsewhere(nodes),
        })
    }

    /// When a session with another node last came to its end, in milliseconds since 1970 by this
    /// node's clock.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn heard(&self) -> Result<Option<u64>, Error> {
        let note = self.store.note(HEARD)?;
        Ok(note.and_then(|note| note.try_into().ok()).map(u64::from_be_bytes))
    }

    /// Remembers that a session came to its end.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn keep_heard(&mut self, now: u64) -> Result<(), Error> {
        Ok(self.store.put_note(HEARD, &now.to_be_bytes())?)
    }

    /// The newest word of a node that the charter lists, in milliseconds since 1970.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn beacon(&self) -> Result<Option<u64>, Error> {
        let note = self.store.note(BEACON)?;
        Ok(note.and_then(|note| note.try_into().ok()).map(u64::from_be_bytes))
    }

    /// Remembers the newest word of a node that the charter lists.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn keep_beacon(&mut self, time: u64) -> Result<(), Error> {
        Ok(self.store.put_note(BEACON, &time.to_be_bytes())?)
    }

    /// The space whose entries are asked for before all other content.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn first(&self) -> Result<Option<EntryId>, Error> {
        let note = self.store.note(FIRST)?;
        Ok(note.and_then(|note| note.try_into().ok()).map(EntryId::from_bytes))
    }

    /// Asks for one space first from now on, or for none.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn ask_first(&mut self, space: Option<EntryId>) -> Result<(), Error> {
        let bytes: &[u8] = space.as_ref().map_or(&[], |space| space.as_bytes());
        Ok(self.store.put_note(FIRST, bytes)?)
    }

    /// The ids of what arrived from this number on, at most `most` of the newest, oldest first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn ids_since(&self, from: u64, most: u64) -> Result<Vec<EntryId>, Error> {
        let from = from.max(self.store.len().saturating_sub(most));
        let mut ids = Vec::new();
        self.store.scan(participation_store::Arrival::new(from), &mut |_, record| {
            ids.push(record.id);
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(ids)
    }

    /// Number of entries that the store has taken in: the number of the next arrival.
    #[must_use]
    pub fn arrivals(&self) -> u64 {
        self.store.len()
    }
}

fn cursor_of(note: &[u8], node: &NodeName) -> Option<Cursor> {
    let record = note.chunks_exact(RECORD).find(|record| record.starts_with(node.as_bytes()))?;
    Cursor::from_bytes(record.get(32..)?)
}
