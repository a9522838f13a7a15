//! Who is who: the names of an association's people, which only its registrars can read.
//!
//! ```text
//! people/<id of the community>.register     a shared file (`participation_keys::seal_shared`) for
//!                                           the registrars' member keys, whose content is JSON
//! ```
//!
//! In the community itself people have a place in the census and no name but the one that they give
//! themselves. Who stands behind a place is written here, on the node of whoever keeps the census:
//! it is no entry, is never sent to another node, and can be erased. What is written anew is sealed
//! anew for whoever is a registrar then; the file that it replaces is overwritten first.

use std::fs::OpenOptions;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use participation::{
    Community, CommunityId, InvitationKey, MemberKey, MemberSecret, Role, SlotId, Store,
};
use participation_keys::{CardCode, EnvelopeError, MAX_SHARED, open_shared, seal_shared};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::exit::Failure;
use crate::{files, people, random};

/// People of a register at most.
pub(crate) const MOST: usize = 10_000;

/// Bytes of the file at most: its content, and what it is sealed with.
const MAX_FILE: usize = MAX_SHARED + 16 * 1024;

/// Where a register belongs, beside the community's id.
const CONTEXT: &[u8] = b"ateneu/register/1";

/// Somebody of an association.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Registered {
    /// 16 hexadecimal digits by which pages name them: known to this register alone.
    pub(crate) id: String,
    /// What the association calls them.
    pub(crate) name: String,
    /// Their number in the association; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) number: String,
    /// How they are reached; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) contact: String,
    /// The code of their card, until it is spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    /// The card, once it was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) card: Option<String>,
    /// Their place in the census, where they were admitted without a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) slot: Option<String>,
}

impl Registered {
    /// Somebody with a name, and an id that nobody has.
    pub(crate) fn new(name: &str, number: &str, contact: &str) -> Result<Self, Failure> {
        let id = random::bytes::<8>()?.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut one = Self::default();
        one.id = id;
        one.name.push_str(name);
        one.number.push_str(number);
        one.contact.push_str(contact);
        Ok(one)
    }

    /// Draws a card for them. It admits nobody until an entry names it.
    pub(crate) fn draw_card(&mut self) -> Result<(), Failure> {
        let code = CardCode::from_entropy(&random::bytes()?);
        self.code = Some(code.text().to_string());
        self.card = Some(code.invitation().public().to_string());
        Ok(())
    }

    /// Forgets what stands on a card that is spent.
    pub(crate) fn spend(&mut self) {
        self.code.zeroize();
        self.code = None;
    }

    /// Keeps the place to which they were admitted without a card.
    pub(crate) fn keep_slot(&mut self, slot: &SlotId) {
        self.slot = Some(slot.to_string());
    }

    /// The key of their card.
    pub(crate) fn card(&self) -> Option<InvitationKey> {
        self.card.as_ref()?.parse().ok()
    }

    /// The place to which they were admitted without a card.
    pub(crate) fn slot(&self) -> Option<SlotId> {
        self.slot.as_ref()?.parse().ok()
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.code.zeroize();
        self.name.zeroize();
        self.contact.zeroize();
    }
}

/// Why a register is not given out.
#[derive(Debug)]
pub(crate) enum RegisterError {
    /// It was sealed for others: whoever became a registrar since gets it when one of those writes
    /// in it next.
    Closed,
    /// It has no room for so many.
    Full,
    /// The disk, or a file that is damaged.
    Node(Failure),
}

impl From<Failure> for RegisterError {
    fn from(failure: Failure) -> Self {
        Self::Node(failure)
    }
}

/// The register of a community on this node.
#[derive(Debug)]
pub(crate) struct Register {
    path: PathBuf,
    context: Vec<u8>,
}

impl Register {
    /// That of a community; `people` is the folder of people.
    pub(crate) fn of(people: &Path, community: &CommunityId) -> Self {
        let context = [CONTEXT, community.as_bytes()].concat();
        Self { path: people.join(format!("{community}.register")), context }
    }

    /// Everybody in it, in the order in which they came in.
    ///
    /// # Errors
    /// [`RegisterError::Closed`], [`RegisterError::Node`].
    pub(crate) fn read(&self, reader: &MemberSecret) -> Result<Vec<Registered>, RegisterError> {
        let Some(file) = files::read(&self.path, MAX_FILE)? else { return Ok(Vec::new()) };
        let content = match open_shared(&file, reader, &self.context) {
            Ok(content) => content,
            Err(EnvelopeError::NotForMember { .. }) => return Err(RegisterError::Closed),
            Err(error) => return Err(self.damaged(&error)),
        };
        serde_json::from_slice(&content).map_err(|error| self.damaged(&error))
    }

