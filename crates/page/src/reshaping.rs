//! What organisers make of proposals: one in the place of several, one of a part of another, or a copy
//! of one in another space.
//!
//! Nothing is taken away. What a proposal comes from stays where it is and leads to it, and supports
//! do not carry over: whoever supported the one has not supported the other.

mod begun;
mod pick;
mod read;

use participation::{
    Community, Deliberation, DocumentKind, EntryId, SpaceCard, Store, SubjectKind,
};

use crate::fields::{Field, Filled, Group, Widget, choice};
use crate::form::{Form, Look};
use crate::frame::Frame;
use crate::message::Failed;
use crate::words::Words;
use crate::writing::{OFFICIAL_BODY, OFFICIAL_TITLE};
use crate::{Visit, details, languages, link, list, plain, prose};

pub use begun::begun;
pub use pick::pick;
pub use read::{Reshaped, read};

/// Proposals that one takes the place of, at most: a form with more of them would not be read.
pub const MOST: usize = 20;

/// What is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One in the place of several of a space.
    Merge(EntryId),
    /// One of a part of another.
    Split(EntryId),
    /// A copy of one in another space.
    Copy(EntryId),
}

impl Shape {
    /// What it is called, what leads in, and the button.
    const fn messages(self) -> [&'static str; 3] {
        match self {
            Self::Merge(_) => ["merge-title", "merge-lead", "merge-send"],
            Self::Split(_) => ["split-title", "split-lead", "split-send"],
            Self::Copy(_) => ["copy-title", "copy-lead", "copy-send"],
        }
    }

    /// The space of what it is made of.
    fn space(self, reading: &Deliberation) -> Option<EntryId> {
        match self {
            Self::Merge(space) => reading.space(&space).map(|space| space.id),
            Self::Split(whole) | Self::Copy(whole) => {
                let card = reading.card(&whole);
                card.filter(|card| card.kind == DocumentKind::Proposal && card.is_shown())
                    .map(|card| card.space)
            }
        }
    }

    /// Where it may be published: a copy in the same space would be none.
    fn takes(self, own: EntryId, space: &SpaceCard) -> bool {
        match self {
            Self::Merge(_) | Self::Split(_) => true,
            Self::Copy(_) => space.id != own,
        }
    }

    /// Where it is published unless somebody chooses another space.
    fn usual(self, reading: &Deliberation) -> Option<EntryId> {
        let own = self.space(reading)?;
        reading.spaces().map(|space| space.id).find(|id| match self {
            Self::Merge(_) | Self::Split(_) => *id == own,
            Self::Copy(_) => *id != own,
        })
    }
}

/// Whether enough was chosen to go on and write what takes its place.
#[must_use]
pub fn is_enough<S: Store>(community: &Community<S>, space: &EntryId, filled: &Filled) -> bool {
    (2..=MOST).contains(&read::chosen(&community.deliberation(), space, filled).len())
}

/// Says beside the proposals how many are to be chosen.
pub fn ask_for_enough<S: Store>(
    community: &Community<S>,
    space: &EntryId,
    filled: &mut Filled,
    w: Words,
) {
    let chosen = read::chosen(&community.deliberation(), space, filled).len();
    read::judge(filled, chosen, w);
}

