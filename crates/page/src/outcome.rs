//! What a poll comes to, with its explanation: who won, how it was counted, and who sealed it.

use askama::Template;
use participation::{Channels, Opening, Outcome, PollReport, PollStatus};
use participation_tally::Round;

use crate::chart::Chart;
use crate::frame::Frame;
use crate::list::Pages;
use crate::message::{Failed, done};
use crate::money::{Purse, amount};
use crate::opening::Rehearsal;
use crate::polls;
use crate::station;
use crate::steps::{self, Step};
use crate::words::Words;
use crate::{link, plain};

/// Winners that a line names.
const NAMED: usize = 3;

/// Ballots that do not count which a page lists.
const EXCLUDED: usize = 100;

/// A poll as its result names it.
pub(crate) struct Standing {
    pub(crate) title: String,
    pub(crate) path: String,
    pub(crate) rules: Vec<String>,
}

/// A ballot that does not count.
struct Without {
    code: String,
    href: String,
    why: String,
}

/// Ballots by the way they came.
struct ByChannel {
    /// The option, and what it got online, on paper and together.
    rows: Vec<(String, [String; 3])>,
    ballots: [String; 3],
    spoilt: String,
    /// Acts of polling stations that do not count.
    excluded: Vec<Without>,
}

impl ByChannel {
    fn of(f: &Frame<'_>, opening: &Opening, report: &PollReport) -> Option<Self> {
        let w = f.w;
        let Channels { online, paper, together } = &report.channels;
        let channels = [online, paper, together];
        let cells = |place: usize| {
            channels
                .map(|channel| w.number(channel.options.get(place).copied().unwrap_or_default()))
        };
        let labels = opening.options.iter().map(|option| plain::spoken(option.label.as_str(), w));
        let excluded = report.paper.excluded.iter().take(EXCLUDED).map(|excluded| Without {
            code: participation::receipt_code(&excluded.entry),
            href: format!("{}/receipts/{}", f.root(), link::digits(&excluded.entry)),
            why: station::why_not(&excluded.why, w),
        });
        let spoilt = report.paper.spoilt;
        (!report.paper.is_empty()).then(|| Self {
            rows: labels.enumerate().map(|(place, label)| (label, cells(place))).collect(),
            ballots: channels.map(|channel| w.number(channel.ballots)),
            spoilt: if spoilt > 0 { w.count("channel-spoilt", spoilt) } else { String::new() },
            excluded: excluded.collect(),
        })
    }
}

/// How far a seal is.
struct Sealing {
    text: String,
    list: String,
    holds: bool,
}

#[derive(Template)]
#[template(path = "result.html")]
struct Shown<'a> {
    f: Frame<'a>,
    standing: Standing,
    sealed: bool,
    problem: String,
    uncountable: bool,
    disputed: bool,
    contests: usize,
    verdict: Option<Verdict>,
    binding: bool,
    turnout: String,
    aside: String,
    spent: Option<(String, String)>,
    chart: Option<(Chart, Pages)>,
    steps: Vec<Step>,
    steps_in_all: usize,
    ties: Vec<String>,
    excluded: Vec<Without>,
    excluded_in_all: usize,
    channels: Option<ByChannel>,
    seals: Vec<Sealing>,
    poll: String,
    /// Where nobody voted and nothing is kept.
    rehearsal: Option<Rehearsal>,
}

