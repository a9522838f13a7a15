//! What two nodes say to each other: one canonical CBOR array a frame.
//!
//! ```cddl
//! message = hello / answer / refuse / begin / offer / want / offered / ranges / seek / entries
//!   / answered / credit / bodies / blob / piece / finished
//! hello    = [0, lowest: uint16, highest: uint16, nonce: bstr .size 16, proof: id, root: bstr .size 16]
//! answer   = [1, version: uint16, nonce: bstr .size 16, proof: id, root: bstr .size 16,
//!             here: cursor, seen: cursor / null]
//! refuse   = [2, reason: 0..4, later: uint32]          ; later in milliseconds
//! begin    = [3, here: cursor, seen: cursor / null, first: id / null, [0*32 beacon]]
//! offer    = [4, number: uint64, lane / null, next: uint32, [1*1024 id]]
//! want     = [5, number: uint64, [0*1024 uint]]        ; leave out, take, leave out, take, …
//! offered  = [6]
//! totals   = [7, uint32, uint32, uint32]               ; entries to be offered, by lane
//! ranges   = [8, [0*4096 range]]                       ; see the crate's `ranges`
//! seek     = [9, [1*4096 want]]                        ; the same
//! entries  = [10, [1*1024 bstr]]                       ; travelling entries
//! answered = [11]
//! credit   = [12, uint32]                              ; bytes of entries and pieces
//! bodies   = [13, [1*256 id]]
//! blob     = [14, id, offset: uint32]
//! piece    = [15, id, total: uint32, offset: uint32, bstr .size (0..65536)]
//! finished = [16, here: cursor]
//! cursor   = [incarnation: bstr .size 8, uint32, uint32, uint32]
//! beacon   = bstr .size (1..512)
//! ```

use participation_types::{BlobId, CborError, EntryId, Lane, Reader, Writer, to_canonical};

use crate::cursor::Cursor;
use crate::handshake::{Hello, NONCE, Proof, ROOT};
use crate::ranges::{MAX_RANGES, Ranges, Want as Sought};

/// The most bytes that a frame may have (2 MiB): the longest entry, and what is around it.
pub const MAX_FRAME: usize = 2 * 1024 * 1024;

/// The most ids of an offer.
pub(crate) const MAX_OFFER: usize = 1024;

/// The most entries of one frame.
pub(crate) const MAX_ENTRIES: usize = 1024;

/// The most ids for which bodies are asked at once.
pub(crate) const MAX_BODIES: usize = 256;

/// The most bytes of one piece of a blob (64 KiB).
pub(crate) const MAX_PIECE: usize = 64 * 1024;

/// The most beacons that are passed on at once.
pub const MAX_BEACONS: usize = 32;

/// The most bytes of a beacon.
pub const MAX_BEACON: usize = 512;

/// The most bytes that one entry may have on its way.
const MAX_ENTRY: usize = 1_049_600;

/// Why a session does not go on. None of these is the other's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No community here answers to that proof.
    Unknown,
    /// No version that both speak.
    Version,
    /// Too many sessions at once.
    Busy,
    /// As much was done for this peer as may be done now.
    Budget,
    /// The community is being closed here.
    Closing,
}

impl Refusal {
    const ALL: [Self; 5] = [Self::Unknown, Self::Version, Self::Busy, Self::Budget, Self::Closing];
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Message {
    /// The dialler begins.
    Hello(Hello),
    /// The listener answers.
    Answer {
        /// Version, nonce, proof, root.
        proof: Proof,
        /// How far the listener's own arrivals reach.
        here: Cursor,
        /// What the listener has taken of the dialler's.
        seen: Option<Cursor>,
    },
    /// It ends here, and when to come again, in milliseconds.
    Refuse(Refusal, u32),
    /// The dialler goes on.
    Begin {
        /// How far the dialler's own arrivals reach.
        here: Cursor,
        /// What the dialler has taken of the listener's.
        seen: Option<Cursor>,
        /// The space that the dialler wants before everything else.
        first: Option<EntryId>,
        /// What stewards' nodes said of themselves, passed on.
        beacons: Vec<Vec<u8>>,
    },
    /// "These I have": in order of arrival.
    Offer(Offer),
    /// "Of that offer I take these."
    Want {
        /// Of which offer.
        number: u64,
        /// Lengths of runs: left out, taken, left out, …; what follows the last is left out.
        runs: Vec<u32>,
    },
    /// Everything after the cursor was offered.
    Offered,
    /// How many entries will be offered, of each lane.
    Totals([u32; 3]),
    /// A step of range reconciliation; none when it is over.
    Ranges(Ranges),
    /// "Of the lists in your ranges I lack these."
    Seek(Vec<Sought>),
    /// Entries, because they were wanted.
    Entries(Vec<Vec<u8>>),
    /// One want, seek or request for bodies was answered, in the order in which they were made.
    Answered,
    /// So many more bytes may come.
    Credit(u32),
    /// "Of these I have no body."
    Bodies(Vec<EntryId>),
    /// "Give me this blob, from this byte on."
    Blob(BlobId, u32),
    /// A piece of a blob; of nothing when it is not here.
    Piece {
        /// Which.
        id: BlobId,
        /// Its length; 0 when it is not here.
        total: u32,
        /// Where the piece begins.
        offset: u32,
        /// The piece.
        bytes: Vec<u8>,
    },
    /// "I need nothing more; and before this place of my arrivals there is nothing that you have not
    /// been offered, or that did not come from you."
    Finished(Cursor),
}

/// An offer of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// Its number, one higher each time.
    pub(crate) number: u64,
    /// The lane of whose arrivals it is the next part; none of something else.
    pub(crate) lane: Option<Lane>,
    /// Where the next part begins; 0 without a lane.
    pub(crate) next: u32,
    /// What is offered.
    pub(crate) ids: Vec<EntryId>,
}

