//! `ateneu audit`: everything recomputed from the entries.

use std::path::Path;

use participation::{Audit, Community, CommunityId, Error, Store, StoreError};
use participation_store::SledStore;
use serde::Serialize;

use crate::cli::upkeep::AuditArgs;
use crate::communities::store_config;
use crate::context::Context;
use crate::exit::Failure;
use crate::print;

/// What is printed.
#[derive(Debug, Serialize)]
struct Shown {
    community: CommunityId,
    /// Whether nothing differs.
    clean: bool,
    #[serde(flatten)]
    found: Found,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Found {
    Audit(Audit),
    /// What is damaged where the community cannot even be opened.
    Damaged {
        differences: Vec<String>,
    },
}

/// Audits the chosen community; where something differs the answer is no.
pub(crate) fn run(context: &Context, args: &AuditArgs) -> Result<(), Failure> {
    let community = context.choose()?;
    let found = match context.home()?.open_community(&community) {
        Ok(mut open) => Found::Audit(audit(&mut *open)?),
        Err(_) => closed(&context.home()?.close_community(&community)?.path())?,
    };
    let differences = match &found {
        Found::Audit(audit) => &audit.differences,
        Found::Damaged { differences } => differences,
    };
    let shown = Shown { community, clean: differences.is_empty(), found };
    if args.json {
        print::json(&shown)?;
    } else {
        shown.print()?;
    }
    if shown.clean { Ok(()) } else { Err(Failure::no("")) }
}

/// Audits an open community; how long it takes is not known, but that it goes on is shown.
pub(crate) fn audit<S: Store>(community: &mut Community<S>) -> Result<Audit, Failure> {
    let spinner = print::spinner(format!("auditing {} entries", community.len()));
    let audit = community.audit();
    spinner.finish_and_clear();
    Ok(audit?)
}

/// Audits a community that could not be opened, or says why it cannot be.
fn closed(path: &Path) -> Result<Found, Failure> {
    let opened =
        SledStore::open(path, store_config()).map_err(Error::from).and_then(Community::open);
    Ok(match opened {
        Ok(mut community) => Found::Audit(audit(&mut community)?),
        Err(error) => Found::Damaged { differences: damage(path, error)? },
    })
}

/// What is damaged of a store that holds no community that could be opened.
fn damage(path: &Path, error: Error) -> Result<Vec<String>, Failure> {
    let damaged = matches!(
        error,
        Error::Store(StoreError::Damaged(_))
            | Error::Replay { .. }
            | Error::Gaps { .. }
            | Error::NoCommunity
    );
    if !damaged {
        return Err(error.into());
    }
    let mut found = vec![error.to_string()];
    if let Ok(store) = SledStore::open(path, store_config()) {
        found.extend(store.check()?.iter().map(ToString::to_string));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

impl Shown {
    fn print(&self) -> Result<(), Failure> {
        let differences = match &self.found {
            Found::Audit(audit) => {
                let Audit { entries, digest, view_digest, without_body, .. } = audit;
                print::line(format_args!("{entries} entries verified and replayed"))?;
                print::line(format_args!("digest {digest}"))?;
                print::line(format_args!("view digest {view_digest}"))?;
                if *without_body > 0 {
                    print::line(format_args!(
                        "{without_body} bodies were erased or have not come"
                    ))?;
                }
                &audit.differences
            }
            Found::Damaged { differences } => differences,
        };
        for difference in differences {
            print::line(format_args!("differs: {}", print::safe(difference)))?;
        }
        if self.clean {
            print::line("nothing differs")
        } else {
            print::line("`ateneu rebuild --from BUNDLE` heals what another node still has")
        }
    }
}
