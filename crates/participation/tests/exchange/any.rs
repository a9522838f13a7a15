//! Whatever rows there are: what goes in comes out.

use participation::{ImportError, ImportPlan};
use participation_decidim::{CommentRow, Id, ProjectRow, ProposalRow};
use proptest::prelude::*;

use crate::{again, assert_same, city, import, sorted};

/// Columns of all three kinds, former and unknown ones, in several spellings of languages.
const COLUMNS: &[&str] = &[
    "author/id",
    "author/name",
    "taxonomies/id",
    "taxonomies/name/ca",
    "taxonomies/name",
    "category/id",
    "category/name/ca",
    "category/name/es",
    "scope/id",
    "scope/name",
    "participatory_space/id",
    "participatory_space/url",
    "component/id",
    "title",
    "title/ca",
    "title/pt-BR",
    "title/machine_translations/es",
    "body",
    "body/ca",
    "description/ca",
    "address",
    "latitude",
    "longitude",
    "state",
    "answer/ca",
    "votes",
    "supports",
    "likes/total_count",
    "likes/user_endorsements",
    "comments",
    "attachments",
    "follows_count",
    "published_at",
    "created_at",
    "url",
    "is_amend",
    "original_proposal/title/ca",
    "withdrawn",
    "cost",
    "cost_report/ca",
    "budget_amount",
    "confirmed_votes",
    "locale",
    "alignment",
    "depth",
    "commentable_type",
    "root_commentable_url",
    "user_group/name/ca",
    "colour",
    "*/ca",
    "",
];

const TEXTS: &[&str] = &[
    "1",
    "2",
    "7, 8",
    "a, b",
    "Gràcia",
    "c1, d6, c1",
    "true",
    "false",
    "-1",
    "0",
    "41.5",
    "999999999999",
    "2016-01-22 00:00:00 UTC",
    "2017-10-16 07:18:14 UTC",
    "ca",
    "pt_BR",
    "xx-not-a-tag-at-all",
    "https://x.org/processes/pla",
    "https://x.org/processes/pla/f/1/proposals/3?x=1",
    "https://x.org/processes/pla/f/1/meetings/2;",
    "http://",
    "Decidim::Comments::Comment",
    "Decidim::Proposals::Proposal",
    "Decidim::Meetings::Meeting",
    "accepted",
    " ",
    "\u{202e}<b>",
    "a\nb",
    "17.35",
    "*/ca",
];

fn cells() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let cell = (proptest::sample::select(COLUMNS), proptest::sample::select(TEXTS));
    proptest::collection::vec(cell, 0..40)
}

fn plan() -> impl Strategy<Value = ImportPlan> {
    let rows = || proptest::collection::vec(cells(), 0..6);
    (rows(), rows(), rows(), 0_u64..8).prop_map(|(proposals, projects, comments, shift)| {
        let id = |place: usize| Id(place as u64 + 1);
        let comment = |(place, cells): (usize, Vec<_>)| {
            let mut row = CommentRow { id: id(place), ..CommentRow::of_cells(cells) };
            row.commentable_id = Id((place as u64 * 5 + shift) % 7 + 1);
            if row.commentable_type.is_empty() {
                row.commentable_type = "Decidim::Debates::Debate".into();
            }
            row
        };
        ImportPlan {
            languages: vec!["ca".parse().unwrap()],
            proposals: (proposals.into_iter().enumerate())
                .map(|(place, cells)| ProposalRow { id: id(place), ..ProposalRow::of_cells(cells) })
                .collect(),
            projects: (projects.into_iter().enumerate())
                .map(|(place, cells)| ProjectRow { id: id(place), ..ProjectRow::of_cells(cells) })
                .collect(),
            comments: comments.into_iter().enumerate().map(comment).collect(),
            ..ImportPlan::decidim()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn any_rows_come_out_as_they_went_in(plan in plan()) {
        let mut village = city(0);
        match import(&mut village, &plan) {
            Ok(_) => {}
            Err(ImportError::Row { fault: participation::RowFault::AnswersItself, .. }) => return Ok(()),
            Err(error) => panic!("{error}"),
        }
        prop_assert_eq!(village.node.deliberation().all_void(), []);
        let out = again(&village.node);
        let plan = sorted(plan);
        assert_same(&out, &plan);
        prop_assert_eq!(import(&mut village, &plan).unwrap().entries, 0);
        let mut other = city(0);
        let _ = import(&mut other, &ImportPlan { languages: plan.languages, ..out.clone() }).unwrap();
        assert_same(&again(&other.node), &out);
    }
}
