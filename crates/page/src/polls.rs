//! Polls and budgets: which there are, and the booth of one.

mod linked;
mod rules;

use std::sync::Arc;

use askama::Template;
use participation::{
    Community, EntryId, Exclusion, Opening, PollReport, PollStatus, Store, Timestamp,
};

use linked::projects;
pub(crate) use linked::{Linked, of_space};
pub(crate) use rules::{key as rule_key, rules};

use crate::ballot::{self, Form, Kind, Line, Typed};
use crate::chart::Chart;
use crate::dates::Day;
use crate::frame::{Frame, Section};
use crate::message::{Failed, done};
use crate::money::Purse;
use crate::outcome::{self, Standing, Verdict, verdict};
use crate::prose::{self, Prose};
use crate::words::Words;
use crate::{Visit, link, plain, receipt, sealing};

/// Where a screen finds what a poll comes to. A count takes time in proportion to the census:
/// whoever drives the page keeps it as long as nothing changes.
pub type Reports<'a> = dyn Fn(&EntryId) -> Option<Arc<PollReport>> + 'a;

#[derive(Template)]
#[template(path = "polls.html")]
struct Polls<'a> {
    f: Frame<'a>,
    /// Whether the reader can open some.
    organises: bool,
    open: Vec<OpenRow>,
    sealed: Vec<SealedRow>,
    other: Vec<OtherRow>,
}

/// A poll in which one can vote.
#[derive(Debug)]
pub(crate) struct OpenRow {
    pub(crate) href: String,
    pub(crate) title: String,
    /// `poll` or `budget`, in words.
    pub(crate) kind: String,
    pub(crate) until: Option<Day>,
    /// Whether the reader has voted; nothing where they may not.
    pub(crate) voted: Option<bool>,
}

/// A poll that is decided.
#[derive(Debug)]
struct SealedRow {
    href: String,
    title: String,
    kind: String,
    /// What was decided, in a line; nothing where nothing can be counted here.
    verdict: Option<Verdict>,
    turnout: String,
}

/// A poll that cannot be used here.
#[derive(Debug)]
struct OtherRow {
    href: String,
    title: String,
    why: String,
}

/// All polls and budgets: those that are open, and those that are decided with who won.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn all<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    reports: &Reports<'_>,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Polls, w.say("nav-polls"));
    let open = open_rows(community, &f);
    let (mut sealed, mut other) = (Vec::new(), Vec::new());
    for (id, opening) in community.openings() {
        let (href, title) = (address(&f, &id), plain::spoken(opening.title.as_str(), w));
        match community.poll_status(&id) {
            Ok(PollStatus::Sealed { .. }) => {
                let report = reports(&id);
                let verdict = report.as_ref().and_then(|report| verdict(report, w));
                let turnout = report.map(|report| turnout(&report, w)).unwrap_or_default();
                sealed.push(SealedRow { href, title, kind: kind(opening, w), verdict, turnout });
            }
            Ok(PollStatus::Open) | Err(_) => {}
            Ok(status) => other.push(OtherRow { href, title, why: problem(&status, w) }),
        }
    }
    done(&Polls { f, organises: visit.organises(), open, sealed, other })
}

/// The polls that are open, those that end first before the others.
pub(crate) fn open_rows<S: Store>(community: &Community<S>, f: &Frame<'_>) -> Vec<OpenRow> {
    let slot = f.neighbour().and_then(|neighbour| neighbour.slot);
    let voter = slot.map(|slot| community.voter(slot));
    let is_open = |id: &EntryId| matches!(community.poll_status(id), Ok(PollStatus::Open));
    let mut open: Vec<(Timestamp, OpenRow)> = community
        .openings()
        .filter(|(id, _)| is_open(id))
        .map(|(id, opening)| {
            let voted = voter.as_ref().and_then(|voter| {
                // Where the store fails, the booth says so.
                let voted = matches!(voter.last_ballot(&id), Ok(Some(_)))
                    || slot.is_some_and(|slot| matches!(community.marked(&id, &slot), Ok(Some(_))));
                (voted || f.may_act() && voter.may_vote(&id)).then_some(voted)
            });
            let row = OpenRow {
                href: address(f, &id),
                title: plain::spoken(opening.title.as_str(), f.w),
                kind: kind(opening, f.w),
                until: opening.reminds.map(|time| Day::of(time, f.w)),
                voted,
            };
            (opening.reminds.unwrap_or(Timestamp::from_millis(u64::MAX)), row)
        })
        .collect();
    open.sort_by_key(|(time, _)| *time);
    open.into_iter().map(|(_, row)| row).collect()
}

