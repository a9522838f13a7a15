//! A file that only some members can read, and that is too long for an envelope.
//!
//! ```text
//! [1, envelope, sealed]
//!
//! k        = 32 random bytes, drawn anew whenever the file is written
//! envelope = an envelope for the members, whose message is k
//! sealed   = seal(HKDF(k, "participation/shared/content/1"), padded content,
//!                 ["participation/shared/1", context, envelope])
//! ```
//!
//! With every writing the members are named anew: who is none of them any more cannot read what is
//! written from then on. What they read before, they know.

use participation_types::{MemberKey, Reader, to_canonical};
use zeroize::Zeroizing;

use super::{
    BUCKET, EnvelopeError, MAX_ENVELOPE, TAG, derive, draw, open, open_envelope, padded, seal,
    seal_envelope, unpadded,
};
use crate::secret::MemberSecret;

/// Bytes of such a file's content, at most.
pub const MAX_SHARED: usize = 4 * 1024 * 1024;

/// The version of the format.
const VERSION: u64 = 1;
/// The first item of what is authenticated.
const SALT: &str = "participation/shared/1";
/// The `info` of the key that seals the content.
const CONTENT: &[u8] = b"participation/shared/content/1";
/// Bytes of the sealed content, at most.
const MAX_SEALED: usize = MAX_SHARED + BUCKET + TAG;

/// Seals a content for every one of `recipients`. `context` says where it belongs, as of
/// [`seal_envelope`]; `entropy` is asked three times for 32 bytes.
///
/// # Errors
/// [`EnvelopeError`] when the content is too long, a recipient's key is unusable or named twice,
/// there are none or too many, or `entropy` gives zeros.
pub fn seal_shared(
    recipients: &[MemberKey],
    context: &[u8],
    content: &[u8],
    entropy: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<u8>, EnvelopeError> {
    if content.len() > MAX_SHARED {
        return Err(EnvelopeError::TooLong { length: content.len() });
    }
    let secret = draw(entropy)?;
    let envelope = seal_envelope(recipients, context, &*secret, entropy)?;
    let mut sealed = padded(content);
    let key = derive(&secret, &[CONTENT]);
    seal(&key, &authenticated(context, &envelope), &mut sealed)?;
    Ok(to_canonical(|w| {
        w.array(3).uint(VERSION).bytes(&envelope).bytes(&sealed);
    }))
}

/// Opens such a file with the secret of one of its recipients.
///
/// # Errors
/// As [`open_envelope`].
pub fn open_shared(
    bytes: &[u8],
    secret: &MemberSecret,
    context: &[u8],
) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let (envelope, sealed) = parts(bytes)?;
    let key = open_envelope(envelope, secret, context)?;
    let key: &[u8; 32] = key.as_slice().try_into().map_err(|_| EnvelopeError::Refused)?;
    let key = derive(key, &[CONTENT]);
    unpadded(open(&key, &authenticated(context, envelope), sealed)?, MAX_SHARED)
}

fn parts(bytes: &[u8]) -> Result<(&[u8], &[u8]), EnvelopeError> {
    let mut reader = Reader::new(bytes);
    let items = reader.array(1, 64).map_err(EnvelopeError::Damaged)?;
    let version = reader.uint().map_err(EnvelopeError::Damaged)?;
    if version != VERSION {
        return Err(EnvelopeError::Version { version });
    }
    if items != 3 {
        return Err(EnvelopeError::Damaged(reader.invalid("another number of items")));
    }
    let envelope = reader.bytes(0, MAX_ENVELOPE).map_err(EnvelopeError::Damaged)?;
    let sealed = reader.bytes(BUCKET + TAG, MAX_SEALED).map_err(EnvelopeError::Damaged)?;
    reader.end().map_err(EnvelopeError::Damaged)?;
    Ok((envelope, sealed))
}

/// What is authenticated with the content: for whom it is, and where it belongs.
fn authenticated(context: &[u8], envelope: &[u8]) -> Vec<u8> {
    to_canonical(|w| {
        w.array(3).text(SALT).bytes(context).bytes(envelope);
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    const CONTEXT: &[u8] = b"the register of a community";

    fn member(byte: u8) -> MemberSecret {
        MemberSecret::from_private(&[byte; 32])
    }

    fn counting() -> impl FnMut(&mut [u8]) {
        let mut next = 0xd0;
        move |buffer| {
            buffer.fill(next);
            next += 1;
        }
    }

    fn sealed(content: &[u8]) -> Vec<u8> {
        let all = [member(1).public(), member(2).public()];
        seal_shared(&all, CONTEXT, content, &mut counting()).unwrap()
    }

    #[test]
    fn everybody_named_opens_it_and_nobody_else() {
        let content = vec![7; 100_000];
        let file = sealed(&content);
        for byte in [1, 2] {
            let opened = open_shared(&file, &member(byte), CONTEXT).unwrap();
            assert_eq!(*opened, content);
        }
        let stranger = open_shared(&file, &member(3), CONTEXT).unwrap_err();
        assert!(matches!(stranger, EnvelopeError::NotForMember { .. }), "{stranger}");
        assert_eq!(open_shared(&file, &member(1), b"").unwrap_err(), EnvelopeError::Refused);
    }

    #[test]
    fn a_changed_bit_anywhere_is_noticed() {
        let file = sealed(b"Anna Ferrer");
        for place in 0..file.len() {
            let mut changed = file.clone();
            changed[place] ^= 1;
            assert!(open_shared(&changed, &member(1), CONTEXT).is_err(), "byte {place}");
        }
        for length in 0..file.len() {
            assert!(open_shared(&file[..length], &member(1), CONTEXT).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn the_length_says_little_and_is_bounded() {
        assert_eq!(sealed(b"").len(), sealed(&[0; 255]).len());
        let all = [member(1).public()];
        let long = seal_shared(&all, CONTEXT, &vec![0; MAX_SHARED + 1], &mut counting());
        assert_eq!(long.unwrap_err(), EnvelopeError::TooLong { length: MAX_SHARED + 1 });
    }

    #[test]
    fn the_bytes_of_a_file_never_change() {
        let digest = Sha256::digest(sealed(b"Anna Ferrer"));
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, "da7384308cdadd0984c6c85f1eced010c5e192d3a341d9aecf0e971924a0fb87");
    }
}
