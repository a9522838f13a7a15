//! `ateneu seal`, `reopen` and `contest`.

use participation::{EntryId, MemberKey, PollReport, SealProgress, receipt_code};
use participation_types::BlobId;
use serde::Serialize;

use crate::cli::seal::{ContestArgs, ReopenArgs, SealArgs};
use crate::commands::standing::{Standing, note_bodies, signatures};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Facts;
use crate::{print, select};

/// What is printed of a signature under a seal.
#[derive(Debug, Serialize)]
struct Signed {
    /// The entry that signs.
    seal: EntryId,
    poll: EntryId,
    round: u16,
    manifest: BlobId,
    ballots: u32,
    signed: usize,
    needs: usize,
    /// Whether the poll is sealed now.
    sealed: bool,
}

/// What is printed of another act.
#[derive(Debug, Serialize)]
struct Written {
    entry: EntryId,
    code: String,
    poll: EntryId,
}

/// Signs the list of exactly the ballots that count.
pub(crate) fn run(context: &Context, args: &SealArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let poll = select::poll(&community, &args.poll)?;
    note_bodies(&community);
    let mut signer = context.signer(&mut community)?;
    let seal = community.seal(&mut signer.pen(), poll)?;
    let report = community.report(&poll)?;
    let mine = signed_by(&report, &signer.persona().member.public()).last().cloned();
    let mine = mine.ok_or_else(|| {
        Failure::no("the signature was written, and does not stand: see `ateneu receipt`")
    })?;
    let sealed = Standing::of(&report.status).round == Some(mine.round);
    let SealProgress { round, manifest, ballots, needs, .. } = mine;
    let signed = mine.signed_by.len();
    if args.json {
        return print::json(&Signed {
            seal,
            poll,
            round,
            manifest,
            ballots,
            signed,
            needs,
            sealed,
        });
    }
    Facts::new()
        .with("signed", seal)
        .with("list", manifest)
        .with("ballots", ballots)
        .with_all("seal", signatures(&report))
        .print()?;
    print::line("")?;
    if sealed {
        return print::line("the poll is sealed");
    }
    print::line(format_args!("{} more must sign the same list", needs.saturating_sub(signed)))
}

/// Asks that a sealed poll be sealed anew.
pub(crate) fn reopen(context: &Context, args: &ReopenArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let poll = select::poll(&community, &args.poll)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.reopen(&mut signer.pen(), poll, &args.reason)?;
    written(poll, entry, args.json)
}

/// Objects in public to a seal.
pub(crate) fn contest(context: &Context, args: &ContestArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let poll = select::poll(&community, &args.poll)?;
    let ballots = args.ballots.iter().map(|ballot| select::entry(&community, ballot));
    let ballots = ballots.collect::<Result<Vec<_>, _>>()?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.contest(&mut signer.pen(), poll, &args.reason, ballots)?;
    written(poll, entry, args.json)
}

fn signed_by<'a>(
    report: &'a PollReport,
    member: &'a MemberKey,
) -> impl Iterator<Item = &'a SealProgress> {
    report.seals.iter().filter(move |seal| seal.signed_by.contains(member))
}

fn written(poll: EntryId, entry: EntryId, json: bool) -> Result<(), Failure> {
    let code = receipt_code(&entry);
    if json {
        return print::json(&Written { entry, code, poll });
    }
    Facts::new().with("written", entry).with("code", code).print()
}
