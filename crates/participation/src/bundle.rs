//! Bundles: a community, or what another lacks of it, in one file for a USB stick.
//!
//! A bundle is a CBOR sequence (RFC 8742) of byte strings and small arrays, each canonical:
//!
//! ```text
//! ["participation/bundle/1", community, entries, blobs]
//! entries × h'…'      travelling entries, those that others build upon first
//! blobs   × h'…'
//! h'…'                H("participation/bundle/1", every byte before it)
//! ```
//!
//! Taking one in happens in two passes: the first checks every byte and signature against a copy
//! in memory and changes nothing, the second writes. A bundle with one bad entry changes nothing.

use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use rayon::prelude::*;
use thiserror::Error;

use participation_log::{Body, Entry, MAX_ENTRY};
use participation_store::{Arrival, MAX_BLOB, Store};
use participation_types::{
    BlobId, CborError, CommunityId, EntryId, Hasher, Reader, sha256, to_canonical,
};

use crate::check::Checked;
use crate::community::{Community, Intake};
use crate::error::{Error, Rejection};
use crate::replica::{Offer, Replica, WaitingRoom};

/// First word of a bundle.
const MAGIC: &str = "participation/bundle/1";

/// Entries that are read and checked in one go.
const BATCH: usize = 8192;

/// Most bytes of entries held at once while a bundle is read.
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Why a bundle cannot be made or taken in. Nothing has changed then.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BundleError {
    /// Reading or writing failed.
    #[error("the bundle cannot be read or written at byte {at}: {source}")]
    Io {
        /// Offset.
        at: u64,
        /// What the system said.
        source: io::Error,
    },
    /// The bytes are no bundle.
    #[error("not a bundle, at byte {at}: {what}")]
    Malformed {
        /// Offset of the item at fault.
        at: u64,
        /// What is wrong.
        what: String,
    },
    /// It is of another community than this home.
    #[error("the bundle is of community {}, this home holds {}", .found.short(), .here.short())]
    OtherCommunity {
        /// The bundle's.
        found: CommunityId,
        /// The home's.
        here: CommunityId,
    },
    /// An entry in it is bad.
    #[error("entry {index} of the bundle, at byte {at}: {why}")]
    Entry {
        /// Its number, from 1.
        index: u64,
        /// Its offset.
        at: u64,
        /// Why.
        why: Rejection,
    },
    /// Entries in it build upon something that is neither in it nor here.
    #[error(
        "{count} entries of the bundle build upon something that is neither in it nor here: ask for a whole bundle"
    )]
    Incomplete {
        /// How many.
        count: usize,
    },
    /// The community failed.
    #[error("{0}")]
    Community(#[from] Error),
}

/// What a bundle holds, and the proof that it was checked.
#[derive(Debug)]
pub struct CheckedBundle {
    /// The community.
    pub community: CommunityId,
    /// Entries.
    pub entries: u64,
    /// Blobs.
    pub blobs: u64,
    /// Hashes of the entries' bytes whose signatures were found to hold.
    verified: HashSet<[u8; 32]>,
}

