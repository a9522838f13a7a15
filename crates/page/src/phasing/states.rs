//! The states that answers give in a phase, typed one in each line: `+` before what is accepted, `-`
//! before what is rejected, and nothing before what is open.

use participation::{Language, List, Localized, Meaning, State, Text};

use crate::Tongue;
use crate::fields::Filled;
use crate::words::Words;

/// Fields that are asked for in each language of the page.
pub(super) const STATES: [&str; 3] = ["states-ca", "states-es", "states-en"];

/// States of a phase at most.
const MOST: usize = 32;

/// What a line means, and what it says.
type Line = (Meaning, String);

/// The states that answers give where a phase names none.
const USUAL: [(&str, Meaning, &str); 3] = [
    ("accepted", Meaning::Accepted, "state-accepted"),
    ("rejected", Meaning::Rejected, "state-rejected"),
    ("evaluating", Meaning::Open, "state-evaluating"),
];

/// These states, or the usual ones where there are none: whoever proposes something is answered.
#[must_use]
pub fn or_usual(states: List<State, 32>, languages: &[Language]) -> List<State, 32> {
    if !states.is_empty() {
        return states;
    }
    let state = |(key, meaning, message): &(&str, Meaning, &str)| {
        let title = languages.iter().filter_map(|language| {
            let tongue = Tongue::of(language.as_str())?;
            Some((*language, Text::new(Words::of(tongue).say(message)).ok()?))
        });
        let title = Localized::new(title.collect::<Vec<_>>());
        Some(State { key: Text::new(*key).ok()?, title, meaning: *meaning })
    };
    List::new(USUAL.iter().filter_map(state).collect()).unwrap_or_default()
}

/// Puts states into the form.
pub(super) fn put(filled: &mut Filled, states: &List<State, 32>) {
    for (tongue, name) in Tongue::ALL.into_iter().zip(STATES) {
        let Some(language) = tongue.language() else { continue };
        let titled = states.iter().filter_map(|state| {
            let sign = match state.meaning {
                Meaning::Accepted => "+ ",
                Meaning::Rejected => "- ",
                Meaning::Open => "",
            };
            Some(format!("{sign}{}", state.title.get(language)?.as_str()))
        });
        filled.put(name, titled.collect::<Vec<_>>().join("\n"));
    }
}

/// Reads states. One that is called as one of `known` goes by the same key, so that what was answered
/// before means the same; where nothing is typed, the usual ones hold.
pub(super) fn read(
    filled: &mut Filled,
    known: &List<State, 32>,
    languages: &[Language],
    w: Words,
) -> List<State, 32> {
    let mut typed: Vec<(&'static str, Language, Vec<Line>)> = Vec::new();
    for (tongue, name) in Tongue::ALL.into_iter().zip(STATES) {
        let language = tongue.language().filter(|language| languages.contains(language));
        let lines = filled.get(name).lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<_> = lines.map(meant).collect();
        if let Some(language) = language.filter(|_| !lines.is_empty()) {
            typed.push((name, language, lines));
        }
    }
    let Some((field, _, first)) = typed.first() else {
        return or_usual(List::default(), languages);
    };
    let (field, first) = (*field, first.clone());
    if let Some((other, ..)) = typed.iter().find(|(_, _, lines)| lines.len() != first.len()) {
        filled.wrong(other, w.say("phase-states-differ"));
    }
    if first.len() > MOST {
        filled.wrong(field, w.count("phase-states-many", u32::try_from(MOST).unwrap_or(u32::MAX)));
    }
    let mut states: Vec<State> = Vec::new();
    for (place, (meaning, title)) in first.into_iter().enumerate() {
        let mut titles: Vec<(Language, Text<100>)> = Vec::new();
        for (name, language, lines) in &typed {
            let Some((_, title)) = lines.get(place) else { continue };
            match Text::new(title.as_str()) {
                Ok(title) => titles.push((*language, title)),
                Err(_) => filled.wrong(name, w.say("why-text")),
            }
        }
        let same = known.iter().find(|state| {
            titles.iter().any(|(language, title)| state.title.get(*language) == Some(title))
        });
        let taken = |key: &Text<40>| states.iter().any(|state| state.key == *key);
        let key = same.map(|state| state.key.clone()).or_else(|| Text::new(key(&title)).ok());
        let numbered = || Text::new(format!("state-{}", place + 1)).ok();
        let Some(key) = key.filter(|key| !taken(key)).or_else(numbered) else { continue };
        if taken(&key) {
            filled.wrong(field, w.say("phase-states-twice"));
        }
        states.push(State { key, title: Localized::new(titles), meaning });
    }
    List::new(states).unwrap_or_default()
}

fn meant(line: &str) -> Line {
    let after = |rest: &str| rest.trim_start().to_owned();
    match (line.strip_prefix('+'), line.strip_prefix(['-', '\u{2212}', '\u{2013}'])) {
        (Some(rest), _) => (Meaning::Accepted, after(rest)),
        (None, Some(rest)) => (Meaning::Rejected, after(rest)),
        (None, None) => (Meaning::Open, line.to_owned()),
    }
}

/// By which answers name a state that is called so: letters without accents, digits and dashes.
fn key(title: &str) -> String {
    let plain = title.to_lowercase();
    let plain = plain.split(|sign: char| !sign.is_ascii_alphanumeric());
    let plain: Vec<&str> = plain.filter(|word| !word.is_empty()).collect();
    let mut key: String = plain.join("-").chars().take(32).collect();
    if key.is_empty() {
        key.push_str("state");
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(ca: &str, en: &str, known: &List<State, 32>) -> (Filled, Vec<State>) {
        let mut filled = Filled::default();
        filled.put("states-ca", ca);
        filled.put("states-en", en);
        let languages = ["ca", "en"].map(|tag| tag.parse().unwrap());
        let states = read(&mut filled, known, &languages, Words::of(Tongue::Catalan));
        let states = states.iter().cloned().collect();
        (filled, states)
    }

    #[test]
    fn a_state_that_is_still_called_so_keeps_its_key() {
        let languages: [Language; 2] = ["ca", "en"].map(|tag| tag.parse().unwrap());
        let usual = or_usual(List::default(), &languages);
        let mut filled = Filled::default();
        put(&mut filled, &usual);
        let (ca, en) = (filled.get("states-ca"), filled.get("states-en"));
        assert_eq!(typed(ca, en, &usual).1, usual.iter().cloned().collect::<Vec<_>>());
        // One more, and one that is called otherwise in one language only.
        let (filled, states) =
            typed(&format!("{ca}\n+ Ja està fet"), &format!("{en}\n+ Done"), &usual);
        assert!(filled.problems.is_empty(), "{:?}", filled.problems);
        let last = states.last().unwrap();
        assert_eq!((last.key.as_str(), last.meaning), ("ja-est-fet", Meaning::Accepted));
        assert_eq!(states[1].key.as_str(), "rejected");
    }

    #[test]
    fn what_is_said_in_one_language_only_is_told() {
        let known = List::default();
        assert!(
            typed("+ Sí\n- No", "+ Yes", &known)
                .0
                .problems
                .iter()
                .any(|it| it.field == "states-en")
        );
        let (filled, states) = typed("\u{2212} No", "", &known);
        assert!(filled.problems.is_empty());
        assert_eq!((states.len(), states[0].meaning), (1, Meaning::Rejected));
        assert_eq!(typed("", "", &known).1.len(), 3, "the usual ones");
        assert!(!typed(&"a\n".repeat(33), "", &known).0.problems.is_empty());
    }
}
