//! What can be seen of a home from outside: permissions, room, and what was left behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ateneu_page::doctor::{Check, Finding, Found};

use super::{listed, mended, of};
use crate::backups;
use crate::exit::Failure;

/// Bytes below which a disk is full soon.
const ROOM: u64 = 500 * 1024 * 1024;

/// Files that may be open at once at least.
const OPEN: u64 = 1024;

/// While a node runs, what is younger than this may still be written.
const YOUNG: Duration = Duration::from_secs(10 * 60);

/// Bytes of the file that tells the limits.
const MAX_LIMITS: usize = 64 * 1024;

/// Permissions, room and leftovers.
pub(super) fn look(home: &Path, fix: bool, in_use: bool) -> Result<Vec<Finding>, Failure> {
    let shown = |paths: Vec<PathBuf>| -> Vec<String> {
        let name = |path: &PathBuf| path.strip_prefix(home).unwrap_or(path).display().to_string();
        paths.iter().map(name).map(|name| if name.is_empty() { ".".into() } else { name }).collect()
    };
    let open = || match shown(readable(home)) {
        names if names.is_empty() => Found::Good(String::new()),
        names => Found::Permissions(listed(&names)),
    };
    let left = || match shown(leftovers(home, in_use)) {
        names if names.is_empty() => Found::Good(String::new()),
        names => Found::Leftovers(listed(&names)),
    };
    let free = fs2::available_space(home);
    let free = free.map_err(|error| crate::files::failed("read", home, &error))?;
    Ok(vec![
        mended(Check::Permissions, fix, open, || close(home)),
        of(Check::Disk, room(free)),
        mended(Check::Leftovers, fix, left, || remove(home, in_use)),
    ])
}

/// What of a home others on this computer can read, and must not.
#[cfg(unix)]
fn readable(home: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let others = |path: &PathBuf| {
        fs::symlink_metadata(path)
            .is_ok_and(|data| !data.is_symlink() && data.permissions().mode() & 0o077 != 0)
    };
    private(home).into_iter().filter(others).collect()
}

/// Nothing is known of permissions elsewhere.
#[cfg(not(unix))]
fn readable(_: &Path) -> Vec<PathBuf> {
    Vec::new()
}

/// Takes from others what they can read.
#[cfg(unix)]
fn close(home: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    for path in readable(home) {
        let failed = |error| crate::files::failed("change the permissions of", &path, &error);
        let mut permissions = fs::metadata(&path).map_err(failed)?.permissions();
        permissions.set_mode(permissions.mode() & !0o077);
        fs::set_permissions(&path, permissions).map_err(failed)?;
    }
    Ok(())
}

/// Nothing is known of permissions elsewhere.
#[cfg(not(unix))]
fn close(_: &Path) -> Result<(), Failure> {
    Ok(())
}

/// The home, and what keys lie in.
#[cfg(unix)]
fn private(home: &Path) -> Vec<PathBuf> {
    let mut all = vec![home.to_owned()];
    let names = ["node.key", "unlock", backups::KEY, "people", "communities", "backups"];
    all.extend(names.map(|name| home.join(name)));
    all.extend(within(&home.join("people")));
    all.retain(|path| path.exists());
    all
}

/// Whether so many free bytes are room enough.
fn room(free: u64) -> Found {
    let tenths = free / (100 * 1024 * 1024);
    let shown = format!("{}.{} GiB", tenths / 10, tenths % 10);
    if free < ROOM { Found::Disk(shown) } else { Found::Good(shown) }
}

/// What writes that were cut short left behind.
fn leftovers(home: &Path, in_use: bool) -> Vec<PathBuf> {
    let left = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let part = [".new", ".part"].iter().any(|end| name.ends_with(end));
        part && (!in_use || is_old(path))
    };
    let mut all = within(home);
    all.extend(within(&home.join("people")));
    all.extend(within(&home.join("backups")));
    all.retain(left);
    if backups::is_working() {
        all.retain(|path| *path != backups::workshop(home));
    }
    all
}

fn is_old(path: &Path) -> bool {
    let written = fs::symlink_metadata(path).and_then(|data| data.modified());
    written.is_ok_and(|written| written.elapsed().is_ok_and(|age| age > YOUNG))
}

fn remove(home: &Path, in_use: bool) -> Result<(), Failure> {
    for path in leftovers(home, in_use) {
        let removed =
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.map_err(|error| crate::files::failed("remove", &path, &error))?;
    }
    Ok(())
}

fn within(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    all.sort_unstable();
    all
}

/// How many files may be open at once, where the system tells it (proc(5)).
pub(super) fn limit() -> Found {
    let bytes = crate::files::read(Path::new("/proc/self/limits"), MAX_LIMITS);
    let text = bytes.ok().flatten().unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let line = text.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next());
    match soft.map(|soft| (soft, soft.parse::<u64>())) {
        Some((soft, Ok(limit))) if limit < OPEN => Found::Files(soft.to_owned()),
        Some((soft, _)) => Found::Good(soft.to_owned()),
        None => Found::Good(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_is_nearly_full_is_told() {
        assert_eq!(room(ROOM - 1), Found::Disk("0.4 GiB".to_owned()));
        assert_eq!(room(12 << 30), Found::Good("12.2 GiB".to_owned()));
    }
}
