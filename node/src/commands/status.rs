//! `ateneu status`

use participation::{CommunityId, EntryId, Fork, Lane, SetDigest, Timestamp};
use participation_keys::DidKey;
use serde::Serialize;

use crate::cli::start::StatusArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{self, Facts};
use crate::network::Carrying;
use crate::serving::Serving;
use crate::{dates, print, random, select};

#[derive(Serialize)]
struct Status {
    node: String,
    name: String,
    version: &'static str,
    /// Addresses at which other nodes find it, while it runs.
    listen: Vec<String>,
    http: Option<String>,
    communities: Vec<Held>,
}

/// One community, as far as this node holds it.
#[derive(Debug, Serialize)]
struct Held {
    id: CommunityId,
    name: String,
    /// Whether others need more than its id to replicate it.
    private: bool,
    entries: usize,
    digest: SetDigest,
    view_digest: SetDigest,
    pending: usize,
    /// Places at which a device wrote two histories.
    forks: Vec<Forked>,
    /// Entries whose bodies are not here: erased, or kept back by whoever sent them.
    without_body: usize,
    /// Nodes that hold this community and are connected.
    peers: usize,
    /// When a comparison with another node last came to its end, in milliseconds since 1970.
    heard: Option<u64>,
    /// The newest word of the nodes that the charter lists, in milliseconds since 1970.
    beacon: Option<u64>,
    /// Why this node may be cut off from others.
    warnings: Vec<&'static str>,
    /// What comes from other nodes at this moment, or came last.
    synchronising: Synchronising,
}

/// How far the session with another node is that runs, or ran last.
#[derive(Debug, Default, Serialize)]
struct Synchronising {
    /// Entries that the other node announced.
    expected: u64,
    /// Entries that came.
    taken: u64,
    /// Their bytes, and those of blobs.
    bytes: u64,
}

/// The evidence of a fork: anybody can check both signatures.
#[derive(Debug, Serialize)]
struct Forked {
    device: String,
    lane: Lane,
    seq: u32,
    /// The two lowest ids at this place.
    entries: [EntryId; 2],
}

impl From<Fork> for Forked {
    fn from(fork: Fork) -> Self {
        let Fork { chain, seq, low, high } = fork;
        let (device, lane) = (chain.device.to_did(), chain.lane);
        Self { device, lane, seq: seq.number(), entries: [low, high] }
    }
}

/// Shows what this node holds.
pub(crate) fn run(context: &Context, args: &StatusArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let mut communities = Vec::new();
    for id in home.communities()? {
        let Some(community) = home.all().open_if_held(&id)? else { continue };
        communities.push(Held {
            id,
            name: select::name_of(&community),
            private: community.is_private(),
            entries: community.len(),
            digest: community.digest(),
            view_digest: community.view_digest(),
            pending: community.pending(),
            forks: community.view().chains().forks().into_iter().map(Forked::from).collect(),
            without_body: community.without_body(),
            peers: context.node().map_or(0, |node| node.peers(&id)),
            heard: community.heard()?,
            beacon: None,
            warnings: Vec::new(),
            synchronising: Synchronising::default(),
        });
        drop(community);
        if let (Some(network), Some(held)) = (home.network(), communities.last_mut()) {
            held.ask(network);
        }
    }
    let status = Status {
        node: home.node()?,
        name: home.name().to_owned(),
        version: env!("CARGO_PKG_VERSION"),
        listen: context.node().map_or_else(Vec::new, Serving::listen),
        http: None,
        communities,
    };
    if args.json {
        return print::json(&status);
    }
    print::line(format_args!("ateneu {}", status.version))?;
    let name = (!status.name.is_empty()).then_some(status.name.as_str());
    Facts::new()
        .with("home", home.path().display())
        .with("node", &status.node)
        .with_all("name", name)
        .with_all("listens", &status.listen)
        .print()?;
    if status.communities.is_empty() {
        return print::line("\nno community yet");
    }
    status.communities.iter().try_for_each(Held::print)
}

impl Held {
    /// Asks the network how it stands with other nodes.
    fn ask(&mut self, network: &Carrying) {
        let (health, progress) = (network.health(&self.id), network.progress(&self.id));
        self.heard = health.heard.max(self.heard);
        self.beacon = health.beacon;
        self.warnings = health.warnings(random::now().millis(), network.expects_others());
        self.synchronising = Synchronising {
            expected: progress.expected.all(),
            taken: progress.taken,
            bytes: progress.taken_bytes,
        };
    }

    fn print(&self) -> Result<(), Failure> {
        let waiting =
            (self.pending > 0).then(|| format!("{} entries wait for others", self.pending));
        let forks = self.forks.iter().map(|fork| {
            let [low, high] = fork.entries.map(|id| id.short().to_string());
            let (lane, seq) = (fork.lane, fork.seq);
            format!(
                "{} wrote two entries in one place ({lane:?} {seq}): {low}, {high}",
                fork.device
            )
        });
        print::line("")?;
        print::line(layout::paragraph(&self.name))?;
        Facts::new()
            .with("id", self.id)
            .with_all("private", self.private.then_some("others need an invitation"))
            .with("entries", self.entries)
            .with("digest", self.digest.short())
            .with("shown", self.view_digest.short())
            .with_all("waiting", waiting)
            .with_all("fork", forks)
            .with_all("nodes", (self.peers > 0).then_some(self.peers))
            .with_all("heard", self.heard.map(|at| dates::shown(Timestamp::from_millis(at))))
            .with_all("warning", &self.warnings)
            .print()
    }
}
