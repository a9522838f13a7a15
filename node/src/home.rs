//! A node's home: its folder, lock, configuration and communities.
//!
//! ```text
//! home/lock              held by the process that works in the home
//! home/ateneu.toml       schema and name
//! home/node.key          32 random bytes: the node's identity, never a person's
//! home/unlock            32 random bytes: opens keystores that have no passphrase
//! home/communities/<id>/ one store each
//! home/people/           keystores, see `people`
//! ```

mod settings;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use participation::{Community, CommunityId};
use participation_keys::{DidKey, InvitationSecret};
use participation_store::{Config, KeySource, SledStore};
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::files;
use crate::random;
use settings::Settings;

/// Bytes of the node's key.
const KEY: usize = 32;

/// Prefix of a community's folder that is being removed.
const LEAVING: &str = "leaving-";

/// A home, locked as long as this lives.
#[derive(Debug)]
pub(crate) struct Home {
    path: PathBuf,
    settings: Settings,
    _lock: File,
}

impl Home {
    /// Whether there is a home in this folder.
    pub(crate) fn exists(path: &Path) -> bool {
        path.join(settings::FILE).exists()
    }

    /// Opens and locks the home in this folder.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        if !Self::exists(path) {
            return Err(Failure::input(format!(
                "there is no home in {}: make one with `ateneu init`, or name another with --home",
                path.display()
            )));
        }
        let lock = lock(path)?;
        let home = Self { path: path.to_owned(), settings: Settings::read(path)?, _lock: lock };
        home.finish_leaving()?;
        Ok(home)
    }

    /// Makes a home in this folder, which is empty or is not there yet.
    pub(crate) fn make(path: &Path, name: &str) -> Result<Self, Failure> {
        if Self::exists(path) {
            return Err(Failure::input(format!("{} is a home already", path.display())));
        }
        let used = fs::read_dir(path).is_ok_and(|mut entries| {
            entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != "lock"))
        });
        // Begun and cut short: only the settings, which come last, make a home.
        if used && !path.join("communities").is_dir() {
            return Err(Failure::input(format!(
                "{} holds other files: choose an empty folder",
                path.display()
            )));
        }
        let settings = Settings::new(name)?;
        files::make_private_folder(path)?;
        let lock = lock(path)?;
        files::make_private_folder(&path.join("communities"))?;
        files::make_private_folder(&path.join("people"))?;
        if !path.join("node.key").exists() {
            let key = Zeroizing::new(random::bytes::<KEY>()?);
            files::write_private(&path.join("node.key"), key.as_slice())?;
        }
        settings.write(path)?;
        Ok(Self { path: path.to_owned(), settings, _lock: lock })
    }

    /// Makes a home from the bytes of another's settings, in a folder that is empty or is not there
    /// yet. `fill` puts everything else in it before: only the settings make a home. Where
    /// anything fails, the folder is as it was.
    pub(crate) fn make_from(
        path: &Path,
        settings: &[u8],
        fill: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<Self, Failure> {
        Settings::of_bytes(settings)?;
        let there = path.exists();
        let lock_path = path.join("lock");
        let mut names = fs::read_dir(path).into_iter().flatten().flatten();
        if names.any(|entry| entry.path() != lock_path) {
            return Err(Failure::input(format!(
                "{} is not empty: name an empty folder with --home",
                path.display()
            )));
        }
        files::make_private_folder(path)?;
        let lock = lock(path)?;
        let filled = files::make_private_folder(&path.join("communities"))
            .and_then(|()| files::make_private_folder(&path.join("people")))
            .and_then(|()| fill(path))
            .and_then(|()| files::write_private(&path.join(settings::FILE), settings));
        if let Err(failure) = filled {
            for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                let path = entry.path();
                let _ =
                    if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            }
            if !there {
                let _ = fs::remove_dir(path);
            }
            return Err(failure);
        }
        Ok(Self { path: path.to_owned(), settings: Settings::read(path)?, _lock: lock })
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What people call this node.
    pub(crate) fn name(&self) -> &str {
        self.settings.name()
    }

    /// The folder of the keystores.
    pub(crate) fn people(&self) -> PathBuf {
        self.path.join("people")
    }

    /// The node's public key as a `did:key`.
    pub(crate) fn node(&self) -> Result<String, Failure> {
        let path = self.path.join("node.key");
        let key = files::read(&path, KEY)?;
        let wrong = || Failure::system(format!("{} is not 32 bytes: restore it", path.display()));
        let key: &[u8; KEY] =
            key.as_ref().and_then(|key| key.as_slice().try_into().ok()).ok_or_else(wrong)?;
        // Any secret of 32 bytes of its own derives its Ed25519 public key in the same way.
        Ok(InvitationSecret::from_bytes(key).public().to_did())
    }

    /// The communities that this home holds, by id.
    pub(crate) fn communities(&self) -> Result<Vec<CommunityId>, Failure> {
        let mut ids: Vec<CommunityId> =
            self.folders()?.iter().filter_map(|name| name.parse().ok()).collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// The folder of a community's store, whether it is there or not.
    pub(crate) fn community_path(&self, id: &CommunityId) -> PathBuf {
        self.path.join("communities").join(id.to_string())
    }

    /// Opens a community that this home holds.
    pub(crate) fn open_community(&self, id: &CommunityId) -> Result<Community<SledStore>, Failure> {
        let path = self.community_path(id);
        if !path.is_dir() {
            return Err(Failure::input(format!("this home does not hold community {id}")));
        }
        Ok(Community::open(SledStore::open(&path, store_config())?)?)
    }

    /// An empty store for a community that this home does not hold yet.
    pub(crate) fn create_store(&self, id: &CommunityId) -> Result<SledStore, Failure> {
        let path = self.community_path(id);
        if path.exists() {
            return Err(Failure::input(format!(
                "this home holds community {} already",
                id.short()
            )));
        }
        Ok(SledStore::open(&path, store_config())?)
    }

    /// Removes a community's store, which must be closed. A crash leaves it whole or gone.
    pub(crate) fn remove_community(&self, id: &CommunityId) -> Result<(), Failure> {
        let path = self.community_path(id);
        let leaving = path.with_file_name(format!("{LEAVING}{id}"));
        fs::rename(&path, &leaving).map_err(|error| files::failed("rename", &path, &error))?;
        files::sync_folder(&self.path.join("communities"))?;
        fs::remove_dir_all(&leaving).map_err(|error| files::failed("remove", &leaving, &error))
    }

    fn finish_leaving(&self) -> Result<(), Failure> {
        for name in self.folders()?.iter().filter(|name| name.starts_with(LEAVING)) {
            let path = self.path.join("communities").join(name);
            fs::remove_dir_all(&path).map_err(|error| files::failed("remove", &path, &error))?;
        }
        Ok(())
    }

    fn folders(&self) -> Result<Vec<String>, Failure> {
        let path = self.path.join("communities");
        let failed = |error| files::failed("read", &path, &error);
        fs::read_dir(&path)
            .map_err(failed)?
            .filter_map(|entry| match entry {
                Ok(entry) => entry.file_name().into_string().ok().map(Ok),
                Err(error) => Some(Err(failed(error))),
            })
            .collect()
    }
}

/// How stores are opened here: body keys from the operating system.
pub(crate) fn store_config() -> Config {
    Config::new(KeySource::new(random::try_fill))
}

fn lock(path: &Path) -> Result<File, Failure> {
    let file = path.join("lock");
    let lock = File::options().write(true).create(true).truncate(false).open(&file);
    let lock = lock.map_err(|error| files::failed("open", &file, &error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Failure::system(format!(
            "{} is in use by another process: wait for it or end it, or name another --home",
            path.display()
        ))),
        Err(TryLockError::Error(error)) => Err(files::failed("lock", &file, &error)),
    }
}
