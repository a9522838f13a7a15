//! A computer that neighbours share: its first page, and the question whether somebody is there.

use askama::Template;

use crate::Visit;
use crate::frame::{Frame, Hall};
use crate::message::{Failed, done};

/// Seconds for which somebody may do nothing at a shared computer.
pub(crate) const READING: u64 = 90;
/// The same on a page into which they write or tick something: where no script counts, a node sees
/// nothing of that until it is sent.
const WRITING: u64 = 300;

/// Seconds after which whoever is logged in at a shared computer is forgotten, at an address below the
/// language. A script that counts keeps to the fewest everywhere.
#[must_use]
pub fn patience(place: &str) -> u64 {
    let path = place.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        [_, "spaces" | "receipts" | "kiosk" | "files", _] => READING,
        [_, "me"] | [_, _, _, ..] => WRITING,
        _ => READING,
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_writes_has_longer_than_whoever_reads() {
        for place in ["", "/c", "/c/proposals?page=2", "/c/spaces/1", "/c/kiosk/here", "/c/news"] {
            assert_eq!(patience(place), READING, "{place}");
        }
        for place in [
            "/c/proposals/1?page=1",
            "/c/spaces/1/proposals/new",
            "/c/me",
            "/c/polls/1",
            "/c/debates/1/edit",
        ] {
            assert_eq!(patience(place), WRITING, "{place}");
        }
    }
}
