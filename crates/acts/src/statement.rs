//! Statements that a key other than the author's signs inside a body.
//!
//! Each is the payload of a COSE_Sign1 (RFC 9052, section 4.4) whose protected header is
//! `{1: -8}` and whose `external_aad` names the kind of statement, so that no signature can be
//! taken for another and any COSE library can check it. Only the 64 bytes of the signature travel;
//! the payload is rebuilt from the body that carries it.

use coset::{ProtectedHeader, SignatureContext, iana, sig_structure_data};
use ed25519_dalek::{Signature, VerifyingKey};
use thiserror::Error;

use participation_types::{
    CommunityId, DeviceKey, Frontier, Head, InvitationKey, Lane, MemberKey, to_canonical,
};

use crate::census::Custody;

/// A signature that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the {what} is not signed by the key it names")]
pub struct StatementError {
    /// Which statement.
    pub what: &'static str,
}

/// What is signed, with every byte that its meaning depends on.
#[derive(Debug, Clone, Copy)]
pub enum Statement<'a> {
    /// A member key takes a device as its own.
    Device {
        /// The certifying key.
        member: &'a MemberKey,
        /// The device.
        device: &'a DeviceKey,
        /// Who holds the device's key, as the certifier claims.
        custody: Custody,
    },
    /// An invitation key admits a member key on this device.
    Redeem {
        /// The card.
        invitation: &'a InvitationKey,
        /// Who redeems it.
        member: &'a MemberKey,
        /// On which device.
        device: &'a DeviceKey,
    },
    /// A member key says which branch of a forked chain goes on.
    Repair {
        /// The device whose chain forked.
        device: &'a DeviceKey,
        /// The lane of that chain.
        lane: Lane,
        /// The fork and the entry that stands there.
        head: Head,
    },
    /// A member key ends a device of its own.
    Retire {
        /// The device.
        device: &'a DeviceKey,
        /// What of it stands.
        frontier: &'a Frontier,
    },
}

impl Statement<'_> {
    fn aad(&self) -> &'static [u8] {
        match self {
            Self::Device { .. } => b"participation/device/1",
            Self::Redeem { .. } => b"participation/redeem/1",
            Self::Repair { .. } => b"participation/repair/1",
            Self::Retire { .. } => b"participation/retire/1",
        }
    }

    fn payload(&self, community: &CommunityId) -> Vec<u8> {
        to_canonical(|w| match self {
            Self::Device { member, device, custody } => {
                w.array(4);
                community.write(w);
                member.write(w);
                device.write(w);
                custody.write(w);
            }
            Self::Redeem { invitation, member, device } => {
                w.array(4);
                community.write(w);
                invitation.write(w);
                member.write(w);
                device.write(w);
            }
            Self::Repair { device, lane, head } => {
                w.array(5);
                community.write(w);
                device.write(w);
                lane.write(w);
                w.uint(u64::from(head.seq.number()));
                head.id.write(w);
            }
            Self::Retire { device, frontier } => {
                w.array(3);
                community.write(w);
                device.write(w);
                frontier.write(w);
            }
        })
    }

    const fn what(&self) -> &'static str {
        match self {
            Self::Device { .. } => "device certificate",
            Self::Redeem { .. } => "redemption of the invitation",
            Self::Repair { .. } => "repair of the chain",
            Self::Retire { .. } => "retirement of the device",
        }
    }
}

/// The bytes to sign for a statement: its COSE `Sig_structure`.
#[must_use]
pub fn signature_bytes(community: &CommunityId, statement: &Statement<'_>) -> Vec<u8> {
    let protected = ProtectedHeader {
        original_data: None,
        header: coset::HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).build(),
    };
    let payload = statement.payload(community);
    sig_structure_data(SignatureContext::CoseSign1, protected, None, statement.aad(), &payload)
}

/// A signature that an act carries inside, with all that it takes to check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnerSignature {
    what: &'static str,
    signer: [u8; 32],
    bytes: Vec<u8>,
    signature: [u8; 64],
}

impl InnerSignature {
    /// The signature that `signer` is said to have made under a statement.
    #[must_use]
    pub fn new(
        community: &CommunityId,
        statement: &Statement<'_>,
        signer: &[u8; 32],
        signature: &[u8; 64],
    ) -> Self {
        Self {
            what: statement.what(),
            signer: *signer,
            bytes: signature_bytes(community, statement),
            signature: *signature,
        }
    }

    /// Checks it strictly (`verify_strict`: neither a small-order key nor a second form of a
    /// signature passes, so that no two nodes disagree).
    ///
    /// # Errors
    /// [`StatementError`] when the signature does not hold or the key is no key.
    pub fn verify(&self) -> Result<(), StatementError> {
        let error = StatementError { what: self.what };
        let key = VerifyingKey::from_bytes(&self.signer).map_err(|_| error)?;
        key.verify_strict(&self.bytes, &Signature::from_bytes(&self.signature)).map_err(|_| error)
    }
}
