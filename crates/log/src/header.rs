//! The protected header of an entry: all that remains when its body is erased.

use participation_types::{
    CborError, CommunityId, DeviceKey, EntryId, Lane, Reader, RevisionId, Seq, Timestamp, Writer,
    to_canonical,
};

use crate::entry::EntryError;

/// Version of the envelope; another is refused.
pub const ENTRY_VERSION: u64 = 1;

/// The COSE header label that holds our header: the first of those for private use (RFC 9052,
/// section 3.1 with the registry of COSE header parameters: below -65536).
pub const HEADER_LABEL: i64 = -65537;

/// COSE algorithm EdDSA (RFC 9053, section 2.2).
const EDDSA: i64 = -8;

/// A body's length is told only as a multiple of this many bytes, so that it does not give away
/// which option was chosen.
pub const PADDING: u32 = 64;

/// The length that the header tells for a body of `length` bytes.
#[must_use]
pub fn padded_length(length: usize) -> Option<u32> {
    u32::try_from(length.max(1)).ok()?.checked_next_multiple_of(PADDING)
}

/// What an entry says of itself for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The community, so that nothing can be replayed in another.
    pub community: CommunityId,
    /// The device that signs.
    pub author: DeviceKey,
    /// Its lane.
    pub lane: Lane,
    /// Place in the author's chain of this lane.
    pub seq: Seq,
    /// The entry before it in the chain; none exactly at the first place.
    pub prev: Option<EntryId>,
    /// The charter revision under which the author acts; none in the founding entry only.
    pub revision: Option<RevisionId>,
    /// When the author says it was made. Shown; decides nothing.
    pub claimed: Timestamp,
    /// Length of the body, rounded up to a multiple of [`PADDING`].
    pub padded: u32,
}

impl Header {
    /// The serialised protected header: `{1: -8, -65537: [version, community, author, lane, seq,
    /// prev, revision, claimed, padded]}` in deterministic CBOR.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        to_canonical(|w| {
            w.map(2).int(1).int(EDDSA).int(HEADER_LABEL).array(9).uint(ENTRY_VERSION);
            self.community.write(w);
            self.author.write(w);
            self.lane.write(w);
            w.uint(u64::from(self.seq.number()));
            optional(w, self.prev.as_ref().map(EntryId::as_bytes));
            optional(w, self.revision.as_ref().map(RevisionId::as_bytes));
            w.uint(self.claimed.millis()).uint(u64::from(self.padded));
        })
    }

    /// Reads what [`Header::encode`] writes, and nothing else.
    ///
    /// # Errors
    /// [`EntryError`] for an unknown version or algorithm, or any other byte than expected.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        let mut r = Reader::new(bytes);
        r.map(2)?;
        if r.int()? != 1 || r.int()? != EDDSA {
            return Err(EntryError::Algorithm);
        }
        if r.int()? != HEADER_LABEL {
            return Err(r.invalid("another header label").into());
        }
        r.array(1, 64)?;
        let version = r.uint()?;
        if version != ENTRY_VERSION {
            return Err(EntryError::Version { version });
        }
        let header = Self::fields(&mut r)?;
        r.end()?;
        if header.prev.is_none() != (header.seq == Seq::FIRST) {
            return Err(EntryError::Prev { seq: header.seq.number() });
        }
        // Fields too many or too few would have moved every byte; this catches the array's head.
        if header.encode() != bytes {
            return Err(EntryError::Cbor(CborError::NotCanonical { at: 0 }));
        }
        Ok(header)
    }

    fn fields(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            community: CommunityId::read(r)?,
            author: DeviceKey::read(r)?,
            lane: Lane::read(r)?,
            seq: Seq::new(r.uint32()?),
            prev: r.option(EntryId::read)?,
            revision: r.option(RevisionId::read)?,
            claimed: Timestamp::from_millis(r.uint()?),
            padded: r.uint32()?,
        })
    }
}

fn optional(w: &mut Writer, bytes: Option<&[u8; 32]>) {
    match bytes {
        Some(bytes) => w.bytes(bytes),
        None => w.null(),
    };
}
