//! Changing the passphrase under which the node keeps one's keys.

use askama::Template;

use crate::Visit;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Hall};
use crate::message::{Failed, done};

/// What is wrong with a change of passphrase. What was typed is not sent back.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Change {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[derive(Template)]
#[template(path = "passphrase.html")]
struct Passphrase<'a> {
    f: Frame<'a>,
    typed: &'a Change,
}

/// The form for another passphrase. `hall` is the community, by the root of its pages and its name.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn passphrase(
    visit: &Visit,
    hall: Option<(String, String)>,
    typed: &Change,
) -> Result<String, Failed> {
    let w = visit.words();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("rekey-title")).at(hall);
    done(&Passphrase { f, typed })
}
