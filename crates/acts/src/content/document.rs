//! Documents: text that people write together.

use serde::Serialize;

use participation_types::{
    BlobId, CborError, EntryId, Frontier, List, Localized, Reader, SlotId, Sorted, Text, Timestamp,
    Writer,
};

use crate::content::text::FieldEdits;
use crate::wire::{Wire, choice, record};

choice! {
    /// What kind of document.
    pub enum DocumentKind: "kind of document" {
        /// Something to be done.
        Proposal = 0,
        /// A change of a proposal.
        Amendment = 1,
        /// A question to be talked about.
        Debate = 2,
        /// News.
        Post = 3,
        /// A page that stays.
        Page = 4,
        /// A meeting.
        Meeting = 5,
        /// A project of a budget.
        Project = 6,
        /// What became of proposals.
        Result = 7,
        /// A class of a taxonomy, under which documents are filed.
        Taxon = 8,
    }
}

choice! {
    /// How one document stands to another.
    pub enum Relation: "relation" {
        /// They have to do with each other.
        Related = 0,
        /// This one takes the place of several, of which the other is one.
        MergedFrom = 1,
        /// This one is a part of the other.
        SplitFrom = 2,
        /// This one is a copy of the other, in another space.
        CopiedFrom = 3,
        /// This one was an amendment that was rejected.
        PromotedFrom = 4,
        /// This one carries the other out.
        ResultsFrom = 5,
        /// This one belongs to the other, as a poll to its process.
        PartOf = 6,
    }
}

record! {
    /// A link from a document to another entry.
    pub struct Link {
        /// How it stands to the other.
        pub relation: Relation,
        /// The other.
        pub to: EntryId,
    }
}

/// In whose name something is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// The author's own.
    Member,
    /// The space's, by an organiser.
    Official,
    /// Somebody's elsewhere, as an import officer found it: never shown as if they had signed.
    Imported(Box<Origin>),
}

impl Voice {
    /// Without what is told of an origin.
    #[must_use]
    pub const fn plain(&self) -> PlainVoice {
        match self {
            Self::Member => PlainVoice::Member,
            Self::Official => PlainVoice::Official,
            Self::Imported(_) => PlainVoice::Imported,
        }
    }

    /// Where it comes from, if it was imported.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Imported(origin) => Some(origin),
            Self::Member | Self::Official => None,
        }
    }
}

impl Wire for Voice {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::Member => w.uint(0),
            Self::Official => w.uint(1),
            Self::Imported(origin) => {
                origin.write(w);
                w
            }
        };
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        if r.at_array() {
            return Ok(Self::Imported(Box::new(Origin::read(r)?)));
        }
        let at = r.position();
        match r.uint()? {
            0 => Ok(Self::Member),
            1 => Ok(Self::Official),
            _ => Err(CborError::Invalid { at, what: "no such voice" }),
        }
    }
}

choice! {
    /// A voice without what is told of its origin.
    pub enum PlainVoice: "voice" {
        /// The author's own.
        Member = 0,
        /// The space's.
        Official = 1,
        /// Somebody's elsewhere.
        Imported = 2,
    }
}

record! {
    /// Where something imported comes from, in the words of its source.
    pub struct Origin {
        /// The platform, such as `decidim`.
        pub system: Text<40>,
        /// Its id there.
        pub id: Text<100>,
        /// The id of its author there.
        pub author_id: Text<100>,
        /// The name of its author there.
        pub author: Text<400>,
        /// When it was made there.
        pub created: Timestamp,
        /// Supports that it had there: counted by that platform, and nobody can check them.
        pub supports: u32,
        /// Endorsements that it had there.
        pub endorsements: u32,
        /// Followers that it had there.
        pub follows: u32,
        /// Its state there.
        pub state: Text<40>,
        /// Whether it was withdrawn there.
        pub withdrawn: bool,
        /// The official answer that it had there.
        pub answer: Localized<20000>,
        /// What else was told of it: names of columns and their cells, as they stood.
        pub rest: List<Column, 96>,
    }
}

record! {
    /// A cell of a table that has no place of its own here.
    pub struct Column {
        /// Name of the column.
        pub name: Text<200>,
        /// What stood in it.
        pub cell: Text<20000>,
    }
}

record! {
    /// The version of a proposal that an amendment changes.
    pub struct Base {
        /// The proposal.
        pub proposal: EntryId,
        /// The last entries of that version; of an amendment's base at least one.
        pub heads: Sorted<EntryId, 64>,
    }
}

