//! What neighbours write and what officers say of it: spaces, documents, discussion, moderation.
//!
//! Its kinds are a table of their own beside that of the charter and the polls, so that neither
//! has to know them.

mod discussion;
mod document;
mod office;
mod space;
mod text;

use serde::Serialize;

use participation_types::{CborError, EntryId, Lane, Reader, Writer};

pub use discussion::{Alignment, Comment, Matter, Profile, Rewording, Stance, Supports};
pub use document::{
    Attachment, Base, Column, Compose, Detachment, DocumentKind, Edit, Invite, Link, Origin,
    PlainVoice, Rebase, Relate, Relation, Reply, Root, Verdict, Voice, Withdrawal,
};
pub use office::{
    Answer, Appeal, Conclusion, Envelope, Erased, Erasure, Label, Reason, Report, Residue,
};
pub use space::{
    Meaning, Permit, Permits, Phase, PhaseChange, PhaseRules, Space, SpaceKind, State,
};
pub use text::{FieldEdit, FieldEdits, Point, Splice, TextField, Value, ValueField};

macro_rules! contents {
    ($($(#[$doc:meta])* $name:ident($body:ty) = $number:literal, $lane:ident;)*) => {
        /// An act of deliberation.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Content {
            $($(#[$doc])* $name($body),)*
        }

        /// The kind of an act of deliberation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum ContentKind {
            $($(#[$doc])* $name,)*
        }

        impl ContentKind {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its number on the wire.
            #[must_use]
            pub const fn number(self) -> u64 {
                match self {
                    $(Self::$name => $number,)*
                }
            }

            /// The lane in which it belongs.
            #[must_use]
            pub const fn lane(self) -> Lane {
                match self {
                    $(Self::$name => Lane::$lane,)*
                }
            }

            /// The kind with this number on the wire.
            pub(crate) fn from_number(number: u64) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.number() == number)
            }
        }

        impl Content {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> ContentKind {
                match self {
                    $(Self::$name(_) => ContentKind::$name,)*
                }
            }

            /// Writes a whole body: the array, the kind's number, the fields.
            pub(crate) fn write(&self, w: &mut Writer) {
                match self {
                    $(Self::$name(body) => {
                        w.array(<$body>::FIELDS + 1).uint($number);
                        body.write_fields(w);
                    })*
                }
            }

            /// Reads the fields of a body of this kind, which has `length` items.
            pub(crate) fn read(
                kind: ContentKind,
                length: usize,
                r: &mut Reader<'_>,
            ) -> Result<Self, CborError> {
                let content = match kind {
                    $(ContentKind::$name => {
                        if length != <$body>::FIELDS + 1 {
                            return Err(r.invalid("a body with another number of fields"));
                        }
                        Self::$name(<$body>::read_fields(r)?)
                    })*
                };
                content.fault().map_or(Ok(content), |what| Err(r.invalid(what)))
            }
        }
    };
}

contents! {
    /// Opens a process or an assembly.
    Space(Space) = 20, Authority;
    /// Goes on to another phase.
    Phase(PhaseChange) = 21, Authority;
    /// Publishes a document.
    Compose(Compose) = 40, Content;
    /// Changes a document.
    Edit(Edit) = 41, Content;
    /// Begins a document anew.
    Rebase(Rebase) = 42, Content;
    /// Asks somebody to be an author.
    Invite(Invite) = 43, Content;
    /// Accepts or declines to be an author.
    Reply(Reply) = 44, Content;
    /// Takes an amendment in, or not.
    Verdict(Verdict) = 45, Content;
    /// Withdraws a document or a comment.
    Withdraw(Withdrawal) = 46, Content;
    /// Links two entries.
    Relate(Relate) = 47, Content;
    /// Attaches a file.
    Attach(Attachment) = 48, Content;
    /// Takes an attachment away.
    Detach(Detachment) = 49, Content;
    /// Comments.
    Comment(Comment) = 50, Content;
    /// Says a comment in other words.
    Reword(Rewording) = 51, Content;
    /// Takes a stance.
    Stance(Stance) = 52, Content;
    /// Supports several proposals in one.
    Supports(Supports) = 53, Content;
    /// Tells of oneself.
    Profile(Profile) = 54, Content;
    /// Answers a proposal officially.
    Answer(Answer) = 55, Content;
    /// Closes a debate or a meeting.
    Conclude(Conclusion) = 56, Content;
    /// Reports to the moderators.
    Report(Report) = 57, Content;
    /// Hides or shows.
    Label(Label) = 58, Content;
    /// Objects to a label.
    Appeal(Appeal) = 59, Content;
    /// Erases bodies.
    Erase(Erasure) = 60, Content;
}

impl Content {
    /// What is wrong with its form beyond the form of each field: empty where something must
    /// stand, a counter of nothing, a kind that lacks what its kind has.
    fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Space(space) => space_fault(space),
            Self::Phase(change) => phase_fault(&change.phase),
            Self::Compose(compose) => root_fault(&compose.root),
            Self::Rebase(rebase) if rebase.covers.is_empty() => Some("a re-base of nothing"),
            Self::Rebase(rebase) => root_fault(&rebase.root),
            Self::Edit(edit) if edit.deps.is_empty() => Some("an edit of no version"),
            Self::Edit(edit) if edit.fields.is_empty() => Some("an edit that changes nothing"),
            Self::Verdict(verdict) if verdict.heads.is_empty() => Some("a verdict on no version"),
            Self::Attach(file) if file.size == 0 || file.size > Attachment::MAX_SIZE => {
                Some("a file of 1 byte to 16 MiB is attached")
            }
            Self::Comment(comment) if comment.text.as_str().trim().is_empty() => {
                Some("a comment that says nothing")
            }
            Self::Comment(comment)
                if comment.parent.is_some() && comment.alignment != Alignment::Neutral =>
            {
                Some("a reply that takes a side: only first comments do")
            }
            Self::Reword(words) if words.text.as_str().trim().is_empty() => {
                Some("a comment that says nothing")
            }
            Self::Stance(stance)
                if stance.matter != Matter::Rating && stance.value == Alignment::Against =>
            {
                Some("only comments are rated below nothing")
            }
            Self::Erase(erasure) => erasure_fault(erasure),
            Self::Edit(_)
            | Self::Invite(_)
            | Self::Verdict(_)
            | Self::Withdraw(_)
            | Self::Attach(_)
            | Self::Detach(_)
            | Self::Comment(_)
            | Self::Report(_)
            | Self::Appeal(_)
            | Self::Reply(_)
            | Self::Relate(_)
            | Self::Reword(_)
            | Self::Stance(_)
            | Self::Supports(_)
            | Self::Profile(_)
            | Self::Answer(_)
            | Self::Conclude(_)
            | Self::Label(_) => None,
        }
        .or_else(|| (self.counter() == Some(0)).then_some("a counter of 0: the first is 1"))
    }

    /// The counter of a last-writer value.
    #[must_use]
    pub const fn counter(&self) -> Option<u32> {
        match self {
            Self::Reply(act) => Some(act.counter),
            Self::Relate(act) => Some(act.counter),
            Self::Reword(act) => Some(act.counter),
            Self::Stance(act) => Some(act.counter),
            Self::Supports(act) => Some(act.counter),
            Self::Profile(act) => Some(act.counter),
            Self::Answer(act) => Some(act.counter),
            Self::Conclude(act) => Some(act.counter),
            Self::Label(act) => Some(act.counter),
            Self::Space(_)
            | Self::Phase(_)
            | Self::Compose(_)
            | Self::Edit(_)
            | Self::Rebase(_)
            | Self::Invite(_)
            | Self::Verdict(_)
            | Self::Withdraw(_)
            | Self::Attach(_)
            | Self::Detach(_)
            | Self::Comment(_)
            | Self::Report(_)
            | Self::Appeal(_)
            | Self::Erase(_) => None,
        }
    }

    /// The phase that its author names, by the entry that began it.
    #[must_use]
    pub const fn phase(&self) -> Option<EntryId> {
        match self {
            Self::Compose(act) => Some(act.phase),
            Self::Edit(act) => Some(act.phase),
            Self::Rebase(act) => Some(act.phase),
            Self::Invite(act) => Some(act.phase),
            Self::Verdict(act) => Some(act.phase),
            Self::Relate(act) => Some(act.phase),
            Self::Attach(act) => Some(act.phase),
            Self::Comment(act) => Some(act.phase),
            Self::Reword(act) => Some(act.phase),
            Self::Stance(act) => Some(act.phase),
            Self::Supports(act) => Some(act.phase),
            Self::Answer(act) => Some(act.phase),
            Self::Conclude(act) => Some(act.phase),
            Self::Space(_)
            | Self::Phase(_)
            | Self::Reply(_)
            | Self::Withdraw(_)
            | Self::Detach(_)
            | Self::Profile(_)
            | Self::Report(_)
            | Self::Label(_)
            | Self::Appeal(_)
            | Self::Erase(_) => None,
        }
    }

    /// Entries of the authority lane that an act of the authority lane names: it waits for them.
    pub fn authority_needs(&self) -> impl Iterator<Item = EntryId> {
        let (one, other) = match self {
            Self::Space(space) => (space.parent, None),
            Self::Phase(change) => (Some(change.space), Some(change.previous)),
            Self::Compose(_)
            | Self::Edit(_)
            | Self::Rebase(_)
            | Self::Invite(_)
            | Self::Reply(_)
            | Self::Verdict(_)
            | Self::Withdraw(_)
            | Self::Relate(_)
            | Self::Attach(_)
            | Self::Detach(_)
            | Self::Comment(_)
            | Self::Reword(_)
            | Self::Stance(_)
            | Self::Supports(_)
            | Self::Profile(_)
            | Self::Answer(_)
            | Self::Conclude(_)
            | Self::Report(_)
            | Self::Label(_)
            | Self::Appeal(_)
            | Self::Erase(_) => (None, None),
        };
        one.into_iter().chain(other)
    }
}

