//! Somebody of the census: what the register says, their card, their place, and what may be done.

use askama::Template;
use participation::{Community, EntryId, MemberStatus, SlotId, Store};

use super::{Adding, Found, Named, Names, Stage, badge, find, mark, of_card, stage};
use crate::dates::Day;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::list::Badge;
use crate::message::{Failed, done};
use crate::people::People;
use crate::words::Words;
use crate::{Visit, link, plain};

/// What may be done with somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// To write in the register what they are called.
    Note,
    /// To erase them from the register.
    Forget,
    /// To give another card in the place of one that waits or was lost, or a first one.
    Card,
    /// To say which of several redemptions of a card admits.
    Settle,
    /// To let a new key speak for the place of one that was lost.
    Readmit,
    /// To suspend them, as a steward.
    Suspend,
    /// To let them in again.
    Reinstate,
    /// To take them out of the census for good.
    Remove,
}

impl Doing {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Note,
        Self::Forget,
        Self::Card,
        Self::Settle,
        Self::Readmit,
        Self::Suspend,
        Self::Reinstate,
        Self::Remove,
    ];

    /// The last part of its address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Forget => "forget",
            Self::Card => "card",
            Self::Settle => "settle",
            Self::Readmit => "readmit",
            Self::Suspend => "suspend",
            Self::Reinstate => "reinstate",
            Self::Remove => "remove",
        }
    }

    /// What is done at an address.
    #[must_use]
    pub fn at(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doing| doing.code() == code)
    }

    /// Whether it changes the charter, and is for stewards.
    #[must_use]
    pub const fn is_charter(self) -> bool {
        matches!(self, Self::Suspend | Self::Reinstate | Self::Remove)
    }
}

/// What was typed into one of the forms of somebody.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Which form.
    pub doing: Option<Doing>,
    /// What the association calls them.
    pub name: String,
    /// Their number in it.
    pub number: String,
    /// How they are reached.
    pub contact: String,
    /// Why something is done.
    pub reason: String,
    /// By which they are to log in.
    pub login: String,
    /// The key that they show.
    pub key: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Typed {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// One of several who redeemed a card.
struct Claim {
    id: String,
    who: String,
    mark: String,
    day: Option<Day>,
}

/// A change of the charter that somebody's place may see.
struct Step {
    doing: &'static str,
    title: String,
    why: String,
    open: bool,
}

#[derive(Template)]
#[template(path = "census-person.html")]
struct Page<'a> {
    f: Frame<'a>,
    typed: Typed,
    most: Adding,
    action: String,
    heading: String,
    badge: Badge,
    mark: String,
    /// What they call themselves in the community.
    called: String,
    registrar: bool,
    /// Whether the register can be written.
    open: bool,
    /// The id in the register, of somebody who is in it.
    named: Option<String>,
    /// Whether a card of theirs can be printed.
    waiting: bool,
    /// Whether a card may be drawn for them.
    draw: bool,
    claims: Vec<Claim>,
    readmit: bool,
    steps: Vec<Step>,
}

impl Page<'_> {
    fn is_open(&self, code: &str) -> bool {
        self.typed.doing.is_some_and(|doing| doing.code() == code)
    }
}

