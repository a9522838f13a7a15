//! Writing a document: a form, a preview, and what is like it already. Members write proposals and
//! debates; organisers write everything else too, in the name of the space.

mod kinds;
mod read;

use askama::Template;
use participation::{
    Card, Community, Contents, Deliberation, DocumentKind, EntryId, Finder, Meaning, PhaseRules,
    Store, SubjectKind,
};

use crate::details::{self, Fact};
use crate::entrance::Problem;
use crate::fields::{Field, Filled, Widget, choice};
use crate::frame::Frame;
use crate::languages;
use crate::list::{self, Choice, Row};
use crate::message::{Failed, done};
use crate::people::People;
use crate::prose::{self, Prose};
use crate::words::Words;
use crate::{Visit, link, plain};

pub(crate) use kinds::{OFFICIAL, heading};
pub use read::{Written, of_draft, read};

/// Proposals that are shown to whoever writes one like them.
const ALIKE: usize = 3;

/// Proposals that a result or a project can be said to carry out, in a form.
const CARRIED: usize = 60;

/// Most characters of what organisers write, whom no phase limits: in our languages that is within
/// the bytes that an entry takes.
pub(crate) const OFFICIAL_TITLE: u16 = 150;
pub(crate) const OFFICIAL_BODY: u16 = 30_000;

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The title.
    pub title: String,
    /// The body, in Markdown.
    pub body: String,
    /// The tag of its language.
    pub language: String,
    /// Whether it is to be shown as it would be published.
    pub preview: bool,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Everything else.
    pub more: Filled,
}

#[derive(Template)]
#[template(path = "write.html")]
struct Write<'a> {
    f: Frame<'a>,
    heading: String,
    space: (String, String),
    path: String,
    typed: &'a Typed,
    languages: Vec<Choice>,
    title_length: u16,
    body_length: u16,
    /// The question that its body answers; empty where it has none.
    body: String,
    preview: Option<(String, Prose)>,
    /// What the preview tells beyond its texts.
    told: Vec<Fact>,
    alike: Vec<Row>,
    more: Vec<Field>,
    /// Who will see it.
    seen: String,
    /// Whether what is typed can be kept on this node.
    keeps: bool,
    /// The draft that this is; empty for none.
    draft: &'a str,
}

/// The form for a new document of a kind in a space; `None` where the space is not here, or whoever
/// looks could never write such a thing.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    kind: DocumentKind,
    space: &EntryId,
    typed: &Typed,
    finder: Option<&Finder>,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let mut reading = community.deliberation();
    let Some(card) = reading.space(space).cloned() else { return Ok(None) };
    let Some(heading) = heading(kind).filter(|_| is_offered(visit, kind)) else { return Ok(None) };
    let heading = w.say(heading);
    let space_title = list::titled(&card.titles, w).1;
    let window = format!("{heading} · {space_title}");
    let f = Frame::of(community, visit, list::section(kind), window);
    let rules = reading.current_phase(space).map(|(_, phase)| phase.rules.clone());
    let rules = rules.filter(|rules| permitted(kind, rules));
    let chosen = if typed.language.is_empty() { visit.tongue.code() } else { &typed.language };
    let ids: Vec<EntryId> = match finder {
        Some(finder) if kind == DocumentKind::Proposal && !typed.title.trim().is_empty() => {
            finder.similar(&typed.title, ALIKE).into_iter().map(|(id, _)| id).collect()
        }
        _ => Vec::new(),
    };
    let people = People::new(w);
    let alike = list::rows(&mut reading, &people, &ids, &f, "");
    let href = format!("{}/spaces/{}", f.root(), link::digits(space));
    let told = if typed.preview { told(&reading, f.root(), kind, typed, w) } else { Vec::new() };
    let mut more = details::fields(&reading, space, SubjectKind::Document(kind), &typed.more, w);
    more.extend(linked(&reading, space, kind, &typed.more, w));
    more.extend(voices(visit, rules.as_ref(), &typed.more, w));
    let by_office = rules.is_none() && visit.organises();
    let page = Write {
        heading,
        path: format!("{href}/{}/new", list::kind_path(kind)),
        space: (href, space_title),
        typed,
        languages: languages::choices(&card.languages, chosen),
        title_length: rules.as_ref().map_or(OFFICIAL_TITLE, |rules| rules.title_length),
        body_length: rules.as_ref().map_or(OFFICIAL_BODY, |rules| rules.body_length),
        body: kinds::question(kind).map(|key| w.say(key)).unwrap_or_default(),
        preview: typed.preview.then(|| (plain::line(&typed.title), prose::body(&typed.body))),
        told,
        alike,
        more,
        seen: w.say(if by_office { "office-seen" } else { "write-seen" }),
        keeps: kind == DocumentKind::Proposal && f.may_act(),
        draft: typed.more.get("draft"),
        f,
    };
    done(&page).map(Some)
}

