//! One person's keystore, open.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use participation::{Community, CommunityId, DeviceNonce, MemberKey, Persona, Seed, Store};
use participation_keys::{Cost, DeviceRecord, Keystore, KeystoreError, Label, MAX_FILE};
use zeroize::Zeroizing;

use super::passphrase::{self, Passphrase, Passphrases};
use super::{alone, by_file_path, check_name, keys_path, refuse_changed, renew_path, renewals};
use crate::caller;
use crate::exit::Failure;
use crate::home::Home;
use crate::{files, layout, print, random};

/// How often a passphrase may be typed wrongly.
const TRIES: usize = 3;

/// A person whose keys are open. What is changed is not kept until [`Person::save`].
#[derive(Debug)]
pub(crate) struct Person {
    name: String,
    keystore: Keystore,
    passphrase: Passphrase,
    /// The passphrase is the home's file `unlock`.
    by_file: bool,
    home: PathBuf,
    is_new: bool,
    /// What the passphrase costs from now on, where that was settled.
    cost: Option<Cost>,
    /// What the file holds, as far as this knows.
    file: Option<Zeroizing<Vec<u8>>>,
}

impl Person {
    /// Opens the keys of a person.
    pub(crate) fn open(
        home: &Home,
        passphrases: &Passphrases,
        name: &str,
    ) -> Result<Self, Failure> {
        check_name(name)?;
        let path = keys_path(&home.people(), name);
        let Some(file) = files::read(&path, MAX_FILE)? else {
            return Err(Failure::input(format!(
                "this node holds no keys of {name:?}: make them with `ateneu person new {name}`, or name another person with --as"
            )));
        };
        let (keystore, passphrase, by_file) = unseal(home, passphrases, name, &file)?;
        let home = home.path().to_owned();
        let (name, file, is_new) = (name.to_owned(), Some(file), false);
        let mut person =
            Self { name, keystore, passphrase, by_file, home, is_new, cost: None, file };
        person.renew()?;
        Ok(person)
    }

    /// Draws the keys of a new person.
    pub(crate) fn draw(
        home: &Home,
        passphrases: &Passphrases,
        name: &str,
    ) -> Result<Self, Failure> {
        let seed = Zeroizing::new(random::bytes::<32>()?);
        Self::of_seed(home, passphrases, name, Seed::from_bytes(&seed))
    }

    /// A new person with a seed from paper.
    pub(crate) fn of_seed(
        home: &Home,
        passphrases: &Passphrases,
        name: &str,
        seed: Seed,
    ) -> Result<Self, Failure> {
        check_name(name)?;
        if keys_path(&home.people(), name).exists() {
            return Err(Failure::input(format!("this node holds keys of {name:?} already")));
        }
        let given = passphrases.for_new(name)?;
        let by_file = given.is_none();
        let passphrase = match given {
            Some(given) => given,
            None => passphrase::unlock_or_make(home.path())?,
        };
        Ok(Self {
            name: name.to_owned(),
            keystore: Keystore::new(seed),
            passphrase,
            by_file,
            home: home.path().to_owned(),
            is_new: true,
            cost: None,
            file: None,
        })
    }

    /// Opens the keys of a person, or draws them where there are none.
    pub(crate) fn open_or_draw(
        home: &Home,
        passphrases: &Passphrases,
        name: &str,
    ) -> Result<Self, Failure> {
        if super::is_here(&home.people(), name) {
            Self::open(home, passphrases, name)
        } else {
            Self::draw(home, passphrases, name)
        }
    }

    /// The same person, whose passphrase costs the least work that is allowed: everybody may know
    /// it.
    pub(crate) fn at_least_cost(self) -> Self {
        Self { cost: Some(Cost::FLOOR), ..self }
    }

    /// The name on this node.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The seed, for a recovery sheet.
    pub(crate) const fn seed(&self) -> &Seed {
        self.keystore.seed()
    }

    /// The person's keys in a community, with the device of this nonce. Founders' keys are made
    /// for the founding's nonce, everybody else's for the community's id.
    pub(crate) fn persona<S: Store>(
        &self,
        community: &Community<S>,
        device: &DeviceNonce,
    ) -> Persona {
        if let Some((_, founding)) = community.view().facts().founding() {
            let founder = Persona::founder(self.seed(), founding.nonce, device);
            let key = founder.member.public();
            let sits = founding.seats.seats.iter().any(|seat| seat.member == key);
            if sits || founding.roles.iter().any(|(_, member)| *member == key) {
                return founder;
            }
        }
        Persona::new(self.seed(), &community.id(), device)
    }

    /// The person's member key in a community.
    pub(crate) fn member<S: Store>(&self, community: &Community<S>) -> MemberKey {
        self.persona(community, &DeviceNonce::from_bytes([0; 16])).member.public()
    }

    /// The nonce of the device that this node writes with, if there is one.
    pub(crate) fn device(&self, community: &CommunityId) -> Option<DeviceNonce> {
        self.keystore.device(community).map(|(record, _)| *record.nonce())
    }

    /// Draws a new device for a community.
    pub(crate) fn new_device(&mut self, community: &CommunityId) -> Result<DeviceNonce, Failure> {
        let nonce = DeviceNonce::from_bytes(random::bytes()?);
        self.add_device(community, nonce)?;
        Ok(nonce)
    }

