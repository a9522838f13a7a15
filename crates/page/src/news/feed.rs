//! What is new, as Atom (RFC 4287).

use atom_syndication::{
    Entry, Feed as Atom, FixedDateTime, Generator, Link, Person, Text, WriteConfig,
};
use participation::{Community, EntryId, News, NewsItem, Store, Timestamp};

use super::{is_here, is_public, newest, place};
use crate::frame::Hall;
use crate::message::Failed;
use crate::people::People;
use crate::words::Words;
use crate::{Tongue, acts, dates, link};

/// Entries of a feed.
const ENTRIES: usize = 50;

/// What is asked of a feed.
#[derive(Debug, Clone)]
pub struct Feed {
    /// The language of its words.
    pub tongue: Tongue,
    /// Scheme, host and port, by which others reach this node.
    pub origin: String,
    /// Only what is new in this space.
    pub space: Option<EntryId>,
}

/// What is new, the newest first. Of what was hidden or erased nothing is told.
///
/// # Errors
/// [`Failed`] when the feed cannot be made, which is a fault of the program.
pub fn feed<S: Store>(
    community: &Community<S>,
    asked: &Feed,
    news: &News,
) -> Result<String, Failed> {
    let w = Words::of(asked.tongue);
    let hall = Hall::of(community, asked.tongue);
    let root = format!("{}{}", asked.origin, hall.root);
    let people = People::new(w);
    let space = asked.space.map(|id| format!("?space={}", link::digits(&id))).unwrap_or_default();
    let address = format!("{root}/feed.atom{space}");
    let items = news.items.iter().rev().filter(|item| is_in(community, item, asked.space.as_ref()));
    let entries = items.filter_map(|item| entry(community, &people, &root, item, w));
    let atom = Atom {
        title: Text::plain(hall.name),
        id: address.clone(),
        updated: time(newest(news)),
        lang: Some(asked.tongue.code().to_owned()),
        generator: Some(Generator { value: "Ateneu".to_owned(), uri: None, version: None }),
        links: vec![
            Link { href: address, rel: "self".to_owned(), ..Link::default() },
            Link { href: root.clone(), rel: "alternate".to_owned(), ..Link::default() },
        ],
        entries: entries.take(ENTRIES).collect(),
        ..Atom::default()
    };
    let written = atom.write_with_config(Vec::new(), WriteConfig::default());
    let bytes = written.map_err(|error| Failed::other(&error))?;
    String::from_utf8(bytes).map_err(|error| Failed::other(&error))
}

/// Whether an item is of a space.
fn is_in<S: Store>(community: &Community<S>, item: &NewsItem, space: Option<&EntryId>) -> bool {
    let Some(space) = space else { return true };
    let Some(subject) = item.subject else { return false };
    let found = community.deliberation().subject(&subject).map(|subject| subject.space);
    subject == *space || found == Some(*space)
}

fn entry<S: Store>(
    community: &Community<S>,
    people: &People,
    root: &str,
    item: &NewsItem,
    w: Words,
) -> Option<Entry> {
    let kind = item.kind.filter(|kind| is_public(*kind))?;
    let at = place(item).filter(|id| is_here(community, id))?;
    let about = acts::about(community, root, &at, w)?;
    let what = w.say(acts::kind_name(kind, item.document));
    let author = item.author.map(|slot| people.member(&community.deliberation(), &slot).name);
    Some(Entry {
        title: Text::plain(format!("{what}: {}", about.title)),
        id: format!("{root}/receipts/{}", link::digits(&item.id)),
        updated: time(item.claimed),
        published: Some(time(item.claimed)),
        authors: vec![Person {
            name: author.unwrap_or_else(|| w.say("official")),
            ..Person::default()
        }],
        links: vec![Link { href: about.href, rel: "alternate".to_owned(), ..Link::default() }],
        ..Entry::default()
    })
}

fn time(time: Timestamp) -> FixedDateTime {
    // What a clock of ours writes is read again; the default is 1970.
    FixedDateTime::parse_from_rfc3339(&dates::instant(time)).unwrap_or_default()
}
