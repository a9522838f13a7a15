//! Voting on paper, for the officers of polling stations: the stations of a poll, and the desk of
//! one.

mod bundles;
mod faults;
mod guests;

use askama::Template;
use participation::{
    Community, EntryId, Mismatch, Opening, PaperExclusion, PollReport, PollStatus, StationReport,
    Store,
};

use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::message::{Failed, done};
use crate::words::Words;
use crate::{Visit, link, plain};
use bundles::{Bundle, Difference};
use guests::Guest;

pub use faults::{fault, line_fault};

/// What an officer typed, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// Where a new station is.
    pub place: String,
    /// Whom they look for: digits of a slot, or a name.
    pub who: String,
    /// The number of the bundle.
    pub bundle: String,
    /// What is in it, a line a paper.
    pub papers: String,
    /// Where two people typed different things.
    pub differs: Vec<Mismatch>,
    /// Bundles that one person has typed here and no second one, and whether it was this officer.
    pub typing: Vec<(u16, bool)>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Desk {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// A station in the list.
struct Row {
    href: String,
    place: String,
    badge: &'static str,
    state: String,
    papers: String,
}

#[derive(Template)]
#[template(path = "stations.html")]
struct Stations<'a> {
    f: Frame<'a>,
    title: String,
    path: String,
    rows: Vec<Row>,
    open: bool,
    typed: &'a Desk,
}

/// The stations of a poll, and the form that opens another; `None` where the poll is not here.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn all<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    poll: &EntryId,
    report: &PollReport,
    typed: &Desk,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Ok(opening) = community.opening(poll) else { return Ok(None) };
    let title = plain::spoken(opening.title.as_str(), w);
    let named = format!("{}: {title}", w.say("stations"));
    let f = Frame::of(community, visit, Section::Polls, named);
    let path = format!("{}/polls/{}", f.root(), link::digits(poll));
    let row = |station: &StationReport| Row {
        href: format!("{path}/station/{}", link::digits(&station.station)),
        place: plain::line(station.place.as_str()),
        badge: badge(station),
        state: state(station, w),
        papers: given(station, w),
    };
    let rows = report.paper.stations.iter().map(row).collect();
    let open = report.status == PollStatus::Open;
    done(&Stations { f, title, path, rows, open, typed }).map(Some)
}

#[derive(Template)]
#[template(path = "station.html")]
struct One<'a> {
    f: Frame<'a>,
    title: String,
    path: String,
    here: String,
    station: String,
    badge: &'static str,
    state: String,
    given: String,
    missing: String,
    /// Whether marks and bundles are taken.
    open: bool,
    /// Whether the reader may sign the station as its second officer.
    may_sign: bool,
    /// The closing that the reader may sign.
    closing: Option<String>,
    /// Whether a closing waits for another than the reader.
    waits: bool,
    guests: Vec<Guest>,
    nobody: bool,
    bundles: Vec<Bundle>,
    typing: Vec<(u16, bool)>,
    differs: Vec<Difference>,
    options: Vec<(usize, String)>,
    hint: String,
    typed: &'a Desk,
}

/// The desk of one station; `None` where it is not here.
///
/// # Errors
/// As [`all`].
pub fn one<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    poll: &EntryId,
    report: &PollReport,
    station: &EntryId,
    typed: &Desk,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let stations = &report.paper.stations;
    let found = stations.iter().find(|other| other.station == *station);
    let (Ok(opening), Some(found)) = (community.opening(poll), found) else { return Ok(None) };
    let f = Frame::of(community, visit, Section::Polls, plain::line(found.place.as_str()));
    let path = format!("{}/polls/{}", f.root(), link::digits(poll));
    let own = |entry: &EntryId| is_own(community, visit, entry);
    let is_open = report.status == PollStatus::Open;
    let unsigned = found.why_not == Some(PaperExclusion::OneSignature);
    let closing = found.closings.iter().find(|closing| !own(closing));
    let guests = guests::find(community, poll, &typed.who, &f);
    let missing = found.missing();
    let page = One {
        here: format!("{path}/station/{}", link::digits(station)),
        station: link::digits(station),
        badge: badge(found),
        state: state(found, w),
        given: given(found, w),
        missing: if missing > 0 { w.count("station-missing", missing) } else { String::new() },
        open: is_open && found.is_open(),
        may_sign: is_open && unsigned && !own(station),
        closing: closing.filter(|_| is_open && found.closed.is_none()).map(link::digits),
        waits: found.closed.is_none() && !found.closings.is_empty() && closing.is_none(),
        nobody: guests.is_empty() && !typed.who.trim().is_empty(),
        guests,
        bundles: found
            .batches
            .iter()
            .map(|batch| Bundle::of(batch, own(&batch.batch), w))
            .collect(),
        typing: typed.typing.clone(),
        differs: typed.differs.iter().map(|differs| Difference::of(differs, opening, w)).collect(),
        options: options(opening, w),
        hint: bundles::hint(opening, w),
        title: plain::spoken(opening.title.as_str(), w),
        path,
        typed,
        f,
    };
    done(&page).map(Some)
}

/// The options with the numbers that are printed beside them.
fn options(opening: &Opening, w: Words) -> Vec<(usize, String)> {
    let labels = opening.options.iter().map(|option| plain::spoken(option.label.as_str(), w));
    (1..).zip(labels).collect()
}

/// Whether the reader wrote an entry.
fn is_own<S: Store>(community: &Community<S>, visit: &Visit, entry: &EntryId) -> bool {
    let Some(slot) = visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot) else {
        return false;
    };
    let view = community.view();
    let author = view.chains().place(entry).and_then(|place| view.member_at(place));
    author.is_some_and(|member| view.slot_of(&member) == Some(slot))
}

const fn badge(station: &StationReport) -> &'static str {
    if station.is_open() { "good" } else { "wait" }
}

fn state(station: &StationReport, w: Words) -> String {
    match (&station.why_not, station.closed) {
        (Some(why), _) => why_not(why, w),
        (None, Some(_)) => w.say("station-closed"),
        (None, None) => w.say("station-open"),
    }
}

fn given(station: &StationReport, w: Words) -> String {
    let (marks, papers) = (w.number(station.marks), w.number(station.papers));
    w.fill("station-papers", &[("marks", &marks), ("papers", &papers)])
}

/// Why something at a station does not count.
pub(crate) fn why_not(why: &PaperExclusion, w: Words) -> String {
    match why {
        PaperExclusion::Fault(fault) => w.with("why-other", "detail", fault),
        PaperExclusion::OneSignature => w.say("paper-one-signature"),
        PaperExclusion::NoStation => w.say("paper-no-station"),
        PaperExclusion::AfterClosing { .. } => w.say("paper-after-closing"),
        PaperExclusion::MarkedTwice { .. } => w.say("paper-marked-twice"),
        PaperExclusion::Superseded { .. } => w.say("paper-superseded"),
        PaperExclusion::BeyondMarks { marks } => w.count("paper-beyond-marks", *marks),
        PaperExclusion::NotSealed => w.say("paper-not-sealed"),
    }
}
