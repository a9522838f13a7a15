//! A computer that neighbours share: its first page, and the question whether somebody is there.

use askama::Template;

use crate::Visit;
use crate::frame::{Frame, Hall};
use crate::message::{Failed, done};

#[derive(Template)]
#[template(path = "kiosk.html")]
struct Kiosk<'a> {
    f: Frame<'a>,
    root: String,
    /// Whether this is a shared computer.
    on: bool,
}

/// The first page of a shared computer; for the holders of offices with what makes it one. `hall`
/// is the community, by the root of its pages and its name.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show(visit: &Visit, hall: Option<(String, String)>) -> Result<String, Failed> {
    let w = visit.words();
    let root = hall.as_ref().map(|(root, _)| root.clone()).unwrap_or_default();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("kiosk-title")).at(hall);
    done(&Kiosk { root, on: visit.kiosk.is_some(), f })
}

#[derive(Template)]
#[template(path = "still.html")]
struct Still<'a> {
    f: Frame<'a>,
    root: String,
    then: &'a str,
}

/// Asks whether somebody is there still; `then` is where they were.
///
/// # Errors
/// As [`show`].
pub fn still(visit: &Visit, hall: Option<(String, String)>, then: &str) -> Result<String, Failed> {
    let w = visit.words();
    let root = hall.as_ref().map(|(root, _)| root.clone()).unwrap_or_default();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("still-title")).at(hall).waiting();
    done(&Still { root, then, f })
}
