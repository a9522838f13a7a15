//! `ateneu debate`, `post`, `page`, `meeting` and `result`, and what all documents have in common.

use clap::{Args, Subcommand};

use super::list::DocumentsArgs;
use super::words::{
    AttachArgs, DiffArgs, EditArgs, LinkArgs, OneArgs, ReasonArgs, ShowArgs, WordsArgs,
};

/// Documents of one kind
#[derive(Debug, Args)]
pub(crate) struct DocumentArgs {
    #[command(subcommand)]
    pub(crate) command: DocumentCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DocumentCommand {
    /// Publish one
    Create(Box<CreateArgs>),
    /// Close a debate or a meeting with what came of it
    Close(ReasonArgs),
    /// Open a closed one again
    Reopen(ReasonArgs),
    #[command(flatten)]
    Shared(SharedCommand),
}

/// What is done with documents of every kind.
#[derive(Debug, Subcommand)]
pub(crate) enum SharedCommand {
    /// List them
    List(Box<DocumentsArgs>),
    /// Show one: its text, numbers, answer, links, files, and what of it does not count
    Show(ShowArgs),
    /// Change its texts and values
    Edit(Box<EditArgs>),
    /// Withdraw it, for good; it stays readable
    Withdraw(ReasonArgs),
    /// Its versions: who wrote them and when
    History(ShowArgs),
    /// What changed from one version to another
    Diff(DiffArgs),
    /// Endorse it in public
    Endorse(OneArgs),
    /// Take an endorsement back
    Unendorse(OneArgs),
    /// Attach a file; pictures are stripped of what else is in them
    Attach(AttachArgs),
    /// Take an attachment away
    Detach(OneArgs),
    /// Link it to something else, or part them
    Link(LinkArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CreateArgs {
    /// In which process or assembly; the only one by default
    #[arg(long, visible_aliases = ["process", "assembly"], value_name = "ID|TITLE")]
    pub(crate) space: Option<String>,
    #[command(flatten)]
    pub(crate) words: WordsArgs,
    /// In the name of the space, as an organiser; posts, pages, meetings and results always are
    #[arg(long)]
    pub(crate) official: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
