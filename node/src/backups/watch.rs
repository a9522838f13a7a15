//! Sees to it that backups are made while a node runs.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use participation::Timestamp;

use super::{History, take};
use crate::caller::{self, Nobody};
use crate::exit::Failure;
use crate::home::Home;
use crate::random;

/// How often it is looked whether one is due.
const OFTEN: Duration = Duration::from_secs(60);

/// A node's watch over its backups; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watch(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    asked: bool,
    busy: bool,
    ends: bool,
}

impl Watch {
    /// Begins to watch, on a thread of its own.
    ///
    /// # Errors
    /// [`Failure::System`] where there is no thread.
    pub(crate) fn start(&self, home: Arc<Home>) -> Result<JoinHandle<()>, Failure> {
        let watch = self.clone();
        let run = move || caller::run_for(Arc::new(Nobody), || watch.run(&home));
        thread::Builder::new().name("backups".to_owned()).spawn(run).map_err(Failure::system)
    }

    fn run(&self, home: &Home) {
        loop {
            let asked = {
                let mut state = self.state();
                if state.ends {
                    return;
                }
                state.busy = true;
                std::mem::take(&mut state.asked)
            };
            tick(home, asked, random::now());
            let mut state = self.state();
            state.busy = false;
            let idle = |state: &mut State| !state.asked && !state.ends;
            drop(
                self.0
                    .changed
                    .wait_timeout_while(state, OFTEN, idle)
                    .unwrap_or_else(PoisonError::into_inner),
            );
        }
    }

    /// Asks for a backup as soon as may be.
    pub(crate) fn ask(&self) {
        self.state().asked = true;
        self.0.changed.notify_all();
    }

    /// Whether one was asked for and is not there yet.
    pub(crate) fn is_asked(&self) -> bool {
        let state = self.state();
        state.asked || state.busy
    }

    /// Makes no more.
    pub(crate) fn end(&self) {
        self.state().ends = true;
        self.0.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes a backup where one is due at this time, or was asked for; gives whether it made one.
fn tick(home: &Home, asked: bool, now: Timestamp) -> bool {
    let due = home.keeping().backups.every.is_due(&History::read(home.path()), now.millis());
    if !asked && !due {
        return false;
    }
    match take(home, now) {
        Ok(taken) => tracing::info!(file = taken.file, "a backup was made and restored"),
        Err(failure) => tracing::error!(%failure, "no backup was made"),
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backups::Every;
    use crate::backups::taking::held;

    const DAY: u64 = 24 * 60 * 60 * 1000;

    #[test]
    fn a_clock_drives_the_backups_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::make(&folder.path().join("home"), "").unwrap();
        let at = |day: u64| Timestamp::from_millis(1_790_000_000_000 + day * DAY);
        assert!(!tick(&home, false, at(0)), "nobody has settled it");
        let settle = |every, keep| {
            home.keep(|keeping| {
                (keeping.backups.every, keeping.backups.keep) = (every, keep);
                Ok(())
            })
        };
        settle(Every::Day, 3).unwrap();
        assert!(tick(&home, false, at(0)));
        assert!(!tick(&home, false, Timestamp::from_millis(at(1).millis() - 1)));
        for day in 1..6 {
            assert!(tick(&home, false, at(day)), "{day}");
            assert!(!tick(&home, false, at(day)), "{day}");
        }
        let files = held(&home.path().join("backups"));
        assert_eq!(files.len(), 3);
        let history = History::read(home.path());
        assert_eq!(history.good.unwrap().file, files[2].display().to_string());
        assert!(history.failed.is_none());
        settle(Every::Never, 3).unwrap();
        assert!(!tick(&home, false, at(30)));
        assert!(tick(&home, true, at(30)), "somebody asks");
    }

    #[test]
    fn a_disk_that_is_not_there_is_told_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::make(&folder.path().join("home"), "").unwrap();
        let disk = folder.path().join("disk");
        home.keep(|keeping| {
            keeping.backups.every = Every::Day;
            keeping.backups.folder = Some(disk.display().to_string());
            Ok(())
        })
        .unwrap();
        let at = |minutes: u64| Timestamp::from_millis(1_790_000_000_000 + minutes * 60_000);
        assert!(tick(&home, false, at(0)));
        let history = History::read(home.path());
        assert!(history.failed.unwrap().why.contains("plugged in"));
        assert!(!tick(&home, false, at(59)));
        std::fs::create_dir(&disk).unwrap();
        assert!(tick(&home, false, at(60)));
        let history = History::read(home.path());
        assert!(history.failed.is_none() && history.good.is_some());
        assert_eq!(held(&disk).len(), 1);
    }
}
