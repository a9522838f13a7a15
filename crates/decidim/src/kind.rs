//! Which file of the export this is.

use std::{collections::BTreeSet, fmt};

/// A file that is read and written here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `...-open-data-proposals.csv`
    Proposals,
    /// `...-open-data-proposal_comments.csv` and the comments on other things.
    Comments,
    /// `...-open-data-projects.csv`
    Projects,
    /// `...-open-data-results.csv`, which is written only.
    Results,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Proposals => "proposals",
            Self::Comments => "comments",
            Self::Projects => "projects",
            Self::Results => "results",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    Ours(Kind),
    Other(&'static str),
    Unknown,
}

impl Likeness {
    pub(crate) fn of<'a>(columns: impl Iterator<Item = &'a str>) -> Self {
        let names: BTreeSet<&str> = columns.collect();
        let has = |name: &str| {
            let prefix = format!("{name}/");
            let deeper = names.range(prefix.as_str()..).next();
            names.contains(name) || deeper.is_some_and(|deeper| deeper.starts_with(&prefix))
        };
        // From what only one kind has to what several have.
        for (column, likeness) in [
            ("commentable_type", Self::Ours(Kind::Comments)),
            ("budget_amount", Self::Ours(Kind::Projects)),
            ("is_amend", Self::Ours(Kind::Proposals)),
            ("coauthorships_count", Self::Ours(Kind::Proposals)),
            ("nickname", Self::Other("users")),
            ("slug", Self::Other("participatory spaces")),
            ("metric_type", Self::Other("metrics")),
            ("attendees", Self::Other("meetings")),
            ("conclusions", Self::Other("debates")),
            ("children_count", Self::Other("results or taxonomies")),
            ("endorsements_count", Self::Other("blog posts")),
            ("likes_count", Self::Other("blog posts")),
        ] {
            if has(column) {
                return likeness;
            }
        }
        if has("title") && has("body") { Self::Ours(Kind::Proposals) } else { Self::Unknown }
    }

    /// What it is instead of the kind that was asked for.
    pub(crate) fn instead_of(self, kind: Kind) -> Option<&'static str> {
        match self {
            Self::Ours(found) if found != kind => Some(found.name()),
            Self::Other(found) => Some(found),
            Self::Ours(_) | Self::Unknown => None,
        }
    }
}
