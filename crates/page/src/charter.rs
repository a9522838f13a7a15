//! The charter in plain words: who does what in the community's name, by which rules, how that came
//! about, and what is proposed.

mod propose;
mod revision;
mod words;

use std::collections::BTreeMap;

use askama::Template;
use participation::{
    CharterState, Community, Licence, MemberKey, OfficialLog, RevisionId, RevisionStatus, Role,
    Store, Timestamp,
};

pub use propose::{Kind, Proposing, RECOVERIES, Typed, erasure, propose, slot, who};
pub use revision::{find, revision};

use crate::Visit;
use crate::dates::Day;
use crate::frame::{Frame, Section};
use crate::list::{Badge, Pages};
use crate::message::{Failed, done};
use crate::people::{People, Who};
use crate::words::Words;
use words::Line;

/// Revisions of a page of the history.
const HISTORY: usize = 20;

/// An office, and who holds it.
struct Office {
    name: String,
    does: String,
    holders: Vec<Who>,
}

/// A revision in a list.
struct Row {
    href: String,
    number: u32,
    day: Option<Day>,
    badge: Badge,
    changes: Vec<Line>,
    reason: String,
    /// How many signed, of how many that are needed.
    signed: String,
}

#[derive(Template)]
#[template(path = "charter.html")]
struct Charter<'a> {
    f: Frame<'a>,
    name: String,
    signing: String,
    offices: Vec<Office>,
    rules: Vec<String>,
    waiting: Vec<Row>,
    total: usize,
    history: Vec<Row>,
    pages: Pages,
    steward: bool,
}

/// The charter in force, its history and its proposals.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    log: &OfficialLog,
    page: usize,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let view = community.view();
    let Some((tip, state)) = view.tip() else { return Ok(None) };
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("charter-title"));
    let names = Members::of(community, w);
    let times = times(log);
    let row = |status: &RevisionStatus| row(community, &f, &names, &times, status);
    let (history, others): (Vec<_>, Vec<_>) =
        community.revisions().into_iter().partition(|status| status.in_force);
    let waiting = others.iter().filter(|status| is_open(status, &tip.revision));
    let pages = Pages::new(history.len(), HISTORY, page, &format!("{}/charter?", f.root()));
    let past = history.iter().rev().skip(pages.offset(HISTORY)).take(HISTORY);
    let page = Charter {
        name: crate::frame::name_of(community),
        signing: signing(state, w),
        offices: offices(state, &names, w),
        rules: rules(state, w),
        waiting: waiting.map(row).collect(),
        total: history.len(),
        history: past.map(row).collect(),
        pages,
        steward: visit.exercises().steward,
        f,
    };
    done(&page).map(Some)
}

/// Whether a revision can come into force still.
fn is_open(status: &RevisionStatus, tip: &RevisionId) -> bool {
    !status.in_force && status.fault.is_none() && status.parent.as_ref() == Some(tip)
}

/// When revisions were proposed, as the log says.
fn times(log: &OfficialLog) -> BTreeMap<RevisionId, Timestamp> {
    let mut times = BTreeMap::new();
    for act in &log.acts {
        if let Some(revision) = act.revision {
            let first = times.entry(revision).or_insert(act.claimed);
            *first = act.claimed.min(*first);
        }
    }
    times
}

