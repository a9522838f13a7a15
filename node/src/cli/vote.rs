//! Voting, and what a voter can check: receipt and tally.

use clap::Args;

/// Cast a ballot, or cast it again: the last one counts.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("choices").required(true)
    .args(["choose", "points", "rank", "blank"])))]
pub(crate) struct VoteArgs {
    /// The poll or budget: its id, or at least the first 8 digits of it.
    #[arg(value_name = "POLL")]
    pub(crate) poll: String,
    /// The options that you choose, by their ids.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) choose: Vec<String>,
    /// Points for options.
    #[arg(long, value_name = "ID=N", value_delimiter = ',')]
    pub(crate) points: Vec<String>,
    /// Options in your order, the best first.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) rank: Vec<String>,
    /// Choose nothing, where the poll allows it.
    #[arg(long)]
    pub(crate) blank: bool,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Ask what became of an entry, a ballot above all: is it here, unchanged, and counted?
///
/// Exits with 1 when it is not here, does not stand, or does not count.
#[derive(Debug, Args)]
pub(crate) struct ReceiptArgs {
    /// The entry's id, or the code that was printed with it.
    #[arg(value_name = "ENTRY")]
    pub(crate) entry: String,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The outcome as this node computes it; provisional until the poll is sealed.
///
/// Exits with 1 when there is none.
#[derive(Debug, Args)]
pub(crate) struct TallyArgs {
    /// The poll or budget: its id, or at least the first 8 digits of it.
    #[arg(value_name = "POLL")]
    pub(crate) poll: String,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}
