//! Writing a proposal or a debate: a form, a preview, and what is like it already.

use askama::Template;
use participation::{Community, DocumentKind, EntryId, Finder, Store};

use crate::entrance::Problem;
use crate::frame::Frame;
use crate::list::{self, Choice, Row};
use crate::message::{Failed, done};
use crate::people::People;
use crate::prose::{self, Prose};
use crate::words::Words;
use crate::{Visit, link, plain};

/// Proposals that are shown to whoever writes one like them.
const ALIKE: usize = 3;

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
    preview: Option<(String, Prose)>,
    alike: Vec<Row>,
}

/// The form for a new document of a kind in a space; `None` where the space is not here.
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
    let w = Words::of(visit.tongue);
    let mut reading = community.deliberation();
    let Some(card) = reading.space(space).cloned() else { return Ok(None) };
    let heading =
        w.say(if kind == DocumentKind::Debate { "write-debate" } else { "write-proposal" });
    let space_title = list::titled(&card.titles, w).1;
    let window = format!("{heading} · {space_title}");
    let f = Frame::of(community, visit, list::section(kind), window);
    let rules = reading.current_phase(space).map(|(_, phase)| phase.rules.clone());
    let chosen = if typed.language.is_empty() { visit.tongue.code() } else { &typed.language };
    let language = |language: &participation::Language| Choice {
        value: language.to_string(),
        text: crate::Tongue::of(language.as_str())
            .map_or_else(|| language.to_string(), |tongue| tongue.name().to_owned()),
        chosen: language.as_str() == chosen,
    };
    let languages = card.languages.iter().map(language).collect();
    let ids: Vec<EntryId> = match finder {
        Some(finder) if !typed.title.trim().is_empty() => {
            finder.similar(&typed.title, ALIKE).into_iter().map(|(id, _)| id).collect()
        }
        _ => Vec::new(),
    };
    let people = People::new(w);
    let alike = list::rows(&mut reading, &people, &ids, &f, "");
    let href = format!("{}/spaces/{}", f.root(), link::digits(space));
    let page = Write {
        heading,
        path: format!("{href}/{}/new", list::kind_path(kind)),
        space: (href, space_title),
        typed,
        languages,
        title_length: rules.as_ref().map_or(0, |rules| rules.title_length),
        body_length: rules.as_ref().map_or(0, |rules| rules.body_length),
        preview: typed.preview.then(|| (plain::line(&typed.title), prose::body(&typed.body))),
        alike,
        f,
    };
    done(&page).map(Some)
}

impl Typed {
    pub(crate) fn wrong(&self, field: &str) -> Option<&str> {
        let found = self.problems.iter().find(|problem| problem.field == field);
        found.map(|problem| problem.text.as_str())
    }
}
