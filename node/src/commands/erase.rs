//! `ateneu erase`: what a ballot says goes for good from this home, what somebody wrote from every.

mod written;

use participation::{Act, Community, EntryId, Error, Store};
use participation_store::SledStore;
use serde::Serialize;

use crate::cli::upkeep::EraseArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::{print, random, select};

/// What is printed.
#[derive(Debug, Serialize)]
struct Erased {
    ballot: EntryId,
    /// It had been erased before.
    already: bool,
}

/// What is printed of a whole poll.
#[derive(Debug, Serialize)]
struct PollErased {
    poll: EntryId,
    /// Ballots erased now.
    erased: usize,
    /// Ballots that had been erased before.
    already: usize,
}

/// Erases the body of a ballot, or of all ballots of a poll; while they must be kept the answer
/// is no.
pub(crate) fn run(context: &Context, args: &EraseArgs) -> Result<(), Failure> {
    if !args.document.is_empty() || !args.comment.is_empty() {
        return written::erase(context, args);
    }
    let mut community = context.community()?;
    match (&args.poll, &args.ballot) {
        (Some(poll), _) => poll_ballots(&mut community, poll, args.json),
        (None, ballot) => one(&mut community, ballot.as_deref().unwrap_or_default(), args.json),
    }
}

fn one(community: &mut Community<SledStore>, text: &str, json: bool) -> Result<(), Failure> {
    let ballot = select::entry(community, text)?;
    let already = is_erased(community, &ballot)?;
    if !already {
        let kept = keeping(community, &ballot)?;
        erase(community, &[ballot], &kept)?;
    }
    if json {
        return print::json(&Erased { ballot, already });
    }
    let when = if already { "was erased before" } else { "is erased" };
    print::line(format_args!("what ballot {} said {when}", ballot.short()))?;
    print::note("note: bundles and backups that were written before still hold it");
    Ok(())
}

fn poll_ballots(
    community: &mut Community<SledStore>,
    text: &str,
    json: bool,
) -> Result<(), Failure> {
    let poll = select::poll(community, text)?;
    let days = community.opening(&poll)?.retention_days;
    let report = community.report(&poll)?;
    let known = report.counted.iter().chain(report.excluded.iter().map(|out| &out.ballot));
    let (mut ballots, mut already) = (Vec::new(), 0);
    for id in known {
        // A seal may list entries that are not here, or that are no ballots at all.
        match community.store().find(id)? {
            Some(arrival) if community.store().erased(arrival)? => already += 1,
            Some(_) if matches!(community.act(id)?, Some(Act::Ballot(_))) => ballots.push(*id),
            Some(_) | None => {}
        }
    }
    erase(community, &ballots, &keeps(days))?;
    let erased = ballots.len();
    if json {
        return print::json(&PollErased { poll, erased, already });
    }
    print::line(format_args!("what {erased} ballots of poll {} said is erased", poll.short()))?;
    print::note("note: bundles and backups that were written before still hold it");
    Ok(())
}

/// Erases them all, or says why not; `kept` follows a refusal.
fn erase(
    community: &mut Community<SledStore>,
    ballots: &[EntryId],
    kept: &str,
) -> Result<(), Failure> {
    match community.erase_ballots(ballots, random::now()) {
        Ok(()) => Ok(()),
        Err(why @ Error::NotErasable { .. }) => Err(Failure::no(format_args!("{why}{kept}"))),
        Err(error) => Err(error.into()),
    }
}

/// Whether what an entry said was erased from this home.
pub(super) fn is_erased(
    community: &Community<SledStore>,
    ballot: &EntryId,
) -> Result<bool, Failure> {
    let store = community.store();
    let arrival = store.find(ballot)?.ok_or(Error::NoSuchEntry(*ballot))?;
    Ok(store.erased(arrival)?)
}

/// How long its poll keeps a ballot, in words that follow a refusal. Refuses whatever is no ballot,
/// and one whose body never came: nobody can say whether that must be kept.
fn keeping(community: &Community<SledStore>, ballot: &EntryId) -> Result<String, Failure> {
    match community.act(ballot)? {
        Some(Act::Ballot(said)) => {
            let days = community.opening(&said.opening).map(|opening| opening.retention_days);
            Ok(days.map_or_else(|_| String::new(), keeps))
        }
        Some(_) => {
            Err(Failure::input(format!("entry {ballot} is no ballot: only ballots are erased")))
        }
        None => Err(Failure::no(format_args!(
            "what entry {ballot} says is not here: there is nothing to erase"
        ))),
    }
}

fn keeps(days: u16) -> String {
    format!(": ballots of this poll are kept {days} days after its seal")
}
