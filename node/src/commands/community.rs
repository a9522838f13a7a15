//! `ateneu community`

mod found;
mod invite;
mod join;
pub(crate) mod joining;
mod leaving;

use participation::CommunityId;
use serde::Serialize;

use crate::cli::community::{CommunityArgs, CommunityCommand, ListArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::{print, select};

/// Founds, joins, leaves and lists communities.
pub(crate) fn run(context: &Context, args: &CommunityArgs) -> Result<(), Failure> {
    match &args.command {
        CommunityCommand::Found(args) => found::run(context, args),
        CommunityCommand::Invite(args) => invite::run(context, args),
        CommunityCommand::Join(args) => join::run(context, args),
        CommunityCommand::Leave(args) => leaving::run(context, args),
        CommunityCommand::List(args) => list(context, args),
    }
}

#[derive(Serialize)]
struct Listed {
    id: CommunityId,
    name: String,
    /// Whether others need more than its id to replicate it.
    private: bool,
    entries: usize,
    members: usize,
    polls: usize,
}

fn list(context: &Context, args: &ListArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let mut listed = Vec::new();
    for id in home.communities()? {
        let Some(community) = home.all().open_if_held(&id)? else { continue };
        listed.push(Listed {
            id,
            name: select::name_of(&community),
            private: community.is_private(),
            entries: community.len(),
            members: community.view().census().active,
            polls: community.openings().count(),
        });
    }
    if args.json {
        return print::json(&listed);
    }
    let mut table = Table::new(&["id", "members", "polls", "entries", "name"], &[1, 2, 3]);
    for Listed { id, name, private: _, entries, members, polls } in &listed {
        let figures = [members, polls, entries].map(ToString::to_string);
        let [members, polls, entries] = figures;
        table.row([id.short(), members, polls, entries, name.clone()]);
    }
    table.print()?;
    if listed.is_empty() {
        print::line("no community yet")?;
    }
    Ok(())
}
