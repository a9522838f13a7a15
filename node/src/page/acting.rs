//! Acts: a form that somebody who is logged in sends becomes a signed entry, once.

use std::sync::Arc;

use ateneu_page::barred::{self, Doing};
use ateneu_page::message::{Failed, Told};
use ateneu_page::words::Words;
use ateneu_page::{Deed, Filled, Neighbour, Visit};
use participation::{CommunityId, EntryId};

use super::answer::{Answer, Refused};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::aside;
use super::sessions::Session;
use super::site::Site;
use super::twice::Asked;
use super::waiting;
use crate::communities::Open;
use crate::people::Signer;

/// Somebody about to act.
#[derive(Debug)]
pub(super) struct Acting<'a> {
    pub(super) site: &'a Site,
    pub(super) ask: &'a Ask,
    pub(super) sent: &'a Sent,
    pub(super) community: Open,
    pub(super) signer: Signer,
    pub(super) visit: Visit,
}

impl Acting<'_> {
    /// The messages of the page.
    pub(super) const fn words(&self) -> Words {
        self.visit.words()
    }

    /// Lets somebody go on who can do it; others are told what they lack.
    pub(super) fn let_in(&self, doing: Doing) -> Result<(), Refused> {
        match barred::by(&self.community, &self.visit, doing) {
            None => Ok(()),
            Some(told) => Err(Refused::Told(told)),
        }
    }

    /// The form again with what was typed, or how what was typed would look.
    pub(super) fn again(&self, html: Result<Option<String>, Failed>, filled: &Filled) -> Refused {
        match html {
            Ok(Some(html)) if filled.problems.is_empty() => {
                Refused::Form(Box::new(Answer::page(html)))
            }
            Ok(Some(html)) => Refused::Form(Box::new(Answer::form(html))),
            Ok(None) => Refused::Told(Told::NotHere),
            Err(failed) => failed.into(),
        }
    }
}

/// What was done, and the page that shows it.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) deed: Deed,
    pub(super) entry: Option<EntryId>,
    /// The address below the root of the community's pages.
    pub(super) place: String,
}

