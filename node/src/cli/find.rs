//! Finding one's way: search, news, the public log, taxonomies.

use clap::{Args, Subcommand};

use super::process::ListArgs;
use super::words::WordsArgs;

/// Look for words in everything that neighbours wrote.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// Words, or "a phrase" in quotes of its own
    #[arg(value_name = "WORDS", required = true)]
    pub(crate) words: Vec<String>,
    /// Without this word; may be repeated
    #[arg(long, value_name = "WORD")]
    pub(crate) without: Vec<String>,
    /// Of this kind; may be repeated
    #[arg(long, value_name = "KIND", value_parser = ["proposal", "amendment", "debate", "post",
        "page", "meeting", "project", "result", "class", "comment", "space"])]
    pub(crate) kind: Vec<String>,
    /// In this process or assembly
    #[arg(long, visible_aliases = ["process", "assembly"], value_name = "ID|TITLE")]
    pub(crate) space: Option<String>,
    /// In this language
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Which page
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: u32,
    /// How many on a page
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) per_page: u32,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is new since somebody looked last.
#[derive(Debug, Args)]
pub(crate) struct NewsArgs {
    /// The cursor that was printed last
    #[arg(long, value_name = "CURSOR")]
    pub(crate) since: Option<String>,
    /// Of this kind, as it is printed; may be repeated
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Vec<String>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) most: u32,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// What officers and stewards did: spaces, phases, answers, labels, erasures, charter, polls.
#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// The cursor that was printed last
    #[arg(long, value_name = "CURSOR")]
    pub(crate) since: Option<String>,
    /// Of this kind, as it is printed; may be repeated
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Vec<String>,
    /// Show texts in this language where there is one
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// `ateneu taxonomy`
#[derive(Debug, Args)]
pub(crate) struct TaxonomyArgs {
    #[command(subcommand)]
    pub(crate) command: TaxonomyCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TaxonomyCommand {
    /// Add a class, as an organiser
    Add(Box<ClassArgs>),
    /// All classes, each below the one above it
    List(ListArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ClassArgs {
    /// The class above it
    #[arg(long, value_name = "ID|TITLE")]
    pub(crate) under: Option<String>,
    /// In which process or assembly; the only one by default
    #[arg(long, visible_aliases = ["process", "assembly"], value_name = "ID|TITLE")]
    pub(crate) space: Option<String>,
    #[command(flatten)]
    pub(crate) words: WordsArgs,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
