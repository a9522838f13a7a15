//! The open data of a space: Decidim's layout, JSON, and Pabulib for budgets, under a licence that
//! every file says.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use ateneu_page::message::Told;
use ateneu_page::opendata::{self, File};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LINK};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt as _};
use participation::{
    CommunityId, DocumentKind, EntryId, ExportedTables, Licence, Opening, PollStatus,
};
use participation_decidim::{
    license_md, readme_md, write_comments, write_projects, write_proposals, write_results,
};
use participation_tally::OptionIndex;
use participation_tally::pabulib::{self, Header, VoteType};

use super::answer::{Answer, Hall, Refused};
use super::api::dump;
use super::ask::Ask;
use super::looking::{screen, space_at};
use super::site::Site;
use crate::exit::Failure;
use crate::select::{self, written::document_name};

/// Documents of one piece of a file of JSON: so many are read while the community is held.
const PIECE: usize = 25;

const CSV: &str = "text/csv; charset=utf-8";
const MARKDOWN: &str = "text/markdown; charset=utf-8";
const JSON: &str = "application/json";
const PABULIB: &str = "text/plain; charset=utf-8";

/// The last export: making one reads everything that neighbours wrote, and whoever takes one file
/// takes the others too.
#[derive(Debug, Default)]
pub(super) struct Exports(Mutex<Option<Export>>);

#[derive(Debug)]
struct Export {
    of: (CommunityId, EntryId),
    changes: u64,
    tables: Arc<ExportedTables>,
}

impl Exports {
    fn of(&self, community: &Hall, space: &EntryId) -> Result<Arc<ExportedTables>, Refused> {
        let of = (community.id(), *space);
        let changes = community.deliberation().changes();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(export) = last.as_ref().filter(|it| it.of == of && it.changes == changes) {
            return Ok(export.tables.clone());
        }
        let tables = Arc::new(community.export_decidim_of(space)?);
        *last = Some(Export { of, changes, tables: tables.clone() });
        Ok(tables)
    }
}

/// What there is, and what may be done with it.
pub(super) async fn page(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let space = space(community, ask)?;
        let files = files(community, &space);
        Ok(Answer::screen(site, ask, opendata::show(community, visit, &space, &files)))
    })
    .await
}

fn space(community: &Hall, ask: &Ask) -> Result<EntryId, Refused> {
    space_at(community, ask.part(1)).ok_or(Refused::Told(Told::NotHere))
}

/// The files of a space, as far as they hold anything.
fn files(community: &Hall, space: &EntryId) -> Vec<File> {
    let reading = community.deliberation();
    let own = reading.cards().filter(|card| card.space == *space && card.is_shown());
    let (mut proposals, mut projects, mut results) = (0_usize, 0_usize, 0_usize);
    let mut discussed = Vec::new();
    for card in own {
        match card.kind {
            DocumentKind::Proposal | DocumentKind::Amendment => proposals += 1,
            DocumentKind::Project => projects += 1,
            DocumentKind::Result => results += 1,
            DocumentKind::Debate
            | DocumentKind::Post
            | DocumentKind::Page
            | DocumentKind::Meeting
            | DocumentKind::Taxon => {}
        }
        if card.comments > 0 {
            discussed.push(on(card.kind));
        }
    }
    drop(reading);
    discussed.sort_unstable();
    discussed.dedup();
    let mut files = vec![File::new("space.json", "taken-json", "")];
    if proposals > 0 {
        files.push(File::new("open-data-proposals.csv", "taken-proposals", ""));
    }
    if projects > 0 {
        files.push(File::new("open-data-projects.csv", "taken-projects", ""));
    }
    if results > 0 {
        files.push(File::new("open-data-results.csv", "taken-results", ""));
    }
    for on in discussed {
        files.push(File::new(&format!("open-data-{on}_comments.csv"), "taken-comments", ""));
    }
    for (id, opening) in budgets(community, space) {
        let digits: String = id.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
        files.push(File::new(&format!("{digits}.pb"), "taken-budget", opening.title.as_str()));
    }
    files.push(File::new("README.md", "taken-readme", ""));
    files.push(File::new("LICENSE.md", "taken-licence", ""));
    files
}

/// How the file with the comments on a kind begins; amendments are proposals there.
const fn on(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Amendment => document_name(DocumentKind::Proposal),
        DocumentKind::Taxon => document_name(DocumentKind::Page),
        DocumentKind::Proposal
        | DocumentKind::Debate
        | DocumentKind::Post
        | DocumentKind::Page
        | DocumentKind::Meeting
        | DocumentKind::Project
        | DocumentKind::Result => document_name(kind),
    }
}

/// The sealed budgets to which documents of a space are linked.
fn budgets<'a>(community: &'a Hall, space: &EntryId) -> Vec<(EntryId, &'a Opening)> {
    let linked = opendata::polls_of(community, space);
    let budget = |id: EntryId| {
        let opening = community.opening(&id).ok()?;
        let sealed = matches!(community.poll_status(&id), Ok(PollStatus::Sealed { .. }));
        (sealed && opening.counting.budget.is_some()).then_some((id, opening))
    };
    linked.into_iter().filter_map(budget).collect()
}

/// One file.
pub(super) async fn file(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    let sharer = site.clone();
    screen(site, ask, move |site, ask, community, _| {
        let space = space(community, ask)?;
        let name = ask.part(3);
        let listed = files(community, &space).iter().any(|file| file.name == name);
        if !listed {
            return Err(Refused::Told(Told::NotHere));
        }
        if name == "space.json" {
            return whole(sharer, community, space);
        }
        let licence = community.licence();
        let (media, bytes) = match name {
            "README.md" => (MARKDOWN, readme_md().into_bytes()),
            "LICENSE.md" => {
                (MARKDOWN, license_md(licence.as_str(), &licence.address()).into_bytes())
            }
            _ => match name.strip_suffix(".pb") {
                Some(digits) => (PABULIB, ballots(community, &space, digits)?),
                None => (CSV, table(&*site.exports.of(community, &space)?, name)?),
            },
        };
        Ok(Answer::Ready(Box::new(given(media, name, &licence, Body::from(bytes)))))
    })
    .await
}

