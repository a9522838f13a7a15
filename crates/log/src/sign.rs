//! Making an entry of one's own.

use ed25519_dalek::{Signer, SigningKey};

use participation_types::{
    CommunityId, DeviceKey, EntryId, Head, Lane, RevisionId, Seq, Timestamp,
};

use crate::entry::{Body, Entry, EntryError, Salt, Verified, max_body, signed_bytes};
use crate::header::{Header, padded_length};

/// Everything that its author decides about an entry.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The community.
    pub community: CommunityId,
    /// The lane.
    pub lane: Lane,
    /// The last entry of the author's chain in that lane, if there is one.
    pub after: Option<Head>,
    /// The revision under which the author acts.
    pub revision: Option<RevisionId>,
    /// The time that the author claims.
    pub claimed: Timestamp,
}

impl Draft {
    /// Signs it. `salt` must be fresh and random: it keeps the body from being guessed.
    ///
    /// # Errors
    /// [`EntryError`] when the body is too long for the lane or the chain is full.
    pub fn sign(self, key: &SigningKey, salt: Salt, body: Vec<u8>) -> Result<Verified, EntryError> {
        let (length, max) = (body.len(), max_body(self.lane));
        let padded = padded_length(length)
            .filter(|_| (1..=max).contains(&length))
            .ok_or(EntryError::BodyTooLong { length, max })?;
        let (seq, prev): (Seq, Option<EntryId>) = match self.after {
            Some(head) => (head.seq.next().ok_or(EntryError::ChainFull)?, Some(head.id)),
            None => (Seq::FIRST, None),
        };
        let header = Header {
            community: self.community,
            author: DeviceKey::from_bytes(key.verifying_key().to_bytes()),
            lane: self.lane,
            seq,
            prev,
            revision: self.revision,
            claimed: self.claimed,
            padded,
        };
        let body = Body::new(salt, body);
        let signature = key.sign(&signed_bytes(&header.encode(), &body.commitment()));
        Ok(Verified::own(Entry::assemble(header, body, signature.to_bytes())))
    }
}
