//! The operating system's randomness and clock: the only place that asks for either.

use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use participation::Timestamp;

use crate::exit::Failure;

/// `N` fresh random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    try_fill(&mut bytes).map_err(Failure::system)?;
    Ok(bytes)
}

/// Fills with fresh random bytes, for a store's keys.
pub(crate) fn try_fill(bytes: &mut [u8]) -> io::Result<()> {
    getrandom::fill(bytes)
        .map_err(|error| io::Error::other(format!("the system gives no random bytes: {error}")))
}

/// Fills with fresh random bytes, for a [`participation::Pen`]. To sign with bytes that are not
/// random would harm its author, so where the system has none the program ends with status 3.
pub(crate) fn fill(bytes: &mut [u8]) {
    if let Err(error) = try_fill(bytes) {
        crate::print::note(format_args!("error: {error}"));
        if crate::caller::is_another() {
            // A node goes on; what asked for this does not.
            std::panic::resume_unwind(Box::new("no random bytes"));
        }
        std::process::exit(3);
    }
}

/// The time that the system's clock shows; 0 for one that is set before 1970.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
