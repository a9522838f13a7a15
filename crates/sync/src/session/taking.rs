//! What one end takes of the other: which of what is offered, and how far that reaches.

use std::collections::{HashSet, VecDeque};

use participation_types::{EntryId, Lane};

use crate::cursor::Cursor;
use crate::message::{Message, Offer};
use crate::replica::{Replica, Totals};
use crate::session::giving::runs;

/// Requests that may wait for their answer at once.
const MAX_REQUESTS: usize = 64;

/// Bytes that the other may send before this end has taken in what came: more than the longest
/// entry has.
pub(super) const WINDOW: u32 = 2 * 1024 * 1024;

/// What was asked for, in order.
#[derive(Debug)]
enum Request {
    /// These, of an offer; then everything of the lane before `next` was taken in.
    Offered { lane: Option<Lane>, next: u32, ids: Vec<EntryId> },
    /// Entries or bodies outside any offer.
    Other,
}

/// The taking half of a session.
#[derive(Debug)]
pub(super) struct Taking {
    requests: VecDeque<Request>,
    /// What was asked for and has not come.
    requested: HashSet<EntryId>,
    /// Bytes that may still come.
    granted: u64,
    next_number: u64,
    /// How far the other's arrivals were taken in, lane by lane without a gap.
    pub(super) seen: Option<Cursor>,
    /// Lanes in which something that was offered did not enter.
    gaps: [bool; 3],
    pub(super) expected: Totals,
    pub(super) entries: u64,
    pub(super) bytes: u64,
    pub(super) held_back: u64,
    /// Entries that entered the set.
    pub(super) added: u64,
}

impl Taking {
    pub(super) fn new() -> Self {
        Self {
            requests: VecDeque::new(),
            requested: HashSet::new(),
            granted: u64::from(WINDOW),
            next_number: 0,
            seen: None,
            gaps: [false; 3],
            expected: Totals::default(),
            entries: 0,
            bytes: 0,
            held_back: 0,
            added: 0,
        }
    }

    /// Whether everything that was asked for was answered.
    pub(super) fn is_idle(&self) -> bool {
        self.requests.is_empty()
    }

    /// Says which of an offer are wanted.
    pub(super) fn offered<R: Replica>(
        &mut self,
        offer: Offer,
        replica: &R,
    ) -> Result<Message, &'static str> {
        let Offer { number, lane, next, mut ids } = offer;
        if number != self.next_number {
            return Err("its offers are not numbered in order");
        }
        self.next_number += 1;
        let (requested, all) = (&mut self.requested, &ids);
        let runs = runs(all, |id| !replica.holds(id) && requested.insert(*id));
        // What another request asks for already counts for this one as well.
        ids.retain(|id| !replica.holds(id));
        self.ask(Request::Offered { lane, next, ids })?;
        Ok(Message::Want { number, runs })
    }

    /// Something was asked for outside any offer.
    pub(super) fn ask_otherwise(&mut self) -> Result<(), &'static str> {
        self.ask(Request::Other)
    }

    fn ask(&mut self, request: Request) -> Result<(), &'static str> {
        if self.requests.len() >= MAX_REQUESTS {
            return Err("it offers more at once than it may");
        }
        self.requests.push_back(request);
        Ok(())
    }

    /// Takes in entries, and gives the credit that is free again.
    pub(super) fn entries<R: Replica>(
        &mut self,
        entries: Vec<Vec<u8>>,
        replica: &mut R,
    ) -> Result<Result<Message, String>, R::Error> {
        let length = entries.iter().map(Vec::len).sum::<usize>();
        if let Err(why) = self.spend(length) {
            return Ok(Err(why.to_owned()));
        }
        self.entries += entries.len() as u64;
        let taken = replica.take_in(entries)?;
        self.held_back += taken.held_back as u64;
        self.added += taken.added as u64;
        if let Some(fault) = taken.fault {
            return Ok(Err(fault));
        }
        Ok(Ok(self.refill(length)))
    }

    /// Counts bytes that came against the credit.
    pub(super) fn spend(&mut self, length: usize) -> Result<(), &'static str> {
        let rest = self.granted.checked_sub(length as u64);
        self.granted = rest.ok_or("it sends more than it was given credit for")?;
        self.bytes += length as u64;
        Ok(())
    }

    /// Gives credit back for what was taken in.
    pub(super) fn refill(&mut self, length: usize) -> Message {
        self.granted += length as u64;
        Message::Credit(u32::try_from(length).unwrap_or(u32::MAX))
    }

    /// The first request was answered.
    pub(super) fn answered<R: Replica>(&mut self, replica: &R) -> Result<(), &'static str> {
        let request = self.requests.pop_front().ok_or("it answers what nobody asked")?;
        let Request::Offered { lane, next, ids } = request else { return Ok(()) };
        let whole = ids.iter().all(|id| replica.holds(id));
        for id in ids {
            self.requested.remove(&id);
        }
        let Some(lane) = lane else { return Ok(()) };
        let gap = self.gaps.get_mut(usize::from(lane.number()));
        let Some(gap) = gap else { return Ok(()) };
        *gap |= !whole;
        if !*gap && let Some(seen) = &mut self.seen {
            seen.advance(lane, next);
        }
        Ok(())
    }
}
