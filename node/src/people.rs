//! People whose keys this node holds.
//!
//! ```text
//! people/<name>.keys     a keystore
//! people/<name>.by-file  there while the keystore has no passphrase but the home's file `unlock`
//! people/<name>.drafts   what they wrote and have not published, see `drafts`
//! people/<name>.page     what they follow, and how far they have read on the page
//! people/<id>.register   who is who in a community, for its registrars, see `register`
//! people/<name>.renew    devices that must not be written with any more: ids of communities, or all
//! ```

mod ending;
mod passphrase;
mod person;
mod signer;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use participation::CommunityId;

pub(crate) use ending::end_devices;
pub(crate) use passphrase::Passphrases;
pub(crate) use person::Person;
pub(crate) use signer::{Signer, custody_of};

use crate::exit::Failure;
use crate::files;

/// The folder of the tokens that programs show in the place of people, beside that of the people.
pub(crate) const TOKENS: &str = "tokens";

/// Bytes of a person's name at most.
const MAX_NAME: usize = 64;

/// Bytes of a token's file at most.
const MAX_TOKEN: usize = 64 * 1024;

/// Bytes of a `.renew` file at most.
const MAX_RENEW: usize = 1024 * 1024;

/// What is kept of a person, by the ending of the file: the keys come first.
pub(crate) const KINDS: [&str; 5] = ["keys", "by-file", "drafts", "renew", "page"];

/// Held while files of people are read and written in one go, by one command at a time.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    // The files are whole whenever somebody panicked: each is replaced at once.
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Refuses to replace a file that another command has changed since it was read. Whoever calls this
/// is [`alone`], and writes the file before that ends.
pub(crate) fn refuse_changed(
    path: &Path,
    before: Option<&[u8]>,
    max: usize,
) -> Result<(), Failure> {
    if files::read(path, max)?.as_ref().map(|bytes| bytes.as_slice()) == before {
        return Ok(());
    }
    Err(Failure::system(format!(
        "another command changed {} at the same time: run this again",
        path.display()
    )))
}

/// The names of all people here, sorted.
pub(crate) fn names(people: &Path) -> Result<Vec<String>, Failure> {
    let failed = |error| files::failed("read", people, &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(people).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        names.extend(name.to_str().and_then(|name| name.strip_suffix(".keys")).map(str::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

/// The names of those whose keys have no passphrase of their own, sorted.
pub(crate) fn unlocked(people: &Path) -> Result<Vec<String>, Failure> {
    let mut names = names(people)?;
    names.retain(|name| by_file_path(people, name).exists());
    Ok(names)
}

/// Whether this node holds keys of a person with this name.
pub(crate) fn is_here(people: &Path, name: &str) -> bool {
    check_name(name).is_ok() && keys_path(people, name).exists()
}

/// Sees to it that everybody here writes with a new device in this community (in all, if none is
/// named) from now on.
///
/// **Do this whenever a store may lack what its devices wrote**: made from a bundle, restored from
/// a backup, rebuilt with losses. A second entry at a place of a chain is a fork.
pub(crate) fn renew_devices(people: &Path, community: Option<&CommunityId>) -> Result<(), Failure> {
    let _alone = alone();
    for name in names(people)? {
        let path = renew_path(people, &name);
        let mut lines = renewals(&path)?;
        lines.insert(community.map_or_else(|| "all".to_owned(), ToString::to_string));
        let text: String = lines.into_iter().map(|line| line + "\n").collect();
        files::write_private(&path, text.as_bytes())?;
    }
    forget_tokens(people, "community", community.map(ToString::to_string).as_deref())
}

/// Removes the tokens of which a field has this value; all where none is given. Their devices end
/// where they are.
fn forget_tokens(people: &Path, field: &str, value: Option<&str>) -> Result<(), Failure> {
    let folder = people.with_file_name(TOKENS);
    if !folder.is_dir() {
        return Ok(());
    }
    let failed = |error| files::failed("read", &folder, &error);
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let bytes = files::read(&path, MAX_TOKEN)?.unwrap_or_default();
        let kept: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
        if value.is_none_or(|value| kept.get(field).is_some_and(|it| it == value)) {
            fs::remove_file(&path).map_err(|error| files::failed("remove", &path, &error))?;
        }
    }
    files::sync_folder(&folder)
}

/// The lines of a `.renew` file.
fn renewals(path: &Path) -> Result<BTreeSet<String>, Failure> {
    let bytes = files::read(path, MAX_RENEW)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.lines().map(str::to_owned).collect())
}

/// Removes the keys of a person, and what was kept beside them. Without their sheet nobody brings
/// the keys back.
pub(crate) fn forget(people: &Path, name: &str) -> Result<(), Failure> {
    check_name(name)?;
    let _alone = alone();
    // The keys first: what is left when this is interrupted is nobody's.
    for kind in KINDS {
        let path = people.join(format!("{name}.{kind}"));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(files::failed("remove", &path, &error));
            }
            _ => {}
        }
    }
    forget_tokens(people, "login", Some(name))?;
    files::sync_folder(people)
}

/// A person's name is also a file's name.
pub(crate) fn check_name(name: &str) -> Result<(), Failure> {
    let sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !name.is_empty()
        && name.len() <= MAX_NAME
        && name.chars().all(sign)
        && !name.starts_with('.')
    {
        return Ok(());
    }
    Err(Failure::input(format!(
        "{name:?} cannot be a person's name here: take letters, digits, - and _, at most {MAX_NAME} bytes"
    )))
}

fn keys_path(people: &Path, name: &str) -> PathBuf {
    people.join(format!("{name}.keys"))
}

fn by_file_path(people: &Path, name: &str) -> PathBuf {
    people.join(format!("{name}.by-file"))
}

fn renew_path(people: &Path, name: &str) -> PathBuf {
    people.join(format!("{name}.renew"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leaves_the_folder_is_refused() {
        for name in ["", ".", "..", "../me", "a/b", "a\\b", ".hidden", "a\nb", &"x".repeat(65)] {
            assert!(check_name(name).is_err(), "{name:?}");
        }
        for name in ["me", "anna.2", "núria", "pere_pau-3"] {
            assert!(check_name(name).is_ok(), "{name:?}");
        }
    }
}
