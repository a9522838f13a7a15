//! `ateneu debate`, `post`, `page`, `meeting`, and what all documents have in common.

mod acts;
mod history;
pub(crate) mod list;
mod near;
pub(crate) mod shown;
pub(crate) mod words;

use participation::{Community, Contents, DocumentKind, DocumentPlan, EntryId, Link, Store, Voice};
use participation_store::SledStore;
use serde::Serialize;

pub(crate) use acts::{Done, reasons, relation_name};
pub(crate) use near::point;

use crate::cli::document::{CreateArgs, DocumentArgs, DocumentCommand, SharedCommand};
use crate::context::Context;
use crate::exit::Failure;
use crate::print;
use crate::select::written;

/// Does what is asked with documents of a kind.
pub(crate) fn run(
    context: &Context,
    kind: DocumentKind,
    args: &DocumentArgs,
) -> Result<(), Failure> {
    match &args.command {
        DocumentCommand::Create(args) => create(context, kind, args),
        DocumentCommand::Close(args) => acts::conclude(context, kind, args, true),
        DocumentCommand::Reopen(args) => acts::conclude(context, kind, args, false),
        DocumentCommand::Shared(command) => shared(context, &[kind], command),
    }
}

/// Does what is done with documents of every kind.
pub(crate) fn shared(
    context: &Context,
    kinds: &[DocumentKind],
    command: &SharedCommand,
) -> Result<(), Failure> {
    match command {
        SharedCommand::List(args) => list::list(context, kinds, args),
        SharedCommand::Show(args) => shown::show(context, kinds, args),
        SharedCommand::Edit(args) => {
            let community = context.community()?;
            let id = written::document(&community, kinds, &args.id)?;
            words::edit(context, community, id, args)
        }
        SharedCommand::Withdraw(args) => acts::withdraw(context, kinds, args),
        SharedCommand::History(args) => history::history(context, kinds, args),
        SharedCommand::Diff(args) => history::diff(context, kinds, args),
        SharedCommand::Endorse(args) => acts::endorse(context, kinds, args, true),
        SharedCommand::Unendorse(args) => acts::endorse(context, kinds, args, false),
        SharedCommand::Attach(args) => acts::attach(context, kinds, args),
        SharedCommand::Detach(args) => acts::detach(context, args),
        SharedCommand::Link(args) => acts::link(context, kinds, args),
    }
}

/// Publishes a document.
pub(crate) fn create(
    context: &Context,
    kind: DocumentKind,
    args: &CreateArgs,
) -> Result<(), Failure> {
    let mut community = context.community()?;
    let space = written::space(&community, None, args.space.as_deref())?;
    let mut contents = Contents::default();
    words::put(&community, &mut contents, &args.words, words::first(&community, &space))?;
    let official = args.official
        || matches!(
            kind,
            DocumentKind::Post | DocumentKind::Page | DocumentKind::Meeting | DocumentKind::Result
        );
    let voice = if official { Voice::Official } else { Voice::Member };
    let id = compose(context, &mut community, space, plan(kind, voice, &contents)?)?;
    published(kind, id, space, args.json)
}

/// A document that says this, about to be published.
pub(crate) fn plan(
    kind: DocumentKind,
    voice: Voice,
    contents: &Contents,
) -> Result<DocumentPlan, Failure> {
    let fields = participation::change(&Contents::default(), contents).map_err(Failure::input)?;
    if fields.is_empty() {
        return Err(Failure::input(format!(
            "a {} has a title: give it with --title",
            written::document_name(kind)
        )));
    }
    Ok(DocumentPlan { kind, voice, fields, links: Vec::new(), parent: None })
}

/// The same, linked to others.
pub(crate) fn linked(plan: DocumentPlan, links: Vec<Link>) -> DocumentPlan {
    DocumentPlan { links, ..plan }
}

/// Publishes it as the person of `--as`.
pub(crate) fn compose(
    context: &Context,
    community: &mut Community<SledStore>,
    space: EntryId,
    plan: DocumentPlan,
) -> Result<EntryId, Failure> {
    let mut signer = context.signer(community)?;
    Ok(community.compose(&mut signer.pen(), space, plan)?)
}

#[derive(Serialize)]
struct Published {
    id: EntryId,
    kind: DocumentKind,
    space: EntryId,
}

/// Says that a document is published.
pub(crate) fn published(
    kind: DocumentKind,
    id: EntryId,
    space: EntryId,
    json: bool,
) -> Result<(), Failure> {
    if json {
        return print::json(&Published { id, kind, space });
    }
    print::line(id)?;
    let amends = kind == DocumentKind::Amendment;
    let name = if amends { "proposal" } else { written::document_name(kind) };
    print::note(format_args!("published: `ateneu {name} show {}` shows it", id.short()));
    Ok(())
}

/// The space of a document, a comment or a space.
pub(crate) fn space_of<S: Store>(
    community: &Community<S>,
    id: &EntryId,
) -> Result<EntryId, Failure> {
    let subject = community.deliberation().subject(id);
    let space = subject.map(|subject| subject.space);
    space.ok_or_else(|| participation::Error::NoSuchEntry(*id).into())
}
