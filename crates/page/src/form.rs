//! A screen that is a form: what it is about, fields in groups, who will see it, and a button.

use askama::Template;
use participation::{Card, Community, Store};

use crate::fields::{Field, Filled, Group, Widget};
use crate::frame::Frame;
use crate::message::{Failed, done};
use crate::prose::{self, Prose};
use crate::words::Words;
use crate::{Visit, link, list};

/// Most characters of an answer and of what a meeting came to. In our languages that is within the
/// 20,000 bytes that an entry takes.
const TEXT: u32 = 10_000;

/// What is shown before something is done: title and text, and facts.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) heading: String,
    pub(crate) title: String,
    pub(crate) prose: Option<Prose>,
    pub(crate) facts: Vec<String>,
    /// What cannot be undone.
    pub(crate) warning: String,
}

/// A form.
#[derive(Template)]
#[template(path = "form.html")]
pub(crate) struct Form<'a> {
    pub(crate) f: Frame<'a>,
    /// The page from which it comes, and what that is called.
    pub(crate) above: (String, String),
    pub(crate) heading: String,
    pub(crate) lead: String,
    pub(crate) look: Option<Look>,
    pub(crate) filled: &'a Filled,
    pub(crate) groups: Vec<Group>,
    pub(crate) path: String,
    /// Who will see what is sent.
    pub(crate) seen: String,
    /// What the button says; empty where it has to be looked at first.
    pub(crate) send: String,
    /// What the button says that only shows how it would be; empty for none.
    pub(crate) preview: String,
    /// Whether it sends a file.
    pub(crate) has_file: bool,
}

impl Form<'_> {
    pub(crate) fn shown(self) -> Result<String, Failed> {
        done(&self)
    }
}

/// A long text.
pub(crate) fn long(filled: &Filled, name: &'static str, label: String, w: Words) -> Field {
    filled.field(name, label, Widget::Lines(8)).hint(w.say("write-body-hint")).at_most(TEXT)
}

/// The page of a document, and its title.
pub(crate) fn above<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    card: &Card,
) -> (String, String) {
    let w = visit.words();
    let root = link::path(visit.tongue, &community.id());
    let href = format!("{root}/{}/{}", list::kind_path(card.kind), link::digits(&card.id));
    (href, list::titled(&card.titles, w).1)
}

/// How what was typed will look, where that was asked for.
pub(crate) fn looked(filled: &Filled, heading: String) -> Option<Look> {
    let asked = filled.get("do") == "preview" && !filled.get("text").is_empty();
    asked.then(|| Look {
        heading,
        title: String::new(),
        prose: Some(prose::body(filled.get("text"))),
        facts: Vec::new(),
        warning: String::new(),
    })
}
