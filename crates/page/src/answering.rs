//! What organisers say to a proposal.

mod shown;

use participation::{
    AnswerPlan, Card, Community, Content, Deliberation, DocumentKind, EntryId, Language, Localized,
    Meaning, Reading, Store,
};

pub(crate) use shown::Answered;

use crate::details::DECIMALS;
use crate::fields::{Filled, Group, Widget, choice};
use crate::form::{Form, above, long, looked};
use crate::frame::Frame;
use crate::languages::{language, within};
use crate::list::{self, Choice};
use crate::message::Failed;
use crate::phases;
use crate::words::Words;
use crate::{Tongue, Visit, money};

/// The form for an official answer; `None` where the proposal is not here, or who looks is no
/// organiser.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    filled: Option<&Filled>,
) -> Result<Option<String>, Failed> {
    let reading = community.deliberation();
    let w = visit.words();
    let Some(card) = reading.card(id) else { return Ok(None) };
    if card.kind != DocumentKind::Proposal || !visit.organises() {
        return Ok(None);
    }
    let standing = standing(&reading, card, visit.tongue);
    let filled = filled.unwrap_or(&standing);
    let state =
        filled.field("state", w.say("answer-state"), Widget::One(states(&reading, card, w)));
    let groups = vec![
        Group::plain(vec![
            state.hint(w.say("answer-state-hint")),
            long(filled, "text", w.say("answer-text"), w).required(),
        ]),
        Group {
            legend: w.say("answer-more"),
            fields: vec![
                filled.field("cost", w.say("detail-cost"), Widget::Line).hint(w.say("cost-hint")),
                filled.field("report", w.say("answer-report"), Widget::Lines(3)).at_most(2000),
                filled.field("period", w.say("answer-period"), Widget::Line).at_most(300),
            ],
        },
    ];
    let (above, document) = above(community, visit, card);
    let heading = w.say("answer-give");
    let window = format!("{heading} · {document}");
    let f = Frame::of(community, visit, list::section(card.kind), window);
    let form = Form {
        path: format!("{above}/answer"),
        above: (above, document),
        heading,
        lead: w.say("answer-lead"),
        look: looked(filled, w.say("write-preview")),
        filled,
        groups,
        seen: w.say("office-seen"),
        send: w.say("answer-send"),
        preview: w.say("write-look"),
        has_file: false,
        rehearse: String::new(),
        f,
    };
    drop(reading);
    form.shown().map(Some)
}

/// Reads an answer; what is wrong with it is said beside its fields.
pub fn read<S: Store>(
    community: &Community<S>,
    id: &EntryId,
    filled: &mut Filled,
    tongue: Tongue,
) -> Option<AnswerPlan> {
    let w = Words::of(tongue);
    let reading = community.deliberation();
    let card = reading.card(id)?;
    let state = filled.get("state").to_owned();
    let phase = reading.current_phase(&card.space);
    if phase.is_none_or(|(_, phase)| phase.rules.state(&state).is_none()) {
        filled.wrong("state", w.say("answer-no-state"));
    }
    if filled.get("text").is_empty() {
        filled.wrong("text", w.say("write-no-text"));
    }
    let typed = filled.get("cost");
    let cost = match Some(typed).filter(|typed| !typed.is_empty()) {
        Some(typed) => {
            let read = money::read(typed, DECIMALS, w);
            read.map_err(|none| filled.wrong("cost", w.say(none.key()))).ok()
        }
        None => None,
    };
    let said = said(&reading, card).unwrap_or_default();
    let language = language(&reading, card, tongue)?;
    let plan = AnswerPlan {
        state,
        text: within(filled, "text", language, Some(&said.text), w),
        cost,
        cost_report: within(filled, "report", language, Some(&said.cost_report), w),
        period: within(filled, "period", language, Some(&said.period), w),
    };
    filled.problems.is_empty().then_some(plan)
}

/// The answer that stands, so that whoever answers in another language keeps what was said.
fn said<S: Store>(reading: &Reading<'_, S>, card: &Card) -> Option<AnswerPlan> {
    let said = reading.said(&card.answer?)?;
    let Some(Content::Answer(answer)) = said.content() else { return None };
    Some(AnswerPlan {
        state: answer.state.to_string(),
        text: answer.text.clone(),
        cost: answer.cost,
        cost_report: answer.cost_report.clone(),
        period: answer.period.clone(),
    })
}

/// What stands in the form at first.
fn standing<S: Store>(reading: &Reading<'_, S>, card: &Card, tongue: Tongue) -> Filled {
    let mut filled = Filled::default();
    let Some((answer, language)) = said(reading, card).zip(language(reading, card, tongue)) else {
        return filled;
    };
    filled.put("state", answer.state);
    filled.put("text", text_of(&answer.text, language));
    if let Some(cost) = answer.cost {
        filled.put("cost", money::typed(cost, DECIMALS));
    }
    filled.put("report", text_of(&answer.cost_report, language));
    filled.put("period", text_of(&answer.period, language));
    filled
}

fn text_of<const MAX: usize>(texts: &Localized<MAX>, language: Language) -> String {
    texts.get(language).map(ToString::to_string).unwrap_or_default()
}

/// The states of the phase that holds now, each with what it means.
fn states(reading: &Deliberation, card: &Card, w: Words) -> Vec<Choice> {
    let Some((_, phase)) = reading.current_phase(&card.space) else { return Vec::new() };
    let state = |state: &participation::State| {
        let meaning = w.say(match state.meaning {
            Meaning::Open => "state-evaluating",
            Meaning::Accepted => "state-accepted",
            Meaning::Rejected => "state-rejected",
        });
        let title = phases::state_title(state, w);
        let text = if title == meaning { title } else { format!("{title} ({meaning})") };
        choice(state.key.as_str(), text)
    };
    phase.rules.states.iter().map(state).collect()
}
