//! What each message of the other leads to.

use participation_types::{BlobId, EntryId};

use crate::cursor::Cursor;
use crate::handshake::{Proof, session_key};
use crate::message::{MAX_BODIES, Message, Refusal, name};
use crate::ranges::{self, OutOfBudget, Ranges};
use crate::replica::{Piece, Replica, Totals};
use crate::session::{Ending, Fault, LATER, Session, Settings, State, here};

impl Session {
    pub(super) fn take<R: Replica>(
        &mut self,
        now: u64,
        message: Message,
        replica: &mut R,
    ) -> Result<Result<(), Fault>, R::Error> {
        let turn = Fault::Turn(name(&message));
        let open = matches!(self.state, State::Open);
        Ok(match message {
            Message::Hello(_) => Err(turn),
            Message::Answer { proof, here, seen } => {
                return self.answer(proof, here, seen, replica);
            }
            Message::Refuse(reason, later) => {
                self.end(Ending::Later(reason, later));
                Ok(())
            }
            Message::Begin { here, seen, first, beacons } => {
                let State::Answered { equal } = self.state else { return Ok(Err(turn)) };
                self.vouches(equal, seen, replica);
                self.beacons = beacons;
                return self.open(equal, here, seen, first, replica).map(Ok);
            }
            _ if !open => Err(turn),
            Message::Offer(offer) => {
                let want = self.taking.offered(offer, replica);
                want.map(|want| self.say(&want)).map_err(Fault::Rule)
            }
            Message::Want { number, runs } => {
                self.giving.wanted(number, &runs).map_err(Fault::Rule)
            }
            Message::Offered => {
                self.awaits_offers = false;
                Ok(())
            }
            Message::Totals(totals) => {
                self.taking.expected = Totals::new(totals);
                Ok(())
            }
            Message::Ranges(ranges) => {
                self.progress.ranges += 1;
                if self.equal || self.postponed.is_some() {
                    return Ok(Err(turn));
                }
                // Answered by `go_on`.
                self.postponed = Some(ranges);
                Ok(())
            }
            Message::Seek(sought) => {
                let mut arrivals = Vec::new();
                for sought in &sought {
                    match sought.find(replica.index()?, &self.key, &mut self.work) {
                        Ok(found) => arrivals.extend(found.iter().map(|item| item.arrival)),
                        Err(OutOfBudget { .. }) => return Ok(self.stop_working()),
                    }
                }
                arrivals.sort_unstable();
                self.giving.asked(&arrivals).map_err(Fault::Rule)
            }
            Message::Entries(entries) => match self.taking.entries(entries, replica)? {
                Ok(credit) => {
                    self.say(&credit);
                    Ok(())
                }
                Err(fault) => Err(Fault::Entry(fault)),
            },
            Message::Answered => self.taking.answered(replica).map_err(Fault::Rule),
            Message::Credit(bytes) => {
                self.giving.credited(now, bytes);
                Ok(())
            }
            Message::Bodies(ids) => {
                let mut arrivals = Vec::new();
                for id in &ids {
                    arrivals.extend(replica.arrival(id)?);
                }
                arrivals.sort_unstable();
                self.giving.asked(&arrivals).map_err(Fault::Rule)
            }
            Message::Blob(id, offset) => {
                self.giving.asked_for_blob(id, offset).map_err(Fault::Rule)
            }
            Message::Piece { id, total, offset, bytes } => {
                return self.piece(id, total, offset, &bytes, replica);
            }
            Message::Finished(here) => {
                let same = self.theirs.filter(|theirs| theirs.incarnation == here.incarnation);
                self.theirs = same.map(|_| here);
                self.other_finished = true;
                Ok(())
            }
        })
    }

