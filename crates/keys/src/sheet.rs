//! The recovery sheet: a secret on paper.

pub(crate) mod groups;
pub(crate) mod text;

use std::fmt;

use participation_types::Hasher;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::backup::BackupKey;
use crate::secret::{InvitationSecret, RecoverySecret};
use crate::seed::Seed;

/// Groups on a sheet.
pub const GROUPS: usize = 12;
/// Signs in a group, the one that checks it included.
pub const GROUP_SIGNS: usize = 6;
/// Signs on a sheet.
const SIGNS: usize = GROUPS * GROUP_SIGNS;
/// Kind, secret and checksum.
const BYTES: usize = 1 + 32 + 4;

/// What a sheet holds. The numbers stand on paper: they never change their meaning, and a sheet
/// of another layout takes new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// A person's [`Seed`].
    Seed = 1,
    /// The [`RecoverySecret`] of a steward's seat.
    Recovery = 2,
    /// An [`InvitationSecret`].
    Invitation = 3,
    /// A [`BackupKey`].
    Backup = 4,
}

impl SecretKind {
    /// The number of the kind, as sheets and keystores write it.
    pub(crate) const fn number(self) -> u8 {
        self as u8
    }

    /// The kind with this number.
    pub(crate) const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Seed),
            2 => Some(Self::Recovery),
            3 => Some(Self::Invitation),
            4 => Some(Self::Backup),
            _ => None,
        }
    }
}

impl fmt::Display for SecretKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seed => "a person's seed",
            Self::Recovery => "the recovery key of a seat",
            Self::Invitation => "an invitation",
            Self::Backup => "the key of a node's backups",
        })
    }
}

/// A secret with its kind, on its way to paper or back: twelve groups of six signs that can be
/// written by hand and dictated, and the same signs as one line for a QR code.
///
/// Overwritten when dropped. `Debug` shows the kind only.
///
/// ```text
/// kind (1 byte) || secret (32 bytes) || first 4 bytes of H("participation/sheet/1", kind, secret)
///   = 37 bytes, most significant bit first, and 4 zero bits = 60 signs of 5 bits
///   = 12 groups of 5 signs, each with a sixth that checks it
/// ```
///
/// The signs are Crockford's: ten digits and the capitals without I, L, O and U. Readers take
/// small letters, O for 0, I and L for 1, and spaces or dashes anywhere.
///
/// # What the checks promise
/// The sixth sign is computed in GF(32) with another weight for every place and another constant
/// for every group. So, **always**, and with the number of the group:
/// - one wrong sign in a group is found, in as many groups as have one;
/// - two different signs of a group that changed places, next to each other or not, are found;
/// - a group that stands in another's place is found; two that were swapped are both named;
/// - a missing or an extra sign is found, and its group is named if the groups are kept apart.
///
/// Two or more wrong signs in one group pass its check about once in 32; then the checksum over
/// all refuses the sheet, but cannot say where the fault is. Whatever the damage, a wrong secret
/// is taken for a right one with a chance of about 2^-32. The checks hold against mistakes and
/// not against somebody who wants to deceive: who writes a sheet can write any secret.
pub struct Sheet {
    kind: SecretKind,
    secret: Box<[u8; 32]>,
}

impl Sheet {
    /// The sheet of a person's seed.
    #[must_use]
    pub fn of_seed(seed: &Seed) -> Self {
        Self::new(SecretKind::Seed, seed.expose())
    }

    /// The sheet of a seat's recovery key.
    #[must_use]
    pub fn of_recovery(secret: &RecoverySecret) -> Self {
        Self::new(SecretKind::Recovery, secret.expose())
    }

    /// The text of an invitation card.
    #[must_use]
    pub fn of_invitation(secret: &InvitationSecret) -> Self {
        Self::new(SecretKind::Invitation, secret.expose())
    }

    /// The sheet of a node's backups.
    #[must_use]
    pub fn of_backup(key: &BackupKey) -> Self {
        Self::new(SecretKind::Backup, key.expose())
    }

    /// What the sheet holds.
    #[must_use]
    pub const fn kind(&self) -> SecretKind {
        self.kind
    }

    /// The seed.
    ///
    /// # Errors
    /// [`SheetError::Kind`] when the sheet holds something else.
    pub fn into_seed(self) -> Result<Seed, SheetError> {
        self.expect(SecretKind::Seed).map(|sheet| Seed::from_bytes(&sheet.secret))
    }

