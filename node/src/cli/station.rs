//! `ateneu station`

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `ateneu station`
#[derive(Debug, Args)]
pub(crate) struct StationArgs {
    #[command(subcommand)]
    pub(crate) command: StationCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StationCommand {
    /// Open a polling station, as the first of two station officers
    Open(OpenArgs),
    /// Sign a station, a bundle or a closing, as the second of two
    Sign(SignArgs),
    /// Mark that somebody is given a paper ballot: what they cast online does not count any more
    Mark(MarkArgs),
    /// Type a bundle of paper ballots; two people do it, and neither sees what the other typed
    Batch(BatchArgs),
    /// Close a polling station, as the first of two
    Close(CloseArgs),
    /// Stations, marks and bundles of a poll, and what does not count
    Show(ShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct OpenArgs {
    /// The poll or budget: its id, or at least the first 8 digits of it
    #[arg(value_name = "POLL")]
    pub(crate) poll: String,
    /// Where it is, as neighbours call the place; at most 200 bytes
    #[arg(long, value_name = "TEXT")]
    pub(crate) place: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SignArgs {
    /// The station, the bundle's batch or the closing, by the digits of its id
    #[arg(value_name = "ENTRY")]
    pub(crate) entry: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MarkArgs {
    /// The station, by the digits of its id
    #[arg(value_name = "STATION")]
    pub(crate) station: String,
    /// Who is given paper: a slot, a member key or a name here
    #[arg(value_name = "MEMBER")]
    pub(crate) member: String,
    /// Only say whether they may have paper, and whether they have voted online
    #[arg(long)]
    pub(crate) ask: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// The station, by the digits of its id
    #[arg(value_name = "STATION")]
    pub(crate) station: String,
    /// The number on the band around the paper, from 1
    #[arg(long, value_name = "N")]
    pub(crate) bundle: u16,
    /// One line a paper: the printed numbers of the options; - for a blank paper, ? for one that
    /// cannot be read; with points 2=5. The file - is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CloseArgs {
    /// The station, by the digits of its id
    #[arg(value_name = "STATION")]
    pub(crate) station: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The poll or budget: its id, or at least the first 8 digits of it
    #[arg(value_name = "POLL")]
    pub(crate) poll: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
