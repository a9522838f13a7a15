//! `ateneu completions`

use clap_complete::generate;

use crate::cli::{self, start::CompletionsArgs};
use crate::exit::Failure;
use crate::print;

/// Prints a script that completes commands in a shell.
pub(crate) fn run(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(args.shell, &mut cli::tree(), "ateneu", &mut script);
    print::line(String::from_utf8(script).map_err(Failure::system)?.trim_end())
}
