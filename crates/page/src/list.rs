//! Lists of documents, with what they are filtered by and the order that was asked for.

use std::collections::BTreeSet;

use askama::Template;
use participation::{
    Card, Community, DocumentKind, EntryId, Filter, Findable, Finder, Language, Meaning, Reading,
    Relation, Sort, SpaceKind, Store, TextField, Wanted,
};
use participation_search::highlight;

use crate::dates::Day;
use crate::details::Progress;
use crate::frame::{Frame, Section};
use crate::message::{Failed, done};
use crate::people::{People, Who};
use crate::words::Words;
use crate::{Tongue, Visit, link, plain};

/// Rows of a page.
pub(crate) const ROWS: usize = 20;

/// Characters of an excerpt.
const EXCERPT: usize = 180;

/// Findings that a list is narrowed to at most.
const MOST_FOUND: usize = 1000;

/// What is asked of a list.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Of this space.
    pub space: Option<EntryId>,
    /// In this order: `recent`, `supported`, `commented`, `random`, `furthest`; anything else is
    /// `recent`.
    pub sort: String,
    /// Proposals of which something became: `accepted`, `rejected`, `evaluating`, `merged`, `split`,
    /// `withdrawn`.
    pub state: String,
    /// With these words.
    pub words: String,
    /// Which page of it, from 1.
    pub page: usize,
    /// What a random order is drawn from.
    pub seed: u64,
}

/// A document in a list.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) href: String,
    pub(crate) title: String,
    /// Its language, where it is not the page's.
    pub(crate) lang: &'static str,
    pub(crate) authors: Vec<Who>,
    pub(crate) day: Day,
    pub(crate) excerpt: Vec<Piece>,
    pub(crate) badges: Vec<Badge>,
    pub(crate) supports: Option<u32>,
    pub(crate) comments: u32,
}

/// A part of an excerpt.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Whether it is what was looked for.
    pub(crate) hit: bool,
}

/// What became of something, in a word.
#[derive(Debug)]
pub(crate) struct Badge {
    pub(crate) text: String,
    /// The class of its colour, which says nothing that the text does not.
    pub(crate) class: &'static str,
}

#[derive(Template)]
#[template(path = "list.html")]
struct List<'a> {
    f: Frame<'a>,
    heading: String,
    lead: String,
    path: String,
    asked: &'a Asked,
    is_proposals: bool,
    /// Where organisers merge several of a space; empty for others, and where no space is named.
    merge: String,
    /// Whether anything but the newest of all is shown.
    filtered: bool,
    spaces: Vec<Choice>,
    sorts: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    pages: Pages,
}

/// One of several to choose from.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) chosen: bool,
}

