//! What acts of a polling station must keep. Whether a second officer signed, whether the station
//! stands and whether its marks suffice is for the count to say: the table sees one act.

use participation_acts::Act;

use super::Case;
use crate::ballot::ballot_fits;
use crate::denied::Denied;
use crate::named::Target;

/// Stations, closings and countersignatures need a poll that is here, and nothing more.
pub(super) const fn of_a_poll(case: &Case<'_>) -> Result<(), Denied> {
    let Target::Opening { .. } = case.named.target else {
        return Err(Denied::TargetMissing);
    };
    Ok(())
}

/// Paper is given to those who could vote online: whom the poll's roll holds and the charter neither
/// suspends nor has revoked.
pub(super) fn mark(case: &Case<'_>) -> Result<(), Denied> {
    let (Act::Mark(mark), Target::Opening { in_roll, .. }) = (case.entry.act, case.named.target)
    else {
        return Err(Denied::TargetMissing);
    };
    let slot = mark.slot;
    if case.charter.is_revoked(&slot) {
        Err(Denied::SlotRevoked(slot))
    } else if case.charter.is_suspended(&slot) {
        Err(Denied::SlotSuspended(slot))
    } else if in_roll {
        Ok(())
    } else {
        Err(Denied::SlotNotInRoll(slot))
    }
}

/// Every ballot that can be read keeps the poll's rule; what does not is spoilt.
pub(super) fn batch(case: &Case<'_>) -> Result<(), Denied> {
    let (Act::Batch(batch), Target::Opening { opening, .. }) = (case.entry.act, case.named.target)
    else {
        return Err(Denied::TargetMissing);
    };
    (1..).zip(&batch.ballots).try_for_each(|(number, choices)| {
        let fits = ballot_fits(opening, choices);
        fits.map_err(|fault| Denied::PaperBallot { number, fault })
    })
}
