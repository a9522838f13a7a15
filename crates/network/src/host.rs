//! What the driver asks of whoever holds communities, and what it carries for it.

use participation_types::CommunityId;

use crate::PeerName;

/// Whether anybody on this side knows a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acquaintance {
    /// A person here, an invitation or a charter names it.
    Known,
    /// It came by itself. Keys are free: one hand may be as many strangers as it likes.
    Stranger,
}

/// Whoever holds communities.
///
/// Every method is called on a blocking thread, never on the task that drives the swarm; calls
/// come from several threads at once. A panic in here ends one session, not the network.
pub trait Host: Send + Sync + 'static {
    /// What speaks on one stream.
    type Session: Session;

    /// A session that this node opens towards a peer for one community; `None` when the host does
    /// not want one now.
    fn dial(
        &self,
        community: CommunityId,
        peer: &PeerName,
        acquaintance: Acquaintance,
        entropy: [u8; 32],
    ) -> Option<Self::Session>;

    /// A session that a peer has opened: the host learns from its first bytes which community it
    /// is about.
    fn accept(
        &self,
        peer: &PeerName,
        acquaintance: Acquaintance,
        entropy: [u8; 32],
    ) -> Self::Session;

    /// The communities to be kept in step. Asked at the start; afterwards
    /// [`Handle::join`](crate::Handle::join) and [`leave`](crate::Handle::leave) say what changed.
    fn communities(&self) -> Vec<Joined>;

    /// Whether a hint is news: short ids under the community's hint key, at least one of which
    /// stands for something that this node does not hold.
    fn is_news(&self, community: CommunityId, hints: &[u64]) -> bool;

    /// The short ids, newest first and at most [`MAX_HINTS`](crate::MAX_HINTS), of what sessions
    /// have brought in since the last call. They are handed on as a hint after each session.
    fn arrived(&self, community: CommunityId) -> Vec<u64> {
        let _ = community;
        Vec::new()
    }
}

/// Sans-IO as far as the driver sees: frames in, frames out, deadlines.
///
/// `now_ms` counts milliseconds from an arbitrary start and never goes back; it is for deadlines
/// only. The driver calls [`wake`](Self::wake) first, so that who dials can speak first; then
/// [`receive`](Self::receive) for each frame and `wake` whenever the deadline of the last step has
/// come. After a step with an end, or [`closed`](Self::closed), nothing is called any more.
pub trait Session: Send + 'static {
    /// Takes a frame. May block on a disk.
    fn receive(&mut self, now_ms: u64, frame: &[u8]) -> Step;

    /// Looks at the time, or for something new to say. May block on a disk.
    fn wake(&mut self, now_ms: u64) -> Step;

    /// The peer has said all that it wanted to say, and closed. How that ends the session; `None`
    /// when it is too early, which the driver takes for a broken line.
    fn closed(&mut self, now_ms: u64) -> Option<Ending> {
        let _ = now_ms;
        None
    }

    /// The community it is about, once that is known.
    fn community(&self) -> Option<CommunityId>;
}

/// What a session wants after a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Step {
    /// Whole frames to send, in order, each of at most [`MAX_FRAME`](crate::MAX_FRAME) bytes. They
    /// are sent before an end takes effect.
    pub send: Vec<Vec<u8>>,
    /// There is more to send: [`Session::wake`] is to be called as soon as all of this is sent, and
    /// not before, so that what is urgent then does not wait behind it.
    pub more: bool,
    /// When to call [`Session::wake`], if nothing comes before; in the time of `now_ms`.
    pub wake_at_ms: Option<u64>,
    /// The session is over.
    pub end: Option<Ending>,
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Both have what the other had.
    Done,
    /// One of the two has no time now: not before so many milliseconds.
    Later(u64),
    /// The peer does not hold this community, or does not speak our version: not its fault.
    Refused,
    /// The peer broke the rules: the driver blocks it for a time.
    Fault(String),
}

/// A community that is kept in step.
#[derive(Clone, PartialEq, Eq)]
pub struct Joined {
    /// Which.
    pub id: CommunityId,
    /// The secret that its members' nodes share: the gossip topic is derived from it and hints are
    /// proved with it.
    pub secret: [u8; 32],
    /// Addresses of its nodes that its charter or an invitation names, each ending with
    /// `/p2p/<name>`.
    pub addresses: Vec<String>,
}

impl std::fmt::Debug for Joined {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Joined")
            .field("id", &self.id)
            .field("addresses", &self.addresses)
            .finish_non_exhaustive()
    }
}
