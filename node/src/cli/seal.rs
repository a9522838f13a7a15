//! The seal, and what is left to say after it.

use clap::Args;

/// Sign the list of exactly the ballots that count, as a sealer.
#[derive(Debug, Args)]
pub(crate) struct SealArgs {
    /// The poll or budget: its id, or at least the first 8 digits of it.
    #[arg(value_name = "POLL")]
    pub(crate) poll: String,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Ask, as a sealer, that a sealed poll be sealed anew.
#[derive(Debug, Args)]
pub(crate) struct ReopenArgs {
    /// The poll or budget: its id, or at least the first 8 digits of it.
    #[arg(value_name = "POLL")]
    pub(crate) poll: String,
    /// Why, for everybody to read; at most 4,000 bytes.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Object in public to a seal.
#[derive(Debug, Args)]
pub(crate) struct ContestArgs {
    /// The poll or budget: its id, or at least the first 8 digits of it.
    #[arg(value_name = "POLL")]
    pub(crate) poll: String,
    /// Why, for everybody to read; at most 4,000 bytes.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Ballots that it is about, by id or code.
    #[arg(long = "ballot", value_name = "ENTRY", value_delimiter = ',')]
    pub(crate) ballots: Vec<String>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}
