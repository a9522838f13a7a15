//! What one end gives the other: offers in order, then what the other wants of them, in its credit.

use std::collections::VecDeque;

use participation_types::{BlobId, EntryId, Lane};

use crate::cursor::Cursor;
use crate::index::Index;
use crate::item::{Item, Key};
use crate::message::{MAX_OFFER, MAX_PIECE, Message, Offer};
use crate::ranges::Lack;
use crate::replica::Replica;

/// Offers that may wait for their answer at once: enough to keep a slow line busy.
const MAX_OPEN: usize = 4;

/// Entries that wait to be sent before no more are offered.
const ENOUGH: usize = 4 * MAX_OFFER;

/// Entries that may wait to be sent when ranges are answered: what that adds waits besides.
const LITTLE: usize = 32 * 1024;

/// Entries that the other lacks may be sent without an offer while no more than this wait.
const MUCH: usize = 64 * 1024;

/// Entries that may wait to be sent, whatever the other asks for: more than two messages of ranges
/// can lead to.
const MAX_JOBS: usize = 256 * 1024;

/// Places that may wait to be offered.
const MAX_SOURCES: usize = 8 * 1024;

/// What an id of an offer costs, in bytes.
const ID: u64 = 32;

/// What a piece of a blob costs at least, in bytes.
const LOOK_UP: u64 = 1024;

/// Pieces of blobs that may wait to be sent.
const MAX_PIECES: usize = 8;

/// Bytes of the first frame of entries; later ones grow while the other takes them quickly.
const FIRST_FRAME: usize = 16 * 1024;

/// Bytes to which frames of entries grow.
const LARGEST_FRAME: usize = 256 * 1024;

/// A frame is taken quickly when its credit is back within so many milliseconds.
const QUICK: u64 = 500;

/// So many entries that the other lacks are given at once, without offering them first.
const FEW: u64 = 1024;

/// Where offers come from.
#[derive(Debug)]
enum Source {
    /// What arrived here in one lane, from one arrival on and before another.
    Arrived { lane: Lane, next: u32, until: u32 },
    /// These, in this order.
    These(VecDeque<u32>),
    /// Everything from one key up to another, both included: the other has nothing there.
    Range(Key, Key),
}

/// The next part of a source.
struct Part {
    arrivals: Vec<u32>,
    /// Of which lane it is the next part, and where the one after it begins.
    lane: Option<(Lane, u32)>,
    /// Whether it is the last part.
    over: bool,
}

impl Source {
    fn part(&mut self, index: &Index) -> Part {
        match self {
            Self::Arrived { lane, next, until } => {
                let arrived = index.arrived(*lane, *next).take_while(|at| *at < *until);
                let arrivals: Vec<u32> = arrived.take(MAX_OFFER).collect();
                let over = arrivals.len() < MAX_OFFER;
                let after = arrivals.last().map_or(*until, |last| last.saturating_add(1));
                *next = if over { *until } else { after };
                Part { arrivals, lane: Some((*lane, *next)), over }
            }
            Self::These(rest) => {
                let length = rest.len().min(MAX_OFFER);
                let arrivals = rest.drain(..length).collect();
                Part { arrivals, lane: None, over: rest.is_empty() }
            }
            Self::Range(from, to) => {
                let mut items: Vec<Item> = index.range(*from..=*to).take(MAX_OFFER + 1).collect();
                let over = items.len() <= MAX_OFFER;
                // The next part begins with what is one too many.
                if !over && let Some(next) = items.pop() {
                    *from = next.key;
                }
                let mut arrivals: Vec<u32> = items.iter().map(|item| item.arrival).collect();
                arrivals.sort_unstable();
                Part { arrivals, lane: None, over }
            }
        }
    }
}

/// What is to be sent, in order.
#[derive(Debug, PartialEq, Eq)]
enum Job {
    /// This entry.
    Entry(u32),
    /// Word that one request was answered.
    Answered,
}

/// The giving half of a session.
#[derive(Debug, Default)]
pub(super) struct Giving {
    sources: VecDeque<Source>,
    number: u64,
    open: VecDeque<(u64, Vec<u32>)>,
    jobs: VecDeque<Job>,
    pieces: VecDeque<(BlobId, u32)>,
    /// Bytes that the other will take.
    credit: u64,
    /// A frame that is longer than the credit.
    ready: Option<Vec<Vec<u8>>>,
    frame: usize,
    sent_at: u64,
    /// Whether word that all was offered is owed.
    owes_offered: bool,
    /// The blob that was read last.
    reads: Option<BlobId>,
    pub(super) entries: u64,
    pub(super) bytes: u64,
    /// What all of it has cost, in bytes.
    pub(super) cost: u64,
}

