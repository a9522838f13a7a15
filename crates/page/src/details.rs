//! What documents and spaces say beyond their title and body: places, days, costs, themes.
//!
//! Each kind of document has some of them ([`Detail::of`]). A form asks for them as text, and what
//! was typed is read back here; a page tells of them as [`Fact`]s.

mod facts;
mod point;
mod progress;

use std::collections::BTreeSet;

use participation::{
    Contents, Deliberation, DocumentKind, EntryId, Language, Sorted, SubjectKind, Text, TextField,
    Value, ValueField,
};

pub(crate) use facts::{Fact, fact, facts};
pub(crate) use progress::Progress;

use crate::dates;
use crate::fields::{Field, Filled, Widget, choice};
use crate::link;
use crate::list::{self, Choice};
use crate::money;
use crate::words::Words;

/// Decimals of money in documents: their costs are in cents, as Decidim's are.
pub(crate) const DECIMALS: u8 = 2;

/// Themes that a form offers at most.
const THEMES: usize = 200;

/// Something beyond title and body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    Announcement,
    Summary,
    Instructions,
    Updates,
    Place,
    Starts,
    Ends,
    Attendance,
    Address,
    Point,
    Url,
    Cost,
    Progress,
    Classes,
}

/// Where it is kept.
enum Kept {
    Text(TextField),
    Value(ValueField),
}

impl Detail {
    /// What a kind of subject has.
    pub(crate) const fn of(kind: SubjectKind) -> &'static [Self] {
        match kind {
            SubjectKind::Space => &[Self::Announcement, Self::Summary, Self::Instructions],
            SubjectKind::Document(DocumentKind::Proposal) => {
                &[Self::Address, Self::Point, Self::Classes]
            }
            SubjectKind::Document(DocumentKind::Debate) => &[Self::Classes],
            SubjectKind::Document(DocumentKind::Post) => &[Self::Summary],
            SubjectKind::Document(DocumentKind::Meeting) => &[
                Self::Starts,
                Self::Ends,
                Self::Attendance,
                Self::Place,
                Self::Address,
                Self::Point,
                Self::Url,
                Self::Classes,
            ],
            SubjectKind::Document(DocumentKind::Project) => {
                &[Self::Cost, Self::Summary, Self::Address, Self::Point, Self::Classes]
            }
            SubjectKind::Document(DocumentKind::Result) => &[
                Self::Updates,
                Self::Progress,
                Self::Starts,
                Self::Ends,
                Self::Cost,
                Self::Address,
                Self::Point,
                Self::Classes,
            ],
            SubjectKind::Document(
                DocumentKind::Amendment | DocumentKind::Page | DocumentKind::Taxon,
            )
            | SubjectKind::Comment => &[],
        }
    }

    /// Its name in a form.
    const fn name(self) -> &'static str {
        match self {
            Self::Announcement => "announcement",
            Self::Summary => "summary",
            Self::Instructions => "instructions",
            Self::Updates => "updates",
            Self::Place => "place",
            Self::Starts => "starts",
            Self::Ends => "ends",
            Self::Attendance => "attendance",
            Self::Address => "address",
            Self::Point => "point",
            Self::Url => "url",
            Self::Cost => "cost",
            Self::Progress => "progress",
            Self::Classes => "classes",
        }
    }

    const fn kept(self) -> Kept {
        match self {
            Self::Announcement => Kept::Text(TextField::Announcement),
            Self::Summary => Kept::Text(TextField::Summary),
            Self::Instructions => Kept::Text(TextField::Instructions),
            Self::Updates => Kept::Text(TextField::Updates),
            Self::Place => Kept::Text(TextField::Place),
            Self::Starts => Kept::Value(ValueField::Starts),
            Self::Ends => Kept::Value(ValueField::Ends),
            Self::Attendance => Kept::Value(ValueField::Attendance),
            Self::Address => Kept::Value(ValueField::Address),
            Self::Point => Kept::Value(ValueField::Point),
            Self::Url => Kept::Value(ValueField::Url),
            Self::Cost => Kept::Value(ValueField::Cost),
            Self::Progress => Kept::Value(ValueField::Progress),
            Self::Classes => Kept::Value(ValueField::Classes),
        }
    }

    /// The messages that ask for it: its name, and what helps.
    const fn asked(self) -> (&'static str, &'static str) {
        match self {
            Self::Announcement => ("field-announcement", "announcement-hint"),
            Self::Summary => ("field-summary", "summary-hint"),
            Self::Instructions => ("field-instructions", ""),
            Self::Updates => ("field-updates", "updates-hint"),
            Self::Place => ("field-place", "place-hint"),
            Self::Starts => ("detail-starts", ""),
            Self::Ends => ("detail-ends", ""),
            Self::Attendance => ("detail-attendance", ""),
            Self::Address => ("detail-address", "address-hint"),
            Self::Point => ("detail-point", "point-hint"),
            Self::Url => ("detail-url", "url-hint"),
            Self::Cost => ("detail-cost", "cost-hint"),
            Self::Progress => ("progress-field", "progress-hint"),
            Self::Classes => ("kind-taxons", ""),
        }
    }
}

