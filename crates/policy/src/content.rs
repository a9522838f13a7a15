//! What acts of deliberation name, and why one is not allowed.

use participation_acts::{ContentKind, DocumentKind, Permit, PhaseRules, Role};
use participation_types::{EntryId, Language, SlotId};
use serde::Serialize;
use thiserror::Error;

/// What an act of deliberation names, looked up by the caller. Only what stands may be given;
/// `None` is what is void or has not arrived, and what the act does not name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scene<'a> {
    /// The phase.
    pub phase: Option<PhaseSeen<'a>>,
    /// What the act is about: a space, a document or a comment. For `Compose` the proposal that an
    /// amendment changes, or the class above a class; for `Verdict` the proposal of the amendment;
    /// for `Detach` the document of the attachment; for `Appeal` what the label hides.
    pub subject: Option<Subject>,
    /// What else the act names: for `Comment` the comment that it answers, for `Verdict` the
    /// amendment, for a promoting `Compose` the amendment, for a deciding `Label` what the appeal
    /// is about.
    pub other: Option<Subject>,
    /// For `Rebase`: the phase that the document was composed in.
    pub composed: Option<PhaseSeen<'a>>,
    /// For `Reply`: whom the invitation names.
    pub invited: Option<SlotId>,
    /// For `Erase`: whether every entry that it erases was written by the author's own devices,
    /// which their headers tell.
    pub own: bool,
}

/// A phase that an act names.
#[derive(Debug, Clone, Copy)]
pub struct PhaseSeen<'a> {
    /// Its space.
    pub space: EntryId,
    /// What holds in it.
    pub rules: &'a PhaseRules,
    /// The languages of its space, sorted.
    pub languages: &'a [Language],
}

/// What an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// Its id: the entry that began it.
    pub id: EntryId,
    /// What it is.
    pub kind: SubjectKind,
    /// Its space; a space is its own.
    pub space: EntryId,
    /// Whose it is.
    pub owner: Owner,
    /// Whom the acceptance that the act names (`by`) makes an author of it too.
    pub coauthor: Option<SlotId>,
    /// For a comment the document that it is on, for an amendment its proposal, else its own id.
    pub root: EntryId,
    /// For a comment how deep it stands, 0 for a first one; for a class of a taxonomy its level,
    /// from 1; else 0.
    pub depth: u8,
}

/// What a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    /// A process or an assembly.
    Space,
    /// A document.
    Document(DocumentKind),
    /// A comment.
    Comment,
}

/// Whose a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// A member's.
    Member(SlotId),
    /// The space's: organisers write in its name.
    Space,
    /// Imported: import officers and organisers write on.
    Imported,
}

/// Levels that a taxonomy has.
pub const TAXONOMY_LEVELS: u8 = 3;

/// Why an act of deliberation is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Error)]
#[serde(rename_all = "kebab-case")]
pub enum ContentFault {
    /// The phase does not permit it.
    #[error("this phase of the space does not let members {}: wait for another phase", verb(*.0))]
    Phase(Permit),
    /// The subject is in another space than the phase.
    #[error("what it is about belongs to another space than the phase that it names: sign it anew")]
    OtherSpace,
    /// The author is not an author of the subject.
    #[error("only who wrote it may do this: ask its authors, or to become one of them")]
    NotAuthor,
    /// Such an act is not done to such a subject.
    #[error("{act:?} is not for this: choose another")]
    WrongSubject {
        /// The act.
        act: ContentKind,
    },
    /// Members do not publish documents of this kind.
    #[error("a {kind:?} is published by organisers: ask one")]
    OfficialOnly {
        /// The kind.
        kind: DocumentKind,
    },
    /// Nobody publishes documents of this kind in this voice.
    #[error("an amendment is a member's own: sign it in your own name")]
    MembersOnly,
    /// A text in a language that the space does not have.
    #[error("the space has no texts in {0}: write in one of its languages")]
    Language(Language),
    /// A document without a title.
    #[error("a document has a title: give it one")]
    NoTitle,
    /// A progress of something else than a result.
    #[error("only a result has a progress: leave it out")]
    NoResult,
    /// A text that is too long.
    #[error("a text of {length} characters, {most} are allowed here: shorten it")]
    TooLong {
        /// Characters.
        length: u32,
        /// Most characters.
        most: u32,
    },
    /// A proposal with a number where none is asked for, or without one, or beyond the limit.
    #[error("proposal {ordinal} of this person, from 1 to {most} are allowed here (0: no limit)")]
    Ordinal {
        /// Its number.
        ordinal: u16,
        /// Most proposals.
        most: u16,
    },
    /// A reply that stands too deep.
    #[error("replies go {most} deep here: answer further up")]
    TooDeep {
        /// Deepest.
        most: u8,
    },
    /// A reply to a comment on something else.
    #[error("the comment answered is on another document")]
    OtherThread,
    /// A state that the phase does not define.
    #[error("the phase has no such state: name one of its states")]
    NoSuchState,
    /// Too many supports.
    #[error("{count} supports, {most} are allowed here: choose fewer")]
    TooManySupports {
        /// How many.
        count: usize,
        /// Most.
        most: u16,
    },
    /// Single supports where all are one entry, or the reverse.
    #[error("in this phase supports are given in another form: update the program and do it again")]
    FormOfSupports,
    /// A class of a taxonomy below the last level.
    #[error("a taxonomy has {TAXONOMY_LEVELS} levels: file it further up")]
    TooManyLevels,
    /// Somebody else was invited.
    #[error("the invitation is for somebody else")]
    NotInvited,
    /// An amendment of another proposal.
    #[error("the amendment is of another proposal")]
    OtherProposal,
    /// A re-base that makes something else of a document.
    #[error("a re-base leaves kind, voice and base of a document as they are")]
    OtherDocument,
    /// An appeal that is about something else than the label.
    #[error("the appeal is about something else")]
    OtherAppeal,
    /// Somebody else's words.
    #[error("only one's own can be erased so: ask a data officer")]
    NotOwn,
}

const fn verb(permit: Permit) -> &'static str {
    match permit {
        Permit::Propose => "publish proposals",
        Permit::Amend => "amend proposals",
        Permit::Decide => "decide about amendments",
        Permit::Promote => "make proposals of amendments",
        Permit::Edit => "edit",
        Permit::Support => "support",
        Permit::Endorse => "endorse",
        Permit::Comment => "comment",
        Permit::RateComments => "rate comments",
        Permit::Debate => "begin debates",
        Permit::Attach => "attach files",
    }
}

/// The roles that write on for an owner that is no member.
pub(crate) const fn offices(owner: Owner) -> &'static [Role] {
    match owner {
        Owner::Member(_) => &[],
        Owner::Space => &[Role::Organiser],
        Owner::Imported => &[Role::Organiser, Role::ImportOfficer],
    }
}
