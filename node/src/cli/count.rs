//! Counting a file without a node.

use std::path::PathBuf;

use clap::Args;

/// Count a file of ballots; needs no home.
#[derive(Debug, Args)]
pub(crate) struct CountArgs {
    /// A Pabulib file: .pb, or .pb.gz.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How to count: plurality, approval, greedy, greedy-no-skip or greedy-threshold.
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: String,
    /// Seats to fill, for plurality and approval [default: 1].
    #[arg(long, value_name = "N")]
    pub(crate) seats: Option<u16>,
    /// Money to spend in place of the file's.
    #[arg(long, value_name = "N")]
    pub(crate) budget: Option<String>,
    /// Score that a project must reach in place of the file's.
    #[arg(long, value_name = "N")]
    pub(crate) threshold: Option<u64>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}
