//! The address book: which nodes there are, where, and how it went with them.
//!
//! It outlives restarts as a JSON file that people can read. It is bounded whatever peers say.

mod file;

use std::collections::BTreeMap;
use std::time::Duration;

use libp2p::Multiaddr;
use libp2p::multiaddr::Protocol;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::PeerName;
use crate::backoff::{chance, jitter, pause};
use crate::error::HandleError;
use crate::host::Acquaintance;

pub(crate) use file::{read, write};

/// Nodes in the book.
pub(crate) const MAX_PEERS: usize = 512;

/// Addresses of one node.
pub(crate) const MAX_ADDRESSES: usize = 8;

/// Bytes of an address.
const MAX_ADDRESS: usize = 256;

/// Failures in a row after which a node is forgotten that nobody vouched for.
const FORGET_AFTER: u32 = 12;

/// Where an address came from. The first ones were vouched for and are never forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Somebody gave it to this node.
    Command,
    /// An invitation names it.
    Invitation,
    /// A community's charter names it.
    Charter,
    /// It made itself known on the local network.
    LocalNetwork,
    /// The peer said so itself.
    Exchange,
}

impl Source {
    const fn is_vouched_for(self) -> bool {
        match self {
            Self::Command | Self::Invitation | Self::Charter => true,
            Self::LocalNetwork | Self::Exchange => false,
        }
    }
}

/// What is known of a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// The latest first.
    pub(crate) addresses: Vec<Multiaddr>,
    pub(crate) source: Source,
    /// Seconds since 1970 of the last session that came to its end.
    #[serde(default)]
    pub(crate) last_success: Option<u64>,
    /// In a row.
    #[serde(default)]
    pub(crate) failures: u32,
    /// Blocked by this node's people until they say otherwise.
    #[serde(default)]
    pub(crate) blocked: bool,
    /// Not before this; not remembered across restarts, after which all are tried.
    #[serde(skip)]
    pub(crate) not_before: Option<Instant>,
}

impl Entry {
    const fn new(source: Source) -> Self {
        Self {
            addresses: Vec::new(),
            source,
            last_success: None,
            failures: 0,
            blocked: false,
            not_before: None,
        }
    }

    fn is_kept(&self) -> bool {
        self.blocked || self.source.is_vouched_for()
    }
}

/// The book.
#[derive(Debug, Default)]
pub(crate) struct Book {
    peers: BTreeMap<PeerName, Entry>,
    changed: bool,
}

