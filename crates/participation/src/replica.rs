//! A replica in memory: the set, what waits to enter it, and what it says of polls.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use participation_acts::Act;
use participation_charter::{Admitted, Ledger, Need, View};
use participation_deliberation::Deliberation;
use participation_poll::Polls;
use participation_types::{BlobId, CommunityId, DeviceKey, EntryId, Lane, MemberKey};

use crate::check::Checked;
use crate::error::Rejection;
use crate::single::Single;
use crate::words::{Words, is_read_again};

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
    /// Behind a lock, so that whoever reads can bring it up to date.
    pub(crate) deliberation: Single<Deliberation>,
    pub(crate) words: Words,
    /// Member keys whose devices have taken part in the deliberation.
    writers: HashSet<MemberKey>,
    /// Those devices.
    devices: HashSet<DeviceKey>,
    waiting: HashMap<Need, Vec<Checked>>,
    waiting_count: usize,
    waiting_bytes: usize,
    room: WaitingRoom,
    /// Revisions that a seat stood by when somebody was last woken.
    warrants: u64,
    /// Entries of the set whose bodies are not here: erased, or kept back by whoever sent them.
    bodiless: HashSet<EntryId>,
    /// How many entries of the set are of the lane of content.
    written: usize,
}

impl Replica {
    pub(crate) fn new(community: CommunityId, room: WaitingRoom) -> Self {
        Self {
            ledger: Ledger::new(community),
            polls: Polls::default(),
            deliberation: Single::default(),
            words: Words::default(),
            writers: HashSet::new(),
            devices: HashSet::new(),
            waiting: HashMap::new(),
            waiting_count: 0,
            waiting_bytes: 0,
            room,
            warrants: 0,
            bodiless: HashSet::new(),
            written: 0,
        }
    }

