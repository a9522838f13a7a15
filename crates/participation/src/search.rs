//! Finding what neighbours wrote: an index that follows a community.

use std::collections::{BTreeMap, HashMap, HashSet};

use participation_acts::{Content, DocumentKind, TextField};
use participation_deliberation::Contents;
use participation_search::similar::Similar;
use participation_search::{Document, Index, MAX_HITS, Query};
use participation_store::Store;
use participation_types::{EntryId, Language, Timestamp, sha256};

use crate::community::Community;
use crate::error::Error;
use crate::reading::Reading;

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Findable {
    /// A document of this kind.
    Document(DocumentKind),
    /// A comment.
    Comment,
    /// A process or an assembly.
    Space,
}

impl Findable {
    const fn number(self) -> u8 {
        match self {
            Self::Document(kind) => kind.number(),
            Self::Comment => 100,
            Self::Space => 101,
        }
    }
}

/// What is looked for, and where.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// What the neighbour typed: words, "phrases", -unwanted. Any text is good.
    pub text: String,
    /// Of these kinds; of all when empty.
    pub kinds: Vec<Findable>,
    /// In this space.
    pub space: Option<EntryId>,
    /// In this language.
    pub language: Option<Language>,
}

/// What was found: the best first.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// How many answer, of the first thousand texts.
    pub total: usize,
    /// Those asked for.
    pub found: Vec<Finding>,
}

/// A document, comment or space that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The entry that began it.
    pub id: EntryId,
    /// What it is.
    pub what: Findable,
    /// The language in which it answers best.
    pub language: Language,
}

/// Everything of a community that pages show, by its words and by its titles. In memory only.
///
/// **The contract**: after [`Finder::renew`] it finds exactly what stands and is shown now. What was
/// hidden, withdrawn by its author or erased is gone from it, words and all.
#[derive(Debug, Default)]
pub struct Finder {
    index: Index,
    titles: Similar,
    /// What is in the index, with the version that it was put in.
    seen: HashMap<EntryId, Seen>,
    /// What the keys of the index stand for.
    keys: BTreeMap<[u8; 32], Finding>,
    /// The deliberation's count of changes when all of it was followed.
    followed: Option<u64>,
    /// What is followed in steps, and is not in the index yet.
    behind: Option<Behind>,
}

#[derive(Debug)]
struct Behind {
    /// The deliberation's count of changes when it was compared.
    changes: u64,
    texts: std::vec::IntoIter<Shown>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    version: Vec<EntryId>,
    keys: Vec<[u8; 32]>,
}

/// Something that is shown.
#[derive(Debug)]
struct Shown {
    id: EntryId,
    what: Findable,
    space: EntryId,
    made: Timestamp,
    version: Vec<EntryId>,
}

impl Finder {
    /// An index of what a community shows now.
    ///
    /// # Errors
    /// [`Error::Search`] when there is more than the index takes.
    pub fn new<S: Store>(community: &Community<S>) -> Result<Self, Error> {
        let mut finder = Self::default();
        finder.renew(community)?;
        Ok(finder)
    }

    /// Follows what has changed: versions are compared, and only texts of other versions are read.
    ///
    /// # Errors
    /// [`Error::Search`] when there is more than the index takes; what was taken in can be found.
    pub fn renew<S: Store>(&mut self, community: &Community<S>) -> Result<(), Error> {
        self.renew_some(community, usize::MAX).map(drop)
    }

    /// The same in steps of at most so many texts, for who must give the community back in between:
    /// whether everything is followed. What is gone is gone after the first of them.
    ///
    /// # Errors
    /// As [`Finder::renew`].
    pub fn renew_some<S: Store>(
        &mut self,
        community: &Community<S>,
        most: usize,
    ) -> Result<bool, Error> {
        let mut reading = community.deliberation();
        let changes = reading.changes();
        if self.followed == Some(changes) {
            return Ok(true);
        }
        let begun = self.behind.take().filter(|behind| behind.changes == changes);
        let mut behind = begun.unwrap_or_else(|| self.compare(&reading, changes));
        for _ in 0..most {
            let Some(one) = behind.texts.next() else {
                self.followed = Some(changes);
                return Ok(true);
            };
            self.remove(&one.id);
            self.put(&mut reading, one)?;
        }
        self.behind = Some(behind);
        Ok(false)
    }

    /// Takes out what is no more shown, and says what else has changed.
    fn compare<S: Store>(&mut self, reading: &Reading<'_, S>, changes: u64) -> Behind {
        let mut shown = shown(reading);
        let ids: HashSet<EntryId> = shown.iter().map(|shown| shown.id).collect();
        let gone: Vec<EntryId> =
            self.seen.keys().filter(|id| !ids.contains(*id)).copied().collect();
        gone.iter().for_each(|id| self.remove(id));
        shown.retain(|one| self.seen.get(&one.id).is_none_or(|seen| seen.version != one.version));
        Behind { changes, texts: shown.into_iter() }
    }

