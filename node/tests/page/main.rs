//! The page over HTTP: who is let in, what a form does, and what it does when it is sent wrongly.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod assist;
mod barred;
mod browser;
mod census;
mod changing;
mod charter;
mod contended;
mod contract;
mod door;
mod health;
mod kiosk;
mod light;
mod moderation;
#[path = "../voting/node.rs"]
mod node;
mod opening;
mod organisers;
mod organising;
mod own;
mod programs;
mod recorded;
mod reshaping;
#[path = "../serving/running.rs"]
mod running;
mod settings;
mod setup;
mod stations;
mod talking;
mod voting;
mod waiting;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use browser::Browser;
use node::Node;
use running::Running;

/// Whether a node runs beside every command.
const SERVED: bool = false;

/// The passphrase of everybody in the sample.
const PASSPHRASE: &str = "poble-sec";

/// A home in which this binary has founded the sample: once for all tests, which copy it.
fn founded() -> PathBuf {
    let binary = Path::new(env!("CARGO_BIN_EXE_ateneu"));
    let made = fs::metadata(binary).unwrap().modified().unwrap();
    let made = made.duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sample-{made}"));
    if !place.exists() {
        let node = Node::empty();
        let mut running =
            Running::serving(Command::new(binary).args(["serve", "--demo"]), node.home());
        running.tell("-TERM");
        assert_eq!(running.wait().code(), Some(0));
        let begun = place.with_extension(std::process::id().to_string());
        copy(node.home(), &begun);
        // Whoever comes second finds it made.
        if fs::rename(&begun, &place).is_err() {
            fs::remove_dir_all(&begun).unwrap();
        }
    }
    place
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

/// A node with the sample community, its home, and the address of its page.
struct Hall {
    running: Running,
    node: Node,
    address: String,
}

impl Hall {
    /// The sample community, in a home of its own.
    fn sample() -> Self {
        let node = Node::empty();
        copy(&founded(), node.home());
        Self::of(node, &["serve", "--demo", "--http", "127.0.0.1:0"])
    }

    fn of(node: Node, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ateneu"));
        let running = Running::serving(command.args(args), node.home());
        let address = running.ready["http"].as_str().unwrap();
        let address = address.strip_prefix("http://").unwrap().to_owned();
        Self { running, node, address }
    }

    /// Somebody who has not logged in.
    fn visitor(&self) -> Browser {
        Browser::new(&self.address)
    }

    /// Somebody of the sample who has.
    fn neighbour(&self, name: &str) -> Browser {
        let mut browser = self.visitor();
        let page = browser.get("/ca/login");
        let sent = page.form("/ca/login").with("login", name).with("passphrase", PASSPHRASE);
        assert_eq!(browser.send(&sent).status, 303);
        browser
    }

    /// A token that somebody of the sample made on their page.
    fn token(&self, name: &str, scopes: &[&str]) -> String {
        let mut browser = self.neighbour(name);
        let place = format!("{}/me/tokens", self.root());
        let form = browser.get(&place).form("/me/tokens").without("scope").with("label", "proves");
        let form = scopes.iter().fold(form, |form, scope| form.and("scope", scope));
        let shown = browser.send(&form.with("days", "30"));
        assert_eq!(shown.status, 200, "{}", shown.body);
        assert_eq!(shown.headers["cache-control"], "no-store");
        let token = shown.body.split("<code class=\"long\">").nth(1).unwrap();
        token.split('<').next().unwrap().to_owned()
    }

    /// The address of the community for programs.
    fn api(&self) -> String {
        let digits = self.root().rsplit('/').next().unwrap().to_owned();
        format!("/api/v1/communities/{digits}")
    }

    /// The root of the community's pages.
    fn root(&self) -> String {
        self.visitor().get("/ca").location()
    }
}
