//! `ateneu import` and `ateneu export`: open data of other platforms.

mod reading;
mod writing;

use participation::{CommunityId, ImportError, ImportReport};
use participation_keys::DidKey;
use serde::Serialize;

use crate::cli::exchange::{
    ExportArgs, ExportCommand, ImportArgs, ImportCommand, ImportDecidimArgs,
};
use crate::context::Context;
use crate::exit::Failure;
use crate::{print, select};

/// What is printed of an import.
#[derive(Debug, Serialize)]
struct Imported {
    community: CommunityId,
    #[serde(flatten)]
    report: ImportReport,
}

/// Brings in what people wrote on another platform.
pub(crate) fn import(context: &Context, args: &ImportArgs) -> Result<(), Failure> {
    match &args.command {
        ImportCommand::Decidim(args) => import_decidim(context, args),
    }
}

/// Writes what people wrote here for another platform.
pub(crate) fn export(context: &Context, args: &ExportArgs) -> Result<(), Failure> {
    match &args.command {
        ExportCommand::Decidim(args) => writing::decidim(context, args),
    }
}

fn import_decidim(context: &Context, args: &ImportDecidimArgs) -> Result<(), Failure> {
    let plan = reading::plan(args)?;
    let mut community = context.community()?;
    let mut signer = context.signer(&mut community)?;
    let bar = print::bar("importing", 0);
    let mut told = |written: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(written as u64);
    };
    let report = community.import_decidim(&mut signer.pen(), &plan, &mut told).map_err(failed)?;
    bar.finish_and_clear();
    if args.json {
        return print::json(&Imported { community: community.id(), report });
    }
    let ImportReport { proposals, projects, comments, stubs, known, entries, .. } = report;
    let name = print::safe(&select::name_of(&community));
    print::line(format_args!(
        "{name}: {proposals} proposals, {projects} projects and {comments} comments are new here, \
         and {stubs} documents that stand for what no file has; {known} rows were here; {entries} \
         entries were written"
    ))
}

/// What the library says, with the command that grants what is lacking.
fn failed(error: ImportError) -> Failure {
    if let ImportError::Community(error) = error {
        return error.into();
    }
    if let ImportError::Offices { missing, member } = &error {
        let who = member.map_or_else(|| "DID".to_owned(), |member| member.to_did());
        let grants: Vec<String> = missing
            .iter()
            .map(|role| format!("--grant {}:{who}", select::role_name(*role)))
            .collect();
        return Failure::input(format!(
            "{error}: a steward can, with `ateneu charter propose {} --sign`",
            grants.join(" ")
        ));
    }
    if matches!(error, ImportError::NoLanguage) {
        return Failure::input(format!("{error}, such as with --language ca"));
    }
    Failure::input(error)
}
