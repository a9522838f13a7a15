//! A replica in memory: the set, what waits to enter it, and what it says of polls.

use std::collections::{HashMap, HashSet, VecDeque};

use participation_acts::Act;
use participation_charter::{Admitted, Ledger, Need, View};
use participation_poll::Polls;
use participation_types::{CommunityId, EntryId};

use crate::check::Checked;
use crate::error::Rejection;

/// How many entries may wait for others, and how many bytes their bodies may take. Anybody can
/// sign an entry that waits for ever, of up to 1 MiB.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WaitingRoom {
    pub(crate) entries: usize,
    pub(crate) bytes: usize,
}

impl WaitingRoom {
    /// For what is on one's own disk already.
    pub(crate) const UNBOUNDED: Self = Self { entries: usize::MAX, bytes: usize::MAX };
}

impl Default for WaitingRoom {
    fn default() -> Self {
        Self { entries: 4096, bytes: 32 * 1024 * 1024 }
    }
}

/// What came of offering one entry.
#[derive(Debug)]
pub(crate) enum Offer {
    /// It entered the set, and so did these, in this order (itself first).
    Entered(Vec<Checked>),
    /// It was there.
    Known,
    /// It was there without its body, which this one brings: [`Replica::embody`] takes it in.
    Embodies(Box<Checked>),
    /// It waits.
    Waits,
    /// It will not enter.
    Rejected(Rejection),
}

/// The state of a community in memory.
#[derive(Debug)]
pub(crate) struct Replica {
    pub(crate) ledger: Ledger,
    pub(crate) polls: Polls,
    waiting: HashMap<Need, Vec<Checked>>,
    waiting_count: usize,
    waiting_bytes: usize,
    room: WaitingRoom,
    /// Revisions that a seat stood by when somebody was last woken.
    warrants: u64,
    /// Entries of the set whose bodies are not here: erased, or kept back by whoever sent them.
    bodiless: HashSet<EntryId>,
}

impl Replica {
    pub(crate) fn new(community: CommunityId, room: WaitingRoom) -> Self {
        Self {
            ledger: Ledger::new(community),
            polls: Polls::default(),
            waiting: HashMap::new(),
            waiting_count: 0,
            waiting_bytes: 0,
            room,
            warrants: 0,
            bodiless: HashSet::new(),
        }
    }

