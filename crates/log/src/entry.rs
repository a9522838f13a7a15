//! Entries: bytes from outside, then well-formed, then verified.

use coset::{ProtectedHeader, SignatureContext, sig_structure_data};
use ed25519_dalek::{Signature, VerifyingKey};
use thiserror::Error;

use participation_types::{
    CborError, ChainId, Commitment, DeviceKey, EntryId, Hasher, Lane, Reader, Writer, sha256,
    to_canonical,
};

use crate::header::{Header, padded_length};

/// Longest body in the ballots and content lanes, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// Longest body in the authority lane, in bytes: room for an opening with thousands of projects.
pub const MAX_AUTHORITY_BODY: usize = 1024 * 1024;

/// Longest travelling entry, in bytes; a sender who claims more is not read further.
pub const MAX_ENTRY: usize = MAX_AUTHORITY_BODY + 1024;

/// CBOR tag of COSE_Sign1 (RFC 9052, section 2).
const TAG: u64 = 18;

/// The `external_aad` of every entry of this version: it ties signature and id to what they mean.
const AAD: &[u8] = b"participation/entry/1";

/// Why bytes are not an entry. Each is the sender's fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EntryError {
    /// The bytes are not the canonical CBOR of an entry.
    #[error("not an entry: {0}")]
    Cbor(#[from] CborError),
    /// An envelope of another version: this node is too old or the entry is not for us.
    #[error("entry of version {version}: this program reads version 1; upgrade it")]
    Version {
        /// The version found.
        version: u64,
    },
    /// The protected header does not say EdDSA.
    #[error("the entry is not signed with EdDSA (COSE algorithm -8)")]
    Algorithm,
    /// A first entry with a predecessor, or a later one without.
    #[error("the entry at place {seq} names no predecessor, or the first one does")]
    Prev {
        /// Place in the chain.
        seq: u32,
    },
    /// A body longer than its lane allows.
    #[error("body of {length} bytes: this lane allows {max}")]
    BodyTooLong {
        /// Bytes it has or claims.
        length: usize,
        /// Bytes it may have.
        max: usize,
    },
    /// The header tells another padded length than the body has.
    #[error("the header tells a body of up to {padded} bytes, the body has {length}")]
    PaddedLength {
        /// What the header tells.
        padded: u32,
        /// Bytes of the body.
        length: usize,
    },
    /// The header tells a length that no body of its lane has.
    #[error(
        "the header tells a padded length of {padded}: it is a multiple of 64 from 64 to {max}"
    )]
    Padding {
        /// What the header tells.
        padded: u32,
        /// The most that the lane allows.
        max: usize,
    },
    /// The body is not what was signed.
    #[error("the body or its salt is not the one that was signed")]
    Commitment,
    /// The author is no Ed25519 key.
    #[error("the author {0} is not a valid Ed25519 key")]
    Author(DeviceKey),
    /// The signature does not hold.
    #[error("the signature of entry {id} does not hold")]
    Signature {
        /// Id of the entry.
        id: EntryId,
    },
    /// The chain holds 2^32 entries.
    #[error("the chain has no place left: write on from another device")]
    ChainFull,
}

/// Sixteen random bytes that keep a short body from being guessed by its commitment.
pub type Salt = [u8; 16];

/// What an entry says, and the salt that ties it to the commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    salt: Salt,
    bytes: Vec<u8>,
}

impl Body {
    /// A body with its salt.
    #[must_use]
    pub const fn new(salt: Salt, bytes: Vec<u8>) -> Self {
        Self { salt, bytes }
    }

    /// The act's bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The commitment that is signed: H("participation/body/1", salt, body).
    #[must_use]
    pub fn commitment(&self) -> Commitment {
        let hasher = Hasher::new("participation/body/1").with(&self.salt).with(&self.bytes);
        Commitment::from_bytes(hasher.finish())
    }

    /// Salt and bytes in one piece, as a store keeps them.
    #[must_use]
    pub fn to_stored(&self) -> Vec<u8> {
        [self.salt.as_slice(), &self.bytes].concat()
    }

    /// Takes apart what [`Body::to_stored`] made.
    #[must_use]
    pub fn from_stored(stored: &[u8]) -> Option<Self> {
        let (salt, bytes) = stored.split_first_chunk::<16>()?;
        Some(Self { salt: *salt, bytes: bytes.to_vec() })
    }
}

/// A well-formed entry: canonical, within its bounds, its body (if present) the one committed to.
/// Its signature is **not** checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    id: EntryId,
    header: Header,
    commitment: Commitment,
    signature: [u8; 64],
    body: Option<Body>,
}

