//! `ateneu community leave`

use std::collections::HashSet;
use std::time::Duration;

use participation::{Community, CommunityId, EntryId, Kept};
use participation_store::SledStore;
use serde::Serialize;

use crate::caller::{self, Question};
use crate::cli::community::LeaveArgs;
use crate::commands::bundle;
use crate::context::Context;
use crate::exit::Failure;
use crate::home::Home;
use crate::people::{self, Signer};
use crate::tokens::{self, Tokens};
use crate::{print, select};

/// How long others are given to hear that devices ended.
const HEARING: Duration = Duration::from_secs(10);

/// What is printed.
#[derive(Serialize)]
struct Left {
    left: CommunityId,
    /// Whose devices ended.
    ended: Vec<String>,
    /// Whose did not, and why.
    not_ended: Vec<NotEnded>,
    /// Whether another node has heard of it.
    heard: bool,
}

#[derive(Serialize)]
struct NotEnded {
    name: String,
    why: String,
}

/// Ends the devices that wrote here, as far as their keys open, and removes the community.
pub(super) fn run(context: &Context, args: &LeaveArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let id = match &args.which {
        Some(which) => select::community(home, Some(which))?,
        None => context.choose()?,
    };
    confirm(args, &id)?;
    let mut left = Left { left: id, ended: Vec::new(), not_ended: Vec::new(), heard: false };
    match home.open_community(&id) {
        Ok(mut community) => {
            let before: HashSet<EntryId> = community.view().chains().ids().collect();
            end(context, home, &mut community, &mut left)?;
            if let Some(file) = args.bundle.as_deref().filter(|_| !left.ended.is_empty()) {
                bundle::write(&community, file, &before)?;
            }
            let ends = community.view().chains().ids().filter(|id| !before.contains(id));
            let ends: Vec<EntryId> = ends.collect();
            drop(community);
            left.heard = !ends.is_empty() && hands_on(context, home, &id, &ends);
        }
        // Whoever wants to go is not held back by a store that does not open.
        Err(failure) => tracing::warn!(%failure, "no device was ended"),
    }
    // Whoever joins again may get a bundle that lacks their last acts.
    people::renew_devices(&home.people(), Some(&id))?;
    home.close_community(&id)?.remove()?;
    if args.json { print::json(&left) } else { left.print(args) }
}

/// Ends the devices of whoever acts, and of everybody whose keys have no passphrase of their own.
fn end(
    context: &Context,
    home: &Home,
    community: &mut Community<SledStore>,
    left: &mut Left,
) -> Result<(), Failure> {
    let unlocked = people::unlocked(&home.people())?;
    for name in people::names(&home.people())? {
        let acts = name == context.person_name();
        if !acts && !unlocked.contains(&name) {
            let why = "their keys are under a passphrase of their own".to_owned();
            left.not_ended.push(NotEnded { name, why });
            continue;
        }
        match end_one(context, home, community, &name) {
            Ok(0) => {}
            Ok(_) => left.ended.push(name),
            // A passphrase that is mistyped can be typed again.
            Err(Failure::Input(why)) if acts && caller::can_ask() => {
                return Err(Failure::input(format!("{why}; nothing was changed")));
            }
            Err(failure) => left.not_ended.push(NotEnded { name, why: failure.to_string() }),
        }
    }
    Ok(())
}

fn end_one(
    context: &Context,
    home: &Home,
    community: &mut Community<SledStore>,
    name: &str,
) -> Result<usize, Failure> {
    let mut person = context.person_named(name)?;
    let id = community.id();
    let own = Tokens::of(home.path()).of_person(name)?;
    let own = own.iter().filter(|kept| kept.is_for(&id)).filter_map(tokens::Kept::device);
    let devices: Vec<_> = own.collect();
    if person.device(&id).is_none() && devices.is_empty() {
        return Ok(0);
    }
    let mut signer = Signer::of(&mut person, community)?;
    people::end_devices(community, &mut signer, devices)
}

/// Waits for another node to say that it has what was just written, where one is connected.
fn hands_on(context: &Context, home: &Home, id: &CommunityId, ends: &[EntryId]) -> bool {
    let running =
        home.network().filter(|network| context.node().is_some() && network.peers(id) > 0);
    let Some(network) = running else { return false };
    let is_there = || -> Result<bool, Failure> {
        let community = home.open_community(id)?;
        let elsewhere = community.elsewhere()?;
        let mut all = ends.iter().map(|end| community.kept(end, &elsewhere));
        Ok(all.all(|kept| matches!(kept, Ok(Kept::Elsewhere(_)))))
    };
    // A comparison that is under way may have begun before it was written; the second has not.
    let second = network.completed(id).saturating_add(2);
    network.wake(*id).is_ok()
        && network
            .wait(HEARING, |now| now.completed(id) >= second || is_there().unwrap_or_default())
}

/// Where there is a person to ask, what goes for good goes after a second word only.
fn confirm(args: &LeaveArgs, id: &CommunityId) -> Result<(), Failure> {
    if args.yes || args.json || !caller::can_ask() {
        return Ok(());
    }
    let short = id.short().to_string();
    print::note(format_args!(
        "everything of community {short} goes from this home: what no other node and no backup has is lost. \
         What was written from here stays at the nodes that have it; the devices that wrote it here end"
    ));
    let typed = caller::ask(Question::Shown(format!("Type {short} to leave it: ")))?;
    if typed.trim() == short { Ok(()) } else { Err(Failure::input("nothing was changed")) }
}

impl Left {
    fn print(&self, args: &LeaveArgs) -> Result<(), Failure> {
        for NotEnded { name, why } in &self.not_ended {
            print::note(format_args!(
                "note: the device of {name} did not end: {why}; it can be ended at another node of theirs with `ateneu member device retire`"
            ));
        }
        if !self.ended.is_empty() {
            let names = self.ended.join(", ");
            let told = match (&args.bundle, self.heard) {
                (_, true) => "other nodes have heard of it".to_owned(),
                (Some(file), false) => {
                    format!("no other node has heard of it: take {} to one", file.display())
                }
                (None, false) => "no other node has heard of it".to_owned(),
            };
            print::note(format_args!(
                "the devices of {names} are ended, and what they wrote stands; {told}"
            ));
        }
        print::line(format_args!(
            "left community {}: nothing of it is in this home any more",
            self.left.short()
        ))
    }
}
