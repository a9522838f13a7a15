//! `ateneu count`: a file of ballots, counted without a home.

mod asked;

use participation_tally::{BallotFile, Outcome, Profile, Rule, count};

use crate::ballot_files;
use crate::cli::count::CountArgs;
use crate::commands::poll::written;
use crate::context::Context;
use crate::exit::Failure;
use crate::print;

/// Counts the file and prints the outcome.
pub(crate) fn run(_: &Context, args: &CountArgs) -> Result<(), Failure> {
    let rule: Rule = args.rule.parse().map_err(Failure::input)?;
    let file = ballot_files::any(&args.file)?;
    say_oddities(&file)?;
    let outcome = counted(file, rule, args)?;
    if args.json { print::json(&outcome) } else { print::line(outcome.to_string().trim_end()) }
}

fn counted(file: BallotFile, rule: Rule, args: &CountArgs) -> Result<Outcome, Failure> {
    let params = asked::params(args, rule, file.params(rule))?;
    let mut profile = file.into_profile();
    set_budget(&mut profile, rule, args)?;
    count(&profile, rule, &params)
        .map_err(|why| Failure::input(format!("{}: {why}", args.file.display())))
}

fn set_budget(profile: &mut Profile, rule: Rule, args: &CountArgs) -> Result<(), Failure> {
    let Some(budget) = &args.budget else { return Ok(()) };
    if !rule.spends() {
        return Err(Failure::input(format!("{rule} spends no budget: leave --budget out")));
    }
    let budget = written::amount("--budget", budget)?;
    profile.set_budget(Some(budget)).map_err(Failure::input)
}

/// What is odd about the file and does not touch the count.
fn say_oddities(file: &BallotFile) -> Result<(), Failure> {
    let differ = match file {
        BallotFile::Pabulib(file) => file.disagreements().map_err(Failure::input)?,
        BallotFile::Blt(_) | BallotFile::PrefLib(_) | _ => Vec::new(),
    };
    let all = file.notes_in_all() + differ.len();
    if all > 0 {
        tracing::warn!("{all} oddities that do not touch the count: ATENEU_LOG=info lists them");
    }
    for note in file.notes() {
        tracing::info!("{}", print::safe(&note));
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
