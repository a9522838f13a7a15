//! One act of deliberation of each kind, and of each form within a kind.

use participation_acts::{
    Act, Alignment, Answer, Appeal, Attachment, Base, Column, Comment, Compose, Conclusion,
    Content, Detachment, DocumentKind, Edit, Envelope, Erased, Erasure, FieldEdit, FieldEdits,
    Invite, Label, Link, Matter, Meaning, Origin, Permit, Permits, Phase, PhaseChange, PhaseRules,
    PlainVoice, Point, Profile, Reason, Rebase, Relate, Relation, Reply, Report, Residue,
    Rewording, Root, Space, SpaceKind, Splice, Stance, State, Supports, TextField, Value,
    ValueField, Verdict, Voice, Withdrawal,
};
use participation_types::{BlobId, EntryId, Language, List, Localized, SlotId, Sorted, Timestamp};

use crate::{entry, frontier, slot, text};

const TIME: Timestamp = Timestamp::from_millis(1_700_000_000_000);
const BLOB: BlobId = BlobId::from_bytes([6; 32]);

fn language(tag: &str) -> Language {
    Language::new(tag).expect("a seed's tag is one")
}

fn said<const MAX: usize>(ca: &str) -> Localized<MAX> {
    Localized::new([(language("ca"), text(ca)), (language("pt-br"), text("Sim"))])
}

fn list<T: std::fmt::Debug, const MAX: usize>(items: Vec<T>) -> List<T, MAX> {
    List::new(items).expect("a seed's list is short")
}

fn ids<const MAX: usize>(numbers: &[u8]) -> Sorted<EntryId, MAX> {
    Sorted::new(numbers.iter().copied().map(entry)).expect("a seed's list is short")
}

/// All of them.
pub(crate) fn acts() -> Vec<Act> {
    let all = [spaces(), documents(), authors(), discussion(), offices()];
    all.concat().into_iter().map(Act::Content).collect()
}

fn phase() -> Phase {
    let state = |key, meaning| State { key: text(key), title: said("Sí"), meaning };
    let rules = PhaseRules {
        permits: Permits::of(&[Permit::Propose, Permit::Comment]),
        hides_supports: true,
        proposals: 3,
        supports: 10,
        least_supports: 2,
        goal: 300,
        title_length: 150,
        body_length: 5_000,
        comment_length: 1_000,
        reply_depth: 3,
        states: list(vec![state("yes", Meaning::Accepted), state("no", Meaning::Rejected)]),
    };
    Phase { title: said("Propostes"), rules, starts: Some(TIME), ends: None }
}

fn spaces() -> Vec<Content> {
    let languages = Sorted::new(["ca", "pt-br"].map(language)).expect("two languages");
    vec![
        Content::Space(Space {
            kind: SpaceKind::Process,
            parent: Some(entry(1)),
            title: said("Barri"),
            languages,
            phase: phase(),
        }),
        Content::Phase(PhaseChange {
            space: entry(1),
            previous: entry(1),
            phase: phase(),
            frontier: BLOB,
            raises: true,
        }),
    ]
}

fn fields() -> FieldEdits {
    let set = |field, value| FieldEdit::Set { field, value };
    let splice = |at, delete, insert| Splice { at, delete, insert: text(insert) };
    FieldEdits::new([
        FieldEdit::text(TextField::Title, language("ca"), text("Més bancs")),
        FieldEdit::Splice {
            field: TextField::Body,
            language: language("ca"),
            splices: list(vec![splice(0, 2, "🪑"), splice(1, 0, "ç")]),
        },
        set(ValueField::Address, Value::Line(text("Plaça, 1"))),
        set(ValueField::Point, Value::Point(Point::new(414_000_000, -21_000_000).expect("there"))),
        set(ValueField::Classes, Value::Entries(ids(&[1, 2]))),
        set(ValueField::Starts, Value::Time(TIME)),
        set(ValueField::Ends, Value::Nothing),
        set(ValueField::Cost, Value::Number(300)),
        set(ValueField::Progress, Value::Number(45)),
    ])
}

fn base() -> Base {
    Base { proposal: entry(1), heads: ids(&[2, 3]) }
}

fn origin() -> Origin {
    Origin {
        system: text("decidim"),
        id: text("7"),
        author_id: text("8"),
        author: text("Veïns"),
        created: TIME,
        supports: 300,
        endorsements: 1,
        follows: 2,
        state: text("accepted"),
        withdrawn: false,
        answer: said("Sí"),
        rest: list(vec![Column { name: text("colour"), cell: text("green") }]),
    }
}

fn root(kind: DocumentKind, voice: Voice) -> Root {
    Root {
        kind,
        voice,
        ordinal: u16::from(kind == DocumentKind::Proposal),
        parent: (kind == DocumentKind::Taxon).then(|| entry(4)),
        base: (kind == DocumentKind::Amendment).then(base),
        links: list(vec![Link { relation: Relation::MergedFrom, to: entry(5) }]),
        fields: fields(),
    }
}

