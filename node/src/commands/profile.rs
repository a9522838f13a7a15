//! `ateneu profile`: what people tell of themselves.

use std::collections::BTreeMap;

use participation::{Content, EntryId, SlotId};
use serde::Serialize;

use super::document::{Done, shown, words};
use crate::cli::comment::{ProfileArgs, ProfileCommand, ProfileSetArgs, ProfileShowArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Facts;
use crate::select::{self, written};
use crate::{print, texts};

/// Does what is asked with profiles.
pub(crate) fn run(context: &Context, args: &ProfileArgs) -> Result<(), Failure> {
    match &args.command {
        ProfileCommand::Set(args) => set(context, args),
        ProfileCommand::Show(args) => show(context, args),
    }
}

fn set(context: &Context, args: &ProfileSetArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let language = args.language.as_deref().map(texts::language).transpose()?;
    let about = texts::localized("--about", &args.about, language)?;
    if args.name.trim().is_empty() {
        return Err(Failure::input("--name is empty: give the name by which others may call you"));
    }
    let same = community.names().into_iter().filter(|(_, name)| *name == args.name);
    let same: Vec<SlotId> = same.map(|(slot, _)| slot).collect();
    let mut signer = context.signer(&mut community)?;
    let entry = community.introduce(&mut signer.pen(), args.name.trim(), about)?;
    let own = community.slot_of(&signer.persona().device.public());
    if same.iter().any(|slot| Some(*slot) != own) {
        print::note("note: somebody else has this name too: mentions of it will be asked about");
    }
    Done { entry, subject: entry }.print("told", args.json)
}

#[derive(Serialize)]
struct Shown {
    slot: SlotId,
    entry: Option<EntryId>,
    name: Option<String>,
    about: BTreeMap<String, String>,
}

fn show(context: &Context, args: &ProfileShowArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let slot = match &args.who {
        Some(who) => written::person(context, &community, who)?,
        None => select::slot(context, &community, context.person_name())?,
    };
    let languages = words::languages(args.language.as_deref())?;
    let reading = community.deliberation();
    let entry = reading.profile(&slot);
    let mut found = Shown { slot, entry, name: None, about: BTreeMap::new() };
    let said = entry.and_then(|entry| reading.said(&entry));
    if let Some(Content::Profile(profile)) = said.as_ref().and_then(participation::Said::content) {
        found.name = Some(profile.name.to_string());
        found.about = shown::by_language(&profile.about);
    }
    if args.json {
        return print::json(&found);
    }
    let name = found.name.as_deref().unwrap_or("(tells nothing of themselves)");
    Facts::new().with("name", name).with("slot", slot).print()?;
    let about = shown::best(&found.about, &languages);
    if about.is_empty() {
        return Ok(());
    }
    print::line("")?;
    texts::print(&about)
}
