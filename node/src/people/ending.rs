//! Ending devices, when somebody leaves.

use participation::{Community, DeviceKey};
use participation_store::SledStore;

use super::Signer;
use crate::exit::Failure;

/// Ends these devices of a person and the one that signs, as far as they are certified: what they
/// wrote stands, and whoever finds a copy of a key later writes nothing with it. Gives how many
/// ended.
pub(crate) fn end_devices(
    community: &mut Community<SledStore>,
    signer: &mut Signer,
    others: impl IntoIterator<Item = DeviceKey>,
) -> Result<usize, Failure> {
    let own = signer.persona().device.public();
    let mut devices: Vec<DeviceKey> = others.into_iter().collect();
    devices.retain(|device| *device != own && community.view().certificate(device).is_some());
    if devices.is_empty() && community.view().certificate(&own).is_none() {
        return Ok(0);
    }
    signer.certify(community)?;
    // That which ends the others is the last to end.
    devices.push(own);
    for device in &devices {
        let (mut pen, member) = signer.parts();
        community.retire(&mut pen, member, *device)?;
    }
    Ok(devices.len())
}