    pub(crate) fn view(&self) -> View<'_> {
        self.ledger.view()
    }

    /// From now on no more than this waits.
    pub(crate) const fn set_room(&mut self, room: WaitingRoom) {
        self.room = room;
    }

    /// Blobs that are named, not here, and needed to say what stands.
    pub(crate) fn wanted(&self) -> BTreeSet<BlobId> {
        let phases = self.deliberation.hold().wanted();
        self.polls.wanted().into_iter().chain(phases).collect()
    }

    /// Blobs that are named at all.
    pub(crate) fn named(&self) -> BTreeSet<BlobId> {
        let written = self.deliberation.hold().named();
        self.polls.named().into_iter().chain(written).collect()
    }

    /// Takes in a blob, whoever names it.
    pub(crate) fn supply(&mut self, id: BlobId, bytes: &[u8]) {
        self.polls.supply(id, bytes);
        self.deliberation_mut().supply(id, bytes);
    }

    /// Number of entries that wait.
    pub(crate) const fn pending(&self) -> usize {
        self.waiting_count
    }

    /// Number of entries of the set whose bodies are not here.
    pub(crate) fn without_body(&self) -> usize {
        self.bodiless.len()
    }

    /// Number of entries of the set in the lane of content.
    pub(crate) const fn written(&self) -> usize {
        self.written
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
        let renewals = self.ledger.renewals();
        match self.ledger.admit(&checked.entry, checked.act.as_ref()) {
            Admitted::Added => {
                let id = checked.entry.entry().id();
                let header = checked.entry.entry().header();
                if header.lane == Lane::Content {
                    self.written += 1;
                    self.deliberation_mut().came(id, header.claimed);
                    // Also without its body: what is left of an erased one stands by their slot.
                    let owners = self.ledger.facts().certificates(&header.author);
                    self.writers.extend(owners.iter().map(|certificate| certificate.member));
                    self.devices.insert(header.author);
                }
                self.take_note(&checked);
                if self.ledger.renewals() != renewals || self.changes_a_writer(&checked) {
                    self.deliberation_mut().invalidate();
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

    /// What an entry of the set says goes to whom it concerns.
    fn take_note(&mut self, checked: &Checked) {
        let Some(act) = checked.act.as_ref().map(participation_acts::Proven::act) else { return };
        let entry = checked.entry.entry();
        let id = entry.id();
        self.polls.record(id, act);
        if !matches!(act, Act::Content(_)) {
            return;
        }
        let taken = self.deliberation_mut().record(id, entry.header().claimed, act);
        if let Some(body) = entry.body()
            && taken
            && is_read_again(act)
        {
            self.words.keep(id, body.bytes());
        }
    }

    /// Whether an act of the census is about somebody who has written before: whose slot they speak
    /// for may have changed.
    fn changes_a_writer(&mut self, checked: &Checked) -> bool {
        match checked.act.as_ref().map(participation_acts::Proven::act) {
            Some(Act::Admit(admission)) => self.writers.contains(&admission.member),
            Some(Act::Redeem(redemption)) => {
                // A second redemption of a card takes the first one's place away.
                let same = self.ledger.facts().redemptions(&redemption.invitation);
                same.iter().any(|(_, member)| self.writers.contains(member))
            }
            Some(Act::Name(_)) => !self.writers.is_empty(),
            Some(Act::Certify(certificate)) => {
                let device = checked.entry.entry().header().author;
                let wrote = self.devices.contains(&device);
                if wrote {
                    self.writers.insert(certificate.member);
                }
                // Of a member with many keys the first device may say whose another one is.
                wrote || self.writers.contains(&certificate.member)
            }
            _ => false,
        }
    }

    /// Whether anything was ever said that erases.
    pub(crate) fn has_erasures(&mut self) -> bool {
        self.deliberation_mut().has_erasures()
    }

    /// Whether a body is erased for good, on every node.
    pub(crate) fn is_erased(&self, id: &EntryId) -> bool {
        self.deliberation.hold().is_erased(id)
    }

    /// Takes an erasure back in that was taken for erased itself.
    pub(crate) fn restore(&mut self, id: &EntryId, act: &Act) -> bool {
        self.deliberation_mut().restore(id, act)
    }

    /// Whether an entry of the set is here without its body.
    pub(crate) fn lacks_body(&self, id: &EntryId) -> bool {
        self.bodiless.contains(id)
    }

    /// Entries of the set that are here without their body, sorted.
    pub(crate) fn bodiless(&self) -> Vec<EntryId> {
        let mut ids: Vec<EntryId> = self.bodiless.iter().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// Takes note that bodies are gone of which the deliberation itself said that they must go.
    pub(crate) fn part_with(&mut self, ids: &[EntryId]) {
        self.bodiless.extend(ids);
        self.words.forget(ids);
    }

    pub(crate) fn deliberation_mut(&mut self) -> &mut Deliberation {
        self.deliberation.get_mut()
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
        self.take_note(checked);
    }

    fn wait(&mut self, need: Need, checked: Checked) -> Offer {
        let list = self.waiting.get_mut(&need).map_or(&mut [][..], Vec::as_mut_slice);
        let id = checked.entry.entry().id();
        if let Some(other) = list.iter_mut().find(|other| other.entry.entry().id() == id) {
            // It may wait without the body that this one brings.
            let grown = weight(&checked).saturating_sub(weight(other));
            let bytes = self.waiting_bytes.saturating_add(grown);
            if grown > 0 && bytes <= self.room.bytes {
                *other = checked;
                self.waiting_bytes = bytes;
            }
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
            Some(Act::Assist(assistance)) => needs.push(Need::Admission(assistance.member)),
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
        self.words.forget(ids);
        self.deliberation_mut().forget(ids);
    }
}

/// What an entry takes in memory while it waits: its body, once as bytes and once as an act, and
/// what is around it.
fn weight(checked: &Checked) -> usize {
    1024 + 2 * checked.entry.entry().body().map_or(0, |body| body.bytes().len())
}
