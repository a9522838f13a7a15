//! Official answers.

use participation::AnswerPlan;

use super::KINDS;
use crate::cli::proposal::AnswerArgs;
use crate::commands::document::{Done, reasons, space_of};
use crate::context::Context;
use crate::exit::Failure;
use crate::print::safe;
use crate::select::written;

/// Answers a proposal, as an organiser.
pub(super) fn answer(context: &Context, args: &AnswerArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, &KINDS[..1], &args.id)?;
    let space = space_of(&community, &subject)?;
    {
        let reading = community.deliberation();
        let states = reading.current_phase(&space).map(|(_, phase)| &phase.rules.states);
        let keys: Vec<&str> =
            states.into_iter().flat_map(|states| states.iter()).map(|s| s.key.as_str()).collect();
        if !keys.contains(&args.state.as_str()) {
            let known = if keys.is_empty() { "none".to_owned() } else { keys.join(", ") };
            return Err(Failure::input(format!(
                "--state {:?}: the phase that holds now has these states: {}",
                safe(&args.state),
                safe(&known)
            )));
        }
    }
    let language = args.language.as_deref();
    let plan = AnswerPlan {
        state: args.state.clone(),
        text: reasons(&community, &subject, "--text", &args.text, language)?,
        cost: args.cost,
        cost_report: reasons(&community, &subject, "--cost-report", &args.cost_report, language)?,
        period: reasons(&community, &subject, "--period", &args.period, language)?,
    };
    let mut signer = context.signer(&mut community)?;
    let entry = community.answer(&mut signer.pen(), subject, plan)?;
    Done { entry, subject }.print("answered", args.json)
}
