//! What was typed of a space or of a phase, read.

use participation::{
    Contents, Language, List, Localized, Permit, Permits, Phase, PhaseRules, Sorted, Space,
    SpaceKind, Text, TextField, Timestamp,
};

use super::{SUMMARIES, TITLES, space_kind, states};
use crate::fields::Filled;
use crate::words::Words;
use crate::{Tongue, dates};

/// A space that is about to be opened, and what it says beyond its title.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The space.
    pub space: Space,
    /// What it is to say.
    pub contents: Contents,
}

/// Reads a space; what is wrong is said beside its field. `first` gives the first phase of what was
/// chosen, in the languages of the space.
pub fn space<E>(
    filled: &mut Filled,
    w: Words,
    first: impl FnOnce(&str, &[Language]) -> Result<Option<Phase>, E>,
) -> Result<Option<Begun>, E> {
    let kind = SpaceKind::ALL.iter().copied().find(|kind| space_kind(*kind) == filled.get("kind"));
    if kind.is_none() {
        filled.wrong("kind", w.say("no-choice"));
    }
    let chosen = filled.all("languages");
    let chosen = Tongue::ALL.into_iter().filter(|tongue| chosen.contains(tongue.code()));
    let languages: Vec<Language> = chosen.filter_map(Tongue::language).collect();
    if languages.is_empty() {
        filled.wrong("languages", w.say("space-no-language"));
    }
    let title = titles(filled, &languages, w);
    let (starts, ends) = days(filled, w);
    let (Some(kind), true) = (kind, filled.problems.is_empty()) else { return Ok(None) };
    let mut phase = first(filled.get("template"), &languages)?.unwrap_or_else(|| Phase {
        title: title.clone(),
        rules: PhaseRules::usual(),
        starts: None,
        ends: None,
    });
    phase.rules.states = states::or_usual(phase.rules.states, &languages);
    let mut contents = Contents::default();
    for (language, title) in title.iter() {
        contents.texts.insert((TextField::Title, language), title.to_string());
    }
    for (tongue, name) in Tongue::ALL.into_iter().zip(SUMMARIES) {
        let language = tongue.language().filter(|language| languages.contains(language));
        if let Some(language) = language.filter(|_| !filled.get(name).is_empty()) {
            contents.texts.insert((TextField::Summary, language), filled.get(name).to_owned());
        }
    }
    let Ok(languages) = Sorted::new(languages) else { return Ok(None) };
    let phase = Phase { starts, ends, ..phase };
    Ok(Some(Begun { space: Space { kind, parent: None, title, languages, phase }, contents }))
}

/// Reads the phase that is to begin, and whether what came late is taken in. What the form does not
/// ask for is that of `base`.
pub fn phase(
    filled: &mut Filled,
    languages: &[Language],
    base: &Phase,
    w: Words,
) -> Option<(Phase, bool)> {
    let title = titles(filled, languages, w);
    let (starts, ends) = days(filled, w);
    let permits = filled.all("may");
    let permits: Vec<Permit> = Permit::ALL
        .iter()
        .copied()
        .filter(|permit| permits.contains(permit.number().to_string().as_str()))
        .collect();
    let mut number = |name: &'static str, most: u32| -> u32 {
        let typed = filled.get(name).to_owned();
        match typed.parse::<u32>() {
            Ok(number) if number <= most => number,
            Err(_) if typed.is_empty() => 0,
            Ok(_) => {
                filled.wrong(name, w.count("no-more-than", most));
                0
            }
            Err(_) => {
                filled.wrong(name, w.with("no-number", "typed", typed));
                0
            }
        }
    };
    let short = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    let rules = PhaseRules {
        permits: Permits::of(&permits),
        hides_supports: false,
        proposals: short(number("proposals", 1000)),
        supports: short(number("supports", 1000)),
        least_supports: short(number("least", 1000)),
        goal: number("goal", 1_000_000),
        title_length: short(number("title-length", PhaseRules::MAX_TITLE.into())).max(1),
        body_length: short(number("body-length", PhaseRules::MAX_BODY.into())).max(1),
        comment_length: short(number("comment-length", PhaseRules::MAX_COMMENT.into())).max(1),
        reply_depth: u8::try_from(number("depth", PhaseRules::MAX_DEPTH.into())).unwrap_or(0),
        states: List::default(),
    };
    let states = states::read(filled, &base.rules.states, languages, w);
    let rules = PhaseRules { states, hides_supports: filled.chose("hides", "yes"), ..rules };
    if rules.supports > 0 && rules.least_supports > rules.supports {
        filled.wrong("least", w.say("phase-least-wrong"));
    }
    let raises = filled.chose("raises", "yes");
    filled.problems.is_empty().then_some((Phase { title, rules, starts, ends }, raises))
}

fn titles(filled: &mut Filled, languages: &[Language], w: Words) -> Localized<300> {
    let mut titles: Vec<(Language, Text<300>)> = Vec::new();
    let [mut own, ..] = TITLES;
    for (tongue, name) in Tongue::ALL.into_iter().zip(TITLES) {
        let language = tongue.language().filter(|language| languages.contains(language));
        if tongue == w.tongue() {
            own = name;
        }
        let typed = filled.get(name).to_owned();
        let Some(language) = language.filter(|_| !typed.is_empty()) else { continue };
        match Text::new(typed) {
            Ok(title) => titles.push((language, title)),
            Err(_) => filled.wrong(name, w.say("why-text")),
        }
    }
    if titles.is_empty() {
        filled.wrong(own, w.say("write-no-title"));
    }
    Localized::new(titles)
}

fn days(filled: &mut Filled, w: Words) -> (Option<Timestamp>, Option<Timestamp>) {
    let mut time = |name: &'static str| {
        let typed = filled.get(name).to_owned();
        if typed.is_empty() {
            return None;
        }
        let read = dates::read(&typed, w.zone());
        read.map_err(|none| filled.wrong(name, w.say(none.key()))).ok()
    };
    let (starts, ends) = (time("starts"), time("ends"));
    if starts.zip(ends).is_some_and(|(starts, ends)| ends < starts) {
        filled.wrong("ends", w.say("ends-too-early"));
    }
    (starts, ends)
}
