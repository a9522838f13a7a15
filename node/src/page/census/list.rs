//! A list of people: sent, matched, looked at, and taken in.

use std::sync::Arc;

use ateneu_page::Deed;
use ateneu_page::barred::Doing;
use ateneu_page::census::{self as shown, Columns, Fate, Upload};
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::StatusCode;

use super::matching;
use super::table::{MAX_BYTES, Table, TableFault};
use super::write;
use crate::page::acting::{Done, act_if};
use crate::page::answer::{Answer, Refused};
use crate::page::ask::Ask;
use crate::page::forms::Sent;
use crate::page::looking::{aside, let_in};
use crate::page::site::Site;
use crate::page::waiting;
use crate::register::Registered;

/// The form for a list.
pub(in crate::page) async fn file_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    super::desk(site, ask, Doing::Register, |site, ask, community, visit| {
        let (back, visit) = waiting::back(site, ask, visit, "");
        let typed = back.map(|sent| Upload {
            pasted: sent.get("pasted").to_owned(),
            lost: sent.get("file").to_owned(),
            problems: Vec::new(),
        });
        Ok(shown::upload(community, &visit, &typed.unwrap_or_default())?)
    })
    .await
}

/// What the form sends.
#[derive(Debug, Default)]
pub(in crate::page) struct Parts {
    token: String,
    pasted: String,
    /// The name that the browser tells of the file, and its bytes.
    name: String,
    file: Vec<u8>,
}

impl Parts {
    /// What of it can wait for whoever sent it too late.
    fn kept(&self) -> Sent {
        let mut sent = Sent::default();
        sent.put("token".to_owned(), self.token.clone());
        sent.put("pasted".to_owned(), self.pasted.clone());
        if !self.file.is_empty() {
            sent.put("file".to_owned(), waiting::file_name(&self.name));
        }
        sent
    }
}

impl FromRequest<Arc<Site>> for Parts {
    type Rejection = Answer;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Answer> {
        let refused = |status| Answer::Only(status);
        let mut form = Multipart::from_request(request, site)
            .await
            .map_err(|_| refused(StatusCode::BAD_REQUEST))?;
        let mut parts = Self::default();
        // The body as a whole is bounded by the router.
        while let Some(part) = form.next_field().await.map_err(|error| refused(error.status()))? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(|error| refused(error.status()))?;
            let text = || String::from_utf8_lossy(&bytes).into_owned();
            match name.as_str() {
                "token" => parts.token = text(),
                "pasted" => parts.pasted = text(),
                "file" => (parts.name, parts.file) = (file, bytes.to_vec()),
                _ => {}
            }
        }
        Ok(parts)
    }
}

/// Takes a list to be looked at. Nothing is written yet.
pub(in crate::page) async fn file(State(site): State<Arc<Site>>, ask: Ask, parts: Parts) -> Answer {
    aside(site, ask, move |site, ask| {
        let Some(id) = ask.community else { return Err(Refused::Told(Told::NotHere)) };
        let own = ask.session.clone().filter(|session| session.is_own(&parts.token));
        let Some(session) = own else { return Err(waiting::over(site, ask, &parts.kept())) };
        let Some(community) = site.home().all().open_if_held(&id)? else {
            return Err(Refused::Told(Told::NotHere));
        };
        let visit = ask.visit(site, Some(&*community))?;
        let_in(ask, &community, &visit, Doing::Register)?;
        let pasted = parts.file.is_empty();
        let bytes = if pasted { parts.pasted.as_bytes() } else { &parts.file };
        let key = match Table::read(bytes) {
            Ok(table) => {
                session.keep_list(&id, Some(table));
                let root = ateneu_page::path(ask.tongue, &id);
                return Ok(Answer::See(format!("{root}/census/check")));
            }
            Err(TableFault::Empty) if bytes.is_empty() => "file-none",
            Err(TableFault::Empty) => "file-empty",
            Err(TableFault::Large) => "file-large",
            Err(TableFault::Many) => "file-many",
            Err(TableFault::NoText) => "file-no-text",
        };
        let text = Words::of(ask.tongue).say(key);
        let mut typed = Upload { pasted: parts.pasted, ..Upload::default() };
        if typed.pasted.len() > MAX_BYTES {
            typed.pasted.clear();
        }
        typed.problems.push(Problem { field: "file", text });
        Ok(Answer::form(shown::upload(&community, &visit, &typed)?))
    })
    .await
}

