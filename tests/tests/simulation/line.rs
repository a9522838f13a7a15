//! A stream between two nodes: reliable and in order until it is cut, like TCP.

use std::collections::VecDeque;

use participation_sync::Session;

pub(crate) type LineId = u64;

/// One of the two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Dialler,
    Listener,
}

impl Side {
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Dialler => Self::Listener,
            Self::Listener => Self::Dialler,
        }
    }

    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Dialler => 0,
            Self::Listener => 1,
        }
    }
}

/// Frames that may be under way in one direction before the sender has to wait.
pub(crate) const ROOM: usize = 6;

/// One end.
#[derive(Debug, Default)]
pub(crate) struct End {
    pub(crate) session: Option<Session>,
    /// Whether this end is done with the line.
    pub(crate) over: bool,
    /// Frames that are under way to this end.
    pub(crate) coming: VecDeque<Vec<u8>>,
    /// When the last of them arrives.
    pub(crate) last: u64,
    /// Frames that this end took.
    pub(crate) heard: u64,
}

/// A line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) nodes: [usize; 2],
    pub(crate) ends: [End; 2],
    /// Milliseconds that a frame takes at least.
    pub(crate) latency: u64,
    /// Bytes a millisecond.
    pub(crate) speed: u64,
    /// Whether nothing gets through any more, though nobody has noticed yet.
    pub(crate) cut: bool,
}

impl Line {
    pub(crate) fn node(&self, side: Side) -> usize {
        self.nodes[side.index()]
    }

    pub(crate) fn end(&mut self, side: Side) -> &mut End {
        &mut self.ends[side.index()]
    }

    pub(crate) fn joins(&self, node: usize) -> bool {
        self.nodes.contains(&node)
    }
}
