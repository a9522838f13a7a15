//! One session on one stream: the community laid out for as long as one frame takes.

use participation::{CommunityId, Desk, Error};
use participation_network::{Ending as End, PeerName, Session as Carried, Step};
use participation_sync::{Cursor, Ending, NodeName, Refusal, Session};

use crate::exit::Failure;
use crate::network::hosting::{Hosting, lock};
use crate::random;

/// Bytes of frames that are given to the line at once: what comes first must not wait behind more
/// than this.
const AT_ONCE: usize = 16 * 1024;

/// When to come again after a failure of this node's own, in milliseconds.
const LATER: u32 = 60_000;

/// A session that is carried.
#[derive(Debug)]
pub(crate) struct Talk {
    hosting: Hosting,
    peer: PeerName,
    state: State,
    saved: Option<Cursor>,
}

#[derive(Debug)]
enum State {
    /// A peer has opened it and said nothing yet.
    Waiting([u8; 32]),
    Open(CommunityId, Box<Session>),
}

impl Talk {
    pub(super) fn dial(
        hosting: Hosting,
        community: CommunityId,
        peer: PeerName,
        entropy: &[u8; 32],
    ) -> Option<Self> {
        let begun = hosting.open(&community).and_then(|open| {
            let Some(mut open) = open else { return Ok(None) };
            let settings = hosting.settings(&open, &peer, true, entropy, 0)?;
            let exchange = hosting.exchange(&community);
            let mut exchange = lock(&exchange);
            let desk = &mut Desk::new(open.for_others(), &mut exchange, 0);
            Ok(Some(Session::dial(settings, 0, desk)?))
        });
        match begun {
            Ok(session) => {
                let state = State::Open(community, Box::new(session?));
                Some(Self { hosting, peer, state, saved: None })
            }
            Err(failure) => {
                tracing::error!(%community, %failure, "no session can be begun");
                None
            }
        }
    }

    pub(super) const fn accept(hosting: Hosting, peer: PeerName, entropy: [u8; 32]) -> Self {
        Self { hosting, peer, state: State::Waiting(entropy), saved: None }
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
        let Some(mut open) = self.hosting.open(id)? else {
            return Ok(refused(Refusal::Closing, End::Refused));
        };
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
        let node = NodeName::of_peer(&self.peer.key());
        if let Some(seen) = session.seen().filter(|seen| self.saved.as_ref() != Some(seen)) {
            open.for_others().keep_seen(&node, &seen)?;
            self.saved = Some(seen);
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
            if community.first()?.is_some() {
                community.ask_first(None)?;
            }
        }
        step.end = Some(told(ending));
        self.hosting.ended(id, &self.peer, session, done, now);
        Ok(step)
    }

    /// The first frame of a session that a peer has opened.
    fn greeted(&mut self, now: u64, frame: &[u8], entropy: &[u8; 32]) -> Result<Step, Failure> {
        let hello = match Session::hear(frame) {
            Ok(hello) => hello,
            Err(fault) => return Ok(ended(End::Fault(fault.to_string()))),
        };
        let ends = self.hosting.ends(&self.peer, false);
        let Some(id) = self.hosting.find(|secret| hello.knows(secret, &ends)) else {
            return Ok(refused(Refusal::Unknown, End::Refused));
        };
        let Some(mut open) = self.hosting.open(&id)? else {
            return Ok(refused(Refusal::Unknown, End::Refused));
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
            tracing::error!(peer = %self.peer.short(), %failure, "a session failed on this side");
            refused(Refusal::Closing, End::Later(u64::from(LATER)))
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
            State::Open(..) => self.with(now, |session, desk| session.receive(now, frame, desk)),
        };
        self.answer(outcome)
    }

    fn wake(&mut self, now: u64) -> Step {
        let outcome = self.with(now, |session, _| {
            session.tick(now);
            Ok(())
        });
        self.answer(outcome)
    }

    fn closed(&mut self, now: u64) -> Option<End> {
        let State::Open(id, session) = &mut self.state else { return None };
        session.closed();
        let ending = session.ending()?;
        let done = matches!(ending, Ending::Done { .. });
        self.hosting.ended(id, &self.peer, session, done, now);
        // A line that was cut is told apart by the driver.
        done.then_some(End::Done)
    }

    fn community(&self) -> Option<CommunityId> {
        match &self.state {
            State::Waiting(_) => None,
            State::Open(id, _) => Some(*id),
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

fn refused(reason: Refusal, end: End) -> Step {
    Step { send: vec![Session::refuse(reason, LATER)], ..ended(end) }
}
