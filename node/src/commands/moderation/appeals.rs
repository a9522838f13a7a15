//! Appeals, and their decisions.

use participation::{Community, Content, ContentKind, EntryId, LabelPlan, Store};
use serde::Serialize;

use super::hiding;
use crate::cli::moderation::{AppealArgs, DecideArgs};
use crate::cli::process::ListArgs;
use crate::commands::document::{Done, reasons, space_of, words};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::select::{self, written};
use crate::{print, texts};

pub(super) fn appeal(context: &Context, args: &AppealArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let (subject, label) = match written::said(&community, &args.id) {
        Ok(subject) => {
            let label = hiding(&community, &subject).ok_or_else(|| {
                Failure::input(format!(
                    "{} is not hidden: there is nothing to object to",
                    subject.short()
                ))
            })?;
            (subject, label)
        }
        Err(unknown) => {
            let label = select::entry(&community, &args.id).map_err(|_| unknown)?;
            let subject = community.deliberation().about(&label);
            (subject.ok_or(participation::Error::NoSuchEntry(label))?, label)
        }
    };
    let language = match &args.language {
        Some(tag) => Some(texts::language(tag)?),
        None => words::first(&community, &space_of(&community, &subject)?),
    };
    let language = language.ok_or_else(|| Failure::input("name the language with --language"))?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.appeal(&mut signer.pen(), label, language, &args.text)?;
    Done { entry, subject }.print("objected to", args.json)
}

#[derive(Serialize)]
struct Listed {
    appeals: Vec<Line>,
}

/// An appeal.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub(crate) id: EntryId,
    pub(crate) subject: EntryId,
    pub(crate) label: EntryId,
    pub(crate) text: String,
    /// The label that decides it.
    pub(crate) decision: Option<EntryId>,
    /// Whether it stays hidden.
    pub(crate) upheld: Option<bool>,
}

pub(super) fn list(context: &Context, args: &ListArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let appeals = all(&community);
    if args.json {
        return print::json(&Listed { appeals });
    }
    let mut table = Table::new(&["appeal", "about", "decision", "words"], &[]);
    for appeal in &appeals {
        let decision = match appeal.upheld {
            None => "open",
            Some(true) => "stays hidden",
            Some(false) => "shown again",
        };
        let (id, subject) = (appeal.id.short(), appeal.subject.short());
        table.row([id, subject, decision.to_owned(), appeal.text.clone()]);
    }
    table.print()
}

/// The appeals that stand.
pub(crate) fn all<S: Store>(community: &Community<S>) -> Vec<Line> {
    let reading = community.deliberation();
    let mut appeals = Vec::new();
    for subject in reading.moderated() {
        let void: Vec<EntryId> = reading.void(&subject).iter().map(|void| void.id).collect();
        let stand = |id: &EntryId| !void.contains(id);
        let labels: Vec<EntryId> =
            reading.naming(&subject, ContentKind::Label).into_iter().filter(stand).collect();
        for label in &labels {
            for id in reading.naming(label, ContentKind::Appeal).into_iter().filter(stand) {
                let said = reading.said(&id);
                let Some(Content::Appeal(appeal)) =
                    said.as_ref().and_then(participation::Said::content)
                else {
                    continue;
                };
                let text = appeal.text.to_string();
                let decided =
                    labels.iter().find_map(|label| match reading.said(label)?.content() {
                        Some(Content::Label(said)) if said.appeal == Some(id) => {
                            Some((*label, said.hidden))
                        }
                        _ => None,
                    });
                appeals.push(Line {
                    id,
                    subject,
                    label: *label,
                    text,
                    decision: decided.map(|(label, _)| label),
                    upheld: decided.map(|(_, hidden)| hidden),
                });
            }
        }
    }
    appeals
}

pub(super) fn decide(context: &Context, args: &DecideArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let appeals = all(&community);
    let id = select::prefix("appeal", &args.appeal, appeals.iter().map(|appeal| appeal.id))?;
    let appeal = appeals.into_iter().find(|appeal| appeal.id == id);
    let appeal = appeal.ok_or(participation::Error::NoSuchEntry(id))?;
    if let Some(decision) = appeal.decision {
        return Err(Failure::input(format!(
            "the appeal is decided already, by {}",
            decision.short()
        )));
    }
    let subject = appeal.subject;
    let reason = match community.act(&appeal.label)? {
        Some(participation::Act::Content(Content::Label(label))) => label.reason,
        _ => participation::Reason::Other,
    };
    let text = reasons(&community, &subject, "--text", &args.text, args.language.as_deref())?;
    let plan = LabelPlan { hidden: args.uphold, reason, text, appeal: Some(id) };
    let mut signer = context.signer(&mut community)?;
    let entry = community.label(&mut signer.pen(), subject, plan)?;
    let what = if args.uphold { "it stays hidden" } else { "shown again" };
    Done { entry, subject }.print(what, args.json)
}
