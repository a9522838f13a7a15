//! What stands around every screen.

use participation::{Community, CommunityId, Kept, SUPPORTED_RULES, Store};

use crate::kept::{self, Keeping};
use crate::words::Words;
use crate::{Neighbour, Tongue, Visit, assets, kiosk, link, plain};

/// Seconds that are left when a shared computer asks whether somebody is there, where no script counts.
const ASKED: u64 = 28;

/// The parts of a community's pages that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// What goes on.
    Home,
    /// Processes and assemblies.
    Spaces,
    /// Proposals.
    Proposals,
    /// Debates.
    Debates,
    /// Polls and budgets.
    Polls,
    /// None of them.
    Elsewhere,
}

/// What every template has at hand.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    /// The messages of the page.
    pub(crate) w: Words,
    /// Who looks.
    pub(crate) visit: &'a Visit,
    /// What the window is called, without the name of the community.
    pub(crate) title: String,
    /// The community, where the page is of one.
    pub(crate) hall: Option<Hall>,
    /// Where in it.
    section: Section,
    /// Where what has just been done is kept.
    kept: Option<Kept>,
    /// Whether this page asks somebody whether they are there.
    waits: bool,
    /// The version of the rules that the community follows, where this node does not know it.
    pub(crate) later_rules: Option<u32>,
    /// Whether there is nowhere else to go from here yet.
    pub(crate) alone: bool,
}

/// A community as its pages name it.
#[derive(Debug, Clone)]
pub(crate) struct Hall {
    /// Its name.
    pub(crate) name: String,
    /// The beginning of the addresses of its pages.
    pub(crate) root: String,
}

impl Hall {
    /// Of a community.
    pub(crate) fn of<S: Store>(community: &Community<S>, tongue: Tongue) -> Self {
        Self { name: name_of(community), root: link::path(tongue, &community.id()) }
    }

    /// By what is known of it.
    pub(crate) fn named(id: &CommunityId, name: &str, tongue: Tongue) -> Self {
        Self { name: plain::line(name), root: link::path(tongue, id) }
    }
}

/// What people call a community; the beginning of its id while its founding has not come.
pub(crate) fn name_of<S: Store>(community: &Community<S>) -> String {
    let view = community.view();
    let name = view.tip().map(|(_, state)| plain::line(state.name().as_str())).unwrap_or_default();
    if name.is_empty() { community.id().short() } else { name }
}

/// Whether a community can be read here and nothing can be signed, because its rules are newer than
/// those that this program knows.
#[must_use]
pub fn reads_alone<S: Store>(community: &Community<S>) -> bool {
    later_rules(community).is_some()
}

/// The version of the rules in force, where this node does not know it: what is signed by them waits
/// until it does, and nothing can be signed here.
pub(crate) fn later_rules<S: Store>(community: &Community<S>) -> Option<u32> {
    let view = community.view();
    let rules = view.tip().map(|(_, state)| state.rules());
    rules.filter(|rules| *rules > SUPPORTED_RULES)
}

/// A link of the navigation.
#[derive(Debug)]
pub(crate) struct Item {
    /// Where it leads.
    pub(crate) href: String,
    /// What it says.
    pub(crate) text: String,
    /// Whether one is there.
    pub(crate) here: bool,
}

/// A link to the same page in another language.
#[derive(Debug)]
pub(crate) struct Other {
    /// The language.
    pub(crate) tongue: Tongue,
    /// Where it leads.
    pub(crate) href: String,
    /// Whether it is this page.
    pub(crate) here: bool,
}

impl<'a> Frame<'a> {
    /// Around a screen of a community.
    pub(crate) fn of<S: Store>(
        community: &Community<S>,
        visit: &'a Visit,
        section: Section,
        title: impl Into<String>,
    ) -> Self {
        let hall = Some(Hall::of(community, visit.tongue));
        let entry = visit.notice.and_then(|notice| notice.entry);
        let kept = entry.and_then(|entry| Keeping::of(community).find(community, [entry]));
        Self {
            kept,
            w: visit.words(),
            visit,
            title: title.into(),
            hall,
            later_rules: later_rules(community),
            section,
            alone: false,
            waits: false,
        }
    }

    /// Around a screen of no community.
    pub(crate) fn outside(visit: &'a Visit, title: impl Into<String>) -> Self {
        let w = visit.words();
        Self {
            w,
            visit,
            title: title.into(),
            hall: None,
            later_rules: None,
            kept: None,
            section: Section::Elsewhere,
            waits: false,
            alone: false,
        }
    }

    /// The same around a community that is known by name.
    pub(crate) fn at(mut self, hall: Option<Hall>) -> Self {
        self.hall = hall;
        self
    }

    /// The same for a page that asks somebody whether they are there.
    pub(crate) fn waiting(mut self) -> Self {
        self.waits = true;
        self
    }

    /// In an assisted session: who stands by, and until when.
    pub(crate) fn assisted(&self) -> Option<String> {
        let (by, until) = self.neighbour()?.assisted.as_ref()?;
        let left = until.millis().saturating_sub(self.visit.now.millis()).div_ceil(60_000);
        let left = left.to_string();
        Some(self.w.fill("assist-note", &[("who", by), ("minutes", &left)]))
    }

    /// At a computer that neighbours share, and for whoever is logged in there: the root of the
    /// community's pages.
    pub(crate) fn idle(&self) -> Option<&str> {
        self.neighbour().and(self.visit.kiosk.as_deref()).filter(|_| !self.waits)
    }

