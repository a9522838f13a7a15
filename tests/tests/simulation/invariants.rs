//! What is promised: cheap promises after each step, all of them once everything has healed.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use participation::{Act, Community, Entry, EntryId, Filter, MemoryStore, Sort};
use participation_store::{Arrival, Record, Store};

use crate::chance::Chance;
use crate::deeds::holds_bytes;
use crate::node::Village;
use crate::world::World;

/// Entries that may wait for others at one node.
const WAITING: usize = 4096;

/// Every entry of a set as it travels, in the order of its arrival, and every blob.
pub(crate) fn everything<S: Store>(village: &Community<S>) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let (mut entries, store) = (Vec::new(), village.store());
    store
        .scan(Arrival::FIRST, &mut |_, record: Record| {
            entries.push(village.entry(&record.id).unwrap().to_bytes());
            ControlFlow::Continue(())
        })
        .unwrap();
    let blobs = store.blobs().unwrap();
    (entries, blobs.iter().map(|id| store.blob(id).unwrap().unwrap()).collect())
}

/// What came to a node since the last look.
fn fresh(world: &World, at: usize) -> Vec<Record> {
    let node = &world.nodes[at];
    let mut fresh = Vec::new();
    if let Some(village) = &node.village {
        village
            .store()
            .scan(node.seen, &mut |_, record: Record| {
                fresh.push(record);
                ControlFlow::Continue(())
            })
            .unwrap();
    }
    fresh
}

impl World {
    /// What is new at a node was written there by people who are there: it is theirs.
    pub(crate) fn registers_everything_at(&mut self, at: usize) {
        let founding = self.signed.is_empty();
        for record in fresh(self, at) {
            let author = Entry::parse_signed(&record.signed).unwrap().header().author;
            let people = self.people.iter().flat_map(|person| &person.devices);
            let here = people.filter(|device| device.at == at || founding);
            if here.map(|device| device.secret.public()).any(|device| device == author) {
                self.signed.entry(record.id).or_insert(record.signed);
            }
        }
        self.look(at);
    }

    /// Promises that are cheap to check after each step at a node.
    pub(crate) fn look(&mut self, at: usize) {
        let honest = self.nodes[at].is_honest();
        let fresh = fresh(self, at);
        let is_new = !fresh.is_empty();
        for record in fresh {
            self.nodes[at].seen = self.nodes[at].seen.plus(1);
            if honest {
                self.is_authentic(at, &record);
            }
        }
        if let Some(village) = &self.nodes[at].village {
            let floods = if is_new { self.floods(at) } else { 0 };
            assert!(floods <= self.may_flood(at), "n{at} took in {floods} entries of one author");
            assert!(village.pending() <= WAITING, "n{at}: {} entries wait", village.pending());
        }
    }

    /// Promise 2: nothing is in a set that its author did not sign.
    fn is_authentic(&self, at: usize, record: &Record) {
        if let Some(signed) = self.signed.get(&record.id) {
            assert!(*signed == record.signed, "n{at}: {} was altered", record.id);
            return;
        }
        let author = Entry::parse_signed(&record.signed).unwrap().header().author;
        let owner = self.people.iter().position(|person| person.owns(&author));
        let by_an_adversary = owner.is_some_and(|who| self.people[who].hostile);
        assert!(by_an_adversary, "n{at}: {} was not signed by its author p{owner:?}", record.id);
    }

    /// Promise 7: what a person was told is saved is there after a crash.
    pub(crate) fn lost_nothing_at(&mut self, at: usize) {
        let acknowledged = self.nodes[at].acknowledged.clone();
        let village = self.nodes[at].village();
        for id in acknowledged {
            assert!(village.view().chains().place(&id).is_some(), "n{at} has lost {id}");
        }
    }

    /// Whether all honest nodes hold the same, and lack no body and no file that anything names and
    /// anybody has. A node that died while somebody attached a file may hold one more, which
    /// nothing names.
    pub(crate) fn are_one(&self) -> bool {
        let held: Vec<_> = self.honest().into_iter().map(|at| self.held(at)).collect();
        held.windows(2).all(|pair| pair[0] == pair[1])
            && held.iter().all(|(_, _, lacking)| *lacking == 0)
    }

    /// The set, how many bodies are not here, and how many bodies and files it lacks.
    fn held(&self, at: usize) -> (participation::SetDigest, usize, usize) {
        let (village, (bodies, files)) = (self.village(at), self.lacking(at));
        (village.digest(), village.without_body(), bodies.len() + files.len())
    }

