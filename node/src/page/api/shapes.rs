//! Shapes that several answers share, and how they are made.

use std::collections::BTreeMap;

use participation::{
    Alignment, Card, Content, DocumentKind, EntryId, Language, Localized, Meaning, Owner, Reading,
    SlotId, Store, Timestamp, Voice,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::dates;

/// A text in each language in which it was written, by the language's tag (BCP 47).
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub(super) struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Each language with its text.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &String)> {
        self.0.iter()
    }
}

impl FromIterator<(String, String)> for Texts {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(texts: T) -> Self {
        Self(texts.into_iter().collect())
    }
}

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// A proposal.
    Proposal,
    /// A change that somebody proposes to a proposal.
    Amendment,
    /// A debate.
    Debate,
    /// News of a space.
    Post,
    /// A page of a space.
    Page,
    /// A meeting.
    Meeting,
    /// A project on which a budget may be spent.
    Project,
    /// What came of something.
    Result,
    /// A class under which documents are filed.
    Class,
}

impl Kind {
    pub(super) const fn of(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::Proposal => Self::Proposal,
            DocumentKind::Amendment => Self::Amendment,
            DocumentKind::Debate => Self::Debate,
            DocumentKind::Post => Self::Post,
            DocumentKind::Page => Self::Page,
            DocumentKind::Meeting => Self::Meeting,
            DocumentKind::Project => Self::Project,
            DocumentKind::Result => Self::Result,
            DocumentKind::Taxon => Self::Class,
        }
    }

    pub(super) const fn meant(self) -> DocumentKind {
        match self {
            Self::Proposal => DocumentKind::Proposal,
            Self::Amendment => DocumentKind::Amendment,
            Self::Debate => DocumentKind::Debate,
            Self::Post => DocumentKind::Post,
            Self::Page => DocumentKind::Page,
            Self::Meeting => DocumentKind::Meeting,
            Self::Project => DocumentKind::Project,
            Self::Result => DocumentKind::Result,
            Self::Class => DocumentKind::Taxon,
        }
    }
}

/// What an answer means for a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Became {
    /// Nothing is decided.
    Open,
    /// It will be done.
    Accepted,
    /// It will not be done.
    Rejected,
}

impl Became {
    pub(super) const fn of(meaning: Meaning) -> Self {
        match meaning {
            Meaning::Open => Self::Open,
            Meaning::Accepted => Self::Accepted,
            Meaning::Rejected => Self::Rejected,
        }
    }
}

/// On which side of a question a comment stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Side {
    /// In favour.
    InFavour,
    /// On no side.
    #[default]
    Neutral,
    /// Against.
    Against,
}

impl Side {
    pub(super) const fn meant(self) -> Alignment {
        match self {
            Self::InFavour => Alignment::InFavour,
            Self::Neutral => Alignment::Neutral,
            Self::Against => Alignment::Against,
        }
    }
}

/// Somebody, or something, that wrote.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Author {
    /// Their place in the census; none of an office or of what was imported.
    slot: Option<String>,
    /// The name that they gave themselves, or that the source of an import tells. It is theirs to
    /// choose: two may have the same.
    name: Option<String>,
    /// Whether it was written in the name of the space.
    official: bool,
    /// Whether it was imported: then nobody signed it but the officer who brought it in.
    imported: bool,
}

impl Author {
    /// A member.
    pub(super) fn member<S: Store>(reading: &Reading<'_, S>, slot: &SlotId) -> Self {
        let said = reading.profile(slot).and_then(|entry| reading.said(&entry));
        let name = match said.as_ref().and_then(participation::Said::content) {
            Some(Content::Profile(profile)) => Some(profile.name.to_string()),
            _ => None,
        };
        Self { slot: Some(slot.to_string()), name, official: false, imported: false }
    }

    /// Whose something is.
    pub(super) fn owner<S: Store>(reading: &Reading<'_, S>, owner: Owner, id: &EntryId) -> Self {
        let nobody = Self { slot: None, name: None, official: false, imported: false };
        match owner {
            Owner::Member(slot) => Self::member(reading, &slot),
            Owner::Space => Self { official: true, ..nobody },
            Owner::Imported => {
                let said = reading.said(id);
                let voice = match said.as_ref().and_then(participation::Said::content) {
                    Some(Content::Compose(compose)) => Some(&compose.root.voice),
                    Some(Content::Comment(comment)) => Some(&comment.voice),
                    _ => None,
                };
                let origin = voice.and_then(Voice::origin);
                let name = origin.map(|origin| origin.author.to_string());
                Self { name, imported: true, ..nobody }
            }
        }
    }

    /// All authors of a document.
    pub(super) fn all<S: Store>(reading: &Reading<'_, S>, card: &Card) -> Vec<Self> {
        let first = Self::owner(reading, card.owner, &card.id);
        let others = card.coauthors.iter().map(|slot| Self::member(reading, slot));
        std::iter::once(first).chain(others).collect()
    }
}

/// A time as RFC 3339 writes it, in UTC.
pub(super) fn time(time: Timestamp) -> String {
    dates::instant(time)
}

/// Titles by language.
pub(super) fn titles(titles: &[(Language, String)]) -> Texts {
    titles.iter().map(|(language, title)| (language.to_string(), title.clone())).collect()
}

/// A text by language.
pub(super) fn texts<const MAX: usize>(texts: &Localized<MAX>) -> Texts {
    texts.iter().map(|(language, text)| (language.to_string(), text.to_string())).collect()
}

/// A text that an opening froze, by language; `und` where it does not say which (BCP 47).
pub(super) fn frozen(text: &str) -> Texts {
    let owned = |(language, text): (Language, &str)| (language.to_string(), text.to_owned());
    match participation::spoken(text) {
        Some(parts) => parts.into_iter().map(owned).collect(),
        None => std::iter::once(("und".to_owned(), text.to_owned())).collect(),
    }
}

/// Ids as texts.
pub(super) fn ids<'a>(ids: impl IntoIterator<Item = &'a EntryId>) -> Vec<String> {
    ids.into_iter().map(ToString::to_string).collect()
}
