//! What acts about the charter must keep.

use participation_acts::Act;
use participation_types::Seq;

use super::{Case, at_place};
use crate::denied::Denied;
use crate::named::Target;

/// Only the device that the founding names founds; the charter that it makes was looked at
/// before anything else.
pub(super) fn found(case: &Case<'_>) -> Result<(), Denied> {
    let Act::Found(founding) = case.entry.act else {
        return Err(Denied::TargetMissing);
    };
    at_place(case, Seq::FIRST)?;
    if case.entry.author == founding.founder { Ok(()) } else { Err(Denied::NotFounder) }
}

/// The header names the parent, so the charter at hand is the one to change.
pub(super) fn propose(case: &Case<'_>) -> Result<(), Denied> {
    let Act::Propose(revision) = case.entry.act else {
        return Err(Denied::TargetMissing);
    };
    if case.entry.revision != Some(revision.parent) {
        return Err(Denied::OtherParent);
    }
    case.charter.revise(revision).map(drop).map_err(Denied::Charter)
}

/// Support and abandonment bind nobody to a revision, whatever is in it.
pub(super) fn at_its_parent(case: &Case<'_>) -> Result<(), Denied> {
    well_formed_at_its_parent(case).map(drop)
}

/// A signature puts the revision in force: it must be one that can be.
pub(super) fn applies(case: &Case<'_>) -> Result<(), Denied> {
    if well_formed_at_its_parent(case)? { Ok(()) } else { Err(Denied::Malformed) }
}

pub(super) fn recover(case: &Case<'_>) -> Result<(), Denied> {
    if case.charter.recovery().is_none() {
        return Err(Denied::NoRecoveryRule);
    }
    applies(case)
}

fn well_formed_at_its_parent(case: &Case<'_>) -> Result<bool, Denied> {
    let Target::Revision { parent, well_formed } = case.named.target else {
        return Err(Denied::TargetMissing);
    };
    if case.entry.revision == Some(parent) { Ok(well_formed) } else { Err(Denied::OtherParent) }
}