impl<S: Store> Community<S> {
    /// Writes a bundle of everything that the other does not have; `has` says what it has.
    /// Gives the number of entries.
    ///
    /// # Errors
    /// [`BundleError::Io`], [`BundleError::Community`].
    pub fn export(&self, out: &mut dyn Write, has: &HashSet<EntryId>) -> Result<u64, BundleError> {
        let mut out = Counted::new(out);
        let chains = self.view().chains();
        let total = chains.ids().filter(|id| !has.contains(id)).count() as u64;
        let blobs: Vec<_> = self.replica.named().into_iter().collect();
        let mut present = Vec::new();
        for id in blobs {
            if self.store.blob(&id).map_err(Error::from)?.is_some() {
                present.push(id);
            }
        }
        out.put(&to_canonical(|w| {
            w.array(4).text(MAGIC);
            self.id().write(w);
            w.uint(total).uint(present.len() as u64);
        }))?;
        let mut failed = None;
        self.store
            .scan(Arrival::FIRST, &mut |arrival, record| {
                if has.contains(&record.id) || chains.place(&record.id).is_none() {
                    return ControlFlow::Continue(());
                }
                let written = Checked::from_store(&record)
                    .map_err(|why| {
                        let arrival = arrival.number();
                        BundleError::Community(Error::Replay { arrival, why: why.to_string() })
                    })
                    .and_then(|checked| out.put_bytes(&checked.entry.entry().to_bytes()));
                match written {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        failed = Some(error);
                        ControlFlow::Break(())
                    }
                }
            })
            .map_err(Error::from)?;
        if let Some(error) = failed {
            return Err(error);
        }
        for id in present {
            let bytes = self.store.blob(&id).map_err(Error::from)?.unwrap_or_default();
            out.put_bytes(&bytes)?;
        }
        let digest = out.hasher.clone().finish();
        out.put_bytes(&digest)?;
        out.flush()?;
        Ok(total)
    }

    /// Checks a bundle against this community without changing anything: framing, digest, every
    /// signature, and that every entry enters the set.
    ///
    /// # Errors
    /// [`BundleError`] with the place of the fault.
    pub fn check_bundle(&self, input: &mut dyn Read) -> Result<CheckedBundle, BundleError> {
        // A copy to try on: what is here, and then what comes.
        let mut trial = Replica::new(self.id(), WaitingRoom::default());
        let mut failed = None;
        self.store
            .scan(Arrival::FIRST, &mut |arrival, record| match Checked::from_store(&record) {
                Ok(checked) => {
                    let _ = trial.offer(checked);
                    ControlFlow::Continue(())
                }
                Err(why) => {
                    let arrival = arrival.number();
                    failed = Some(Error::Replay { arrival, why: why.to_string() });
                    ControlFlow::Break(())
                }
            })
            .map_err(Error::from)?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        check(input, Some(self.id()), &mut trial)
    }

    /// Takes in a bundle that was checked; the same bytes must be given again.
    ///
    /// # Errors
    /// [`BundleError`]; what was taken in before a fault of the disk stays.
    pub fn import(
        &mut self,
        input: &mut dyn Read,
        checked: &CheckedBundle,
    ) -> Result<Intake, BundleError> {
        self.running()?;
        let mut reader = Frames::new(input);
        let header = reader.header()?;
        let mut intake = Intake::default();
        // Blobs come last in the file and are needed by no entry's admission.
        reader.entries(header.entries, |_, batch| {
            let entries: Vec<_> = batch
                .par_iter()
                .map(|(_, bytes)| {
                    if checked.verified.contains(&sha256(bytes)) {
                        Entry::parse(bytes).map_err(Rejection::from).and_then(|entry| {
                            Checked::proven(participation_log::Verified::from_store(entry))
                        })
                    } else {
                        Checked::from_bytes(bytes)
                    }
                })
                .collect();
            self.heal(&entries)?;
            let part = self.take_in_checked(entries)?;
            intake.added += part.added;
            intake.known += part.known;
            intake.waiting = part.waiting;
            intake.rejected.extend(part.rejected);
            Ok(())
        })?;
        let named = self.replica.named();
        for _ in 0..header.blobs {
            let (_, bytes) = reader.bytes(MAX_BLOB)?;
            // What nothing names would lie here for ever.
            if named.contains(&BlobId::from_bytes(sha256(&bytes))) {
                self.put_blob(&bytes)?;
            }
        }
        reader.trailer()?;
        Ok(intake)
    }

    /// Gives bodies back to entries that are here and have lost theirs, unless they were erased.
    fn heal(&mut self, entries: &[Result<Checked, Rejection>]) -> Result<(), BundleError> {
        for checked in entries.iter().flatten() {
            let entry = checked.entry.entry();
            let Some(body) = entry.body() else { continue };
            if !self.mending && self.view().chains().place(&entry.id()).is_none() {
                continue;
            }
            let Some(arrival) = self.store.find(&entry.id()).map_err(Error::from)? else {
                continue;
            };
            let missing = match self.store.read(arrival) {
                Ok(Some(record)) => record.body.is_none(),
                Ok(None) => false,
                Err(error) if error.damage().is_some() => true,
                Err(error) => return Err(Error::from(error).into()),
            };
            let erased = self.replica.is_erased(&entry.id());
            if missing && !erased && !self.store.erased(arrival).map_err(Error::from)? {
                self.store.put_body(arrival, &Body::to_stored(body)).map_err(Error::from)?;
                self.replica.embody(checked);
            }
        }
        Ok(())
    }
}

