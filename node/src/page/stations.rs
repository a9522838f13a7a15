//! Polling stations: what their officers do on the page, and what is printed for them.

use std::sync::Arc;

use ateneu_page::barred::Doing;
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::station::{self, Desk};
use ateneu_page::words::Words;
use ateneu_page::{Deed, find, paper};
use axum::extract::State;
use participation::{Batch, EntryId, Error, LineFault, MemberKey, PollReport, SlotId, read_papers};

use super::acting::{Acting, Done, act_if};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{let_in, screen};
use super::site::Site;
use crate::home::Home;
use crate::typing::{Bundle, MAX_TYPED, Typed};

/// The ballot and the booklet, to be printed.
pub(super) async fn print(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let poll = poll_at(community, ask)?;
        let html = paper::print(community, visit, &poll, &ask.origin(site));
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// The stations of a poll.
pub(super) async fn all(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let_in(ask, community, visit, Doing::Station)?;
        let (poll, report) = poll_and_report(site, community, ask)?;
        let html = station::all(community, visit, &poll, &report, &Desk::default());
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// The desk of one.
pub(super) async fn one(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let_in(ask, community, visit, Doing::Station)?;
        let (poll, report) = poll_and_report(site, community, ask)?;
        let station = station_at(&report, ask)?;
        let mut desk = Desk { who: ask.value("who").to_owned(), ..Desk::default() };
        if let Some(session) = &ask.session {
            let member = session.keys().person().member(community);
            desk.typing = typing(site.home(), &member, &station)?;
        }
        let html = station::one(community, visit, &poll, &report, &station, &desk);
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Opens a station.
pub(super) async fn open(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Station), |acting| {
        let (poll, report) = poll_and_report(acting.site, &acting.community, acting.ask)?;
        let place = acting.sent.text("place");
        let mut desk = Desk { place: place.clone(), ..Desk::default() };
        let problem = if place.is_empty() {
            Words::of(acting.ask.tongue).say("station-no-place")
        } else {
            match acting.community.open_station(&mut acting.signer.pen(), poll, &place) {
                Ok(entry) => {
                    let digits = ateneu_page::digits(&entry);
                    let place = format!("/polls/{}/station/{digits}", acting.ask.part(1));
                    return Ok(Done::new(Deed::Stationed, entry, place));
                }
                Err(error) => told(error, acting.ask)?,
            }
        };
        desk.problems.push(Problem { field: "place", text: problem });
        let html = station::all(&acting.community, &acting.visit, &poll, &report, &desk)?;
        Err(again(html))
    })
    .await
}

/// Does at a desk what its forms say.
pub(super) async fn work(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Station), |acting| {
        let (_, report) = poll_and_report(acting.site, &acting.community, acting.ask)?;
        let station = station_at(&report, acting.ask)?;
        match acting.sent.get("do") {
            "sign" => sign(acting, &station, &report),
            "mark" => mark(acting, &station),
            "batch" => batch(acting, &station),
            "close" => close(acting, &station),
            _ => Err(Refused::Told(Told::NotHere)),
        }
    })
    .await
}

fn sign(acting: &mut Acting<'_>, station: &EntryId, report: &PollReport) -> Result<Done, Refused> {
    let stations = report.paper.stations.iter().filter(|found| found.station == *station);
    let signed = stations.flat_map(|found| {
        let batches = found.batches.iter().map(|batch| batch.batch);
        batches.chain(found.closings.iter().copied()).chain([found.station])
    });
    let subject = find(acting.sent.get("entry"), signed).ok_or(Refused::Told(Told::NotHere))?;
    match acting.community.countersign(&mut acting.signer.pen(), subject) {
        Ok(entry) => Ok(Done::new(Deed::Countersigned, entry, here(acting, station))),
        Err(error) => refuse(acting, station, Desk::default(), "bundle", error),
    }
}

fn mark(acting: &mut Acting<'_>, station: &EntryId) -> Result<Done, Refused> {
    let Ok(slot) = acting.sent.get("slot").parse::<SlotId>() else {
        return Err(Refused::Told(Told::NotHere));
    };
    match acting.community.mark(&mut acting.signer.pen(), *station, slot) {
        Ok(entry) => Ok(Done::new(Deed::Marked, entry, here(acting, station))),
        Err(error) => {
            let desk = Desk { who: slot.to_string(), ..Desk::default() };
            refuse(acting, station, desk, "who", error)
        }
    }
}

fn close(acting: &mut Acting<'_>, station: &EntryId) -> Result<Done, Refused> {
    match acting.community.close_station(&mut acting.signer.pen(), *station) {
        Ok(entry) => Ok(Done::new(Deed::Closed, entry, here(acting, station))),
        Err(error) => refuse(acting, station, Desk::default(), "bundle", error),
    }
}

