//! Strict verification by itself: what taking entries in is measured against.

use ed25519_dalek::{Signature, VerifyingKey};
use rayon::prelude::*;

use participation_acts::{Act, InnerSignature};
use participation_log::{Body, Entry};

/// All signatures of some entries, those inside bodies included, ready to be checked and nothing
/// else: parsed, hashed and laid out beforehand.
#[derive(Debug, Default)]
pub struct Signatures {
    outer: Vec<([u8; 32], Vec<u8>, [u8; 64])>,
    inner: Vec<InnerSignature>,
}

impl Signatures {
    /// The signatures of travelling entries. What is no entry is passed over.
    #[must_use]
    pub fn of(entries: &[Vec<u8>]) -> Self {
        let mut all = Self::default();
        for entry in entries.iter().filter_map(|bytes| Entry::parse(bytes).ok()) {
            let (author, signed, signature) = entry.signature_parts();
            let act = entry.body().map(Body::bytes).and_then(|body| Act::decode(body).ok());
            if let Some(act) = act {
                all.inner.extend(act.inner_signatures(&entry.header().community, &author));
            }
            all.outer.push((*author.as_bytes(), signed, signature));
        }
        all
    }

    /// Number of signatures.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.outer.len() + self.inner.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.outer.is_empty() && self.inner.is_empty()
    }

    /// Checks all of them strictly over all cores; gives the number that hold.
    #[must_use]
    pub fn verify(&self) -> usize {
        let holds = |(key, signed, signature): &&([u8; 32], Vec<u8>, [u8; 64])| {
            VerifyingKey::from_bytes(key).is_ok_and(|key| {
                key.verify_strict(signed, &Signature::from_bytes(signature)).is_ok()
            })
        };
        self.outer.par_iter().filter(holds).count()
            + self.inner.par_iter().filter(|inner| inner.verify().is_ok()).count()
    }
}
