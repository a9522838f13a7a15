//! A node's home: its folder, lock, configuration and communities.
//!
//! ```text
//! home/lock              held by the process that works in the home
//! home/ateneu.toml       schema and name
//! home/keeping.json      how the node is kept, see `keeping`
//! home/backup.key        32 random bytes: opens this node's sealed backups, see `backups`
//! home/backups.json      what came of the last backups
//! home/backups/          backups, where no other folder was chosen
//! home/node.key          32 random bytes: the node's identity, never a person's
//! home/unlock            32 random bytes: opens keystores that have no passphrase
//! home/communities/<id>/ one store each
//! home/people/           keystores, see `people`
//! home/tokens/           what programs show in the place of people, see `page::tokens`
//! home/peers.json        nodes that were spoken to, see `network`
//! home/socket            where a running node is asked by other processes, see `serving`
//! ```

pub(crate) mod keeping;
mod settings;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use participation::{Community, CommunityId};
use participation_keys::{DidKey, InvitationSecret};
use participation_network::NodeKey;
use participation_store::SledStore;
use zeroize::Zeroizing;

use crate::communities::{Closed, Communities, Open};
use crate::exit::Failure;
use crate::files;
use crate::network::{Carrying, Reach};
use crate::random;
use keeping::Keeping;
use settings::Settings;

/// Bytes of the node's key.
const KEY: usize = 32;

/// A home, locked as long as this lives.
#[derive(Debug)]
pub(crate) struct Home {
    path: PathBuf,
    settings: Settings,
    keeping: Mutex<Keeping>,
    all: Communities,
    network: OnceLock<Carrying>,
    _lock: File,
}

impl Home {
    /// Whether there is a home in this folder.
    pub(crate) fn exists(path: &Path) -> bool {
        path.join(settings::FILE).exists()
    }

    /// Whether no process works in this folder now, as far as can be seen.
    #[cfg(unix)]
    pub(crate) fn is_free(path: &Path) -> bool {
        let lock = File::options().write(true).open(path.join("lock"));
        !lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
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
        let settings = Settings::read(path)?;
        Self::of(path, settings, lock)
    }

    fn of(path: &Path, settings: Settings, lock: File) -> Result<Self, Failure> {
        let all = Communities::of(path.join("communities"))?;
        let keeping = Mutex::new(Keeping::read(path)?);
        let path = path.to_owned();
        Ok(Self { path, settings, keeping, all, network: OnceLock::new(), _lock: lock })
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
        Self::of(path, settings, lock)
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
        Self::of(path, Settings::read(path)?, lock)
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What people call this node.
    pub(crate) fn name(&self) -> &str {
        self.settings.name()
    }

    /// How this node is kept.
    pub(crate) fn keeping(&self) -> Keeping {
        self.keeping.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes how this node is kept, and makes that durable; where it fails nothing has changed.
    ///
    /// # Errors
    /// What `change` and the disk say.
    pub(crate) fn keep(
        &self,
        change: impl FnOnce(&mut Keeping) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut kept = self.keeping.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = kept.clone();
        change(&mut next)?;
        next.write(&self.path)?;
        *kept = next;
        Ok(())
    }

    /// The folder of the keystores.
    pub(crate) fn people(&self) -> PathBuf {
        self.path.join("people")
    }

    /// The node's public key as a `did:key`.
    pub(crate) fn node(&self) -> Result<String, Failure> {
        // Any secret of 32 bytes of its own derives its Ed25519 public key in the same way.
        Ok(InvitationSecret::from_bytes(&*self.key()?).public().to_did())
    }

    /// The node's secret key: its name on the network, never a person's key.
    fn key(&self) -> Result<Zeroizing<[u8; KEY]>, Failure> {
        let path = self.path.join("node.key");
        let key = files::read(&path, KEY)?;
        let wrong = || Failure::system(format!("{} is not 32 bytes: restore it", path.display()));
        let key = key.as_ref().and_then(|key| key.as_slice().try_into().ok());
        key.map(Zeroizing::new).ok_or_else(wrong)
    }

    /// Begins to speak to other nodes, until this home is closed. `reach` says where the address
    /// book is, or that nothing shall be remembered.
    pub(crate) fn go_online(&self, reach: &Reach) -> Result<&Carrying, Failure> {
        if let Some(running) = self.network.get() {
            return Ok(running);
        }
        let carrying = Carrying::start(&self.all, NodeKey::from_bytes(*self.key()?), reach)?;
        Ok(self.network.get_or_init(|| carrying))
    }

    /// What speaks to other nodes, if this node does.
    pub(crate) fn network(&self) -> Option<&Carrying> {
        self.network.get()
    }

    /// The file of the address book.
    pub(crate) fn book(&self) -> PathBuf {
        self.path.join("peers.json")
    }

    /// The communities that this home holds, by id.
    pub(crate) fn communities(&self) -> Result<Vec<CommunityId>, Failure> {
        self.all.ids()
    }

    /// What lends them.
    pub(crate) const fn all(&self) -> &Communities {
        &self.all
    }

    /// Opens a community that this home holds, as [`Communities::open`].
    pub(crate) fn open_community(&self, id: &CommunityId) -> Result<Open, Failure> {
        self.all.open(id)
    }

    /// Makes a community that this home does not hold yet, as [`Communities::create`].
    pub(crate) fn create_community(
        &self,
        id: &CommunityId,
        make: impl FnOnce(SledStore) -> Result<Community<SledStore>, Failure>,
    ) -> Result<Open, Failure> {
        self.all.create(id, make)
    }

    /// Closes a community for as long as something works on its folder.
    pub(crate) fn close_community(&self, id: &CommunityId) -> Result<Closed, Failure> {
        self.all.close(id)
    }
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