record! {
    /// What a document is and how it begins.
    pub struct Root {
        /// What kind.
        pub kind: DocumentKind,
        /// In whose name.
        pub voice: Voice,
        /// Among the person's proposals of the space, from 1; 0 where there is no limit, and in
        /// other kinds.
        pub ordinal: u16,
        /// The class above it, of a taxon.
        pub parent: Option<EntryId>,
        /// What an amendment changes; only amendments have it, and all of them do.
        pub base: Option<Base>,
        /// Links to others.
        pub links: List<Link, 64>,
        /// Its text: of an amendment the changes of its base, of others the first text.
        pub fields: FieldEdits,
    }
}

record! {
    /// Publishes a document. The entry's id is the subject's.
    pub struct Compose {
        /// The phase of the space it belongs to.
        pub phase: EntryId,
        /// What it is.
        pub root: Root,
    }
}

record! {
    /// Changes a document, made upon the versions that it names.
    pub struct Edit {
        /// The document: an entry that composes one, or a space.
        pub subject: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// The acceptance that makes its author a co-author; `None` for who composed it, and for
        /// officers.
        pub by: Option<EntryId>,
        /// The generation: the re-base that it goes on from, `None` for the first.
        pub generation: Option<EntryId>,
        /// The last entries of the version that it changes, its author's own last edit of the
        /// subject among them or before them; at least one.
        pub deps: Sorted<EntryId, 64>,
        /// The changes; at least one.
        pub fields: FieldEdits,
    }
}

record! {
    /// Begins a document anew with nothing of its past: what was erased from its text is gone.
    pub struct Rebase {
        /// The document.
        pub subject: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// The generation that it takes the place of: a re-base, `None` for the first.
        pub generation: Option<EntryId>,
        /// What it takes the place of: the bodies of the document's texts within it are erased.
        /// Which entries those are, their headers tell.
        pub covers: Frontier,
        /// The phase that the document was composed in.
        pub composed: EntryId,
        /// What it is, and its text from now on.
        pub root: Root,
    }
}

record! {
    /// Asks somebody to be an author too.
    pub struct Invite {
        /// The document.
        pub subject: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// The acceptance that makes its author a co-author.
        pub by: Option<EntryId>,
        /// Whom.
        pub slot: SlotId,
    }
}

record! {
    /// Accepts or declines to be an author. Whoever accepted and declines later leaves; what they
    /// wrote stays.
    pub struct Reply {
        /// The invitation.
        pub invitation: EntryId,
        /// One more than the highest seen of this person and invitation.
        pub counter: u32,
        /// Whether they accept.
        pub accepts: bool,
    }
}

record! {
    /// Takes an amendment into its proposal, or says no. An acceptance beats a rejection that
    /// does not know it.
    pub struct Verdict {
        /// The amendment.
        pub amendment: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// The acceptance that makes its author a co-author of the proposal.
        pub by: Option<EntryId>,
        /// The last entries of exactly the version that is taken in or refused.
        pub heads: Sorted<EntryId, 64>,
        /// Whether it is taken in.
        pub accepts: bool,
        /// Why.
        pub reason: Localized<4000>,
    }
}

record! {
    /// Withdraws a document or a comment, for good. It stays readable.
    pub struct Withdrawal {
        /// Which.
        pub subject: EntryId,
        /// The acceptance that makes its author a co-author.
        pub by: Option<EntryId>,
        /// Why.
        pub reason: Localized<4000>,
    }
}

record! {
    /// Links two entries, or parts them.
    pub struct Relate {
        /// From which document.
        pub subject: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// The acceptance that makes its author a co-author.
        pub by: Option<EntryId>,
        /// To what.
        pub link: Link,
        /// One more than the highest seen of this link.
        pub counter: u32,
        /// Whether they are linked.
        pub linked: bool,
    }
}

record! {
    /// Attaches a file to a document.
    pub struct Attachment {
        /// The document.
        pub subject: EntryId,
        /// The phase that its author sees.
        pub phase: EntryId,
        /// The acceptance that makes its author a co-author.
        pub by: Option<EntryId>,
        /// The file.
        pub blob: BlobId,
        /// Its length in bytes, at most [`Attachment::MAX_SIZE`].
        pub size: u64,
        /// Its media type (RFC 6838), such as `image/png`.
        pub media: Text<100>,
        /// Its name.
        pub name: Text<200>,
        /// What it shows, for those who do not see it.
        pub title: Localized<600>,
        /// Its place among the others, the lightest first.
        pub weight: u16,
    }
}

impl Attachment {
    /// Longest file (16 MiB).
    pub const MAX_SIZE: u64 = 16 * 1024 * 1024;
}

record! {
    /// Takes an attachment away.
    pub struct Detachment {
        /// The attachment.
        pub attachment: EntryId,
        /// The acceptance that makes its author a co-author of the document.
        pub by: Option<EntryId>,
    }
}
