//! What neighbours wrote as Decidim's open data, what was imported and what was made here alike.
//!
//! Decidim's ids are integers: what was imported keeps the one that it had, everything else has
//! 53 bits of its own id (`native.rs` says which). What is hidden or erased is left out.

use std::collections::BTreeMap;

use participation_acts::DocumentKind;
use participation_decidim::{CommentRow, ProjectRow, ProposalRow, ResultRow};
use participation_store::Store;
use participation_types::EntryId;

use super::kinds::file_of;
use super::teller::{Teller, all};
use crate::community::Community;
use crate::error::Error;

/// Rows of Decidim's tables, each table sorted by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct ExportedTables {
    /// Proposals and amendments.
    pub proposals: Vec<ProposalRow>,
    /// Projects of budgets.
    pub projects: Vec<ProjectRow>,
    /// What became of them.
    pub results: Vec<ResultRow>,
    /// Comments, by what they are on.
    pub comments: Vec<CommentTable>,
    /// Documents and comments that were left out: hidden, erased, or withdrawn comments.
    pub left_out: usize,
}

/// Comments on one kind of document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentTable {
    /// How Decidim's file begins: `proposal` of `proposal_comments`.
    pub on: &'static str,
    /// The comments.
    pub rows: Vec<CommentRow>,
}

impl<S: Store> Community<S> {
    /// Everything that neighbours wrote and pages show, as rows of Decidim's tables.
    ///
    /// What was imported comes out as it went in, but for what was done here since: votes and
    /// comments are added, texts and answers replaced. Who wrote here is named by their profile,
    /// else by a pseudonym that is the same in every row.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::Edit`] for a text that cannot be derived.
    pub fn export_decidim(&self) -> Result<ExportedTables, Error> {
        self.exported(None)
    }

    /// The same of one space. Numbers are those that its rows have in the whole.
    ///
    /// # Errors
    /// As [`Community::export_decidim`].
    pub fn export_decidim_of(&self, space: &EntryId) -> Result<ExportedTables, Error> {
        self.exported(Some(space))
    }

    fn exported(&self, space: Option<&EntryId>) -> Result<ExportedTables, Error> {
        let mut teller = Teller::of(self);
        let mut tables = ExportedTables::default();
        let mut comments: BTreeMap<&'static str, Vec<CommentRow>> = BTreeMap::new();
        for id in teller.documents.clone() {
            let Some(card) = teller.reading.card(&id).cloned() else { continue };
            if space.is_some_and(|space| card.space != *space) {
                continue;
            }
            if !card.is_shown() {
                tables.left_out += 1 + teller.reading.thread(&id).len();
                continue;
            }
            let told = teller.document(&card)?;
            if !told.is_stub {
                match card.kind {
                    DocumentKind::Proposal | DocumentKind::Amendment => {
                        let row = told.row(|sheet| sheet.proposal().cells());
                        tables.proposals.push(ProposalRow::of_cells(all(&row)));
                    }
                    DocumentKind::Project => {
                        let row = told.row(|sheet| sheet.project().cells());
                        tables.projects.push(ProjectRow::of_cells(all(&row)));
                    }
                    DocumentKind::Result => {
                        let row = told.row(|sheet| sheet.result().cells());
                        tables.results.push(ResultRow::of_cells(all(&row)));
                    }
                    DocumentKind::Debate
                    | DocumentKind::Post
                    | DocumentKind::Page
                    | DocumentKind::Meeting
                    | DocumentKind::Taxon => {}
                }
            }
            let rows = comments.entry(file_of(card.kind)).or_default();
            for remark in teller.reading.thread(&id).to_vec() {
                match remark.is_shown().then(|| teller.comment(&told, &remark)).flatten() {
                    Some(row) => rows.push(row),
                    None => tables.left_out += 1,
                }
            }
        }
        tables.proposals.sort_by_key(|row| row.id);
        tables.projects.sort_by_key(|row| row.id);
        tables.results.sort_by_key(|row| row.id);
        for (on, mut rows) in comments.into_iter().filter(|(_, rows)| !rows.is_empty()) {
            rows.sort_by_key(|row| row.id);
            tables.comments.push(CommentTable { on, rows });
        }
        Ok(tables)
    }
}
