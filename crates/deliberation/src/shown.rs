//! Everything that is shown of a deliberation, for the digest of what is shown.

use serde::{Serialize, Serializer};

use crate::state::Deliberation;

impl Serialize for Deliberation {
    /// Everything that stands and everything that is void, with its reason; texts by the entries
    /// that make them, which name them for good. It must have been renewed.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            spaces: Vec<&'a crate::SpaceCard>,
            documents: Vec<&'a crate::Card>,
            threads: Vec<(&'a participation_types::EntryId, &'a Vec<crate::Remark>)>,
            supports: Vec<(
                &'a participation_types::EntryId,
                &'a participation_types::SlotId,
                &'a crate::SupportBallot,
            )>,
            profiles: Vec<(participation_types::SlotId, participation_types::EntryId)>,
            void: Vec<crate::Void>,
            erased: usize,
        }
        let ballots = self.support_ballots();
        Shown {
            spaces: self.spaces().collect(),
            documents: self.cards().collect(),
            threads: self.threads().filter(|(_, remarks)| !remarks.is_empty()).collect(),
            supports: ballots.map(|((space, slot), ballot)| (space, slot, ballot)).collect(),
            profiles: self.profiles().collect(),
            void: self.all_void(),
            erased: self.erased(),
        }
        .serialize(serializer)
    }
}
