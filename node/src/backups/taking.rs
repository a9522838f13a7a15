//! Making one backup, and checking one.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use participation::{Community, Timestamp};
use participation_keys::BackupKey;
use participation_store::SledStore;

use super::history::{Failed, History, Taken};
use super::{Contents, alone, key_or_make, packing, restoring, sealing, workshop};
use crate::communities::store_config;
use crate::dates;
use crate::exit::Failure;
use crate::files;
use crate::home::Home;
use crate::outfile::{Outfile, Readers};

/// How the name of a backup begins and ends; a time stands between.
const NAME: (&str, &str) = ("ateneu-", ".backup");

/// Makes a backup, checks it, lets the oldest go, and notes what came of it.
///
/// # Errors
/// What was noted.
pub(crate) fn take(home: &Home, now: Timestamp) -> Result<Taken, Failure> {
    let _alone = alone();
    let mut history = History::read(home.path());
    let made = make(home, now);
    match &made {
        Ok(taken) => history = History { good: Some(taken.clone()), failed: None },
        Err(failure) => {
            history.failed = Some(Failed { at: now.millis(), why: failure.to_string() });
        }
    }
    let _ = fs::remove_dir_all(workshop(home.path()));
    history.write(home.path())?;
    made
}

fn make(home: &Home, now: Timestamp) -> Result<Taken, Failure> {
    let key = key_or_make(home)?;
    let folder = folder(home)?;
    let shop = workshop(home.path());
    let _ = fs::remove_dir_all(&shop);
    files::make_private_folder(&shop)?;
    let plain = shop.join("home.tar");
    let contents = packing::pack(home, &plain)?;
    let file = folder.join(name_of(now));
    seal(&plain, &file, &key)?;
    fs::remove_file(&plain).map_err(|error| files::failed("remove", &plain, &error))?;
    if let Err(failure) = check_against(&file, &key, &shop, Some(&contents)) {
        // What cannot be restored is worse than nothing: somebody might rely on it.
        let _ = fs::remove_file(&file);
        return Err(failure);
    }
    let length = fs::metadata(&file).map_err(|error| files::failed("read", &file, &error))?.len();
    let entries = contents.communities.iter().map(|held| held.entries as u64).sum();
    let held = held(&folder);
    let kept = usize::from(home.keeping().backups.keep);
    // Where the clock went back the new one is not the last by its name.
    for old in held.iter().rev().skip(kept).filter(|old| **old != file) {
        fs::remove_file(old).map_err(|error| files::failed("remove", old, &error))?;
    }
    Ok(Taken { at: now.millis(), file: file.display().to_string(), bytes: length, entries })
}

/// Where backups are written. A folder that somebody named must be there: else a disk that is not
/// plugged in would be mistaken for one.
pub(crate) fn folder(home: &Home) -> Result<PathBuf, Failure> {
    match home.keeping().backups.folder {
        Some(folder) if Path::new(&folder).is_dir() => Ok(folder.into()),
        Some(folder) => {
            Err(Failure::input(format!("there is no folder {folder}: is the disk plugged in?")))
        }
        None => {
            let folder = home.path().join("backups");
            files::make_private_folder(&folder)?;
            Ok(folder)
        }
    }
}

/// The backups in a folder, the oldest first.
pub(crate) fn held(folder: &Path) -> Vec<PathBuf> {
    let named = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let time = name.strip_prefix(NAME.0).and_then(|rest| rest.strip_suffix(NAME.1));
        time.is_some_and(|time| {
            time.len() == 13 && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        })
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut held: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(named).collect();
    held.sort_unstable();
    held
}

/// `ateneu-20261128-1403.backup`
fn name_of(now: Timestamp) -> String {
    let time: String = dates::shown(now)
        .chars()
        .filter_map(|sign| match sign {
            ' ' => Some('-'),
            sign if sign.is_ascii_digit() => Some(sign),
            _ => None,
        })
        .collect();
    format!("{}{time}{}", NAME.0, NAME.1)
}

fn seal(plain: &Path, file: &Path, key: &BackupKey) -> Result<(), Failure> {
    let failed = |error| files::failed("write", file, &error);
    // Two within a minute are one.
    let (outfile, out) = Outfile::begin(file, Readers::Owner, restoring::begins_sealed)?;
    let input = File::open(plain).map_err(|error| files::failed("open", plain, &error))?;
    let mut writer = BufWriter::with_capacity(1 << 20, &out);
    let mut input = BufReader::with_capacity(1 << 20, input);
    sealing::seal(&mut input, &mut writer, key).map_err(failed)?;
    writer.flush().map_err(failed)?;
    drop(writer);
    outfile.finish(&out)
}

/// Restores a backup into a throwaway folder of this home, and audits what comes out.
///
/// # Errors
/// [`Failure`] with what differs.
pub(crate) fn check(home: &Home, file: &Path, key: &BackupKey) -> Result<Contents, Failure> {
    let _alone = alone();
    let shop = workshop(home.path());
    let _ = fs::remove_dir_all(&shop);
    files::make_private_folder(&shop)?;
    let checked = check_against(file, key, &shop, None);
    let _ = fs::remove_dir_all(&shop);
    checked
}

fn check_against(
    file: &Path,
    key: &BackupKey,
    shop: &Path,
    packed: Option<&Contents>,
) -> Result<Contents, Failure> {
    let home = shop.join("home");
    let restored = restoring::restore(&home, file, || Ok(key.clone()))?;
    if let Some(packed) = packed
        && (packed.communities != restored.communities || packed.people != restored.people)
    {
        return Err(differs(file, "it does not hold what was packed"));
    }
    for held in &restored.communities {
        let path = home.join("communities").join(held.community.to_string());
        let mut community = Community::open(SledStore::open(&path, store_config())?)?;
        let audit = community.audit()?;
        if let Some(difference) = audit.differences.first() {
            return Err(differs(file, difference));
        }
        if audit.digest.to_string() != held.digest {
            return Err(differs(file, "the digest of a community is another one"));
        }
    }
    fs::remove_dir_all(&home).map_err(|error| files::failed("remove", &home, &error))?;
    Ok(restored)
}

fn differs(file: &Path, what: &str) -> Failure {
    Failure::system(format!("{}: restored, {what}: look after the disk", file.display()))
}
