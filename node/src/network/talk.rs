//! One session on one stream: the community laid out for as long as one frame takes.

use participation::{CommunityId, Desk, Error};
use participation_network::{Ending as End, Session as Carried, Step};
use participation_sync::{Cost, Cursor, Ending, NodeName, Refusal, Session};

use crate::communities::Tried;
use crate::exit::Failure;
use crate::network::budgets::Peer;
use crate::network::hosting::{Hosting, lock};
use crate::random;

/// Bytes of frames that are given to the line at once: what comes first must not wait behind more
/// than this.
const AT_ONCE: usize = 16 * 1024;

/// When to come again after a failure of this node's own, in milliseconds.
const LATER: u32 = 60_000;

/// When to come again while somebody here holds the community, in milliseconds.
const SOON: u32 = 3_000;

/// A session that is carried.
#[derive(Debug)]
pub(crate) struct Talk {
    hosting: Hosting,
    peer: Peer,
    state: State,
    saved: Option<Cursor>,
    /// What the other has said of this node's entries, as it is kept.
    vouched: Option<Cursor>,
    /// What of the session's cost the peer was charged.
    charged: Cost,
}

#[derive(Debug)]
enum State {
    /// A peer has opened it and said nothing yet.
    Waiting([u8; 32]),
    /// This node has opened it and said nothing yet.
    Calling(CommunityId, [u8; 32]),
    Open(CommunityId, Box<Session>),
}

impl Talk {
    /// A session that this node opens. It begins when it is first woken: patience and allowances
    /// are counted by the time that it is told then.
    pub(super) const fn dial(
        hosting: Hosting,
        community: CommunityId,
        peer: Peer,
        entropy: [u8; 32],
    ) -> Self {
        Self::new(hosting, peer, State::Calling(community, entropy))
    }

    pub(super) const fn accept(hosting: Hosting, peer: Peer, entropy: [u8; 32]) -> Self {
        Self::new(hosting, peer, State::Waiting(entropy))
    }

    const fn new(hosting: Hosting, peer: Peer, state: State) -> Self {
        Self {
            hosting,
            peer,
            state,
            saved: None,
            vouched: None,
            charged: Cost { bytes: 0, hashes: 0 },
        }
    }

    /// Does something with the session while its community is laid out, and gives what is to be
    /// sent.
    fn with(
        &mut self,
        now: u64,
        act: impl FnOnce(
            &mut Session,
            &mut Desk<'_, participation_store::SledStore>,
        ) -> Result<(), Error>,
    ) -> Result<Step, Failure> {
        let State::Open(id, session) = &mut self.state else { return Ok(Step::default()) };
        let mut open = match self.hosting.try_open(id)? {
            Tried::Open(open) => *open,
            Tried::Busy => return Ok(busy()),
            Tried::Absent => return Ok(refused(Refusal::Closing, LATER, End::Refused)),
        };
        // What others have cost meanwhile is gone for this session too.
        session.lower(self.hosting.left(&self.peer, now));
        let exchange = self.hosting.exchange(id);
        let mut step = Step::default();
        {
            let mut exchange = lock(&exchange);
            let desk = &mut Desk::new(open.for_others(), &mut exchange, now);
            act(session, desk)?;
            let mut length = 0;
            while length < AT_ONCE {
                let Some(frame) = session.transmit(now, desk)? else { break };
                length += frame.len();
                step.send.push(frame);
            }
            step.more = length >= AT_ONCE;
        }
        self.hosting.went(id, session.progress());
        // At each step: whoever cuts the line has had it all the same.
        let cost = session.cost();
        self.hosting.charge(&self.peer, now, cost.since(self.charged));
        self.charged = cost;
        let node = NodeName::of_peer(&self.peer.name.key());
        if let Some(seen) = session.seen().filter(|seen| self.saved.as_ref() != Some(seen)) {
            open.for_others().keep_seen(&node, &seen)?;
            self.saved = Some(seen);
        }
        if let Some(vouched) = session.vouched().filter(|it| self.vouched.as_ref() != Some(it)) {
            open.for_others().keep_vouched(&node, &vouched)?;
            self.vouched = Some(vouched);
        }
        step.wake_at_ms = Some(session.deadline());
        if step.more {
            return Ok(step);
        }
        let Some(ending) = session.ending() else { return Ok(step) };
        let done = matches!(ending, Ending::Done { .. });
        if done {
            let community = open.for_others();
            community.keep_heard(random::now().millis())?;
            // A node that lacks the space has not given it.
            let came = |space| community.view().chains().place(&space).is_some();
            if community.first()?.is_some_and(came) {
                community.ask_first(None)?;
            }
        }
        step.end = Some(told(ending));
        self.hosting.ended(id, &self.peer.name, session, done);
        if let Some(beacon) = self.hosting.health(id).beacon
            && open.beacon()? != Some(beacon)
        {
            open.for_others().keep_beacon(beacon)?;
        }
        Ok(step)
    }

