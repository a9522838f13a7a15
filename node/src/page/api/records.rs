//! What is on record: receipts, official acts, news, and words in all of it.

use std::sync::PoisonError;

use axum::response::Response;
use participation::{Cursor, EntryId, Findable, NewsItem, OfficialAct, Wanted};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asker::{Asked, Asker, Look, look, look_after};
use super::problem::{Code, Problem};
use super::shapes::{ids, time};
use super::slice::{self, Part};
use crate::commands::document::shown::reason_name;
use crate::commands::news::kind_name;
use crate::commands::standing::{Standing, reason};
use crate::page::answer::Hall;
use crate::page::halls;
use crate::select::role_name;
use crate::select::written::document_name;

/// What this node can say of one entry. Any other node of the community says the same.
#[derive(Debug, Serialize, ToSchema)]
struct Receipt {
    /// The entry: the hash of what was signed, so that finding it proves it unchanged.
    entry: String,
    /// Its first twelve digits, to be read aloud.
    code: String,
    /// When it was made, as its author says.
    made: String,
    /// Whether signature and content hold.
    verified: bool,
    /// Why it does not count.
    fault: Option<String>,
    /// Of a ballot, what becomes of it.
    ballot: Option<Ballot>,
}

/// What becomes of a ballot.
#[derive(Debug, Serialize, ToSchema)]
struct Ballot {
    /// The poll.
    poll: String,
    /// `open`, `sealed` and so on, as of a poll.
    status: &'static str,
    /// Whether that may still change.
    provisional: bool,
    /// Whether it counts.
    counted: bool,
    /// Why it does not.
    why_not: Option<String>,
}

/// Is it there, unchanged, and counted?
#[utoipa::path(get, path = "/communities/{community}/receipts/{id}", operation_id = "receipt",
    tag = "records", responses((status = 200, body = Receipt)))]
pub(super) async fn receipt(asker: Asker) -> Response {
    look(asker, |look| {
        let id = look.entry("entry", look.community.view().chains().ids())?;
        let reports = |poll: &_| look.site.halls.report(look.community, poll);
        let receipt = look.community.receipt_by(&id, reports)?;
        Ok(Receipt {
            entry: receipt.entry.to_string(),
            code: receipt.code,
            made: time(receipt.claimed),
            verified: receipt.verified,
            fault: receipt.fault.map(|fault| fault.to_string()),
            ballot: receipt.ballot.map(|ballot| {
                let standing = Standing::of(&ballot.status);
                Ballot {
                    poll: ballot.poll.to_string(),
                    status: standing.status,
                    provisional: standing.provisional,
                    counted: ballot.counted,
                    why_not: ballot.why_not.as_ref().map(reason),
                }
            }),
        })
    })
    .await
}

/// What an officer or a steward did.
#[derive(Debug, Serialize, ToSchema)]
struct Official {
    /// The entry.
    id: String,
    /// What kind of act it is.
    kind: String,
    /// The role that it was done in; none for stewards.
    role: Option<&'static str>,
    /// What it is about.
    subject: Option<String>,
    /// When, as its author says.
    made: String,
    /// The titles or reasons that it gives.
    words: Vec<Word>,
    /// Of an answer, the state that it gives.
    state: Option<String>,
    /// Of a moderator's label, whether it hides.
    hides: Option<bool>,
    /// Of a label, why, in a word.
    reason: Option<&'static str>,
    /// Of a label, the appeal that it decides.
    appeal: Option<String>,
    /// Of an erasure, what it erases.
    erases: Vec<String>,
    /// Of an act of the charter, the revision.
    revision: Option<String>,
    /// Of a revision and of an erasure, whether it is in force.
    in_force: Option<bool>,
}

/// A title or a reason.
#[derive(Debug, Serialize, ToSchema)]
struct Word {
    /// Its language (BCP 47), where it names one.
    language: Option<String>,
    /// The text. It is hostile until it is escaped.
    text: String,
}

/// A part of the public log.
#[derive(Debug, Serialize, ToSchema)]
struct Log {
    /// How many acts there are.
    total: usize,
    /// These of them, the newest first.
    items: Vec<Official>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// What officers and stewards did in their offices, moderation included.
#[utoipa::path(get, path = "/communities/{community}/log", operation_id = "log",
    tag = "records", params(Part), responses((status = 200, body = Log)))]
pub(super) async fn log(asker: Asker, Asked(part): Asked<Part>) -> Response {
    look_after(asker, Some(halls::Part::Log), move |look| {
        let log = look.site.halls.log(look.community)?;
        let newest: Vec<&OfficialAct> = log.acts.iter().rev().collect();
        let name = |act: &&OfficialAct| act.id.to_string();
        let (some, next) = slice::of(&newest, part.cursor.as_deref(), part.limit, name)?;
        Ok(Log { total: newest.len(), items: some.into_iter().map(official).collect(), next })
    })
    .await
}

fn official(act: &OfficialAct) -> Official {
    let word = |(language, text): &(Option<participation::Language>, String)| Word {
        language: language.map(|language| language.to_string()),
        text: text.clone(),
    };
    Official {
        id: act.id.to_string(),
        kind: kind_name(Some(act.kind), act.document),
        role: act.role.map(role_name),
        subject: act.subject.map(|id| id.to_string()),
        made: time(act.claimed),
        words: act.words.iter().map(word).collect(),
        state: act.state.clone(),
        hides: act.hides,
        reason: act.reason.map(reason_name),
        appeal: act.appeal.map(|id| id.to_string()),
        erases: ids(&act.erases),
        revision: act.revision.map(|revision| revision.to_string()),
        in_force: act.in_force,
    }
}

