//! Polls and budgets, and what they come to.

use axum::response::Response;
use participation::{BallotRule, EntryId, Opening, PollReport, SealProgress, Sealers, Ties};
use participation_tally::Amount;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asker::{Asked, Asker, look};
use super::problem::Problem;
use super::shapes::{Texts, frozen, ids, time};
use super::slice::{self, Part};
use crate::commands::standing::Standing;

/// A poll or a budget in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Poll {
    /// Its id, 64 digits; the first 16 are enough in an address.
    id: String,
    /// `poll`, or `budget` where money is spent.
    kind: &'static str,
    /// Its title; under `und` where it does not say in which language it is.
    title: Texts,
    /// `open`, `sealed`, `waits-for-blob`, `other-roll` or `void`.
    status: &'static str,
    /// Whether the totals may still change.
    provisional: bool,
    /// When people are told that it ends; the seal ends it.
    ends: Option<String>,
    /// People who may vote.
    roll: u32,
}

/// A part of the list of polls.
#[derive(Debug, Serialize, ToSchema)]
struct Polls {
    /// How many there are.
    total: usize,
    /// These of them.
    items: Vec<Poll>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// A poll or a budget in full.
#[derive(Debug, Serialize, ToSchema)]
struct WholePoll {
    #[serde(flatten)]
    poll: Poll,
    /// The question, or what is to be known.
    question: Texts,
    /// What can be chosen.
    options: Vec<Choosable>,
    /// What a ballot may hold.
    ballot: Rule,
    /// The rule by which it is counted.
    rule: String,
    /// Seats to fill.
    seats: u32,
    /// Money to spend, as an exact text.
    budget: Option<String>,
    /// The currency of all amounts (ISO 4217), where it is said.
    currency: Option<String>,
    /// What decides between options of equal score: `listed` or `lot`.
    ties: &'static str,
    /// A score that an option must reach, for the rules that know one; 0 for none.
    threshold: u64,
    /// So many trustees seal it; none where the stewards do.
    trustees: Option<u8>,
    /// Days that ballots are kept after the seal.
    retention_days: u16,
    /// What is in the way of an outcome.
    problem: Option<String>,
}

/// What can be chosen.
#[derive(Debug, Serialize, ToSchema)]
struct Choosable {
    /// By which ballots of this interface name it.
    id: String,
    /// What people read.
    label: Texts,
    /// What it costs, as an exact text.
    cost: Option<String>,
}

/// What a ballot may hold.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub(super) enum Rule {
    /// Options without order.
    Approval {
        /// At least so many.
        min: u16,
        /// At most so many.
        max: u16,
    },
    /// Projects that fit in the budget, and use at least so much of it.
    BudgetPercent {
        /// In percent.
        percent: u8,
    },
    /// At least so many projects, which fit in the budget.
    BudgetMinimum {
        /// So many.
        projects: u16,
    },
    /// Projects, whatever they cost.
    BudgetSelection {
        /// At least so many.
        min: u16,
        /// At most so many.
        max: u16,
    },
    /// Points on options.
    Points {
        /// On one option at most.
        most: u32,
        /// In all at least.
        min: u32,
        /// In all at most.
        max: u32,
        /// On so many options at most.
        options: u16,
    },
    /// Options in order, the best first.
    Ranking {
        /// At least so many.
        min: u16,
        /// At most so many.
        max: u16,
    },
}

/// What a poll comes to.
#[derive(Debug, Serialize, ToSchema)]
struct Result {
    /// The poll.
    poll: String,
    /// `open`, `sealed`, `waits-for-blob`, `other-roll` or `void`.
    status: &'static str,
    /// Whether this may still change: until the seal, and where something is missing.
    provisional: bool,
    /// The round of the seal.
    round: Option<u16>,
    /// The list of exactly the ballots that count, by its SHA-256.
    manifest: Option<String>,
    /// What is in the way of an outcome.
    problem: Option<String>,
    /// People who may vote.
    roll: usize,
    /// Ballots that count.
    ballots: usize,
    /// Ballots that do not: cast again, late, or by somebody who may not.
    excluded: usize,
    /// The outcome with its working out: `rule`, `winners`, `scores`, `rounds` (one object for each
    /// step, told apart by `step`), `ties`, `ballots`, `binding`; `labels`, `seats`, `threshold`,
    /// `budget`, `spent` and `remaining` where they mean something. docs/rules.md tells what each
    /// rule does.
    #[schema(value_type = Option<Object>)]
    outcome: Option<serde_json::Value>,
    /// Why there is no outcome.
    uncountable: Option<String>,
    /// Who signed what list.
    seals: Vec<Seal>,
    /// Whether somebody signed two lists of one round.
    disputed: bool,
    /// Objections to the seal.
    contests: Vec<String>,
}

/// A list of ballots that sealers signed.
#[derive(Debug, Serialize, ToSchema)]
struct Seal {
    /// The round, from 0.
    round: u16,
    /// The list, by its SHA-256.
    manifest: String,
    /// Ballots on it.
    ballots: u32,
    /// Sealers who signed it.
    signed: usize,
    /// Sealers who must.
    needs: usize,
}

/// All polls and budgets.
#[utoipa::path(get, path = "/communities/{community}/polls", operation_id = "polls",
    tag = "polls", params(Part), responses((status = 200, body = Polls)))]
