//! Projects that neighbours have read about already, as options of a budget.

use participation::{
    Card, Community, DocumentKind, Language, OptionPlan, Store, Value, ValueField, join_spoken,
};

use crate::fields::choice;
use crate::list::{self, Choice};
use crate::money::Purse;
use crate::words::Words;
use crate::{link, plain};

/// Projects that a form offers at most.
const MOST: usize = 200;

/// The projects that have a cost, the newest first.
fn all<'a>(cards: impl Iterator<Item = &'a Card>) -> Vec<(&'a Card, u64)> {
    let cost = |card: &'a Card| match card.value(ValueField::Cost) {
        Some(Value::Number(cost)) => Some((card, *cost)),
        _ => None,
    };
    let is_open = |card: &&Card| {
        card.kind == DocumentKind::Project && card.is_shown() && card.withdrawn.is_none()
    };
    let mut all: Vec<_> = cards.filter(is_open).filter_map(cost).collect();
    all.sort_by_key(|(card, _)| (std::cmp::Reverse(card.made), card.id));
    all.truncate(MOST);
    all
}

/// Those that a form offers, each with its cost.
pub(super) fn choices<S: Store>(community: &Community<S>, w: Words) -> Vec<Choice> {
    let reading = community.deliberation();
    let offered = |(card, cost): (&Card, u64)| {
        let title = list::titled(&card.titles, w).1;
        choice(link::digits(&card.id), format!("{title}: {}", Purse::euros().say(cost, w)))
    };
    all(reading.cards()).into_iter().map(offered).collect()
}

/// Those that were chosen, as options that are named by the digits of their documents.
pub(super) fn options<S: Store>(
    community: &Community<S>,
    chosen: &std::collections::BTreeSet<&str>,
) -> Vec<OptionPlan> {
    let reading = community.deliberation();
    let option = |(card, cost): (&Card, u64)| {
        let digits = link::digits(&card.id);
        chosen.contains(digits.as_str()).then(|| {
            let titles: Vec<(Language, String)> =
                card.titles.iter().map(|(l, title)| (*l, plain::line(title))).collect();
            let titles: Vec<(Language, &str)> =
                titles.iter().map(|(l, title)| (*l, title.as_str())).collect();
            OptionPlan { id: digits, label: join_spoken(&titles, " "), cost }
        })
    };
    all(reading.cards()).into_iter().filter_map(option).collect()
}
