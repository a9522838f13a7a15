//! Where the page is heard: the address that it was started at, and, once its keepers say that
//! people open it in the hall, the addresses of this computer on the hall's network.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpListener;
use tokio::sync::watch;

use super::router;
use super::site::Site;
use crate::home::keeping::Opened;
use crate::nearby::{self, Announced};

/// The doors of a page.
#[derive(Debug)]
pub(super) struct Doors {
    /// The one that it was started at.
    first: SocketAddr,
    /// Whether a name may be announced.
    announces: bool,
    end: watch::Sender<bool>,
    beside: Mutex<Beside>,
}

/// What is there beside the first.
#[derive(Debug, Default)]
struct Beside {
    /// Each closes when what stands with it is dropped.
    open: Vec<(SocketAddr, watch::Sender<()>)>,
    announced: Option<Announced>,
}

impl Doors {
    /// One door.
    pub(super) fn new(first: SocketAddr, announces: bool) -> Self {
        Self { first, announces, end: watch::channel(false).0, beside: Mutex::default() }
    }

    /// The first.
    pub(super) const fn first(&self) -> SocketAddr {
        self.first
    }

    /// Ends when the page does.
    pub(super) async fn ended(&self) {
        // Whoever drops the page wants it to end, too.
        let _ = self.end.subscribe().wait_for(|end| *end).await;
    }

    /// Closes all of them.
    pub(super) fn close(&self) {
        self.end.send_replace(true);
        self.beside().announced = None;
    }

    /// The addresses by which people in the hall reach the page, the name first.
    pub(super) fn of_the_hall(&self) -> Vec<String> {
        let port = self.first.port();
        let beside = self.beside();
        let name = beside.announced.as_ref().map(Announced::name);
        let digits = nearby::addresses().into_iter().map(|ip| ip.to_string());
        name.into_iter().chain(digits).map(|host| format!("http://{host}:{port}")).collect()
    }

    fn beside(&self) -> std::sync::MutexGuard<'_, Beside> {
        self.beside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens, or announces, what the keepers have settled. What cannot be opened is said in the log, and
/// on the keepers' page: the first door stays open in any case.
pub(super) fn settle(site: &Site) {
    let Some(site) = site.shared() else { return };
    tokio::runtime::Handle::current().block_on(open(&site));
}

/// The same, for who is not on a thread that may wait.
pub(super) async fn open(site: &Arc<Site>) {
    *site.doors.beside() = match site.home().keeping().opened {
        Some(Opened::Hall { name }) => in_the_hall(site, &name).await,
        Some(Opened::Here | Opened::Proxy { .. }) | None => Beside::default(),
    };
}

async fn in_the_hall(site: &Arc<Site>, name: &str) -> Beside {
    let mut beside = std::mem::take(&mut *site.doors.beside());
    // Two of this node's names at once would be told from each other by a number.
    beside.announced = None;
    let first = site.doors.first();
    if first.ip().is_loopback() {
        for ip in nearby::addresses() {
            let address = SocketAddr::new(IpAddr::V4(ip), first.port());
            if beside.open.iter().any(|(open, _)| *open == address) {
                continue;
            }
            match TcpListener::bind(address).await {
                Ok(listener) => {
                    let (end, ended) = watch::channel(());
                    beside.open.push((address, end));
                    tokio::spawn(serve(site.clone(), listener, Some(ended)));
                }
                Err(error) => tracing::warn!(%address, %error, "the hall cannot reach the page"),
            }
        }
    }
    if site.doors.announces {
        let announced = Announced::start(name, first.port());
        let announced = announced.inspect_err(|failure| {
            tracing::warn!(%failure, "the name of the page cannot be announced in the hall");
        });
        beside.announced = announced.ok();
    }
    beside
}

/// Serves the page at one door until the page ends, or until that door is closed.
pub(super) async fn serve(
    site: Arc<Site>,
    listener: TcpListener,
    closed: Option<watch::Receiver<()>>,
) {
    let ends = site.clone();
    let until = async move {
        let closed = async {
            match closed {
                // The sender sends nothing: it is dropped.
                Some(mut closed) => drop(closed.changed().await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = ends.doors.ended() => {}
            () = closed => {}
        }
    };
    let page = router::of(site).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, page).with_graceful_shutdown(until).await;
    if let Err(error) = served {
        tracing::error!(%error, "the page is not served any more");
    }
}
