//! Who looks after a node.

use clap::{Args, Subcommand};

/// `ateneu keeper`
#[derive(Debug, Args)]
pub(crate) struct KeeperArgs {
    #[command(subcommand)]
    pub(crate) command: KeeperCommand,
}

/// What is done with the list of keepers. It stays on this node.
#[derive(Debug, Subcommand)]
pub(crate) enum KeeperCommand {
    /// Name a keeper: they may open the keepers' page
    Add(KeeperArg),
    /// Take a keeper out
    Remove(KeeperArg),
    /// Who they are
    List(KeepersArgs),
}

/// A keeper.
#[derive(Debug, Args)]
pub(crate) struct KeeperArg {
    /// The name of a person whose keys this node holds
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// The list.
#[derive(Debug, Args)]
pub(crate) struct KeepersArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
