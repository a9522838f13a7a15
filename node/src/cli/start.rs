//! Beginning, looking and rehearsing.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// `ateneu init`
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// What people call this node
    #[arg(long, default_value = "")]
    pub(crate) name: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// `ateneu serve`
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Where other nodes find this one
    #[arg(long, value_name = "MULTIADDR")]
    pub(crate) listen: Vec<String>,
    /// An address under which others far away reach this node: then it helps those who are behind a
    /// router that lets nobody in
    #[arg(long, value_name = "MULTIADDR")]
    pub(crate) external: Vec<String>,
    /// Another node
    #[arg(long, value_name = "MULTIADDR")]
    pub(crate) peer: Vec<String>,
    /// Look for no nodes on the local network
    #[arg(long)]
    pub(crate) no_mdns: bool,
    /// Hold this community as well, which other nodes give: what `community invite` printed
    #[arg(long, value_name = "INVITATION")]
    pub(crate) join: Vec<String>,
    /// Serve the page at this address, such as 127.0.0.1:8787; port 0 takes a free one
    #[arg(long, value_name = "ADDR")]
    pub(crate) http: Option<String>,
    /// Serve the page where it was set up to be, at 127.0.0.1:8787 until then
    #[arg(long, conflicts_with = "http")]
    pub(crate) page: bool,
    /// Found a sample community first, where the home holds none: an invented neighbourhood in three
    /// languages, with people to log in as
    #[arg(long)]
    pub(crate) demo: bool,
    /// Print one JSON value once the node runs
    #[arg(long)]
    pub(crate) json: bool,
}

/// `ateneu status`
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// `ateneu rehearse`
#[derive(Debug, Args)]
pub(crate) struct RehearseArgs {
    /// A file of ballots (Pabulib `.pb`)
    #[arg(value_name = "FILE.pb")]
    pub(crate) file: PathBuf,
    /// Only the first N ballots
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// With secret ballots
    #[arg(long)]
    pub(crate) secret: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// `ateneu completions`
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Of which shell
    pub(crate) shell: Shell,
}
