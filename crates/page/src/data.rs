//! One's own data: what is here, in words and as files, and what can be done about it.

mod confirm;
mod table;

use askama::Template;
use participation::{
    Card, Community, DocumentKind, EntryId, Owner, Reading, Remark, SlotId, Store,
};

pub use confirm::{Act, Typed, confirm};
pub use table::csv;

use crate::dates::Day;
use crate::frame::{Frame, Section};
use crate::list::{self, Pages};
use crate::message::{Failed, done};
use crate::words::Words;
use crate::{Visit, acts, link, own, plain};

/// Comments and documents of a page.
const ROWS: usize = 30;

/// Characters of a comment that are shown.
const EXCERPT: usize = 160;

/// Something that somebody wrote.
struct Written {
    what: String,
    href: String,
    lang: &'static str,
    title: String,
    /// Of a comment, how it begins.
    excerpt: String,
    day: Day,
    withdraw: Option<String>,
    erase: String,
}

#[derive(Template)]
#[template(path = "data.html")]
struct Data<'a> {
    f: Frame<'a>,
    total: usize,
    written: Vec<Written>,
    pages: Pages,
}

/// What the community holds of whoever is logged in; `None` for others.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    page: usize,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Some(neighbour) = &visit.neighbour else { return Ok(None) };
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("data-title"));
    let all = neighbour.slot.map(|slot| own_words(community, &slot)).unwrap_or_default();
    let pages = Pages::new(all.len(), ROWS, page, &format!("{}/me/data?", f.root()));
    let here = all.iter().skip(pages.offset(ROWS)).take(ROWS);
    let written = here.filter_map(|id| written(community, &f, id)).collect();
    done(&Data { total: all.len(), written, pages, f }).map(Some)
}

/// The documents and comments that somebody wrote and that are not erased, the newest first.
fn own_words<S: Store>(community: &Community<S>, slot: &SlotId) -> Vec<EntryId> {
    let reading = community.deliberation();
    let mut all = Vec::new();
    for card in reading.cards() {
        let mine = own::is_author(card, slot) && card.kind != DocumentKind::Taxon;
        if mine && !card.erased {
            all.push((card.made, card.id));
        }
        let remarks = reading.thread(&card.id).iter();
        let mine = remarks.filter(|it| it.owner == Owner::Member(*slot) && !it.erased);
        all.extend(mine.map(|remark| (remark.made, remark.id)));
    }
    all.sort_unstable_by_key(|(made, id)| (std::cmp::Reverse(*made), *id));
    all.into_iter().map(|(_, id)| id).collect()
}

fn written<S: Store>(community: &Community<S>, f: &Frame<'_>, id: &EntryId) -> Option<Written> {
    // Before the reading: two at once would wait for each other.
    let about = acts::about(community, f.root(), id, f.w)?;
    let reading = community.deliberation();
    let at = |act: &str| format!("{}/me/{act}/{}", f.root(), link::digits(id));
    let row = |what: &str, excerpt, made, withdrawn: bool| Written {
        what: f.w.say(what),
        href: about.href.clone(),
        lang: about.lang,
        title: about.title.clone(),
        excerpt,
        day: Day::of(made, f.w),
        withdraw: (!withdrawn).then(|| at("withdraw")),
        erase: at("erase"),
    };
    if let Some(remark) = reading.remark(id) {
        let excerpt = plain::excerpt(&words(&reading, remark), EXCERPT);
        return Some(row("act-comment", excerpt, remark.made, remark.withdrawn.is_some()));
    }
    let card: &Card = reading.card(id)?;
    let what = list::kind_one(card.kind);
    let mut row = row(what, String::new(), card.made, card.withdrawn.is_some());
    // Whoever wrote it may see what it is called, hidden or not.
    (row.lang, row.title) = list::titled(&card.titles, f.w);
    Some(row)
}

/// How a document or a comment begins, for whoever wrote it.
fn beginning<S: Store>(community: &Community<S>, id: &EntryId, w: Words) -> String {
    let reading = community.deliberation();
    match (reading.remark(id), reading.card(id)) {
        (Some(remark), _) => plain::excerpt(&words(&reading, remark), EXCERPT),
        (None, Some(card)) => list::titled(&card.titles, w).1,
        (None, None) => String::new(),
    }
}

/// The words of a comment.
fn words<S: Store>(reading: &Reading<'_, S>, remark: &Remark) -> String {
    let said = reading.said(&remark.words);
    said.as_ref().and_then(participation::Said::words).unwrap_or_default().to_owned()
}
