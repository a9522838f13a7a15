//! From older formats to the newest, one step each. Never change a step: add one.

use std::path::Path;

use crate::error::{Damage, StoreError};
use crate::record::Record;
use crate::sled_store::chunks;
use crate::sled_store::data::{Data, Tools};
use crate::sled_store::home::{Format, Home, VERSION};
use participation_types::EntryId;

/// Reads a folder of format n and writes a fresh one of format n + 1.
type Migration = fn(old: &Path, fresh: &Path, tools: Tools) -> Result<Tools, StoreError>;

/// The step from format n to n + 1 stands at place n.
const MIGRATIONS: [Migration; VERSION as usize] = [from_0_to_1];

/// Brings a home up to date, step by step; each step counts once its folder is complete.
pub(crate) fn migrate(
    home: &Home,
    mut format: Format,
    mut tools: Tools,
) -> Result<(Format, Tools), StoreError> {
    for step in MIGRATIONS.iter().skip(format.version as usize) {
        let next = Format { version: format.version + 1, data: format.data + 1 };
        tracing::info!(from = format.version, to = next.version, "bringing the store up to date");
        let fresh = home.fresh(&mut tools.disk, next.data)?;
        tools = step(&home.data(format.data), &fresh, tools)?;
        home.choose(&mut tools.disk, next)?;
        format = next;
    }
    Ok((format, tools))
}

/// Records that are written at once.
const BATCH: usize = 1024;

/// Format 0: sled alone, in the folder itself, with a tree `entries`: under each arrival
/// (8 bytes, big-endian) id (32), length of the signed part (4), the signed part, and the body in
/// the clear, or nothing. It took four times the raw size and could not erase.
fn from_0_to_1(old: &Path, fresh: &Path, tools: Tools) -> Result<Tools, StoreError> {
    let damaged = |how: String| StoreError::from(Damage::file("sled", how));
    let config = sled::Config::new().path(old).cache_capacity(tools.cache_bytes);
    let entries =
        chunks::guarded("open", old, || chunks::open_unlocked(&config)?.open_tree("entries"))?;
    let mut data = Data::create(fresh, tools)?;
    let mut batch = Vec::with_capacity(BATCH);
    for entry in &entries {
        let (key, value) = entry.map_err(|error| damaged(error.to_string()))?;
        let record = record_0(&value).ok_or_else(|| damaged(format!("at key {key:02x?}")))?;
        batch.push(record);
        if batch.len() == BATCH {
            data.append(&batch)?;
            batch.clear();
        }
    }
    data.append(&batch)?;
    Ok(data.into_tools())
}

fn record_0(bytes: &[u8]) -> Option<Record> {
    let (id, rest) = bytes.split_first_chunk::<32>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (signed, body) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    let body = (!body.is_empty()).then(|| body.to_vec());
    Some(Record { id: EntryId::from_bytes(*id), signed: signed.to_vec(), body })
}
