//! Processes and assemblies.

use askama::Template;
use participation::{Community, DocumentKind, EntryId, Filter, Permit, Sort, Store, TextField};

use crate::document::Part;
use crate::frame::{Frame, Section};
use crate::home::{SpaceRow, space_row};
use crate::list::{self, Row};
use crate::message::{Failed, done};
use crate::people::People;
use crate::phases::{self, Step};
use crate::words::Words;
use crate::{Visit, link, prose};

/// Rows of each kind of document on the screen of a space.
const ROWS: usize = 6;

#[derive(Template)]
#[template(path = "spaces.html")]
struct Spaces<'a> {
    f: Frame<'a>,
    spaces: Vec<SpaceRow>,
}

/// All spaces.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn all<S: Store>(community: &Community<S>, visit: &Visit) -> Result<String, Failed> {
    let w = Words::of(visit.tongue);
    let f = Frame::of(community, visit, Section::Spaces, w.say("nav-spaces"));
    let reading = community.deliberation();
    let spaces = reading.spaces().map(|space| space_row(&reading, space, &f)).collect();
    done(&Spaces { f, spaces })
}

#[derive(Template)]
#[template(path = "space.html")]
struct Space<'a> {
    f: Frame<'a>,
    path: String,
    digits: String,
    lang: &'static str,
    kind: String,
    steps: Vec<Step>,
    may: Vec<String>,
    parts: Vec<Part>,
    /// Where proposals are written, while members may.
    propose: Option<String>,
    groups: Vec<Group>,
}

/// Documents of one kind.
struct Group {
    title: String,
    href: String,
    total: usize,
    rows: Vec<Row>,
}

/// One space; `None` where it is not here.
///
/// # Errors
/// As [`all`].
pub fn one<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
) -> Result<Option<String>, Failed> {
    let w = Words::of(visit.tongue);
    let mut reading = community.deliberation();
    let Some(space) = reading.space(id).cloned() else { return Ok(None) };
    let (lang, title) = list::titled(&space.titles, w);
    let f = Frame::of(community, visit, Section::Spaces, title);
    let contents = reading.text(id).unwrap_or_default();
    let fields =
        [TextField::Announcement, TextField::Summary, TextField::Body, TextField::Instructions];
    let parts = fields.into_iter().filter_map(|field| Part::of(&contents, field, w, prose::body));
    let parts = parts.collect();
    let steps = phases::steps(&reading, &space, w);
    let phase = reading.current_phase(id).map(|(_, phase)| phase);
    let may = phase.map(|phase| phases::open_for(phase, w)).unwrap_or_default();
    let proposes = phase.is_some_and(|phase| phase.rules.permits.has(Permit::Propose));
    let digits = link::digits(id);
    let propose = proposes.then(|| format!("{}/spaces/{digits}/proposals/new", f.root()));
    let people = People::new(w);
    let mut groups = Vec::new();
    for kind in [
        DocumentKind::Proposal,
        DocumentKind::Debate,
        DocumentKind::Meeting,
        DocumentKind::Project,
        DocumentKind::Result,
        DocumentKind::Post,
        DocumentKind::Page,
    ] {
        let filter = Filter {
            space: Some(*id),
            kinds: vec![kind],
            withdrawn: Some(false),
            ..Filter::default()
        };
        let page = reading.list(&filter, Sort::Recent, 0, ROWS);
        if page.total == 0 {
            continue;
        }
        groups.push(Group {
            title: w.say(list::kind_title(kind)),
            href: format!("{}/{}?space={digits}", f.root(), list::kind_path(kind)),
            total: page.total,
            rows: list::rows(&mut reading, &people, &page.ids, &f, ""),
        });
    }
    let kind = w.say(list::space_kind(space.kind));
    let path = format!("{}/spaces/{digits}", f.root());
    done(&Space { f, path, digits, lang, kind, steps, may, parts, propose, groups }).map(Some)
}