    pub(crate) fn differences(&self) -> String {
        let each = self.honest().into_iter().map(|at| {
            let (village, (bodies, files)) = (self.village(at), self.lacking(at));
            format!(
                "n{at}: {} entries, {} without body, {} wait, {} blobs, lacks bodies {bodies:?} \
                 and files {files:?}, {}",
                village.len(),
                village.without_body(),
                village.pending(),
                village.store().blobs().unwrap().len(),
                village.digest()
            )
        });
        each.collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn village(&self, at: usize) -> &Village {
        self.nodes[at].village.as_ref().expect("everybody is up")
    }

    /// All promises, once everything has healed.
    pub(crate) fn check_everything(&self) {
        let honest = self.honest();
        let told: Vec<String> = honest.iter().map(|at| self.told(*at)).collect();
        for (at, other) in honest.iter().zip(&told) {
            assert!(told[0] == *other, "n{} and n{at} show:\n{}\n{other}", honest[0], told[0]);
        }
        self.note(format!(
            "all show {}",
            participation_types::sha256(told[0].as_bytes())
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect::<String>()
        ));
        self.nobody_did_harm();
        self.everything_saved_is_everywhere();
        self.one_slot_one_ballot(honest[0]);
        self.what_was_erased_is_gone();
        self.a_replay_in_another_order_shows_the_same(honest[0], &told[0]);
    }

    /// Promise 1: the set, what is shown, tallies and lists.
    fn told(&self, at: usize) -> String {
        let village = self.village(at);
        shown(village)
    }

    fn everything_saved_is_everywhere(&self) {
        for at in self.honest() {
            let village = self.village(at);
            let each = self.nodes.iter().filter(|node| node.is_honest());
            for id in each.flat_map(|node| &node.acknowledged).chain(&self.saved) {
                assert!(village.view().chains().place(id).is_some(), "n{at} never got {id}");
            }
        }
    }

    /// Promise 4, by a count of its own.
    fn one_slot_one_ballot(&self, at: usize) {
        let village = self.village(at);
        for (poll, _) in village.openings() {
            let report = village.report(&poll).unwrap();
            let mut of: BTreeMap<_, EntryId> = BTreeMap::new();
            for id in &report.counted {
                let entry = village.entry(id).unwrap();
                let Some(Act::Ballot(ballot)) = village.act(id).unwrap() else { continue };
                assert_eq!(ballot.opening, poll, "{id} is counted in another poll");
                let slot = village.slot_of(&entry.header().author);
                if let Some(slot) = slot {
                    let other = of.insert(slot, *id);
                    assert!(other.is_none(), "{poll} counts {id} and {other:?} of one slot");
                }
            }
            assert!(report.ballots <= report.roll, "{poll} counts more ballots than its roll has");
        }
    }

    /// Promise 6: of what its author erased no store holds a byte.
    fn what_was_erased_is_gone(&self) {
        for (_, word) in &self.written.erased {
            for at in self.honest() {
                let store = self.village(at).store();
                assert!(!holds_bytes(store, word.as_bytes()), "n{at} still holds {word}");
            }
        }
    }

    /// Promise 3: what arrives in another order shows the same.
    fn a_replay_in_another_order_shows_the_same(&self, at: usize, told: &str) {
        let village = self.village(at);
        let (mut entries, blobs) = everything(village);
        let mut chance = Chance::new(self.plan.seed);
        chance.shuffle(&mut entries);
        let mut other = Community::begin(MemoryStore::new(), self.community).unwrap();
        for part in entries.chunks(7) {
            assert!(other.ingest(part).unwrap().rejected.is_empty());
        }
        for blob in &blobs {
            other.put_blob(blob).unwrap();
        }
        let replayed = shown(&other);
        assert!(replayed == told, "a replay in another order shows:\n{replayed}\nnot\n{told}");
    }
}

/// What a node shows.
fn shown<S: Store>(village: &Community<S>) -> String {
    let mut shown = format!("{} {}", village.digest(), village.view_digest());
    for (poll, _) in village.openings() {
        let report = village.report(&poll).unwrap();
        shown += &format!("\n{poll} {:?} {:?}", report.status, report.counted);
        shown += &format!(" {:?}", report.outcome.map(|outcome| outcome.scores().to_vec()));
    }
    let mut reading = village.deliberation();
    let filter = Filter { unshown: true, ..Filter::default() };
    for sort in [Sort::Recent, Sort::MostSupported, Sort::MostCommented] {
        let page = reading.list(&filter, sort, 0, 1000);
        shown += &format!("\n{sort:?} {:?}", page.ids);
        for id in &page.ids {
            shown += &format!("\n{id} {:?}", reading.text(id));
        }
    }
    shown
}
