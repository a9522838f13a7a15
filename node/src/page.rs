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
mod ask;
mod changing;
mod checking;
mod door;
mod following;
mod forms;
mod halls;
mod limits;
mod log;
mod looking;
mod mine;
mod order;
mod own;
mod router;
mod sessions;
mod shelf;
mod site;
mod talking;
mod writing;

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::exit::Failure;
use crate::serving::Serving;
use site::Site;

/// Threads that wait for communities and disks at most.
const MAX_WAITING: usize = 32;

/// Bytes of such a thread's stack: what a document's history is derived on.
const STACK: usize = 4 * 1024 * 1024;

/// A page that is served until this is dropped.
#[derive(Debug)]
pub(crate) struct Page {
    address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Page {
    /// Begins to serve the page at an address; port 0 takes one that is free.
    ///
    /// # Errors
    /// [`Failure::Input`] for an address that is taken or none.
    pub(crate) fn start(serving: &Arc<Serving>, address: &str) -> Result<Self, Failure> {
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
        let (end, ended) = oneshot::channel::<()>();
        let site = Site::new(serving.clone(), bound)?;
        let serve = move || {
            let served = runtime.block_on(async move {
                axum::serve(listener, router::of(site))
                    .with_graceful_shutdown(async {
                        // Whoever drops the page wants it to end, too.
                        let _ = ended.await;
                    })
                    .await
            });
            if let Err(error) = served {
                tracing::error!(%error, "the page is not served any more");
            }
        };
        let thread = thread::Builder::new().name("page".to_owned()).spawn(serve);
        let thread = thread.map_err(Failure::system)?;
        Ok(Self { address: bound, end: Some(end), thread: Some(thread) })
    }

    /// Where it is.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            // A page that has ended already hears nothing.
            let _ = end.send(());
        }
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the page ended by a panic");
        }
    }
}
