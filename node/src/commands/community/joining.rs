//! Taking a community in from other nodes.

use std::time::Duration;

use participation::{Community, CommunityId, EntryId, Intake, NodeAddress};
use participation_network::Source;

use crate::commands::bundle::Taken;
use crate::commands::member::keep_access;
use crate::context::Context;
use crate::exit::Failure;
use crate::home::Home;
use crate::invitation::Invitation;
use crate::network::{Carrying, Reach};
use crate::people::renew_devices;
use crate::print;

/// How long a node that holds the community may take to answer.
const ANSWER: Duration = Duration::from_secs(45);

/// How long the local network may take to tell of a node, where nobody named one.
const NEARBY: Duration = Duration::from_secs(5);

/// How long what was written here may take to reach another node before a command ends that runs
/// no node.
const DELIVERY: Duration = Duration::from_secs(20);

/// Begins to hold a community, without any entry yet; it is one of this home's from now on, and
/// whatever network runs here asks other nodes for it. Says whether it is new.
pub(crate) fn begin(
    home: &Home,
    id: &CommunityId,
    invitation: &Invitation,
    first: Option<EntryId>,
) -> Result<bool, Failure> {
    if home.communities()?.contains(id) {
        keep_access(&mut *home.open_community(id)?, invitation.access.clone())?;
        return Ok(false);
    }
    // What people here wrote elsewhere may not all come.
    renew_devices(&home.people(), Some(id))?;
    let mut community = home.create_community(id, |store| Ok(Community::begin(store, *id)?))?;
    let kept = keep_access(&mut community, invitation.access.clone())
        .and_then(|()| Ok(community.ask_first(first)?));
    if let Err(failure) = kept {
        community.remove()?;
        return Err(failure);
    }
    Ok(true)
}

/// Tells the network of the nodes that an invitation names.
pub(crate) fn reach_out(network: &Carrying, nodes: &[NodeAddress]) -> Result<(), Failure> {
    for node in nodes {
        network.add_peer(node.as_str(), Source::Invitation)?;
    }
    Ok(())
}

/// The community as other nodes gave it, after the first comparison that came to its end.
pub(super) fn over_network(
    context: &Context,
    id: &CommunityId,
    invitation: &Invitation,
    first: Option<EntryId>,
) -> Result<Taken, Failure> {
    let home = context.home_or_make()?;
    let new = begin(home, id, invitation, first)?;
    let taken = fetch(context, home, id, invitation);
    match taken {
        Ok(intake) => {
            let community = home.open_community(id)?;
            Ok(Taken { community, intake, new })
        }
        Err(failure) if new && home.open_community(id)?.is_empty() => {
            home.close_community(id)?.remove()?;
            Err(failure.after("the community was not taken in"))
        }
        Err(failure) => Err(failure),
    }
}

fn fetch(
    context: &Context,
    home: &Home,
    id: &CommunityId,
    invitation: &Invitation,
) -> Result<Intake, Failure> {
    let before = home.open_community(id)?.len();
    let network = online(context, home)?;
    reach_out(network, &invitation.nodes)?;
    let done = network.completed(id);
    let bar = print::bar("synchronising", 0);
    let progressing = |network: &Carrying| {
        let progress = network.progress(id);
        bar.set_length(progress.expected.all().max(progress.taken));
        bar.set_position(progress.taken);
        progress.taken
    };
    loop {
        // As long as something comes nobody gives up, however slow the line is.
        let taken = progressing(network);
        let named = !invitation.nodes.is_empty() || !network.status().peers.is_empty();
        let more = network.wait(if named { ANSWER } else { NEARBY }, |network| {
            network.completed(id) > done || progressing(network) > taken
        });
        if network.completed(id) > done {
            break;
        }
        if !more {
            bar.finish_and_clear();
            return Err(nobody(id, network, invitation));
        }
    }
    bar.finish_and_clear();
    let held_back = network.held_back(id);
    if held_back > 0 {
        print::note(format_args!(
            "note: {held_back} entries came faster than one author's may be taken in; they come while `ateneu serve` runs"
        ));
    }
    let community = home.open_community(id)?;
    if community.view().tip().is_none() {
        return Err(nobody(id, network, invitation));
    }
    let added = community.len().saturating_sub(before);
    Ok(Intake { added, waiting: community.pending(), ..Intake::default() })
}

/// The network of the running node, or one for as long as this command takes.
fn online<'a>(context: &Context, home: &'a Home) -> Result<&'a Carrying, Failure> {
    if let Some(network) = home.network() {
        return Ok(network);
    }
    if context.node().is_some() {
        return Err(Failure::system("the node has not begun to speak to others yet: ask again"));
    }
    let any = ["/ip4/0.0.0.0/tcp/0", "/ip6/::/tcp/0"].map(str::to_owned).to_vec();
    let book = Some(home.book());
    home.go_online(&Reach { listen: any, mdns: true, book, ..Reach::default() })
}

/// Gives other nodes what was just written here, where no node runs that would do so later.
pub(super) fn deliver(context: &Context, home: &Home, id: &CommunityId) -> Result<(), Failure> {
    let Some(network) = home.network().filter(|_| context.node().is_none()) else { return Ok(()) };
    let done = network.completed(id);
    network.wake(*id)?;
    if !network.wait(DELIVERY, |network| network.completed(id) > done) {
        print::note(
            "note: what was written here has not reached another node yet: run `ateneu serve`",
        );
    }
    network.end();
    Ok(())
}

fn nobody(id: &CommunityId, network: &Carrying, invitation: &Invitation) -> Failure {
    let connected = network.status().peers.iter().filter(|peer| peer.connections > 0).count();
    let named = invitation.nodes.len();
    Failure::system(format!(
        "no node gave community {}: the invitation names {named} of its nodes, {connected} nodes are connected; see that one of them runs (`ateneu serve`) and can be reached from here, ask for a newer invitation (`ateneu community invite`), or take it from a file with --bundle",
        id.short()
    ))
}
