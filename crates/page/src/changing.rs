//! Changing a text: by its authors, by organisers, or as an amendment that its authors decide on.

use askama::Template;
use participation::{Community, Contents, EntryId, Language, Store, SubjectKind, TextField};

use crate::details;
use crate::document::best;
use crate::fields::{Field, Filled};
use crate::frame::{Frame, Section};
use crate::list::{self, Choice};
use crate::message::{Failed, done};
use crate::versions::{self, Change};
use crate::words::Words;
use crate::writing::{self, Typed};
use crate::{Visit, languages, link};

/// Who changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// One of its authors, or an organiser for the space.
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
    needs_body: bool,
    more: Vec<Field>,
    /// The languages in which it can be written, where there are several.
    languages: Vec<Choice>,
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
    kind: SubjectKind,
    space: EntryId,
}

/// What a document or a space says now, in the language that is asked for, or else in the one that is
/// best for the reader.
#[must_use]
pub fn now<S: Store>(community: &Community<S>, id: &EntryId, w: Words, asked: &str) -> Option<Now> {
    let mut reading = community.deliberation();
    let contents = reading.text(id).ok()?;
    let subject = reading.subject(id)?;
    let card = reading.card(id).map(|card| &card.heads);
    let heads = card.or_else(|| reading.space(id).map(|space| &space.heads))?;
    let heads: Vec<String> = heads.iter().map(link::digits).collect();
    let spoken = &reading.space(&subject.space)?.languages;
    let asked = asked.parse().ok().filter(|language| spoken.contains(language));
    let language = match asked {
        Some(language) => language,
        None => best(&contents, TextField::Title, w)?.0,
    };
    let (kind, space) = (subject.kind, subject.space);
    Some(Now { contents, language, heads: heads.join("."), kind, space })
}

impl Now {
    /// What stands in the form at first.
    #[must_use]
    pub fn typed(&self, w: Words) -> Typed {
        let mut more = Filled::default();
        details::fill(&mut more, self.kind, &self.contents, self.language, w);
        Typed {
            title: self.contents.text(TextField::Title, self.language).to_owned(),
            body: self.contents.text(TextField::Body, self.language).to_owned(),
            language: self.language.to_string(),
            more,
            ..Typed::default()
        }
    }

    /// What it would say with what was typed; what cannot be read is said beside its field. An
    /// amendment changes words only.
    #[must_use]
    pub fn with<S: Store>(
        &self,
        community: &Community<S>,
        typed: &mut Typed,
        who: As,
        w: Words,
    ) -> Contents {
        let mut after = self.contents.clone();
        for (field, text) in [(TextField::Title, &typed.title), (TextField::Body, &typed.body)] {
            if text.is_empty() {
                after.texts.remove(&(field, self.language));
            } else {
                after.texts.insert((field, self.language), text.clone());
            }
        }
        if who == As::Author {
            let reading = community.deliberation();
            let more = &mut typed.more;
            details::put(more, &reading, self.kind, &mut after, self.language, w);
            typed.problems.append(&mut more.problems);
        }
        after
    }

    /// The same with whom the changed body mentions settled.
    #[must_use]
    pub fn settled<S: Store>(&self, community: &Community<S>, mut after: Contents) -> Contents {
        if let Some(body) = after.texts.get_mut(&(TextField::Body, self.language)) {
            *body = community.resolve_mentions(body).text;
        }
        after
    }
}

/// The form; `None` where there is nothing to change here.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    who: As,
    typed: Option<&Typed>,
    (language, overtaken): (&str, bool),
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Some(now) = now(community, id, w, language) else { return Ok(None) };
    let mut typed = typed.cloned().unwrap_or_else(|| now.typed(w));
    let changes = if typed.preview || overtaken {
        versions::changes(&now.contents, &now.with(community, &mut typed.clone(), who, w), w)
    } else {
        Vec::new()
    };
    let reading = community.deliberation();
    let Some(space) = reading.space(&now.space) else { return Ok(None) };
    let card = reading.card(id);
    let (section, place) = card.map_or((Section::Spaces, "spaces"), |card| {
        (list::section(card.kind), list::kind_path(card.kind))
    });
    let amends = who == As::Amender;
    let heading = w.say(if amends { "amend" } else { "edit" });
    let document = list::titled(card.map_or(&space.titles, |card| &card.titles), w).1;
    let window = format!("{heading} · {document}");
    let f = Frame::of(community, visit, section, window);
    let above = format!("{}/{place}/{}", f.root(), link::digits(id));
    let rules = reading.current_phase(&now.space).map(|(_, phase)| &phase.rules);
    let by_member = card.is_some_and(|card| matches!(card.owner, participation::Owner::Member(_)));
    let rules = rules.filter(|_| by_member);
    let more = if amends {
        Vec::new()
    } else {
        // What is wrong is told beside its field, wherever it was found.
        typed.more.problems.clone_from(&typed.problems);
        details::fields(&reading, &now.space, now.kind, &typed.more, w)
    };
    let several = !amends && space.languages.len() > 1;
    let page = Form {
        heading,
        path: format!("{above}/{}", if amends { "amend" } else { "edit" }),
        above,
        document,
        heads: now.heads.clone(),
        overtaken,
        amends,
        title_length: rules.map_or(writing::OFFICIAL_TITLE, |rules| rules.title_length),
        body_length: rules.map_or(writing::OFFICIAL_BODY, |rules| rules.body_length),
        needs_body: by_member,
        more,
        languages: if several {
            languages::choices(&space.languages, now.language.as_str())
        } else {
            Vec::new()
        },
        changes,
        typed: &typed,
        f,
    };
    done(&page).map(Some)
}
