//! The village, its nodes and the lines between them, and what happens to them.

pub(crate) mod genesis;
mod harm;
mod healing;
mod life;
mod loss;
mod mishaps;
mod traffic;

use std::collections::{BTreeMap, BTreeSet};

use participation::{CommunityId, EntryId};
use participation_sync::Secret;

use crate::adversaries::Kind;
use crate::chance::Chance;
use crate::deeds::Written;
use crate::journal::Journal;
use crate::line::{Line, LineId};
use crate::node::Node;
use crate::people::Person;
use crate::schedule::{Event, Schedule};

/// What kind of world it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// Honest nodes.
    pub(crate) nodes: usize,
    /// Turns of people, in all.
    pub(crate) turns: usize,
    /// Whether lines are cut, nodes die, disks fail and clocks are wrong.
    pub(crate) mishaps: bool,
    /// Who means harm, if anybody does.
    pub(crate) adversary: Option<Kind>,
    /// Whether all nodes but the first keep theirs in folders, which takes time.
    pub(crate) folders: bool,
}

impl Plan {
    /// The world of a seed: three to eight nodes.
    pub(crate) fn of(seed: u64) -> Self {
        let mut chance = Chance::new(seed ^ 0x0070_6c61_6e00);
        let nodes = 3 + chance.below(6).min(chance.below(6));
        let (turns, mishaps) = (30 + chance.below(50), !chance.once_in(5));
        let adversary = chance.pick(&Kind::ALL).filter(|_| chance.once_in(2));
        Self { seed, nodes, turns, mishaps, adversary, folders: false }
    }

    /// The world of a seed, on real disks.
    pub(crate) fn in_folders(seed: u64) -> Self {
        Self { folders: true, nodes: 3, mishaps: true, ..Self::of(seed) }
    }

    /// The world of a seed, with somebody in it who means harm.
    pub(crate) fn with(seed: u64, adversary: Kind) -> Self {
        Self { adversary: Some(adversary), ..Self::of(seed) }
    }
}

/// Everything.
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) journal: Journal,
    pub(crate) chance: Chance,
    pub(crate) schedule: Schedule,
    pub(crate) nodes: Vec<Node>,
    pub(crate) people: Vec<Person>,
    pub(crate) written: Written,
    pub(crate) community: CommunityId,
    pub(crate) secret: Secret,
    pub(crate) lines: BTreeMap<LineId, Line>,
    pub(crate) next_line: LineId,
    /// In which part of the network each node is.
    pub(crate) parts: Vec<usize>,
    /// What honest people signed: id, and the bytes that are signed.
    pub(crate) signed: BTreeMap<EntryId, Vec<u8>>,
    /// What was acknowledged at nodes that were put back to an old copy, and is elsewhere.
    pub(crate) saved: BTreeSet<EntryId>,
    /// Bodies and files that went with a disk and were nowhere else.
    pub(crate) lost: loss::Held,
    pub(crate) turns_left: usize,
    /// Whether lines behave from here on.
    pub(crate) healed: bool,
    /// Lines whose first frame an adversary altered.
    pub(crate) tapped: BTreeSet<LineId>,
    /// When whoever floods had their last turn before anything of it came to an honest node.
    pub(crate) flooded_at: u64,
    /// The folders of nodes; gone with the world.
    pub(crate) _scratch: Option<tempfile::TempDir>,
}

impl World {
    /// A world lives, heals and is looked at.
    pub(crate) fn run(plan: Plan, journal: Journal) -> Self {
        let mut world = Self::new(plan, journal);
        world.live();
        world.heal();
        world
    }

    pub(crate) fn note(&self, line: impl AsRef<str>) {
        self.journal.note(format!("{:>9} {}", self.schedule.now, line.as_ref()));
    }

    /// Everything that happens until people have had their turns.
    fn live(&mut self) {
        let mut steps = 0_u64;
        while self.turns_left > 0 {
            let Some(event) = self.schedule.next() else { break };
            self.happen(event);
            steps += 1;
            assert!(steps < 200_000, "people get no turn for all that happens");
        }
    }

    pub(crate) fn happen(&mut self, event: Event) {
        match event {
            Event::Turn(at) => self.turn(at),
            Event::Meet(at) => self.meet(at),
            Event::Hint { from, to } => self.hint(from, to),
            Event::Arrive(line, side) => self.arrive(line, side),
            Event::Closed(line, side) => self.closed(line, side),
            Event::Tick(line, side) => self.tick(line, side),
            Event::Cut => self.cut_some_line(),
            Event::Crash => self.crash_somebody(),
            Event::Restart(at) => self.restart(at),
            Event::Backup => self.back_up(),
            Event::Restore => self.restore(),
            Event::Split => self.split(),
            Event::Mischief(at) => self.mischief(at),
        }
    }
}
