//! Opening a poll or a budget: everything about it is frozen.

use std::collections::BTreeSet;

use axum::response::Response;
use participation::{
    BallotForm, BallotRule, Counting, Lane, OptionPlan, PollPlan, Sealers, Text, Ties,
};
use participation_tally::{Amount, WrittenRule};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asker::{Asker, Said};
use super::deed::{Acted, Under, act};
use super::polls::Rule;
use super::problem::{Code, Problem};
use super::shapes::Texts;
use super::written::{joined, moment, wrong};
use crate::commands::poll::opening::countable;
use crate::commands::poll::written::units;
use crate::tokens::Scope;

const OPEN: Under = Under::new("open-poll", &[Scope::Organise], Lane::Authority);

/// Options of a poll at most.
const OPTIONS: usize = 500;

/// What decides between options of equal score.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Equal {
    /// A lot, drawn from the seal: nobody knows it before.
    #[default]
    Lot,
    /// The order of the options.
    Listed,
}

/// An option, or a project of a budget.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOption {
    /// By which ballots name it: short, and no other option's.
    id: String,
    /// What people read.
    label: Texts,
    /// Of a project, what it costs, as an exact text such as `1200.50`.
    #[serde(default)]
    cost: Option<String>,
}

/// A poll or a budget that is to be opened. Nothing of it can be changed later.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPoll {
    /// Its title.
    title: Texts,
    /// The question, and what people should know before they answer.
    #[serde(default)]
    question: Texts,
    /// What can be chosen. Of a motion, `for`, `against` and `abstain`; of a question of consent,
    /// `agree`, `abstain`, `disagree` and `block`.
    options: Vec<NewOption>,
    /// The rule by which it is counted, of a motion with what it needs, as in
    /// `majority >=2/3 of valid`.
    rule: String,
    /// What a ballot may hold; what is usual for the rule where it is not said.
    #[serde(default)]
    ballot: Option<Rule>,
    /// Seats to fill.
    #[serde(default = "one")]
    seats: u16,
    /// Money to spend, as an exact text: then it is a budget.
    #[serde(default)]
    budget: Option<String>,
    /// The currency of a budget (ISO 4217).
    #[serde(default)]
    currency: Option<String>,
    /// A score that an option must reach, for the rules that know one.
    #[serde(default)]
    threshold: u64,
    /// What decides between options of equal score.
    #[serde(default)]
    ties: Equal,
    /// So many trustees seal it; the stewards where nothing is said.
    #[serde(default)]
    trustees: Option<u8>,
    /// Days that ballots are kept after the seal; the charter's least where it is more.
    #[serde(default)]
    retention_days: u16,
    /// When people are told that it ends (RFC 3339); the seal ends it.
    #[serde(default)]
    ends: Option<String>,
}

const fn one() -> u16 {
    1
}

/// Opens a poll or a budget as an organiser, for everybody who is in the census now. A link of its
/// space brings it onto the page of that.
#[utoipa::path(post, path = "/communities/{community}/polls", operation_id = "open-poll",
    tag = "organising", security(("token" = ["organise"])), request_body = NewPoll,
    responses((status = 201, body = Acted)))]
pub(super) async fn open(asker: Asker, said: Said<NewPoll>) -> Response {
    let Said { value, digest } = said;
    act(asker, OPEN, digest, move |deed| {
        let plan = plan(&value)?;
        countable(&plan).map_err(|why| Problem::new(Code::Body, why))?;
        Ok(deed.community.open_poll(&mut deed.pen, plan)?)
    })
    .await
}