/// Does something in the name of whoever is logged in, and sends them on to the page that shows it.
/// A form that was sent before leads where it led before.
pub(super) async fn act(
    site: Arc<Site>,
    ask: Ask,
    sent: Sent,
    deed: impl FnOnce(&mut Acting<'_>) -> Result<Done, Refused> + Send + 'static,
) -> Answer {
    act_if(site, ask, sent, None, deed).await
}

/// The same for those alone who can do something, such as the holders of an office.
pub(super) async fn act_if(
    site: Arc<Site>,
    ask: Ask,
    sent: Sent,
    doing: Option<Doing>,
    deed: impl FnOnce(&mut Acting<'_>) -> Result<Done, Refused> + Send + 'static,
) -> Answer {
    act_if_answer(site, ask, sent, doing, |acting| {
        let done = deed(acting)?;
        Ok(Answer::See(done.address(acting.ask, &acting.community.id())))
    })
    .await
}

/// The same for what leads on in another way. Only where it leads to by an address is remembered,
/// so that a form acts once; a form to be put right is none.
pub(super) async fn act_if_answer(
    site: Arc<Site>,
    ask: Ask,
    sent: Sent,
    doing: Option<Doing>,
    deed: impl FnOnce(&mut Acting<'_>) -> Result<Answer, Refused> + Send + 'static,
) -> Answer {
    aside(site, ask, move |site, ask| {
        let Some(id) = ask.community else { return Err(Refused::Told(Told::NotHere)) };
        let own = ask.session.clone().filter(|session| session.is_own(sent.get("token")));
        let Some(session) = own else { return Err(waiting::over(site, ask, &sent)) };
        let asked = Asked::of(&sent, ask.path());
        // The community before the keys, here and everywhere: two requests never wait for each other.
        let mut community = enter(site, session.login(), &id)
            .map_err(|refused| waiting::to_send_again(refused, ask, &sent))?;
        let visit = ask.visit(site, Some(&*community))?;
        let barred = match doing {
            Some(doing) => barred::by(&community, &visit, doing),
            None => {
                let belongs = visit.neighbour.as_ref().is_some_and(Neighbour::belongs);
                (!belongs).then_some(Told::NoMember)
            }
        };
        if let Some(told) = barred {
            return Err(Refused::Told(told));
        }
        // Whoever had begun to write is shown their form again, with what they wrote and why it waits.
        let visit = Visit { reads_alone: false, ..visit };
        let mut keys = session.keys();
        if let Some(place) = keys.twice().led_to(&asked) {
            return Ok(Answer::See(place));
        }
        let mut signer = keys.signer(&community)?;
        signer.certify(&mut community)?;
        let mut acting = Acting { site, ask, sent: &sent, community, signer, visit };
        let answer = match deed(&mut acting) {
            // What is shown once is not shown again: whoever sends the form twice comes to its page.
            Err(Refused::Form(answer)) if matches!(*answer, Answer::Secret(_)) => {
                let place = format!("/{}{}", ask.tongue.code(), ask.path());
                keys.twice().remember(asked, &place);
                return Ok(*answer);
            }
            done => done?,
        };
        if let Answer::See(place) | Answer::SeeWith(place, _) = &answer {
            keys.twice().remember(asked, place);
            site.metrics().acted();
        }
        Ok(answer)
    })
    .await
}

/// The community in which somebody of this node is about to act, unless they act too often. Nobody
/// else acts in it until it is given back.
pub(super) fn enter(site: &Site, login: &str, id: &CommunityId) -> Result<Open, Refused> {
    if !site.limits.may_act(login) {
        return Err(Refused::Told(Told::TooMany));
    }
    site.home().all().open_if_held(id)?.ok_or(Refused::Told(Told::NotHere))
}

/// Does something that is nobody's entry in the name of whoever is logged in: it stays on this node.
pub(super) async fn keep(
    site: Arc<Site>,
    ask: Ask,
    sent: Sent,
    deed: impl FnOnce(&Site, &Ask, &Sent, &Arc<Session>) -> Result<Done, Refused> + Send + 'static,
) -> Answer {
    aside(site, ask, move |site, ask| {
        let Some(id) = ask.community else { return Err(Refused::Told(Told::NotHere)) };
        let Some(session) = ask.session.clone() else { return Err(Refused::Told(Told::LogIn)) };
        if !session.is_own(sent.get("token")) {
            return Err(Refused::Told(Told::Stale));
        }
        if !site.limits.may_act(session.login()) {
            return Err(Refused::Told(Told::TooMany));
        }
        let asked = Asked::of(&sent, ask.path());
        if let Some(place) = session.keys().twice().led_to(&asked) {
            return Ok(Answer::See(place));
        }
        let place = deed(site, ask, &sent, &session)?.address(ask, &id);
        session.keys().twice().remember(asked, &place);
        Ok(Answer::See(place))
    })
    .await
}

impl Done {
    /// Something that is shown at an address below the root of the community's pages.
    pub(super) fn new(deed: Deed, entry: EntryId, place: impl Into<String>) -> Self {
        Self { deed, entry: Some(entry), place: place.into() }
    }

    fn address(&self, ask: &Ask, community: &CommunityId) -> String {
        let root = ateneu_page::path(ask.tongue, community);
        let (place, anchor) = match self.place.split_once('#') {
            Some((place, anchor)) => (place, format!("#{anchor}")),
            None => (self.place.as_str(), String::new()),
        };
        let sign = if place.contains('?') { '&' } else { '?' };
        let entry = self.entry.map(|entry| format!("&entry={entry}")).unwrap_or_default();
        format!("{root}{place}{sign}done={}{entry}{anchor}", self.deed.code())
    }
}
