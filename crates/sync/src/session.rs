//! One session: two nodes, one community, until both have what the other has.

mod giving;
mod outcome;
mod steps;
mod taking;

use std::collections::VecDeque;

use participation_types::{BlobId, EntryId};

use crate::cursor::Cursor;
use crate::fingerprint::SessionKey;
use crate::handshake::{Ends, Hello, NONCE, Proof, Secret, session_key};
use crate::message::{MAX_FRAME, Message, Refusal, name};
use crate::ranges::{Ranges, Work};
use crate::replica::Replica;
use giving::Giving;
pub use outcome::{Cost, Ending, Fault, Progress};
use taking::{Taking, WINDOW};

/// How long the other may be silent, in milliseconds: as long as the longest entry takes over a line
/// of 50 kbit/s.
const PATIENCE: u64 = 180_000;

/// When to come again where no better time is known, in milliseconds.
const LATER: u32 = 60_000;

/// Messages that may wait to be sent besides entries. A peer that asks and does not read fills it.
const MAX_QUEUE: usize = 256;

/// Bytes of them.
const MAX_QUEUE_BYTES: usize = 4 * 1024 * 1024;

/// What a session is about, and what it may cost.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The community's secret.
    pub secret: Secret,
    /// The two nodes.
    pub ends: Ends,
    /// Sixteen random bytes, for this session only.
    pub nonce: [u8; NONCE],
    /// What was taken in of the other's arrivals before.
    pub seen: Option<Cursor>,
    /// The space whose entries shall come before all other content.
    pub first: Option<EntryId>,
    /// What stewards' nodes said of themselves, to be passed on.
    pub beacons: Vec<Vec<u8>>,
    /// Bytes of entries, blobs and offers that the other may be given.
    pub bytes: u64,
    /// Ids that may be hashed for the other.
    pub hashes: u64,
}

/// Where a session stands.
#[derive(Debug)]
enum State {
    /// The dialler waits for the answer to this.
    Greeting(Hello),
    /// The listener waits for the dialler to begin.
    Answered {
        equal: bool,
    },
    Open,
}

/// One session, without a socket, a clock or chance.
///
/// **After each call of [`Session::receive`] or [`Session::tick`], call [`Session::transmit`] until
/// it gives nothing, writing each frame before asking for the next; then look at
/// [`Session::ending`].** Each frame is one message; how frames are told apart on a stream is for
/// whoever carries them.
#[derive(Debug)]
pub struct Session {
    dials: bool,
    settings: Settings,
    state: State,
    key: SessionKey,
    queue: VecDeque<Vec<u8>>,
    queued: usize,
    giving: Giving,
    taking: Taking,
    work: Work,
    /// How far the other's arrivals reached when the session began.
    theirs: Option<Cursor>,
    /// How far this end's arrivals reached then.
    began_at: u32,
    /// How far they reached when this end told its root.
    rooted_at: u32,
    /// How far the other says that it holds this end's arrivals.
    vouched: Option<Cursor>,
    /// Whether the other still offers what came after the cursor.
    awaits_offers: bool,
    /// Whether range reconciliation has begun, and whether it is over.
    ranging: bool,
    reconciled: bool,
    /// Ranges that are answered once less waits to be sent.
    postponed: Option<Ranges>,
    equal: bool,
    asked_for_bodies: bool,
    blobs: Option<VecDeque<(BlobId, u32)>>,
    awaited_piece: Option<(BlobId, u32)>,
    /// The blob of which the other gave every piece so far.
    gives_alone: Option<BlobId>,
    finished: bool,
    other_finished: bool,
    beacons: Vec<Vec<u8>>,
    heard: u64,
    progress: Progress,
    ending: Option<Ending>,
}

impl Session {
    /// Opens a session as the one that dials; its first frame is the hello.
    ///
    /// # Errors
    /// What the replica says.
    pub fn dial<R: Replica>(
        settings: Settings,
        now: u64,
        replica: &mut R,
    ) -> Result<Self, R::Error> {
        let Settings { secret, ends, nonce, .. } = &settings;
        let hello = Hello::new(secret, ends, *nonce, &replica.root()?);
        let mut session = Self::new(true, settings, now, State::Greeting(hello.clone()));
        session.rooted_at = replica.arrivals();
        session.say(&Message::Hello(hello));
        Ok(session)
    }

