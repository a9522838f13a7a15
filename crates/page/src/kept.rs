//! Where what somebody did is kept: on this node, and on which others as far as they have said.
//!
//! Nothing is claimed that another node has not said or shown itself.

use participation::{Community, Elsewhere, EntryId, Kept, Store};

use crate::words::Words;

/// Where entries are known to be; of several, where all of them are.
#[derive(Debug, Clone)]
pub(crate) struct Keeping(Option<Elsewhere>);

impl Keeping {
    /// As other nodes of a community have said. Where that cannot be read, nothing is told.
    pub(crate) fn of<S: Store>(community: &Community<S>) -> Self {
        Self(community.elsewhere().ok())
    }

    /// Where all of these are.
    pub(crate) fn find<S: Store>(
        &self,
        community: &Community<S>,
        ids: impl IntoIterator<Item = EntryId>,
    ) -> Option<Kept> {
        let elsewhere = self.0.as_ref()?;
        let kept = ids.into_iter().map(|id| community.kept(&id, elsewhere).ok());
        let kept: Option<Vec<Kept>> = kept.collect();
        kept?.into_iter().min_by_key(|kept| match kept {
            Kept::Alone | Kept::Unsaid => 0,
            Kept::Elsewhere(nodes) => *nodes,
        })
    }
}

/// A sentence that says so.
pub(crate) fn sentence(kept: Kept, w: Words) -> String {
    match kept {
        Kept::Alone => w.say("kept-alone"),
        Kept::Unsaid => w.say("kept-unsaid"),
        Kept::Elsewhere(nodes) => w.count("kept-elsewhere", nodes),
    }
}

/// A few words that say so in a list; none where there is no other node.
pub(crate) fn short(kept: Kept, w: Words) -> String {
    match kept {
        Kept::Alone => String::new(),
        Kept::Unsaid => w.say("kept-short-unsaid"),
        Kept::Elsewhere(nodes) => w.count("kept-short-elsewhere", nodes),
    }
}
