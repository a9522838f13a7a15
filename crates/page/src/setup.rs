//! Setting a new node up, in a few steps: who one is, the association, what it begins with, how
//! people open the page, and what is to be printed.

use askama::Template;

use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Hall};
use crate::message::{Failed, done};
use crate::receipt::{Qr, qr};
use crate::words::Words;
use crate::{Tongue, Visit};

/// A step, in the order in which they are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Name and passphrase of whoever sets the node up.
    You,
    /// Name, languages and readers of the association.
    Association,
    /// The first process.
    Beginning,
    /// How people open the page.
    Opening,
    /// What is to be printed.
    Papers,
}

impl Step {
    /// All of them.
    const ALL: [Self; 5] =
        [Self::You, Self::Association, Self::Beginning, Self::Opening, Self::Papers];

    /// Its name in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Association => "association",
            Self::Beginning => "beginning",
            Self::Opening => "opening",
            Self::Papers => "papers",
        }
    }

    /// The step of a name.
    #[must_use]
    pub fn at(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// The one after it; the last stays.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL.into_iter().find(|step| *step > self).unwrap_or(Self::Papers)
    }

    /// What it is called.
    const fn name(self) -> &'static str {
        match self {
            Self::You => "setup-step-you",
            Self::Association => "setup-step-association",
            Self::Beginning => "setup-step-beginning",
            Self::Opening => "setup-step-opening",
            Self::Papers => "setup-step-papers",
        }
    }
}

/// A step as the row of all of them shows it.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) text: String,
    pub(crate) here: bool,
}

fn marks(step: Step, w: Words) -> Vec<Mark> {
    let mark = |one: Step| Mark { text: w.say(one.name()), here: one == step };
    Step::ALL.into_iter().map(mark).collect()
}

/// Who sets the node up, as it is typed. The passphrase is not typed back.
#[derive(Debug, Clone, Default)]
pub struct You {
    /// By which they log in.
    pub login: String,
    /// By which others may call them; may be empty.
    pub name: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// The association, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Association {
    /// What it is called.
    pub name: String,
    /// In which languages it writes.
    pub languages: Vec<Tongue>,
    /// Whether only members read its pages.
    pub private: bool,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// What it begins with, as it is chosen.
#[derive(Debug, Clone, Default)]
pub struct Beginning {
    /// The name of a template, or [`Beginning::NOTHING`].
    pub template: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Beginning {
    /// It begins with nothing.
    pub const NOTHING: &'static str = "nothing";
}

/// How people open the page, as it is chosen.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// `here`, `hall` or `proxy`.
    pub how: String,
    /// The name in the hall, without `.local`.
    pub name: String,
    /// The address before a proxy.
    pub url: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

macro_rules! wrongs {
    ($($name:ident),+) => {
        $(impl Wrong for $name {
            fn problems(&self) -> &[Problem] {
                &self.problems
            }
        })+
    };
}

wrongs!(You, Association, Beginning, Opening);

/// A secret on paper.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// Its groups of signs.
    pub groups: Vec<String>,
    /// The same as the text of a QR code.
    pub code: String,
}

/// What the first process of a template is called.
#[must_use]
pub fn template_title(tongue: Tongue, template: &str) -> String {
    let w = Words::of(tongue);
    match template {
        "idea-collection" => w.say("template-ideas"),
        "participatory-budget" => w.say("template-budget"),
        "rule-change" => w.say("template-rules"),
        "assembly-with-minutes" => w.say("template-assembly"),
        other => other.to_owned(),
    }
}

#[derive(Template)]
#[template(path = "setup-waiting.html")]
struct Waiting<'a> {
    f: Frame<'a>,
    refused: bool,
}

/// The node waits for whoever has the link. `refused`: the link that somebody came with is wrong,
/// has been used, or is too old.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn waiting(visit: &Visit, refused: bool) -> Result<String, Failed> {
    let title = if refused { "setup-refused-title" } else { "setup-waiting-title" };
    done(&Waiting { f: frame(visit, title), refused })
}

#[derive(Template)]
#[template(path = "setup-welcome.html")]
struct Welcome<'a> {
    f: Frame<'a>,
    link: &'a str,
    marks: Vec<Mark>,
}

/// What will be asked; the form takes the link.
///
/// # Errors
/// As [`waiting`].
pub fn welcome(visit: &Visit, link: &str) -> Result<String, Failed> {
    let marks = Step::ALL.into_iter();
    let marks = marks.map(|step| Mark { text: said(visit, step.name()), here: false }).collect();
    done(&Welcome { f: frame(visit, "setup-title"), link, marks })
}

