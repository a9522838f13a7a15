//! Histories that nobody would think of, from numbers that proptest chooses.

use participation_acts::{Change, Right, Role};
use participation_types::{EntryId, Frontier, Head, Lane, RevisionId, SlotId, Sorted, Text};
use proptest::prelude::*;

use crate::village::{Plan, Village, device_key, member_of, seats};

/// What one step does, with whom and to what: each number is taken modulo the choices there are.
pub(crate) type Step = (u8, u8, u8, u8);

pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(any::<Step>(), 1..most)
}

const PEOPLE: [&str; 6] = ["anna", "bo", "cal", "di", "eva", "fen"];
const STEWARDS: [&str; 3] = ["s1", "s2", "s3"];
/// The last two are no registrars, unless by some revision.
const ADMITTING: [&str; 5] = ["reg", "reg2", "reg", "anna", "s1"];
const NAMES: [&str; 4] = ["U", "Dos", "Tres", "Quatre"];
const LICENCES: [&str; 3] = ["", "CC0-1.0", "CC-BY-4.0"];
const NODES: [&str; 3] = ["", "/a", "/b"];

/// A village in the middle of its history.
pub(crate) struct History {
    pub(crate) v: Village,
    revisions: Vec<RevisionId>,
    slots: Vec<SlotId>,
    cards: Vec<EntryId>,
    redemptions: Vec<EntryId>,
    abandonments: Vec<EntryId>,
}

impl History {
    pub(crate) fn new() -> Self {
        let mut v = Plan::new(3, 2).with_recovery().found();
        let slots = ["anna", "bo"].map(|name| v.admit(name)).to_vec();
        for name in ["anna/laptop", "reg/laptop", "s1/laptop"] {
            v.certify(name);
        }
        let revisions = vec![v.founding];
        let (cards, redemptions, abandonments) = (Vec::new(), Vec::new(), Vec::new());
        Self { v, revisions, slots, cards, redemptions, abandonments }
    }

    pub(crate) fn of(steps: &[Step]) -> Self {
        let mut history = Self::new();
        steps.iter().for_each(|step| history.step(*step));
        history
    }

    pub(crate) fn step(&mut self, (kind, who, what, when): Step) {
        // Mostly the revision in force; sometimes another, as those do who know no better.
        let named = if when % 3 == 0 { pick(&self.revisions, when / 3) } else { self.v.tip() };
        let person = pick(&PEOPLE, who);
        let device = if who >= 128 { format!("{person}/laptop") } else { person.to_string() };
        let admitting = pick(&ADMITTING, who);
        let steward = pick(&STEWARDS, who);
        let revision = pick(&self.revisions, what);
        let slot = pick(&self.slots, what);
        let before = self.v.names(named);
        match kind % 18 {
            0 => self.slots.push(self.v.admit_by(admitting, pick(&PEOPLE, what))),
            1 => self.cards.push(self.v.invite(admitting, "card")),
            2 => {
                if let Some(card) = self.cards.get(usize::from(what) % self.cards.len().max(1)) {
                    let (redeemer, card) = (format!("{person}/by card {who}"), *card);
                    self.redemptions.push(self.v.redeem(&redeemer, card, "card"));
                    self.slots.push(SlotId::of(self.v.last().id));
                }
            }
            3 => {
                if !self.redemptions.is_empty() {
                    let (card, named) = (pick(&self.cards, when), pick(&self.redemptions, what));
                    self.v.name(admitting, card, named);
                }
            }
            4 => drop(self.v.readmit(admitting, person, slot)),
            5 => {
                if self.v.head(&device, Lane::Authority).is_none() {
                    self.v.certify(&device);
                }
            }
            6 | 7 => self.propose(steward, what, when),
            8 => drop(self.v.sign(steward, revision)),
            9 => drop(self.v.recover(&device, revision)),
            10 => {
                self.abandonments.push(self.v.abandon(steward, revision));
                let dead = self.abandonments.clone();
                self.v.sign_instead(steward, pick(&self.revisions, when), dead);
            }
            11 => drop(self.v.note(&device)),
            12 => self.fork(who, what),
            13 => self.settle(who, what),
            14 => {
                let (by, of) = pick(&[("anna", "anna/laptop"), ("reg/laptop", "reg")], who);
                let frontier = self.frontier(of, what);
                self.v.retire(by, of, frontier);
            }
            15 => drop(self.v.sign_on_paper(steward, revision)),
            // Whoever has no seat makes themselves a registrar, or says again what another did.
            16 => {
                let grant = Change::Grant(Role::Registrar, member_of(person));
                let own = self.v.propose(person, vec![grant]);
                self.revisions.push(own);
            }
            _ => {
                let who = pick(&["s1", "s2", "anna"], who);
                self.v.propose_again(who, revision);
            }
        }
        self.v.restore(before);
    }