fn row<S: Store>(
    community: &Community<S>,
    f: &Frame<'_>,
    names: &Members<'_, S>,
    times: &BTreeMap<RevisionId, Timestamp>,
    status: &RevisionStatus,
) -> Row {
    let facts = community.view().facts();
    let proposal = facts.proposal(&status.revision);
    let before = status.parent.and_then(|parent| facts.state(&parent));
    let changes = match (proposal, before) {
        (Some(proposal), Some(before)) => words::lines(before, &proposal.changes, names),
        _ => vec![Line::plain(f.w.say("charter-founding"))],
    };
    let reason = proposal.map(|proposal| crate::plain::excerpt(proposal.reason.as_str(), 300));
    let (key, class) = match (status.in_force, &status.fault) {
        (true, _) => ("log-in-force", "good"),
        (false, None) => ("charter-waits", "wait"),
        (false, Some(_)) => ("charter-cannot", "muted"),
    };
    Row {
        href: format!("{}/charter/{}", f.root(), crate::link::digits(&status.revision)),
        number: status.height,
        day: times.get(&status.revision).map(|time| Day::of(*time, f.w)),
        badge: Badge { text: f.w.say(key), class },
        changes,
        reason: reason.unwrap_or_default(),
        signed: signed(status, f.w),
    }
}

fn signed(status: &RevisionStatus, w: Words) -> String {
    // Nobody signs a founding.
    if status.parent.is_none() {
        return String::new();
    }
    let (signed, needs) = (status.signed_by.len().to_string(), status.needs.to_string());
    w.fill("charter-signed", &[("n", &signed), ("of", &needs)])
}

fn signing(state: &CharterState, w: Words) -> String {
    let seats = state.seats();
    let (needs, all) = (seats.threshold.to_string(), seats.seats.len().to_string());
    w.fill("charter-signing", &[("n", &needs), ("of", &all)])
}

fn offices<S: Store>(state: &CharterState, names: &Members<'_, S>, w: Words) -> Vec<Office> {
    let stewards = state.seats().seats.iter().map(|seat| names.of_key(&seat.member)).collect();
    let stewards =
        Office { name: w.say("log-steward"), does: w.say("does-steward"), holders: stewards };
    let office = |role: Role| Office {
        name: w.say(role_name(role)),
        does: w.say(role_does(role)),
        holders: state.holders(role).map(|key| names.of_key(key)).collect(),
    };
    std::iter::once(stewards).chain(Role::ALL.into_iter().map(office)).collect()
}

/// The message that names a role.
pub(crate) const fn role_name(role: Role) -> &'static str {
    crate::log::role_name(Some(role))
}

const fn role_does(role: Role) -> &'static str {
    match role {
        Role::Registrar => "does-registrar",
        Role::Organiser => "does-organiser",
        Role::Moderator => "does-moderator",
        Role::DataOfficer => "does-data",
        Role::ImportOfficer => "does-importer",
        Role::StationOfficer => "does-station",
        Role::Trustee => "does-sealer",
    }
}

/// The rules in sentences.
fn rules(state: &CharterState, w: Words) -> Vec<String> {
    let limits = state.limits();
    let nodes: Vec<&str> = state.nodes().iter().map(|node| node.as_str()).collect();
    let nodes = if nodes.is_empty() {
        w.say("charter-no-nodes")
    } else {
        w.with("charter-nodes", "nodes", nodes.join(", "))
    };
    vec![
        w.count("charter-options", limits.options),
        w.count("charter-retention", limits.retention_days),
        words::recovery(state.recovery(), w),
        w.count("charter-rules", state.rules()),
        nodes,
        w.with("charter-licence", "licence", state.licence().unwrap_or(&Licence::USUAL)),
    ]
}

/// Who stands behind a member key.
struct Members<'a, S: Store> {
    community: &'a Community<S>,
    people: People,
    w: Words,
}

impl<'a, S: Store> Members<'a, S> {
    fn of(community: &'a Community<S>, w: Words) -> Self {
        Self { community, people: People::new(w), w }
    }

    fn of_key(&self, key: &MemberKey) -> Who {
        match self.community.view().slot_of(key) {
            Some(slot) => self.people.member(&self.community.deliberation(), &slot),
            // An office needs no place in the census.
            None => Who {
                name: self.w.say("charter-key"),
                mark: key.to_string().chars().take(8).collect(),
                kind: String::new(),
            },
        }
    }

    fn of_slot(&self, slot: &participation::SlotId) -> Who {
        self.people.member(&self.community.deliberation(), slot)
    }
}
