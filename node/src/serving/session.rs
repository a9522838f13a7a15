//! One command that a running node runs for another process.
//!
//! While a command holds a community nobody waits for a person: a question that comes up then ends
//! that run of the command, which has written nothing yet, is put to the person, and the command
//! is run anew with the answer at hand. What was said before is not said twice.

use std::ffi::OsString;
use std::io;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::ProgressDrawTarget;
use zeroize::Zeroizing;

use super::frames::{self, Kind};
use super::line::{Line, Patient, Screen};
use super::request::{MAX_REQUEST, Request};
use super::{Running, Serving, VERSION};
use crate::caller::{self, Caller, Question, Stream, Terminals};
use crate::cli;
use crate::exit::Failure;

/// How long a process may take to say what it wants.
const SAYING: Duration = Duration::from_secs(10);

/// How long a process may take to say what it wants of a node that is ending.
const REFUSING: Duration = Duration::from_secs(1);

/// How long a person may take to answer.
const ANSWERING: Duration = Duration::from_secs(600);

/// Columns of a terminal of unknown width.
const WIDTH: u16 = 80;

/// Pictures of progress in a second at most.
const RATE: u8 = 20;

/// Questions that one command asks at most.
const MAX_QUESTIONS: usize = 64;

/// Frames of a request at most.
const MAX_PIECES: usize = 16;

/// Runs what a process asks for, to its end.
pub(super) fn run(line: UnixStream, running: &Running) {
    let node = &running.0;
    let request = match request(&line, node) {
        Ok(request) => request,
        Err(error) => {
            tracing::debug!(%error, "a process said nothing that a command could be made of");
            return;
        }
    };
    let line = Arc::new(Line::new(line));
    let session = Arc::new(Session { line, request, node: node.clone(), told: Mutex::default() });
    session.run(|| cli::run_in(node, &session.request.arguments().collect::<Vec<_>>()));
}

/// Tells a process, after it has said what it wants, that nothing of it is begun.
pub(super) fn refuse(mut line: &UnixStream) {
    let _ = line.set_read_timeout(Some(REFUSING));
    let _ = line.set_write_timeout(Some(REFUSING));
    for _ in 0..=MAX_PIECES {
        match frames::read(&mut line) {
            Ok(Some((Kind::Begin, _))) => break,
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return,
        }
    }
    // Where it is gone there is nobody to tell.
    let _ = frames::write(&mut line, Kind::NotBegun, b"");
}

/// Reads the request.
fn request(line: &UnixStream, node: &Arc<Serving>) -> io::Result<Request> {
    let wrong = || io::Error::new(io::ErrorKind::InvalidData, "it is no request");
    let mut input = Patient { line, until: Instant::now() + SAYING, node };
    let (mut pieces, mut length) = (Vec::new(), 0);
    loop {
        let (kind, piece) = frames::read(&mut input)?.ok_or_else(wrong)?;
        length += piece.len();
        if kind == Kind::Begin {
            // In one place from the beginning: what grows leaves copies of secrets behind.
            let mut bytes = Zeroizing::new(Vec::with_capacity(length));
            pieces.iter().for_each(|piece: &Zeroizing<Vec<u8>>| bytes.extend_from_slice(piece));
            return Request::decode(&bytes).ok_or_else(wrong);
        }
        if kind != Kind::Request || length > MAX_REQUEST || pieces.len() >= MAX_PIECES {
            return Err(wrong());
        }
        pieces.push(piece);
    }
}

/// A command of another process.
#[derive(Debug)]
struct Session {
    line: Arc<Line>,
    request: Request,
    node: Arc<Serving>,
    told: Mutex<Told>,
}

/// What went to and fro, over all runs of the command.
#[derive(Debug, Default)]
struct Told {
    answers: Vec<(Question, Zeroizing<Vec<u8>>)>,
    /// How many answers this run has had.
    asked: usize,
    /// A question that this run ended at.
    open: Option<Question>,
    /// How often this run has written, and how often the one before had.
    written: usize,
    before: usize,
}

impl Session {
    /// Runs the command, as often as it takes, and says how it ended.
    fn run(self: &Arc<Self>, command: impl Fn() -> Result<u8, Failure>) {
        let status = caller::run_for(self.clone(), || self.outcome(command));
        self.line.send(Kind::End, &[status]);
    }

