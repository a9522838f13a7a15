//! How a debate or a meeting is closed with what came of it, and opened again.

use participation::{Card, Community, DocumentKind, EntryId, Localized, Store};

use crate::fields::{Filled, Group};
use crate::form::{Form, above, long, looked};
use crate::frame::Frame;
use crate::languages::{language, within};
use crate::list;
use crate::message::Failed;
use crate::words::Words;
use crate::{Tongue, Visit};

/// Which of the two is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It is closed.
    Close,
    /// It is opened again.
    Reopen,
}

impl Ending {
    /// The last part of the address to which its form is sent.
    #[must_use]
    pub const fn place(self) -> &'static str {
        match self {
            Self::Close => "conclude",
            Self::Reopen => "reopen",
        }
    }

    /// What can be done with a document as it stands.
    pub(crate) const fn of(card: &Card) -> Self {
        if card.closed { Self::Reopen } else { Self::Close }
    }
}

/// The form that closes a debate or a meeting, or opens it again: what was asked for, or what can be
/// done now; `None` where it is not here, or who looks may not.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    asked: Option<Ending>,
    filled: &Filled,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let reading = community.deliberation();
    let Some(card) = reading.card(id).filter(|card| may(card, visit)) else {
        return Ok(None);
    };
    let ending = asked.unwrap_or_else(|| Ending::of(card));
    let (title, lead, label) = match (ending, card.kind) {
        (Ending::Reopen, _) => ("reopen", "reopen-lead", "reopen-text"),
        (Ending::Close, DocumentKind::Meeting) => {
            ("conclude-meeting", "conclude-meeting-lead", "conclude-minutes")
        }
        (Ending::Close, _) => ("conclude-debate", "conclude-debate-lead", "conclude-text"),
    };
    let (above, document) = above(community, visit, card);
    let heading = w.say(title);
    let f =
        Frame::of(community, visit, list::section(card.kind), format!("{heading} · {document}"));
    let look = looked(filled, w.say("write-preview"));
    let text = long(filled, "text", w.say(label), w);
    let form = Form {
        path: format!("{above}/{}", ending.place()),
        above: (above, document),
        heading: heading.clone(),
        lead: w.say(lead),
        look,
        filled,
        groups: vec![Group::plain(vec![match ending {
            Ending::Reopen => text,
            Ending::Close => text.required(),
        }])],
        seen: w.say("office-seen"),
        send: heading,
        preview: w.say("write-look"),
        has_file: false,
        rehearse: String::new(),
        f,
    };
    drop(reading);
    form.shown().map(Some)
}

/// Reads what a debate or a meeting came to, in the language of the page. Where somebody else did the
/// same meanwhile, that is told, and nothing is done: what they said should be read first.
pub fn read<S: Store>(
    community: &Community<S>,
    id: &EntryId,
    ending: Ending,
    filled: &mut Filled,
    tongue: Tongue,
) -> Option<Localized<20000>> {
    let w = Words::of(tongue);
    let reading = community.deliberation();
    let card = reading.card(id)?;
    let closes = ending == Ending::Close;
    if Ending::of(card) != ending {
        let key = if closes { "conclude-already" } else { "reopen-already" };
        filled.wrong("text", w.say(key));
    } else if closes && filled.get("text").is_empty() {
        filled.wrong("text", w.say("conclude-no-text"));
    }
    let language = language(&reading, card, tongue)?;
    let text = within(filled, "text", language, None, w);
    filled.problems.is_empty().then_some(text)
}

/// Whether somebody may close a debate or a meeting: its authors, and organisers.
pub(crate) fn may(card: &Card, visit: &Visit) -> bool {
    let slot = visit.acts_as();
    let is_author = slot.is_some_and(|slot| crate::document::is_author(card, &slot));
    matches!(card.kind, DocumentKind::Debate | DocumentKind::Meeting)
        && card.withdrawn.is_none()
        && (is_author || visit.organises())
}