/// Somebody of the census; `None` where the address names nobody.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn person<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    names: &Names,
    digits: &str,
    typed: Option<Typed>,
    most: Adding,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Some(found) = find(community, names, digits) else { return Ok(None) };
    let view = community.view();
    let (named, stage) = match found {
        Found::Named(named) => (Some(named), stage(&view, named)),
        Found::Slot(slot) => (None, Stage::In(slot, view.slot_status(&slot).0)),
        Found::Card(entry) => (None, of_card(&view, &entry)),
    };
    let card = match found {
        Found::Named(named) => named.card.and_then(|key| view.facts().invitation_of(&key)),
        Found::Card(entry) => Some(entry),
        Found::Slot(_) => None,
    };
    let slot = match stage {
        Stage::In(slot, _) => Some(slot),
        Stage::Unmade | Stage::Waiting | Stage::Contended(_) | Stage::Nothing => None,
    };
    let people = People::new(w);
    let called = slot.map(|slot| people.member(&community.deliberation(), &slot).name);
    let called = called.unwrap_or_default();
    let heading = match named {
        Some(named) => plain::line(&named.name),
        None if called.is_empty() => w.say("census-card"),
        None => called.clone(),
    };
    let f = Frame::of(community, visit, Section::Elsewhere, heading.clone());
    let offices = visit.exercises();
    let contended = matches!(stage, Stage::Contended(_));
    let claims = card.filter(|_| contended).map(|card| claims(community, &card, &people));
    let typed = typed.unwrap_or_else(|| of_register(named));
    let page = Page {
        most,
        action: format!("{}/census/people/{}", f.root(), digits_of(found)),
        badge: badge(stage, w),
        mark: slot.map(|slot| mark(&slot)).unwrap_or_default(),
        called: if named.is_some() { called } else { String::new() },
        registrar: offices.registrar,
        open: matches!(names, Names::Open(_)),
        named: named.map(|named| named.id.clone()),
        waiting: stage == Stage::Waiting && named.is_some_and(|named| named.code.is_some()),
        draw: named.is_some() && slot.is_none() && !contended,
        claims: claims.unwrap_or_default(),
        readmit: matches!(stage, Stage::In(_, MemberStatus::Active | MemberStatus::Suspended)),
        steps: if offices.steward { steps(stage, typed.doing, w) } else { Vec::new() },
        heading,
        typed,
        f,
    };
    done(&page).map(Some)
}

fn digits_of(found: Found<'_>) -> String {
    match found {
        Found::Named(named) => named.id.clone(),
        Found::Slot(slot) => link::digits(&slot),
        Found::Card(entry) => link::digits(&entry),
    }
}

fn of_register(named: Option<&Named>) -> Typed {
    let Some(named) = named else { return Typed::default() };
    Typed {
        name: plain::line(&named.name),
        number: plain::line(&named.number),
        contact: plain::line(&named.contact),
        ..Typed::default()
    }
}

/// Who redeemed a card, the first in the order of their entries first.
fn claims<S: Store>(community: &Community<S>, card: &EntryId, people: &People) -> Vec<Claim> {
    let view = community.view();
    let reading = community.deliberation();
    let w = people.words();
    let claim = |(id, _): &(EntryId, _)| {
        let slot = SlotId::of(*id);
        let claimed = community.entry(id).ok().map(|entry| entry.header().claimed);
        Claim {
            id: id.to_string(),
            who: people.member(&reading, &slot).name,
            mark: mark(&slot),
            day: claimed.map(|time| Day::of(time, w)),
        }
    };
    view.facts().redemptions(card).iter().map(claim).collect()
}

/// What stewards may do with a place.
fn steps(stage: Stage, open: Option<Doing>, w: Words) -> Vec<Step> {
    let all: &[Doing] = match stage {
        Stage::In(_, MemberStatus::Active) => &[Doing::Suspend, Doing::Remove],
        Stage::In(_, MemberStatus::Suspended) => &[Doing::Reinstate, Doing::Remove],
        Stage::In(_, MemberStatus::Revoked | MemberStatus::Void)
        | Stage::Unmade
        | Stage::Waiting
        | Stage::Contended(_)
        | Stage::Nothing => &[],
    };
    let step = |doing: &Doing| {
        let (title, why) = match doing {
            Doing::Suspend => ("person-suspend", "person-suspend-why"),
            Doing::Reinstate => ("person-reinstate", "person-reinstate-why"),
            Doing::Remove
            | Doing::Note
            | Doing::Forget
            | Doing::Card
            | Doing::Settle
            | Doing::Readmit => ("person-remove", "person-remove-why"),
        };
        Step {
            doing: doing.code(),
            title: w.say(title),
            why: w.say(why),
            open: open == Some(*doing),
        }
    };
    all.iter().map(step).collect()
}
