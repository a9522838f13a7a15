//! Words of one stem: *biblioteca* and *biblioteques*, *carril* and *carriles*.
//!
//! The stemmers are Snowball's. They are asked about folded words, so that a neighbour who types
//! without accents finds the same; endings where the accent decides are
//! asked about otherwise, and Catalan plurals that change their consonant (*plaça*, *places*) as
//! singulars.

use frostem::{Algorithm, Stemmer};

/// Fewest and most letters of a word that has a stem of its own.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=30;

/// Endings of folded Catalan words, and what the stemmer is asked about instead.
const CATALAN: &[(&str, &str)] = &[
    ("io", "ions"),
    ("ques", "ca"),
    ("gues", "ga"),
    ("ces", "ca"),
    ("ges", "ja"),
    // So that *habitatge* is as *habitatges*, which looks like *platges*.
    ("ge", "ja"),
];

/// Languages whose words are stemmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stems {
    Catalan,
    Spanish,
    English,
}

impl Stems {
    pub(crate) const ALL: [Self; 3] = [Self::Catalan, Self::Spanish, Self::English];

    /// By the primary subtag, in lower case.
    pub(crate) fn of_language(primary: &[u8]) -> Option<Self> {
        match primary {
            b"ca" => Some(Self::Catalan),
            b"es" => Some(Self::Spanish),
            b"en" => Some(Self::English),
            _ => None,
        }
    }

    /// A bit of its own.
    pub(crate) const fn bit(self) -> u8 {
        match self {
            Self::Catalan => 1,
            Self::Spanish => 2,
            Self::English => 4,
        }
    }

    /// The stem of a folded word; the word itself when it has digits, is short or of another
    /// script.
    pub(crate) fn stem(self, word: &str) -> String {
        if !LETTERS.contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return word.to_owned();
        }
        let algorithm = match self {
            Self::Catalan => Algorithm::Catalan,
            Self::Spanish => Algorithm::Spanish,
            Self::English => Algorithm::English,
        };
        let regular = match self {
            Self::Catalan => CATALAN.iter().find_map(|(ending, written)| {
                let root = word.strip_suffix(ending).filter(|root| root.len() > 1);
                root.map(|root| format!("{root}{written}"))
            }),
            Self::Spanish => word.strip_suffix("ion").map(|root| format!("{root}ión")),
            Self::English => None,
        };
        let stemmed = Stemmer::new(algorithm).stem(regular.as_deref().unwrap_or(word)).into_owned();
        let mut folded = String::with_capacity(stemmed.len());
        stemmed.chars().for_each(|letter| crate::fold::fold(letter, |part| folded.push(part)));
        folded
    }

    /// A number that words of one stem share. Others may share it by chance.
    pub(crate) fn key(self, stem: &str) -> u32 {
        let mut crc = crc32fast::Hasher::new();
        crc.update(&[self.bit()]);
        crc.update(stem.as_bytes());
        crc.finalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(stems: Stems, words: &[&str]) {
        let found: Vec<_> = words.iter().map(|word| stems.stem(word)).collect();
        assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{words:?}: {found:?}");
    }

    #[test]
    fn singular_and_plural_share_a_stem_without_their_accents() {
        same(Stems::Catalan, &["biblioteca", "biblioteques"]);
        same(Stems::Catalan, &["estacio", "estacions"]);
        same(Stems::Catalan, &["educacio", "educacions"]);
        assert_ne!(Stems::Catalan.stem("estacio"), Stems::Catalan.stem("esta"));
        same(Stems::Catalan, &["public", "publica", "publiques", "publics"]);
        same(Stems::Catalan, &["placa", "places"]);
        same(Stems::Catalan, &["platja", "platges"]);
        same(Stems::Catalan, &["habitatge", "habitatges"]);
        same(Stems::Catalan, &["escola", "escoles"]);
        same(Stems::Spanish, &["estacion", "estaciones"]);
        same(Stems::Spanish, &["vivienda", "viviendas"]);
        same(Stems::English, &["school", "schools"]);
    }

    #[test]
    fn a_code_is_its_own_stem() {
        assert_eq!(Stems::Catalan.stem("c3s"), "c3s");
        assert_eq!(Stems::Spanish.stem("学校学校"), "学校学校");
    }
}
