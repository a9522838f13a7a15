//! One community on one node: opened, taken in to, written in.

use std::sync::mpsc::sync_channel;

use ed25519_dalek::SigningKey;

use participation_acts::{Act, ContentKind};
use participation_charter::{Fault, View};
use participation_keys::Access;
use participation_log::{Draft, Salt};
use participation_policy::Entry as Question;
use participation_store::{Record, Store, StoreError};
use participation_sync::Index;
use participation_types::{
    BlobId, ChainId, CommunityId, DeviceKey, EntryId, Head, Lane, RevisionId, Seq, SetDigest,
    Timestamp, sha256,
};

use crate::access;
use crate::check::{Checked, check_all};
use crate::error::{Error, Rejection};
use crate::pen::Pen;
use crate::replay::replay;
use crate::replica::{Offer, Replica, WaitingRoom};

/// Name of the store's note that says which community it holds.
const NOTE: &str = "community";

/// Entries that are verified and stored in one go. Each such batch ends in an fsync.
const BATCH: usize = 2048;

/// What came of taking entries in.
#[derive(Debug, Default)]
#[must_use]
pub struct Intake {
    /// Entries that are in the set now and were not before.
    pub added: usize,
    /// Entries that were in the set already.
    pub known: usize,
    /// Entries that wait for others.
    pub waiting: usize,
    /// Entries that will not enter: their index in what was offered, and why.
    pub rejected: Vec<(usize, Rejection)>,
}

/// A community with its store.
#[derive(Debug)]
pub struct Community<S> {
    pub(crate) store: S,
    pub(crate) replica: Replica,
    stopped: bool,
    pub(crate) access: Access,
    /// What enters may have been stored before: the store has lost what it builds upon.
    pub(crate) mending: bool,
    /// Everything that is here, for sessions with other nodes; none until they are asked for.
    pub(crate) index: Option<Index>,
}

impl<S: Store> Community<S> {
    /// Opens the community that a store holds, by replaying it. Signatures are not checked
    /// again: they were before anything was written, the store guards its bytes, and
    /// [`Community::audit`] checks everything anew.
    ///
    /// # Errors
    /// [`Error::NoCommunity`] for an empty store, [`Error::Store`], [`Error::Replay`] and
    /// [`Error::Gaps`] where it is damaged.
    pub fn open(store: S) -> Result<Self, Error> {
        let mut community = Self::mend(store)?;
        let count = community.pending();
        if count > 0 {
            return Err(Error::Gaps { count });
        }
        community.replica.set_room(WaitingRoom::default());
        community.mending = false;
        Ok(community)
    }

    /// Opens the community of a store that has lost entries or bodies, with whatever does not
    /// build upon them; the rest waits. [`Community::import`] of a bundle that has what was lost
    /// lets it in; [`Community::pending`] says how much still waits after that. Then close it
    /// and [`Community::open`] it again.
    ///
    /// # Errors
    /// As [`Community::open`], without [`Error::Gaps`].
    pub fn mend(store: S) -> Result<Self, Error> {
        let community = Self::which(&store)?.ok_or(Error::NoCommunity)?;
        let mut replica = Replica::new(community, WaitingRoom::UNBOUNDED);
        let store = replay(store, &mut replica)?;
        let access = access::kept(&store, &community)?;
        let mut community =
            Self { store, replica, stopped: false, access, mending: true, index: None };
        community.supply_blobs()?;
        // What was erased may still be here: the node may have died before it was done.
        community.settle_erasures()?;
        Ok(community)
    }

    /// Begins to hold a community in an empty store, as yet without any entry.
    ///
    /// # Errors
    /// [`Error::OtherCommunity`] when the store holds another one.
    pub fn begin(mut store: S, community: CommunityId) -> Result<Self, Error> {
        match Self::which(&store)? {
            Some(here) if here != community => {
                return Err(Error::OtherCommunity { here, asked: community });
            }
            Some(_) => return Self::open(store),
            None => store.put_note(NOTE, community.as_bytes())?,
        }
        let access = access::kept(&store, &community)?;
        let replica = Replica::new(community, WaitingRoom::default());
        Ok(Self { store, replica, stopped: false, access, mending: false, index: None })
    }

    /// Which community a store holds, if any.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn which(store: &S) -> Result<Option<CommunityId>, Error> {
        let note = store.note(NOTE)?;
        Ok(note.and_then(|bytes| bytes.try_into().ok()).map(CommunityId::from_bytes))
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> CommunityId {
        self.replica.ledger.community()
    }

