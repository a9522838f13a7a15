//! Sessions over lines.

use participation::{Desk, Error};
use participation_sync::{Ending, Ends, NodeName, Session, Settings};

use crate::line::{Line, LineId, ROOM, Side};
use crate::reach::Reach;
use crate::schedule::Event;
use crate::world::World;

/// Milliseconds between two looks for somebody to compare with, at most.
const LOOK: u64 = 90_000;

/// Frames that one end reads of one session, at most: more than the budget of hashes lets the other
/// say, of which each answer takes one at least.
const FRAMES: u64 = 10_000;

/// Sessions in which a node takes part at once; it refuses others.
const SESSIONS: usize = 4;

impl World {
    /// A node compares its set with somebody's.
    pub(crate) fn meet(&mut self, at: usize) {
        let pause = self.chance.between(5_000, LOOK);
        self.schedule.after(pause, Event::Meet(at));
        let to = self.chance.below(self.nodes.len());
        self.dial(at, to);
    }

    /// Somebody said that there is something new.
    pub(crate) fn hint(&mut self, from: usize, to: usize) {
        if self.parts[from] == self.parts[to] {
            self.dial(to, from);
        }
    }

    pub(crate) fn dial(&mut self, from: usize, to: usize) {
        let up = |at: usize| self.nodes[at].village.is_some();
        let together = |line: &Line| line.joins(from) && line.joins(to);
        let busy = self.lines.values().filter(|line| line.joins(from)).count() >= SESSIONS;
        if from == to
            || !up(from)
            || !up(to)
            || self.parts[from] != self.parts[to]
            || self.lines.values().any(together)
            || self.is_cut_off(from, to)
            || (busy && self.nodes[from].is_honest())
        {
            return;
        }
        let id = self.next_line;
        self.next_line += 1;
        let latency = if self.healed { 1 } else { self.chance.between(1, 800) };
        let speed = if self.healed { 1000 } else { self.chance.between(1, 200) };
        let line =
            Line { nodes: [from, to], ends: <[_; 2]>::default(), latency, speed, cut: false };
        self.lines.insert(id, line);
        let settings = self.settings(from, from, to);
        let now = self.clock(from);
        let session = self.reaching(from, to, |reach| Session::dial(settings, now, reach));
        match session {
            Ok(session) => {
                self.note(format!("n{from} -> n{to}: line {id}"));
                self.line(id).end(Side::Dialler).session = Some(session);
                self.pump(id, Side::Dialler);
                self.schedule.after(60_000, Event::Tick(id, Side::Dialler));
            }
            Err(why) => {
                self.lines.remove(&id);
                self.fails(from, &why);
            }
        }
    }

    pub(crate) fn line(&mut self, id: LineId) -> &mut Line {
        self.lines.get_mut(&id).expect("the line is there")
    }

    fn settings(&mut self, at: usize, dialler: usize, listener: usize) -> Settings {
        let other = if at == dialler { listener } else { dialler };
        let name = |at: usize| NodeName::of_peer(&[at as u8]);
        let small = !self.healed && self.chance.once_in(8);
        Settings {
            secret: self.secret.clone(),
            ends: Ends { dialler: name(dialler), listener: name(listener) },
            nonce: self.chance.bytes(),
            seen: self.nodes[at].cursors.get(&other).copied(),
            first: self.written.spaces.first().copied().filter(|_| self.chance.once_in(3)),
            beacons: Vec::new(),
            bytes: if small { 20_000 } else { 64 * 1024 * 1024 },
            hashes: if small { 200 } else { 8_000 },
        }
    }

