//! Processes and assemblies.

use askama::Template;
use participation::{Community, DocumentKind, EntryId, Filter, Phase, Sort, Store, TextField};

use crate::document::Part;
use crate::files::{self, File};
use crate::frame::{Frame, Section};
use crate::home::{SpaceRow, space_row};
use crate::list::{self, Row};
use crate::message::{Failed, done};
use crate::people::People;
use crate::phases::{self, Step};
use crate::polls::{self, Linked};
use crate::words::Words;
use crate::{Visit, link, prose, writing};

/// Rows of each kind of document on the screen of a space.
const ROWS: usize = 6;

#[derive(Template)]
#[template(path = "spaces.html")]
struct Spaces<'a> {
    f: Frame<'a>,
    /// Whether the reader can open some.
    organises: bool,
    spaces: Vec<SpaceRow>,
}

/// All spaces.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn all<S: Store>(community: &Community<S>, visit: &Visit) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Spaces, w.say("nav-spaces"));
    let reading = community.deliberation();
    let spaces = reading.spaces().map(|space| space_row(&reading, space, &f)).collect();
    done(&Spaces { f, organises: visit.organises(), spaces })
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
    /// What members and organisers can do here: where, and what that is called.
    doings: Vec<(String, String)>,
    office: Vec<(String, String)>,
    files: Vec<File>,
    groups: Vec<Group>,
    polls: Vec<Linked>,
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
    let w = visit.words();
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
    let digits = link::digits(id);
    let own = format!("{}/spaces/{digits}", f.root());
    let doings = phase.filter(|_| !f.reads_alone()).map(|phase| doings(&own, phase, w));
    let doings = doings.unwrap_or_default();
    let office = if visit.organises() { office(&f, &own, w) } else { Vec::new() };
    let files = files::of(&reading, &space.attachments, &f, visit.organises());
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
    let polls = polls::of_space(community, &reading, id, &f);
    let path = own;
    let page = Space {
        f,
        path,
        digits,
        lang,
        kind,
        steps,
        may,
        parts,
        doings,
        office,
        files,
        groups,
        polls,
    };
    done(&page).map(Some)
}

/// What members can write in a phase.
fn doings(own: &str, phase: &Phase, w: Words) -> Vec<(String, String)> {
    [DocumentKind::Proposal, DocumentKind::Debate]
        .into_iter()
        .filter(|kind| writing::permitted(*kind, &phase.rules))
        .filter_map(|kind| Some((address(own, kind), w.say(writing::heading(kind)?))))
        .collect()
}

/// What organisers can do in a space.
fn office(f: &Frame<'_>, own: &str, w: Words) -> Vec<(String, String)> {
    let digits = own.rsplit('/').next().unwrap_or_default();
    let mut all = vec![
        (format!("{own}/phase"), w.say("phase-go-on")),
        (format!("{own}/edit"), w.say("edit")),
        (format!("{own}/attach"), w.say("attach")),
        (format!("{own}/merge"), w.say("merge-title")),
        (format!("{}/polls/new?space={digits}", f.root()), w.say("open-poll")),
        (format!("{}/polls/new-budget?space={digits}", f.root()), w.say("open-budget")),
    ];
    let kinds = writing::OFFICIAL.into_iter();
    all.extend(kinds.filter_map(|kind| Some((address(own, kind), w.say(writing::heading(kind)?)))));
    all
}

fn address(own: &str, kind: DocumentKind) -> String {
    format!("{own}/{}/new", list::kind_path(kind))
}
