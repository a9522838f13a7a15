//! One session on one stream: its frames, its deadlines, its end.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures::io::{AsyncReadExt, ReadHalf, WriteHalf};
use libp2p::Stream;
use participation_types::CommunityId;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};

use crate::config::{Limits, Pace};
use crate::frame::{FrameError, Reader, Writer};
use crate::host::{Ending, Session, Step};

/// How long the peer is listened to after our end, so that what we sent last arrives.
const LINGER: Duration = Duration::from_secs(3);

/// How a stream ended, seen from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The session came to its own end.
    Ended(Ending),
    /// The host did not want a session.
    Declined,
    /// The peer claimed a frame that is too long.
    TooLong(u32),
    /// The peer stopped in the middle of a frame, or does not take what it asked for.
    Stalled(&'static str),
    /// The stream or the connection ended before the session did.
    Broken,
    /// Nothing came for too long, or all took too long.
    Expired,
    /// Something failed on this side: the host panicked, or gave a frame that is too long.
    Ours(&'static str),
}

/// What the driver shares with a running session.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// The community, once the session knows.
    pub(crate) community: OnceLock<CommunityId>,
    /// The host has something new to say.
    pub(crate) news: Notify,
}

/// What bounds a session, and the clock that it sees.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    pub(crate) start: Instant,
    pub(crate) idle: Duration,
    pub(crate) hello: Duration,
    pub(crate) stall: Duration,
    pub(crate) session: Duration,
    pub(crate) queue: usize,
}

impl Terms {
    pub(crate) const fn new(start: Instant, pace: &Pace, limits: &Limits) -> Self {
        Self {
            start,
            idle: pace.idle_stream,
            hello: pace.hello,
            stall: pace.stall,
            session: pace.session,
            queue: limits.queue,
        }
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn at(&self, ms: u64) -> Instant {
        // A year is as good as never, and an instant cannot hold every number.
        const YEAR: u64 = 365 * 24 * 60 * 60 * 1000;
        self.start + Duration::from_millis(ms.min(self.now_ms().saturating_add(YEAR)))
    }
}

/// Runs a session that `begin` makes, on a blocking thread, until it ends.
pub(crate) async fn run<S: Session>(
    stream: Stream,
    begin: impl FnOnce() -> Option<S> + Send + 'static,
    shared: Arc<Shared>,
    terms: Terms,
) -> Outcome {
    let (reader, writer) = stream.split();
    let now = Instant::now();
    let mut running = Running {
        reader: Reader::new(reader),
        writer: Writer::new(writer),
        shared,
        wake: None,
        more: false,
        heard: now,
        wrote: now,
        until: now + terms.session,
        terms,
    };
    match running.drive(begin).await {
        Ok(ending) => {
            if !matches!(ending, Ending::Fault(_)) {
                let _ = timeout(LINGER, running.finish()).await;
            }
            Outcome::Ended(ending)
        }
        Err(outcome) => outcome,
    }
}

struct Running {
    reader: Reader<ReadHalf<Stream>>,
    writer: Writer<WriteHalf<Stream>>,
    shared: Arc<Shared>,
    terms: Terms,
    /// When the session wants to be woken.
    wake: Option<Instant>,
    /// It wants to be woken as soon as all is sent.
    more: bool,
    /// When bytes last came, or the host last stopped working.
    heard: Instant,
    /// When the peer last took something, or when there was first something to take.
    wrote: Instant,
    /// When all must be over.
    until: Instant,
}

enum Next {
    Frame(Vec<u8>),
    Closed,
    Wake,
    Progress,
}

impl Running {
    async fn drive<S: Session>(
        &mut self,
        begin: impl FnOnce() -> Option<S> + Send + 'static,
    ) -> Result<Ending, Outcome> {
        let now_ms = self.terms.now_ms();
        let begun = tokio::task::spawn_blocking(move || {
            let mut session = begin()?;
            let step = session.wake(now_ms);
            Some((session, step))
        });
        let begun = begun.await.map_err(|_| Outcome::Ours("the host panicked"))?;
        let (mut session, mut step) = begun.ok_or(Outcome::Declined)?;
        loop {
            if let Some(community) = session.community() {
                let _ = self.shared.community.set(community);
            }
            if let Some(ending) = self.take(step)? {
                self.flush().await?;
                return Ok(ending);
            }
            let input = loop {
                match self.next().await? {
                    Next::Frame(frame) => break Some(frame),
                    Next::Wake => break None,
                    Next::Closed => return self.closed(session).await,
                    Next::Progress => {}
                }
            };
            let now_ms = self.terms.now_ms();
            let working = tokio::task::spawn_blocking(move || {
                let step = match input {
                    Some(frame) => session.receive(now_ms, &frame),
                    None => session.wake(now_ms),
                };
                (session, step)
            });
            (session, step) = self.write_until(working).await?;
            // The time that the host took is not the peer's.
            self.heard = Instant::now();
        }
    }

