//! The keystore: a person's secrets under a passphrase.

mod contents;
mod cost;
mod file;

use std::fmt;

use participation_types::{CborError, CommunityId, Text};
use thiserror::Error;

pub use self::cost::{Cost, CostError};
use self::file::Header;
use crate::secret::{DeviceSecret, InvitationSecret, RecoverySecret};
use crate::seed::{DeviceNonce, Seed};

/// Bytes of a passphrase at most; at least one is needed.
pub const MAX_PASSPHRASE: usize = 1024;
/// Bytes of a label at most.
pub const MAX_LABEL: usize = 100;
/// Device records at most.
pub const MAX_DEVICES: usize = 1024;
/// Named secrets at most.
pub const MAX_SECRETS: usize = 1024;
/// Bytes of a keystore file at most; a full one takes less.
pub const MAX_FILE: usize = 512 * 1024;

/// A person's own name for a device or a secret. It is theirs, and still hostile once a file has
/// been through other hands.
pub type Label = Text<MAX_LABEL>;

/// A device that was set up with this keystore: with the seed it gives the device's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRecord {
    community: CommunityId,
    nonce: DeviceNonce,
    label: Label,
}

impl DeviceRecord {
    /// The record of a device that drew `nonce` for `community`.
    #[must_use]
    pub const fn new(community: CommunityId, nonce: DeviceNonce, label: Label) -> Self {
        Self { community, nonce, label }
    }

    /// The community.
    #[must_use]
    pub const fn community(&self) -> &CommunityId {
        &self.community
    }

    /// The nonce.
    #[must_use]
    pub const fn nonce(&self) -> &DeviceNonce {
        &self.nonce
    }

    /// The label.
    #[must_use]
    pub const fn label(&self) -> &Label {
        &self.label
    }
}

/// A secret that does not come from the seed.
#[derive(Debug)]
pub enum HeldSecret {
    /// The paper key of a seat, while it is being used.
    Recovery(RecoverySecret),
    /// An invitation that has not been handed out or redeemed yet.
    Invitation(InvitationSecret),
}

/// A secret with its label.
#[derive(Debug)]
pub struct NamedSecret {
    label: Label,
    secret: HeldSecret,
}

impl NamedSecret {
    /// Labels a secret.
    #[must_use]
    pub const fn new(label: Label, secret: HeldSecret) -> Self {
        Self { label, secret }
    }

    /// The label.
    #[must_use]
    pub const fn label(&self) -> &Label {
        &self.label
    }

    /// The secret.
    #[must_use]
    pub const fn secret(&self) -> &HeldSecret {
        &self.secret
    }
}

/// A person's secrets, open in memory or sealed under a passphrase as the bytes of one file.
///
/// `Debug` shows counts only.
///
/// ```text
/// file = array(8) of canonical CBOR
///   "participation/keystore", version 1,
///   memory in KiB, passes, lanes           Argon2id (RFC 9106), version 0x13, no secret, no data
///   salt (16 bytes), nonce (24 bytes),
///   sealed (byte string)                   XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03)
///
/// key              = Argon2id(passphrase, salt, memory, passes, lanes, 32 bytes)
/// additional data  = every byte of the file before the item `sealed`
/// plaintext        = array(3) of canonical CBOR
///   seed (32 bytes),
///   [[community (32 bytes), device nonce (16 bytes), label (text, at most 100 bytes)], ...]
///   [[kind, secret (32 bytes), label (text, at most 100 bytes)], ...]    kind: 2 seat, 3 invitation
/// ```
///
/// **The passphrase** is taken as the UTF-8 bytes that were typed: not trimmed, not folded, not
/// normalised. Keyboards give composed letters (NFC) on all common systems; a program that takes
/// a passphrase from elsewhere (a file name on macOS is decomposed) first applies RFC 8265's
/// OpaqueString. Whether it is strong enough is for the page that asks for it to say.
///
/// **What it does not hide:** that it is a keystore, and about how many records it holds.
pub struct Keystore {
    seed: Seed,
    devices: Vec<DeviceRecord>,
    secrets: Vec<NamedSecret>,
}

impl Keystore {
    /// A keystore with a seed and nothing else.
    #[must_use]
    pub const fn new(seed: Seed) -> Self {
        Self { seed, devices: Vec::new(), secrets: Vec::new() }
    }

    /// Opens the bytes of a file.
    ///
    /// This takes the time and memory that the file's [`Cost`] states, at most
    /// [`Cost::CEILING`]: call it where that blocks nobody.
    ///
    /// # Errors
    /// [`KeystoreError::Refused`] when the passphrase is wrong **or** any byte was changed: the
    /// two cannot be told apart. Other errors when the file is no keystore, is of a later
    /// version, or states a cost out of bounds.
    pub fn open(file: &[u8], passphrase: &str) -> Result<Self, KeystoreError> {
        let (header, sealed) = Header::read(file)?;
        let key = header.key(passphrase)?;
        contents::decode(&header.open(&key, sealed)?)
    }

