//! Results: what became of proposals and projects.

use participation_types::Timestamp;
use serde::Serialize;

use crate::{
    coordinate::{Latitude, Longitude},
    joined::Joined,
    kind::Kind,
    row::{Column, Row, column},
    time::Day,
    value::Id,
};

/// A result, as it is written; there is no reader of whole files. Texts are as people wrote them,
/// attacks included: never show them raw.
///
/// A text is empty where nothing is said; of several languages, only those with a text are there,
/// sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ResultRow {
    /// `id`: the number of the result.
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
    /// `parent/id`: the result that it is a part of.
    pub parent_id: Option<Id>,
    /// `title`: the title.
    pub titles: Vec<(String, String)>,
    /// `description`: the text.
    pub descriptions: Vec<(String, String)>,
    /// `start_date`: the day on which it begins, in UTC.
    pub starts: Option<Day>,
    /// `end_date`: the day on which it ends, in UTC.
    pub ends: Option<Day>,
    /// `progress`: how far it has come, in per cent.
    pub progress: Option<u64>,
    /// `created_at`: when it was entered.
    pub created_at: Option<Timestamp>,
    /// `updated_at`: when it was changed last.
    pub updated_at: Option<Timestamp>,
    /// `url`: its page.
    pub url: String,
    /// `proposal_urls`: the pages of the proposals that it carries out.
    pub proposal_urls: Joined,
    /// `comments_count`: how many comments it has.
    pub comments: Option<u64>,
    /// `address`: where it is.
    pub address: String,
    /// `latitude`: degrees north of its place.
    pub latitude: Option<Latitude>,
    /// `longitude`: degrees east of its place.
    pub longitude: Option<Longitude>,
    /// Every other cell that is not blank, with its column.
    pub rest: Vec<(String, String)>,
}

#[rustfmt::skip]
const COLUMNS: &[Column<ResultRow>] = &[
    column!(Cell id "id": "the number of the result"),
    column!(Written taxonomy_ids "taxonomies/id": "what it is filed under"),
    column!(Written taxonomy_names "taxonomies/name": "the names of that"),
    column!(Former category_id "category/id": "the category, before taxonomies"),
    column!(Former category_names "category/name": "the name of the category"),
    column!(Former scope_id "scope/id": "the scope, before taxonomies"),
    column!(Former scope_names "scope/name": "the name of the scope"),
    column!(Written space_id "participatory_space/id": "the process or assembly it belongs to"),
    column!(Written space_url "participatory_space/url": "the page of that"),
    column!(Written parent_id "parent/id": "the result that it is a part of"),
    column!(Column titles "title": "the title"),
    column!(Written descriptions "description": "the text"),
    column!(Written starts "start_date": "the day on which it begins, in UTC"),
    column!(Written ends "end_date": "the day on which it ends, in UTC"),
    column!(Column progress "progress": "how far it has come, in per cent"),
    column!(Written created_at "created_at": "when it was entered"),
    column!(Written updated_at "updated_at": "when it was changed last"),
    column!(Written url "url": "its page"),
    column!(Written proposal_urls "proposal_urls": "the pages of the proposals that it carries out"),
    column!(Written comments "comments_count": "how many comments it has"),
    column!(Written address "address": "where it is"),
    column!(Written latitude "latitude": "degrees north of its place"),
    column!(Written longitude "longitude": "degrees east of its place"),
];

impl Row for ResultRow {
    const KIND: Kind = Kind::Results;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write_results;

    #[test]
    fn a_result_is_written_with_its_days_and_its_progress_and_comes_back_as_it_was() {
        let day = |millis| Day::of(Timestamp::from_millis(millis));
        let row = ResultRow {
            id: Id(7),
            titles: vec![("ca".to_owned(), "=La rampa".to_owned())],
            starts: day(1_508_138_294_000),
            ends: day(1_508_198_400_000),
            progress: Some(45),
            created_at: Some(Timestamp::from_millis(1_508_138_294_000)),
            ..ResultRow::default()
        };
        let bytes = write_results(std::slice::from_ref(&row)).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let header = text.lines().next().unwrap();
        for column in ["title/ca", "start_date", "end_date", "progress", "proposal_urls"] {
            assert!(header.split(';').any(|name| name == column), "{column}: {header}");
        }
        assert!(
            text.contains("'=La rampa") && text.contains(";2017-10-16;2017-10-17;45;"),
            "{text}"
        );
        assert_eq!(crate::sheet::read::<ResultRow>(&bytes).unwrap(), [row]);
    }
}