/// Ways in which a meeting is held, with the messages that name them.
const ATTENDANCE: [(&str, &str); 3] = [
    ("in-person", "attendance-in-person"),
    ("online", "attendance-online"),
    ("hybrid", "attendance-hybrid"),
];

/// The fields that ask for what a kind of subject has.
pub(crate) fn fields(
    reading: &Deliberation,
    space: &EntryId,
    kind: SubjectKind,
    filled: &Filled,
    w: Words,
) -> Vec<Field> {
    let field = |detail: &Detail| {
        let widget = match detail {
            Detail::Announcement | Detail::Summary | Detail::Instructions | Detail::Updates => {
                Widget::Lines(3)
            }
            Detail::Starts | Detail::Ends => Widget::Time,
            Detail::Progress => Widget::Number,
            Detail::Attendance => {
                let ways = ATTENDANCE.map(|(value, key)| choice(value, w.say(key)));
                Widget::List(
                    [choice("", w.say("attendance-unsaid"))].into_iter().chain(ways).collect(),
                )
            }
            Detail::Classes => Widget::Several(themes(reading, space, w)),
            Detail::Place | Detail::Address | Detail::Point | Detail::Url | Detail::Cost => {
                Widget::Line
            }
        };
        if matches!(&widget, Widget::Several(choices) if choices.is_empty()) {
            return None;
        }
        let (label, hint) = detail.asked();
        let field = filled.field(detail.name(), w.say(label), widget);
        let is_time = matches!(detail, Detail::Starts | Detail::Ends);
        let said = if hint.is_empty() { String::new() } else { w.say(hint) };
        Some(field.hint(if is_time { dates::clock(w) } else { said }))
    };
    Detail::of(kind).iter().filter_map(field).collect()
}

/// The themes under which a document of a space can be filed: those of the space, each with what
/// stands above it.
fn themes(reading: &Deliberation, space: &EntryId, w: Words) -> Vec<Choice> {
    let standing = reading.cards().filter(|card| {
        card.kind == DocumentKind::Taxon
            && card.space == *space
            && card.is_shown()
            && card.withdrawn.is_none()
    });
    let theme = |card: &participation::Card| {
        let own = list::titled(&card.titles, w).1;
        let above = card.parent.and_then(|parent| reading.card(&parent));
        let above = above.map(|card| format!("{} › ", list::titled(&card.titles, w).1));
        choice(link::digits(&card.id), above.unwrap_or_default() + &own)
    };
    let mut themes: Vec<Choice> = standing.take(THEMES).map(theme).collect();
    themes.sort_by(|a, b| a.text.cmp(&b.text));
    themes
}

