//! What a process asks a running node for: a command line, and the surroundings that it was typed
//! in.
//!
//! ```text
//! request  = version, folder, process: u32, terminals: u8, width: u16, arguments, variables
//! text     = length: u32 BE, bytes
//! list     = count: u32 BE, texts
//! ```

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

use zeroize::{Zeroize, Zeroizing};

use crate::caller::{self, Terminals};
use crate::exit::Failure;

/// Bytes of a request at most: more than the arguments that systems let a process have.
pub(super) const MAX_REQUEST: usize = 4 * 1024 * 1024;

/// Texts in a list at most.
const MAX_LIST: u32 = 64 * 1024;

/// Variables that a command looks at.
const VARIABLES: [&str; 8] = [
    "ATENEU_PASSPHRASE",
    "ATENEU_PASSPHRASE_FILE",
    "ATENEU_NEW_PASSPHRASE",
    "ATENEU_NEW_PASSPHRASE_FILE",
    "ATENEU_KEYSTORE_COST",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
];

/// A request. What it holds is overwritten when it is dropped: there may be passphrases in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) version: Vec<u8>,
    pub(super) folder: PathBuf,
    pub(super) process: u32,
    pub(super) terminals: Terminals,
    arguments: Vec<Vec<u8>>,
    variables: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Request {
    /// What this process was asked for.
    pub(super) fn own(arguments: &[OsString]) -> Result<Self, Failure> {
        let folder = std::env::current_dir().map_err(|error| {
            Failure::system(format!("the folder that this was started in is gone: {error}"))
        })?;
        let variables = VARIABLES.into_iter().filter_map(|name| {
            std::env::var_os(name).map(|value| (name.as_bytes().to_vec(), value.into_vec()))
        });
        Ok(Self {
            version: super::VERSION.as_bytes().to_vec(),
            folder,
            process: std::process::id(),
            terminals: caller::own_terminals(),
            arguments: arguments.iter().map(|text| text.as_bytes().to_vec()).collect(),
            variables: variables.collect(),
        })
    }

    /// The command line.
    pub(super) fn arguments(&self) -> impl Iterator<Item = OsString> {
        self.arguments.iter().cloned().map(OsString::from_vec)
    }

    /// A variable.
    pub(super) fn variable(&self, name: &str) -> Option<OsString> {
        let found = self.variables.iter().find(|(known, _)| known == name.as_bytes());
        found.map(|(_, value)| OsString::from_vec(value.clone()))
    }

    pub(super) fn encode(&self) -> Zeroizing<Vec<u8>> {
        let texts = self.arguments.iter().chain(self.variables.iter().flat_map(|(a, b)| [a, b]));
        let length = texts.map(|text| 4 + text.len()).sum::<usize>();
        let around = 32 + self.version.len() + self.folder.as_os_str().len();
        // What grows leaves copies of secrets behind.
        let mut out = Zeroizing::new(Vec::with_capacity(length + around));
        let Terminals { input, out: output, err, width } = self.terminals;
        text(&mut out, &self.version);
        text(&mut out, self.folder.as_os_str().as_bytes());
        out.extend_from_slice(&self.process.to_be_bytes());
        out.push(u8::from(input) | u8::from(output) << 1 | u8::from(err) << 2);
        out.extend_from_slice(&width.to_be_bytes());
        count(&mut out, self.arguments.len());
        self.arguments.iter().for_each(|argument| text(&mut out, argument));
        count(&mut out, self.variables.len());
        for (name, value) in &self.variables {
            text(&mut out, name);
            text(&mut out, value);
        }
        out
    }

    /// Reads a request; `None` for bytes that are none.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes);
        let version = input.text()?;
        let folder = PathBuf::from(OsString::from_vec(input.text()?));
        let process = u32::from_be_bytes(input.take()?);
        let [flags] = input.take()?;
        let width = u16::from_be_bytes(input.take()?);
        let set = |bit: u8| flags & bit != 0;
        let terminals = Terminals { input: set(1), out: set(2), err: set(4), width };
        let arguments = input.list(Input::text)?;
        let variables = input.list(|input| Some((input.text()?, input.text()?)))?;
        let whole = input.0.is_empty() && flags < 8 && folder.is_absolute();
        whole.then_some(Self { version, folder, process, terminals, arguments, variables })
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.arguments.zeroize();
        for (_, value) in &mut self.variables {
            value.zeroize();
        }
    }
}

/// What is left to read.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn length(&mut self) -> Option<u32> {
        self.take().map(u32::from_be_bytes)
    }

    fn text(&mut self) -> Option<Vec<u8>> {
        let length = usize::try_from(self.length()?).ok()?;
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken.to_vec())
    }

    /// Each item takes four bytes at least, so that a count claims no more than is there.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.length().filter(|count| *count <= MAX_LIST)?;
        (0..count).map(|_| item(self)).collect()
    }
}

fn text(out: &mut Vec<u8>, bytes: &[u8]) {
    count(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// What is longer than a frame's length can say is refused as too long by whoever reads it.
fn count(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        Request {
            version: b"1".to_vec(),
            folder: "/tmp/a".into(),
            process: 7,
            terminals: Terminals { input: true, out: false, err: true, width: 120 },
            arguments: vec![b"ateneu".to_vec(), vec![0xff], Vec::new()],
            variables: vec![(b"ATENEU_PASSPHRASE".to_vec(), b"plou poc".to_vec())],
        }
    }

    #[test]
    fn a_request_reads_back() {
        assert_eq!(Request::decode(&request().encode()), Some(request()));
    }

    #[test]
    fn no_piece_and_no_more_of_a_request_is_one() {
        let bytes = request().encode();
        for length in 0..bytes.len() {
            assert_eq!(Request::decode(&bytes[..length]), None, "{length}");
        }
        assert_eq!(Request::decode(&[bytes.as_slice(), &[0]].concat()), None);
    }

    #[test]
    fn a_count_that_there_is_not_allocates_nothing() {
        let mut bytes = request().encode();
        let place = bytes.len() - (4 + 4 + 17 + 4 + 8);
        bytes[place..place + 4].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(Request::decode(&bytes), None);
    }
}
