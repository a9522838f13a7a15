//! Generators of all that acts of deliberation can say. The large ones are boxed: as one value
//! they outgrow the stack of a test.

mod space;

use participation_acts::{
    Alignment, Answer, Appeal, Attachment, Base, Column, Comment, Compose, Conclusion, Content,
    Detachment, DocumentKind, Edit, Envelope, Erased, Erasure, FieldEdit, FieldEdits, Invite,
    Label, Link, Matter, Origin, PlainVoice, Point, Profile, Reason, Rebase, Relate, Relation,
    Reply, Report, Residue, Rewording, Root, Splice, Stance, Supports, TextField, Value,
    ValueField, Verdict, Voice, Withdrawal,
};
use participation_types::{EntryId, Language, List, Localized, Sorted, Text, Timestamp};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::samples::{any_frontier, any_text, blob, entry_id, slot};

const ALIGNMENTS: [Alignment; 3] = [Alignment::Against, Alignment::Neutral, Alignment::InFavour];

fn one_of<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> impl Strategy<Value = T> + use<T> {
    select(all.to_vec())
}

fn language() -> impl Strategy<Value = Language> + Clone {
    "[a-z]{2,3}(-[a-z0-9]{2,8})?".prop_map(|tag| Language::new(&tag).unwrap())
}

fn localized<const MAX: usize>() -> impl Strategy<Value = Localized<MAX>> {
    btree_map(language(), any_text(), 0..4).prop_map(Localized::new)
}

fn said<const MAX: usize>() -> impl Strategy<Value = Text<MAX>> {
    (any_text::<MAX>(), "[a-z]{1,9}").prop_map(|(text, word)| {
        if text.as_str().trim().is_empty() { Text::new(word).unwrap() } else { text }
    })
}

fn list<T: std::fmt::Debug, const MAX: usize>(
    item: impl Strategy<Value = T>,
) -> impl Strategy<Value = List<T, MAX>> {
    vec(item, 0..4).prop_map(|items| List::new(items).unwrap())
}

fn ids<const MAX: usize>(least: usize) -> impl Strategy<Value = Sorted<EntryId, MAX>> {
    btree_set(entry_id(), least..5).prop_map(|ids| Sorted::new(ids).unwrap())
}

fn time() -> impl Strategy<Value = Timestamp> {
    any::<u64>().prop_map(Timestamp::from_millis)
}

fn counter() -> std::ops::RangeFrom<u32> {
    1..
}

fn maybe() -> impl Strategy<Value = Option<EntryId>> {
    option::of(entry_id())
}

fn splice() -> impl Strategy<Value = Splice> {
    (any::<u32>(), any::<u32>(), any_text::<60_000>()).prop_map(|(at, delete, insert)| {
        let delete = if insert.as_str().is_empty() { delete.max(1) } else { delete };
        Splice { at, delete, insert }
    })
}

fn value(field: ValueField) -> BoxedStrategy<Value> {
    let value = match field {
        ValueField::Address | ValueField::Url | ValueField::Attendance | ValueField::Slug => {
            any_text().prop_map(Value::Line).boxed()
        }
        ValueField::Point => (-900_000_000..=900_000_000, -1_800_000_000..=1_800_000_000)
            .prop_map(|(latitude, longitude)| {
                Value::Point(Point::new(latitude, longitude).unwrap())
            })
            .boxed(),
        ValueField::Classes => ids(0).prop_map(Value::Entries).boxed(),
        ValueField::Starts | ValueField::Ends => time().prop_map(Value::Time).boxed(),
        ValueField::Cost | ValueField::Weight => any::<u64>().prop_map(Value::Number).boxed(),
        ValueField::Progress => (0..=ValueField::DONE).prop_map(Value::Number).boxed(),
    };
    prop_oneof![4 => value, 1 => Just(Value::Nothing)].boxed()
}

fn field_edit() -> impl Strategy<Value = FieldEdit> {
    prop_oneof![
        (one_of(TextField::ALL), language(), vec(splice(), 1..4)).prop_map(
            |(field, language, splices)| {
                let splices = List::new(splices).unwrap();
                FieldEdit::Splice { field, language, splices }
            }
        ),
        one_of(ValueField::ALL).prop_flat_map(|field| {
            value(field).prop_map(move |value| FieldEdit::Set { field, value })
        }),
    ]
}

fn fields() -> BoxedStrategy<FieldEdits> {
    vec(field_edit(), 1..6).prop_map(FieldEdits::new).boxed()
}

