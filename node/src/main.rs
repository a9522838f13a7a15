//! A neighbourhood's node: the command line over the participation library.

mod archive;
mod ballot_files;
mod caller;
mod cli;
mod commands;
mod communities;
mod context;
mod dates;
mod drafts;
mod exit;
mod files;
mod home;
mod invitation;
mod layout;
mod network;
mod outfile;
mod people;
mod print;
mod progress;
mod random;
mod rehearsal;
mod rules;
mod select;
mod serving;
mod template;
mod texts;

use std::process::ExitCode;

fn main() -> ExitCode {
    print::logs();
    match cli::run() {
        Ok(status) => ExitCode::from(status),
        Err(failure) => ExitCode::from(failure.report()),
    }
}
