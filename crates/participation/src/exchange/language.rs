//! Languages as columns name them, and as they are written here.

use participation_types::Language;

/// How the columns of one row name its languages, where that is not the tag itself: `pt-BR`, or
/// nothing at all for the language that goes without saying.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spelling(Vec<(Language, String)>);

impl Spelling {
    /// What stands for a marker before the language.
    const MARK: &'static str = "*/";

    /// The spelling of a row with these endings of columns. Of two endings for one language the
    /// tag itself is taken, else the first; languages that are not allowed have none.
    pub(crate) fn of<'a>(
        endings: impl Iterator<Item = &'a str> + Clone,
        usual: Language,
        allowed: &[Language],
    ) -> Self {
        let mut spelling = Self::default();
        let tags = endings.clone().filter(|ending| Language::new(ending).is_ok());
        for ending in tags.chain(endings) {
            let Some(language) = read(ending, usual) else { continue };
            if allowed.contains(&language)
                && !spelling.0.iter().any(|(known, _)| *known == language)
            {
                spelling.0.push((language, ending.to_owned()));
            }
        }
        spelling
    }

    /// The language of an ending, if this is how the row spells it.
    pub(crate) fn language(&self, ending: &str) -> Option<Language> {
        self.0.iter().find(|(_, known)| known == ending).map(|(language, _)| *language)
    }

    /// The ending of the columns of a language.
    pub(crate) fn ending(&self, language: Language) -> String {
        let known = self.0.iter().find(|(known, _)| *known == language);
        known.map_or_else(|| language.to_string(), |(_, ending)| ending.clone())
    }

    /// The markers that are kept beside a row: of each language that is spelled in its own way.
    pub(crate) fn markers(&self) -> impl Iterator<Item = (String, String)> {
        let own = self.0.iter().filter(|(language, ending)| language.as_str() != ending);
        own.map(|(language, ending)| (format!("{}{language}", Self::MARK), ending.clone()))
    }

    /// Takes a column in if it is a marker.
    pub(crate) fn take(&mut self, name: &str, cell: &str) -> bool {
        let language = name.strip_prefix(Self::MARK).and_then(|tag| Language::new(tag).ok());
        self.0.extend(language.map(|language| (language, cell.to_owned())));
        language.is_some()
    }
}

/// The language of an ending of a column or of a locale; nothing stands for the usual one.
pub(crate) fn read(ending: &str, usual: Language) -> Option<Language> {
    if ending.is_empty() { Some(usual) } else { tag(ending) }
}

/// The language of a tag in whatever letters.
pub(crate) fn tag(text: &str) -> Option<Language> {
    Language::new(text).or_else(|_| Language::new(&text.to_lowercase().replace('_', "-"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_spelled_as_its_row_spells_it() {
        let [ca, pt] = ["ca", "pt-br"].map(|tag| Language::new(tag).unwrap());
        let endings = ["", "ca", "pt-BR", "machine_translations/es"];
        let spelling = Spelling::of(endings.into_iter(), ca, &[ca, pt]);
        assert_eq!(spelling.language("ca"), Some(ca));
        assert_eq!(spelling.language(""), None, "the row has a column for it already");
        assert_eq!(spelling.ending(pt), "pt-BR");
        let markers: Vec<_> = spelling.markers().collect();
        assert_eq!(markers, [("*/pt-br".to_owned(), "pt-BR".to_owned())]);
        let mut again = Spelling::default();
        assert!(again.take("*/pt-br", "pt-BR") && !again.take("title/ca", "x"));
        assert_eq!(again.ending(pt), "pt-BR");
        let plain = Spelling::of([""].into_iter(), ca, &[ca]);
        assert_eq!((plain.language(""), plain.ending(ca)), (Some(ca), String::new()));
    }
}