    /// The first step of a session that this node has opened.
    fn calls(&mut self, now: u64, id: CommunityId, entropy: &[u8; 32]) -> Result<Step, Failure> {
        let mut open = match self.hosting.try_open(&id)? {
            Tried::Open(open) => *open,
            // Nothing was said yet, and a refusal is no greeting.
            Tried::Busy => return Ok(ended(End::Later(u64::from(SOON)))),
            Tried::Absent => return Ok(ended(End::Later(u64::from(LATER)))),
        };
        let settings = self.hosting.settings(&open, &self.peer, true, entropy, now)?;
        let exchange = self.hosting.exchange(&id);
        let session = {
            let mut exchange = lock(&exchange);
            let desk = &mut Desk::new(open.for_others(), &mut exchange, now);
            Session::dial(settings, now, desk)?
        };
        drop(open);
        self.state = State::Open(id, Box::new(session));
        self.with(now, |_, _| Ok(()))
    }

    /// The first frame of a session that a peer has opened.
    fn greeted(&mut self, now: u64, frame: &[u8], entropy: &[u8; 32]) -> Result<Step, Failure> {
        let hello = match Session::hear(frame) {
            Ok(hello) => hello,
            Err(fault) => return Ok(ended(End::Fault(fault.to_string()))),
        };
        let ends = self.hosting.ends(&self.peer.name, false);
        let Some(id) = self.hosting.find(|secret| hello.knows(secret, &ends)) else {
            return Ok(refused(Refusal::Unknown, LATER, End::Refused));
        };
        let mut open = match self.hosting.try_open(&id)? {
            Tried::Open(open) => *open,
            Tried::Busy => return Ok(busy()),
            Tried::Absent => return Ok(refused(Refusal::Unknown, LATER, End::Refused)),
        };
        let settings = self.hosting.settings(&open, &self.peer, false, entropy, now)?;
        let exchange = self.hosting.exchange(&id);
        let session = {
            let mut exchange = lock(&exchange);
            let desk = &mut Desk::new(open.for_others(), &mut exchange, now);
            Session::accept(settings, now, &hello, desk)?
        };
        drop(open);
        self.state = State::Open(id, Box::new(session));
        self.with(now, |_, _| Ok(()))
    }

    fn answer(&self, outcome: Result<Step, Failure>) -> Step {
        outcome.unwrap_or_else(|failure| {
            tracing::error!(peer = %self.peer.name.short(), %failure, "a session failed on this side");
            refused(Refusal::Closing, LATER, End::Later(u64::from(LATER)))
        })
    }
}

impl Carried for Talk {
    fn receive(&mut self, now: u64, frame: &[u8]) -> Step {
        let outcome = match &self.state {
            State::Waiting(entropy) => {
                let entropy = *entropy;
                self.greeted(now, frame, &entropy)
            }
            State::Calling(..) | State::Open(..) => {
                self.with(now, |session, desk| session.receive(now, frame, desk))
            }
        };
        self.answer(outcome)
    }