impl Entry {
    /// Reads a travelling entry: `[COSE_Sign1, salt / null, body / null]`.
    ///
    /// # Errors
    /// [`EntryError`] that says what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryError> {
        let mut r = Reader::new(bytes);
        r.array(3, 3)?;
        let mut entry = Self::read_signed(&mut r)?;
        let salt = r.option(|r| r.bytes(16, 16))?;
        let max = max_body(entry.header.lane);
        let body = r.option(|r| r.bytes(1, max))?;
        r.end()?;
        let body = match (salt, body) {
            (Some(salt), Some(body)) => Some(Body {
                salt: salt.try_into().map_err(|_| r.invalid("salt"))?,
                bytes: body.to_vec(),
            }),
            (None, None) => None,
            _ => {
                return Err(r.invalid("a salt without a body, or a body without its salt").into());
            }
        };
        if let Some(body) = body {
            entry.attach(body)?;
        }
        Ok(entry)
    }

    /// Reads the signed part alone, as a store keeps it.
    ///
    /// # Errors
    /// [`EntryError`] that says what is wrong.
    pub fn parse_signed(bytes: &[u8]) -> Result<Self, EntryError> {
        let mut r = Reader::new(bytes);
        let entry = Self::read_signed(&mut r)?;
        r.end()?;
        Ok(entry)
    }

    /// Puts a body to an entry that came without.
    ///
    /// # Errors
    /// [`EntryError`] when it is too long or not the one that was signed; the entry is unchanged.
    pub fn attach(&mut self, body: Body) -> Result<(), EntryError> {
        let length = body.bytes.len();
        let max = max_body(self.header.lane);
        if length > max {
            return Err(EntryError::BodyTooLong { length, max });
        }
        if padded_length(length) != Some(self.header.padded) {
            return Err(EntryError::PaddedLength { padded: self.header.padded, length });
        }
        if body.commitment() != self.commitment {
            return Err(EntryError::Commitment);
        }
        self.body = Some(body);
        Ok(())
    }

    /// Checks the signature strictly (`verify_strict`), the only way that all nodes agree on.
    ///
    /// # Errors
    /// [`EntryError::Author`] or [`EntryError::Signature`].
    pub fn verify(self) -> Result<Verified, EntryError> {
        let author = self.header.author;
        let key =
            VerifyingKey::from_bytes(author.as_bytes()).map_err(|_| EntryError::Author(author))?;
        let signed = signed_bytes(&self.header.encode(), &self.commitment);
        key.verify_strict(&signed, &Signature::from_bytes(&self.signature))
            .map_err(|_| EntryError::Signature { id: self.id })?;
        Ok(Verified(self))
    }

    /// What its signature is checked with: the author's key, the bytes signed (the COSE
    /// `Sig_structure`) and the signature. [`Entry::verify`] is the check.
    #[must_use]
    pub fn signature_parts(&self) -> (DeviceKey, Vec<u8>, [u8; 64]) {
        let signed = signed_bytes(&self.header.encode(), &self.commitment);
        (self.header.author, signed, self.signature)
    }

    /// The COSE_Sign1 alone: what is never erased.
    #[must_use]
    pub fn to_signed(&self) -> Vec<u8> {
        to_canonical(|w| self.write_signed(w))
    }

    /// The travelling form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        to_canonical(|w| {
            w.array(3);
            self.write_signed(w);
            match &self.body {
                Some(body) => w.bytes(&body.salt).bytes(&body.bytes),
                None => w.null().null(),
            };
        })
    }

    /// Its id: SHA-256 of what is signed (the COSE `Sig_structure`), never of the signature.
    #[must_use]
    pub const fn id(&self) -> EntryId {
        self.id
    }

    /// Its header.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The chain that it belongs to.
    #[must_use]
    pub const fn chain(&self) -> ChainId {
        ChainId { device: self.header.author, lane: self.header.lane }
    }

    /// Its body, unless erased or not here.
    #[must_use]
    pub const fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    pub(crate) fn assemble(header: Header, body: Body, signature: [u8; 64]) -> Self {
        let commitment = body.commitment();
        let id = id_of(&header.encode(), &commitment);
        Self { id, header, commitment, signature, body: Some(body) }
    }

    fn read_signed(r: &mut Reader<'_>) -> Result<Self, EntryError> {
        r.tag(TAG)?;
        r.array(4, 4)?;
        let protected = r.bytes(1, 512)?;
        let header = Header::decode(protected)?;
        r.map(0)?;
        let commitment = Commitment::read(r)?;
        let signature = r.array64()?;
        let max = max_body(header.lane);
        if header.padded == 0
            || !header.padded.is_multiple_of(crate::header::PADDING)
            || header.padded as usize > max
        {
            return Err(EntryError::Padding { padded: header.padded, max });
        }
        let id = id_of(protected, &commitment);
        Ok(Self { id, header, commitment, signature, body: None })
    }

    fn write_signed(&self, w: &mut Writer) {
        w.tag(TAG).array(4).bytes(&self.header.encode()).map(0);
        self.commitment.write(w);
        w.bytes(&self.signature);
    }
}

/// An entry whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified(Entry);

impl Verified {
    /// Takes an entry from one's own store without checking its signature again: it was checked
    /// before it was written, the store guards its bytes, and `audit` checks it anew.
    #[must_use]
    pub const fn from_store(entry: Entry) -> Self {
        Self(entry)
    }

    pub(crate) const fn own(entry: Entry) -> Self {
        Self(entry)
    }

    /// The entry.
    #[must_use]
    pub const fn entry(&self) -> &Entry {
        &self.0
    }

    /// The entry, taken out.
    #[must_use]
    pub fn into_entry(self) -> Entry {
        self.0
    }
}

/// The bytes that are signed: the COSE `Sig_structure` (RFC 9052, section 4.4).
pub(crate) fn signed_bytes(protected: &[u8], commitment: &Commitment) -> Vec<u8> {
    let protected = ProtectedHeader {
        original_data: Some(protected.to_vec()),
        header: coset::Header::default(),
    };
    sig_structure_data(SignatureContext::CoseSign1, protected, None, AAD, commitment.as_bytes())
}

/// Longest body of a lane.
pub(crate) const fn max_body(lane: Lane) -> usize {
    match lane {
        Lane::Authority => MAX_AUTHORITY_BODY,
        Lane::Ballots | Lane::Content => MAX_BODY,
    }
}

fn id_of(protected: &[u8], commitment: &Commitment) -> EntryId {
    EntryId::from_bytes(sha256(&signed_bytes(protected, commitment)))
}
