//! The hall's network: where phones on it find the page of this node, and the name that is
//! announced there.
//!
//! The name ends in `.local` and is answered for over multicast DNS (RFC 6762). Old phones do not
//! know such names, and some networks carry no multicast, so that the address in digits always
//! stands beside it.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use mdns_sd::{DaemonEvent, ServiceDaemon, ServiceInfo};

use crate::exit::Failure;

/// As what the page is announced (RFC 6763, 7).
const SERVICE: &str = "_http._tcp.local.";

/// Addresses that are shown at most.
const MOST: usize = 4;

/// The addresses of this computer on the networks that it is on, those of homes and halls first.
pub(crate) fn addresses() -> Vec<Ipv4Addr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "the addresses of this computer cannot be read");
        Vec::new()
    });
    let v4 = |ip| match ip {
        IpAddr::V4(ip) => Some(ip),
        IpAddr::V6(_) => None,
    };
    sorted(interfaces.into_iter().filter_map(|interface| v4(interface.ip())))
}

fn sorted(all: impl Iterator<Item = Ipv4Addr>) -> Vec<Ipv4Addr> {
    let mut all: Vec<Ipv4Addr> =
        all.filter(|ip| !ip.is_loopback() && !ip.is_link_local() && !ip.is_unspecified()).collect();
    all.sort_unstable_by_key(|ip| (!ip.is_private(), ip.octets().first() != Some(&192), *ip));
    all.dedup();
    all.truncate(MOST);
    all
}

/// A name that is announced until this is dropped.
pub(crate) struct Announced {
    daemon: ServiceDaemon,
    name: Arc<Mutex<String>>,
}

impl std::fmt::Debug for Announced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Announced").field("name", &self.name()).finish_non_exhaustive()
    }
}

impl Announced {
    /// Announces `name.local` for a page at this port. Where another computer has that name
    /// already, a number is added to it: [`Announced::name`] says which one holds.
    ///
    /// # Errors
    /// [`Failure::System`] where there is no multicast.
    pub(crate) fn start(name: &str, port: u16) -> Result<Self, Failure> {
        let daemon = ServiceDaemon::new().map_err(Failure::system)?;
        let host = format!("{name}.local.");
        let service = ServiceInfo::new(SERVICE, name, &host, (), port, None)
            .map_err(Failure::system)?
            .enable_addr_auto();
        let events = daemon.monitor().map_err(Failure::system)?;
        daemon.register(service).map_err(Failure::system)?;
        let kept = Arc::new(Mutex::new(format!("{name}.local")));
        let shared = kept.clone();
        let listen = move || {
            // The daemon that ends closes this.
            while let Ok(event) = events.recv() {
                if let DaemonEvent::NameChange(change) = &event
                    && change.original == host
                {
                    let name = change.new_name.trim_end_matches('.').to_owned();
                    tracing::warn!(name, "another computer here has the name of this node");
                    *shared.lock().unwrap_or_else(PoisonError::into_inner) = name;
                } else if let DaemonEvent::Error(error) = &event {
                    tracing::debug!(%error, "the name could not be announced somewhere");
                }
            }
        };
        thread::Builder::new().name("nearby".to_owned()).spawn(listen).map_err(Failure::system)?;
        Ok(Self { daemon, name: kept })
    }

    /// The name that holds.
    pub(crate) fn name(&self) -> String {
        self.name.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Announced {
    fn drop(&mut self) {
        // It says goodbye by itself; where it has ended already there is nothing to do.
        let _ = self.daemon.shutdown();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_of_the_hall_comes_before_that_of_a_container_and_of_the_world() {
        let all = ["127.0.0.1", "172.17.0.1", "203.0.113.7", "169.254.3.4", "192.168.1.20"];
        let sorted = sorted(all.into_iter().map(|ip| ip.parse().unwrap()));
        let sorted: Vec<String> = sorted.iter().map(ToString::to_string).collect();
        assert_eq!(sorted, ["192.168.1.20", "172.17.0.1", "203.0.113.7"]);
    }
}
