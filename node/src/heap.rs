//! One heap for all threads of a node.
//!
//! The C library of most Linux systems gives each thread a heap of its own, up to eight for each
//! core, and memory that one thread has freed serves no other. A node opens its communities, reads
//! and answers on threads that come and go: a quarter of what it kept was such memory (measured:
//! docs/figures-network.md). How many heaps there are is settled when a process begins, by a
//! variable, so that a node begins once more with it.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// The variable; whoever has set it is right.
const NAME: &str = "MALLOC_ARENA_MAX";

/// Begins this program once more with one heap, in the same process and with the same command
/// line. To be called before anything is opened. Where that cannot be done the program goes on as
/// it is, and takes more memory.
pub(crate) fn share() {
    if cfg!(not(all(target_os = "linux", target_env = "gnu"))) || env::var_os(NAME).is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    let mut line = env::args_os();
    let mut command = Command::new(program);
    if let Some(called) = line.next() {
        command.arg0(called);
    }
    // It returns only where it fails.
    let error = command.args(line).env(NAME, "1").exec();
    tracing::debug!(%error, "the node keeps a heap for each thread");
}