impl Book {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&PeerName, &Entry)> {
        self.peers.iter()
    }

    pub(crate) fn entry(&self, name: &PeerName) -> Option<&Entry> {
        self.peers.get(name)
    }

    /// Whether anybody here vouches for a node.
    pub(crate) fn acquaintance(&self, name: &PeerName) -> Acquaintance {
        match self.peers.get(name) {
            Some(entry) if entry.source.is_vouched_for() => Acquaintance::Known,
            Some(_) | None => Acquaintance::Stranger,
        }
    }

    /// Whether it differs from what [`Self::settled`] last saw.
    pub(crate) const fn is_changed(&self) -> bool {
        self.changed
    }

    /// It is being written.
    pub(crate) const fn settled(&mut self) {
        self.changed = false;
    }

    /// It was not written after all.
    pub(crate) const fn unsettled(&mut self) {
        self.changed = true;
    }

    /// Learns an address; `false` when there is no room, or it is too long.
    pub(crate) fn learn(&mut self, name: PeerName, address: Multiaddr, source: Source) -> bool {
        if address.len() > MAX_ADDRESS || address.is_empty() || !self.has_room_for(name, source) {
            return false;
        }
        let entry = self.peers.entry(name).or_insert_with(|| Entry::new(source));
        let better = source < entry.source;
        entry.source = entry.source.min(source);
        let known = entry.addresses.contains(&address);
        if !known {
            // Who made itself known may add to what was vouched for, not push it out.
            let full = entry.addresses.len() >= MAX_ADDRESSES;
            if full && entry.is_kept() && !source.is_vouched_for() {
                return false;
            }
            entry.addresses.insert(0, address);
            entry.addresses.truncate(MAX_ADDRESSES);
        }
        self.changed |= better || !known;
        true
    }

    /// Forgets a node altogether.
    pub(crate) fn remove(&mut self, name: &PeerName) -> bool {
        let removed = self.peers.remove(name).is_some();
        self.changed |= removed;
        removed
    }

    /// Another node answers at this address.
    pub(crate) fn drop_address(&mut self, name: &PeerName, address: &Multiaddr) {
        if let Some(entry) = self.peers.get_mut(name) {
            let before = entry.addresses.len();
            entry.addresses.retain(|known| known != address);
            self.changed |= before != entry.addresses.len();
        }
    }

    /// People have decided about a node.
    pub(crate) fn set_blocked(&mut self, name: PeerName, blocked: bool) {
        if blocked || self.peers.contains_key(&name) {
            let entry = self.peers.entry(name).or_insert_with(|| Entry::new(Source::Command));
            self.changed |= entry.blocked != blocked;
            entry.blocked = blocked;
        }
    }

    /// It was reached at this address, which is tried first from now on.
    pub(crate) fn reached(&mut self, name: &PeerName, at: &Multiaddr) {
        let Some(entry) = self.peers.get_mut(name) else { return };
        if let Some(place) = entry.addresses.iter().position(|known| known == at) {
            self.changed |= place != 0;
            entry.addresses.swap(0, place);
        }
    }

    /// A session with it came to its end.
    pub(crate) fn succeeded(&mut self, name: &PeerName, seconds: u64) {
        let Some(entry) = self.peers.get_mut(name) else { return };
        entry.last_success = Some(seconds);
        entry.failures = 0;
        entry.not_before = None;
        self.changed = true;
    }

    /// A connection with it ended as connections do: it is not dialled again at once.
    pub(crate) fn left(&mut self, name: &PeerName, now: Instant, pause: Duration) {
        if let Some(entry) = self.peers.get_mut(name) {
            entry.not_before = Some(now + jitter(pause, chance()));
        }
    }

    /// It could not be reached, or ended the connection before any session came to its end.
    pub(crate) fn failed(
        &mut self,
        name: &PeerName,
        now: Instant,
        first: Duration,
        most: Duration,
    ) {
        let Some(entry) = self.peers.get_mut(name) else { return };
        entry.failures = entry.failures.saturating_add(1);
        entry.not_before = Some(now + jitter(pause(first, most, entry.failures), chance()));
        self.changed = true;
        if entry.failures >= FORGET_AFTER && !entry.is_kept() {
            self.peers.remove(name);
        }
    }

    /// It is tried again at once.
    pub(crate) fn hurry(&mut self, name: &PeerName) {
        if let Some(entry) = self.peers.get_mut(name) {
            entry.not_before = None;
        }
    }

    /// Makes room for a node, if it deserves more of it than another.
    fn has_room_for(&mut self, name: PeerName, source: Source) -> bool {
        if self.peers.len() < MAX_PEERS || self.peers.contains_key(&name) {
            return true;
        }
        let worst = self
            .peers
            .iter()
            .filter(|(_, entry)| !entry.is_kept())
            .max_by_key(|(_, entry)| (entry.failures, std::cmp::Reverse(entry.last_success)))
            .map(|(name, entry)| (*name, entry.failures));
        match worst {
            Some((worst, failures)) if failures > 0 || source.is_vouched_for() => {
                self.peers.remove(&worst);
                true
            }
            Some(_) | None => false,
        }
    }
}

/// Splits `…/p2p/<name>` into address and name.
pub(crate) fn split(text: &str) -> Result<(PeerName, Multiaddr), HandleError> {
    let error = || HandleError::Address { address: text.chars().take(MAX_ADDRESS).collect() };
    if text.len() > 2 * MAX_ADDRESS {
        return Err(error());
    }
    let mut address: Multiaddr = text.parse().map_err(|_| error())?;
    match address.pop() {
        Some(Protocol::P2p(peer)) if !address.is_empty() => {
            Ok((PeerName::of(peer).map_err(|_| error())?, address))
        }
        Some(_) | None => Err(error()),
    }
}

/// The address without the name of the node at its end, as the book keeps it.
pub(crate) fn bare(mut address: Multiaddr) -> Multiaddr {
    if matches!(address.iter().last(), Some(Protocol::P2p(_))) {
        address.pop();
    }
    address
}

#[cfg(test)]
mod tests;
