//! A node in a folder of its own, driven by its command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::running::Beside;

/// A node.
pub(crate) struct Node {
    // First, so that nothing runs in a folder that is being removed.
    beside: Beside,
    folder: TempDir,
}

impl Node {
    /// With a home that was made.
    pub(crate) fn new() -> Self {
        let node = Self::without_home();
        node.done(&["init"]);
        node
    }

    pub(crate) fn without_home() -> Self {
        Self { beside: Beside::default(), folder: tempfile::tempdir().unwrap() }
    }

    /// With a community of one steward.
    pub(crate) fn founded(name: &str) -> Self {
        let node = Self::new();
        node.done(&["community", "found", "--name", name]);
        node
    }

    /// The same files in another folder, as a careless copy makes them.
    pub(crate) fn copied(&self) -> Self {
        let copy = Self::without_home();
        self.beside.end();
        copy_folder(&self.home(), &copy.home());
        copy
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A path beside the home.
    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.beside.see_to(&self.home());
        let mut command = Command::new(env!("CARGO_BIN_EXE_ateneu"));
        command
            .env_clear()
            .env("ATENEU_KEYSTORE_COST", "floor")
            .env("ATENEU_HOME", self.home())
            .stdin(Stdio::null())
            .args(args);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs what must succeed, and gives what it printed.
    pub(crate) fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs what must succeed and print exactly one JSON value.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let printed = self.done(&[args, &["--json"]].concat());
        serde_json::from_str(&printed).unwrap_or_else(|e| panic!("{args:?}: {e}: {printed}"))
    }

    /// Runs what must be refused as wrong input, with one line that says why, and change nothing.
    pub(crate) fn refused(&self, args: &[&str]) -> String {
        let before = self.digests();
        let output = self.run(args);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(said.starts_with("error: ") && said.lines().count() == 1, "{args:?}: {said}");
        assert_eq!(self.digests(), before, "{args:?} changed something");
        said
    }

    /// What the home holds, by id: digest and view digest.
    pub(crate) fn digests(&self) -> Vec<(String, String, String)> {
        if !self.home().join("ateneu.toml").exists() {
            return Vec::new();
        }
        let status = self.json(&["status"]);
        let communities = status["communities"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        communities.map(|c| (text(&c["id"]), text(&c["digest"]), text(&c["view_digest"]))).collect()
    }

    /// A bundle of the only community.
    pub(crate) fn bundle(&self) -> String {
        let path = self.path("community.bundle");
        let _ = std::fs::remove_file(&path);
        self.done(&["bundle", "export", &path]);
        path
    }

    /// What somebody else needs to replicate the only community.
    pub(crate) fn invitation(&self) -> String {
        format!("ateneu:{}", self.digests()[0].0)
    }

    /// A node that took the only community in from a bundle.
    pub(crate) fn replicated(&self) -> Self {
        let other = Self::new();
        other.done(&["community", "join", &self.invitation(), "--bundle", &self.bundle()]);
        other
    }

    /// Takes in what another node has.
    pub(crate) fn hear(&self, other: &Self) {
        self.done(&["community", "join", &other.invitation(), "--bundle", &other.bundle()]);
    }

    /// The place of somebody in the census and whether they take part.
    pub(crate) fn status_of(&self, slot: &str) -> String {
        let list = self.json(&["member", "list"]);
        let members = list["members"].as_array().unwrap();
        let member = members.iter().find(|member| member["slot"] == slot);
        member.map_or("absent", |member| text(&member["status"])).to_owned()
    }
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A text of a JSON value.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
