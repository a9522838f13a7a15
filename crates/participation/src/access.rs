//! Who may replicate a community: everybody who knows its id, or only who has its secret.

use zeroize::Zeroizing;

use participation_keys::Access;
use participation_store::Store;
use participation_types::CommunityId;

use crate::community::Community;
use crate::error::Error;

/// Name of the store's note that holds the secret of a private community.
const NOTE: &str = "access";

impl<S: Store> Community<S> {
    /// What another node has to know before this one says that it holds this community.
    #[must_use]
    pub fn access(&self) -> Access {
        self.access.clone()
    }

    /// Whether this node asks for more than the community's id. No entry says so: a node that got
    /// the entries without the secret takes the community for an open one.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.access != Access::open(&self.id())
    }

    /// Keeps the secret that an invitation brought, in the place of the one before it. It is
    /// durable when this returns.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn set_access(&mut self, access: Access) -> Result<(), Error> {
        if access != self.access {
            self.store.put_note(NOTE, access.expose())?;
            self.access = access;
        }
        Ok(())
    }
}

/// The secret that a store holds, or that of an open community.
pub(crate) fn kept<S: Store>(store: &S, community: &CommunityId) -> Result<Access, Error> {
    let Some(note) = store.note(NOTE)?.map(Zeroizing::new) else {
        return Ok(Access::open(community));
    };
    // What cannot be read is not taken for an open community: that would hand it to anybody.
    let bytes = note.as_slice().try_into().map_err(|_| Error::Access { length: note.len() })?;
    Ok(Access::from_bytes(bytes))
}
