//! Changes of the charter in words: what was, and what comes in its place.

use participation::{Change, CharterState, Licence, Limits, Recovery, Right, Seats, Store};

use super::{Members, role_name};
use crate::people::Who;
use crate::plain;
use crate::words::Words;

/// A change.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// What changes.
    pub(super) what: String,
    /// Whom it is about.
    pub(super) who: Option<Who>,
    /// What was; empty where nothing was.
    pub(super) before: String,
    /// What comes; empty where nothing comes.
    pub(super) after: String,
}

impl Line {
    pub(super) fn plain(what: String) -> Self {
        Self { what, ..Self::default() }
    }
}

/// The changes of a revision, against the charter that it changes.
pub(super) fn lines<S: Store>(
    before: &CharterState,
    changes: &[Change],
    names: &Members<'_, S>,
) -> Vec<Line> {
    changes.iter().map(|change| line(before, change, names)).collect()
}

fn line<S: Store>(before: &CharterState, change: &Change, names: &Members<'_, S>) -> Line {
    let w = names.w;
    let differ = |key: &str, before: String, after: String| Line {
        what: w.say(key),
        before,
        after,
        ..Line::default()
    };
    let about = |key: &str, who: Who| Line { what: w.say(key), who: Some(who), ..Line::default() };
    match change {
        Change::Rename(name) => {
            let text = |text: &str| plain::line(text);
            differ("change-name", text(before.name().as_str()), text(name.as_str()))
        }
        Change::Seats { seats, .. } => {
            differ("change-seats", sitting(before.seats(), names), sitting(seats, names))
        }
        Change::Grant(role, member) => {
            Line { after: w.say(role_name(*role)), ..about("change-grant", names.of_key(member)) }
        }
        Change::End(role, member, _) => {
            Line { before: w.say(role_name(*role)), ..about("change-end", names.of_key(member)) }
        }
        Change::Suspend(slot, _) => about("change-suspend", names.of_slot(slot)),
        Change::Reinstate(slot) => about("change-reinstate", names.of_slot(slot)),
        Change::Revoke(slot, _) => about("change-revoke", names.of_slot(slot)),
        Change::Limits(after) => {
            differ("change-limits", limits(before.limits(), w), limits(*after, w))
        }
        Change::Rules(version) => {
            differ("change-rules", before.rules().to_string(), version.to_string())
        }
        Change::Recovery(after) => {
            differ("change-recovery", recovery(before.recovery(), w), recovery(*after, w))
        }
        Change::Raise(right, _) => match right {
            Right::Member(slot) => about("change-raise", names.of_slot(slot)),
            Right::Seat(member) | Right::Role(_, member) => {
                about("change-raise", names.of_key(member))
            }
        },
        Change::Erase(entry) => {
            let id: String = entry.to_string().chars().take(crate::ENTRY_DIGITS).collect();
            Line { after: id, ..differ("change-erase", String::new(), String::new()) }
        }
        Change::Nodes(after) => {
            let joined = |nodes: &[participation::NodeAddress]| {
                nodes.iter().map(|node| node.as_str()).collect::<Vec<_>>().join(", ")
            };
            differ("change-nodes", joined(before.nodes()), joined(after))
        }
        Change::Licence(after) => {
            let name = |licence: Option<&Licence>| licence.unwrap_or(&Licence::USUAL).to_string();
            differ("change-licence", name(before.licence()), name(after.as_ref()))
        }
    }
}

fn sitting<S: Store>(seats: &Seats, names: &Members<'_, S>) -> String {
    let who = |seat: &participation::Seat| {
        let who = names.of_key(&seat.member);
        format!("{} {}", who.name, who.mark)
    };
    let all: Vec<String> = seats.seats.iter().map(who).collect();
    let (needs, of) = (seats.threshold.to_string(), seats.seats.len().to_string());
    let sign = names.w.fill("charter-signing", &[("n", &needs), ("of", &of)]);
    format!("{}. {sign}", all.join(", "))
}

fn limits(limits: Limits, w: Words) -> String {
    let (options, days) = (limits.options, limits.retention_days);
    format!("{} {}", w.count("charter-options", options), w.count("charter-retention", days))
}

/// The recovery rule in a sentence.
pub(super) fn recovery(recovery: Option<Recovery>, w: Words) -> String {
    match recovery {
        None => w.say("charter-no-recovery"),
        Some(share) => {
            let share = format!("{}/{}", share.numerator, share.denominator);
            w.with("charter-recovery", "share", share)
        }
    }
}
