//! One small act of each kind, with something in every list.

use participation_acts::{
    Alignment, Answer, Appeal, Attachment, Base, Column, Comment, Compose, Conclusion, Content,
    Detachment, DocumentKind, Edit, Envelope, Erased, Erasure, FieldEdit, FieldEdits, Invite,
    Label, Link, Matter, Meaning, Origin, Permit, Permits, Phase, PhaseChange, PhaseRules,
    PlainVoice, Point, Profile, Reason, Rebase, Relate, Relation, Reply, Report, Residue,
    Rewording, Root, Space, SpaceKind, Splice, Stance, State, Supports, TextField, Value,
    ValueField, Verdict, Voice, Withdrawal,
};
use participation_types::{BlobId, EntryId, Language, List, Localized, SlotId, Sorted, Timestamp};

use crate::samples::{entry, frontier, text};

/// The document, comment or space that an act is about.
pub(super) const SUBJECT: EntryId = entry(0xd0);
/// The phase that an author names.
pub(super) const PHASE: EntryId = entry(0xf0);

pub(super) fn language(tag: &str) -> Language {
    Language::new(tag).unwrap()
}

/// `x` in Catalan.
pub(super) fn localized<const MAX: usize>() -> Localized<MAX> {
    Localized::one(language("ca"), text("x"))
}

pub(super) fn list<T: std::fmt::Debug, const MAX: usize>(items: Vec<T>) -> List<T, MAX> {
    List::new(items).unwrap()
}

pub(super) fn ids<const MAX: usize>(numbers: &[u8]) -> Sorted<EntryId, MAX> {
    Sorted::new(numbers.iter().copied().map(entry)).unwrap()
}

fn rules() -> PhaseRules {
    let state = State { key: text("yes"), title: localized(), meaning: Meaning::Accepted };
    PhaseRules {
        permits: Permits::of(&[Permit::Propose, Permit::Edit, Permit::Attach]),
        hides_supports: true,
        proposals: 3,
        supports: 10,
        least_supports: 2,
        goal: 300,
        title_length: 150,
        body_length: 5_000,
        comment_length: 1_000,
        reply_depth: 3,
        states: list(vec![state]),
    }
}

fn phase() -> Phase {
    let starts = Some(Timestamp::from_millis(1_000));
    Phase { title: localized(), rules: rules(), starts, ends: None }
}

pub(super) fn space() -> Space {
    Space {
        kind: SpaceKind::Assembly,
        parent: Some(SUBJECT),
        title: localized(),
        languages: Sorted::new([language("es"), language("ca")]).unwrap(),
        phase: phase(),
    }
}

pub(super) fn phase_change() -> PhaseChange {
    PhaseChange {
        space: SUBJECT,
        previous: PHASE,
        phase: phase(),
        frontier: BlobId::from_bytes([0xb1; 32]),
        raises: true,
    }
}

fn splices() -> FieldEdit {
    let splice = |at, delete, insert| Splice { at, delete, insert: text(insert) };
    FieldEdit::Splice {
        field: TextField::Body,
        language: language("ca"),
        splices: list(vec![splice(0, 2, "ab"), splice(300, 0, "ç")]),
    }
}

/// A text and a value of each form.
pub(super) fn fields() -> FieldEdits {
    let set = |field, value| FieldEdit::Set { field, value };
    FieldEdits::new([
        splices(),
        set(ValueField::Address, Value::Line(text("x"))),
        set(ValueField::Point, Value::Point(Point::new(-900_000_000, 1_800_000_000).unwrap())),
        set(ValueField::Classes, Value::Entries(ids(&[1, 2]))),
        set(ValueField::Starts, Value::Time(Timestamp::from_millis(1_000))),
        set(ValueField::Cost, Value::Number(u64::MAX)),
        set(ValueField::Slug, Value::Nothing),
    ])
}

pub(super) fn base() -> Base {
    Base { proposal: SUBJECT, heads: ids(&[1, 2]) }
}

pub(super) fn origin() -> Origin {
    Origin {
        system: text("decidim"),
        id: text("7"),
        author_id: text("8"),
        author: text("Anna"),
        created: Timestamp::from_millis(1_000),
        supports: 300,
        endorsements: 1,
        follows: 2,
        state: text("yes"),
        withdrawn: false,
        answer: localized(),
        rest: list(vec![Column { name: text("a"), cell: text("b") }]),
    }
}

fn link() -> Link {
    Link { relation: Relation::SplitFrom, to: entry(0xe2) }
}

pub(super) fn root() -> Root {
    Root {
        kind: DocumentKind::Proposal,
        voice: Voice::Member,
        ordinal: 1,
        parent: None,
        base: None,
        links: list(vec![link()]),
        fields: FieldEdits::new([splices()]),
    }
}

pub(super) fn compose(root: Root) -> Content {
    Content::Compose(Compose { phase: PHASE, root })
}

pub(super) fn amendment() -> Root {
    Root { kind: DocumentKind::Amendment, ordinal: 0, base: Some(base()), ..root() }
}

pub(super) fn taxon() -> Root {
    Root { kind: DocumentKind::Taxon, ordinal: 0, parent: Some(SUBJECT), ..root() }
}

