//! Opening processes and assemblies, and going on to their next phase.

use axum::response::Response;
use participation::{
    EntryId, Lane, Language, List, Permits, Phase, PhaseRules, Sorted, Space, SpaceKind, State,
    Text,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asker::{Asker, Said};
use super::composing::space;
use super::deed::{Acted, Deed, Under, act};
use super::problem::{Code, Problem};
use super::shapes::Texts;
use super::written::{language, localized, moment, said, wrong};
use crate::tokens::Scope;
use crate::{template, texts};

const OPEN: Under = Under::new("open-space", &[Scope::Organise], Lane::Authority);
const GO_ON: Under = Under::new("go-on", &[Scope::Organise], Lane::Authority);

/// What kind of space it is.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    /// It has an end.
    Process,
    /// It stays.
    Assembly,
}

/// A process or an assembly that is to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSpace {
    /// What it is.
    kind: Sort,
    /// The space that it belongs to, by the first digits of its id.
    #[serde(default)]
    parent: Option<String>,
    /// What people call it. What else it says follows as an edit.
    title: Texts,
    /// The languages in which it may be written (BCP 47).
    languages: Vec<String>,
    /// Its first phase. Without a template members may do everything in it.
    #[serde(default)]
    phase: NewPhase,
}

/// A phase that begins. What is not named is as the template has it, or else as in the phase before.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPhase {
    /// The template whose next phase it is, by its name; of a new space its first.
    template: Option<String>,
    /// What people call it.
    title: Option<Texts>,
    /// When people are told that it begins (RFC 3339); what begins it is this act.
    starts: Option<String>,
    /// When people are told that it ends; the next phase ends it.
    ends: Option<String>,
    /// What members may do; in a phase that permits nothing they only read.
    permits: Option<Vec<String>>,
    /// Whether the number of supports is kept from pages while the phase lasts.
    hides_supports: Option<bool>,
    /// Proposals of one person at most; 0 for no limit.
    proposals: Option<u16>,
    /// Proposals that one person supports at most; 0 for no limit.
    supports: Option<u16>,
    /// Proposals that one person supports at least, where they support any.
    least_supports: Option<u16>,
    /// Supports at which a proposal has reached its goal; 0 for none.
    goal: Option<u32>,
    /// Characters of a title at most.
    title_length: Option<u16>,
    /// Characters of a body at most.
    body_length: Option<u16>,
    /// Characters of a comment at most.
    comment_length: Option<u16>,
    /// How deep replies go.
    reply_depth: Option<u8>,
    /// The states that answers give.
    states: Option<Vec<NewState>>,
    /// Whether what came late for the phases before is taken in. It means nothing for a first phase.
    #[serde(default)]
    raises: bool,
}

/// A state that an answer may give to a proposal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewState {
    /// Its name in answers.
    key: String,
    /// What people read.
    title: Texts,
    /// `open`, `accepted` or `rejected`.
    meaning: String,
}

/// Opens a process or an assembly with its first phase, as an organiser.
#[utoipa::path(post, path = "/communities/{community}/spaces", operation_id = "open-space",
    tag = "organising", security(("token" = ["organise"])), request_body = NewSpace,
    responses((status = 201, body = Acted)))]
pub(super) async fn open(asker: Asker, sent: Said<NewSpace>) -> Response {
    let Said { value, digest } = sent;
    act(asker, OPEN, digest, move |deed| {
        let parent = value.parent.as_deref().map(|digits| space(deed, digits)).transpose()?;
        let languages = value.languages.iter().map(|tag| language(tag));
        let languages = languages.collect::<Result<Vec<_>, _>>()?;
        let title = said("title", &value.title)?;
        let planned = match &value.phase.template {
            Some(name) => named(name)?.phase(0, &languages)?,
            None => None,
        };
        let mut phase = planned.unwrap_or_else(|| Phase {
            title: title.clone(),
            rules: PhaseRules::usual(),
            starts: None,
            ends: None,
        });
        phase.rules.states = ateneu_page::phasing::or_usual(phase.rules.states, &languages);
        let phase = changed(phase, &value.phase)?;
        let kind = match value.kind {
            Sort::Process => SpaceKind::Process,
            Sort::Assembly => SpaceKind::Assembly,
        };
        let languages =
            Sorted::new(languages).map_err(|_| wrong("languages", "at most 32, each once"))?;
        if languages.is_empty() {
            return Err(wrong("languages", "name at least one"));
        }
        let space = Space { kind, parent, title, languages, phase };
        if let Some(tag) = texts::unnamed_languages(&space).next() {
            return Err(wrong("languages", format_args!("a title is in {tag}: name it, too")));
        }
        Ok(deed.community.open_space(&mut deed.pen, space)?)
    })
    .await
}

