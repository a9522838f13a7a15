//! `ateneu peer`

use clap::{Args, Subcommand};

/// `ateneu peer`
#[derive(Debug, Args)]
pub(crate) struct PeerArgs {
    #[command(subcommand)]
    pub(crate) command: PeerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PeerCommand {
    /// Nodes that are connected, and those that were
    List(PeerListArgs),
    /// Learn where a node is, and speak to it
    Add(PeerAddArgs),
    /// Forget a node
    Remove(PeerNameArgs),
    /// Do not speak to a node any more
    Block(PeerNameArgs),
    /// Speak to a node again
    Unblock(PeerNameArgs),
}

#[derive(Debug, Args)]
pub(crate) struct PeerListArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PeerAddArgs {
    /// Where it is: /ip4/192.0.2.7/tcp/4001/p2p/12D3Koo…
    #[arg(value_name = "MULTIADDR")]
    pub(crate) address: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PeerNameArgs {
    /// Which: 12D3Koo…
    #[arg(value_name = "PEER")]
    pub(crate) name: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
