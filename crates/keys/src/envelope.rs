//! A short message that only some members can read: a report to the moderators.
//!
//! An envelope is bytes that anybody may carry and keep. It is canonical CBOR:
//!
//! ```text
//! [1, ephemeral, [[member, wrapped], ...], commitment, sealed]     members strictly ascending
//!
//! e, k       = 32 random bytes each
//! ephemeral  = X25519(e, 9)
//! S          = X25519(e, u(member))                   u: the member key on the Montgomery curve
//! wrapped    = seal(HKDF(S, "participation/envelope/wrap/1" || ephemeral || member), k, "")
//! commitment = HKDF(k, "participation/envelope/commitment/1" || ephemeral)
//! sealed     = seal(HKDF(k, "participation/envelope/content/1" || ephemeral), padded message,
//!                   [SALT, context, every byte before `sealed`])
//!
//! HKDF(key, info)           HKDF-SHA-256 with the salt "participation/envelope/1", 32 bytes
//! seal(key, text, together) ChaCha20-Poly1305 with a nonce of zeros: each key seals one thing
//! ```
//!
//! A member opens it with the scalar that signs: the first half of SHA-512 of the private key,
//! clamped. The message is followed by one byte 0x80 and by zeros up to a multiple of 256 bytes
//! (ISO/IEC 7816-4), so that its length says little.
//!
//! **Where it comes from.** An Ed25519 key as the recipient of a key agreement: age's
//! `ssh-ed25519` recipients and libsodium's `crypto_sign_ed25519_pk_to_curve25519`; that one key
//! may both sign and agree is argued by Thormarker, "On using the same key pair for Ed25519 and
//! an X25519 based KEM" (IACR ePrint 2021/509). One ephemeral key, and a wrapping key derived with both
//! public keys in it that seals once under a nonce of zeros: age's file format; libsodium's sealed
//! boxes and HPKE (RFC 9180) do much the same.
//! X25519 and its check for zeros: RFC 7748, section 6.1. HKDF: RFC 5869. The cipher: RFC 8439.
//! The commitment: Bellare and Hoang, "Efficient Schemes for Committing Authenticated Encryption"
//! (EUROCRYPT 2022). Without it a hostile sender could wrap different keys and show two
//! moderators two messages in one envelope, because Poly1305 does not bind a key.
//!
//! **What it does not give.** Who gets a member's seed reads every envelope ever sent to that
//! member: there is no forward secrecy on the recipient's side. Everybody sees who the recipients
//! are, and how long the message is to 256 bytes. It does not say who sealed it: what carries it
//! is signed, or it is anonymous. It can be repeated elsewhere unless `context` says where it
//! belongs, so give the community's and the subject's ids. A quantum computer opens it.

use chacha20poly1305::{AeadInOut, ChaCha20Poly1305, Key, KeyInit, Nonce};
use curve25519_dalek::MontgomeryPoint;
use ed25519_dalek::VerifyingKey;
use hkdf::Hkdf;
use participation_types::{CborError, MemberKey, to_canonical};
use sha2::Sha256;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::did::usable;
use crate::secret::MemberSecret;

mod layout;
mod shared;
#[cfg(test)]
mod tests;

use layout::{Header, Wrap};
pub use shared::{MAX_SHARED, open_shared, seal_shared};

/// Members that one envelope can be for.
pub const MAX_RECIPIENTS: usize = 64;
/// Bytes of a message, at most.
pub const MAX_MESSAGE: usize = 8 * 1024;
/// Bytes of an envelope, at most.
pub const MAX_ENVELOPE: usize = layout::FRAME + MAX_RECIPIENTS * layout::WRAP + MAX_SEALED;

/// The padded message is a multiple of this many bytes.
const BUCKET: usize = 256;
/// Bytes of a Poly1305 tag.
const TAG: usize = 16;
/// Bytes of the sealed message, at most: a full message needs one more bucket for its mark.
const MAX_SEALED: usize = MAX_MESSAGE + BUCKET + TAG;
/// The byte after the message.
const MARK: u8 = 0x80;
/// The HKDF salt, and the first item of what is authenticated with the message.
const SALT: &str = "participation/envelope/1";
/// First part of the `info` of the key that wraps the content key for one member.
const WRAP: &[u8] = b"participation/envelope/wrap/1";
/// First part of the `info` of the key that seals the message.
const CONTENT: &[u8] = b"participation/envelope/content/1";
/// First part of the `info` of the commitment to the content key.
const COMMITMENT: &[u8] = b"participation/envelope/commitment/1";

/// 32 bytes that are overwritten.
type Secret = Zeroizing<[u8; 32]>;

