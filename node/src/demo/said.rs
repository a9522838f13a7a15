//! What the people of the sample say, and in which language.

use participation::{Language, Localized, Text};

use super::cast::Who;
use crate::exit::Failure;

/// A language that is spoken in the neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Ca,
    Es,
    En,
}

pub(super) use Tongue::{Ca, En, Es};

impl Tongue {
    /// All of them: what spaces may be written in.
    pub(super) const ALL: [Self; 3] = [Ca, Es, En];

    /// Its tag.
    pub(super) fn tag(self) -> Result<Language, Failure> {
        let tag = match self {
            Ca => "ca",
            Es => "es",
            En => "en",
        };
        Language::new(tag).map_err(Failure::system)
    }
}

/// An official text, which stands in all three languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tri {
    pub(super) ca: &'static str,
    pub(super) es: &'static str,
    pub(super) en: &'static str,
}

/// The same words in Catalan, Spanish and English.
pub(super) const fn tri(ca: &'static str, es: &'static str, en: &'static str) -> Tri {
    Tri { ca, es, en }
}

impl Tri {
    /// Each text with its language.
    pub(super) fn each(self) -> [(Tongue, &'static str); 3] {
        [(Ca, self.ca), (Es, self.es), (En, self.en)]
    }

    /// As it stands in an entry.
    pub(super) fn localized<const MAX: usize>(self) -> Result<Localized<MAX>, Failure> {
        let texts = self
            .each()
            .map(|(tongue, text)| Ok((tongue.tag()?, Text::new(text).map_err(Failure::system)?)));
        Ok(Localized::new(texts.into_iter().collect::<Result<Vec<_>, Failure>>()?))
    }

    /// All three in one line, for what has one text only.
    pub(super) fn joined(self) -> Result<String, Failure> {
        self.spoken(" ")
    }

    /// All three below each other, for what has one text only.
    pub(super) fn paragraphs(self) -> Result<String, Failure> {
        self.spoken("\n\n")
    }

    fn spoken(self, between: &str) -> Result<String, Failure> {
        let texts = self.each().map(|(tongue, text)| Ok((tongue.tag()?, text)));
        let texts = texts.into_iter().collect::<Result<Vec<_>, Failure>>()?;
        Ok(participation::join_spoken(&texts, between))
    }
}

/// Words in one language.
pub(super) fn localized<const MAX: usize>(
    tongue: Tongue,
    words: &str,
) -> Result<Localized<MAX>, Failure> {
    Ok(Localized::one(tongue.tag()?, Text::new(words).map_err(Failure::system)?))
}

/// On which side a first comment stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    For,
    Against,
    Neither,
}

/// A comment, with the answers to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Remark {
    pub(super) who: Who,
    /// Hours after what it is about.
    pub(super) after: u64,
    pub(super) side: Side,
    pub(super) tongue: Tongue,
    pub(super) text: &'static str,
    pub(super) answers: &'static [Self],
    /// A name by which the story comes back to it; empty for none.
    pub(super) key: &'static str,
}

/// A comment on neither side, or an answer.
pub(super) const fn says(who: Who, after: u64, tongue: Tongue, text: &'static str) -> Remark {
    let (side, answers) = (Side::Neither, [].as_slice());
    Remark { who, after, side, tongue, text, answers, key: "" }
}

/// A comment in favour.
pub(super) const fn yes(who: Who, after: u64, tongue: Tongue, text: &'static str) -> Remark {
    Remark { side: Side::For, ..says(who, after, tongue, text) }
}

/// A comment against.
pub(super) const fn no(who: Who, after: u64, tongue: Tongue, text: &'static str) -> Remark {
    Remark { side: Side::Against, ..says(who, after, tongue, text) }
}

impl Remark {
    /// With these answers.
    pub(super) const fn answered(self, answers: &'static [Self]) -> Self {
        Self { answers, ..self }
    }

    /// With a name by which the story comes back to it.
    pub(super) const fn named(self, key: &'static str) -> Self {
        Self { key, ..self }
    }
}
