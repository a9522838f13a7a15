//! From where strangers come, and how often they may: keys are free, addresses are not.
//!
//! A peer that breaks the rules is blocked by its key and comes again with another one. So an address
//! has so many connections of strangers at once and so many a minute, and after a fault of one of
//! them none for a time that doubles. Whoever was good for something before, and whoever
//! an invitation, a charter or somebody here names, comes in all the same: a neighbour behind the
//! router of an attacker is not shut out for long.

use std::collections::BTreeMap;

use libp2p::Multiaddr;
use libp2p::multiaddr::Protocol;
use tokio::time::Instant;

use crate::backoff::pause;
use crate::bucket::Bucket;
use crate::config::{Limits, Pace};

/// Addresses that are remembered. Beyond it those whose time passes first are forgotten.
const MAX_DOORS: usize = 4096;

/// What counts as one address: of IPv6 the /64 that a home is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    V4([u8; 4]),
    V6([u8; 8]),
}

/// Where a connection comes from; nothing where another node carries it.
fn origin(address: &Multiaddr) -> Option<Origin> {
    if address.iter().any(|part| matches!(part, Protocol::P2pCircuit)) {
        return None;
    }
    #[allow(clippy::wildcard_enum_match_arm, reason = "TCP connections come from these two")]
    match address.iter().next()? {
        Protocol::Ip4(ip) => Some(Origin::V4(ip.octets())),
        Protocol::Ip6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => Some(Origin::V4(ip.octets())),
            None => ip.octets().first_chunk().copied().map(Origin::V6),
        },
        _ => None,
    }
}

#[derive(Debug)]
struct Door {
    bucket: Bucket,
    faults: u32,
    /// Nobody comes in before this.
    until: Instant,
}

/// The addresses of strangers. It outlives a restart of the driver, not of the node.
#[derive(Debug, Default)]
pub(crate) struct Doors(BTreeMap<Origin, Door>);

impl Doors {
    /// Whether one more stranger may come in from there now; takes it off what is left.
    pub(crate) fn enter(&mut self, from: &Multiaddr, limits: &Limits, now: Instant) -> bool {
        let Some(origin) = origin(from) else { return true };
        let door = self.door(origin, limits, now);
        now >= door.until && door.bucket.take(now)
    }

    /// A stranger from there broke a rule.
    pub(crate) fn blame(&mut self, from: &Multiaddr, limits: &Limits, pace: &Pace, now: Instant) {
        let Some(origin) = origin(from) else { return };
        let door = self.door(origin, limits, now);
        if now.saturating_duration_since(door.until) > pace.door_at_most {
            door.faults = 0;
        }
        door.faults = door.faults.saturating_add(1);
        door.until = door.until.max(now + pause(pace.door, pace.door_at_most, door.faults));
    }

    fn door(&mut self, origin: Origin, limits: &Limits, now: Instant) -> &mut Door {
        if self.0.len() >= MAX_DOORS && !self.0.contains_key(&origin) {
            self.make_room(now);
        }
        self.0.entry(origin).or_insert_with(|| Door {
            bucket: Bucket::new(limits.door_burst, limits.doors_per_minute, now),
            faults: 0,
            until: now,
        })
    }

    /// Forgets a quarter at least, so that it is not looked through for each that comes.
    fn make_room(&mut self, now: Instant) {
        self.0.retain(|_, door| door.until > now || !door.bucket.is_full(now));
        let mut times: Vec<Instant> = self.0.values().map(|door| door.until).collect();
        times.sort_unstable();
        let too_many = self.0.len().saturating_sub(MAX_DOORS / 4 * 3);
        let Some(last) = too_many.checked_sub(1).and_then(|n| times.get(n)).copied() else {
            return;
        };
        let mut left = too_many;
        self.0.retain(|_, door| {
            let goes = left > 0 && door.until <= last;
            left -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn address(text: &str) -> Multiaddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_door_lets_a_burst_in_and_then_so_many_a_minute() {
        let (limits, now) = (Limits::default(), Instant::now());
        let mut doors = Doors::default();
        let from = address("/ip4/203.0.113.7/tcp/1");
        let entered = |doors: &mut Doors, from: &Multiaddr, at| {
            (0..1000).filter(|_| doors.enter(from, &limits, at)).count()
        };
        assert_eq!(entered(&mut doors, &from, now), limits.door_burst as usize);
        let minute = now + Duration::from_secs(60);
        assert_eq!(entered(&mut doors, &from, minute), limits.doors_per_minute as usize);
        // Another port is the same address, another address is not.
        assert_eq!(entered(&mut doors, &address("/ip4/203.0.113.7/tcp/2"), minute), 0);
        assert!(doors.enter(&address("/ip4/203.0.113.8/tcp/1"), &limits, minute));
        // What another node carries has no address of its own.
        let carried = "/ip4/203.0.113.7/tcp/1/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN/p2p-circuit";
        assert!(doors.enter(&address(carried), &limits, minute));
    }

    #[test]
    fn after_a_fault_nobody_comes_in_for_a_time_that_doubles_and_is_forgotten() {
        let (limits, pace, now) = (Limits::default(), Pace::default(), Instant::now());
        let mut doors = Doors::default();
        let from = address("/ip6/2001:db8:1:2::7/tcp/1");
        let same_home = address("/ip6/2001:db8:1:2:ffff::1/tcp/1");
        doors.blame(&from, &limits, &pace, now);
        assert!(!doors.enter(&same_home, &limits, now));
        let first = now + pace.door;
        assert!(doors.enter(&same_home, &limits, first));
        doors.blame(&from, &limits, &pace, first);
        assert!(!doors.enter(&from, &limits, first + pace.door));
        assert!(doors.enter(&from, &limits, first + pace.door * 2));
        let long_after = first + pace.door_at_most * 3;
        doors.blame(&from, &limits, &pace, long_after);
        assert!(doors.enter(&from, &limits, long_after + pace.door));
    }

    #[test]
    fn what_is_remembered_is_bounded_and_the_worst_stay() {
        let (limits, pace, now) = (Limits::default(), Pace::default(), Instant::now());
        let mut doors = Doors::default();
        let worst = address("/ip4/203.0.113.7/tcp/1");
        for _ in 0..9 {
            doors.blame(&worst, &limits, &pace, now);
        }
        for number in 0..20_000_u32 {
            let [_, _, a, b] = number.to_be_bytes();
            let from = address(&format!("/ip4/10.{}.{a}.{b}/tcp/1", number >> 16));
            doors.blame(&from, &limits, &pace, now);
        }
        assert!(doors.0.len() <= MAX_DOORS, "{}", doors.0.len());
        assert!(!doors.enter(&worst, &limits, now + pace.door));
    }
}