fn plan(asked: &NewPoll) -> Result<PollPlan, Problem> {
    let rule = asked.rule.parse::<WrittenRule>().map_err(|why| wrong("rule", why))?.rule;
    if rule.spends() != asked.budget.is_some() {
        let why = if rule.spends() { "it spends: say budget" } else { "it spends no budget" };
        return Err(wrong("rule", format_args!("{rule}: {why}")));
    }
    if asked.options.is_empty() || asked.options.len() > OPTIONS {
        return Err(wrong("options", format_args!("1 to {OPTIONS} of them")));
    }
    let (options, budget, decimals) = options(asked)?;
    let all = u16::try_from(options.len()).unwrap_or(u16::MAX);
    if asked.seats == 0 || asked.seats > all {
        return Err(wrong("seats", "at least 1, and no more than options"));
    }
    let usual = || match budget {
        Some(_) => BallotRule::BudgetPercent { percent: 0 },
        None => BallotForm::of(rule).ballot(1, all, None),
    };
    let mut question = joined("question", &asked.question, "\n\n")?;
    if let Some(code) = &asked.currency {
        if budget.is_none() || code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(wrong("currency", "three capitals, such as EUR, of a budget alone"));
        }
        question = format!("{question}\n\n[{code}]").trim_start().to_owned();
    }
    let title = joined("title", &asked.title, " ")?;
    if title.is_empty() {
        return Err(wrong("title", "it says nothing"));
    }
    Ok(PollPlan {
        title,
        question,
        options,
        ballot: asked.ballot.map_or_else(|| Ok(usual()), |ballot| kept(ballot.meant(), all))?,
        counting: Counting {
            rule: Text::new(asked.rule.as_str()).map_err(|why| wrong("rule", why))?,
            seats: asked.seats.into(),
            budget,
            threshold: asked.threshold,
            ties: match asked.ties {
                Equal::Lot => Ties::Lot,
                Equal::Listed => Ties::Listed,
            },
            decimals,
        },
        sealers: match asked.trustees {
            None => Sealers::Stewards,
            Some(0) => return Err(wrong("trustees", "at least 1")),
            Some(threshold) => Sealers::Trustees { threshold },
        },
        retention_days: asked.retention_days,
        reminds: asked.ends.as_deref().map(|text| moment("ends", text)).transpose()?,
    })
}

/// A ballot rule that some ballot over so many options can keep.
fn kept(ballot: BallotRule, all: u16) -> Result<BallotRule, Problem> {
    let can = match ballot {
        BallotRule::Approval { min, max }
        | BallotRule::BudgetSelection { min, max }
        | BallotRule::Ranking { min, max } => min <= max && max > 0 && min <= all,
        BallotRule::BudgetPercent { percent } => percent <= 100,
        BallotRule::BudgetMinimum { projects } => (1..=all).contains(&projects),
        BallotRule::Points { most, min, max, options } => {
            min <= max && max > 0 && most > 0 && options > 0
        }
    };
    if can { Ok(ballot) } else { Err(wrong("ballot", "no ballot could keep it")) }
}

/// The options and the budget in the smallest unit that all amounts need, and its decimals.
fn options(asked: &NewPoll) -> Result<(Vec<OptionPlan>, Option<u64>, u8), Problem> {
    let amount = |field: &str, text: &String| -> Result<Amount, Problem> {
        text.trim().parse().map_err(|why| wrong(field, why))
    };
    let budget = asked.budget.as_ref().map(|text| amount("budget", text)).transpose()?;
    let mut costs = Vec::new();
    for option in &asked.options {
        if option.cost.is_some() != budget.is_some() {
            return Err(wrong("cost", "each project of a budget has one, and no other option"));
        }
        costs.push(option.cost.as_ref().map(|text| amount("cost", text)).transpose()?);
    }
    let amounts = costs.iter().flatten().chain(&budget);
    let decimals = amounts.map(|amount| amount.decimals()).max().unwrap_or(0);
    let in_units = |amount: Amount| units(amount, decimals).map_err(|why| wrong("cost", why));
    let mut seen = BTreeSet::new();
    let mut options = Vec::new();
    for (option, cost) in asked.options.iter().zip(costs) {
        let id = option.id.trim();
        if id.is_empty() || id.contains([',', '=']) || !seen.insert(id) {
            return Err(wrong("id", "each option has its own, without commas and ="));
        }
        let label = joined("label", &option.label, " ")?;
        if label.is_empty() {
            return Err(wrong("label", "it says nothing"));
        }
        let cost = cost.map(in_units).transpose()?.unwrap_or(0);
        options.push(OptionPlan { id: id.to_owned(), label, cost });
    }
    Ok((options, budget.map(in_units).transpose()?, decimals))
}
