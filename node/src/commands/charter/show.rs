//! `ateneu charter show` and `log`

use participation::{
    Change, CharterState, Community, CommunityId, Dispute, DoubleSigner, Licence, RevisionId,
    RevisionStatus, Role, Store,
};
use participation_keys::DidKey;
use serde::Serialize;

use crate::cli::charter::ShowArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{self, Facts};
use crate::{print, select};

#[derive(Serialize)]
struct Shown<'a> {
    community: CommunityId,
    revision: RevisionId,
    height: u32,
    state: &'a CharterState,
    /// Revisions that would follow the one in force.
    proposals: Vec<Proposed<'a>>,
    disputes: &'a [Dispute],
    double_signers: &'a [DoubleSigner],
}

#[derive(Serialize)]
struct Proposed<'a> {
    #[serde(flatten)]
    status: RevisionStatus,
    reason: &'a str,
    changes: &'a [Change],
}

/// Shows the charter in force.
pub(super) fn run(context: &Context, args: &ShowArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let view = community.view();
    let (tip, state) = view.tip().ok_or(participation::Error::NoCommunity)?;
    let pending = |status: &RevisionStatus| status.parent == Some(tip.revision) && !status.in_force;
    let shown = Shown {
        community: community.id(),
        revision: tip.revision,
        height: tip.height,
        state,
        proposals: proposed(&community, pending),
        disputes: view.charter().disputes(),
        double_signers: view.charter().double_signers(),
    };
    if args.json {
        return print::json(&shown);
    }
    show_state(&shown)?;
    for proposal in &shown.proposals {
        print::line("\nproposed")?;
        show_proposal(proposal)?;
    }
    for dispute in shown.disputes {
        print::line("")?;
        print::line(layout::paragraph(&format!(
            "the charter split after {}: {} branches came into force",
            dispute.parent.short(),
            dispute.branches.len()
        )))?;
    }
    for signer in shown.double_signers {
        print::line("")?;
        print::line(layout::paragraph(&format!(
            "{} signed two histories after {}: entries {} and {} prove it",
            signer.member.to_did(),
            signer.parent.short(),
            signer.evidence.0.short(),
            signer.evidence.1.short()
        )))?;
    }
    Ok(())
}

/// Lists every revision that was proposed.
pub(super) fn log(context: &Context, args: &ShowArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let all = proposed(&community, |_| true);
    if args.json {
        return print::json(&all);
    }
    for (place, proposal) in all.iter().enumerate() {
        if place > 0 {
            print::line("")?;
        }
        show_proposal(proposal)?;
    }
    Ok(())
}

fn proposed<S: Store>(
    community: &Community<S>,
    of: impl Fn(&RevisionStatus) -> bool,
) -> Vec<Proposed<'_>> {
    let facts = community.view().facts();
    let all = community.revisions().into_iter().filter(|status| of(status));
    all.map(|status| {
        let proposal = facts.proposal(&status.revision);
        Proposed {
            reason: proposal.map_or("", |proposal| proposal.reason.as_str()),
            changes: proposal.map_or(&[], |proposal| &proposal.changes),
            status,
        }
    })
    .collect()
}

fn show_state(shown: &Shown<'_>) -> Result<(), Failure> {
    let state = shown.state;
    let seats = state.seats();
    print::line(layout::paragraph(state.name().as_str()))?;
    print::line("")?;
    let signing = format!("{} of {} sign", seats.threshold, seats.seats.len());
    let stewards = seats.seats.iter().map(|seat| seat.member.to_did());
    let mut facts = Facts::new()
        .with("community", shown.community)
        .with("revision", shown.revision)
        .with("height", shown.height)
        .with_all("stewards", [signing].into_iter().chain(stewards));
    for role in Role::ALL {
        facts = facts.with_all(select::role_name(role), state.holders(role).map(DidKey::to_did));
    }
    let (limits, recovery) = (state.limits(), state.recovery());
    let recovery = recovery.map(|share| {
        format!("by more than {}/{} of the census", share.numerator, share.denominator)
    });
    let (suspended, revoked) = (state.suspended().count(), state.revoked().count());
    facts
        .with(
            "limits",
            format_args!(
                "at most {} options, ballots kept {} days or more",
                limits.options, limits.retention_days
            ),
        )
        .with("rules", format_args!("version {}", state.rules()))
        .with_all("recovery", recovery)
        .with_all("nodes", state.nodes())
        .with("open data", state.licence().unwrap_or(&Licence::USUAL))
        .with("census", format_args!("{suspended} suspended, {revoked} revoked"))
        .print()
}

fn show_proposal(proposal: &Proposed<'_>) -> Result<(), Failure> {
    let status = &proposal.status;
    let signed = status.signed_by.len();
    let standing = match (&status.fault, status.in_force, status.parent) {
        (Some(fault), ..) => format!("cannot be: {fault}"),
        (None, true, None) => "the founding".to_owned(),
        (None, true, Some(_)) => "in force".to_owned(),
        (None, false, _) => format!(
            "{signed} of {} signatures, {} declared support, {} will never sign",
            status.needs,
            status.supported_by.len(),
            status.abandoned_by.len()
        ),
    };
    let reason = (!proposal.reason.is_empty()).then_some(proposal.reason);
    Facts::new()
        .with("revision", status.revision)
        .with("height", status.height)
        .with("status", standing)
        .with_all("changes", proposal.changes.iter().map(in_words))
        .with_all("reason", reason)
        .print()
}

fn in_words(change: &Change) -> String {
    match change {
        Change::Rename(name) => format!("call it {}", name.as_str()),
        Change::Seats { seats, leaving } => format!(
            "stewards: {} of {} sign, {} leave",
            seats.threshold,
            seats.seats.len(),
            leaving.len()
        ),
        Change::Grant(role, member) => {
            format!("make {} {}", member.to_did(), select::role_name(*role))
        }
        Change::End(role, member, _) => {
            format!("{} is no longer {}", member.to_did(), select::role_name(*role))
        }
        Change::Suspend(slot, _) => format!("suspend {slot}"),
        Change::Reinstate(slot) => format!("reinstate {slot}"),
        Change::Revoke(slot, _) => format!("remove {slot} from the census"),
        Change::Limits(limits) => format!(
            "at most {} options, ballots kept {} days or more",
            limits.options, limits.retention_days
        ),
        Change::Rules(version) => format!("rules of version {version}"),
        Change::Recovery(Some(share)) => {
            format!("recovery by more than {}/{} of the census", share.numerator, share.denominator)
        }
        Change::Recovery(None) => "no recovery rule".to_owned(),
        Change::Raise(right, _) => format!("take in what came late by {right:?}"),
        Change::Nodes(nodes) if nodes.is_empty() => "no nodes of its own".to_owned(),
        Change::Nodes(nodes) => {
            let nodes: Vec<_> = nodes.iter().map(|node| node.as_str()).collect();
            format!("its nodes are reached at {}", nodes.join(" and "))
        }
        Change::Licence(licence) => {
            format!("open data under {}", licence.as_ref().unwrap_or(&Licence::USUAL))
        }
        Change::Erase(erasure) => format!("erase what entry {erasure} asks to erase"),
    }
}