    /// What stands: charter, census, chains.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        self.replica.view()
    }

    /// Number of entries in the set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.replica.ledger.chains().len()
    }

    /// Number of entries outside the lane of content: those by which polls are judged and counted.
    #[must_use]
    pub fn len_unspoken(&self) -> usize {
        self.len().saturating_sub(self.replica.written())
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Entries that wait for others and are not stored.
    #[must_use]
    pub const fn pending(&self) -> usize {
        self.replica.pending()
    }

    /// Entries of the set whose bodies are not here: erased, or kept back by whoever sent them.
    /// The digest of the set does not tell; what is shown may differ by it.
    #[must_use]
    pub fn without_body(&self) -> usize {
        self.replica.without_body()
    }

    /// The digest of the set: equal on two nodes exactly when they hold the same entries.
    #[must_use]
    pub fn digest(&self) -> SetDigest {
        self.replica.ledger.chains().digest()
    }

    /// The store, for what only its kind can do.
    #[must_use]
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// Gives the store back.
    #[must_use]
    pub fn into_store(self) -> S {
        self.store
    }

    /// Takes in travelling entries: verified strictly over all cores, admitted, and durable
    /// before this returns. Entries may come in any order; what must wait for others is kept in
    /// bounded memory and forgotten when the community is closed.
    ///
    /// # Errors
    /// [`Error::Store`]; then the community must be opened again.
    pub fn ingest(&mut self, entries: &[Vec<u8>]) -> Result<Intake, Error> {
        self.running()?;
        let mut intake = Intake::default();
        // One batch is verified while the one before it is written.
        let result = std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Vec<Result<Checked, Rejection>>>(1);
            scope.spawn(move || {
                for batch in entries.chunks(BATCH) {
                    if sender.send(check_all(batch)).is_err() {
                        return;
                    }
                }
            });
            let mut from = 0;
            for batch in receiver {
                let length = batch.len();
                self.take_in(from, batch, &mut intake)?;
                from += length;
            }
            Ok(())
        });
        result.map(|()| intake)
    }

    /// Keeps a blob: a roll's frontier or a manifest. Its name must be its SHA-256.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn put_blob(&mut self, bytes: &[u8]) -> Result<BlobId, Error> {
        let id = BlobId::from_bytes(sha256(bytes));
        self.store.put_blob(&id, bytes)?;
        self.replica.supply(id, bytes);
        self.settle_erasures()?;
        Ok(id)
    }

    /// The bytes of a blob, such as those of an attached file; `None` while they are not here.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn blob(&self, id: &BlobId) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.store.blob(id)?)
    }

    /// Blobs that entries name and that are not here.
    #[must_use]
    pub fn wanted_blobs(&self) -> Vec<BlobId> {
        self.replica.wanted().into_iter().collect()
    }

    /// What an entry says, `None` when its body was erased or cannot be read.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`], [`Error::Store`].
    pub fn act(&self, id: &EntryId) -> Result<Option<Act>, Error> {
        Ok(self.checked(id)?.act.map(participation_acts::Proven::into_act))
    }

    /// An entry as it is stored.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`], [`Error::Store`].
    pub fn entry(&self, id: &EntryId) -> Result<participation_log::Entry, Error> {
        Ok(self.checked(id)?.entry.into_entry())
    }

    /// Asks whether the pen's device may do this now, without doing it.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] with the reason.
    pub fn may(&self, pen: &Pen<'_>, act: &Act) -> Result<(), Error> {
        self.may_as(pen.device.public(), act)
    }

    pub(crate) fn may_as(&self, author: DeviceKey, act: &Act) -> Result<(), Error> {
        let view = self.view();
        let lane = act.kind().lane().unwrap_or(Lane::Content);
        let after = view.standing_head(&ChainId { device: author, lane });
        let seq = after.and_then(|head| head.seq.next()).unwrap_or(Seq::FIRST);
        let revision = view.tip().map(|(tip, _)| tip.revision);
        let question = Question { author, lane, seq, revision, act };
        let right = if matches!(act, Act::Content(_)) {
            self.renewed().ask(&view, &question)
        } else {
            self.replica.polls.ask(&view, &question)
        };
        right.map(drop).map_err(Error::from)
    }

    /// Writes an entry: asked first, signed under the revision in force, admitted, and durable
    /// before its id is given out.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], [`Error::NotAdmitted`], [`Error::Store`].
    pub fn write(&mut self, pen: &mut Pen<'_>, act: &Act) -> Result<EntryId, Error> {
        self.may(pen, act)?;
        let revision = self.view().tip().map(|(tip, _)| tip.revision);
        self.write_at(pen, act, revision)
    }

    pub(crate) fn write_at(
        &mut self,
        pen: &mut Pen<'_>,
        act: &Act,
        revision: Option<RevisionId>,
    ) -> Result<EntryId, Error> {
        let salt = pen.sixteen();
        let key = pen.device.signing_key();
        self.write_with(key, salt, pen.now, act, revision)
    }

    pub(crate) fn write_with(
        &mut self,
        key: &SigningKey,
        salt: Salt,
        now: Timestamp,
        act: &Act,
        revision: Option<RevisionId>,
    ) -> Result<EntryId, Error> {
        self.running()?;
        let lane = act.kind().lane().unwrap_or(Lane::Content);
        let device = DeviceKey::from_bytes(key.verifying_key().to_bytes());
        let chain = ChainId { device, lane };
        let after = self.head_to_build_upon(&chain)?;
        let draft = Draft { community: self.id(), lane, after, revision, claimed: now };
        let signed = draft.sign(key, salt, act.encode())?;
        let id = signed.entry().id();
        let checked = Checked::of(signed).map_err(|why| Error::NotAdmitted(why.to_string()))?;
        let mut intake = Intake::default();
        self.take_in(0, vec![Ok(checked)], &mut intake)?;
        if self.view().chains().place(&id).is_some() {
            return Ok(id);
        }
        // What is refused must not enter later by itself: its author may have gone on otherwise.
        self.replica.withdraw(&id);
        let why = intake.rejected.first().map(|(_, why)| why.to_string());
        Err(Error::NotAdmitted(
            why.unwrap_or_else(|| "it names something that is not here".to_owned()),
        ))
    }

    /// Writes many acts of one lane in one go: signed one after another under the revision in
    /// force, admitted, and durable together before their ids are given out. Their rights are not
    /// asked one by one beforehand; what of them does not stand, [`Community::deliberation`] lists.
    ///
    /// # Errors
    /// [`Error::OtherLane`] for acts of different lanes; [`Error::NotAdmitted`],
    /// [`Error::Store`]: then those of the batches before are written and the others are not.
    pub fn write_all(&mut self, pen: &mut Pen<'_>, acts: &[Act]) -> Result<Vec<EntryId>, Error> {
        self.running()?;
        let lane = |act: &Act| act.kind().lane().unwrap_or(Lane::Content);
        let Some(first) = acts.first().map(lane) else { return Ok(Vec::new()) };
        if acts.iter().any(|act| lane(act) != first) {
            return Err(Error::OtherLane);
        }
        let revision = self.view().tip().map(|(tip, _)| tip.revision);
        let chain = ChainId { device: pen.device.public(), lane: first };
        let mut after = self.head_to_build_upon(&chain)?;
        let mut ids = Vec::with_capacity(acts.len());
        for batch in acts.chunks(BATCH) {
            let mut signed = Vec::with_capacity(batch.len());
            for act in batch {
                let draft =
                    Draft { community: self.id(), lane: first, after, revision, claimed: pen.now };
                let entry = draft.sign(pen.device.signing_key(), pen.sixteen(), act.encode())?;
                let (seq, id) = (entry.entry().header().seq, entry.entry().id());
                after = Some(Head { seq, id });
                ids.push(id);
                let checked =
                    Checked::of(entry).map_err(|why| Error::NotAdmitted(why.to_string()))?;
                signed.push(Ok(checked));
            }
            let mut intake = Intake::default();
            self.take_in(0, signed, &mut intake)?;
            if intake.added < batch.len() {
                for id in ids.iter().rev().take(batch.len()) {
                    self.replica.withdraw(id);
                }
                let why = intake.rejected.first().map(|(_, why)| why.to_string());
                let missing = || "it names something that is not here".to_owned();
                return Err(Error::NotAdmitted(why.unwrap_or_else(missing)));
            }
        }
        Ok(ids)
    }

    /// The last standing entry of one's own chain, unless two stand after it: a third would only
    /// make it worse.
    fn head_to_build_upon(&self, chain: &ChainId) -> Result<Option<Head>, Error> {
        let view = self.view();
        let head = view.standing_head(chain);
        if view.chains().is_forked(chain) {
            let next = head.map_or(Some(Seq::FIRST), |head| head.seq.next());
            let forks = view.chains().forks();
            if forks.iter().any(|fork| fork.chain == *chain && Some(fork.seq) == next) {
                return Err(Error::NotAllowed(Fault::Forked));
            }
        }
        Ok(head)
    }

    pub(crate) fn checked(&self, id: &EntryId) -> Result<Checked, Error> {
        let arrival = self.store.find(id)?.ok_or(Error::NoSuchEntry(*id))?;
        let record = self.store.read(arrival)?.ok_or(Error::NoSuchEntry(*id))?;
        Checked::from_store(&record)
            .map_err(|why| Error::Replay { arrival: arrival.number(), why: why.to_string() })
    }

    pub(crate) fn take_in_checked(
        &mut self,
        batch: Vec<Result<Checked, Rejection>>,
    ) -> Result<Intake, Error> {
        let mut intake = Intake::default();
        self.take_in(0, batch, &mut intake)?;
        Ok(intake)
    }

    fn take_in(
        &mut self,
        from: usize,
        batch: Vec<Result<Checked, Rejection>>,
        intake: &mut Intake,
    ) -> Result<(), Error> {
        let mut records: Vec<Record> = Vec::with_capacity(batch.len());
        let mut embodied: Vec<Box<Checked>> = Vec::new();
        let mut opens_or_seals = false;
        for (index, checked) in (from..).zip(batch) {
            match checked.map_or_else(Offer::Rejected, |checked| self.replica.offer(checked)) {
                Offer::Entered(entered) => {
                    for checked in &entered {
                        let act = checked.act.as_ref().map(participation_acts::Proven::act);
                        opens_or_seals |= matches!(act, Some(Act::Open(_) | Act::Seal(_)))
                            || act.is_some_and(begins_a_phase);
                        let record = checked.record();
                        if self.mending && self.store.find(&record.id)?.is_some() {
                            continue;
                        }
                        intake.added += 1;
                        records.push(record);
                    }
                }
                Offer::Known => intake.known += 1,
                Offer::Embodies(checked) => {
                    intake.known += 1;
                    embodied.push(checked);
                }
                Offer::Waits => {}
                Offer::Rejected(why) => intake.rejected.push((index, why)),
            }
        }
        intake.waiting = self.replica.pending();
        let erased = self.replica.has_erasures().then(|| self.newly_erased());
        self.strip(&mut records);
        let appended = self.store.append(&records).map_err(Error::from);
        let indexed = appended.map(|first| self.put_in_order(first, &records));
        let kept = indexed.and_then(|()| self.embody(&embodied));
        let done = kept.and_then(|()| self.carry_out(erased.unwrap_or_default())).and_then(|()| {
            if opens_or_seals {
                self.supply_blobs()?;
            }
            // Bodies that came later may erase as well.
            if embodied.is_empty() { Ok(()) } else { self.settle_erasures() }
        });
        self.stopped |= done.is_err();
        done
    }

    /// Keeps bodies of entries that came without them, unless they were erased here.
    fn embody(&mut self, embodied: &[Box<Checked>]) -> Result<(), Error> {
        for checked in embodied {
            let entry = checked.entry.entry();
            let Some(arrival) = self.store.find(&entry.id())? else { continue };
            let act = checked.act.as_ref().map(participation_acts::Proven::act);
            let erases = act.is_some_and(|act| self.replica.restore(&entry.id(), act));
            if self.store.erased(arrival)? || (self.replica.is_erased(&entry.id()) && !erases) {
                continue;
            }
            if let Some(body) = entry.body() {
                self.store.put_body(arrival, &body.to_stored())?;
                self.replica.embody(checked);
            }
        }
        Ok(())
    }

    fn supply_blobs(&mut self) -> Result<(), Error> {
        for id in self.replica.wanted() {
            match self.store.blob(&id) {
                Ok(Some(bytes)) => self.replica.supply(id, &bytes),
                // The manifest of a poll without ballots is empty: nobody has to send that.
                Ok(None) if *id.as_bytes() == sha256(&[]) => {
                    self.store.put_blob(&id, &[])?;
                    self.replica.supply(id, &[]);
                }
                Ok(None) => {}
                Err(StoreError::Damaged(damage)) => {
                    tracing::warn!(%damage, "a blob cannot be read and counts as missing");
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Whether a store that failed has left memory behind it, so that nothing more is written and
    /// the community must be opened again.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Memory is not to be relied on from here on, until [`Self::resume`].
    pub(crate) const fn stop(&mut self) {
        self.stopped = true;
    }

    pub(crate) const fn resume(&mut self) {
        self.stopped = false;
    }

    pub(crate) const fn running(&self) -> Result<(), Error> {
        if self.stopped { Err(Error::Stopped) } else { Ok(()) }
    }
}

fn begins_a_phase(act: &Act) -> bool {
    matches!(act, Act::Content(content) if content.kind() == ContentKind::Phase)
}