/// A table in Decidim's layout.
fn table(tables: &ExportedTables, name: &str) -> Result<Vec<u8>, Refused> {
    let written = match name {
        "open-data-proposals.csv" => write_proposals(&tables.proposals),
        "open-data-projects.csv" => write_projects(&tables.projects),
        "open-data-results.csv" => write_results(&tables.results),
        _ => {
            let named = |on: &str| format!("open-data-{on}_comments.csv") == name;
            let table = tables.comments.iter().find(|table| named(table.on));
            write_comments(table.map_or(&[], |table| table.rows.as_slice()))
        }
    };
    Ok(written.map_err(Failure::system)?)
}

/// The ballots of a sealed budget as Pabulib has them.
fn ballots(community: &Hall, space: &EntryId, digits: &str) -> Result<Vec<u8>, Refused> {
    let mut all = budgets(community, space).into_iter();
    let nothing = || Refused::Told(Told::NotHere);
    let found = all.find(|(id, _)| id.to_string().starts_with(digits));
    let (poll, opening) = found.ok_or_else(nothing)?;
    let profile = community.counted_ballots(&poll)?.ok_or_else(nothing)?;
    let report = community.report(&poll)?;
    let vote_type = match opening.ballot {
        participation::BallotRule::Points { .. } => VoteType::Cumulative,
        participation::BallotRule::Ranking { .. } => VoteType::Ordinal,
        participation::BallotRule::Approval { .. }
        | participation::BallotRule::BudgetPercent { .. }
        | participation::BallotRule::BudgetMinimum { .. }
        | participation::BallotRule::BudgetSelection { .. } => VoteType::Approval,
    };
    let elected: Vec<OptionIndex> =
        report.outcome.iter().flat_map(|outcome| outcome.elected().to_vec()).collect();
    let opened = community.entry(&poll)?.header().claimed;
    let day = |time| crate::dates::shown(time).chars().take(10).collect::<String>();
    let ended = opening.reminds.unwrap_or(opened);
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let header = Header::new(vote_type)
        .with("description", line(opening.title.as_str()))
        .with("country", "")
        .with("unit", line(&select::name_of(community)))
        .with("instance", poll.short())
        .with("rule", opening.counting.rule.as_str())
        .with("date_begin", day(opened))
        .with("date_end", day(ended))
        .with("license", community.licence().as_str())
        .with_selected(elected);
    let (_, currency) = participation::currency(opening.question.as_str());
    let header = match currency {
        Some(code) => header.with("currency", code),
        None => header,
    };
    let text = pabulib::write(&profile, &header).map_err(Failure::system)?;
    Ok(text.into_bytes())
}

/// What a file of JSON is still made of.
struct Rest {
    site: Arc<Site>,
    community: CommunityId,
    ids: Vec<EntryId>,
    /// Documents that were given.
    done: usize,
    head: Option<String>,
    ended: bool,
}

/// Everything of a space as JSON. The community is held for one piece at a time.
fn whole(site: Arc<Site>, community: &Hall, space: EntryId) -> Result<Answer, Refused> {
    let licence = community.licence();
    let head = dump::head(community, &space, licence.as_str(), site.now())?;
    let ids = dump::documents(community, &space);
    let community = community.id();
    let rest = Rest { site, community, ids, done: 0, head: Some(head), ended: false };
    let pieces = stream::unfold(rest, |rest| async {
        if rest.ended {
            return None;
        }
        // What panicked takes the rest with it, and the file is cut short.
        let (text, rest) = tokio::task::spawn_blocking(move || next(rest)).await.ok()?;
        let text = text.map(Bytes::from).map_err(|failure| {
            tracing::warn!(%failure, "a file of open data was cut short");
            io::Error::other(failure.to_string())
        });
        Some((text, rest))
    });
    // Whoever compresses it asks once more after the end.
    let pieces = pieces.fuse();
    Ok(Answer::Ready(Box::new(given(JSON, "space.json", &licence, Body::from_stream(pieces)))))
}

/// The next piece, and what is left.
fn next(mut rest: Rest) -> (Result<String, Failure>, Rest) {
    if let Some(head) = rest.head.take() {
        return (Ok(head), rest);
    }
    let some: Vec<EntryId> = rest.ids.iter().skip(rest.done).take(PIECE).copied().collect();
    if some.is_empty() {
        rest.ended = true;
        return (Ok(dump::TAIL.to_owned()), rest);
    }
    let opened = rest.site.home().all().open_if_held(&rest.community);
    let opened = opened.and_then(|open| open.ok_or_else(|| Failure::input("it was left")));
    let piece = opened.and_then(|open| dump::piece(&open, &some, rest.done == 0));
    rest.done += some.len();
    rest.ended |= piece.is_err();
    (piece, rest)
}

/// A file, with its name and its licence (RFC 8288).
fn given(media: &'static str, name: &str, licence: &Licence, body: Body) -> Response {
    let mut headers = HeaderMap::new();
    let attached = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let attached = attached.unwrap_or(HeaderValue::from_static("attachment"));
    let licence = HeaderValue::from_str(&format!("<{}>; rel=\"license\"", licence.address()));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(CONTENT_DISPOSITION, attached);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.extend(licence.ok().map(|licence| (LINK, licence)));
    (headers, body).into_response()
}
