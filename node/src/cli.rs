//! The command line: what can be typed, and where it goes.

pub(crate) mod budget;
pub(crate) mod bundle;
pub(crate) mod charter;
pub(crate) mod comment;
pub(crate) mod community;
pub(crate) mod config;
pub(crate) mod count;
pub(crate) mod document;
pub(crate) mod exchange;
pub(crate) mod find;
pub(crate) mod keeper;
pub(crate) mod list;
pub(crate) mod member;
pub(crate) mod moderation;
pub(crate) mod peer;
pub(crate) mod person;
pub(crate) mod poll;
pub(crate) mod process;
pub(crate) mod proposal;
pub(crate) mod seal;
pub(crate) mod start;
pub(crate) mod station;
pub(crate) mod token;
pub(crate) mod upkeep;
pub(crate) mod vote;
pub(crate) mod words;

use std::ffi::OsString;
use std::path::PathBuf;
#[cfg(unix)]
use std::sync::Arc;

use clap::{Args, CommandFactory, Parser, Subcommand};
use participation::{DocumentKind, SpaceKind};

use crate::commands;
use crate::context::Context;
use crate::exit::Failure;
#[cfg(unix)]
use crate::serving::{Serving, client};

/// A neighbourhood's node: found a community, admit people, open a poll, vote, seal and count.
///
/// Exit status: 0 done and yes, 1 the answer is no, 2 wrong usage or input, 3 the system failed.
#[derive(Debug, Parser)]
#[command(name = "ateneu", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes, before or after its name.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The node's folder [default: $XDG_DATA_HOME/ateneu or ~/.local/share/ateneu]
    #[arg(
        long,
        global = true,
        help_heading = "Everywhere",
        env = "ATENEU_HOME",
        value_name = "DIR",
        hide_env_values = true
    )]
    pub(crate) home: Option<PathBuf>,
    /// Which community, by its name or the first digits of its id; the only one by default
    #[arg(long, global = true, help_heading = "Everywhere", value_name = "ID|NAME")]
    pub(crate) community: Option<String>,
    /// Whose keys act: the name of a person whom this node holds keys for
    #[arg(
        long = "as",
        global = true,
        help_heading = "Everywhere",
        value_name = "NAME",
        default_value = "me"
    )]
    pub(crate) person: String,
    /// A file that holds the passphrase of the keys; else ATENEU_PASSPHRASE, else it is asked for
    #[arg(long, global = true, help_heading = "Everywhere", value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// A file of settings that goes before that of the home
    #[arg(
        long,
        global = true,
        help_heading = "Everywhere",
        env = "ATENEU_CONFIG",
        value_name = "FILE",
        hide_env_values = true
    )]
    pub(crate) config: Option<PathBuf>,
    /// How logs are written: for people, or one JSON object on each line
    #[arg(
        long,
        global = true,
        help_heading = "Everywhere",
        value_name = "FORMAT",
        value_parser = ["text", "json"]
    )]
    pub(crate) log_format: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new home: configuration, node key, store
    Init(start::InitArgs),
    /// Run the node until it is told to end; commands beside it are run by it
    Serve(start::ServeArgs),
    /// What this node holds
    Status(start::StatusArgs),
    /// Found, join, leave and list communities
    Community(community::CommunityArgs),
    /// The census: invite, admit, suspend, revoke, list; devices
    Member(member::MemberArgs),
    /// Nodes that this one speaks to
    Peer(peer::PeerArgs),
    /// The charter chain: show, propose, sign, abandon, log
    Charter(charter::CharterArgs),
    /// People whose keys this node holds, and their recovery sheets
    Person(person::PersonArgs),
    /// Who looks after this node: add, remove, list
    Keeper(keeper::KeeperArgs),
    /// Tokens, with which programs act for people: new, list, revoke
    Token(token::TokenArgs),
    /// The passphrase of a person's keys
    Passphrase(person::PassphraseArgs),
    /// Processes: phases, each with what it allows
    Process(process::SpaceArgs),
    /// Assemblies: processes that stay
    Assembly(process::SpaceArgs),
    /// Proposals, from the draft to the answer
    Proposal(proposal::ProposalArgs),
    /// Debates
    Debate(document::DocumentArgs),
    /// News of a process or an assembly
    Post(document::DocumentArgs),
    /// Pages that stay
    Page(document::DocumentArgs),
    /// Meetings
    Meeting(document::DocumentArgs),
    /// Results: what became of what was proposed, and how far it has come
    Result(document::DocumentArgs),
    /// Comments and replies
    Comment(comment::CommentArgs),
    /// What people tell of themselves
    Profile(comment::ProfileArgs),
    /// Classes under which documents are filed
    Taxonomy(find::TaxonomyArgs),
    /// Reports, labels and appeals
    Moderation(moderation::ModerationArgs),
    /// Look for words in everything that neighbours wrote
    Search(find::SearchArgs),
    /// What is new
    News(find::NewsArgs),
    /// What officers and stewards did
    Log(find::LogArgs),
    /// Polls: open, show, list
    Poll(poll::PollArgs),
    /// Budgets: open, show, list
    Budget(budget::BudgetArgs),
    /// Cast a ballot
    Vote(vote::VoteArgs),
    /// Voting on paper: polling stations, marks, bundles
    Station(station::StationArgs),
    /// Print and check a receipt
    Receipt(vote::ReceiptArgs),
    /// The outcome of a poll as this node computes it
    Tally(vote::TallyArgs),
    /// Sign the list of exactly the ballots that count
    Seal(seal::SealArgs),
    /// Ask, as a sealer, that a sealed poll be sealed anew
    Reopen(seal::ReopenArgs),
    /// Object in public to a seal
    Contest(seal::ContestArgs),
    /// Count a file of ballots without a node
    Count(count::CountArgs),
    /// A dress rehearsal of a file of ballots: real signed ballots, seal, tally
    Rehearse(start::RehearseArgs),
    /// Bring in what people wrote on another platform: Decidim's open data
    Import(exchange::ImportArgs),
    /// Write what people wrote here as Decidim's open data
    Export(exchange::ExportArgs),
    /// A community in a file, for a USB stick
    Bundle(bundle::BundleArgs),
    /// Look the home over: what is wrong, why it matters, what to do
    Doctor(upkeep::DoctorArgs),
    /// Recompute everything from the entries
    Audit(upkeep::AuditArgs),
    /// Write a damaged store anew from all that can be read
    Rebuild(upkeep::RebuildArgs),
    /// Copy the home into a file
    Backup(upkeep::BackupArgs),
    /// Make a home from a backup
    Restore(upkeep::RestoreArgs),
    /// Erase what a ballot says, or what somebody wrote
    Erase(upkeep::EraseArgs),
    /// What the node is told: settings of files, variables and options
    Config(config::ConfigArgs),
    /// Print a script that completes commands in a shell
    Completions(start::CompletionsArgs),
}

