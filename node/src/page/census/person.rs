//! What is done with somebody of the census.

use std::sync::Arc;

use ateneu_page::barred;
use ateneu_page::census::{self as shown, Doing, Found, Names, Typed};
use ateneu_page::entrance::Problem;
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use ateneu_page::{Deed, Visit};
use axum::extract::State;
use participation::{Change, EntryId, MemberKey, SlotId};
use zeroize::Zeroizing;

use super::desk::{fields, invite, key};
use super::{MOST, names_for, write};
use crate::page::acting::{Acting, Done, act_if};
use crate::page::answer::{Answer, Refused, why};
use crate::page::ask::Ask;
use crate::page::door::{LEAST, bad_login};
use crate::page::forms::Sent;
use crate::page::looking::{let_in, screen};
use crate::page::site::Site;
use crate::page::waiting;
use crate::people::{Passphrases, Person, Signer};
use crate::register::Registered;

/// Bytes of a reason at most.
const MAX_REASON: usize = 1000;

/// Somebody of the census.
pub(in crate::page) async fn person(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    screen(site, ask, |site, ask, community, visit| {
        let_in(ask, community, visit, barred::Doing::Census)?;
        let names = super::names(site, ask, community)?;
        let (typed, visit) = back(site, ask, visit);
        let typed = typed.map(|typed| beside(shown::find(community, &names, ask.part(2)), typed));
        let html = shown::person(community, &visit, &names, ask.part(2), typed, MOST)?;
        html.map(Answer::Secret).ok_or(Refused::Told(Told::NotHere))
    })
    .await
}

/// What was typed into one of the forms before a session ended.
fn back(site: &Site, ask: &Ask, visit: &Visit) -> (Option<Typed>, Visit) {
    for doing in Doing::ALL {
        let (sent, visit) = waiting::back(site, ask, visit, &format!("/{}", doing.code()));
        if let Some(sent) = sent {
            return (Some(typed(&sent, doing)), visit);
        }
    }
    (None, visit.clone())
}

/// Somebody, and what is to be done with them.
struct Case {
    names: Names,
    digits: String,
    typed: Typed,
    words: Words,
}

/// What is wrong, or why nothing is done at all.
type Outcome = Result<Done, Trouble>;

