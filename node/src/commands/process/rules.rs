//! The rules of a phase as they are typed.

use participation::{Language, List, Meaning, Permits, PhaseRules, State, Text};

use crate::cli::process::RulesArgs;
use crate::exit::Failure;
use crate::print::safe;
use crate::{template, texts};

/// The rules with what was typed in the place of what was there.
pub(super) fn changed(
    rules: PhaseRules,
    args: &RulesArgs,
    language: Language,
) -> Result<PhaseRules, Failure> {
    let permits = if args.permit.is_empty() { rules.permits } else { permits(&args.permit)? };
    let states = if args.state.is_empty() { rules.states } else { states(&args.state, language)? };
    Ok(PhaseRules {
        permits,
        hides_supports: args.hide_supports.unwrap_or(rules.hides_supports),
        proposals: args.proposals.unwrap_or(rules.proposals),
        supports: args.supports.unwrap_or(rules.supports),
        least_supports: args.least_supports.unwrap_or(rules.least_supports),
        goal: args.goal.unwrap_or(rules.goal),
        title_length: args.title_length.unwrap_or(rules.title_length),
        body_length: args.body_length.unwrap_or(rules.body_length),
        comment_length: args.comment_length.unwrap_or(rules.comment_length),
        reply_depth: args.reply_depth.unwrap_or(rules.reply_depth),
        states,
    })
}

fn permits(names: &[String]) -> Result<Permits, Failure> {
    match names {
        [all] if all == "all" => return Ok(Permits::all()),
        [none] if none == "none" => return Ok(Permits::default()),
        _ => {}
    }
    let mut permits = Vec::new();
    for name in names {
        permits.push(template::permit(name.trim()).ok_or_else(|| {
            let known: Vec<&str> =
                participation::Permit::ALL.iter().map(|it| template::permit_name(*it)).collect();
            Failure::input(format!(
                "--permit {:?}: there is no such permit; there are {}, or all, or none alone",
                safe(name),
                known.join(", ")
            ))
        })?);
    }
    Ok(Permits::of(&permits))
}

/// `accepted:accepted=ca=Acceptada`; a state given twice has titles in two languages.
fn states(typed: &[String], language: Language) -> Result<List<State, 32>, Failure> {
    let mut states: Vec<(String, Meaning, Vec<String>)> = Vec::new();
    for text in typed {
        let wrong = || {
            Failure::input(format!(
                "--state {:?}: write KEY:MEANING=TITLE, such as accepted:accepted=Acceptada; it means open, accepted or rejected",
                safe(text)
            ))
        };
        let (head, title) = text.split_once('=').ok_or_else(wrong)?;
        let (key, means) = head.split_once(':').ok_or_else(wrong)?;
        let means = template::meaning(means).ok_or_else(wrong)?;
        match states.iter_mut().find(|(other, ..)| other == key) {
            Some((.., titles)) => titles.push(title.to_owned()),
            None => states.push((key.to_owned(), means, vec![title.to_owned()])),
        }
    }
    let mut read = Vec::new();
    for (key, meaning, titles) in states {
        read.push(State {
            key: Text::new(key).map_err(|wrong| Failure::input(wrong).after("--state"))?,
            title: texts::localized("--state", &titles, Some(language))?,
            meaning,
        });
    }
    List::new(read).map_err(|_| Failure::input("--state: a phase has at most 32 states"))
}
