//! Polls and budgets as they are shown and listed.

use participation::{
    BallotRule, Community, EntryId, Opening, PollReport, Sealers, Store, Ties, Timestamp,
};
use participation_tally::Amount;
use serde::Serialize;

use crate::commands::standing::{Standing, signatures};
use crate::exit::Failure;
use crate::layout::{self, Facts, Table};
use crate::{print, texts};

/// What a poll is for: a question, or money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Sort {
    /// A question.
    Poll,
    /// Money.
    Budget,
}

impl Sort {
    /// Which of the two an opening is.
    pub(crate) const fn of(opening: &Opening) -> Self {
        if opening.counting.budget.is_some() { Self::Budget } else { Self::Poll }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Budget => "budget",
        }
    }
}

/// One poll in a list.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    poll: EntryId,
    title: &'a str,
    #[serde(flatten)]
    standing: Standing,
    roll: u32,
    ballots: usize,
}

/// One poll in full. Amounts are exact texts.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    poll: EntryId,
    kind: Sort,
    title: &'a str,
    question: &'a str,
    options: Vec<ShownOption<'a>>,
    ballot: BallotRule,
    rule: &'a str,
    seats: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<u64>,
    ties: Ties,
    sealers: Sealers,
    retention_days: u16,
    reminds: Option<Timestamp>,
    roll: u32,
    roll_digest: String,
    #[serde(flatten)]
    standing: Standing,
    ballots: usize,
    excluded: usize,
    contests: &'a [EntryId],
    disputed: bool,
}

#[derive(Debug, Serialize)]
struct ShownOption<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<Amount>,
}

/// Prints one poll or budget.
///
/// # Errors
/// [`Failure`] when it cannot be printed.
pub(crate) fn show(
    id: EntryId,
    opening: &Opening,
    report: &PollReport,
    json: bool,
) -> Result<(), Failure> {
    let shown = Shown::new(id, opening, report);
    if json { print::json(&shown) } else { shown.print(report) }
}

/// Prints all polls, or all budgets.
///
/// # Errors
/// [`Failure`] when they cannot be printed.
pub(crate) fn list<S: Store>(
    community: &Community<S>,
    sort: Sort,
    json: bool,
) -> Result<(), Failure> {
    let mut listed = Vec::new();
    for (poll, opening) in community.openings().filter(|(_, opening)| Sort::of(opening) == sort) {
        let report = community.report(&poll)?;
        listed.push(Listed {
            poll,
            title: opening.title.as_str(),
            standing: Standing::of(&report.status),
            roll: opening.roll.size,
            ballots: report.ballots,
        });
    }
    if json {
        return print::json(&listed);
    }
    let mut table = Table::new(&["id", "voted", "status", "title"], &[]);
    for Listed { poll, title, standing, roll, ballots } in &listed {
        let voted = format!("{ballots} of {roll}");
        let title = texts::for_reader(title)?.to_owned();
        table.row([poll.short(), voted, standing.status.to_owned(), title]);
    }
    table.print()?;
    if listed.is_empty() {
        print::note(format_args!("no {} has been opened yet", sort.word()));
    }
    Ok(())
}

impl<'a> Shown<'a> {
    fn new(poll: EntryId, opening: &'a Opening, report: &'a PollReport) -> Self {
        let (counting, kind) = (&opening.counting, Sort::of(opening));
        let money = |units| Amount::from_units(units, counting.decimals);
        let options = opening.options.iter().map(|option| ShownOption {
            id: option.id.as_str(),
            label: option.label.as_str(),
            cost: (kind == Sort::Budget).then(|| money(option.cost)),
        });
        Self {
            poll,
            kind,
            title: opening.title.as_str(),
            question: opening.question.as_str(),
            options: options.collect(),
            ballot: opening.ballot,
            rule: counting.rule.as_str(),
            seats: counting.seats,
            budget: counting.budget.map(money),
            threshold: (counting.threshold > 0).then_some(counting.threshold),
            ties: counting.ties,
            sealers: opening.sealers,
            retention_days: opening.retention_days,
            reminds: opening.reminds,
            roll: opening.roll.size,
            roll_digest: opening.roll.digest.to_string(),
            standing: Standing::of(&report.status),
            ballots: report.ballots,
            excluded: report.excluded.len(),
            contests: &report.contests,
            disputed: report.disputed,
        }
    }

    fn print(&self, report: &PollReport) -> Result<(), Failure> {
        print::line(layout::paragraph(texts::for_reader(self.title)?))?;
        let question = texts::for_reader(self.question)?;
        if !question.is_empty() {
            texts::print(question)?;
        }
        print::line("")?;
        let ties = match self.ties {
            Ties::Lot => "lot",
            Ties::Listed => "the order of the list",
        };
        let (rule, seats) = (self.rule, self.seats);
        let how = match (self.budget, self.threshold) {
            (Some(budget), Some(threshold)) => {
                format!("a budget of {budget}, from a score of {threshold}")
            }
            (Some(budget), None) => format!("a budget of {budget}"),
            (None, _) => format!("{seats} to elect"),
        };
        let sealers = match self.sealers {
            Sealers::Stewards => "the stewards".to_owned(),
            Sealers::Trustees { threshold } => format!("{threshold} trustees"),
        };
        let days = self.retention_days;
        Facts::new()
            .with(self.kind.word(), self.poll)
            .with_table(
                if self.kind == Sort::Budget { "projects" } else { "options" },
                self.table()?,
            )
            .with("a ballot", ballot_words(self.ballot))
            .with("counted", format_args!("by {rule}, {how}; ties by {ties}"))
            .with("sealed", format_args!("by {sealers}; ballots are kept {days} days after that"))
            .with("voted", format_args!("{} of {}", self.ballots, self.roll))
            .with("status", self.standing.words())
            .with_all("seal", signatures(report))
            .print()
    }

    /// The options: id, cost where there is one, label.
    fn table(&self) -> Result<Table, Failure> {
        let costs: &[usize] = if self.kind == Sort::Budget { &[1] } else { &[] };
        let mut table = Table::plain(costs);
        for ShownOption { id, label, cost } in &self.options {
            let label = texts::for_reader(label)?.to_owned();
            match cost {
                Some(cost) => table.row([(*id).to_owned(), cost.to_string(), label]),
                None => table.row([(*id).to_owned(), label]),
            }
        }
        Ok(table)
    }
}

/// What a ballot may hold, in words.
fn ballot_words(rule: BallotRule) -> String {
    match rule {
        BallotRule::Approval { min: 1, max: 1 } => "one option".to_owned(),
        BallotRule::Approval { min, max } => format!("{min} to {max} options"),
        BallotRule::BudgetPercent { percent } => {
            format!("projects that fit in the budget and use at least {percent} percent of it")
        }
        BallotRule::BudgetMinimum { projects } => {
            format!("at least {projects} projects that fit in the budget")
        }
        BallotRule::BudgetSelection { min, max } => format!("{min} to {max} projects"),
        BallotRule::Points { most, min, max, options } => {
            format!("{min} to {max} points on at most {options} options, at most {most} on one")
        }
        BallotRule::Ranking { min, max } => format!("{min} to {max} options in order"),
    }
}

/// Refuses a poll where a budget was asked for, and the other way round.
///
/// # Errors
/// [`Failure::Input`].
pub(crate) fn expect(sort: Sort, id: EntryId, opening: &Opening) -> Result<(), Failure> {
    let found = Sort::of(opening);
    if found == sort {
        return Ok(());
    }
    let (asked, found) = (sort.word(), found.word());
    Err(Failure::input(format!("{} is a {found}, not a {asked}: use `{found} show`", id.short())))
}
