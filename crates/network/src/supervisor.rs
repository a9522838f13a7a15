//! Starts the driver, and starts it again when it has fallen.
//!
//! Twice a year somebody finds bytes that make a part of libp2p panic. They cost a node a second of
//! its network, and nothing of what it holds.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt as _;
use libp2p::Multiaddr;
use tokio::runtime::Builder;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use crate::backoff::pause;
use crate::book::{self, Book, split};
use crate::config::Config;
use crate::driver::{Driver, Exit, Memory};
use crate::error::NetworkError;
use crate::handle::{Command, Handle, MAX_COMMANDS};
use crate::host::Host;
use crate::status::{Condition, Status};

/// A run that lasted so long was a good one: the next pause is the first again.
const GOOD_RUN: Duration = Duration::from_secs(5 * 60);

/// The longest pause before the driver is started again.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The network of a node.
#[derive(Debug)]
pub struct Network;

impl Network {
    /// Starts the network on threads of its own.
    ///
    /// # Errors
    /// [`NetworkError`] when the configuration cannot be used, the address book cannot be read or
    /// the thread cannot be made. That an address to listen on is taken is no error: it is shown
    /// in [`Status::trouble`] and tried again.
    pub fn spawn<H: Host>(config: Config, host: Arc<H>) -> Result<Handle, NetworkError> {
        let name = config.key.name()?;
        for address in config.listen.iter().chain(&config.external) {
            if address.parse::<Multiaddr>().is_err() {
                return Err(NetworkError::Address { address: address.clone() });
            }
        }
        let book = match &config.book {
            None => Book::default(),
            Some(path) => book::read(path).map_err(|source| NetworkError::Book {
                path: path.display().to_string(),
                source,
            })?,
        };
        let (commands, receiver) = mpsc::channel(MAX_COMMANDS);
        let (status, watched) = watch::channel(Status::new(name));
        let (shutdown, asked) = watch::channel(false);
        let supervisor = Supervisor {
            memory: Memory::new(book),
            config,
            host,
            commands: receiver,
            status,
            shutdown: asked,
        };
        let thread = std::thread::Builder::new()
            .name("network".to_owned())
            .spawn(|| supervisor.run())
            .map_err(NetworkError::Threads)?;
        Ok(Handle {
            commands,
            status: watched,
            shutdown: Arc::new(shutdown),
            thread: Arc::new(Mutex::new(Some(thread))),
        })
    }

    /// Checks an address that people have written: it must end with `/p2p/<name>`.
    ///
    /// # Errors
    /// [`crate::HandleError::Address`] when it does not.
    pub fn check_address(address: &str) -> Result<crate::PeerName, crate::HandleError> {
        split(address).map(|(name, _)| name)
    }
}

struct Supervisor<H> {
    config: Config,
    host: Arc<H>,
    memory: Memory,
    commands: mpsc::Receiver<Command>,
    status: watch::Sender<Status>,
    shutdown: watch::Receiver<bool>,
}

impl<H: Host> Supervisor<H> {
    fn run(mut self) {
        let mut falls = 0;
        loop {
            let began = Instant::now();
            let exit = self.run_once();
            if exit == Exit::Shutdown {
                break;
            }
            falls = if began.elapsed() > GOOD_RUN { 1 } else { falls + 1 };
            self.status.send_modify(|status| {
                status.condition = Condition::Restarting;
                status.restarts += 1;
                status.sessions = 0;
                status.listening.clear();
            });
            if self.wait(pause(self.config.pace.restart, LONGEST_PAUSE, falls)) {
                break;
            }
        }
        self.save();
        self.status.send_modify(|status| {
            status.condition = Condition::Stopped;
            status.sessions = 0;
            status.listening.clear();
            for peer in &mut status.peers {
                peer.connections = 0;
            }
        });
    }

    /// Runs the driver until it ends or falls. The runtime is its own, so that no task of a driver
    /// that fell goes on beside the next.
    fn run_once(&mut self) -> Exit {
        let limits = &self.config.limits;
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(limits.host_threads.max(1) + 2)
            .thread_name("network-worker")
            .enable_all()
            .build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(error) => {
                tracing::error!(%error, "the network's threads could not be started");
                return Exit::Fallen;
            }
        };
        let exit = runtime.block_on(AssertUnwindSafe(self.drive()).catch_unwind());
        runtime.shutdown_timeout(self.config.pace.shutdown);
        exit.unwrap_or_else(|_| {
            tracing::error!("the network fell; it will be started again");
            Exit::Fallen
        })
    }

    async fn drive(&mut self) -> Exit {
        let driver =
            Driver::new(&self.config, Arc::clone(&self.host), &mut self.memory, &self.status);
        match driver {
            Ok(driver) => driver.run(&mut self.commands, &mut self.shutdown).await,
            Err(error) => {
                tracing::error!(%error, "the network could not be set up; it will be tried again");
                Exit::Fallen
            }
        }
    }

    /// Waits before the next start; whether it was asked to shut down meanwhile.
    fn wait(&mut self, pause: Duration) -> bool {
        let timer = Builder::new_current_thread().enable_time().build();
        let Ok(timer) = timer else {
            std::thread::sleep(pause);
            return *self.shutdown.borrow();
        };
        timer.block_on(async {
            tokio::select! {
                // An error means that no handle is left.
                _ = self.shutdown.wait_for(|asked| *asked) => true,
                () = tokio::time::sleep(pause) => false,
            }
        })
    }

    /// Writes the book a last time.
    fn save(&self) {
        let Some(path) = &self.config.book else { return };
        let saved = self.memory.book.to_json().and_then(|json| book::write(path, &json));
        if let Err(error) = saved {
            tracing::warn!(%error, path = %path.display(), "the address book was not saved");
        }
    }
}

#[cfg(test)]
mod tests;
