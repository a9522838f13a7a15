//! Erasing what people wrote: their own for good, that of others as a data officer asks.

use participation::{EntryId, Role};
use serde::Serialize;

use crate::cli::upkeep::EraseArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::print;
use crate::select::written;

/// Entries that one erasure names at most.
const MOST: usize = 128;

#[derive(Serialize)]
struct Erased {
    /// The entries that erase.
    entries: Vec<EntryId>,
    /// What they erase.
    erased: Vec<EntryId>,
    /// It is hidden, and goes when the stewards put that in force.
    asked: bool,
}

pub(super) fn erase(context: &Context, args: &EraseArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let mut subjects = Vec::new();
    for text in &args.document {
        subjects.push(written::document(&community, &[], text)?);
    }
    for text in &args.comment {
        subjects.push(written::comment(&community, text)?);
    }
    let mut signer = context.signer(&mut community)?;
    let device = signer.persona().device.public();
    let member = signer.persona().member.public();
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for subject in &subjects {
        let mine = community.written_by(&device, subject);
        if mine.is_empty() {
            others.extend(community.words_of(subject));
        }
        own.extend(mine);
    }
    let view = community.view();
    let state = view.tip().map(|(_, state)| state);
    let officer =
        state.is_some_and(|state| state.holders(Role::DataOfficer).any(|holder| *holder == member));
    if !others.is_empty() && (!officer || !own.is_empty()) {
        return Err(Failure::input(
            "nothing of it is yours: its author erases it, or a data officer asks for that; name what is yours by itself",
        ));
    }
    let asked = !others.is_empty();
    let mut erased = if asked { others } else { own };
    erased.sort_unstable();
    erased.dedup();
    let mut entries = Vec::new();
    for some in erased.chunks(MOST) {
        entries.push(community.erase_content(&mut signer.pen(), some)?);
    }
    if args.json {
        return print::json(&Erased { entries, erased, asked });
    }
    if asked {
        print::line("hidden, and asked to be erased")?;
        for entry in entries {
            print::note(format_args!(
                "next: a steward puts it in force with `ateneu charter propose --erase {}`",
                entry.short()
            ));
        }
        return Ok(());
    }
    print::line(format_args!("what {} entries said is erased", erased.len()))?;
    print::note("note: bundles and backups that were written before still hold it");
    Ok(())
}
