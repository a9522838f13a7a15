//! `ateneu tally`: the outcome as this node computes it.

use participation::{
    Channels, EntryId, Excluded, Exclusion, Outcome, PaperReport, PollReport, SealProgress,
};
use serde::Serialize;

use crate::cli::vote::TallyArgs;
use crate::commands::standing::{Standing, reason, signatures};
use crate::commands::station;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{self, Facts, Table};
use crate::{print, select, texts};

/// Excluded ballots that the text lists; JSON has all.
const LISTED: usize = 20;

/// What is printed of a poll's outcome.
#[derive(Debug, Serialize)]
struct Tally<'a> {
    poll: EntryId,
    title: &'a str,
    #[serde(flatten)]
    standing: Standing,
    roll: usize,
    ballots: usize,
    /// The same by the way they came; absent where nobody voted on paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    channels: Option<&'a Channels>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<&'a PaperReport>,
    excluded: Vec<Left<'a>>,
    /// As `count` prints it.
    outcome: Option<&'a Outcome>,
    uncountable: Option<&'a str>,
    seals: &'a [SealProgress],
    disputed: bool,
    contests: &'a [EntryId],
}

/// A ballot that does not count, with its reason for programs and for people.
#[derive(Debug, Serialize)]
struct Left<'a> {
    ballot: EntryId,
    why: &'a Exclusion,
    reason: String,
}

/// Prints where a poll stands and its outcome; without one the answer is no.
pub(crate) fn run(context: &Context, args: &TallyArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let poll = select::poll(&community, &args.poll)?;
    let report = community.report(&poll)?;
    let title = community.opening(&poll)?.title.as_str();
    let tally = Tally::new(title, &report);
    if args.json {
        print::json(&tally)?;
    } else {
        tally.print(&report)?;
    }
    if report.outcome.is_some() { Ok(()) } else { Err(Failure::no("")) }
}

impl<'a> Tally<'a> {
    fn new(title: &'a str, report: &'a PollReport) -> Self {
        let left = |excluded: &'a Excluded| Left {
            ballot: excluded.ballot,
            why: &excluded.why,
            reason: reason(&excluded.why),
        };
        Self {
            poll: report.poll,
            title,
            standing: Standing::of(&report.status),
            roll: report.roll,
            ballots: report.ballots,
            channels: (!report.paper.is_empty()).then_some(&report.channels),
            paper: (!report.paper.is_empty()).then_some(&report.paper),
            excluded: report.excluded.iter().map(left).collect(),
            outcome: report.outcome.as_ref(),
            uncountable: report.uncountable.as_deref(),
            seals: &report.seals,
            disputed: report.disputed,
            contests: &report.contests,
        }
    }

    fn print(&self, report: &PollReport) -> Result<(), Failure> {
        print::line(layout::paragraph(texts::for_reader(self.title)?))?;
        print::line("")?;
        let left = self.excluded.len();
        let mut reasons = Table::plain(&[]);
        for Left { ballot, reason, .. } in self.excluded.iter().take(LISTED) {
            reasons.row([ballot.short(), reason.clone()]);
        }
        let more = left.checked_sub(LISTED).filter(|more| *more > 0);
        let mut facts = Facts::new()
            .with("status", self.standing.words())
            .with("ballots", format_args!("{} count, of {} people", self.ballots, self.roll));
        facts = facts.with_all("channels", station::stations(report));
        if left > 0 {
            facts = facts
                .with("left out", left)
                .with_table("", reasons)
                .with_all("", more.map(|more| format!("and {more} more, see --json")));
        }
        let disputed = "two lists of one round were sealed: some sealer signed both";
        let contests = self.contests.len();
        facts
            .with_all("seal", signatures(report))
            .with_all("disputed", self.disputed.then_some(disputed))
            .with_all("contests", (contests > 0).then_some(contests))
            .print()?;
        print::line("")?;
        match (self.outcome, self.uncountable) {
            (Some(outcome), _) => {
                let own = texts::own_languages()?;
                let spoken = |label: &str| participation::spoken_for(label, &own).1.to_owned();
                print::line(outcome.clone().called(spoken).to_string().trim_end())
            }
            (None, Some(why)) => print::line(layout::paragraph(&format!("not countable: {why}"))),
            (None, None) => Ok(()),
        }
    }
}
