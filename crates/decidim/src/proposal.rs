//! Proposals.

use participation_types::Timestamp;
use serde::Serialize;

use crate::{
    coordinate::{Latitude, Longitude},
    joined::Joined,
    kind::Kind,
    row::{Column, Row, column},
    value::{Cents, Id},
};

/// A proposal. Texts are as people wrote them, HTML and attacks included: never show them raw.
///
/// A text is empty where the file has nothing; of several languages, only those with a text are
/// there, sorted, and the language is empty where the column names none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProposalRow {
    /// `id`: the number of the proposal.
    pub id: Id,
    /// `author/id`: who proposed it: numbers of participants, groups or meetings.
    pub author_ids: Joined,
    /// `author/name`: their names.
    pub author_names: Joined,
    /// `author/url`: the pages of their profiles.
    pub author_urls: Joined,
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
    /// `participatory_space/id`: the process or assembly it was made in.
    pub space_id: Option<Id>,
    /// `participatory_space/url`: the page of that.
    pub space_url: String,
    /// `component/id`: the part of that space it was made in.
    pub component_id: Option<Id>,
    /// `title`: the title.
    pub titles: Vec<(String, String)>,
    /// `body`: the text.
    pub bodies: Vec<(String, String)>,
    /// `address`: where it is to happen.
    pub address: String,
    /// `latitude`: degrees north of that place.
    pub latitude: Option<Latitude>,
    /// `longitude`: degrees east of that place.
    pub longitude: Option<Longitude>,
    /// `state`: what was decided, such as accepted, rejected or evaluating.
    pub state: String,
    /// `state_published_at`: when that was made known.
    pub state_published_at: Option<Timestamp>,
    /// `reference`: the name under which the association keeps it.
    pub reference: String,
    /// `answer`: the reasons of the decision.
    pub answers: Vec<(String, String)>,
    /// `answered_at`: when it was answered.
    pub answered_at: Option<Timestamp>,
    /// `votes`: how many support it; blank while that is hidden.
    pub votes: Option<u64>,
    /// `likes/total_count`: how many like it.
    pub likes: Option<u64>,
    /// `likes/user_endorsements`: the names of who likes it.
    pub liked_by: Joined,
    /// `comments`: how many comments it has.
    pub comments: Option<u64>,
    /// `attachments`: how many files it has.
    pub attachments: Option<u64>,
    /// `follows_count`: how many follow it.
    pub follows: Option<u64>,
    /// `published_at`: when it was published.
    pub published_at: Option<Timestamp>,
    /// `url`: its page.
    pub url: String,
    /// `meeting_urls`: the pages of meetings where it was discussed.
    pub meeting_urls: Joined,
    /// `related_proposals`: the pages of proposals it comes from.
    pub related_proposals: Joined,
    /// `is_amend`: whether it amends another.
    pub is_amend: bool,
    /// `original_proposal/title`: the title of the proposal it amends.
    pub original_titles: Vec<(String, String)>,
    /// `original_proposal/url`: the page of that.
    pub original_url: String,
    /// `withdrawn`: whether its authors took it back.
    pub withdrawn: bool,
    /// `withdrawn_at`: when they did.
    pub withdrawn_at: Option<Timestamp>,
    /// `created_at`: when it was begun.
    pub created_at: Option<Timestamp>,
    /// `updated_at`: when it was changed last.
    pub updated_at: Option<Timestamp>,
    /// `created_in_meeting`: whether it was made at a meeting.
    pub created_in_meeting: bool,
    /// `coauthorships_count`: how many authors it has.
    pub coauthorships_count: Option<u64>,
    /// `cost`: what it is thought to cost.
    pub cost: Option<Cents>,
    /// `cost_report`: why it costs that.
    pub cost_reports: Vec<(String, String)>,
    /// `execution_period`: when it is to be done.
    pub execution_periods: Vec<(String, String)>,
    /// Every other cell that is not blank, with its column, in the order of the file.
    pub rest: Vec<(String, String)>,
}

#[rustfmt::skip]
const COLUMNS: &[Column<ProposalRow>] = &[
    column!(Cell id "id": "the number of the proposal"),
    column!(Written author_ids "author/id": "who proposed it: numbers of participants, groups or meetings"),
    column!(Written author_names "author/name": "their names"),
    column!(Written author_urls "author/url": "the pages of their profiles"),
    column!(Written taxonomy_ids "taxonomies/id": "what it is filed under"),
    column!(Written taxonomy_names "taxonomies/name": "the names of that"),
    column!(Former category_id "category/id": "the category, before taxonomies"),
    column!(Former category_names "category/name": "the name of the category"),
    column!(Former scope_id "scope/id": "the scope, before taxonomies"),
    column!(Former scope_names "scope/name": "the name of the scope"),
    column!(Written space_id "participatory_space/id": "the process or assembly it was made in"),
    column!(Written space_url "participatory_space/url": "the page of that"),
    column!(Written component_id "component/id": "the part of that space it was made in"),
    column!(Column titles "title": "the title"),
    column!(Column bodies "body": "the text"),
    column!(Written address "address": "where it is to happen"),
    column!(Written latitude "latitude": "degrees north of that place"),
    column!(Written longitude "longitude": "degrees east of that place"),
    column!(Written state "state": "what was decided, such as accepted, rejected or evaluating"),
    column!(Written state_published_at "state_published_at": "when that was made known"),
    column!(Written reference "reference": "the name under which the association keeps it"),
    column!(Written answers "answer": "the reasons of the decision"),
    column!(Written answered_at "answered_at": "when it was answered"),
    column!(Written votes "votes" or "supports": "how many support it; blank while that is hidden"),
    column!(Written likes "likes/total_count" or "endorsements/total_count": "how many like it"),
    column!(Written liked_by "likes/user_endorsements" or "likes/user_likes" or "endorsements/user_endorsements": "the names of who likes it"),
    column!(Written comments "comments": "how many comments it has"),
    column!(Written attachments "attachments": "how many files it has"),
    column!(Written follows "follows_count" or "followers": "how many follow it"),
    column!(Written published_at "published_at": "when it was published"),
    column!(Written url "url": "its page"),
    column!(Written meeting_urls "meeting_urls": "the pages of meetings where it was discussed"),
    column!(Written related_proposals "related_proposals": "the pages of proposals it comes from"),
    column!(Written is_amend "is_amend": "whether it amends another"),
    column!(Written original_titles "original_proposal/title": "the title of the proposal it amends"),
    column!(Written original_url "original_proposal/url": "the page of that"),
    column!(Written withdrawn "withdrawn": "whether its authors took it back"),
    column!(Written withdrawn_at "withdrawn_at": "when they did"),
    column!(Written created_at "created_at": "when it was begun"),
    column!(Written updated_at "updated_at": "when it was changed last"),
    column!(Written created_in_meeting "created_in_meeting": "whether it was made at a meeting"),
    column!(Written coauthorships_count "coauthorships_count": "how many authors it has"),
    column!(Written cost "cost": "what it is thought to cost"),
    column!(Written cost_reports "cost_report": "why it costs that"),
    column!(Written execution_periods "execution_period": "when it is to be done"),
];

impl Row for ProposalRow {
    const KIND: Kind = Kind::Proposals;

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
