//! Bringing in what people wrote on Decidim: signed by the officer who imports it, and shown as
//! imported, never as if its authors had signed.

use serde::Serialize;

use participation_acts::{Act, Compose, Content, Edit, Role};
use participation_decidim::{CommentRow, ProjectRow, ProposalRow};
use participation_store::Store;
use participation_types::{EntryId, Language, Sorted};

use super::comments::{Above, CommentDraft, On};
use super::draft::Drafts;
use super::error::ImportError;
use super::known::Known;
use super::spaces::SpaceDraft;
use crate::community::Community;
use crate::founding::text;
use crate::pen::Pen;

/// Entries that are written before the progress is told.
const STEP: usize = 2048;

/// What is to be imported, all of one platform. Give what belongs together in one plan: comments
/// on what is in no file are put on something that stands for it.
#[derive(Debug, Clone, Default)]
pub struct ImportPlan {
    /// The platform. Rows are known by this name and their id, so that what is here is not
    /// imported again: two platforms need two names.
    pub system: String,
    /// Languages in which the spaces may be written besides those of the rows; the first is that
    /// of columns that name none, else the first that a row names is.
    pub languages: Vec<Language>,
    /// Proposals.
    pub proposals: Vec<ProposalRow>,
    /// Comments, on whatever.
    pub comments: Vec<CommentRow>,
    /// Projects of budgets.
    pub projects: Vec<ProjectRow>,
}

impl ImportPlan {
    /// A plan for what comes from one Decidim.
    #[must_use]
    pub fn decidim() -> Self {
        Self { system: "decidim".to_owned(), ..Self::default() }
    }
}

/// What was imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[must_use]
pub struct ImportReport {
    /// Processes and assemblies that were opened.
    pub spaces: usize,
    /// Classes of taxonomies, categories and scopes.
    pub classes: usize,
    /// Proposals.
    pub proposals: usize,
    /// Projects.
    pub projects: usize,
    /// Documents that stand for what comments are on and no file has.
    pub stubs: usize,
    /// Comments.
    pub comments: usize,
    /// Rows that were here already, or stood twice in the files.
    pub known: usize,
    /// Entries that were written.
    pub entries: usize,
}

impl<S: Store> Community<S> {
    /// Imports rows of Decidim's open data, as an organiser who is an import officer too.
    ///
    /// Each process and assembly becomes a space that permits nothing to members; what rows are
    /// filed under becomes classes; proposals, projects and comments become documents and comments
    /// in the voice of their source. What of a row has no place here is kept beside it, so that
    /// [`Community::export_decidim`] gives it back.
    ///
    /// Every row is checked before anything is written. What is here already is passed over: an
    /// import that was cut off is finished by doing it again. `told` hears how many entries of how
    /// many are written.
    ///
    /// # Errors
    /// [`ImportError::Offices`], [`ImportError::NoLanguage`], [`ImportError::Row`]: then nothing
    /// has changed; [`ImportError::Community`].
    pub fn import_decidim(
        &mut self,
        pen: &mut Pen<'_>,
        plan: &ImportPlan,
        told: &mut dyn FnMut(usize, usize),
    ) -> Result<ImportReport, ImportError> {
        self.holds_offices(pen)?;
        let system = text("name of the system", plan.system.as_str())?;
        let known = Known::of(&self.deliberation(), &plan.system);
        let drafts = Drafts::of(plan, system, &known)?;
        drop(known);
        let mut writing = Writing::of(&drafts, told);
        let spaces = self.open_spaces(pen, &drafts, &mut writing)?;
        let classes = self.write_classes(pen, &drafts, &spaces, &mut writing)?;
        let composes: Vec<Act> = drafts
            .documents
            .iter()
            .map(|draft| {
                let class = |place: usize| at(&classes, place);
                compose(draft.compose(at(&spaces.phases, draft.space), class))
            })
            .collect();
        let documents = self.write_steps(pen, composes, &mut writing)?;
        self.write_comments(pen, &drafts, (&documents, &spaces), &mut writing)?;
        Ok(writing.report(&drafts))
    }

    /// Asks before anything else, so that the answer is the same however much is to be imported.
    fn holds_offices(&self, pen: &Pen<'_>) -> Result<(), ImportError> {
        let view = self.view();
        let member = view.certificate(&pen.device.public()).map(|fact| fact.member);
        let state = view.tip().map(|(_, state)| state);
        let holds = |role: &Role| {
            state.zip(member).is_some_and(|(state, member)| state.holds(*role, &member))
        };
        let mut missing = vec![Role::Organiser, Role::ImportOfficer];
        missing.retain(|role| !holds(role));
        if missing.is_empty() { Ok(()) } else { Err(ImportError::Offices { missing, member }) }
    }

    /// The spaces, opened where they are not here.
    fn open_spaces(
        &mut self,
        pen: &mut Pen<'_>,
        drafts: &Drafts,
        writing: &mut Writing<'_>,
    ) -> Result<Spaces, ImportError> {
        let opening = |draft: &SpaceDraft| {
            let system = drafts.system.as_str();
            Act::Content(Content::Space(draft.address.opening(
                system,
                draft.usual,
                &draft.languages,
            )))
        };
        let fresh = drafts.spaces.iter().filter(|draft| draft.here.is_none());
        let openings: Vec<Act> = fresh.map(opening).collect();
        if let Some(first) = openings.first() {
            self.may(pen, first)?;
        }
        let mut opened = self.write_steps(pen, openings, writing)?.into_iter();
        let spaces = drafts.spaces.iter().map(|draft| match draft.here {
            Some(here) => Some(here),
            None => opened.next().map(|id| (id, id)),
        });
        let (ids, phases) = spaces.flatten().unzip();
        Ok(Spaces { ids, phases })
    }

