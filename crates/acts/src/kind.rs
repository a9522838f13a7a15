//! The kinds of acts: one table of numbers, lanes, bytes and proofs.

use serde::Serialize;

use participation_types::{CborError, CommunityId, DeviceKey, EntryId, Lane, Reader, to_canonical};

use crate::census::{
    Admission, Assistance, Certificate, Invitation, Naming, Redemption, Repair, Retirement,
};
use crate::charter::{Abandonment, Endorsement, Founding, Revision, Signing};
use crate::content::{Content, ContentKind};
use crate::paper::{Batch, Closing, Countersignature, Mark, Station};
use crate::poll::{Ballot, Contest, Opening, Reopening, Seal};
use crate::statement::{InnerSignature, StatementError};

/// Expands to [`Act`], [`Kind`] and the codec from one list, so that a kind cannot be forgotten
/// in one of them.
macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident($body:ty) = $number:literal, $fields:literal, $lane:ident;)*) => {
        /// What the body of an entry says.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Act {
            $($(#[$doc])* $name($body),)*
            /// Takes part in a deliberation.
            Content(Content),
            /// A kind that this version does not know: kept, shown as unknown, counted nowhere.
            Unknown(u64),
        }

        /// The kind of an act.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind {
            $($(#[$doc])* $name,)*
            /// Takes part in a deliberation.
            Content(ContentKind),
            /// A kind that this version does not know.
            Unknown,
        }

        impl Kind {
            /// All kinds that this version knows, those of [`ContentKind::ALL`] left out.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The lane in which this kind belongs; an unknown kind may stand in any.
            #[must_use]
            pub const fn lane(self) -> Option<Lane> {
                match self {
                    $(Self::$name => Some(Lane::$lane),)*
                    Self::Content(kind) => Some(kind.lane()),
                    Self::Unknown => None,
                }
            }
        }

        impl Act {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$name(_) => Kind::$name,)*
                    Self::Content(content) => Kind::Content(content.kind()),
                    Self::Unknown(_) => Kind::Unknown,
                }
            }

            /// The canonical bytes of the body. An unknown act has none of its own.
            #[must_use]
            pub fn encode(&self) -> Vec<u8> {
                to_canonical(|w| match self {
                    $(Self::$name(body) => {
                        w.array($fields + 1).uint($number);
                        body.write(w);
                    })*
                    Self::Content(content) => content.write(w),
                    Self::Unknown(number) => {
                        w.array(1).uint(*number);
                    }
                })
            }

            /// Reads a body. Every length in it is bounded, and it must be canonical.
            ///
            /// # Errors
            /// [`CborError`] with the place of the fault. The body of an unknown kind is not
            /// looked into further than its number.
            pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
                let mut r = Reader::new(bytes);
                let length = r.array(1, 64)?;
                let act = match r.uint()? {
                    $($number => {
                        if length != $fields + 1 {
                            return Err(r.invalid("a body with another number of fields"));
                        }
                        Self::$name(<$body>::read(&mut r)?)
                    })*
                    number => match ContentKind::from_number(number) {
                        Some(kind) => Self::Content(Content::read(kind, length, &mut r)?),
                        None => return Ok(Self::Unknown(number)),
                    },
                };
                r.end()?;
                Ok(act)
            }
        }
    };
}

acts! {
    /// Founds the community.
    Found(Founding) = 0, 9, Authority;
    /// A member key takes the author as its device.
    Certify(Certificate) = 1, 3, Authority;
    /// Admits a key to the census.
    Admit(Admission) = 2, 2, Authority;
    /// Names an invitation card.
    Invite(Invitation) = 3, 1, Authority;
    /// Redeems an invitation card.
    Redeem(Redemption) = 4, 6, Authority;
    /// Settles a card that was redeemed twice.
    Name(Naming) = 5, 2, Authority;
    /// Proposes a revision of the charter.
    Propose(Revision) = 6, 3, Authority;
    /// Declares support for a revision.
    Support(Endorsement) = 7, 1, Authority;
    /// Signs a revision as a steward.
    Sign(Signing) = 8, 2, Authority;
    /// Swears never to sign a revision.
    Abandon(Abandonment) = 9, 1, Authority;
    /// Signs a revision as a member, by the recovery rule.
    Recover(Endorsement) = 10, 1, Authority;
    /// Repairs a forked chain.
    Repair(Repair) = 11, 6, Authority;
    /// Ends a device.
    Retire(Retirement) = 12, 4, Authority;
    /// Stands by an assisted session.
    Assist(Assistance) = 13, 3, Authority;
    /// Opens a poll or a budget.
    Open(Opening) = 16, 10, Authority;
    /// Signs the list of ballots that count.
    Seal(Seal) = 17, 5, Authority;
    /// Asks for a new seal.
    Reopen(Reopening) = 18, 3, Authority;
    /// Objects to a seal.
    Contest(Contest) = 19, 4, Ballots;
    /// Votes.
    Ballot(Ballot) = 32, 3, Ballots;
    /// Opens a polling station.
    Station(Station) = 33, 2, Ballots;
    /// Signs a station, a batch or a closing as the second of two.
    Countersign(Countersignature) = 34, 2, Ballots;
    /// Gives a person a paper ballot.
    Mark(Mark) = 35, 3, Ballots;
    /// Says what a bundle of paper ballots says.
    Batch(Batch) = 36, 6, Ballots;
    /// Closes a polling station.
    Close(Closing) = 37, 3, Ballots;
}