fn address(f: &Frame<'_>, id: &EntryId) -> String {
    format!("{}/polls/{}", f.root(), link::digits(id))
}

pub(crate) fn kind(opening: &Opening, w: Words) -> String {
    w.say(if opening.counting.budget.is_some() { "kind-budget" } else { "kind-poll" })
}

pub(crate) fn turnout(report: &PollReport, w: Words) -> String {
    let (ballots, roll) = (w.number(report.ballots), w.number(report.roll));
    w.fill("turnout", &[("ballots", &ballots), ("roll", &roll)])
}

/// Why a poll cannot be used here.
pub(crate) fn problem(status: &PollStatus, w: Words) -> String {
    match status {
        PollStatus::Open | PollStatus::Sealed { .. } => String::new(),
        PollStatus::WaitsForBlob { .. } => w.say("poll-waits"),
        PollStatus::OtherRoll { .. } => w.say("poll-other-roll"),
        PollStatus::Void(fault) => w.with("poll-void", "detail", fault),
    }
}

/// What somebody cast.
struct Mine {
    code: String,
    href: String,
    /// Why it does not count, if it does not.
    why_not: Option<String>,
}

#[derive(Template)]
#[template(path = "poll.html")]
struct Booth<'a> {
    f: Frame<'a>,
    title: String,
    path: String,
    kind: String,
    question: Prose,
    until: Option<Day>,
    sealed: bool,
    problem: String,
    voters: u32,
    rules: Vec<String>,
    ballot_rule: String,
    budget: String,
    mine: Option<Mine>,
    /// Whether the notice above says all of that.
    just_cast: bool,
    form: Option<Form>,
    /// Why there is no form.
    why_none: String,
    log_in: bool,
    lines: Vec<Line>,
    result: Option<(Verdict, Chart)>,
    /// Whether one can vote on paper as well.
    paper: bool,
    /// The mark by which the reader was given paper: its code, and its receipt.
    on_paper: Option<(String, String)>,
    /// Whether the reader works at polling stations.
    officer: bool,
    /// What can be done about the count: where, and what that is called.
    doings: Vec<(String, String)>,
}