/// The result of a poll.
pub(crate) fn show(
    f: Frame<'_>,
    opening: &Opening,
    report: &PollReport,
    standing: Standing,
    page: usize,
    rehearsal: Option<Rehearsal>,
) -> Result<String, Failed> {
    let w = f.w;
    let outcome = report.outcome.as_ref();
    let decimals = opening.counting.decimals;
    let purse = Purse::of(opening);
    let excluded = report.excluded.iter().take(EXCLUDED).map(|excluded| Without {
        code: participation::receipt_code(&excluded.ballot),
        href: format!("{}/receipts/{}", f.root(), link::digits(&excluded.ballot)),
        why: polls::reason(&excluded.why, w),
    });
    let seals = report.seals.iter().map(|seal| {
        let (signed, needs) = (w.number(seal.signed_by.len()), w.number(seal.needs));
        let ballots = w.number(seal.ballots);
        let values = [("signed", &*signed), ("needs", &*needs), ("ballots", &*ballots)];
        Sealing {
            text: w.fill("seal-signed", &values),
            list: seal.manifest.to_string(),
            holds: seal.holds(),
        }
    });
    let chart = outcome.map(|outcome| {
        let chart = Chart::of(outcome, opening, page, w);
        let pages = chart.pages(&format!("{}/result", standing.path));
        (chart, pages)
    });
    let aside = outcome.filter(|outcome| outcome.valid() < outcome.ballots());
    let spent = outcome.and_then(|outcome| {
        let (spent, left) = (outcome.spent()?, outcome.remaining()?);
        let say = |sum| purse.around(&amount(sum, decimals, w), w);
        Some((say(spent), say(left)))
    });
    let (steps, steps_in_all) = outcome.map(|it| steps::steps(it, decimals, w)).unwrap_or_default();
    done(&Shown {
        steps,
        steps_in_all,
        sealed: matches!(report.status, PollStatus::Sealed { .. }),
        problem: polls::problem(&report.status, w),
        uncountable: report.uncountable.is_some(),
        disputed: report.disputed,
        contests: report.contests.len(),
        verdict: verdict(report, w),
        binding: outcome.is_none_or(Outcome::binding),
        turnout: polls::turnout(report, w),
        aside: aside
            .map(|outcome| w.count("set-aside", outcome.ballots() - outcome.valid()))
            .unwrap_or_default(),
        spent,
        chart,
        ties: outcome.map(|outcome| ties(outcome, w)).unwrap_or_default(),
        excluded: excluded.collect(),
        excluded_in_all: report.excluded.len(),
        channels: ByChannel::of(&f, opening, report),
        seals: seals.collect(),
        poll: link::digits(&report.poll),
        rehearsal,
        standing,
        f,
    })
}

/// What a poll decides, in a line.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// What the line is about.
    pub(crate) lead: String,
    /// Who won, or whether a motion passes.
    pub(crate) says: String,
}

/// What a poll decides; `None` where nothing can be counted here.
pub(crate) fn verdict(report: &PollReport, w: Words) -> Option<Verdict> {
    let outcome = report.outcome.as_ref()?;
    let sealed = matches!(report.status, PollStatus::Sealed { .. });
    let motion = outcome
        .rounds()
        .iter()
        .find_map(|round| if let Round::Decided(decided) = round { Some(decided) } else { None });
    if let Some(decided) = motion {
        let lead = w.say(if sealed { "decision" } else { "decision-so-far" });
        return Some(Verdict { lead, says: w.say(steps::decision(decided)) });
    }
    let all = outcome.winners();
    let names = all.iter().take(NAMED).map(|id| plain::spoken(outcome.label(id), w));
    let mut says = names.collect::<Vec<_>>().join("; ");
    if all.len() > NAMED {
        says.push_str("; ");
        says.push_str(&w.count("and-more", all.len() - NAMED));
    }
    if says.is_empty() {
        says = w.say("no-winner");
    }
    Some(Verdict { lead: w.say(if sealed { "winners" } else { "winners-so-far" }), says })
}

/// Ties that were met, each in a sentence.
fn ties(outcome: &Outcome, w: Words) -> Vec<String> {
    let said = outcome.ties().iter().map(|tie| {
        let names = tie.options.iter().map(|id| plain::spoken(outcome.label(id), w));
        let names = names.collect::<Vec<_>>().join("; ");
        let by = w.say(match tie.by {
            "listed" => "tie-listed",
            "lot" => "tie-lot",
            "earlier_stage" => "tie-earlier",
            "cost" => "tie-cost",
            "votes" => "tie-votes",
            _ => "tie-order",
        });
        let mut text = w.fill("tie", &[("names", &names), ("by", &by)]);
        text.push(' ');
        text.push_str(&w.say(if tie.decisive { "tie-decisive" } else { "tie-idle" }));
        text
    });
    said.collect()
}
