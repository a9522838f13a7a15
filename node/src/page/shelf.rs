//! What the page keeps for a person on this node, and never tells another: what they follow, and
//! how far they have read. One file beside the keys, `people/<name>.page`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use participation::{CommunityId, Cursor, EntryId};
use serde::{Deserialize, Serialize};

use crate::exit::Failure;
use crate::{files, people};

/// Bytes of the file at most.
const MAX: usize = 1024 * 1024;

/// Documents and spaces that one person follows in one community at most.
const FOLLOWS: usize = 1000;

/// The file of a person.
#[derive(Debug)]
pub(super) struct Shelf {
    path: PathBuf,
}

/// What is kept of a community.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Kept {
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    follows: BTreeSet<String>,
}

impl Shelf {
    /// That of a person.
    pub(super) fn of(folder: &Path, name: &str) -> Result<Self, Failure> {
        people::check_name(name)?;
        Ok(Self { path: folder.join(format!("{name}.page")) })
    }

    /// What they follow in a community.
    pub(super) fn follows(&self, community: &CommunityId) -> Result<BTreeSet<EntryId>, Failure> {
        let kept = self.read()?.remove(&community.to_string()).unwrap_or_default();
        Ok(kept.follows.iter().filter_map(|id| id.parse().ok()).collect())
    }

    /// How far they have read.
    pub(super) fn cursor(&self, community: &CommunityId) -> Result<Option<Cursor>, Failure> {
        let kept = self.read()?.remove(&community.to_string()).unwrap_or_default();
        Ok(kept.read.and_then(|text| text.parse().ok()))
    }

    /// Follows something, or follows it no more. Says whether that was done: there is a limit.
    pub(super) fn follow(
        &self,
        community: &CommunityId,
        id: &EntryId,
        yes: bool,
    ) -> Result<bool, Failure> {
        let mut done = true;
        self.change(community, |kept| {
            if !yes {
                kept.follows.remove(&id.to_string());
            } else if kept.follows.len() < FOLLOWS {
                kept.follows.insert(id.to_string());
            } else {
                done = false;
            }
        })?;
        Ok(done)
    }

    /// Remembers how far they have read.
    pub(super) fn keep_cursor(
        &self,
        community: &CommunityId,
        cursor: &Cursor,
    ) -> Result<(), Failure> {
        self.change(community, |kept| kept.read = Some(cursor.to_string()))
    }

    fn change(
        &self,
        community: &CommunityId,
        change: impl FnOnce(&mut Kept),
    ) -> Result<(), Failure> {
        let _alone = people::alone();
        let mut all = self.read()?;
        change(all.entry(community.to_string()).or_default());
        let bytes = serde_json::to_vec(&all).map_err(Failure::system)?;
        files::write_private(&self.path, &bytes)
    }

    /// A file that cannot be read is nothing but lost comfort: it begins anew.
    fn read(&self) -> Result<BTreeMap<String, Kept>, Failure> {
        let Some(bytes) = files::read(&self.path, MAX)? else { return Ok(BTreeMap::new()) };
        Ok(serde_json::from_slice(&bytes).unwrap_or_else(|error| {
            tracing::warn!(path = %self.path.display(), %error, "begun anew");
            BTreeMap::new()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_followed_is_kept_by_community_and_a_broken_file_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path(), "anna").unwrap();
        let (one, other) = (CommunityId::from_bytes([1; 32]), CommunityId::from_bytes([2; 32]));
        let id = EntryId::from_bytes([3; 32]);
        assert!(shelf.follow(&one, &id, true).unwrap());
        assert_eq!(shelf.follows(&one).unwrap(), BTreeSet::from([id]));
        assert!(shelf.follows(&other).unwrap().is_empty());
        let cursor = "5-0000000000000007".parse().unwrap();
        shelf.keep_cursor(&one, &cursor).unwrap();
        assert_eq!(shelf.cursor(&one).unwrap(), Some(cursor));
        assert!(shelf.follow(&one, &id, false).unwrap());
        assert!(shelf.follows(&one).unwrap().is_empty());
        std::fs::write(folder.path().join("anna.page"), b"{").unwrap();
        assert!(shelf.follows(&one).unwrap().is_empty());
        assert!(Shelf::of(folder.path(), "../anna").is_err());
    }

    #[test]
    fn nobody_follows_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path(), "anna").unwrap();
        let id = CommunityId::from_bytes([1; 32]);
        shelf
            .change(&id, |kept| {
                kept.follows = (0..FOLLOWS).map(|number| format!("{number:064x}")).collect();
            })
            .unwrap();
        assert!(!shelf.follow(&id, &EntryId::from_bytes([9; 32]), true).unwrap());
    }
}
