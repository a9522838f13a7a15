//! Who signs a change inside of Automerge, and what its keys are called.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Change, ObjType, ROOT, ReadDoc};
use participation_acts::{TextField, ValueField};
use participation_types::{DeviceKey, EntryId, Hasher};

use crate::fault::EditFault;
use crate::history::TextKey;

use super::{empty, flaw};

/// The actor of an author in a branch of a generation. Each author's edits of a branch follow one
/// another, so no two changes share actor and sequence number: Automerge would refuse both.
pub(super) fn actor(author: DeviceKey, branch: EntryId, generation: Option<EntryId>) -> ActorId {
    let generation = generation.map_or([0; 32], |id| *id.as_bytes());
    let hasher = Hasher::new("participation/actor/1").with(author.as_bytes());
    short(hasher.with(branch.as_bytes()).with(&generation).finish())
}

/// The change that begins a text: it knows nothing, and is the same for every document. Whoever
/// names a text first builds upon it, so that two who name it at once write into one text: of two
/// objects under one key, Automerge would show one and lose the other.
pub(super) fn beginning(key: TextKey) -> Result<Change, EditFault> {
    let name = text_name(key);
    let mut doc = empty();
    doc.set_actor(short(Hasher::new("participation/text/1").with(name.as_bytes()).finish()));
    let mut transaction = doc.transaction();
    transaction.put_object(ROOT, name, ObjType::Text).map_err(flaw)?;
    let hash = transaction.commit_with(CommitOptions::default().with_time(0)).0;
    let change = hash.and_then(|hash| doc.get_change_by_hash(&hash));
    change.ok_or_else(|| EditFault::Derivation("a text does not begin".into()))
}

/// The key of a text, such as `title/ca`.
pub(super) fn text_name((field, language): TextKey) -> String {
    let field = match field {
        TextField::Title => "title",
        TextField::Body => "body",
        TextField::Subtitle => "subtitle",
        TextField::Summary => "summary",
        TextField::Announcement => "announcement",
        TextField::Instructions => "instructions",
        TextField::Place => "place",
        TextField::Updates => "updates",
    };
    format!("{field}/{language}")
}

/// The key of a value.
pub(super) const fn value_name(field: ValueField) -> &'static str {
    match field {
        ValueField::Address => "address",
        ValueField::Point => "point",
        ValueField::Classes => "classes",
        ValueField::Starts => "starts",
        ValueField::Ends => "ends",
        ValueField::Cost => "cost",
        ValueField::Url => "url",
        ValueField::Weight => "weight",
        ValueField::Attendance => "attendance",
        ValueField::Slug => "slug",
        ValueField::Progress => "progress",
    }
}

fn short(hash: [u8; 32]) -> ActorId {
    let (head, _) = hash.split_at(16);
    ActorId::from(head)
}
