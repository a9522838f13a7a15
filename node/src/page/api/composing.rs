//! Publishing documents, changing what something says, and linking one thing to another.

use axum::response::Response;
use participation::{
    Contents, DocumentKind, DocumentPlan, EntryId, Lane, Link, Owner, Relation, TextField, Voice,
    change,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asker::{Asker, Said, named};
use super::deed::{Acted, Deed, Under, act};
use super::problem::{Code, Problem};
use super::written::{self, NewText, NewValue, language};
use crate::tokens::Scope;

/// What members and organisers write.
const WRITES: &[Scope] = &[Scope::Proposals, Scope::Organise];

const COMPOSE: Under = Under::new("compose", WRITES, Lane::Content);
const EDIT: Under = Under::new("edit", WRITES, Lane::Content);
const EDIT_SPACE: Under = Under::new("edit-space", &[Scope::Organise], Lane::Content);
const LINK: Under = Under::new("link", WRITES, Lane::Content);
const LINK_SPACE: Under = Under::new("link-space", &[Scope::Organise], Lane::Content);

/// Links of a document at most.
const LINKS: usize = 64;

/// What is composed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Composed {
    /// A proposal.
    Proposal,
    /// A debate.
    Debate,
    /// News of a space.
    Post,
    /// A page of a space.
    Page,
    /// A meeting.
    Meeting,
    /// A project on which a budget may be spent.
    Project,
    /// What came of something.
    Result,
    /// A class under which documents are filed.
    Class,
}

impl Composed {
    const fn meant(self) -> DocumentKind {
        match self {
            Self::Proposal => DocumentKind::Proposal,
            Self::Debate => DocumentKind::Debate,
            Self::Post => DocumentKind::Post,
            Self::Page => DocumentKind::Page,
            Self::Meeting => DocumentKind::Meeting,
            Self::Project => DocumentKind::Project,
            Self::Result => DocumentKind::Result,
            Self::Class => DocumentKind::Taxon,
        }
    }
}

/// A document that is to be published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDocument {
    /// What it is. Members write proposals and debates, organisers all of it.
    kind: Composed,
    /// The space, by the first digits of its id.
    space: String,
    /// Its language (BCP 47), one of the space's.
    language: String,
    /// Its title.
    title: String,
    /// What it says: CommonMark.
    #[serde(default)]
    body: String,
    /// Whether a proposal or a debate speaks for the space: organisers write it, with the scope
    /// `organise`. Everything else does so always.
    #[serde(default)]
    official: bool,
    /// What it says beside that, and in other languages.
    #[serde(default)]
    texts: Vec<NewText>,
    /// Its values that are no texts.
    #[serde(default)]
    values: Vec<NewValue>,
    /// Of a result or a project, the proposals that it carries out.
    #[serde(default)]
    from: Vec<String>,
    /// Of a class, the class above it.
    #[serde(default)]
    parent: Option<String>,
}

/// Publishes a document: as a member a proposal or a debate, as an organiser anything in the name of
/// the space.
#[utoipa::path(post, path = "/communities/{community}/documents", operation_id = "compose",
    tag = "deliberation",
    security(("token" = ["write:proposals"]), ("token" = ["organise"])), request_body = NewDocument,
    responses((status = 201, body = Acted)))]
pub(super) async fn compose(asker: Asker, said: Said<NewDocument>) -> Response {
    let Said { value, digest } = said;
    act(asker, COMPOSE, digest, move |deed| {
        let by_members = matches!(value.kind, Composed::Proposal | Composed::Debate);
        let official = value.official || !by_members;
        deed.needs(if official { Scope::Organise } else { Scope::Proposals })?;
        let space = space(deed, &value.space)?;
        let plan = plan(deed, &value, official)?;
        Ok(deed.community.compose(&mut deed.pen, space, plan)?)
    })
    .await
}

fn plan(deed: &Deed<'_>, asked: &NewDocument, official: bool) -> Result<DocumentPlan, Problem> {
    let language = language(&asked.language)?;
    let mut contents = Contents::default();
    let title = asked.title.trim();
    if title.is_empty() {
        return Err(written::wrong("title", "a document has one"));
    }
    contents.texts.insert((TextField::Title, language), title.to_owned());
    if !asked.body.trim().is_empty() {
        let body = deed.community.resolve_mentions(asked.body.trim()).text;
        contents.texts.insert((TextField::Body, language), body);
    }
    written::put(&deed.community, &mut contents, &asked.texts, &asked.values)?;
    if asked.from.len() > LINKS {
        return Err(written::wrong("from", format_args!("at most {LINKS}")));
    }
    let reading = deed.community.deliberation();
    let proposal = |digits: &String| {
        let all = reading.cards().filter(|card| card.kind == DocumentKind::Proposal);
        let found = ateneu_page::find(digits, all.map(|card| card.id));
        let to = found.ok_or_else(|| Problem::missing("proposal in `from`"))?;
        Ok(Link { relation: Relation::ResultsFrom, to })
    };
    let links = asked.from.iter().map(proposal).collect::<Result<Vec<_>, Problem>>()?;
    drop(reading);
    let parent = asked.parent.as_deref().map(|digits| written::class(&deed.community, digits));
    Ok(DocumentPlan {
        kind: asked.kind.meant(),
        voice: if official { Voice::Official } else { Voice::Member },
        fields: change(&Contents::default(), &contents)
            .map_err(|why| Problem::new(Code::Body, why))?,
        links,
        parent: parent.transpose()?,
    })
}

