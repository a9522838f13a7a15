//! Streams on the one protocol of sessions: opened here, opened there, nothing else.
//!
//! Why not `libp2p-stream` (0.5.0-alpha): its table of senders keeps an entry for every connection
//! there ever was, so that a peer which reconnects for days fills the memory; it drops inbound
//! streams while its receiver is not polled; and it dials peers on its own account.

use std::collections::VecDeque;
use std::task::{Context, Poll};

use libp2p::core::Endpoint;
use libp2p::core::transport::PortUse;
use libp2p::core::upgrade::ReadyUpgrade;
use libp2p::swarm::handler::{
    ConnectionEvent, DialUpgradeError, FullyNegotiatedInbound, FullyNegotiatedOutbound,
};
use libp2p::swarm::{
    ConnectionDenied, ConnectionHandler, ConnectionHandlerEvent, ConnectionId, FromSwarm,
    NetworkBehaviour, NotifyHandler, Stream, StreamProtocol, StreamUpgradeError, SubstreamProtocol,
    THandler, THandlerInEvent, THandlerOutEvent, ToSwarm,
};
use libp2p::{Multiaddr, PeerId};

/// The protocol of sessions, with its version.
pub(crate) const PROTOCOL: StreamProtocol = StreamProtocol::new("/participation/sync/1");

/// Streams that one connection may be asked to open before the first is open.
const MAX_OPENING: usize = 32;

/// Which request to open a stream this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Token(pub(crate) u64);

/// What happened to a stream of a connection.
#[derive(Debug)]
pub(crate) enum Event {
    /// The peer opened one.
    Accepted(Stream),
    /// The one that we asked for is open.
    Opened(Token, Stream),
    /// The one that we asked for could not be opened; `spoken` is whether the peer knows the
    /// protocol at all.
    Failed { token: Token, spoken: bool },
}

/// Opens and accepts streams.
#[derive(Debug, Default)]
pub(crate) struct Behaviour {
    queue: VecDeque<ToSwarm<(PeerId, Event), Token>>,
}

impl Behaviour {
    /// Asks for a stream to a connected peer. Should the connection end at this moment no event
    /// follows: the caller gives up after a time.
    pub(crate) fn open(&mut self, peer: PeerId, token: Token) {
        self.queue.push_back(ToSwarm::NotifyHandler {
            peer_id: peer,
            handler: NotifyHandler::Any,
            event: token,
        });
    }
}

impl NetworkBehaviour for Behaviour {
    type ConnectionHandler = Handler;
    type ToSwarm = (PeerId, Event);

    fn handle_established_inbound_connection(
        &mut self,
        _: ConnectionId,
        _: PeerId,
        _: &Multiaddr,
        _: &Multiaddr,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        Ok(Handler::default())
    }

    fn handle_established_outbound_connection(
        &mut self,
        _: ConnectionId,
        _: PeerId,
        _: &Multiaddr,
        _: Endpoint,
        _: PortUse,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        Ok(Handler::default())
    }

    fn on_swarm_event(&mut self, _: FromSwarm<'_>) {}

    fn on_connection_handler_event(
        &mut self,
        peer: PeerId,
        _: ConnectionId,
        event: THandlerOutEvent<Self>,
    ) {
        self.queue.push_back(ToSwarm::GenerateEvent((peer, event)));
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        // Whatever fills the queue, the swarm or the driver, polls again afterwards.
        self.queue.pop_front().map_or(Poll::Pending, Poll::Ready)
    }
}

/// The streams of one connection.
#[derive(Debug, Default)]
pub(crate) struct Handler {
    to_open: VecDeque<Token>,
    events: VecDeque<Event>,
}

impl ConnectionHandler for Handler {
    type FromBehaviour = Token;
    type ToBehaviour = Event;
    type InboundProtocol = ReadyUpgrade<StreamProtocol>;
    type OutboundProtocol = ReadyUpgrade<StreamProtocol>;
    type InboundOpenInfo = ();
    type OutboundOpenInfo = Token;

    fn listen_protocol(&self) -> SubstreamProtocol<Self::InboundProtocol> {
        SubstreamProtocol::new(ReadyUpgrade::new(PROTOCOL), ())
    }

    fn poll(
        &mut self,
        _: &mut Context<'_>,
    ) -> Poll<ConnectionHandlerEvent<Self::OutboundProtocol, Token, Event>> {
        if let Some(event) = self.events.pop_front() {
            return Poll::Ready(ConnectionHandlerEvent::NotifyBehaviour(event));
        }
        // What fills these queues is called by the connection, which polls again afterwards.
        self.to_open.pop_front().map_or(Poll::Pending, |token| {
            let protocol = SubstreamProtocol::new(ReadyUpgrade::new(PROTOCOL), token);
            Poll::Ready(ConnectionHandlerEvent::OutboundSubstreamRequest { protocol })
        })
    }

    fn on_behaviour_event(&mut self, token: Token) {
        if self.to_open.len() < MAX_OPENING {
            self.to_open.push_back(token);
        } else {
            self.events.push_back(Event::Failed { token, spoken: true });
        }
    }

    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the enum may grow, and what else happens on a connection is not about streams"
    )]
    fn on_connection_event(
        &mut self,
        event: ConnectionEvent<'_, Self::InboundProtocol, Self::OutboundProtocol, (), Token>,
    ) {
        match event {
            ConnectionEvent::FullyNegotiatedInbound(FullyNegotiatedInbound {
                protocol, ..
            }) => self.events.push_back(Event::Accepted(protocol)),
            ConnectionEvent::FullyNegotiatedOutbound(FullyNegotiatedOutbound {
                protocol,
                info,
            }) => self.events.push_back(Event::Opened(info, protocol)),
            ConnectionEvent::DialUpgradeError(DialUpgradeError { info, error }) => {
                let spoken = !matches!(error, StreamUpgradeError::NegotiationFailed);
                self.events.push_back(Event::Failed { token: info, spoken });
            }
            _ => {}
        }
    }
}
