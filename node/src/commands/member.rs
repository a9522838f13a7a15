//! `ateneu member`

mod admit;
mod card;
mod device;
mod list;

pub(super) use card::{keep_access, redeem_card};

use participation::{Change, Community, SlotId};
use participation_store::SledStore;

use super::charter::decide;
use super::charter::steward::Steward;
use crate::cli::member::{ChangeArgs, MemberArgs, MemberCommand};
use crate::context::Context;
use crate::exit::Failure;
use crate::select;

/// The census.
pub(crate) fn run(context: &Context, args: &MemberArgs) -> Result<(), Failure> {
    match &args.command {
        MemberCommand::Invite(args) => card::invite(context, args),
        MemberCommand::Redeem(args) => card::redeem(context, args),
        MemberCommand::Settle(args) => card::settle(context, args),
        MemberCommand::Admit(args) => admit::run(context, args),
        MemberCommand::Readmit(args) => admit::again(context, args),
        MemberCommand::Suspend(args) => {
            change(context, args, "proposed and signed a suspension", Community::suspension)
        }
        MemberCommand::Reinstate(args) => {
            change(context, args, "proposed and signed a reinstatement", |_, slot| {
                Change::Reinstate(slot)
            })
        }
        MemberCommand::Revoke(args) => {
            change(context, args, "proposed and signed a revocation", Community::revocation)
        }
        MemberCommand::List(args) => list::run(context, args),
        MemberCommand::Device(args) => device::run(context, args),
    }
}

/// Proposes a change of somebody's place in the census, and signs it with one's own signature.
fn change(
    context: &Context,
    args: &ChangeArgs,
    did: &str,
    change: fn(&Community<SledStore>, SlotId) -> Change,
) -> Result<(), Failure> {
    let mut community = context.community()?;
    let slot = select::slot(context, &community, &args.who)?;
    let changes = vec![change(&community, slot)];
    let mut steward = Steward::with_keys(context, &mut community)?;
    let decided = decide::propose(&mut community, &mut steward, changes, &args.reason, true)?;
    decided.print(did, args.json)
}
