//! Everything that an import will write, checked before anything is written.

use std::collections::{BTreeSet, HashMap};

use participation_acts::{Act, Content};
use participation_decidim::{CommentRow, Kind, ProjectRow, ProposalRow};
use participation_log::MAX_BODY;
use participation_types::{EntryId, Language, Text, Timestamp};

use super::classes::{Classes, Filing};
use super::comments::{self, CommentDraft};
use super::documents::{DocumentDraft, Ground};
use super::error::{ImportError, RowFault, RowName};
use super::import::ImportPlan;
use super::kinds::class_of;
use super::known::Known;
use super::language;
use super::spaces::{Address, SpaceDraft};

/// Most languages of a space.
const MAX_LANGUAGES: usize = 32;

/// What is to be written, in the order in which it is written.
#[derive(Debug)]
pub(crate) struct Drafts {
    pub(crate) system: Text<40>,
    pub(crate) usual: Language,
    languages: Vec<Language>,
    pub(crate) spaces: Vec<SpaceDraft>,
    by_address: HashMap<String, usize>,
    pub(crate) classes: Classes,
    pub(crate) documents: Vec<DocumentDraft>,
    by_number: HashMap<(String, u64), usize>,
    pub(crate) comments: Vec<CommentDraft>,
    /// Rows that are here already.
    pub(crate) here: usize,
}

impl Drafts {
    /// Drafts all rows of a plan.
    ///
    /// # Errors
    /// [`ImportError::Row`] for the first that cannot be brought in.
    pub(crate) fn of(
        plan: &ImportPlan,
        system: Text<40>,
        known: &Known,
    ) -> Result<Self, ImportError> {
        let (usual, languages) = languages(plan)?;
        let mut drafts = Self {
            system,
            usual,
            languages,
            spaces: Vec::new(),
            by_address: HashMap::new(),
            classes: Classes::default(),
            documents: Vec::new(),
            by_number: HashMap::new(),
            comments: Vec::new(),
            here: 0,
        };
        let proposals = drafts.fresh(&plan.proposals, known)?;
        let projects = drafts.fresh(&plan.projects, known)?;
        let proposals = drafts.file(proposals, known);
        let projects = drafts.file(projects, known);
        let usual: Vec<Language> = drafts.spaces.iter().map(|space| space.usual).collect();
        drafts.classes.finish(|space| usual.get(space).copied().unwrap_or(drafts.usual));
        for (row, space) in proposals {
            drafts.take(row, space, |ground| ground.proposal(row))?;
        }
        for (row, space) in projects {
            drafts.take(row, space, |ground| ground.project(row))?;
        }
        drafts.here += comments::draft(&plan.comments, known, &mut drafts)?;
        drafts.check()?;
        Ok(drafts)
    }

    /// The rows that are not here yet, each once.
    fn fresh<'a, R: DocumentRow>(
        &mut self,
        rows: &'a [R],
        known: &Known,
    ) -> Result<Vec<&'a R>, ImportError> {
        let mut seen: HashMap<u64, &R> = HashMap::new();
        let mut fresh = Vec::new();
        for row in rows {
            let fault = |fault| Err(ImportError::Row { row: row.name(), fault });
            let key = (class_of(R::KIND).to_owned(), row.name().id);
            if let Some(document) = known.documents.get(&key) {
                if document.created != row.made() {
                    let system = self.system.as_str().to_owned();
                    return fault(RowFault::OtherSource { system });
                }
                self.here += 1;
                continue;
            }
            match seen.insert(key.1, row) {
                None => fresh.push(row),
                Some(other) if other == row => self.here += 1,
                Some(_) => return fault(RowFault::Twice),
            }
        }
        Ok(fresh)
    }

    /// Finds the spaces of rows, and what all of them are filed under.
    fn file<'a, R: DocumentRow>(&mut self, rows: Vec<&'a R>, known: &Known) -> Vec<(&'a R, usize)> {
        let mut filed = Vec::with_capacity(rows.len());
        for row in rows {
            let place = self.space(row.space(), known);
            if let Some(space) = self.spaces.get(place) {
                self.classes.take(place, &row.filing(), space.usual, &space.languages);
            }
            filed.push((row, place));
        }
        filed
    }

    fn take<R: DocumentRow>(
        &mut self,
        row: &R,
        place: usize,
        draft: impl FnOnce(&Ground<'_>) -> Result<DocumentDraft, RowFault>,
    ) -> Result<(), ImportError> {
        let Some(space) = self.spaces.get(place) else { return Ok(()) };
        let ground = Ground { system: &self.system, place, space, classes: &self.classes };
        let draft = draft(&ground).map_err(|fault| ImportError::Row { row: row.name(), fault })?;
        self.by_number.insert((draft.class.clone(), draft.number), self.documents.len());
        self.documents.push(draft);
        Ok(())
    }

    /// The place of a document that is drafted.
    pub(crate) fn document(&self, key: &(String, u64)) -> Option<usize> {
        self.by_number.get(key).copied()
    }

    /// The page of a document that is drafted, empty if it has none.
    pub(crate) fn url(&self, place: usize) -> String {
        self.documents.get(place).map(|draft| draft.url.clone()).unwrap_or_default()
    }

    /// Drafts what stands for a document of which nothing more is known.
    pub(crate) fn stub(
        &mut self,
        key: (String, u64),
        url: &str,
        place: usize,
        created: Timestamp,
    ) -> Result<usize, RowFault> {
        let number = self.documents.len();
        if let Some(space) = self.spaces.get(place) {
            let stub =
                DocumentDraft::stub(key.clone(), url, (place, space), &self.system, created)?;
            self.documents.push(stub);
        }
        self.by_number.insert(key, number);
        Ok(number)
    }

    /// The place of the space at an address: drafted, here, or to be opened.
    pub(crate) fn space(&mut self, address: Address, known: &Known) -> usize {
        if let Some(place) = self.by_address.get(&address.url) {
            return *place;
        }
        let place = self.spaces.len();
        let labelled = known.spaces.get(&address.url);
        let found = labelled.or_else(|| known.unlabelled.get(&address.title()));
        let draft = SpaceDraft {
            languages: found
                .map_or_else(|| self.languages.clone(), |space| space.languages.clone()),
            usual: match found {
                Some(space) if !space.languages.contains(&self.usual) => {
                    space.languages.first().copied().unwrap_or(self.usual)
                }
                _ => self.usual,
            },
            here: found.map(|space| (space.id, space.phase)),
            unlabelled: labelled.is_none(),
            address,
        };
        let here = draft.here.map(|(id, _)| id);
        let classes = known.classes.iter().filter(|(space, ..)| Some(*space) == here);
        for (_, class, id) in classes {
            self.classes.know(place, class.clone(), *id);
        }
        self.by_address.insert(draft.address.url.clone(), place);
        self.spaces.push(draft);
        place
    }

    /// Whether each draft has the form of an entry and fits into one.
    fn check(&self) -> Result<(), ImportError> {
        let any = EntryId::from_bytes([0; 32]);
        // Ids that differ, so that as many are counted as there will be.
        let class = |place: usize| {
            let mut id = [0; 32];
            for (byte, of) in id.iter_mut().zip(place.to_be_bytes()) {
                *byte = of;
            }
            EntryId::from_bytes(id)
        };
        for draft in &self.documents {
            let content = Content::Compose(draft.compose(any, class));
            let kind = Kind::Comments;
            let row = draft.row.unwrap_or(RowName { kind, id: draft.number });
            fits(content).map_err(|fault| ImportError::Row { row, fault })?;
        }
        for draft in &self.comments {
            let content = Content::Comment(draft.comment((any, any), draft.answers.map(|_| any)));
            fits(content).map_err(|fault| ImportError::Row { row: draft.row, fault })?;
        }
        Ok(())
    }
}

