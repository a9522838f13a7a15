//! What was written of a poll, as a plan: the rule settles what ballots hold.

use participation::{BallotRule, Counting, PollPlan};
use participation_tally::Rule;
use participation_tally::decision::Requirement;
use participation_types::Text;

use super::opening::Common;
use super::written::{self, WrittenFault};
use crate::cli::poll::PollCreateArgs;
use crate::exit::Failure;
use crate::rules;

/// Points for one option, and grades above the lowest, where nothing is said.
const POINTS: u32 = 5;

/// Credits of a voter where nothing is said.
const CREDITS: u32 = 100;

/// What ballots of a rule hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    One,
    Several,
    Points,
    Credits,
    Order,
}

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
    let form = form(rule);
    for (given, fits, option) in [
        (args.points.is_some(), form == Form::Points, "--points"),
        (args.credits.is_some(), form == Form::Credits, "--credits"),
    ] {
        if given && !fits {
            return Err(Failure::input(format!("{rule} knows none: leave {option} out")));
        }
    }
    let most = args.max.unwrap_or(if form == Form::One { 1 } else { all }).min(all);
    match form {
        Form::One if most != 1 => Err(WrittenFault::OneChoice.into()),
        Form::One | Form::Several => Ok(written::approval(args.min.unwrap_or(1), most, options)?),
        Form::Order => {
            let min = args.min.unwrap_or(1);
            written::approval(min, most, options)?;
            Ok(BallotRule::Ranking { min, max: most })
        }
        Form::Points => {
            let points = args.points.unwrap_or(POINTS);
            let max = points.saturating_mul(most.into());
            points_of(points, max, most)
        }
        Form::Credits => {
            let credits = args.credits.unwrap_or(CREDITS);
            points_of(credits.isqrt(), credits, most)
        }
    }
}

fn points_of(most: u32, max: u32, options: u16) -> Result<BallotRule, Failure> {
    if most == 0 || options == 0 {
        return Err(Failure::input("no ballot could give any points: allow at least 1"));
    }
    Ok(BallotRule::Points { most, min: 0, max, options })
}

const fn form(rule: Rule) -> Form {
    match rule {
        Rule::Score | Rule::MajorityJudgment => Form::Points,
        Rule::Quadratic => Form::Credits,
        Rule::Irv
        | Rule::StvScottish
        | Rule::StvMeek
        | Rule::Schulze
        | Rule::RankedPairs
        | Rule::Minimax
        | Rule::Copeland => Form::Order,
        Rule::Approval | Rule::Supports => Form::Several,
        // The rules that spend money open budgets, and are refused before.
        Rule::Plurality
        | Rule::TwoRound
        | Rule::Consent
        | Rule::Majority
        | Rule::Greedy
        | Rule::GreedyNoSkip
        | Rule::GreedyThreshold
        | Rule::EqualShares
        | Rule::EqualSharesAdd1
        | Rule::EqualSharesAdd1Overspend
        | _ => Form::One,
    }
}
