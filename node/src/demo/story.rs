//! What happens in the sample, told in any order and played in the order of time.

use participation::Timestamp;

use super::stage::Stage;
use crate::exit::Failure;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// When the neighbourhood gets up.
const WAKES: u64 = 7 * HOUR;

/// A time of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(u64);

impl Moment {
    /// So many hours later.
    pub(super) const fn later(self, hours: u64) -> Self {
        Self(self.0.saturating_add(hours * HOUR))
    }

    /// The same, or the next morning where it is night.
    pub(super) const fn awake(self) -> Self {
        if self.0 % DAY < WAKES { Self(self.0 - self.0 % DAY + WAKES) } else { self }
    }

    /// As entries claim it.
    pub(super) const fn time(self) -> Timestamp {
        Timestamp::from_millis(self.0)
    }
}

type Act = Box<dyn FnOnce(&mut Stage) -> Result<(), Failure>>;

/// A story whose last days are the days before now.
pub(super) struct Story {
    now: u64,
    acts: Vec<(Moment, Act)>,
}

impl Story {
    pub(super) const fn until(now: Timestamp) -> Self {
        Self { now: now.millis(), acts: Vec::new() }
    }

    /// An hour of a day that lies so many days back; yesterday is 1.
    pub(super) const fn day(&self, back: u64, hour: u64) -> Moment {
        let midnight = self.now - self.now % DAY;
        Moment(midnight.saturating_sub(back * DAY) + hour * HOUR)
    }

    /// An hour of a day that lies so many days ahead.
    pub(super) const fn ahead(&self, days: u64, hour: u64) -> Moment {
        Moment(self.now - self.now % DAY + days * DAY + hour * HOUR)
    }

    /// So many hours ago.
    pub(super) const fn ago(&self, hours: u64) -> Moment {
        Moment(self.now.saturating_sub(hours * HOUR))
    }

    /// Tells what happens at a time, or just now where that lies ahead. Nobody acts on the stroke
    /// of the hour.
    pub(super) fn at(
        &mut self,
        moment: Moment,
        act: impl FnOnce(&mut Stage) -> Result<(), Failure> + 'static,
    ) {
        let minute = (self.acts.len() as u64 * 37 + 11) % 60;
        let moment = Moment((moment.0 + minute * MINUTE).min(self.now.saturating_sub(MINUTE)));
        self.acts.push((moment, Box::new(act)));
    }

    /// Plays it.
    pub(super) fn play(mut self, stage: &mut Stage) -> Result<(), Failure> {
        // What happens at one time happens as it was told.
        self.acts.sort_by_key(|(moment, _)| *moment);
        for (moment, act) in self.acts {
            stage.set_now(moment.time());
            act(stage)?;
        }
        Ok(())
    }
}