/// Which community a bundle is of, by its first bytes.
///
/// # Errors
/// [`BundleError`] when it is no bundle.
pub fn bundle_community(input: &mut dyn Read) -> Result<CommunityId, BundleError> {
    Ok(Frames::new(input).header()?.community)
}

fn check(
    input: &mut dyn Read,
    here: Option<CommunityId>,
    trial: &mut Replica,
) -> Result<CheckedBundle, BundleError> {
    let mut reader = Frames::new(input);
    let header = reader.header()?;
    let found = header.community;
    if let Some(here) = here.filter(|here| *here != found) {
        return Err(BundleError::OtherCommunity { found, here });
    }
    let mut verified = HashSet::new();
    reader.entries(header.entries, |first, batch| {
        let checked: Vec<_> = batch
            .par_iter()
            .map(|(_, bytes)| (sha256(bytes), Checked::from_bytes(bytes)))
            .collect();
        for ((index, (at, _)), (hash, checked)) in (first..).zip(&batch).zip(checked) {
            let place = |why| BundleError::Entry { index, at: *at, why };
            let offer = trial.offer(checked.map_err(place)?);
            match offer {
                Offer::Entered(_) | Offer::Known | Offer::Embodies(_) | Offer::Waits => {}
                Offer::Rejected(why) => return Err(place(why)),
            }
            verified.insert(hash);
        }
        Ok(())
    })?;
    for _ in 0..header.blobs {
        reader.bytes(MAX_BLOB)?;
    }
    reader.trailer()?;
    if trial.pending() > 0 {
        return Err(BundleError::Incomplete { count: trial.pending() });
    }
    Ok(CheckedBundle { community: found, entries: header.entries, blobs: header.blobs, verified })
}

struct Header {
    community: CommunityId,
    entries: u64,
    blobs: u64,
}

/// Reads the items of a bundle one by one, with their offsets, hashing as it goes.
struct Frames<'a> {
    input: &'a mut dyn Read,
    at: u64,
    hasher: Hasher,
}

impl<'a> Frames<'a> {
    fn new(input: &'a mut dyn Read) -> Self {
        Self { input, at: 0, hasher: Hasher::new("participation/bundle/1") }
    }

    fn header(&mut self) -> Result<Header, BundleError> {
        // An array of four: text of 22 bytes, 32 bytes, and two numbers.
        let mut bytes = vec![0; 1 + 1 + MAGIC.len() + 2 + 32];
        self.fill(&mut bytes)?;
        for _ in 0..2 {
            self.number(&mut bytes)?;
        }
        let malformed =
            |error: CborError| BundleError::Malformed { at: 0, what: error.to_string() };
        let mut r = Reader::new(&bytes);
        r.array(4, 4).map_err(malformed)?;
        if r.text(0, 64).map_err(malformed)? != MAGIC {
            let what = format!("it does not begin with {MAGIC:?}");
            return Err(BundleError::Malformed { at: 0, what });
        }
        let header = Header {
            community: CommunityId::read(&mut r).map_err(malformed)?,
            entries: r.uint().map_err(malformed)?,
            blobs: r.uint().map_err(malformed)?,
        };
        r.end().map_err(malformed)?;
        Ok(header)
    }

    /// Reads `count` entries in batches of bounded size; gives each batch with the number of its
    /// first entry, from 1.
    fn entries(
        &mut self,
        count: u64,
        mut take: impl FnMut(u64, Vec<(u64, Vec<u8>)>) -> Result<(), BundleError>,
    ) -> Result<(), BundleError> {
        let (mut batch, mut size, mut first) = (Vec::new(), 0, 1);
        for index in 1..=count {
            let (at, bytes) = self.bytes(MAX_ENTRY)?;
            size += bytes.len();
            batch.push((at, bytes));
            if batch.len() == BATCH || size > BATCH_BYTES || index == count {
                take(first, std::mem::take(&mut batch))?;
                first = index + 1;
                size = 0;
            }
        }
        Ok(())
    }

