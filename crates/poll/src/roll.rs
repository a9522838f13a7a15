//! The roll that an opening froze.

use std::collections::HashSet;

use participation_acts::{Act, Opening};
use participation_charter::{Fault, RollCall, View};
use participation_policy::Target;
use participation_types::{BlobId, EntryId, Frontier, MemberKey, SlotId, sha256, to_canonical};

use crate::facts::Polls;
use crate::report::PollStatus;
use crate::seal::SealProgress;
use crate::word::words;

/// What an opening freezes as its roll today: the frontier's bytes (to be kept as a blob), and
/// the slots.
#[must_use]
pub fn frozen_roll(view: &View<'_>) -> Option<(participation_acts::Roll, Vec<u8>)> {
    let (tip, _) = view.tip()?;
    let frontier = view.census_frontier();
    let slots = view.roll(&RollCall { revision: tip.revision, frontier: &frontier });
    let bytes = to_canonical(|w| frontier.write(w));
    let roll = participation_acts::Roll {
        digest: View::roll_digest(&slots),
        size: u32::try_from(slots.len()).ok()?,
        frontier: BlobId::from_bytes(sha256(&bytes)),
    };
    Some((roll, bytes))
}

/// An opening that stands, with the roll that it froze.
pub(crate) struct Opened<'a> {
    pub(crate) id: EntryId,
    pub(crate) opening: &'a Opening,
    /// The distance of its revision from the founding: nobody seals a poll under an earlier one.
    pub(crate) height: u32,
    pub(crate) call: RollCall<'a>,
    /// Empty while they were not asked for.
    pub(crate) slots: HashSet<SlotId>,
}

impl<'a> Opened<'a> {
    /// Looks an opening up and checks its roll; else the status that the poll has. Takes time in
    /// proportion to the census.
    pub(crate) fn find(
        view: &View<'a>,
        polls: &'a Polls,
        id: &EntryId,
    ) -> Result<Self, PollStatus> {
        let mut opened = Self::find_frozen(view, polls, id)?;
        let slots = view.roll(&opened.call);
        let roll = &opened.opening.roll;
        if View::roll_digest(&slots) != roll.digest || slots.len() != roll.size as usize {
            return Err(PollStatus::OtherRoll { found: slots.len(), frozen: roll.size });
        }
        opened.slots = slots.into_iter().collect();
        Ok(opened)
    }

    /// Looks an opening up with the frontier of its roll, and leaves the slots unlisted: enough
    /// to ask about one person.
    pub(crate) fn find_frozen(
        view: &View<'a>,
        polls: &'a Polls,
        id: &EntryId,
    ) -> Result<Self, PollStatus> {
        let poll = polls.polls.get(id).ok_or(PollStatus::Void(Fault::NotHere))?;
        let opening = poll.opening.as_ref().ok_or(PollStatus::Void(Fault::NotHere))?;
        let act = Act::Open(opening.clone());
        let standing = view.judge(id, &act, Target::Nothing).map(drop);
        if standing.is_err() {
            words(view, id, &act, Target::Nothing).map_err(PollStatus::Void)?;
        }
        let blob = opening.roll.frontier;
        let frontier: &Frontier = polls.frontier(&blob).ok_or(PollStatus::WaitsForBlob { blob })?;
        let place = view.chains().place(id).ok_or(PollStatus::Void(Fault::NotHere))?;
        let revision = view.chains().revision(place).ok_or(PollStatus::Void(Fault::NotHere))?;
        let height = view.charter().height(&revision).unwrap_or_default();
        let call = RollCall { revision, frontier };
        let opened = Self { id: *id, opening, height, call, slots: HashSet::new() };
        if let Err(fault) = standing {
            // Its author's fork or retirement takes back an opening, until it is sealed: then
            // others have put their word on it.
            if !polls.progress(view, &opened, poll).iter().any(SealProgress::holds) {
                return Err(PollStatus::Void(fault));
            }
        }
        Ok(opened)
    }

    /// The slot with which a member key votes here. As [`View::slot_in_roll`], and quicker for
    /// the many who have been admitted once.
    pub(crate) fn voter(&self, view: &View<'_>, member: &MemberKey) -> Option<SlotId> {
        match view.facts().admissions(member) {
            [only] if !self.slots.is_empty() && only.slot().admission() == only.id => {
                Some(only.slot()).filter(|slot| self.holds(slot))
            }
            _ => view.slot_in_roll(member, &self.call),
        }
    }

    /// Every slot of the roll to which a member key was ever admitted.
    pub(crate) fn slots_of(&self, view: &View<'_>, member: &MemberKey) -> Vec<SlotId> {
        let slots = view.facts().admissions(member).iter().map(|fact| fact.slot());
        slots.filter(|slot| self.holds(slot)).collect()
    }

    fn holds(&self, slot: &SlotId) -> bool {
        self.slots.contains(slot)
    }
}
