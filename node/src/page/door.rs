//! Logging in, joining with a card, logging out.

use std::sync::Arc;

use ateneu_page::entrance::{self, Join, LogIn, Problem};
use ateneu_page::message::Told;
use ateneu_page::words::Words;
use ateneu_page::{Deed, Tongue};
use axum::extract::State;
use participation::{CommunityId, InvitationSecret, Localized};
use participation_store::SledStore;
use zeroize::Zeroizing;

use super::answer::{Answer, Refused};
use super::ask::{Ask, COOKIE};
use super::forms::Sent;
use super::looking::aside;
use super::sessions::Key;
use super::site::Site;
use crate::invitation::Invitation;
use crate::people::{self, Passphrases, Person};

/// Characters of a passphrase at least.
pub(super) const LEAST: usize = 8;

/// Characters of a name to log in with.
const LOGIN: std::ops::RangeInclusive<usize> = 2..=40;

/// The form for logging in.
pub(super) async fn log_in_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let typed = LogIn { then: ask.value("then").to_owned(), ..LogIn::default() };
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::page(entrance::log_in(&visit, only(site, ask)?, &typed)?))
    })
    .await
}

/// Opens the keys of somebody, and begins a session.
pub(super) async fn log_in(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let sharer = site.clone();
    let Ok(_turn) = sharer.passphrases.acquire().await else {
        return Answer::told(&site, &ask, Told::Broken);
    };
    aside(site, ask, move |site, ask| {
        let words = Words::of(ask.tongue);
        let login = sent.get("login").trim().to_lowercase();
        let passphrase = Zeroizing::new(sent.get("passphrase").to_owned());
        let mut typed =
            LogIn { login: login.clone(), then: sent.get("then").to_owned(), problems: Vec::new() };
        for (field, text) in [("login", &*login), ("passphrase", &**passphrase)] {
            if text.is_empty() {
                typed.problems.push(Problem { field, text: words.say("login-empty") });
            }
        }
        let is_here = people::is_here(&site.home().people(), &login);
        if typed.problems.is_empty() && is_here && !site.limits.may_try(&login) {
            typed.problems.push(Problem { field: "login", text: words.say("login-too-many") });
        }
        if typed.problems.is_empty() {
            match opened(site, &login, passphrase) {
                Some(person) => {
                    let key = site.sessions.begin(person, ask.seat(), site.now())?;
                    return Ok(Answer::SeeWith(after(ask, &typed.then), cookie(site, &key)));
                }
                None => {
                    let text = words.say("login-wrong");
                    typed.problems.push(Problem { field: "login", text });
                }
            }
        }
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::form(entrance::log_in(&visit, only(site, ask)?, &typed)?))
    })
    .await
}

/// The keys of somebody, if this is their passphrase. Keys that have none of their own cannot be
/// opened here: whoever knew the name would be let in.
pub(super) fn opened(site: &Site, login: &str, passphrase: Zeroizing<String>) -> Option<Person> {
    if !people::is_here(&site.home().people(), login) {
        return None;
    }
    let person = Person::open(site.home(), &Passphrases::typed(passphrase), login);
    match person {
        Ok(person) => {
            site.limits.was_right(login);
            Some(person).filter(|person| !person.is_by_file())
        }
        Err(failure) => {
            tracing::info!(%failure, "nobody was let in");
            site.metrics().refused();
            None
        }
    }
}

/// The form for joining.
pub(super) async fn join_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let typed = Join { card: ask.part(1).to_owned(), ..Join::default() };
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::page(entrance::join(&visit, only(site, ask)?, &typed)?))
    })
    .await
}

