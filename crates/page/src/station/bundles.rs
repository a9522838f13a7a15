//! Bundles of paper as a desk shows them.

use participation::{BallotRule, BatchReport, Mismatch, Opening, PaperExclusion, Spot};

use super::why_not;
use crate::words::Words;
use crate::{link, plain};

/// A bundle that somebody signed.
pub(super) struct Bundle {
    pub(super) number: u16,
    pub(super) papers: String,
    pub(super) counts: bool,
    pub(super) state: String,
    /// Its batch, where the reader may sign it.
    pub(super) sign: Option<String>,
}

impl Bundle {
    pub(super) fn of(batch: &BatchReport, own: bool, w: Words) -> Self {
        let waits = batch.why_not == Some(PaperExclusion::OneSignature);
        Self {
            number: batch.bundle,
            papers: w.count("bundle-papers", batch.papers),
            counts: batch.why_not.is_none(),
            state: match &batch.why_not {
                None => w.say("bundle-counts"),
                Some(why) => why_not(why, w),
            },
            sign: (waits && !own).then(|| link::digits(&batch.batch)),
        }
    }
}

/// Where two people typed different things.
pub(super) struct Difference {
    pub(super) paper: usize,
    pub(super) place: String,
    pub(super) first: String,
    pub(super) second: String,
}

impl Difference {
    pub(super) fn of(differs: &Mismatch, opening: &Opening, w: Words) -> Self {
        let label = |place: u32| {
            let option = usize::try_from(place).ok().and_then(|place| opening.options.get(place));
            let label =
                option.map(|option| plain::spoken(option.label.as_str(), w)).unwrap_or_default();
            format!("{}. {label}", place.saturating_add(1))
        };
        let points = matches!(opening.ballot, BallotRule::Points { .. });
        let (place, shown): (String, &dyn Fn(u32) -> String) = match differs.spot {
            Spot::Paper => (w.say("typed-whole"), &|read| {
                w.say(if read == 0 { "typed-unreadable" } else { "typed-readable" })
            }),
            Spot::Option(option) => (label(option.into()), &|value| {
                if points { value.to_string() } else { w.say("typed-marked") }
            }),
            Spot::Rank(rank) => {
                (w.with("typed-rank", "rank", u32::from(rank).saturating_add(1)), &label)
            }
        };
        let value = |typed: Option<u32>| typed.map_or_else(|| w.say("typed-nothing"), shown);
        let (first, second) = (value(differs.first), value(differs.second));
        Self { paper: differs.paper, place, first, second }
    }
}

/// How a paper of this poll is typed.
pub(super) fn hint(opening: &Opening, w: Words) -> String {
    w.say(match opening.ballot {
        BallotRule::Points { .. } => "typing-points",
        BallotRule::Ranking { .. } => "typing-ranking",
        BallotRule::Approval { .. }
        | BallotRule::BudgetPercent { .. }
        | BallotRule::BudgetMinimum { .. }
        | BallotRule::BudgetSelection { .. } => "typing-choices",
    })
}
