//! What was answered, and what something came to, as a page shows it.

use participation::{Card, Content, EntryId, Localized, Reading, Store};

use crate::document::localized;
use crate::list;
use crate::money::Purse;
use crate::plain;
use crate::prose::{self, Prose};
use crate::words::Words;

/// An answer or a conclusion that stands.
#[derive(Debug)]
pub(crate) struct Answered {
    /// What it gives the proposal; empty of a conclusion.
    pub(crate) state: String,
    pub(crate) prose: Prose,
    pub(crate) lang: &'static str,
    /// What it would cost, how that was found, and when it would be done.
    pub(crate) facts: Vec<String>,
}

impl Answered {
    /// The official answer to a proposal.
    pub(crate) fn answer<S: Store>(
        reading: &Reading<'_, S>,
        id: &EntryId,
        card: &Card,
        w: Words,
    ) -> Option<Self> {
        let said = reading.said(id)?;
        let Some(Content::Answer(answer)) = said.content() else { return None };
        let (lang, text) = best(&answer.text, w);
        let state = list::badge(card, w).map(|badge| badge.text);
        let mut facts = Vec::new();
        if let Some(cost) = answer.cost {
            facts.push(w.with("answer-costs", "sum", Purse::euros().say(cost, w)));
        }
        let report = plain::line(&best(&answer.cost_report, w).1);
        let period = plain::line(&best(&answer.period, w).1);
        if !report.is_empty() {
            facts.push(report);
        }
        if !period.is_empty() {
            facts.push(w.with("answer-when", "when", period));
        }
        Some(Self { state: state.unwrap_or_default(), prose: prose::remark(&text), lang, facts })
    }

    /// What a debate or a meeting came to.
    pub(crate) fn conclusion<S: Store>(
        reading: &Reading<'_, S>,
        id: &EntryId,
        w: Words,
    ) -> Option<Self> {
        let said = reading.said(id)?;
        let Some(Content::Conclude(conclusion)) = said.content() else { return None };
        let (lang, text) = best(&conclusion.text, w);
        Some(Self { state: String::new(), prose: prose::remark(&text), lang, facts: Vec::new() })
    }
}

fn best<const MAX: usize>(texts: &Localized<MAX>, w: Words) -> (&'static str, String) {
    localized(texts.iter().map(|(language, text)| (language, text.as_str())), w)
}
