//! How a founding makes a charter, and a revision the next one.

use std::collections::BTreeSet;

use participation_acts::{
    Change, Founding, Limits, Opening, Recovery, Revision, Right, Role, Seats,
};
use participation_types::{DeviceKey, Frontier, MemberKey, SlotId, Sorted, Text};
use serde::Serialize;
use thiserror::Error;

use super::CharterState;

/// What a revision does to acts of one right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cut {
    /// The right.
    pub right: Right,
    /// What of it stands, among entries that name an earlier revision.
    pub frontier: Frontier,
    /// Whether the right ends here or an earlier cut is replaced.
    pub kind: CutKind,
}

/// Whether a cut ends a right or replaces the frontier at which it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CutKind {
    /// The right ends; of two such cuts the lower holds.
    Ends,
    /// Replaces the frontier of earlier cuts of this right.
    Raises,
}

/// A founding or a revision that cannot be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Error)]
#[serde(rename_all = "kebab-case")]
pub enum RevisionFault {
    /// A name of nothing but white space.
    #[error("the community's name is blank: give it one that can be read")]
    BlankName,
    /// Seats that no charter may have.
    #[error("the stewards cannot be seated: {0}")]
    Seats(&'static str),
    /// Two seats share a paper key.
    #[error("two seats have the paper key {}: print one for each", .0.short())]
    SharedPaperKey(DeviceKey),
    /// `leaving` does not list exactly the member keys that lose their seat, sorted.
    #[error("the list of leaving stewards is wrong at {}: list each that loses a seat, once and in order", .0.short())]
    Leaving(MemberKey),
    /// The role is given already.
    #[error("{} holds the role {role:?} already: leave the grant out", .member.short())]
    RoleHeld {
        /// The role.
        role: Role,
        /// Who holds it.
        member: MemberKey,
    },
    /// The role that ends is not held.
    #[error("{} does not hold the role {role:?}: leave its end out", .member.short())]
    RoleNotHeld {
        /// The role.
        role: Role,
        /// Who does not hold it.
        member: MemberKey,
    },
    /// The slot is suspended already.
    #[error("slot {} is suspended already: leave its suspension out", .0.short())]
    AlreadySuspended(SlotId),
    /// The slot is not suspended.
    #[error("slot {} is not suspended: leave its reinstatement out", .0.short())]
    NotSuspended(SlotId),
    /// The slot is out of the census for good.
    #[error("slot {} was revoked for good: admit the person to a new slot", .0.short())]
    AlreadyRevoked(SlotId),
    /// A limit on options beyond what an opening can hold.
    #[error("a limit of {options} options: from 1 to {max} are possible", max = Opening::MAX_OPTIONS)]
    OptionLimit {
        /// The limit asked for.
        options: u16,
    },
    /// Rules older than those in force; there is no version 0.
    #[error("rules of version {to} after {from}: a charter goes to a later version only")]
    EarlierRules {
        /// Version in force; 1 when there is none yet.
        from: u32,
        /// Version asked for.
        to: u32,
    },
    /// A recovery share below one half, or that nobody can pass.
    #[error(
        "a recovery share of {numerator}/{denominator}: take at least one half and less than the whole"
    )]
    RecoveryShare {
        /// Upper part.
        numerator: u16,
        /// Lower part.
        denominator: u16,
    },
}

impl CharterState {
    /// The state that a founding makes.
    ///
    /// # Errors
    /// [`RevisionFault`] when no charter may say so.
    pub fn found(founding: &Founding) -> Result<Self, RevisionFault> {
        let mut roles = BTreeSet::new();
        for &(role, member) in &founding.roles {
            if !roles.insert((role, member)) {
                return Err(RevisionFault::RoleHeld { role, member });
            }
        }
        Ok(Self {
            name: named(&founding.name)?,
            seats: seated(&founding.seats)?,
            roles,
            limits: limited(founding.limits)?,
            rules: later_rules(1, founding.rules)?,
            recovery: shared(founding.recovery)?,
            suspended: BTreeSet::new(),
            revoked: BTreeSet::new(),
            nodes: Sorted::default(),
            licence: None,
            height: 0,
        })
    }

    /// The state that a revision makes of this one, which must be its parent's, and the cuts that
    /// come with it. Its changes are made one after another; at the first fault nothing is made.
    ///
    /// # Errors
    /// [`RevisionFault`] of the first change that cannot be made.
    pub fn revise(&self, revision: &Revision) -> Result<(Self, Vec<Cut>), RevisionFault> {
        let mut next = Self { height: self.height.saturating_add(1), ..self.clone() };
        let mut cuts = Vec::new();
        for change in &revision.changes {
            next.change(change, &mut cuts)?;
        }
        Ok((next, cuts))
    }

