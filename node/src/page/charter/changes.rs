//! A change of the charter as the form says it.

use ateneu_page::charter::{self as shown, Kind, Proposing, RECOVERIES, Typed};
use ateneu_page::entrance::Problem;
use ateneu_page::words::Words;
use participation::{
    Change, Licence, Limits, OfficialLog, Recovery, Right, Role, Seat, Seats, Sorted, Text,
};

use crate::commands::seats;
use crate::page::answer::Hall;
use crate::select;

/// Options of a poll that a charter may allow (`Opening::MAX_OPTIONS`).
const MAX_OPTIONS: u16 = 4096;

/// Days that a charter may ask ballots to be kept for, as the form offers.
const MAX_DAYS: u16 = 3650;

/// The change that was typed, or what is wrong with it.
pub(super) fn read(
    community: &Hall,
    log: &OfficialLog,
    typed: &Typed,
    words: Words,
) -> Result<Change, Problem> {
    let wrong = |field, key| Problem { field, text: words.say(key) };
    let view = community.view();
    let state = view.tip().map(|(_, state)| state);
    match Kind::of(&typed.kind) {
        None => Err(wrong("kind", "propose-kind-wrong")),
        Some(Kind::Grant) => {
            let role = typed.role.parse().ok().and_then(|place: usize| Role::ALL.get(place));
            let role = role.ok_or_else(|| wrong("kind", "propose-kind-wrong"))?;
            if typed.who.is_empty() {
                return Err(wrong("who", "propose-who-missing"));
            }
            let member = shown::who(community, &typed.who, words);
            Ok(Change::Grant(*role, member.ok_or_else(|| wrong("who", "propose-who-wrong"))?))
        }
        Some(Kind::End) => {
            let mut held = state.into_iter().flat_map(|state| state.roles());
            let found = held.find(|(role, member)| {
                Proposing { role: *role, member: **member }.code() == typed.held
            });
            let (role, member) = found.ok_or_else(|| wrong("held", "propose-held-wrong"))?;
            Ok(community.demotion(role, *member))
        }
        Some(Kind::Rename) => {
            let wrong = || wrong("name", "propose-name-wrong");
            let same = state.is_some_and(|state| state.name().as_str() == typed.name);
            if typed.name.is_empty() || same {
                return Err(wrong());
            }
            Text::new(typed.name.as_str()).map(Change::Rename).map_err(|_| wrong())
        }
        Some(Kind::Seats) => seats(community, typed, words),
        Some(Kind::Nodes) => nodes(typed, words),
        Some(Kind::Licence) => {
            let named: Option<Licence> = typed.licence.parse().ok();
            let named = named.ok_or_else(|| wrong("licence", "propose-licence-wrong"))?;
            Ok(Change::Licence(Some(named).filter(|licence| *licence != Licence::USUAL)))
        }
        Some(Kind::TakeIn) => {
            let right = right(community, typed, words);
            let right = right.ok_or_else(|| wrong("whose", "propose-who-wrong"))?;
            Ok(Change::Raise(right, community.frontier_of(&right)))
        }
        Some(Kind::Erase) => shown::erasure(community, log, &typed.erasure)
            .map(Change::Erase)
            .ok_or_else(|| wrong("erasure", "propose-erasure-wrong")),
        Some(Kind::Limits) => {
            let options = number("options", &typed.options, MAX_OPTIONS, words)?;
            let retention_days = number("days", &typed.days, MAX_DAYS, words)?;
            Ok(Change::Limits(Limits { options, retention_days }))
        }
        Some(Kind::Recovery) => recovery(&typed.recovery)
            .map(Change::Recovery)
            .ok_or_else(|| wrong("kind", "propose-kind-wrong")),
    }
}

/// Who sits from then on: those who stay keep their paper key.
fn seats(community: &Hall, typed: &Typed, words: Words) -> Result<Change, Problem> {
    let view = community.view();
    let now: &[Seat] = view.tip().map_or(&[], |(_, state)| &state.seats().seats);
    let stays = now.iter().filter(|seat| typed.stays.contains(&seat.member.to_string()));
    let mut all: Vec<Seat> = stays.copied().collect();
    for (line, text) in lines(&typed.seats) {
        let seat = seats::read(text).and_then(Result::ok).ok_or_else(|| Problem {
            field: "seats",
            text: words.with("propose-seat-wrong", "n", line),
        })?;
        // Whoever sits already may have drawn another paper key.
        all.retain(|other| other.member != seat.member);
        all.push(seat);
    }
    let threshold = number("threshold", &typed.threshold, u16::from(u8::MAX), words)?;
    let threshold = u8::try_from(threshold).unwrap_or(u8::MAX);
    let seats = Seats::new(all, threshold).map_err(|error| Problem {
        field: "threshold",
        text: words.with("why-other", "detail", error),
    })?;
    Ok(community.other_stewards(seats))
}

/// The nodes that take the place of those in force.
fn nodes(typed: &Typed, words: Words) -> Result<Change, Problem> {
    let mut nodes = Vec::new();
    for (line, text) in lines(&typed.nodes) {
        nodes.push(select::node(text).map_err(|_| {
            let text = words.with("propose-node-wrong", "n", line);
            Problem { field: "nodes", text }
        })?);
    }
    let nodes = Sorted::new(nodes);
    let text = || words.say("propose-nodes-many");
    nodes.map(Change::Nodes).map_err(|_| Problem { field: "nodes", text: text() })
}

/// The lines that say something, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().map(str::trim).zip(1..).map(|(line, number)| (number, line));
    lines.filter(|(_, line)| !line.is_empty())
}

/// The right that ended.
fn right(community: &Hall, typed: &Typed, words: Words) -> Option<Right> {
    if typed.right == "member" {
        return shown::slot(community, &typed.whose, words).map(Right::Member);
    }
    let member = shown::who(community, &typed.whose, words)?;
    if typed.right == "seat" {
        return Some(Right::Seat(member));
    }
    let role = Role::ALL.get(typed.right.parse::<usize>().ok()?)?;
    Some(Right::Role(*role, member))
}

fn number(field: &'static str, typed: &str, most: u16, words: Words) -> Result<u16, Problem> {
    let number = typed.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| Problem { field, text: words.with("propose-number-wrong", "most", most) })
}

fn recovery(typed: &str) -> Option<Option<Recovery>> {
    if !RECOVERIES.contains(&typed) {
        return None;
    }
    let Some((numerator, denominator)) = typed.split_once('/') else { return Some(None) };
    let (numerator, denominator) = (numerator.parse().ok()?, denominator.parse().ok()?);
    Some(Some(Recovery { numerator, denominator }))
}
