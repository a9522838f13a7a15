//! Documents and spaces as they stand.

use serde::Serialize;

use participation_acts::{
    Base, DocumentKind, Link, Meaning, Origin, Point, SpaceKind, Value, ValueField,
};
use participation_charter::Fault;
use participation_policy::Owner;
use participation_types::{EntryId, Language, SlotId, Timestamp};

/// A document as it stands: everything but its texts, which are read where they are needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The entry that composed it.
    pub id: EntryId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its space.
    pub space: EntryId,
    /// The phase in which it was composed.
    pub phase: EntryId,
    /// Whose it is.
    pub owner: Owner,
    /// Whom its authors took in, and who accepted and has not left; sorted.
    pub coauthors: Vec<SlotId>,
    /// When it was made: as its author claims, or as its source tells of what was imported.
    pub made: Timestamp,
    /// Its number among its author's proposals, where there is a limit.
    pub ordinal: u16,
    /// The class above it, of a class of a taxonomy.
    pub parent: Option<EntryId>,
    /// What it changes, of an amendment.
    pub base: Option<Base>,
    /// The re-base that its text begins with, if it was begun anew.
    pub generation: Option<EntryId>,
    /// The last entries of its text.
    pub heads: Vec<EntryId>,
    /// Changes of its text since it was composed.
    pub edits: u32,
    /// Its titles, sorted by language.
    pub titles: Vec<(Language, String)>,
    /// Its values that are not texts, sorted by field.
    pub values: Vec<(ValueField, Value)>,
    /// What it is linked to, sorted.
    pub links: Vec<Link>,
    /// Files attached to it, in their order.
    pub attachments: Vec<EntryId>,
    /// The act that withdrew it; the entry itself where it was imported as withdrawn.
    pub withdrawn: Option<EntryId>,
    /// The label that hides it, or the erasure that a data officer asks for.
    pub hidden: Option<EntryId>,
    /// Whether its first text was erased and nothing has taken its place.
    pub erased: bool,
    /// The official answer.
    pub answer: Option<EntryId>,
    /// The state that the answer gives, or that it had where it was imported from.
    pub state: Option<String>,
    /// What that state means.
    pub meaning: Meaning,
    /// What closes it, or opens it again.
    pub conclusion: Option<EntryId>,
    /// Whether it is closed.
    pub closed: bool,
    /// Of an amendment, what was said to it.
    pub verdict: Option<EntryId>,
    /// Of an amendment, what became of it.
    pub amendment: Option<AmendmentState>,
    /// Its amendments, by id.
    pub amendments: Vec<EntryId>,
    /// People who support it one by one, sorted. Supports that are lists are counted beside them
    /// ([`crate::Deliberation::supports`]).
    pub supporters: Vec<SlotId>,
    /// Supports and the like that it had where it was imported from.
    pub imported: Option<ImportedCounts>,
    /// People who endorse it, sorted.
    pub endorsers: Vec<SlotId>,
    /// Comments that are not hidden, withdrawn or erased.
    pub comments: u32,
    /// Of the first comments among them, how many are in favour.
    pub in_favour: u32,
    /// And how many are against.
    pub against: u32,
    /// When the last of them was made.
    pub last_comment: Option<Timestamp>,
    /// Another proposal of its author has its number, and the lower id.
    pub number_taken: bool,
}

/// What a platform told of numbers that nobody can check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ImportedCounts {
    /// Supports.
    pub supports: u32,
    /// Endorsements.
    pub endorsements: u32,
    /// Followers.
    pub follows: u32,
}

impl From<&Origin> for ImportedCounts {
    fn from(origin: &Origin) -> Self {
        Self {
            supports: origin.supports,
            endorsements: origin.endorsements,
            follows: origin.follows,
        }
    }
}

/// What became of an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmendmentState {
    /// Nobody has said yes or no.
    Evaluating,
    /// It is part of the proposal.
    Accepted,
    /// It was refused.
    Rejected,
    /// Its author took it back.
    Withdrawn,
}

impl Card {
    /// Whether pages show it: not hidden, not erased, and with a number of its own.
    #[must_use]
    pub const fn is_shown(&self) -> bool {
        self.hidden.is_none() && !self.erased && !self.number_taken
    }

    /// Its title in the first of these languages that it has, else in any.
    #[must_use]
    pub fn title(&self, languages: &[Language]) -> Option<(Language, &str)> {
        let of = |language: &Language| self.titles.iter().find(|(l, _)| l == language);
        let found = languages.iter().find_map(of).or_else(|| self.titles.first())?;
        Some((found.0, &found.1))
    }

    /// A value that is no text.
    #[must_use]
    pub fn value(&self, field: ValueField) -> Option<&Value> {
        self.values.iter().find(|(f, _)| *f == field).map(|(_, value)| value)
    }

    /// The classes under which it is filed.
    #[must_use]
    pub fn classes(&self) -> &[EntryId] {
        match self.value(ValueField::Classes) {
            Some(Value::Entries(classes)) => classes,
            _ => &[],
        }
    }

    /// How far it has come, in per cent; only results are told to have.
    #[must_use]
    pub fn progress(&self) -> Option<u8> {
        match self.value(ValueField::Progress) {
            Some(Value::Number(progress)) => u8::try_from(*progress).ok(),
            _ => None,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        match self.value(ValueField::Point) {
            Some(Value::Point(point)) => Some(*point),
            _ => None,
        }
    }
}

/// A comment as it stands: everything but its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The entry that made it.
    pub id: EntryId,
    /// The comment that it answers.
    pub parent: Option<EntryId>,
    /// How deep it stands; 0 for a first one.
    pub depth: u8,
    /// Whose it is.
    pub owner: Owner,
    /// When it was made, as claimed or as its source tells.
    pub made: Timestamp,
    /// Where it stands: −1 against, 0, 1 in favour.
    pub alignment: i8,
    /// Its language.
    pub language: Language,
    /// The entry whose words are shown: itself, or the last rewording.
    pub words: EntryId,
    /// How often it was said in other words.
    pub rewordings: u32,
    /// People who agree with it.
    pub agree: u32,
    /// People who do not.
    pub disagree: u32,
    /// The act that withdrew it.
    pub withdrawn: Option<EntryId>,
    /// The label that hides it, or the erasure that a data officer asks for.
    pub hidden: Option<EntryId>,
    /// Whether its words were erased.
    pub erased: bool,
}

impl Remark {
    /// Whether its words are shown; its place is kept for the replies in any case.
    #[must_use]
    pub const fn is_shown(&self) -> bool {
        self.hidden.is_none() && self.withdrawn.is_none() && !self.erased
    }
}

/// A space as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpaceCard {
    /// The entry that opened it.
    pub id: EntryId,
    /// What kind.
    pub kind: SpaceKind,
    /// The space that it belongs to.
    pub parent: Option<EntryId>,
    /// The languages in which it may be written, sorted.
    pub languages: Vec<Language>,
    /// Its phases, from the first to the one that holds.
    pub phases: Vec<EntryId>,
    /// The last entries of its text.
    pub heads: Vec<EntryId>,
    /// Changes of its text.
    pub edits: u32,
    /// Its titles, sorted by language.
    pub titles: Vec<(Language, String)>,
    /// Its values that are not texts, sorted by field.
    pub values: Vec<(ValueField, Value)>,
    /// Files attached to it, in their order.
    pub attachments: Vec<EntryId>,
    /// What it is linked to, sorted.
    pub links: Vec<Link>,
}

/// An entry that does not count, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Void {
    /// The entry.
    pub id: EntryId,
    /// Why.
    pub fault: Fault,
}
