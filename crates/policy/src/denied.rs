//! Why an act is not allowed.

use participation_acts::{Kind, Opening, Role};
use participation_types::{Lane, SlotId};
use serde::Serialize;
use thiserror::Error;

use crate::ballot::BallotFault;
use crate::content::ContentFault;
use crate::state::RevisionFault;
use crate::table::SUPPORTED_RULES;

/// Why an act is not allowed at the revision that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Error)]
#[serde(rename_all = "kebab-case")]
pub enum Denied {
    /// A kind that this version does not know.
    #[error(
        "an act of a kind that this version does not know: kept, counted nowhere until the node is upgraded"
    )]
    UnknownKind,
    /// The kind stands in another lane.
    #[error("{kind:?} stands in the lane {lane:?}, it belongs in {expected:?}: sign it anew there")]
    WrongLane {
        /// What it is.
        kind: Kind,
        /// Where it stands.
        lane: Lane,
        /// Where it belongs.
        expected: Lane,
    },
    /// A founding or a certificate that is not where a chain begins.
    #[error(
        "{kind:?} at place {seq} of its chain, it must be at {expected}: begin a chain with a new device key"
    )]
    WrongPlace {
        /// What it is.
        kind: Kind,
        /// Where it stands.
        seq: u32,
        /// Where it must stand.
        expected: u32,
    },
    /// A founding that names a revision.
    #[error("a founding names a charter revision, and comes before all: found without one")]
    RevisionBeforeFounding,
    /// Anything else that names none.
    #[error("the entry names no charter revision: sign it anew with the revision in force")]
    RevisionUnnamed,
    /// The revision named is not here.
    #[error("the charter revision that the entry names is not here yet: fetch it")]
    RevisionMissing,
    /// What the act names is not here.
    #[error("something that the act names is not here, or does not stand: fetch it")]
    TargetMissing,
    /// The named revision has rules that this version does not know.
    #[error(
        "the charter has rules of version {rules}, this version knows up to {SUPPORTED_RULES}: upgrade"
    )]
    NeedsUpgrade {
        /// The charter's version.
        rules: u32,
    },
    /// The author is not the founder.
    #[error("the author did not found this community")]
    NotFounder,
    /// No member key certified the author.
    #[error("no member key certified the author: certify the device first")]
    Uncertified,
    /// The certifying key holds no office and is not admitted.
    #[error(
        "the certifying key has no office and is not in the census: ask a registrar for admission"
    )]
    NotAdmitted,
    /// The author does not hold the role.
    #[error("the author is no {0} at the revision named: ask one to do it")]
    NotOfficer(Role),
    /// The author is neither a steward nor a seat's paper key.
    #[error("the author has no seat at the revision named: ask a steward to do it")]
    NotSteward,
    /// The author's member key is in no slot of the census.
    #[error("the author is not in the census: ask a registrar for admission")]
    NotMember,
    /// The author's slot is suspended.
    #[error("the author's slot {} is suspended at the revision named", .0.short())]
    SlotSuspended(SlotId),
    /// The slot is out of the census for good.
    #[error("slot {} was revoked for good", .0.short())]
    SlotRevoked(SlotId),
    /// The author's slot is not in the roll.
    #[error("the author's slot is not in the roll that the opening froze")]
    NotInRoll,
    /// The author does not seal this poll.
    #[error("the author is not among the sealers of this poll at the revision named")]
    NotSealer,
    /// A repair or retirement of another member's device.
    #[error("the device is not one of the author's own member key: its own member must do it")]
    NotOwnDevice,
    /// The device would repair itself.
    #[error(
        "a device repairs its own chain, which may be the forked one: do it from another device"
    )]
    SelfRepair,
    /// A registrar stands by a session of their own.
    #[error("a registrar assists themself: ask another registrar to stand by the session")]
    OwnAssistance,
    /// The frontier of a retirement lists chains of another device.
    #[error("the frontier lists a chain of another device: list those of the retired one only")]
    ForeignChain,
    /// The card's key or the invitation is another.
    #[error("the redemption is of another invitation card")]
    OtherInvitation,
    /// The revision changes another than the header names.
    #[error("the revision changes another one than the entry names: sign it anew at its parent")]
    OtherParent,
    /// The revision or founding cannot be applied.
    #[error("the charter cannot be changed so: {0}")]
    Charter(#[source] RevisionFault),
    /// The revision signed cannot be applied to its parent.
    #[error("the revision cannot be applied to its parent: propose another")]
    Malformed,
    /// The charter has no recovery rule.
    #[error("the charter has no recovery rule: only stewards change it")]
    NoRecoveryRule,
    /// More or less options than the charter allows.
    #[error("{options} options, from 1 to {max} are allowed (never more than {hard}): change the list", hard = Opening::MAX_OPTIONS)]
    OptionCount {
        /// Options of the opening.
        options: usize,
        /// Most that the charter allows.
        max: u16,
    },
    /// Ballots would be kept for too short a time.
    #[error("ballots are kept {days} days, the charter asks for {least}: keep them longer")]
    Retention {
        /// Days of the opening.
        days: u16,
        /// Least days.
        least: u16,
    },
    /// A budget rule without a budget.
    #[error("the ballot rule needs a budget and the opening has none: say how much there is")]
    NoBudget,
    /// The ballot rule speaks of more options than there are.
    #[error("the ballot rule speaks of {named} options, the opening has {options}: lower the rule")]
    RuleBeyondOptions {
        /// Options that the rule speaks of.
        named: u16,
        /// Options of the opening.
        options: usize,
    },
    /// The costs of all options do not fit in 64 bits.
    #[error("the costs of all options together are 2^64 or more: take a larger unit")]
    CostsOverflow,
    /// More trustees must seal than there are, or none.
    #[error("{threshold} trustees seal, and the charter has {trustees}: ask for 1 to {trustees}")]
    TrusteeThreshold {
        /// How many must seal.
        threshold: u8,
        /// How many there are.
        trustees: usize,
    },
    /// A ballot without a counter.
    #[error("the ballot's counter is 0, the first is 1: sign it anew")]
    NoCounter,
    /// The ballot does not keep the opening's rule.
    #[error("the ballot does not keep its poll's rule: {0}")]
    Ballot(#[source] BallotFault),
    /// An act of deliberation that does not keep its rules.
    #[error("{0}")]
    Content(#[source] ContentFault),
    /// Re-openings for the first round.
    #[error("the first round needs no re-opening: name none")]
    FirstRound,
    /// A re-opening of another poll or round.
    #[error("a re-opening of another poll or round is named: name those of this round")]
    OtherRound,
    /// Two re-openings of one sealer.
    #[error("two re-openings of one sealer are named: name one of each")]
    RepeatedSigner,
    /// Not enough re-openings by sealers.
    #[error("{sealers} sealers re-opened the poll, {needed} are needed: collect more")]
    TooFewReopenings {
        /// Different sealers, as of the revision named.
        sealers: usize,
        /// How many are needed.
        needed: usize,
    },
}

impl Denied {
    /// Whether the answer may become another when more arrives here or the node is upgraded.
    /// Any other denial is for good.
    #[must_use]
    pub const fn waits(&self) -> bool {
        matches!(
            self,
            Self::UnknownKind
                | Self::RevisionMissing
                | Self::TargetMissing
                | Self::NeedsUpgrade { .. }
        )
    }
}

impl From<ContentFault> for Denied {
    fn from(fault: ContentFault) -> Self {
        Self::Content(fault)
    }
}