    /// Tells of new spaces where they come from, and writes what documents are filed under.
    fn write_classes(
        &mut self,
        pen: &mut Pen<'_>,
        drafts: &Drafts,
        spaces: &Spaces,
        writing: &mut Writing<'_>,
    ) -> Result<Vec<EntryId>, ImportError> {
        let unlabelled = drafts.spaces.iter().enumerate().filter(|(_, draft)| draft.unlabelled);
        let label = |(place, draft): (usize, &SpaceDraft)| {
            let (subject, phase) = (at(&spaces.ids, place), at(&spaces.phases, place));
            let deps = Sorted::new([subject]).unwrap_or_default();
            let fields = draft.address.fields();
            let edit = Edit { subject, phase, by: None, generation: None, deps, fields };
            Act::Content(Content::Edit(edit))
        };
        let labels: Vec<Act> = unlabelled.map(label).collect();
        let labelled = labels.len();
        let fresh = drafts.classes.drafts.iter().filter(|draft| draft.here.is_none());
        let acts = fresh.map(|draft| {
            compose(draft.compose(&drafts.system, at(&spaces.phases, draft.space), pen.now))
        });
        let acts: Vec<Act> = labels.into_iter().chain(acts).collect();
        let mut written = self.write_steps(pen, acts, writing)?.into_iter().skip(labelled);
        let ids = drafts.classes.drafts.iter().map(|draft| draft.here.or_else(|| written.next()));
        Ok(ids.flatten().collect())
    }

    /// Writes comments, those of one depth at once: what answers one names its entry.
    fn write_comments(
        &mut self,
        pen: &mut Pen<'_>,
        drafts: &Drafts,
        (documents, spaces): (&[EntryId], &Spaces),
        writing: &mut Writing<'_>,
    ) -> Result<(), ImportError> {
        let mut written: Vec<EntryId> = Vec::with_capacity(drafts.comments.len());
        for level in drafts.comments.chunk_by(|a, b| a.level == b.level) {
            let act = |draft: &CommentDraft| {
                let on = match draft.on {
                    On::Here(document, phase) => (document, phase),
                    On::Draft(place) => {
                        let space = drafts.documents.get(place).map_or(0, |draft| draft.space);
                        (at(documents, place), at(&spaces.phases, space))
                    }
                };
                let parent = draft.answers.map(|above| match above {
                    Above::Here(id) => id,
                    Above::Draft(place) => at(&written, place),
                });
                Act::Content(Content::Comment(draft.comment(on, parent)))
            };
            let acts = level.iter().map(act).collect();
            let ids = self.write_steps(pen, acts, writing)?;
            written.extend(ids);
        }
        Ok(())
    }

    fn write_steps(
        &mut self,
        pen: &mut Pen<'_>,
        acts: Vec<Act>,
        writing: &mut Writing<'_>,
    ) -> Result<Vec<EntryId>, ImportError> {
        let mut ids = Vec::with_capacity(acts.len());
        for step in acts.chunks(STEP) {
            ids.extend(self.write_all(pen, step)?);
            writing.go_on(step.len());
        }
        Ok(ids)
    }
}

/// Spaces by their place among the drafts, each with the phase that holds in it.
struct Spaces {
    ids: Vec<EntryId>,
    phases: Vec<EntryId>,
}

/// How far the writing is.
struct Writing<'a> {
    written: usize,
    total: usize,
    told: &'a mut dyn FnMut(usize, usize),
}

impl<'a> Writing<'a> {
    fn of(drafts: &Drafts, told: &'a mut dyn FnMut(usize, usize)) -> Self {
        let opened = drafts.spaces.iter().filter(|space| space.here.is_none()).count();
        let labelled = drafts.spaces.iter().filter(|space| space.unlabelled).count();
        let classes = drafts.classes.drafts.iter().filter(|class| class.here.is_none()).count();
        let total = opened + labelled + classes + drafts.documents.len() + drafts.comments.len();
        told(0, total);
        Self { written: 0, total, told }
    }

    fn go_on(&mut self, written: usize) {
        self.written += written;
        (self.told)(self.written, self.total);
    }

    fn report(&self, drafts: &Drafts) -> ImportReport {
        use participation_decidim::Kind;
        let of = |kind: Kind| {
            let rows = drafts.documents.iter().filter_map(|draft| draft.row);
            rows.filter(|row| row.kind == kind).count()
        };
        let classes = drafts.classes.drafts.iter().filter(|class| class.here.is_none());
        ImportReport {
            spaces: drafts.spaces.iter().filter(|space| space.here.is_none()).count(),
            classes: classes.count(),
            proposals: of(Kind::Proposals),
            projects: of(Kind::Projects),
            stubs: drafts.documents.iter().filter(|draft| draft.row.is_none()).count(),
            comments: drafts.comments.len(),
            known: drafts.here,
            entries: self.written,
        }
    }
}

fn compose(compose: Compose) -> Act {
    Act::Content(Content::Compose(compose))
}

/// What was written at a place: drafts and what is written of them are as many. Of what is not
/// there an id that no entry has: what names it does not stand.
fn at(written: &[EntryId], place: usize) -> EntryId {
    debug_assert!(place < written.len());
    written.get(place).copied().unwrap_or(EntryId::from_bytes([0; 32]))
}