    /// The dialler hears the answer to its hello.
    fn answer<R: Replica>(
        &mut self,
        proof: Proof,
        theirs: Cursor,
        seen: Option<Cursor>,
        replica: &mut R,
    ) -> Result<Result<(), Fault>, R::Error> {
        let State::Greeting(hello) = &self.state else {
            return Ok(Err(Fault::Turn("an answer")));
        };
        let Settings { secret, ends, nonce, .. } = &self.settings;
        if !proof.knows(secret, ends, hello) {
            return Ok(Err(Fault::Proof));
        }
        self.key = session_key(secret, nonce, &proof.nonce);
        let equal = proof.root == hello.root;
        self.vouches(equal, seen, replica);
        let lacking =
            !replica.bodies_missing(1)?.is_empty() || !replica.blobs_missing()?.is_empty();
        if equal && !lacking && self.settings.beacons.is_empty() {
            self.taking.seen = Some(theirs);
            self.end(Ending::Done { equal: true, held_back: 0 });
            return Ok(Ok(()));
        }
        let begin = Message::Begin {
            here: here(replica),
            seen: self.settings.seen,
            first: self.settings.first,
            beacons: self.settings.beacons.clone(),
        };
        self.say(&begin);
        self.open(equal, theirs, seen, None, replica).map(Ok)
    }

    /// Takes note of what the other says of this end's arrivals. A place beyond what this end has
    /// said to have is none of this numbering.
    fn vouches<R: Replica>(&mut self, equal: bool, seen: Option<Cursor>, replica: &R) {
        let mine = here(replica);
        if equal {
            self.vouched = Some(Cursor { next: [self.rooted_at; 3], ..mine });
        } else if let Some(seen) = seen
            && seen.incarnation == mine.incarnation
            && seen.next.iter().all(|next| *next <= replica.arrivals())
        {
            self.vouched = Some(seen);
        }
    }

    /// Both know who the other is: what each has after the other's cursor is offered.
    fn open<R: Replica>(
        &mut self,
        equal: bool,
        theirs: Cursor,
        seen: Option<Cursor>,
        first: Option<EntryId>,
        replica: &mut R,
    ) -> Result<(), R::Error> {
        self.state = State::Open;
        self.began_at = replica.arrivals();
        self.theirs = Some(theirs);
        self.equal = equal;
        if equal {
            self.reconciled = true;
            self.taking.seen = Some(theirs);
            return Ok(());
        }
        let mine = here(replica);
        let from = offers_from(seen, &mine, &theirs);
        // What the other will do, seen from its side.
        let before = offers_from(self.settings.seen, &theirs, &mine);
        self.taking.seen = before;
        self.awaits_offers = before.is_some() || self.settings.first.is_some() && self.dials;
        let first = match first {
            Some(space) => replica.space(&space)?,
            None => Vec::new(),
        };
        let asked = !first.is_empty();
        let until = replica.arrivals();
        let totals = self.giving.offer_after(replica.index()?, from.as_ref(), until, first);
        if from.is_some() || asked {
            self.say(&Message::Totals(totals));
        } else if !self.dials {
            self.say(&Message::Offered);
        }
        Ok(())
    }

    fn reconcile<R: Replica>(
        &mut self,
        incoming: &Ranges,
        replica: &mut R,
    ) -> Result<Result<(), Fault>, R::Error> {
        self.ranging = true;
        if incoming.is_empty() {
            self.reconciled = true;
            return Ok(Ok(()));
        }
        let reply = ranges::reconcile(replica.index()?, &self.key, incoming, &mut self.work);
        let reply = match reply {
            Ok(reply) => reply,
            Err(OutOfBudget { .. }) => return Ok(self.stop_working()),
        };
        self.reconciled = reply.answer.is_empty();
        self.say(&Message::Ranges(reply.answer));
        if !reply.want.is_empty() {
            if let Err(why) = self.taking.ask_otherwise() {
                return Ok(Err(Fault::Rule(why)));
            }
            self.say(&Message::Seek(reply.want));
        }
        Ok(self.giving.give_lacking(replica.index()?, reply.lacks).map_err(Fault::Rule))
    }

    /// The budget is used up, which is nobody's fault.
    fn stop_working(&mut self) -> Result<(), Fault> {
        self.say(&Message::Refuse(Refusal::Budget, LATER));
        self.end(Ending::Later(Refusal::Budget, LATER));
        Ok(())
    }

