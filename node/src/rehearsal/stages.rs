//! How long each stage took, and what the machine says of memory.

#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "figures for people: nothing that two nodes must agree on is computed here"
)]

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

/// Seconds by stage.
#[derive(Debug, Default)]
pub(super) struct Stages(BTreeMap<&'static str, Duration>);

impl Stages {
    /// Now, to be given to [`Stages::add`].
    #[allow(clippy::unused_self, reason = "reads as a step of the stages")]
    pub(super) fn started(&self) -> Instant {
        Instant::now()
    }

    /// Adds the time since then to a stage.
    pub(super) fn add(&mut self, stage: &'static str, since: Instant) {
        *self.0.entry(stage).or_default() += since.elapsed();
    }

    /// Runs a stage.
    pub(super) fn time<T>(&mut self, stage: &'static str, run: impl FnOnce() -> T) -> T {
        let since = Instant::now();
        let answer = run();
        self.add(stage, since);
        answer
    }

    /// Seconds of a stage so far.
    pub(super) fn of(&self, stage: &'static str) -> f64 {
        self.0.get(stage).map_or(0.0, Duration::as_secs_f64)
    }

    /// All stages with milliseconds kept.
    pub(super) fn into_seconds(self) -> BTreeMap<&'static str, f64> {
        let millis = |time: Duration| (time.as_secs_f64() * 1000.0).round() / 1000.0;
        self.0.into_iter().map(|(stage, time)| (stage, millis(time))).collect()
    }
}

/// How many a second, whole.
pub(super) fn per_second(count: usize, seconds: f64) -> f64 {
    if seconds > 0.0 { (count as f64 / seconds).round() } else { 0.0 }
}

/// One time over another, two decimals.
pub(super) fn over(time: f64, other: f64) -> f64 {
    if other > 0.0 { (time / other * 100.0).round() / 100.0 } else { 0.0 }
}

/// The most memory that this process has had resident, in MB (10^6 bytes), from the kernel;
/// 0 where it does not say.
pub(super) fn peak_memory_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.map_or(0.0, |kib| ((kib * 1024) as f64 / 100_000.0).round() / 10.0)
}
