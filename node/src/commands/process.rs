//! `ateneu process` and `ateneu assembly`: spaces, their phases and what holds in them.

mod open;
mod rules;
mod shown;

use participation::SpaceKind;
use serde::Serialize;

use crate::cli::process::{SpaceArgs, SpaceCommand};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::{print, template};

/// Does what is asked with spaces of a kind.
pub(crate) fn run(context: &Context, kind: SpaceKind, args: &SpaceArgs) -> Result<(), Failure> {
    match &args.command {
        SpaceCommand::Create(args) => open::create(context, kind, args),
        SpaceCommand::List(args) => shown::list(context, kind, args),
        SpaceCommand::Show(args) => shown::show(context, kind, args),
        SpaceCommand::Phase(args) => open::phase(context, kind, args),
        SpaceCommand::Rules(args) => shown::rules(context, kind, args),
        SpaceCommand::Edit(args) => open::edit(context, kind, args),
        SpaceCommand::Log(args) => shown::log(context, kind, args),
        SpaceCommand::Templates(args) => templates(args.language.as_deref(), args.json),
    }
}

#[derive(Serialize)]
struct Listed {
    templates: Vec<template::Template>,
}

fn templates(language: Option<&str>, json: bool) -> Result<(), Failure> {
    let templates = template::all()?;
    if json {
        return print::json(&Listed { templates });
    }
    let mut table = Table::new(&["name", "phases", "for"], &[1]);
    for template in templates {
        let about = language.and_then(|tag| template.about.get(tag));
        let about = about.or_else(|| template.about.get("en")).cloned().unwrap_or_default();
        table.row([template.name, template.phases.len().to_string(), about]);
    }
    table.print()
}
