//! Somebody who votes: in which polls they may, and what they cast last.

use std::collections::BTreeSet;

use participation_acts::{Act, Choices};
use participation_store::Store;
use participation_types::{ChainId, DeviceKey, EntryId, Lane, MemberKey, SlotId};

use crate::community::Community;
use crate::error::Error;

/// A place in the census with its keys and devices, to be asked about several polls.
#[derive(Debug)]
pub struct Voter<'a, S> {
    community: &'a Community<S>,
    slot: SlotId,
    keys: Vec<MemberKey>,
    devices: BTreeSet<DeviceKey>,
}

impl<S: Store> Community<S> {
    /// Whoever has this slot. What is asked of them takes time in proportion to the ballots of
    /// this one person, however many others voted.
    #[must_use]
    pub fn voter(&self, slot: SlotId) -> Voter<'_, S> {
        let view = self.view();
        let keys = view.member(&slot).keys;
        let devices = keys.iter().flat_map(|key| view.facts().devices(key)).collect();
        Voter { community: self, slot, keys, devices }
    }
}

impl<S: Store> Voter<'_, S> {
    /// Whether the roll of a poll holds the slot.
    #[must_use]
    pub fn may_vote(&self, poll: &EntryId) -> bool {
        self.keys.iter().any(|key| self.votes_with(poll, key))
    }

    /// The last ballot of the slot that stands: what its page shows as cast. Whether a seal lists
    /// it is for [`Community::report`] to say.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn last_ballot(&self, poll: &EntryId) -> Result<Option<(EntryId, Choices)>, Error> {
        let view = self.community.view();
        let mut last: Option<(u32, EntryId, Choices)> = None;
        for device in &self.devices {
            for id in view.chains().entries(&ChainId { device: *device, lane: Lane::Ballots }) {
                let Some(act) = self.community.act(&id)? else { continue };
                let Act::Ballot(ballot) = &act else { continue };
                let later = last.as_ref().is_none_or(|(n, of, _)| (ballot.counter, id) > (*n, *of));
                if ballot.opening != *poll || !later {
                    continue;
                }
                let member = view.chains().place(&id).and_then(|place| view.member_at(place));
                let own = member.is_some_and(|key| self.votes_with(poll, &key));
                if own && self.community.replica.polls.judge(&view, &id, &act).is_ok() {
                    last = Some((ballot.counter, id, ballot.choices.clone()));
                }
            }
        }
        Ok(last.map(|(_, id, choices)| (id, choices)))
    }

    fn votes_with(&self, poll: &EntryId, key: &MemberKey) -> bool {
        let view = self.community.view();
        self.community.replica.polls.voter(&view, poll, key) == Some(self.slot)
    }
}
