//! The first screen: which communities there are, and what goes on in one.

use askama::Template;
use participation::{Community, CommunityId, DocumentKind, Filter, Sort, SpaceCard, Store};

use crate::frame::{Frame, Hall, Section};
use crate::list::{self, Row};
use crate::message::{Failed, done};
use crate::people::People;
use crate::phases;
use crate::polls::{self, OpenRow};
use crate::{Visit, link};

/// Rows of each list on the first screen.
const ROWS: usize = 5;

#[derive(Template)]
#[template(path = "communities.html")]
struct Communities<'a> {
    f: Frame<'a>,
    halls: Vec<Hall>,
}

/// The communities of a node, by id and name; without the name where the visitor may not know it.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn communities(visit: &Visit, all: &[(CommunityId, Option<String>)]) -> Result<String, Failed> {
    let w = visit.words();
    let nameless = w.say("community-private");
    let hall = |(id, name): &(CommunityId, Option<String>)| {
        Hall::named(id, name.as_ref().unwrap_or(&nameless), visit.tongue)
    };
    let halls = all.iter().map(hall).collect();
    done(&Communities { f: Frame::outside(visit, w.say("communities")), halls })
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    f: Frame<'a>,
    spaces: Vec<SpaceRow>,
    open: Vec<OpenRow>,
    recent: Vec<Row>,
    people: usize,
    proposals: usize,
    ballots: usize,
}

/// A space in a list.
#[derive(Debug)]
pub(crate) struct SpaceRow {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) lang: &'static str,
    pub(crate) kind: String,
    pub(crate) phase: String,
    pub(crate) phase_lang: &'static str,
    /// What members may do now.
    pub(crate) may: String,
    pub(crate) proposals: usize,
}

/// What goes on in a community.
///
/// # Errors
/// As [`communities`].
pub fn home<S: Store>(community: &Community<S>, visit: &Visit) -> Result<String, Failed> {
    let f = Frame::of(community, visit, Section::Home, "");
    let open = polls::open_rows(community, &f);
    let ballots = community.openings().count();
    let mut reading = community.deliberation();
    let spaces = reading.spaces().map(|space| space_row(&reading, space, &f)).collect();
    let filter =
        Filter { kinds: vec![DocumentKind::Proposal], withdrawn: Some(false), ..Filter::default() };
    let page = reading.list(&filter, Sort::Recent, 0, ROWS);
    let people = People::new(f.w);
    let recent = list::rows(&mut reading, &people, &page.ids, &f, "");
    let view = community.view();
    let members = view.members().len();
    done(&Home { f, spaces, open, recent, people: members, proposals: page.total, ballots })
}

/// A space as a row.
pub(crate) fn space_row(
    reading: &participation::Deliberation,
    space: &SpaceCard,
    f: &Frame<'_>,
) -> SpaceRow {
    let (lang, title) = list::titled(&space.titles, f.w);
    let phase = reading.current_phase(&space.id).map(|(_, phase)| phase);
    let may = phase.filter(|_| !f.reads_alone());
    let (phase_lang, phase_title) =
        phase.map(|phase| phases::titled(phase, f.w)).unwrap_or_default();
    let filter = Filter {
        space: Some(space.id),
        kinds: vec![DocumentKind::Proposal],
        withdrawn: Some(false),
        ..Filter::default()
    };
    SpaceRow {
        href: format!("{}/spaces/{}", f.root(), link::digits(&space.id)),
        title,
        lang,
        kind: f.w.say(list::space_kind(space.kind)),
        phase: phase_title,
        phase_lang,
        may: may.map(|phase| phases::open_for(phase, f.w).join(" · ")).unwrap_or_default(),
        proposals: reading.list(&filter, Sort::Recent, 0, 0).total,
    }
}
