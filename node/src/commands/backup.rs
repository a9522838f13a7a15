//! `ateneu backup` and `ateneu restore`.
//!
//! A backup is an [`crate::archive`] of these members, in this order:
//!
//! ```text
//! ateneu.toml               as in the home
//! node.key, unlock          as in the home; unlock only where there is one
//! keeping.json              how the node is kept, where it is
//! people/<name>.<kind>      keystores, still encrypted, and what belongs to them
//! communities/<id>.access   the secret of a private community; else there is none
//! communities/<id>.erased   ids of entries whose bodies were erased, one a line
//! communities/<id>.bundle   a bundle: what was erased is not in it
//! ```

mod packing;
mod restoring;

use participation::CommunityId;
use serde::Serialize;

use crate::cli::upkeep::{BackupArgs, RestoreArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::print;

/// Bytes of a small file at most: all but bundles and lists of erasures.
const MAX_SMALL: usize = 5 * 1024 * 1024;

/// A community in a backup.
#[derive(Debug, Serialize)]
struct Held {
    community: CommunityId,
    entries: usize,
    erased: usize,
    digest: String,
}

/// What is printed of a backup, and of a restored home.
#[derive(Debug, Serialize)]
struct Shown {
    communities: Vec<Held>,
    people: Vec<String>,
}

/// Writes everything of the home into one file.
pub(crate) fn run(context: &Context, args: &BackupArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let shown = packing::pack(home, &args.file)?;
    if home.path().join("unlock").exists() {
        print::note(
            "note: some keys here have no passphrase, and what opens them is in this file: keep it \
             as you would keep the keys",
        );
    }
    shown.print(args.json, "are in the backup")
}

/// Makes a home from a backup.
pub(crate) fn restore(context: &Context, args: &RestoreArgs) -> Result<(), Failure> {
    let path = context.home_path()?;
    let shown = restoring::restore(&path, &args.file)?;
    if !shown.people.is_empty() {
        print::note(
            "note: each person here writes with a new device key from now on, so that nothing is \
             signed twice",
        );
    }
    shown.print(args.json, "were restored")
}

impl Shown {
    fn print(&self, json: bool, what: &str) -> Result<(), Failure> {
        if json {
            return print::json(self);
        }
        for Held { community, entries, .. } in &self.communities {
            print::line(format_args!("community {}: {entries} entries {what}", community.short()))?;
        }
        print::line(format_args!("keys of {} people {what}", self.people.len()))
    }
}
