//! What organisers and authors say at the end of something: answers, minutes, conclusions.

use std::sync::Arc;

use ateneu_page::barred::Doing;
use ateneu_page::concluding::{self, Ending};
use ateneu_page::message::Told;
use ateneu_page::{Deed, Filled, answering};
use axum::extract::State;
use participation::EntryId;

use super::acting::{Acting, Done, act, act_if};
use super::answer::{Answer, Refused, why};
use super::ask::Ask;
use super::forms::Sent;
use super::looking::{document_at, let_in, screen};
use super::site::Site;
use super::waiting;

/// The form for an official answer.
pub(super) async fn answer_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let id = document_at(community, ask).ok_or(Refused::Told(Told::NotHere))?;
        let_in(ask, community, visit, Doing::Organise)?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        Ok(Answer::screen(site, ask, answering::form(community, &visit, &id, filled.as_ref())))
    })
    .await
}

/// Answers officially, or shows how the answer would look.
pub(super) async fn answer(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Organise), |acting| {
        let id = subject(acting)?;
        let mut filled = Filled::read(acting.sent.fields());
        let plan = answering::read(&acting.community, &id, &mut filled, acting.ask.tongue);
        let shown = |acting: &Acting<'_>, filled: &Filled| {
            let html = answering::form(&acting.community, &acting.visit, &id, Some(filled));
            acting.again(html, filled)
        };
        let plan = match plan {
            Some(plan) if acting.sent.get("do") != "preview" => plan,
            _ => return Err(shown(acting, &filled)),
        };
        match acting.community.answer(&mut acting.signer.pen(), id, plan) {
            Ok(entry) => Ok(Done::new(Deed::Answered, entry, above(acting.ask))),
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("text", text);
                Err(shown(acting, &filled))
            }
        }
    })
    .await
}

/// The form that closes a debate or a meeting, or opens it again, as can be done now.
pub(super) async fn conclude_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let id = document_at(community, ask).ok_or(Refused::Told(Told::NotHere))?;
        let_in(ask, community, visit, Doing::Conclude(id))?;
        let (filled, visit) = waiting::filled(site, ask, visit);
        let html = concluding::form(community, &visit, &id, None, &filled.unwrap_or_default());
        Ok(Answer::screen(site, ask, html))
    })
    .await
}

/// Closes a debate or a meeting.
pub(super) async fn conclude(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    end(site, ask, sent, Ending::Close).await
}

/// Opens a debate or a meeting again.
pub(super) async fn reopen(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    end(site, ask, sent, Ending::Reopen).await
}

async fn end(site: Arc<Site>, ask: Ask, sent: Sent, ending: Ending) -> Answer {
    act(site, ask, sent, move |acting| {
        let id = subject(acting)?;
        let mut filled = Filled::read(acting.sent.fields());
        let tongue = acting.ask.tongue;
        let read = concluding::read(&acting.community, &id, ending, &mut filled, tongue);
        let shown = |acting: &Acting<'_>, filled: &Filled| {
            let (community, visit) = (&acting.community, &acting.visit);
            acting.again(concluding::form(community, visit, &id, Some(ending), filled), filled)
        };
        let closed = ending == Ending::Close;
        let text = match read {
            Some(read) if acting.sent.get("do") != "preview" => read,
            _ => return Err(shown(acting, &filled)),
        };
        match acting.community.conclude(&mut acting.signer.pen(), id, closed, text) {
            Ok(entry) => Ok(Done::new(Deed::Concluded, entry, above(acting.ask))),
            Err(error) => {
                let Some(text) = why(&error, acting.ask) else { return Err(error.into()) };
                filled.wrong("text", text);
                Err(shown(acting, &filled))
            }
        }
    })
    .await
}

fn subject(acting: &Acting<'_>) -> Result<EntryId, Refused> {
    document_at(&acting.community, acting.ask).ok_or(Refused::Told(Told::NotHere))
}

/// The page of the document, below the root of the community's pages.
pub(super) fn above(ask: &Ask) -> String {
    format!("/{}/{}", ask.part(0), ask.part(1))
}
