//! Beacons: what the nodes that the charter lists say of themselves, signed and passed on.
//!
//! ```cddl
//! beacon = [community: id, node: key, time: uint64, signature: bstr .size 64]
//! ```
//! The signature is the node's, over the ASCII letters `participation/beacon/1`, a zero byte and the
//! array `[community, node, time]`. A beacon decides nothing. A node that hears none for long tells
//! its people that it may be cut off, whoever else it hears.

use std::collections::BTreeMap;

use participation::CommunityId;
use participation_network::{NodeKey, PeerName};
use participation_sync::{MAX_BEACON, MAX_BEACONS};
use participation_types::{CborError, Reader, Writer, to_canonical};

/// How far ahead of this node's clock a beacon may be, in milliseconds: more is no evidence of now.
const AHEAD: u64 = 60 * 60 * 1000;

/// A beacon whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beacon {
    pub(super) community: CommunityId,
    pub(super) node: PeerName,
    /// Milliseconds since 1970, by that node's clock.
    pub(super) time: u64,
    bytes: Vec<u8>,
}

impl Beacon {
    /// What this node says at this time.
    pub(super) fn new(
        key: &NodeKey,
        name: PeerName,
        community: CommunityId,
        time: u64,
    ) -> Option<Self> {
        let signature = key.sign(&message(&community, &name, time)).ok()?;
        let bytes = to_canonical(|w| {
            w.array(4);
            fields(w, &community, &name, time);
            w.bytes(&signature);
        });
        Some(Self { community, node: name, time, bytes })
    }

    /// Reads what another node passed on; `None` for anything that is none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        Self::parse(bytes).ok().flatten()
    }

    fn parse(bytes: &[u8]) -> Result<Option<Self>, CborError> {
        if bytes.len() > MAX_BEACON {
            return Ok(None);
        }
        let mut r = Reader::new(bytes);
        r.array(4, 4)?;
        let community = CommunityId::read(&mut r)?;
        let (key, time, signature) = (r.array32()?, r.uint()?, r.array64()?);
        r.end()?;
        let Ok(node) = PeerName::from_key(key) else { return Ok(None) };
        let holds = node.verifies(&message(&community, &node, time), &signature);
        Ok(holds.then(|| Self { community, node, time, bytes: bytes.to_vec() }))
    }
}

fn message(community: &CommunityId, node: &PeerName, time: u64) -> Vec<u8> {
    let mut message = b"participation/beacon/1\0".to_vec();
    message.extend(to_canonical(|w| {
        w.array(3);
        fields(w, community, node, time);
    }));
    message
}

fn fields(w: &mut Writer, community: &CommunityId, node: &PeerName, time: u64) {
    community.write(w);
    w.bytes(&node.key()).uint(time);
}

/// The last beacon of each listed node of one community.
#[derive(Debug, Default)]
pub(super) struct Beacons(BTreeMap<PeerName, Beacon>);

impl Beacons {
    /// Takes a beacon of one of the listed nodes; others, older ones and those from the future are
    /// passed over.
    pub(super) fn take(&mut self, beacon: Beacon, listed: &[PeerName], now: u64) {
        let known = self.0.get(&beacon.node).map_or(0, |known| known.time);
        let fits = beacon.time > known && beacon.time <= now.saturating_add(AHEAD);
        if fits && listed.contains(&beacon.node) {
            self.0.insert(beacon.node, beacon);
        }
        self.0.retain(|node, _| listed.contains(node));
    }

    /// The newest, in milliseconds since 1970.
    pub(super) fn newest(&self) -> Option<u64> {
        self.0.values().map(|beacon| beacon.time).max()
    }

    /// What is passed on, the newest first.
    pub(super) fn passed_on(&self) -> Vec<Vec<u8>> {
        let mut all: Vec<&Beacon> = self.0.values().collect();
        all.sort_by_key(|beacon| std::cmp::Reverse((beacon.time, beacon.node)));
        all.iter().take(MAX_BEACONS).map(|beacon| beacon.bytes.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beacon(seed: u8, time: u64) -> Beacon {
        let key = NodeKey::from_bytes([seed; 32]);
        let name = key.name().unwrap();
        Beacon::new(&key, name, CommunityId::from_bytes([5; 32]), time).unwrap()
    }

    #[test]
    fn a_beacon_reads_back_and_no_byte_of_it_can_be_changed() {
        let beacon = beacon(1, 1000);
        assert_eq!(Beacon::read(&beacon.bytes), Some(beacon.clone()));
        for at in 0..beacon.bytes.len() {
            let mut other = beacon.bytes.clone();
            other[at] ^= 1;
            assert_eq!(Beacon::read(&other), None, "byte {at}");
        }
    }

    #[test]
    fn only_listed_nodes_count_and_nobody_speaks_for_the_future() {
        let (one, two) = (beacon(1, 1000), beacon(2, 2000));
        let listed = [one.node];
        let mut beacons = Beacons::default();
        beacons.take(two, &listed, 3000);
        assert_eq!(beacons.newest(), None);
        beacons.take(beacon(1, 3000 + AHEAD + 1), &listed, 3000);
        assert_eq!(beacons.newest(), None);
        beacons.take(one, &listed, 3000);
        beacons.take(beacon(1, 500), &listed, 3000);
        assert_eq!(beacons.newest(), Some(1000));
        assert_eq!(beacons.passed_on().len(), 1);
    }
}
