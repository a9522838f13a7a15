//! `ateneu community`

mod found;
mod invite;
mod join;
pub(crate) mod joining;

use participation::CommunityId;
use serde::Serialize;

use crate::caller::{self, Question};
use crate::cli::community::{CommunityArgs, CommunityCommand, LeaveArgs, ListArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::{people, print, select};

/// Founds, joins, leaves and lists communities.
pub(crate) fn run(context: &Context, args: &CommunityArgs) -> Result<(), Failure> {
    match &args.command {
        CommunityCommand::Found(args) => found::run(context, args),
        CommunityCommand::Invite(args) => invite::run(context, args),
        CommunityCommand::Join(args) => join::run(context, args),
        CommunityCommand::Leave(args) => leave(context, args),
        CommunityCommand::List(args) => list(context, args),
    }
}

fn leave(context: &Context, args: &LeaveArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let id = match &args.which {
        Some(which) => select::community(home, Some(which))?,
        None => context.choose()?,
    };
    confirm(args, &id)?;
    // Whoever joins again may get a bundle that lacks their last acts.
    people::renew_devices(&home.people(), Some(&id))?;
    home.close_community(&id)?.remove()?;
    if args.json {
        return print::json(&serde_json::json!({ "left": id }));
    }
    print::line(format_args!(
        "left community {}: nothing of it is in this home any more",
        id.short()
    ))
}

/// Where there is a person to ask, what goes for good goes after a second word only.
fn confirm(args: &LeaveArgs, id: &CommunityId) -> Result<(), Failure> {
    if args.yes || args.json || !caller::can_ask() {
        return Ok(());
    }
    let short = id.short().to_string();
    print::note(format_args!(
        "everything of community {short} goes from this home: what no other node and no backup has is lost"
    ));
    let typed = caller::ask(Question::Shown(format!("Type {short} to leave it: ")))?;
    if typed.trim() == short { Ok(()) } else { Err(Failure::input("nothing was changed")) }
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
