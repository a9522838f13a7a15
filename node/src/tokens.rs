//! Tokens: what a program shows in the place of a person, who made it on their own page or with
//! `ateneu token new`.
//!
//! ```text
//! tokens/<id>.json   of whom, for what, until when, the hash of the secret, the device's nonce
//! tokens/<id>.acts   the last acts, by the keys under which they were asked for
//!
//! text = "ateneu_" id (16 digits) "_" secret (64 digits)
//! device key = HKDF-SHA-256(secret, community, nonce), as of a seed (`participation_keys::Seed`)
//! ```
//!
//! A token signs with a device of its own, which its person certified while they made it. The key
//! lies in two halves: the program has the secret, the node the nonce. **Neither alone signs**, so
//! that a stolen home acts for nobody, and a token that is revoked signs nowhere any more. It never
//! holds a person's passphrase or member key, and certifies nothing.
//!
//! The files are in no backup: a device that wrote on after a backup was made must not write again
//! from where it was.

mod diary;
mod scope;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use participation::{
    Community, CommunityId, Custody, DeviceKey, DeviceNonce, DeviceSecret, MemberKey, MemberSecret,
    Pen, Seed, Timestamp,
};
use participation_store::SledStore;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub(crate) use diary::{Begun, Diary, Known};
pub(crate) use scope::Scope;

use crate::exit::Failure;
use crate::{files, people, random};

/// Tokens of one person at most.
pub(crate) const MOST: usize = 20;

/// Bytes of a label at most.
pub(crate) const LABEL: usize = 80;

/// Days after which a token can end.
pub(crate) const DAYS: [u16; 3] = [30, 90, 365];

/// Bytes of one of the files at most.
const MAX: usize = 64 * 1024;

/// What is hashed before the secret, so that the hash is of no other use.
const PURPOSE: &[u8] = b"ateneu/token/1";

/// What every token begins with, so that whoever finds one knows what it is.
const MARK: &str = "ateneu_";

const DAY: u64 = 24 * 60 * 60 * 1000;

/// A token as it is kept: without its secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) id: String,
    pub(crate) login: String,
    pub(crate) label: String,
    pub(crate) scopes: Vec<Scope>,
    community: String,
    member: String,
    nonce: String,
    hash: String,
    pub(crate) device: String,
    made: u64,
    expires: u64,
}

impl Kept {
    /// When it was made.
    pub(crate) const fn made(&self) -> Timestamp {
        Timestamp::from_millis(self.made)
    }

    /// When it ends.
    pub(crate) const fn expires(&self) -> Timestamp {
        Timestamp::from_millis(self.expires)
    }

    /// Whether it is for this community.
    pub(crate) fn is_for(&self, community: &CommunityId) -> bool {
        self.community == community.to_string()
    }

    /// The community that it is for.
    pub(crate) fn community(&self) -> &str {
        &self.community
    }

    /// Its device.
    pub(crate) fn device(&self) -> Option<DeviceKey> {
        bytes_of(&self.device).map(DeviceKey::from_bytes)
    }
}

/// A token that a program showed, with the key that it opens.
#[derive(Debug)]
pub(crate) struct Held {
    kept: Kept,
    community: CommunityId,
    member: MemberKey,
    device: DeviceSecret,
}

impl Held {
    pub(crate) fn id(&self) -> &str {
        &self.kept.id
    }

    pub(crate) fn login(&self) -> &str {
        &self.kept.login
    }

    pub(crate) fn label(&self) -> &str {
        &self.kept.label
    }

    pub(crate) fn scopes(&self) -> &[Scope] {
        &self.kept.scopes
    }

    pub(crate) const fn community(&self) -> &CommunityId {
        &self.community
    }

    /// The key of whoever made it.
    pub(crate) const fn member(&self) -> &MemberKey {
        &self.member
    }

    /// With which it signs.
    pub(crate) const fn device(&self) -> &DeviceSecret {
        &self.device
    }

    pub(crate) const fn made(&self) -> Timestamp {
        self.kept.made()
    }

    pub(crate) const fn expires(&self) -> Timestamp {
        self.kept.expires()
    }
}

/// What somebody asks of a token.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) login: &'a str,
    pub(crate) label: &'a str,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) days: u16,
    pub(crate) community: CommunityId,
    pub(crate) member: MemberKey,
}

/// A token that is drawn, and not kept yet: its device is certified first.
#[derive(Debug)]
pub(crate) struct Drawn {
    kept: Kept,
    /// What the program shows. It is shown to its person once.
    pub(crate) text: Zeroizing<String>,
    pub(crate) device: DeviceSecret,
}

