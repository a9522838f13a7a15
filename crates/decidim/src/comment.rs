//! Comments, on whatever.

use participation_types::Timestamp;
use serde::Serialize;

use crate::{
    kind::Kind,
    row::{Column, Row, column},
    value::{Alignment, Id},
};

/// A comment. The body is as somebody wrote it, attacks included: never show it raw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CommentRow {
    /// `id`: the number of the comment.
    pub id: Id,
    /// `created_at`: when it was written.
    pub created_at: Timestamp,
    /// `body`: the text.
    pub body: String,
    /// `locale`: the language in which it was written.
    pub locale: String,
    /// `author/id`: the number of who wrote it.
    pub author_id: Option<Id>,
    /// `author/name`: the name of who wrote it.
    pub author_name: String,
    /// `alignment`: 1 in favour, -1 against, 0 neither.
    pub alignment: Alignment,
    /// `depth`: how many comments stand above it in the conversation.
    /// Decidim answers to depth 3 today; Barcelona's comments of 2016 go to 11.
    pub depth: u16,
    /// `user_group/id`: the group for which it was written.
    /// Up to Decidim 0.30.
    pub user_group_id: Option<Id>,
    /// `user_group/name`: the name of that group.
    /// Up to Decidim 0.30; by language, which is empty where the column names none.
    pub user_group_names: Vec<(String, String)>,
    /// `commentable_id`: the number of what it comments.
    pub commentable_id: Id,
    /// `commentable_type`: what it comments: a proposal, a comment or another thing.
    pub commentable_type: String,
    /// `root_commentable_url`: the page at which the conversation stands.
    pub root_commentable_url: String,
    /// Every other cell that is not blank, with its column, in the order of the file.
    pub rest: Vec<(String, String)>,
}

impl CommentRow {
    /// What [`CommentRow::commentable_type`] is for a comment that answers another.
    pub const OF_A_COMMENT: &'static str = "Decidim::Comments::Comment";

    /// The comment that this one answers; `None` when it stands below a proposal or the like.
    #[must_use]
    pub fn answers(&self) -> Option<Id> {
        (self.commentable_type == Self::OF_A_COMMENT).then_some(self.commentable_id)
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<CommentRow>] = &[
    column!(Cell id "id": "the number of the comment"),
    column!(Cell created_at "created_at": "when it was written"),
    column!(Column body "body": "the text"),
    column!(Written locale "locale": "the language in which it was written"),
    column!(Written author_id "author/id": "the number of who wrote it"),
    column!(Written author_name "author/name": "the name of who wrote it"),
    column!(Written alignment "alignment": "1 in favour, -1 against, 0 neither"),
    column!(Written depth "depth": "how many comments stand above it in the conversation"),
    column!(Former user_group_id "user_group/id": "the group for which it was written"),
    column!(Former user_group_names "user_group/name": "the name of that group"),
    column!(Cell commentable_id "commentable_id": "the number of what it comments"),
    column!(Cell commentable_type "commentable_type": "what it comments: a proposal, a comment or another thing"),
    column!(Written root_commentable_url "root_commentable_url": "the page at which the conversation stands"),
];

impl Row for CommentRow {
    const KIND: Kind = Kind::Comments;

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
