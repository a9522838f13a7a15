//! What is printed for voting on paper: the ballot, and a booklet that says what it is about.

use askama::Template;
use participation::{Community, EntryId, Store};

use crate::ballot::{self, Kind, Line};
use crate::dates::Day;
use crate::frame::{Frame, Section};
use crate::message::{Failed, done};
use crate::polls::{budget, rules};
use crate::prose::{self, Prose};
use crate::receipt::{Qr, qr};
use crate::{Visit, link, plain};

#[derive(Template)]
#[template(path = "paper.html")]
struct Paper<'a> {
    f: Frame<'a>,
    title: String,
    path: String,
    code: String,
    question: Prose,
    until: Option<Day>,
    how: String,
    rule: String,
    rules: Vec<String>,
    budget: String,
    lines: Vec<(usize, Line)>,
    qr: Option<Qr>,
}

/// The ballot and the booklet of a poll; `address` is where its page is, for a QR code that says
/// nothing of any voter. `None` where the poll is not here.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn print<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    poll: &EntryId,
    origin: &str,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Ok(opening) = community.opening(poll) else { return Ok(None) };
    let title = plain::spoken(opening.title.as_str(), w);
    let named = format!("{}: {title}", w.say("paper-title"));
    let f = Frame::of(community, visit, Section::Polls, named);
    let path = format!("{}/polls/{}", f.root(), link::digits(poll));
    let page = Paper {
        title,
        code: link::digits(poll),
        question: prose::body(plain::best(opening.question.as_str(), w).1),
        until: opening.reminds.map(|time| Day::of(time, w)),
        how: w.say(match Kind::of(opening) {
            Kind::One => "paper-how-one",
            Kind::Several => "paper-how-several",
            Kind::Points => "paper-how-points",
            Kind::Rank => "paper-how-rank",
        }),
        rule: ballot::rule(opening.ballot, opening.options.len(), w),
        rules: rules(&opening.counting, opening.sealers, w),
        budget: budget(opening, w),
        lines: (1..).zip(ballot::lines(opening, w)).collect(),
        qr: qr(&format!("{origin}{path}")),
        path,
        f,
    };
    done(&page).map(Some)
}