impl Message {
    /// The bytes of its frame.
    pub(crate) fn encode(&self) -> Vec<u8> {
        to_canonical(|w| self.write(w))
    }

    fn write(&self, w: &mut Writer) {
        match self {
            Self::Hello(Hello { versions: (low, high), nonce, proof, root }) => {
                w.array(6).uint(0).uint(u64::from(*low)).uint(u64::from(*high));
                w.bytes(nonce).bytes(proof).bytes(root);
            }
            Self::Answer { proof: Proof { version, nonce, proof, root }, here, seen } => {
                w.array(7).uint(1).uint(u64::from(*version));
                w.bytes(nonce).bytes(proof).bytes(root);
                here.write(w);
                write_cursor(w, seen.as_ref());
            }
            Self::Refuse(reason, later) => {
                w.array(3).uint(2).uint(*reason as u64).uint(u64::from(*later));
            }
            Self::Begin { here, seen, first, beacons } => {
                w.array(5).uint(3);
                here.write(w);
                write_cursor(w, seen.as_ref());
                match first {
                    Some(space) => space.write(w),
                    None => {
                        w.null();
                    }
                }
                write_strings(w, beacons);
            }
            Self::Offer(Offer { number, lane, next, ids }) => {
                w.array(5).uint(4).uint(*number);
                match lane {
                    Some(lane) => lane.write(w),
                    None => {
                        w.null();
                    }
                }
                w.uint(u64::from(*next));
                write_ids(w, ids);
            }
            Self::Want { number, runs } => {
                w.array(3).uint(5).uint(*number).array(runs.len());
                for run in runs {
                    w.uint(u64::from(*run));
                }
            }
            Self::Offered => {
                w.array(1).uint(6);
            }
            Self::Totals(totals) => {
                w.array(4).uint(7);
                for total in totals {
                    w.uint(u64::from(*total));
                }
            }
            Self::Ranges(ranges) => {
                w.array(2).uint(8);
                ranges.write(w);
            }
            Self::Seek(sought) => {
                w.array(2).uint(9).array(sought.len());
                sought.iter().for_each(|sought| sought.write(w));
            }
            Self::Entries(entries) => {
                w.array(2).uint(10);
                write_strings(w, entries);
            }
            Self::Answered => {
                w.array(1).uint(11);
            }
            Self::Credit(bytes) => {
                w.array(2).uint(12).uint(u64::from(*bytes));
            }
            Self::Bodies(ids) => {
                w.array(2).uint(13);
                write_ids(w, ids);
            }
            Self::Blob(id, offset) => {
                w.array(3).uint(14);
                id.write(w);
                w.uint(u64::from(*offset));
            }
            Self::Piece { id, total, offset, bytes } => {
                w.array(5).uint(15);
                id.write(w);
                w.uint(u64::from(*total)).uint(u64::from(*offset)).bytes(bytes);
            }
            Self::Finished(here) => {
                w.array(2).uint(16);
                here.write(w);
            }
        }
    }

