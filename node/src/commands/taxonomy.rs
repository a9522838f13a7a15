//! `ateneu taxonomy`: classes in three levels, under which documents are filed.

use participation::{Card, Contents, DocumentKind, DocumentPlan, EntryId, Voice};
use serde::Serialize;

use super::document::{self, shown, space_of, words};
use crate::cli::find::{ClassArgs, TaxonomyArgs, TaxonomyCommand};
use crate::cli::process::ListArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::print;
use crate::select::written;

/// Does what is asked with classes.
pub(crate) fn run(context: &Context, args: &TaxonomyArgs) -> Result<(), Failure> {
    match &args.command {
        TaxonomyCommand::Add(args) => add(context, args),
        TaxonomyCommand::List(args) => list(context, args),
    }
}

fn add(context: &Context, args: &ClassArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let parent = args.under.as_deref().map(|text| words::class(&community, text)).transpose()?;
    let space = match (args.space.as_deref(), parent) {
        (None, Some(parent)) => space_of(&community, &parent)?,
        (named, _) => written::space(&community, None, named)?,
    };
    let mut contents = Contents::default();
    words::put(&community, &mut contents, &args.words, words::first(&community, &space))?;
    let plan = document::plan(DocumentKind::Taxon, Voice::Official, &contents)?;
    let plan = DocumentPlan { parent, ..plan };
    let id = document::compose(context, &mut community, space, plan)?;
    if args.json {
        return print::json(&serde_json::json!({ "id": id, "parent": parent, "space": space }));
    }
    print::line(id)
}

#[derive(Serialize)]
struct Listed {
    classes: Vec<Class>,
}

#[derive(Serialize)]
struct Class {
    id: EntryId,
    parent: Option<EntryId>,
    space: EntryId,
    level: usize,
    title: String,
    documents: usize,
}

fn list(context: &Context, args: &ListArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let languages = words::languages(args.language.as_deref())?;
    let reading = community.deliberation();
    let taxa: Vec<&Card> = reading
        .cards()
        .filter(|card| card.kind == DocumentKind::Taxon && card.is_shown())
        .filter(|card| card.withdrawn.is_none())
        .collect();
    let mut classes = Vec::new();
    // Three levels at most, so that a walk from each highest class finds them all.
    let mut waiting: Vec<(&Card, usize)> =
        taxa.iter().rev().filter(|card| card.parent.is_none()).map(|card| (*card, 0)).collect();
    while let Some((card, level)) = waiting.pop() {
        let filed = |other: &&Card| other.classes().contains(&card.id) && other.is_shown();
        classes.push(Class {
            id: card.id,
            parent: card.parent,
            space: card.space,
            level,
            title: shown::title_of(&card.titles, &languages),
            documents: reading.cards().filter(filed).count(),
        });
        let below = taxa.iter().rev().filter(|other| other.parent == Some(card.id));
        waiting.extend(below.map(|card| (*card, level + 1)));
    }
    if args.json {
        return print::json(&Listed { classes });
    }
    for class in classes {
        let indent = "  ".repeat(class.level);
        let (id, title) = (class.id.short(), print::safe(&class.title));
        print::line(format_args!("{id}  {indent}{title} ({})", class.documents))?;
    }
    Ok(())
}
