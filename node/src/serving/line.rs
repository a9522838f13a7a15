//! The line to a process that asked a running node: frames that go there, progress that is drawn
//! there, and patience with what comes from there.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::TermLike;

use super::Serving;
use super::frames::{self, Kind};

/// How long a process may take to read what it is sent, before it counts as gone.
const READING: Duration = Duration::from_secs(10);

/// How often is looked whether the node is ending.
const LOOK: Duration = Duration::from_millis(100);

/// The line to the other process.
#[derive(Debug)]
pub(super) struct Line {
    stream: UnixStream,
    /// One frame after another, whichever thread it comes from.
    writing: Mutex<()>,
    /// Nobody is at the other end any more.
    gone: AtomicBool,
}

impl Line {
    pub(super) fn new(stream: UnixStream) -> Self {
        // Where that is not possible, a process that never reads is waited for.
        let _ = stream.set_write_timeout(Some(READING));
        Self { stream, writing: Mutex::new(()), gone: AtomicBool::new(false) }
    }

    /// Nobody is there any more.
    pub(super) fn hang_up(&self) {
        self.gone.store(true, Ordering::Relaxed);
    }

    /// What comes from there.
    pub(super) const fn stream(&self) -> &UnixStream {
        &self.stream
    }

    /// Sends a frame, or nothing where nobody is there.
    pub(super) fn send(&self, kind: Kind, bytes: &[u8]) {
        let _one = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.gone.load(Ordering::Relaxed)
            && frames::write(&mut &self.stream, kind, bytes).is_err()
        {
            self.gone.store(true, Ordering::Relaxed);
        }
    }
}

/// The terminal of another process, to draw on: each picture goes there in one frame.
#[derive(Debug)]
pub(super) struct Screen {
    line: Arc<Line>,
    width: u16,
    drawn: Mutex<Vec<u8>>,
}

impl Screen {
    pub(super) fn new(line: Arc<Line>, width: u16) -> Self {
        Self { line, width, drawn: Mutex::default() }
    }

    fn draw(&self, text: &str) -> io::Result<()> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        drawn.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl TermLike for Screen {
    fn width(&self) -> u16 {
        self.width
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        if n == 0 { Ok(()) } else { self.draw(&format!("\u{1b}[{n}A")) }
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        if n == 0 { Ok(()) } else { self.draw(&format!("\u{1b}[{n}B")) }
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        if n == 0 { Ok(()) } else { self.draw(&format!("\u{1b}[{n}C")) }
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        if n == 0 { Ok(()) } else { self.draw(&format!("\u{1b}[{n}D")) }
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.draw(&format!("{text}\n"))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.draw(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.draw("\r\u{1b}[2K")
    }

    fn flush(&self) -> io::Result<()> {
        let drawn = std::mem::take(&mut *self.drawn.lock().unwrap_or_else(PoisonError::into_inner));
        self.line.send(Kind::Err, &drawn);
        Ok(())
    }
}

/// Reads until a point in time, or until the node ends.
pub(super) struct Patient<'a> {
    pub(super) line: &'a UnixStream,
    pub(super) until: Instant,
    pub(super) node: &'a Serving,
}

impl Read for Patient<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.line.set_read_timeout(Some(LOOK))?;
        loop {
            if self.node.is_ending() {
                return Err(io::Error::other("the node is ending"));
            }
            if Instant::now() >= self.until {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "it took too long"));
            }
            let read = (&mut &*self.line).read(bytes);
            let nothing = |error: &io::Error| {
                matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
            };
            if !read.as_ref().is_err_and(nothing) {
                return read;
            }
        }
    }
}