fn fits(content: Content) -> Result<(), RowFault> {
    let body = Act::Content(content).encode();
    if body.len() > MAX_BODY {
        return Err(RowFault::TooLarge { bytes: body.len(), max: MAX_BODY });
    }
    Act::decode(&body).map_err(|why| RowFault::Form { why })?;
    Ok(())
}

/// A row that becomes a document.
pub(crate) trait DocumentRow: PartialEq {
    const KIND: participation_acts::DocumentKind;
    fn name(&self) -> RowName;
    /// When it was made, as its origin will say.
    fn made(&self) -> Timestamp;
    fn space(&self) -> Address;
    fn filing(&self) -> Filing<'_>;
}

impl DocumentRow for ProposalRow {
    const KIND: participation_acts::DocumentKind = participation_acts::DocumentKind::Proposal;

    fn name(&self) -> RowName {
        RowName { kind: Kind::Proposals, id: self.id.0 }
    }

    fn made(&self) -> Timestamp {
        self.published_at.or(self.created_at).or(self.updated_at).unwrap_or_default()
    }

    fn space(&self) -> Address {
        Address::of(&self.space_url, self.space_id.map(|id| id.0))
    }

    fn filing(&self) -> Filing<'_> {
        self.into()
    }
}

impl DocumentRow for ProjectRow {
    const KIND: participation_acts::DocumentKind = participation_acts::DocumentKind::Project;

    fn name(&self) -> RowName {
        RowName { kind: Kind::Projects, id: self.id.0 }
    }

    fn made(&self) -> Timestamp {
        self.created_at.or(self.updated_at).unwrap_or_default()
    }

    fn space(&self) -> Address {
        Address::of(&self.space_url, self.space_id.map(|id| id.0))
    }

    fn filing(&self) -> Filing<'_> {
        self.into()
    }
}

/// The language that goes without saying, and all in which there are texts, sorted.
fn languages(plan: &ImportPlan) -> Result<(Language, Vec<Language>), ImportError> {
    let titles = plan.proposals.iter().flat_map(|row| row.titles.iter().chain(&row.bodies));
    let more = plan.projects.iter().flat_map(|row| row.titles.iter().chain(&row.descriptions));
    let endings = titles.chain(more).map(|(ending, _)| ending.as_str());
    let locales = plan.comments.iter().map(|row: &CommentRow| row.locale.as_str());
    let found: BTreeSet<&str> = endings.clone().chain(locales.clone()).collect();
    let first = endings.chain(locales).find_map(language::tag);
    let usual = plan.languages.first().copied().or(first).ok_or(ImportError::NoLanguage)?;
    let more = plan.languages.iter().copied().chain(found.into_iter().filter_map(language::tag));
    let mut all = BTreeSet::from([usual]);
    for language in more {
        if all.len() < MAX_LANGUAGES {
            all.insert(language);
        }
    }
    Ok((usual, all.into_iter().collect()))
}