    /// Reads the first frame of a session that another node has opened.
    ///
    /// # Errors
    /// [`Fault`] where it is no hello.
    pub fn hear(frame: &[u8]) -> Result<Hello, Fault> {
        bounded(frame)?;
        let message = Message::decode(frame)?;
        let turn = Fault::Turn(name(&message));
        if let Message::Hello(hello) = message { Ok(hello) } else { Err(turn) }
    }

    /// The frame that ends a session before it has begun.
    #[must_use]
    pub fn refuse(reason: Refusal, later: u32) -> Vec<u8> {
        Message::Refuse(reason, later).encode()
    }

    /// Answers a hello whose proof holds for the secret of these settings.
    ///
    /// # Errors
    /// What the replica says.
    pub fn accept<R: Replica>(
        settings: Settings,
        now: u64,
        hello: &Hello,
        replica: &mut R,
    ) -> Result<Self, R::Error> {
        let mut session = Self::new(false, settings, now, State::Answered { equal: false });
        let Settings { secret, ends, nonce, seen, .. } = &session.settings;
        if !hello.knows(secret, ends) {
            session.end(Ending::Fault(Fault::Proof));
            return Ok(session);
        }
        let Some(version) = hello.version() else {
            session.say(&Message::Refuse(Refusal::Version, LATER));
            session.end(Ending::Later(Refusal::Version, LATER));
            return Ok(session);
        };
        let proof = Proof::new(secret, ends, hello, version, *nonce, &replica.root()?);
        session.key = session_key(secret, &hello.nonce, nonce);
        session.state = State::Answered { equal: proof.root == hello.root };
        let (mine, seen) = (here(replica), *seen);
        // Whoever knows the digest of everything here holds everything here.
        session.vouched = (proof.root == hello.root).then_some(mine);
        session.rooted_at = replica.arrivals();
        let answer = Message::Answer { proof, here: mine, seen };
        session.say(&answer);
        Ok(session)
    }

    fn new(dials: bool, settings: Settings, now: u64, state: State) -> Self {
        Self {
            dials,
            work: Work::new(settings.hashes),
            settings,
            state,
            key: SessionKey::from_bytes([0; 16]),
            queue: VecDeque::new(),
            queued: 0,
            giving: Giving::new(u64::from(WINDOW)),
            taking: Taking::new(),
            theirs: None,
            began_at: 0,
            rooted_at: 0,
            vouched: None,
            awaits_offers: false,
            ranging: false,
            reconciled: false,
            postponed: None,
            equal: false,
            asked_for_bodies: false,
            blobs: None,
            awaited_piece: None,
            gives_alone: None,
            finished: false,
            other_finished: false,
            beacons: Vec::new(),
            heard: now,
            progress: Progress::default(),
            ending: None,
        }
    }

    /// Takes a frame of the other.
    ///
    /// # Errors
    /// What the replica says: the session is over then.
    pub fn receive<R: Replica>(
        &mut self,
        now: u64,
        frame: &[u8],
        replica: &mut R,
    ) -> Result<(), R::Error> {
        if self.ending.is_some() {
            return Ok(());
        }
        self.heard = now;
        self.progress.received += frame.len() as u64;
        let message = bounded(frame).and_then(|()| Ok(Message::decode(frame)?));
        let outcome = match message {
            Ok(message) => self.take(now, message, replica)?,
            Err(fault) => Err(fault),
        };
        match outcome {
            Ok(()) if self.ending.is_none() => self.go_on(replica),
            Ok(()) => Ok(()),
            Err(fault) => {
                self.end(Ending::Fault(fault));
                Ok(())
            }
        }
    }

