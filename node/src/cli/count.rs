//! Counting a file without a node.

use std::path::PathBuf;

use clap::Args;

/// Count a file of ballots; needs no home.
#[derive(Debug, Args)]
pub(crate) struct CountArgs {
    /// A file of ballots: Pabulib's .pb, .blt, or PrefLib's .soc, .soi, .toc and .toi; each also
    /// with .gz.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How to count: docs/rules.md says what each rule does and for whom.
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: String,
    /// Seats to fill [default: the file's for the single transferable vote, else 1].
    #[arg(long, value_name = "N")]
    pub(crate) seats: Option<u16>,
    /// Money to spend in place of the file's.
    #[arg(long, value_name = "N")]
    pub(crate) budget: Option<String>,
    /// Score that an option must reach, in place of the file's.
    #[arg(long, value_name = "N")]
    pub(crate) threshold: Option<u64>,
    /// Credits that each voter may spend, for quadratic.
    #[arg(long, value_name = "N")]
    pub(crate) credits: Option<u64>,
    /// What makes a victory strong, for schulze, ranked-pairs and minimax: winning-votes or margins.
    #[arg(long, value_name = "HOW")]
    pub(crate) strength: Option<String>,
    /// Spend what equal shares leave down the list by votes.
    #[arg(long)]
    pub(crate) complete: bool,
    /// Choices that a ballot may hold, for approval and supports: other ballots are set aside.
    #[arg(long, value_name = "MIN-MAX")]
    pub(crate) choices: Option<String>,
    /// Points that an option may be given, for score and majority-judgment: other ballots are set
    /// aside.
    #[arg(long, value_name = "MIN-MAX")]
    pub(crate) points: Option<String>,
    /// What a motion needs, for majority and consent, such as `>1/2 of valid` or `>=2/3 of roll`.
    #[arg(long, value_name = "MAJORITY")]
    pub(crate) majority: Option<String>,
    /// What it needs at once, such as `>1/2 of valid by heads`.
    #[arg(long, value_name = "MAJORITY", requires = "majority")]
    pub(crate) second_majority: Option<String>,
    /// How many must take part, such as `>=1/3 of roll`.
    #[arg(long, value_name = "SHARE")]
    pub(crate) quorum: Option<String>,
    /// People present or represented, where a share of them is asked for.
    #[arg(long, value_name = "N")]
    pub(crate) present: Option<u64>,
    /// People on the roll, where a share of them is asked for.
    #[arg(long, value_name = "N")]
    pub(crate) roll: Option<u64>,
    /// Break ties by a lot from this text, which nobody could know when the ballots were cast
    /// [default: the order of the list].
    #[arg(long, value_name = "TEXT")]
    pub(crate) seed: Option<String>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}
