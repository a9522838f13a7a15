//! What the table sees: an act with its header, and what the act names.

use participation_acts::{Act, Opening};
use participation_types::{
    DeviceKey, EntryId, InvitationKey, Lane, MemberKey, RevisionId, Seq, SlotId,
};

use crate::content::Scene;
use crate::state::CharterState;

/// An act and the fields of its header on which its right depends.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The key that signed the entry.
    pub author: DeviceKey,
    /// The lane it stands in.
    pub lane: Lane,
    /// Its place in the author's chain of that lane.
    pub seq: Seq,
    /// The charter revision that it names.
    pub revision: Option<RevisionId>,
    /// What it says, its inner signatures checked.
    pub act: &'a Act,
}

/// What an act names, looked up by the caller.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// The charter at the revision that the header names; `None` when that revision is not here.
    pub charter: Option<&'a CharterState>,
    /// Who its author is.
    pub author: Author<'a>,
    /// What its fields name.
    pub target: Target<'a>,
}

/// Who an author is, by their certificate and the census. Whether the author is the paper key of
/// a seat is seen from the charter.
#[derive(Debug, Clone, Copy)]
pub enum Author<'a> {
    /// A device that a member key certified.
    Device {
        /// That member key.
        member: &'a MemberKey,
        /// The slot to which the census admits the member key, if it does.
        slot: Option<SlotId>,
    },
    /// The device whose founding made this community's id, until a member key certifies it.
    Founder,
    /// A key without a certificate.
    Uncertified,
}

/// What the fields of an act name. Only what stands may be given: what is void, or cut off by a
/// frontier that binds this entry, is [`Target::Missing`] like what has not arrived.
///
/// `Found`, `Invite`, `Propose`, `Open` and an `Admit` to a new slot name nothing: for them the
/// target is not looked at.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// The act names nothing but its revision.
    Nothing,
    /// Something that it names is not here (yet).
    Missing,
    /// For `Certify`: its member key.
    Key {
        /// Whether an admission names that key.
        admitted: bool,
    },
    /// For `Redeem`: the named invitation.
    Invitation {
        /// The card's key, as the registrar's entry has it.
        key: &'a InvitationKey,
    },
    /// For `Name`: the named redemption.
    Redemption {
        /// The invitation that it redeems.
        invitation: EntryId,
    },
    /// For `Admit` to a slot: an admission opened that slot.
    Slot,
    /// For `Support`, `Sign`, `Abandon` and `Recover`: the named revision.
    Revision {
        /// The revision that it changes.
        parent: RevisionId,
        /// Whether [`CharterState::revise`] takes it at its parent.
        well_formed: bool,
    },
    /// For `Repair` and `Retire`: the device in question.
    Device {
        /// The member key that certified it.
        member: &'a MemberKey,
    },
    /// For `Ballot`, `Contest`, `Seal`, `Reopen` and the acts of a polling station: the named
    /// opening.
    Opening {
        /// What it froze.
        opening: &'a Opening,
        /// Whether the author's slot is in the frozen roll, for ballots and contests; for a `Mark`,
        /// whether the marked one is. Nothing else needs it.
        in_roll: bool,
        /// For a `Seal`: the re-openings that it names, one for one; else empty.
        reopenings: &'a [Reopened],
    },
    /// For acts of deliberation: what they name.
    Content(&'a Scene<'a>),
}

/// A re-opening that a seal names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reopened {
    /// The poll it re-opens.
    pub opening: EntryId,
    /// The round it allows.
    pub round: u16,
    /// The member key whose device wrote it.
    pub sealer: MemberKey,
}
