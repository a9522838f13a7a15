//! The desk of those who look after a node: how people open the page, who looks after it, and the
//! poster that hangs in the hall. None of it is of a community, and none of it leaves the node.

use askama::Template;

use participation::Timestamp;

use crate::dates::Day;
use crate::doctor::{Finding, Level};
use crate::entrance::{Problem, Wrong};
use crate::frame::Frame;
use crate::message::{Failed, done};
use crate::receipt::{Qr, qr};
use crate::setup::Paper;
use crate::words::Words;
use crate::{Tongue, Visit, plain, sheet};

/// How people open the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Opened {
    /// Nobody has said it.
    #[default]
    Unsaid,
    /// On this computer alone.
    Here,
    /// In the hall, at these addresses, the best first.
    Hall(Vec<String>),
    /// At a public address, through a proxy.
    Proxy(String),
}

/// What a desk shows.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// How people open the page.
    pub opened: Opened,
    /// Names by which keepers log in.
    pub keepers: Vec<String>,
    /// What the doctor found.
    pub health: Vec<Finding>,
    /// The backups.
    pub backups: Backups,
    /// The name that was typed for another one.
    pub typed: String,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Backups, as their keepers see them.
#[derive(Debug, Clone, Default)]
pub struct Backups {
    /// `day`, `week` or `never`.
    pub every: String,
    /// How many are kept, as it is typed.
    pub keep: String,
    /// The folder; empty for the home's own.
    pub folder: String,
    /// The last good one: when, its file, and how many entries were restored from it.
    pub good: Option<(Timestamp, String, u64)>,
    /// Why the last one failed.
    pub failed: String,
    /// Whether one is being made.
    pub busy: bool,
    /// Whether the emergency sheet was ever printed.
    pub printed: bool,
    /// What is wrong with what was typed.
    pub problems: Vec<Problem>,
}

impl Wrong for Backups {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl Wrong for Desk {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// What the doctor found, as it is shown.
#[derive(Debug)]
struct Line {
    class: &'static str,
    name: String,
    fixed: bool,
    text: String,
    /// Why it matters, and what to do.
    more: String,
}

impl Line {
    fn of(one: &Finding, w: Words) -> Self {
        Self {
            class: one.class(),
            name: one.name(w),
            fixed: one.fixed,
            text: plain::line(&one.text(w)),
            more: format!("{} {}", one.why(w), one.todo(w)),
        }
    }
}

#[derive(Template)]
#[template(path = "keeper.html")]
struct DeskPage<'a> {
    f: Frame<'a>,
    desk: &'a Desk,
}

impl DeskPage<'_> {
    fn opened(&self) -> String {
        let key = match &self.desk.opened {
            Opened::Unsaid => "keeper-unsaid",
            Opened::Here => "keeper-here",
            Opened::Hall(_) => "keeper-hall",
            Opened::Proxy(_) => "keeper-proxy",
        };
        self.f.w.say(key)
    }

    /// What is to be looked at, the worst first.
    fn wrong(&self) -> Vec<Line> {
        let wrong = self.desk.health.iter().filter(|one| one.level() > Level::Good || one.fixed);
        let mut wrong: Vec<&Finding> = wrong.collect();
        wrong.sort_by_key(|one| (std::cmp::Reverse(one.level()), one.check));
        wrong.into_iter().map(|one| Line::of(one, self.f.w)).collect()
    }

    /// Everything that was looked at.
    fn all(&self) -> Vec<Line> {
        self.desk.health.iter().map(|one| Line::of(one, self.f.w)).collect()
    }

    fn day(&self, time: &Timestamp) -> Day {
        Day::of(*time, self.f.w)
    }

    fn addresses(&self) -> &[String] {
        match &self.desk.opened {
            Opened::Hall(all) => all,
            Opened::Proxy(url) => std::slice::from_ref(url),
            Opened::Unsaid | Opened::Here => &[],
        }
    }
}

#[derive(Template)]
#[template(path = "keeper-sheet-ask.html")]
struct Ask<'a> {
    f: Frame<'a>,
    typed: &'a sheet::Typed,
}

/// Asks for the passphrase before the emergency sheet is shown.
///
/// # Errors
/// As [`desk`].
pub fn ask(visit: &Visit, typed: &sheet::Typed) -> Result<String, Failed> {
    let w = visit.words();
    done(&Ask { f: Frame::outside(visit, w.say("emergency-title")), typed })
}

#[derive(Template)]
#[template(path = "keeper-sheet.html")]
struct Sheet<'a> {
    f: Frame<'a>,
    name: String,
    paper: &'a Paper,
    qr: Option<Qr>,
    folder: &'a str,
    day: Day,
}

/// The emergency sheet: what opens the backups, where they are, and how to restore one. `name` is
/// the association's.
///
/// # Errors
/// As [`desk`].
pub fn sheet(visit: &Visit, name: &str, paper: &Paper, folder: &str) -> Result<String, Failed> {
    let f = Frame::outside(visit, visit.words().say("emergency-title"));
    let day = Day::of(visit.now, f.w);
    done(&Sheet { name: plain::line(name), paper, qr: qr(&paper.code), folder, day, f })
}

/// The desk.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn desk(visit: &Visit, desk: &Desk) -> Result<String, Failed> {
    let w = visit.words();
    done(&DeskPage { f: Frame::outside(visit, w.say("keeper-title")), desk })
}

/// A poster's words in one language.
#[derive(Debug)]
struct Said {
    lang: &'static str,
    lead: String,
    steps: Vec<String>,
}

#[derive(Template)]
#[template(path = "poster.html")]
struct Poster<'a> {
    f: Frame<'a>,
    name: String,
    said: Vec<Said>,
    addresses: &'a [String],
    qr: Option<Qr>,
    wifi: bool,
}

/// A poster for the hall, in the languages of the association: its name, the addresses, and a code
/// that leads to the one that works on any phone.
///
/// # Errors
/// As [`desk`].
pub fn poster(
    visit: &Visit,
    name: &str,
    tongues: &[Tongue],
    addresses: &[String],
    wifi: bool,
) -> Result<String, Failed> {
    let f = Frame::outside(visit, visit.words().say("poster-title"));
    let said = |tongue: &Tongue| {
        let w = Words::of(*tongue);
        let first = if wifi { "poster-wifi" } else { "poster-internet" };
        let steps = vec![w.say(first), w.say("poster-open"), w.say("poster-card")];
        Said { lang: tongue.code(), lead: w.say("poster-lead"), steps }
    };
    let said = tongues.iter().map(said).collect();
    // Names ending in `.local` are not known to old phones: the code has the digits.
    let qr = addresses.last().and_then(|address| qr(address));
    done(&Poster { f, name: plain::line(name), said, addresses, qr, wifi })
}