fn space_fault(space: &Space) -> Option<&'static str> {
    if space.languages.is_empty() {
        return Some("a space without a language");
    }
    let written = space.title.iter().chain(space.phase.title.iter());
    if space.title.is_empty() {
        Some("a space without a title")
    } else if written.into_iter().any(|(language, _)| !space.languages.has(&language)) {
        Some("a title in a language that the space does not have")
    } else {
        phase_fault(&space.phase)
    }
}

fn phase_fault(phase: &Phase) -> Option<&'static str> {
    let rules = &phase.rules;
    let mut keys: Vec<&str> = rules.states.iter().map(|state| state.key.as_str()).collect();
    keys.sort_unstable();
    if keys.iter().zip(keys.iter().skip(1)).any(|(a, b)| a == b) {
        Some("two states of one key")
    } else if keys.iter().any(|key| key.is_empty()) {
        Some("a state without a key")
    } else if !(1..=PhaseRules::MAX_TITLE).contains(&rules.title_length)
        || !(1..=PhaseRules::MAX_BODY).contains(&rules.body_length)
        || !(1..=PhaseRules::MAX_COMMENT).contains(&rules.comment_length)
        || rules.reply_depth > PhaseRules::MAX_DEPTH
    {
        Some("a length or depth out of bounds")
    } else if rules.supports > 0 && rules.least_supports > rules.supports {
        Some("more supports are asked for than are allowed")
    } else {
        None
    }
}

fn root_fault(root: &Root) -> Option<&'static str> {
    let amends = root.kind == DocumentKind::Amendment;
    if amends != root.base.is_some() {
        Some("an amendment has a base, and nothing else has one")
    } else if root.base.as_ref().is_some_and(|base| base.heads.is_empty()) {
        Some("an amendment of no version")
    } else if root.fields.is_empty() {
        Some("a document without a text")
    } else if root.parent.is_some() && root.kind != DocumentKind::Taxon {
        Some("only a class of a taxonomy has one above it")
    } else if root.ordinal != 0 && root.kind != DocumentKind::Proposal {
        Some("only proposals are numbered")
    } else {
        None
    }
}

fn erasure_fault(erasure: &Erasure) -> Option<&'static str> {
    let entries = || erasure.erased.iter().map(|erased| erased.entry);
    if erasure.erased.is_empty() {
        Some("an erasure of nothing")
    } else if entries().zip(entries().skip(1)).any(|(a, b)| a >= b) {
        Some("erased entries out of order or repeated")
    } else if erasure.erased.iter().any(
        |erased| matches!(&erased.residue, Residue::Rebase { covers, .. } if covers.is_empty()),
    ) {
        Some("a re-base of nothing")
    } else {
        None
    }
}
