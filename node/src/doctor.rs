//! The doctor: looks a home over, says what it found, and puts right what can be put right safely.
//!
//! What it says is in `ateneu_page::doctor`, so that the command line and the keepers' desk say the
//! same. It is given the time.

mod around;
mod communities;
mod files;
mod kept;

pub(crate) use around::answers;

use std::path::Path;

use ateneu_page::doctor::{Check, Finding, Found};
use participation::Timestamp;

use crate::exit::Failure;
use crate::home::Home;
use crate::serving::Serving;

/// How thoroughly it looks, and whether it mends.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct How {
    /// Put right what can be put right safely.
    pub(crate) fix: bool,
    /// How far stores are read.
    pub(crate) depth: Depth,
}

/// How far stores are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Depth {
    /// They open: for a page that somebody waits for.
    #[default]
    Open,
    /// Every record is what was written.
    Records,
    /// Everything is recomputed from the entries.
    Audit,
}

/// Looks over a home that is open; `serving` is the node that runs in it, if one does.
///
/// # Errors
/// [`Failure`] where the system gives no answer.
pub(crate) fn look(
    home: &Home,
    serving: Option<&Serving>,
    how: How,
    now: Timestamp,
) -> Result<Vec<Finding>, Failure> {
    let mut all = vec![of(Check::Home, Found::Good(String::new()))];
    all.extend(files::look(home.path(), how.fix, serving.is_some())?);
    all.push(communities::stores(home, how)?);
    all.push(around::clock(home, now)?);
    all.push(of(Check::Files, files::limit()));
    all.extend(around::reached(serving));
    all.extend(communities::heard(home, serving.is_some(), now)?);
    all.extend(kept::look(home, now)?);
    all.push(of(Check::Version, Found::Good(format!("ateneu {}", env!("CARGO_PKG_VERSION")))));
    all.sort_by_key(|finding| finding.check);
    Ok(all)
}

/// Looks over a home that does not open.
///
/// # Errors
/// As [`look`].
pub(crate) fn look_closed(path: &Path, why: &Failure, fix: bool) -> Result<Vec<Finding>, Failure> {
    let mut all = vec![of(Check::Home, Found::Home(why.to_string()))];
    all.extend(files::look(path, fix, true)?);
    Ok(all)
}

/// What came of a check that mends nothing.
const fn of(check: Check, found: Found) -> Finding {
    Finding { check, found, fixed: false }
}

/// Looks, and where something is wrong and may be put right, does that and looks again.
fn mended(
    check: Check,
    fix: bool,
    look: impl Fn() -> Found,
    mend: impl FnOnce() -> Result<(), Failure>,
) -> Finding {
    let found = look();
    if !fix || matches!(found, Found::Good(_)) {
        return of(check, found);
    }
    if let Err(failure) = mend() {
        tracing::warn!(%failure, check = check.code(), "could not be put right");
    }
    let found = look();
    Finding { check, fixed: matches!(found, Found::Good(_)), found }
}

/// At most so many names, and how many more there are.
fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    let shown: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    let more = names.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
