//! Processes and assemblies.

use axum::response::Response;
use participation::{EntryId, Permit, Phase, Reading, SpaceCard, SpaceKind, Store};
use serde::Serialize;
use utoipa::ToSchema;

use super::asker::{Asked, Asker, aside, look};
use super::documents::{Written, written};
use super::problem::Problem;
use super::shapes::{Texts, ids, texts, time, titles};
use super::slice::{self, Part};
use crate::select::written::kind_name;
use crate::template::{self, meaning_name, permit_name};

/// A process or an assembly.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Space {
    /// Its id, 64 digits; the first 16 are enough in an address.
    id: String,
    /// `process` or `assembly`.
    kind: &'static str,
    /// The space that it belongs to.
    parent: Option<String>,
    /// What people call it.
    title: Texts,
    /// The languages in which it may be written.
    languages: Vec<String>,
    /// The phase that holds now.
    phase: Option<String>,
}

/// A part of the list of spaces.
#[derive(Debug, Serialize, ToSchema)]
struct Spaces {
    /// How many there are.
    total: usize,
    /// These of them.
    items: Vec<Space>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// A space with its phases and what it says.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WholeSpace {
    #[serde(flatten)]
    space: Space,
    /// Its phases, from the first to the one that holds.
    phases: Vec<PhaseSaid>,
    /// What it says.
    texts: Vec<Written>,
    /// The entries that its text ends with now: its version.
    version: Vec<String>,
}

/// A phase of a space: what members may do in it.
#[derive(Debug, Serialize, ToSchema)]
struct PhaseSaid {
    /// Its id.
    id: String,
    /// What people call it.
    title: Texts,
    /// When it is said to begin; what begins it is an entry.
    starts: Option<String>,
    /// When it is said to end.
    ends: Option<String>,
    /// What members may do.
    permits: Vec<&'static str>,
    /// Whether the number of supports is kept from pages while the phase lasts.
    hides_supports: bool,
    /// Proposals of one person at most; 0 for no limit.
    proposals: u16,
    /// Proposals that one person supports at most; 0 for no limit.
    supports: u16,
    /// Proposals that one person supports at least, where they support any.
    least_supports: u16,
    /// Supports at which a proposal has reached its goal; 0 for none.
    goal: u32,
    /// Characters of a title at most.
    title_length: u16,
    /// Characters of a body at most.
    body_length: u16,
    /// Characters of a comment at most.
    comment_length: u16,
    /// How deep replies go.
    reply_depth: u8,
    /// The states that answers give.
    states: Vec<StateSaid>,
}

/// A state that an answer may give to a proposal.
#[derive(Debug, Serialize, ToSchema)]
struct StateSaid {
    /// Its name in answers.
    key: String,
    /// What people read.
    title: Texts,
    /// `open`, `accepted` or `rejected`.
    meaning: &'static str,
}

/// A template of processes or assemblies.
#[derive(Debug, Serialize, ToSchema)]
struct TemplateSaid {
    /// By which an act names it.
    name: String,
    /// What it is for.
    about: Texts,
    /// What its phases are called, from the first to the last.
    phases: Vec<Texts>,
}

/// All templates.
#[derive(Debug, Serialize, ToSchema)]
struct Templates {
    /// They.
    items: Vec<TemplateSaid>,
}

/// The templates of processes and assemblies that this node knows.
#[utoipa::path(get, path = "/templates", operation_id = "templates", tag = "organising",
    responses((status = 200, body = Templates)))]
pub(super) async fn templates(asker: Asker) -> Response {
    aside(asker, |_| {
        let owned = |texts: std::collections::BTreeMap<String, String>| texts.into_iter().collect();
        let items = template::all()?.into_iter().map(|template| TemplateSaid {
            name: template.name,
            about: owned(template.about),
            phases: template.phases.into_iter().map(|phase| owned(phase.title)).collect(),
        });
        Ok(Templates { items: items.collect() })
    })
    .await
}

/// All processes and assemblies.
#[utoipa::path(get, path = "/communities/{community}/spaces", operation_id = "spaces",
    tag = "deliberation", params(Part), responses((status = 200, body = Spaces)))]
pub(super) async fn all(asker: Asker, Asked(part): Asked<Part>) -> Response {
    look(asker, move |look| {
        let reading = look.community.deliberation();
        let all: Vec<Space> = reading.spaces().map(space).collect();
        let name = |one: &Space| one.id.clone();
        let (items, next) = slice::of(&all, part.cursor.as_deref(), part.limit, name)?;
        Ok(Spaces { total: all.len(), items, next })
    })
    .await
}

/// One process or assembly.
#[utoipa::path(get, path = "/communities/{community}/spaces/{id}", operation_id = "space",
    tag = "deliberation", responses((status = 200, body = WholeSpace)))]
pub(super) async fn one(asker: Asker) -> Response {
    look(asker, |look| {
        let mut reading = look.community.deliberation();
        let id = look.entry("space", reading.spaces().map(|space| space.id))?;
        whole(&mut reading, &id).ok_or_else(|| Problem::missing("space"))
    })
    .await
}

/// A space in full.
pub(super) fn whole<S: Store>(reading: &mut Reading<'_, S>, id: &EntryId) -> Option<WholeSpace> {
    let contents = reading.text(id).unwrap_or_default();
    let card = reading.space(id)?;
    let phases = card.phases.iter().filter_map(|id| Some((id, reading.phase(id)?)));
    let phases = phases.map(|(id, said)| phase(id.to_string(), said)).collect();
    Some(WholeSpace {
        space: space(card),
        phases,
        texts: written(&contents),
        version: ids(&card.heads),
    })
}

fn space(card: &SpaceCard) -> Space {
    let kind: SpaceKind = card.kind;
    Space {
        id: card.id.to_string(),
        kind: kind_name(kind),
        parent: card.parent.map(|id| id.to_string()),
        title: titles(&card.titles),
        languages: card.languages.iter().map(ToString::to_string).collect(),
        phase: card.phases.last().map(ToString::to_string),
    }
}

fn phase(id: String, said: &Phase) -> PhaseSaid {
    let rules = &said.rules;
    let permits = Permit::ALL.iter().filter(|permit| rules.permits.has(**permit));
    let state = |state: &participation::State| StateSaid {
        key: state.key.to_string(),
        title: texts(&state.title),
        meaning: meaning_name(state.meaning),
    };
    PhaseSaid {
        id,
        title: texts(&said.title),
        starts: said.starts.map(time),
        ends: said.ends.map(time),
        permits: permits.map(|permit| permit_name(*permit)).collect(),
        proposals: rules.proposals,
        hides_supports: rules.hides_supports,
        supports: rules.supports,
        least_supports: rules.least_supports,
        goal: rules.goal,
        title_length: rules.title_length,
        body_length: rules.body_length,
        comment_length: rules.comment_length,
        reply_depth: rules.reply_depth,
        states: rules.states.iter().map(state).collect(),
    }
}