/// Where one is among the pages of a list.
#[derive(Debug)]
pub(crate) struct Pages {
    pub(crate) page: usize,
    pub(crate) last: usize,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Pages {
    /// `address` is that of the list without its page, and ends in `?` or `&`.
    pub(crate) fn new(total: usize, rows: usize, page: usize, address: &str) -> Self {
        let last = total.div_ceil(rows).max(1);
        let page = page.clamp(1, last);
        let at = |page: usize| format!("{address}page={page}");
        Self {
            page,
            last,
            before: (page > 1).then(|| at(page - 1)),
            after: (page < last).then(|| at(page + 1)),
        }
    }

    /// Rows before this page.
    pub(crate) const fn offset(&self, rows: usize) -> usize {
        (self.page - 1).saturating_mul(rows)
    }
}

/// The documents of a kind. `finder` is asked where words are looked for.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn documents<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    kind: DocumentKind,
    asked: &Asked,
    finder: Option<&Finder>,
) -> Result<String, Failed> {
    let w = visit.words();
    let heading = w.say(kind_title(kind));
    let f = Frame::of(community, visit, section(kind), heading.clone());
    let mut filter = Filter { space: asked.space, kinds: vec![kind], ..Filter::default() };
    narrow(&mut filter, &asked.state);
    filter.among = finder.and_then(|finder| found(finder, &asked.words, kind, asked.space));
    let path = format!("{}/{}", f.root(), kind_path(kind));
    let mut reading = community.deliberation();
    let sort = order(&asked.sort, asked.seed);
    let offset = asked.page.saturating_sub(1).saturating_mul(ROWS);
    let mut page = reading.list(&filter, sort, offset, ROWS);
    let total = page.total;
    let pages = Pages::new(total, ROWS, asked.page, &address(&path, asked));
    if pages.offset(ROWS) != offset {
        page = reading.list(&filter, sort, pages.offset(ROWS), ROWS);
    }
    let spaces = reading.spaces().map(|space| Choice {
        value: link::digits(&space.id),
        text: titled(&space.titles, w).1,
        chosen: asked.space == Some(space.id),
    });
    let spaces: Vec<Choice> = spaces.collect();
    let people = People::new(w);
    let rows = rows(&mut reading, &people, &page.ids, &f, &asked.words);
    let is_proposals = kind == DocumentKind::Proposal;
    let (mut sorts, states) = (choices(&SORTS, &asked.sort, w), choices(&STATES, &asked.state, w));
    if kind == DocumentKind::Result {
        sorts.extend(choices(&[FURTHEST], &asked.sort, w));
    }
    let filtered = asked.space.is_some()
        || [&asked.sort, &asked.state, &asked.words].iter().any(|value| !value.is_empty());
    let lead = w.count(kind_count(kind), total);
    let only = asked.space.or_else(|| match spaces.as_slice() {
        [_] => reading.spaces().next().map(|space| space.id),
        _ => None,
    });
    let merges = is_proposals && total > 1 && visit.organises();
    let merge = only.filter(|_| merges);
    let merge = merge.map(|space| format!("{}/spaces/{}/merge", f.root(), link::digits(&space)));
    done(&List {
        merge: merge.unwrap_or_default(),
        f,
        heading,
        lead,
        path,
        asked,
        is_proposals,
        filtered,
        spaces,
        sorts,
        states,
        rows,
        pages,
    })
}

/// The documents in which words are; `None` where none are looked for.
pub(crate) fn found(
    finder: &Finder,
    words: &str,
    kind: DocumentKind,
    space: Option<EntryId>,
) -> Option<BTreeSet<EntryId>> {
    if words.trim().is_empty() {
        return None;
    }
    let kinds = vec![Findable::Document(kind)];
    let wanted = Wanted { text: words.to_owned(), kinds, space, language: None };
    Some(finder.search(&wanted, 0, MOST_FOUND).found.iter().map(|found| found.id).collect())
}

const SORTS: [(&str, &str); 4] = [
    ("recent", "sort-recent"),
    ("supported", "sort-supported"),
    ("commented", "sort-commented"),
    ("random", "sort-random"),
];

/// What is sorted only by what results have.
const FURTHEST: (&str, &str) = ("furthest", "sort-furthest");

const STATES: [(&str, &str); 7] = [
    ("", "state-all"),
    ("evaluating", "state-evaluating"),
    ("accepted", "state-accepted"),
    ("rejected", "state-rejected"),
    ("merged", "state-merged"),
    ("split", "state-split"),
    ("withdrawn", "state-withdrawn"),
];

fn choices(all: &[(&str, &str)], chosen: &str, w: Words) -> Vec<Choice> {
    let choice = |(value, key): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        text: w.say(key),
        chosen: *value == chosen,
    };
    all.iter().map(choice).collect()
}

fn order(sort: &str, seed: u64) -> Sort {
    match sort {
        "supported" => Sort::MostSupported,
        "commented" => Sort::MostCommented,
        "random" => Sort::Random(seed),
        "furthest" => Sort::Furthest,
        _ => Sort::Recent,
    }
}

fn narrow(filter: &mut Filter, state: &str) {
    filter.withdrawn = Some(state == "withdrawn");
    filter.meanings = match state {
        "accepted" => vec![Meaning::Accepted],
        "rejected" => vec![Meaning::Rejected],
        "evaluating" => vec![Meaning::Open],
        _ => Vec::new(),
    };
    // What was merged goes on elsewhere, and is considered there.
    filter.merged = match state {
        "merged" => Some(true),
        "evaluating" => Some(false),
        _ => None,
    };
    filter.split = (state == "split").then_some(true);
}