    /// The exit status.
    fn outcome(&self, command: impl Fn() -> Result<u8, Failure>) -> u8 {
        if self.request.version != VERSION.as_bytes() {
            let theirs = String::from_utf8_lossy(&self.request.version).into_owned();
            return Failure::system(format!(
                "the node that runs here is ateneu {VERSION}, and this is {theirs}: end the node and start it again"
            ))
            .report();
        }
        loop {
            let done = catch_unwind(AssertUnwindSafe(&command));
            let question = self.told().next_run();
            match (done, question) {
                (Ok(Err(_)), Some(question)) => {
                    if let Err(failure) = self.put(question) {
                        return failure.report();
                    }
                }
                (Ok(Ok(status)), _) => return status,
                (Ok(Err(failure)), None) => return failure.report(),
                (Err(_), _) => {
                    return Failure::system(
                        "a fault of the program ended this command: what was acknowledged is kept, `ateneu audit` checks it",
                    )
                    .report();
                }
            }
        }
    }

    /// Asks the other process, and keeps the answer.
    fn put(&self, question: Question) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let gone = |error: io::Error| Failure::system(format!("there was no answer: {error}"));
        if self.told().answers.len() >= MAX_QUESTIONS {
            return Err(Failure::input("too many questions: run the command again"));
        }
        match &question {
            Question::Shown(prompt) => self.line.send(Kind::AskShown, prompt.as_bytes()),
            Question::Hidden(prompt) => self.line.send(Kind::AskHidden, prompt.as_bytes()),
            Question::Input => self.line.send(Kind::AskInput, b""),
        }
        let until = Instant::now() + ANSWERING;
        let mut input = Patient { line: self.line.stream(), until, node: &self.node };
        let answer = match frames::read(&mut input).map_err(gone)? {
            Some((Kind::Answer, answer)) => answer,
            Some((Kind::NoAnswer, why)) => {
                let why = String::from_utf8_lossy(&why).into_owned();
                return Err(Failure::system(why));
            }
            Some(_) | None => {
                self.line.hang_up();
                return Err(gone(io::ErrorKind::UnexpectedEof.into()));
            }
        };
        let mut told = self.told();
        told.answers.push((question, answer.clone()));
        Ok(answer)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told {
    /// The question that a run ended at; then this is ready for another.
    fn next_run(&mut self) -> Option<Question> {
        let question = self.open.take()?;
        self.asked = 0;
        self.before = self.before.max(self.written);
        self.written = 0;
        Some(question)
    }

    /// The answer that an earlier run was given to this.
    fn answer(&mut self, question: &Question) -> Option<Zeroizing<Vec<u8>>> {
        let (asked, answer) = self.answers.get(self.asked)?;
        if asked != question {
            // It goes another way now: what was answered before is of no use to it.
            self.answers.truncate(self.asked);
            return None;
        }
        self.asked += 1;
        Some(answer.clone())
    }
}

impl Caller for Session {
    fn folder(&self) -> &Path {
        &self.request.folder
    }

    fn process(&self) -> u32 {
        self.request.process
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.request.variable(name)
    }

    fn terminals(&self) -> Terminals {
        self.request.terminals
    }

    fn write(&self, stream: Stream, bytes: &[u8]) {
        let mut told = self.told();
        told.written += 1;
        let again = told.written <= told.before;
        drop(told);
        if !again {
            self.line.send(if stream == Stream::Out { Kind::Out } else { Kind::Err }, bytes);
        }
    }

    fn ask(&self, question: Question) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let mut told = self.told();
        if let Some(answer) = told.answer(&question) {
            return Ok(answer);
        }
        if self.node.home().all().is_held_here() {
            told.open = Some(question);
            return Err(Failure::input("an answer is needed"));
        }
        drop(told);
        let answer = self.put(question)?;
        self.told().asked += 1;
        Ok(answer)
    }

    fn progress(&self) -> ProgressDrawTarget {
        let width = Some(self.request.terminals.width).filter(|width| *width > 0);
        let (line, width) = (self.line.clone(), width.unwrap_or(WIDTH));
        ProgressDrawTarget::term_like_with_hz(Box::new(Screen::new(line, width)), RATE)
    }
}

#[cfg(test)]
mod tests;