fn origin() -> BoxedStrategy<Origin> {
    let texts = (any_text(), any_text(), any_text(), any_text(), any_text());
    let numbers = (any::<u32>(), any::<u32>(), any::<u32>());
    let column = (any_text(), any_text()).prop_map(|(name, cell)| Column { name, cell });
    (texts, time(), numbers, any::<bool>(), localized(), list(column))
        .prop_map(|(texts, created, numbers, withdrawn, answer, rest)| Origin {
            system: texts.0,
            id: texts.1,
            author_id: texts.2,
            author: texts.3,
            created,
            supports: numbers.0,
            endorsements: numbers.1,
            follows: numbers.2,
            state: texts.4,
            withdrawn,
            answer,
            rest,
        })
        .boxed()
}

fn voice() -> BoxedStrategy<Voice> {
    prop_oneof![
        Just(Voice::Member),
        Just(Voice::Official),
        origin().prop_map(|origin| Voice::Imported(Box::new(origin))),
    ]
    .boxed()
}

fn base() -> impl Strategy<Value = Base> {
    (entry_id(), ids(1)).prop_map(|(proposal, heads)| Base { proposal, heads })
}

fn link() -> impl Strategy<Value = Link> {
    (one_of(Relation::ALL), entry_id()).prop_map(|(relation, to)| Link { relation, to })
}

fn root() -> BoxedStrategy<Root> {
    let kind = one_of(DocumentKind::ALL);
    (kind, voice(), any::<u16>(), maybe(), base(), list(link()), fields())
        .prop_map(|(kind, voice, ordinal, parent, base, links, fields)| Root {
            kind,
            voice,
            ordinal: if kind == DocumentKind::Proposal { ordinal } else { 0 },
            parent: parent.filter(|_| kind == DocumentKind::Taxon),
            base: (kind == DocumentKind::Amendment).then_some(base),
            links,
            fields,
        })
        .boxed()
}

fn residue() -> BoxedStrategy<Residue> {
    let voice = || one_of(PlainVoice::ALL);
    prop_oneof![
        Just(Residue::Nothing),
        (entry_id(), one_of(DocumentKind::ALL), voice(), any::<u16>(), option::of(base()))
            .prop_map(|(phase, kind, voice, ordinal, base)| Residue::Document {
                phase,
                kind,
                voice,
                ordinal,
                base
            }),
        (entry_id(), entry_id(), maybe(), voice(), one_of(&ALIGNMENTS)).prop_map(
            |(subject, phase, parent, voice, alignment)| Residue::Comment {
                subject,
                phase,
                parent,
                voice,
                alignment
            }
        ),
        (
            entry_id(),
            entry_id(),
            one_of(DocumentKind::ALL),
            voice(),
            option::of(base()),
            any_frontier()
        )
            .prop_filter("a re-base of something", |(.., covers)| !covers.is_empty())
            .prop_map(|(subject, composed, kind, voice, base, covers)| Residue::Rebase {
                subject,
                composed,
                kind,
                voice,
                ordinal: 0,
                base,
                covers,
            }),
    ]
    .boxed()
}

fn texts() -> BoxedStrategy<Content> {
    prop_oneof![
        (entry_id(), root()).prop_map(|(phase, root)| Content::Compose(Compose { phase, root })),
        (entry_id(), entry_id(), maybe(), maybe(), ids(1), fields()).prop_map(
            |(subject, phase, by, generation, deps, fields)| {
                Content::Edit(Edit { subject, phase, by, generation, deps, fields })
            }
        ),
        (entry_id(), entry_id(), maybe(), any_frontier(), entry_id(), root()).prop_filter_map(
            "a re-base of nothing",
            |(subject, phase, generation, covers, composed, root)| {
                let rebase = Rebase { subject, phase, generation, covers, composed, root };
                (!rebase.covers.is_empty()).then_some(Content::Rebase(rebase))
            }
        ),
    ]
    .boxed()
}

fn authors() -> BoxedStrategy<Content> {
    prop_oneof![
        (entry_id(), entry_id(), maybe(), slot()).prop_map(|(subject, phase, by, slot)| {
            Content::Invite(Invite { subject, phase, by, slot })
        }),
        (entry_id(), counter(), any::<bool>()).prop_map(|(invitation, counter, accepts)| {
            Content::Reply(Reply { invitation, counter, accepts })
        }),
        (entry_id(), entry_id(), maybe(), ids(1), any::<bool>(), localized()).prop_map(
            |(amendment, phase, by, heads, accepts, reason)| {
                Content::Verdict(Verdict { amendment, phase, by, heads, accepts, reason })
            }
        ),
        (entry_id(), maybe(), localized()).prop_map(|(subject, by, reason)| {
            Content::Withdraw(Withdrawal { subject, by, reason })
        }),
        (entry_id(), entry_id(), maybe(), link(), counter(), any::<bool>()).prop_map(
            |(subject, phase, by, link, counter, linked)| {
                Content::Relate(Relate { subject, phase, by, link, counter, linked })
            }
        ),
    ]
    .boxed()
}

