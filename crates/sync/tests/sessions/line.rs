//! A line between two nodes, and what went over it.

use participation_sync::{Cursor, Ending, Ends, NodeName, Secret, Session, Settings};
use participation_types::EntryId;

use crate::shelf::Shelf;

/// How the two nodes meet.
#[derive(Debug, Clone)]
pub(crate) struct Meeting {
    pub(crate) secrets: [Secret; 2],
    /// What each has seen of the other.
    pub(crate) seen: [Option<Cursor>; 2],
    /// What the dialler wants first.
    pub(crate) first: Option<EntryId>,
    /// Bytes and hashes that each gives.
    pub(crate) bytes: u64,
    pub(crate) hashes: u64,
    /// After so many frames the line is cut.
    pub(crate) cut_after: usize,
}

impl Default for Meeting {
    fn default() -> Self {
        Self {
            secrets: [Secret::from_bytes([1; 32]), Secret::from_bytes([1; 32])],
            seen: [None, None],
            first: None,
            bytes: u64::MAX,
            hashes: u64::MAX,
            cut_after: usize::MAX,
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Met {
    pub(crate) endings: [Option<Ending>; 2],
    pub(crate) seen: [Option<Cursor>; 2],
    /// How far each was told that the other holds its entries.
    pub(crate) vouched: [Option<Cursor>; 2],
    /// Bytes of all frames, both ways.
    pub(crate) bytes: u64,
    /// Bytes of them that were entries or pieces of blobs.
    pub(crate) payload: u64,
    /// Entries that were given, both ways.
    pub(crate) entries: u64,
    /// Steps of range reconciliation, both ways.
    pub(crate) ranges: u32,
}

pub(crate) fn ends() -> Ends {
    Ends { dialler: NodeName::of_peer(b"dialler"), listener: NodeName::of_peer(b"listener") }
}

impl Meeting {
    pub(crate) fn settings(&self, side: usize) -> Settings {
        Settings {
            secret: self.secrets[side].clone(),
            ends: ends(),
            nonce: [u8::try_from(side).unwrap(); 16],
            seen: self.seen[side],
            first: self.first.filter(|_| side == 0),
            beacons: Vec::new(),
            bytes: self.bytes,
            hashes: self.hashes,
        }
    }

    /// Lets two nodes talk until both sessions have ended or the line is cut.
    pub(crate) fn run(&self, dialler: &mut Shelf, listener: &mut Shelf) -> Met {
        self.run_with(dialler, listener, |_, _, _| {})
    }

    /// The same, with something that happens after each frame.
    pub(crate) fn run_with(
        &self,
        dialler: &mut Shelf,
        listener: &mut Shelf,
        mut meanwhile: impl FnMut(usize, &mut Shelf, &mut Shelf),
    ) -> Met {
        let Ok(mut here) = Session::dial(self.settings(0), 0, dialler);
        let Ok(Some(hello)) = here.transmit(0, dialler) else { panic!("a dialler greets") };
        let mut there = match Session::hear(&hello) {
            Ok(hello) => Session::accept(self.settings(1), 0, &hello, listener).unwrap(),
            Err(fault) => panic!("{fault}"),
        };
        let (mut frames, mut idle) = (1, 0);
        // One frame at a time from each side, so that both talk at once.
        while idle < 2 && frames < self.cut_after {
            idle += 1;
            if let Some(frame) = here.transmit(0, dialler).unwrap() {
                there.receive(0, &frame, listener).unwrap();
                (idle, frames) = (0, frames + 1);
            }
            if let Some(frame) = there.transmit(0, listener).unwrap() {
                here.receive(0, &frame, dialler).unwrap();
                (idle, frames) = (0, frames + 1);
            }
            meanwhile(frames, dialler, listener);
        }
        here.closed();
        there.closed();
        let (one, two) = (here.progress(), there.progress());
        Met {
            endings: [here.ending().cloned(), there.ending().cloned()],
            seen: [here.seen(), there.seen()],
            vouched: [here.vouched(), there.vouched()],
            bytes: one.sent + two.sent,
            payload: one.given_bytes + two.given_bytes,
            entries: one.given + two.given,
            ranges: one.ranges + two.ranges,
        }
    }
}

impl Met {
    pub(crate) fn is_done(&self) -> bool {
        self.endings.iter().all(|ending| matches!(ending, Some(Ending::Done { .. })))
    }
}