    /// The seat's recovery key.
    ///
    /// # Errors
    /// [`SheetError::Kind`] when the sheet holds something else.
    pub fn into_recovery(self) -> Result<RecoverySecret, SheetError> {
        self.expect(SecretKind::Recovery).map(|sheet| RecoverySecret::from_bytes(&sheet.secret))
    }

    /// The invitation.
    ///
    /// # Errors
    /// [`SheetError::Kind`] when the sheet holds something else.
    pub fn into_invitation(self) -> Result<InvitationSecret, SheetError> {
        self.expect(SecretKind::Invitation).map(|sheet| InvitationSecret::from_bytes(&sheet.secret))
    }

    /// The key of a node's backups.
    ///
    /// # Errors
    /// [`SheetError::Kind`] when the sheet holds something else.
    pub fn into_backup(self) -> Result<BackupKey, SheetError> {
        self.expect(SecretKind::Backup).map(|sheet| BackupKey::from_bytes(&sheet.secret))
    }

    fn new(kind: SecretKind, secret: &[u8; 32]) -> Self {
        Self { kind, secret: Box::new(*secret) }
    }

    fn expect(self, wanted: SecretKind) -> Result<Self, SheetError> {
        let found = self.kind;
        if found == wanted { Ok(self) } else { Err(SheetError::Kind { wanted, found }) }
    }

    fn to_bytes(&self) -> Zeroizing<[u8; BYTES]> {
        let checksum = checksum(self.kind.number(), &self.secret);
        let parts = [self.kind.number()].into_iter().chain(*self.secret).chain(checksum);
        let mut bytes = Zeroizing::new([0; BYTES]);
        bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, SheetError> {
        let (kind, rest) = bytes.split_first().ok_or(SheetError::Checksum)?;
        let (secret, sum) = rest.split_first_chunk::<32>().ok_or(SheetError::Checksum)?;
        if sum != checksum(*kind, secret) {
            return Err(SheetError::Checksum);
        }
        let kind =
            SecretKind::from_number(*kind).ok_or(SheetError::UnknownKind { number: *kind })?;
        Ok(Self::new(kind, secret))
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

impl ZeroizeOnDrop for Sheet {}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sheet({:?}, ..)", self.kind)
    }
}

fn checksum(kind: u8, secret: &[u8; 32]) -> [u8; 4] {
    let [a, b, c, d, ..] = Hasher::new("participation/sheet/1").with(&[kind]).with(secret).finish();
    [a, b, c, d]
}

/// Why what was typed is no sheet. No message repeats what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SheetError {
    /// Far more text than a sheet has.
    #[error("this text has {length} bytes and a sheet at most {max}: give its groups only")]
    TooLong {
        /// Bytes found.
        length: usize,
        /// Bytes read at most.
        max: usize,
    },
    /// A sheet of a later version.
    #[error("this sheet was made by a later version of this program: use that version")]
    Version,
    /// Signs are missing or too many, and it cannot be said where.
    #[error("{found} signs, a sheet has {SIGNS} in {GROUPS} groups of {GROUP_SIGNS}")]
    Count {
        /// Signs found.
        found: usize,
    },
    /// These groups are wrong, or stand in another's place.
    #[error("{0}: compare with the sheet, sign by sign, and check that the groups are in order")]
    Groups(WrongGroups),
    /// Each group passes its check, and all of them together do not.
    #[error(
        "the groups do not fit together, in one of them at least two signs are wrong: compare all"
    )]
    Checksum,
    /// The signs are right, but this version does not know what they hold.
    #[error(
        "this sheet holds a secret of kind {number}, which a later version of this program knows"
    )]
    UnknownKind {
        /// The kind found.
        number: u8,
    },
    /// A good sheet of something else.
    #[error("this sheet holds {found}, and {wanted} is needed here")]
    Kind {
        /// What was asked for.
        wanted: SecretKind,
        /// What the sheet holds.
        found: SecretKind,
    },
}

/// The numbers of the wrong groups, counted from 1 as the sheet counts them, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongGroups(Vec<usize>);

impl WrongGroups {
    /// The numbers, from 1 to [`GROUPS`].
    #[must_use]
    pub fn numbers(&self) -> &[usize] {
        &self.0
    }
}

impl fmt::Display for WrongGroups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [] => f.write_str("no group is wrong"),
            [only] => write!(f, "group {only} is wrong"),
            [first @ .., last] => {
                f.write_str("groups ")?;
                for (i, number) in first.iter().enumerate() {
                    write!(f, "{}{number}", if i == 0 { "" } else { ", " })?;
                }
                write!(f, " and {last} are wrong")
            }
        }
    }
}

#[cfg(test)]
mod tests;
