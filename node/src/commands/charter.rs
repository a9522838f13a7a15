//! `ateneu charter`

pub(super) mod decide;
mod propose;
mod show;
pub(super) mod steward;

use participation::{Community, EntryId, Pen, RevisionId};
use participation_store::SledStore;

use crate::cli::charter::{CharterArgs, CharterCommand, RevisionArgs, StewardArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::select;
use decide::Decided;
use steward::Steward;

/// Shows and changes the charter.
pub(crate) fn run(context: &Context, args: &CharterArgs) -> Result<(), Failure> {
    match &args.command {
        CharterCommand::Show(args) => show::run(context, args),
        CharterCommand::Log(args) => show::log(context, args),
        CharterCommand::Propose(args) => propose::run(context, args),
        CharterCommand::Support(args) => {
            act(context, args, "declared support for", Community::support)
        }
        CharterCommand::Sign(args) => act(context, args, "signed", Community::sign),
        CharterCommand::Abandon(args) => {
            act(context, args, "swore never to sign", Community::abandon)
        }
        CharterCommand::Recover(args) => recover(context, args),
    }
}

type Write = fn(
    &mut Community<SledStore>,
    &mut Pen<'_>,
    RevisionId,
) -> Result<EntryId, participation::Error>;

fn act(context: &Context, args: &StewardArgs, did: &str, write: Write) -> Result<(), Failure> {
    let (StewardArgs { of, paper }, mut community) = (args, context.community()?);
    let revision = select::revision(&community, &of.revision)?;
    let mut steward = Steward::of(context, &mut community, paper)?;
    let entry = write(&mut community, &mut steward.pen(), revision)?;
    Decided::now(&community, revision, Some(entry))?.print(did, of.json)
}

fn recover(context: &Context, args: &RevisionArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let revision = select::revision(&community, &args.revision)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.recover(&mut signer.pen(), revision)?;
    Decided::now(&community, revision, Some(entry))?.print("signed as a member", args.json)
}
