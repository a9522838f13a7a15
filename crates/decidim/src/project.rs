//! Projects of a participatory budget.

use participation_types::Timestamp;
use serde::Serialize;

use crate::{
    coordinate::{Latitude, Longitude},
    joined::Joined,
    kind::Kind,
    row::{Column, Row, column},
    value::Id,
};

/// A project. Texts are as people wrote them, HTML and attacks included: never show them raw.
///
/// A text is empty where the file has nothing; of several languages, only those with a text are
/// there, sorted, and the language is empty where the column names none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProjectRow {
    /// `id`: the number of the project.
    pub id: Id,
    /// `taxonomies/id`: what it is filed under.
    pub taxonomy_ids: Joined,
    /// `taxonomies/name`: the names of that.
    pub taxonomy_names: Vec<(String, Joined)>,
    /// `category/id`: the category, before taxonomies.
    pub category_id: Option<Id>,
    /// `category/name`: the name of the category.
    pub category_names: Vec<(String, String)>,
    /// `scope/id`: the scope, before taxonomies.
    pub scope_id: Option<Id>,
    /// `scope/name`: the name of the scope.
    pub scope_names: Vec<(String, String)>,
    /// `participatory_space/id`: the process or assembly it belongs to.
    pub space_id: Option<Id>,
    /// `participatory_space/url`: the page of that.
    pub space_url: String,
    /// `component/id`: the part of that space it belongs to.
    pub component_id: Option<Id>,
    /// `title`: the title.
    pub titles: Vec<(String, String)>,
    /// `description`: the text, in HTML.
    pub descriptions: Vec<(String, String)>,
    /// `budget/id`: the budget out of which it would be paid.
    pub budget_id: Option<Id>,
    /// `budget/title`: the title of that budget.
    pub budget_titles: Vec<(String, String)>,
    /// `budget/url`: the page of that budget.
    pub budget_url: String,
    /// `budget_amount`: what it costs, in whole units of the currency.
    pub budget_amount: Option<u64>,
    /// `confirmed_votes`: how many voted for it; blank unless that is shown.
    pub confirmed_votes: Option<u64>,
    /// `comments`: how many comments it has.
    pub comments: Option<u64>,
    /// `created_at`: when it was entered.
    pub created_at: Option<Timestamp>,
    /// `url`: its page.
    pub url: String,
    /// `address`: where it is to happen.
    pub address: String,
    /// `updated_at`: when it was changed last.
    pub updated_at: Option<Timestamp>,
    /// `selected_at`: when it was chosen to be done.
    pub selected_at: Option<Timestamp>,
    /// `reference`: the name under which the association keeps it.
    pub reference: String,
    /// `follows_count`: how many follow it.
    pub follows: Option<u64>,
    /// `latitude`: degrees north of its place.
    pub latitude: Option<Latitude>,
    /// `longitude`: degrees east of its place.
    pub longitude: Option<Longitude>,
    /// `related_proposals`: the numbers of the proposals it comes from.
    pub related_proposals: Joined,
    /// `related_proposal_titles`: their titles.
    pub related_proposal_titles: Joined,
    /// `related_proposal_urls`: their pages.
    pub related_proposal_urls: Joined,
    /// Every other cell that is not blank, with its column, in the order of the file.
    pub rest: Vec<(String, String)>,
}

#[rustfmt::skip]
const COLUMNS: &[Column<ProjectRow>] = &[
    column!(Cell id "id": "the number of the project"),
    column!(Written taxonomy_ids "taxonomies/id": "what it is filed under"),
    column!(Written taxonomy_names "taxonomies/name": "the names of that"),
    column!(Former category_id "category/id": "the category, before taxonomies"),
    column!(Former category_names "category/name": "the name of the category"),
    column!(Former scope_id "scope/id": "the scope, before taxonomies"),
    column!(Former scope_names "scope/name": "the name of the scope"),
    column!(Written space_id "participatory_space/id": "the process or assembly it belongs to"),
    column!(Written space_url "participatory_space/url": "the page of that"),
    column!(Written component_id "component/id": "the part of that space it belongs to"),
    column!(Column titles "title": "the title"),
    column!(Written descriptions "description": "the text, in HTML"),
    column!(Written budget_id "budget/id": "the budget out of which it would be paid"),
    column!(Written budget_titles "budget/title": "the title of that budget"),
    column!(Written budget_url "budget/url": "the page of that budget"),
    column!(Column budget_amount "budget_amount": "what it costs, in whole units of the currency"),
    column!(Written confirmed_votes "confirmed_votes": "how many voted for it; blank unless that is shown"),
    column!(Written comments "comments": "how many comments it has"),
    column!(Written created_at "created_at": "when it was entered"),
    column!(Written url "url": "its page"),
    column!(Written address "address": "where it is to happen"),
    column!(Written updated_at "updated_at": "when it was changed last"),
    column!(Written selected_at "selected_at": "when it was chosen to be done"),
    column!(Written reference "reference": "the name under which the association keeps it"),
    column!(Written follows "follows_count": "how many follow it"),
    column!(Written latitude "latitude": "degrees north of its place"),
    column!(Written longitude "longitude": "degrees east of its place"),
    column!(Written related_proposals "related_proposals": "the numbers of the proposals it comes from"),
    column!(Written related_proposal_titles "related_proposal_titles": "their titles"),
    column!(Written related_proposal_urls "related_proposal_urls": "their pages"),
];

impl Row for ProjectRow {
    const KIND: Kind = Kind::Projects;

    fn columns() -> &'static [Column<Self>] {
        COLUMNS
    }

    fn id(&self) -> u64 {
        self.id.0
    }

    fn rest(&self) -> &[(String, String)] {
        &self.rest
    }

    fn rest_mut(&mut self) -> &mut Vec<(String, String)> {
        &mut self.rest
    }
}
