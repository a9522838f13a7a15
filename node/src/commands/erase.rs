//! `ateneu erase`: what a ballot says goes for good from this home.

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

/// Erases the body of a ballot; while it must be kept the answer is no.
pub(crate) fn run(context: &Context, args: &EraseArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let ballot = select::entry(&community, &args.ballot)?;
    let already = is_erased(&community, &ballot)?;
    if !already {
        let kept = keeping(&community, &ballot)?;
        match community.erase_ballot(&ballot, random::now()) {
            Ok(()) => {}
            Err(why @ Error::NotErasable { .. }) => {
                return Err(Failure::no(format_args!("{why}{kept}")));
            }
            Err(error) => return Err(error.into()),
        }
    }
    if args.json {
        return print::json(&Erased { ballot, already });
    }
    let when = if already { "was erased before" } else { "is erased" };
    print::line(format_args!("what ballot {} said {when}", ballot.short()))?;
    print::note("note: bundles and backups that were written before still hold it");
    Ok(())
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
            Ok(days.map_or_else(
                |_| String::new(),
                |days| format!(": ballots of this poll are kept {days} days after its seal"),
            ))
        }
        Some(_) => {
            Err(Failure::input(format!("entry {ballot} is no ballot: only ballots are erased")))
        }
        None => Err(Failure::no(format_args!(
            "what entry {ballot} says is not here: there is nothing to erase"
        ))),
    }
}