    /// Adds a device whose nonce was drawn before.
    pub(crate) fn add_device(
        &mut self,
        community: &CommunityId,
        nonce: DeviceNonce,
    ) -> Result<(), Failure> {
        let record = DeviceRecord::new(*community, nonce, Label::fixed("this node"));
        Ok(self.keystore.add_device(record)?)
    }

    /// Forgets the devices of a community.
    pub(crate) fn forget_devices(
        &mut self,
        of: impl Fn(&CommunityId) -> bool,
    ) -> Result<(), Failure> {
        for record in self.keystore.clear_devices() {
            if !of(record.community()) {
                self.keystore.add_device(record)?;
            }
        }
        Ok(())
    }

    /// Puts the keys under another passphrase: `None` for the home's file `unlock`.
    pub(crate) fn change_passphrase(&mut self, next: Option<Passphrase>) -> Result<(), Failure> {
        self.by_file = next.is_none();
        self.passphrase = match next {
            Some(next) => next,
            None => passphrase::unlock_or_make(&self.home)?,
        };
        self.save()
    }

    /// Whether the keys have no passphrase of their own.
    pub(crate) const fn is_by_file(&self) -> bool {
        self.by_file
    }

    /// Makes the keystore durable.
    pub(crate) fn save(&mut self) -> Result<(), Failure> {
        let people = self.home.join("people");
        let cost = self.cost.unwrap_or_else(cost);
        let file =
            self.keystore.seal(&self.passphrase, cost, random::bytes()?, random::bytes()?)?;
        let mark = by_file_path(&people, &self.name);
        let path = keys_path(&people, &self.name);
        let _alone = alone();
        refuse_changed(&path, self.file.as_ref().map(|file| file.as_slice()), MAX_FILE)?;
        // The mark only says what to try first: a wrong one costs time, never access.
        if self.by_file {
            files::write_private(&mark, b"")?;
        }
        files::write_private(&path, &file)?;
        self.file = Some(Zeroizing::new(file));
        if !self.by_file {
            remove(&mark)?;
        }
        if self.by_file && self.is_new {
            self.say_by_file();
        }
        self.is_new = false;
        Ok(())
    }

    /// Says what protects the keys: at length for the first of a command, briefly for the others.
    fn say_by_file(&self) {
        // Each command has a thread of its own.
        thread_local! { static SAID: Cell<bool> = const { Cell::new(false) } }
        let name = &self.name;
        if SAID.replace(true) {
            print::note(format_args!("note: the same holds for the keys of {name}"));
            return;
        }
        print::note(layout::paragraph(&format!(
            "note: no passphrase was given, so the keys of {name} are protected only by the permissions of the files in {}: who can read those can act in that name. `ateneu passphrase change --as {name}` sets one.",
            self.home.display()
        )));
    }

    /// Forgets the devices that must not be written with any more.
    fn renew(&mut self) -> Result<(), Failure> {
        let path = renew_path(&self.home.join("people"), &self.name);
        if !path.exists() {
            return Ok(());
        }
        let lines = renewals(&path)?;
        let all = lines.contains("all");
        self.forget_devices(|community| all || lines.contains(&community.to_string()))?;
        self.save()?;
        remove(&path)
    }
}

/// How much work a passphrase costs; the least that is allowed where a test asks for it.
fn cost() -> Cost {
    let asked = caller::variable("ATENEU_KEYSTORE_COST").ok().flatten();
    match asked.as_deref().map(String::as_str) {
        Some("floor") => Cost::FLOOR,
        _ => Cost::default(),
    }
}

/// Opens a keystore with the first passphrase that there is.
fn unseal(
    home: &Home,
    passphrases: &Passphrases,
    name: &str,
    file: &[u8],
) -> Result<(Keystore, Passphrase, bool), Failure> {
    let named =
        |error: KeystoreError| Failure::from(error).after(format_args!("the keys of {name}"));
    let marked = by_file_path(&home.people(), name).exists();
    let unlock = if marked { passphrase::unlock(home.path())? } else { None };
    if let Some(unlock) = unlock {
        match Keystore::open(file, &unlock) {
            Ok(keystore) => return Ok((keystore, unlock, true)),
            // The passphrase was changed, and the mark not yet removed.
            Err(error) if error.is_refused() => {}
            Err(error) => return Err(named(error)),
        }
    }
    if let Some(given) = passphrases.given()? {
        let keystore = Keystore::open(file, &given).map_err(named)?;
        return Ok((keystore, given, false));
    }
    if !caller::can_ask() {
        return Err(Failure::input(format!(
            "the keys of {name} need their passphrase: give --passphrase-file, set ATENEU_PASSPHRASE, or run this on a terminal"
        )));
    }
    let mut last = None;
    for _ in 0..TRIES {
        let typed = passphrase::ask(&format!("Passphrase for the keys of {name}: "))?;
        match Keystore::open(file, &typed) {
            Ok(keystore) => return Ok((keystore, typed, false)),
            Err(error) if error.is_refused() => {
                print::note("wrong passphrase");
                last = Some(error);
            }
            Err(error) => return Err(named(error)),
        }
    }
    Err(last.map_or_else(|| Failure::input("no passphrase was typed"), named))
}

fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(files::failed("remove", path, &error))
        }
        _ => Ok(()),
    }
}
