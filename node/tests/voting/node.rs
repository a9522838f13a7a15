//! A home and the binary that works in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::running::Beside;

/// A home in a folder of its own.
pub(crate) struct Node {
    // First, so that nothing runs in a folder that is being removed.
    beside: Beside,
    folder: TempDir,
    home: PathBuf,
}

impl Node {
    /// A folder without a home yet.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        Self { beside: Beside::default(), folder, home }
    }

    /// A home in this folder, which somebody else looks after.
    pub(crate) fn at(home: PathBuf) -> Self {
        Self { home, ..Self::empty() }
    }

    /// A community that "me" founded, with these people in its census beside "me".
    pub(crate) fn with(people: &[&str]) -> Self {
        let node = Self::empty();
        node.ok(&["init"]);
        node.ok(&["community", "found", "--name", "Veïnat"]);
        for person in people {
            node.ok(&["member", "admit", person]);
        }
        node
    }

    /// A copy of this home and of everything beside it.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::empty();
        self.beside.end();
        copy_folder(self.folder.path(), copy.folder.path());
        copy
    }

    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// The home, in which no node runs any more: somebody is about to look at its files.
    pub(crate) fn quiet(&self) -> &Path {
        self.beside.end();
        &self.home
    }

    /// A path beside the home.
    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.beside.see_to(&self.home);
        let mut command = Command::new(env!("CARGO_BIN_EXE_ateneu"));
        command
            .args(args)
            .arg("--home")
            .arg(&self.home)
            .env_remove("ATENEU_HOME")
            .env_remove("ATENEU_PASSPHRASE")
            .env("ATENEU_KEYSTORE_COST", "floor")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs what must do, and gives what it printed.
    #[track_caller]
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        self.status(args, 0)
    }

    /// Runs what must end with this status, and gives what it printed.
    #[track_caller]
    pub(crate) fn status(&self, args: &[&str], status: i32) -> String {
        let output = self.run(args);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{args:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs what must do, with `--json`: exactly one value.
    #[track_caller]
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        self.json_status(args, 0)
    }

    #[track_caller]
    pub(crate) fn json_status(&self, args: &[&str], status: i32) -> Value {
        let out = self.status(&[args, &["--json"]].concat(), status);
        assert_eq!(out.lines().count(), 1, "one line, one value: {out}");
        serde_json::from_str(&out).unwrap()
    }

    /// Runs what must be refused as wrong input: nothing on standard output, one line that says
    /// why, and no entry more or less than before. Gives the line.
    #[track_caller]
    pub(crate) fn refused(&self, args: &[&str]) -> String {
        let before = self.digest();
        let output = self.run(args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert_eq!(output.stdout, b"", "{args:?}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.starts_with("error: "), "{said}");
        assert_eq!(self.digest(), before, "{args:?} changed something");
        said
    }

    /// What the home holds; nothing where there is no home.
    pub(crate) fn digest(&self) -> Option<Vec<Value>> {
        if !self.home.join("ateneu.toml").exists() {
            assert!(!self.home.join("communities").exists());
            return None;
        }
        let status = self.json(&["status"]);
        let communities = status["communities"].as_array().unwrap();
        Some(communities.iter().map(|c| serde_json::json!([c["id"], c["digest"]])).collect())
    }

    /// Opens a poll with options yes and no.
    pub(crate) fn poll(&self, more: &[&str]) -> String {
        let args = ["poll", "create", "--question", "Plant trees?", "--option", "yes=Yes"];
        let opened = self.json(&[&args[..], &["--option", "no=No"], more].concat());
        opened["poll"].as_str().unwrap().to_owned()
    }

    /// Casts a ballot and gives its id.
    #[track_caller]
    pub(crate) fn vote(&self, person: &str, poll: &str, choose: &str) -> String {
        let cast = self.json(&["--as", person, "vote", poll, "--choose", choose]);
        cast["ballot"].as_str().unwrap().to_owned()
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}
