//! What is said to a document: a part of a thread that may be long.

use participation::{Content, EntryId, Reading, Reason, Remark, Store};

use crate::dates::Day;
use crate::document::localized;
use crate::frame::Frame;
use crate::list::{self, Pages};
use crate::people::{People, Who};
use crate::prose::{self, Prose};
use crate::words::Words;
use crate::{link, rewording};

/// Comments of a page.
pub(crate) const COMMENTS: usize = 30;

/// Steps to the right that replies are drawn at most.
const STEPS: u8 = 3;

/// Where a thread is shown.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    pub(crate) document: &'a EntryId,
    pub(crate) path: &'a str,
    pub(crate) page: usize,
    /// How deep replies may go now; 0 where none may be written.
    pub(crate) depth: u8,
    /// Whether both sides stand beside each other.
    pub(crate) columns: bool,
}

/// A part of a thread.
#[derive(Debug)]
pub(crate) struct Thread {
    /// Comments that are shown anywhere in it.
    pub(crate) total: usize,
    pub(crate) in_favour: u32,
    pub(crate) against: u32,
    /// One for each column, with its heading.
    pub(crate) columns: Vec<Column>,
    pub(crate) pages: Pages,
}

/// Comments below each other.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) heading: String,
    pub(crate) class: &'static str,
    pub(crate) comments: Vec<Comment>,
}

/// A comment.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) digits: String,
    pub(crate) who: Who,
    pub(crate) day: Day,
    pub(crate) lang: &'static str,
    /// How far to the right it is drawn, 0 to [`STEPS`].
    pub(crate) step: u8,
    /// Whom it answers.
    pub(crate) answers: Option<String>,
    /// Which side it takes, in a word.
    pub(crate) side: Option<&'static str>,
    pub(crate) prose: Prose,
    /// Why its words are not shown, where they are not.
    pub(crate) gone: Option<String>,
    pub(crate) edited: bool,
    pub(crate) agree: u32,
    pub(crate) disagree: u32,
    /// Whether it can be answered now.
    pub(crate) may_reply: bool,
    /// Whether the reader can say it in other words.
    pub(crate) may_reword: bool,
}

/// A part of the thread of a document.
pub(crate) fn of<S: Store>(
    reading: &Reading<'_, S>,
    people: &People,
    f: &Frame<'_>,
    place: &Place<'_>,
) -> Thread {
    let all = reading.thread(place.document);
    let pages = Pages::new(all.len(), COMMENTS, place.page, &format!("{}?", place.path));
    let here = all.iter().skip(pages.offset(COMMENTS)).take(COMMENTS);
    let mut columns = vec![Column::new("", "all")];
    if place.columns {
        columns = vec![
            Column::new(&f.w.say("side-in-favour"), "for"),
            Column::new(&f.w.say("side-against"), "against"),
            Column::new(&f.w.say("side-neutral"), "neutral"),
        ];
    }
    for remark in here {
        let comment = comment(reading, people, f, place, remark);
        let side = root(all, remark).map_or(0, |root| root.alignment);
        let column = match (place.columns, side) {
            (false, _) | (true, 1..) => 0,
            (true, ..0) => 1,
            (true, 0) => 2,
        };
        if let Some(column) = columns.get_mut(column) {
            column.comments.push(comment);
        }
    }
    columns.retain(|column| !column.comments.is_empty());
    let card = reading.card(place.document);
    Thread {
        total: card.map_or(0, |card| usize::try_from(card.comments).unwrap_or(usize::MAX)),
        in_favour: card.map_or(0, |card| card.in_favour),
        against: card.map_or(0, |card| card.against),
        columns,
        pages,
    }
}

impl Column {
    fn new(heading: &str, class: &'static str) -> Self {
        Self { heading: heading.to_owned(), class, comments: Vec::new() }
    }
}

/// The first comment above a reply. A thread is in the order in which replies follow what they
/// answer, so that it is the last first comment before it.
fn root<'a>(all: &'a [Remark], remark: &'a Remark) -> Option<&'a Remark> {
    if remark.depth == 0 {
        return Some(remark);
    }
    let place = all.iter().position(|other| other.id == remark.id)?;
    all.get(..place)?.iter().rev().find(|other| other.depth == 0)
}

fn comment<S: Store>(
    reading: &Reading<'_, S>,
    people: &People,
    f: &Frame<'_>,
    place: &Place<'_>,
    remark: &Remark,
) -> Comment {
    let w = f.w;
    let gone = gone(reading, remark, w);
    let card = reading.card(place.document);
    let said = if gone.is_none() { reading.said(&remark.words) } else { None };
    let words = said.as_ref().and_then(participation::Said::words).unwrap_or_default();
    let parent = remark.parent.and_then(|parent| reading.remark(&parent));
    let answers = parent.map(|parent| people.owner(reading, parent.owner, &parent.id).name);
    Comment {
        digits: link::digits(&remark.id),
        who: people.owner(reading, remark.owner, &remark.id),
        day: Day::of(remark.made, w),
        lang: list::other_language(remark.language, w),
        step: remark.depth.min(STEPS),
        answers,
        side: match remark.alignment {
            1.. => Some("for"),
            ..0 => Some("against"),
            0 => None,
        },
        prose: prose::remark(words),
        may_reply: gone.is_none() && remark.depth < place.depth && f.may_act(),
        may_reword: gone.is_none()
            && card.is_some_and(|card| rewording::is_own(reading, card, f.visit, remark)),
        gone,
        edited: remark.rewordings > 0,
        agree: remark.agree,
        disagree: remark.disagree,
    }
}

fn gone<S: Store>(reading: &Reading<'_, S>, remark: &Remark, w: Words) -> Option<String> {
    if remark.erased {
        Some(w.say("comment-erased"))
    } else if remark.withdrawn.is_some() {
        Some(w.say("comment-withdrawn"))
    } else {
        remark.hidden.map(|label| why_hidden(reading, &label, w))
    }
}

/// Why something is hidden, in the words of whoever hid it.
pub(crate) fn why_hidden<S: Store>(reading: &Reading<'_, S>, label: &EntryId, w: Words) -> String {
    let said = reading.said(label);
    let Some(Content::Label(label)) = said.as_ref().and_then(participation::Said::content) else {
        return w.say("hidden");
    };
    let (_, text) = localized(label.text.iter().map(|(l, t)| (l, t.as_str())), w);
    let reason = w.say(reason(label.reason));
    let text = crate::plain::line(&text);
    if text.is_empty() {
        w.with("hidden-because", "reason", reason)
    } else {
        w.fill("hidden-because-text", &[("reason", &reason), ("text", &text)])
    }
}

/// The message that names a reason.
pub(crate) const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Spam => "reason-spam",
        Reason::Offensive => "reason-offensive",
        Reason::OffTopic => "reason-off-topic",
        Reason::Private => "reason-private",
        Reason::Illegal => "reason-illegal",
        Reason::Other => "reason-other",
    }
}
