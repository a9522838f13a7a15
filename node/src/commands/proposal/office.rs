//! What organisers make of proposals: one of several, several of one.

use participation::{Contents, DocumentKind, EntryId, Link, Relation, TextField, Voice};
use serde::Serialize;

use super::KINDS;
use crate::cli::proposal::{MergeArgs, SplitArgs};
use crate::commands::document::{self, space_of, words};
use crate::context::Context;
use crate::exit::Failure;
use crate::print;
use crate::select::written;

#[derive(Serialize)]
struct Made {
    id: EntryId,
    space: EntryId,
    from: Vec<EntryId>,
}

/// One official proposal in the place of several. Where no body is typed, theirs are joined.
pub(super) fn merge(context: &Context, args: &MergeArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let mut from = Vec::new();
    for text in &args.proposals {
        let id = written::document(&community, &KINDS[..1], text)?;
        if from.contains(&id) {
            return Err(Failure::input(format!("{} is named twice: name it once", id.short())));
        }
        from.push(id);
    }
    let first = from.first().copied().ok_or_else(|| Failure::input("name what is merged"))?;
    let space = space_of(&community, &first)?;
    for id in &from {
        if space_of(&community, id)? != space {
            return Err(Failure::input(format!(
                "{} is of another space than {}: merge what is of one",
                id.short(),
                first.short()
            )));
        }
    }
    let mut contents = Contents::default();
    if args.words.body.is_empty() && args.words.body_file.is_empty() {
        for id in &from {
            let text = community.deliberation().text(id).map_err(Failure::input)?;
            for ((field, language), body) in text.texts {
                if field == TextField::Body {
                    let all = contents.texts.entry((field, language)).or_default();
                    if !all.is_empty() {
                        all.push_str("\n\n");
                    }
                    all.push_str(&body);
                }
            }
        }
    }
    words::put(&community, &mut contents, &args.words, words::first(&community, &space))?;
    let links = from.iter().map(|to| Link { relation: Relation::MergedFrom, to: *to }).collect();
    let plan = document::plan(DocumentKind::Proposal, Voice::Official, &contents)?;
    let id = document::compose(context, &mut community, space, document::linked(plan, links))?;
    made(id, space, from, args.json)
}

/// An official proposal of a part of another.
pub(super) fn split(context: &Context, args: &SplitArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let whole = written::document(&community, &KINDS[..1], &args.proposal)?;
    let space = space_of(&community, &whole)?;
    let mut contents = Contents::default();
    words::put(&community, &mut contents, &args.words, words::first(&community, &space))?;
    let link = Link { relation: Relation::SplitFrom, to: whole };
    let plan = document::plan(DocumentKind::Proposal, Voice::Official, &contents)?;
    let plan = document::linked(plan, vec![link]);
    let id = document::compose(context, &mut community, space, plan)?;
    made(id, space, vec![whole], args.json)
}

fn made(id: EntryId, space: EntryId, from: Vec<EntryId>, json: bool) -> Result<(), Failure> {
    if json {
        return print::json(&Made { id, space, from });
    }
    print::line(id)?;
    print::note(
        "published; supports do not carry over: whoever supported what it comes from did not support this",
    );
    Ok(())
}