/// The form in which it is written, with a box for each proposal that was `offered`; `None` where what it is made of is not here, or who looks is no
/// organiser.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    shape: Shape,
    offered: &Filled,
    filled: &Filled,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let reading = community.deliberation();
    let Some(space) = shape.space(&reading).filter(|_| visit.organises()) else {
        return Ok(None);
    };
    let into = read::destination(&reading, filled).or_else(|| shape.usual(&reading));
    let into = into.and_then(|into| reading.space(&into));
    let Some((from, into)) = reading.space(&space).zip(into) else {
        return Ok(None);
    };
    let root = link::path(visit.tongue, &community.id());
    let mut groups = Vec::new();
    let (path, above) = match shape {
        Shape::Merge(space) => {
            let above = format!("{root}/spaces/{}", link::digits(&space));
            let title = list::titled(&from.titles, w).1;
            let ids = read::chosen(&reading, &space, offered);
            // What was offered stays so, whatever is unchecked and sent.
            let query: String =
                ids.iter().map(|id| format!("from={}&", link::digits(id))).collect();
            groups.push(Group::plain(vec![chosen(&reading, &ids, filled, w)]));
            (format!("{above}/merge?{query}do=write"), (above, title))
        }
        Shape::Split(whole) | Shape::Copy(whole) => {
            let above = format!("{root}/proposals/{}", link::digits(&whole));
            let titles = reading.card(&whole).map(|card| card.titles.as_slice());
            let title = list::titled(titles.unwrap_or_default(), w).1;
            let copies = matches!(shape, Shape::Copy(_));
            let what = if copies { "copy" } else { "split" };
            (format!("{above}/{what}"), (above, title))
        }
    };
    let [heading, lead, send] = shape.messages().map(|key| w.say(key));
    let window = format!("{heading} · {}", above.1);
    let f = Frame::of(community, visit, list::section(DocumentKind::Proposal), window);
    groups.push(Group::plain(words(into, filled, visit)));
    let kind = SubjectKind::Document(DocumentKind::Proposal);
    let mut fields = details::fields(&reading, &into.id, kind, filled, w);
    fields.extend(spaces(&reading, |into| shape.takes(space, into), filled, w));
    groups.push(Group { legend: w.say("reshape-where"), fields });
    let form = Form {
        path,
        above,
        lead,
        look: look(filled, w),
        filled,
        groups,
        seen: w.say("office-seen"),
        send,
        preview: w.say("write-look"),
        has_file: false,
        rehearse: String::new(),
        heading,
        f,
    };
    drop(reading);
    form.shown().map(Some)
}

fn chosen(reading: &Deliberation, ids: &[EntryId], filled: &Filled, w: Words) -> Field {
    let cards = ids.iter().filter_map(|id| reading.card(id));
    let choices = cards.map(|card| choice(link::digits(&card.id), list::titled(&card.titles, w).1));
    filled.field("from", w.say("merge-from"), Widget::Several(choices.collect()))
}

fn words(into: &SpaceCard, filled: &Filled, visit: &Visit) -> Vec<Field> {
    let w = visit.words();
    let spoken = languages::choices(&into.languages, filled.get("language"));
    vec![
        filled
            .field("title", w.say("write-title"), Widget::Line)
            .required()
            .at_most(OFFICIAL_TITLE.into()),
        filled
            .field("body", w.say("write-body"), Widget::Lines(16))
            .hint(w.say("write-body-hint"))
            .required()
            .at_most(OFFICIAL_BODY.into()),
        filled.field("language", w.say("write-language"), Widget::List(spoken)),
    ]
}

/// Where it is published; nothing is asked where there is one place only.
fn spaces(
    reading: &Deliberation,
    takes: impl Fn(&SpaceCard) -> bool,
    filled: &Filled,
    w: Words,
) -> Option<Field> {
    let space =
        |space: &SpaceCard| choice(link::digits(&space.id), list::titled(&space.titles, w).1);
    let spaces = reading.spaces().filter(|space| takes(space));
    let choices: Vec<list::Choice> = spaces.map(space).collect();
    (choices.len() > 1)
        .then(|| filled.field("space", w.say("reshape-space"), Widget::List(choices)))
}

fn look(filled: &Filled, w: Words) -> Option<Look> {
    (filled.get("do") == "preview").then(|| Look {
        heading: w.say("write-preview"),
        title: plain::line(filled.get("title")),
        prose: Some(prose::body(filled.get("body"))),
        facts: Vec::new(),
        warning: String::new(),
    })
}