    /// Changes it: reads it, writes it anew for `readers`, one at a time.
    ///
    /// # Errors
    /// [`RegisterError`]; nothing has changed then.
    pub(crate) fn change<T>(
        &self,
        writer: &MemberSecret,
        readers: &[MemberKey],
        change: impl FnOnce(&mut Vec<Registered>) -> Result<T, RegisterError>,
    ) -> Result<T, RegisterError> {
        let _alone = people::alone();
        let mut all = self.read(writer)?;
        let done = change(&mut all)?;
        if all.len() > MOST {
            return Err(RegisterError::Full);
        }
        let content = Zeroizing::new(serde_json::to_vec(&all).map_err(Failure::system)?);
        let sealed = seal_shared(readers, &self.context, &content, &mut random::fill);
        let sealed = sealed.map_err(|error| {
            if matches!(error, EnvelopeError::TooLong { .. }) {
                return RegisterError::Full;
            }
            RegisterError::Node(Failure::system(error))
        })?;
        let before = self.hold().map_err(|error| files::failed("open", &self.path, &error))?;
        files::write_private(&self.path, &sealed)?;
        if let Some((file, length)) = before {
            // The new file is there: what cannot be overwritten is sealed still.
            if let Err(error) = overwrite(file, length) {
                tracing::warn!(%error, "a register that was replaced could not be overwritten");
            }
        }
        Ok(done)
    }

    /// The file as it is before another takes its name.
    fn hold(&self) -> io::Result<Option<(std::fs::File, u64)>> {
        match OpenOptions::new().write(true).open(&self.path) {
            Ok(file) => {
                let length = file.metadata()?.len();
                Ok(Some((file, length)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn damaged(&self, error: &dyn std::fmt::Display) -> RegisterError {
        Failure::system(format!("{}: {error}", self.path.display())).into()
    }
}

fn overwrite(mut file: std::fs::File, length: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut io::Read::take(io::repeat(0), length), &mut file)?;
    file.flush()?;
    file.sync_all()
}

/// Who may read a register that is written now: the registrars, and whoever writes, once each.
pub(crate) fn readers<S: Store>(community: &Community<S>, writer: &MemberKey) -> Vec<MemberKey> {
    let view = community.view();
    let holders = view.tip().into_iter().flat_map(|(_, state)| state.holders(Role::Registrar));
    let mut readers: Vec<MemberKey> = holders.copied().collect();
    readers.truncate(participation_keys::MAX_RECIPIENTS - 1);
    if !readers.contains(writer) {
        readers.push(*writer);
    }
    readers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(byte: u8) -> MemberSecret {
        participation::Seed::from_bytes(&[byte; 32]).member(&CommunityId::from_bytes([7; 32]))
    }

    fn register(folder: &Path) -> Register {
        Register::of(folder, &CommunityId::from_bytes([7; 32]))
    }

    fn add(to: &Register, by: &MemberSecret, readers: &[MemberKey], name: &str) {
        to.change(by, readers, |all| {
            all.push(Registered::new(name, "214", "")?);
            Ok(())
        })
        .unwrap();
    }

    #[test]
    fn names_are_on_the_disk_for_registrars_only_and_for_those_of_now() {
        let folder = tempfile::tempdir().unwrap();
        let register = register(folder.path());
        let (anna, carme) = (member(1), member(2));
        let both = [anna.public(), carme.public()];
        add(&register, &anna, &both, "Rosa Miralles");
        assert_eq!(register.read(&carme).unwrap()[0].name, "Rosa Miralles");
        assert!(matches!(register.read(&member(3)), Err(RegisterError::Closed)));
        add(&register, &carme, &both[1..], "Omar Diallo");
        assert!(matches!(register.read(&anna), Err(RegisterError::Closed)));
        assert_eq!(register.read(&carme).unwrap().len(), 2);
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(4).any(|four| four == b"Rosa" || four == b"Omar"));
        }
    }

    #[test]
    fn what_was_replaced_is_overwritten_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let register = register(folder.path());
        let anna = member(1);
        add(&register, &anna, &[anna.public()], "Rosa Miralles");
        let kept = folder.path().join("kept");
        // Another name for the same bytes on the disk.
        std::fs::hard_link(&register.path, &kept).unwrap();
        add(&register, &anna, &[anna.public()], "Omar Diallo");
        let old = std::fs::read(&kept).unwrap();
        assert!(!old.is_empty() && old.iter().all(|byte| *byte == 0));
    }

    #[test]
    fn the_register_of_one_community_is_none_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let (one, anna) = (register(folder.path()), member(1));
        add(&one, &anna, &[anna.public()], "Rosa Miralles");
        let other = Register::of(folder.path(), &CommunityId::from_bytes([8; 32]));
        std::fs::copy(&one.path, &other.path).unwrap();
        assert!(matches!(other.read(&anna), Err(RegisterError::Node(_))));
    }

    #[test]
    fn a_card_that_was_drawn_is_found_again_by_its_key() {
        let mut rosa = Registered::new("Rosa", "", "").unwrap();
        rosa.draw_card().unwrap();
        let code = CardCode::read(rosa.code.as_deref().unwrap()).unwrap();
        assert_eq!(rosa.card(), Some(code.invitation().public()));
    }
}
