//! The page: HTTP in, HTML out.
//!
//! ```text
//!   browser ──▶ router ──▶ Ask (language, community, session) ──┬─▶ looking ──▶ ateneu_page screens
//!                 ▲                                             └─▶ acting  ──▶ Signer ──▶ Community
//!           limits, headers, CSRF                                                 └──▶ 303, a receipt
//! ```
//!
//! Screens are made by `ateneu_page`; here are the sessions, the keys that are open in them, the
//! forms, and the limits. Whatever waits (a community that is lent, a disk, a passphrase) waits on a
//! thread of its own, never on one that serves others.

mod acting;
mod answer;
mod api;
mod ask;
mod assist;
mod census;
mod changing;
mod charter;
mod checking;
mod counts;
mod door;
mod doors;
mod files;
mod following;
mod forms;
mod halls;
mod health;
mod keeper;
mod kiosk;
mod light;
mod limits;
mod log;
mod looking;
mod metrics;
mod mine;
mod office;
mod opendata;
mod order;
mod own;
mod phasing;
mod polling;
mod programs;
mod pulse;
mod refusals;
mod reshaping;
mod router;
mod sessions;
mod setup;
mod shelf;
mod site;
mod stations;
mod talking;
mod together;
mod twice;
mod unattachable;
mod voting;
mod waiting;
mod writing;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::exit::Failure;
use crate::home::keeping::Opened;
use crate::nearby;
use crate::serving::Serving;
use doors::Doors;
use site::Site;

/// Threads that wait for communities and disks at most.
const MAX_WAITING: usize = 32;

/// Bytes of such a thread's stack: what a document's history is derived on.
const STACK: usize = 4 * 1024 * 1024;

/// How often sessions are ended that nobody uses.
const SWEEP: Duration = Duration::from_secs(5);

/// A page that is served until this is dropped.
#[derive(Debug)]
pub(crate) struct Page {
    site: Arc<Site>,
    thread: Option<JoinHandle<()>>,
}

impl Page {
    /// Begins to serve the page at an address; port 0 takes one that is free. `announces` says
    /// whether a name may be announced on the local network.
    ///
    /// # Errors
    /// [`Failure::Input`] for an address that is taken or none.
    pub(crate) fn start(
        serving: &Arc<Serving>,
        address: &str,
        announces: bool,
    ) -> Result<Self, Failure> {
        let wrong = |error| Failure::input(format!("--http {address:?}: {error}"));
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(MAX_WAITING)
            .thread_stack_size(STACK)
            .thread_name("page")
            .enable_all()
            .build()
            .map_err(Failure::system)?;
        let listener = runtime.block_on(TcpListener::bind(address)).map_err(wrong)?;
        let bound = listener.local_addr().map_err(wrong)?;
        let site = Site::new(serving.clone(), Doors::new(bound, announces))?;
        runtime.block_on(doors::open(&site));
        let served = site.clone();
        let swept = site.clone();
        // Sessions end, and the keys that are open in them, when nobody asks for anything too.
        runtime.spawn(async move {
            let mut ticks = tokio::time::interval(SWEEP);
            loop {
                ticks.tick().await;
                swept.sessions.sweep(swept.now());
            }
        });
        // Else the first who looks for a word would wait until everything was read.
        let followed = site.clone();
        runtime.spawn(async move { followed.follow_all().await });
        let serve = move || runtime.block_on(doors::serve(served, listener, None));
        let thread = thread::Builder::new().name("page".to_owned()).spawn(serve);
        let thread = thread.map_err(Failure::system)?;
        serving.has_page(bound);
        Ok(Self { site, thread: Some(thread) })
    }

    /// Where it is.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.site.address())
    }

    /// Where people in the hall reach it, where it is set up for them.
    pub(crate) fn of_the_hall(&self) -> Vec<String> {
        match self.site.home().keeping().opened {
            Some(Opened::Hall { .. }) => self.site.doors.of_the_hall(),
            Some(Opened::Here | Opened::Proxy { .. }) | None => Vec::new(),
        }
    }

    /// The link with which whoever started the node sets it up, where that is still to be done.
    pub(crate) fn link(&self) -> Option<String> {
        let bound = self.site.address();
        let reached = nearby::addresses().first().copied().unwrap_or(Ipv4Addr::LOCALHOST);
        let ip = if bound.ip().is_unspecified() { IpAddr::V4(reached) } else { bound.ip() };
        let host = SocketAddr::new(ip, bound.port());
        self.site.setup.link().map(|link| format!("http://{host}/setup/{link}"))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.site.pulse().end();
        self.site.doors.close();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the page ended by a panic");
        }
    }
}
