//! A peer that knows the secret and says anything: after a byte that says how the session began,
//! frames, each behind its length in two bytes. It can end its own session, and nothing else.
#![no_main]

use std::convert::Infallible;

use libfuzzer_sys::fuzz_target;
use participation_sync::{
    Cursor, Ends, Incarnation, Index, Item, Key, NodeName, Piece, Pieces, Replica, Secret, Session,
    Settings, Taken,
};
use participation_types::{BlobId, EntryId, Lane, Reader, Timestamp, sha256};

/// Entries that are here at the beginning.
const ENTRIES: u8 = 40;

/// Frames that may wait to be sent: those of the queue, offers, entries and pieces.
const FRAMES: usize = 1_000;

/// Ids that may be hashed for the peer.
const HASHES: u64 = 20_000;

/// Bytes that are given before any credit has come.
const WINDOW: u64 = 2 * 1024 * 1024;

fuzz_target!(|data: &[u8]| {
    let [mode, rest @ ..] = data else { return };
    let (mut shelf, mut rest) = (Shelf::new(), rest);
    let mut session = begun(*mode, &mut shelf);
    let reads = mode & 8 == 0;
    let (mut now, mut credit) = (0, WINDOW);
    while let [high, low, after @ ..] = rest {
        if reads {
            drain(&mut session, now, credit, &mut shelf);
        }
        let length = usize::from(u16::from_be_bytes([*high, *low])).min(after.len());
        let (frame, after) = after.split_at(length);
        (rest, now) = (after, now + 1);
        credit = credit.saturating_add(credit_of(frame));
        let Ok(()) = session.receive(now, frame, &mut shelf);
    }
    drain(&mut session, now, credit, &mut shelf);
    assert!(session.cost().hashes <= HASHES, "more was hashed than may be");
    assert!(shelf.index.len() >= usize::from(ENTRIES), "something was lost");
    session.tick(session.deadline());
    assert!(session.ending().is_some(), "a session that never ends");
});

/// A session in which the peer has said hello or nothing, or one that is open.
fn begun(mode: u8, mine: &mut Shelf) -> Session {
    let mut other = Shelf::new();
    other.put(&[2; 60]);
    let opens = mode & 2 == 0;
    let (ours, mut theirs) = (settings(1), settings(2));
    let seen = Cursor { incarnation: Incarnation::from_bytes([1; 8]), next: [3; 3] };
    theirs.seen = (mode & 4 == 0).then_some(seen);
    let heard = |frame: Vec<u8>| Session::hear(&frame).expect("a hello");
    if mode & 1 == 0 {
        let Ok(mut session) = Session::dial(ours, 0, mine);
        let hello = heard(frame_of(&mut session, mine));
        if opens {
            let Ok(mut there) = Session::accept(theirs, 0, &hello, &mut other);
            let Ok(()) = session.receive(0, &frame_of(&mut there, &mut other), mine);
        }
        session
    } else {
        let Ok(mut there) = Session::dial(theirs, 0, &mut other);
        let hello = heard(frame_of(&mut there, &mut other));
        let Ok(mut session) = Session::accept(ours, 0, &hello, mine);
        if opens {
            let Ok(()) = there.receive(0, &frame_of(&mut session, mine), &mut other);
            let Ok(()) = session.receive(0, &frame_of(&mut there, &mut other), mine);
        }
        session
    }
}

fn frame_of(session: &mut Session, shelf: &mut Shelf) -> Vec<u8> {
    let Ok(frame) = session.transmit(0, shelf);
    frame.expect("an honest end goes on")
}

/// Reads what the session says until it says nothing more.
fn drain(session: &mut Session, now: u64, credit: u64, shelf: &mut Shelf) {
    for _ in 0..FRAMES {
        let Ok(frame) = session.transmit(now, shelf);
        assert!(session.progress().given_bytes <= credit, "more was given than there is credit");
        if frame.is_none() {
            return;
        }
    }
    panic!("frames without an end: {:?}", session.progress());
}

/// What a frame adds to the credit, if it is one that does.
fn credit_of(frame: &[u8]) -> u64 {
    let mut reader = Reader::new(frame);
    let is_credit = reader.array(2, 2).is_ok() && reader.uint() == Ok(12);
    is_credit.then(|| reader.uint32().ok()).flatten().map_or(0, u64::from)
}

fn settings(n: u8) -> Settings {
    Settings {
        secret: Secret::from_bytes([1; 32]),
        ends: Ends { dialler: NodeName::of_peer(b"one"), listener: NodeName::of_peer(b"two") },
        nonce: [n; 16],
        seen: None,
        first: None,
        beacons: Vec::new(),
        bytes: u64::MAX,
        hashes: HASHES,
    }
}

