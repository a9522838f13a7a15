//! What is new: for whoever is logged in since they read it last, and for everybody as a feed.

mod feed;

use std::collections::BTreeSet;

use askama::Template;
use participation::{
    Community, ContentKind, EntryId, Kind, News, NewsItem, Owner, SlotId, Store, Timestamp,
};

pub use feed::{Feed, feed};

use crate::acts::{self, About};
use crate::dates::Day;
use crate::frame::{Frame, Section};
use crate::message::{Failed, done};
use crate::people::{People, Who};
use crate::{Visit, own};

/// Something new: one act, or several of a kind about one thing.
struct Item {
    what: &'static str,
    about: About,
    subject: EntryId,
    who: Option<Who>,
    day: Day,
    times: usize,
    /// Whether it is about what the reader wrote or follows.
    own: bool,
}

#[derive(Template)]
#[template(path = "news.html")]
struct Screen<'a> {
    f: Frame<'a>,
    first: bool,
    own: Vec<Item>,
    others: Vec<Item>,
    more: bool,
    cursor: String,
}

/// What came in since somebody read last; `None` for whoever is not logged in. `first` says that
/// they never did.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    news: &News,
    first: bool,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Some(neighbour) = &visit.neighbour else { return Ok(None) };
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("news-title"));
    let people = People::new(w);
    let mut items: Vec<Item> = Vec::new();
    for item in news.items.iter().rev() {
        let own = concerns(community, item, &neighbour.follows, neighbour.slot);
        if item.author.is_some() && item.author == neighbour.slot {
            continue;
        }
        let Some(found) = told(community, &f, &people, item, own) else { continue };
        let same = |other: &&mut Item| other.what == found.what && other.subject == found.subject;
        match items.iter_mut().find(same) {
            Some(other) => other.times += 1,
            None => items.push(found),
        }
    }
    let (own, others) = items.into_iter().partition(|item: &Item| item.own);
    let cursor = news.cursor.to_string();
    done(&Screen { first, own, others, more: news.more, cursor, f }).map(Some)
}

/// An item as it is told, if it is news to whoever reads.
fn told<S: Store>(
    community: &Community<S>,
    f: &Frame<'_>,
    people: &People,
    item: &NewsItem,
    own: bool,
) -> Option<Item> {
    let kind = item.kind.filter(|kind| is_public(*kind) || (own && is_personal(*kind)))?;
    let at = place(item)?;
    if !is_here(community, &at) {
        return None;
    }
    let about = acts::about(community, f.root(), &at, f.w)?;
    let reading = community.deliberation();
    let subject = reading.document_of(&at).unwrap_or(at);
    Some(Item {
        what: acts::kind_name(kind, item.document),
        about,
        subject,
        who: item.author.map(|slot| people.member(&reading, &slot)),
        day: Day::of(item.claimed, f.w),
        times: 1,
        own,
    })
}

/// What a page shows of an item: a comment, a document, a space, a poll.
fn place(item: &NewsItem) -> Option<EntryId> {
    if item.fault.is_some() {
        return None;
    }
    let is_comment = matches!(item.kind?, Kind::Content(ContentKind::Comment));
    if is_comment { Some(item.id) } else { item.subject }
}

/// Whether it is shown: what was hidden or erased is no news.
fn is_here<S: Store>(community: &Community<S>, id: &EntryId) -> bool {
    let reading = community.deliberation();
    if let Some(remark) = reading.remark(id)
        && !remark.is_shown()
    {
        return false;
    }
    let document = reading.document_of(id).unwrap_or(*id);
    reading.card(&document).is_none_or(participation::Card::is_shown)
}

/// Whether an item is about what somebody wrote or follows.
fn concerns<S: Store>(
    community: &Community<S>,
    item: &NewsItem,
    follows: &BTreeSet<EntryId>,
    slot: Option<SlotId>,
) -> bool {
    let Some(subject) = item.subject else { return false };
    let reading = community.deliberation();
    let document = reading.document_of(&subject).unwrap_or(subject);
    if follows.contains(&subject) || follows.contains(&document) {
        return true;
    }
    let Some(card) = reading.card(&document) else { return false };
    let answered = || {
        let parent = reading.remark(&item.id).and_then(|remark| remark.parent)?;
        reading.remark(&parent).map(|parent| parent.owner)
    };
    follows.contains(&card.space)
        || slot.is_some_and(|slot| {
            own::is_author(card, &slot) || answered() == Some(Owner::Member(slot))
        })
}

/// What is news to everybody.
const fn is_public(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Open
            | Kind::Seal
            | Kind::Reopen
            | Kind::Content(
                ContentKind::Space
                    | ContentKind::Phase
                    | ContentKind::Compose
                    | ContentKind::Comment
                    | ContentKind::Answer
                    | ContentKind::Conclude
                    | ContentKind::Verdict
            )
    )
}

/// What is news to whoever wrote or follows what it is about.
const fn is_personal(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Content(
            ContentKind::Edit
                | ContentKind::Rebase
                | ContentKind::Invite
                | ContentKind::Reply
                | ContentKind::Withdraw
                | ContentKind::Attach
                | ContentKind::Reword
                | ContentKind::Stance
                | ContentKind::Label
                | ContentKind::Appeal
        )
    )
}

/// When the newest of some news was made.
fn newest(news: &News) -> Timestamp {
    let none = Timestamp::from_millis(0);
    news.items.iter().map(|item| item.claimed).max().unwrap_or(none)
}
