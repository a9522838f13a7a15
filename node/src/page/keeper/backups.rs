//! Backups and the emergency sheet, at the keepers' desk.

use std::path::Path;
use std::sync::Arc;

use ateneu_page::entrance::Problem;
use ateneu_page::keeper::{self, Backups};
use ateneu_page::message::Told;
use ateneu_page::setup::Paper;
use ateneu_page::sheet::Typed;
use ateneu_page::words::Words;
use axum::extract::State;
use participation::Timestamp;
use participation_keys::Sheet;

use super::{acts, may, saved, shown};
use crate::backups::{self, Every, History};
use crate::page::answer::{Answer, Refused};
use crate::page::ask::Ask;
use crate::page::forms::Sent;
use crate::page::looking::aside;
use crate::page::own::wrong;
use crate::page::site::Site;

/// Backups that are kept at most.
const MOST: u16 = 400;

/// Bytes of a folder's name at most.
const MAX_FOLDER: usize = 1000;

/// How backups stand.
pub(super) fn standing(site: &Site) -> Backups {
    let keeping = site.home().keeping();
    let history = History::read(site.home().path());
    let good = history.good.map(|good| (Timestamp::from_millis(good.at), good.file, good.entries));
    Backups {
        every: keeping.backups.every.code().to_owned(),
        keep: keeping.backups.keep.to_string(),
        folder: keeping.backups.folder.unwrap_or_default(),
        good,
        failed: history.failed.map(|failed| failed.why).unwrap_or_default(),
        busy: site.watch().is_asked(),
        printed: keeping.sheet.is_some(),
        problems: Vec::new(),
    }
}

/// Settles when backups are made, and where.
pub(in crate::page) async fn settle(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| {
        let visit = acts(site, ask, &sent)?;
        let words = Words::of(ask.tongue);
        let mut typed = Backups {
            every: sent.get("every").to_owned(),
            keep: sent.get("keep").trim().to_owned(),
            folder: sent.get("folder").trim().to_owned(),
            ..standing(site)
        };
        let mut wrong = |field, key| typed.problems.push(Problem { field, text: words.say(key) });
        let keep = typed.keep.parse::<u16>().ok().filter(|keep| (1..=MOST).contains(keep));
        if keep.is_none() {
            wrong("keep", "backup-keep-wrong");
        }
        let folder = Path::new(&typed.folder);
        let there = folder.is_absolute() && folder.is_dir() && typed.folder.len() <= MAX_FOLDER;
        if !typed.folder.is_empty() && !there {
            wrong("folder", "backup-folder-wrong");
        }
        if let (Some(keep), true) = (keep, typed.problems.is_empty()) {
            let every = Every::of(&typed.every).unwrap_or_default();
            let folder = Some(typed.folder).filter(|folder| !folder.is_empty());
            site.home().keep(|keeping| {
                keeping.backups = crate::home::keeping::Backups { every, keep, folder };
                Ok(())
            })?;
            return Ok(saved(ask));
        }
        let desk = keeper::Desk { backups: typed, ..shown(site) };
        Ok(Answer::form(keeper::desk(&visit, &desk)?))
    })
    .await
}

/// Asks for a backup now.
pub(in crate::page) async fn now(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    aside(site, ask, move |site, ask| {
        acts(site, ask, &sent)?;
        site.watch().ask();
        Ok(Answer::See(format!("/{}/keeper#backups", ask.tongue.code())))
    })
    .await
}

/// Asks for the passphrase before the emergency sheet is shown.
pub(in crate::page) async fn sheet_form(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    aside(site, ask, |site, ask| {
        let visit = may(site, ask)?;
        Ok(Answer::page(keeper::ask(&visit, &Typed::default())?))
    })
    .await
}

/// The emergency sheet, for a keeper who knows their passphrase.
pub(in crate::page) async fn sheet(State(site): State<Arc<Site>>, ask: Ask, sent: Sent) -> Answer {
    let sharer = site.clone();
    let Ok(_turn) = sharer.passphrases.acquire().await else {
        return Answer::told(&site, &ask, Told::Broken);
    };
    aside(site, ask, move |site, ask| {
        let visit = acts(site, ask, &sent)?;
        if let Some(text) = wrong(site, ask, sent.get("passphrase"), "sheet-wrong") {
            let typed = Typed { problems: vec![Problem { field: "passphrase", text }] };
            return Ok(Answer::form(keeper::ask(&visit, &typed)?));
        }
        let key = Sheet::of_backup(&backups::key_or_make(site.home())?);
        let groups = key.groups().iter().map(|group| (**group).clone()).collect();
        let paper = Paper { groups, code: (*key.qr_text()).clone() };
        let folder = site.home().keeping().backups.folder;
        let own = || site.home().path().join("backups").display().to_string();
        let name = super::association(site)?;
        let html = keeper::sheet(&visit, &name, &paper, &folder.unwrap_or_else(own))?;
        Ok(Answer::Secret(html))
    })
    .await
}

/// A keeper says that they have the sheet on paper.
pub(in crate::page) async fn printed(
    State(site): State<Arc<Site>>,
    ask: Ask,
    sent: Sent,
) -> Answer {
    aside(site, ask, move |site, ask| {
        acts(site, ask, &sent)?;
        if backups::key(site.home().path())?.is_none() {
            return Err(Refused::Told(Told::NotHere));
        }
        let now = site.now().millis();
        site.home().keep(|keeping| {
            keeping.sheet = Some(now);
            Ok(())
        })?;
        Ok(saved(ask))
    })
    .await
}
