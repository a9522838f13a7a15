//! Texts as they are typed, `ca=Més arbres` in several languages or without the tag in one, and as
//! they are printed.

use std::path::Path;

use participation::{Community, Contents, Language, Localized, Space, Store, Text, TextField};

use crate::caller;
use crate::exit::Failure;
use crate::print::{self, safe};
use crate::{files, layout};

/// Bytes of a text from a file at most.
const MAX_FILE: usize = 256 * 1024;

/// The part of a text that an opening froze which whoever typed the command reads best: in the
/// language of their locale (POSIX, Environment Variables, 8.2), else the first.
pub(crate) fn for_reader(text: &str) -> Result<&str, Failure> {
    Ok(participation::spoken_for(text, &own_languages()?).1)
}

/// The languages of the locale of whoever typed the command.
pub(crate) fn own_languages() -> Result<Vec<Language>, Failure> {
    let mut own = Vec::new();
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        // The first that is set decides alone: `ca_ES.UTF-8`, `C`.
        if let Some(locale) = caller::variable(name)? {
            let tag = locale.split(['_', '.', '@']).next().unwrap_or_default();
            own.extend(tag.parse::<Language>().ok());
            break;
        }
    }
    Ok(own)
}

/// Splits `LANG=TEXT`; a text without a tag is in the language given.
pub(crate) fn split(
    flag: &str,
    typed: &str,
    language: Option<Language>,
) -> Result<(Language, String), Failure> {
    if let Some((tag, text)) = typed.split_once('=')
        && let Ok(language) = tag.parse()
    {
        return Ok((language, text.to_owned()));
    }
    let language = language.ok_or_else(|| {
        Failure::input(format!(
            "{flag} {:?}: say in which language, such as ca=..., or name one with --language",
            safe(typed)
        ))
    })?;
    Ok((language, typed.to_owned()))
}

/// A text in several languages. A language that is named twice is a slip of the pen.
pub(crate) fn localized<const MAX: usize>(
    flag: &str,
    typed: &[String],
    language: Option<Language>,
) -> Result<Localized<MAX>, Failure> {
    let mut all = Vec::new();
    for typed in typed {
        let (language, text) = split(flag, typed, language)?;
        if all.iter().any(|(other, _)| *other == language) {
            return Err(Failure::input(format!("{flag} has two texts in {language}: give one")));
        }
        let text = Text::new(text).map_err(|wrong| Failure::input(wrong).after(flag))?;
        all.push((language, text));
    }
    Ok(Localized::new(all))
}

/// Puts typed texts into a field; an empty one takes the text away.
pub(crate) fn put(
    contents: &mut Contents,
    field: TextField,
    flag: &str,
    typed: &[String],
    language: Option<Language>,
) -> Result<(), Failure> {
    let mut seen = Vec::new();
    for typed in typed {
        let (language, text) = split(flag, typed, language)?;
        if seen.contains(&language) {
            return Err(Failure::input(format!("{flag} has two texts in {language}: give one")));
        }
        seen.push(language);
        if text.is_empty() {
            contents.texts.remove(&(field, language));
        } else {
            contents.texts.insert((field, language), text);
        }
    }
    Ok(())
}

/// Reads `LANG=FILE` or `FILE`; `-` is standard input.
pub(crate) fn from_file(
    flag: &str,
    typed: &str,
    language: Option<Language>,
) -> Result<(Language, String), Failure> {
    let (language, path) = split(flag, typed, language)?;
    let read = if path == "-" {
        caller::input(MAX_FILE)
    } else {
        files::bounded(files::open(Path::new(&path))?, MAX_FILE)
    };
    let bytes = read.map_err(|failure| failure.after(safe(&path)))?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::input(format!("{} is not UTF-8", safe(&path))))?;
    Ok((language, text.trim_end().to_owned()))
}

/// Settles who is meant by each `@name`; a name of several people is asked about.
pub(crate) fn mentioned<S: Store>(
    community: &Community<S>,
    text: &str,
    leave: bool,
) -> Result<String, Failure> {
    if leave {
        return Ok(text.to_owned());
    }
    let found = community.resolve_mentions(text);
    let Some((name, slots)) = found.ambiguous.first() else { return Ok(found.text) };
    let listed: Vec<String> =
        slots.iter().map(|slot| format!("[@{}](member:{slot})", safe(name))).collect();
    Err(Failure::input(format!(
        "{} people are called {:?}: write one of {}, or leave mentions as they are with --no-mentions",
        slots.len(),
        safe(name),
        listed.join(", ")
    )))
}

/// A language that was asked for.
pub(crate) fn language(tag: &str) -> Result<Language, Failure> {
    tag.parse().map_err(|wrong| Failure::input(format!("{:?}: {wrong}", safe(tag))))
}

/// The text that is read by somebody who reads these languages: in the first that there is, else in
/// any.
pub(crate) fn best<const MAX: usize>(texts: &Localized<MAX>, languages: &[Language]) -> String {
    let of = |language: &Language| texts.get(*language).map(ToString::to_string);
    let found = languages.iter().find_map(of);
    found.or_else(|| texts.iter().next().map(|(_, text)| text.to_string())).unwrap_or_default()
}

/// Prints what others wrote, line by line as they set it.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    spoken(text).lines().try_for_each(|line| print::line(layout::paragraph(line)))
}

/// A text for people: `[@name](member:SLOT)` is read as `@name`.
pub(crate) fn spoken(text: &str) -> String {
    let mut spoken = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[@") {
        let mention = after.split_once("](member:").and_then(|(name, tail)| {
            let (slot, tail) = tail.split_once(')')?;
            let hex = slot.len() == 64 && slot.bytes().all(|byte| byte.is_ascii_hexdigit());
            (hex && !name.contains(['[', ']', '\n'])).then_some((name, tail))
        });
        spoken.push_str(before);
        match mention {
            Some((name, tail)) => {
                spoken.push('@');
                spoken.push_str(name);
                rest = tail;
            }
            None => {
                spoken.push_str("[@");
                rest = after;
            }
        }
    }
    spoken.push_str(rest);
    spoken
}

/// The languages of a space that is about to be opened.
pub(crate) fn check_languages(space: &Space) -> Result<(), Failure> {
    unnamed_languages(space).next().map_or(Ok(()), |language| {
        Err(Failure::input(format!(
            "a title is in {language}, which --languages does not name: add it there"
        )))
    })
}

/// The languages of titles of a space that it does not name among its own.
pub(crate) fn unnamed_languages(space: &Space) -> impl Iterator<Item = Language> {
    let written = space.title.iter().chain(space.phase.title.iter()).map(|(language, _)| language);
    written.filter(|language| !space.languages.has(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_read_as_a_name_and_what_only_looks_like_one_stays() {
        let slot = "ab".repeat(32);
        let text = format!("Hola [@Anna Puig](member:{slot}), [@x](member:12) i [@");
        assert_eq!(spoken(&text), "Hola @Anna Puig, [@x](member:12) i [@");
    }

    #[test]
    fn a_tag_before_the_first_sign_names_the_language() {
        let ca: Language = "ca".parse().unwrap();
        let es: Language = "es".parse().unwrap();
        assert_eq!(split("--title", "es=1 = 1", Some(ca)).unwrap(), (es, "1 = 1".to_owned()));
        assert_eq!(split("--title", "1 = 1", Some(ca)).unwrap(), (ca, "1 = 1".to_owned()));
        assert!(split("--title", "Hola", None).is_err());
    }
}