/// A set in which anything of at least two bytes is an entry, named by its hash.
struct Shelf {
    index: Index,
    entries: Vec<Vec<u8>>,
    ids: Vec<EntryId>,
    pieces: Pieces,
}

impl Shelf {
    fn new() -> Self {
        let (index, pieces) = (Index::new(), Pieces::new(1 << 16));
        let mut shelf = Self { index, entries: Vec::new(), ids: Vec::new(), pieces };
        (0..ENTRIES).for_each(|n| shelf.put(&[n; 50]));
        shelf
    }

    fn put(&mut self, entry: &[u8]) {
        let [lane, time, ..] = entry else { return };
        let id = EntryId::from_bytes(sha256(entry));
        let arrival = u32::try_from(self.entries.len()).expect("few entries");
        let lane = Lane::ALL[usize::from(*lane) % 3];
        let key = Key { lane, time: Timestamp::from_millis(u64::from(*time) << 24), id };
        if self.index.insert(Item { key, arrival }) {
            self.entries.push(entry.to_vec());
            self.ids.push(id);
        }
    }

    /// Longer than one piece, whatever its name.
    fn blob(id: &BlobId) -> Option<Vec<u8>> {
        (id.as_bytes()[0] == 0).then(|| vec![0; 100_000])
    }
}

impl Replica for Shelf {
    type Error = Infallible;

    fn index(&mut self) -> Result<&Index, Infallible> {
        Ok(&self.index)
    }

    fn root(&mut self) -> Result<[u8; 32], Infallible> {
        Ok(self.index.root())
    }

    fn incarnation(&self) -> Incarnation {
        Incarnation::from_bytes([1; 8])
    }

    fn arrivals(&self) -> u32 {
        u32::try_from(self.entries.len()).expect("few entries")
    }

    fn holds(&self, id: &EntryId) -> bool {
        self.ids.contains(id)
    }

    fn arrival(&self, id: &EntryId) -> Result<Option<u32>, Infallible> {
        let place = self.ids.iter().position(|known| known == id);
        Ok(place.and_then(|place| u32::try_from(place).ok()))
    }

    fn ids(&self, arrivals: &[u32]) -> Result<Vec<(u32, EntryId)>, Infallible> {
        Ok(arrivals.iter().map(|arrival| (*arrival, self.ids[*arrival as usize])).collect())
    }

    fn entries(&self, arrivals: &[u32], bytes: usize) -> Result<(Vec<Vec<u8>>, usize), Infallible> {
        let few = arrivals.iter().take((bytes / 50).max(1));
        let entries: Vec<_> = few.map(|at| self.entries[*at as usize].clone()).collect();
        let done = entries.len();
        Ok((entries, done))
    }

    fn space(&self, _: &EntryId) -> Result<Vec<u32>, Infallible> {
        Ok(vec![5, 8])
    }

    fn take_in(&mut self, entries: Vec<Vec<u8>>) -> Result<Taken, Infallible> {
        let before = self.entries.len();
        let fault = entries.iter().any(|entry| entry.len() < 2).then(|| "too short".to_owned());
        entries.iter().for_each(|entry| self.put(entry));
        Ok(Taken { added: self.entries.len() - before, held_back: 0, fault })
    }

    fn bodies_missing(&self, most: usize) -> Result<Vec<EntryId>, Infallible> {
        Ok(self.ids.iter().copied().take(most.min(1)).collect())
    }

    fn blobs_missing(&self) -> Result<Vec<(BlobId, u32)>, Infallible> {
        Ok([[0; 32], [1; 32]].map(|id| (BlobId::from_bytes(id), 0)).to_vec())
    }

    fn read_blob(
        &mut self,
        id: &BlobId,
        offset: u32,
        most: usize,
    ) -> Result<Option<(u32, Vec<u8>)>, Infallible> {
        let piece = |blob: Vec<u8>| {
            let piece = blob.iter().skip(offset as usize).take(most).copied().collect();
            (u32::try_from(blob.len()).unwrap_or(u32::MAX), piece)
        };
        Ok(Self::blob(id).map(piece))
    }

    fn piece(
        &mut self,
        id: &BlobId,
        total: u32,
        offset: u32,
        bytes: &[u8],
    ) -> Result<Piece, Infallible> {
        Ok(self.pieces.add(id, total, offset, bytes).0)
    }
}
