//! The phases of a space, from the first to the one that holds.

use participation::{Deliberation, Localized, Permit, Phase, SpaceCard, State};

use crate::dates::Day;
use crate::plain;
use crate::words::Words;

/// A phase, as a step on the way.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) title: String,
    pub(crate) lang: &'static str,
    pub(crate) starts: Option<Day>,
    pub(crate) ends: Option<Day>,
    /// Whether it holds now.
    pub(crate) now: bool,
}

/// The phases of a space.
pub(crate) fn steps(reading: &Deliberation, space: &SpaceCard, w: Words) -> Vec<Step> {
    let last = space.phases.last();
    let step = |id| {
        let phase = reading.phase(id)?;
        let (lang, title) = titled(phase, w);
        Some(Step {
            title,
            lang,
            starts: phase.starts.map(|time| Day::of(time, w)),
            ends: phase.ends.map(|time| Day::of(time, w)),
            now: last == Some(id),
        })
    };
    space.phases.iter().filter_map(step).collect()
}

/// The title of a phase in the reader's language, or in another that is named.
pub(crate) fn titled(phase: &Phase, w: Words) -> (&'static str, String) {
    best(&phase.title, w)
}

/// What a state is called in the reader's language; its key where it has no title.
pub(crate) fn state_title(state: &State, w: Words) -> String {
    let (_, title) = best(&state.title, w);
    if title.is_empty() { plain::line(state.key.as_str()) } else { title }
}

fn best<const MAX: usize>(titles: &Localized<MAX>, w: Words) -> (&'static str, String) {
    for language in w.tongue().preferred() {
        if let Some(title) = titles.get(language) {
            let lang = crate::Tongue::of(language.as_str()).filter(|tongue| *tongue != w.tongue());
            return (lang.map_or("", crate::Tongue::code), plain::line(title.as_str()));
        }
    }
    let any = titles.iter().next().map(|(_, title)| plain::line(title.as_str()));
    ("", any.unwrap_or_default())
}

/// What members may do now, in the words of buttons.
pub(crate) fn open_for(phase: &Phase, w: Words) -> Vec<String> {
    let permits = phase.rules.permits;
    [
        (Permit::Propose, "may-propose"),
        (Permit::Support, "may-support"),
        (Permit::Comment, "may-comment"),
        (Permit::Debate, "may-debate"),
        (Permit::Amend, "may-amend"),
    ]
    .into_iter()
    .filter(|(permit, _)| permits.has(*permit))
    .map(|(_, key)| w.say(key))
    .collect()
}
