//! Making a home from a backup: read from beginning to end first, and only then written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use indicatif::ProgressBar;
use participation::{Access, CheckedBundle, Community, CommunityId, EntryId, MemoryStore};
use participation_keys::{BACKUP_MAGIC, BackupKey};
use participation_store::{SledStore, Store};
use zeroize::Zeroizing;

use super::sealing::Unsealing;
use super::{Contents, Held, KEY, MAX_SMALL};
use crate::archive::unpack;
use crate::commands::bundle::list_of;
use crate::communities::store_config;
use crate::exit::Failure;
use crate::home::{Home, keeping};
use crate::progress::Reading;
use crate::{files, people, print};

/// What a member of a backup is.
enum Member {
    /// `ateneu.toml`
    Settings,
    /// A small file that is copied as it is.
    Small,
    /// Which bodies of a community were erased.
    Erased(CommunityId),
    /// The secret of a private community.
    Access(CommunityId),
    /// A community.
    Bundle(CommunityId),
}

/// What the first reading of a backup gives.
#[derive(Default)]
struct Checked {
    names: BTreeSet<String>,
    settings: Option<Zeroizing<Vec<u8>>>,
    access: BTreeMap<CommunityId, Access>,
    erased: BTreeMap<CommunityId, Vec<EntryId>>,
    bundles: BTreeMap<CommunityId, CheckedBundle>,
}

/// Makes the home; `key` gives the key of a sealed backup and is asked for no other. Where anything is wrong with the backup, or with the folder, nothing is
/// changed.
///
/// # Errors
/// [`Failure::Input`] for a backup that is damaged or is none, with its place, and for a home
/// that is not empty.
pub(crate) fn restore(
    home: &Path,
    path: &Path,
    key: impl FnOnce() -> Result<BackupKey, Failure>,
) -> Result<Contents, Failure> {
    if Home::exists(home) {
        return Err(Failure::input(format!(
            "{} is a home already: name an empty folder with --home",
            home.display()
        )));
    }
    let backup = Backup::open(path, key)?;
    let mut checked = Checked::default();
    backup.read(|name, bytes| checked.take(name, bytes))?;
    let missing = |what| Failure::input(format!("{}: it has no {what}", path.display()));
    let settings = checked.settings.take().ok_or_else(|| missing("ateneu.toml"))?;
    if !checked.names.contains("node.key") {
        return Err(missing("node.key"));
    }
    let mut communities = Vec::new();
    let home = Home::make_from(home, &settings, |home| {
        backup.bar.set_message("restoring");
        backup.read(|name, bytes| match Member::of(name)? {
            Member::Settings | Member::Access(_) | Member::Erased(_) => Ok(()),
            Member::Small => {
                let bytes = files::bounded(bytes, MAX_SMALL)?;
                files::write_private(&home.join(name), &bytes)
            }
            Member::Bundle(id) => {
                let store = home.join("communities").join(id.to_string());
                communities.push(checked.write(&id, &store, bytes)?);
                Ok(())
            }
        })?;
        // The home may have gone on after the backup was made.
        people::renew_devices(&home.join("people"), None)
    })?;
    backup.bar.finish_and_clear();
    Ok(Contents { communities, people: people::names(&home.people())? })
}

/// A backup's file, read twice.
struct Backup {
    file: File,
    name: String,
    bar: ProgressBar,
    /// Of a sealed one.
    key: Option<BackupKey>,
}

/// Whether a file is a sealed backup.
///
/// # Errors
/// [`Failure::Input`] where there is no such file.
pub(crate) fn is_sealed(path: &Path) -> Result<bool, Failure> {
    let mut beginning = Vec::new();
    let bytes = files::open(path)?.take(64).read_to_end(&mut beginning);
    bytes.map_err(|error| files::failed("read", path, &error))?;
    Ok(begins_sealed(&beginning))
}

/// Whether these are the first bytes of a sealed backup.
pub(super) fn begins_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(BACKUP_MAGIC)
}

impl Backup {
    fn open(
        path: &Path,
        key: impl FnOnce() -> Result<BackupKey, Failure>,
    ) -> Result<Self, Failure> {
        let key = if is_sealed(path)? { Some(key()?) } else { None };
        let file = files::open(path)?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        let bar = print::bar("checking", length.saturating_mul(2));
        Ok(Self { file, name: path.display().to_string(), bar, key })
    }

