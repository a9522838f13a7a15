//! Reports.

use participation::{ContentKind, EntryId, Reason};
use serde::Serialize;

use super::reason;
use crate::cli::moderation::{ReportArgs, ReportsArgs};
use crate::commands::document::{Done, shown};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::print;
use crate::select::written;

pub(super) fn report(context: &Context, args: &ReportArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::said(&community, &args.id)?;
    let mut signer = context.signer(&mut community)?;
    let entry =
        community.report_content(&mut signer.pen(), subject, reason(&args.reason), &args.text)?;
    Done { entry, subject }.print("reported to the moderators", args.json)
}

#[derive(Serialize)]
struct Listed {
    reports: Vec<Line>,
    /// Reports that were sealed for other moderators.
    unreadable: usize,
}

#[derive(Serialize)]
struct Line {
    id: EntryId,
    subject: EntryId,
    reason: Reason,
    words: String,
}

pub(super) fn list(context: &Context, args: &ReportsArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subjects: Vec<(EntryId, usize)> = {
        let only = args.id.as_deref().map(|text| written::said(&community, text)).transpose()?;
        let reading = community.deliberation();
        let all = reading.moderated().filter(|id| only.is_none_or(|only| only == *id));
        all.map(|id| (id, reading.naming(&id, ContentKind::Report).len()))
            .filter(|(_, reports)| *reports > 0)
            .collect()
    };
    let mut signer = context.signer(&mut community)?;
    let (_, member) = signer.parts();
    let mut reports = Vec::new();
    let mut unreadable = 0;
    for (subject, count) in subjects {
        let opened = community.reports(&subject, member)?;
        unreadable += count.saturating_sub(opened.len());
        reports.extend(opened.into_iter().map(|report| Line {
            id: report.id,
            subject,
            reason: report.reason,
            words: report.words,
        }));
    }
    if args.json {
        return print::json(&Listed { reports, unreadable });
    }
    let mut table = Table::new(&["report", "about", "reason", "words"], &[]);
    for report in &reports {
        let reason = shown::reason_name(report.reason).to_owned();
        table.row([report.id.short(), report.subject.short(), reason, report.words.clone()]);
    }
    table.print()?;
    if unreadable > 0 {
        print::note(format_args!(
            "{unreadable} more are sealed for others: only those who were moderators when they were written read them"
        ));
    }
    Ok(())
}
