//! Everything is whole again: after a bounded number of rounds all honest nodes are one.

use crate::schedule::Event;
use crate::world::World;

/// Frames and other events of one round, at most.
const STEPS: usize = 100_000;

impl World {
    /// The network is whole, nodes run on sound disks, and each compares with others in turn.
    pub(crate) fn heal(&mut self) {
        self.healed = true;
        self.note("everything heals");
        self.schedule.only_lines();
        self.parts.iter_mut().for_each(|part| *part = 0);
        let all: Vec<_> = self.lines.keys().copied().collect();
        all.into_iter().for_each(|id| self.cut(id));
        self.calm();
        for at in 0..self.nodes.len() {
            // A disk that was about to fail is replaced; nothing of what it acknowledged is lost.
            if self.nodes[at].village.is_some() && self.nodes[at].is_honest() {
                self.die(at);
            }
            self.restart(at);
        }
        self.calm();
        let rounds = self.rounds_until_one();
        self.note(format!("one after {rounds} rounds"));
        self.check_everything();
    }

    /// Lets everything arrive that is under way.
    pub(crate) fn calm(&mut self) {
        let mut steps = 0;
        while let Some(event) = self.schedule.next() {
            self.happen(event);
            steps += 1;
            assert!(steps < STEPS, "lines do not fall silent: {} events wait", self.schedule.len());
        }
        assert!(self.lines.is_empty(), "lines stay open: {:?}", self.lines.keys());
    }

    /// In each round every honest node compares with its neighbour, and adversaries go on.
    fn rounds_until_one(&mut self) -> usize {
        let honest = self.honest();
        let most = 2 * honest.len() + 4;
        for round in 0..=most {
            if self.are_one() {
                return round;
            }
            for (place, at) in honest.iter().enumerate() {
                let next = honest[(place + 1 + round) % honest.len()];
                self.dial(*at, if next == *at { honest[(place + 1) % honest.len()] } else { next });
                for adversary in 0..self.nodes.len() {
                    if !self.nodes[adversary].is_honest() {
                        self.schedule.after(0, Event::Mischief(adversary));
                    }
                }
                self.calm();
            }
        }
        panic!("honest nodes are not one after {most} rounds: {}", self.differences());
    }

    pub(crate) fn honest(&self) -> Vec<usize> {
        (0..self.nodes.len()).filter(|at| self.nodes[*at].is_honest()).collect()
    }
}
