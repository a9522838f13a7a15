//! What is lent: the right to a community's folder, with the community open or closed.

use std::fs;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

use participation::{Community, CommunityId};
use participation_store::SledStore;

use super::{Change, LEAVING, Place, Shared};
use crate::exit::Failure;
use crate::files;

/// The right to a community's folder. Dropped, it is others' turn, and listeners are told.
#[derive(Debug)]
pub(super) struct Claim {
    pub(super) shared: Arc<Shared>,
    pub(super) id: CommunityId,
    /// The community as it was found open; what is left here stays so.
    pub(super) open: Option<Box<Community<SledStore>>>,
    pub(super) change: Option<Change>,
    /// How many entries there were before a session with another node.
    pub(super) arrivals: Option<u64>,
}

impl Claim {
    pub(super) fn path(&self) -> PathBuf {
        self.shared.folder.join(self.id.to_string())
    }

    /// Removes the store, which must be closed. A crash leaves it whole or gone.
    pub(super) fn remove(mut self) -> Result<(), Failure> {
        let path = self.path();
        let leaving = path.with_file_name(format!("{LEAVING}{}", self.id));
        fs::rename(&path, &leaving).map_err(|error| files::failed("rename", &path, &error))?;
        self.change = Some(Change::Removed);
        files::sync_folder(&self.shared.folder)?;
        fs::remove_dir_all(&leaving).map_err(|error| files::failed("remove", &leaving, &error))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut places = self.shared.places();
        match self.open.take() {
            Some(community) => places.insert(self.id, Place::Open(community)),
            None => places.remove(&self.id),
        };
        drop(places);
        self.shared.freed.notify_all();
        if let Some(change) = self.change {
            self.shared.listeners.tell(self.id, change);
        }
    }
}

/// An open community that nobody else holds. Whoever borrowed it to write is taken to have
/// changed it.
#[derive(Debug)]
pub(crate) struct Open {
    /// Until this is dropped.
    held: Option<(Community<SledStore>, Claim)>,
}

impl Open {
    pub(super) const fn new(community: Community<SledStore>, claim: Claim) -> Self {
        Self { held: Some((community, claim)) }
    }

    /// The community for a session with another node: those who listen are told of a change only
    /// where something was taken in.
    pub(crate) fn for_others(&mut self) -> &mut Community<SledStore> {
        let Some((community, claim)) = &mut self.held else {
            unreachable!("held until it is dropped")
        };
        claim.arrivals.get_or_insert_with(|| community.arrivals());
        community
    }

    /// Closes the community and removes it from this home.
    pub(crate) fn remove(mut self) -> Result<(), Failure> {
        let Some((community, mut claim)) = self.held.take() else { return Ok(()) };
        drop(community);
        claim.change = None;
        claim.remove()
    }
}

impl Deref for Open {
    type Target = Community<SledStore>;

    fn deref(&self) -> &Self::Target {
        let Some((community, _)) = &self.held else { unreachable!("held until it is dropped") };
        community
    }
}

impl DerefMut for Open {
    fn deref_mut(&mut self) -> &mut Self::Target {
        let Some((community, claim)) = &mut self.held else {
            unreachable!("held until it is dropped")
        };
        claim.change.get_or_insert(Change::Changed);
        community
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some((community, mut claim)) = self.held.take() else { return };
        if claim.arrivals.is_some_and(|before| before != community.arrivals()) {
            claim.change.get_or_insert(Change::Changed);
        }
        let kept = claim.shared.kept.load(Ordering::Relaxed);
        if kept && !thread::panicking() && !community.is_stopped() {
            claim.open = Some(Box::new(community));
        } else {
            // Closed before it is others' turn.
            drop(community);
        }
    }
}

/// A community that is closed, and that nobody can open while this lives.
#[derive(Debug)]
pub(crate) struct Closed {
    claim: Claim,
}

impl Closed {
    pub(super) const fn new(claim: Claim) -> Self {
        Self { claim }
    }

    /// Its folder.
    pub(crate) fn path(&self) -> PathBuf {
        self.claim.path()
    }

    /// Removes it from this home.
    pub(crate) fn remove(self) -> Result<(), Failure> {
        self.claim.remove()
    }
}
