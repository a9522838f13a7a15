//! One person at the desk.

use std::sync::Arc;

use ateneu_page::Deed;
use ateneu_page::barred::Doing;
use ateneu_page::census::{self as shown, Added};
use ateneu_page::entrance::Problem;
use ateneu_page::words::Words;
use axum::extract::State;
use participation::MemberKey;
use participation_keys::{CardCode, DidKey};

use super::{MOST, matching, write};
use crate::exit::Failure;
use crate::page::acting::{Acting, Done, act_if};
use crate::page::answer::{Answer, Refused, why};
use crate::page::ask::Ask;
use crate::page::forms::Sent;
use crate::page::site::Site;
use crate::page::waiting;
use crate::register::{RegisterError, Registered};

/// The form for one person.
pub(in crate::page) async fn add_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    super::desk(site, ask, Doing::Register, |site, ask, community, visit| {
        let (back, visit) = waiting::back(site, ask, visit, "");
        let typed = back.as_ref().map(typed).unwrap_or_default();
        Ok(shown::add(community, &visit, &typed, MOST)?)
    })
    .await
}

/// Admits one person: writes them into the register, and makes a card or takes their key.
pub(in crate::page) async fn add(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(Doing::Register), |acting| {
        let mut typed = typed(acting.sent);
        let words = Words::of(acting.ask.tongue);
        typed.problems = fields(&typed.name, &typed.number, &typed.contact, words);
        let key = match key(acting, &typed.key, words) {
            Ok(key) => key,
            Err(problem) => {
                typed.problems.push(problem);
                None
            }
        };
        if typed.problems.is_empty() {
            match admit(acting, &typed, key) {
                Ok(done) => return Ok(done),
                Err(Wrong::Field(problem)) => typed.problems.push(problem),
                Err(Wrong::Refused(refused)) => return Err(refused),
            }
        }
        let html = shown::add(&acting.community, &acting.visit, &typed, MOST)?;
        Err(Refused::Form(Box::new(Answer::form(html))))
    })
    .await
}

fn typed(sent: &Sent) -> Added {
    Added {
        name: ateneu_page::plain::line(sent.get("name")),
        number: ateneu_page::plain::line(sent.get("number")),
        contact: ateneu_page::plain::line(sent.get("contact")),
        key: sent.get("key").trim().to_owned(),
        problems: Vec::new(),
    }
}

/// What is wrong with fields of the register.
pub(super) fn fields(name: &str, number: &str, contact: &str, words: Words) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |field, key| problems.push(Problem { field, text: words.say(key) });
    if name.is_empty() {
        wrong("name", "register-no-name");
    }
    for (field, text, most) in [
        ("name", name, matching::MAX_NAME),
        ("number", number, matching::MAX_NUMBER),
        ("contact", contact, matching::MAX_CONTACT),
    ] {
        if text.chars().count() > most {
            wrong(field, "register-too-long");
        }
    }
    problems
}

/// A key that somebody shows, which is in no census yet.
pub(super) fn key(
    acting: &Acting<'_>,
    typed: &str,
    words: Words,
) -> Result<Option<MemberKey>, Problem> {
    let wrong = |key| Problem { field: "key", text: words.say(key) };
    if typed.is_empty() {
        return Ok(None);
    }
    let key = MemberKey::from_did(typed).map_err(|_| wrong("add-key-wrong"))?;
    match acting.community.view().slot_of(&key) {
        Some(_) => Err(wrong("add-key-in")),
        None => Ok(Some(key)),
    }
}

/// Why somebody was not admitted.
pub(super) enum Wrong {
    /// Something that was typed.
    Field(Problem),
    /// Anything else.
    Refused(Refused),
}

impl Wrong {
    /// What the register says.
    pub(super) fn of(error: RegisterError, words: Words) -> Self {
        match error {
            RegisterError::Full => {
                Self::Field(Problem { field: "name", text: words.say("register-full") })
            }
            other @ (RegisterError::Closed | RegisterError::Node(_)) => {
                Self::Refused(super::refused(other))
            }
        }
    }
}

impl From<Refused> for Wrong {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

fn admit(acting: &mut Acting<'_>, typed: &Added, key: Option<MemberKey>) -> Result<Done, Wrong> {
    let words = Words::of(acting.ask.tongue);
    let mut person = Registered::new(&typed.name, &typed.number, &typed.contact)
        .map_err(|failure| Wrong::Refused(failure.into()))?;
    let entry = match key {
        Some(key) => {
            let admitted = acting.community.admit(&mut acting.signer.pen(), key);
            let slot =
                admitted.map_err(|error| told(&error, acting).unwrap_or_else(|| error.into()))?;
            person.keep_slot(&slot);
            Some(slot.admission())
        }
        None => {
            person.draw_card().map_err(|failure| Wrong::Refused(failure.into()))?;
            None
        }
    };
    // A card is in the register before it is in the community: one that nobody holds is no use.
    let id = person.id.clone();
    let card = person.code.clone();
    write(acting, |all| {
        if all.iter().any(|one| super::person::is_same(one, &person)) {
            return Ok(false);
        }
        all.push(person);
        Ok(true)
    })
    .map_err(|error| Wrong::of(error, words))
    .and_then(|fresh| {
        if fresh {
            return Ok(());
        }
        Err(Wrong::Field(Problem { field: "name", text: words.say("register-known") }))
    })?;
    let entry = match card {
        Some(code) => Some(invite(acting, &code)?),
        None => entry,
    };
    let place = format!("/census/people/{id}");
    Ok(Done { deed: Deed::Admitted, entry, place })
}

/// Names a card of the register in the community.
pub(super) fn invite(
    acting: &mut Acting<'_>,
    code: &str,
) -> Result<participation::EntryId, Refused> {
    let code = CardCode::read(code).map_err(Failure::system)?;
    Ok(acting.community.invite(&mut acting.signer.pen(), code.invitation().public())?)
}

fn told(error: &participation::Error, acting: &Acting<'_>) -> Option<Wrong> {
    why(error, acting.ask).map(|text| Wrong::Field(Problem { field: "key", text }))
}

impl From<participation::Error> for Wrong {
    fn from(error: participation::Error) -> Self {
        Self::Refused(error.into())
    }
}
