//! Choosing the proposals of a space that one takes the place of. What was chosen stays chosen from
//! one page of the list to the next, and while words are looked for.

use askama::Template;
use participation::{Community, DocumentKind, EntryId, Filter, Finder, Reading, Sort, Store};

use super::read;
use crate::entrance::Problem;
use crate::fields::Filled;
use crate::frame::Frame;
use crate::list::{self, Pages, ROWS};
use crate::message::{Failed, done};
use crate::words::Words;
use crate::{Visit, link};

#[derive(Template)]
#[template(path = "merge-pick.html")]
struct Pick<'a> {
    f: Frame<'a>,
    above: (String, String),
    heading: String,
    path: String,
    words: &'a str,
    problems: &'a [Problem],
    /// What was chosen and is not on this page of the list.
    chosen: Vec<Line>,
    lines: Vec<Line>,
    pages: Pages,
}

/// A proposal to choose.
struct Line {
    value: String,
    title: String,
    lang: &'static str,
    href: String,
    /// Supports and comments.
    said: String,
    chosen: bool,
}

/// The list of a space's proposals with a box for each; `None` where the space is not here, or who
/// looks is no organiser. `finder` is asked where words are looked for.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn pick<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    space: &EntryId,
    filled: &Filled,
    finder: Option<&Finder>,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let reading = community.deliberation();
    let chosen = read::chosen(&reading, space, filled);
    let Some(card) = reading.space(space).filter(|_| visit.organises()) else { return Ok(None) };
    let title = list::titled(&card.titles, w).1;
    let heading = w.say("merge-title");
    let kind = DocumentKind::Proposal;
    let f = Frame::of(community, visit, list::section(kind), format!("{heading} · {title}"));
    let above = format!("{}/spaces/{}", f.root(), link::digits(space));
    let words = filled.get("q");
    let mut filter = Filter {
        space: Some(*space),
        kinds: vec![kind],
        withdrawn: Some(false),
        ..Filter::default()
    };
    filter.among = finder.and_then(|finder| list::found(finder, words, kind, Some(*space)));
    let total = reading.list(&filter, Sort::Recent, 0, 0).total;
    let page = filled.get("page").parse().unwrap_or(1);
    let pages = Pages::new(total, ROWS, page, "");
    let shown = reading.list(&filter, Sort::Recent, pages.offset(ROWS), ROWS).ids;
    let elsewhere: Vec<EntryId> = chosen.iter().filter(|id| !shown.contains(id)).copied().collect();
    let line = |id: &EntryId| line(&reading, id, chosen.contains(id), f.root(), w);
    let (lines, elsewhere) = (shown.iter().filter_map(line), elsewhere.iter().filter_map(line));
    let (lines, chosen) = (lines.collect(), elsewhere.collect());
    let page = Pick {
        path: format!("{above}/merge"),
        above: (above, title),
        heading,
        words,
        problems: &filled.problems,
        chosen,
        lines,
        pages,
        f,
    };
    done(&page).map(Some)
}

fn line<S: Store>(
    reading: &Reading<'_, S>,
    id: &EntryId,
    chosen: bool,
    root: &str,
    w: Words,
) -> Option<Line> {
    let card = reading.card(id)?;
    let (lang, title) = list::titled(&card.titles, w);
    let digits = link::digits(id);
    let supports = list::counted(reading, card).map(|n| w.count("supports-count", n));
    let said = supports.into_iter().chain([w.count("comments-count", card.comments)]);
    let said = said.collect::<Vec<_>>().join(" · ");
    let href = format!("{root}/proposals/{digits}");
    Some(Line { value: digits, title, lang, href, said, chosen })
}