/// Shows what would come of the list.
pub(in crate::page) async fn check(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    super::desk(site, ask, Doing::Register, |site, ask, community, visit| {
        let table = kept(ask, &community.id());
        let Some(table) = table else { return Ok(gone(ask, community, visit)?) };
        let asked = ["name", "surname", "number", "contact"].map(|field| ask.value(field));
        let columns = if asked.iter().all(|value| value.is_empty()) {
            matching::guess(&table.header)
        } else {
            columns(asked, &table)
        };
        let known = match super::register(site, community).read(&super::reader(ask, community)?) {
            Ok(known) => known,
            Err(error) => return Err(super::refused(error)),
        };
        let people = matching::people(&table, &columns, &known);
        Ok(shown::check(community, visit, &table.header, &columns, &people)?)
    })
    .await
}

fn kept(ask: &Ask, community: &participation::CommunityId) -> Option<Arc<Table>> {
    ask.session.as_ref().and_then(|session| session.list(community))
}

/// The form again, for a list that is not here any more.
fn gone(
    ask: &Ask,
    community: &super::Hall,
    visit: &ateneu_page::Visit,
) -> Result<String, ateneu_page::message::Failed> {
    let text = Words::of(ask.tongue).say("check-gone");
    let problems = vec![Problem { field: "file", text }];
    shown::upload(community, visit, &Upload { problems, ..Upload::default() })
}

fn columns(asked: [&str; 4], table: &Table) -> Columns {
    let place = |text: &str| text.parse().ok().filter(|place| *place < table.header.len());
    let [name, surname, number, contact] = asked.map(place);
    Columns { name, surname, number, contact }
}

/// Takes the list in: the register first, then a card for each.
pub(in crate::page) async fn carry(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Register), |acting| {
        let id = acting.community.id();
        let Some(table) = kept(acting.ask, &id) else {
            let html = gone(acting.ask, &acting.community, &acting.visit)?;
            return Err(Refused::Form(Box::new(Answer::form(html))));
        };
        let sent = ["name", "surname", "number", "contact"].map(|field| acting.sent.get(field));
        let columns = columns(sent, &table);
        write(acting, |all| {
            let people = matching::people(&table, &columns, all);
            for person in people.iter().filter(|person| person.fate == Fate::Comes) {
                let mut one = Registered::new(&person.name, &person.number, &person.contact)?;
                one.draw_card()?;
                all.push(one);
            }
            Ok(())
        })
        .map_err(super::refused)?;
        make_cards(acting)?;
        if let Some(session) = &acting.ask.session {
            session.keep_list(&id, None);
        }
        Ok(Done { deed: Deed::Registered, entry: None, place: "/census/cards".to_owned() })
    })
    .await
}

/// Names every card of the register that is in no entry yet: those of a list, and those that an
/// earlier attempt left.
fn make_cards(acting: &mut crate::page::acting::Acting<'_>) -> Result<(), Refused> {
    let member = &acting.signer.persona().member;
    let all = super::register(acting.site, &acting.community).read(member);
    let all = all.map_err(super::refused)?;
    let view = acting.community.view();
    let mut cards = Vec::new();
    for one in &all {
        let stage = shown::stage(&view, &super::named(one));
        if let (shown::Stage::Unmade, Some(key), Some(_)) = (stage, one.card(), &one.code) {
            cards.push(key);
        }
    }
    acting.community.invite_all(&mut acting.signer.pen(), &cards)?;
    Ok(())
}
