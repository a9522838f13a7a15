//! Keeping a home well.

use std::path::PathBuf;

use clap::Args;

/// Recompute everything from the entries: signatures, rights, digests.
///
/// Exits with 1, and with the list, where something differs.
#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Look the home over: disk, permissions, stores, clock, backups, other nodes.
///
/// Exits with 1 where something is wrong.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Put right what can be put right safely: permissions, leftovers, indexes of stores.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Recompute everything from the entries, as `audit` does; by default every record is read.
    #[arg(long)]
    pub(crate) whole: bool,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Write a damaged store anew from all that can still be read of it.
///
/// Exits with 1 when something is lost for good.
#[derive(Debug, Args)]
pub(crate) struct RebuildArgs {
    /// Take what was lost from this bundle of the same community.
    #[arg(long, value_name = "BUNDLE")]
    pub(crate) from: Option<PathBuf>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Write everything of this home into one file: a tar archive. Keystores stay encrypted; what
/// was erased is not in it. Or see to the sealed backups that a node makes on a schedule.
#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// Where to write it: a new file.
    #[arg(value_name = "FILE", required_unless_present_any = ["now", "check", "sheet"],
        conflicts_with_all = ["now", "check", "sheet"])]
    pub(crate) file: Option<PathBuf>,
    /// Make a sealed one in the folder of the schedule, restore it into a throwaway folder, and
    /// audit it.
    #[arg(long, conflicts_with_all = ["check", "sheet"])]
    pub(crate) now: bool,
    /// Restore this one into a throwaway folder, and audit it.
    #[arg(long, value_name = "FILE", conflicts_with = "sheet")]
    pub(crate) check: Option<PathBuf>,
    /// Print the emergency sheet: what opens sealed backups.
    #[arg(long)]
    pub(crate) sheet: bool,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Make a home from a backup. It must be empty; each person's device gets a new key, so that
/// nothing is signed twice.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// A file with the groups of the emergency sheet; else they are asked for, or read from
    /// standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Erase what a ballot says from this home, once its poll need not keep it any longer; or what the
/// person of --as wrote, on every node and for good.
///
/// The signed entry stays without it, and so does its id; it is not taken in again. Exits with 1
/// while the ballot must be kept. What others wrote a data officer asks to erase: it is hidden at
/// once, and goes when the stewards put that in force (`charter propose --erase ENTRY`).
#[derive(Debug, Args)]
pub(crate) struct EraseArgs {
    /// The ballot's id, or the code that was printed with it.
    #[arg(value_name = "BALLOT", required_unless_present_any = ["poll", "document", "comment"],
        conflicts_with_all = ["poll", "document", "comment"])]
    pub(crate) ballot: Option<String>,
    /// Every ballot of this poll: all of them, or none and the reason why.
    #[arg(long, value_name = "POLL", conflicts_with_all = ["document", "comment"])]
    pub(crate) poll: Option<String>,
    /// What this document says and has said, with its files, as far as it is yours; may be repeated.
    #[arg(long, value_name = "ID|TITLE")]
    pub(crate) document: Vec<String>,
    /// What this comment says and has said; may be repeated.
    #[arg(long, value_name = "COMMENT")]
    pub(crate) comment: Vec<String>,
    /// Print one JSON value.
    #[arg(long)]
    pub(crate) json: bool,
}
