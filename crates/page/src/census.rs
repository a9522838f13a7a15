//! The census as whoever keeps it sees it: who has a place, who has a card, and, where the register
//! of names is open to them, who is who.

mod add;
mod cards;
mod check;
mod person;

use askama::Template;
use participation::{Community, EntryId, InvitationKey, MemberStatus, SlotId, Store, View};

pub use add::{Added, Adding, add};
pub use cards::{CARDS, cards};
pub use check::{Columns, Fate, Person, Upload, check, upload};
pub use person::{Doing, Typed, person};

use crate::frame::{Frame, Section};
use crate::list::{Badge, Choice, Pages};
use crate::message::{Failed, done};
use crate::people::People;
use crate::words::Words;
use crate::{Visit, link, plain};

/// People of a page.
const PEOPLE: usize = 50;

/// Somebody of the register of names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// By which pages name them.
    pub id: String,
    /// What the association calls them.
    pub name: String,
    /// Their number in it; may be empty.
    pub number: String,
    /// How they are reached; may be empty.
    pub contact: String,
    /// Their card.
    pub card: Option<InvitationKey>,
    /// What stands on it, until it is spent.
    pub code: Option<String>,
    /// Their place, where they were admitted without a card.
    pub slot: Option<SlotId>,
}

/// The register of names, as far as whoever looks may read it.
#[derive(Debug, Clone)]
pub enum Names {
    /// Everybody in it.
    Open(Vec<Named>),
    /// It was written for others.
    Closed,
}

impl Names {
    /// Everybody who can be read.
    #[must_use]
    pub fn all(&self) -> &[Named] {
        match self {
            Self::Open(all) => all,
            Self::Closed => &[],
        }
    }
}

/// How far somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// No entry names their card yet.
    Unmade,
    /// Their card waits.
    Waiting,
    /// Their card was redeemed more than once, and admits nobody: the entry that named it.
    Contended(EntryId),
    /// They have a place.
    In(SlotId, MemberStatus),
    /// Neither a place nor a card.
    Nothing,
}

/// How far somebody of the register has come.
#[must_use]
pub fn stage(view: &View<'_>, one: &Named) -> Stage {
    if let Some(slot) = one.slot {
        return Stage::In(slot, view.slot_status(&slot).0);
    }
    let Some(card) = one.card else { return Stage::Nothing };
    match view.facts().invitation_of(&card) {
        None => Stage::Unmade,
        Some(entry) => of_card(view, &entry),
    }
}

/// How far a card has come.
fn of_card(view: &View<'_>, card: &EntryId) -> Stage {
    let redemptions = view.facts().redemptions(card);
    let places = redemptions.iter().map(|(id, _)| SlotId::of(*id));
    let mut places = places.map(|slot| (slot, view.slot_status(&slot).0));
    match redemptions {
        [] => Stage::Waiting,
        [_] => places.next().map_or(Stage::Waiting, |(slot, status)| Stage::In(slot, status)),
        [_, _, ..] => {
            let standing = places.find(|(_, status)| *status != MemberStatus::Void);
            standing.map_or(Stage::Contended(*card), |(slot, status)| Stage::In(slot, status))
        }
    }
}

/// What is asked of the census.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Words of a name, a number or of how somebody is reached.
    pub words: String,
    /// A state; anything that is none is all of them.
    pub state: String,
    /// Which page of it, from 1.
    pub page: usize,
}

/// Somebody of the census.
struct Row {
    name: String,
    /// Whether it is a name of the register.
    named: bool,
    mark: String,
    number: String,
    contact: String,
    badge: Badge,
    href: String,
}

#[derive(Template)]
#[template(path = "census.html")]
struct Census<'a> {
    f: Frame<'a>,
    asked: &'a Asked,
    /// Whether whoever looks admits people.
    registrar: bool,
    closed: bool,
    active: usize,
    waiting: usize,
    total: usize,
    states: Vec<Choice>,
    rows: Vec<Row>,
    pages: Pages,
    filtered: bool,
}

/// States by which the list is filtered, with the messages that name them.
const STATES: [(&str, &str); 5] = [
    ("in", "census-in"),
    ("waiting", "census-waiting"),
    ("contended", "census-contended"),
    ("suspended", "census-suspended"),
    ("removed", "census-removed"),
];

/// The census.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    names: &Names,
    asked: &Asked,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("census-title"));
    let view = community.view();
    let all = everybody(community, names, w);
    let words = fold(&asked.words);
    let wanted = |(stage, row): &&(Stage, Row)| {
        let fits = words.is_empty()
            || [&row.name, &row.number, &row.contact, &row.mark]
                .iter()
                .any(|t| fold(t).contains(&words));
        fits && (asked.state.is_empty() || state_of(*stage) == asked.state)
    };
    let waiting = all.iter().filter(|(stage, _)| state_of(*stage) == "waiting").count();
    let total = all.iter().filter(wanted).count();
    let query = format!("q={}&state={}&", link::encoded(&asked.words), link::encoded(&asked.state));
    let pages = Pages::new(total, PEOPLE, asked.page, &format!("{}/census?{query}", f.root()));
    let active = view.census().active;
    let (from, to) = (pages.offset(PEOPLE), pages.offset(PEOPLE).saturating_add(PEOPLE));
    let mut place = 0;
    let mut rows = Vec::new();
    for one in all {
        if !wanted(&&one) {
            continue;
        }
        if (from..to).contains(&place) {
            rows.push(Row { href: format!("{}{}", f.root(), one.1.href), ..one.1 });
        }
        place += 1;
    }
    let none = Choice { value: String::new(), text: w.say("all"), chosen: asked.state.is_empty() };
    let choice = |(name, key): &(&str, &str)| Choice {
        value: (*name).to_owned(),
        text: w.say(key),
        chosen: asked.state == *name,
    };
    done(&Census {
        asked,
        registrar: visit.exercises().registrar,
        closed: matches!(names, Names::Closed),
        active,
        waiting,
        total,
        states: std::iter::once(none).chain(STATES.iter().map(choice)).collect(),
        rows,
        pages,
        filtered: !asked.words.is_empty() || !asked.state.is_empty(),
        f,
    })
}