fn address(path: &str, asked: &Asked) -> String {
    let mut address = format!("{path}?");
    if let Some(space) = &asked.space {
        address.push_str(&format!("space={}&", link::digits(space)));
    }
    for (name, value) in [("sort", &asked.sort), ("state", &asked.state), ("q", &asked.words)] {
        if !value.is_empty() {
            address.push_str(&format!("{name}={}&", link::encoded(value)));
        }
    }
    address
}

/// Documents as rows, with what they say in short.
pub(crate) fn rows<S: Store>(
    reading: &mut Reading<'_, S>,
    people: &People,
    ids: &[EntryId],
    f: &Frame<'_>,
    looked_for: &str,
) -> Vec<Row> {
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let text = summary(reading, id, f.w);
        // What is hidden is not told where it is linked from either.
        let Some(card) = reading.card(id).filter(|card| card.is_shown()) else { continue };
        let (lang, title) = titled(&card.titles, f.w);
        let excerpt = if looked_for.trim().is_empty() {
            vec![Piece { text: plain::excerpt(&text, EXCERPT), hit: false }]
        } else {
            let pieces = highlight(&plain::bare(&text), looked_for, EXCERPT);
            pieces.into_iter().map(|piece| Piece { text: piece.text, hit: piece.matched }).collect()
        };
        rows.push(Row {
            href: format!("{}/{}/{}", f.root(), kind_path(card.kind), link::digits(id)),
            title,
            lang,
            authors: people.authors(reading, card),
            day: Day::of(card.made, f.w),
            excerpt,
            badges: badges(reading, card, f.w),
            supports: counted(reading, card),
            comments: card.comments,
        });
    }
    rows
}

/// Supports that pages show: those of members, and those that came with an import.
pub(crate) fn counted(reading: &participation::Deliberation, card: &Card) -> Option<u32> {
    if card.kind != DocumentKind::Proposal {
        return None;
    }
    let imported = card.imported.map_or(0, |counts| counts.supports);
    reading.shown_supports(&card.id).map(|own| own.saturating_add(imported))
}

fn summary<S: Store>(reading: &mut Reading<'_, S>, id: &EntryId, w: Words) -> String {
    let Ok(contents) = reading.text(id) else { return String::new() };
    for field in [TextField::Summary, TextField::Body] {
        let of =
            |language: &Language| Some(contents.text(field, *language)).filter(|t| !t.is_empty());
        let preferred = w.tongue().preferred();
        let any = contents.texts.iter().find(|((f, _), _)| *f == field).map(|(_, t)| t.as_str());
        if let Some(text) = preferred.iter().find_map(of).or(any) {
            return text.chars().take(EXCERPT * 8).collect();
        }
    }
    String::new()
}

/// A title in the reader's language, or in another that is named.
pub(crate) fn titled(titles: &[(Language, String)], w: Words) -> (&'static str, String) {
    let preferred = w.tongue().preferred();
    let of = |language: &Language| titles.iter().find(|(other, _)| other == language);
    let Some((language, title)) = preferred.iter().find_map(of).or_else(|| titles.first()) else {
        return ("", w.say("untitled"));
    };
    (other_language(*language, w), plain::line(title))
}

/// The tag of a language that is not the page's, as far as it is one of ours.
pub(crate) fn other_language(language: Language, w: Words) -> &'static str {
    let tongue = Tongue::of(language.as_str()).filter(|tongue| *tongue != w.tongue());
    tongue.map_or("", Tongue::code)
}

/// What became of a document, and what was made of it.
pub(crate) fn badges(reading: &participation::Deliberation, card: &Card, w: Words) -> Vec<Badge> {
    let made = [(Relation::MergedFrom, "state-merged"), (Relation::SplitFrom, "state-split")];
    let made = made.into_iter().filter(|(way, _)| reading.made_of(&card.id, *way).next().is_some());
    let made: Vec<Badge> =
        made.map(|(_, key)| Badge { text: w.say(key), class: "muted" }).collect();
    let decided = card.withdrawn.is_some() || card.closed || card.meaning != Meaning::Open;
    let became = badge(card, w).filter(|_| decided || made.is_empty());
    became.into_iter().chain(made).collect()
}

