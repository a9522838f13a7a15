//! Adversaries have their turns, and what they must not achieve.

use participation::MemberKey;
use participation_sync::{Ending, Session};

use crate::adversaries::{Kind, RATE, Stage};
use crate::line::{LineId, Side};
use crate::schedule::Event;
use crate::world::World;

/// Frames that a session may have waiting for one who does not read.
const QUEUE: usize = 300;

impl World {
    /// A node that means harm has its turn.
    pub(crate) fn mischief(&mut self, at: usize) {
        let now = self.clock(at);
        if !self.healed {
            let next = self.chance.between(2_000, 40_000);
            self.schedule.after(next, Event::Mischief(at));
            let Self { nodes, people, chance, .. } = self;
            let node = &mut nodes[at];
            let mut mischief = node.mischief.take().expect("it means harm");
            mischief.turn(&mut Stage { village: node.village(), people, chance, now });
            node.mischief = Some(mischief);
            self.note(format!("n{at} does mischief: {} entries", self.village(at).len()));
        }
        let dials = self.nodes[at].mischief.as_ref().map_or(0, |mischief| mischief.dials());
        let honest = self.honest();
        for _ in 0..dials {
            if let Some(to) = self.chance.pick(&honest) {
                self.dial(at, to);
            }
        }
    }

    /// The member whom honest stewards want out.
    pub(crate) fn unwanted(&self) -> Option<MemberKey> {
        let provokes = self
            .nodes
            .iter()
            .any(|node| node.mischief.as_ref().is_some_and(|mischief| mischief.provokes()));
        self.people.iter().find(|person| person.hostile && provokes).map(|person| person.key())
    }

    /// Whether stewards have more to do than usual.
    pub(crate) fn is_stirred(&self) -> bool {
        let mut mischief = self.nodes.iter().filter_map(|node| node.mischief.as_ref());
        mischief.any(|mischief| mischief.stirs())
    }

    /// Whether an adversary keeps these two apart.
    pub(crate) fn is_cut_off(&self, from: usize, to: usize) -> bool {
        let mut mischief = self.nodes.iter().filter_map(|node| node.mischief.as_ref());
        let both = self.nodes[from].is_honest() && self.nodes[to].is_honest();
        !self.healed && both && mischief.any(|mischief| mischief.keeps_apart(from, to))
    }

    /// Whether frames between honest nodes are altered.
    pub(crate) fn is_tapped(&self) -> bool {
        self.plan.adversary == Some(Kind::Downgrader)
    }

    /// What goes over a line in the place of a frame.
    pub(crate) fn as_sent(
        &mut self,
        id: LineId,
        at: usize,
        to: usize,
        frame: Vec<u8>,
    ) -> Vec<Vec<u8>> {
        let Self { nodes, chance, healed, tapped, .. } = self;
        if let Some(mischief) = &mut nodes[at].mischief {
            return mischief.sends(frame, chance);
        }
        let both = nodes[to].is_honest() && !*healed;
        let mut taps = nodes.iter().filter(|_| both).filter_map(|node| node.mischief.as_ref());
        match taps.find_map(|mischief| mischief.taps(&frame, chance)) {
            Some(altered) => {
                tapped.insert(id);
                vec![altered]
            }
            None => vec![frame],
        }
    }

    /// Whether an adversary says something else than its session would.
    pub(crate) fn answers_otherwise(&mut self, id: LineId, side: Side, frame: &[u8]) -> bool {
        let (at, now) = (self.line(id).node(side), self.schedule.now);
        let mischief = self.nodes[at].mischief.as_ref();
        let Some(answer) = mischief.and_then(|mischief| mischief.answers(frame)) else {
            return false;
        };
        self.send(id, side, answer, now);
        true
    }

    /// An honest session holds little for one who does not read.
    pub(crate) fn nothing_piles_up(&mut self, at: usize, other: usize, session: &mut Session) {
        let reads =
            self.nodes[other].mischief.as_ref().is_none_or(|mischief| mischief.reads(1_000));
        if !self.nodes[at].is_honest() || reads || self.nodes[at].has_failed() {
            return;
        }
        let now = self.clock(at);
        let mut waiting = 0;
        self.reaching(at, other, |reach| {
            while let Ok(Some(_)) = session.transmit(now, reach) {
                waiting += 1;
                assert!(waiting <= QUEUE, "{waiting} frames wait for one who does not read");
            }
        });
    }

    /// No session goes on whose hello somebody altered on its way.
    pub(crate) fn nothing_was_altered(&self, id: LineId, ending: &Ending) {
        let goes_on = matches!(ending, Ending::Done { .. });
        assert!(!goes_on || !self.tapped.contains(&id), "line {id} went on with an altered hello");
    }

    /// Entries at a node of whoever floods.
    pub(crate) fn floods(&self, at: usize) -> u64 {
        if self.plan.adversary != Some(Kind::Flooder) || !self.nodes[at].is_honest() {
            return 0;
        }
        let Some(person) = self.people.iter().find(|person| person.hostile) else { return 0 };
        let device = person.devices[0].secret.public();
        let lane = participation_types::Lane::Content;
        let chain = participation_types::ChainId { device, lane };
        self.village(at).view().chains().entries(&chain).count() as u64
    }

    /// Entries that one author may have brought to a node until now, each restart of it being
    /// another beginning.
    pub(crate) fn may_flood(&self, at: usize) -> u64 {
        RATE.burst * (1 + self.nodes[at].restarts) + self.schedule.now / 1000 * RATE.per_second
    }

    pub(crate) fn nobody_did_harm(&self) {
        for node in &self.nodes {
            if let Some(mischief) = &node.mischief {
                mischief.was_harmless(self);
            }
        }
    }
}
