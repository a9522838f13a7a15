//! The scores of an outcome as bars and as a table, both from the same rows.

use std::collections::BTreeMap;

use participation::{Opening, Outcome};
use participation_tally::{Reason, Round, Rule};

use crate::list::Pages;
use crate::money::Purse;
use crate::plain;
use crate::words::Words;

/// Options on one page.
const ROWS: usize = 50;

/// Length of the longest bar in the units of its drawing.
const LONGEST: u128 = 1000;

/// One option of an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) label: String,
    /// What it got, as people read it.
    pub(crate) score: String,
    pub(crate) cost: String,
    pub(crate) won: bool,
    /// What became of it, in a few words.
    pub(crate) fate: String,
    /// How long its bar is, of [`LONGEST`].
    pub(crate) length: u128,
}

/// The options of an outcome: who won before the others, each by score.
#[derive(Debug)]
pub(crate) struct Chart {
    pub(crate) bars: Vec<Bar>,
    /// What a score counts, in words.
    pub(crate) unit: String,
    pub(crate) has_costs: bool,
    /// Whether there is more to say of an option than its score.
    pub(crate) has_fates: bool,
    pages: (usize, usize),
}

impl Chart {
    /// One page of the options, from 1; 0 is the first.
    pub(crate) fn of(outcome: &Outcome, opening: &Opening, page: usize, w: Words) -> Self {
        let purse = Purse::of(opening);
        let has_costs = opening.counting.budget.is_some();
        let costs: BTreeMap<&str, u64> =
            opening.options.iter().map(|option| (option.id.as_str(), option.cost)).collect();
        let fates = fates(outcome);
        // Equal Shares names what it buys, and not what nobody could pay.
        let unpaid = outcome.rule().has_shares().then_some("fate-unpaid");
        let order: BTreeMap<&str, usize> =
            outcome.winners().iter().map(String::as_str).zip(0..).collect();
        let mut scores: Vec<(usize, &(String, u64))> =
            outcome.scores().iter().enumerate().collect();
        let lower_is_better = outcome.rule() == Rule::Minimax;
        scores.sort_by_key(|(listed, (id, score))| {
            let won = order.get(id.as_str()).copied().unwrap_or(usize::MAX);
            let score = if lower_is_better { *score } else { u64::MAX - *score };
            (won, score, *listed)
        });
        let highest = outcome.scores().iter().map(|(_, score)| *score).max().unwrap_or(0).max(1);
        let bar = |(_, (id, score)): &(usize, &(String, u64))| Bar {
            label: plain::spoken(outcome.label(id), w),
            score: w.number(*score),
            cost: match costs.get(id.as_str()) {
                Some(cost) if has_costs => purse.say(*cost, w),
                Some(_) | None => String::new(),
            },
            won: order.contains_key(id.as_str()),
            fate: fates
                .get(id.as_str())
                .copied()
                .or(unpaid)
                .map(|key| w.say(key))
                .unwrap_or_default(),
            length: u128::from(*score) * LONGEST / u128::from(highest),
        };
        let page = page.max(1);
        let bars = scores.iter().skip((page - 1) * ROWS).take(ROWS).map(bar);
        let bars: Vec<Bar> = bars.collect();
        Self {
            has_fates: bars.iter().any(|bar| bar.won || !bar.fate.is_empty()),
            bars,
            unit: w.say(unit(outcome.rule())),
            has_costs,
            pages: (scores.len(), page),
        }
    }

    /// The pages of it at an address.
    pub(crate) fn pages(&self, address: &str) -> Pages {
        Pages::new(self.pages.0, ROWS, self.pages.1, address)
    }
}

/// Why each option was taken or not, by its id.
fn fates(outcome: &Outcome) -> BTreeMap<&str, &'static str> {
    let mut fates = BTreeMap::new();
    for round in outcome.rounds() {
        if let Round::Considered(considered) = round {
            fates.insert(considered.option.as_str(), fate(considered.reason));
        } else if let Round::Purchase(purchase) = round {
            fates.insert(purchase.option.as_str(), "fate-bought");
        }
    }
    fates
}

const fn fate(reason: Reason) -> &'static str {
    match reason {
        Reason::Fits => "fate-fits",
        Reason::TooDear => "fate-too-dear",
        Reason::Stops => "fate-stops",
        Reason::BelowThreshold => "fate-below",
        Reason::Seat => "fate-seat",
        Reason::NoSeatLeft => "fate-no-seat",
        Reason::NoVotes => "fate-no-votes",
        Reason::Reached => "fate-reached",
        _ => "fate-other",
    }
}

/// What the scores of a rule count.
const fn unit(rule: Rule) -> &'static str {
    match rule {
        Rule::Score => "unit-points",
        Rule::MajorityJudgment => "unit-median",
        Rule::Irv | Rule::StvScottish | Rule::StvMeek => "unit-first",
        Rule::Schulze | Rule::RankedPairs => "unit-beaten",
        Rule::Minimax => "unit-defeat",
        Rule::Copeland => "unit-comparisons",
        Rule::Plurality
        | Rule::TwoRound
        | Rule::Approval
        | Rule::Quadratic
        | Rule::Supports
        | Rule::Consent
        | Rule::Majority
        | Rule::Greedy
        | Rule::GreedyNoSkip
        | Rule::GreedyThreshold
        | Rule::EqualShares
        | Rule::EqualSharesAdd1
        | Rule::EqualSharesAdd1Overspend
        | _ => "unit-votes",
    }
}
