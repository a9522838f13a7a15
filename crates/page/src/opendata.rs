//! The open data of a space: which files there are, and what may be done with them.

use std::collections::BTreeSet;

use askama::Template;
use participation::{Community, EntryId, Licence, Store};

use crate::frame::{Frame, Section};
use crate::list;
use crate::message::{Failed, done};
use crate::{Visit, link, plain};

/// A file.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name, which ends its address.
    pub name: String,
    /// The message that says what is in it.
    key: &'static str,
    /// What it is about, where several files hold the like; a neighbour's words.
    about: String,
}

impl File {
    /// A file with the message that says what is in it.
    #[must_use]
    pub fn new(name: &str, key: &'static str, about: &str) -> Self {
        Self { name: name.to_owned(), key, about: about.to_owned() }
    }
}

#[derive(Template)]
#[template(path = "opendata.html")]
struct Open<'a> {
    f: Frame<'a>,
    path: String,
    space: String,
    lang: &'static str,
    files: Vec<Row>,
    private: bool,
    licence: Licence,
    /// Whether no other was chosen, under which texts are their authors'.
    usual: bool,
}

/// A file as it is shown: its name, what is in it, and what it is about.
struct Row {
    name: String,
    says: String,
    about: String,
}

/// The files of a space; `None` where it is not here.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    files: &[File],
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    // The frame looks at what stands as well.
    let titled = community.deliberation().space(id).map(|card| list::titled(&card.titles, w));
    let Some((lang, space)) = titled else { return Ok(None) };
    let named = format!("{}: {space}", w.say("taken-title"));
    let f = Frame::of(community, visit, Section::Spaces, named);
    let path = format!("{}/spaces/{}", f.root(), link::digits(id));
    let private = community.is_private();
    let row = |file: &File| Row {
        name: file.name.clone(),
        says: w.say(file.key),
        about: plain::spoken(&file.about, w),
    };
    let files = files.iter().map(row).collect();
    let licence = community.licence();
    let usual = licence == Licence::USUAL;
    done(&Open { f, path, space, lang, files, private, licence, usual }).map(Some)
}

/// The polls and budgets to which documents of a space are linked.
#[must_use]
pub fn polls_of<S: Store>(community: &Community<S>, space: &EntryId) -> BTreeSet<EntryId> {
    let polls: BTreeSet<EntryId> = community.openings().map(|(id, _)| id).collect();
    let reading = community.deliberation();
    let cards = reading.cards().filter(|card| card.space == *space && card.hidden.is_none());
    let links = cards.flat_map(|card| card.links.iter().map(|link| link.to));
    links.filter(|id| polls.contains(id)).collect()
}
