//! What was typed of it, as a document that is about to be published.

use std::collections::BTreeSet;

use participation::{
    Community, Contents, Deliberation, DocumentKind, DocumentPlan, EntryId, Language, Link,
    Relation, Store, SubjectKind, TextField, Voice, change,
};

use super::{MOST, Shape};
use crate::fields::Filled;
use crate::words::Words;
use crate::writing::{OFFICIAL_BODY, OFFICIAL_TITLE};
use crate::{details, link, message};

/// What is published, and where.
#[derive(Debug)]
pub struct Reshaped {
    /// In this space.
    pub space: EntryId,
    /// What it says, and what it comes from.
    pub plan: DocumentPlan,
}

/// The proposals of a space that were chosen, in the order in which they were made; one more than
/// can be merged at most.
pub(super) fn chosen(reading: &Deliberation, space: &EntryId, filled: &Filled) -> Vec<EntryId> {
    let here = || {
        reading.cards().filter(|card| {
            card.kind == DocumentKind::Proposal && card.space == *space && card.is_shown()
        })
    };
    let digits = filled.all("from").into_iter().take(MOST + 1);
    let ids = digits.filter_map(|digits| link::find(digits, here().map(|card| card.id)));
    let ids: BTreeSet<EntryId> = ids.collect();
    let mut cards: Vec<_> = ids.iter().filter_map(|id| reading.card(id)).collect();
    cards.sort_unstable_by_key(|card| (card.made, card.id));
    cards.into_iter().map(|card| card.id).collect()
}

/// Says beside what was chosen that it is too little, or too much.
pub(super) fn judge(filled: &mut Filled, chosen: usize, w: Words) {
    if chosen < 2 {
        filled.wrong("from", w.say("merge-too-few"));
    } else if chosen > MOST {
        filled.wrong("from", w.count("merge-too-many", MOST));
    }
}

/// The space in which it is to be published, where the form names one.
pub(super) fn destination(reading: &Deliberation, filled: &Filled) -> Option<EntryId> {
    link::find(filled.get("space"), reading.spaces().map(|space| space.id))
}

/// Reads what was typed; what is wrong is said in it, beside each field. `None` where anything is.
pub fn read<S: Store>(
    community: &Community<S>,
    shape: Shape,
    filled: &mut Filled,
    w: Words,
) -> Option<Reshaped> {
    let reading = community.deliberation();
    let own = shape.space(&reading)?;
    let links = match shape {
        Shape::Merge(space) => {
            let from = chosen(&reading, &space, filled);
            judge(filled, from.len(), w);
            let link = |to| Link { relation: Relation::MergedFrom, to };
            from.into_iter().map(link).collect()
        }
        Shape::Split(whole) => vec![Link { relation: Relation::SplitFrom, to: whole }],
        Shape::Copy(whole) => vec![Link { relation: Relation::CopiedFrom, to: whole }],
    };
    let space = destination(&reading, filled).or_else(|| shape.usual(&reading))?;
    let into = reading.space(&space)?;
    if !shape.takes(own, into) {
        filled.wrong("space", w.say("copy-elsewhere"));
    }
    let spoken = &into.languages;
    let language = filled.get("language").parse().ok();
    let language = language.filter(|language: &Language| spoken.contains(language));
    if language.is_none() {
        filled.wrong("language", w.say("reshape-no-language"));
    }
    for (name, most, key) in
        [("title", OFFICIAL_TITLE, "write-no-title"), ("body", OFFICIAL_BODY, "write-no-body")]
    {
        let typed = filled.get(name).chars().count();
        if typed == 0 {
            filled.wrong(name, w.say(key));
        } else if typed > usize::from(most) {
            filled.wrong(name, w.count("why-too-long", most));
        }
    }
    let mut contents = Contents::default();
    // What is said beside a field does not wait for a language to be chosen.
    let spoken = language.or_else(|| spoken.first().copied())?;
    let kind = SubjectKind::Document(DocumentKind::Proposal);
    details::put(filled, &reading, kind, &mut contents, spoken, w);
    drop(reading);
    let body = community.resolve_mentions(filled.get("body")).text;
    for (field, text) in
        [(TextField::Title, filled.get("title").to_owned()), (TextField::Body, body)]
    {
        if !text.is_empty() {
            contents.texts.insert((field, spoken), text);
        }
    }
    if !filled.problems.is_empty() {
        return None;
    }
    match change(&Contents::default(), &contents) {
        Ok(fields) => {
            let (kind, voice) = (DocumentKind::Proposal, Voice::Official);
            let plan = DocumentPlan { kind, voice, fields, links, parent: None };
            Some(Reshaped { space, plan })
        }
        Err(error) => {
            filled.wrong("body", message::why(&error.into(), w));
            None
        }
    }
}
