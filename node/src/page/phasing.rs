//! Opening processes and assemblies, and going on to their next phase.

use std::sync::Arc;

use ateneu_page::barred::Doing;
use ateneu_page::message::Told;
use ateneu_page::phasing::{self, Begun, Template};
use ateneu_page::{Deed, Filled, Tongue};
use axum::extract::State;
use participation::{Contents, EntryId, Phase, SpaceCard, TextField};

use super::acting::{Acting, Done, act_if};
use super::answer::{Answer, Hall, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{let_in, screen, space_at};
use super::site::Site;
use super::waiting;
use crate::exit::Failure;
use crate::template;

/// The form for a process or an assembly.
pub(super) async fn new_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let_in(ask, community, visit, Doing::Organise)?;
        let templates = templates(ask.tongue)?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        let html = phasing::new_space(community, &visit, &templates, filled.as_ref());
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Opens a process or an assembly.
pub(super) async fn open(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Organise), |acting| {
        let mut filled = Filled::read(acting.sent.fields());
        let begun = phasing::space(&mut filled, acting.words(), |name, languages| {
            let known = template::all()?.into_iter().find(|template| template.name == name);
            known.map_or(Ok(None), |template| template.phase(0, languages))
        });
        let shown = |acting: &Acting<'_>, filled: &Filled| -> Result<Refused, Refused> {
            let templates = templates(acting.ask.tongue)?;
            let (community, visit) = (&acting.community, &acting.visit);
            let html = phasing::new_space(community, visit, &templates, Some(filled));
            Ok(acting.again(html, filled))
        };
        let Some(begun) = begun? else { return Err(shown(acting, &filled)?) };
        match opened(acting, begun) {
            Ok(space) => Ok(Done::new(Deed::Begun, space, place(&space))),
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("kind", text);
                Err(shown(acting, &filled)?)
            }
        }
    })
    .await
}

/// Opens it; what it says beyond its title follows as an edit.
fn opened(acting: &mut Acting<'_>, begun: Begun) -> Result<EntryId, participation::Error> {
    let Begun { space, contents } = begun;
    let mut pen = acting.signer.pen();
    let id = acting.community.open_space(&mut pen, space)?;
    let says_more =
        |contents: &Contents| contents.texts.keys().any(|(field, _)| *field != TextField::Title);
    if says_more(&contents) {
        acting.community.rewrite(&mut pen, id, &contents)?;
    }
    Ok(id)
}

/// The form for the next phase of a space.
pub(super) async fn phase_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let (space, base) = following(community, ask)?;
        let_in(ask, community, visit, Doing::Organise)?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        let html = phasing::next_phase(community, &visit, &space, &base, filled.as_ref());
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Goes on to another phase.
pub(super) async fn go_on(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Organise), |acting| {
        let (space, base) = following(&acting.community, acting.ask)?;
        let mut filled = Filled::read(acting.sent.fields());
        let read = phasing::phase(&mut filled, &space.languages, &base, acting.words());
        let shown = |acting: &Acting<'_>, filled: &Filled| {
            let (community, visit) = (&acting.community, &acting.visit);
            let html = phasing::next_phase(community, visit, &space, &base, Some(filled));
            acting.again(html, filled)
        };
        let Some((phase, raises)) = read else { return Err(shown(acting, &filled)) };
        match acting.community.enter_phase(&mut acting.signer.pen(), space.id, phase, raises) {
            Ok(entry) => Ok(Done::new(Deed::Phased, entry, place(&space.id))),
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("may", text);
                Err(shown(acting, &filled))
            }
        }
    })
    .await
}

/// The space that the address names, and the phase that follows by its template; without one, the
/// phase that holds.
fn following(community: &Hall, ask: &Ask) -> Result<(SpaceCard, Phase), Refused> {
    let id = space_at(community, ask.part(1)).ok_or(Refused::Told(Told::NotHere))?;
    let reading = community.deliberation();
    let (space, phase) = reading
        .space(&id)
        .zip(reading.current_phase(&id).map(|(_, phase)| phase))
        .ok_or(Refused::Told(Told::NotHere))?;
    let next = match template::of_phase(phase)? {
        Some(template) => {
            let place = template.place_of(phase).map_or(0, |place| place + 1);
            template.phase(place, &space.languages)?
        }
        None => None,
    };
    Ok((space.clone(), next.unwrap_or_else(|| phase.clone())))
}

fn templates(tongue: Tongue) -> Result<Vec<Template>, Failure> {
    let said = |titles: &std::collections::BTreeMap<String, String>| {
        titles.get(tongue.code()).cloned().unwrap_or_default()
    };
    let one = |template: template::Template| Template {
        about: said(&template.about),
        phases: template.phases.iter().map(|phase| said(&phase.title)).collect(),
        name: template.name,
    };
    Ok(template::all()?.into_iter().map(one).collect())
}

/// The page of a space, below the root of the community's pages.
fn place(space: &EntryId) -> String {
    let digits: String = space.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect();
    format!("/spaces/{digits}")
}
