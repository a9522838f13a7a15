//! Templates of processes and assemblies: phases with their rules and states, as data that is
//! compiled in. A phase is known again by its title, so that nothing has to be kept beside it.

use participation::{
    Language, List, Localized, Meaning, Permit, Permits, Phase, PhaseRules, State, Text,
};
use serde::{Deserialize, Serialize};

use crate::exit::Failure;
use crate::print::safe;

const FILES: [&str; 4] = [
    include_str!("templates/idea-collection.json"),
    include_str!("templates/participatory-budget.json"),
    include_str!("templates/rule-change.json"),
    include_str!("templates/assembly-with-minutes.json"),
];

/// Titles by language.
type Titles = std::collections::BTreeMap<String, String>;

/// A template.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    pub(crate) name: String,
    /// What it is for.
    pub(crate) about: Titles,
    pub(crate) phases: Vec<PlannedPhase>,
    /// The states that answers give in all of its phases.
    pub(crate) states: Vec<PlannedState>,
}

/// A phase of a template.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlannedPhase {
    pub(crate) title: Titles,
    permits: Vec<String>,
    #[serde(default)]
    hides_supports: bool,
    #[serde(default)]
    proposals: u16,
    #[serde(default)]
    supports: u16,
    #[serde(default)]
    least_supports: u16,
    #[serde(default)]
    goal: u32,
    title_length: u16,
    body_length: u16,
    comment_length: u16,
    reply_depth: u8,
}

/// A state of a template.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlannedState {
    key: String,
    meaning: String,
    title: Titles,
}

/// All templates.
pub(crate) fn all() -> Result<Vec<Template>, Failure> {
    FILES.iter().map(|file| serde_json::from_str(file).map_err(Failure::system)).collect()
}

/// The template of this name.
pub(crate) fn named(name: &str) -> Result<Template, Failure> {
    let all = all()?;
    let names: Vec<String> = all.iter().map(|template| template.name.clone()).collect();
    all.into_iter().find(|template| template.name == name).ok_or_else(|| {
        Failure::input(format!(
            "there is no template {:?}: there are {}",
            safe(name),
            names.join(", ")
        ))
    })
}

/// The template that has a phase with one of these titles.
pub(crate) fn of_phase(phase: &Phase) -> Result<Option<Template>, Failure> {
    Ok(all()?.into_iter().find(|template| template.place_of(phase).is_some()))
}

impl Template {
    /// Whether it is of an assembly, which stays, rather than of a process.
    pub(crate) fn is_assembly(&self) -> bool {
        self.name == "assembly-with-minutes"
    }

    /// The phase at this place, in the languages of a space; `None` beyond the last.
    pub(crate) fn phase(
        &self,
        place: usize,
        languages: &[Language],
    ) -> Result<Option<Phase>, Failure> {
        let Some(planned) = self.phases.get(place) else { return Ok(None) };
        let states = self.states.iter().map(|state| {
            Ok(State {
                key: Text::new(state.key.as_str()).map_err(Failure::system)?,
                title: titles(&state.title, languages)?,
                meaning: meaning(&state.meaning).unwrap_or(Meaning::Open),
            })
        });
        let states = states.collect::<Result<Vec<_>, Failure>>()?;
        let permits: Vec<Permit> = planned.permits.iter().filter_map(|name| permit(name)).collect();
        let rules = PhaseRules {
            permits: Permits::of(&permits),
            hides_supports: planned.hides_supports,
            proposals: planned.proposals,
            supports: planned.supports,
            least_supports: planned.least_supports,
            goal: planned.goal,
            title_length: planned.title_length,
            body_length: planned.body_length,
            comment_length: planned.comment_length,
            reply_depth: planned.reply_depth,
            states: List::new(states).unwrap_or_default(),
        };
        let title = titles(&planned.title, languages)?;
        Ok(Some(Phase { title, rules, starts: None, ends: None }))
    }

    /// Where a phase with this title stands.
    pub(crate) fn place_of(&self, phase: &Phase) -> Option<usize> {
        let same = |planned: &PlannedPhase| {
            phase.title.iter().any(|(language, title)| {
                planned.title.get(language.as_str()).is_some_and(|t| t == title.as_str())
                    || planned.title.get("en").is_some_and(|t| t == title.as_str())
            })
        };
        self.phases.iter().position(same)
    }
}

/// The titles in the languages of the space; English in the first where it has none of them.
fn titles<const MAX: usize>(
    titles: &Titles,
    languages: &[Language],
) -> Result<Localized<MAX>, Failure> {
    let of = |language: &Language, tag: &str| {
        let title = titles.get(tag)?;
        Some(Text::new(title.as_str()).map(|text| (*language, text)).map_err(Failure::system))
    };
    let known = languages.iter().filter_map(|language| of(language, language.as_str()));
    let known: Localized<MAX> = Localized::new(known.collect::<Result<Vec<_>, _>>()?);
    match languages.first().and_then(|first| of(first, "en")) {
        Some(english) if known.is_empty() => Ok(Localized::new([english?])),
        _ => Ok(known),
    }
}

/// A permit by its name.
pub(crate) fn permit(name: &str) -> Option<Permit> {
    Permit::ALL.iter().copied().find(|permit| permit_name(*permit) == name)
}

/// The name of a permit.
pub(crate) const fn permit_name(permit: Permit) -> &'static str {
    match permit {
        Permit::Propose => "propose",
        Permit::Amend => "amend",
        Permit::Decide => "decide",
        Permit::Promote => "promote",
        Permit::Edit => "edit",
        Permit::Support => "support",
        Permit::Endorse => "endorse",
        Permit::Comment => "comment",
        Permit::RateComments => "rate-comments",
        Permit::Debate => "debate",
        Permit::Attach => "attach",
    }
}

/// What a state means, by its name.
pub(crate) fn meaning(name: &str) -> Option<Meaning> {
    Meaning::ALL.iter().copied().find(|meaning| meaning_name(*meaning) == name)
}

/// The name of what a state means.
pub(crate) const fn meaning_name(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Open => "open",
        Meaning::Accepted => "accepted",
        Meaning::Rejected => "rejected",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<Language> {
        ["ca", "es", "en"].map(|tag| tag.parse().unwrap()).into()
    }

    #[test]
    fn every_template_says_what_it_says_in_three_languages_and_names_what_there_is() {
        for template in all().unwrap() {
            let titles = template
                .phases
                .iter()
                .map(|phase| &phase.title)
                .chain(template.states.iter().map(|state| &state.title))
                .chain([&template.about]);
            for titles in titles {
                assert!(titles.keys().eq(["ca", "en", "es"]), "{}: {titles:?}", template.name);
            }
            for phase in &template.phases {
                assert!(phase.permits.iter().all(|name| permit(name).is_some()), "{phase:?}");
            }
            assert!(template.states.iter().all(|state| meaning(&state.meaning).is_some()));
        }
    }

    #[test]
    fn every_phase_is_known_again_by_its_title() {
        let all = all().unwrap();
        for template in &all {
            for place in 0..template.phases.len() {
                let phase = template.phase(place, &languages()).unwrap().unwrap();
                let places: Vec<_> =
                    all.iter().filter_map(|t| Some((&t.name, t.place_of(&phase)?))).collect();
                assert_eq!(places, [(&template.name, place)]);
                // In a language that no template knows too.
                let other = template.phase(place, &["eu".parse().unwrap()]).unwrap().unwrap();
                assert_eq!(template.place_of(&other), Some(place));
            }
        }
    }
}
