//! `ateneu proposal`

use clap::{Args, Subcommand};

use super::document::{CreateArgs, SharedCommand};
use super::words::{EditArgs, OneArgs, ReasonArgs, WordsArgs};

/// `ateneu proposal`
#[derive(Debug, Args)]
pub(crate) struct ProposalArgs {
    #[command(subcommand)]
    pub(crate) command: ProposalCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProposalCommand {
    /// Begin or change a draft: it stays on this node, with the keys of the person of --as
    Draft(Box<DraftArgs>),
    /// The drafts of the person of --as, or one of them
    Drafts(DraftsArgs),
    /// Publish a draft
    Publish(PublishArgs),
    /// Publish a proposal at once
    Create(Box<CreateArgs>),
    #[command(flatten)]
    Shared(SharedCommand),
    /// Support it
    Support(OneArgs),
    /// Take a support back
    Unsupport(OneArgs),
    /// Support exactly these proposals of a space, where supports are one list
    SupportAll(SupportAllArgs),
    /// Propose a change of it
    Amend(Box<EditArgs>),
    /// The amendments of a proposal
    Amendments(OneArgs),
    /// Take an amendment into its proposal
    Accept(ReasonArgs),
    /// Refuse an amendment
    Reject(ReasonArgs),
    /// Make a proposal of one's own of a rejected amendment
    Promote(OneArgs),
    /// One official proposal in the place of several; their supports do not carry over
    Merge(Box<MergeArgs>),
    /// An official proposal of a part of another; its supports do not carry over
    Split(Box<SplitArgs>),
    /// Answer it officially, as an organiser
    Answer(Box<AnswerArgs>),
    /// Ask somebody to be an author of it too
    Invite(InviteArgs),
    /// Accept to be an author of it
    Join(OneArgs),
    /// Decline to be an author of it, or leave
    Decline(OneArgs),
    /// Proposals whose titles are like this text
    Similar(SimilarArgs),
    /// Begin its text anew: what it said before is erased everywhere
    Rebase(Box<RebaseArgs>),
}

#[derive(Debug, Args)]
pub(crate) struct DraftArgs {
    /// The draft to change; a new one without it
    #[arg(value_name = "DRAFT")]
    pub(crate) draft: Option<String>,
    /// In which process or assembly; the only one by default
    #[arg(long, visible_aliases = ["process", "assembly"], value_name = "ID|TITLE")]
    pub(crate) space: Option<String>,
    #[command(flatten)]
    pub(crate) words: WordsArgs,
    /// Throw the draft away
    #[arg(long, requires = "draft")]
    pub(crate) discard: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DraftsArgs {
    /// The draft to show; all of them are listed without it
    #[arg(value_name = "DRAFT")]
    pub(crate) draft: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// The draft
    #[arg(value_name = "DRAFT")]
    pub(crate) draft: String,
    /// Leave every @name as it is written
    #[arg(long)]
    pub(crate) no_mentions: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SupportAllArgs {
    /// The proposals; none takes all supports back
    #[arg(value_name = "ID|TITLE")]
    pub(crate) proposals: Vec<String>,
    /// In which process or assembly; the only one by default
    #[arg(long, visible_aliases = ["process", "assembly"], value_name = "ID|TITLE")]
    pub(crate) space: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// The proposals that it takes the place of
    #[arg(value_name = "ID|TITLE", num_args = 2.., required = true)]
    pub(crate) proposals: Vec<String>,
    #[command(flatten)]
    pub(crate) words: WordsArgs,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SplitArgs {
    /// The proposal that it is a part of
    #[arg(value_name = "ID|TITLE")]
    pub(crate) proposal: String,
    #[command(flatten)]
    pub(crate) words: WordsArgs,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// The proposal
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// The state that it has from now on, by its key: `process rules` shows them
    #[arg(long, value_name = "KEY")]
    pub(crate) state: String,
    /// Why
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) text: Vec<String>,
    /// What it would cost, in the smallest unit of the currency
    #[arg(long, value_name = "N")]
    pub(crate) cost: Option<u64>,
    /// How that was found
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) cost_report: Vec<String>,
    /// When it would be done
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) period: Vec<String>,
    /// The language of texts without a tag [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InviteArgs {
    /// The proposal
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// Whom
    #[arg(value_name = "NAME|SLOT")]
    pub(crate) who: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SimilarArgs {
    /// A title
    #[arg(value_name = "TEXT")]
    pub(crate) text: String,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) most: usize,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RebaseArgs {
    /// The proposal
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// What it says from now on; what is not named stays as it is
    #[command(flatten)]
    pub(crate) words: WordsArgs,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
