//! `ateneu status`

use participation::{CommunityId, SetDigest};
use serde::Serialize;

use crate::cli::start::StatusArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::print::{self, safe};
use crate::select;

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
    entries: usize,
    digest: SetDigest,
    view_digest: SetDigest,
    pending: usize,
    /// Entries whose bodies are not here: erased, or kept back by whoever sent them.
    without_body: usize,
    peers: usize,
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
            entries: community.len(),
            digest: community.digest(),
            view_digest: community.view_digest(),
            pending: community.pending(),
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
    print::line(format_args!("ateneu {} in {}", status.version, home.path().display()))?;
    print::line(format_args!("node {} {}", status.node, safe(&status.name)))?;
    if status.communities.is_empty() {
        print::line("no community yet")?;
    }
    for held in &status.communities {
        print::line(format_args!(
            "community {} {}: {} entries, digest {}, view {}",
            held.id.short(),
            safe(&held.name),
            held.entries,
            held.digest.short(),
            held.view_digest.short()
        ))?;
    }
    Ok(())
}
