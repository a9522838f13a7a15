//! Polls.

use clap::{Args, Subcommand};

/// Ask a question and see where it stands.
#[derive(Debug, Args)]
pub(crate) struct PollArgs {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: PollCommand,
}

/// What can be done with polls.
#[derive(Debug, Subcommand)]
pub(crate) enum PollCommand {
    /// Open a poll: everything about it is frozen, ballots are taken from now on.
    #[command(visible_alias = "open")]
    Create(PollCreateArgs),
    /// Show one poll: question, options, rule, roll and where it stands.
    Show(ShowArgs),
    /// List the polls.
    List(ListArgs),
}

/// A new poll.
#[derive(Debug, Args)]
pub(crate) struct PollCreateArgs {
    /// The question, in a line; at most 300 bytes.
    #[arg(long, value_name = "TEXT")]
    pub(crate) question: String,
    /// What people should know before they answer; at most 8,000 bytes.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) description: String,
    /// An option: a short id without commas, and what people read. May be repeated.
    #[arg(long = "option", value_name = "ID=LABEL", required = true)]
    pub(crate) options: Vec<String>,
    /// How ballots are counted: docs/rules.md says what each rule does and for whom. It settles
    /// what ballots hold: one choice, several, points or an order.
    #[arg(long, value_name = "RULE", default_value = "plurality")]
    pub(crate) rule: String,
    /// Fewest options that a ballot may name [default: 1].
    #[arg(long, value_name = "N")]
    pub(crate) min: Option<u16>,
    /// Most options that a ballot may name [default: 1 for a single choice, else all].
    #[arg(long, value_name = "N")]
    pub(crate) max: Option<u16>,
    /// Options that win.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seats: u16,
    /// Most points for one option, or the highest grade, for score and majority-judgment
    /// [default: 5].
    #[arg(long, value_name = "N")]
    pub(crate) points: Option<u32>,
    /// Credits that each voter may spend, for quadratic [default: 100].
    #[arg(long, value_name = "N")]
    pub(crate) credits: Option<u32>,
    /// Score that an option must reach, for the rules that know one.
    #[arg(long, value_name = "N")]
    pub(crate) threshold: Option<u64>,
    /// What a motion needs, for majority and consent, such as `>=2/3 of cast, quorum >=1/3 of roll`.
    /// Their options are for, against and abstain, or agree, abstain, disagree and block.
    #[arg(long, value_name = "MAJORITY")]
    pub(crate) needs: Option<String>,
    /// What all kinds of openings have.
    #[command(flatten)]
    pub(crate) opening: OpeningArgs,
}

/// What polls and budgets have in common.
#[derive(Debug, Args)]
pub(crate) struct OpeningArgs {
    /// Who seals it: `stewards` (as many as change the charter) or `trustees:N`.
    #[arg(long, value_name = "WHO", default_value = "stewards")]
    pub(crate) sealers: String,
    /// What decides between options of equal score: `lot` (drawn from the seal, nobody knows it
    /// before) or `listed` (the order of the options).
    #[arg(long, value_name = "HOW", default_value = "lot")]
    pub(crate) ties: String,
    /// Days that ballots are kept after the seal [default: the charter's least].
    #[arg(long, value_name = "DAYS")]
    pub(crate) retention: Option<u16>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// One poll or budget to be shown.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Its id, or at least the first 8 digits of it.
    #[arg(value_name = "POLL")]
    pub(crate) poll: String,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A list to be shown.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}