/// A change of what a document or a space says. What is not named stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewWords {
    /// Its texts.
    #[serde(default)]
    texts: Vec<NewText>,
    /// Its values that are no texts.
    #[serde(default)]
    values: Vec<NewValue>,
    /// The version that was changed, as it was read. Where the document has another one by now, the
    /// change is refused; without this, it is made upon what is there.
    #[serde(default)]
    version: Option<Vec<String>>,
}

/// Changes what a document says: one's own, or as an organiser what speaks for the space.
#[utoipa::path(patch, path = "/communities/{community}/documents/{id}", operation_id = "edit",
    tag = "deliberation",
    security(("token" = ["write:proposals"]), ("token" = ["organise"])), request_body = NewWords,
    responses((status = 201, body = Acted)))]
pub(super) async fn edit(asker: Asker, said: Said<NewWords>) -> Response {
    let Said { value, digest } = said;
    act(asker, EDIT, digest, move |deed| {
        let id = own_document(deed)?;
        rewrite(deed, id, &value)
    })
    .await
}

/// Changes what a space says, as an organiser.
#[utoipa::path(patch, path = "/communities/{community}/spaces/{id}", operation_id = "edit-space",
    tag = "organising", security(("token" = ["organise"])), request_body = NewWords,
    responses((status = 201, body = Acted)))]
pub(super) async fn edit_space(asker: Asker, said: Said<NewWords>) -> Response {
    let Said { value, digest } = said;
    act(asker, EDIT_SPACE, digest, move |deed| {
        let id = space(deed, deed.asker.named("id"))?;
        rewrite(deed, id, &value)
    })
    .await
}

fn rewrite(deed: &mut Deed<'_>, id: EntryId, asked: &NewWords) -> Result<EntryId, Problem> {
    let mut reading = deed.community.deliberation();
    let heads = reading.card(&id).map(|card| card.heads.clone());
    let heads = heads.or_else(|| reading.space(&id).map(|space| space.heads.clone()));
    let heads: Vec<String> = heads.iter().flatten().map(ToString::to_string).collect();
    if asked.version.as_ref().is_some_and(|version| *version != heads) {
        let why = format!("read it again: its version is {} now", heads.join(", "));
        return Err(Problem::new(Code::Overtaken, why));
    }
    let mut contents = reading.text(&id).map_err(|_| Problem::missing("text"))?;
    drop(reading);
    written::put(&deed.community, &mut contents, &asked.texts, &asked.values)?;
    Ok(deed.community.rewrite(&mut deed.pen, id, &contents)?)
}

/// How a document or a space belongs to something else.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLink {
    /// `related`, `results-from`, `part-of` and so on, as documents tell their links.
    relation: String,
    /// The document, the space or the poll, by the first digits of its id.
    to: String,
    /// `false` parts them.
    linked: bool,
}

/// Links a document to something, or parts them.
#[utoipa::path(post, path = "/communities/{community}/documents/{id}/links",
    operation_id = "link", tag = "deliberation",
    security(("token" = ["write:proposals"]), ("token" = ["organise"])), request_body = NewLink,
    responses((status = 201, body = Acted)))]
pub(super) async fn link(asker: Asker, said: Said<NewLink>) -> Response {
    let Said { value, digest } = said;
    act(asker, LINK, digest, move |deed| {
        let id = own_document(deed)?;
        relate(deed, id, &value)
    })
    .await
}

/// Links a space to something, such as a poll that is to stand on its page, or parts them.
#[utoipa::path(post, path = "/communities/{community}/spaces/{id}/links",
    operation_id = "link-space", tag = "organising", security(("token" = ["organise"])),
    request_body = NewLink, responses((status = 201, body = Acted)))]
pub(super) async fn link_space(asker: Asker, said: Said<NewLink>) -> Response {
    let Said { value, digest } = said;
    act(asker, LINK_SPACE, digest, move |deed| {
        let id = space(deed, deed.asker.named("id"))?;
        relate(deed, id, &value)
    })
    .await
}

fn relate(deed: &mut Deed<'_>, from: EntryId, asked: &NewLink) -> Result<EntryId, Problem> {
    let mut all = Relation::ALL.iter().copied();
    let known = all.find(|it| crate::commands::document::relation_name(*it) == asked.relation);
    let relation = known.ok_or_else(|| {
        let names = Relation::ALL.iter().map(|it| crate::commands::document::relation_name(*it));
        written::wrong("relation", format_args!("one of {}", names.collect::<Vec<_>>().join(", ")))
    })?;
    let reading = deed.community.deliberation();
    let cards = reading.cards().map(|card| card.id);
    let all = cards.chain(reading.spaces().map(|space| space.id));
    let all = all.chain(deed.community.openings().map(|(id, _)| id));
    let to = ateneu_page::find(&asked.to, all).ok_or_else(|| Problem::missing("entry in `to`"))?;
    drop(reading);
    let link = Link { relation, to };
    Ok(deed.community.relate(&mut deed.pen, from, link, asked.linked)?)
}

/// The document that the address names, where the token may change what is written so.
fn own_document(deed: &Deed<'_>) -> Result<EntryId, Problem> {
    let reading = deed.community.deliberation();
    let id = named(deed.asker, "document", reading.cards().map(|card| card.id))?;
    let official = reading.card(&id).is_some_and(|card| card.owner == Owner::Space);
    drop(reading);
    deed.needs(if official { Scope::Organise } else { Scope::Proposals })?;
    Ok(id)
}

/// A space by the first digits of its id.
pub(super) fn space(deed: &Deed<'_>, digits: &str) -> Result<EntryId, Problem> {
    let reading = deed.community.deliberation();
    let found = ateneu_page::find(digits, reading.spaces().map(|space| space.id));
    found.ok_or_else(|| Problem::missing("space"))
}
