//! Changing a text: by its authors, or as an amendment that its authors decide on.

use askama::Template;
use participation::{Community, Contents, EntryId, Language, Store, TextField};

use crate::document::best;
use crate::frame::Frame;
use crate::message::{Failed, done};
use crate::versions::{self, Change};
use crate::words::Words;
use crate::writing::Typed;
use crate::{Visit, link, list};

/// Who changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// One of its authors.
    Author,
    /// Anybody else: it becomes an amendment.
    Amender,
}

#[derive(Template)]
#[template(path = "change.html")]
struct Form<'a> {
    f: Frame<'a>,
    heading: String,
    path: String,
    above: String,
    document: String,
    typed: &'a Typed,
    heads: String,
    /// Whether somebody else changed it while this was typed.
    overtaken: bool,
    amends: bool,
    title_length: u16,
    body_length: u16,
    changes: Vec<Change>,
}

/// What is changed: one language of a text, as it is now.
#[derive(Debug, Clone)]
pub struct Now {
    /// Everything that it says.
    pub contents: Contents,
    /// The language that is changed.
    pub language: Language,
    /// Its last entries, as a form carries them: whoever sends others was overtaken.
    pub heads: String,
}

/// What a document says now, in the language that is best for the reader.
#[must_use]
pub fn now<S: Store>(community: &Community<S>, id: &EntryId, w: Words) -> Option<Now> {
    let mut reading = community.deliberation();
    let contents = reading.text(id).ok()?;
    let card = reading.card(id)?;
    let (language, _) = best(&contents, TextField::Title, w)?;
    let heads: Vec<String> = card.heads.iter().map(link::digits).collect();
    Some(Now { contents, language, heads: heads.join(".") })
}

impl Now {
    /// What stands in the form at first.
    #[must_use]
    pub fn typed(&self) -> Typed {
        Typed {
            title: self.contents.text(TextField::Title, self.language).to_owned(),
            body: self.contents.text(TextField::Body, self.language).to_owned(),
            language: self.language.to_string(),
            ..Typed::default()
        }
    }

    /// What it would say with what was typed.
    #[must_use]
    pub fn with(&self, typed: &Typed) -> Contents {
        let mut after = self.contents.clone();
        for (field, text) in [(TextField::Title, &typed.title), (TextField::Body, &typed.body)] {
            if text.is_empty() {
                after.texts.remove(&(field, self.language));
            } else {
                after.texts.insert((field, self.language), text.clone());
            }
        }
        after
    }
}

/// The form; `None` where the document is not here.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    who: As,
    typed: Option<&Typed>,
    overtaken: bool,
) -> Result<Option<String>, Failed> {
    let w = Words::of(visit.tongue);
    let Some(now) = now(community, id, w) else { return Ok(None) };
    let reading = community.deliberation();
    let Some(card) = reading.card(id) else { return Ok(None) };
    let amends = who == As::Amender;
    let heading = w.say(if amends { "amend" } else { "edit" });
    let document = list::titled(&card.titles, w).1;
    let window = format!("{heading} · {document}");
    let f = Frame::of(community, visit, list::section(card.kind), window);
    let above = format!("{}/{}/{}", f.root(), list::kind_path(card.kind), link::digits(id));
    let rules = reading.current_phase(&card.space).map(|(_, phase)| &phase.rules);
    let first = now.typed();
    let typed = typed.unwrap_or(&first);
    let page = Form {
        heading,
        path: format!("{above}/{}", if amends { "amend" } else { "edit" }),
        above,
        document,
        heads: now.heads.clone(),
        overtaken,
        amends,
        title_length: rules.map_or(0, |rules| rules.title_length),
        body_length: rules.map_or(0, |rules| rules.body_length),
        changes: if typed.preview || overtaken {
            versions::changes(&now.contents, &now.with(typed), w)
        } else {
            Vec::new()
        },
        typed,
        f,
    };
    done(&page).map(Some)
}
