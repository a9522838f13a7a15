//! A hall with three station officers, and random things that they do.

use participation_acts::{
    Act, Ballot, BallotRule, Batch, Change, Choices, Closing, Countersignature, Mark, Role, Station,
};
use participation_poll::{PollReport, Polls, frozen_roll};
use participation_types::{BlobId, EntryId, Frontier, SlotId, Text, sha256};

use crate::hall::{Hall, Voter, counting};

/// What, and three numbers that say who, about what and how much.
pub type Step = (u8, u8, u8, u8);

/// An act by a voter.
#[derive(Debug, Clone)]
pub struct SaidHere {
    pub id: EntryId,
    pub by: u32,
    pub act: Act,
}

pub struct World {
    pub hall: Hall,
    pub poll: EntryId,
    /// Everything since the opening.
    pub said: Vec<SaidHere>,
    pub opening: Act,
    frontier: Vec<u8>,
}

/// Voters 1, 2 and 3 are station officers; 4, 5 and 6 are not.
pub const OFFICERS: u32 = 3;
pub const VOTERS: u32 = 6;

impl World {
    /// With a station that stands, so that random steps have one to work at.
    pub fn new() -> Self {
        let mut world = Self::bare();
        let station = world.station(1);
        world.sign(2, station);
        world
    }

    pub fn bare() -> Self {
        let mut hall = Hall::of(VOTERS);
        for officer in 1..=OFFICERS {
            hall.revise(Change::Grant(Role::StationOfficer, Voter::new(officer).key()));
        }
        let rule = BallotRule::Approval { min: 0, max: 2 };
        let (_, frontier) = frozen_roll(&hall.view()).unwrap();
        let opening = hall.opening(rule, counting("approval", 1, None), &[0, 0, 0]);
        let poll = hall.open(opening.clone());
        let opening = Act::Open(opening);
        let mut world = Self { hall, poll, said: Vec::new(), opening, frontier };
        // Somebody who may not vote here.
        let late = Voter::new(VOTERS + 1);
        let admission = participation_acts::Admission { member: late.key(), slot: None };
        world.hall.by_steward(&Act::Admit(admission));
        world
    }

    pub fn report(&self) -> PollReport {
        self.hall.report(&self.poll)
    }

    /// Gives another replica what this one has beside the acts.
    pub fn supply(&self, polls: &mut Polls) {
        polls.record(self.poll, &self.opening);
        polls.supply(BlobId::from_bytes(sha256(&self.frontier)), &self.frontier);
    }

    pub fn say(&mut self, by: u32, act: Act) -> EntryId {
        let id = self.hall.put(&Voter::new(by), Some(self.hall.tip()), &act);
        self.said.push(SaidHere { id, by, act });
        id
    }

    pub fn station(&mut self, by: u32) -> EntryId {
        let place = Text::new("The hall").unwrap();
        self.say(by, Act::Station(Station { opening: self.poll, place }))
    }

    pub fn sign(&mut self, by: u32, subject: EntryId) -> EntryId {
        self.say(by, Act::Countersign(Countersignature { opening: self.poll, subject }))
    }

    pub fn mark(&mut self, by: u32, station: EntryId, who: u32) -> EntryId {
        let slot = self.slot(who);
        self.say(by, Act::Mark(Mark { opening: self.poll, station, slot }))
    }

    pub fn slot(&self, who: u32) -> SlotId {
        self.hall.slot(who)
    }

    /// A bundle of ballots for these options each, none of them spoilt.
    pub fn batch(&mut self, by: u32, station: EntryId, bundle: u16, options: &[u16]) -> EntryId {
        self.write(by, station, (bundle, 1), options, 0)
    }

    pub fn write(
        &mut self,
        by: u32,
        station: EntryId,
        (bundle, counter): (u16, u32),
        options: &[u16],
        spoilt: u16,
    ) -> EntryId {
        let ballots = options.iter().map(|option| Choices::Approval(vec![*option])).collect();
        let ballots = Batch::sorted(ballots);
        let batch = Batch { opening: self.poll, station, bundle, counter, ballots, spoilt };
        self.say(by, Act::Batch(batch))
    }

    pub fn close(&mut self, by: u32, station: EntryId, officers: &[u32]) -> EntryId {
        let lists = officers.iter().map(|officer| self.hall.heads_of(*officer));
        let heads: Vec<_> = lists
            .flat_map(|list| list.iter().map(|(chain, head)| (*chain, *head)).collect::<Vec<_>>())
            .collect();
        let frontier = Frontier::new(heads);
        self.say(by, Act::Close(Closing { opening: self.poll, station, frontier }))
    }

    pub fn vote(&mut self, who: u32, option: u16) -> EntryId {
        let slot = self.slot(who);
        let counter = self.hall.polls.counter(&self.hall.view(), &self.poll, &slot) + 1;
        let choices = Choices::Approval(vec![option]);
        self.say(who, Act::Ballot(Ballot { opening: self.poll, counter, choices }))
    }

    pub fn step(&mut self, (what, who, which, value): Step) {
        // Mostly officers; the fourth is none.
        let by = if who % 16 == 0 { OFFICERS + 1 } else { 1 + u32::from(who) % OFFICERS };
        let person = 1 + u32::from(value) % (VOTERS + 1);
        let two: Vec<EntryId> =
            self.ids(|act| matches!(act, Act::Station(_) | Act::Batch(_) | Act::Close(_)));
        let stations = self.ids(|act| matches!(act, Act::Station(_)));
        let station = pick(&stations, which).unwrap_or(self.poll);
        match what {
            0 => drop(self.station(by)),
            1..=5 => {
                // The newest are looked at most.
                let back = usize::from(which % 3);
                let subject = two.iter().rev().nth(back).copied().unwrap_or(self.poll);
                self.sign(by, subject);
            }
            6..=9 => drop(self.mark(by, station, person)),
            10..=12 => {
                // The poll has three; a fourth makes a void batch now and then.
                let known = if value > 230 { 4 } else { 3 };
                let options: Vec<u16> =
                    (0..value % 3).map(|n| u16::from(value / 3 + n) % known).collect();
                let number = (1 + u16::from(who / 4) % 3, 1 + u32::from(value / 9) % 2);
                self.write(by, station, number, &options, u16::from(value % 7 == 0));
            }
            13 if value % 2 == 0 => {
                let officers: Vec<u32> = (1..=OFFICERS).take(usize::from(which % 4)).collect();
                self.close(by, station, &officers);
            }
            _ => drop(self.vote(1 + u32::from(value) % VOTERS, u16::from(which % 3))),
        }
    }

    fn ids(&self, of: impl Fn(&Act) -> bool) -> Vec<EntryId> {
        self.said.iter().filter(|said| of(&said.act)).map(|said| said.id).collect()
    }
}

fn pick(ids: &[EntryId], by: u8) -> Option<EntryId> {
    ids.get(usize::from(by) % ids.len().max(1)).copied()
}