    /// Reads a frame.
    ///
    /// # Errors
    /// [`CborError`] with the place, for any other bytes than [`Message::encode`] gives.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let mut r = Reader::new(bytes);
        let items = r.array(1, 7)?;
        let kind = r.uint()?;
        if Some(items) != items_of(kind) {
            return Err(r.invalid("no such message, or with another number of fields"));
        }
        let message = Self::read(kind, &mut r)?;
        r.end()?;
        Ok(message)
    }

    fn read(kind: u64, r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(match kind {
            0 => Self::Hello(Hello {
                versions: (r.uint16()?, r.uint16()?),
                nonce: sixteen(r)?,
                proof: r.array32()?,
                root: sixteen(r)?,
            }),
            1 => {
                let version = r.uint16()?;
                let (nonce, proof, root) = (sixteen(r)?, r.array32()?, sixteen(r)?);
                let proof = Proof { version, nonce, proof, root };
                Self::Answer { proof, here: Cursor::read(r)?, seen: r.option(Cursor::read)? }
            }
            2 => {
                let number = usize::try_from(r.uint()?).unwrap_or(usize::MAX);
                let reason = Refusal::ALL.get(number).copied();
                let reason = reason.ok_or_else(|| r.invalid("no such reason to refuse"))?;
                Self::Refuse(reason, r.uint32()?)
            }
            3 => Self::Begin {
                here: Cursor::read(r)?,
                seen: r.option(Cursor::read)?,
                first: r.option(EntryId::read)?,
                beacons: read_strings(r, 0, MAX_BEACONS, MAX_BEACON)?,
            },
            4 => Self::Offer(Offer {
                number: r.uint()?,
                lane: r.option(Lane::read)?,
                next: r.uint32()?,
                ids: r.list(1, MAX_OFFER, EntryId::read)?,
            }),
            5 => Self::Want { number: r.uint()?, runs: r.list(0, MAX_OFFER, |r| r.uint32())? },
            6 => Self::Offered,
            7 => Self::Totals([r.uint32()?, r.uint32()?, r.uint32()?]),
            8 => Self::Ranges(Ranges::read(r)?),
            9 => Self::Seek(r.list(1, MAX_RANGES, Sought::read)?),
            10 => Self::Entries(read_strings(r, 1, MAX_ENTRIES, MAX_ENTRY)?),
            11 => Self::Answered,
            12 => Self::Credit(r.uint32()?),
            13 => Self::Bodies(r.list(1, MAX_BODIES, EntryId::read)?),
            14 => Self::Blob(BlobId::read(r)?, r.uint32()?),
            15 => Self::Piece {
                id: BlobId::read(r)?,
                total: r.uint32()?,
                offset: r.uint32()?,
                bytes: r.bytes(0, MAX_PIECE)?.to_vec(),
            },
            16 => Self::Finished(Cursor::read(r)?),
            _ => return Err(r.invalid("no such message")),
        })
    }
}

/// Number of items of the array of each message.
const fn items_of(kind: u64) -> Option<usize> {
    Some(match kind {
        0 => 6,
        1 => 7,
        2 | 5 | 14 => 3,
        3 | 4 | 15 => 5,
        6 | 11 => 1,
        7 => 4,
        8..=10 | 12 | 13 | 16 => 2,
        _ => return None,
    })
}

fn write_cursor(w: &mut Writer, cursor: Option<&Cursor>) {
    match cursor {
        Some(cursor) => cursor.write(w),
        None => {
            w.null();
        }
    }
}

fn write_ids(w: &mut Writer, ids: &[EntryId]) {
    w.array(ids.len());
    ids.iter().for_each(|id| id.write(w));
}

fn write_strings(w: &mut Writer, strings: &[Vec<u8>]) {
    w.array(strings.len());
    for string in strings {
        w.bytes(string);
    }
}

fn read_strings(
    r: &mut Reader<'_>,
    min: usize,
    max: usize,
    longest: usize,
) -> Result<Vec<Vec<u8>>, CborError> {
    r.list(min, max, |r| r.bytes(1, longest).map(<[u8]>::to_vec))
}

fn sixteen(r: &mut Reader<'_>) -> Result<[u8; 16], CborError> {
    const _: () = assert!(NONCE == 16 && ROOT == 16);
    let at = r.position();
    let wrong = |_| CborError::Invalid { at, what: "sixteen bytes belong here" };
    r.bytes(16, 16)?.try_into().map_err(wrong)
}

/// What people call a message.
pub(crate) const fn name(message: &Message) -> &'static str {
    match message {
        Message::Hello(_) => "hello",
        Message::Answer { .. } => "an answer",
        Message::Refuse(..) => "a refusal",
        Message::Begin { .. } => "begin",
        Message::Offer(_) => "an offer",
        Message::Want { .. } => "a want",
        Message::Offered => "that all was offered",
        Message::Totals(_) => "totals",
        Message::Ranges(_) => "ranges",
        Message::Seek(_) => "what it seeks",
        Message::Entries(_) => "entries",
        Message::Answered => "that it answered",
        Message::Credit(_) => "credit",
        Message::Bodies(_) => "which bodies it lacks",
        Message::Blob(..) => "which blob it lacks",
        Message::Piece { .. } => "a piece",
        Message::Finished(_) => "that it is finished",
    }
}

#[cfg(test)]
mod tests;
