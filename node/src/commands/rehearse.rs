//! `ateneu rehearse`: a dress rehearsal of a file of ballots in this home.

use std::cell::Cell;

use participation::CommunityId;
use participation_tally::Rule;

use crate::ballot_files;
use crate::cli::start::RehearseArgs;
use crate::communities::store_config;
use crate::context::Context;
use crate::exit::Failure;
use crate::rehearsal::Rehearsal;
use crate::{print, random};

/// Rehearses the file and prints how it went.
pub(crate) fn run(context: &Context, args: &RehearseArgs) -> Result<(), Failure> {
    if args.secret {
        return Err(Failure::input(
            "secret ballots are not there yet: rehearse without --secret, with open ones",
        ));
    }
    // Read before anything is made, so that a bad file changes nothing.
    let file = ballot_files::pabulib(&args.file)?;
    let rule = file.declared_rule().unwrap_or(Rule::Greedy);
    let home = context.home_or_make()?;
    let title = args.file.file_name().unwrap_or_default().to_string_lossy();
    let bar = print::bar("rehearsing", 0);
    let progress = |what: &'static str, done: usize, total: usize| {
        bar.set_message(what);
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    // Nobody waits for a rehearsal: it is one of the communities when it is over.
    let made = Cell::new(None);
    let rehearsed = Rehearsal {
        folder: &|id: &CommunityId| {
            made.set(Some(*id));
            home.all().beside(id)
        },
        name: format!("Rehearsal of {title}").chars().take(60).collect(),
        file,
        rule,
        limit: args.limit,
        now: random::now(),
        random: random::fill,
        config: store_config,
        progress: &progress,
    }
    .run();
    bar.finish_and_clear();
    if let Some(id) = made.get() {
        home.all().adopt(&id)?;
    }
    let rehearsed = rehearsed?;
    if args.json {
        print::json(&rehearsed)?;
    } else {
        print::line(rehearsed.to_table())?;
    }
    rehearsed.fault().map_or(Ok(()), |fault| Err(Failure::No(fault)))
}
