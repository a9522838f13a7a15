//! `ateneu moderation`

use clap::{Args, Subcommand};

use super::process::ListArgs;

/// Reasons as they are typed.
pub(crate) const REASONS: [&str; 6] =
    ["spam", "offensive", "off-topic", "private", "illegal", "other"];

/// `ateneu moderation`
#[derive(Debug, Args)]
pub(crate) struct ModerationArgs {
    #[command(subcommand)]
    pub(crate) command: ModerationCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModerationCommand {
    /// Report a document or a comment, in words that only the moderators can read
    Report(ReportArgs),
    /// The reports, as a moderator
    Reports(ReportsArgs),
    /// Hide a document or a comment, as a moderator, with a public reason
    Hide(LabelArgs),
    /// Show it again, as a moderator
    Show(LabelArgs),
    /// Object to a label on what one wrote
    Appeal(AppealArgs),
    /// The appeals, and how they were decided
    Appeals(ListArgs),
    /// Decide an appeal, as a moderator
    Decide(DecideArgs),
    /// All labels with their reasons
    Log(ListArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// What is reported: a document or a comment
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// Why, in a word
    #[arg(long, value_name = "REASON", value_parser = REASONS)]
    pub(crate) reason: String,
    /// Why, in words; at most 4,000 bytes
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) text: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReportsArgs {
    /// On this document or comment only
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LabelArgs {
    /// The document or comment
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// Why, in a word
    #[arg(long, value_name = "REASON", default_value = "other", value_parser = REASONS)]
    pub(crate) reason: String,
    /// Why, in words that everybody can read
    #[arg(long, value_name = "[LANG=]TEXT", required = true)]
    pub(crate) text: Vec<String>,
    /// The language of texts without a tag [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AppealArgs {
    /// What is hidden, or the label that hides it
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// Why it should be shown
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    /// The language of the text [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("decision").required(true).args(["uphold", "lift"])))]
pub(crate) struct DecideArgs {
    /// The appeal, by the first digits of its id
    #[arg(value_name = "APPEAL")]
    pub(crate) appeal: String,
    /// It stays hidden
    #[arg(long)]
    pub(crate) uphold: bool,
    /// It is shown again
    #[arg(long)]
    pub(crate) lift: bool,
    /// Why, in words that everybody can read
    #[arg(long, value_name = "[LANG=]TEXT", required = true)]
    pub(crate) text: Vec<String>,
    /// The language of texts without a tag [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
