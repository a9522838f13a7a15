//! Showing spaces, their phases and their rules.

use participation::{EntryId, Phase, PhaseRules, SpaceCard, SpaceKind};
use serde::Serialize;

use super::open::holding;
use crate::cli::process::ListArgs;
use crate::cli::words::ShowArgs;
use crate::commands::document::{shown, words};
use crate::commands::log;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{Facts, Table};
use crate::select::written;
use crate::{dates, print, template, texts};

#[derive(Serialize)]
struct Listed {
    spaces: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: EntryId,
    kind: SpaceKind,
    parent: Option<EntryId>,
    title: String,
    phase: String,
    phases: usize,
    documents: usize,
}

/// All spaces of a kind.
pub(super) fn list(context: &Context, kind: SpaceKind, args: &ListArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let languages = words::languages(args.language.as_deref())?;
    let reading = community.deliberation();
    let of_kind = reading.spaces().filter(|space| space.kind == kind);
    let spaces: Vec<Line> = of_kind
        .map(|space| Line {
            id: space.id,
            kind,
            parent: space.parent,
            title: shown::title_of(&space.titles, &languages),
            phase: reading
                .current_phase(&space.id)
                .map(|(_, phase)| texts::best(&phase.title, &languages))
                .unwrap_or_default(),
            phases: space.phases.len(),
            documents: reading
                .cards()
                .filter(|card| card.space == space.id && card.is_shown())
                .count(),
        })
        .collect();
    if args.json {
        return print::json(&Listed { spaces });
    }
    let mut table = Table::new(&["id", "documents", "phase", "title"], &[1]);
    for space in spaces {
        table.row([space.id.short(), space.documents.to_string(), space.phase, space.title]);
    }
    table.print()
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    space: &'a SpaceCard,
    title: String,
    texts: Vec<words::TextLine>,
    phases_said: Vec<PhaseSaid<'a>>,
}

#[derive(Serialize)]
struct PhaseSaid<'a> {
    id: EntryId,
    #[serde(flatten)]
    phase: &'a Phase,
}

/// One space.
pub(super) fn show(context: &Context, kind: SpaceKind, args: &ShowArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let id = written::space(&community, Some(kind), Some(&args.id))?;
    let mut reading = community.deliberation();
    let contents = reading.text(&id).map_err(Failure::input)?;
    let missing = || Failure::from(participation::Error::NoSuchEntry(id));
    let space = reading.space(&id).ok_or_else(missing)?;
    let mut languages = words::languages(args.language.as_deref())?;
    languages.extend(&space.languages);
    let phases: Vec<PhaseSaid<'_>> = space
        .phases
        .iter()
        .filter_map(|id| Some(PhaseSaid { id: *id, phase: reading.phase(id)? }))
        .collect();
    let title = shown::title_of(&space.titles, &languages);
    if args.json {
        let texts = words::lines(&contents);
        return print::json(&Shown { space, title, texts, phases_said: phases });
    }
    let mut table = Table::plain(&[]);
    for said in &phases {
        let mark = if space.phases.last() == Some(&said.id) { "now" } else { "" };
        table.row([mark.into(), said.id.short(), texts::best(&said.phase.title, &languages)]);
    }
    let tags: Vec<&str> = space.languages.iter().map(participation::Language::as_str).collect();
    let mut facts = Facts::new().with(written::kind_name(kind), id).with("title", title);
    if let Some(parent) = space.parent {
        facts = facts.with("belongs to", parent.short());
    }
    facts = facts.with("languages", tags.join(", ")).with_table("phases", table);
    for (label, value) in words::values(&contents) {
        facts = facts.with(label, value);
    }
    facts.print()?;
    words::print(&contents, &languages)
}

#[derive(Serialize)]
struct Rules<'a> {
    space: EntryId,
    phase: EntryId,
    #[serde(flatten)]
    said: &'a Phase,
}

/// What holds in the phase that holds now.
pub(super) fn rules(context: &Context, kind: SpaceKind, args: &ShowArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let space = written::space(&community, Some(kind), Some(&args.id))?;
    let (phase, mut own, entry) = holding(&community, &space)?;
    if args.json {
        return print::json(&Rules { space, phase: entry, said: &phase });
    }
    let mut languages = words::languages(args.language.as_deref())?;
    languages.append(&mut own);
    let mut facts = Facts::new()
        .with("phase", texts::best(&phase.title, &languages))
        .with("members may", permitted(&phase.rules));
    let PhaseRules { proposals, supports, least_supports, goal, .. } = phase.rules;
    let limit = |number: u16| if number == 0 { "no limit".to_owned() } else { number.to_string() };
    facts = facts.with("proposals of one person", limit(proposals));
    let least =
        if least_supports > 0 { format!(", at least {least_supports}") } else { String::new() };
    facts = facts.with("supports of one person", limit(supports) + &least);
    if goal > 0 {
        facts = facts.with("supports to reach", goal);
    }
    if phase.rules.hides_supports {
        facts = facts.with("supports", "kept from pages until the phase ends");
    }
    facts = facts.with(
        "characters at most",
        format!(
            "title {}, body {}, comment {}",
            phase.rules.title_length, phase.rules.body_length, phase.rules.comment_length
        ),
    );
    facts = facts.with("replies go", format!("{} deep", phase.rules.reply_depth));
    for (label, time) in [("begins", phase.starts), ("ends", phase.ends)] {
        if let Some(time) = time {
            facts = facts.with(label, dates::shown(time));
        }
    }
    let mut states = Table::plain(&[]);
    for state in phase.rules.states.iter() {
        let means = template::meaning_name(state.meaning).to_owned();
        states.row([state.key.to_string(), means, texts::best(&state.title, &languages)]);
    }
    facts.with_table("states", states).print()
}

fn permitted(rules: &PhaseRules) -> String {
    let all = participation::Permit::ALL.iter().filter(|permit| rules.permits.has(**permit));
    let names: Vec<&str> = all.map(|permit| template::permit_name(*permit)).collect();
    if names.is_empty() { "only read".to_owned() } else { names.join(", ") }
}

/// What officers did in a space.
pub(super) fn log(context: &Context, kind: SpaceKind, args: &ShowArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let space = written::space(&community, Some(kind), Some(&args.id))?;
    log::of_space(&community, &space, args.language.as_deref(), args.json)
}