    /// The next frame to send, if there is one.
    ///
    /// # Errors
    /// What the replica says: the session is over then.
    pub fn transmit<R: Replica>(
        &mut self,
        now: u64,
        replica: &mut R,
    ) -> Result<Option<Vec<u8>>, R::Error> {
        if let Some(frame) = self.queue.pop_front() {
            self.queued = self.queued.saturating_sub(frame.len());
            return Ok(Some(self.sends(frame)));
        }
        if self.ending.is_some() || !matches!(self.state, State::Open) {
            return Ok(None);
        }
        if self.giving.cost >= self.settings.bytes {
            self.end(Ending::Later(Refusal::Budget, LATER));
            return Ok(Some(self.sends(Message::Refuse(Refusal::Budget, LATER).encode())));
        }
        if let Some(message) = self.giving.next(now, replica)? {
            return Ok(Some(self.sends(message.encode())));
        }
        // What was given may have been the last thing that was owed.
        self.go_on(replica)?;
        let frame = self.queue.pop_front();
        self.queued = self.queued.saturating_sub(frame.as_ref().map_or(0, Vec::len));
        Ok(frame.map(|frame| self.sends(frame)))
    }

    /// When [`Session::tick`] wants to be called, in milliseconds.
    #[must_use]
    pub const fn deadline(&self) -> u64 {
        self.heard.saturating_add(PATIENCE)
    }

    /// Time has passed.
    pub fn tick(&mut self, now: u64) {
        if self.ending.is_none() && now >= self.deadline() {
            self.end(Ending::Cut);
        }
    }

    /// The line was closed at the other end, or cut.
    pub fn closed(&mut self) {
        let done = Ending::Done { equal: true, held_back: 0 };
        let over = matches!(self.state, State::Answered { equal: true });
        self.end(if over { done } else { Ending::Cut });
    }

    /// How it ended, once it has.
    #[must_use]
    pub const fn ending(&self) -> Option<&Ending> {
        self.ending.as_ref()
    }

    /// What came of it so far.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        let mut progress = self.progress;
        progress.expected = self.taking.expected;
        progress.taken = self.taking.entries;
        progress.taken_bytes = self.taking.bytes;
        progress.given = self.giving.entries;
        progress.given_bytes = self.giving.bytes;
        progress
    }

    /// How far the other's arrivals were taken in: what to keep for the next session with it. What
    /// it covers is durable here.
    #[must_use]
    pub const fn seen(&self) -> Option<Cursor> {
        self.taking.seen
    }

    /// How far the other holds this end's arrivals, as it says or as its root shows; `None` where it
    /// has said nothing that can be understood. An honest node says it of what is durable there; it
    /// is trusted for telling people so, and for nothing else.
    #[must_use]
    pub const fn vouched(&self) -> Option<Cursor> {
        self.vouched
    }

    /// What it has cost so far.
    #[must_use]
    pub const fn cost(&self) -> Cost {
        let hashes = self.settings.hashes.saturating_sub(self.work.left());
        Cost { bytes: self.giving.cost, hashes }
    }

    /// From here on it may cost no more than this: less than was allowed at its beginning, because
    /// others have taken of what they share. It never allows more.
    pub fn lower(&mut self, left: Cost) {
        let spent = self.cost();
        self.settings.bytes = self.settings.bytes.min(spent.bytes.saturating_add(left.bytes));
        let hashes = self.work.left().min(left.hashes);
        self.settings.hashes = spent.hashes.saturating_add(hashes);
        self.work = Work::new(hashes);
    }

    /// The beacons that the other passed on.
    #[must_use]
    pub fn beacons(&self) -> &[Vec<u8>] {
        &self.beacons
    }

    fn say(&mut self, message: &Message) {
        let frame = message.encode();
        self.queued = self.queued.saturating_add(frame.len());
        self.queue.push_back(frame);
        if self.queue.len() > MAX_QUEUE || self.queued > MAX_QUEUE_BYTES {
            self.end(Ending::Fault(Fault::Rule("it asks and does not read the answers")));
        }
    }

    fn sends(&mut self, frame: Vec<u8>) -> Vec<u8> {
        self.progress.sent += frame.len() as u64;
        frame
    }

    fn end(&mut self, ending: Ending) {
        if self.ending.is_none() {
            self.ending = Some(ending);
        }
    }
}

/// How far this replica's own arrivals reach.
fn here<R: Replica>(replica: &R) -> Cursor {
    Cursor { incarnation: replica.incarnation(), next: [replica.arrivals(); 3] }
}

const fn bounded(frame: &[u8]) -> Result<(), Fault> {
    if frame.len() > MAX_FRAME { Err(Fault::Frame(frame.len())) } else { Ok(()) }
}
