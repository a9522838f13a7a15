//! What goes wrong without anybody meaning it.

use participation_store::{Effect, Store};

use crate::disk::{Disk, Plate, copied};
use crate::line::{LineId, Side};
use crate::schedule::Event;
use crate::world::World;
use crate::world::loss::Held;

impl World {
    /// A line is cut at whatever frame is under way. Each end notices at once, or when it loses
    /// patience.
    pub(crate) fn cut_some_line(&mut self) {
        let next = self.chance.between(5_000, 120_000);
        self.schedule.after(next, Event::Cut);
        let all: Vec<LineId> = self.lines.keys().copied().collect();
        if let Some(id) = self.chance.pick(&all) {
            self.cut(id);
        }
    }

    pub(crate) fn cut(&mut self, id: LineId) {
        self.note(format!("line {id} is cut"));
        let Some(line) = self.lines.get_mut(&id) else { return };
        line.cut = true;
        line.ends.iter_mut().for_each(|end| end.coming.clear());
        for side in [Side::Dialler, Side::Listener] {
            // A listener that has heard nothing has no session that could lose patience.
            let begun = self.lines[&id].ends[side.index()].session.is_some();
            if !begun || self.chance.once_in(2) {
                self.schedule.after(1, Event::Closed(id, side));
            }
        }
    }

    /// A node dies, at once or at one of the next changes of its disk.
    pub(crate) fn crash_somebody(&mut self) {
        let next = self.chance.between(20_000, 400_000);
        self.schedule.after(next, Event::Crash);
        let at = self.chance.below(self.nodes.len());
        if self.nodes[at].village.is_some() && self.nodes[at].is_honest() {
            self.die(at);
        }
    }

    pub(crate) fn bury_if_failed(&mut self, at: usize) {
        if self.nodes[at].has_failed() {
            self.die(at);
        }
    }

    pub(crate) fn die(&mut self, at: usize) {
        self.note(format!("n{at} dies"));
        let ids: Vec<LineId> =
            self.lines.iter().filter(|(_, line)| line.joins(at)).map(|(id, _)| *id).collect();
        for id in ids {
            let line = self.lines.get_mut(&id).expect("it was just found");
            line.cut = true;
            for side in [Side::Dialler, Side::Listener] {
                if line.node(side) == at {
                    line.end(side).session = None;
                    line.end(side).over = true;
                }
            }
            if line.ends.iter().all(|end| end.over) {
                self.lines.remove(&id);
                continue;
            }
            let side = if line.nodes[0] == at { Side::Listener } else { Side::Dialler };
            self.schedule.after(1, Event::Closed(id, side));
        }
        let node = &mut self.nodes[at];
        node.crash();
        // What it remembered of others: all, what was written down, or nothing.
        match self.chance.below(3) {
            0 => {}
            1 => self.nodes[at].cursors = self.nodes[at].kept.clone(),
            _ => self.nodes[at].cursors.clear(),
        }
        let after = if self.healed { 1 } else { self.chance.between(1_000, 100_000) };
        self.schedule.after(after, Event::Restart(at));
    }

    pub(crate) fn restart(&mut self, at: usize) {
        if self.nodes[at].village.is_some() {
            return;
        }
        let fails = !self.healed && self.plan.mishaps && self.chance.once_in(3);
        let failing = fails.then(|| {
            let effect = if self.chance.once_in(2) { Effect::There } else { Effect::Absent };
            (self.chance.between(0, 40), effect)
        });
        let Self { nodes, chance, .. } = self;
        if self.plan.mishaps {
            nodes[at].set_clock(chance);
        }
        nodes[at].start(failing, chance);
        if self.nodes[at].village.is_none() {
            self.note(format!("n{at} does not start: its disk fails"));
            self.schedule.after(1_000, Event::Restart(at));
            return;
        }
        let length = self.nodes[at].village().store().len();
        self.note(format!("n{at} starts with {length} records"));
        self.lost_nothing_at(at);
        if std::mem::take(&mut self.nodes[at].was_writing) {
            self.registers_everything_at(at);
        }
        self.look(at);
    }

    /// Somebody copies the disk of a node that is up.
    pub(crate) fn back_up(&mut self) {
        let next = self.chance.between(60_000, 400_000);
        self.schedule.after(next, Event::Backup);
        let at = self.chance.below(self.nodes.len());
        let node = &mut self.nodes[at];
        let village = node.village.as_ref().filter(|_| node.mischief.is_none());
        if let Some(Disk::Memory(store)) = village.map(|village| village.store()) {
            node.backup = Some((copied(store), node.cursors.clone()));
            self.note(format!("n{at} is copied"));
        }
    }

    /// Somebody puts an old copy in the place of a disk. People take new devices, as the manual
    /// says; nobody remembers what was written here and had gone nowhere.
    pub(crate) fn restore(&mut self) {
        let next = self.chance.between(60_000, 300_000);
        self.schedule.after(next, Event::Restore);
        // A steward who has forgotten what they signed might sign against it.
        let stewards = self.people.iter().filter(|person| person.steward);
        let theirs: Vec<usize> =
            stewards.flat_map(|person| &person.devices).map(|device| device.at).collect();
        let copied: Vec<usize> = (0..self.nodes.len())
            .filter(|at| self.nodes[*at].backup.is_some() && !theirs.contains(at))
            .collect();
        let Some(at) = self.chance.pick(&copied) else { return };
        if self.nodes[at].village.is_some() {
            self.die(at);
        }
        let Some((disk, cursors)) = self.nodes[at].backup.take() else { return };
        self.note(format!("n{at} gets an old copy of its disk, of {} records", disk.len()));
        let node = &mut self.nodes[at];
        let mut before = Held::default();
        if let Some(Plate::Memory(disk)) = &node.disk {
            before.add(disk);
        }
        node.disk = Some(Plate::Memory(disk));
        node.seen = participation_store::Arrival::FIRST;
        // Cursors of the same day, or of later ones, which know what is no longer here.
        if self.chance.once_in(2) {
            self.nodes[at].cursors = cursors;
        }
        self.forget_what_was_nowhere_else(at, before);
        for person in &mut self.people {
            let old: Vec<usize> = (0..person.devices.len())
                .filter(|which| person.devices[*which].at == at && !person.devices[*which].retired)
                .collect();
            for which in old {
                person.devices[which].retired = true;
                person.take(at);
            }
        }
        self.renumber_after_restore(at);
    }

    /// Most people follow the manual, which says to renumber; the others are safe as well.
    fn renumber_after_restore(&mut self, at: usize) {
        if self.chance.once_in(3) {
            return;
        }
        if let Some(Plate::Memory(disk)) = &mut self.nodes[at].disk {
            disk.put_note("incarnation", &[]).unwrap();
        }
    }

    /// The network falls into parts, or is whole again.
    pub(crate) fn split(&mut self) {
        let next = self.chance.between(30_000, 300_000);
        self.schedule.after(next, Event::Split);
        let parts = if self.chance.once_in(2) { 1 } else { 2 };
        for part in &mut self.parts {
            *part = self.chance.below(parts);
        }
        self.note(format!("the network is {:?}", self.parts));
        self.cut_between_parts();
    }

    pub(crate) fn cut_between_parts(&mut self) {
        let apart: Vec<LineId> = self
            .lines
            .iter()
            .filter(|(_, line)| self.parts[line.nodes[0]] != self.parts[line.nodes[1]])
            .map(|(id, _)| *id)
            .collect();
        apart.into_iter().for_each(|id| self.cut(id));
    }
}