impl Drawn {
    /// The token without its secret.
    pub(crate) const fn kept(&self) -> &Kept {
        &self.kept
    }
}

/// The tokens of a node.
#[derive(Debug)]
pub(crate) struct Tokens {
    folder: PathBuf,
}

impl Tokens {
    /// Those of a home.
    pub(crate) fn of(home: &Path) -> Self {
        Self { folder: home.join(people::TOKENS) }
    }

    /// Makes a token: draws it, has its person certify its device, and keeps it.
    pub(crate) fn make(
        &self,
        community: &mut Community<SledStore>,
        member: &MemberSecret,
        plan: Plan<'_>,
        now: Timestamp,
    ) -> Result<Drawn, Failure> {
        let drawn = Self::draw(plan, now)?;
        let mut entropy: fn(&mut [u8]) = random::fill;
        let mut pen = Pen { device: &drawn.device, now, entropy: &mut entropy };
        // The node holds half of its key: nobody else could use it here.
        community.certify(&mut pen, member, Custody::Node)?;
        self.keep(&drawn)?;
        Ok(drawn)
    }

    /// Draws a token.
    fn draw(plan: Plan<'_>, now: Timestamp) -> Result<Drawn, Failure> {
        let id = hex(&random::bytes::<8>()?);
        let secret = Zeroizing::new(random::bytes::<32>()?);
        let nonce = random::bytes::<16>()?;
        let device = device(&secret, &plan.community, nonce);
        let text = Zeroizing::new(format!("{MARK}{id}_{}", *Zeroizing::new(hex(&*secret))));
        let kept = Kept {
            id,
            login: plan.login.to_owned(),
            label: plan.label.to_owned(),
            scopes: plan.scopes,
            community: plan.community.to_string(),
            member: hex(plan.member.as_bytes()),
            nonce: hex(&nonce),
            hash: hex(&hash(&secret)),
            device: hex(device.public().as_bytes()),
            made: now.millis(),
            expires: now.millis().saturating_add(u64::from(plan.days) * DAY),
        };
        Ok(Drawn { kept, text, device })
    }

    /// Keeps a token whose device is certified.
    fn keep(&self, drawn: &Drawn) -> Result<(), Failure> {
        files::make_private_folder(&self.folder)?;
        let bytes = serde_json::to_vec(&drawn.kept).map_err(Failure::system)?;
        files::write_private(&self.path(&drawn.kept.id, "json"), &bytes)
    }

    /// The token of a text that a program showed, unless it was revoked or has ended.
    pub(crate) fn find(&self, text: &str, now: Timestamp) -> Result<Option<Held>, Failure> {
        let parts = text.strip_prefix(MARK).and_then(|rest| rest.split_once('_'));
        let Some((id, secret)) = parts else { return Ok(None) };
        if bytes_of::<8>(id).is_none() {
            return Ok(None);
        }
        let Some(secret) = bytes_of::<32>(secret).map(Zeroizing::new) else { return Ok(None) };
        let Some(kept) = self.read(id)? else { return Ok(None) };
        let own = bytes_of::<32>(&kept.hash).is_some_and(|known| is_same(&known, &hash(&secret)));
        if !own || now.millis() >= kept.expires {
            return Ok(None);
        }
        let parts = bytes_of(&kept.nonce).zip(bytes_of(&kept.member).map(MemberKey::from_bytes));
        let community = kept.community.parse::<CommunityId>().ok();
        Ok(parts.zip(community).map(|((nonce, member), community)| {
            let device = device(&secret, &community, nonce);
            Held { kept, community, member, device }
        }))
    }

    /// The tokens of a person, the newest first; those that have ended too.
    pub(crate) fn of_person(&self, login: &str) -> Result<Vec<Kept>, Failure> {
        let mut all = Vec::new();
        for id in self.ids()? {
            all.extend(self.read(&id)?.filter(|kept| kept.login == login));
        }
        all.sort_by(|one, other| (other.made, &other.id).cmp(&(one.made, &one.id)));
        Ok(all)
    }