    /// Where such a computer goes by itself, where no script counts; with the seconds before it.
    /// The second page has the last of those for which a node waits.
    pub(crate) fn refresh(&self) -> Option<String> {
        let root = self.neighbour().and(self.visit.kiosk.as_deref())?;
        Some(if self.waits {
            format!("27; url={root}/kiosk?done=away")
        } else {
            let here = format!("/{}{}", self.visit.tongue.code(), self.visit.place);
            let asks = kiosk::patience(&self.visit.place).saturating_sub(ASKED);
            format!("{asks}; url={root}/kiosk/still?then={}", link::encoded(&here))
        })
    }

    /// Whether a node waits longer here, because it sees nothing of what is written.
    pub(crate) fn is_for_writing(&self) -> bool {
        kiosk::patience(&self.visit.place) > kiosk::READING
    }

    /// What a browser may fill in by itself: nothing at a computer that neighbours share.
    pub(crate) fn fills(&self, what: &'static str) -> &'static str {
        if self.visit.kiosk.is_some() { "off" } else { what }
    }

    /// The same while there is nowhere else to go from here.
    pub(crate) fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// What the window is called.
    pub(crate) fn window(&self) -> String {
        let around = self.hall.as_ref().map_or(self.visit.node.as_str(), |hall| &hall.name);
        match (self.title.is_empty(), around.is_empty()) {
            (true, _) => around.to_owned(),
            (false, true) => self.title.clone(),
            (false, false) => format!("{} · {around}", self.title),
        }
    }

    /// The beginning of the addresses of the community's pages.
    pub(crate) fn root(&self) -> &str {
        self.hall.as_ref().map_or("", |hall| &hall.root)
    }

    /// The navigation of the community.
    pub(crate) fn items(&self) -> Vec<Item> {
        let Some(hall) = &self.hall else { return Vec::new() };
        let all = [
            (Section::Home, "", "nav-home"),
            (Section::Spaces, "/spaces", "nav-spaces"),
            (Section::Proposals, "/proposals", "nav-proposals"),
            (Section::Debates, "/debates", "nav-debates"),
            (Section::Polls, "/polls", "nav-polls"),
        ];
        let item = |(section, path, key): (Section, &str, &str)| Item {
            href: format!("{}{path}", hall.root),
            text: self.w.say(key),
            here: section == self.section,
        };
        all.into_iter().map(item).collect()
    }

    /// This page in every language.
    pub(crate) fn languages(&self) -> Vec<Other> {
        let other = |tongue: Tongue| Other {
            tongue,
            href: format!("/{}{}", tongue.code(), self.visit.place),
            here: tongue == self.visit.tongue,
        };
        Tongue::ALL.into_iter().map(other).collect()
    }

    /// Whoever is logged in.
    pub(crate) fn neighbour(&self) -> Option<&Neighbour> {
        self.visit.neighbour.as_ref()
    }

    /// What proves that a form came from this page; empty for whoever is not logged in.
    pub(crate) fn token(&self) -> &str {
        self.neighbour().map_or("", |neighbour| &neighbour.token)
    }

    /// Whether acts can be done here by whoever looks.
    pub(crate) fn may_act(&self) -> bool {
        self.visit.acts_as().is_some()
    }

    /// Whether whoever looks is a member.
    pub(crate) fn is_member(&self) -> bool {
        self.neighbour().is_some_and(|neighbour| neighbour.slot.is_some())
    }

    /// Whether nobody can act here.
    pub(crate) const fn reads_alone(&self) -> bool {
        self.visit.reads_alone
    }

    /// Whether whoever looks is of the community: a member, or the holder of an office.
    pub(crate) fn belongs(&self) -> bool {
        self.neighbour().is_some_and(Neighbour::belongs)
    }

    /// Whether whoever looks follows a document or a space.
    pub(crate) fn follows(&self, digits: &str) -> bool {
        let follows =
            |neighbour: &Neighbour| neighbour.follows.iter().any(|id| link::digits(id) == digits);
        self.neighbour().is_some_and(follows)
    }

    /// Whether whoever looks can hide things and show them again.
    pub(crate) fn moderates(&self) -> bool {
        self.visit.exercises().moderator
    }

    /// Whether whoever looks holds an office.
    pub(crate) fn serves(&self) -> bool {
        self.neighbour().is_some_and(|neighbour| neighbour.offices != crate::Offices::default())
    }

    /// Whether whoever looks sees the census.
    pub(crate) fn keeps_census(&self) -> bool {
        self.neighbour().is_some_and(|one| one.offices.registrar || one.offices.steward)
    }

    /// Whether the visitor may sit with somebody who cannot do it alone.
    pub(crate) fn may_assist(&self) -> bool {
        let assisted = self.neighbour().is_some_and(|one| one.assisted.is_some());
        self.visit.exercises().registrar && !assisted
    }

    /// What has just been done, in words.
    pub(crate) fn done(&self) -> Option<String> {
        let notice = self.visit.notice?;
        Some(self.w.say(&format!("done-{}", notice.deed.code())))
    }

    /// The code of the receipt for it, and where it is shown.
    pub(crate) fn receipt(&self) -> Option<(String, String)> {
        let entry = self.visit.notice?.entry?;
        let href = format!("{}/receipts/{}", self.root(), link::digits(&entry));
        Some((participation::receipt_code(&entry), href))
    }

    /// Where it is kept, in words.
    pub(crate) fn kept(&self) -> Option<String> {
        self.kept.map(|kept| kept::sentence(kept, self.w))
    }

    /// The style sheet.
    pub(crate) fn css(&self) -> &'static str {
        assets::css().path()
    }

    /// The script, which nothing depends on.
    pub(crate) fn js(&self) -> &'static str {
        assets::js().path()
    }
}
