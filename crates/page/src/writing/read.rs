//! What was typed of a new document, as what it will say.

use participation::{
    Community, Contents, DocumentKind, DocumentPlan, EntryId, Error, Language, Link, Relation,
    Store, SubjectKind, TextField, Voice, change,
};

use super::{Typed, kinds, permitted};
use crate::details;
use crate::words::Words;
use crate::{Visit, link};

/// A document that was written and is not published yet.
#[derive(Debug, Clone)]
pub struct Written {
    /// What it says.
    pub contents: Contents,
    kind: DocumentKind,
    voice: Voice,
    links: Vec<Link>,
    parent: Option<EntryId>,
}

/// Reads what was typed; what is wrong is said in it, beside each field. `None` for a space that is
/// not here, or a language that there is not.
pub fn read<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    kind: DocumentKind,
    space: &EntryId,
    typed: &mut Typed,
) -> Option<Written> {
    let w = visit.words();
    let language: Language = typed.language.parse().ok()?;
    let reading = community.deliberation();
    reading.space(space)?;
    let mut contents = Contents::default();
    for (field, text) in [(TextField::Title, &typed.title), (TextField::Body, &typed.body)] {
        if !text.is_empty() {
            contents.texts.insert((field, language), text.clone());
        }
    }
    if typed.title.is_empty() {
        typed.more.wrong("title", w.say("write-no-title"));
    }
    if typed.body.is_empty() && kinds::question(kind).is_some() {
        let key = if kind == DocumentKind::Proposal { "write-no-body" } else { "write-no-text" };
        typed.more.wrong("body", w.say(key));
    }
    let subject = SubjectKind::Document(kind);
    details::put(&mut typed.more, &reading, subject, &mut contents, language, w);
    let found = |digits: &str, of: DocumentKind| {
        let cards = reading.cards().filter(|card| card.kind == of && card.space == *space);
        link::find(digits, cards.map(|card| card.id))
    };
    let from = typed.more.all("from").into_iter();
    let from = from.filter_map(|digits| found(digits, DocumentKind::Proposal));
    let carried = matches!(kind, DocumentKind::Result | DocumentKind::Project);
    let links = from.filter(|_| carried).map(|to| Link { relation: Relation::ResultsFrom, to });
    let links = links.take(64).collect();
    let parent = Some(typed.more.get("parent")).filter(|_| kind == DocumentKind::Taxon);
    let parent = parent.and_then(|digits| found(digits, DocumentKind::Taxon));
    let rules = reading.current_phase(space).map(|(_, phase)| &phase.rules);
    let by_member = rules.is_some_and(|rules| permitted(kind, rules)) || !visit.organises();
    let is_official = !by_member || visit.organises() && typed.more.get("voice") == "official";
    let voice = if is_official { Voice::Official } else { Voice::Member };
    typed.problems.clone_from(&typed.more.problems);
    Some(Written { contents, kind, voice, links, parent })
}

/// What a draft of a proposal says, as it was typed.
#[must_use]
pub fn of_draft(contents: &Contents, draft: &str, w: Words) -> Typed {
    let mut typed = Typed::default();
    if let Some((_, language)) = contents.texts.keys().next() {
        typed.title = contents.text(TextField::Title, *language).to_owned();
        typed.body = contents.text(TextField::Body, *language).to_owned();
        typed.language = language.to_string();
        let proposal = SubjectKind::Document(DocumentKind::Proposal);
        details::fill(&mut typed.more, proposal, contents, *language, w);
    }
    typed.more.put("draft", draft);
    typed
}

impl Written {
    /// As it is published, with whom it mentions settled.
    ///
    /// # Errors
    /// [`Error::Text`] for a text that is too long, [`Error::NothingChanged`] where nothing is said.
    pub fn plan<S: Store>(self, community: &Community<S>) -> Result<DocumentPlan, Error> {
        let Self { mut contents, kind, voice, links, parent } = self;
        for ((field, _), text) in &mut contents.texts {
            if *field == TextField::Body {
                *text = community.resolve_mentions(text).text;
            }
        }
        let fields = change(&Contents::default(), &contents)?;
        if fields.is_empty() {
            return Err(Error::NothingChanged);
        }
        Ok(DocumentPlan { kind, voice, fields, links, parent })
    }
}
