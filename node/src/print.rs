//! What people and scripts read: answers on standard output, everything else on standard error.

use std::fmt::Display;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use tracing_subscriber::EnvFilter;

use crate::caller::{self, Stream};
use crate::exit::Failure;

/// Prints the one JSON value of a command that was asked for JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    line(serde_json::to_string(value).map_err(Failure::system)?)
}

/// Prints a line to standard output. A reader that has gone away is no failure.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    match caller::write(Stream::Out, format_args!("{text}\n")) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::system(format!("could not write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints a line to standard error; where that fails there is nowhere left to say so.
pub(crate) fn note(text: impl Display) {
    let _ = caller::write(Stream::Err, format_args!("{text}\n"));
}

/// Text that somebody else wrote, fit for a terminal: control characters, line ends and marks
/// that change direction are escaped.
pub(crate) fn safe(text: &str) -> String {
    let hostile = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if hostile(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// A progress bar on standard error for `total` things; hidden unless that is a terminal.
pub(crate) fn bar(what: &'static str, total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), caller::progress()).with_message(what);
    // The template is fixed; where it could not be read, the default bar serves as well.
    match ProgressStyle::with_template("{msg:>14} {wide_bar} {human_pos}/{human_len} {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A sign on standard error that work goes on, where nobody knows for how long; hidden unless that
/// is a terminal.
pub(crate) fn spinner(what: String) -> ProgressBar {
    let spinner = ProgressBar::with_draw_target(None, caller::progress())
        .with_style(ProgressStyle::default_spinner())
        .with_message(what);
    if spinner.is_hidden() {
        return spinner;
    }
    spinner.enable_steady_tick(std::time::Duration::from_millis(100));
    spinner
}

/// Logs go to standard error: as much of them as `log.filter` says (usually warnings), for people or
/// as JSON.
pub(crate) fn logs(filter: &str, json: bool) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("warn"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    // Only a second call could fail, and there is none.
    let _ = if json { logs.json().flatten_event(true).try_init() } else { logs.try_init() };
}