/// What a document would tell beyond its texts, as far as it was typed well.
fn told(
    reading: &Deliberation,
    root: &str,
    kind: DocumentKind,
    typed: &Typed,
    w: Words,
) -> Vec<Fact> {
    let Ok(language) = typed.language.parse() else { return Vec::new() };
    let (mut contents, mut more) = (Contents::default(), typed.more.clone());
    let subject = SubjectKind::Document(kind);
    details::put(&mut more, reading, subject, &mut contents, language, w);
    let values: Vec<_> = contents.values.into_iter().collect();
    details::facts(reading, root, &values, w)
}

/// Whether a form is shown to somebody at all: whether the phase permits it, the act tells.
fn is_offered(visit: &Visit, kind: DocumentKind) -> bool {
    visit.organises() || matches!(kind, DocumentKind::Proposal | DocumentKind::Debate)
}

/// Whether a phase lets members write such a thing.
pub(crate) fn permitted(kind: DocumentKind, rules: &PhaseRules) -> bool {
    kinds::permit(kind).is_some_and(|permit| rules.permits.has(permit))
}

/// In whose name it is: whoever holds the office chooses, where a member may write it too.
fn voices(visit: &Visit, rules: Option<&PhaseRules>, filled: &Filled, w: Words) -> Option<Field> {
    let is_member = visit.neighbour.as_ref().is_some_and(|neighbour| neighbour.slot.is_some());
    if rules.is_none() || !is_member || !visit.organises() {
        return None;
    }
    let voices = [("member", "voice-own"), ("official", "voice-official")];
    let voices = voices.map(|(value, key)| choice(value, w.say(key)));
    let mut filled = filled.clone();
    if filled.get("voice").is_empty() {
        filled.put("voice", "member");
    }
    Some(filled.field("voice", w.say("voice"), Widget::One(voices.into())))
}

/// What a document is linked to when it is written: the proposals that a result or a project carries
/// out, the theme above a theme.
fn linked(
    reading: &Deliberation,
    space: &EntryId,
    kind: DocumentKind,
    filled: &Filled,
    w: Words,
) -> Option<Field> {
    let named = |card: &Card| choice(link::digits(&card.id), list::titled(&card.titles, w).1);
    let shown = reading.cards().filter(|card| card.space == *space && card.is_shown());
    let field = if kind == DocumentKind::Taxon {
        let themes = shown.filter(|card| card.kind == DocumentKind::Taxon);
        let mut choices = vec![choice("", w.say("theme-top"))];
        choices.extend(themes.map(named));
        filled.field("parent", w.say("theme-above"), Widget::List(choices))
    } else if matches!(kind, DocumentKind::Result | DocumentKind::Project) {
        let accepted = shown.filter(|card| {
            card.kind == DocumentKind::Proposal && card.meaning == Meaning::Accepted
        });
        let choices: Vec<Choice> = accepted.take(CARRIED).map(named).collect();
        if choices.is_empty() {
            return None;
        }
        filled.field("from", w.say("carries-out"), Widget::Several(choices))
    } else {
        return None;
    };
    Some(field)
}

impl Typed {
    /// Says that something is wrong with a field.
    pub fn wrong_with(&mut self, field: &'static str, text: String) {
        self.problems.push(Problem { field, text });
    }

    pub(crate) fn wrong(&self, field: &str) -> Option<&str> {
        let found = self.problems.iter().find(|problem| problem.field == field);
        found.map(|problem| problem.text.as_str())
    }
}
