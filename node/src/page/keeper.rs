//! The desk of the node's keepers.

pub(super) mod backups;

use std::sync::Arc;

use ateneu_page::entrance::Problem;
use ateneu_page::keeper::{self, Desk};
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use ateneu_page::{Deed, Tongue, setup};
use axum::extract::State;
use participation_store::SledStore;

use super::answer::{Answer, Refused};
use super::ask::Ask;
use super::doors;
use super::forms::Sent;
use super::looking::aside;
use super::setup::{opened, steps};
use super::site::Site;
use crate::doctor::{self, How};
use crate::home::keeping::Opened;
use crate::{nearby, people};

/// What a short name in the hall is called until somebody chooses one.
pub(super) const USUAL: &str = "ateneu";

/// The desk.
pub(super) async fn desk(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let visit = may(site, ask)?;
        Ok(Answer::page(keeper::desk(&visit, &shown(site))?))
    })
    .await
}

/// A look at a keepers' page, for keepers.
fn may(site: &Site, ask: &Ask) -> Result<ateneu_page::Visit, Refused> {
    let visit = ask.visit::<SledStore>(site, None)?;
    match &visit.neighbour {
        None => Err(Refused::Told(Told::LogIn)),
        Some(neighbour) if neighbour.keeper => Ok(visit),
        // Nobody else has to know that there is such a page.
        Some(_) => Err(Refused::Told(Told::NotHere)),
    }
}

/// The same for who sends a form of it.
fn acts(site: &Site, ask: &Ask, sent: &Sent) -> Result<ateneu_page::Visit, Refused> {
    let visit = may(site, ask)?;
    if ask.session.as_ref().is_none_or(|session| !session.is_own(sent.get("token"))) {
        return Err(Refused::Told(Told::Stale));
    }
    Ok(visit)
}

fn shown(site: &Site) -> Desk {
    let keeping = site.home().keeping();
    let opened = match (keeping.opened, site.url()) {
        (Some(Opened::Hall { .. }), _) => keeper::Opened::Hall(site.doors.of_the_hall()),
        (_, Some(url)) => keeper::Opened::Proxy(url),
        (Some(Opened::Here | Opened::Proxy { .. }), None) => keeper::Opened::Here,
        (None, None) => keeper::Opened::Unsaid,
    };
    let keepers = keeping.keepers.into_iter().collect();
    let health = doctor::look(site.home(), Some(site.serving()), How::default(), site.now());
    let health = health.unwrap_or_else(|failure| {
        tracing::error!(%failure, "the node could not be looked over");
        Vec::new()
    });
    Desk { opened, keepers, health, backups: backups::standing(site), ..Desk::default() }
}

/// Names a keeper, or takes one out.
pub(super) async fn keepers(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| {
        let visit = acts(site, ask, &sent)?;
        let words = Words::of(ask.tongue);
        let (new, gone) = (sent.get("new").trim().to_lowercase(), sent.get("gone"));
        let wrong = if !gone.is_empty() {
            let mut last = false;
            site.home().keep(|keeping| {
                last = keeping.keepers.len() < 2;
                if !last {
                    keeping.keepers.remove(gone);
                }
                Ok(())
            })?;
            last.then(|| words.say("keeper-last"))
        } else if people::is_here(&site.home().people(), &new) {
            site.home().keep(|keeping| keeping.name_keeper(&new))?;
            None
        } else {
            Some(words.say("keeper-nobody"))
        };
        let Some(text) = wrong else { return Ok(saved(ask)) };
        let problems = vec![Problem { field: "new", text }];
        let desk = Desk { typed: new, problems, ..shown(site) };
        Ok(Answer::form(keeper::desk(&visit, &desk)?))
    })
    .await
}

fn saved(ask: &Ask) -> Answer {
    Answer::See(format!("/{}/keeper?done={}", ask.tongue.code(), Deed::Kept.code()))
}

/// Asks how people open the page.
pub(super) async fn opening_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let visit = may(site, ask)?;
        let mut typed = setup::Opening { name: USUAL.to_owned(), ..setup::Opening::default() };
        match site.home().keeping().opened {
            None => {}
            Some(Opened::Here) => "here".clone_into(&mut typed.how),
            Some(Opened::Hall { name }) => {
                "hall".clone_into(&mut typed.how);
                typed.name = name;
            }
            Some(Opened::Proxy { url }) => {
                "proxy".clone_into(&mut typed.how);
                typed.url = url;
            }
        }
        Ok(Answer::page(setup::opening_again(&visit, &typed, &in_digits(site))?))
    })
    .await
}

/// Settles how people open the page, from now on.
pub(super) async fn opening(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| {
        let visit = acts(site, ask, &sent)?;
        let typed = steps::opening(&sent, Words::of(ask.tongue));
        if let (true, Some(next)) = (typed.problems.is_empty(), opened(&typed)) {
            site.home().keep(|keeping| {
                keeping.opened = Some(next);
                Ok(())
            })?;
            doors::settle(site);
            return Ok(saved(ask));
        }
        Ok(Answer::form(setup::opening_again(&visit, &typed, &in_digits(site))?))
    })
    .await
}

/// The addresses of this computer on its networks.
pub(super) fn in_digits(site: &Site) -> Vec<String> {
    let port = site.address().port();
    nearby::addresses().iter().map(|ip| format!("http://{ip}:{port}")).collect()
}

/// A poster for the hall.
pub(super) async fn poster(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let visit = may(site, ask)?;
        let keeping = site.home().keeping();
        let (addresses, wifi) = match &keeping.opened {
            Some(Opened::Hall { .. }) => (site.doors.of_the_hall(), true),
            Some(Opened::Proxy { url }) => (vec![url.clone()], false),
            Some(Opened::Here) | None => return Err(Refused::Told(Told::NotHere)),
        };
        // The name, and the first address in digits: a poster with more of them puzzles.
        let addresses: Vec<String> = addresses.into_iter().take(2).collect();
        let name = association(site)?;
        let mut tongues: Vec<Tongue> =
            keeping.languages.iter().filter_map(|code| Tongue::of(code)).collect();
        if tongues.is_empty() {
            tongues.push(ask.tongue);
        }
        Ok(Answer::page(keeper::poster(&visit, &name, &tongues, &addresses, wifi)?))
    })
    .await
}

/// What the association is called: its only community, else the node.
fn association(site: &Site) -> Result<String, Refused> {
    let names = site.halls.names()?;
    Ok(match names.as_slice() {
        [(_, name)] => name.clone(),
        _ => site.home().name().to_owned(),
    })
}
