//! What cannot be undone is confirmed, on a page that says what stays.

use askama::Template;
use participation::{Community, EntryId, Owner, Store};

use crate::acts::{self, About};
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::message::{Failed, done};
use crate::moderation::is_own;
use crate::{Visit, link};

/// What is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Taking back a document or a comment.
    Withdraw(EntryId),
    /// Erasing what one wrote of a document or a comment.
    Erase(EntryId),
    /// Taking one's keys off this node.
    Leave,
}

/// What is wrong with what was sent.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Whether they said what became of their recovery sheet.
    pub sheet: bool,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Typed {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct Confirm<'a> {
    f: Frame<'a>,
    typed: &'a Typed,
    action: String,
    about: Option<About>,
    /// How that begins.
    excerpt: String,
    goes: String,
    stays: String,
    seen: String,
    send: String,
    /// Whether the passphrase is asked for, and whether there is a sheet.
    leaves: bool,
}

/// Asks whether somebody means it; `None` for what is not theirs.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn confirm<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    act: Act,
    typed: &Typed,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let (code, subject, [title, goes, stays, seen, send]) = match act {
        Act::Withdraw(id) => ("withdraw", Some(id), WITHDRAW),
        Act::Erase(id) => ("erase", Some(id), ERASE),
        Act::Leave => ("leave", None, LEAVE),
    };
    let Some(neighbour) = &visit.neighbour else { return Ok(None) };
    let own = |id| neighbour.slot.is_some_and(|slot| is_own(community, &id, &slot));
    let in_office = |id: EntryId| {
        let reading = community.deliberation();
        let card = reading.card(&id);
        matches!(act, Act::Withdraw(_))
            && neighbour.offices.organiser
            && card.is_some_and(|card| !matches!(card.owner, Owner::Member(_)))
    };
    if !subject.is_none_or(|id| own(id) || in_office(id)) {
        return Ok(None);
    }
    let f = Frame::of(community, visit, Section::Elsewhere, w.say(title));
    let digits = subject.map(|id| format!("/{}", link::digits(&id))).unwrap_or_default();
    let page = Confirm {
        typed,
        action: format!("{}/me/{code}{digits}", f.root()),
        about: subject.and_then(|id| acts::about(community, f.root(), &id, w)),
        excerpt: subject.map(|id| super::beginning(community, &id, w)).unwrap_or_default(),
        goes: w.say(goes),
        stays: w.say(stays),
        seen: w.say(seen),
        send: w.say(send),
        leaves: act == Act::Leave,
        f,
    };
    done(&page).map(Some)
}

const WITHDRAW: [&str; 5] =
    ["withdraw-title", "withdraw-goes", "withdraw-stays", "withdraw-seen", "withdraw-send"];
const ERASE: [&str; 5] = ["erase-title", "erase-goes", "erase-stays", "erase-seen", "erase-send"];
const LEAVE: [&str; 5] = ["leave-title", "leave-goes", "leave-stays", "leave-seen", "leave-send"];
