//! Looking for words in everything that neighbours wrote.

use askama::Template;
use participation::{
    Community, Contents, Findable, Finder, Finding, Reading, Store, TextField, Wanted,
};
use participation_search::highlight;

use crate::frame::{Frame, Section};
use crate::list::{self, Pages, Piece};
use crate::message::{Failed, done};
use crate::{Visit, link, plain};

/// Findings of a page.
const ROWS: usize = 20;

/// Characters of an excerpt.
const EXCERPT: usize = 180;

#[derive(Template)]
#[template(path = "search.html")]
struct Search<'a> {
    f: Frame<'a>,
    asked: &'a str,
    total: usize,
    hits: Vec<Hit>,
    pages: Pages,
}

struct Hit {
    href: String,
    kind: String,
    title: String,
    lang: &'static str,
    excerpt: Vec<Piece>,
}

/// What was found.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    asked: &str,
    page: usize,
    finder: &Finder,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("search"));
    let wanted = Wanted { text: asked.to_owned(), ..Wanted::default() };
    let address = format!("{}/search?q={}&", f.root(), link::encoded(asked));
    let total = finder.search(&wanted, 0, 0).total;
    let pages = Pages::new(total, ROWS, page, &address);
    let found = finder.search(&wanted, pages.offset(ROWS), ROWS).found;
    let mut reading = community.deliberation();
    let hits = found.iter().filter_map(|found| hit(&mut reading, found, asked, &f)).collect();
    done(&Search { f, asked, total, hits, pages })
}

fn hit<S: Store>(
    reading: &mut Reading<'_, S>,
    found: &Finding,
    asked: &str,
    f: &Frame<'_>,
) -> Option<Hit> {
    let (document, text) = if found.what == Findable::Comment {
        let remark = reading.remark(&found.id)?.words;
        let said = reading.said(&remark)?;
        (reading.document_of(&found.id)?, said.words()?.to_owned())
    } else {
        let contents = reading.text(&found.id).unwrap_or_default();
        (found.id, body(&contents, found))
    };
    let pieces = highlight(&plain::bare(&text), asked, EXCERPT);
    let excerpt =
        pieces.into_iter().map(|piece| Piece { text: piece.text, hit: piece.matched }).collect();
    if let Some(space) = reading.space(&found.id) {
        let (lang, title) = list::titled(&space.titles, f.w);
        let href = format!("{}/spaces/{}", f.root(), link::digits(&space.id));
        let kind = f.w.say(list::space_kind(space.kind));
        return Some(Hit { href, kind, title, lang, excerpt });
    }
    let card = reading.card(&document)?;
    let (lang, title) = list::titled(&card.titles, f.w);
    let place = format!("{}/{}/{}", f.root(), list::kind_path(card.kind), link::digits(&document));
    let (href, kind) = if found.what == Findable::Comment {
        let at = reading.thread(&document).iter().position(|remark| remark.id == found.id);
        let page = at.unwrap_or(0) / crate::thread::COMMENTS + 1;
        let digits = link::digits(&found.id);
        (format!("{place}?page={page}#c{digits}"), f.w.say("found-comment"))
    } else {
        (place, f.w.say(list::kind_one(card.kind)))
    };
    Some(Hit { href, kind, title, lang, excerpt })
}

/// All texts of a language beside the title, as the index has them.
fn body(contents: &Contents, found: &Finding) -> String {
    let texts = contents.texts.iter();
    let of = texts
        .filter(|((field, language), _)| *language == found.language && *field != TextField::Title);
    of.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
}
