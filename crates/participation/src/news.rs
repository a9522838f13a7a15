//! What is new since somebody looked last.

use std::fmt;
use std::ops::ControlFlow;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use participation_acts::{Act, Content, DocumentKind, Kind};
use participation_charter::Fault;
use participation_store::{Arrival, Store};
use participation_types::{DeviceKey, EntryId, SlotId, Timestamp};

use crate::check::Checked;
use crate::community::Community;
use crate::error::Error;

/// How far somebody has read on this node: entries are numbered as they come in, and the last one
/// read is named too, so that a cursor of another node, or of a store that was rebuilt since, is
/// noticed. It is kept as text; what is in it is nobody's business.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    next: u64,
    last: u64,
}

impl Cursor {
    /// After this entry, which came in with this number.
    pub(crate) fn after(arrival: Arrival, id: &EntryId) -> Self {
        Self { next: arrival.number().saturating_add(1), last: beginning(id) }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{:016x}", self.next, self.last)
    }
}

impl FromStr for Cursor {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let hex = |digits: &str, most| {
            let plain = !digits.is_empty()
                && digits.len() <= most
                && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            plain.then(|| u64::from_str_radix(digits, 16).ok()).flatten()
        };
        let read = text
            .split_once('-')
            .and_then(|(next, last)| Some(Self { next: hex(next, 16)?, last: hex(last, 16)? }));
        read.ok_or(Error::Cursor)
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What came in since a cursor.
#[derive(Debug, Clone, Serialize)]
pub struct News {
    /// In the order in which it came.
    pub items: Vec<NewsItem>,
    /// From where to go on.
    pub cursor: Cursor,
    /// Whether there is more already.
    pub more: bool,
}

/// An entry that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewsItem {
    /// The entry.
    pub id: EntryId,
    /// What kind of act it is; `None` when its body was erased.
    pub kind: Option<Kind>,
    /// Of what is composed, what kind of document.
    pub document: Option<DocumentKind>,
    /// What it is about: the document that it composes, edits or comments, the space, the poll.
    pub subject: Option<EntryId>,
    /// In whose name.
    pub author: Option<SlotId>,
    /// With which device.
    pub device: DeviceKey,
    /// When, as its author says.
    pub claimed: Timestamp,
    /// Why it does not count, if it does not.
    pub fault: Option<Fault>,
}

impl<S: Store> Community<S> {
    /// What came in since a cursor, at most so many entries. Ballots are not told, nor reports, nor
    /// certificates of devices: who voted when, and who was reported, is nobody's news.
    ///
    /// # Errors
    /// [`Error::Cursor`] for a cursor of another node or of a store that was rebuilt since,
    /// [`Error::Store`].
    pub fn news(&self, since: Option<&Cursor>, most: usize) -> Result<News, Error> {
        let mut cursor = since.copied().unwrap_or_default();
        let mut items = Vec::new();
        let from = self.arrival_of(&cursor)?;
        let mut more = false;
        self.arrived(from, &mut |arrival, checked| {
            let id = checked.entry.entry().id();
            if is_told(checked) {
                if items.len() >= most {
                    more = true;
                    return ControlFlow::Break(());
                }
                items.push(self.item(checked));
            }
            cursor = Cursor::after(arrival, &id);
            ControlFlow::Continue(())
        })?;
        Ok(News { items, cursor, more })
    }

