//! Participatory budgets.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::poll::{ListArgs, OpeningArgs, ShowArgs};

/// Let people decide how money is spent.
#[derive(Debug, Args)]
pub(crate) struct BudgetArgs {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: BudgetCommand,
}

/// What can be done with budgets.
#[derive(Debug, Subcommand)]
pub(crate) enum BudgetCommand {
    /// Open a budget: everything about it is frozen, ballots are taken from now on.
    #[command(visible_alias = "open")]
    Create(Box<BudgetCreateArgs>),
    /// Show one budget: projects, rule, roll and where it stands.
    Show(ShowArgs),
    /// List the budgets.
    List(ListArgs),
}

/// A new budget.
#[derive(Debug, Args)]
pub(crate) struct BudgetCreateArgs {
    /// The title; at most 300 bytes [default: the file's description].
    #[arg(long, alias = "question", value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// What people should know before they vote; at most 8,000 bytes.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) description: String,
    /// A project: a short id without commas, its cost, and what people read. May be repeated.
    #[arg(long = "project", value_name = "ID=COST=LABEL", required_unless_present = "from")]
    pub(crate) projects: Vec<String>,
    /// The money that there is [default with --from: the file's].
    #[arg(long, value_name = "N", required_unless_present = "from")]
    pub(crate) budget: Option<String>,
    /// What a ballot may hold: `percent:70` (projects that fit in the budget and use so much of
    /// it), `minimum:2` (so many projects that fit), `selection:1-3` (so many, whatever they
    /// cost), `approval:1-3`, `points:1-10:5` (so many points in all, so many for one project) or
    /// `ranking:1-5` [default: approval of any number; with --from: the file's].
    #[arg(long, value_name = "RULE")]
    pub(crate) ballot: Option<String>,
    /// How ballots are counted: greedy, greedy-no-skip or greedy-threshold [default: greedy; with
    /// --from: the file's, where it is one of these].
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Option<String>,
    /// Score that a project must reach, for greedy-threshold and greedy-no-skip.
    #[arg(long, value_name = "N")]
    pub(crate) threshold: Option<u64>,
    /// Decimals of the money, at most 9 [default: as many as the amounts have].
    #[arg(long, value_name = "N")]
    pub(crate) decimals: Option<u8>,
    /// Take projects, budget and limits from a Pabulib file (.pb or .pb.gz); its votes are not
    /// taken.
    #[arg(long, value_name = "FILE", conflicts_with = "projects")]
    pub(crate) from: Option<PathBuf>,
    /// What all kinds of openings have.
    #[command(flatten)]
    pub(crate) opening: OpeningArgs,
}