/// Makes keys for somebody, and redeems a card with them.
pub(super) async fn join(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    if !site.limits.may_join() {
        return Answer::told(&site, &ask, Told::TooMany);
    }
    aside(site, ask, move |site, ask| {
        let passphrase = Zeroizing::new(sent.get("passphrase").to_owned());
        let mut typed = Join {
            card: sent.get("card").trim().to_owned(),
            name: sent.get("name").trim().to_owned(),
            login: sent.get("login").trim().to_lowercase(),
            problems: Vec::new(),
        };
        let words = Words::of(ask.tongue);
        if let Some(answer) = joined_already(site, ask, &typed, &passphrase)? {
            return Ok(answer);
        }
        let found = check(site, &mut typed, &passphrase, words)?;
        if let (Some((id, card)), true) = (found, typed.problems.is_empty()) {
            return admit(site, ask, &typed, passphrase, &id, &card);
        }
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::form(entrance::join(&visit, only(site, ask)?, &typed)?))
    })
    .await
}

/// Whoever sends the form again, because the answer was lost on the way, has joined already: their
/// card was redeemed with the keys that this name and passphrase open, and they are let in.
fn joined_already(
    site: &Site,
    ask: &Ask,
    typed: &Join,
    passphrase: &Zeroizing<String>,
) -> Result<Option<Answer>, Refused> {
    let Ok(Invitation { card: Some(card), .. }) = Invitation::read(&typed.card) else {
        return Ok(None);
    };
    if !people::is_here(&site.home().people(), &typed.login) {
        return Ok(None);
    }
    for (id, _) in site.halls.names()? {
        let Some(community) = site.home().all().open_if_held(&id)? else { continue };
        let facts = community.view().facts();
        let Some(entry) = facts.invitation_of(&card.public()) else { continue };
        let redemptions = facts.redemptions(&entry);
        if redemptions.is_empty() || !site.limits.may_try(&typed.login) {
            return Ok(None);
        }
        let person = opened(site, &typed.login, passphrase.clone());
        let own = person.filter(|person| {
            let member = person.member(&community);
            redemptions.iter().any(|(_, redeemer)| *redeemer == member)
        });
        let Some(person) = own else { return Ok(None) };
        drop(community);
        let key = site.sessions.begin(person, ask.seat(), site.now())?;
        return Ok(Some(Answer::SeeWith(welcome(ask, &id), cookie(site, &key))));
    }
    Ok(None)
}

/// Where somebody goes who has joined.
fn welcome(ask: &Ask, id: &CommunityId) -> String {
    format!("{}?done={}", ateneu_page::path(ask.tongue, id), Deed::Joined.code())
}

/// Notes what is wrong with what was typed; gives the community whose card it is.
fn check(
    site: &Site,
    typed: &mut Join,
    passphrase: &str,
    words: Words,
) -> Result<Option<(CommunityId, InvitationSecret)>, Refused> {
    let mut wrong = |field, key: &str| {
        typed.problems.push(Problem { field, text: words.say(key) });
    };
    let found = match Invitation::read(&typed.card) {
        Ok(Invitation { card: Some(card), community, .. }) => {
            let found = whose(site, community, &card)?;
            if found.is_none() {
                wrong("card", "join-spent");
            }
            found.map(|id| (id, card))
        }
        Ok(Invitation { card: None, .. }) | Err(_) => {
            wrong("card", "join-bad-card");
            None
        }
    };
    if let Some(key) = bad_login(site, &typed.login) {
        wrong("login", key);
    }
    if passphrase.chars().count() < LEAST {
        wrong("passphrase", "join-short");
    }
    Ok(found)
}

/// What is wrong with a name by which somebody wants to log in.
pub(super) fn bad_login(site: &Site, login: &str) -> Option<&'static str> {
    if !is_login(login) {
        Some("join-bad-login")
    } else if people::is_here(&site.home().people(), login) {
        Some("join-taken")
    } else {
        None
    }
}

