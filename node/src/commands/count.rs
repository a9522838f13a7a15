//! `ateneu count`: a file of ballots, counted without a home.

use std::num::NonZeroU16;

use participation_tally::pabulib::PbFile;
use participation_tally::{Outcome, Rule, count};

use crate::ballot_files;
use crate::cli::count::CountArgs;
use crate::commands::poll::written;
use crate::context::Context;
use crate::exit::Failure;
use crate::print;
use crate::rules;

/// Counts the file and prints the outcome.
pub(crate) fn run(_: &Context, args: &CountArgs) -> Result<(), Failure> {
    let rule = rules::rule(&args.rule).map_err(Failure::input)?;
    let file = ballot_files::pabulib(&args.file)?;
    say_oddities(&file)?;
    let outcome = counted(file, rule, args)?;
    if args.json { print::json(&outcome) } else { print::line(outcome.to_string().trim_end()) }
}

fn counted(file: PbFile, rule: Rule, args: &CountArgs) -> Result<Outcome, Failure> {
    let mut params = file.params(rule);
    if let Some(seats) = args.seats {
        if rule.spends() {
            return Err(Failure::input(format!("{rule} fills no seats: leave --seats out")));
        }
        let seats = NonZeroU16::new(seats);
        params =
            params.with_seats(seats.ok_or_else(|| Failure::input("--seats 0: name at least 1"))?);
    }
    if let Some(threshold) = args.threshold {
        params = params.with_threshold(threshold);
    }
    let mut profile = file.into_profile();
    if let Some(budget) = &args.budget {
        if !rule.spends() {
            return Err(Failure::input(format!("{rule} spends no budget: leave --budget out")));
        }
        let budget = written::amount("--budget", budget)?;
        profile.set_budget(Some(budget)).map_err(Failure::input)?;
    }
    count(&profile, rule, &params)
        .map_err(|why| Failure::input(format!("{}: {why}", args.file.display())))
}

/// What is odd about the file and does not touch the count.
fn say_oddities(file: &PbFile) -> Result<(), Failure> {
    let differ = file.disagreements().map_err(Failure::input)?;
    let all = file.notes_in_all() + differ.len();
    if all > 0 {
        tracing::warn!("{all} oddities that do not touch the count: ATENEU_LOG=info lists them");
    }
    for note in file.notes() {
        tracing::info!("{}: {}", note.place, print::safe(&note.fault.to_string()));
    }
    for differs in differ {
        tracing::info!(
            "project {}: the file states {} {}, its ballots give {}",
            print::safe(&differs.project),
            differs.stated,
            differs.column,
            differs.counted
        );
    }
    Ok(())
}
