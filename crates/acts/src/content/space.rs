//! Spaces (processes and assemblies) and their phases.

use serde::Serialize;

use participation_types::{
    BlobId, CborError, EntryId, Language, List, Localized, Reader, Sorted, Text, Timestamp, Writer,
};

use crate::wire::{Wire, choice, record};

choice! {
    /// What kind of space.
    pub enum SpaceKind: "kind of space" {
        /// It has a beginning and an end.
        Process = 0,
        /// It stays.
        Assembly = 1,
    }
}

choice! {
    /// What members may do in a phase. Officers' own acts need no permit.
    pub enum Permit: "permit" {
        /// To publish proposals.
        Propose = 0,
        /// To amend proposals.
        Amend = 1,
        /// To accept and reject amendments of one's own proposals.
        Decide = 2,
        /// To make a proposal of one's own from an amendment that was rejected.
        Promote = 3,
        /// To edit what one is an author of, and to take others in as authors.
        Edit = 4,
        /// To support proposals.
        Support = 5,
        /// To endorse in public.
        Endorse = 6,
        /// To comment.
        Comment = 7,
        /// To say of comments whether one agrees.
        RateComments = 8,
        /// To begin debates.
        Debate = 9,
        /// To attach files.
        Attach = 10,
    }
}

/// What is permitted in a phase, on the wire a number whose bits are the permits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Permits(u32);

impl Permits {
    /// These permits.
    #[must_use]
    pub fn of(permits: &[Permit]) -> Self {
        Self(permits.iter().fold(0, |bits, permit| bits | 1 << permit.number()))
    }

    /// Everything.
    #[must_use]
    pub fn all() -> Self {
        Self::of(Permit::ALL)
    }

    /// Whether this is permitted.
    #[must_use]
    pub const fn has(self, permit: Permit) -> bool {
        self.0 & (1 << permit.number()) != 0
    }
}

impl Wire for Permits {
    fn write(&self, w: &mut Writer) {
        w.uint(u64::from(self.0));
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let bits = r.uint32()?;
        if bits & !Self::all().0 == 0 {
            Ok(Self(bits))
        } else {
            Err(CborError::Invalid { at, what: "a permit that there is not" })
        }
    }
}

impl Serialize for Permits {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(Permit::ALL.iter().filter(|permit| self.has(**permit)))
    }
}

choice! {
    /// What a state means.
    pub enum Meaning: "meaning of a state" {
        /// Nothing is decided yet.
        Open = 0,
        /// It will be done.
        Accepted = 1,
        /// It will not be done; nobody supports it any more.
        Rejected = 2,
    }
}

record! {
    /// A state that an official answer may give to a proposal.
    pub struct State {
        /// By which answers name it; unique in the phase.
        pub key: Text<40>,
        /// What people read.
        pub title: Localized<100>,
        /// What it means.
        pub meaning: Meaning,
    }
}

record! {
    /// What holds in a phase.
    pub struct PhaseRules {
        /// What members may do.
        pub permits: Permits,
        /// Whether numbers of supports are kept from pages until the phase ends. They can be
        /// counted by anybody who holds the entries, and pages say so.
        pub hides_supports: bool,
        /// Most proposals of one person in the space; 0 for no limit.
        pub proposals: u16,
        /// Most proposals that one person supports; 0 for no limit. With a limit, or with a least
        /// number, all supports of a person in the space are one entry.
        pub supports: u16,
        /// Fewest proposals that one person supports for any of them to count.
        pub least_supports: u16,
        /// Supports at which a proposal has reached its goal; 0 for none.
        pub goal: u32,
        /// Most characters of a title, 1 to 300.
        pub title_length: u16,
        /// Most characters of a body in one language, 1 to 60,000.
        pub body_length: u16,
        /// Most characters of a comment, 1 to 20,000.
        pub comment_length: u16,
        /// How deep replies go below a first comment, at most 64; 0 for none.
        pub reply_depth: u8,
        /// The states that answers give.
        pub states: List<State, 32>,
    }
}

impl PhaseRules {
    /// Most characters of a title.
    pub const MAX_TITLE: u16 = 300;
    /// Most characters of a body.
    pub const MAX_BODY: u16 = 60_000;
    /// Most characters of a comment.
    pub const MAX_COMMENT: u16 = 20_000;
    /// Deepest reply.
    pub const MAX_DEPTH: u8 = 64;

    /// What holds where nothing is said: members propose, support and talk.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            permits: Permits::all(),
            hides_supports: false,
            proposals: 0,
            supports: 0,
            least_supports: 0,
            goal: 0,
            title_length: 150,
            body_length: 5000,
            comment_length: 1000,
            reply_depth: 10,
            states: List::default(),
        }
    }

    /// Whether all supports of a person are one entry.
    #[must_use]
    pub const fn supports_are_one_ballot(&self) -> bool {
        self.supports > 0 || self.least_supports > 0
    }

    /// The state with this key.
    #[must_use]
    pub fn state(&self, key: &str) -> Option<&State> {
        self.states.iter().find(|state| state.key.as_str() == key)
    }
}

record! {
    /// A phase of a space.
    pub struct Phase {
        /// What people call it.
        pub title: Localized<300>,
        /// What holds in it.
        pub rules: PhaseRules,
        /// When people are told that it begins; what begins it is the entry.
        pub starts: Option<Timestamp>,
        /// When people are told that it ends; the next phase ends it.
        pub ends: Option<Timestamp>,
    }
}

record! {
    /// Opens a space with its first phase.
    pub struct Space {
        /// What kind.
        pub kind: SpaceKind,
        /// The space that it belongs to.
        pub parent: Option<EntryId>,
        /// What people call it, until its text is edited.
        pub title: Localized<300>,
        /// The languages in which it may be written; at least one.
        pub languages: Sorted<Language, 32>,
        /// The first phase. Entries name it by the id of this entry.
        pub phase: Phase,
    }
}

record! {
    /// Goes on to another phase. What names an earlier phase and lies beyond the frontier is late.
    pub struct PhaseChange {
        /// The space.
        pub space: EntryId,
        /// The phase before: the space's own entry or another change.
        pub previous: EntryId,
        /// The phase that begins.
        pub phase: Phase,
        /// What of the phases before stands, as a blob: a [`participation_types::Frontier`] of up to
        /// [`PhaseChange::MAX_CHAINS`] chains.
        pub frontier: BlobId,
        /// Whether the frontier replaces those of the changes before it, to take late acts in.
        pub raises: bool,
    }
}

impl PhaseChange {
    /// Most chains of a phase's frontier (5 MB).
    pub const MAX_CHAINS: usize = 65_536;
}
