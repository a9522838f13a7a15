//! The local socket: where it is, and who takes what comes in.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::{Serving, session};
use crate::exit::Failure;
use crate::files;

/// The socket's name in the home.
const NAME: &str = "socket";

/// The folder in which it is made, and which nobody else can enter.
const MAKING: &str = "socket.new";

/// Bytes of a socket's path that every system takes.
const MAX_PATH: usize = 100;

/// Bytes of a command's stack: as much as the main thread of a process has.
const STACK: usize = 8 * 1024 * 1024;

/// How long is waited where the system has no more of something.
const PAUSE: Duration = Duration::from_millis(100);

/// The socket of a running node; removed when this is dropped.
#[derive(Debug)]
pub(crate) struct Socket {
    path: PathBuf,
}

impl Socket {
    /// Makes the socket of a node, whose home is locked, in the place of one that a node left that
    /// was killed; from now on commands come in.
    pub(crate) fn open(serving: &Arc<Serving>) -> Result<Self, Failure> {
        let home = serving.home().path();
        let path = home.join(NAME);
        let failed = |error| files::failed("make the socket", &path, &error);
        let making = home.join(MAKING);
        let _ = fs::remove_dir_all(&making);
        files::make_private_folder(&making)?;
        let listener = within(&making, NAME, |path| UnixListener::bind(path)).map_err(failed)?;
        let made = making.join(NAME);
        // Nobody but its owner ever sees it with other rights, or half made.
        fs::set_permissions(&made, Permissions::from_mode(0o600))
            .and_then(|()| fs::rename(&made, &path))
            .and_then(|()| fs::remove_dir(&making))
            .map_err(failed)?;
        let socket = Self { path };
        let serving = serving.clone();
        let taker = move || take(&listener, &serving);
        let started = thread::Builder::new().name("socket".to_owned()).spawn(taker);
        started.map(drop).map_err(|error| Failure::system(format!("no thread: {error}")))?;
        Ok(socket)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// The line to the node that runs in this home, if one does.
pub(super) fn connect(home: &Path) -> Option<UnixStream> {
    within(home, NAME, |path| UnixStream::connect(path)).ok()
}

/// Whether a node runs in this home.
pub(crate) fn is_answered(home: &Path) -> bool {
    connect(home).is_some()
}

/// Takes commands in until the process ends.
fn take(listener: &UnixListener, serving: &Arc<Serving>) {
    for line in listener.incoming() {
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                // No more files, say: those that are open will be closed.
                tracing::warn!(%error, "a command could not be taken in");
                thread::sleep(PAUSE);
                continue;
            }
        };
        let Some(running) = serving.begin() else {
            session::refuse(&line);
            continue;
        };
        let run = move || session::run(line, &running);
        let thread = thread::Builder::new().name("command".to_owned()).stack_size(STACK);
        if let Err(error) = thread.spawn(run) {
            tracing::warn!(%error, "a command could not be begun");
        }
    }
}

/// Does something with a path that may be longer than a socket's may be: then by way of the open
/// folder, which Linux can name briefly.
fn within<T>(folder: &Path, name: &str, act: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let path = folder.join(name);
    if path.as_os_str().len() <= MAX_PATH {
        return act(&path);
    }
    let folder = File::open(folder)?;
    act(&Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name))
}