/// Everybody of the register, then places and cards of whom it knows nothing; by name.
fn everybody<S: Store>(community: &Community<S>, names: &Names, w: Words) -> Vec<(Stage, Row)> {
    let view = community.view();
    let mut all = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    let mut cards = std::collections::BTreeSet::new();
    for one in names.all() {
        let stage = stage(&view, one);
        if let Stage::In(slot, _) = stage {
            known.insert(slot);
        }
        cards.extend(one.card);
        let mark = match stage {
            Stage::In(slot, _) => mark(&slot),
            Stage::Unmade | Stage::Waiting | Stage::Contended(_) | Stage::Nothing => String::new(),
        };
        let row = Row {
            name: plain::line(&one.name),
            named: true,
            mark,
            number: plain::line(&one.number),
            contact: plain::line(&one.contact),
            badge: badge(stage, w),
            href: format!("/census/people/{}", one.id),
        };
        all.push((stage, row));
    }
    let people = People::new(w);
    let reading = community.deliberation();
    let unnamed = |stage: Stage, name: String, id: &dyn std::fmt::Display, mark: String| Row {
        name,
        named: false,
        mark,
        number: String::new(),
        contact: String::new(),
        badge: badge(stage, w),
        href: format!("/census/people/{}", link::digits(&id)),
    };
    for slot in view.slots() {
        let (status, _) = view.slot_status(&slot);
        if known.contains(&slot) || status == MemberStatus::Void {
            continue;
        }
        let stage = Stage::In(slot, status);
        let name = people.member(&reading, &slot).name;
        all.push((stage, unnamed(stage, name, &slot, mark(&slot))));
    }
    for (entry, key, _) in view.facts().invitations() {
        let stage = of_card(&view, &entry);
        if cards.contains(&key) || matches!(stage, Stage::In(..)) {
            continue;
        }
        all.push((stage, unnamed(stage, w.say("census-card"), &entry, mark(&entry))));
    }
    all.sort_by_cached_key(|(_, row)| (fold(&row.name), row.href.clone()));
    all
}

/// Digits that tell two of one name apart.
pub(crate) fn mark(id: &impl std::fmt::Display) -> String {
    id.to_string().chars().take(4).collect()
}

const fn state_of(stage: Stage) -> &'static str {
    match stage {
        Stage::Unmade | Stage::Waiting => "waiting",
        Stage::Contended(_) => "contended",
        Stage::In(_, MemberStatus::Active) => "in",
        Stage::In(_, MemberStatus::Suspended) => "suspended",
        Stage::In(_, MemberStatus::Revoked) => "removed",
        Stage::In(_, MemberStatus::Void) | Stage::Nothing => "",
    }
}

/// How far somebody has come, in a word.
fn badge(stage: Stage, w: Words) -> Badge {
    let (key, class) = match stage {
        Stage::Unmade => ("census-unmade", "wait"),
        Stage::Waiting => ("census-waiting", "wait"),
        Stage::Contended(_) => ("census-contended", "bad"),
        Stage::In(_, MemberStatus::Active) => ("census-in", "good"),
        Stage::In(_, MemberStatus::Suspended) => ("census-suspended", "wait"),
        Stage::In(_, MemberStatus::Revoked) => ("census-removed", "muted"),
        Stage::In(_, MemberStatus::Void) => ("census-void", "muted"),
        Stage::Nothing => ("census-nothing", "muted"),
    };
    Badge { text: w.say(key), class }
}

/// What two spellings of one name have in common: no capitals, and none of the accents of our
/// languages.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain = |sign: char| match sign {
        'à' | 'á' | 'ä' | 'â' => 'a',
        'è' | 'é' | 'ë' | 'ê' => 'e',
        'ì' | 'í' | 'ï' | 'î' => 'i',
        'ò' | 'ó' | 'ö' | 'ô' => 'o',
        'ù' | 'ú' | 'ü' | 'û' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    };
    let folded: String = text.to_lowercase().chars().map(plain).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the address of somebody names: somebody of the register by their id, or a place or a card
/// of whom it knows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// Somebody of the register.
    Named(&'a Named),
    /// A place.
    Slot(SlotId),
    /// A card, by the entry that named it.
    Card(EntryId),
}

/// Whom an address names.
#[must_use]
pub fn find<'a, S: Store>(
    community: &Community<S>,
    names: &'a Names,
    digits: &str,
) -> Option<Found<'a>> {
    if let Some(one) = names.all().iter().find(|one| one.id == digits) {
        return Some(Found::Named(one));
    }
    let view = community.view();
    let slots = view.slots();
    if let Some(id) = crate::find(digits, slots.iter().map(|slot| slot.admission())) {
        return Some(Found::Slot(SlotId::of(id)));
    }
    let cards = view.facts().invitations().map(|(entry, _, _)| entry);
    crate::find(digits, cards).map(Found::Card)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_without_its_accents() {
        assert_eq!(fold(" Fàtima EL IDRISSI"), "fatima el idrissi");
        assert_eq!(fold("Núñez i Çelik"), "nunez i celik");
    }
}
