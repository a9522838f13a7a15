//! What was written of a poll, as a plan: the rule settles what ballots hold.

use participation::{BallotForm, BallotRule, Counting, PollPlan};
use participation_tally::Rule;
use participation_tally::decision::Requirement;
use participation_types::Text;

use super::opening::Common;
use super::written::{self, WrittenFault};
use crate::cli::poll::PollCreateArgs;
use crate::exit::Failure;
use crate::rules;

/// The plan that was written; everything that can be known to be wrong is refused here.
///
/// # Errors
/// [`Failure::Input`].
pub(super) fn plan(args: &PollCreateArgs) -> Result<PollPlan, Failure> {
    let rule = rules::poll_rule(&args.rule).map_err(Failure::input)?;
    let options = written::options(&args.options)?;
    let ballot = ballot(args, rule, options.len())?;
    written::within("there are to be elected", args.seats.into(), options.len())?;
    let common = Common::read(&args.opening)?;
    let counting = Counting {
        rule: name(args, rule)?,
        seats: args.seats.into(),
        budget: None,
        threshold: args.threshold.unwrap_or(0),
        ties: common.ties,
        decimals: 0,
    };
    Ok(PollPlan {
        title: args.question.clone(),
        question: args.description.clone(),
        options,
        ballot,
        counting,
        sealers: common.sealers,
        retention_days: common.retention_days,
        reminds: None,
    })
}

/// The rule by its name, and what it asks of a motion.
fn name(args: &PollCreateArgs, rule: Rule) -> Result<Text<64>, Failure> {
    let Some(needs) = &args.needs else { return Ok(Text::fixed(rule.name())) };
    if !rule.decides() {
        return Err(Failure::input(format!("{rule} decides no motion: leave --needs out")));
    }
    let needs: Requirement = needs.parse().map_err(Failure::input)?;
    let text = format!("{rule} {needs}");
    Text::new(&text).map_err(|_| {
        Failure::input(format!("--needs: `{text}` has more than 64 bytes: ask for less at once"))
    })
}

fn ballot(args: &PollCreateArgs, rule: Rule, options: usize) -> Result<BallotRule, Failure> {
    let all = u16::try_from(options).unwrap_or(u16::MAX);
    let form = BallotForm::of(rule);
    for (given, fits, option) in [
        (args.points.is_some(), form == BallotForm::Points, "--points"),
        (args.credits.is_some(), form == BallotForm::Credits, "--credits"),
    ] {
        if given && !fits {
            return Err(Failure::input(format!("{rule} knows none: leave {option} out")));
        }
    }
    let max = args.max.unwrap_or(if form == BallotForm::One { 1 } else { all }).min(all);
    let min = args.min.unwrap_or(1);
    match form {
        BallotForm::One if max != 1 => return Err(WrittenFault::OneChoice.into()),
        BallotForm::One | BallotForm::Several | BallotForm::Order => {
            written::approval(min, max, options)?;
        }
        BallotForm::Points | BallotForm::Credits => {}
    }
    let ballot = form.ballot(min, max, args.points.or(args.credits));
    if let BallotRule::Points { most, options, .. } = ballot
        && (most == 0 || options == 0)
    {
        return Err(Failure::input("no ballot could give any points: allow at least 1"));
    }
    Ok(ballot)
}