impl Giving {
    pub(super) fn new(credit: u64) -> Self {
        Self { credit, frame: FIRST_FRAME, ..Self::default() }
    }

    /// Offers everything that arrived after `from`, lane by lane, and what was asked for first
    /// between the first lane and the others. Gives how many entries that will be.
    pub(super) fn offer_after(
        &mut self,
        index: &Index,
        from: Option<&Cursor>,
        until: u32,
        first: Vec<u32>,
    ) -> [u32; 3] {
        let mut totals = [0; 3];
        for (lane, total) in Lane::ALL.into_iter().zip(&mut totals) {
            if let Some(from) = from {
                let next = from.of(lane);
                let count = index.arrived(lane, next).take_while(|at| *at < until).count();
                *total = u32::try_from(count).unwrap_or(u32::MAX);
                self.sources.push_back(Source::Arrived { lane, next, until });
            }
            if lane == Lane::Authority && !first.is_empty() {
                self.sources.push_back(Source::These(first.iter().copied().collect()));
            }
        }
        self.owes_offered = !self.sources.is_empty();
        totals
    }

    /// Gives what the other was found to lack: few entries at once, whole ranges by offers.
    pub(super) fn give_lacking(
        &mut self,
        index: &Index,
        lacks: Vec<Lack>,
    ) -> Result<(), &'static str> {
        let room = MUCH.saturating_sub(self.jobs.len()) as u64;
        let few = lacks.iter().filter(|lack| lack.count <= FEW).map(|lack| lack.count).sum::<u64>();
        if few > room {
            // The other picks what it lacks from an offer of everything in between.
            let (from, to) = (lacks.first().map(|lack| lack.first), lacks.last().map(|l| l.last));
            let between = from.zip(to).map(|(from, to)| Source::Range(from, to));
            self.sources.extend(between);
            return self.room_for_sources();
        }
        let mut few = Vec::new();
        for Lack { first, last, count } in lacks {
            if count <= FEW {
                few.extend(index.range(first..=last).map(|item| item.arrival));
            } else {
                self.sources.push_back(Source::Range(first, last));
            }
        }
        self.room_for_sources()?;
        few.sort_unstable();
        self.jobs.extend(few.into_iter().map(Job::Entry));
        Ok(())
    }

    /// The other wants these of an offer.
    pub(super) fn wanted(&mut self, number: u64, runs: &[u32]) -> Result<(), &'static str> {
        let Some((open, arrivals)) = self.open.pop_front() else {
            return Err("it wants of an offer that was not made");
        };
        if open != number {
            return Err("it answers offers out of their order");
        }
        let mut rest = arrivals.iter();
        for (run, taken) in runs.iter().zip([false, true].into_iter().cycle()) {
            let length = usize::try_from(*run).unwrap_or(usize::MAX);
            if length > rest.len() {
                return Err("it wants more than was offered");
            }
            let part = rest.by_ref().take(length);
            if taken {
                self.jobs.extend(part.map(|arrival| Job::Entry(*arrival)));
            } else {
                part.for_each(drop);
            }
        }
        self.jobs.push_back(Job::Answered);
        Ok(())
    }

    /// The other asks for these, outside any offer.
    pub(super) fn asked(&mut self, arrivals: &[u32]) -> Result<(), &'static str> {
        self.room_for(arrivals.len())?;
        self.jobs.extend(arrivals.iter().map(|arrival| Job::Entry(*arrival)));
        self.jobs.push_back(Job::Answered);
        Ok(())
    }

    /// The other asks for a blob, from one byte on.
    pub(super) fn asked_for_blob(&mut self, id: BlobId, offset: u32) -> Result<(), &'static str> {
        if self.pieces.len() >= MAX_PIECES {
            return Err("it asks for more pieces of blobs at once than it may");
        }
        self.pieces.push_back((id, offset));
        Ok(())
    }

    /// The other took in so many bytes.
    pub(super) fn credited(&mut self, now: u64, bytes: u32) {
        self.credit = self.credit.saturating_add(u64::from(bytes));
        let quick = now.saturating_sub(self.sent_at) < QUICK;
        let frame = if quick { self.frame.saturating_mul(2) } else { self.frame / 2 };
        self.frame = frame.clamp(FIRST_FRAME, LARGEST_FRAME);
    }

    /// Whether nothing is left to give, as far as this end knows.
    pub(super) fn is_idle(&self) -> bool {
        self.sources.is_empty()
            && self.open.is_empty()
            && self.jobs.is_empty()
            && self.pieces.is_empty()
            && self.ready.is_none()
            && !self.owes_offered
    }

    /// The next message of this half, if there is one and the other will take it.
    pub(super) fn next<R: Replica>(
        &mut self,
        now: u64,
        replica: &mut R,
    ) -> Result<Option<Message>, R::Error> {
        while self.open.len() < MAX_OPEN && self.jobs.len() < ENOUGH {
            match self.next_offer(replica)? {
                Some(offer) => return Ok(Some(offer)),
                None if self.sources.is_empty() => break,
                None => {}
            }
        }
        if self.owes_offered && self.sources.is_empty() {
            self.owes_offered = false;
            return Ok(Some(Message::Offered));
        }
        if let Some((id, offset)) = self.pieces.front().copied()
            && self.credit >= MAX_PIECE as u64
        {
            self.pieces.pop_front();
            let piece = replica.read_blob(&id, offset, MAX_PIECE)?;
            let (total, bytes) = piece.unwrap_or_default();
            self.spend(now, bytes.len());
            // Whoever asks now for one and now for another makes this end look each up anew.
            let anew = self.reads.replace(id) != Some(id);
            self.cost += LOOK_UP + if anew { u64::from(total) } else { 0 };
            return Ok(Some(Message::Piece { id, total, offset, bytes }));
        }
        self.next_entries(now, replica)
    }

    fn next_entries<R: Replica>(
        &mut self,
        now: u64,
        replica: &R,
    ) -> Result<Option<Message>, R::Error> {
        while self.ready.is_none() {
            if self.jobs.front() == Some(&Job::Answered) {
                self.jobs.pop_front();
                return Ok(Some(Message::Answered));
            }
            let arrivals: Vec<u32> = self
                .jobs
                .iter()
                .map_while(|job| if let Job::Entry(arrival) = job { Some(*arrival) } else { None })
                .take(MAX_OFFER)
                .collect();
            if arrivals.is_empty() {
                return Ok(None);
            }
            let (entries, done) = replica.entries(&arrivals, self.frame)?;
            self.jobs.drain(..done.clamp(1, arrivals.len()));
            self.ready = (!entries.is_empty()).then_some(entries);
        }
        let length = self.ready.iter().flatten().map(Vec::len).sum::<usize>();
        if length as u64 > self.credit {
            return Ok(None);
        }
        let entries = self.ready.take().unwrap_or_default();
        self.entries += entries.len() as u64;
        self.spend(now, length);
        Ok(Some(Message::Entries(entries)))
    }

    fn next_offer<R: Replica>(&mut self, replica: &mut R) -> Result<Option<Message>, R::Error> {
        let Some(source) = self.sources.front_mut() else { return Ok(None) };
        let part = source.part(replica.index()?);
        if part.over {
            self.sources.pop_front();
        }
        let ids = replica.ids(&part.arrivals)?;
        let (arrivals, ids): (Vec<u32>, Vec<EntryId>) = ids.into_iter().unzip();
        if ids.is_empty() {
            return Ok(None);
        }
        self.cost += ID * ids.len() as u64;
        let number = self.number;
        self.number += 1;
        self.open.push_back((number, arrivals));
        let (lane, next) = part.lane.unzip();
        Ok(Some(Message::Offer(Offer { number, lane, next: next.unwrap_or_default(), ids })))
    }

    fn spend(&mut self, now: u64, bytes: usize) {
        self.sent_at = now;
        self.bytes += bytes as u64;
        self.cost += bytes as u64;
        self.credit = self.credit.saturating_sub(bytes as u64);
    }

    /// Whether so little waits to be sent that more may be looked for.
    pub(super) fn has_little(&self) -> bool {
        self.jobs.len() <= LITTLE
    }

    fn room_for_sources(&self) -> Result<(), &'static str> {
        let full = self.sources.len() > MAX_SOURCES;
        if full { Err("it asks for more than it takes in") } else { Ok(()) }
    }

    fn room_for(&self, more: usize) -> Result<(), &'static str> {
        let full = self.jobs.len().saturating_add(more) > MAX_JOBS;
        if full { Err("it asks for more than it takes in") } else { Ok(()) }
    }
}

/// Which of these ids are taken, as lengths of runs: left out, taken, left out, …
pub(super) fn runs(ids: &[EntryId], mut takes: impl FnMut(&EntryId) -> bool) -> Vec<u32> {
    let mut runs = Vec::new();
    let (mut taking, mut length) = (false, 0);
    for id in ids {
        if takes(id) != taking {
            runs.push(length);
            (taking, length) = (!taking, 0);
        }
        length += 1;
    }
    if taking {
        runs.push(length);
    }
    runs
}
