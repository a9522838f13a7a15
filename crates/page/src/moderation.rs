//! Order: what was hidden and why, by whom, what its authors say to that, and the desk at which
//! moderators work. What was hidden is not repeated here.

mod cases;
mod form;

use askama::Template;
use participation::{Community, EntryId, OpenedReport, Store};

use crate::acts::{self, About};
use crate::dates::Day;
use crate::frame::{Frame, Section};
use crate::list::Pages;
use crate::message::{Failed, done};
use crate::people::{People, Who};
use crate::prose::{self, Prose};
use crate::{Visit, link, thread};

use cases::Case;
pub(crate) use cases::is_own;
pub use cases::{appeal_at, label_of, subject_at};
pub use form::{Doing, Typed, form, reason_of};

/// Cases of a page.
const CASES: usize = 20;

/// A report that waits at the desk.
struct Waiting {
    about: Option<About>,
    what: String,
    who: Who,
    day: Day,
    reason: String,
    words: Prose,
    /// Where it is decided.
    href: String,
}

#[derive(Template)]
#[template(path = "moderation.html")]
struct Moderation<'a> {
    f: Frame<'a>,
    desk: bool,
    waiting: Vec<Waiting>,
    total: usize,
    cases: Vec<Case>,
    pages: Pages,
}

/// What is asked of the page.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Which page of it, from 1.
    pub page: usize,
    /// What was reported, as far as this moderator can open it.
    pub reports: Vec<OpenedReport>,
}

/// What was moderated, with reasons and appeals, and for moderators what waits.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    asked: &Asked,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("order-title"));
    let people = People::new(w);
    let desk = visit.neighbour.as_ref().is_some_and(|neighbour| neighbour.offices.moderator);
    let found = cases::all(community);
    let pages = Pages::new(found.len(), CASES, asked.page, &format!("{}/moderation?", f.root()));
    let waiting = if desk { waiting(community, &f, &people, &asked.reports) } else { Vec::new() };
    let here = found.iter().skip(pages.offset(CASES)).take(CASES);
    let cases = here.map(|found| cases::case(community, &f, &people, found)).collect();
    done(&Moderation { desk, waiting, total: found.len(), cases, pages, f })
}

/// The reports on which no moderator has said anything since, the oldest first.
fn waiting<S: Store>(
    community: &Community<S>,
    f: &Frame<'_>,
    people: &People,
    reports: &[OpenedReport],
) -> Vec<Waiting> {
    let claimed = |id: &EntryId| community.entry(id).ok().map(|entry| entry.header().claimed);
    let answered = |report: &OpenedReport| {
        cases::labels(community, &report.subject)
            .iter()
            .any(|label| claimed(label).is_some_and(|time| Some(time) >= claimed(&report.id)))
    };
    let mut open: Vec<&OpenedReport> = reports.iter().filter(|report| !answered(report)).collect();
    open.sort_by_key(|report| (claimed(&report.id), report.id));
    let waiting = |report: &&OpenedReport| Waiting {
        about: acts::about(community, f.root(), &report.subject, f.w),
        what: f.w.say(cases::kind_of(community, &report.subject)),
        who: cases::author(community, people, &report.id),
        day: Day::of(claimed(&report.id).unwrap_or(f.visit.now), f.w),
        reason: f.w.say(thread::reason(report.reason)),
        words: prose::remark(&report.words),
        href: format!("{}/moderation/label/{}", f.root(), link::digits(&report.subject)),
    };
    open.iter().map(waiting).collect()
}

/// The documents and comments that somebody reported.
#[must_use]
pub fn reported<S: Store>(community: &Community<S>) -> Vec<EntryId> {
    let reading = community.deliberation();
    let reports = |id: &EntryId| !reading.naming(id, participation::ContentKind::Report).is_empty();
    reading.moderated().filter(reports).collect()
}