#[derive(Template)]
#[template(path = "setup-you.html")]
struct YouPage<'a> {
    f: Frame<'a>,
    marks: Vec<Mark>,
    typed: &'a You,
}

/// Asks for a name and a passphrase.
///
/// # Errors
/// As [`waiting`].
pub fn you(visit: &Visit, typed: &You) -> Result<String, Failed> {
    let marks = marks(Step::You, visit.words());
    done(&YouPage { f: frame(visit, "setup-step-you"), marks, typed })
}

#[derive(Template)]
#[template(path = "setup-association.html")]
struct AssociationPage<'a> {
    f: Frame<'a>,
    marks: Vec<Mark>,
    typed: &'a Association,
}

/// Asks for the association.
///
/// # Errors
/// As [`waiting`].
pub fn association(visit: &Visit, typed: &Association) -> Result<String, Failed> {
    let marks = marks(Step::Association, visit.words());
    done(&AssociationPage { f: frame(visit, "setup-step-association"), marks, typed })
}

/// A template that can be chosen.
#[derive(Debug)]
struct Choice<'a> {
    code: &'a str,
    title: String,
    about: &'a str,
}

#[derive(Template)]
#[template(path = "setup-beginning.html")]
struct BeginningPage<'a> {
    f: Frame<'a>,
    marks: Vec<Mark>,
    typed: &'a Beginning,
    choices: Vec<Choice<'a>>,
}

/// Asks what the community begins with: templates by name, each with a sentence about it.
///
/// # Errors
/// As [`waiting`].
pub fn beginning(
    visit: &Visit,
    typed: &Beginning,
    templates: &[(String, String)],
) -> Result<String, Failed> {
    let marks = marks(Step::Beginning, visit.words());
    let choices = templates
        .iter()
        .map(|(code, about)| Choice { code, title: template_title(visit.tongue, code), about })
        .collect();
    done(&BeginningPage { f: frame(visit, "setup-step-beginning"), marks, typed, choices })
}

#[derive(Template)]
#[template(path = "setup-opening.html")]
struct OpeningPage<'a> {
    f: Frame<'a>,
    marks: Vec<Mark>,
    typed: &'a Opening,
    hall: &'a [String],
    /// Where the form is sent.
    action: String,
}

/// Asks how people open the page. `hall` are the addresses of this computer on its network.
///
/// # Errors
/// As [`waiting`].
pub fn opening(visit: &Visit, typed: &Opening, hall: &[String]) -> Result<String, Failed> {
    let marks = marks(Step::Opening, visit.words());
    let action = format!("/{}/setup/opening", visit.tongue.code());
    done(&OpeningPage { f: frame(visit, "setup-step-opening"), marks, typed, hall, action })
}

/// The same form for keepers, who change their mind.
///
/// # Errors
/// As [`waiting`].
pub fn opening_again(visit: &Visit, typed: &Opening, hall: &[String]) -> Result<String, Failed> {
    let f = Frame::outside(visit, said(visit, "setup-step-opening"));
    let action = format!("/{}/keeper/opening", visit.tongue.code());
    done(&OpeningPage { f, marks: Vec::new(), typed, hall, action })
}

#[derive(Template)]
#[template(path = "setup-papers.html")]
struct PapersPage<'a> {
    f: Frame<'a>,
    marks: Vec<Mark>,
    login: &'a str,
    seed: &'a Paper,
    seed_qr: Option<Qr>,
    paper: &'a Paper,
    paper_qr: Option<Qr>,
    unkept: bool,
}

/// What is to be printed: what brings the keys back, and the paper key of the steward's seat.
/// `hall` is the community, by the root of its pages and its name. `unkept`: somebody went on
/// without saying that they have it.
///
/// # Errors
/// As [`waiting`].
pub fn papers(
    visit: &Visit,
    hall: Option<(String, String)>,
    seed: &Paper,
    paper: &Paper,
    unkept: bool,
) -> Result<String, Failed> {
    let marks = marks(Step::Papers, visit.words());
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = frame(visit, "setup-step-papers").at(hall);
    let login = visit.neighbour.as_ref().map_or("", |neighbour| neighbour.login.as_str());
    let (seed_qr, paper_qr) = (qr(&seed.code), qr(&paper.code));
    done(&PapersPage { f, marks, login, seed, seed_qr, paper, paper_qr, unkept })
}

fn frame<'a>(visit: &'a Visit, title: &str) -> Frame<'a> {
    Frame::outside(visit, said(visit, title)).alone()
}

fn said(visit: &Visit, key: &str) -> String {
    visit.words().say(key)
}
