//! What people say about documents: comments, supports, endorsements; and who they are.

use serde::Serialize;

use participation_types::{CborError, EntryId, Language, Localized, Reader, Sorted, Text, Writer};

use crate::content::document::Voice;
use crate::wire::{Wire, choice, record};

/// Where a comment stands to what it comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// Against.
    Against,
    /// Neither.
    #[default]
    Neutral,
    /// In favour.
    InFavour,
}

impl Alignment {
    /// −1, 0 or 1.
    #[must_use]
    pub const fn number(self) -> i8 {
        match self {
            Self::Against => -1,
            Self::Neutral => 0,
            Self::InFavour => 1,
        }
    }

    /// The alignment of −1, 0 or 1.
    #[must_use]
    pub const fn from_number(number: i64) -> Option<Self> {
        match number {
            -1 => Some(Self::Against),
            0 => Some(Self::Neutral),
            1 => Some(Self::InFavour),
            _ => None,
        }
    }
}

impl Wire for Alignment {
    fn write(&self, w: &mut Writer) {
        w.int(self.number().into());
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        Self::from_number(r.int()?).ok_or(CborError::Invalid { at, what: "no such alignment" })
    }
}

record! {
    /// A comment on a document, or a reply to one.
    pub struct Comment {
        /// The document.
        pub subject: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// The comment that it answers.
        pub parent: Option<EntryId>,
        /// In whose name.
        pub voice: Voice,
        /// Where it stands; only first comments take a side.
        pub alignment: Alignment,
        /// Its language.
        pub language: Language,
        /// What it says.
        pub text: Text<60000>,
    }
}

record! {
    /// Says a comment of one's own in other words.
    pub struct Rewording {
        /// The comment.
        pub comment: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// One more than the highest seen of this comment.
        pub counter: u32,
        /// Its language.
        pub language: Language,
        /// What it says from now on.
        pub text: Text<60000>,
    }
}

choice! {
    /// What a stance is about.
    pub enum Matter: "matter of a stance" {
        /// Support of a proposal or an amendment: 0 or 1.
        Support = 0,
        /// Endorsement of a document, in public by name: 0 or 1.
        Endorsement = 1,
        /// Whether one agrees with a comment: −1, 0 or 1.
        Rating = 2,
    }
}

record! {
    /// Where one person stands to one document or comment: the highest (counter, id) of the
    /// person is their last word.
    pub struct Stance {
        /// The document or comment.
        pub subject: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// What it is about.
        pub matter: Matter,
        /// One more than the highest seen of this person, subject and matter, from 1.
        pub counter: u32,
        /// Where they stand.
        pub value: Alignment,
    }
}

record! {
    /// All supports of one person in a space where there is a limit or a least number.
    pub struct Supports {
        /// The phase that its author sees.
        pub phase: EntryId,
        /// One more than the highest seen of this person in this space, from 1.
        pub counter: u32,
        /// The proposals.
        pub proposals: Sorted<EntryId, 1024>,
    }
}

record! {
    /// What a person tells of themselves. Nobody has to.
    pub struct Profile {
        /// One more than the highest seen of this person, from 1.
        pub counter: u32,
        /// By which others may call them; not unique.
        pub name: Text<100>,
        /// About them.
        pub about: Localized<2000>,
    }
}