    fn wake(&mut self, now: u64) -> Step {
        let outcome = match &self.state {
            State::Calling(id, entropy) => {
                let (id, entropy) = (*id, *entropy);
                self.calls(now, id, &entropy).or_else(|failure| {
                    // Nothing was said yet, and a refusal is no greeting.
                    tracing::error!(community = %id, %failure, "no session can be begun");
                    Ok(ended(End::Later(u64::from(LATER))))
                })
            }
            State::Waiting(_) | State::Open(..) => self.with(now, |session, _| {
                session.tick(now);
                Ok(())
            }),
        };
        self.answer(outcome)
    }

    fn closed(&mut self, _: u64) -> Option<End> {
        let State::Open(id, session) = &mut self.state else { return None };
        session.closed();
        let ending = session.ending()?;
        let done = matches!(ending, Ending::Done { .. });
        self.hosting.ended(id, &self.peer.name, session, done);
        // A line that was cut is told apart by the driver.
        done.then_some(End::Done)
    }

    fn community(&self) -> Option<CommunityId> {
        match &self.state {
            State::Waiting(_) => None,
            State::Calling(id, _) | State::Open(id, _) => Some(*id),
        }
    }
}

fn told(ending: &Ending) -> End {
    match ending {
        Ending::Done { .. } => End::Done,
        Ending::Later(Refusal::Unknown | Refusal::Version, _) => End::Refused,
        Ending::Later(Refusal::Busy | Refusal::Budget | Refusal::Closing, later) => {
            End::Later(u64::from(*later))
        }
        Ending::Cut => End::Later(0),
        Ending::Fault(fault) => End::Fault(fault.to_string()),
    }
}

const fn ended(end: End) -> Step {
    Step { send: Vec::new(), more: false, wake_at_ms: None, end: Some(end) }
}

fn refused(reason: Refusal, later: u32, end: End) -> Step {
    Step { send: vec![Session::refuse(reason, later)], ..ended(end) }
}

/// Somebody here holds the community: the other is to come again, and no thread waits meanwhile.
fn busy() -> Step {
    refused(Refusal::Busy, SOON, End::Later(u64::from(SOON)))
}

#[cfg(test)]
mod tests {
    use participation_network::{Acquaintance, NodeKey};

    use super::*;
    use crate::communities::tests::{communities, found};

    #[test]
    fn a_session_is_opened_however_long_the_node_runs_already() {
        let (_folder, communities) = communities();
        let id = found(&communities, 1);
        let hosting = Hosting::new(communities, NodeKey::from_bytes([1; 32])).unwrap();
        hosting.take_note(&id).unwrap();
        let mut talk = Talk::dial(hosting, id, stranger(), [3; 32]);
        assert_eq!(talk.community(), Some(id));
        let now = 48 * 60 * 60 * 1000;
        let step = talk.wake(now);
        assert_eq!((step.send.len(), step.end), (1, None));
        assert!(step.wake_at_ms.unwrap() > now);
    }

    #[test]
    fn a_session_does_not_wait_for_ever_while_somebody_holds_the_community() {
        let (_folder, communities) = communities();
        communities.keep_open();
        let id = found(&communities, 1);
        let hosting = Hosting::new(communities.clone(), NodeKey::from_bytes([1; 32])).unwrap();
        hosting.take_note(&id).unwrap();
        let held = communities.open(&id).unwrap();
        let mut talk = Talk::dial(hosting, id, stranger(), [3; 32]);
        // In another thread, as the network does: this one holds the community.
        let step = std::thread::scope(|scope| scope.spawn(|| talk.wake(0)).join().unwrap());
        assert_eq!((step.send.len(), step.end), (0, Some(End::Later(u64::from(SOON)))));
        drop(held);
        assert_eq!(talk.wake(0).send.len(), 1);
    }

    fn stranger() -> Peer {
        let name = NodeKey::from_bytes([2; 32]).name().unwrap();
        Peer { name, acquaintance: Acquaintance::Stranger }
    }
}
