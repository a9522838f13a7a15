//! The other end of the local socket: a process that has its command run by the node that runs in
//! its home, and is that command's hands and eyes.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{self, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::frames::{self, Frame, Kind};
use super::request::Request;
use super::socket;
use crate::caller::{Question, ask_here};
use crate::exit::Failure;
use crate::home::Home;

/// How often is looked whether a node runs, or nobody has the home.
const TRIES: usize = 20;

/// How long is waited in between.
const PAUSE: Duration = Duration::from_millis(100);

/// A node that runs in a home.
#[derive(Debug)]
struct Node {
    line: UnixStream,
}

/// Has the node that runs in this home do a command, and gives the exit status; `None` where no
/// node runs, and this process must do it. Waits a moment for a process that has the home: a node
/// that is about to run, or has been told to end.
///
/// # Errors
/// [`Failure::System`] when the node ends before the command does.
pub(crate) fn run(home: &Path, arguments: &[OsString]) -> Result<Option<u8>, Failure> {
    for _ in 0..TRIES {
        let node = socket::connect(home).map(|line| Node { line });
        if let Some(status) = node.as_ref().map_or(Ok(None), |node| node.run(arguments))? {
            return Ok(Some(status));
        }
        if node.is_none() && Home::is_free(home) {
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
    Ok(None)
}

/// Waits a moment for a command that has the home to be over.
pub(crate) fn wait_until_free(home: &Path) {
    let mut left = TRIES;
    while left > 0 && !Home::is_free(home) {
        thread::sleep(PAUSE);
        left -= 1;
    }
}

impl Node {
    /// Has it run this command line, and gives the exit status; `None` where it has begun nothing.
    fn run(&self, arguments: &[OsString]) -> Result<Option<u8>, Failure> {
        let request = Request::own(arguments)?;
        let said = self.send(Kind::Request, &request.encode());
        if said.and_then(|()| self.send(Kind::Begin, b"")).is_err() {
            return Ok(None);
        }
        let arrived = Arrived::default();
        thread::scope(|scope| {
            // What comes is taken at once: whoever reads the output slowly, with a pager say, must
            // not hold the node up.
            scope.spawn(|| {
                while let Ok(Some(frame)) = frames::read(&mut &self.line) {
                    let last = matches!(frame.0, Kind::End | Kind::NotBegun);
                    arrived.put(Some(frame));
                    if last {
                        return;
                    }
                }
                arrived.put(None);
            });
            let done = self.follow(&arrived);
            // Where this fails the other side has ended the line, and the thread with it.
            let _ = self.line.shutdown(std::net::Shutdown::Both);
            done
        })
    }

    fn follow(&self, arrived: &Arrived) -> Result<Option<u8>, Failure> {
        loop {
            let (kind, bytes) = arrived.take().ok_or_else(ended)?;
            let prompt = || String::from_utf8_lossy(&bytes).into_owned();
            match kind {
                Kind::Out => out(&mut io::stdout().lock(), &bytes)?,
                // Where standard error is gone there is nowhere left to say so.
                Kind::Err => drop(out(&mut io::stderr().lock(), &bytes)),
                Kind::AskShown => self.answer(&Question::Shown(prompt()))?,
                Kind::AskHidden => self.answer(&Question::Hidden(prompt()))?,
                Kind::AskInput => self.answer(&Question::Input)?,
                Kind::End => return bytes.first().copied().ok_or_else(ended).map(Some),
                Kind::NotBegun => return Ok(None),
                Kind::Request | Kind::Begin | Kind::Answer | Kind::NoAnswer => return Err(ended()),
            }
        }
    }

    fn answer(&self, question: &Question) -> Result<(), Failure> {
        let said = match ask_here(question) {
            Ok(answer) => self.send(Kind::Answer, &answer),
            Err(why) => self.send(Kind::NoAnswer, why.to_string().as_bytes()),
        };
        said.map_err(|_| ended())
    }

    fn send(&self, kind: Kind, bytes: &[u8]) -> io::Result<()> {
        frames::write(&mut &self.line, kind, bytes)
    }
}

/// What has come and was not yet taken. How much that is, this process alone says: it asked.
#[derive(Default)]
struct Arrived {
    /// `None` where nothing comes any more.
    frames: Mutex<VecDeque<Option<Frame>>>,
    came: Condvar,
}

impl Arrived {
    fn put(&self, frame: Option<Frame>) {
        self.frames.lock().unwrap_or_else(PoisonError::into_inner).push_back(frame);
        self.came.notify_one();
    }

    fn take(&self) -> Option<Frame> {
        let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(frame) = frames.pop_front() {
                return frame;
            }
            frames = self.came.wait(frames).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Writes what the command wrote. A reader that has gone away is no failure.
fn out(stream: &mut impl Write, bytes: &[u8]) -> Result<(), Failure> {
    match stream.write_all(bytes).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::system(format!("could not write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

fn ended() -> Failure {
    Failure::system(
        "the node that runs in this home ended before the command did: run it again, what was acknowledged is kept",
    )
}
