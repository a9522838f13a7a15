//! The last acts of a token, by the keys under which they were asked for: each is done once.
//!
//! An act is noted when it is begun, with how many entries the token's device has written in the
//! lane by then, and again when it is done. After a crash in between, the chain tells what became
//! of it: an act is one entry, nobody else writes with that device, and nothing is begun before
//! what was begun earlier is settled. A nonce drawn from the key would not do: the second entry
//! names the first as the one before it, and is another entry.

use std::collections::VecDeque;
use std::path::PathBuf;

use participation::Lane;
use serde::{Deserialize, Serialize};

use super::MAX;
use crate::exit::Failure;
use crate::files;

/// Acts of a token that are remembered.
const ACTS: usize = 256;

/// An act that was asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Asked {
    /// The key under which it was asked for.
    key: String,
    /// The digest of what was asked.
    asked: String,
    /// The entry that it became; none while it is being done.
    entry: Option<String>,
    /// Where it would be found.
    #[serde(default)]
    begun: Begun,
}

/// Where an act begins in the chain of the token's device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Begun {
    /// The number of the lane.
    lane: u8,
    /// Entries that the device had written there.
    pub(crate) written: usize,
}

impl Begun {
    pub(crate) const fn new(lane: Lane, written: usize) -> Self {
        Self { lane: lane.number(), written }
    }

    /// The lane.
    pub(crate) fn lane(self) -> Option<Lane> {
        Lane::from_number(u64::from(self.lane))
    }
}

/// What became of an act under a key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// Nothing was done under it.
    Nothing,
    /// It was done, and became this entry.
    Done(String),
    /// Something else was done.
    Other,
}

/// The acts of one token. They are asked by one at a time, who has been lent the community.
#[derive(Debug)]
pub(crate) struct Diary {
    path: PathBuf,
    acts: VecDeque<Asked>,
}

impl Diary {
    /// Reads what was noted. `found` tells which entry stands where an act was begun and never
    /// said to be done.
    pub(crate) fn open(
        path: PathBuf,
        found: impl Fn(Begun) -> Option<String>,
    ) -> Result<Self, Failure> {
        let mut acts: VecDeque<Asked> = match files::read(&path, 4 * MAX)? {
            None => VecDeque::new(),
            Some(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| Failure::system(format!("{}: {error}", path.display())))?,
        };
        for act in acts.iter_mut().filter(|act| act.entry.is_none()) {
            act.entry = found(act.begun);
        }
        acts.retain(|act| act.entry.is_some());
        Ok(Self { path, acts })
    }

    /// What became of what was asked under a key.
    pub(crate) fn of(&self, key: &str, asked: &str) -> Known {
        let Some(act) = self.acts.iter().find(|act| act.key == key) else { return Known::Nothing };
        match &act.entry {
            Some(entry) if act.asked == asked => Known::Done(entry.clone()),
            Some(_) | None => Known::Other,
        }
    }

    /// Notes that something is about to be done. After this it may have been done.
    pub(crate) fn begin(
        &mut self,
        key: String,
        asked: String,
        begun: Begun,
    ) -> Result<(), Failure> {
        while self.acts.len() >= ACTS {
            self.acts.pop_front();
        }
        self.acts.push_back(Asked { key, asked, entry: None, begun });
        self.write()
    }

    /// Notes which entry it became.
    pub(crate) fn end(&mut self, entry: &str) -> Result<(), Failure> {
        if let Some(act) = self.acts.back_mut() {
            act.entry = Some(entry.to_owned());
        }
        self.write()
    }

    fn write(&self) -> Result<(), Failure> {
        let bytes = serde_json::to_vec(&self.acts).map_err(Failure::system)?;
        files::write_private(&self.path, &bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGUN: Begun = Begun::new(Lane::Content, 3);

    fn open(folder: &tempfile::TempDir, found: Option<&str>) -> Diary {
        let found = |begun| {
            assert_eq!(begun, BEGUN);
            found.map(str::to_owned)
        };
        Diary::open(folder.path().join("acts"), found).unwrap()
    }

    #[test]
    fn the_last_acts_are_remembered_and_older_ones_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let mut diary = open(&folder, None);
        for n in 0..=ACTS {
            diary.begin(n.to_string(), "x".into(), BEGUN).unwrap();
            diary.end("y").unwrap();
        }
        let diary = open(&folder, None);
        assert_eq!(diary.of("0", "x"), Known::Nothing);
        assert_eq!(diary.of("1", "x"), Known::Done("y".into()));
        assert_eq!(diary.of(&ACTS.to_string(), "z"), Known::Other);
    }

    #[test]
    fn what_a_crash_cut_off_is_settled_by_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        open(&folder, None).begin("a".into(), "x".into(), BEGUN).unwrap();
        // It was done: asked again, it is answered.
        assert_eq!(open(&folder, Some("y")).of("a", "x"), Known::Done("y".into()));
        assert_eq!(open(&folder, Some("y")).of("a", "z"), Known::Other);
        // It was not: another key goes on, and this one can be asked under again.
        let mut diary = open(&folder, None);
        assert_eq!(diary.of("a", "x"), Known::Nothing);
        diary.begin("b".into(), "x".into(), BEGUN).unwrap();
        diary.end("w").unwrap();
        assert_eq!(open(&folder, Some("w")).of("a", "x"), Known::Nothing);
    }

    #[test]
    fn what_an_earlier_version_noted_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let old = r#"[{"key":"a","asked":"x","entry":"y"}]"#;
        std::fs::write(folder.path().join("acts"), old).unwrap();
        assert_eq!(open(&folder, None).of("a", "x"), Known::Done("y".into()));
    }
}
