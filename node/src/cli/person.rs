//! `ateneu person` and `ateneu passphrase`

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `ateneu person`
#[derive(Debug, Args)]
pub(crate) struct PersonArgs {
    #[command(subcommand)]
    pub(crate) command: PersonCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Make the keys of a person
    New(NameArgs),
    /// The people whose keys this node holds
    List(PeopleArgs),
    /// A person's key in a community, as did:key: what a registrar admits
    Key(KeyArgs),
    /// Make a steward's seat for a community, or for one that is yet to be founded: prints the
    /// seat to hand over, and the paper key to keep
    Seat(SeatArgs),
    /// Everything that a community holds of a person, as one JSON value
    Data(DataArgs),
    /// Print a person's recovery sheet: whoever has it can act in that name
    Sheet(KeyArgs),
    /// Make a person's keys again from a recovery sheet
    Restore(RestorePersonArgs),
}

#[derive(Debug, Args)]
pub(crate) struct NameArgs {
    /// The person's name on this node
    pub(crate) name: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PeopleArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct KeyArgs {
    /// The person's name on this node; else that of --as
    pub(crate) name: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DataArgs {
    /// Whose: a name on this node, a member key as did:key, or the first digits of a slot; else
    /// the person of --as
    #[arg(value_name = "WHO")]
    pub(crate) who: Option<String>,
    /// Print one JSON value, which it is in any case
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SeatArgs {
    /// The person's name on this node; else that of --as
    pub(crate) name: Option<String>,
    /// 32 hexadecimal digits that the founders agreed on; without it, of the community here
    #[arg(long, value_name = "HEX")]
    pub(crate) nonce: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RestorePersonArgs {
    /// The person's name on this node
    pub(crate) name: String,
    /// A file with the sheet's groups or the text of its code; else standard input
    pub(crate) file: Option<PathBuf>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// `ateneu passphrase`
#[derive(Debug, Args)]
pub(crate) struct PassphraseArgs {
    #[command(subcommand)]
    pub(crate) command: PassphraseCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PassphraseCommand {
    /// Put the keys of the person of --as under another passphrase
    Change(ChangePassphraseArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ChangePassphraseArgs {
    /// A file that holds the new passphrase; else ATENEU_NEW_PASSPHRASE, else it is asked for
    #[arg(long, value_name = "FILE", conflicts_with = "none")]
    pub(crate) new_passphrase_file: Option<PathBuf>,
    /// None: the keys are then protected by the permissions of files only
    #[arg(long)]
    pub(crate) none: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
