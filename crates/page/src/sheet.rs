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
    typed: &'a Typed,
}

/// Asks for the passphrase before the sheet is shown. `hall` is the community, by the root of its
/// pages and its name.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn ask(visit: &Visit, hall: Option<(String, String)>, typed: &Typed) -> Result<String, Failed> {
    let w = visit.words();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("sheet-title")).at(hall);
    done(&Ask { f, typed })
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