/// The booth of a poll or a budget; once it is sealed, who won. `None` where it is not here.
///
/// # Errors
/// As [`all`].
pub fn one<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    typed: Option<Typed>,
    reports: &Reports<'_>,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let (Ok(opening), Ok(status)) = (community.opening(id), community.poll_status(id)) else {
        return Ok(None);
    };
    let title = plain::spoken(opening.title.as_str(), w);
    // A poll is often called like the process that it belongs to.
    let f = Frame::of(community, visit, Section::Polls, w.with("booth-of", "title", &title));
    let sealed = matches!(status, PollStatus::Sealed { .. });
    let report = if sealed { reports(id) } else { None };
    let slot = f.neighbour().and_then(|neighbour| neighbour.slot);
    let voter = slot.map(|slot| community.voter(slot)).filter(|voter| voter.may_vote(id));
    // A store that fails has stopped the community by now: the next act says so.
    let cast = voter.as_ref().and_then(|voter| voter.last_ballot(id).ok().flatten());
    let mine = cast.as_ref().map(|(entry, _)| Mine {
        code: participation::receipt_code(entry),
        href: format!("{}/receipts/{}", f.root(), link::digits(entry)),
        why_not: report.as_ref().and_then(|report| why_not(report, entry, w)),
    });
    let is_open = status == PollStatus::Open;
    // What cannot be judged here, the status above says.
    let marked = slot.and_then(|slot| community.marked(id, &slot).ok().flatten());
    let mut form = (is_open && voter.is_some() && marked.is_none() && f.may_act())
        .then(|| Form::new(opening, cast.as_ref().map(|(_, choices)| choices), typed, w));
    let why_none = match (is_open, f.neighbour(), slot) {
        (false, ..) | (true, None, _) => String::new(),
        _ if marked.is_some() || f.reads_alone() => String::new(),
        (true, Some(_), None) => w.say("vote-no-member"),
        (true, Some(_), Some(_)) => w.say("vote-not-in-roll"),
    };
    let result = report.as_ref().and_then(|report| {
        let chart = Chart::of(report.outcome.as_ref()?, opening, 0, w);
        Some((verdict(report, w)?, chart))
    });
    let mut lines =
        if form.is_none() && result.is_none() { ballot::lines(opening, w) } else { Vec::new() };
    let projects = projects(community, id, opening, &f);
    let in_form = form.iter_mut().flat_map(|form| &mut form.lines);
    for line in in_form.chain(&mut lines) {
        line.href = projects.get(&line.place).cloned().unwrap_or_default();
    }
    let page = Booth {
        title,
        doings: sealing::doings(&address(&f, id), opening, &status, visit, voter.is_some()),
        path: address(&f, id),
        kind: kind(opening, w),
        question: prose::body(plain::best(opening.question.as_str(), w).1),
        until: opening.reminds.map(|time| Day::of(time, w)),
        sealed,
        problem: problem(&status, w),
        voters: opening.roll.size,
        rules: rules(&opening.counting, opening.sealers, w),
        ballot_rule: ballot::rule(opening.ballot, opening.options.len(), w),
        budget: budget(opening, w),
        just_cast: visit.notice.is_some_and(|notice| notice.deed == crate::Deed::Voted),
        mine,
        log_in: is_open && f.neighbour().is_none() && !f.reads_alone(),
        lines,
        form,
        why_none,
        result,
        paper: community.has_stations(id),
        on_paper: marked.as_ref().map(|mark| {
            let receipt = format!("{}/receipts/{}", f.root(), link::digits(mark));
            (participation::receipt_code(mark), receipt)
        }),
        officer: visit.exercises().station,
        f,
    };
    done(&page).map(Some)
}

/// Why a ballot of a sealed poll does not count.
fn why_not(report: &PollReport, ballot: &EntryId, w: Words) -> Option<String> {
    let found = report.excluded.iter().find(|excluded| excluded.ballot == *ballot)?;
    Some(reason(&found.why, w))
}

/// Why a ballot does not count, in words.
pub(crate) fn reason(why: &Exclusion, w: Words) -> String {
    receipt::not_counted(why, w)
}

pub(crate) fn budget(opening: &Opening, w: Words) -> String {
    let budget = opening.counting.budget;
    budget.map(|units| Purse::of(opening).say(units, w)).unwrap_or_default()
}

/// What a poll comes to, step by step; `None` where it is not here, or nothing can be counted.
///
/// # Errors
/// As [`all`].
pub fn result<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    report: &PollReport,
    page: usize,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Ok(opening) = community.opening(id) else { return Ok(None) };
    let title = plain::spoken(opening.title.as_str(), w);
    let f = Frame::of(community, visit, Section::Polls, w.with("result-of", "title", &title));
    let path = address(&f, id);
    let standing = Standing { title, path, rules: rules(&opening.counting, opening.sealers, w) };
    outcome::show(f, opening, report, standing, page, None).map(Some)
}