/// An act whose inner signatures were checked for this community and this author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven(Act);

impl Proven {
    /// The act.
    #[must_use]
    pub const fn act(&self) -> &Act {
        &self.0
    }

    /// The act, taken out.
    #[must_use]
    pub fn into_act(self) -> Act {
        self.0
    }

    /// Takes an act out of the store without checking its inner signatures again: they were
    /// checked when it was stored, and `audit` checks them anew.
    #[must_use]
    pub const fn from_store(act: Act) -> Self {
        Self(act)
    }
}

impl Act {
    /// The signatures that the act carries inside, to be checked by the keys that it names.
    #[must_use]
    pub fn inner_signatures(
        &self,
        community: &CommunityId,
        author: &DeviceKey,
    ) -> Vec<InnerSignature> {
        match self {
            Self::Certify(certificate) => vec![certificate.inner(community, author)],
            Self::Redeem(redemption) => redemption.inner(community, author),
            Self::Repair(repair) => vec![repair.inner(community)],
            Self::Retire(retirement) => vec![retirement.inner(community)],
            Self::Found(_)
            | Self::Admit(_)
            | Self::Invite(_)
            | Self::Name(_)
            | Self::Assist(_)
            | Self::Propose(_)
            | Self::Support(_)
            | Self::Sign(_)
            | Self::Abandon(_)
            | Self::Recover(_)
            | Self::Open(_)
            | Self::Seal(_)
            | Self::Reopen(_)
            | Self::Contest(_)
            | Self::Ballot(_)
            | Self::Station(_)
            | Self::Countersign(_)
            | Self::Mark(_)
            | Self::Batch(_)
            | Self::Close(_)
            | Self::Content(_)
            | Self::Unknown(_) => Vec::new(),
        }
    }

    /// The poll whose count it bears on: of ballots and of acts of polling stations.
    #[must_use]
    pub const fn counts_in(&self) -> Option<EntryId> {
        match self {
            Self::Ballot(Ballot { opening, .. })
            | Self::Station(Station { opening, .. })
            | Self::Countersign(Countersignature { opening, .. })
            | Self::Mark(Mark { opening, .. })
            | Self::Batch(Batch { opening, .. })
            | Self::Close(Closing { opening, .. }) => Some(*opening),
            Self::Found(_)
            | Self::Certify(_)
            | Self::Admit(_)
            | Self::Invite(_)
            | Self::Redeem(_)
            | Self::Name(_)
            | Self::Propose(_)
            | Self::Support(_)
            | Self::Sign(_)
            | Self::Abandon(_)
            | Self::Recover(_)
            | Self::Repair(_)
            | Self::Retire(_)
            | Self::Assist(_)
            | Self::Open(_)
            | Self::Seal(_)
            | Self::Reopen(_)
            | Self::Contest(_)
            | Self::Content(_)
            | Self::Unknown(_) => None,
        }
    }

    /// Checks the signatures inside. Whether their keys may do so is for the charter to say.
    ///
    /// # Errors
    /// [`StatementError`] when one does not hold.
    pub fn prove(
        self,
        community: &CommunityId,
        author: &DeviceKey,
    ) -> Result<Proven, StatementError> {
        self.inner_signatures(community, author).iter().try_for_each(InnerSignature::verify)?;
        Ok(Proven(self))
    }
}
