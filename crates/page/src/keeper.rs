//! The desk of those who look after a node: how people open the page, who looks after it, and the
//! poster that hangs in the hall. None of it is of a community, and none of it leaves the node.

use askama::Template;

use crate::entrance::{Problem, Wrong};
use crate::frame::Frame;
use crate::message::{Failed, done};
use crate::receipt::{Qr, qr};
use crate::words::Words;
use crate::{Tongue, Visit, plain};

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
    /// The name that was typed for another one.
    pub typed: String,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

impl Wrong for Desk {
    fn problems(&self) -> &[Problem] {
        &self.problems
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

    fn addresses(&self) -> &[String] {
        match &self.desk.opened {
            Opened::Hall(all) => all,
            Opened::Proxy(url) => std::slice::from_ref(url),
            Opened::Unsaid | Opened::Here => &[],
        }
    }
}

/// The desk.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn desk(visit: &Visit, desk: &Desk) -> Result<String, Failed> {
    let w = Words::of(visit.tongue);
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
    let f = Frame::outside(visit, Words::of(visit.tongue).say("poster-title"));
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
