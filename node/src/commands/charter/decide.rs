//! Proposing a revision and signing it in one go, and where it stands then.

use participation::{Change, Community, EntryId, RevisionId, Store};
use participation_keys::DidKey;
use serde::Serialize;

use super::steward::Steward;
use crate::exit::Failure;
use crate::layout::Facts;
use crate::print;

/// Where a revision stands after one's own act.
#[derive(Debug, Serialize)]
pub(in crate::commands) struct Decided {
    revision: RevisionId,
    /// One's own entry.
    entry: Option<EntryId>,
    in_force: bool,
    supported_by: Vec<String>,
    signed_by: Vec<String>,
    abandoned_by: Vec<String>,
    needs: usize,
    missing: usize,
}

impl Decided {
    /// Where it stands now.
    pub(in crate::commands) fn now<S: Store>(
        community: &Community<S>,
        revision: RevisionId,
        entry: Option<EntryId>,
    ) -> Result<Self, Failure> {
        let status = community.revision(&revision)?;
        let dids = |keys: &[participation::MemberKey]| keys.iter().map(DidKey::to_did).collect();
        let missing =
            if status.in_force { 0 } else { status.needs.saturating_sub(status.signed_by.len()) };
        Ok(Self {
            revision,
            entry,
            in_force: status.in_force,
            supported_by: dids(&status.supported_by),
            signed_by: dids(&status.signed_by),
            abandoned_by: dids(&status.abandoned_by),
            needs: status.needs,
            missing,
        })
    }

    /// Says what was done and what is still needed.
    pub(in crate::commands) fn print(&self, did: &str, json: bool) -> Result<(), Failure> {
        if json {
            return print::json(self);
        }
        let (signed, needs) = (self.signed_by.len(), self.needs);
        let state = if self.in_force {
            "in force".to_owned()
        } else {
            format!("{signed} of {needs} signatures: {} more needed", self.missing)
        };
        print::line(did)?;
        Facts::new().with("revision", self.revision).with("status", state).print()?;
        if self.in_force {
            return Ok(());
        }
        let short = self.revision.short();
        print::line(format_args!(
            "\nnext: another steward signs with `ateneu charter sign {short}`"
        ))
    }
}

/// Proposes a revision and, if asked, signs it.
pub(in crate::commands) fn propose<S: Store>(
    community: &mut Community<S>,
    steward: &mut Steward,
    changes: Vec<Change>,
    reason: &str,
    sign: bool,
) -> Result<Decided, Failure> {
    if sign {
        bound(community, steward)?;
    }
    let revision = community.propose(&mut steward.pen(), changes, reason)?;
    let entry = if sign { Some(community.sign(&mut steward.pen(), revision)?) } else { None };
    Decided::now(community, revision, entry)
}

/// A steward signs one child of a revision: refuses before anything is written where another
/// signature stands in the way.
fn bound<S: Store>(community: &Community<S>, steward: &Steward) -> Result<(), Failure> {
    let seat = steward.member();
    let view = community.view();
    let tip = view.tip().map(|(tip, _)| tip.revision);
    let sibling = community.revisions().into_iter().find(|status| {
        status.parent.is_some()
            && status.parent == tip
            && status.signed_by.contains(&seat)
            && !view.abandonments(&status.revision).1
    });
    match sibling {
        None => Ok(()),
        Some(status) => Err(Failure::input(format!(
            "you signed revision {} already, and it is not in force: let the other stewards sign it, or swear with `ateneu charter abandon` that they never will",
            status.revision.short()
        ))),
    }
}