/// Why a message cannot be sealed or an envelope not be opened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// Too long to seal.
    #[error("a message of {length} bytes, at most {MAX_MESSAGE} fit in an envelope: shorten it")]
    Message {
        /// Bytes it has.
        length: usize,
    },
    /// Too long for a shared file.
    #[error("a file of {length} bytes, at most {MAX_SHARED} can be sealed: shorten it")]
    TooLong {
        /// Bytes it has.
        length: usize,
    },
    /// For nobody, or for too many.
    #[error("{count} recipients, allowed are 1 to {MAX_RECIPIENTS}")]
    Recipients {
        /// How many there are.
        count: usize,
    },
    /// The same recipient twice.
    #[error("member {} is named twice as a recipient", .member.short())]
    Twice {
        /// Who.
        member: MemberKey,
    },
    /// A key that no secret can belong to: no point of the curve, not in its one encoding, or of
    /// small order, so that everybody could open what is sealed to it.
    #[error("the key {} cannot receive an envelope: it is not a usable Ed25519 key", .member.short())]
    Key {
        /// Whose.
        member: MemberKey,
    },
    /// The random generator gave zeros.
    #[error("the random generator gave only zeros: nothing was sealed")]
    Entropy,
    /// Longer than any envelope.
    #[error("{length} bytes are no envelope, which has at most {MAX_ENVELOPE}")]
    TooLarge {
        /// Bytes it has.
        length: usize,
    },
    /// Not the layout of an envelope.
    #[error("not an envelope, or cut short: {0}")]
    Damaged(#[source] CborError),
    /// A later version.
    #[error("an envelope of version {version}, this program opens version 1: update it")]
    Version {
        /// What it says.
        version: u64,
    },
    /// This member is not among the recipients.
    #[error("the envelope is not for member {}", .member.short())]
    NotForMember {
        /// Who tried.
        member: MemberKey,
    },
    /// Changed on the way, or sealed for another place.
    #[error("the envelope was changed, or belongs to another community or subject")]
    Refused,
}

/// Seals `plaintext` for every one of `recipients`, in any order.
///
/// `context` says where the envelope belongs: who opens it must give the same bytes. `entropy`
/// fills a buffer from the operating system's random generator, and is asked twice for 32 bytes.
/// The same inputs give the same bytes.
///
/// # Errors
/// [`EnvelopeError`] when the message is too long, a recipient's key is unusable or named twice,
/// there are none or too many, or `entropy` leaves its buffer as it was.
pub fn seal_envelope(
    recipients: &[MemberKey],
    context: &[u8],
    plaintext: &[u8],
    entropy: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<u8>, EnvelopeError> {
    if plaintext.len() > MAX_MESSAGE {
        return Err(EnvelopeError::Message { length: plaintext.len() });
    }
    let recipients = in_order(recipients)?;
    let secret = draw(entropy)?;
    let content = draw(entropy)?;
    let ephemeral = MontgomeryPoint::mul_base_clamped(*secret).to_bytes();

    let mut wraps = Vec::with_capacity(recipients.len());
    for member in recipients {
        let point = point_of(&member).ok_or(EnvelopeError::Key { member })?;
        let shared = agree(&point, &secret).ok_or(EnvelopeError::Key { member })?;
        let key = derive(&shared, &[WRAP, &ephemeral, member.as_bytes()]);
        // Sealed in place: the content key stands here until then, and is never moved.
        let mut wrapped = Vec::with_capacity(content.len() + TAG);
        wrapped.extend_from_slice(&*content);
        seal(&key, &[], &mut wrapped)?;
        wraps.push(Wrap { member, wrapped });
    }
    let commitment = *derive(&content, &[COMMITMENT, &ephemeral]);
    let header = Header { ephemeral, wraps, commitment }.to_bytes();
    let mut sealed = padded(plaintext);
    let key = derive(&content, &[CONTENT, &ephemeral]);
    seal(&key, &authenticated(context, &header), &mut sealed)?;
    Ok(layout::joined(header, &sealed))
}

/// Opens an envelope with the secret of one of its recipients and the context that it was sealed
/// for. Where a bit has changed, in another recipient's part too, nothing is given out.
///
/// # Errors
/// [`EnvelopeError`] when it is none, is not for this member, was changed or belongs elsewhere.
pub fn open_envelope(
    bytes: &[u8],
    secret: &MemberSecret,
    context: &[u8],
) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let (header, sealed) = Header::read(bytes)?;
    let member = secret.public();
    let wrap = header.wraps.iter().find(|wrap| wrap.member == member);
    let wrap = wrap.ok_or(EnvelopeError::NotForMember { member })?;

    // `agree` clamps it, as signing does.
    let scalar = Zeroizing::new(secret.signing_key().to_scalar_bytes());
    let ephemeral = header.ephemeral;
    let shared = agree(&MontgomeryPoint(ephemeral), &scalar).ok_or(EnvelopeError::Refused)?;
    let key = derive(&shared, &[WRAP, &ephemeral, member.as_bytes()]);
    let content = open(&key, &[], &wrap.wrapped)?;
    let content: &[u8; 32] = content.as_slice().try_into().map_err(|_| EnvelopeError::Refused)?;

    // The commitment is in the open, so the time that comparing takes tells nothing.
    if *derive(content, &[COMMITMENT, &ephemeral]) != header.commitment {
        return Err(EnvelopeError::Refused);
    }
    let key = derive(content, &[CONTENT, &ephemeral]);
    unpadded(open(&key, &authenticated(context, &header.to_bytes()), sealed)?, MAX_MESSAGE)
}

