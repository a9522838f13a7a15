//! What is done to documents of every kind.

use participation::{
    Alignment, Community, DocumentKind, EntryId, FilePlan, Link, Localized, Matter, Relation, Store,
};
use participation_media::{Policy, accept};
use serde::Serialize;

use super::{space_of, words};
use crate::cli::words::{AttachArgs, LinkArgs, OneArgs, ReasonArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::select::{self, written};
use crate::{files, print, texts};

/// What is printed of an act.
#[derive(Debug, Serialize)]
pub(crate) struct Done {
    /// The entry that says so.
    pub(crate) entry: EntryId,
    /// What it was done to.
    pub(crate) subject: EntryId,
}

impl Done {
    /// Says what was done.
    pub(crate) fn print(&self, what: &str, json: bool) -> Result<(), Failure> {
        if json {
            return print::json(self);
        }
        print::line(format_args!("{what}: {}", self.subject.short()))
    }
}

/// Reasons as they are typed; without a tag in the language of the subject's space.
pub(crate) fn reasons<S: Store, const MAX: usize>(
    community: &Community<S>,
    subject: &EntryId,
    flag: &str,
    typed: &[String],
    language: Option<&str>,
) -> Result<Localized<MAX>, Failure> {
    let language = match language {
        Some(tag) => Some(texts::language(tag)?),
        None => words::first(community, &space_of(community, subject)?),
    };
    texts::localized(flag, typed, language)
}

pub(super) fn withdraw(
    context: &Context,
    kinds: &[DocumentKind],
    args: &ReasonArgs,
) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, kinds, &args.id)?;
    let supported = community.deliberation().supports(&subject);
    let reason = reasons(&community, &subject, "--reason", &args.reason, args.language.as_deref())?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.withdraw(&mut signer.pen(), subject, reason)?;
    if supported > 0 {
        print::note(format_args!("note: {supported} people supported it"));
    }
    Done { entry, subject }.print("withdrawn", args.json)
}

pub(super) fn conclude(
    context: &Context,
    kind: DocumentKind,
    args: &ReasonArgs,
    closed: bool,
) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, &[kind], &args.id)?;
    let text = reasons(&community, &subject, "--text", &args.reason, args.language.as_deref())?;
    if closed && text.is_empty() {
        return Err(Failure::input("say with --text what came of it"));
    }
    let mut signer = context.signer(&mut community)?;
    let entry = community.conclude(&mut signer.pen(), subject, closed, text)?;
    Done { entry, subject }.print(if closed { "closed" } else { "open again" }, args.json)
}

pub(super) fn endorse(
    context: &Context,
    kinds: &[DocumentKind],
    args: &OneArgs,
    yes: bool,
) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, kinds, &args.id)?;
    let value = if yes { Alignment::InFavour } else { Alignment::Neutral };
    let mut signer = context.signer(&mut community)?;
    let entry = community.stand(&mut signer.pen(), subject, Matter::Endorsement, value)?;
    Done { entry, subject }
        .print(if yes { "endorsed" } else { "endorsement taken back" }, args.json)
}

#[derive(Serialize)]
struct Attached {
    entry: EntryId,
    subject: EntryId,
    name: String,
    media: &'static str,
    size: usize,
}

pub(super) fn attach(
    context: &Context,
    kinds: &[DocumentKind],
    args: &AttachArgs,
) -> Result<(), Failure> {
    let policy = Policy::default();
    let shown = args.file.display().to_string();
    let bytes = files::bounded(files::open(&args.file)?, policy.max_bytes)
        .map_err(|failure| failure.after(print::safe(&shown)))?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let accepted = accept(&bytes, &name.unwrap_or_default(), None, &policy);
    let accepted =
        accepted.map_err(|refused| Failure::input(refused).after(print::safe(&shown)))?;
    let mut community = context.community()?;
    let subject = written::document(&community, kinds, &args.id)?;
    let title = reasons(&community, &subject, "--title", &args.title, args.language.as_deref())?;
    let file = FilePlan {
        bytes: &accepted.bytes,
        media: accepted.media_type.mime(),
        name: &accepted.name,
        title,
        weight: args.weight,
    };
    let mut signer = context.signer(&mut community)?;
    let entry = community.attach(&mut signer.pen(), subject, &file)?;
    if args.json {
        let (media, size) = (accepted.media_type.mime(), accepted.bytes.len());
        return print::json(&Attached { entry, subject, name: accepted.name, media, size });
    }
    print::line(entry)?;
    print::note(format_args!(
        "attached to {}: {} ({}, {} bytes)",
        subject.short(),
        print::safe(&accepted.name),
        accepted.media_type.mime(),
        accepted.bytes.len()
    ));
    Ok(())
}

pub(super) fn detach(context: &Context, args: &OneArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let attached: Vec<EntryId> =
        community.deliberation().cards().flat_map(|card| card.attachments.clone()).collect();
    let attachment = select::prefix("attachment", &args.id, attached)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.detach(&mut signer.pen(), attachment)?;
    Done { entry, subject: attachment }.print("taken away", args.json)
}

pub(super) fn link(
    context: &Context,
    kinds: &[DocumentKind],
    args: &LinkArgs,
) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, kinds, &args.id)?;
    let to = written::anything(&community, &args.other)?;
    let relation = Relation::ALL.iter().copied().find(|it| relation_name(*it) == args.relation);
    let relation = relation.unwrap_or(Relation::Related);
    if args.remove {
        let reading = community.deliberation();
        let linked = reading
            .card(&subject)
            .is_some_and(|card| card.links.iter().any(|l| l.to == to && l.relation == relation));
        if !linked {
            return Err(Failure::input(format!(
                "{} has no link `{}` to {}: `show` lists those it has",
                subject.short(),
                args.relation,
                to.short()
            )));
        }
    }
    let mut signer = context.signer(&mut community)?;
    let link = Link { relation, to };
    let entry = community.relate(&mut signer.pen(), subject, link, !args.remove)?;
    Done { entry, subject }.print(if args.remove { "parted" } else { "linked" }, args.json)
}

/// The name of a relation.
pub(crate) const fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::Related => "related",
        Relation::MergedFrom => "merged-from",
        Relation::SplitFrom => "split-from",
        Relation::CopiedFrom => "copied-from",
        Relation::PromotedFrom => "promoted-from",
        Relation::ResultsFrom => "results-from",
        Relation::PartOf => "part-of",
    }
}
