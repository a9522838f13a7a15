//! One's own page: who one is here, and everything that was done in one's name.

pub(crate) mod acts;
mod passphrase;

use askama::Template;
use participation::{
    Card, Community, Content, Custody, DocumentKind, EntryId, Kept, Owner, Reading, SlotId, Store,
};

pub(crate) use acts::Line;
pub use passphrase::{Change, passphrase};

use crate::dates::Day;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::kept::{self, Keeping};
use crate::list::{self, Badge, Pages};
use crate::message::{Failed, done};
use crate::words::Words;
use crate::{Visit, census, link, plain};

/// Acts of a page.
const ACTS: usize = 30;

/// Characters of a name and of what is told about oneself; Unicode takes up to four bytes for each,
/// and the acts allow 100 and 2000 bytes.
const NAME: usize = 100;
const ABOUT: usize = 2000;

/// What is asked of one's own page.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Which page of one's acts, from 1.
    pub page: usize,
    /// Drafts. Only this node has them.
    pub drafts: Vec<Draft>,
    /// A profile that was typed and not taken in.
    pub typed: Option<Typed>,
}

/// What somebody has written and not published.
#[derive(Debug, Clone)]
pub struct Draft {
    /// By which the node keeps it.
    pub id: String,
    /// Its space, where that is known.
    pub space: Option<EntryId>,
    /// Its title.
    pub title: String,
}

/// A draft in the list.
struct Drafted {
    id: String,
    title: String,
    space: String,
    /// Where it is written on; empty where its space is not here.
    href: String,
}

/// A profile as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// By which others may call one.
    pub name: String,
    /// What one tells, in the language of the page.
    pub about: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Typed {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// A document of one's own.
struct Mine {
    href: String,
    title: String,
    lang: &'static str,
    kind: String,
    day: Day,
    badges: Vec<Badge>,
}

#[derive(Template)]
#[template(path = "own.html")]
struct Own<'a> {
    f: Frame<'a>,
    typed: Typed,
    offices: Vec<String>,
    /// By what a registrar knows the place that they claim.
    claims: Option<String>,
    devices: Vec<String>,
    documents: Vec<Mine>,
    drafts: Vec<Drafted>,
    votes: Vec<Line>,
    total: usize,
    /// What is said where no other node was ever met; empty elsewhere.
    alone: String,
    acts: Vec<Line>,
    pages: Pages,
}

/// One's own page; `None` for whoever is not logged in.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    asked: Asked,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Some(neighbour) = &visit.neighbour else { return Ok(None) };
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("own-title"));
    let slot = neighbour.slot;
    let all = slot.map(|slot| acts::of(community, &slot)).unwrap_or_default();
    let pages = Pages::new(all.len(), ACTS, asked.page, &format!("{}/me?", f.root()));
    let here = all.iter().skip(pages.offset(ACTS)).take(ACTS);
    let keeping = Keeping::of(community);
    let lines = here.filter_map(|(_, id)| acts::line(community, &f, &keeping, id)).collect();
    let votes = acts::votes(community, &f, &keeping, &all);
    let alone = all.iter().take(1).filter_map(|(_, id)| keeping.find(community, [*id]));
    let alone = alone.filter(|kept| *kept == Kept::Alone).map(|kept| kept::sentence(kept, w));
    let alone = alone.last().unwrap_or_default();
    let typed = asked.typed.unwrap_or_else(|| {
        let (name, about) = slot.map(|slot| profile(community, &slot, visit)).unwrap_or_default();
        Typed { name, about, problems: Vec::new() }
    });
    let reading = community.deliberation();
    let documents = match slot {
        Some(slot) => mine(&reading, &slot, &f),
        None => Vec::new(),
    };
    let drafted = |draft: Draft| {
        let space = draft.space.and_then(|id| reading.space(&id));
        let href = space.filter(|_| !f.reads_alone()).map(|space| {
            let digits = link::digits(&space.id);
            format!("{}/spaces/{digits}/proposals/new?draft={}", f.root(), link::encoded(&draft.id))
        });
        Drafted {
            title: plain::line(&draft.title),
            space: space.map(|space| list::titled(&space.titles, w).1).unwrap_or_default(),
            href: href.unwrap_or_default(),
            id: draft.id,
        }
    };
    let drafts = asked.drafts.into_iter().map(drafted).collect();
    drop(reading);
    let page = Own {
        typed,
        offices: offices(neighbour.offices, w),
        claims: neighbour.claims.map(|slot| census::mark(&slot)),
        devices: slot.map(|slot| devices(community, &slot, w)).unwrap_or_default(),
        documents,
        drafts,
        votes,
        total: all.len(),
        alone,
        acts: lines,
        pages,
        f,
    };
    done(&page).map(Some)
}