    /// Seals into the bytes of a file. The caller makes them durable, in a new file that then
    /// takes the place of the old one.
    ///
    /// Salt and nonce come from the operating system's random generator, both new each time.
    ///
    /// # Errors
    /// [`KeystoreError::Passphrase`] when it is empty or too long,
    /// [`KeystoreError::Memory`] when the cost's memory is not to be had.
    pub fn seal(
        &self,
        passphrase: &str,
        cost: Cost,
        salt: [u8; 16],
        nonce: [u8; 24],
    ) -> Result<Vec<u8>, KeystoreError> {
        let header = Header::new(cost, salt, nonce);
        let key = header.key(passphrase)?;
        header.seal(&key, contents::encode(self))
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> &Seed {
        &self.seed
    }

    /// The devices, in the order in which they were added.
    #[must_use]
    pub fn devices(&self) -> &[DeviceRecord] {
        &self.devices
    }

    /// The device that was added last for `community`, with its key.
    #[must_use]
    pub fn device(&self, community: &CommunityId) -> Option<(&DeviceRecord, DeviceSecret)> {
        let record = self.devices.iter().rfind(|record| record.community == *community)?;
        Some((record, self.seed.device(community, &record.nonce)))
    }

    /// Adds a device.
    ///
    /// # Errors
    /// [`KeystoreError::Repeated`] when its nonce is known already,
    /// [`KeystoreError::Full`] at [`MAX_DEVICES`].
    pub fn add_device(&mut self, record: DeviceRecord) -> Result<(), KeystoreError> {
        if self.devices.len() >= MAX_DEVICES {
            return Err(KeystoreError::Full { what: "device records", max: MAX_DEVICES });
        }
        if self.devices.iter().any(|known| known.nonce == record.nonce) {
            return Err(KeystoreError::Repeated);
        }
        self.devices.push(record);
        Ok(())
    }

    /// Forgets all devices and gives their records.
    ///
    /// **Do this after opening a backup**, before anything is signed: the device may have gone on
    /// after the backup was made, and a second entry at a place of its chain is a fork. Then draw
    /// a new [`DeviceNonce`] for each community.
    pub fn clear_devices(&mut self) -> Vec<DeviceRecord> {
        std::mem::take(&mut self.devices)
    }

    /// The secrets that are not from the seed, in the order in which they were added.
    #[must_use]
    pub fn secrets(&self) -> &[NamedSecret] {
        &self.secrets
    }

    /// Adds a secret.
    ///
    /// # Errors
    /// [`KeystoreError::Full`] at [`MAX_SECRETS`].
    pub fn add_secret(&mut self, secret: NamedSecret) -> Result<(), KeystoreError> {
        if self.secrets.len() >= MAX_SECRETS {
            return Err(KeystoreError::Full { what: "secrets", max: MAX_SECRETS });
        }
        self.secrets.push(secret);
        Ok(())
    }

    /// Takes out the secret at this place of [`secrets`](Self::secrets), if there is one.
    pub fn remove_secret(&mut self, place: usize) -> Option<NamedSecret> {
        (place < self.secrets.len()).then(|| self.secrets.remove(place))
    }
}

impl fmt::Debug for Keystore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (devices, secrets) = (self.devices.len(), self.secrets.len());
        write!(f, "Keystore({devices} devices, {secrets} secrets)")
    }
}

/// Why a keystore cannot be opened, sealed or added to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeystoreError {
    /// Larger than any keystore.
    #[error("this file has {length} bytes and a keystore at most {MAX_FILE}")]
    TooLarge {
        /// Bytes found.
        length: usize,
    },
    /// Does not begin as a keystore does.
    #[error("this file is not a keystore")]
    NotAKeystore,
    /// Of a later version.
    #[error("this keystore is of version {version}: use a later version of this program")]
    Version {
        /// The version found.
        version: u64,
    },
    /// A keystore's beginning, and then something else.
    #[error("this keystore is damaged: take a backup of it")]
    Damaged(#[source] CborError),
    /// The file, or the caller, asks for too little or too much work.
    #[error("the cost of the passphrase is out of bounds")]
    Cost(#[from] CostError),
    /// Empty or too long.
    #[error("a passphrase has 1 to {MAX_PASSPHRASE} bytes, this has {length}")]
    Passphrase {
        /// Bytes found.
        length: usize,
    },
    /// The memory for deriving the key could not be had.
    #[error("{kib} KiB of memory are needed for the passphrase and could not be had")]
    Memory {
        /// KiB needed.
        kib: u32,
    },
    /// Wrong passphrase, or changed bytes.
    #[error("wrong passphrase, or the file was changed: type it again, else take a backup")]
    Refused,
    /// The passphrase is right, and what it protects is not what this version writes.
    #[error("the passphrase is right, but what the keystore holds cannot be read")]
    Contents(#[source] CborError),
    /// A device nonce that the keystore holds already.
    #[error("this device nonce was used before: draw a new one")]
    Repeated,
    /// No room.
    #[error("a keystore holds at most {max} {what}")]
    Full {
        /// What it is full of.
        what: &'static str,
        /// How many fit.
        max: usize,
    },
}

impl KeystoreError {
    /// Whether typing the passphrase again may help.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Refused)
    }
}

#[cfg(test)]
mod tests;
