//! Amendments: proposed, decided, promoted; and texts that begin anew.

use participation::{Contents, DocumentKind, EntryId, Link, Relation, Voice};
use serde::Serialize;

use super::KINDS;
use crate::cli::proposal::RebaseArgs;
use crate::cli::words::{EditArgs, OneArgs, ReasonArgs};
use crate::commands::document::{self, Done, list, reasons, shown, space_of, words};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::print;
use crate::select::written;

/// Proposes a change of a proposal.
pub(super) fn amend(context: &Context, args: &EditArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let proposal = written::document(&community, &KINDS[..1], &args.id)?;
    let space = space_of(&community, &proposal)?;
    let mut after = community.deliberation().text(&proposal).map_err(Failure::input)?;
    words::put(&community, &mut after, &args.words, words::first(&community, &space))?;
    let mut signer = context.signer(&mut community)?;
    let id = community.amend(&mut signer.pen(), proposal, &after)?;
    document::published(DocumentKind::Amendment, id, space, args.json)
}

#[derive(Serialize)]
struct Amendments {
    proposal: EntryId,
    amendments: Vec<Amended>,
}

#[derive(Serialize)]
struct Amended {
    id: EntryId,
    author: String,
    state: &'static str,
    comments: u32,
    changes: usize,
}

/// The amendments of a proposal.
pub(super) fn amendments(context: &Context, args: &OneArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let proposal = written::document(&community, &KINDS[..1], &args.id)?;
    let names = shown::Names::of(&community);
    let mut reading = community.deliberation();
    let ids = reading.card(&proposal).map(|card| card.amendments.clone()).unwrap_or_default();
    let mut amendments = Vec::new();
    for id in ids {
        let after = reading.text(&id).unwrap_or_default();
        let Some(card) = reading.card(&id) else { continue };
        let (author, comments) = (names.author(&reading, card), card.comments);
        let state = card.amendment.map(list::amendment_name).unwrap_or_default();
        let base = card.base.as_ref().map(|base| base.heads.to_vec()).unwrap_or_default();
        let before = reading.text_at(&proposal, &base).unwrap_or_default();
        let changes = participation::diff(&before, &after).len();
        amendments.push(Amended { id, author, state, comments, changes });
    }
    drop(reading);
    if args.json {
        return print::json(&Amendments { proposal, amendments });
    }
    let mut table = Table::new(&["id", "state", "comments", "by"], &[2]);
    for one in &amendments {
        let comments = one.comments.to_string();
        table.row([one.id.short(), one.state.to_owned(), comments, one.author.clone()]);
    }
    table.print()?;
    if !amendments.is_empty() {
        print::note("`ateneu proposal diff ID` shows what one would change");
    }
    Ok(())
}

/// Takes an amendment in, or refuses it.
pub(super) fn decide(context: &Context, args: &ReasonArgs, accepts: bool) -> Result<(), Failure> {
    let mut community = context.community()?;
    let amendment = written::document(&community, &KINDS[1..], &args.id)?;
    let reason =
        reasons(&community, &amendment, "--reason", &args.reason, args.language.as_deref())?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.decide(&mut signer.pen(), amendment, accepts, reason)?;
    let what = if accepts { "taken into its proposal" } else { "refused" };
    Done { entry, subject: amendment }.print(what, args.json)
}

/// Makes a proposal of one's own of an amendment that was refused.
pub(super) fn promote(context: &Context, args: &OneArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let amendment = written::document(&community, &KINDS[1..], &args.id)?;
    let space = space_of(&community, &amendment)?;
    let contents = community.deliberation().text(&amendment).map_err(Failure::input)?;
    let plan = document::plan(DocumentKind::Proposal, Voice::Member, &contents)?;
    let link = Link { relation: Relation::PromotedFrom, to: amendment };
    let plan = document::linked(plan, vec![link]);
    let id = document::compose(context, &mut community, space, plan)?;
    document::published(DocumentKind::Proposal, id, space, args.json)
}

/// Begins a text anew; what it said before is erased everywhere.
pub(super) fn rebase(context: &Context, args: &RebaseArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let proposal = written::document(&community, &KINDS[..1], &args.id)?;
    let space = space_of(&community, &proposal)?;
    let mut contents = community.deliberation().text(&proposal).unwrap_or_default();
    words::put(&community, &mut contents, &args.words, words::first(&community, &space))?;
    let fields = participation::change(&Contents::default(), &contents).map_err(Failure::input)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.rebase(&mut signer.pen(), proposal, fields)?;
    Done { entry, subject: proposal }.print("begun anew; what it said before is erased", args.json)
}
