//! Who looks at a page, and from where.

use std::collections::BTreeSet;

use participation::{EntryId, SlotId, Timestamp};

use crate::words::Words;
use crate::{Tongue, Zone};

/// One look at a page. A driver makes it anew for each request.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language of the page.
    pub tongue: Tongue,
    /// The address below the language with its query, such as `/3f2a19bc04d1/proposals?page=2`;
    /// the same page in another language is there too.
    pub place: String,
    /// What people call this node.
    pub node: String,
    /// Whoever is logged in.
    pub neighbour: Option<Neighbour>,
    /// Drawn for this page: whoever sends one of its forms twice acts once.
    pub nonce: String,
    /// What has just been done.
    pub notice: Option<Notice>,
    /// At a computer that neighbours share, the root of the community's pages.
    pub kiosk: Option<String>,
    /// Whether pictures are left out and text is larger, as this browser was told.
    pub light: bool,
    /// Whether nothing can be signed here, because the community follows newer rules than this node
    /// knows ([`reads_alone`](crate::reads_alone)): no form for an act is shown to anybody.
    pub reads_alone: bool,
    /// The time of the node's clock. Nothing that counts depends on it.
    pub now: Timestamp,
    /// In which hours are told and typed.
    pub zone: Zone,
}

impl Visit {
    /// The messages of the page, with hours in its zone.
    #[must_use]
    pub const fn words(&self) -> Words {
        Words::of(self.tongue).at(self.zone)
    }

    /// The place in the census in whose name whoever looks can act here.
    #[must_use]
    pub fn acts_as(&self) -> Option<SlotId> {
        self.neighbour.as_ref().filter(|_| !self.reads_alone)?.slot
    }

    /// The offices that whoever looks can exercise here.
    #[must_use]
    pub fn exercises(&self) -> Offices {
        let neighbour = self.neighbour.as_ref().filter(|_| !self.reads_alone);
        neighbour.map(|neighbour| neighbour.offices).unwrap_or_default()
    }

    /// Whether whoever looks can organise here.
    #[must_use]
    pub fn organises(&self) -> bool {
        self.exercises().organiser
    }
}

/// Somebody who is logged in, as a member of the community that is looked at.
#[derive(Debug, Clone)]
pub struct Neighbour {
    /// By which they log in at this node.
    pub login: String,
    /// Their place in the census; `None` where they have none (yet).
    pub slot: Option<SlotId>,
    /// The place that they claim by a card which somebody else used too: it is nobody's until a
    /// registrar says whose it is.
    pub claims: Option<SlotId>,
    /// What they may do beside what members may.
    pub offices: Offices,
    /// Whether they look after this node; no community knows of it.
    pub keeper: bool,
    /// Documents and spaces that they follow, as this node alone knows.
    pub follows: BTreeSet<EntryId>,
    /// Where an officer stands by: what they are called, and when the session ends.
    pub assisted: Option<(String, Timestamp)>,
    /// Known to their session alone: acts that come without it were not sent from their page.
    pub token: String,
}

impl Neighbour {
    /// Whether this is somebody of the community: a member, or the holder of an office.
    #[must_use]
    pub fn belongs(&self) -> bool {
        self.slot.is_some() || self.offices != Offices::default()
    }
}

/// Offices that somebody holds in a community.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offices {
    /// A seat of the charter.
    pub steward: bool,
    /// Admits people.
    pub registrar: bool,
    /// Opens spaces, phases and polls, and answers.
    pub organiser: bool,
    /// Hides, with a reason.
    pub moderator: bool,
    /// Opens polling stations and gives out paper ballots.
    pub station: bool,
    /// Seals polls that name trustees.
    pub trustee: bool,
}

/// What has just been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub deed: Deed,
    /// The entry of it, for a receipt.
    pub entry: Option<EntryId>,
}

/// Deeds are named in the address of the page that is shown after them.
macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// Something that somebody does on the page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Deed { $($(#[$doc])* $name),+ }

        impl Deed {
            /// Its name in an address; the message is `done-` and this.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The deed of a name.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)+ _ => None }
            }

            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