/// What a subject says, as a form asks for it.
pub(crate) fn fill(
    filled: &mut Filled,
    kind: SubjectKind,
    contents: &Contents,
    language: Language,
    w: Words,
) {
    for detail in Detail::of(kind) {
        let name = detail.name();
        match detail.kept() {
            Kept::Text(field) => filled.put(name, contents.text(field, language)),
            Kept::Value(field) => match contents.value(field) {
                Some(Value::Entries(ids)) => {
                    for id in ids.iter() {
                        filled.put(name, link::digits(id));
                    }
                }
                Some(Value::Line(line)) => filled.put(name, line.as_str()),
                Some(Value::Number(number)) if *detail == Detail::Progress => {
                    filled.put(name, number.to_string());
                }
                Some(Value::Number(number)) => filled.put(name, money::typed(*number, DECIMALS)),
                Some(Value::Point(point)) => filled.put(name, point::typed(*point)),
                Some(Value::Time(time)) => filled.put(name, dates::typed(*time, w.zone())),
                Some(Value::Nothing) | None => {}
            },
        }
    }
}

/// Puts what was typed into what a subject says, and says beside each field what cannot be read.
pub(crate) fn put(
    filled: &mut Filled,
    reading: &Deliberation,
    kind: SubjectKind,
    contents: &mut Contents,
    language: Language,
    w: Words,
) {
    for detail in Detail::of(kind) {
        let name = detail.name();
        let typed = filled.get(name).to_owned();
        match detail.kept() {
            Kept::Text(field) if typed.is_empty() => {
                contents.texts.remove(&(field, language));
            }
            Kept::Text(field) => {
                contents.texts.insert((field, language), typed);
            }
            Kept::Value(field) => {
                let value = if *detail == Detail::Classes {
                    Ok(classes(reading, &filled.all(name)))
                } else if typed.is_empty() {
                    Ok(None)
                } else if is_untouched(contents.value(field), &typed, w) {
                    continue;
                } else {
                    value(*detail, &typed, w).map(Some)
                };
                match value {
                    Ok(Some(value)) => {
                        contents.values.insert(field, value);
                    }
                    Ok(None) => {
                        contents.values.remove(&field);
                    }
                    Err(key) => filled.wrong(name, w.say(key)),
                }
            }
        }
    }
    let time = |field| match contents.value(field) {
        Some(Value::Time(time)) => Some(*time),
        _ => None,
    };
    if let Some((starts, ends)) = time(ValueField::Starts).zip(time(ValueField::Ends))
        && ends < starts
    {
        filled.wrong("ends", w.say("ends-too-early"));
    }
}

fn classes(reading: &Deliberation, chosen: &BTreeSet<&str>) -> Option<Value> {
    let all = || reading.cards().filter(|card| card.kind == DocumentKind::Taxon);
    let ids = chosen.iter().filter_map(|digits| link::find(digits, all().map(|card| card.id)));
    let ids = Sorted::new(ids.take(64).collect::<Vec<_>>()).ok()?;
    (!ids.is_empty()).then_some(Value::Entries(ids))
}

/// Whether a time is typed as the form showed it: then it stays to the second, and in an hour that
/// comes twice it stays which of the two it is.
fn is_untouched(value: Option<&Value>, typed: &str, w: Words) -> bool {
    matches!(value, Some(Value::Time(time)) if dates::typed(*time, w.zone()) == typed)
}

/// A value from what was typed, or the message that says how to write it.
fn value(detail: Detail, typed: &str, w: Words) -> Result<Value, &'static str> {
    match detail {
        Detail::Starts | Detail::Ends => {
            dates::read(typed, w.zone()).map(Value::Time).map_err(dates::NoTime::key)
        }
        Detail::Point => point::read(typed).map(Value::Point).ok_or("no-point"),
        Detail::Cost => money::read(typed, DECIMALS).map(Value::Number).ok_or("no-money"),
        Detail::Progress => progress::read(typed).map(Value::Number).ok_or("no-progress"),
        Detail::Url if !is_web(typed) => Err("no-url"),
        Detail::Attendance if !ATTENDANCE.iter().any(|(value, _)| *value == typed) => {
            Err("no-choice")
        }
        Detail::Url
        | Detail::Attendance
        | Detail::Address
        | Detail::Classes
        | Detail::Announcement
        | Detail::Summary
        | Detail::Instructions
        | Detail::Updates
        | Detail::Place => Text::new(typed).map(Value::Line).map_err(|_| "why-text"),
    }
}

/// Whether a text is an address on the web, and nothing else.
pub(crate) fn is_web(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}