    /// A cursor after which at most so many entries have come in: where somebody begins who has
    /// never looked.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn cursor_before(&self, most: u64) -> Result<Cursor, Error> {
        let Some(last) = self.store.len().saturating_sub(most).checked_sub(1) else {
            return Ok(Cursor::default());
        };
        let arrival = Arrival::new(last);
        let record = self.store.read(arrival)?;
        Ok(record.map_or_else(Cursor::default, |record| Cursor::after(arrival, &record.id)))
    }

    /// The entries from one on, in order of arrival. Those that cannot be read are passed over.
    pub(crate) fn arrived(
        &self,
        from: Arrival,
        visit: &mut dyn FnMut(Arrival, &Checked) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.store.scan(from, &mut |arrival, record| match Checked::from_store(&record) {
            Ok(checked) => visit(arrival, &checked),
            Err(_) => ControlFlow::Continue(()),
        })?;
        Ok(())
    }

    /// Where a cursor stands in this store.
    pub(crate) fn arrival_of(&self, cursor: &Cursor) -> Result<Arrival, Error> {
        let Some(last) = cursor.next.checked_sub(1) else { return Ok(Arrival::FIRST) };
        let record = self.store.read(Arrival::new(last))?.ok_or(Error::Cursor)?;
        if beginning(&record.id) == cursor.last {
            Ok(Arrival::new(cursor.next))
        } else {
            Err(Error::Cursor)
        }
    }

    /// What an act is about, first of all.
    pub(crate) fn subject_of(&self, id: &EntryId, act: &Act) -> Option<EntryId> {
        if let Act::Content(content) = act {
            return self.subject_of_content(id, content);
        }
        if let Act::Open(_) = act {
            Some(*id)
        } else if let Act::Seal(seal) = act {
            Some(seal.opening)
        } else if let Act::Reopen(reopening) = act {
            Some(reopening.opening)
        } else if let Act::Contest(contest) = act {
            Some(contest.opening)
        } else if matches!(act, Act::Station(_) | Act::Batch(_) | Act::Close(_)) {
            act.counts_in()
        } else {
            None
        }
    }

    fn subject_of_content(&self, id: &EntryId, content: &Content) -> Option<EntryId> {
        match content {
            Content::Space(_) | Content::Compose(_) | Content::Profile(_) => Some(*id),
            Content::Phase(change) => Some(change.space),
            Content::Supports(supports) => self.deliberation().space_of_phase(&supports.phase),
            Content::Verdict(verdict) => Some(verdict.amendment),
            Content::Label(label) => Some(label.subject),
            Content::Comment(comment) => Some(comment.subject),
            Content::Erase(erasure) => erasure.erased.first().map(|erased| erased.entry),
            Content::Appeal(appeal) => self.deliberation().about(&appeal.label),
            Content::Edit(_)
            | Content::Rebase(_)
            | Content::Invite(_)
            | Content::Reply(_)
            | Content::Withdraw(_)
            | Content::Relate(_)
            | Content::Attach(_)
            | Content::Detach(_)
            | Content::Reword(_)
            | Content::Stance(_)
            | Content::Answer(_)
            | Content::Conclude(_)
            | Content::Report(_) => self.deliberation().about(id),
        }
    }

    fn item(&self, checked: &Checked) -> NewsItem {
        let entry = checked.entry.entry();
        let (id, header) = (entry.id(), entry.header());
        let act = checked.act.as_ref().map(participation_acts::Proven::act);
        let view = self.view();
        let fault = act.and_then(|act| {
            if matches!(act, Act::Content(_)) {
                self.renewed().judge(&view, &id, act).err()
            } else {
                self.replica.polls.judge(&view, &id, act).err()
            }
        });
        let document = match act {
            Some(Act::Content(Content::Compose(compose))) => Some(compose.root.kind),
            _ => None,
        };
        NewsItem {
            id,
            kind: act.map(Act::kind),
            document,
            subject: act.and_then(|act| self.subject_of(&id, act)),
            author: self.slot_of(&header.author),
            device: header.author,
            claimed: header.claimed,
            fault,
        }
    }
}

fn is_told(checked: &Checked) -> bool {
    let act = checked.act.as_ref().map(participation_acts::Proven::act);
    let lane = checked.entry.entry().header().lane;
    lane != participation_types::Lane::Ballots
        && !matches!(act, Some(Act::Certify(_) | Act::Content(Content::Report(_))))
}

/// The first eight bytes of an id.
fn beginning(id: &EntryId) -> u64 {
    id.as_bytes().first_chunk::<8>().map_or(0, |first| u64::from_be_bytes(*first))
}