    /// The peer closed between two frames: the session knows whether that is an end.
    async fn closed<S: Session>(&mut self, mut session: S) -> Result<Ending, Outcome> {
        let now_ms = self.terms.now_ms();
        let working = tokio::task::spawn_blocking(move || session.closed(now_ms));
        let ending = self.write_until(working).await?.ok_or(Outcome::Broken)?;
        self.flush().await?;
        Ok(ending)
    }

    /// Goes on writing while the host works, or the peer would see this node stop within a frame.
    async fn write_until<T>(&mut self, mut working: JoinHandle<T>) -> Result<T, Outcome> {
        loop {
            let idle = self.writer.is_idle();
            tokio::select! {
                biased;
                worked = &mut working => {
                    return worked.map_err(|_| Outcome::Ours("the host panicked"));
                }
                wrote = self.writer.progress(), if !idle => {
                    wrote.map_err(|_| Outcome::Broken)?;
                    self.wrote = Instant::now();
                }
            }
        }
    }

    /// Takes over what a step wants.
    fn take(&mut self, step: Step) -> Result<Option<Ending>, Outcome> {
        let Step { send, more, wake_at_ms, end } = step;
        self.more = more;
        if self.writer.is_idle() {
            self.wrote = Instant::now();
        }
        for frame in send {
            if !self.writer.push(frame) {
                return Err(Outcome::Ours("a frame to send is too long"));
            }
        }
        self.wake = wake_at_ms.map(|ms| self.terms.at(ms));
        Ok(end)
    }

    /// Waits for the next frame, deadline, or progress in writing, whichever comes first.
    async fn next(&mut self) -> Result<Next, Outcome> {
        let listening = self.writer.queued() <= self.terms.queue;
        let idle = self.writer.is_idle();
        if idle && std::mem::take(&mut self.more) {
            return Ok(Next::Wake);
        }
        let within = self.reader.is_within_frame();
        let greeted = self.shared.community.get().is_some();
        let patience = match (within, greeted) {
            (true, _) => self.terms.stall,
            (false, true) => self.terms.idle,
            (false, false) => self.terms.hello,
        };
        let wake = self.wake.unwrap_or(self.until);
        tokio::select! {
            biased;
            () = sleep_until(self.until) => Err(if within {
                Outcome::Stalled("it is still within a frame after all this time")
            } else {
                Outcome::Expired
            }),
            wrote = self.writer.progress(), if !idle => {
                wrote.map_err(|_| Outcome::Broken)?;
                self.wrote = Instant::now();
                Ok(Next::Progress)
            }
            frame = self.reader.progress(), if listening => {
                self.heard = Instant::now();
                match frame {
                    Ok(frame) => Ok(frame.map_or(Next::Progress, Next::Frame)),
                    Err(FrameError::TooLong(length)) => Err(Outcome::TooLong(length)),
                    Err(FrameError::Closed) => Ok(Next::Closed),
                    Err(FrameError::Broken) => Err(Outcome::Broken),
                }
            }
            () = sleep_until(wake), if self.wake.is_some() => {
                self.wake = None;
                Ok(Next::Wake)
            }
            () = self.shared.news.notified() => Ok(Next::Wake),
            () = sleep_until(self.wrote + self.terms.stall), if !idle => {
                Err(Outcome::Stalled("it does not read what it asked for"))
            }
            () = sleep_until(self.heard + patience), if idle && listening => {
                Err(match (within, greeted) {
                    (true, _) => Outcome::Stalled("it stopped within a frame"),
                    (false, true) => Outcome::Expired,
                    (false, false) => Outcome::Stalled("it opened a stream and says nothing"),
                })
            }
        }
    }

    /// Writes everything that waits.
    async fn flush(&mut self) -> Result<(), Outcome> {
        while !self.writer.is_idle() {
            let last = self.until.min(self.wrote + self.terms.stall);
            tokio::select! {
                biased;
                wrote = self.writer.progress() => wrote.map_err(|_| Outcome::Broken)?,
                () = sleep_until(last) => {
                    return Err(Outcome::Stalled("it does not read what it asked for"));
                }
            }
            self.wrote = Instant::now();
        }
        Ok(())
    }

    /// Says that nothing more comes, and waits until the peer says so, too.
    async fn finish(&mut self) {
        if self.writer.close().await.is_ok() {
            // What still comes was sent before the peer knew; it is bounded by the caller's time.
            while self.reader.progress().await.is_ok() {}
        }
    }
}
