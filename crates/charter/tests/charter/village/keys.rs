//! Keys from names.

use ed25519_dalek::SigningKey;
use participation_types::{DeviceKey, InvitationKey, MemberKey, sha256};

fn key(kind: &str, name: &str) -> SigningKey {
    SigningKey::from_bytes(&sha256(format!("{kind} {name}").as_bytes()))
}

/// The member key of the person whose device this is.
pub(crate) fn member(device: &str) -> SigningKey {
    key("member", device.split('/').next().unwrap())
}

pub(crate) fn member_of(device: &str) -> MemberKey {
    MemberKey::from_bytes(member(device).verifying_key().to_bytes())
}

pub(crate) fn device(name: &str) -> SigningKey {
    key("device", name)
}

pub(crate) fn device_key(name: &str) -> DeviceKey {
    DeviceKey::from_bytes(device(name).verifying_key().to_bytes())
}

/// The paper key of a steward's seat.
pub(crate) fn paper(name: &str) -> SigningKey {
    key("paper", name)
}

/// The key of an invitation card.
pub(crate) fn card(name: &str) -> SigningKey {
    key("card", name)
}

pub(crate) fn card_key(name: &str) -> InvitationKey {
    InvitationKey::from_bytes(card(name).verifying_key().to_bytes())
}
