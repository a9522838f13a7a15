//! How a command ends: exit status 0 done and yes, 1 the answer is no, 2 wrong usage or input,
//! 3 the system failed.

use std::io::ErrorKind;

use participation::{BundleError, Error, StoreError};
use participation_keys::{DidError, KeystoreError, SheetError};
use thiserror::Error as ThisError;

use crate::print;

/// Why a command did not end with "done" or "yes". A message says what is wrong, where, and what
/// to do.
#[derive(Debug, ThisError)]
pub(crate) enum Failure {
    /// A question was asked, and the answer is no. An empty message prints nothing: the answer
    /// stands on standard output already.
    #[error("{0}")]
    No(String),
    /// What was typed or what a file holds is wrong. Nothing has changed.
    #[error("{0}")]
    Input(String),
    /// The disk, the memory or the operating system failed.
    #[error("{0}")]
    System(String),
}

impl Failure {
    /// The answer is no.
    pub(crate) fn no(message: impl ToString) -> Self {
        Self::No(message.to_string())
    }

    /// The input is wrong.
    pub(crate) fn input(message: impl ToString) -> Self {
        Self::Input(message.to_string())
    }

    /// The system failed.
    pub(crate) fn system(message: impl ToString) -> Self {
        Self::System(message.to_string())
    }

    /// Puts words before the message.
    pub(crate) fn after(self, words: impl std::fmt::Display) -> Self {
        match self {
            Self::No(message) => Self::No(format!("{words}: {message}")),
            Self::Input(message) => Self::Input(format!("{words}: {message}")),
            Self::System(message) => Self::System(format!("{words}: {message}")),
        }
    }

    /// Prints one line to standard error and gives the exit status.
    pub(crate) fn report(&self) -> u8 {
        let (word, status) = match self {
            Self::No(_) => ("no", 1),
            Self::Input(_) => ("error", 2),
            Self::System(_) => ("error", 3),
        };
        let message = print::safe(&self.to_string());
        if !message.is_empty() {
            print::note(format_args!("{word}: {message}"));
        }
        status
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        // Whatever else it refuses was asked for wrongly, or by somebody who may not.
        let failed = matches!(
            error,
            Error::Store(_) | Error::Replay { .. } | Error::Gaps { .. } | Error::Stopped
        );
        if failed { Self::system(error) } else { Self::input(error) }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::system(error)
    }
}

impl From<BundleError> for Failure {
    fn from(error: BundleError) -> Self {
        if let BundleError::Community(error) = error {
            return error.into();
        }
        // A folder in the place of a file was named wrongly, and a sealed file that was changed says
        // so; nothing failed.
        let failed = matches!(
            &error,
            BundleError::Io { source, .. }
                if !matches!(source.kind(), ErrorKind::IsADirectory | ErrorKind::InvalidData)
        );
        if failed { Self::system(error) } else { Self::input(error) }
    }
}

impl From<KeystoreError> for Failure {
    fn from(error: KeystoreError) -> Self {
        if matches!(error, KeystoreError::Memory { .. }) {
            Self::system(error)
        } else {
            Self::input(error)
        }
    }
}

impl From<SheetError> for Failure {
    fn from(error: SheetError) -> Self {
        Self::input(error)
    }
}

impl From<DidError> for Failure {
    fn from(error: DidError) -> Self {
        Self::input(error)
    }
}

impl From<crate::rehearsal::PlanError> for Failure {
    fn from(error: crate::rehearsal::PlanError) -> Self {
        Self::input(error)
    }
}
