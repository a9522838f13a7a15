//! Writing a backup.

use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::Path;

use participation::{Community, EntryId, StoreError};
use participation_store::{Arrival, SledStore, Store};

use super::{Contents, Held, KEY, MAX_SMALL};
use crate::archive::{ArchiveFault, Packer};
use crate::exit::Failure;
use crate::home::{Home, keeping};
use crate::outfile::{Outfile, Readers};
use crate::progress::Writing;
use crate::{files, people, print};

/// Packs a home, locked as it is, into a new file.
///
/// # Errors
/// [`Failure::Input`] when there is a file already; [`Failure::System`] for what the disk says,
/// and for a damaged store.
pub(crate) fn pack(home: &Home, path: &Path) -> Result<Contents, Failure> {
    let (outfile, file) = Outfile::begin(path, Readers::Owner, |_| false)?;
    let mut packer = Packer::new(BufWriter::with_capacity(1 << 20, &file));
    let pack = |packer: &mut Packer<BufWriter<&File>>| -> Result<Contents, Failure> {
        small(packer, home.path(), "ateneu.toml", true)?;
        small(packer, home.path(), "node.key", true)?;
        small(packer, home.path(), "unlock", false)?;
        small(packer, home.path(), keeping::FILE, false)?;
        small(packer, home.path(), KEY, false)?;
        let people = home.people();
        for name in file_names(&people)? {
            small(packer, home.path(), &format!("people/{name}"), true)?;
        }
        let mut communities = Vec::new();
        for id in home.communities()? {
            // One may be left while others are written.
            if let Some(open) = home.all().open_if_held(&id)? {
                communities.push(community(packer, &open)?);
            }
        }
        Ok(Contents { communities, people: people::names(&people)? })
    };
    let shown = pack(&mut packer).map_err(|failure| failure.after(path.display()))?;
    let mut out = packer.finish()?;
    out.flush().map_err(|error| files::failed("write", path, &error))?;
    drop(out);
    outfile.finish(&file)?;
    Ok(shown)
}

/// Which entries' bodies were erased, in the order of the store.
///
/// # Errors
/// [`StoreError`].
fn erased(store: &SledStore) -> Result<Vec<EntryId>, StoreError> {
    let mut without = Vec::new();
    store.scan(Arrival::FIRST, &mut |arrival, record| {
        if record.body.is_none() {
            without.push((arrival, record.id));
        }
        ControlFlow::Continue(())
    })?;
    let mut erased = Vec::new();
    for (arrival, id) in without {
        if store.erased(arrival)? {
            erased.push(id);
        }
    }
    Ok(erased)
}

fn community<W: Write + std::io::Seek>(
    packer: &mut Packer<W>,
    community: &Community<SledStore>,
) -> Result<Held, Failure> {
    let id = &community.id();
    if community.is_private() {
        packer.add(&format!("communities/{id}.access"), community.access().text().as_bytes())?;
    }
    let erased = erased(community.store())?;
    let lines: String = erased.iter().map(|id| format!("{id}\n")).collect();
    packer.add(&format!("communities/{id}.erased"), lines.as_bytes())?;
    let bar = print::bar("writing", community.len() as u64);
    packer.add_with::<Failure>(&format!("communities/{id}.bundle"), |out| {
        let mut out = BufWriter::with_capacity(1 << 16, out);
        community.export(&mut Writing::new(&mut out, &bar), &std::collections::HashSet::new())?;
        out.flush().map_err(Failure::system)?;
        Ok(())
    })?;
    bar.finish_and_clear();
    Ok(Held {
        community: *id,
        entries: community.len(),
        erased: erased.len(),
        digest: community.digest().to_string(),
    })
}

fn small<W: Write + std::io::Seek>(
    packer: &mut Packer<W>,
    home: &Path,
    name: &str,
    needed: bool,
) -> Result<(), Failure> {
    let path = home.join(name);
    match files::read(&path, MAX_SMALL)? {
        Some(bytes) => Ok(packer.add(name, &bytes)?),
        None if needed => Err(Failure::system(format!("{} is gone", path.display()))),
        None => Ok(()),
    }
}

/// The names of the files in a folder that are whole, sorted.
fn file_names(folder: &Path) -> Result<Vec<String>, Failure> {
    let failed = |error| files::failed("read", folder, &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        // A crash may leave the part of a file that was never finished.
        names.extend(name.to_str().filter(|name| !name.ends_with(".new")).map(str::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

impl From<ArchiveFault> for Failure {
    fn from(fault: ArchiveFault) -> Self {
        match fault {
            // A sealed file says so of bytes that were changed.
            ArchiveFault::Io { ref source, .. } if source.kind() == ErrorKind::InvalidData => {
                Self::input(fault)
            }
            ArchiveFault::Io { .. } => Self::system(fault),
            ArchiveFault::Malformed { .. } | ArchiveFault::TooLarge { .. } => Self::input(fault),
        }
    }
}
