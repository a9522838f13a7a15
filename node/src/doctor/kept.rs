//! Backups, their sheet, passphrases and keepers.

use ateneu_page::doctor::{Check, Finding, Found};
use participation::Timestamp;

use super::{listed, of};
use crate::backups::{Every, History};
use crate::dates;
use crate::exit::Failure;
use crate::home::Home;
use crate::people;

/// Milliseconds after which a backup that nobody scheduled is old.
const OLD: u64 = 7 * 24 * 60 * 60 * 1000;

/// How a home is kept.
pub(super) fn look(home: &Home, now: Timestamp) -> Result<[Finding; 4], Failure> {
    let keeping = home.keeping();
    let sheet = match keeping.sheet {
        Some(printed) => Found::Good(day(printed)),
        None => Found::NoSheet,
    };
    let unlocked = people::unlocked(&home.people())?;
    let passphrases = if unlocked.is_empty() {
        Found::Good(people::names(&home.people())?.len().to_string())
    } else {
        Found::Unlocked(listed(&unlocked))
    };
    let keepers: Vec<String> = keeping.keepers.into_iter().collect();
    let keepers = if keepers.is_empty() { Found::NoKeeper } else { Found::Good(listed(&keepers)) };
    Ok([
        of(Check::Backups, backups(&History::read(home.path()), keeping.backups.every, now)),
        of(Check::Sheet, sheet),
        of(Check::Passphrases, passphrases),
        of(Check::Keepers, keepers),
    ])
}

fn backups(history: &History, every: Every, now: Timestamp) -> Found {
    if let Some(failed) = &history.failed {
        return Found::FailedBackup(failed.why.clone());
    }
    let Some(good) = &history.good else { return Found::NoBackup };
    // Twice the time from one to the next: a node that was off for a night is not ill.
    let old = every.period().map_or(OLD, |period| period.saturating_mul(2));
    if now.millis().saturating_sub(good.at) > old {
        return Found::OldBackup(day(good.at));
    }
    Found::Good(day(good.at))
}

fn day(millis: u64) -> String {
    dates::shown(Timestamp::from_millis(millis))
}