fn documents() -> Vec<Content> {
    let (subject, phase) = (entry(1), entry(2));
    let roots = [
        root(DocumentKind::Proposal, Voice::Member),
        root(DocumentKind::Amendment, Voice::Member),
        root(DocumentKind::Taxon, Voice::Official),
        root(DocumentKind::Result, Voice::Imported(Box::new(origin()))),
    ];
    let mut all: Vec<Content> = roots.map(|root| Content::Compose(Compose { phase, root })).into();
    all.extend([
        Content::Edit(Edit {
            subject,
            phase,
            by: Some(entry(3)),
            generation: Some(entry(4)),
            deps: ids(&[5, 6]),
            fields: fields(),
        }),
        Content::Rebase(Rebase {
            subject,
            phase,
            generation: None,
            covers: frontier(),
            composed: phase,
            root: root(DocumentKind::Proposal, Voice::Member),
        }),
    ]);
    all
}

fn authors() -> Vec<Content> {
    let (subject, phase, by, counter) = (entry(1), entry(2), Some(entry(3)), 1);
    let link = Link { relation: Relation::PartOf, to: entry(5) };
    let slot: SlotId = slot();
    vec![
        Content::Invite(Invite { subject, phase, by, slot }),
        Content::Reply(Reply { invitation: subject, counter, accepts: true }),
        Content::Verdict(Verdict {
            amendment: subject,
            phase,
            by,
            heads: ids(&[5, 6]),
            accepts: false,
            reason: said("No"),
        }),
        Content::Withdraw(Withdrawal { subject, by, reason: said("Ja no") }),
        Content::Relate(Relate { subject, phase, by, link, counter, linked: true }),
        Content::Attach(Attachment {
            subject,
            phase,
            by,
            blob: BLOB,
            size: 300,
            media: text("image/png"),
            name: text("a.png"),
            title: said("Un banc"),
            weight: 1,
        }),
        Content::Detach(Detachment { attachment: subject, by }),
    ]
}

fn discussion() -> Vec<Content> {
    let (subject, phase, counter) = (entry(1), entry(2), 1);
    let comment = |parent, voice, alignment| {
        let (language, text) = (language("ca"), text("Cal aigua"));
        Content::Comment(Comment { subject, phase, parent, voice, alignment, language, text })
    };
    let stance = |matter, value| Content::Stance(Stance { subject, phase, matter, counter, value });
    vec![
        comment(None, Voice::Member, Alignment::Against),
        comment(Some(entry(3)), Voice::Official, Alignment::Neutral),
        comment(None, Voice::Imported(Box::new(origin())), Alignment::InFavour),
        Content::Reword(Rewording {
            comment: subject,
            phase,
            counter,
            language: language("ca"),
            text: text("Cal molta aigua"),
        }),
        stance(Matter::Support, Alignment::InFavour),
        stance(Matter::Endorsement, Alignment::Neutral),
        stance(Matter::Rating, Alignment::Against),
        Content::Supports(Supports { phase, counter, proposals: ids(&[5, 6]) }),
        Content::Profile(Profile { counter, name: text("Anna"), about: said("Del barri") }),
    ]
}

fn offices() -> Vec<Content> {
    let (subject, phase, by, counter) = (entry(1), entry(2), None, 1);
    let document = Residue::Document {
        phase,
        kind: DocumentKind::Amendment,
        voice: PlainVoice::Member,
        ordinal: 0,
        base: Some(base()),
    };
    let comment = Residue::Comment {
        subject,
        phase,
        parent: Some(entry(3)),
        voice: PlainVoice::Imported,
        alignment: Alignment::Neutral,
    };
    let begun_anew = Residue::Rebase {
        subject,
        composed: phase,
        kind: DocumentKind::Proposal,
        voice: PlainVoice::Member,
        ordinal: 0,
        base: None,
        covers: frontier(),
    };
    let left = [(5, document), (6, comment), (7, Residue::Nothing), (8, begun_anew)];
    let erased = left.map(|(n, residue)| Erased { entry: entry(n), residue });
    let envelope = Envelope::new(super::envelope()).expect("an envelope fits a report");
    vec![
        Content::Answer(Answer {
            subject,
            phase,
            counter,
            state: text("yes"),
            text: said("Es farà"),
            cost: Some(4_500_000),
            cost_report: said("Segons el viver"),
            period: said("A la tardor"),
        }),
        Content::Conclude(Conclusion {
            subject,
            phase,
            by,
            counter,
            closed: true,
            text: said("Tancat"),
        }),
        Content::Report(Report { subject, envelope }),
        Content::Label(Label {
            subject,
            counter,
            hidden: true,
            reason: Reason::Spam,
            text: said("Ven coses"),
            appeal: Some(entry(3)),
        }),
        Content::Appeal(Appeal { label: subject, language: language("ca"), text: text("No") }),
        Content::Erase(Erasure { erased: list(erased.to_vec()) }),
    ]
}
