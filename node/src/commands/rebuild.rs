//! `ateneu rebuild`: a damaged store, written anew from all that can be read, and healed from a
//! bundle.

use std::path::Path;

use participation::{Community, CommunityId, Error, Store};
use participation_store::{Damage, Damaged, SledStore, rebuild};
use serde::Serialize;

use crate::cli::upkeep::RebuildArgs;
use crate::commands::audit::audit;
use crate::commands::bundle::Bundle;
use crate::communities::store_config;
use crate::context::Context;
use crate::exit::Failure;
use crate::home::Home;
use crate::people::renew_devices;
use crate::print;

/// What came of it.
#[derive(Debug, Serialize)]
pub(crate) struct Shown {
    community: CommunityId,
    /// Records that could be read.
    saved: u64,
    /// What could not, before anything was healed.
    lost: Vec<String>,
    /// Entries that the bundle gave back.
    healed: usize,
    /// What is still lost, or differs.
    pub(crate) differences: Vec<String>,
    clean: bool,
}

/// Rebuilds the chosen community's store; what stays lost makes the answer no.
pub(crate) fn run(context: &Context, args: &RebuildArgs) -> Result<(), Failure> {
    let id = context.choose()?;
    let home = context.home()?;
    let shown = heal(home, &id, args.from.as_deref())?;
    if args.json {
        print::json(&shown)?;
    } else {
        shown.print()?;
    }
    if shown.clean { Ok(()) } else { Err(Failure::no("")) }
}

/// Writes a community's store anew from all that can be read, and from a bundle.
///
/// # Errors
/// [`Failure::Input`] for a bundle that is none or of another community; [`Failure::System`] for
/// what the disk says.
pub(crate) fn heal(home: &Home, id: &CommunityId, from: Option<&Path>) -> Result<Shown, Failure> {
    let id = *id;
    let closed = home.close_community(&id)?;
    let path = closed.path();
    // A bundle that is none is refused before anything is touched.
    let mut bundle = from.map(Bundle::open).transpose()?;
    if let Some(bundle) = &mut bundle {
        let found = bundle.community()?;
        if found != id {
            let (found, here) = (found.short(), id.short());
            return Err(Failure::input(format!("the bundle is of community {found}, not {here}")));
        }
    }
    if is_damaged(&path)? {
        // What devices here wrote may be lost, and a second entry at its place would be a fork.
        renew_devices(&home.people(), Some(&id))?;
    }
    let rebuilt = rebuild(&path, store_config())?;
    let open = || SledStore::open(&path, store_config());
    if Community::which(&open()?)?.is_none() {
        // The note that says so was lost; the folder's name says it too.
        drop(Community::begin(open()?, id)?);
        print::note(
            "note: if the community is private, its secret was lost: `ateneu community join INVITATION` \
             brings it back",
        );
    }
    let mut healed = 0;
    if let Some(bundle) = &mut bundle {
        let mut community = Community::mend(open()?)?;
        let checked = bundle.check(&community)?;
        healed = bundle.import(&mut community, &checked)?.added;
    }
    let differences = match Community::open(open()?) {
        Ok(mut community) => still(&mut community, &rebuilt.lost, healed)?,
        Err(error @ (Error::Gaps { .. } | Error::Replay { .. } | Error::NoCommunity)) => {
            vec![error.to_string()]
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Shown {
        community: id,
        saved: rebuilt.saved,
        lost: rebuilt.lost.iter().map(ToString::to_string).collect(),
        healed,
        clean: differences.is_empty(),
        differences,
    })
}

fn is_damaged(path: &Path) -> Result<bool, Failure> {
    match SledStore::open(path, store_config()) {
        Ok(store) => Ok(!store.check()?.is_empty()),
        Err(error) if error.damage().is_some() => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// What of the losses has not come back, and whatever else an audit finds.
fn still<S: Store>(
    community: &mut Community<S>,
    lost: &[Damage],
    healed: usize,
) -> Result<Vec<String>, Failure> {
    let records =
        lost.iter().filter(|damage| matches!(damage.what, Damaged::Record { .. })).count();
    let mut differences = Vec::new();
    for damage in lost {
        let back = match damage.what {
            Damaged::Record { id, .. } => match id {
                Some(id) => community.entry(&id).is_ok(),
                // Which entry it was is not known any more: as many must have come as were lost.
                None => healed >= records,
            },
            Damaged::Body { id, .. } => {
                community.entry(&id).is_ok_and(|entry| entry.body().is_some())
            }
            Damaged::Blob(id) => community.store().blob(&id)?.is_some(),
            // Written anew.
            Damaged::File(_) => true,
            _ => false,
        };
        if !back {
            differences.push(damage.to_string());
        }
    }
    differences.extend(audit(community)?.differences);
    Ok(differences)
}

impl Shown {
    fn print(&self) -> Result<(), Failure> {
        print::line(format_args!("{} entries could be read and were written anew", self.saved))?;
        for lost in &self.lost {
            print::line(format_args!("lost: {}", print::safe(lost)))?;
        }
        if self.healed > 0 {
            print::line(format_args!("{} entries came back from the bundle", self.healed))?;
        }
        for difference in &self.differences {
            print::line(format_args!("still wrong: {}", print::safe(difference)))?;
        }
        if self.clean {
            print::line("nothing is lost")
        } else {
            print::line("`ateneu rebuild --from BUNDLE` heals what another node still has")
        }
    }
}