deeds! {
    /// Redeemed a card.
    Joined = "joined",
    /// Logged out.
    Left = "left",
    /// Published a document.
    Published = "published",
    /// Wrote a comment.
    Commented = "commented",
    /// Supports a proposal.
    Supported = "supported",
    /// Supports it no more.
    Unsupported = "unsupported",
    /// Cast a ballot.
    Voted = "voted",
    /// Changed a text.
    Edited = "edited",
    /// Withdrew a document or a comment.
    Withdrew = "withdrew",
    /// Erased what they had written.
    Erased = "erased",
    /// Told of themselves.
    Introduced = "introduced",
    /// Told the moderators of something.
    Reported = "reported",
    /// Asked for another look at a moderator's label.
    Appealed = "appealed",
    /// Hid something or showed it again.
    Labelled = "labelled",
    /// Proposed an amendment.
    Amended = "amended",
    /// Took an amendment in, or refused it.
    Decided = "decided",
    /// Follows something from now on.
    Followed = "followed",
    /// Follows it no more.
    Unfollowed = "unfollowed",
    /// Said whether they agree with a comment.
    Rated = "rated",
    /// Answered in the community's name.
    Answered = "answered",
    /// Read what is new.
    Read = "read",
    /// Changed a passphrase.
    Rekeyed = "rekeyed",
    /// Opened a polling station.
    Stationed = "stationed",
    /// Signed as the second of two.
    Countersigned = "countersigned",
    /// Gave somebody paper.
    Marked = "marked",
    /// Typed a bundle of paper ballots.
    Typed = "typed",
    /// Typed one as the second person, and signed it.
    Bundled = "bundled",
    /// Closed a polling station.
    Closed = "closed",
    /// Closed a debate or a meeting, or opened it again.
    Concluded = "concluded",
    /// Attached a file.
    Attached = "attached",
    /// Took a file away.
    Detached = "detached",
    /// Asked somebody to be an author.
    Invited = "invited",
    /// Became an author.
    Coauthored = "coauthored",
    /// Did not become an author.
    Declined = "declined",
    /// Opened a poll or a budget.
    Opened = "opened",
    /// Signed the list of a count.
    Sealed = "sealed",
    /// Asked that a poll be sealed anew.
    Reopened = "reopened",
    /// Objected to a count.
    Contested = "contested",
    /// Opened a process or an assembly.
    Begun = "begun",
    /// Went on to another phase.
    Phased = "phased",
    /// Endorsed something in public.
    Endorsed = "endorsed",
    /// Endorses it no more.
    Unendorsed = "unendorsed",
    /// Said a comment in other words.
    Reworded = "reworded",
    /// Kept a draft on this node.
    Drafted = "drafted",
    /// Threw a draft away.
    Discarded = "discarded",
    /// Revoked a token.
    Revoked = "revoked",
    /// Took a list of people into the register, and made their cards.
    Registered = "registered",
    /// Admitted somebody at the desk.
    Admitted = "admitted",
    /// Was away from a shared computer for too long.
    Away = "away",
    /// Opened an assisted session.
    Assisting = "assisting",
    /// Ended it.
    Assisted = "assisted",
    /// Made a computer a shared one.
    Shared = "shared",
    /// Made a shared computer an ordinary one.
    Unshared = "unshared",
    /// Wrote in the register.
    Noted = "noted",
    /// Erased somebody from the register.
    Forgot = "forgot",
    /// Gave a new key to a place.
    Readmitted = "readmitted",
    /// Said whom a card admits.
    Settled = "settled",
    /// Proposed a revision of the charter, and signed it.
    Proposed = "proposed",
    /// Proposed a revision of the charter without a signature.
    Suggested = "suggested",
    /// Put a revision of the charter in force by a signature.
    Enacted = "enacted",
    /// Signed a revision that needs more signatures.
    Signed = "signed",
    /// Declared support for a revision.
    Backed = "backed",
    /// Swore never to sign a revision.
    Abandoned = "abandoned",
    /// Published a proposal in the place of several.
    Merged = "merged",
    /// Published a proposal of a part of another.
    Split = "split",
    /// Published a copy of a proposal in another space.
    Copied = "copied",
    /// Sent a form whose session had ended meanwhile.
    Waiting = "waiting",
    /// Came back to what they had typed.
    Restored = "restored",
    /// Set a node up.
    Founded = "founded",
    /// Settled how a node is kept.
    Kept = "kept",
}