/// The community that names a card which nobody has redeemed.
fn whose(
    site: &Site,
    named: Option<CommunityId>,
    card: &InvitationSecret,
) -> Result<Option<CommunityId>, Refused> {
    for (id, _) in site.halls.names()? {
        if named.is_some_and(|named| named != id) {
            continue;
        }
        let Some(community) = site.home().all().open_if_held(&id)? else { continue };
        let facts = community.view().facts();
        if let Some(entry) = facts.invitation_of(&card.public())
            && facts.redemptions(&entry).is_empty()
        {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn admit(
    site: &Site,
    ask: &Ask,
    typed: &Join,
    passphrase: Zeroizing<String>,
    id: &CommunityId,
    card: &InvitationSecret,
) -> Result<Answer, Refused> {
    let mut community = site.home().open_community(id)?;
    let facts = community.view().facts();
    let fresh =
        facts.invitation_of(&card.public()).is_some_and(|e| facts.redemptions(&e).is_empty());
    if !fresh {
        return Err(Refused::Told(Told::Stale));
    }
    let mut person = Person::draw(site.home(), &Passphrases::typed(passphrase), &typed.login)?;
    // Durable before anything is signed with them.
    person.save()?;
    let begun = site.sessions.begin(person, ask.seat(), site.now())?;
    let Some(session) = site.sessions.find(&begun, site.now()) else {
        return Err(Refused::Told(Told::Stale));
    };
    let mut signer = session.keys().signer(&community)?;
    let custody = signer.custody();
    let (mut pen, member) = signer.parts();
    if let Err(error) = community.redeem(&mut pen, card, member, custody) {
        site.sessions.end(&begun);
        return Err(error.into());
    }
    if !typed.name.is_empty() {
        // Whoever has joined and has no name yet can give one later.
        if let Err(error) =
            community.introduce(&mut signer.pen(), &typed.name, Localized::default())
        {
            tracing::warn!(%error, "a newcomer's name was not taken");
        }
    }
    drop(community);
    let key = begun;
    Ok(Answer::SeeWith(welcome(ask, id), cookie(site, &key)))
}

/// Ends the session.
pub(super) async fn log_out(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let own = ask.session.as_ref().is_some_and(|session| session.is_own(sent.get("token")));
    if let (Some(key), true) = (&ask.key, own) {
        site.sessions.end(key);
    }
    gone(&ask)
}

/// Sends somebody away who has logged out: at a shared computer to its first page.
pub(super) fn gone(ask: &Ask) -> Answer {
    let done = format!("done={}", Deed::Left.code());
    let place = match ask.kiosk() {
        Some(root) => format!("{root}/kiosk?{done}"),
        None => format!("/{}?{done}", ask.tongue.code()),
    };
    Answer::SeeWith(place, no_cookie())
}

/// Takes the cookie of a session away.
pub(super) fn no_cookie() -> String {
    format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

/// What a browser keeps to be recognised.
pub(super) fn cookie(site: &Site, key: &Key) -> String {
    format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax{}", key.text(), site.secure())
}

/// Whether somebody can log in by this name.
pub(super) fn is_login(login: &str) -> bool {
    login.chars().all(char::is_alphanumeric) && LOGIN.contains(&login.chars().count())
}

/// Whether somebody has this name here who has another passphrase.
pub(super) fn is_taken(site: &Site, login: &str, passphrase: &str) -> bool {
    let typed = Zeroizing::new(passphrase.to_owned());
    people::is_here(&site.home().people(), login) && opened(site, login, typed).is_none()
}

/// Where somebody goes who has logged in: a page of this site, and of no other.
fn after(ask: &Ask, then: &str) -> String {
    let code = then.strip_prefix('/').and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let plain = then.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if Tongue::of(code).is_some() && plain {
        then.to_owned()
    } else {
        format!("/{}", ask.tongue.code())
    }
}

/// The only community of this node, for screens of no community.
pub(super) fn only(site: &Site, ask: &Ask) -> Result<Option<(String, String)>, Refused> {
    let names = site.halls.names()?;
    Ok(match names.as_slice() {
        [(id, name)] => Some((ateneu_page::path(ask.tongue, id), name.clone())),
        _ => None,
    })
}
