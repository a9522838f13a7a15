//! People take their turns.

use participation::{Custody, EntryId, Error};

use crate::deeds;
use crate::people::{Person, with_pen};
use crate::schedule::Event;
use crate::world::World;
use crate::world::genesis::BEGINNING;

/// Milliseconds between two turns at one node, at most.
const PAUSE: u64 = 120_000;

impl World {
    /// What a node's clock says.
    pub(crate) fn clock(&self, at: usize) -> u64 {
        BEGINNING - 5 * 86_400_000 + self.nodes[at].skew + self.schedule.now
    }

    /// Somebody at this node does something.
    pub(crate) fn turn(&mut self, at: usize) {
        let pause = self.chance.between(1_000, PAUSE);
        self.schedule.after(pause, Event::Turn(at));
        if self.nodes[at].village.is_none() || !self.nodes[at].is_honest() {
            return;
        }
        self.turns_left = self.turns_left.saturating_sub(1);
        let here: Vec<(usize, usize)> = self
            .people
            .iter()
            .enumerate()
            .flat_map(|(who, person)| {
                let devices = person.devices.iter().enumerate();
                let here = devices.filter(|(_, device)| device.at == at && !device.retired);
                here.map(move |(which, _)| (who, which))
            })
            .collect();
        if self.chance.once_in(12) {
            return self.newcomer(at);
        }
        let steward = here.iter().copied().find(|(who, _)| self.people[*who].steward);
        let first = steward.filter(|_| self.is_stirred() && self.chance.once_in(2));
        let Some((who, which)) = first.or_else(|| self.chance.pick(&here)) else { return };
        let done = self.write(at, who, which);
        self.after_writing(at, who, done);
    }

    /// What one person does on one device. Gives the deed, and what came of it.
    fn write(
        &mut self,
        at: usize,
        who: usize,
        which: usize,
    ) -> Option<(&'static str, Result<EntryId, Error>)> {
        let now = self.clock(at);
        let second = self.people[1].key();
        let (out, stirred) = (self.unwanted(), self.is_stirred());
        let Self { nodes, people, written, chance, .. } = self;
        let village = nodes[at].village();
        let person = &people[who];
        let device = &person.devices[which].secret;
        let mut dice = chance.fork();
        if !deeds::is_certified(village, device) {
            if person.devices[which].certified {
                return None;
            }
            return with_pen(device, now, chance, |pen| {
                let card = chance_of_a_card(person, &written.cards, &mut dice);
                if let Some(card) = card {
                    let done = deeds::redeems(village, pen, &card, &person.member());
                    return Some(("redeems a card", done));
                }
                let done = village.certify(pen, &person.member(), Custody::Own);
                Some(("certifies a device", done))
            });
        }
        with_pen(device, now, chance, |pen| match (person.steward, dice.below(3)) {
            (true, 0 | 1) if stirred => {
                deeds::of_a_steward(village, written, (second, out), pen, &mut dice)
            }
            (true, 0) => deeds::of_a_steward(village, written, (second, out), pen, &mut dice),
            (true, 1) => deeds::of_an_officer(village, written, pen, &mut dice),
            _ => deeds::of_a_member(village, written, pen, &mut dice),
        })
    }

    /// Takes note of what was written, and tells others.
    fn after_writing(
        &mut self,
        at: usize,
        who: usize,
        done: Option<(&'static str, Result<EntryId, Error>)>,
    ) {
        let Some((deed, done)) = done else { return };
        match done {
            Ok(id) => {
                self.note(format!("n{at}: p{who} {deed}: {id}"));
                self.nodes[at].acknowledged.insert(id);
                self.registers_everything_at(at);
                self.tell_others(at);
            }
            Err(why) => {
                self.note(format!("n{at}: p{who} {deed}: not done, {why}"));
                self.nodes[at].was_writing |= self.nodes[at].has_failed();
                // Something may have been written before the rest was refused.
                self.registers_everything_at(at);
            }
        }
        self.bury_if_failed(at);
    }

    /// A registrar at this node admits somebody, or somebody comes with a card.
    fn newcomer(&mut self, at: usize) {
        let mut person = Person::new(self.chance.bytes(), self.community);
        person.take(at);
        let who = self.people.len();
        let now = self.clock(at);
        let Self { nodes, people, chance, .. } = self;
        let village = nodes[at].village();
        let registrar = people.iter().take(2).find_map(|steward| {
            steward.devices.iter().find(|device| device.at == at && !device.retired)
        });
        let done = registrar.filter(|_| !chance.once_in(3)).and_then(|device| {
            deeds::is_certified(village, &device.secret).then(|| {
                let admit = |pen: &mut participation::Pen<'_>| deeds::admits(village, pen, &person);
                ("is admitted", with_pen(&device.secret, now, chance, admit))
            })
        });
        self.people.push(person);
        self.after_writing(at, who, done);
    }

    /// Word of something new, which may be lost, come twice or late.
    fn tell_others(&mut self, from: usize) {
        for to in 0..self.nodes.len() {
            if to == from {
                continue;
            }
            for _ in 0..self.chance.below(3) {
                let delay = self.chance.between(20, 5_000);
                self.schedule.after(delay, Event::Hint { from, to });
            }
        }
    }
}

/// Guests, who were admitted by nobody, try a card now and then.
fn chance_of_a_card(
    person: &Person,
    cards: &[[u8; 32]],
    dice: &mut crate::chance::Chance,
) -> Option<[u8; 32]> {
    if person.steward || !dice.once_in(2) {
        return None;
    }
    dice.pick(cards)
}
