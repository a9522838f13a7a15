//! Whom a command is run for: whoever started this process, or, in a running node, another process
//! that asked it over the local socket. Everything that a command may want of its surroundings is
//! asked for here: files by name, variables, standard input, terminals, answers.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::ProgressDrawTarget;
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::files;

/// Bytes of an answer that are read.
const MAX_ANSWER: u64 = 1_000;

/// One of the two things that a command writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Standard output: answers.
    Out,
    /// Standard error: everything else.
    Err,
}

/// What a command wants to know while it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Question {
    /// A line that is seen as it is typed.
    Shown(String),
    /// A line that nobody must see.
    Hidden(String),
    /// All of standard input.
    Input,
}

/// Which of the three streams are terminals, and how wide the terminal is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Terminals {
    pub(crate) input: bool,
    pub(crate) out: bool,
    pub(crate) err: bool,
    pub(crate) width: u16,
}

/// Another process, as far as a command may use what belongs to it.
pub(crate) trait Caller: fmt::Debug + Send + Sync {
    /// The folder in which it was started.
    fn folder(&self) -> &Path;
    /// Its number.
    fn process(&self) -> u32;
    /// One of its variables.
    fn variable(&self, name: &str) -> Option<OsString>;
    /// Its terminals.
    fn terminals(&self) -> Terminals;
    /// Writes to one of its streams; where it has gone away that is no failure.
    fn write(&self, stream: Stream, bytes: &[u8]);
    /// Asks it.
    fn ask(&self, question: Question) -> Result<Zeroizing<Vec<u8>>, Failure>;
    /// Where progress is drawn.
    fn progress(&self) -> ProgressDrawTarget;
}

/// Nobody: what a node does of its own accord writes nowhere and asks nothing.
#[derive(Debug)]
pub(crate) struct Nobody;

impl Caller for Nobody {
    fn folder(&self) -> &Path {
        Path::new("/")
    }

    fn process(&self) -> u32 {
        std::process::id()
    }

    fn variable(&self, _: &str) -> Option<OsString> {
        None
    }

    fn terminals(&self) -> Terminals {
        Terminals::default()
    }

    fn write(&self, _: Stream, _: &[u8]) {}

    fn ask(&self, _: Question) -> Result<Zeroizing<Vec<u8>>, Failure> {
        Err(Failure::system("nobody is there to answer"))
    }

    fn progress(&self) -> ProgressDrawTarget {
        ProgressDrawTarget::hidden()
    }
}

thread_local! {
    static CALLER: RefCell<Option<Arc<dyn Caller>>> = const { RefCell::new(None) };
}

/// Runs something for another process, on this thread.
pub(crate) fn run_for<T>(caller: Arc<dyn Caller>, run: impl FnOnce() -> T) -> T {
    CALLER.with(|current| *current.borrow_mut() = Some(caller));
    let done = run();
    CALLER.with(|current| *current.borrow_mut() = None);
    done
}

/// Whether this runs for another process.
pub(crate) fn is_another() -> bool {
    caller().is_some()
}

/// A file that the command line names, as this process finds it.
pub(crate) fn path(named: &Path) -> PathBuf {
    let Some(caller) = caller() else { return named.to_owned() };
    let fd = |of: PathBuf| PathBuf::from(format!("/proc/{}/fd", caller.process())).join(of);
    // What a shell makes of `<(command)` belongs to the other process.
    if let Ok(number) =
        named.strip_prefix("/dev/fd").or_else(|_| named.strip_prefix("/proc/self/fd"))
    {
        return fd(number.to_owned());
    }
    if named == Path::new("/dev/stdin") {
        return fd("0".into());
    }
    caller.folder().join(named)
}

/// A variable of the environment; empty is as good as none.
pub(crate) fn variable(name: &str) -> Result<Option<Zeroizing<String>>, Failure> {
    let value = caller().map_or_else(|| std::env::var_os(name), |caller| caller.variable(name));
    match value.map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(Zeroizing::new(text)).filter(|text| !text.is_empty())),
        Some(Err(_)) => Err(Failure::input(format!("{name} is not UTF-8"))),
    }
}

/// At most `max` bytes of standard input; more is wrong input.
pub(crate) fn input(max: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    match caller() {
        Some(caller) => files::bounded(caller.ask(Question::Input)?.as_slice(), max),
        None => files::bounded(io::stdin().lock(), max),
    }
}

/// Which streams are terminals.
pub(crate) fn terminals() -> Terminals {
    caller().map_or_else(own_terminals, |caller| caller.terminals())
}

/// Whether there is a person to ask.
pub(crate) fn can_ask() -> bool {
    let Terminals { input, err, .. } = terminals();
    input && err
}

/// Writes to a stream.
pub(crate) fn write(stream: Stream, text: fmt::Arguments<'_>) -> io::Result<()> {
    match (caller(), stream) {
        (Some(caller), _) => {
            caller.write(stream, text.to_string().as_bytes());
            Ok(())
        }
        (None, Stream::Out) => io::stdout().lock().write_fmt(text),
        (None, Stream::Err) => io::stderr().lock().write_fmt(text),
    }
}

/// Where progress is drawn: nowhere, unless standard error is a terminal.
pub(crate) fn progress() -> ProgressDrawTarget {
    match caller() {
        _ if !terminals().err => ProgressDrawTarget::hidden(),
        Some(caller) => caller.progress(),
        None => ProgressDrawTarget::stderr(),
    }
}

/// Asks the person at the terminal.
pub(crate) fn ask(question: Question) -> Result<Zeroizing<String>, Failure> {
    let bytes = match caller() {
        Some(caller) => caller.ask(question)?,
        None => ask_here(&question)?,
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| Failure::input("it is not UTF-8"))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Asks the person at this process's own terminal, or reads this process's own input.
pub(crate) fn ask_here(question: &Question) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let failed =
        |error| Failure::system(format!("nothing could be read from the terminal: {error}"));
    match question {
        Question::Shown(prompt) => {
            // Where standard error is gone nobody sees the question, and the answer is empty.
            let _ = write!(io::stderr().lock(), "{prompt}");
            let mut typed = Zeroizing::new(String::new());
            io::stdin().lock().take(MAX_ANSWER).read_line(&mut typed).map_err(failed)?;
            Ok(Zeroizing::new(typed.as_bytes().to_vec()))
        }
        Question::Hidden(prompt) => {
            let typed = Zeroizing::new(rpassword::prompt_password(prompt).map_err(failed)?);
            Ok(Zeroizing::new(typed.as_bytes().to_vec()))
        }
        Question::Input => {
            let mut bytes = Zeroizing::new(Vec::new());
            io::stdin().lock().take(MAX_INPUT).read_to_end(&mut bytes).map_err(failed)?;
            Ok(bytes)
        }
    }
}

/// Bytes of standard input that another process is given: more than any command takes.
const MAX_INPUT: u64 = 512 * 1024;

/// The terminals of this process.
pub(crate) fn own_terminals() -> Terminals {
    Terminals {
        input: io::stdin().is_terminal(),
        out: io::stdout().is_terminal(),
        err: io::stderr().is_terminal(),
        width: terminal_size::terminal_size_of(io::stderr()).map_or(0, |(width, _)| width.0),
    }
}

fn caller() -> Option<Arc<dyn Caller>> {
    CALLER.with(|current| current.borrow().clone())
}
