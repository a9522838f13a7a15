//! The form in which anybody checks a receipt.

use askama::Template;
use participation::{Community, EntryId, Store};

use crate::Visit;
use crate::frame::{Frame, Section};
use crate::message::{Failed, done};
use crate::{link, plain};

/// Entries that are offered where a code fits several.
const MOST: usize = 10;

/// What a code leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing was asked for.
    Nothing,
    /// Exactly one entry.
    One(EntryId),
    /// None, or several.
    Others(Vec<EntryId>),
}

/// What a code leads to in a community.
#[must_use]
pub fn find<S: Store>(community: &Community<S>, code: &str) -> Found {
    if code.trim().is_empty() {
        return Found::Nothing;
    }
    let mut found = community.find_code(code);
    match (found.first().copied(), found.len()) {
        (Some(id), 1) => Found::One(id),
        _ => {
            found.truncate(MOST);
            Found::Others(found)
        }
    }
}

#[derive(Template)]
#[template(path = "checking.html")]
struct Checking<'a> {
    f: Frame<'a>,
    code: String,
    problem: Option<String>,
    /// Addresses and codes of the entries that fit.
    found: Vec<(String, String)>,
}

/// The form, with what is wrong with the code that was typed.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    code: &str,
    found: &Found,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("receipts-title"));
    let (problem, found) = match found {
        Found::Nothing | Found::One(_) => (None, Vec::new()),
        Found::Others(ids) => {
            let key = if ids.is_empty() { "receipts-none" } else { "receipts-several" };
            let row = |id: &EntryId| {
                (format!("{}/receipts/{}", f.root(), link::digits(id)), link::digits(id))
            };
            (Some(w.say(key)), ids.iter().map(row).collect())
        }
    };
    done(&Checking { f, code: plain::line(code), problem, found })
}