    fn piece<R: Replica>(
        &mut self,
        id: BlobId,
        total: u32,
        offset: u32,
        bytes: &[u8],
        replica: &mut R,
    ) -> Result<Result<(), Fault>, R::Error> {
        if self.awaited_piece.take() != Some((id, offset)) {
            return Ok(Err(Fault::Turn("a piece that nobody asked for")));
        }
        if let Err(why) = self.taking.spend(bytes.len()) {
            return Ok(Err(Fault::Rule(why)));
        }
        let credit = self.taking.refill(bytes.len());
        self.say(&credit);
        if bytes.is_empty() {
            // It is not there, or no longer.
            return Ok(Ok(()));
        }
        let piece = replica.piece(&id, total, offset, bytes)?;
        if matches!(piece, Piece::LeftOut(_)) {
            self.gives_alone = None;
        }
        match piece {
            Piece::More(next) | Piece::LeftOut(next) if next > offset => {
                if let Some(blobs) = &mut self.blobs {
                    blobs.push_front((id, next));
                }
                Ok(Ok(()))
            }
            Piece::More(_) | Piece::LeftOut(_) | Piece::Whole | Piece::NoRoom => Ok(Ok(())),
            Piece::Wrong if self.gives_alone == Some(id) => Ok(Err(Fault::Blob(id))),
            // Somebody else gave a part of it, and it comes again in another session.
            Piece::Wrong => Ok(Ok(())),
        }
    }

    /// Does what is due now that a message was taken, or that everything was sent.
    pub(super) fn go_on<R: Replica>(&mut self, replica: &mut R) -> Result<(), R::Error> {
        if self.ending.is_some() || !matches!(self.state, State::Open) {
            return Ok(());
        }
        if self.giving.has_little()
            && let Some(ranges) = self.postponed.take()
        {
            if let Err(fault) = self.reconcile(&ranges, replica)? {
                self.end(Ending::Fault(fault));
            }
            if self.ending.is_some() {
                return Ok(());
            }
        }
        let quiet = self.giving.is_idle() && self.taking.is_idle() && !self.awaits_offers;
        if self.dials && quiet && !self.ranging && !self.reconciled {
            self.ranging = true;
            if let Ok(first) = ranges::first(replica.index()?, &self.key, &mut self.work) {
                self.say(&Message::Ranges(first));
            } else {
                self.say(&Message::Refuse(Refusal::Budget, LATER));
                self.end(Ending::Later(Refusal::Budget, LATER));
            }
            return Ok(());
        }
        if quiet && self.reconciled && !self.finished {
            self.run_errands(replica)?;
        }
        if self.finished && self.other_finished && self.giving.is_idle() {
            // Everything that the other had when the session began was compared with what is here.
            if self.taking.held_back == 0 {
                self.taking.seen = self.theirs;
            }
            self.end(Ending::Done { equal: self.equal, held_back: self.taking.held_back });
        }
        Ok(())
    }

    /// The place before which the other has been offered everything of this end or gave it itself.
    fn compared<R: Replica>(&self, replica: &R) -> Cursor {
        let mut here = here(replica);
        let since = u64::from(replica.arrivals().saturating_sub(self.began_at));
        if since != self.taking.added {
            // Something came from elsewhere meanwhile.
            here.next = [self.began_at; 3];
        }
        here
    }

    /// Asks for bodies and blobs, one after another; then this end needs nothing more.
    fn run_errands<R: Replica>(&mut self, replica: &R) -> Result<(), R::Error> {
        if !self.asked_for_bodies {
            self.asked_for_bodies = true;
            let missing = replica.bodies_missing(MAX_BODIES)?;
            if !missing.is_empty() && self.taking.ask_otherwise().is_ok() {
                self.say(&Message::Bodies(missing));
                return Ok(());
            }
        }
        if self.awaited_piece.is_some() {
            return Ok(());
        }
        let blobs = match &mut self.blobs {
            Some(blobs) => blobs,
            None => self.blobs.insert(replica.blobs_missing()?.into()),
        };
        match blobs.pop_front() {
            Some((id, offset)) => {
                if offset == 0 {
                    self.gives_alone = Some(id);
                }
                self.awaited_piece = Some((id, offset));
                self.say(&Message::Blob(id, offset));
            }
            None => {
                self.finished = true;
                let here = self.compared(replica);
                self.say(&Message::Finished(here));
            }
        }
        Ok(())
    }
}

/// Where the offers of one end begin: after what the other has seen, or at the start where the
/// other holds nothing. `None` where only ranges can tell.
fn offers_from(seen: Option<Cursor>, here: &Cursor, theirs: &Cursor) -> Option<Cursor> {
    let known = seen.filter(|seen| seen.incarnation == here.incarnation);
    known.or_else(|| (theirs.next == [0; 3]).then(|| Cursor::start(here.incarnation)))
}