pub(super) async fn all(asker: Asker, Asked(part): Asked<Part>) -> Response {
    look(asker, move |look| {
        let openings: Vec<EntryId> = look.community.openings().map(|(id, _)| id).collect();
        let name = |id: &EntryId| id.to_string();
        let (some, next) = slice::of(&openings, part.cursor.as_deref(), part.limit, name)?;
        let items = some.iter().map(|id| {
            let standing = Standing::of(&look.community.poll_status(id)?);
            Ok(poll(id, look.community.opening(id)?, &standing))
        });
        let items = items.collect::<std::result::Result<_, participation::Error>>()?;
        Ok(Polls { total: openings.len(), items, next })
    })
    .await
}

/// One poll or budget.
#[utoipa::path(get, path = "/communities/{community}/polls/{id}", operation_id = "poll",
    tag = "polls", responses((status = 200, body = WholePoll)))]
pub(super) async fn one(asker: Asker) -> Response {
    look(asker, |look| {
        let id = look.entry("poll", look.community.openings().map(|(id, _)| id))?;
        let opening = look.community.opening(&id)?;
        let standing = Standing::of(&look.community.poll_status(&id)?);
        let counting = &opening.counting;
        let (question, currency) = participation::currency(opening.question.as_str());
        let money = |units| Amount::from_units(units, counting.decimals).to_string();
        let option = |option: &participation::OpeningOption| Choosable {
            id: option.id.to_string(),
            label: frozen(option.label.as_str()),
            cost: counting.budget.map(|_| money(option.cost)),
        };
        Ok(WholePoll {
            poll: poll(&id, opening, &standing),
            question: frozen(question),
            options: opening.options.iter().map(option).collect(),
            ballot: rule(opening.ballot),
            rule: counting.rule.to_string(),
            seats: counting.seats,
            budget: counting.budget.map(money),
            currency: currency.map(str::to_owned),
            ties: match counting.ties {
                Ties::Listed => "listed",
                Ties::Lot => "lot",
            },
            threshold: counting.threshold,
            trustees: match opening.sealers {
                Sealers::Stewards => None,
                Sealers::Trustees { threshold } => Some(threshold),
            },
            retention_days: opening.retention_days,
            problem: standing.problem,
        })
    })
    .await
}

/// What a poll comes to, with every step of the count.
#[utoipa::path(get, path = "/communities/{community}/polls/{id}/result", operation_id = "result",
    tag = "polls", responses((status = 200, body = Result)))]
pub(super) async fn result(asker: Asker) -> Response {
    look(asker, |look| {
        let id = look.entry("poll", look.community.openings().map(|(id, _)| id))?;
        let report = look.site.halls.report(look.community, &id);
        let report = report.ok_or_else(|| Problem::missing("poll"))?;
        came_to(&report)
    })
    .await
}

fn came_to(report: &PollReport) -> std::result::Result<Result, Problem> {
    let standing = Standing::of(&report.status);
    let outcome = report.outcome.as_ref().map(serde_json::to_value).transpose();
    let seal = |seal: &SealProgress| Seal {
        round: seal.round,
        manifest: seal.manifest.to_string(),
        ballots: seal.ballots,
        signed: seal.signed_by.len(),
        needs: seal.needs,
    };
    Ok(Result {
        poll: report.poll.to_string(),
        status: standing.status,
        provisional: standing.provisional,
        round: standing.round,
        manifest: standing.manifest.map(|manifest| manifest.to_string()),
        problem: standing.problem,
        roll: report.roll,
        ballots: report.ballots,
        excluded: report.excluded.len(),
        outcome: outcome.map_err(crate::exit::Failure::system)?,
        uncountable: report.uncountable.clone(),
        seals: report.seals.iter().map(seal).collect(),
        disputed: report.disputed,
        contests: ids(&report.contests),
    })
}

fn poll(id: &EntryId, opening: &Opening, standing: &Standing) -> Poll {
    Poll {
        id: id.to_string(),
        kind: if opening.counting.budget.is_some() { "budget" } else { "poll" },
        title: frozen(opening.title.as_str()),
        status: standing.status,
        provisional: standing.provisional,
        ends: opening.reminds.map(time),
        roll: opening.roll.size,
    }
}

const fn rule(rule: BallotRule) -> Rule {
    match rule {
        BallotRule::Approval { min, max } => Rule::Approval { min, max },
        BallotRule::BudgetPercent { percent } => Rule::BudgetPercent { percent },
        BallotRule::BudgetMinimum { projects } => Rule::BudgetMinimum { projects },
        BallotRule::BudgetSelection { min, max } => Rule::BudgetSelection { min, max },
        BallotRule::Points { most, min, max, options } => Rule::Points { most, min, max, options },
        BallotRule::Ranking { min, max } => Rule::Ranking { min, max },
    }
}

impl Rule {
    /// As an opening says it.
    pub(super) const fn meant(self) -> BallotRule {
        match self {
            Self::Approval { min, max } => BallotRule::Approval { min, max },
            Self::BudgetPercent { percent } => BallotRule::BudgetPercent { percent },
            Self::BudgetMinimum { projects } => BallotRule::BudgetMinimum { projects },
            Self::BudgetSelection { min, max } => BallotRule::BudgetSelection { min, max },
            Self::Points { most, min, max, options } => {
                BallotRule::Points { most, min, max, options }
            }
            Self::Ranking { min, max } => BallotRule::Ranking { min, max },
        }
    }
}
