//! Admission at the desk: one person, with a card to take home or with a key of their own.

use askama::Template;
use participation::{Community, Store};

use crate::Visit;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::message::{Failed, done};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Added {
    /// What the association calls them.
    pub name: String,
    /// Their number in it.
    pub number: String,
    /// How they are reached.
    pub contact: String,
    /// The key that they show, where they have a node of their own.
    pub key: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Characters that the fields take at most.
#[derive(Debug, Clone, Copy)]
pub struct Adding {
    /// Of a name.
    pub name: usize,
    /// Of a number.
    pub number: usize,
    /// Of how somebody is reached.
    pub contact: usize,
}

impl Wrong for Added {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[derive(Template)]
#[template(path = "census-add.html")]
struct Add<'a> {
    f: Frame<'a>,
    typed: &'a Added,
    most: Adding,
}

/// The form for one person.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn add<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    typed: &Added,
    most: Adding,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("add-title"));
    done(&Add { f, typed, most })
}