    /// Looks for documents, comments and spaces.
    #[must_use]
    pub fn search(&self, wanted: &Wanted, offset: usize, limit: usize) -> Findings {
        let kinds: Vec<u8> = wanted.kinds.iter().map(|kind| kind.number()).collect();
        let hits = self.index.search(&Query {
            text: &wanted.text,
            kinds: &kinds,
            space: wanted.space.map(|space| *space.as_bytes()),
            language: wanted.language.as_ref().map(Language::as_str),
            offset: 0,
            limit: MAX_HITS,
        });
        // A document in three languages is one document.
        let mut seen = HashSet::new();
        let found = hits.hits.iter().filter_map(|hit| self.keys.get(&hit.id).copied());
        let found: Vec<Finding> = found.filter(|found| seen.insert(found.id)).collect();
        Findings { total: found.len(), found: found.into_iter().skip(offset).take(limit).collect() }
    }

    /// Proposals whose titles are like this one: the most alike first, with the share of trigrams
    /// that they have in common as a numerator and a denominator.
    #[must_use]
    pub fn similar(&self, title: &str, limit: usize) -> Vec<(EntryId, (u32, u32))> {
        let alike = self.titles.nearest(title, LEAST_ALIKE, limit.saturating_mul(4));
        let mut seen = HashSet::new();
        let found = alike.iter().filter_map(|alike| {
            let id = self.keys.get(&alike.id)?.id;
            seen.insert(id).then_some((id, (alike.shared, alike.total)))
        });
        found.take(limit).collect()
    }

    fn remove(&mut self, id: &EntryId) {
        for key in self.seen.remove(id).map(|seen| seen.keys).unwrap_or_default() {
            self.index.remove(&key);
            self.titles.remove(&key);
            self.keys.remove(&key);
        }
    }

    fn put<S: Store>(&mut self, reading: &mut Reading<'_, S>, one: Shown) -> Result<(), Error> {
        let mut keys = Vec::new();
        for (language, title, text) in texts(reading, &one) {
            let key = key(&one.id, language);
            self.index.put(&Document {
                id: key,
                kind: one.what.number(),
                space: Some(*one.space.as_bytes()),
                language: language.as_str(),
                title: &title,
                text: &text,
                claimed: one.made.millis(),
            })?;
            if one.what == Findable::Document(DocumentKind::Proposal) {
                self.titles.put(key, &title);
            }
            self.keys.insert(key, Finding { id: one.id, what: one.what, language });
            keys.push(key);
        }
        self.seen.insert(one.id, Seen { version: one.version, keys });
        Ok(())
    }
}

/// Share of trigrams from which titles count as alike.
const LEAST_ALIKE: (u32, u32) = (3, 10);

/// Everything that pages show.
fn shown<S: Store>(reading: &Reading<'_, S>) -> Vec<Shown> {
    let spaces = reading.spaces().map(|space| Shown {
        id: space.id,
        what: Findable::Space,
        space: space.id,
        made: Timestamp::default(),
        version: space.heads.clone(),
    });
    let mut shown: Vec<Shown> = spaces.collect();
    for card in reading.cards() {
        if !card.is_shown() {
            continue;
        }
        if card.withdrawn.is_none() {
            shown.push(Shown {
                id: card.id,
                what: Findable::Document(card.kind),
                space: card.space,
                made: card.made,
                version: card.heads.iter().chain(&card.generation).copied().collect(),
            });
        }
        let remarks = reading.thread(&card.id).iter().filter(|remark| remark.is_shown());
        shown.extend(remarks.map(|remark| Shown {
            id: remark.id,
            what: Findable::Comment,
            space: card.space,
            made: remark.made,
            version: vec![remark.words],
        }));
    }
    shown
}

/// Language, title and all other texts of something.
fn texts<S: Store>(reading: &mut Reading<'_, S>, one: &Shown) -> Vec<(Language, String, String)> {
    if one.what != Findable::Comment {
        return reading.text(&one.id).map(|contents| by_language(&contents)).unwrap_or_default();
    }
    let said = one.version.first().and_then(|words| reading.said(words));
    match said.as_ref().and_then(crate::Said::content) {
        Some(Content::Comment(comment)) => {
            vec![(comment.language, String::new(), comment.text.to_string())]
        }
        Some(Content::Reword(words)) => {
            vec![(words.language, String::new(), words.text.to_string())]
        }
        _ => Vec::new(),
    }
}

fn by_language(contents: &Contents) -> Vec<(Language, String, String)> {
    let mut all: BTreeMap<Language, (String, String)> = BTreeMap::new();
    for ((field, language), text) in &contents.texts {
        let (title, rest) = all.entry(*language).or_default();
        if *field == TextField::Title {
            title.clone_from(text);
        } else {
            rest.push_str(text);
            rest.push('\n');
        }
    }
    all.into_iter().map(|(language, (title, text))| (language, title, text)).collect()
}

fn key(id: &EntryId, language: Language) -> [u8; 32] {
    sha256(&[id.as_bytes().as_slice(), language.as_str().as_bytes()].concat())
}
