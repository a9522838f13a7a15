//! Communities on a USB stick.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Carry a community, or what another node lacks of it, in one file.
#[derive(Debug, Args)]
pub(crate) struct BundleArgs {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: BundleCommand,
}

/// What can be done with bundles.
#[derive(Debug, Subcommand)]
pub(crate) enum BundleCommand {
    /// Write the community to a file.
    Export(BundleExportArgs),
    /// Take a file in; where this home has not got the community, it has it then. A file with one
    /// fault changes nothing.
    Import(BundleImportArgs),
    /// Write the list of entries that are here, for another node to leave them out.
    Have(BundleHaveArgs),
}

/// A bundle to be written.
#[derive(Debug, Args)]
pub(crate) struct BundleExportArgs {
    /// Where to write it; an earlier bundle there is replaced, nothing else is.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Leave out what stands in this list, which `bundle have` wrote on the other node.
    #[arg(long, value_name = "LIST")]
    pub(crate) without: Option<PathBuf>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A bundle to be taken in.
#[derive(Debug, Args)]
pub(crate) struct BundleImportArgs {
    /// The bundle.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A list to be written.
#[derive(Debug, Args)]
pub(crate) struct BundleHaveArgs {
    /// Where to write it: a new file.
    #[arg(value_name = "LIST")]
    pub(crate) file: PathBuf,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}
