//! Ed25519 secrets (RFC 8032), each of a type of its own.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey};
use participation_types::{DeviceKey, InvitationKey, MemberKey};
use zeroize::ZeroizeOnDrop;

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident, $public:ident) => {
        $(#[$doc])*
        ///
        /// Overwritten when dropped. `Debug` shows the public key only.
        // Boxed, because moving an array leaves a copy where it was.
        pub struct $name(Box<SigningKey>);

        impl $name {
            /// Takes the 32 bytes of an RFC 8032 private key.
            pub(crate) fn from_private(bytes: &[u8; 32]) -> Self {
                Self(Box::new(SigningKey::from_bytes(bytes)))
            }

            /// The public key.
            #[must_use]
            pub fn public(&self) -> $public {
                $public::from_bytes(self.0.verifying_key().to_bytes())
            }

            /// The Ed25519 signature over `message` (RFC 8032, section 5.1.6): the same message
            /// always gives the same 64 bytes.
            #[must_use]
            pub fn sign(&self, message: &[u8]) -> [u8; 64] {
                self.0.sign(message).to_bytes()
            }

            /// The key itself, for a caller that signs in another way.
            #[must_use]
            pub fn signing_key(&self) -> &SigningKey {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "(of {:?})"), self.public())
            }
        }

        // `SigningKey` overwrites itself; a test holds it to that.
        impl ZeroizeOnDrop for $name {}
    };
}

macro_rules! written_secret {
    ($name:ident) => {
        impl $name {
            /// Takes 32 random bytes, which are the RFC 8032 private key as they stand. The
            /// caller overwrites its own copy.
            #[must_use]
            pub fn from_bytes(bytes: &[u8; 32]) -> Self {
                Self::from_private(bytes)
            }

            /// The 32 bytes, to be written on paper or into a keystore and nowhere else.
            #[must_use]
            pub fn expose(&self) -> &[u8; 32] {
                self.0.as_bytes()
            }
        }
    };
}

secret!(
    /// A person's key in one community, from [`Seed::member`](crate::Seed::member). It certifies
    /// devices.
    MemberSecret,
    MemberKey
);
secret!(
    /// The key of one device in one community, from [`Seed::device`](crate::Seed::device). It
    /// signs entries.
    DeviceSecret,
    DeviceKey
);
secret!(
    /// What an invitation card carries: who holds it may ask for admission once.
    ///
    /// It is 32 random bytes of its own and belongs to no seed, because the registrar who makes
    /// it gives it away.
    InvitationSecret,
    InvitationKey
);
secret!(
    /// The paper key of a steward's seat.
    ///
    /// It is 32 random bytes of its own and is not derived from the steward's seed: it must
    /// survive the loss of the seed, and must not be lost with it.
    RecoverySecret,
    RecoveryKey
);
written_secret!(InvitationSecret);
written_secret!(RecoverySecret);

impl RecoverySecret {
    /// The paper key as an author: the charter itself names it, so it writes charter entries
    /// without a member key's certificate.
    #[must_use]
    pub fn author(&self) -> DeviceSecret {
        DeviceSecret::from_private(self.expose())
    }
}

/// The public half of a seat's [`RecoverySecret`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecoveryKey([u8; 32]);

impl RecoveryKey {
    /// Takes the 32 bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(")?;
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    /// RFC 8032, section 7.1, TEST 2.
    const PRIVATE: &str = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    const PUBLIC: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    const SIGNATURE: &str = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    fn private() -> [u8; 32] {
        HEXLOWER.decode(PRIVATE.as_bytes()).unwrap().try_into().unwrap()
    }

    #[test]
    fn keys_and_signatures_are_those_of_rfc_8032() {
        let secret = InvitationSecret::from_bytes(&private());
        assert_eq!(secret.public().to_string(), PUBLIC);
        assert_eq!(HEXLOWER.encode(&secret.sign(&[0x72])), SIGNATURE);
        assert_eq!(secret.expose(), &private());
        assert_eq!(secret.signing_key().as_bytes(), &private());
        assert_eq!(RecoverySecret::from_bytes(&private()).public().to_string(), PUBLIC);
    }

    #[test]
    fn debug_shows_the_public_key_and_nothing_else() {
        let bytes = private();
        let shown = [
            format!("{:?}", MemberSecret::from_private(&bytes)),
            format!("{:?}", DeviceSecret::from_private(&bytes)),
            format!("{:?}", InvitationSecret::from_bytes(&bytes)),
            format!("{:#?}", RecoverySecret::from_bytes(&bytes)),
        ];
        assert_eq!(
            shown,
            [
                "MemberSecret(of MemberKey(3d4017c3))",
                "DeviceSecret(of DeviceKey(3d4017c3))",
                "InvitationSecret(of InvitationKey(3d4017c3))",
                "RecoverySecret(of RecoveryKey(3d4017c3))",
            ]
        );
    }

    #[test]
    fn what_a_secret_holds_overwrites_itself() {
        // Does not compile when ed25519-dalek is built without its `zeroize` feature.
        const fn overwrites<T: ZeroizeOnDrop>() {}
        overwrites::<SigningKey>();
    }
}