    /// Reads one byte string of at most `max` bytes; memory grows with what really comes, not
    /// with what its length claims.
    fn bytes(&mut self, max: usize) -> Result<(u64, Vec<u8>), BundleError> {
        let at = self.at;
        let mut head = Vec::new();
        self.number(&mut head)?;
        let malformed = |what: String| BundleError::Malformed { at, what };
        let length = byte_string_length(&head)
            .ok_or_else(|| malformed("no byte string in canonical form".to_owned()))?;
        let length = usize::try_from(length).ok().filter(|length| *length <= max);
        let length = length.ok_or_else(|| malformed(format!("longer than {max} bytes")))?;
        let mut bytes = Vec::with_capacity(length.min(64 * 1024));
        let taken = self
            .input
            .take(length as u64)
            .read_to_end(&mut bytes)
            .map_err(|source| BundleError::Io { at, source })?;
        if taken < length {
            return Err(malformed("the file ends in the middle of it".to_owned()));
        }
        self.at += length as u64;
        self.hasher.update(&bytes);
        Ok((at, bytes))
    }

    fn trailer(&mut self) -> Result<(), BundleError> {
        let expected = self.hasher.clone().finish();
        let (at, digest) = self.bytes(32)?;
        if digest != expected {
            let what = "the digest at its end is not of these bytes: it was damaged".to_owned();
            return Err(BundleError::Malformed { at, what });
        }
        let mut one = [0];
        match self.input.read(&mut one) {
            Ok(0) => Ok(()),
            Ok(_) => {
                Err(BundleError::Malformed { at: self.at, what: "bytes after its end".to_owned() })
            }
            Err(source) => Err(BundleError::Io { at: self.at, source }),
        }
    }

    /// Appends one CBOR head (an initial byte and its argument) to `bytes`.
    fn number(&mut self, bytes: &mut Vec<u8>) -> Result<(), BundleError> {
        let mut initial = [0];
        self.fill(&mut initial)?;
        let [initial] = initial;
        bytes.push(initial);
        let more = match initial & 0x1f {
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => 0,
        };
        let mut argument = vec![0; more];
        self.fill(&mut argument)?;
        bytes.extend(argument);
        Ok(())
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), BundleError> {
        let at = self.at;
        self.input.read_exact(bytes).map_err(|source| {
            if source.kind() == io::ErrorKind::UnexpectedEof {
                BundleError::Malformed { at, what: "the file ends too early".to_owned() }
            } else {
                BundleError::Io { at, source }
            }
        })?;
        self.at += bytes.len() as u64;
        self.hasher.update(bytes);
        Ok(())
    }
}

/// The length that the canonical head of a byte string tells.
fn byte_string_length(head: &[u8]) -> Option<u64> {
    let (initial, argument) = head.split_first()?;
    if initial >> 5 != 2 {
        return None;
    }
    // The same argument as an unsigned integer has the same form.
    let mut as_number = vec![initial & 0x1f];
    as_number.extend(argument);
    Reader::new(&as_number).uint().ok()
}

/// A writer that hashes and counts.
struct Counted<'a> {
    out: &'a mut dyn Write,
    at: u64,
    hasher: Hasher,
}

impl<'a> Counted<'a> {
    fn new(out: &'a mut dyn Write) -> Self {
        Self { out, at: 0, hasher: Hasher::new("participation/bundle/1") }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        let at = self.at;
        self.out.write_all(bytes).map_err(|source| BundleError::Io { at, source })?;
        self.at += bytes.len() as u64;
        self.hasher.update(bytes);
        Ok(())
    }

    fn put_bytes(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        self.put(&to_canonical(|w| {
            w.bytes(bytes);
        }))
    }

    fn flush(&mut self) -> Result<(), BundleError> {
        let at = self.at;
        self.out.flush().map_err(|source| BundleError::Io { at, source })
    }
}
