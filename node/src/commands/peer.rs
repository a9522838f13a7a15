//! `ateneu peer`: the nodes that this one speaks to.

use participation_network::{PeerName, PeerStatus, Source};

use crate::cli::peer::{PeerArgs, PeerCommand, PeerListArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::network::Carrying;
use crate::print;

/// Lists, adds, removes and blocks nodes.
pub(crate) fn run(context: &Context, args: &PeerArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let network = home.network().ok_or_else(|| {
        Failure::input(
            "no node runs in this home, so it speaks to nobody: start it with `ateneu serve`",
        )
    })?;
    match &args.command {
        PeerCommand::List(args) => list(network, args),
        PeerCommand::Add(args) => {
            let name = network.add_peer(&args.address, Source::Command)?;
            said(args.json, &name, "added", "it will be spoken to")
        }
        PeerCommand::Remove(args) => {
            let name = read(&args.name)?;
            network.remove_peer(name)?;
            said(args.json, &name, "removed", "it is forgotten")
        }
        PeerCommand::Block(args) => {
            let name = read(&args.name)?;
            network.block(name, true)?;
            said(args.json, &name, "blocked", "it is not spoken to any more")
        }
        PeerCommand::Unblock(args) => {
            let name = read(&args.name)?;
            network.block(name, false)?;
            said(args.json, &name, "unblocked", "it may be spoken to again")
        }
    }
}

fn read(name: &str) -> Result<PeerName, Failure> {
    name.parse().map_err(|error| Failure::input(format!("{}: {error}", print::safe(name))))
}

fn said(json: bool, name: &PeerName, what: &str, words: &str) -> Result<(), Failure> {
    if json {
        print::json(&serde_json::json!({ what: name }))
    } else {
        print::line(format_args!("{name}: {words}"))
    }
}

fn list(network: &Carrying, args: &PeerListArgs) -> Result<(), Failure> {
    let peers = network.status().peers;
    if args.json {
        return print::json(&peers);
    }
    if peers.is_empty() {
        return print::line("no other node is known yet");
    }
    let mut table = Table::new(&["node", "state", "communities", "address"], &[2]);
    for peer in &peers {
        let address = peer.addresses.first().map_or_else(String::new, |text| print::safe(text));
        let shared = peer.communities.len().to_string();
        table.row([peer.name.to_string(), state(peer), shared, address]);
    }
    table.print()
}

fn state(peer: &PeerStatus) -> String {
    match (peer.blocked, peer.blocked_for, peer.connections) {
        (true, _, _) => "blocked".to_owned(),
        (false, Some(seconds), _) => format!("at fault, left alone for {seconds} s"),
        (false, None, 0) if peer.failures > 0 => format!("not reached, {} times", peer.failures),
        (false, None, 0) => "not connected".to_owned(),
        (false, None, _) => "connected".to_owned(),
    }
}
