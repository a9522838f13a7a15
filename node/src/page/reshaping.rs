//! Merging proposals into one, making one of a part of another, and copying one.

use std::sync::{Arc, PoisonError};

use ateneu_page::barred::Doing;
use ateneu_page::message::Told;
use ateneu_page::reshaping::{self, Shape};
use ateneu_page::{Deed, Filled};
use axum::extract::State;

use super::acting::{Acting, Done, act_if};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::halls::Part;
use super::looking::{document_at, let_in, screen, space_at};
use super::office::above;
use super::site::Site;
use super::waiting;

/// The proposals of a space to choose from; once enough are chosen, the form for the one that takes
/// their place.
pub(super) async fn merge_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    if !ask.value("q").trim().is_empty() {
        site.follow(ask.community, Part::Words).await;
    }
    screen(site, ask, |site, ask, community, visit| {
        let space = space_at(community, ask.part(1)).ok_or(Refused::Told(Told::NotHere))?;
        let_in(ask, community, visit, Doing::Organise)?;
        let mut asked = Filled::read(ask.fields());
        let (filled, visit) = &waiting::filled(site, ask, visit);
        if let Some(filled) = filled {
            let shape = Shape::Merge(space);
            let html = reshaping::form(community, visit, shape, &asked, filled);
            return Ok(Answer::screen(site, ask, html));
        }
        let writes = ask.value("do") == "write";
        if writes && reshaping::is_enough(community, &space, &asked) {
            let shape = Shape::Merge(space);
            let filled = reshaping::begun(community, visit, shape, &asked);
            let html = reshaping::form(community, visit, shape, &asked, &filled);
            return Ok(Answer::screen(site, ask, html));
        }
        if writes {
            reshaping::ask_for_enough(community, &space, &mut asked, visit.words());
        }
        let html = if ask.value("q").trim().is_empty() {
            reshaping::pick(community, visit, &space, &asked, None)
        } else {
            let finder = site.halls.finder(community)?;
            let finder = finder.lock().unwrap_or_else(PoisonError::into_inner);
            reshaping::pick(community, visit, &space, &asked, Some(&finder))
        };
        match html? {
            Some(html) if writes => Ok(Answer::form(html)),
            html => Ok(Answer::screen(site, ask, Ok(html))),
        }
    })
    .await
}

/// The form for a part of a proposal, or for a copy.
pub(super) async fn form_of_one(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let shape = shape(community, ask)?;
        let_in(ask, community, visit, Doing::Organise)?;
        let none = Filled::default();
        let (filled, visit) = &waiting::filled(site, ask, visit);
        let begun = || reshaping::begun(community, visit, shape, &none);
        let filled = filled.clone().unwrap_or_else(begun);
        Ok(Answer::screen(site, ask, reshaping::form(community, visit, shape, &none, &filled)))
    })
    .await
}

/// Publishes what was made of proposals, or shows how it would look.
pub(super) async fn publish(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Organise), |acting| {
        let shape = shape(&acting.community, acting.ask)?;
        let mut filled = Filled::read(acting.sent.fields());
        let read = reshaping::read(&acting.community, shape, &mut filled, acting.words());
        let read = match read {
            Some(read) if acting.sent.get("do") != "preview" => read,
            _ => return Err(again(acting, shape, &filled)),
        };
        let community = &mut acting.community;
        match community.compose(&mut acting.signer.pen(), read.space, read.plan) {
            Ok(entry) => Ok(match shape {
                Shape::Merge(_) => {
                    let place = format!("/proposals/{}", ateneu_page::digits(&entry));
                    Done::new(Deed::Merged, entry, place)
                }
                Shape::Copy(_) => {
                    let place = format!("/proposals/{}", ateneu_page::digits(&entry));
                    Done::new(Deed::Copied, entry, place)
                }
                // From there another part can be made.
                Shape::Split(_) => Done::new(Deed::Split, entry, above(acting.ask)),
            }),
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("title", text);
                Err(again(acting, shape, &filled))
            }
        }
    })
    .await
}

/// What an address asks to be made: `spaces/ID/merge`, `proposals/ID/split` or `proposals/ID/copy`.
fn shape(community: &Hall, ask: &Ask) -> Result<Shape, Refused> {
    let shape = match ask.part(0) {
        "spaces" => space_at(community, ask.part(1)).map(Shape::Merge),
        "proposals" if ask.part(2) == "copy" => document_at(community, ask).map(Shape::Copy),
        "proposals" => document_at(community, ask).map(Shape::Split),
        _ => None,
    };
    shape.ok_or(Refused::Told(Told::NotHere))
}

fn again(acting: &Acting<'_>, shape: Shape, filled: &Filled) -> Refused {
    let offered = Filled::read(acting.ask.fields());
    let html = reshaping::form(&acting.community, &acting.visit, shape, &offered, filled);
    acting.again(html, filled)
}
