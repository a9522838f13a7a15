//! `ateneu status`

use participation::{CommunityId, EntryId, Fork, Lane, SetDigest};
use participation_keys::DidKey;
use serde::Serialize;

use crate::cli::start::StatusArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{self, Facts};
use crate::{print, select};

#[derive(Serialize)]
struct Status {
    node: String,
    name: String,
    version: &'static str,
    /// Addresses that it listens at: none until nodes synchronise.
    listen: [String; 0],
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
    peers: usize,
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
        let community = home.open_community(&id)?;
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
            peers: 0,
        });
    }
    let status = Status {
        node: home.node()?,
        name: home.name().to_owned(),
        version: env!("CARGO_PKG_VERSION"),
        listen: [],
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
        .print()?;
    if status.communities.is_empty() {
        return print::line("\nno community yet");
    }
    status.communities.iter().try_for_each(Held::print)
}

impl Held {
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
            .print()
    }
}
