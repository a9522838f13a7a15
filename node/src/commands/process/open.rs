//! Opening a space, going on to its next phase, and changing its text.

use participation::{
    Contents, EntryId, Language, Phase, PhaseRules, Sorted, Space, SpaceKind, TextField,
};
use serde::Serialize;

use super::rules;
use crate::cli::process::{CreateArgs, PhaseArgs};
use crate::cli::words::EditArgs;
use crate::commands::document::words;
use crate::context::Context;
use crate::exit::Failure;
use crate::select::written;
use crate::{dates, print, template, texts};

#[derive(Serialize)]
struct Opened {
    id: EntryId,
    phase: EntryId,
}

/// Opens a space; what it says beyond its title follows as an edit.
pub(super) fn create(context: &Context, kind: SpaceKind, args: &CreateArgs) -> Result<(), Failure> {
    let languages =
        args.languages.iter().map(|tag| texts::language(tag.trim())).collect::<Result<Vec<_>, _>>();
    let languages = languages?;
    let first = match &args.words.language {
        Some(tag) => Some(texts::language(tag)?),
        None => languages.first().copied(),
    };
    let first = first.ok_or_else(|| Failure::input("--languages names none: give one"))?;
    let planned = match &args.template {
        Some(name) => template::named(name)?.phase(0, &languages)?,
        None => None,
    };
    let title = texts::localized("--title", &args.words.title, Some(first))?;
    if title.is_empty() {
        return Err(Failure::input(format!(
            "a {} has a title: give it with --title",
            written::kind_name(kind)
        )));
    }
    let mut phase = planned.unwrap_or_else(|| Phase {
        title: title.clone(),
        rules: PhaseRules::usual(),
        starts: None,
        ends: None,
    });
    if !args.phase_title.is_empty() {
        phase.title = texts::localized("--phase-title", &args.phase_title, Some(first))?;
    }
    phase.rules = rules::changed(phase.rules, &args.rules, first)?;
    let mut community = context.community()?;
    let parent = args.parent.as_deref();
    let parent = parent.map(|parent| written::space(&community, None, Some(parent))).transpose()?;
    let languages = Sorted::new(languages)
        .map_err(|_| Failure::input("--languages: a space has at most 32"))?;
    let space = Space { kind, parent, title, languages, phase };
    texts::check_languages(&space)?;
    let mut contents =
        space.title.iter().fold(Contents::default(), |mut all, (language, title)| {
            all.texts.insert((TextField::Title, language), title.to_string());
            all
        });
    let before = contents.clone();
    words::put(&community, &mut contents, &args.words, Some(first))?;
    let mut signer = context.signer(&mut community)?;
    let id = community.open_space(&mut signer.pen(), space)?;
    if contents != before {
        community.rewrite(&mut signer.pen(), id, &contents)?;
    }
    if args.json {
        return print::json(&Opened { id, phase: id });
    }
    print::line(id)?;
    print::note(format_args!(
        "open: `ateneu {} show {}` shows it",
        written::kind_name(kind),
        id.short()
    ));
    Ok(())
}

/// Goes on to another phase.
pub(super) fn phase(context: &Context, kind: SpaceKind, args: &PhaseArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let space = written::space(&community, Some(kind), Some(&args.id))?;
    let (current, languages, _) = holding(&community, &space)?;
    let first = match &args.language {
        Some(tag) => texts::language(tag)?,
        None => *languages.first().ok_or_else(|| Failure::input("the space has no language"))?,
    };
    let mut phase =
        if args.next { next(&current, &languages, args.template.as_deref())? } else { current };
    if !args.title.is_empty() {
        phase.title = texts::localized("--title", &args.title, Some(first))?;
    }
    phase.rules = rules::changed(phase.rules, &args.rules, first)?;
    let time = |flag, text: &Option<String>| {
        text.as_deref().map(|text| dates::read(flag, text)).transpose()
    };
    phase.starts = time("--starts", &args.starts)?;
    phase.ends = time("--ends", &args.ends)?;
    let title = texts::best(&phase.title, &[first]);
    let mut signer = context.signer(&mut community)?;
    let entry = community.enter_phase(&mut signer.pen(), space, phase, args.raises)?;
    if args.json {
        return print::json(&Opened { id: space, phase: entry });
    }
    print::line(entry)?;
    print::note(format_args!(
        "the phase is now {}: what was written so far stands, what names an earlier phase and is not here yet is late",
        print::safe(&title)
    ));
    Ok(())
}

/// The phase that holds, the languages of the space, and the entry.
pub(super) fn holding<S: participation::Store>(
    community: &participation::Community<S>,
    space: &EntryId,
) -> Result<(Phase, Vec<Language>, EntryId), Failure> {
    let reading = community.deliberation();
    let missing = || Failure::from(participation::Error::NoSuchEntry(*space));
    let (entry, phase) = reading.current_phase(space).ok_or_else(missing)?;
    let languages = reading.space(space).map(|space| space.languages.clone());
    Ok((phase.clone(), languages.unwrap_or_default(), entry))
}

fn next(current: &Phase, languages: &[Language], name: Option<&str>) -> Result<Phase, Failure> {
    let template = match name {
        Some(name) => template::named(name)?,
        None => template::of_phase(current)?.ok_or_else(|| {
            Failure::input(
                "the phase that holds now is of no template: name one with --template, or describe the phase with --title and --permit",
            )
        })?,
    };
    let place = template.place_of(current).map_or(0, |place| place + 1);
    template.phase(place, languages)?.ok_or_else(|| {
        Failure::input(format!(
            "the template {} has no phase after this one: describe another with --title and --permit",
            template.name
        ))
    })
}

/// Changes what a space says.
pub(super) fn edit(context: &Context, kind: SpaceKind, args: &EditArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let space = written::space(&community, Some(kind), Some(&args.id))?;
    words::edit(context, community, space, args)
}
