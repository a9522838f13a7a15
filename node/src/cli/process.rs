//! `ateneu process` and `ateneu assembly`

use clap::{Args, Subcommand};

use super::words::{EditArgs, ShowArgs, WordsArgs};

/// `ateneu process` or `ateneu assembly`
#[derive(Debug, Args)]
pub(crate) struct SpaceArgs {
    #[command(subcommand)]
    pub(crate) command: SpaceCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SpaceCommand {
    /// Open one with its first phase, as an organiser
    Create(Box<CreateArgs>),
    /// All of them
    List(ListArgs),
    /// One: its text, its phases and what holds now
    Show(ShowArgs),
    /// Go on to another phase, as an organiser: what was written so far stands
    Phase(Box<PhaseArgs>),
    /// What holds in the phase that holds now
    Rules(ShowArgs),
    /// Change its title, description and the like, as an organiser
    Edit(Box<EditArgs>),
    /// What officers did in it
    Log(ShowArgs),
    /// The templates that `create --template` takes
    Templates(ListArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CreateArgs {
    #[command(flatten)]
    pub(crate) words: WordsArgs,
    /// The languages in which it may be written, the first by default
    #[arg(long, value_name = "LANG", value_delimiter = ',', required = true)]
    pub(crate) languages: Vec<String>,
    /// Take phases, rules and states from a template: `process templates` shows them
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// The process or assembly that it belongs to
    #[arg(long, value_name = "ID|TITLE")]
    pub(crate) parent: Option<String>,
    /// What the first phase is called
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) phase_title: Vec<String>,
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PhaseArgs {
    /// Its id, or at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// What the phase is called
    #[arg(long, value_name = "[LANG=]TEXT", required_unless_present = "next")]
    pub(crate) title: Vec<String>,
    /// The language of texts without a tag [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Go on to the next phase of the template
    #[arg(long)]
    pub(crate) next: bool,
    /// The template, where the phase that holds now does not tell
    #[arg(long, value_name = "NAME", requires = "next")]
    pub(crate) template: Option<String>,
    /// Take in what is here and came too late for the phases before
    #[arg(long)]
    pub(crate) raises: bool,
    /// When people are told that it begins, in UTC
    #[arg(long, value_name = "TIME")]
    pub(crate) starts: Option<String>,
    /// When people are told that it ends
    #[arg(long, value_name = "TIME")]
    pub(crate) ends: Option<String>,
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// What holds in a phase; what is not named stays as the template or the phase before has it.
#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// What members may do: propose, amend, decide, promote, edit, support, endorse, comment,
    /// rate-comments, debate, attach; or all, or none
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) permit: Vec<String>,
    /// Keep numbers of supports from pages until the phase ends
    #[arg(long, value_name = "BOOL")]
    pub(crate) hide_supports: Option<bool>,
    /// Most proposals of one person; 0 for no limit
    #[arg(long, value_name = "N")]
    pub(crate) proposals: Option<u16>,
    /// Most proposals that one person supports; 0 for no limit
    #[arg(long, value_name = "N")]
    pub(crate) supports: Option<u16>,
    /// Fewest proposals that one person supports for any to count
    #[arg(long, value_name = "N")]
    pub(crate) least_supports: Option<u16>,
    /// Supports at which a proposal has reached its goal; 0 for none
    #[arg(long, value_name = "N")]
    pub(crate) goal: Option<u32>,
    /// Most characters of a title, 1 to 300
    #[arg(long, value_name = "N")]
    pub(crate) title_length: Option<u16>,
    /// Most characters of a body, 1 to 60,000
    #[arg(long, value_name = "N")]
    pub(crate) body_length: Option<u16>,
    /// Most characters of a comment, 1 to 20,000
    #[arg(long, value_name = "N")]
    pub(crate) comment_length: Option<u16>,
    /// How deep replies go, at most 64
    #[arg(long, value_name = "N")]
    pub(crate) reply_depth: Option<u8>,
    /// A state that answers give: its key, what it means (open, accepted or rejected) and its
    /// title. May be repeated
    #[arg(long, value_name = "KEY:MEANING=[LANG=]TEXT")]
    pub(crate) state: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Show titles in this language where there is one
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