    /// A revision, signed by as many stewards as it happens.
    fn propose(&mut self, steward: &str, what: u8, when: u8) {
        let slot = pick(&self.slots, when);
        let (reg, s3) = (member_of("reg"), member_of("s3"));
        let frontier = self.frontier(["reg", "anna", "s3"][usize::from(what % 3)], when);
        let change = match what % 10 {
            0 => Change::End(Role::Registrar, reg, frontier),
            1 => Change::Grant(Role::Registrar, reg),
            2 => Change::Suspend(slot, frontier),
            3 => Change::Revoke(slot, frontier),
            4 => Change::Reinstate(slot),
            5 => Change::Raise(Right::Role(Role::Registrar, reg), frontier),
            6 => Change::Seats {
                seats: seats(&["s1", "s2", "anna"], 2),
                leaving: vec![(s3, frontier)],
            },
            7 => Change::Rename(Text::fixed(pick(&NAMES, when))),
            8 => Change::Licence(pick(&LICENCES, when).parse().ok()),
            _ => Change::Nodes(Sorted::new(pick(&NODES, when).parse().ok()).unwrap()),
        };
        let revision = self.v.propose(steward, vec![change]);
        self.revisions.push(revision);
        for (bit, steward) in STEWARDS.iter().enumerate() {
            if when >> bit & 1 == 0 {
                self.v.sign(steward, revision);
            }
        }
    }

    /// Another entry at some place of a chain.
    fn fork(&mut self, who: u8, what: u8) {
        let lanes = [("reg", Lane::Authority), ("anna", Lane::Content), ("s2", Lane::Authority)];
        let (device, lane) = pick(&lanes, who);
        let own = self.chain(device, lane);
        if own.is_empty() {
            return;
        }
        let after = own[usize::from(what) % own.len()];
        let there = own.iter().filter(|head| Some(head.seq) == after.seq.next()).count();
        // None yet is where the chain goes on, which is no fork.
        if there == 0 {
            return;
        }
        let main = self.v.head(device, lane);
        self.v.upon(Some(after), |v| match lane {
            Lane::Content => v.note(device),
            Lane::Authority | Lane::Ballots => v.admit_by(device, pick(&PEOPLE, what)).admission(),
        });
        self.v.go_on(device, lane, main);
    }

    fn settle(&mut self, who: u8, what: u8) {
        let all = [("anna/laptop", "anna", Lane::Content), ("reg/laptop", "reg", Lane::Authority)];
        let (by, of, lane) = pick(&all, who);
        let own = self.chain(of, lane);
        if !own.is_empty() {
            self.v.repair(by, of, lane, own[usize::from(what) % own.len()]);
        }
    }

    /// The authority chain of a device as far as some entry of it.
    fn frontier(&self, device: &str, what: u8) -> Frontier {
        let own = self.chain(device, Lane::Authority);
        let chain =
            participation_types::ChainId { device: device_key(device), lane: Lane::Authority };
        let last = own.len().saturating_sub(1 + usize::from(what % 3));
        Frontier::new(own.get(last).map(|head| (chain, *head)))
    }

    fn chain(&self, device: &str, lane: Lane) -> Vec<Head> {
        let entries = self.v.entries.iter().map(|written| written.entry.entry());
        entries
            .filter(|e| e.header().author == device_key(device) && e.header().lane == lane)
            .map(|entry| Head { seq: entry.header().seq, id: entry.id() })
            .collect()
    }
}

fn pick<T: Clone>(all: &[T], number: u8) -> T {
    all[usize::from(number) % all.len()].clone()
}