/// The recipients as they stand in the envelope.
fn in_order(recipients: &[MemberKey]) -> Result<Vec<MemberKey>, EnvelopeError> {
    let count = recipients.len();
    if count == 0 || count > MAX_RECIPIENTS {
        return Err(EnvelopeError::Recipients { count });
    }
    let mut sorted = recipients.to_vec();
    sorted.sort_unstable();
    match sorted.iter().zip(sorted.iter().skip(1)).find(|(one, next)| one == next) {
        Some((member, _)) => Err(EnvelopeError::Twice { member: *member }),
        None => Ok(sorted),
    }
}

/// 32 random bytes. Zeros mean that nothing was drawn, and would be a key that everybody knows.
fn draw(entropy: &mut dyn FnMut(&mut [u8])) -> Result<Secret, EnvelopeError> {
    let mut bytes = Zeroizing::new([0; 32]);
    entropy(bytes.as_mut_slice());
    if *bytes == [0; 32] { Err(EnvelopeError::Entropy) } else { Ok(bytes) }
}

/// The member key on the Montgomery curve, if it could verify a signature.
fn point_of(member: &MemberKey) -> Option<MontgomeryPoint> {
    let key = VerifyingKey::from_bytes(member.as_bytes()).ok()?;
    usable(member.as_bytes()).then(|| key.to_montgomery())
}

/// X25519 (RFC 7748), which clamps the scalar; nothing where the result is zeros.
fn agree(point: &MontgomeryPoint, scalar: &[u8; 32]) -> Option<Secret> {
    let shared = Zeroizing::new(point.mul_clamped(*scalar));
    (*shared.as_bytes() != [0; 32]).then(|| Zeroizing::new(shared.to_bytes()))
}

#[allow(
    clippy::expect_used,
    reason = "HKDF refuses only more than 8,160 bytes, and a key of zeros must never result"
)]
fn derive(key: &[u8; 32], info: &[&[u8]]) -> Secret {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(SALT.as_bytes()), key)
        .expand_multi_info(info, derived.as_mut_slice())
        .expect("32 bytes are one block of SHA-256, RFC 5869 allows 255");
    derived
}

/// What is authenticated with the message, so that no part of the header can be exchanged.
fn authenticated(context: &[u8], header: &[u8]) -> Vec<u8> {
    to_canonical(|w| {
        w.array(3).text(SALT).bytes(context).bytes(header);
    })
}

/// Seals in place, where the tag has room.
fn seal(key: &Secret, together: &[u8], text: &mut Vec<u8>) -> Result<(), EnvelopeError> {
    // The cipher keeps a copy of its own, and overwrites it.
    ChaCha20Poly1305::new(<&Key>::from(&**key))
        .encrypt_in_place(&Nonce::default(), together, text)
        .map_err(|_| EnvelopeError::Refused)
}

fn open(key: &Secret, together: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let mut text = Zeroizing::new(sealed.to_vec());
    ChaCha20Poly1305::new(<&Key>::from(&**key))
        .decrypt_in_place(&Nonce::default(), together, &mut *text)
        .map_err(|_| EnvelopeError::Refused)?;
    Ok(text)
}

/// The message, its mark, and zeros up to a full bucket: one allocation, with room for the tag.
fn padded(message: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = (message.len() + 1).next_multiple_of(BUCKET);
    let mut padded = Zeroizing::new(Vec::with_capacity(length + TAG));
    padded.extend_from_slice(message);
    padded.push(MARK);
    padded.resize(length, 0);
    padded
}

/// Takes away what [`padded`] added, and nothing else.
fn unpadded(
    mut text: Zeroizing<Vec<u8>>,
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let end = text.iter().rposition(|byte| *byte != 0).ok_or(EnvelopeError::Refused)?;
    let whole = (end + 1).next_multiple_of(BUCKET) == text.len() && end <= most;
    if !whole || text.get(end) != Some(&MARK) {
        return Err(EnvelopeError::Refused);
    }
    text.truncate(end);
    Ok(text)
}
