//! The step that names ballots without a vote.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Outcome, Round, text::wrap};

/// Ballots without a vote, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Uncounted {
    /// One entry for each reason there is.
    pub reasons: Vec<Aside>,
}

/// Ballots that were set aside for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Aside {
    /// Why.
    pub reason: WhyAside,
    /// The limit that they break, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<u64>,
    /// Their weight, as [`Outcome::ballots`] counts.
    pub ballots: u64,
}

/// Why a ballot has no vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhyAside {
    /// It lists nothing.
    Blank,
    /// Several options share its first place.
    SharedFirst,
    /// It has fewer choices than asked for.
    TooFewChoices,
    /// It has more choices than allowed.
    TooManyChoices,
    /// It gives an option fewer points than the scale has.
    TooFewPoints,
    /// It gives an option more points than the scale has.
    TooManyPoints,
    /// Its points together are fewer than asked for.
    TotalTooLow,
    /// Its points together are more than allowed.
    TotalTooHigh,
    /// Its votes cost more credits than a voter has.
    OverCredits,
}

/// The ballots as they are judged one by one.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    valid: u64,
    asides: BTreeMap<WhyAside, Aside>,
}

impl Screen {
    /// A ballot has a vote.
    pub(crate) const fn take(&mut self, weight: u32) {
        self.valid += weight as u64;
    }

    /// A ballot has none.
    pub(crate) fn set_aside(&mut self, reason: WhyAside, bound: Option<u64>, weight: u32) {
        let aside = self.asides.entry(reason).or_insert(Aside { reason, bound, ballots: 0 });
        aside.ballots += u64::from(weight);
    }

    /// Weight of the ballots that have a vote.
    pub(crate) const fn valid(&self) -> u64 {
        self.valid
    }

    /// The outcome with what it has to say of valid ballots and of others, before its other steps.
    pub(crate) fn told_in(self, outcome: Outcome) -> Outcome {
        let reasons: Vec<Aside> = self.asides.into_values().collect();
        let step = (!reasons.is_empty()).then_some(Round::Uncounted(Uncounted { reasons }));
        outcome.with_valid(self.valid).preface(step.into_iter().collect())
    }
}

impl Uncounted {
    pub(super) fn lines(&self, width: usize) -> Vec<String> {
        let told = self.reasons.iter().map(|aside| {
            let ballots = if aside.ballots == 1 { "ballot" } else { "ballots" };
            let why = aside.reason.words(aside.bound.unwrap_or(0));
            wrap(&format!("without a vote: {} {ballots}, {why}", aside.ballots), width)
        });
        told.flatten().collect()
    }
}

impl WhyAside {
    fn words(self, bound: u64) -> String {
        match self {
            Self::Blank => "blank".to_owned(),
            Self::SharedFirst => "several options share the first place".to_owned(),
            Self::TooFewChoices => format!("fewer choices than {bound}"),
            Self::TooManyChoices => format!("more choices than {bound}"),
            Self::TooFewPoints => format!("an option with fewer points than {bound}"),
            Self::TooManyPoints => format!("an option with more points than {bound}"),
            Self::TotalTooLow => format!("fewer points in all than {bound}"),
            Self::TotalTooHigh => format!("more points in all than {bound}"),
            Self::OverCredits => format!("dearer than {bound} credits"),
        }
    }
}
