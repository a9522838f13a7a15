//! `ateneu community invite`

use serde::Serialize;

use crate::cli::community::InviteArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::invitation::Invitation;
use crate::print;

#[derive(Serialize)]
struct Invited {
    id: participation::CommunityId,
    invitation: String,
}

/// Prints the invitation to replicate a community, with the addresses at which this node is
/// reached while it runs. It admits nobody.
pub(super) fn run(context: &Context, args: &InviteArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let here = context.addresses();
    let invitation = Invitation::to(&community, None, &here);
    if here.is_empty() && community.nodes().is_empty() {
        print::note(
            "note: it names no node, because none runs here and the charter lists none: run `ateneu serve` and ask again",
        );
    }
    if args.json {
        let invitation = invitation.to_string();
        return print::json(&Invited { id: community.id(), invitation });
    }
    print::line(&*invitation)
}
