//! `ateneu tally`: the outcome as this node computes it.

use participation::{EntryId, Excluded, Exclusion, Outcome, PollReport, SealProgress};
use serde::Serialize;

use crate::cli::vote::TallyArgs;
use crate::commands::standing::{Standing, reason, signatures};
use crate::context::Context;
use crate::exit::Failure;
use crate::{print, select};

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
            excluded: report.excluded.iter().map(left).collect(),
            outcome: report.outcome.as_ref(),
            uncountable: report.uncountable.as_deref(),
            seals: &report.seals,
            disputed: report.disputed,
            contests: &report.contests,
        }
    }

    fn print(&self, report: &PollReport) -> Result<(), Failure> {
        print::line(print::safe(self.title))?;
        print::line(self.standing.words())?;
        let (ballots, roll, left) = (self.ballots, self.roll, self.excluded.len());
        print::line(format_args!("{ballots} ballots count of {roll} people; {left} do not"))?;
        for Left { ballot, reason, .. } in self.excluded.iter().take(LISTED) {
            print::line(format_args!("  {}: {reason}", ballot.short()))?;
        }
        if left > LISTED {
            print::line(format_args!("  and {} more, see --json", left - LISTED))?;
        }
        signatures(report).into_iter().try_for_each(print::line)?;
        if self.disputed {
            print::line("two lists of one round were sealed: some sealer signed both")?;
        }
        if !self.contests.is_empty() {
            print::line(format_args!("{} people contest the seal", self.contests.len()))?;
        }
        match (self.outcome, self.uncountable) {
            (Some(outcome), _) => print::line(outcome.to_string().trim_end()),
            (None, Some(why)) => print::line(format_args!("not countable: {why}")),
            (None, None) => Ok(()),
        }
    }
}