impl Command {
    /// Whether it works in a home that is there, so that a running node, which owns its home, must
    /// do it. The others make a home, or need none.
    const fn is_for_a_node(&self) -> bool {
        !matches!(
            self,
            Self::Init(_)
                | Self::Serve(_)
                | Self::Count(_)
                | Self::Restore(_)
                | Self::Config(_)
                | Self::Completions(_)
        )
    }
}

/// Reads the command line and does what it asks, or has the node do it that runs in the home.
/// Gives the exit status.
pub(crate) fn run() -> Result<u8, Failure> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // Wrong usage ends here with status 2, and help with 0.
    let cli = Cli::parse_from(&arguments);
    let context = Context::new(cli.global);
    context.begin_logs();
    #[cfg(unix)]
    if cli.command.is_for_a_node()
        && let Ok(home) = context.home_path()
        && let Some(status) = client::run(&home, &arguments)?
    {
        return Ok(status);
    }
    dispatch(&context, &cli.command).map(|()| 0)
}

/// Does in a running node what a process asks that was started beside it.
#[cfg(unix)]
pub(crate) fn run_in(node: &Arc<Serving>, arguments: &[OsString]) -> Result<u8, Failure> {
    // That process reads its command line itself; this one is of something else.
    let Ok(cli) = Cli::try_parse_from(arguments) else {
        return Err(Failure::input("a running node does not know this command line"));
    };
    if !cli.command.is_for_a_node() {
        return Err(Failure::input("a running node does not do this"));
    }
    dispatch(&Context::in_node(cli.global, node), &cli.command).map(|()| 0)
}

