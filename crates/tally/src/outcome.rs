//! What a count gives: winners, scores and the way there.

mod table;

use std::num::NonZeroU16;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    amount::Amount,
    profile::{OptionIndex, Profile},
    rule::Rule,
    ties::{Standing, Tie},
};

/// The outcome of a count with its whole working out.
///
/// Its JSON has the keys `rule`, `valid`, `winners` (ids in the order of election), `scores`,
/// `rounds`, `ties` and `ballots`; where they mean something also `seats`, `threshold`, and
/// `budget`, `spent` and `remaining` as exact texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Outcome {
    rule: Rule,
    valid: bool,
    winners: Vec<String>,
    #[serde(serialize_with = "scores_as_map")]
    scores: Vec<(String, u64)>,
    rounds: Vec<Round>,
    ties: Vec<Tie>,
    ballots: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    seats: Option<NonZeroU16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<u64>,
    #[serde(flatten)]
    money: Option<Money>,
    #[serde(skip)]
    elected: Vec<OptionIndex>,
}

/// One step of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Round {
    /// An option was looked at, and taken or not.
    Considered(Considered),
}

/// An option that was looked at, and why it was taken or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Considered {
    /// Its id.
    pub option: String,
    /// Its label; may be empty.
    pub label: String,
    /// Its score.
    pub score: u64,
    /// What it costs, where a budget is spent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Amount>,
    /// Money left before it was looked at, where a budget is spent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Amount>,
    /// Whether it was taken.
    pub taken: bool,
    /// Why.
    pub reason: Reason,
}

/// Why an option was taken or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// Taken: it fits in the money left.
    Fits,
    /// Passed over: it costs more than is left.
    TooDear,
    /// It costs more than is left, and that ends the count.
    Stops,
    /// Its score is below the threshold.
    BelowThreshold,
    /// Taken: there is a seat for it.
    Seat,
    /// The seats are filled.
    NoSeatLeft,
    /// Nobody voted for it.
    NoVotes,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Money {
    budget: Amount,
    spent: Amount,
    remaining: Amount,
}

impl Outcome {
    /// The rule it was counted by.
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// Whether the outcome binds: at least one ballot was counted, and the rule's own conditions
    /// hold where it has any.
    pub const fn valid(&self) -> bool {
        self.valid
    }

    /// Ids of the winners in the order of election.
    pub fn winners(&self) -> &[String] {
        &self.winners
    }

    /// The winners' places in the profile, in the order of election.
    pub fn elected(&self) -> &[OptionIndex] {
        &self.elected
    }

    /// Each option's id and score, in the order in which they were listed.
    pub fn scores(&self) -> &[(String, u64)] {
        &self.scores
    }

    /// The steps of the count. Options that were not reached have none.
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// The ties that were met, and what decided them.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// Weight of all ballots.
    pub const fn ballots(&self) -> u64 {
        self.ballots
    }

    /// Money spent, where a budget was.
    pub fn spent(&self) -> Option<Amount> {
        self.money.as_ref().map(|money| money.spent)
    }

    /// Money left, where a budget was spent.
    pub fn remaining(&self) -> Option<Amount> {
        self.money.as_ref().map(|money| money.remaining)
    }

    pub(crate) fn new(profile: &Profile, rule: Rule, scores: Vec<u64>) -> Self {
        let ids = profile.options().iter().map(|option| option.id().to_owned());
        Self {
            rule,
            valid: !profile.is_empty(),
            winners: Vec::new(),
            scores: ids.zip(scores).collect(),
            rounds: Vec::new(),
            ties: Vec::new(),
            ballots: profile.weight(),
            seats: None,
            threshold: None,
            money: None,
            elected: Vec::new(),
        }
    }

    pub(crate) const fn with_seats(mut self, seats: NonZeroU16) -> Self {
        self.seats = Some(seats);
        self
    }

    pub(crate) const fn with_threshold(mut self, threshold: u64) -> Self {
        self.threshold = Some(threshold);
        self
    }

    pub(crate) fn with_money(mut self, budget: Amount, spent: Amount, remaining: Amount) -> Self {
        self.money = Some(Money { budget, spent, remaining });
        self
    }

    /// Notes a step that looked at an option; one that takes it makes it a winner.
    pub(crate) fn round(&mut self, index: OptionIndex, round: Round) {
        let Round::Considered(considered) = &round;
        if considered.taken {
            self.winners.push(considered.option.clone());
            self.elected.push(index);
        }
        self.rounds.push(round);
    }

    pub(crate) fn tie(&mut self, tie: Option<Tie>) {
        self.ties.extend(tie);
    }
}

impl Considered {
    pub(crate) fn new(profile: &Profile, standing: Standing, reason: Reason) -> Self {
        let (option, label) = match profile.option(standing.index) {
            Some(option) => (option.id().to_owned(), option.label().to_owned()),
            None => (String::new(), String::new()),
        };
        let (score, taken) = (standing.score, reason.takes());
        Self { option, label, score, cost: None, before: None, taken, reason }
    }

    pub(crate) const fn with_money(mut self, cost: Amount, before: Amount) -> Self {
        (self.cost, self.before) = (Some(cost), Some(before));
        self
    }
}

impl Reason {
    /// Whether the option is taken for this reason.
    #[must_use]
    pub const fn takes(self) -> bool {
        match self {
            Self::Fits | Self::Seat => true,
            Self::TooDear
            | Self::Stops
            | Self::BelowThreshold
            | Self::NoSeatLeft
            | Self::NoVotes => false,
        }
    }
}

fn scores_as_map<S: Serializer>(scores: &[(String, u64)], out: S) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(Some(scores.len()))?;
    for (id, score) in scores {
        map.serialize_entry(id, score)?;
    }
    map.end()
}
