//! Keeps enough connections, and the book of how it went.

use std::collections::BTreeMap;

use futures::FutureExt as _;
use libp2p::swarm::DialError;
use libp2p::swarm::dial_opts::{DialOpts, PeerCondition};
use libp2p::{Multiaddr, PeerId};
use tokio::time::Instant;

use super::Driver;
use crate::PeerName;
use crate::book;
use crate::host::Host;
use crate::policy::choose;

impl<H: Host> Driver<'_, H> {
    /// Dials as many peers as are missing.
    pub(super) fn dial_peers(&mut self, now: Instant) {
        let limits = &self.config.limits;
        let mut outbound = self.dialling.len();
        let mut taken: BTreeMap<PeerName, Option<Multiaddr>> = BTreeMap::new();
        for peer in self.peers.values() {
            let used = peer.connections.values().find(|connection| connection.outbound);
            outbound += usize::from(used.is_some());
            taken.insert(peer.name, used.map(|connection| connection.address.clone()));
        }
        for name in self.dialling.iter().filter_map(|peer| PeerName::of(*peer).ok()) {
            let entry = self.memory.book.entry(&name);
            taken.insert(name, entry.and_then(|entry| entry.addresses.first().cloned()));
        }
        let room = (limits.target + limits.anchors).saturating_sub(outbound);
        if room == 0 {
            return;
        }
        taken.extend(
            self.memory
                .book
                .iter()
                .filter(|(name, _)| self.memory.blame.until(&name.peer(), now).is_some())
                .map(|(name, _)| (*name, None)),
        );
        taken.insert(self.me(), None);
        for name in choose(&self.memory.book, &taken, room, limits, now) {
            self.dial(name);
        }
    }

    /// Dials a peer at all its addresses.
    pub(super) fn dial(&mut self, name: PeerName) {
        let peer = name.peer();
        let Some(entry) = self.memory.book.entry(&name) else { return };
        let options = DialOpts::peer_id(peer)
            .condition(PeerCondition::DisconnectedAndNotDialing)
            .addresses(entry.addresses.clone())
            .build();
        match self.swarm.dial(options) {
            Ok(()) => {
                self.dialling.insert(peer);
            }
            // Too many at once, or connected meanwhile: nothing that the peer did.
            Err(error) => tracing::debug!(%peer, %error, "not dialled now"),
        }
        self.dirty = true;
    }

    /// A peer could not be reached.
    pub(super) fn on_dial_failed(&mut self, peer: PeerId, error: &DialError) {
        self.dialling.remove(&peer);
        self.dirty = true;
        let Ok(name) = PeerName::of(peer) else { return };
        tracing::debug!(%peer, %error, "not reached");
        if let DialError::WrongPeerId { address, .. } = error {
            self.memory.book.drop_address(&name, &book::bare(address.clone()));
        }
        if !self.peers.contains_key(&peer) {
            let pace = &self.config.pace;
            self.memory.book.failed(&name, Instant::now(), pace.retry, pace.retry_at_most);
        }
    }

    /// Writes the book, if it changed, on a blocking thread.
    pub(super) fn save_book(&mut self, now: Instant) {
        // One at a time; one that failed is written again.
        match self.saving.as_mut().map(|saving| saving.now_or_never()) {
            Some(None) => return,
            Some(Some(written)) => {
                self.saving = None;
                if !written.unwrap_or(false) {
                    self.memory.book.unsettled();
                }
            }
            None => {}
        }
        let is_time = self.save_soon || now - self.saved >= self.config.pace.save;
        let due = is_time && self.memory.book.is_changed();
        let (Some(path), true) = (&self.config.book, due) else { return };
        self.saved = now;
        self.save_soon = false;
        self.memory.book.settled();
        let path = path.clone();
        match self.memory.book.to_json() {
            Ok(json) => {
                self.saving = Some(tokio::task::spawn_blocking(move || {
                    let written = book::write(&path, &json);
                    if let Err(error) = &written {
                        tracing::warn!(%error, path = %path.display(), "address book not saved");
                    }
                    written.is_ok()
                }));
            }
            Err(error) => tracing::error!(%error, "the address book cannot be written as JSON"),
        }
    }
}
