//! `ateneu station show`: what stands at the stations of a poll.

use participation::{
    BatchReport, Channels, EntryId, PaperExclusion, PaperReport, PollReport, StationReport,
};
use serde::Serialize;

use crate::cli::station::ShowArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{Facts, Table};
use crate::{print, select};

/// What is printed as JSON.
#[derive(Debug, Serialize)]
struct Stations<'a> {
    poll: EntryId,
    #[serde(flatten)]
    paper: &'a PaperReport,
    channels: &'a Channels,
}

/// Prints the stations of a poll.
pub(crate) fn run(context: &Context, args: &ShowArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let poll = select::poll(&community, &args.poll)?;
    let report = community.report(&poll)?;
    if args.json {
        let (paper, channels) = (&report.paper, &report.channels);
        return print::json(&Stations { poll, paper, channels });
    }
    if report.paper.is_empty() {
        return print::line("nobody opened a polling station for this poll");
    }
    for station in &report.paper.stations {
        of_station(station).print()?;
        print::line("")?;
    }
    let mut left = Table::plain(&[]);
    for excluded in &report.paper.excluded {
        left.row([excluded.entry.short(), reason(&excluded.why)]);
    }
    let none = report.paper.excluded.is_empty();
    let facts = Facts::new().with_all("channels", stations(&report));
    if none { facts } else { facts.with_table("left out", left) }.print()
}

/// One line of ballots by channel; none where nobody voted on paper.
pub(crate) fn stations(report: &PollReport) -> Option<String> {
    let (online, paper) = (report.channels.online.ballots, report.channels.paper.ballots);
    let spoilt = report.paper.spoilt;
    let spoilt = if spoilt > 0 { format!(" and {spoilt} spoilt") } else { String::new() };
    (!report.paper.is_empty()).then(|| format!("{online} online, {paper} on paper{spoilt}"))
}

fn of_station(station: &StationReport) -> Facts {
    let standing = match (&station.why_not, station.closed) {
        (Some(why), _) => reason(why),
        (None, Some(closing)) => format!("closed by two officers, {}", closing.short()),
        (None, None) => "open".to_owned(),
    };
    let mut bundles = Table::new(&["BUNDLE", "BATCH", "PAPERS", "SIGNED", "COUNTS"], &[0, 2, 3]);
    for BatchReport { batch, bundle, papers, signed_by, why_not, .. } in &station.batches {
        let counts = why_not.as_ref().map_or_else(|| "yes".to_owned(), reason);
        let signed = signed_by.len().to_string();
        bundles.row([bundle.to_string(), batch.short(), papers.to_string(), signed, counts]);
    }
    let waits = station.closings.iter().map(EntryId::short);
    let facts = Facts::new()
        .with("station", station.station)
        .with("place", &station.place)
        .with("status", standing)
        .with_all("closing waits", waits)
        .with("papers", format_args!("{} given out, {} counted", station.marks, station.papers));
    if station.batches.is_empty() { facts } else { facts.with_table("bundles", bundles) }
}

/// Why something at a station does not count, in words.
pub(crate) fn reason(why: &PaperExclusion) -> String {
    match why {
        PaperExclusion::Fault(fault) => fault.to_string(),
        PaperExclusion::OneSignature => "it waits for a second officer".to_owned(),
        PaperExclusion::NoStation => "its polling station does not stand".to_owned(),
        PaperExclusion::AfterClosing { closing } => {
            format!("two officers closed the station without it: {}", closing.short())
        }
        PaperExclusion::MarkedTwice { by } => {
            format!("the same person was marked twice: mark {} holds", by.short())
        }
        PaperExclusion::Superseded { by } => {
            format!("the bundle was written again: batch {} holds", by.short())
        }
        PaperExclusion::BeyondMarks { marks } => {
            format!("with it there are more papers than the {marks} that were given out")
        }
        PaperExclusion::NotSealed => "it is not in the seal".to_owned(),
    }
}
