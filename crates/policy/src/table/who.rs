//! Who may do a kind of act, and by which right.

use participation_acts::{Right, Role};
use participation_types::{MemberKey, SlotId};

use super::Case;
use crate::denied::Denied;
use crate::named::{Author, Target};

/// Who may do a kind of act, at the revision that it names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Who {
    /// The founder.
    Founder,
    /// Anybody, by the signatures inside the act.
    Anyone,
    /// The member whose device is in question.
    OwnMember,
    /// A device of a member key with this role.
    Officer(Role),
    /// A device of a steward, or the paper key of a seat.
    Steward,
    /// A member whose slot is neither suspended nor revoked.
    Member,
    /// Such a member whose slot is in the frozen roll.
    Voter,
    /// A voter, else a device of a steward.
    VoterOrSteward,
    /// One of those who seal the poll.
    Sealer,
    /// Whoever this finds: acts of deliberation depend on what they are about.
    By(fn(&Case<'_>) -> Result<Option<Right>, Denied>),
}

impl Who {
    /// The right by which the author may, `None` where none is needed.
    pub(super) fn right(self, case: &Case<'_>) -> Result<Option<Right>, Denied> {
        match self {
            Self::Founder => founder(case).map(|()| None),
            Self::Anyone => Ok(None),
            Self::OwnMember => own_member(case).map(|()| None),
            Self::Officer(role) => officer(case, role).map(Some),
            Self::Steward => steward(case).map(Some),
            Self::Member => member(case).map(Some),
            Self::Voter => voter(case).map(Some),
            Self::VoterOrSteward => {
                voter(case).or_else(|denied| seated_device(case).ok_or(denied)).map(Some)
            }
            Self::Sealer => sealer(case).map(Some),
            Self::By(find) => find(case),
        }
    }
}

fn founder(case: &Case<'_>) -> Result<(), Denied> {
    match case.named.author {
        Author::Founder => Ok(()),
        Author::Device { .. } | Author::Uncertified => Err(Denied::NotFounder),
    }
}

pub(super) fn device(case: &Case<'_>) -> Result<(MemberKey, Option<SlotId>), Denied> {
    match case.named.author {
        Author::Device { member, slot } => Ok((*member, slot)),
        Author::Founder | Author::Uncertified => Err(Denied::Uncertified),
    }
}

fn own_member(case: &Case<'_>) -> Result<(), Denied> {
    let (author, _) = device(case)?;
    let Target::Device { member } = case.named.target else {
        return Err(Denied::TargetMissing);
    };
    if author == *member { Ok(()) } else { Err(Denied::NotOwnDevice) }
}

pub(super) fn officer(case: &Case<'_>, role: Role) -> Result<Right, Denied> {
    let (member, _) = device(case)?;
    if case.charter.holds(role, &member) {
        Ok(Right::Role(role, member))
    } else {
        Err(Denied::NotOfficer(role))
    }
}

/// A seat's paper key needs no certificate: the charter itself names it. It does what a lost
/// member key cannot do any more, which is to change the charter, and nothing else.
fn steward(case: &Case<'_>) -> Result<Right, Denied> {
    let paper = || case.charter.seat_of_recovery(&case.entry.author).map(Right::Seat);
    seated_device(case).or_else(paper).ok_or(Denied::NotSteward)
}

fn seated_device(case: &Case<'_>) -> Option<Right> {
    let (member, _) = device(case).ok()?;
    case.charter.is_seat(&member).then_some(Right::Seat(member))
}

pub(super) fn member(case: &Case<'_>) -> Result<Right, Denied> {
    let slot = device(case)?.1.ok_or(Denied::NotMember)?;
    if case.charter.is_revoked(&slot) {
        Err(Denied::SlotRevoked(slot))
    } else if case.charter.is_suspended(&slot) {
        Err(Denied::SlotSuspended(slot))
    } else {
        Ok(Right::Member(slot))
    }
}

fn voter(case: &Case<'_>) -> Result<Right, Denied> {
    let right = member(case)?;
    let Target::Opening { in_roll, .. } = case.named.target else {
        return Err(Denied::TargetMissing);
    };
    if in_roll { Ok(right) } else { Err(Denied::NotInRoll) }
}

fn sealer(case: &Case<'_>) -> Result<Right, Denied> {
    let (member, _) = device(case)?;
    let Target::Opening { opening, .. } = case.named.target else {
        return Err(Denied::TargetMissing);
    };
    case.charter.may_seal(opening.sealers, &member).ok_or(Denied::NotSealer)
}
