//! What a person keeps secret, and the public forms of it.
//!
//! ```text
//!                    Seed, 32 random bytes ── recovery sheet (paper, voice, QR)
//!                      │                   └─ keystore (file under a passphrase)
//!        HKDF-SHA-256  │  per community
//!           ┌──────────┴───────────┐
//!      MemberSecret           DeviceSecret        InvitationSecret   RecoverySecret
//!           │              (community, nonce)     (a card)           (a seat's paper key)
//!       MemberKey              DeviceKey          InvitationKey      RecoveryKey
//!           └──────────┬───────────┘
//!                   did:key
//! ```
//!
//! **The contract.** The same seed gives the same member key in a community for ever, and
//! unrelated keys in two communities, so that nobody can be followed from one to another. A
//! device key depends on a nonce that is drawn afresh for each installation and lives only in
//! the keystore: a seed typed in again from paper never repeats the key of an earlier device,
//! and so never forks its chain.
//!
//! A community's [`Access`] is no person's: whoever has it can replicate the community. Nor is a
//! [`BackupKey`], which is a node's: with it and a backup a lost node comes back.
//!
//! An envelope ([`seal_envelope`]) carries a short message that only some members can read; a file
//! ([`seal_shared`]) is as long as a register of names. The short code of an invitation card is a
//! [`CardCode`].
//!
//! This crate uses no clock, no files and no randomness: seeds, salts and nonces are given to it
//! and must come from the operating system's generator. Secrets are kept on the heap and
//! overwritten when dropped; copies that the compiler leaves in registers or on the stack are
//! beyond it.
//!
//! ```
//! use participation_keys::{DeviceNonce, DidKey, Seed, Sheet};
//! use participation_types::{CommunityId, MemberKey};
//!
//! // 32 bytes from the operating system in a real program.
//! let seed = Seed::from_bytes(&[7; 32]);
//! let community = CommunityId::from_bytes([1; 32]);
//!
//! let member = seed.member(&community);
//! let device = seed.device(&community, &DeviceNonce::from_bytes([2; 16]));
//! assert_ne!(member.public().as_bytes(), device.public().as_bytes());
//!
//! let did = member.public().to_did();
//! assert_eq!(MemberKey::from_did(&did)?, member.public());
//!
//! let typed = Sheet::of_seed(&seed).qr_text().to_lowercase();
//! let restored = Sheet::read(&typed)?.into_seed()?;
//! assert_eq!(restored.member(&community).public(), member.public());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access;
mod backup;
mod card;
mod did;
mod envelope;
mod keystore;
mod secret;
mod seed;
mod sheet;

pub use access::{Access, AccessError};
pub use backup::{
    BACKUP_CHUNK, BACKUP_MAGIC, BACKUP_SALT, BACKUP_TAG, BackupError, BackupKey, BackupOpener,
    BackupSealer,
};
pub use card::{CODE_GROUP_SIGNS, CODE_GROUPS, CardCode, CardError};
pub use did::{DidError, DidKey};
pub use envelope::{
    EnvelopeError, MAX_ENVELOPE, MAX_MESSAGE, MAX_RECIPIENTS, MAX_SHARED, open_envelope,
    open_shared, seal_envelope, seal_shared,
};
pub use keystore::{
    Cost, CostError, DeviceRecord, HeldSecret, Keystore, KeystoreError, Label, MAX_DEVICES,
    MAX_FILE, MAX_LABEL, MAX_PASSPHRASE, MAX_SECRETS, NamedSecret,
};
pub use secret::{DeviceSecret, InvitationSecret, MemberSecret, RecoveryKey, RecoverySecret};
pub use seed::{DeviceNonce, Seed};
pub use sheet::{GROUP_SIGNS, GROUPS, SecretKind, Sheet, SheetError, WrongGroups};