    pub(crate) fn view(&self) -> View<'_> {
        self.ledger.view()
    }

    /// From now on no more than this waits.
    pub(crate) const fn set_room(&mut self, room: WaitingRoom) {
        self.room = room;
    }

    /// Number of entries that wait.
    pub(crate) const fn pending(&self) -> usize {
        self.waiting_count
    }

    /// Number of entries of the set whose bodies are not here.
    pub(crate) fn without_body(&self) -> usize {
        self.bodiless.len()
    }

    /// Offers an entry, and then whatever waited for it.
    pub(crate) fn offer(&mut self, checked: Checked) -> Offer {
        let mut entered = Vec::new();
        match self.admit(checked, &mut entered) {
            Ok(()) => {}
            Err(answer) => return answer,
        }
        let mut queue: VecDeque<Checked> = self.woken(entered.first());
        while let Some(next) = queue.pop_front() {
            let before = entered.len();
            if self.admit(next, &mut entered).is_ok() {
                let woken = self.woken(entered.get(before));
                queue.extend(woken);
            }
        }
        Offer::Entered(entered)
    }

    fn admit(&mut self, checked: Checked, entered: &mut Vec<Checked>) -> Result<(), Offer> {
        match self.ledger.admit(&checked.entry, checked.act.as_ref()) {
            Admitted::Added => {
                let id = checked.entry.entry().id();
                if let Some(act) = &checked.act {
                    self.polls.record(id, act.act());
                }
                if checked.entry.entry().body().is_none() {
                    self.bodiless.insert(id);
                }
                entered.push(checked);
                Ok(())
            }
            Admitted::Known => Err(self.known(checked)),
            Admitted::Waits(need) => Err(self.wait(need, checked)),
            Admitted::Refused(refusal) => Err(Offer::Rejected(refusal.into())),
        }
    }

    fn known(&self, checked: Checked) -> Offer {
        let entry = checked.entry.entry();
        if entry.body().is_some() && self.bodiless.contains(&entry.id()) {
            Offer::Embodies(Box::new(checked))
        } else {
            Offer::Known
        }
    }

    /// Takes in what the body of an entry says that was here without. An entry that is here with
    /// its body has said it already.
    pub(crate) fn embody(&mut self, checked: &Checked) {
        let id = checked.entry.entry().id();
        if !self.bodiless.remove(&id) {
            return;
        }
        if let Some(act) = &checked.act {
            self.polls.record(id, act.act());
        }
    }

    fn wait(&mut self, need: Need, checked: Checked) -> Offer {
        let list = self.waiting.get(&need).map_or(&[][..], Vec::as_slice);
        if list.iter().any(|other| other.entry.entry().id() == checked.entry.entry().id()) {
            return Offer::Waits;
        }
        let bytes = self.waiting_bytes.saturating_add(weight(&checked));
        if self.waiting_count >= self.room.entries || bytes > self.room.bytes {
            return Offer::Rejected(Rejection::TooManyWaiting);
        }
        self.waiting.entry(need).or_default().push(checked);
        self.waiting_count += 1;
        self.waiting_bytes = bytes;
        Offer::Waits
    }

    /// Takes an entry out of the waiting room, where somebody was told that it is refused.
    pub(crate) fn withdraw(&mut self, id: &EntryId) {
        let (mut count, mut bytes) = (0, 0);
        self.waiting.retain(|_, list| {
            list.retain(|checked| {
                let stays = checked.entry.entry().id() != *id;
                if !stays {
                    count += 1;
                    bytes += weight(checked);
                }
                stays
            });
            !list.is_empty()
        });
        self.waiting_count -= count;
        self.waiting_bytes -= bytes;
    }

    /// Takes out what waited for an entry that has just entered.
    fn woken(&mut self, entered: Option<&Checked>) -> VecDeque<Checked> {
        let mut woken = VecDeque::new();
        let Some(entered) = entered else { return woken };
        if self.waiting_count == 0 {
            return woken;
        }
        let entry = entered.entry.entry();
        let mut needs = vec![Need::Entry(entry.id()), Need::Body(entry.id())];
        match entered.act.as_ref().map(participation_acts::Proven::act) {
            Some(Act::Certify(_)) => needs.push(Need::Certificate(entry.header().author)),
            Some(Act::Redeem(redemption)) => {
                needs.push(Need::Certificate(entry.header().author));
                needs.push(Need::Admission(redemption.certificate.member));
            }
            Some(Act::Admit(admission)) => needs.push(Need::Admission(admission.member)),
            Some(Act::Propose(revision)) => needs.push(Need::Revision(revision.id())),
            Some(Act::Found(founding)) => needs.push(Need::Revision(founding.revision())),
            _ => {}
        }
        if self.ledger.facts().certificates(&entry.header().author).len() > 1 {
            // A device with a second owner: what it wrote before may now be a registrar's.
            needs.extend(self.waiting.keys().filter(|need| matches!(need, Need::Admission(_))));
        }
        let warrants = self.ledger.facts().warrants();
        if std::mem::replace(&mut self.warrants, warrants) != warrants {
            // A revision, and perhaps those after it, may now say who is a registrar, who holds an
            // office and which are the paper keys. That takes a seat's word, so it is rare.
            let by_office =
                |need: &&Need| matches!(need, Need::Admission(_) | Need::Certificate(_));
            needs.extend(self.waiting.keys().filter(by_office));
        }
        for need in needs {
            woken.extend(self.waiting.remove(&need).unwrap_or_default());
        }
        self.waiting_count -= woken.len();
        self.waiting_bytes -= woken.iter().map(weight).sum::<usize>();
        woken
    }

    /// Forgets what the bodies of entries said, because they were erased.
    pub(crate) fn forget_bodies(&mut self, ids: &HashSet<EntryId>) {
        self.bodiless.extend(ids);
        self.polls.forget(ids);
    }
}

/// What an entry takes in memory while it waits: its body, once as bytes and once as an act, and
/// what is around it.
fn weight(checked: &Checked) -> usize {
    1024 + 2 * checked.entry.entry().body().map_or(0, |body| body.bytes().len())
}
