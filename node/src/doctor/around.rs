//! The clock, and whether the node is reached.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use ateneu_page::doctor::{Check, Finding, Found};
use participation::Timestamp;

use super::of;
use crate::backups::History;
use crate::dates;
use crate::exit::Failure;
use crate::home::Home;
use crate::serving::Serving;

/// Before this no node of this version was made: 1 January 2026.
const MADE: u64 = 1_767_225_600_000;

/// Milliseconds by which two clocks may differ.
const APART: u64 = 10 * 60 * 1000;

/// How long the page may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether the clock can be right: it is after this program was made, and after what was noted
/// here, and after what the charter's nodes say.
pub(super) fn clock(home: &Home, now: Timestamp) -> Result<Finding, Failure> {
    let shown = dates::shown(now);
    if now.millis() < MADE {
        return Ok(of(Check::Clock, Found::Early(shown)));
    }
    let history = History::read(home.path());
    let mut noted = vec![history.good.map(|good| good.at), history.failed.map(|failed| failed.at)];
    noted.push(home.keeping().sheet);
    for id in home.communities()? {
        if let Ok(Some(community)) = home.all().open_if_held(&id) {
            noted.push(community.heard()?);
        }
        noted.push(home.network().and_then(|network| network.health(&id).beacon));
    }
    let newest = noted.into_iter().flatten().max().unwrap_or_default();
    let found = if newest > now.millis().saturating_add(APART) {
        Found::Behind(shown, dates::shown(Timestamp::from_millis(newest)))
    } else {
        Found::Good(format!("{shown} UTC"))
    };
    Ok(of(Check::Clock, found))
}

/// Whether the page answers, and other nodes can call.
pub(super) fn reached(serving: Option<&Serving>) -> [Finding; 2] {
    let Some(serving) = serving else {
        return [of(Check::Page, Found::Off), of(Check::Network, Found::Off)];
    };
    let page = match serving.page() {
        None => Found::Off,
        Some(address) if answers(address) => Found::Good(address.to_string()),
        Some(address) => Found::Silent(address.to_string()),
    };
    let listen = serving.listen();
    let network = listen.first().map_or(Found::Deaf, |first| Found::Good(first.clone()));
    [of(Check::Page, page), of(Check::Network, network)]
}

/// Whether the page says that it is alive.
pub(crate) fn answers(address: SocketAddr) -> bool {
    let ip =
        if address.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address.ip() };
    let ask = || -> std::io::Result<bool> {
        let mut line = TcpStream::connect_timeout(&SocketAddr::new(ip, address.port()), PATIENCE)?;
        line.set_read_timeout(Some(PATIENCE))?;
        line.write_all(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = [0; 12];
        line.read_exact(&mut answer)?;
        Ok(&answer == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_page_that_does_not_answer_is_told() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let other = std::thread::spawn(move || {
            let (mut line, _) = listener.accept().unwrap();
            line.write_all(b"HTTP/1.1 500 Internal Server Error\r\n\r\n").unwrap();
        });
        assert!(!answers(address), "it says that it failed");
        other.join().unwrap();
        assert!(!answers(address), "nobody is there");
    }
}
