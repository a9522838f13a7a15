//! What is sealed in a keystore, in canonical CBOR.

use std::convert::Infallible;

use minicbor::Encoder;
use participation_types::{CborError, CommunityId, Reader};
use zeroize::Zeroizing;

use super::file::{TAG, array};
use super::{
    DeviceRecord, HeldSecret, Keystore, KeystoreError, Label, MAX_DEVICES, MAX_FILE, MAX_LABEL,
    MAX_SECRETS, NamedSecret,
};
use crate::secret::{InvitationSecret, RecoverySecret};
use crate::seed::{DeviceNonce, Seed};
use crate::sheet::SecretKind;

/// Bytes of a record without its label, at most: heads, 32 bytes and the rest.
const RECORD: usize = 1 + (2 + 32) + (1 + 16) + 2;
/// Bytes of everything but the records, at most.
const FRAME: usize = 1 + (2 + 32) + 3 + 3 + TAG;
/// A full keystore fits in a file, with 200 bytes for the header.
const _: () = assert!((MAX_DEVICES + MAX_SECRETS) * (RECORD + MAX_LABEL) + FRAME + 200 <= MAX_FILE);

type WriteError = minicbor::encode::Error<Infallible>;

/// Encodes into one allocation with room for the tag: a growing one would leave pieces of
/// secrets behind in freed memory.
pub(super) fn encode(keystore: &Keystore) -> Zeroizing<Vec<u8>> {
    let devices = keystore.devices.iter().map(|device| &device.label);
    let labels = devices.chain(keystore.secrets.iter().map(|secret| &secret.label));
    let size = labels.map(|label| RECORD + label.as_str().len()).sum::<usize>() + FRAME;
    let mut bytes = Zeroizing::new(Vec::with_capacity(size));
    // Writing into a `Vec` cannot fail: its error type is `Infallible`.
    let _ = write(&mut Encoder::new(&mut *bytes), keystore);
    debug_assert!(bytes.len() + TAG <= size, "the allocation must not grow");
    bytes
}

fn write(encoder: &mut Encoder<&mut Vec<u8>>, keystore: &Keystore) -> Result<(), WriteError> {
    encoder.array(3)?.bytes(keystore.seed.expose())?;
    encoder.array(keystore.devices.len() as u64)?;
    for device in &keystore.devices {
        encoder.array(3)?.bytes(device.community.as_bytes())?;
        encoder.bytes(device.nonce.as_bytes())?.str(device.label.as_str())?;
    }
    encoder.array(keystore.secrets.len() as u64)?;
    for named in &keystore.secrets {
        let (kind, secret) = match &named.secret {
            HeldSecret::Recovery(secret) => (SecretKind::Recovery, secret.expose()),
            HeldSecret::Invitation(secret) => (SecretKind::Invitation, secret.expose()),
        };
        encoder.array(3)?.u8(kind.number())?.bytes(secret)?.str(named.label.as_str())?;
    }
    Ok(())
}

pub(super) fn decode(bytes: &[u8]) -> Result<Keystore, KeystoreError> {
    let mut reader = Reader::new(bytes);
    let keystore = read(&mut reader)?;
    reader.end().map_err(KeystoreError::Contents)?;
    Ok(keystore)
}

fn read(reader: &mut Reader<'_>) -> Result<Keystore, KeystoreError> {
    let fault = KeystoreError::Contents;
    reader.array(3, 3).map_err(fault)?;
    let mut keystore = Keystore::new(Seed::from_bytes(bytes32(reader).map_err(fault)?));
    for device in reader.list(0, MAX_DEVICES, read_device).map_err(fault)? {
        keystore.add_device(device)?;
    }
    keystore.secrets = reader.list(0, MAX_SECRETS, read_secret).map_err(fault)?;
    Ok(keystore)
}

fn read_device(reader: &mut Reader<'_>) -> Result<DeviceRecord, CborError> {
    reader.array(3, 3)?;
    let community = CommunityId::read(reader)?;
    let nonce = DeviceNonce::from_bytes(array(reader)?);
    Ok(DeviceRecord::new(community, nonce, Label::read(reader)?))
}

fn read_secret(reader: &mut Reader<'_>) -> Result<NamedSecret, CborError> {
    reader.array(3, 3)?;
    let unknown = reader.invalid("a kind of secret that is not kept here");
    let kind = u8::try_from(reader.uint()?).ok().and_then(SecretKind::from_number);
    let bytes = bytes32(reader)?;
    let secret = match kind {
        Some(SecretKind::Recovery) => HeldSecret::Recovery(RecoverySecret::from_bytes(bytes)),
        Some(SecretKind::Invitation) => HeldSecret::Invitation(InvitationSecret::from_bytes(bytes)),
        Some(SecretKind::Seed | SecretKind::Backup) | None => return Err(unknown),
    };
    Ok(NamedSecret::new(Label::read(reader)?, secret))
}

/// 32 bytes where they stand, so that no copy of a secret is made on the way.
fn bytes32<'b>(reader: &mut Reader<'b>) -> Result<&'b [u8; 32], CborError> {
    let at = reader.position();
    let bytes = reader.bytes(32, 32)?;
    bytes.try_into().map_err(|_| CborError::Expected { at, expected: "32 bytes" })
}
