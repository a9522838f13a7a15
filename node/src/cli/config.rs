//! Looking at settings.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `ateneu config`
#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

/// What can be asked of settings.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Check files and variables: what is wrong, where, and what to do
    ///
    /// Exits with 2 where something is.
    Check(CheckArgs),
    /// What holds, and where each value is from
    Show(ShowArgs),
}

/// `ateneu config check`
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The file; else that of the home, and that of --config
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// `ateneu config show`
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