/// What became of a document.
pub(crate) fn badge(card: &Card, w: Words) -> Option<Badge> {
    let (key, class) = if card.withdrawn.is_some() {
        ("state-withdrawn", "muted")
    } else if card.closed {
        ("state-closed", "muted")
    } else {
        match card.meaning {
            Meaning::Accepted => ("state-accepted", "good"),
            Meaning::Rejected => ("state-rejected", "bad"),
            Meaning::Open if card.state.is_some() => ("state-evaluating", "wait"),
            Meaning::Open => return progress(card, w),
        }
    };
    Some(Badge { text: w.say(key), class })
}

fn progress(card: &Card, w: Words) -> Option<Badge> {
    let progress = Progress::of(card, w)?;
    Some(Badge { class: if progress.is_done() { "good" } else { "wait" }, text: progress.text })
}

/// Where documents of a kind are.
pub(crate) const fn kind_path(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Proposal => "proposals",
        DocumentKind::Amendment => "amendments",
        DocumentKind::Debate => "debates",
        DocumentKind::Post => "posts",
        DocumentKind::Page => "pages",
        DocumentKind::Meeting => "meetings",
        DocumentKind::Project => "projects",
        DocumentKind::Result => "results",
        DocumentKind::Taxon => "taxons",
    }
}

/// The kind of documents that are at a place.
#[must_use]
pub fn kind_at(path: &str) -> Option<DocumentKind> {
    DocumentKind::ALL.iter().copied().find(|kind| kind_path(*kind) == path)
}

/// The message that names documents of a kind.
pub(crate) const fn kind_title(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Proposal => "kind-proposals",
        DocumentKind::Amendment => "kind-amendments",
        DocumentKind::Debate => "kind-debates",
        DocumentKind::Post => "kind-posts",
        DocumentKind::Page => "kind-pages",
        DocumentKind::Meeting => "kind-meetings",
        DocumentKind::Project => "kind-projects",
        DocumentKind::Result => "kind-results",
        DocumentKind::Taxon => "kind-taxons",
    }
}

/// The message that counts documents of a kind.
const fn kind_count(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Proposal => "proposals-count",
        DocumentKind::Debate => "debates-count",
        DocumentKind::Meeting => "meetings-count",
        DocumentKind::Amendment
        | DocumentKind::Post
        | DocumentKind::Page
        | DocumentKind::Project
        | DocumentKind::Result
        | DocumentKind::Taxon => "documents-count",
    }
}

/// The message that names a kind of space.
pub(crate) const fn space_kind(kind: SpaceKind) -> &'static str {
    match kind {
        SpaceKind::Process => "space-process",
        SpaceKind::Assembly => "space-assembly",
    }
}

/// Where in the navigation documents of a kind are.
pub(crate) const fn section(kind: DocumentKind) -> Section {
    match kind {
        DocumentKind::Proposal | DocumentKind::Amendment => Section::Proposals,
        DocumentKind::Debate => Section::Debates,
        DocumentKind::Project => Section::Polls,
        DocumentKind::Post
        | DocumentKind::Page
        | DocumentKind::Meeting
        | DocumentKind::Result
        | DocumentKind::Taxon => Section::Spaces,
    }
}

/// The message that names one document of a kind.
pub(crate) const fn kind_one(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Proposal => "kind-proposal",
        DocumentKind::Amendment => "kind-amendment",
        DocumentKind::Debate => "kind-debate",
        DocumentKind::Post => "kind-post",
        DocumentKind::Page => "kind-page",
        DocumentKind::Meeting => "kind-meeting",
        DocumentKind::Project => "kind-project",
        DocumentKind::Result => "kind-result",
        DocumentKind::Taxon => "kind-taxon",
    }
}
