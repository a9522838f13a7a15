//! `ateneu backup` and `ateneu restore`.

use std::path::Path;

use participation_keys::{BackupKey, Sheet};
use serde::Serialize;

use crate::backups::{self, Contents, Held};
use crate::caller::{self, Question};
use crate::cli::upkeep::{BackupArgs, RestoreArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::{files, layout, print, random};

/// Bytes of a typed sheet at most.
const MAX_SHEET: usize = 1000;

/// A sealed backup, as it is printed.
#[derive(Debug, Serialize)]
struct Sealed<'a> {
    file: &'a str,
    bytes: u64,
    /// Entries that were restored and audited.
    entries: u64,
}

/// An emergency sheet, as it is printed.
#[derive(Debug, Serialize)]
struct SheetShown<'a> {
    groups: Vec<&'a str>,
    qr: &'a str,
    /// Where backups are written.
    folder: String,
}

/// Writes everything of the home into one file, or sees to the sealed ones.
pub(crate) fn run(context: &Context, args: &BackupArgs) -> Result<(), Failure> {
    if let Some(file) = &args.check {
        return check(context, args, file);
    }
    if args.now {
        return now(context, args);
    }
    if args.sheet {
        return sheet(context, args);
    }
    let file = args.file.as_deref().ok_or_else(|| Failure::input("name a file, or say --now"))?;
    let home = context.home()?;
    let contents = backups::pack(home, file)?;
    if home.path().join("unlock").exists() {
        print::note(
            "note: some keys here have no passphrase, and what opens them is in this file: keep it \
             as you would keep the keys",
        );
    }
    show(&contents, args.json, "are in the backup")
}

/// Makes a sealed backup in the folder of the schedule, and checks it.
fn now(context: &Context, args: &BackupArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let taken = backups::take(home, random::now())?;
    if home.keeping().sheet.is_none() {
        print::note(
            "note: what opens this backup is on this computer alone: `ateneu backup --sheet` prints it",
        );
    }
    if args.json {
        let (file, bytes, entries) = (taken.file.as_str(), taken.bytes, taken.entries);
        return print::json(&Sealed { file, bytes, entries });
    }
    print::line(format_args!("{}: {} bytes", taken.file, taken.bytes))?;
    print::line(format_args!("restored and audited: {} entries, nothing differs", taken.entries))
}

/// Restores a backup into a throwaway folder and audits it.
fn check(context: &Context, args: &BackupArgs, file: &Path) -> Result<(), Failure> {
    let home = context.home()?;
    let key = || match backups::key(home.path())? {
        Some(key) => Ok(key),
        None => Err(Failure::input("this home has no key of backups: check it where it was made")),
    };
    let key = if backups::is_sealed(file)? { key()? } else { backups::key_or_make(home)? };
    let contents = backups::check(home, file, &key)?;
    show(&contents, args.json, "were restored and audited")
}

/// Prints what opens the backups, and notes that it was printed.
fn sheet(context: &Context, args: &BackupArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let key = Sheet::of_backup(&backups::key_or_make(home)?);
    let folder = home.keeping().backups.folder;
    let folder = folder.unwrap_or_else(|| home.path().join("backups").display().to_string());
    if args.json {
        let (groups, qr) = (key.groups(), key.qr_text());
        let groups = groups.iter().map(|group| group.as_str()).collect();
        print::json(&SheetShown { groups, qr: &qr, folder })?;
    } else {
        let title = layout::sheet_note("Emergency sheet of this node");
        let note = layout::sheet_note(&format!(
            "This opens the backups in {folder}. Keep it away from this computer. To restore: install ateneu on another computer, copy the newest backup to it, run `ateneu restore FILE`, and type these groups."
        ));
        print::line(&*key.render(&title, &note))?;
    }
    home.keep(|keeping| {
        keeping.sheet = Some(random::now().millis());
        Ok(())
    })
}

/// Makes a home from a backup.
pub(crate) fn restore(context: &Context, args: &RestoreArgs) -> Result<(), Failure> {
    let path = context.home_path()?;
    let contents = backups::restore(&path, &args.file, || key(args))?;
    if !contents.people.is_empty() {
        print::note(
            "note: each person here writes with a new device key from now on, so that nothing is \
             signed twice",
        );
    }
    show(&contents, args.json, "were restored")
}

/// The key of a sealed backup: from a file, from a terminal, or from standard input.
fn key(args: &RestoreArgs) -> Result<BackupKey, Failure> {
    if let Some(path) = &args.key_file {
        let bytes = files::bounded(files::open(path)?, MAX_SHEET)?;
        return read(&bytes).map_err(|failure| failure.after(path.display()));
    }
    if caller::can_ask() {
        let typed =
            caller::ask(Question::Hidden("The groups of the emergency sheet: ".to_owned()))?;
        return backups::read_key(&typed);
    }
    read(&caller::input(MAX_SHEET)?)
}

fn read(bytes: &[u8]) -> Result<BackupKey, Failure> {
    let text = std::str::from_utf8(bytes);
    backups::read_key(text.map_err(|_| Failure::input("it is not UTF-8"))?.trim())
}

fn show(contents: &Contents, json: bool, what: &str) -> Result<(), Failure> {
    if json {
        return print::json(contents);
    }
    for Held { community, entries, .. } in &contents.communities {
        print::line(format_args!("community {}: {entries} entries {what}", community.short()))?;
    }
    print::line(format_args!("keys of {} people {what}", contents.people.len()))
}
