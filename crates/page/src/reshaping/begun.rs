//! What stands in the form at first: what the proposals say from which it is made.

use std::collections::BTreeSet;

use participation::{
    Community, Contents, DocumentKind, EntryId, Sorted, Store, SubjectKind, TextField, Value,
    ValueField,
};

use super::{Shape, read};
use crate::document::best;
use crate::fields::Filled;
use crate::{Visit, details, link, list};

/// The form as somebody comes to it, who has chosen what is merged.
#[must_use]
pub fn begun<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    shape: Shape,
    asked: &Filled,
) -> Filled {
    let w = visit.words();
    let mut filled = Filled::default();
    let mut reading = community.deliberation();
    let Some(space) = shape.usual(&reading) else { return filled };
    let from = match shape {
        Shape::Merge(space) => read::chosen(&reading, &space, asked),
        Shape::Split(whole) | Shape::Copy(whole) => vec![whole],
    };
    let spoken = reading.space(&space).map(|space| space.languages.clone()).unwrap_or_default();
    let own = visit.tongue.language().filter(|language| spoken.contains(language));
    let Some(language) = own.or_else(|| spoken.first().copied()) else { return filled };
    let mut texts = Vec::new();
    for id in &from {
        let contents = reading.text(id).unwrap_or_default();
        let title = reading.card(id).map(|card| list::titled(&card.titles, w).1);
        let body = best(&contents, TextField::Body, w).map(|(_, body)| body.to_owned());
        texts.push((title.unwrap_or_default(), body.unwrap_or_default(), contents));
        filled.put("from", link::digits(id));
    }
    // Of one alone no more is said than what it says.
    let body: Vec<String> = match texts.as_slice() {
        [(_, body, _)] => vec![body.clone()],
        several => {
            several.iter().map(|(title, body, _)| format!("**{title}**\n\n{body}")).collect()
        }
    };
    filled.put("title", texts.first().map(|(title, ..)| title.as_str()).unwrap_or_default());
    filled.put("body", body.join("\n\n"));
    filled.put("language", language.to_string());
    filled.put("space", link::digits(&space));
    let all: Vec<&Contents> = texts.iter().map(|(_, _, contents)| contents).collect();
    let kind = SubjectKind::Document(DocumentKind::Proposal);
    details::fill(&mut filled, kind, &common(&all), language, w);
    filled
}

/// All their themes, and of everything else what they agree in.
fn common(all: &[&Contents]) -> Contents {
    let mut contents = Contents::default();
    let Some(first) = all.first() else { return contents };
    for (field, value) in &first.values {
        if all.iter().all(|other| other.value(*field) == Some(value)) {
            contents.values.insert(*field, value.clone());
        }
    }
    let themes = |contents: &&Contents| match contents.value(ValueField::Classes) {
        Some(Value::Entries(ids)) => ids.iter().copied().collect(),
        _ => BTreeSet::<EntryId>::new(),
    };
    let themes: BTreeSet<EntryId> = all.iter().flat_map(themes).take(64).collect();
    if !themes.is_empty()
        && let Ok(themes) = Sorted::new(themes)
    {
        contents.values.insert(ValueField::Classes, Value::Entries(themes));
    }
    contents
}
