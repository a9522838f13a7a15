//! The table: for each kind of act its lane, who may do it, and what its fields must keep.

mod census;
mod charter;
mod content;
mod poll;
mod who;

use std::borrow::Cow;

use participation_acts::{Act, Kind, Right, Role};
use participation_types::{Lane, Seq};

use crate::denied::Denied;
use crate::named::{Entry, Named};
use crate::state::CharterState;
use who::Who;

/// The latest version of the rules that this code knows. Acts that name a charter of a later one
/// are not judged.
pub const SUPPORTED_RULES: u32 = 1;

/// Whether this act may be done, by what it names alone.
///
/// # Errors
/// [`Denied`] with the first reason found; [`Denied::waits`] tells whether it is for good.
pub fn allowed(entry: &Entry<'_>, named: &Named<'_>) -> Result<(), Denied> {
    let (row, case) = open(entry, named)?;
    row.who.right(&case)?;
    (row.fields)(&case)
}

/// The right that the act needed, so that a cut of another right leaves it alone. `None` when it
/// needed none (foundings, certificates, redemptions, repairs, retirements), or when its author
/// did not have the right anyway; of a voter and steward who contests, the voter's. Whether the
/// fields keep their rules is not asked: a void act used its right all the same.
#[must_use]
pub fn right_of(entry: &Entry<'_>, named: &Named<'_>) -> Option<Right> {
    let (row, case) = open(entry, named).ok()?;
    row.who.right(&case).ok().flatten()
}

const TABLE: [Row; 19] = [
    row(Kind::Found, Lane::Authority, Who::Founder, charter::found),
    row(Kind::Certify, Lane::Authority, Who::Anyone, census::certify),
    row(Kind::Redeem, Lane::Authority, Who::Anyone, census::redeem),
    row(Kind::Admit, Lane::Authority, Who::Officer(Role::Registrar), census::admit),
    row(Kind::Invite, Lane::Authority, Who::Officer(Role::Registrar), nothing_more),
    row(Kind::Name, Lane::Authority, Who::Officer(Role::Registrar), census::name),
    row(Kind::Assist, Lane::Authority, Who::Officer(Role::Registrar), census::assist),
    row(Kind::Repair, Lane::Authority, Who::OwnMember, census::repair),
    row(Kind::Retire, Lane::Authority, Who::OwnMember, census::retire),
    row(Kind::Propose, Lane::Authority, Who::Steward, charter::propose),
    row(Kind::Support, Lane::Authority, Who::Steward, charter::at_its_parent),
    row(Kind::Sign, Lane::Authority, Who::Steward, charter::applies),
    row(Kind::Abandon, Lane::Authority, Who::Steward, charter::at_its_parent),
    row(Kind::Recover, Lane::Authority, Who::Member, charter::recover),
    row(Kind::Open, Lane::Authority, Who::Officer(Role::Organiser), poll::open),
    row(Kind::Seal, Lane::Authority, Who::Sealer, poll::seal),
    row(Kind::Reopen, Lane::Authority, Who::Sealer, poll::reopen),
    row(Kind::Contest, Lane::Ballots, Who::VoterOrSteward, poll::contest),
    row(Kind::Ballot, Lane::Ballots, Who::Voter, poll::ballot),
];

struct Row {
    kind: Kind,
    lane: Lane,
    who: Who,
    fields: Check,
}

/// What the fields of one kind must keep; it denies an act that lacks the target of its kind.
type Check = fn(&Case<'_>) -> Result<(), Denied>;

const fn row(kind: Kind, lane: Lane, who: Who, fields: Check) -> Row {
    Row { kind, lane, who, fields }
}

/// An act whose lane is right, with the charter by which it is judged.
struct Case<'a> {
    entry: &'a Entry<'a>,
    named: &'a Named<'a>,
    charter: Cow<'a, CharterState>,
}

fn open<'a>(
    entry: &'a Entry<'a>,
    named: &'a Named<'a>,
) -> Result<(&'static Row, Case<'a>), Denied> {
    let kind = entry.act.kind();
    let mut rows = TABLE.iter().chain(&content::ROWS);
    let row = rows.find(|row| row.kind == kind).ok_or(Denied::UnknownKind)?;
    if entry.lane != row.lane {
        return Err(Denied::WrongLane { kind, lane: entry.lane, expected: row.lane });
    }
    let charter = judge(entry, named)?;
    if charter.rules() > SUPPORTED_RULES {
        return Err(Denied::NeedsUpgrade { rules: charter.rules() });
    }
    Ok((row, Case { entry, named, charter }))
}

/// The charter that judges: the one named, and for a founding the one that it makes.
fn judge<'a>(entry: &Entry<'_>, named: &Named<'a>) -> Result<Cow<'a, CharterState>, Denied> {
    match (entry.act, entry.revision) {
        (Act::Found(founding), None) => {
            CharterState::found(founding).map(Cow::Owned).map_err(Denied::Charter)
        }
        (Act::Found(_), Some(_)) => Err(Denied::RevisionBeforeFounding),
        (_, None) => Err(Denied::RevisionUnnamed),
        (_, Some(_)) => named.charter.map(Cow::Borrowed).ok_or(Denied::RevisionMissing),
    }
}

const fn nothing_more(_: &Case<'_>) -> Result<(), Denied> {
    Ok(())
}

fn at_place(case: &Case<'_>, expected: Seq) -> Result<(), Denied> {
    let (seq, expected_number) = (case.entry.seq, expected.number());
    if seq == expected {
        return Ok(());
    }
    let kind = case.entry.act.kind();
    Err(Denied::WrongPlace { kind, seq: seq.number(), expected: expected_number })
}

#[cfg(test)]
mod tests {
    use participation_acts::ContentKind;

    use super::*;

    #[test]
    fn every_kind_has_one_row_in_the_lane_that_its_codec_names() {
        let deliberation = ContentKind::ALL.iter().copied().map(Kind::Content);
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().chain(deliberation).collect();
        let rows = || TABLE.iter().chain(&content::ROWS);
        for kind in &kinds {
            let lanes: Vec<Lane> =
                rows().filter(|row| row.kind == *kind).map(|row| row.lane).collect();
            assert_eq!(lanes, Vec::from_iter(kind.lane()), "{kind:?}");
        }
        assert_eq!(rows().count(), kinds.len());
    }
}
