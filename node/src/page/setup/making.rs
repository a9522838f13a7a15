//! The last step: keys, community, how the node is kept, and a session, in this order.

use std::sync::PoisonError;

use ateneu_page::setup::{self, Beginning, Opening, Step};
use participation::Language;
use participation_keys::Sheet;

use super::{Draft, Papers};
use crate::backups::Every;
use crate::exit::Failure;
use crate::founding::{self, First, Wish};
use crate::home::keeping::{self, Keeping, Opened};
use crate::page::answer::{Answer, Refused};
use crate::page::ask::Ask;
use crate::page::site::Site;
use crate::page::{door, doors};
use crate::people::{Passphrases, Person};
use crate::template;

/// Founds what the draft says. Where the node fails, nothing is founded, and the last form can be
/// sent again.
pub(super) fn found(site: &Site, ask: &Ask, draft: &Draft) -> Result<Answer, Refused> {
    let _alone = site.setup.founding.lock().unwrap_or_else(PoisonError::into_inner);
    let papers = format!("/{}/setup/{}", ask.tongue.code(), Step::Papers.code());
    if site.setup.draft(ask.setup.as_ref(), site.now()).is_none() {
        // The same form was sent twice.
        return Ok(Answer::See(papers));
    }
    let whole = || Failure::system("a step is missing");
    let (Some(you), Some(association)) = (&draft.you, &draft.association) else {
        return Err(whole().into());
    };
    let (Some(beginning), Some(opening)) = (&draft.beginning, &draft.opening) else {
        return Err(whole().into());
    };
    let opened = opened(opening).ok_or_else(whole)?;
    let passphrases = Passphrases::typed(draft.passphrase.clone());
    // Keys that a setup left which was cut short are taken up again.
    let mut person = Person::open_or_draw(site.home(), &passphrases, &you.login)?;
    let wish = Wish {
        name: association.name.clone(),
        private: association.private,
        founder: you.name.clone(),
        first: first(beginning, &association.languages)?,
    };
    let founded = founding::found(site.home(), &mut person, wish)?;
    site.home().keep(|keeping: &mut Keeping| {
        keeping.opened = Some(opened);
        let codes = association.languages.iter().map(|tongue| tongue.code().to_owned());
        keeping.languages = codes.collect();
        keeping.backups.every = Every::Day;
        keeping.name_keeper(&you.login)
    })?;
    let seed = Sheet::of_seed(person.seed());
    let key = site.sessions.begin(person, ask.seat(), site.now())?;
    let printed = Papers { community: founded.id, seed, paper: founded.paper };
    site.setup.finish(printed, site.now());
    doors::settle(site);
    Ok(Answer::SeeWith(papers, door::cookie(site, &key)))
}

/// How the page will be opened; `None` for what the form does not let through.
pub(in crate::page) fn opened(typed: &Opening) -> Option<Opened> {
    match typed.how.as_str() {
        "here" => Some(Opened::Here),
        "hall" => keeping::hall_name(&typed.name).map(|name| Opened::Hall { name }),
        "proxy" => keeping::public_url(&typed.url).map(|url| Opened::Proxy { url }),
        _ => None,
    }
}

/// What the community begins with, in its languages.
fn first(
    beginning: &Beginning,
    languages: &[ateneu_page::Tongue],
) -> Result<Option<First>, Failure> {
    if beginning.template == Beginning::NOTHING {
        return Ok(None);
    }
    let template = template::named(&beginning.template)?;
    let title = |tongue: &ateneu_page::Tongue| -> Option<(Language, String)> {
        Some((tongue.language()?, setup::template_title(*tongue, &template.name)))
    };
    let titles = languages.iter().filter_map(title).collect();
    Ok(Some(First { template, titles }))
}
