//! The book's file: read at the start, written whole beside the old one and then put in its place.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Book, Entry, MAX_ADDRESSES, MAX_PEERS};
use crate::PeerName;

/// Bytes of the longest file that is read.
const MAX_FILE: u64 = 4 << 20;

/// The version of the format that is written.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'b> {
    version: u32,
    peers: &'b BTreeMap<PeerName, Entry>,
}

#[derive(Deserialize)]
struct Read {
    version: u32,
    peers: BTreeMap<PeerName, Entry>,
}

/// Reads the book; a file that is not there is an empty one, and a damaged one is moved aside.
pub(crate) fn read(path: &Path) -> io::Result<Book> {
    let mut bytes = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(MAX_FILE + 1).read_to_end(&mut bytes)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Book::default()),
        Err(error) => return Err(error),
    };
    match parse(&bytes) {
        Some(book) => Ok(book),
        None => {
            let aside = path.with_extension("damaged");
            tracing::warn!(aside = %aside.display(), "the address book is damaged and begun anew");
            fs::rename(path, aside)?;
            Ok(Book::default())
        }
    }
}

/// Writes what [`Book::to_json`] gave.
pub(crate) fn write(path: &Path, json: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(json)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    // The new name itself is durable once the folder is.
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

impl Book {
    /// The book as its file has it.
    pub(crate) fn to_json(&self) -> io::Result<Vec<u8>> {
        let written = Written { version: VERSION, peers: &self.peers };
        Ok(serde_json::to_vec_pretty(&written)?)
    }
}

fn parse(bytes: &[u8]) -> Option<Book> {
    if u64::try_from(bytes.len()).ok()? > MAX_FILE {
        return None;
    }
    let read: Read = serde_json::from_slice(bytes).ok()?;
    if read.version != VERSION {
        return None;
    }
    let mut peers = read.peers;
    while peers.len() > MAX_PEERS {
        peers.pop_last();
    }
    for entry in peers.values_mut() {
        entry.addresses.truncate(MAX_ADDRESSES);
    }
    Some(Book { peers, changed: false })
}
