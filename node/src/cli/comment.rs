//! `ateneu comment` and `ateneu profile`

use clap::{Args, Subcommand};

use super::words::ReasonArgs;

/// `ateneu comment`
#[derive(Debug, Args)]
pub(crate) struct CommentArgs {
    #[command(subcommand)]
    pub(crate) command: CommentCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CommentCommand {
    /// Comment on a document, or answer a comment
    Add(AddArgs),
    /// The comments on a document, replies below what they answer
    List(ThreadArgs),
    /// Say a comment of one's own in other words
    Edit(RewordArgs),
    /// Withdraw a comment of one's own, for good
    Withdraw(ReasonArgs),
    /// Say whether one agrees with a comment
    Rate(RateArgs),
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// What is commented on: its id, at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) subject: String,
    /// What it says
    #[arg(value_name = "TEXT")]
    pub(crate) text: String,
    /// The comment that it answers, by the first digits of its id
    #[arg(long, value_name = "COMMENT")]
    pub(crate) reply_to: Option<String>,
    /// On which side; only first comments take one
    #[arg(long, value_name = "SIDE", default_value = "neutral", value_parser = ["in-favour", "neutral", "against"])]
    pub(crate) side: String,
    /// In the name of the space, as an organiser
    #[arg(long)]
    pub(crate) official: bool,
    /// Its language [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Leave every @name as it is written
    #[arg(long)]
    pub(crate) no_mentions: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ThreadArgs {
    /// The document: its id, at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) subject: String,
    /// In which order first comments stand
    #[arg(long, value_name = "ORDER", default_value = "oldest", value_parser = ["oldest", "recent", "best-rated", "most-discussed"])]
    pub(crate) sort: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RewordArgs {
    /// The comment, by the first digits of its id
    #[arg(value_name = "COMMENT")]
    pub(crate) id: String,
    /// What it says from now on
    #[arg(value_name = "TEXT")]
    pub(crate) text: String,
    /// Its language [default: as it was]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Leave every @name as it is written
    #[arg(long)]
    pub(crate) no_mentions: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RateArgs {
    /// The comment, by the first digits of its id
    #[arg(value_name = "COMMENT")]
    pub(crate) id: String,
    /// Whether one agrees; none takes it back
    #[arg(value_name = "RATING", value_parser = ["agree", "disagree", "none"])]
    pub(crate) rating: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// `ateneu profile`
#[derive(Debug, Args)]
pub(crate) struct ProfileArgs {
    #[command(subcommand)]
    pub(crate) command: ProfileCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Tell of oneself; nobody has to
    Set(ProfileSetArgs),
    /// What somebody tells of themselves
    Show(ProfileShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ProfileSetArgs {
    /// By which others may call them; it need not be unique
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// About them
    #[arg(long, value_name = "LANG=TEXT")]
    pub(crate) about: Vec<String>,
    /// The language of texts without a tag
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ProfileShowArgs {
    /// Whose [default: that of the person of --as]
    #[arg(value_name = "NAME|SLOT")]
    pub(crate) who: Option<String>,
    /// Show texts in this language where there is one
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
