//! A node that runs (`ateneu serve`) beside the commands of a test.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;

use serde_json::Value;

/// A node that runs in a home.
pub(crate) struct Running {
    child: Child,
    /// What it printed when it was ready.
    pub(crate) ready: Value,
}

impl Running {
    /// Starts it, and returns once it takes commands in.
    pub(crate) fn start(home: &Path) -> Self {
        Self::of(&mut Command::new(env!("CARGO_BIN_EXE_ateneu")), home)
    }

    /// The same, with something that starts the binary.
    pub(crate) fn of(command: &mut Command, home: &Path) -> Self {
        Self::serving(command.arg("serve"), home)
    }

    /// The same, with a command that has begun with `serve` and whatever else.
    pub(crate) fn serving(command: &mut Command, home: &Path) -> Self {
        let mut child = command
            // Nodes of tests find each other only where a test wants that.
            .args(["--json", "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--home"])
            .arg(home)
            // What a command is told must come from where it was typed.
            .env_clear()
            // The computer that runs the tests can be anywhere.
            .env("ATENEU_TIME_ZONE", "Europe/Madrid")
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line);
        Self { child, ready: ready.unwrap_or_else(|why| panic!("it did not start: {why}: {line}")) }
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end.
    pub(crate) fn tell(&self, signal: &str) {
        let told = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(told.unwrap().success());
    }

    /// Waits until it has ended.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The node of a home in tests that want every command run by one, and none in all others.
#[derive(Default)]
pub(crate) struct Beside(Mutex<Option<Running>>);

impl Beside {
    /// Starts it once there is a home.
    pub(crate) fn see_to(&self, home: &Path) {
        let mut running = self.0.lock().unwrap();
        if crate::SERVED && running.is_none() && home.join("ateneu.toml").exists() {
            *running = Some(Running::start(home));
        }
    }

    /// Ends it: somebody is about to look at the files.
    pub(crate) fn end(&self) {
        if let Some(mut running) = self.0.lock().unwrap().take() {
            running.tell("-TERM");
            assert_eq!(running.wait().code(), Some(0));
        }
    }
}
