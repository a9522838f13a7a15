//! `ateneu vote`: casting a ballot.

use std::collections::BTreeMap;

use participation::{Choices, EntryId, Opening, PollStatus, receipt_code};
use serde::Serialize;

use crate::cli::vote::VoteArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Facts;
use crate::{print, select};

/// What is printed of a ballot.
#[derive(Debug, Serialize)]
struct Cast {
    ballot: EntryId,
    code: String,
    /// Whether the poll was sealed before: then this ballot is late.
    sealed: bool,
}

/// Casts the ballot as the chosen person.
pub(crate) fn run(context: &Context, args: &VoteArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let poll = select::poll(&community, &args.poll)?;
    let choices = choices(community.opening(&poll)?, args)?;
    let mut signer = context.signer(&mut community)?;
    let ballot = community.vote(&mut signer.pen(), poll, choices)?;
    // Taken all the same: the sealers may have agreed to seal anew.
    let sealed = matches!(community.report(&poll)?.status, PollStatus::Sealed { .. });
    if sealed {
        print::note(
            "note: the poll is sealed: this ballot counts only if its sealers re-open it and seal \
             anew",
        );
    }
    let cast = Cast { ballot, code: receipt_code(&ballot), sealed };
    if args.json {
        return print::json(&cast);
    }
    Facts::new().with("ballot", ballot).with("receipt code", cast.code).print()
}

/// What was typed, by the places of options in the opening.
fn choices(opening: &Opening, args: &VoteArgs) -> Result<Choices, Failure> {
    let ids = opening.options.iter().map(|option| option.id.as_str());
    let places: BTreeMap<&str, u16> = ids.zip(0..).collect();
    let place = |id: &str| {
        let id = id.trim();
        places.get(id).copied().ok_or_else(|| {
            let known: Vec<&str> =
                opening.options.iter().map(|option| option.id.as_str()).collect();
            let known = print::safe(&shortened(&known.join(", ")));
            Failure::input(format!("there is no option `{id}`: choose among {known}"))
        })
    };
    if !args.rank.is_empty() {
        let ranked = args.rank.iter().map(|id| place(id)).collect::<Result<Vec<_>, _>>()?;
        once(opening, ranked.clone())?;
        return Ok(Choices::Ranking(ranked));
    }
    if !args.points.is_empty() {
        let points = args.points.iter().map(|text| {
            let wrong =
                || Failure::input(format!("--points `{text}`: write ID=N, such as bench=3"));
            let (id, points) = text.rsplit_once('=').ok_or_else(wrong)?;
            let points: u32 = points.trim().parse().map_err(|_| wrong())?;
            Ok((place(id)?, points))
        });
        let mut points = points.collect::<Result<Vec<(u16, u32)>, Failure>>()?;
        points.sort_unstable();
        once(opening, points.iter().map(|(option, _)| *option).collect())?;
        // To give nothing is to leave out.
        points.retain(|(_, points)| *points > 0);
        return Ok(Choices::Points(points));
    }
    let chosen = args.choose.iter().map(|id| place(id)).collect::<Result<Vec<_>, _>>()?;
    once(opening, chosen).map(Choices::Approval)
}

/// The options in the opening's order; refuses one that is named twice.
fn once(opening: &Opening, mut chosen: Vec<u16>) -> Result<Vec<u16>, Failure> {
    chosen.sort_unstable();
    let twice = chosen.iter().zip(chosen.iter().skip(1)).find(|(a, b)| a == b);
    match twice.and_then(|(option, _)| opening.options.get(usize::from(*option))) {
        None => Ok(chosen),
        Some(option) => {
            let id = print::safe(option.id.as_str());
            Err(Failure::input(format!("the option `{id}` is named twice: name it once")))
        }
    }
}

/// As much of a list as a line of an error takes.
fn shortened(list: &str) -> String {
    const MOST: usize = 400;
    let end = list.floor_char_boundary(MOST.min(list.len()));
    let dots = if end < list.len() { "..." } else { "" };
    format!("{}{dots}", list.get(..end).unwrap_or_default())
}
