//! Forms of order: to report, to hide or show, to object, to decide.

use askama::Template;
use participation::{Community, Content, EntryId, Reading, Reason, Store};

use super::cases;
use crate::acts::{self, About};
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::list::Choice;
use crate::message::{Failed, done};
use crate::prose::{self, Prose};
use crate::words::Words;
use crate::{Visit, document, link, list, thread};

/// Bytes of what is written into these forms at most.
const MOST: usize = 4000;

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// To tell the moderators.
    Report,
    /// To hide or to show, as a moderator.
    Label,
    /// To object to a label on what one wrote.
    Appeal,
    /// To decide an appeal, as a moderator.
    Decide,
}

impl Doing {
    /// The last part of its address but one.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Label => "label",
            Self::Appeal => "appeal",
            Self::Decide => "decide",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Report => "report-title",
            Self::Label => "label-title",
            Self::Appeal => "appeal-title",
            Self::Decide => "settle-title",
        }
    }

    /// What leads in, what is asked, who sees it, and the button.
    const fn messages(self) -> [&'static str; 4] {
        match self {
            Self::Report => ["report-lead", "report-text", "report-seen", "report-send"],
            Self::Label => ["label-lead", "label-text", "label-seen", "label-send"],
            Self::Appeal => ["appeal-lead", "appeal-text", "appeal-seen", "appeal-send"],
            Self::Decide => ["settle-lead", "settle-text", "settle-seen", "settle-send"],
        }
    }

    /// What is done at an address.
    #[must_use]
    pub fn at(code: &str) -> Option<Self> {
        let all = [Self::Report, Self::Label, Self::Appeal, Self::Decide];
        all.into_iter().find(|doing| doing.code() == code)
    }

    /// Whether only moderators do it.
    #[must_use]
    pub const fn is_office(self) -> bool {
        matches!(self, Self::Label | Self::Decide)
    }
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The name of a reason.
    pub reason: String,
    /// Why, in words.
    pub text: String,
    /// `hide` or `show`.
    pub outcome: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Typed {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[derive(Template)]
#[template(path = "case.html")]
struct Form<'a> {
    f: Frame<'a>,
    typed: &'a Typed,
    action: String,
    doing: Doing,
    /// Whether moderators alone send it.
    office: bool,
    about: Option<About>,
    what: String,
    /// What it says, for those who may read it.
    quote: Option<Prose>,
    /// What its author says to the label, where that is decided.
    appeal: Option<Prose>,
    reasons: Vec<Choice>,
    /// Whether it is hidden now.
    hidden: bool,
    most: usize,
}

impl Form<'_> {
    /// A message of this form: `lead`, `text`, `seen` or `send`.
    fn part(&self, what: &str) -> String {
        let [lead, text, seen, send] = self.doing.messages();
        self.f.w.say(match what {
            "lead" => lead,
            "text" => text,
            "seen" => seen,
            _ => send,
        })
    }
}

/// The reason of a name.
#[must_use]
pub fn reason_of(name: &str) -> Option<Reason> {
    Reason::ALL.iter().copied().find(|reason| thread::reason(*reason) == name)
}

/// A form about a document or a comment; `of` is what its address names: that, or the appeal.
/// `None` where whoever looks has nothing to do there.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    doing: Doing,
    of: &EntryId,
    subject: &EntryId,
    typed: &Typed,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Some(neighbour) = &visit.neighbour else { return Ok(None) };
    let own = neighbour.slot.is_some_and(|slot| cases::is_own(community, subject, &slot));
    let hidden = cases::label_of(community, subject).is_some();
    let may = match doing {
        Doing::Report => !hidden,
        Doing::Appeal => own && hidden,
        Doing::Label | Doing::Decide => neighbour.offices.moderator,
    };
    if !may {
        return Ok(None);
    }
    let code = doing.code();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say(doing.title()));
    let reason = |reason: &Reason| {
        let name = thread::reason(*reason);
        Choice { value: name.to_owned(), text: w.say(name), chosen: typed.reason == name }
    };
    let reasons = matches!(doing, Doing::Report | Doing::Label);
    let mut reading = community.deliberation();
    let quote = (own || neighbour.offices.moderator || !hidden)
        .then(|| quote(&mut reading, subject, w))
        .flatten();
    let appeal = match reading.said(of).as_ref().and_then(participation::Said::content) {
        Some(Content::Appeal(appeal)) => Some(prose::remark(appeal.text.as_str())),
        _ => None,
    };
    drop(reading);
    let page = Form {
        typed,
        action: format!("{}/moderation/{code}/{}", f.root(), link::digits(of)),
        doing,
        office: doing.is_office(),
        about: acts::about(community, f.root(), subject, w),
        what: w.say(cases::kind_of(community, subject)),
        quote,
        appeal,
        reasons: if reasons { Reason::ALL.iter().map(reason).collect() } else { Vec::new() },
        hidden,
        most: MOST,
        f,
    };
    done(&page).map(Some)
}

/// What a document or a comment says.
fn quote<S: Store>(reading: &mut Reading<'_, S>, subject: &EntryId, w: Words) -> Option<Prose> {
    if let Some(remark) = reading.remark(subject) {
        let said = reading.said(&remark.words)?;
        return said.words().map(prose::remark);
    }
    let contents = reading.text(subject).ok()?;
    let title = list::titled(&reading.card(subject)?.titles, w).1;
    let body = document::best(&contents, participation::TextField::Body, w);
    let body = body.map(|(_, text)| text).unwrap_or_default();
    Some(prose::remark(&format!("{title}\n\n{body}")))
}