enum Trouble {
    Field(Problem),
    Refused(Refused),
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<crate::exit::Failure> for Trouble {
    fn from(failure: crate::exit::Failure) -> Self {
        Self::Refused(failure.into())
    }
}

/// Does it.
pub(in crate::page) async fn change(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    act_if(site, ask, sent, Some(barred::Doing::Census), |acting| {
        let Some(doing) = Doing::at(acting.ask.part(3)) else {
            return Err(Refused::Told(Told::NotHere));
        };
        acting.let_in(match doing.is_charter() {
            true => barred::Doing::Charter,
            false => barred::Doing::Register,
        })?;
        let member = &acting.signer.persona().member;
        let mut case = Case {
            names: names_for(acting.site, &acting.community, member)?,
            digits: acting.ask.part(2).to_owned(),
            typed: typed(acting.sent, doing),
            words: Words::of(acting.ask.tongue),
        };
        match carry_out(acting, &case, doing) {
            Ok(done) => Ok(done),
            Err(Trouble::Refused(refused)) => Err(refused),
            Err(Trouble::Field(problem)) => {
                case.typed.problems.push(problem);
                Err(again(acting, case)?)
            }
        }
    })
    .await
}

fn typed(sent: &Sent, doing: Doing) -> Typed {
    let line = |field| ateneu_page::plain::line(sent.get(field));
    Typed {
        doing: Some(doing),
        name: line("name"),
        number: line("number"),
        contact: line("contact"),
        reason: sent.text("reason"),
        login: sent.get("login").trim().to_lowercase(),
        key: sent.get("key").trim().to_owned(),
        problems: Vec::new(),
    }
}

fn again(acting: &Acting<'_>, case: Case) -> Result<Refused, Refused> {
    let Case { names, digits, typed, .. } = case;
    let typed = beside(shown::find(&acting.community, &names, &digits), typed);
    let (community, visit) = (&acting.community, &acting.visit);
    let html = shown::person(community, visit, &names, &digits, Some(typed), MOST)?;
    let html = html.ok_or(Refused::Told(Told::NotHere))?;
    Ok(Refused::Form(Box::new(Answer::form(html))))
}

/// What was typed into one form, beside what the form of the register holds.
fn beside(found: Option<Found<'_>>, mut typed: Typed) -> Typed {
    if let (Some(Found::Named(named)), false) = (found, typed.doing == Some(Doing::Note)) {
        typed.name.clone_from(&named.name);
        typed.number.clone_from(&named.number);
        typed.contact.clone_from(&named.contact);
    }
    typed
}

fn carry_out(acting: &mut Acting<'_>, case: &Case, doing: Doing) -> Outcome {
    let found = shown::find(&acting.community, &case.names, &case.digits);
    let found = found.ok_or(Refused::Told(Told::NotHere))?;
    match doing {
        Doing::Note => note(acting, case, found),
        Doing::Forget => forget(acting, found),
        Doing::Card => card(acting, found),
        Doing::Settle => settle(acting, case, found),
        Doing::Readmit => readmit(acting, case, found),
        Doing::Suspend | Doing::Reinstate | Doing::Remove => decide(acting, case, found, doing),
    }
}

/// Whether two are one: by their number where both have one, else by their name.
pub(super) fn is_same(one: &Registered, other: &Registered) -> bool {
    if one.number.is_empty() || other.number.is_empty() {
        shown::fold(&one.name) == shown::fold(&other.name)
    } else {
        one.number == other.number
    }
}

/// Writes in the register what somebody is called.
fn note(acting: &Acting<'_>, case: &Case, found: Found<'_>) -> Outcome {
    let Typed { name, number, contact, .. } = &case.typed;
    if let Some(problem) = fields(name, number, contact, case.words).into_iter().next() {
        return Err(Trouble::Field(problem));
    }
    let mut fresh = Registered::new(name, number, contact)?;
    match found {
        Found::Named(named) => fresh.id.clone_from(&named.id),
        Found::Slot(slot) => fresh.keep_slot(&slot),
        Found::Card(entry) => {
            let facts = acting.community.view().facts();
            let key = facts.invitations().find(|(id, _, _)| *id == entry);
            fresh.card = key.map(|(_, key, _)| key.to_string());
        }
    }
    let id = fresh.id.clone();
    let done = write(acting, |all| {
        if all.iter().any(|one| one.id != fresh.id && is_same(one, &fresh)) {
            return Ok(false);
        }
        match all.iter_mut().find(|one| one.id == fresh.id) {
            Some(one) => {
                one.name.clone_from(&fresh.name);
                one.number.clone_from(&fresh.number);
                one.contact.clone_from(&fresh.contact);
            }
            None => all.push(fresh),
        }
        Ok(true)
    });
    match done {
        Ok(true) => Ok(at(Deed::Noted, None, &id)),
        Ok(false) => {
            let text = case.words.say("register-known");
            Err(Trouble::Field(Problem { field: "name", text }))
        }
        Err(error) => Err(super::refused(error).into()),
    }
}

/// Erases somebody from the register.
fn forget(acting: &Acting<'_>, found: Found<'_>) -> Outcome {
    let Found::Named(named) = found else { return Err(Refused::Told(Told::NotHere).into()) };
    let id = named.id.clone();
    let done = write(acting, |all| {
        all.retain(|one| one.id != id);
        Ok(())
    });
    done.map_err(super::refused)?;
    Ok(Done { deed: Deed::Forgot, entry: None, place: "/census".to_owned() })
}

/// Draws another card for somebody who has no place yet.
fn card(acting: &mut Acting<'_>, found: Found<'_>) -> Outcome {
    let Found::Named(named) = found else { return Err(Refused::Told(Told::NotHere).into()) };
    if matches!(shown::stage(&acting.community.view(), named), shown::Stage::In(..)) {
        return Err(Refused::Told(Told::Stale).into());
    }
    let id = named.id.clone();
    let code = write(acting, |all| {
        let one = all.iter_mut().find(|one| one.id == id);
        one.map_or(Ok(None), |one| {
            one.draw_card()?;
            Ok(one.code.clone())
        })
    });
    let code = code.map_err(super::refused)?.ok_or(Refused::Told(Told::NotHere))?;
    let entry = invite(acting, &code)?;
    Ok(at(Deed::Admitted, Some(entry), &named.id))
}

/// Says which redemption of a card admits.
fn settle(acting: &mut Acting<'_>, case: &Case, found: Found<'_>) -> Outcome {
    let view = acting.community.view();
    let card = match found {
        Found::Named(named) => named.card.and_then(|key| view.facts().invitation_of(&key)),
        Found::Card(entry) => Some(entry),
        Found::Slot(_) => None,
    };
    let card = card.ok_or(Refused::Told(Told::NotHere))?;
    let claim: Option<EntryId> = acting.sent.get("claim").parse().ok();
    let claim = claim.filter(|id| view.facts().redemptions(&card).iter().any(|(one, _)| one == id));
    let Some(claim) = claim else {
        let text = case.words.say("settle-card-none");
        return Err(Trouble::Field(Problem { field: "claim", text }));
    };
    let entry = acting.community.settle_invitation(&mut acting.signer.pen(), card, claim);
    let entry = entry.map_err(|error| trouble(error, acting.ask, "claim"))?;
    let digits = match found {
        Found::Named(named) => named.id.clone(),
        Found::Slot(_) | Found::Card(_) => digits(&claim),
    };
    Ok(at(Deed::Settled, Some(entry), &digits))
}

/// Gives a new key to the place of somebody who lost theirs: the key that they show, or keys that
/// are drawn here under a passphrase that they type.
fn readmit(acting: &mut Acting<'_>, case: &Case, found: Found<'_>) -> Outcome {
    let slot = slot_of(acting, found)?;
    let problem = |field, key| Trouble::Field(Problem { field, text: case.words.say(key) });
    if !case.typed.key.is_empty() {
        let key = key(acting, &case.typed.key, case.words).map_err(Trouble::Field)?;
        let key = key.ok_or_else(|| problem("key", "add-key-wrong"))?;
        return readmitted(acting, slot, key, found);
    }
    if let Some(key) = bad_login(acting.site, &case.typed.login) {
        return Err(problem("login", key));
    }
    let passphrase = Zeroizing::new(acting.sent.get("passphrase").to_owned());
    if passphrase.chars().count() < LEAST {
        return Err(problem("passphrase", "join-short"));
    }
    let home = acting.site.home();
    let mut person = Person::draw(home, &Passphrases::typed(passphrase), &case.typed.login)?;
    let mut signer = Signer::of(&mut person, &acting.community)?;
    let done = readmitted(acting, slot, signer.persona().member.public(), found)?;
    signer.certify(&mut acting.community)?;
    Ok(done)
}

fn readmitted(acting: &mut Acting<'_>, slot: SlotId, key: MemberKey, found: Found<'_>) -> Outcome {
    let entry = acting.community.readmit(&mut acting.signer.pen(), key, slot);
    let entry = entry.map_err(|error| trouble(error, acting.ask, "key"))?;
    Ok(at(Deed::Readmitted, Some(entry), &place(found, &slot)))
}

/// Proposes a change of the charter about a place, and signs it.
fn decide(acting: &mut Acting<'_>, case: &Case, found: Found<'_>, doing: Doing) -> Outcome {
    let slot = slot_of(acting, found)?;
    let reason = &case.typed.reason;
    let problem = |key| Trouble::Field(Problem { field: "reason", text: case.words.say(key) });
    if reason.is_empty() {
        return Err(problem("person-no-reason"));
    }
    if reason.len() > MAX_REASON {
        return Err(problem("register-too-long"));
    }
    let change = match doing {
        Doing::Suspend => acting.community.suspension(slot),
        Doing::Reinstate => Change::Reinstate(slot),
        Doing::Remove
        | Doing::Note
        | Doing::Forget
        | Doing::Card
        | Doing::Settle
        | Doing::Readmit => acting.community.revocation(slot),
    };
    let pen = &mut acting.signer.pen();
    let signed = acting.community.propose_and_sign(pen, vec![change], reason);
    let (revision, entry) = signed.map_err(|error| trouble(error, acting.ask, "reason"))?;
    let status = acting.community.revision(&revision).map_err(Refused::from)?;
    let deed = if status.in_force { Deed::Enacted } else { Deed::Proposed };
    Ok(at(deed, Some(entry), &place(found, &slot)))
}

fn trouble(error: participation::Error, ask: &Ask, field: &'static str) -> Trouble {
    match why(&error, ask) {
        Some(text) => Trouble::Field(Problem { field, text }),
        None => Trouble::Refused(error.into()),
    }
}

fn slot_of(acting: &Acting<'_>, found: Found<'_>) -> Result<SlotId, Refused> {
    let slot = match found {
        Found::Named(named) => match shown::stage(&acting.community.view(), named) {
            shown::Stage::In(slot, _) => Some(slot),
            shown::Stage::Unmade
            | shown::Stage::Waiting
            | shown::Stage::Contended(_)
            | shown::Stage::Nothing => None,
        },
        Found::Slot(slot) => Some(slot),
        Found::Card(_) => None,
    };
    slot.ok_or(Refused::Told(Told::Stale))
}

fn place(found: Found<'_>, slot: &SlotId) -> String {
    match found {
        Found::Named(named) => named.id.clone(),
        Found::Slot(_) | Found::Card(_) => digits(slot),
    }
}

fn digits(id: &impl std::fmt::Display) -> String {
    id.to_string().chars().take(ateneu_page::ENTRY_DIGITS).collect()
}

fn at(deed: Deed, entry: Option<EntryId>, digits: &str) -> Done {
    Done { deed, entry, place: format!("/census/people/{digits}") }
}
