//! Lists of documents, with the sorts and filters of the page.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use axum::response::Response;
use participation::{DocumentKind, EntryId, Filter, Findable, Meaning, Sort, Source, Wanted};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asker::{Asked, Asker, Look, look_after};
use super::documents::{Document, document};
use super::problem::{Code, Problem};
use super::shapes::Kind;
use super::slice;
use crate::page::halls;

/// Findings that a list is narrowed to at most.
const MOST_FOUND: usize = 1000;

/// The order of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Order {
    /// The newest first.
    #[default]
    Recent,
    /// The oldest first.
    Oldest,
    /// By a lot that is drawn from `seed`.
    Random,
    /// Most supports first.
    Supported,
    /// Most comments first.
    Commented,
    /// Results that have come furthest first.
    Furthest,
}

/// What became of the documents of a list.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// Nothing is decided.
    Open,
    /// Accepted.
    Accepted,
    /// Rejected.
    Rejected,
    /// Withdrawn by their authors.
    Withdrawn,
}

/// From whom the documents of a list come.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum From {
    /// Members.
    Members,
    /// The space itself.
    Official,
    /// Another platform.
    Imported,
}

/// Which documents, in which order, and which part of them.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    /// Of this kind; amendments and classes are listed only where they are asked for.
    #[param(inline)]
    kind: Option<Kind>,
    /// Of the space whose id begins with these digits.
    #[param(pattern = "^[0-9a-f]{12,64}$")]
    space: Option<String>,
    /// Of which this became; without it, all that are not withdrawn.
    #[param(inline)]
    state: Option<State>,
    /// From this source.
    #[param(inline)]
    source: Option<From>,
    /// With these words.
    #[param(max_length = 500)]
    q: Option<String>,
    /// In this order.
    #[param(inline)]
    sort: Option<Order>,
    /// What a random order is drawn from: the same number, the same order.
    seed: Option<u64>,
    /// Where to go on: `next` of the part before.
    #[param(max_length = 80)]
    cursor: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<usize>,
}

/// A part of a list of documents.
#[derive(Debug, Serialize, ToSchema)]
struct Documents {
    /// How many there are in the whole list.
    total: usize,
    /// These of them.
    items: Vec<Document>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// Documents, as the lists of the page have them.
#[utoipa::path(get, path = "/communities/{community}/documents", operation_id = "documents",
    tag = "deliberation", params(Wish), responses((status = 200, body = Documents)))]
pub(super) async fn documents(asker: Asker, Asked(wish): Asked<Wish>) -> Response {
    let words = wish.q.as_ref().map(|_| halls::Part::Words);
    look_after(asker, words, move |look| {
        let filter = filter(look, &wish)?;
        let sort = match wish.sort.unwrap_or_default() {
            Order::Recent => Sort::Recent,
            Order::Oldest => Sort::Oldest,
            Order::Random => Sort::Random(wish.seed.unwrap_or_default()),
            Order::Supported => Sort::MostSupported,
            Order::Commented => Sort::MostCommented,
            Order::Furthest => Sort::Furthest,
        };
        let reading = look.community.deliberation();
        let all = reading.list(&filter, sort, 0, usize::MAX).ids;
        let name = |id: &EntryId| id.to_string();
        let (some, next) = slice::of(&all, wish.cursor.as_deref(), wish.limit, name)?;
        let cards = some.iter().filter_map(|id| reading.card(id));
        let items = cards.map(|card| document(&reading, card)).collect();
        Ok(Documents { total: all.len(), items, next })
    })
    .await
}

fn filter(look: &Look<'_>, wish: &Wish) -> Result<Filter, Problem> {
    let usual = DocumentKind::ALL.iter().copied();
    let usual = usual.filter(|kind| !matches!(kind, DocumentKind::Amendment | DocumentKind::Taxon));
    let mut filter = Filter {
        kinds: wish.kind.map_or_else(|| usual.collect(), |kind| vec![kind.meant()]),
        withdrawn: Some(matches!(wish.state, Some(State::Withdrawn))),
        meanings: match wish.state {
            Some(State::Open) => vec![Meaning::Open],
            Some(State::Accepted) => vec![Meaning::Accepted],
            Some(State::Rejected) => vec![Meaning::Rejected],
            Some(State::Withdrawn) | None => Vec::new(),
        },
        source: wish.source.map(|source| match source {
            From::Members => Source::Members,
            From::Official => Source::Official,
            From::Imported => Source::Imported,
        }),
        ..Filter::default()
    };
    if let Some(digits) = &wish.space {
        let reading = look.community.deliberation();
        let found = ateneu_page::find(digits, reading.spaces().map(|space| space.id));
        let wrong = || Problem::new(Code::Query, "space: there is no such space here");
        filter.space = Some(found.ok_or_else(wrong)?);
    }
    if let Some(words) = wish.q.as_deref().filter(|words| !words.trim().is_empty()) {
        if words.len() > 500 {
            return Err(Problem::new(Code::Query, "q: give 500 bytes at most"));
        }
        let kinds = filter.kinds.iter().copied().map(Findable::Document).collect();
        let wanted = Wanted { text: words.to_owned(), kinds, space: filter.space, language: None };
        let finder = look.site.halls.finder(look.community)?;
        let finder = finder.lock().unwrap_or_else(PoisonError::into_inner);
        let found = finder.search(&wanted, 0, MOST_FOUND).found;
        filter.among = Some(found.iter().map(|found| found.id).collect::<BTreeSet<_>>());
    }
    Ok(filter)
}