/// The name and the words by which somebody tells of themselves, the words in the language of the
/// page.
fn profile<S: Store>(community: &Community<S>, slot: &SlotId, visit: &Visit) -> (String, String) {
    let reading = community.deliberation();
    let said = reading.profile(slot).and_then(|entry| reading.said(&entry));
    let Some(Content::Profile(profile)) = said.as_ref().and_then(participation::Said::content)
    else {
        return (String::new(), String::new());
    };
    let about = visit.tongue.language().and_then(|language| profile.about.get(language));
    let about = about.map(|text| text.as_str().to_owned()).unwrap_or_default();
    (plain::line(profile.name.as_str()), about)
}

/// Whether somebody is an author of a document.
pub(crate) fn is_author(card: &Card, slot: &SlotId) -> bool {
    card.owner == Owner::Member(*slot) || card.coauthors.contains(slot)
}

fn mine<S: Store>(reading: &Reading<'_, S>, slot: &SlotId, f: &Frame<'_>) -> Vec<Mine> {
    let mut cards: Vec<&Card> = reading
        .cards()
        .filter(|card| card.kind != DocumentKind::Taxon && is_author(card, slot) && !card.erased)
        .collect();
    cards.sort_by_key(|card| (std::cmp::Reverse(card.made), card.id));
    let mine = |card: &&Card| {
        let (lang, title) = if card.hidden.is_some() {
            ("", f.w.say("title-hidden"))
        } else {
            list::titled(&card.titles, f.w)
        };
        Mine {
            href: format!("{}/{}/{}", f.root(), list::kind_path(card.kind), link::digits(&card.id)),
            title,
            lang,
            kind: f.w.say(list::kind_one(card.kind)),
            day: Day::of(card.made, f.w),
            badges: list::badges(reading, card, f.w),
        }
    };
    cards.iter().map(mine).collect()
}

fn offices(offices: crate::Offices, w: Words) -> Vec<String> {
    let all = [
        (offices.steward, "office-steward"),
        (offices.registrar, "office-registrar"),
        (offices.organiser, "office-organiser"),
        (offices.moderator, "office-moderator"),
    ];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| w.say(key)).collect()
}

/// Who holds the keys with which somebody's devices sign, each way once.
fn devices<S: Store>(community: &Community<S>, slot: &SlotId, w: Words) -> Vec<String> {
    let view = community.view();
    let mut ways: Vec<Custody> = acts::devices(community, slot)
        .into_iter()
        .filter_map(|device| view.certificate(&device).map(|fact| fact.custody))
        .collect();
    ways.sort_unstable_by_key(|custody| custody_name(*custody));
    ways.dedup();
    ways.into_iter().map(|custody| w.say(custody_name(custody))).collect()
}

const fn custody_name(custody: Custody) -> &'static str {
    match custody {
        Custody::Own => "custody-own",
        Custody::Node => "custody-node",
        Custody::Kiosk => "custody-kiosk",
        Custody::Assisted => "custody-assisted",
        Custody::Rehearsal => "custody-rehearsal",
    }
}
