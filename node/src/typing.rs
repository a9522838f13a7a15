//! Bundles of paper ballots while two people type them: what each has typed stays in this home, in
//! one private file a bundle (`stations/<station>-<bundle>.json`), until both typed the same. No
//! other node ever gets it.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use participation::{
    Batch, Choices, Community, EntryId, MemberKey, Mismatch, Pen, Store, mismatches, read_papers,
};

use crate::exit::Failure;
use crate::home::Home;
use crate::{files, people};

/// Bytes that two people typed of one bundle at most.
const MAX: usize = 512 * 1024;

/// Bytes that one person may type of a bundle.
pub(crate) const MAX_TYPED: usize = 128 * 1024;

/// A bundle that is being typed.
#[derive(Debug)]
pub(crate) struct Bundle {
    path: PathBuf,
    typed: Vec<Typing>,
    /// What the file holds, as far as this knows.
    file: Option<Zeroizing<Vec<u8>>>,
}

/// What one person typed, a line a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typing {
    member: String,
    text: String,
}

/// What became of a bundle when somebody typed it.
#[derive(Debug)]
pub(crate) enum Typed {
    /// It waits for a second person, who types it without seeing this.
    Waits,
    /// Two people typed different things: both look at the paper again.
    Differs(Vec<Mismatch>),
    /// Both typed the same, and this person signed it. The other signs now.
    Signed(EntryId),
}

impl Bundle {
    /// What was typed of a bundle of a station.
    pub(crate) fn of(home: &Home, station: &EntryId, number: u16) -> Result<Self, Failure> {
        let path = home.path().join("stations").join(format!("{station}-{number}.json"));
        let file = files::read(&path, MAX)?;
        let typed = match &file {
            None => Vec::new(),
            Some(bytes) => serde_json::from_slice(bytes).map_err(|error| {
                Failure::input(format!("{}: {error}: remove it, and type again", path.display()))
            })?,
        };
        Ok(Self { path, typed, file })
    }

    /// Whether this person typed it.
    pub(crate) fn is_by(&self, member: &MemberKey) -> bool {
        self.typed.iter().any(|typed| typed.member == member.to_string())
    }

    /// How many people typed it.
    fn people(&self) -> usize {
        self.typed.len()
    }

    /// The bundles of a station that one person has typed, by their numbers.
    pub(crate) fn waiting(home: &Home, station: &EntryId) -> Result<Vec<(u16, Self)>, Failure> {
        let folder = home.path().join("stations");
        let begins = format!("{station}-");
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(files::failed("read", &folder, &error)),
        };
        let mut numbers = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| files::failed("read", &folder, &error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let number = name.strip_prefix(&begins).and_then(|rest| rest.strip_suffix(".json"));
            numbers.extend(number.and_then(|number| number.parse::<u16>().ok()));
        }
        numbers.sort_unstable();
        let bundles = numbers
            .into_iter()
            .map(|number| Self::of(home, station, number).map(|bundle| (number, bundle)));
        let bundles: Result<Vec<_>, Failure> = bundles.collect();
        Ok(bundles?.into_iter().filter(|(_, bundle)| bundle.people() == 1).collect())
    }

    fn keep(&mut self, member: &MemberKey, text: &str) -> Result<(), Failure> {
        let member = member.to_string();
        self.typed.retain(|typed| typed.member != member);
        if self.typed.len() > 1 {
            return Err(Failure::input(
                "two others have typed this bundle: they look at the paper again, not a third",
            ));
        }
        self.typed.push(Typing { member, text: text.to_owned() });
        self.save()
    }

    /// Forgets what was typed.
    pub(crate) fn discard(&mut self) -> Result<(), Failure> {
        self.typed.clear();
        self.save()
    }

    fn save(&mut self) -> Result<(), Failure> {
        let _alone = people::alone();
        let before = self.file.as_ref().map(|file| file.as_slice());
        people::refuse_changed(&self.path, before, MAX)?;
        if self.typed.is_empty() {
            self.file = None;
            return match fs::remove_file(&self.path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    Err(files::failed("remove", &self.path, &error))
                }
                Ok(()) | Err(_) => Ok(()),
            };
        }
        let bytes = Zeroizing::new(serde_json::to_vec(&self.typed).map_err(Failure::system)?);
        self.path.parent().map_or(Ok(()), files::make_private_folder)?;
        files::write_private(&self.path, &bytes)?;
        self.file = Some(bytes);
        Ok(())
    }

    /// Takes in what an officer typed; where another typed the same before, writes the batch.
    ///
    /// The text is what [`read_papers`] reads; it says which line is wrong.
    pub(crate) fn enter<S: Store>(
        &mut self,
        community: &mut Community<S>,
        pen: &mut Pen<'_>,
        (member, station, number): (MemberKey, EntryId, u16),
        text: &str,
    ) -> Result<Typed, Failure> {
        let (poll, _) = community.station(&station)?;
        let opening = community.opening(&poll)?;
        let read = |text: &str| read_papers(opening, text).map_err(Failure::input);
        let mine = read(text)?;
        let own = member.to_string();
        let other = self.typed.iter().find(|typed| typed.member != own);
        let other: Option<Vec<Option<Choices>>> =
            other.map(|typed| read(&typed.text)).transpose()?;
        let Some(other) = other else {
            // What no batch can hold is refused before a second person types it.
            if mine.len() > Batch::MAX_BALLOTS {
                return Err(Failure::input(format!(
                    "{} papers in one bundle, at most {} may be: make two bundles",
                    mine.len(),
                    Batch::MAX_BALLOTS
                )));
            }
            self.keep(&member, text)?;
            return Ok(Typed::Waits);
        };
        let differ = mismatches(&other, &mine);
        if differ.is_empty() {
            let batch = community.write_batch(pen, station, number, mine)?;
            self.discard()?;
            return Ok(Typed::Signed(batch));
        }
        self.keep(&member, text)?;
        Ok(Typed::Differs(differ))
    }
}