/// Goes on to another phase of a space, as an organiser: its next one, or the same with other rules.
/// A phase that permits nothing closes it.
#[utoipa::path(post, path = "/communities/{community}/spaces/{id}/phases",
    operation_id = "go-on", tag = "organising", security(("token" = ["organise"])),
    request_body = NewPhase, responses((status = 201, body = Acted)))]
pub(super) async fn go_on(asker: Asker, sent: Said<NewPhase>) -> Response {
    let Said { value, digest } = sent;
    act(asker, GO_ON, digest, move |deed| {
        let id = space(deed, deed.asker.named("id"))?;
        let phase = changed(following(deed, &id, &value)?, &value)?;
        Ok(deed.community.enter_phase(&mut deed.pen, id, phase, value.raises)?)
    })
    .await
}

/// The phase that follows by the template; without one, the phase that holds, without its days.
fn following(deed: &Deed<'_>, id: &EntryId, asked: &NewPhase) -> Result<Phase, Problem> {
    let reading = deed.community.deliberation();
    let languages: Vec<Language> =
        reading.space(id).map(|space| space.languages.clone()).unwrap_or_default();
    let phase = reading.current_phase(id).map(|(_, phase)| phase.clone());
    let phase = phase.ok_or_else(|| Problem::missing("space"))?;
    let Some(name) = &asked.template else {
        return Ok(Phase { starts: None, ends: None, ..phase });
    };
    let template = named(name)?;
    let place = template.place_of(&phase).map_or(0, |place| place + 1);
    let next = template.phase(place, &languages)?;
    next.ok_or_else(|| wrong("template", "it has no phase after this one"))
}

fn named(name: &str) -> Result<template::Template, Problem> {
    template::named(name).map_err(|why| Problem::new(Code::Body, why))
}

/// A phase with what was sent in the place of what was there.
fn changed(phase: Phase, asked: &NewPhase) -> Result<Phase, Problem> {
    let rules = phase.rules;
    let permits = asked.permits.as_deref().map(permits).transpose()?;
    let states = asked.states.as_deref().map(states).transpose()?;
    let time = |field, text: &Option<String>| text.as_deref().map(|t| moment(field, t)).transpose();
    let title = asked.title.as_ref().map(|title| said("phase.title", title)).transpose()?;
    Ok(Phase {
        title: title.unwrap_or(phase.title),
        starts: time("starts", &asked.starts)?.or(phase.starts),
        ends: time("ends", &asked.ends)?.or(phase.ends),
        rules: PhaseRules {
            permits: permits.unwrap_or(rules.permits),
            hides_supports: asked.hides_supports.unwrap_or(rules.hides_supports),
            proposals: asked.proposals.unwrap_or(rules.proposals),
            supports: asked.supports.unwrap_or(rules.supports),
            least_supports: asked.least_supports.unwrap_or(rules.least_supports),
            goal: asked.goal.unwrap_or(rules.goal),
            title_length: asked.title_length.unwrap_or(rules.title_length),
            body_length: asked.body_length.unwrap_or(rules.body_length),
            comment_length: asked.comment_length.unwrap_or(rules.comment_length),
            reply_depth: asked.reply_depth.unwrap_or(rules.reply_depth),
            states: states.unwrap_or(rules.states),
        },
    })
}

fn permits(names: &[String]) -> Result<Permits, Problem> {
    let permit = |name: &String| {
        template::permit(name).ok_or_else(|| wrong("permits", format_args!("no such {name:?}")))
    };
    Ok(Permits::of(&names.iter().map(permit).collect::<Result<Vec<_>, _>>()?))
}

fn states(sent: &[NewState]) -> Result<List<State, 32>, Problem> {
    let state = |state: &NewState| {
        let meaning = template::meaning(&state.meaning);
        Ok(State {
            key: Text::new(state.key.as_str()).map_err(|why| wrong("key", why))?,
            title: localized("states", &state.title)?,
            meaning: meaning.ok_or_else(|| wrong("meaning", "open, accepted or rejected"))?,
        })
    };
    let all = sent.iter().map(state).collect::<Result<Vec<_>, Problem>>()?;
    List::new(all).map_err(|_| wrong("states", "at most 32"))
}
