//! A neighbourhood's node: the command line over the participation library.
//!
//! ```text
//!   ateneu COMMAND ──▶ cli ──▶ does a node run in this home?
//!                               │ no                        │ yes: serving::client
//!                               ▼                           ▼ home/socket
//!                      Context, commands          serving::session in the node:
//!                      in this process            Context, commands, for that caller
//! ```
//!
//! A command is written once and does not know which of the two it is. **What it wants of its
//! surroundings it asks of [`caller`], what it wants of the home of its [`context::Context`]**: it
//! opens no file that the command line names but by [`files::open`] or [`outfile`], and reads no
//! variable, terminal or standard input by itself.

mod archive;
mod backups;
mod ballot_files;
mod caller;
mod cli;
mod commands;
mod communities;
mod context;
mod dates;
mod demo;
mod doctor;
mod drafts;
mod exit;
mod files;
mod founding;
#[cfg(unix)]
mod heap;
mod home;
mod invitation;
mod layout;
#[cfg(unix)]
mod nearby;
mod network;
mod outfile;
#[cfg(unix)]
mod page;
mod people;
mod print;
mod progress;
mod random;
#[cfg(unix)]
mod register;
mod rehearsal;
mod rules;
mod select;
mod serving;
mod settings;
#[cfg(unix)]
mod supervised;
mod template;
mod texts;
#[cfg_attr(not(unix), allow(dead_code, reason = "no page is served, to which tokens are shown"))]
mod tokens;
mod typing;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(status) => ExitCode::from(status),
        Err(failure) => ExitCode::from(failure.report()),
    }
}
