//! What is said in one language beside others.

use participation::{Card, Deliberation, Error, Language, Localized, Text};

use crate::Tongue;
use crate::fields::Filled;
use crate::list::Choice;
use crate::words::Words;

/// The language in which something is said of a document: that of the page, where the space has it.
pub(crate) fn language(reading: &Deliberation, card: &Card, tongue: Tongue) -> Option<Language> {
    let space = reading.space(&card.space)?;
    let own = tongue.language().filter(|language| space.languages.contains(language));
    own.or_else(|| space.languages.first().copied())
}

/// What was typed in one language, beside what stands in others.
pub(crate) fn within<const MAX: usize>(
    filled: &mut Filled,
    name: &'static str,
    language: Language,
    standing: Option<&Localized<MAX>>,
    w: Words,
) -> Localized<MAX> {
    let others = standing.into_iter().flat_map(Localized::iter);
    let mut texts: Vec<(Language, Text<MAX>)> =
        others.filter(|(other, _)| *other != language).map(|(l, text)| (l, text.clone())).collect();
    let typed = filled.get(name);
    if !typed.is_empty() {
        match Text::new(typed) {
            Ok(text) => texts.push((language, text)),
            Err(error) => {
                let error = Error::Text { what: "it", source: error };
                filled.wrong(name, crate::message::why(&error, w));
            }
        }
    }
    Localized::new(texts)
}

/// Languages to choose from, each by its name in itself.
pub(crate) fn choices(languages: &[Language], chosen: &str) -> Vec<Choice> {
    let choice = |language: &Language| Choice {
        value: language.to_string(),
        text: Tongue::of(language.as_str())
            .map_or_else(|| language.to_string(), |tongue| tongue.name().to_owned()),
        chosen: language.as_str() == chosen,
    };
    languages.iter().map(choice).collect()
}