    fn read(
        &self,
        mut take: impl FnMut(&str, &mut dyn Read) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::system(format!("{}: {error}", self.name));
        (&self.file).seek(SeekFrom::Start(0)).map_err(failed)?;
        let plain = BufReader::with_capacity(1 << 20, Reading::new(&self.file, &self.bar));
        let mut input: Box<dyn Read + '_> = match &self.key {
            None => Box::new(plain),
            Some(key) => {
                let unsealing = Unsealing::begin(plain, key);
                Box::new(unsealing.map_err(|failure| failure.after(&self.name))?)
            }
        };
        unpack(&mut *input, |name, _, bytes| {
            take(name, bytes).map_err(|failure| failure.after(print::safe(name)))
        })
        .map_err(|failure: Failure| failure.after(&self.name))
    }
}

impl Member {
    /// What a name stands for; refuses whatever this program does not write, above all a name that
    /// leaves the home.
    fn of(name: &str) -> Result<Self, Failure> {
        let unknown = || Failure::input("a backup has no such member");
        match name {
            "ateneu.toml" => return Ok(Self::Settings),
            "node.key" | "unlock" | keeping::FILE | KEY => return Ok(Self::Small),
            _ => {}
        }
        let (folder, file) = name.split_once('/').ok_or_else(unknown)?;
        let (stem, kind) = file.rsplit_once('.').ok_or_else(unknown)?;
        match (folder, kind) {
            ("people", kind) if people::KINDS.contains(&kind) => {
                people::check_name(stem).map(|()| Self::Small)
            }
            ("people", "register") => {
                stem.parse::<CommunityId>().map(|_| Self::Small).map_err(|_| unknown())
            }
            ("communities", "access") => stem.parse().map(Self::Access).map_err(|_| unknown()),
            ("communities", "erased") => stem.parse().map(Self::Erased).map_err(|_| unknown()),
            ("communities", "bundle") => stem.parse().map(Self::Bundle).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }
}

impl Checked {
    fn take(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), Failure> {
        let member = Member::of(name)?;
        if !self.names.insert(name.to_owned()) {
            return Err(Failure::input("it is there twice"));
        }
        match member {
            Member::Settings => self.settings = Some(files::bounded(bytes, MAX_SMALL)?),
            Member::Small => drop(files::bounded(bytes, MAX_SMALL)?),
            Member::Access(id) => {
                let text = files::bounded(bytes, MAX_SMALL)?;
                let text = std::str::from_utf8(&text).map_err(Failure::input)?;
                self.access.insert(id, Access::read(text).map_err(Failure::input)?);
            }
            Member::Erased(id) => {
                self.erased.insert(id, list_of(bytes)?);
            }
            Member::Bundle(id) => {
                let checked = Community::begin(MemoryStore::new(), id)?.check_bundle(bytes)?;
                self.bundles.insert(id, checked);
            }
        }
        Ok(())
    }

    /// Writes a community's store.
    fn write(&self, id: &CommunityId, path: &Path, bytes: &mut dyn Read) -> Result<Held, Failure> {
        let changed = || Failure::system("the file changed while it was read");
        let checked = self.bundles.get(id).ok_or_else(changed)?;
        let store = SledStore::open(path, store_config())?;
        let mut community = Community::begin(store, *id)?;
        if let Some(access) = self.access.get(id) {
            community.set_access(access.clone())?;
        }
        let intake = community.import(bytes, checked)?;
        if !intake.rejected.is_empty() {
            return Err(changed());
        }
        let (entries, digest) = (community.len(), community.digest().to_string());
        let mut store = community.into_store();
        let erased = self.erased.get(id).map(Vec::as_slice).unwrap_or_default();
        let mut arrivals = Vec::with_capacity(erased.len());
        for entry in erased {
            // What was erased does not come back from another node either.
            arrivals.extend(store.find(entry)?);
        }
        store.erase(&arrivals)?;
        Ok(Held { community: *id, entries, erased: arrivals.len(), digest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_that_leaves_the_home_is_refused() {
        let id = CommunityId::from_bytes([0xab; 32]);
        for name in ["ateneu.toml", "node.key", "people/me.keys", "people/núria.2.by-file"] {
            assert!(Member::of(name).is_ok(), "{name}");
        }
        assert!(Member::of(&format!("communities/{id}.bundle")).is_ok());
        for name in [
            "",
            "/etc/passwd",
            "../x",
            "people/../../x.keys",
            "people/a/b.keys",
            "people/.keys",
            "communities/x.bundle",
            "lock",
            "people/me",
            "DIGEST/x",
        ] {
            assert!(Member::of(name).is_err(), "{name}");
        }
    }
}
