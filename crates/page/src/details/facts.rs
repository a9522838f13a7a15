//! What a page tells of a document or a space beyond its texts.

use participation::{Deliberation, EntryId, Value, ValueField};

use super::{ATTENDANCE, is_web, point, progress};
use crate::dates::Moment;
use crate::money::Purse;
use crate::words::Words;
use crate::{link, list, plain};

/// Something that a page tells in a line.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) text: String,
    /// Where it leads; empty for nowhere.
    pub(crate) href: String,
    /// The time that it is, for programs; empty for none.
    pub(crate) iso: String,
}

/// The facts of what has these values, but how far it has come, which a page shows above them.
pub(crate) fn facts(
    reading: &Deliberation,
    root: &str,
    values: &[(ValueField, Value)],
    w: Words,
) -> Vec<Fact> {
    let order = [
        ValueField::Starts,
        ValueField::Ends,
        ValueField::Attendance,
        ValueField::Address,
        ValueField::Point,
        ValueField::Url,
        ValueField::Cost,
        ValueField::Classes,
    ];
    let value = |field| values.iter().find(|(other, _)| *other == field).map(|(_, value)| value);
    let mut facts = Vec::new();
    for field in order {
        match (field, value(field)) {
            (_, Some(Value::Entries(ids))) => {
                facts.extend(ids.iter().filter_map(|id| theme(reading, root, id, w)));
            }
            (_, Some(value)) => facts.extend(fact(field, value, w)),
            (_, None) => {}
        }
    }
    facts
}

fn theme(reading: &Deliberation, root: &str, id: &EntryId, w: Words) -> Option<Fact> {
    let card = reading.card(id).filter(|card| card.is_shown())?;
    Some(Fact {
        label: w.say("kind-taxon"),
        text: list::titled(&card.titles, w).1,
        href: format!("{root}/taxons/{}", link::digits(id)),
        iso: String::new(),
    })
}

/// One of them. What names other entries is none by itself.
pub(crate) fn fact(field: ValueField, value: &Value, w: Words) -> Option<Fact> {
    let label = w.say(match field {
        ValueField::Starts => "detail-starts",
        ValueField::Ends => "detail-ends",
        ValueField::Attendance => "detail-attendance",
        ValueField::Address => "detail-address",
        ValueField::Point => "detail-point",
        ValueField::Url => "detail-url",
        ValueField::Cost => "detail-cost",
        ValueField::Progress => "detail-progress",
        ValueField::Classes => "kind-taxons",
        ValueField::Weight | ValueField::Slug => return None,
    });
    let told =
        |text: String| Fact { label: label.clone(), text, href: String::new(), iso: String::new() };
    Some(match value {
        Value::Nothing | Value::Entries(_) => return None,
        Value::Line(line) => {
            let text = plain::line(line.as_str());
            let way = ATTENDANCE.iter().find(|(value, _)| *value == text);
            match (field, way) {
                (ValueField::Attendance, Some((_, key))) => told(w.say(key)),
                (ValueField::Url, _) if is_web(&text) => Fact { href: text.clone(), ..told(text) },
                _ => told(text),
            }
        }
        Value::Number(done) if field == ValueField::Progress => told(progress::said(*done, w)),
        Value::Number(units) => told(Purse::euros().say(*units, w)),
        Value::Point(place) => Fact { href: point::geo(*place), ..told(point::typed(*place)) },
        Value::Time(time) => {
            let moment = Moment::of(*time, w);
            Fact { iso: moment.iso, ..told(moment.text) }
        }
    })
}
