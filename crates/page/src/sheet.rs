//! The recovery sheet: one's keys on paper.

use askama::Template;

use crate::Visit;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Hall};
use crate::message::{Failed, done};
use crate::receipt::{Qr, qr};

/// What is wrong with the passphrase that was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Typed {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[derive(Template)]
#[template(path = "sheet-ask.html")]
struct Ask<'a> {
    f: Frame<'a>,
    place: &'static str,
    lead: String,
    go: String,
    typed: &'a Typed,
}

/// Asks for the passphrase before something is shown that is to be printed. `hall` is the community, by the root of its
/// pages and its name.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn ask(
    visit: &Visit,
    hall: Option<(String, String)>,
    paper: Paper,
    typed: &Typed,
) -> Result<String, Failed> {
    let w = visit.words();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let [title, lead, go] = paper.messages().map(|key| w.say(key));
    let f = Frame::outside(visit, title).at(hall);
    done(&Ask { f, place: paper.place(), lead, go, typed })
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// One's keys.
    Sheet,
    /// A steward's seat, with its paper key.
    Seat,
}

impl Paper {
    /// Its title, what it is for, and what the button says.
    const fn messages(self) -> [&'static str; 3] {
        match self {
            Self::Sheet => ["sheet-title", "sheet-lead", "sheet-go"],
            Self::Seat => ["seat-title", "seat-lead", "seat-go"],
        }
    }

    const fn place(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Seat => "seat",
        }
    }
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct Sheet<'a> {
    f: Frame<'a>,
    login: &'a str,
    groups: &'a [&'a str],
    qr: Option<Qr>,
}

/// The sheet, to be printed: its groups of signs, and the same as a QR code.
///
/// # Errors
/// As [`ask`].
pub fn show(
    visit: &Visit,
    hall: Option<(String, String)>,
    groups: &[&str],
    code: &str,
) -> Result<String, Failed> {
    let w = visit.words();
    let login = visit.neighbour.as_ref().map_or("", |neighbour| neighbour.login.as_str());
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("sheet-title")).at(hall);
    done(&Sheet { f, login, groups, qr: qr(code) })
}

#[derive(Template)]
#[template(path = "seat.html")]
struct Seat<'a> {
    f: Frame<'a>,
    login: &'a str,
    seat: &'a str,
    groups: &'a [&'a str],
    qr: Option<Qr>,
}

/// A steward's seat: the text to hand over, and its paper key as groups of signs and as a QR code.
///
/// # Errors
/// As [`ask`].
pub fn seat(
    visit: &Visit,
    hall: Option<(String, String)>,
    seat: &str,
    groups: &[&str],
    code: &str,
) -> Result<String, Failed> {
    let w = visit.words();
    let login = visit.neighbour.as_ref().map_or("", |neighbour| neighbour.login.as_str());
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("seat-title")).at(hall);
    done(&Seat { f, login, seat, groups, qr: qr(code) })
}
