//! Where passphrases come from: a file, the environment, the home's file `unlock`, a terminal.

use std::path::{Path, PathBuf};

use participation_keys::MAX_PASSPHRASE;
use zeroize::Zeroizing;

use super::alone;
use crate::caller::{self, Question};
use crate::exit::Failure;
use crate::files;
use crate::random;
use crate::settings;

/// Bytes of the file `unlock`.
const UNLOCK: usize = 32;

/// A passphrase on its way.
pub(crate) type Passphrase = Zeroizing<String>;

/// Where the passphrase of a command comes from.
#[derive(Debug)]
pub(crate) struct Passphrases {
    typed: Option<Passphrase>,
    file: Option<PathBuf>,
    variable: &'static str,
}

impl Passphrases {
    /// For keys that are there: `--passphrase-file` or `ATENEU_PASSPHRASE`.
    pub(crate) const fn current(file: Option<PathBuf>) -> Self {
        Self { typed: None, file, variable: "ATENEU_PASSPHRASE" }
    }

    /// For the passphrase that comes next: `--new-passphrase-file` or `ATENEU_NEW_PASSPHRASE`.
    pub(crate) const fn next(file: Option<PathBuf>) -> Self {
        Self { typed: None, file, variable: "ATENEU_NEW_PASSPHRASE" }
    }

    /// One that is at hand: somebody typed it on the page, or it is that of a sample.
    pub(crate) const fn typed(passphrase: Passphrase) -> Self {
        Self { typed: Some(passphrase), file: None, variable: "ATENEU_PASSPHRASE" }
    }

    /// What was given without asking. A line's end at the end of a file is not part of it.
    pub(crate) fn given(&self) -> Result<Option<Passphrase>, Failure> {
        if let Some(typed) = &self.typed {
            return Ok(Some(typed.clone()));
        }
        if let Some(path) = &self.file {
            let bytes = files::bounded(files::open(path)?, MAX_PASSPHRASE + 2)
                .map_err(|failure| failure.after(path.display()))?;
            let text = std::str::from_utf8(&bytes).map_err(|_| {
                Failure::input(format!("the passphrase in {} is not UTF-8", path.display()))
            })?;
            let text = text.strip_suffix('\n').unwrap_or(text);
            let text = text.strip_suffix('\r').unwrap_or(text);
            return Ok(Some(Zeroizing::new(text.to_owned())));
        }
        match caller::variable(self.variable)? {
            Some(given) => Ok(Some(given)),
            None => settings::secret_file(&format!("{}_FILE", self.variable)),
        }
    }

    /// For keys that are being made: what was given, or typed twice on a terminal. `None` means
    /// that there shall be none.
    pub(crate) fn for_new(&self, name: &str) -> Result<Option<Passphrase>, Failure> {
        if let Some(given) = self.given()? {
            return Ok(Some(given));
        }
        if !caller::can_ask() {
            return Ok(None);
        }
        let first = ask(&format!("New passphrase for the keys of {name} (empty for none): "))?;
        if first.is_empty() {
            return Ok(None);
        }
        if *ask("The same again: ")? != *first {
            return Err(Failure::input("the two passphrases differ: nothing was changed"));
        }
        Ok(Some(first))
    }
}

/// Asks on the terminal, without showing what is typed.
pub(super) fn ask(prompt: &str) -> Result<Passphrase, Failure> {
    caller::ask(Question::Hidden(prompt.to_owned()))
}

/// What stands in for a passphrase where none was given: 32 random bytes in a file of the home.
pub(super) fn unlock(home: &Path) -> Result<Option<Passphrase>, Failure> {
    let bytes = files::read(&home.join("unlock"), UNLOCK)?;
    Ok(bytes.map(|bytes| {
        let mut text = Zeroizing::new(String::with_capacity(2 * UNLOCK));
        for byte in bytes.iter() {
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
            }
        }
        text
    }))
}

/// The same, made where there is none yet.
pub(super) fn unlock_or_make(home: &Path) -> Result<Passphrase, Failure> {
    // Two that were made would each open half of the keys.
    let _alone = alone();
    if let Some(there) = unlock(home)? {
        return Ok(there);
    }
    let bytes = Zeroizing::new(random::bytes::<UNLOCK>()?);
    files::write_private(&home.join("unlock"), bytes.as_slice())?;
    unlock(home)?.ok_or_else(|| Failure::system("the file `unlock` was just written and is gone"))
}
