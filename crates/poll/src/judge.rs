//! Judging single acts of polls: before they are signed, and when somebody asks why one is void.

use participation_acts::{Act, Opening, Right};
use participation_charter::{Fault, View};
use participation_policy::{Entry, Target};
use participation_types::{EntryId, MemberKey, SlotId};

use crate::facts::Polls;
use crate::report::PollStatus;
use crate::roll::Opened;

impl Polls {
    /// Asks the table about an entry that may not be written yet, with whatever its act names.
    ///
    /// # Errors
    /// The [`Fault`] that the entry would have.
    pub fn ask(&self, view: &View<'_>, entry: &Entry<'_>) -> Result<Option<Right>, Fault> {
        let member = view.certificate(&entry.author).map(|certificate| certificate.member);
        self.with_target(view, entry.act, member.as_ref(), |target, slot| {
            view.ask(entry, target, slot)
        })
    }

    /// The slot with which a member key votes in a poll; `None` when it does not, or when the
    /// poll does not stand here.
    #[must_use]
    pub fn voter(&self, view: &View<'_>, poll: &EntryId, member: &MemberKey) -> Option<SlotId> {
        Opened::find_frozen(view, self, poll).ok()?.voter(view, member)
    }

    /// Whether an admitted entry stands, and the right that it needed.
    ///
    /// # Errors
    /// The [`Fault`] that it has.
    pub fn judge(&self, view: &View<'_>, id: &EntryId, act: &Act) -> Result<Option<Right>, Fault> {
        let place = view.chains().place(id).ok_or(Fault::NotHere)?;
        let member = view.member_at(place);
        let right = self.with_target(view, act, member.as_ref(), |target, slot| {
            view.allowed(place, act, target, slot)
        })?;
        view.untaken(id, right.as_ref())?;
        Ok(right)
    }

    fn with_target<T>(
        &self,
        view: &View<'_>,
        act: &Act,
        member: Option<&MemberKey>,
        ask: impl FnOnce(Target<'_>, Option<SlotId>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let slot = member.and_then(|member| view.slot_of(member));
        let (poll, reopens) = match act {
            Act::Ballot(ballot) => (&ballot.opening, [].as_slice()),
            Act::Contest(contest) => (&contest.opening, [].as_slice()),
            Act::Reopen(reopening) => (&reopening.opening, [].as_slice()),
            Act::Seal(seal) => (&seal.opening, seal.reopenings.as_slice()),
            Act::Found(_)
            | Act::Certify(_)
            | Act::Admit(_)
            | Act::Invite(_)
            | Act::Redeem(_)
            | Act::Name(_)
            | Act::Assist(_)
            | Act::Propose(_)
            | Act::Support(_)
            | Act::Sign(_)
            | Act::Abandon(_)
            | Act::Recover(_)
            | Act::Repair(_)
            | Act::Retire(_)
            | Act::Open(_)
            | Act::Content(_)
            | Act::Unknown(_) => return ask(view.target_of(act), slot),
        };
        let opened = match Opened::find_frozen(view, self, poll) {
            Ok(opened) => opened,
            Err(PollStatus::Void(fault)) => return Err(fault),
            Err(_) => return ask(Target::Missing, slot),
        };
        let opening: &Opening = opened.opening;
        let voter = member.and_then(|member| opened.voter(view, member));
        let reopenings = self.reopened(view, &opened, reopens);
        let target = Target::Opening { opening, in_roll: voter.is_some(), reopenings: &reopenings };
        ask(target, voter.or(slot))
    }
}
