//! Open data of other platforms, in and out.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Bring in what people wrote on another platform.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// From which platform.
    #[command(subcommand)]
    pub(crate) command: ImportCommand,
}

/// Whence.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Decidim's open data, CSV or JSON, each also packed with gzip. Signed by you and shown as
    /// imported; what is here already is passed over
    Decidim(ImportDecidimArgs),
}

/// Files of one Decidim. What belongs together is given together: comments on what no file has are
/// put on something that stands for it.
#[derive(Debug, Args)]
pub(crate) struct ImportDecidimArgs {
    /// Files of whichever kind: each tells by itself what it is.
    #[arg(value_name = "FILE", required_unless_present_any = ["proposals", "comments", "projects"])]
    pub(crate) files: Vec<PathBuf>,
    /// A file of proposals.
    #[arg(long, value_name = "FILE")]
    pub(crate) proposals: Vec<PathBuf>,
    /// A file of comments, on whatever.
    #[arg(long, value_name = "FILE")]
    pub(crate) comments: Vec<PathBuf>,
    /// A file of projects of a budget.
    #[arg(long, value_name = "FILE")]
    pub(crate) projects: Vec<PathBuf>,
    /// The platform's name: rows of one name and id are taken for the same.
    #[arg(long, value_name = "NAME", default_value = "decidim")]
    pub(crate) system: String,
    /// A language in which the spaces may be written besides those of the files; the first is that
    /// of columns that name none.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Vec<String>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Write what people wrote here for another platform.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// For which platform.
    #[command(subcommand)]
    pub(crate) command: ExportCommand,
}

/// Whither.
#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// Decidim's open data in its newest layout. What is hidden or erased is left out
    Decidim(ExportDecidimArgs),
}

/// A folder to be written.
#[derive(Debug, Args)]
pub(crate) struct ExportDecidimArgs {
    /// A folder that is empty or not there yet.
    #[arg(short, long = "out", value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}
