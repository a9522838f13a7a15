//! Lists of documents.

use std::collections::BTreeSet;

use participation::{AmendmentState, Card, Community, DocumentKind, EntryId, Filter, Sort, Source};
use participation_store::SledStore;
use serde::Serialize;

use super::{near, shown, words};
use crate::cli::list::DocumentsArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::select::{self, written};
use crate::{dates, print};

#[derive(Serialize)]
struct Listed<'a> {
    total: usize,
    page: u32,
    per_page: u32,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(flatten)]
    card: &'a Card,
    title: String,
    author: String,
    /// One by one and in lists together; `null` while the phase keeps the number from pages.
    supports: Option<u32>,
}

/// Lists documents of these kinds.
pub(crate) fn list(
    context: &Context,
    kinds: &[DocumentKind],
    args: &DocumentsArgs,
) -> Result<(), Failure> {
    let community = context.community()?;
    let filter = filter(context, &community, kinds, args)?;
    let languages = words::languages(args.language.as_deref())?;
    let names = shown::Names::of(&community);
    let (page, per_page) = (args.page, args.per_page);
    let limit = usize::try_from(per_page).unwrap_or(usize::MAX);
    let offset = usize::try_from(page - 1).unwrap_or(usize::MAX).saturating_mul(limit);
    let reading = community.deliberation();
    let found = reading.list(&filter, sort(args), offset, limit);
    let items: Vec<Item<'_>> = found
        .ids
        .iter()
        .filter_map(|id| reading.card(id))
        .map(|card| Item {
            card,
            title: shown::title_of(&card.titles, &languages),
            author: names.author(&reading, card),
            supports: reading.shown_supports(&card.id),
        })
        .collect();
    if args.json {
        return print::json(&Listed { total: found.total, page, per_page, items });
    }
    let proposals = kinds.contains(&DocumentKind::Proposal);
    let mut table = if proposals {
        Table::new(&["id", "supports", "comments", "state", "made", "title"], &[1, 2])
    } else {
        Table::new(&["id", "comments", "state", "made", "title"], &[1])
    };
    for item in &items {
        let card = item.card;
        let made = dates::shown(card.made);
        let day = made.split(' ').next().unwrap_or_default().to_owned();
        let title = format!("{} — {}", item.title, item.author);
        let (id, comments) = (card.id.short(), card.comments.to_string());
        let state = state(card);
        if proposals {
            let imported = card.imported.map_or(0, |counts| counts.supports);
            let supports = item.supports.map_or_else(
                || "hidden".to_owned(),
                |own| own.saturating_add(imported).to_string(),
            );
            table.row([id, supports, comments, state, day, title]);
        } else {
            table.row([id, comments, state, day, title]);
        }
    }
    table.print()?;
    if found.total > items.len() {
        let pages = found.total.div_ceil(limit.max(1));
        print::note(format_args!("page {page} of {pages}, {} in all", found.total));
    }
    Ok(())
}

/// The state of a document in a word.
pub(crate) fn state(card: &Card) -> String {
    if card.hidden.is_some() {
        return "hidden".to_owned();
    }
    if card.withdrawn.is_some() {
        return "withdrawn".to_owned();
    }
    if let Some(amendment) = card.amendment {
        return amendment_name(amendment).to_owned();
    }
    if card.closed {
        return "closed".to_owned();
    }
    let progress = card.progress().map(|progress| format!("{progress} %"));
    card.state.clone().or(progress).unwrap_or_else(|| "-".to_owned())
}

/// What became of an amendment, in a word.
pub(crate) const fn amendment_name(state: AmendmentState) -> &'static str {
    match state {
        AmendmentState::Evaluating => "evaluating",
        AmendmentState::Accepted => "accepted",
        AmendmentState::Rejected => "rejected",
        AmendmentState::Withdrawn => "withdrawn",
    }
}

fn filter(
    context: &Context,
    community: &Community<SledStore>,
    kinds: &[DocumentKind],
    args: &DocumentsArgs,
) -> Result<Filter, Failure> {
    let me = || select::slot(context, community, context.person_name());
    let space = args.space.as_deref();
    let class = |text: &String| words::class(community, text);
    let author = match (&args.author, args.mine) {
        (Some(author), _) => Some(written::person(context, community, author)?),
        (None, true) => Some(me()?),
        (None, false) => None,
    };
    let amendments = [
        AmendmentState::Evaluating,
        AmendmentState::Accepted,
        AmendmentState::Rejected,
        AmendmentState::Withdrawn,
    ];
    let amendment = args.amendments.as_deref();
    let kinds = match amendment {
        Some(_) => vec![DocumentKind::Amendment],
        None => kinds.iter().copied().filter(|kind| *kind != DocumentKind::Amendment).collect(),
    };
    let related = args.related.as_deref();
    Ok(Filter {
        space: space.map(|text| written::space(community, None, Some(text))).transpose()?,
        kinds,
        states: args.state.clone(),
        meanings: Vec::new(),
        source: match args.source.as_deref() {
            Some("official") => Some(Source::Official),
            Some("imported") => Some(Source::Imported),
            Some(_) => Some(Source::Members),
            None => None,
        },
        author,
        backed_by: if args.backed { Some(me()?) } else { None },
        classes: args.class.iter().map(class).collect::<Result<_, _>>()?,
        related_to: related.map(|text| written::anything(community, text)).transpose()?,
        // A withdrawn amendment is asked for by what became of it.
        withdrawn: if amendment.is_some() && !args.withdrawn { None } else { Some(args.withdrawn) },
        merged: None,
        split: None,
        answered: args.answered,
        amendment: amendments.into_iter().find(|state| amendment == Some(amendment_name(*state))),
        placed: None,
        among: args.near.as_deref().map(|text| nearby(community, text)).transpose()?,
        unshown: args.hidden,
    })
}

fn nearby(community: &Community<SledStore>, text: &str) -> Result<BTreeSet<EntryId>, Failure> {
    let (centre, metres) = near::circle(text)?;
    let reading = community.deliberation();
    let near = |card: &&Card| card.point().is_some_and(|point| near::within(centre, point, metres));
    Ok(reading.cards().filter(near).map(|card| card.id).collect())
}

fn sort(args: &DocumentsArgs) -> Sort {
    match args.sort.as_str() {
        "oldest" => Sort::Oldest,
        "random" => Sort::Random(args.seed),
        "most-supported" => Sort::MostSupported,
        "most-endorsed" => Sort::MostEndorsed,
        "most-commented" => Sort::MostCommented,
        "most-followed" => Sort::MostFollowed,
        "most-authors" => Sort::MostAuthors,
        "weight" => Sort::Weight,
        "furthest" => Sort::Furthest,
        _ => Sort::Recent,
    }
}
