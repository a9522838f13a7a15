//! What officers say, and how people object: answers, conclusions, reports, labels, erasure.

use serde::Serialize;

use participation_types::{
    CborError, EntryId, Frontier, Language, List, Localized, Reader, Text, Writer,
};

use crate::content::discussion::Alignment;
use crate::content::document::{Base, DocumentKind, PlainVoice};
use crate::wire::{Wire, choice, record};

record! {
    /// The official answer to a proposal: the highest (counter, id) holds.
    pub struct Answer {
        /// The proposal.
        pub subject: EntryId,
        /// The phase, whose states the answer names.
        pub phase: EntryId,
        /// One more than the highest seen of this proposal, from 1.
        pub counter: u32,
        /// Key of a state of the phase.
        pub state: Text<40>,
        /// Why.
        pub text: Localized<20000>,
        /// What it would cost, in the smallest unit of the currency.
        pub cost: Option<u64>,
        /// How that was found.
        pub cost_report: Localized<4000>,
        /// When it would be done.
        pub period: Localized<600>,
    }
}

record! {
    /// Closes a debate or a meeting with what came of it, or opens it again: the highest
    /// (counter, id) holds.
    pub struct Conclusion {
        /// The debate or meeting.
        pub subject: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// The acceptance that makes its author a co-author.
        pub by: Option<EntryId>,
        /// One more than the highest seen of this subject, from 1.
        pub counter: u32,
        /// Whether it is closed.
        pub closed: bool,
        /// What came of it.
        pub text: Localized<20000>,
    }
}

record! {
    /// Tells the moderators that something breaks the rules, in words that only they can read.
    pub struct Report {
        /// What.
        pub subject: EntryId,
        /// The reason and the words, in an envelope to the moderators of the revision named.
        pub envelope: Envelope,
    }
}

/// Sealed bytes, 1 to [`Envelope::MAX`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope(Vec<u8>);

impl Envelope {
    /// Most bytes.
    pub const MAX: usize = 24 * 1024;

    /// Takes sealed bytes, unless there are none or too many.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (1..=Self::MAX).contains(&bytes.len()).then_some(Self(bytes))
    }

    /// The sealed bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Wire for Envelope {
    fn write(&self, w: &mut Writer) {
        w.bytes(&self.0);
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.bytes(1, Self::MAX).map(|bytes| Self(bytes.to_vec()))
    }
}

impl Serialize for Envelope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{} sealed bytes", self.0.len()))
    }
}

choice! {
    /// Why something is hidden, for statistics; the label's text says more.
    pub enum Reason: "reason" {
        /// It wants to sell something.
        Spam = 0,
        /// It hurts people.
        Offensive = 1,
        /// It does not belong here.
        OffTopic = 2,
        /// It tells what is nobody's business.
        Private = 3,
        /// The law forbids it.
        Illegal = 4,
        /// Something else.
        Other = 5,
    }
}

record! {
    /// Hides a document or a comment, or shows it again, with a public reason: the highest
    /// (counter, id) holds. What is hidden leaves the pages and not the set.
    pub struct Label {
        /// What.
        pub subject: EntryId,
        /// One more than the highest seen of this subject, from 1.
        pub counter: u32,
        /// Whether it is hidden.
        pub hidden: bool,
        /// Why, in a word.
        pub reason: Reason,
        /// Why, in words.
        pub text: Localized<4000>,
        /// The appeal that this decides.
        pub appeal: Option<EntryId>,
    }
}

record! {
    /// The author of what a label hides objects to it.
    pub struct Appeal {
        /// The label.
        pub label: EntryId,
        /// Its language.
        pub language: Language,
        /// Why.
        pub text: Text<4000>,
    }
}

/// What is left of an erased body, so that what was built upon it keeps its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Residue {
    /// Nothing.
    Nothing,
    /// A document was composed here.
    Document {
        /// In this phase.
        phase: EntryId,
        /// Of this kind.
        kind: DocumentKind,
        /// In this voice.
        voice: PlainVoice,
        /// Its place among the person's proposals.
        ordinal: u16,
        /// As an amendment of this.
        base: Option<Base>,
    },
    /// A comment stood here.
    Comment {
        /// On this document.
        subject: EntryId,
        /// In this phase.
        phase: EntryId,
        /// As a reply to this.
        parent: Option<EntryId>,
        /// In this voice.
        voice: PlainVoice,
        /// On this side.
        alignment: Alignment,
    },
    /// The text of a document was begun anew here: what that took the place of stays gone.
    Rebase {
        /// Of this document.
        subject: EntryId,
        /// Which was composed in this phase.
        composed: EntryId,
        /// Of this kind.
        kind: DocumentKind,
        /// In this voice.
        voice: PlainVoice,
        /// Its place among the person's proposals.
        ordinal: u16,
        /// As an amendment of this.
        base: Option<Base>,
        /// What it took the place of; at least one chain.
        covers: Frontier,
    },
}

impl Wire for Residue {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::Nothing => {
                w.null();
            }
            Self::Document { phase, kind, voice, ordinal, base } => {
                w.array(6).uint(0);
                phase.write(w);
                kind.write(w);
                voice.write(w);
                ordinal.write(w);
                base.write(w);
            }
            Self::Comment { subject, phase, parent, voice, alignment } => {
                w.array(6).uint(1);
                subject.write(w);
                phase.write(w);
                parent.write(w);
                voice.write(w);
                alignment.write(w);
            }
            Self::Rebase { subject, composed, kind, voice, ordinal, base, covers } => {
                w.array(8).uint(2);
                subject.write(w);
                composed.write(w);
                kind.write(w);
                voice.write(w);
                ordinal.write(w);
                base.write(w);
                covers.write(w);
            }
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        if r.null()? {
            return Ok(Self::Nothing);
        }
        let length = r.array(6, 8)?;
        let at = r.position();
        match (r.uint()?, length) {
            (0, 6) => Ok(Self::Document {
                phase: Wire::read(r)?,
                kind: Wire::read(r)?,
                voice: Wire::read(r)?,
                ordinal: Wire::read(r)?,
                base: Wire::read(r)?,
            }),
            (1, 6) => Ok(Self::Comment {
                subject: Wire::read(r)?,
                phase: Wire::read(r)?,
                parent: Wire::read(r)?,
                voice: Wire::read(r)?,
                alignment: Wire::read(r)?,
            }),
            (2, 8) => Ok(Self::Rebase {
                subject: Wire::read(r)?,
                composed: Wire::read(r)?,
                kind: Wire::read(r)?,
                voice: Wire::read(r)?,
                ordinal: Wire::read(r)?,
                base: Wire::read(r)?,
                covers: Wire::read(r)?,
            }),
            _ => Err(CborError::Invalid { at, what: "no such residue" }),
        }
    }
}

record! {
    /// One erased entry and what is left of it.
    pub struct Erased {
        /// The entry.
        pub entry: EntryId,
        /// What is left.
        pub residue: Residue,
    }
}

record! {
    /// Erases bodies: one's own at once and for good; as a data officer those of others, which are
    /// hidden until the stewards put the erasure in force.
    pub struct Erasure {
        /// Which; at least one, ascending by entry.
        pub erased: List<Erased, 128>,
    }
}
