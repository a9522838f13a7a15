//! Texts that an opening froze in several languages.
//!
//! An opening has one text for its title, its question and each label. Where a community speaks
//! several languages, that text holds all of them, each behind its tag:
//!
//! ```text
//!   [ca] Dilluns [es] Lunes [en] Monday
//! ```
//!
//! Where money is spent, the question ends with the currency of all amounts (ISO 4217), as in
//! `[EUR]`.
//!
//! All of it is frozen with the rest, so that nobody can change in one language what others vote on in
//! another; and whoever knows nothing of this reads it all the same.

use participation_types::Language;

/// The same text in several languages as one, with `between` before each tag but the first. One
/// language needs no tag.
#[must_use]
pub fn join_spoken(texts: &[(Language, &str)], between: &str) -> String {
    if let [(_, only)] = texts {
        return (*only).to_owned();
    }
    let tagged = |(language, text): &(Language, &str)| format!("[{language}] {}", text.trim());
    texts.iter().map(tagged).collect::<Vec<_>>().join(between)
}

/// The languages of a text and what it says in each, in the order in which they stand; `None` where
/// it is of one language, or of several that are not told apart.
#[must_use]
pub fn spoken(text: &str) -> Option<Vec<(Language, &str)>> {
    let mut begins: Vec<(Language, usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('[') {
        let before = text.get(..at)?;
        let free = before.is_empty() || before.ends_with(char::is_whitespace);
        let Some((language, after)) = free.then(|| tag(text.get(at..)?)).flatten() else {
            continue;
        };
        if begins.iter().any(|(other, ..)| *other == language) {
            return None;
        }
        begins.push((language, at, at + after));
    }
    if begins.len() < 2 || begins.first().is_none_or(|(_, at, _)| *at != 0) {
        return None;
    }
    let ends = begins.iter().skip(1).map(|(_, at, _)| *at).chain([text.len()]);
    let part = |((language, _, from), to): (&(Language, usize, usize), usize)| {
        Some((*language, text.get(*from..to)?.trim()))
    };
    begins.iter().zip(ends).map(part).collect()
}

/// The part of a text that is best for a reader: in the first of these languages that says
/// something, else the first part. With its language where the text tells its languages apart; the
/// currency that a question ends with is left out.
#[must_use]
pub fn spoken_for<'a>(text: &'a str, preferred: &[Language]) -> (Option<Language>, &'a str) {
    let (text, _) = currency(text);
    let Some(parts) = spoken(text) else { return (None, text) };
    let of = |language: &Language| {
        parts.iter().find(|(other, text)| other == language && !text.is_empty())
    };
    let found = preferred.iter().find_map(of).or_else(|| parts.first());
    found.map_or((None, text), |(language, text)| (Some(*language), *text))
}

/// A question without the currency that it ends with, and the currency.
#[must_use]
pub fn currency(question: &str) -> (&str, Option<&str>) {
    let trimmed = question.trim_end();
    let found = trimmed.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    match found {
        Some((before, code))
            if code.len() == 3
                && code.bytes().all(|byte| byte.is_ascii_uppercase())
                && (before.is_empty() || before.ends_with(char::is_whitespace)) =>
        {
            (before.trim_end(), Some(code))
        }
        _ => (question, None),
    }
}

/// The language of `[ca] ` with which a text begins, and the length of that.
fn tag(text: &str) -> Option<(Language, usize)> {
    let (tag, rest) = text.strip_prefix('[')?.split_once(']')?;
    let plain = (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    let free = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let language = Some(tag).filter(|_| plain && free)?.parse().ok()?;
    Some((language, tag.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Option<Vec<(String, &str)>> {
        let parts = spoken(text)?.into_iter();
        Some(parts.map(|(language, text)| (language.to_string(), text)).collect())
    }

    #[test]
    fn what_was_joined_is_told_apart_again() {
        let [ca, es, en] = ["ca", "es", "en"].map(|tag| tag.parse::<Language>().unwrap());
        let texts = [(ca, "Dilluns [i dimarts]"), (es, "Lunes"), (en, "Monday")];
        for between in [" ", "\n\n"] {
            assert_eq!(spoken(&join_spoken(&texts, between)), Some(texts.to_vec()));
        }
        assert_eq!(join_spoken(&texts[1..2], " "), "Lunes");
        assert_eq!(join_spoken(&texts, " "), "[ca] Dilluns [i dimarts] [es] Lunes [en] Monday");
    }

    #[test]
    fn a_text_of_one_language_stays_what_it_is() {
        for text in [
            "",
            "Dilluns",
            "[ca] Dilluns",
            "[1] Dilluns [2] Dimarts",
            "A [ca] b [es] c",
            "[ca] a [ca] b",
            "[CA] a [ES] b",
            "[ca]a [es]b",
            "[català] a [es] b",
            "[[[",
        ] {
            assert_eq!(tags(text), None, "{text}");
        }
        assert_eq!(tags("[ca] [es] b"), Some(vec![("ca".into(), ""), ("es".into(), "b")]));
    }

    #[test]
    fn everybody_reads_their_own_language_where_it_says_something() {
        let [ca, es, en] = ["ca", "es", "en"].map(|tag| tag.parse::<Language>().unwrap());
        let text = "[ca] Dilluns [es] [en] Monday [EUR]";
        assert_eq!(spoken_for(text, &[en, ca]), (Some(en), "Monday"));
        assert_eq!(spoken_for(text, &[es, en]), (Some(en), "Monday"), "nothing is said in Spanish");
        assert_eq!(spoken_for(text, &[]), (Some(ca), "Dilluns"));
        assert_eq!(spoken_for("Dilluns [EUR]", &[en]), (None, "Dilluns"));
    }

    #[test]
    fn a_question_about_money_ends_with_its_currency() {
        assert_eq!(currency("What first?\n\n[EUR]"), ("What first?", Some("EUR")));
        assert_eq!(currency("[CHF]\n"), ("", Some("CHF")));
        for text in ["", "What [EUR] first?", "a[EUR]", "[eur]", "[EURO]", "[E€]", "EUR]"] {
            assert_eq!(currency(text), (text, None));
        }
    }
}