fn batch(acting: &mut Acting<'_>, station: &EntryId) -> Result<Done, Refused> {
    let w = Words::of(acting.ask.tongue);
    let (number, papers) = (acting.sent.text("bundle"), acting.sent.text("papers"));
    let mut desk = Desk { bundle: number.clone(), papers: papers.clone(), ..Desk::default() };
    let number = number.parse::<u16>().ok().filter(|number| *number > 0);
    let Some(number) = number else {
        desk.problems.push(Problem { field: "bundle", text: w.say("typing-no-bundle") });
        return shown_again(acting, station, desk);
    };
    if let Some(text) = wrong_papers(acting, station, &papers, w)? {
        desk.problems.push(Problem { field: "papers", text });
        return shown_again(acting, station, desk);
    }
    let member = acting.signer.persona().member.public();
    let mut bundle = Bundle::of(acting.site.home(), station, number)?;
    let whose = (member, *station, number);
    match bundle.enter(&mut acting.community, &mut acting.signer.pen(), whose, &papers)? {
        Typed::Signed(entry) => Ok(Done::new(Deed::Bundled, entry, here(acting, station))),
        Typed::Waits => Ok(Done { deed: Deed::Typed, entry: None, place: here(acting, station) }),
        Typed::Differs(differs) => {
            desk.differs = differs;
            desk.problems.push(Problem { field: "papers", text: w.say("typing-differs") });
            shown_again(acting, station, desk)
        }
    }
}

/// What is wrong with papers as they were typed, by line.
fn wrong_papers(
    acting: &Acting<'_>,
    station: &EntryId,
    papers: &str,
    w: Words,
) -> Result<Option<String>, Refused> {
    let (poll, _) = acting.community.station(station)?;
    let opening = acting.community.opening(&poll)?;
    if papers.is_empty() || papers.len() > MAX_TYPED {
        return Ok(Some(w.say("typing-none")));
    }
    Ok(match read_papers(opening, papers) {
        Err(LineFault { line, why }) => Some(station::line_fault(line, &why, opening, w)),
        Ok(papers) if papers.len() > Batch::MAX_BALLOTS => Some(w.say("typing-too-many")),
        Ok(_) => None,
    })
}

/// The desk again with what is wrong, where it is the act that was refused.
fn refuse(
    acting: &Acting<'_>,
    station: &EntryId,
    mut desk: Desk,
    field: &'static str,
    error: Error,
) -> Result<Done, Refused> {
    let text = told(error, acting.ask)?;
    desk.problems.push(Problem { field, text });
    shown_again(acting, station, desk)
}

fn shown_again(acting: &Acting<'_>, station: &EntryId, mut desk: Desk) -> Result<Done, Refused> {
    let (poll, report) = poll_and_report(acting.site, &acting.community, acting.ask)?;
    // Not from the session: whoever acts holds its keys already.
    let member = acting.signer.persona().member.public();
    desk.typing = typing(acting.site.home(), &member, station)?;
    let html = station::one(&acting.community, &acting.visit, &poll, &report, station, &desk)?;
    Err(again(html))
}

fn again(html: Option<String>) -> Refused {
    html.map_or(Refused::Told(Told::NotHere), |html| Refused::Form(Box::new(Answer::form(html))))
}

/// Why an act was refused, in the reader's language; where the node failed, that.
fn told(error: Error, ask: &Ask) -> Result<String, Refused> {
    let w = Words::of(ask.tongue);
    if let Error::Station(fault) = &error {
        return Ok(station::fault(fault, w));
    }
    why(&error, ask).ok_or_else(|| error.into())
}

fn here(acting: &Acting<'_>, station: &EntryId) -> String {
    format!("/polls/{}/station/{}", acting.ask.part(1), ateneu_page::digits(station))
}

/// Bundles of a station that one person has typed, and whether it was this one.
fn typing(home: &Home, member: &MemberKey, station: &EntryId) -> Result<Vec<(u16, bool)>, Refused> {
    let waiting = Bundle::waiting(home, station)?;
    Ok(waiting.into_iter().map(|(number, bundle)| (number, bundle.is_by(member))).collect())
}

fn poll_at(community: &Hall, ask: &Ask) -> Result<EntryId, Refused> {
    let ids = community.openings().map(|(id, _)| id);
    find(ask.part(1), ids).ok_or(Refused::Told(Told::NotHere))
}

fn poll_and_report(
    site: &Site,
    community: &Hall,
    ask: &Ask,
) -> Result<(EntryId, Arc<PollReport>), Refused> {
    let poll = poll_at(community, ask)?;
    let report = site.halls.report(community, &poll).ok_or(Refused::Told(Told::NotHere))?;
    Ok((poll, report))
}

fn station_at(report: &PollReport, ask: &Ask) -> Result<EntryId, Refused> {
    let stations = report.paper.stations.iter().map(|station| station.station);
    find(ask.part(3), stations).ok_or(Refused::Told(Told::NotHere))
}