fn files() -> BoxedStrategy<Content> {
    let what = (blob(), 1..=Attachment::MAX_SIZE, any_text(), any_text(), localized());
    prop_oneof![
        (entry_id(), entry_id(), maybe(), what, any::<u16>()).prop_map(
            |(subject, phase, by, (blob, size, media, name, title), weight)| {
                Content::Attach(Attachment {
                    subject,
                    phase,
                    by,
                    blob,
                    size,
                    media,
                    name,
                    title,
                    weight,
                })
            }
        ),
        (entry_id(), maybe())
            .prop_map(|(attachment, by)| Content::Detach(Detachment { attachment, by })),
    ]
    .boxed()
}

fn discussion() -> BoxedStrategy<Content> {
    let ids_of_comment = (entry_id(), entry_id(), maybe());
    let stance = (one_of(Matter::ALL), counter(), one_of(&ALIGNMENTS));
    prop_oneof![
        (ids_of_comment, voice(), one_of(&ALIGNMENTS), language(), said()).prop_map(
            |((subject, phase, parent), voice, alignment, language, text)| {
                let alignment = if parent.is_some() { Alignment::Neutral } else { alignment };
                Content::Comment(Comment {
                    subject,
                    phase,
                    parent,
                    voice,
                    alignment,
                    language,
                    text,
                })
            }
        ),
        (entry_id(), entry_id(), counter(), language(), said()).prop_map(
            |(comment, phase, counter, language, text)| {
                Content::Reword(Rewording { comment, phase, counter, language, text })
            }
        ),
        (entry_id(), entry_id(), stance).prop_map(|(subject, phase, (matter, counter, value))| {
            let below = matter != Matter::Rating && value == Alignment::Against;
            let value = if below { Alignment::Neutral } else { value };
            Content::Stance(Stance { subject, phase, matter, counter, value })
        }),
        (entry_id(), counter(), ids(0)).prop_map(|(phase, counter, proposals)| {
            Content::Supports(Supports { phase, counter, proposals })
        }),
        (counter(), any_text(), localized())
            .prop_map(|(counter, name, about)| Content::Profile(Profile { counter, name, about })),
    ]
    .boxed()
}

fn office() -> BoxedStrategy<Content> {
    let reasons = (option::of(any::<u64>()), localized(), localized());
    prop_oneof![
        (entry_id(), entry_id(), counter(), any_text(), localized(), reasons).prop_map(
            |(subject, phase, counter, state, text, (cost, cost_report, period))| {
                Content::Answer(Answer {
                    subject,
                    phase,
                    counter,
                    state,
                    text,
                    cost,
                    cost_report,
                    period,
                })
            }
        ),
        (entry_id(), entry_id(), maybe(), counter(), any::<bool>(), localized()).prop_map(
            |(subject, phase, by, counter, closed, text)| {
                Content::Conclude(Conclusion { subject, phase, by, counter, closed, text })
            }
        ),
        (entry_id(), vec(any::<u8>(), 1..90)).prop_map(|(subject, bytes)| {
            Content::Report(Report { subject, envelope: Envelope::new(bytes).unwrap() })
        }),
        (entry_id(), counter(), any::<bool>(), one_of(Reason::ALL), localized(), maybe()).prop_map(
            |(subject, counter, hidden, reason, text, appeal)| {
                Content::Label(Label { subject, counter, hidden, reason, text, appeal })
            }
        ),
        (entry_id(), language(), any_text())
            .prop_map(|(label, language, text)| Content::Appeal(Appeal { label, language, text })),
        btree_map(entry_id(), residue(), 1..4).prop_map(|erased| {
            let erased = erased.into_iter().map(|(entry, residue)| Erased { entry, residue });
            Content::Erase(Erasure { erased: List::new(erased.collect()).unwrap() })
        }),
    ]
    .boxed()
}

/// An act of deliberation of any kind.
pub(crate) fn content() -> BoxedStrategy<Content> {
    prop_oneof![space::spaces(), texts(), authors(), files(), discussion(), office()].boxed()
}