    fn change(&mut self, change: &Change, cuts: &mut Vec<Cut>) -> Result<(), RevisionFault> {
        let mut ends = |right, frontier: &Frontier| {
            cuts.push(Cut { right, frontier: frontier.clone(), kind: CutKind::Ends });
        };
        match change {
            Change::Rename(name) => self.name = named(name)?,
            Change::Seats { seats, leaving } => {
                let seats = seated(seats)?;
                self.check_leaving(&seats, leaving)?;
                self.seats = seats;
                for (member, frontier) in leaving {
                    ends(Right::Seat(*member), frontier);
                }
            }
            &Change::Grant(role, member) => {
                if !self.roles.insert((role, member)) {
                    return Err(RevisionFault::RoleHeld { role, member });
                }
            }
            &Change::End(role, member, ref frontier) => {
                if !self.roles.remove(&(role, member)) {
                    return Err(RevisionFault::RoleNotHeld { role, member });
                }
                ends(Right::Role(role, member), frontier);
            }
            Change::Suspend(slot, frontier) => {
                self.check_not_revoked(slot)?;
                if !self.suspended.insert(*slot) {
                    return Err(RevisionFault::AlreadySuspended(*slot));
                }
                ends(Right::Member(*slot), frontier);
            }
            Change::Reinstate(slot) => {
                if !self.suspended.remove(slot) {
                    return Err(RevisionFault::NotSuspended(*slot));
                }
            }
            Change::Revoke(slot, frontier) => {
                self.check_not_revoked(slot)?;
                // A revoked slot is not suspended as well: nothing can reinstate it.
                self.suspended.remove(slot);
                self.revoked.insert(*slot);
                ends(Right::Member(*slot), frontier);
            }
            Change::Limits(limits) => self.limits = limited(*limits)?,
            Change::Rules(version) => self.rules = later_rules(self.rules, *version)?,
            Change::Recovery(recovery) => self.recovery = shared(*recovery)?,
            Change::Raise(right, frontier) => {
                let frontier = frontier.clone();
                cuts.push(Cut { right: *right, frontier, kind: CutKind::Raises });
            }
            // What is erased is looked up along the revisions in force; no right changes.
            Change::Erase(_) => {}
            Change::Nodes(nodes) => self.nodes = nodes.clone(),
            Change::Licence(licence) => self.licence.clone_from(licence),
        }
        Ok(())
    }

    fn check_not_revoked(&self, slot: &SlotId) -> Result<(), RevisionFault> {
        if self.is_revoked(slot) { Err(RevisionFault::AlreadyRevoked(*slot)) } else { Ok(()) }
    }

    fn check_leaving(
        &self,
        seats: &Seats,
        leaving: &[(MemberKey, Frontier)],
    ) -> Result<(), RevisionFault> {
        let stays = |member: &MemberKey| seats.seats.iter().any(|seat| seat.member == *member);
        let mut listed = leaving.iter().map(|(member, _)| *member);
        let leave = self.seats.seats.iter().map(|seat| seat.member).filter(|key| !stays(key));
        for member in leave {
            if listed.next() != Some(member) {
                return Err(RevisionFault::Leaving(member));
            }
        }
        listed.next().map_or(Ok(()), |member| Err(RevisionFault::Leaving(member)))
    }
}

fn named(name: &Text<200>) -> Result<Text<200>, RevisionFault> {
    if name.as_str().trim().is_empty() {
        return Err(RevisionFault::BlankName);
    }
    Ok(name.clone())
}

fn seated(seats: &Seats) -> Result<Seats, RevisionFault> {
    let seats = Seats::new(seats.seats.clone(), seats.threshold).map_err(RevisionFault::Seats)?;
    let mut paper = BTreeSet::new();
    match seats.seats.iter().find(|seat| !paper.insert(seat.recovery)) {
        Some(seat) => Err(RevisionFault::SharedPaperKey(seat.recovery)),
        None => Ok(seats),
    }
}

fn limited(limits: Limits) -> Result<Limits, RevisionFault> {
    let options = limits.options;
    if (1..=Opening::MAX_OPTIONS).contains(&usize::from(options)) {
        Ok(limits)
    } else {
        Err(RevisionFault::OptionLimit { options })
    }
}

const fn later_rules(from: u32, to: u32) -> Result<u32, RevisionFault> {
    if to < from { Err(RevisionFault::EarlierRules { from, to }) } else { Ok(to) }
}

fn shared(recovery: Option<Recovery>) -> Result<Option<Recovery>, RevisionFault> {
    let Some(Recovery { numerator, denominator }) = recovery else {
        return Ok(None);
    };
    let (n, d) = (u32::from(numerator), u32::from(denominator));
    if n * 2 < d || n >= d {
        return Err(RevisionFault::RecoveryShare { numerator, denominator });
    }
    Ok(recovery)
}
