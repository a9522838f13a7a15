//! `ateneu news`: what came in since somebody looked last.

use participation::{
    Community, Cursor, DeviceKey, DocumentKind, EntryId, Fault, Kind, SlotId, Store, Timestamp,
};
use serde::Serialize;

use super::document::shown::{self, Names};
use crate::cli::find::NewsArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::select::written;
use crate::{dates, print};

#[derive(Serialize)]
struct News {
    items: Vec<Item>,
    cursor: Cursor,
    more: bool,
}

#[derive(Serialize)]
struct Item {
    id: EntryId,
    kind: String,
    subject: Option<EntryId>,
    title: Option<String>,
    author: Option<SlotId>,
    device: DeviceKey,
    claimed: Timestamp,
    fault: Option<Fault>,
}

/// Prints what is new, and the cursor for the next time.
pub(crate) fn run(context: &Context, args: &NewsArgs) -> Result<(), Failure> {
    let since = cursor(args.since.as_deref())?;
    let community = context.community()?;
    let most = usize::try_from(args.most).unwrap_or(usize::MAX);
    let news = community.news(since.as_ref(), most)?;
    let items: Vec<Item> = news
        .items
        .into_iter()
        .map(|item| Item {
            id: item.id,
            kind: kind_name(item.kind, item.document),
            subject: item.subject,
            title: item.subject.and_then(|id| title(&community, &id)),
            author: item.author,
            device: item.device,
            claimed: item.claimed,
            fault: item.fault,
        })
        .filter(|item| args.kind.is_empty() || args.kind.contains(&item.kind))
        .collect();
    if args.json {
        return print::json(&News { items, cursor: news.cursor, more: news.more });
    }
    let names = Names::of(&community);
    let mut table = Table::new(&["when", "what", "who", "about"], &[]);
    for item in &items {
        let who = item.author.map_or_else(|| "an officer".to_owned(), |slot| names.person(&slot));
        let about = item.subject.map(|id| id.short()).unwrap_or_default();
        let title = item.title.as_deref().unwrap_or_default();
        let void = if item.fault.is_some() { " (does not count)" } else { "" };
        let (when, what) = (dates::shown(item.claimed), item.kind.clone());
        table.row([when, what, who, format!("{about} {title}{void}")]);
    }
    table.print()?;
    if news.more {
        print::note("there is more: ask again with this cursor");
    }
    print::line(format_args!("cursor {}", news.cursor))
}

/// A cursor as it was printed.
pub(super) fn cursor(text: Option<&str>) -> Result<Option<Cursor>, Failure> {
    let read = text.map(|text| text.trim().parse::<Cursor>()).transpose();
    read.map_err(|wrong| Failure::input(wrong).after("--since"))
}

/// What kind of act it is, in a word: what is composed is called by what it is.
pub(crate) fn kind_name(kind: Option<Kind>, document: Option<DocumentKind>) -> String {
    if let Some(document) = document {
        return written::document_name(document).to_owned();
    }
    let value = match kind {
        Some(Kind::Content(kind)) => serde_json::to_value(kind),
        Some(kind) => serde_json::to_value(kind),
        None => return "erased".to_owned(),
    };
    value.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The title of a document, a space or a poll; of a comment that of its document.
pub(super) fn title<S: Store>(community: &Community<S>, id: &EntryId) -> Option<String> {
    let reading = community.deliberation();
    let document = reading.document_of(id).unwrap_or(*id);
    let titles = reading.card(&document).map(|card| (card.is_shown(), &card.titles));
    let titles = titles.or_else(|| reading.space(id).map(|space| (true, &space.titles)));
    match titles {
        Some((true, titles)) => Some(shown::title_of(titles, &[])),
        Some((false, _)) => None,
        None => community.opening(id).ok().map(|opening| opening.title.to_string()),
    }
}
