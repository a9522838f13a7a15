//! Nodes that mean harm. Each speaks the protocol as honest nodes do, and differs in what it says.

use std::fmt::Debug;

use participation::EntryId;

use crate::chance::Chance;
use crate::node::Village;
use crate::people::Person;

/// What an adversary has before it when it is its turn.
pub(crate) struct Stage<'a> {
    pub(crate) village: &'a mut Village,
    /// Somebody of the census who serves the adversary, on a device at its node.
    pub(crate) member: &'a Person,
    pub(crate) chance: &'a mut Chance,
    pub(crate) now: u64,
}

/// How an adversary differs from an honest node: as little as each of these says, by default not
/// at all.
pub(crate) trait Mischief: Debug {
    fn name(&self) -> &'static str;

    /// Its turn: it may write what it likes.
    fn turn(&mut self, _: &mut Stage<'_>) {}

    /// What goes over the line in the place of a frame.
    fn sends(&mut self, _to: usize, frame: Vec<u8>, _: &mut Chance) -> Vec<Vec<u8>> {
        vec![frame]
    }

    /// Milliseconds that it lets each frame wait before it reads it.
    fn dawdles(&self) -> u64 {
        0
    }

    /// How many sessions it opens on each of its turns.
    fn dials(&self) -> usize {
        1
    }

    /// Whether it keeps an entry from somebody.
    fn hides(&self, _from: usize, _: &EntryId) -> bool {
        false
    }

    /// What it gives in the place of these entries.
    fn gives(&mut self, _to: usize, entries: Vec<Vec<u8>>, _: &mut Chance) -> Vec<Vec<u8>> {
        entries
    }

    /// What it says of its set.
    fn root(&mut self, root: [u8; 32], _: &mut Chance) -> [u8; 32] {
        root
    }

    /// What it says of how much arrived.
    fn arrivals(&self, arrivals: u32) -> u32 {
        arrivals
    }

    /// What it gives as a piece of a blob.
    fn piece(&mut self, piece: Option<(u32, Vec<u8>)>) -> Option<(u32, Vec<u8>)> {
        piece
    }
}
