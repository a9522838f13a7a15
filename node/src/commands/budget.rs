//! `ateneu budget`: people decide how money is spent.

use std::path::Path;

use participation::{BallotRule, Counting, OptionPlan, PollPlan};
use participation_tally::Rule;
use participation_types::Text;

use crate::ballot_files;
use crate::cli::budget::{BudgetArgs, BudgetCommand, BudgetCreateArgs};
use crate::commands::poll::opening::{self, Common};
use crate::commands::poll::shown::Sort;
use crate::commands::poll::{list, show, written};
use crate::context::Context;
use crate::exit::Failure;
use crate::rehearsal::poll_plan;
use crate::rules;

/// Does what is asked with budgets.
pub(crate) fn run(context: &Context, args: &BudgetArgs) -> Result<(), Failure> {
    match &args.command {
        BudgetCommand::Create(args) => {
            let plan = match &args.from {
                Some(file) => plan_from(file, args)?,
                None => plan(args)?,
            };
            opening::open(context, plan, args.opening.json)
        }
        BudgetCommand::Show(args) => show(context, Sort::Budget, args),
        BudgetCommand::List(args) => list(context, Sort::Budget, args.json),
    }
}

/// The plan that was written.
fn plan(args: &BudgetCreateArgs) -> Result<PollPlan, Failure> {
    let projects = written::projects(&args.projects)?;
    let title = args.title.clone().ok_or_else(|| Failure::input("--title is missing: give one"))?;
    let budget = args.budget.as_deref().unwrap_or_default();
    let budget = written::amount("--budget", budget)?;
    let costs = projects.iter().map(|project| project.cost);
    let decimals = written::decimals(args.decimals, costs.chain([budget]))?;
    let options = projects
        .into_iter()
        .map(|project| {
            let cost = written::units(project.cost, decimals)?;
            Ok(OptionPlan { id: project.id, label: project.label, cost })
        })
        .collect::<Result<Vec<_>, written::WrittenFault>>()?;
    let all = u16::try_from(options.len()).unwrap_or(u16::MAX);
    let ballot = match &args.ballot {
        Some(ballot) => written::ballot(ballot, options.len())?,
        None => BallotRule::Approval { min: 1, max: all },
    };
    let rule = args.rule.as_deref().unwrap_or(Rule::Greedy.name());
    let common = Common::read(&args.opening)?;
    Ok(PollPlan {
        title,
        question: args.description.clone(),
        options,
        ballot,
        counting: Counting {
            rule: Text::fixed(rules::budget_rule(rule).map_err(Failure::input)?.name()),
            seats: 1,
            budget: Some(written::units(budget, decimals)?),
            threshold: args.threshold.unwrap_or(0),
            ties: common.ties,
            decimals,
        },
        sealers: common.sealers,
        retention_days: common.retention_days,
        reminds: None,
    })
}

/// Projects, budget and limits of a Pabulib file, and whatever else was written in their place.
fn plan_from(path: &Path, args: &BudgetCreateArgs) -> Result<PollPlan, Failure> {
    let file = ballot_files::pabulib(path)?;
    let rule = match &args.rule {
        Some(name) => rules::budget_rule(name).map_err(Failure::input)?,
        None => file.declared_rule().filter(|rule| rule.spends()).ok_or_else(|| {
            let declared = file.meta("rule").unwrap_or("none");
            Failure::input(format!(
                "{}: it declares the rule {declared}, which is not there: name one with --rule",
                path.display()
            ))
        })?,
    };
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let title = args.title.as_deref().or_else(|| file.meta("description")).unwrap_or(&name);
    let mut plan = poll_plan(&file, rule, title)
        .map_err(|why| Failure::input(format!("{}: {why}", path.display())))?;
    if !args.description.is_empty() {
        plan.question.clone_from(&args.description);
    }
    if let Some(ballot) = &args.ballot {
        plan.ballot = written::ballot(ballot, plan.options.len())?;
    }
    if let Some(threshold) = args.threshold {
        plan.counting.threshold = threshold;
    }
    rescale(&mut plan, &file, args)?;
    let common = Common::read(&args.opening)?;
    plan.sealers = common.sealers;
    plan.counting.ties = common.ties;
    plan.retention_days = common.retention_days;
    Ok(plan)
}

/// Puts another budget in place of the file's, and costs and budget in the unit that is asked for.
fn rescale(
    plan: &mut PollPlan,
    file: &participation_tally::pabulib::PbFile,
    args: &BudgetCreateArgs,
) -> Result<(), Failure> {
    let profile = file.profile();
    let budget = match &args.budget {
        Some(budget) => Some(written::amount("--budget", budget)?),
        None => profile.budget(),
    };
    let costs = profile.options().iter().map(participation_tally::PollOption::cost);
    let decimals = written::decimals(args.decimals, costs.clone().chain(budget))?;
    for (option, cost) in plan.options.iter_mut().zip(costs) {
        option.cost = written::units(cost, decimals)?;
    }
    plan.counting.budget = budget.map(|budget| written::units(budget, decimals)).transpose()?;
    plan.counting.decimals = decimals;
    Ok(())
}