    /// Lays a node's community out for a session with another.
    pub(crate) fn reaching<T>(
        &mut self,
        at: usize,
        other: usize,
        work: impl FnOnce(&mut Reach<'_>) -> T,
    ) -> T {
        let now = self.clock(at);
        let node = &mut self.nodes[at];
        let village = node.village.as_mut().expect("the node is up");
        let mut reach = Reach {
            desk: Desk::new(village, &mut node.exchange, now),
            mischief: node.mischief.as_deref(),
            other,
        };
        work(&mut reach)
    }

    /// A frame reaches one end.
    pub(crate) fn arrive(&mut self, id: LineId, side: Side) {
        let Some(line) = self.lines.get_mut(&id) else { return };
        if line.cut {
            return;
        }
        let (at, other) = (line.node(side), line.node(side.other()));
        let read = line.end(side).heard;
        if self.nodes[at].mischief.as_ref().is_some_and(|mischief| !mischief.reads(read)) {
            return;
        }
        let end = self.line(id).end(side);
        let Some(frame) = end.coming.pop_front() else { return };
        if end.over {
            return;
        }
        end.heard += 1;
        assert!(end.heard <= FRAMES, "n{at} reads without end what n{other} says on line {id}");
        if self.answers_otherwise(id, side, &frame) {
            return;
        }
        let now = self.clock(at);
        if self.line(id).end(side).session.is_none() && side == Side::Listener {
            if !self.accept(id, &frame) {
                return;
            }
        } else {
            let mut session = self.line(id).end(side).session.take().expect("it has begun");
            let done = self.reaching(at, other, |reach| session.receive(now, &frame, reach));
            self.line(id).end(side).session = Some(session);
            self.look(at);
            if let Err(why) = done {
                return self.fails(at, &why);
            }
        }
        self.pump(id, side);
        // There is room for one frame more on the way that this one came.
        self.pump(id, side.other());
    }

    /// Gives whether the session goes on.
    fn accept(&mut self, id: LineId, frame: &[u8]) -> bool {
        let line = self.line(id);
        let (from, at) = (line.node(Side::Dialler), line.node(Side::Listener));
        let hello = match Session::hear(frame) {
            Ok(hello) => hello,
            Err(fault) => {
                self.blames(at, from, &fault.to_string());
                self.hangs_up(id, Side::Listener);
                return false;
            }
        };
        let settings = self.settings(at, from, at);
        let now = self.clock(at);
        let accepted =
            self.reaching(at, from, |reach| Session::accept(settings, now, &hello, reach));
        match accepted {
            Ok(session) => {
                self.line(id).end(Side::Listener).session = Some(session);
                self.schedule.after(60_000, Event::Tick(id, Side::Listener));
                true
            }
            Err(why) => {
                self.fails(at, &why);
                false
            }
        }
    }

    /// Sends what one end has to say, as far as there is room on the line.
    fn pump(&mut self, id: LineId, side: Side) {
        loop {
            let now = self.schedule.now;
            let Some(line) = self.lines.get_mut(&id) else { return };
            let (at, other) = (line.node(side), line.node(side.other()));
            if line.end(side).over || line.end(side.other()).coming.len() >= ROOM {
                return;
            }
            let Some(mut session) = line.end(side).session.take() else { return };
            let clock = self.clock(at);
            let frame = self.reaching(at, other, |reach| session.transmit(clock, reach));
            let ending = session.ending().cloned();
            let is_empty = matches!(frame, Ok(None));
            self.line(id).end(side).session = Some(session);
            match frame {
                Ok(Some(frame)) => {
                    for frame in self.as_sent(id, at, other, frame) {
                        self.send(id, side, frame, now);
                    }
                }
                Ok(None) => {}
                Err(why) => return self.fails(at, &why),
            }
            if is_empty {
                if let Some(ending) = ending {
                    self.ends(id, side, &ending);
                }
                return;
            }
        }
    }

    pub(crate) fn send(&mut self, id: LineId, side: Side, frame: Vec<u8>, now: u64) {
        let jitter = if self.healed { 0 } else { self.chance.between(0, 50) };
        let line = self.line(id);
        let takes = line.latency + jitter + frame.len() as u64 / line.speed;
        let end = line.end(side.other());
        let at = (now + takes).max(end.last + 1);
        end.last = at;
        end.coming.push_back(frame);
        self.schedule.at(at, Event::Arrive(id, side.other()));
    }

    /// A session ended at one end: it remembers how far it came, and hangs up.
    fn ends(&mut self, id: LineId, side: Side, ending: &Ending) {
        let line = self.line(id);
        let (at, other) = (line.node(side), line.node(side.other()));
        let Some(mut session) = line.end(side).session.take() else { return };
        self.nothing_piles_up(at, other, &mut session);
        self.nothing_was_altered(id, ending);
        let progress = session.progress();
        self.note(format!(
            "n{at}: line {id} with n{other} ends: {ending:?}, took {}, gave {}, {} bytes",
            progress.taken, progress.given, progress.received
        ));
        if let Some(seen) = session.seen() {
            self.nodes[at].cursors.insert(other, seen);
            if self.chance.once_in(2) {
                self.nodes[at].kept = self.nodes[at].cursors.clone();
            }
        }
        if let Ending::Fault(fault) = ending {
            self.blames(at, other, &fault.to_string());
        }
        self.hangs_up(id, side);
    }

    /// Honest nodes never find fault with honest nodes.
    fn blames(&self, at: usize, other: usize, fault: &str) {
        assert!(
            !self.nodes[at].is_honest() || !self.nodes[other].is_honest() || self.is_tapped(),
            "n{at} blames n{other}, which is honest: {fault}"
        );
    }

    /// One end is done; the other learns that after what is under way to it.
    pub(crate) fn hangs_up(&mut self, id: LineId, side: Side) {
        let now = self.schedule.now;
        let line = self.line(id);
        line.end(side).over = true;
        line.end(side).session = None;
        let other = line.end(side.other());
        if other.over {
            self.lines.remove(&id);
            return;
        }
        let at = (now + line.latency).max(other_last(line, side) + 1);
        self.schedule.at(at, Event::Closed(id, side.other()));
    }

    pub(crate) fn closed(&mut self, id: LineId, side: Side) {
        let Some(line) = self.lines.get_mut(&id) else { return };
        if line.end(side).over {
            return;
        }
        let Some(session) = &mut line.end(side).session else { return self.hangs_up(id, side) };
        session.closed();
        let ending = session.ending().cloned().expect("a closed session has ended");
        self.ends(id, side, &ending);
    }

    pub(crate) fn tick(&mut self, id: LineId, side: Side) {
        let Some(line) = self.lines.get(&id) else { return };
        let now = self.clock(line.node(side));
        let line = self.line(id);
        if line.end(side).over {
            return;
        }
        let Some(session) = &mut line.end(side).session else { return };
        session.tick(now);
        match session.ending().cloned() {
            Some(ending) => self.ends(id, side, &ending),
            None => self.schedule.after(20_000, Event::Tick(id, side)),
        }
    }

    /// A replica failed under its session: its disk did.
    fn fails(&mut self, at: usize, why: &Error) {
        assert!(self.nodes[at].has_failed(), "n{at} fails on a sound disk: {why}");
        self.bury_if_failed(at);
    }
}

const fn other_last(line: &Line, side: Side) -> u64 {
    line.ends[side.other().index()].last
}
