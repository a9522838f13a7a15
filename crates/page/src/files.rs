//! Files attached to documents: which there are, the form that attaches one, and which bytes an
//! address names.

use participation::{BlobId, Card, Community, Content, EntryId, Owner, Permit, Reading, Store};

use crate::document::{is_author, localized};
use crate::fields::{Filled, Group, Widget};
use crate::form::{Form, above};
use crate::frame::{Frame, Section};
use crate::list;
use crate::message::Failed;
use crate::words::Words;
use crate::{Visit, link, plain};

/// A file of a document.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) href: String,
    pub(crate) digits: String,
    pub(crate) name: String,
    /// What it shows.
    pub(crate) title: String,
    pub(crate) lang: &'static str,
    /// Its type and its length, in words.
    pub(crate) what: String,
    /// Whether the reader can take it away.
    pub(crate) may_detach: bool,
}

/// The files with these attachments.
pub(crate) fn of<S: Store>(
    reading: &Reading<'_, S>,
    attachments: &[EntryId],
    f: &Frame<'_>,
    may_detach: bool,
) -> Vec<File> {
    let file = |id: &EntryId| {
        let said = reading.said(id)?;
        let Some(Content::Attach(attachment)) = said.content() else { return None };
        let texts = attachment.title.iter().map(|(language, text)| (language, text.as_str()));
        let (lang, title) = localized(texts, f.w);
        let digits = link::digits(id);
        Some(File {
            href: format!("{}/files/{digits}", f.root()),
            digits,
            name: plain::line(attachment.name.as_str()),
            title: plain::line(&title),
            lang,
            what: format!(
                "{}, {}",
                kind(attachment.media.as_str(), f.w),
                size(attachment.size, f.w)
            ),
            may_detach,
        })
    };
    attachments.iter().filter_map(file).collect()
}

/// A media type in a word.
fn kind(media: &str, w: Words) -> String {
    let kind = media.split(';').next().unwrap_or_default();
    match kind {
        "application/pdf" => "PDF".to_owned(),
        "text/csv" => "CSV".to_owned(),
        _ if kind.starts_with("image/") => w.say("file-picture"),
        _ if kind.starts_with("text/") => w.say("file-text"),
        _ => w.say("file-document"),
    }
}

/// A length, in whole kilobytes or in megabytes with a decimal.
fn size(bytes: u64, w: Words) -> String {
    const KILO: u64 = 1000;
    if bytes < KILO * KILO {
        return format!("{} kB", w.number(bytes.div_ceil(KILO)));
    }
    let tenths = bytes.div_ceil(KILO * KILO / 10);
    format!("{} MB", crate::money::decimal(&format!("{}.{}", tenths / 10, tenths % 10), w))
}

/// An attached file, as it can be given out.
#[derive(Debug, Clone)]
pub struct Attached {
    /// Its bytes.
    pub blob: BlobId,
    /// Its media type, as whoever attached it said.
    pub media: String,
    /// Its name.
    pub name: String,
}

/// The file that an address names, where a document that is shown has it.
#[must_use]
pub fn attached<S: Store>(community: &Community<S>, digits: &str) -> Option<Attached> {
    let reading = community.deliberation();
    let shown = reading.cards().filter(|card| card.is_shown());
    let of_cards = shown.flat_map(|card| card.attachments.iter());
    let of_spaces = reading.spaces().flat_map(|space| space.attachments.iter());
    let id = link::find(digits, of_cards.chain(of_spaces).copied())?;
    let said = reading.said(&id)?;
    let Some(Content::Attach(attachment)) = said.content() else { return None };
    Some(Attached {
        blob: attachment.blob,
        media: attachment.media.to_string(),
        name: plain::line(attachment.name.as_str()),
    })
}

/// The attachment of a document or a space that an address names.
#[must_use]
pub fn attachment<S: Store>(
    community: &Community<S>,
    subject: &EntryId,
    digits: &str,
) -> Option<EntryId> {
    let reading = community.deliberation();
    let of_card = reading.card(subject).map(|card| &card.attachments);
    let all = of_card.or_else(|| reading.space(subject).map(|space| &space.attachments))?;
    link::find(digits, all.iter().copied())
}

/// The form that attaches a file; `None` where the document or space is not here, or who looks may
/// not.
/// `most` is how long a file may be, in bytes. A text in the field of the file is the name of one that
/// was chosen before, and that no page can put back.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    filled: &Filled,
    most: u64,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Some(Subject { above, title, section }) = subject(community, visit, id) else {
        return Ok(None);
    };
    let heading = w.say("attach");
    let f = Frame::of(community, visit, section, format!("{heading} · {title}"));
    let hint = w.with("attach-hint", "size", size(most, w));
    let hint = match filled.get("file") {
        "" => hint,
        lost => format!("{} {hint}", w.with("file-lost", "name", lost)),
    };
    let groups = vec![Group::plain(vec![
        filled.field("file", w.say("attach-file"), Widget::File).hint(hint).required(),
        filled
            .field("title", w.say("attach-title"), Widget::Line)
            .hint(w.say("attach-title-hint"))
            .required()
            .at_most(250),
    ])];
    let form = Form {
        path: format!("{above}/attach"),
        above: (above, title),
        heading: heading.clone(),
        lead: w.say("attach-lead"),
        look: None,
        filled,
        groups,
        seen: w.say("attach-seen"),
        send: heading,
        preview: String::new(),
        has_file: true,
        rehearse: String::new(),
        f,
    };
    form.shown().map(Some)
}

/// What a file is attached to.
struct Subject {
    /// The address of its page.
    above: String,
    title: String,
    section: Section,
}

/// The document or the space, where who looks may attach something to it.
fn subject<S: Store>(community: &Community<S>, visit: &Visit, id: &EntryId) -> Option<Subject> {
    let reading = community.deliberation();
    if let Some(space) = reading.space(id).filter(|_| visit.organises()) {
        let root = link::path(visit.tongue, &community.id());
        let title = list::titled(&space.titles, visit.words()).1;
        let above = format!("{root}/spaces/{}", link::digits(id));
        return Some(Subject { above, title, section: Section::Spaces });
    }
    let card = reading.card(id).filter(|card| may_attach(&reading, card, visit))?;
    let (above, title) = above(community, visit, card);
    Some(Subject { above, title, section: list::section(card.kind) })
}

fn may_attach(reading: &participation::Deliberation, card: &Card, visit: &Visit) -> bool {
    let slot = visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot);
    let phase = reading.current_phase(&card.space);
    let permitted = phase.is_some_and(|(_, phase)| phase.rules.permits.has(Permit::Attach));
    let in_office = visit.organises() && !matches!(card.owner, Owner::Member(_));
    in_office || permitted && slot.is_some_and(|slot| is_author(card, &slot))
}