fn dispatch(context: &Context, command: &Command) -> Result<(), Failure> {
    match command {
        Command::Init(args) => commands::init::run(context, args),
        Command::Serve(args) => commands::serve::run(context, args),
        Command::Status(args) => commands::status::run(context, args),
        Command::Community(args) => commands::community::run(context, args),
        Command::Member(args) => commands::member::run(context, args),
        Command::Peer(args) => commands::peer::run(context, args),
        Command::Charter(args) => commands::charter::run(context, args),
        Command::Person(args) => commands::person::run(context, args),
        Command::Keeper(args) => commands::keeper::run(context, args),
        Command::Token(args) => commands::token::run(context, args),
        Command::Passphrase(args) => commands::person::passphrase(context, args),
        Command::Process(args) => commands::process::run(context, SpaceKind::Process, args),
        Command::Assembly(args) => commands::process::run(context, SpaceKind::Assembly, args),
        Command::Proposal(args) => commands::proposal::run(context, args),
        Command::Debate(args) => commands::document::run(context, DocumentKind::Debate, args),
        Command::Post(args) => commands::document::run(context, DocumentKind::Post, args),
        Command::Page(args) => commands::document::run(context, DocumentKind::Page, args),
        Command::Meeting(args) => commands::document::run(context, DocumentKind::Meeting, args),
        Command::Result(args) => commands::document::run(context, DocumentKind::Result, args),
        Command::Comment(args) => commands::comment::run(context, args),
        Command::Profile(args) => commands::profile::run(context, args),
        Command::Taxonomy(args) => commands::taxonomy::run(context, args),
        Command::Moderation(args) => commands::moderation::run(context, args),
        Command::Search(args) => commands::search::run(context, args),
        Command::News(args) => commands::news::run(context, args),
        Command::Log(args) => commands::log::run(context, args),
        Command::Poll(args) => commands::poll::run(context, args),
        Command::Budget(args) => commands::budget::run(context, args),
        Command::Vote(args) => commands::vote::run(context, args),
        Command::Station(args) => commands::station::run(context, args),
        Command::Receipt(args) => commands::receipt::run(context, args),
        Command::Tally(args) => commands::tally::run(context, args),
        Command::Seal(args) => commands::seal::run(context, args),
        Command::Reopen(args) => commands::seal::reopen(context, args),
        Command::Contest(args) => commands::seal::contest(context, args),
        Command::Count(args) => commands::count::run(context, args),
        Command::Rehearse(args) => commands::rehearse::run(context, args),
        Command::Import(args) => commands::exchange::import(context, args),
        Command::Export(args) => commands::exchange::export(context, args),
        Command::Bundle(args) => commands::bundle::run(context, args),
        Command::Doctor(args) => commands::doctor::run(context, args),
        Command::Audit(args) => commands::audit::run(context, args),
        Command::Rebuild(args) => commands::rebuild::run(context, args),
        Command::Backup(args) => commands::backup::run(context, args),
        Command::Restore(args) => commands::backup::restore(context, args),
        Command::Erase(args) => commands::erase::run(context, args),
        Command::Config(args) => commands::config::run(context, args),
        Command::Completions(args) => commands::completions::run(args),
    }
}

/// The whole tree, for completions.
pub(crate) fn tree() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_is_sound() {
        super::tree().debug_assert();
    }
}