pub(super) fn imported() -> Root {
    Root { voice: Voice::Imported(Box::new(origin())), ..root() }
}

pub(super) fn edit() -> Edit {
    let (subject, phase, by) = (SUBJECT, PHASE, None);
    Edit { subject, phase, by, generation: None, deps: ids(&[1, 2]), fields: fields() }
}

pub(super) fn rebase() -> Rebase {
    Rebase {
        subject: SUBJECT,
        phase: entry(0xa0),
        generation: Some(entry(0xa1)),
        covers: frontier(),
        composed: PHASE,
        root: root(),
    }
}

pub(super) fn verdict() -> Verdict {
    Verdict {
        amendment: SUBJECT,
        phase: PHASE,
        by: None,
        heads: ids(&[1, 2]),
        accepts: false,
        reason: localized(),
    }
}

pub(super) fn relate() -> Relate {
    let (subject, phase, by) = (SUBJECT, PHASE, None);
    Relate { subject, phase, by, link: link(), counter: 1, linked: true }
}

pub(super) fn attachment() -> Attachment {
    Attachment {
        subject: SUBJECT,
        phase: PHASE,
        by: None,
        blob: BlobId::from_bytes([0xb1; 32]),
        size: 300,
        media: text("image/png"),
        name: text("a.png"),
        title: localized(),
        weight: 1,
    }
}

pub(super) fn comment() -> Comment {
    Comment {
        subject: SUBJECT,
        phase: PHASE,
        parent: None,
        voice: Voice::Official,
        alignment: Alignment::Against,
        language: language("ca"),
        text: text("x"),
    }
}

pub(super) fn rewording() -> Rewording {
    let (comment, phase) = (SUBJECT, PHASE);
    Rewording { comment, phase, counter: 1, language: language("ca"), text: text("x") }
}

pub(super) fn stance(matter: Matter, value: Alignment) -> Content {
    Content::Stance(Stance { subject: SUBJECT, phase: PHASE, matter, counter: 1, value })
}

pub(super) fn answer() -> Answer {
    Answer {
        subject: SUBJECT,
        phase: PHASE,
        counter: 1,
        state: text("yes"),
        text: localized(),
        cost: Some(300),
        cost_report: localized(),
        period: localized(),
    }
}

pub(super) fn label() -> Label {
    Label {
        subject: SUBJECT,
        counter: 1,
        hidden: true,
        reason: Reason::Private,
        text: localized(),
        appeal: Some(entry(0xa0)),
    }
}

/// Four entries, of which a document, a comment, nothing and what a re-base covered is left.
pub(super) fn erasure() -> Erasure {
    let document = Residue::Document {
        phase: PHASE,
        kind: DocumentKind::Amendment,
        voice: PlainVoice::Imported,
        ordinal: 0,
        base: Some(base()),
    };
    let comment = Residue::Comment {
        subject: SUBJECT,
        phase: PHASE,
        parent: None,
        voice: PlainVoice::Official,
        alignment: Alignment::InFavour,
    };
    let begun_anew = Residue::Rebase {
        subject: SUBJECT,
        composed: PHASE,
        kind: DocumentKind::Proposal,
        voice: PlainVoice::Member,
        ordinal: 0,
        base: None,
        covers: frontier(),
    };
    let left = [(1, document), (2, comment), (3, Residue::Nothing), (4, begun_anew)];
    let erased = left.map(|(n, residue)| Erased { entry: entry(n), residue });
    Erasure { erased: list(erased.to_vec()) }
}

/// One of each kind, in the order of their numbers.
pub(super) fn all() -> Vec<Content> {
    let (subject, phase, by, counter) = (SUBJECT, PHASE, None, 1);
    let envelope = Envelope::new(vec![0x5a; 3]).unwrap();
    vec![
        Content::Space(space()),
        Content::Phase(phase_change()),
        compose(root()),
        Content::Edit(edit()),
        Content::Rebase(rebase()),
        Content::Invite(Invite { subject, phase, by, slot: SlotId::of(entry(0x51)) }),
        Content::Reply(Reply { invitation: subject, counter, accepts: true }),
        Content::Verdict(verdict()),
        Content::Withdraw(Withdrawal { subject, by, reason: localized() }),
        Content::Relate(relate()),
        Content::Attach(attachment()),
        Content::Detach(Detachment { attachment: subject, by: Some(entry(0xa0)) }),
        Content::Comment(comment()),
        Content::Reword(rewording()),
        stance(Matter::Rating, Alignment::Against),
        Content::Supports(Supports { phase, counter, proposals: ids(&[1, 2]) }),
        Content::Profile(Profile { counter, name: text("Anna"), about: localized() }),
        Content::Answer(answer()),
        Content::Conclude(Conclusion {
            subject,
            phase,
            by,
            counter,
            closed: true,
            text: localized(),
        }),
        Content::Report(Report { subject, envelope }),
        Content::Label(label()),
        Content::Appeal(Appeal { label: subject, language: language("ca"), text: text("x") }),
        Content::Erase(erasure()),
    ]
}

/// The sample of the kind with this number.
pub(super) fn kind(number: u64) -> Content {
    all().into_iter().find(|content| content.kind().number() == number).unwrap()
}
