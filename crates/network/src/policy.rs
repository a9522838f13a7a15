//! Whom to dial: a few peers, in different networks, those that were good last before the others.

use std::collections::BTreeMap;

use libp2p::Multiaddr;
use libp2p::multiaddr::Protocol;
use tokio::time::Instant;

use crate::PeerName;
use crate::book::{Book, Entry};
use crate::config::Limits;

/// A network in which few peers are chosen, since one hand may hold all of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Network {
    /// A /24.
    V4([u8; 3]),
    /// A /48.
    V6([u8; 6]),
    /// A name, whatever is behind it.
    Name(String),
}

/// The network of an address; none for the local network and for what goes by way of a relay.
pub(crate) fn network(address: &Multiaddr) -> Option<Network> {
    if address.iter().any(|part| matches!(part, Protocol::P2pCircuit)) {
        return None;
    }
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "of all that an address may begin with, these are the ones that TCP dials"
    )]
    match address.iter().next()? {
        Protocol::Ip4(ip) if ip.is_loopback() || ip.is_private() || ip.is_link_local() => None,
        Protocol::Ip4(ip) => {
            let [a, b, c, _] = ip.octets();
            Some(Network::V4([a, b, c]))
        }
        Protocol::Ip6(ip)
            if ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() =>
        {
            None
        }
        Protocol::Ip6(ip) => ip.octets().first_chunk().copied().map(Network::V6),
        Protocol::Dns(name) | Protocol::Dns4(name) | Protocol::Dns6(name) => {
            Some(Network::Name(name.to_lowercase()))
        }
        _ => None,
    }
}

/// Whether more than `most` of these addresses, its own among them, are in the network of one.
pub(crate) fn is_crowded<'a>(
    own: &Multiaddr,
    addresses: impl Iterator<Item = &'a Multiaddr>,
    most: usize,
) -> bool {
    let Some(own) = network(own) else { return false };
    addresses.filter_map(network).filter(|network| *network == own).count() > most
}

/// The peers to dial now, at most `room` beside those that are `taken`, whose addresses are given.
pub(crate) fn choose(
    book: &Book,
    taken: &BTreeMap<PeerName, Option<Multiaddr>>,
    room: usize,
    limits: &Limits,
    now: Instant,
) -> Vec<PeerName> {
    let mut used: BTreeMap<Network, usize> = BTreeMap::new();
    for network in taken.values().flatten().filter_map(network) {
        *used.entry(network).or_default() += 1;
    }
    let ready = |entry: &Entry| {
        !entry.blocked
            && !entry.addresses.is_empty()
            && entry.not_before.is_none_or(|not_before| not_before <= now)
    };
    let mut candidates: Vec<(&PeerName, &Entry)> =
        book.iter().filter(|(name, entry)| !taken.contains_key(name) && ready(entry)).collect();
    // The anchors are simply those with the latest success; behind them whom somebody vouched for.
    candidates.sort_by_key(|(name, entry)| {
        (std::cmp::Reverse(entry.last_success), entry.failures, entry.source, **name)
    });
    let anchors = limits.anchors.min(candidates.len());
    if let Some(others) = candidates.get_mut(anchors..) {
        others.sort_by_key(|(name, entry)| {
            let success = std::cmp::Reverse(entry.last_success);
            (entry.failures, entry.source, success, **name)
        });
    }
    let mut chosen = Vec::new();
    for (name, entry) in candidates {
        if chosen.len() >= room {
            break;
        }
        let networks: Vec<Network> = entry.addresses.iter().filter_map(network).collect();
        let full =
            |network: &Network| used.get(network).is_some_and(|count| *count >= limits.per_network);
        // A peer that also has an address in the local network is reached there.
        if networks.len() == entry.addresses.len() && networks.iter().all(full) {
            continue;
        }
        if let Some(network) = networks.into_iter().find(|network| !full(network)) {
            *used.entry(network).or_default() += 1;
        }
        chosen.push(*name);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Source;

    fn name(number: u8) -> PeerName {
        PeerName::from_key([number; 32]).unwrap()
    }

    fn book(addresses: &[(u8, &str)]) -> Book {
        let mut book = Book::default();
        for (number, address) in addresses {
            book.learn(name(*number), address.parse().unwrap(), Source::Exchange);
        }
        book
    }

    fn choose_from(book: &Book, taken: &[u8], room: usize) -> Vec<PeerName> {
        let taken = taken.iter().map(|number| {
            let name = name(*number);
            (name, book.entry(&name).map(|entry| entry.addresses[0].clone()))
        });
        choose(book, &taken.collect(), room, &Limits::default(), Instant::now())
    }

    #[test]
    fn at_most_two_peers_of_one_network_are_chosen() {
        let book = book(&[
            (1, "/ip4/203.0.113.1/tcp/1"),
            (2, "/ip4/203.0.113.2/tcp/1"),
            (3, "/ip4/203.0.113.3/tcp/1"),
            (4, "/ip4/198.51.100.1/tcp/1"),
            (5, "/ip6/2001:db8:1:2::1/tcp/1"),
            (6, "/ip6/2001:db8:1:3::1/tcp/1"),
            (7, "/ip6/2001:db8:1:4::1/tcp/1"),
        ]);
        assert_eq!(choose_from(&book, &[], 8), [1, 2, 4, 5, 6].map(name));
        assert_eq!(choose_from(&book, &[1, 5], 8), [2, 4, 6].map(name));
    }

    #[test]
    fn one_network_does_not_take_all_places() {
        let parsed = |text: &str| text.parse::<Multiaddr>().unwrap();
        let one: Vec<Multiaddr> =
            (1..=3).map(|host| parsed(&format!("/ip4/203.0.113.{host}/tcp/1"))).collect();
        let local = vec![parsed("/ip4/10.0.0.1/tcp/1"); 9];
        let all = || one.iter().chain(&local);
        assert!(is_crowded(&one[0], all(), 2));
        assert!(!is_crowded(&one[0], all(), 3));
        assert!(!is_crowded(&local[0], all(), 2), "a hall shares one network");
    }

    #[test]
    fn the_local_network_is_not_counted() {
        let book = book(&[
            (1, "/ip4/192.168.1.1/tcp/1"),
            (2, "/ip4/192.168.1.2/tcp/1"),
            (3, "/ip4/192.168.1.3/tcp/1"),
            (4, "/ip4/127.0.0.1/tcp/1"),
        ]);
        assert_eq!(choose_from(&book, &[], 8), [1, 2, 3, 4].map(name));
        assert_eq!(choose_from(&book, &[], 3).len(), 3);
    }

    #[test]
    fn who_was_good_last_comes_first_and_who_failed_waits() {
        let mut book = book(&[
            (1, "/ip4/203.0.1.1/tcp/1"),
            (2, "/ip4/203.0.2.1/tcp/1"),
            (3, "/ip4/203.0.3.1/tcp/1"),
        ]);
        book.succeeded(&name(3), 10);
        let second = std::time::Duration::from_secs(60);
        book.failed(&name(1), Instant::now(), second, second);
        assert_eq!(choose_from(&book, &[], 8), [3, 2].map(name));
        book.hurry(&name(1));
        assert_eq!(choose_from(&book, &[], 8), [3, 2, 1].map(name));
        book.set_blocked(name(3), true);
        assert_eq!(choose_from(&book, &[], 8), [2, 1].map(name));
    }
}
