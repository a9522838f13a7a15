//! What happens next: virtual time, and events in one order.

use std::collections::BTreeMap;

use crate::line::{LineId, Side};

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// Somebody at this node does something.
    Turn(usize),
    /// This node looks for somebody to compare sets with.
    Meet(usize),
    /// Word reaches a node that another has something new.
    Hint { from: usize, to: usize },
    /// A frame reaches this end of a line.
    Arrive(LineId, Side),
    /// This end of a line learns that the other is gone.
    Closed(LineId, Side),
    /// This end looks at its clock.
    Tick(LineId, Side),
    /// A line is cut.
    Cut,
    /// A node dies.
    Crash,
    /// It starts again.
    Restart(usize),
    /// Somebody copies a node's disk.
    Backup,
    /// Somebody puts the copy in the place of the disk.
    Restore,
    /// The network falls into parts, or is whole again.
    Split,
    /// A node that means harm has its turn.
    Mischief(usize),
}

/// Events by time, those of one instant in the order in which they were planned.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    pub(crate) now: u64,
    planned: u64,
    events: BTreeMap<(u64, u64), Event>,
}

impl Schedule {
    pub(crate) fn after(&mut self, milliseconds: u64, event: Event) {
        self.at(self.now + milliseconds, event);
    }

    pub(crate) fn at(&mut self, time: u64, event: Event) {
        self.planned += 1;
        self.events.insert((time.max(self.now), self.planned), event);
    }

    /// The next event; time goes on to it.
    pub(crate) fn next(&mut self) -> Option<Event> {
        let ((time, _), event) = self.events.pop_first()?;
        self.now = time;
        Some(event)
    }

    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }

    /// Keeps only what lines have under way.
    pub(crate) fn only_lines(&mut self) {
        self.events.retain(|_, event| {
            matches!(event, Event::Arrive(..) | Event::Closed(..) | Event::Tick(..))
        });
    }
}