    /// Forgets a token: from now on nobody signs with it.
    pub(crate) fn revoke(&self, id: &str) -> Result<(), Failure> {
        for kind in ["json", "acts"] {
            let path = self.path(id, kind);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(files::failed("remove", &path, &error));
                }
                _ => {}
            }
        }
        files::sync_folder(&self.folder)
    }

    /// Whether a token was neither revoked nor has ended.
    pub(crate) fn stands(&self, id: &str, now: Timestamp) -> Result<bool, Failure> {
        Ok(self.read(id)?.is_some_and(|kept| now < kept.expires()))
    }

    /// What a token did, as [`Diary::open`] has it.
    pub(crate) fn diary(
        &self,
        id: &str,
        found: impl Fn(Begun) -> Option<String>,
    ) -> Result<Diary, Failure> {
        Diary::open(self.path(id, "acts"), found)
    }

    fn read(&self, id: &str) -> Result<Option<Kept>, Failure> {
        let path = self.path(id, "json");
        let Some(bytes) = files::read(&path, MAX)? else { return Ok(None) };
        let kept = serde_json::from_slice(&bytes);
        kept.map(Some).map_err(|error| Failure::system(format!("{}: {error}", path.display())))
    }

    fn ids(&self) -> Result<Vec<String>, Failure> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(files::failed("read", &self.folder, &error)),
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Ok(names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect())
    }

    fn path(&self, id: &str, kind: &str) -> PathBuf {
        self.folder.join(format!("{id}.{kind}"))
    }
}

fn device(secret: &[u8; 32], community: &CommunityId, nonce: [u8; 16]) -> DeviceSecret {
    Seed::from_bytes(secret).device(community, &DeviceNonce::from_bytes(nonce))
}

fn hash(secret: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(PURPOSE).chain_update(secret).finalize().into()
}

/// Whether two are the same, in a time that does not tell where they differ.
fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.iter().zip(other).fold(0, |differ, (one, other)| differ | (one ^ other)) == 0
}

/// Bytes as digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Digits as bytes.
pub(crate) fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn drawn(login: &str) -> Drawn {
        let community = CommunityId::from_bytes([1; 32]);
        let member = MemberKey::from_bytes([2; 32]);
        let (scopes, label) = (vec![Scope::Read, Scope::Vote], "un programa");
        Tokens::draw(Plan { login, label, scopes, days: 30, community, member }, NOW).unwrap()
    }

    #[test]
    fn a_token_opens_its_device_until_it_ends_or_is_revoked() {
        let home = tempfile::tempdir().unwrap();
        let tokens = Tokens::of(home.path());
        let drawn = drawn("anna");
        assert!(tokens.find(&drawn.text, NOW).unwrap().is_none(), "not kept yet");
        tokens.keep(&drawn).unwrap();
        let held = tokens.find(&drawn.text, NOW).unwrap().unwrap();
        assert_eq!(held.device().public(), drawn.device.public());
        assert_eq!((held.login(), held.scopes()), ("anna", &[Scope::Read, Scope::Vote][..]));
        let end = Timestamp::from_millis(NOW.millis() + 30 * DAY);
        assert!(tokens.find(&drawn.text, end).unwrap().is_none());
        tokens.revoke(held.id()).unwrap();
        assert!(tokens.find(&drawn.text, NOW).unwrap().is_none());
    }

    #[test]
    fn nothing_on_the_disk_is_the_secret_or_signs() {
        let home = tempfile::tempdir().unwrap();
        let tokens = Tokens::of(home.path());
        let drawn = drawn("anna");
        tokens.keep(&drawn).unwrap();
        let file = fs::read_to_string(tokens.path(&drawn.kept.id, "json")).unwrap();
        let secret = drawn.text.rsplit('_').next().unwrap();
        assert!(!file.contains(secret));
        let hash = bytes_of::<32>(&drawn.kept.hash).unwrap();
        let nonce = bytes_of(&drawn.kept.nonce).unwrap();
        let by_hash = device(&hash, &CommunityId::from_bytes([1; 32]), nonce);
        assert_ne!(by_hash.public(), drawn.device.public());
    }

    #[test]
    fn a_text_that_is_nearly_a_token_opens_nothing() {
        let home = tempfile::tempdir().unwrap();
        let tokens = Tokens::of(home.path());
        let drawn = drawn("anna");
        tokens.keep(&drawn).unwrap();
        let text = drawn.text.as_str();
        let flipped = text.strip_suffix(|_: char| true).unwrap();
        let last = if text.ends_with('0') { '1' } else { '0' };
        for wrong in
            ["", "ateneu_", "ateneu__", "ateneu_../../x_00", flipped, &format!("{flipped}{last}")]
        {
            assert!(tokens.find(wrong, NOW).unwrap().is_none(), "{wrong:?}");
        }
        assert!(tokens.find(&text.replace("ateneu_", "ateneu_é"), NOW).unwrap().is_none());
    }
}
