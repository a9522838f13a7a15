//! An envelope as it travels: the header, and what is sealed under it.

use participation_types::{CborError, MemberKey, Reader, Writer, to_canonical};

use super::{BUCKET, EnvelopeError, MAX_ENVELOPE, MAX_RECIPIENTS, MAX_SEALED, TAG};

/// The version of the format.
const VERSION: u64 = 1;
/// Items of an envelope.
const ITEMS: usize = 5;
/// Bytes of a wrapped content key.
const WRAPPED: usize = 32 + TAG;
/// Bytes that each recipient takes.
pub(super) const WRAP: usize = 1 + (2 + 32) + (2 + WRAPPED);
/// Bytes of everything but the recipients and what is sealed, at most.
pub(super) const FRAME: usize = 1 + 1 + (2 + 32) + 2 + (2 + 32) + 3;

/// The content key for one member.
pub(super) struct Wrap {
    pub(super) member: MemberKey,
    pub(super) wrapped: Vec<u8>,
}

/// Everything before what is sealed; authenticated with it.
pub(super) struct Header {
    pub(super) ephemeral: [u8; 32],
    /// Strictly ascending by member.
    pub(super) wraps: Vec<Wrap>,
    pub(super) commitment: [u8; 32],
}

impl Header {
    /// Cuts an envelope into its header and the sealed bytes.
    pub(super) fn read(envelope: &[u8]) -> Result<(Self, &[u8]), EnvelopeError> {
        let length = envelope.len();
        if length > MAX_ENVELOPE {
            return Err(EnvelopeError::TooLarge { length });
        }
        let mut reader = Reader::new(envelope);
        let items = reader.array(1, 64).map_err(EnvelopeError::Damaged)?;
        let version = reader.uint().map_err(EnvelopeError::Damaged)?;
        if version != VERSION {
            return Err(EnvelopeError::Version { version });
        }
        if items != ITEMS {
            return Err(EnvelopeError::Damaged(reader.invalid("another number of items")));
        }
        read_items(&mut reader).map_err(EnvelopeError::Damaged)
    }

    /// The header as it stands in the envelope. There is one encoding only, so these are the
    /// bytes that were read.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        to_canonical(|w: &mut Writer| {
            w.array(ITEMS).uint(VERSION).bytes(&self.ephemeral).array(self.wraps.len());
            for wrap in &self.wraps {
                w.array(2).bytes(wrap.member.as_bytes()).bytes(&wrap.wrapped);
            }
            w.bytes(&self.commitment);
        })
    }
}

/// The whole envelope.
pub(super) fn joined(mut header: Vec<u8>, sealed: &[u8]) -> Vec<u8> {
    header.extend(to_canonical(|w| {
        w.bytes(sealed);
    }));
    header
}

fn read_items<'b>(reader: &mut Reader<'b>) -> Result<(Header, &'b [u8]), CborError> {
    let ephemeral = reader.array32()?;
    let mut last = None;
    let wraps = reader.list(1, MAX_RECIPIENTS, |reader| {
        let wrap = read_wrap(reader)?;
        if last.replace(wrap.member) >= Some(wrap.member) {
            return Err(reader.invalid("recipients that are not in ascending order"));
        }
        Ok(wrap)
    })?;
    let commitment = reader.array32()?;
    let sealed = reader.bytes(BUCKET + TAG, MAX_SEALED)?;
    if !(sealed.len() - TAG).is_multiple_of(BUCKET) {
        return Err(reader.invalid("a sealed message that is not padded"));
    }
    reader.end()?;
    Ok((Header { ephemeral, wraps, commitment }, sealed))
}

fn read_wrap(reader: &mut Reader<'_>) -> Result<Wrap, CborError> {
    reader.array(2, 2)?;
    let member = MemberKey::read(reader)?;
    Ok(Wrap { member, wrapped: reader.bytes(WRAPPED, WRAPPED)?.to_vec() })
}
