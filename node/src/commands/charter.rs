//! `ateneu charter`

pub(super) mod decide;
mod propose;
mod show;
pub(super) mod steward;

use participation::{Community, EntryId, MemberKey, Pen, RevisionId, RevisionStatus};
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
        CharterCommand::Support(args) => act(context, args, &SUPPORT),
        CharterCommand::Sign(args) => act(context, args, &SIGN),
        CharterCommand::Abandon(args) => act(context, args, &ABANDON),
        CharterCommand::Recover(args) => recover(context, args),
    }
}

/// What a steward says of a revision.
struct Word {
    did: &'static str,
    /// Who said it already: twice would be an entry for nothing.
    said: fn(&RevisionStatus) -> &[MemberKey],
    write: fn(
        &mut Community<SledStore>,
        &mut Pen<'_>,
        RevisionId,
    ) -> Result<EntryId, participation::Error>,
}

const SUPPORT: Word = Word {
    did: "declared support for",
    said: |status| &status.supported_by,
    write: Community::support,
};
const SIGN: Word = Word { did: "signed", said: |status| &status.signed_by, write: Community::sign };
const ABANDON: Word = Word {
    did: "swore never to sign",
    said: |status| &status.abandoned_by,
    write: Community::abandon,
};

fn act(context: &Context, args: &StewardArgs, word: &Word) -> Result<(), Failure> {
    let (StewardArgs { of, paper }, mut community) = (args, context.community()?);
    let revision = select::revision(&community, &of.revision)?;
    let mut steward = Steward::of(context, &mut community, paper)?;
    if (word.said)(&community.revision(&revision)?).contains(&steward.member()) {
        let did = format!("{} before: nothing new is written", word.did);
        return Decided::now(&community, revision, None)?.print(&did, of.json);
    }
    let entry = (word.write)(&mut community, &mut steward.pen(), revision)?;
    Decided::now(&community, revision, Some(entry))?.print(word.did, of.json)
}

fn recover(context: &Context, args: &RevisionArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let revision = select::revision(&community, &args.revision)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.recover(&mut signer.pen(), revision)?;
    Decided::now(&community, revision, Some(entry))?.print("signed as a member", args.json)
}