/// An entry that came in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct New {
    /// The entry.
    id: String,
    /// What kind of act it is; of what is composed, what kind of document.
    kind: String,
    /// What it is about: the document, the space, the poll.
    subject: Option<String>,
    /// The place of its author in the census.
    author: Option<String>,
    /// When, as its author says.
    made: String,
    /// Why it does not count.
    fault: Option<String>,
}

impl New {
    pub(super) fn of(item: NewsItem) -> Self {
        Self {
            id: item.id.to_string(),
            kind: kind_name(item.kind, item.document),
            subject: item.subject.map(|id| id.to_string()),
            author: item.author.map(|slot| slot.to_string()),
            made: time(item.claimed),
            fault: item.fault.map(|fault| fault.to_string()),
        }
    }
}

/// What came in since a cursor.
#[derive(Debug, Serialize, ToSchema)]
struct News {
    /// In the order in which it came to this node.
    items: Vec<New>,
    /// The cursor for the next time. It is of this node alone.
    next: String,
    /// Whether there is more already.
    more: bool,
}

/// What came in since a cursor; without one, from the beginning. Ballots, reports and certificates
/// are nobody's news.
#[utoipa::path(get, path = "/communities/{community}/news", operation_id = "news",
    tag = "records", params(Part), responses((status = 200, body = News)))]
pub(super) async fn news(asker: Asker, Asked(part): Asked<Part>) -> Response {
    look(asker, move |look| {
        let since = part.cursor.as_deref().map(cursor).transpose()?;
        let limit = slice::limit(part.limit)?;
        let news = since_cursor(look.community, since.as_ref(), limit)?;
        let items = news.items.into_iter().map(New::of).collect();
        Ok(News { items, next: news.cursor.to_string(), more: news.more })
    })
    .await
}

/// A cursor of news, read.
pub(super) fn cursor(text: &str) -> Result<Cursor, Problem> {
    text.parse().map_err(|wrong| Problem::new(Code::Query, format!("cursor: {wrong}")))
}

/// The news of a community since a cursor.
pub(super) fn since_cursor(
    community: &Hall,
    since: Option<&Cursor>,
    limit: usize,
) -> Result<participation::News, Problem> {
    community.news(since, limit).map_err(|error| {
        if matches!(error, participation::Error::Cursor) {
            Problem::new(Code::Query, format!("cursor: {error}"))
        } else {
            error.into()
        }
    })
}

/// What is looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Sought {
    /// Words, "phrases", -unwanted.
    #[param(min_length = 1, max_length = 500)]
    q: String,
    /// Where to go on: `next` of the part before.
    #[param(max_length = 80)]
    cursor: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<usize>,
}

/// Something that was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Hit {
    /// The document, comment or space.
    id: String,
    /// What it is: a kind of document, `comment` or `space`.
    kind: &'static str,
    /// The language in which it answers best.
    language: String,
    /// Of a comment, the document that it is on; else the same as `id`.
    document: String,
}

/// A part of what was found.
#[derive(Debug, Serialize, ToSchema)]
struct Hits {
    /// How many were found, of the first thousand.
    total: usize,
    /// These of them, the best first.
    items: Vec<Hit>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// Words in everything that neighbours wrote.
#[utoipa::path(get, path = "/communities/{community}/search", operation_id = "search",
    tag = "records", params(Sought), responses((status = 200, body = Hits)))]
pub(super) async fn search(asker: Asker, Asked(sought): Asked<Sought>) -> Response {
    look_after(asker, Some(halls::Part::Words), move |look| {
        if sought.q.trim().is_empty() || sought.q.len() > 500 {
            return Err(Problem::new(Code::Query, "q: give a word, 500 bytes at most"));
        }
        let all = hits(look, &sought.q)?;
        let name = |hit: &Hit| hit.id.clone();
        let (items, next) = slice::of(&all, sought.cursor.as_deref(), sought.limit, name)?;
        Ok(Hits { total: all.len(), items, next })
    })
    .await
}

fn hits(look: &Look<'_>, words: &str) -> Result<Vec<Hit>, Problem> {
    let finder = look.site.halls.finder(look.community)?;
    let finder = finder.lock().unwrap_or_else(PoisonError::into_inner);
    let wanted = Wanted { text: words.to_owned(), ..Wanted::default() };
    let found = finder.search(&wanted, 0, participation_search::MAX_HITS).found;
    drop(finder);
    let reading = look.community.deliberation();
    let document = |id: &EntryId, what| match what {
        Findable::Comment => reading.document_of(id).unwrap_or(*id),
        Findable::Document(_) | Findable::Space => *id,
    };
    let hit = |found: &participation::Finding| Hit {
        id: found.id.to_string(),
        kind: match found.what {
            Findable::Comment => "comment",
            Findable::Space => "space",
            Findable::Document(kind) => document_name(kind),
        },
        language: found.language.to_string(),
        document: document(&found.id, found.what).to_string(),
    };
    Ok(found.iter().map(hit).collect())
}
