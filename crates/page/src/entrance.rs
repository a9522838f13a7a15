//! The door: logging in, and joining with a card.

use askama::Template;

use crate::Visit;
use crate::frame::{Frame, Hall};
use crate::message::{Failed, done};

/// What is wrong with a field of a form, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name of the field.
    pub field: &'static str,
    /// What is wrong, and what to do.
    pub text: String,
}

/// What was typed into the form for logging in.
#[derive(Debug, Clone, Default)]
pub struct LogIn {
    /// The name by which somebody logs in.
    pub login: String,
    /// The page to which it leads.
    pub then: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LogInPage<'a> {
    f: Frame<'a>,
    typed: &'a LogIn,
}

/// The form for logging in. `hall` is the community, by the root of its pages and its name.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn log_in(
    visit: &Visit,
    hall: Option<(String, String)>,
    typed: &LogIn,
) -> Result<String, Failed> {
    let w = visit.words();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("login-title")).at(hall);
    done(&LogInPage { f, typed })
}

/// What was typed into the form for joining.
#[derive(Debug, Clone, Default)]
pub struct Join {
    /// The text of the card.
    pub card: String,
    /// By which others may call them; may be empty.
    pub name: String,
    /// By which they log in at this node.
    pub login: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage<'a> {
    f: Frame<'a>,
    typed: &'a Join,
}

/// The form for joining with a card.
///
/// # Errors
/// As [`log_in`].
pub fn join(visit: &Visit, hall: Option<(String, String)>, typed: &Join) -> Result<String, Failed> {
    let w = visit.words();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("join-title")).at(hall);
    done(&JoinPage { f, typed })
}

/// What is wrong with a field, if anything.
pub(crate) trait Wrong {
    fn problems(&self) -> &[Problem];

    fn wrong(&self, field: &str) -> Option<&str> {
        let found = self.problems().iter().find(|problem| problem.field == field);
        found.map(|problem| problem.text.as_str())
    }
}

impl Wrong for LogIn {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl Wrong for Join {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
