//! What a count gives: winners, scores and the way there.

mod ballotage;
mod considered;
mod credits;
mod decided;
mod fraction;
mod graded;
mod pairwise;
mod purchase;
mod scale;
mod stage;
mod table;
mod text;
mod uncounted;
mod votes;

use std::{collections::BTreeMap, num::NonZeroU16};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    amount::Amount,
    profile::{OptionIndex, Profile},
    rule::Rule,
    ties::Tie,
};

pub use ballotage::{FirstRound, Polled, SecondRound};
pub use considered::{Considered, Reason};
pub use credits::Credits;
pub use decided::{Decided, Test};
pub use fraction::Fraction;
pub use graded::{Graded, Grades, MediansRemoved};
pub use pairwise::{
    Chain, Comparison, Comparisons, Contest, LockedPairs, Pairs, PairwiseRanking, Ranked,
    StrongestPaths, Victory, WorstDefeat, WorstDefeats,
};
pub use purchase::{Payments, Purchase, Share, Stop};
pub use scale::Scale;
pub use stage::{Parcel, Sharing, Stage, StageTie, TieAbout, Transfer, Why};
pub(crate) use text::{Grid, cut, printable, wrap};
pub(crate) use uncounted::Screen;
pub use uncounted::{Aside, Uncounted, WhyAside};
pub use votes::Votes;

/// The outcome of a count with its whole working out.
///
/// Its JSON has the keys `rule`, `valid` (weight of the ballots that the rule could read a choice
/// from), `winners` (ids in the order of election), `scores`, `rounds`, `ties`, `ballots` (weight
/// of all) and `binding`; where they mean something also `labels` (what people call each id),
/// `seats`, `threshold`, and `budget`, `spent` and `remaining` as exact texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Outcome {
    rule: Rule,
    valid: u64,
    winners: Vec<String>,
    #[serde(serialize_with = "scores_as_map")]
    scores: Vec<(String, u64)>,
    rounds: Vec<Round>,
    ties: Vec<Tie>,
    ballots: u64,
    binding: bool,
    #[serde(skip_serializing_if = "Labels::is_empty")]
    labels: Labels,
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
    /// All options were compared two by two.
    Pairs(Pairs),
    /// The strongest chains of victories between them.
    StrongestPaths(StrongestPaths),
    /// The victories from the strongest down, and which were locked.
    LockedPairs(LockedPairs),
    /// The worst defeat of each option.
    WorstDefeats(WorstDefeats),
    /// How many comparisons each option wins.
    Comparisons(Comparisons),
    /// Who then stands where, by a rule that compares two by two.
    PairwiseRanking(PairwiseRanking),
    /// Ballots that have no vote, and why.
    Uncounted(Uncounted),
    /// What a ballot gives to an option.
    Scale(Scale),
    /// The first of two rounds.
    FirstRound(FirstRound),
    /// The second of two rounds.
    SecondRound(SecondRound),
    /// The grades that each option got.
    Grades(Grades),
    /// Two options of equal median, told apart by taking medians away.
    MediansRemoved(MediansRemoved),
    /// What credits bought.
    Credits(Credits),
    /// What a motion needed and what it got.
    Decided(Decided),
    /// Ballots were passed on, and some were elected or excluded.
    Stage(Box<Stage>),
    /// Each voter was given a share.
    Share(Share),
    /// Its supporters bought a project.
    Purchase(Purchase),
}

/// What people call each option, where that is more than its id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Labels(BTreeMap<String, String>);

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

    /// Weight of the ballots that the rule could read a choice from.
    pub const fn valid(&self) -> u64 {
        self.valid
    }

    /// Whether the outcome binds: at least one valid ballot was counted, and the rule's own
    /// conditions, such as a quorum, hold where it has any.
    pub const fn binding(&self) -> bool {
        self.binding
    }

    /// What people call an option; its id where it has no other name.
    #[must_use]
    pub fn label<'a>(&'a self, id: &'a str) -> &'a str {
        self.labels.of_id(id)
    }

    /// The same with each option called as `say` has it, for who reads it in one of its languages.
    pub fn called(mut self, say: impl Fn(&str) -> String) -> Self {
        self.labels.0.values_mut().for_each(|label| *label = say(label));
        // Some steps are told by the row, with its label.
        for round in &mut self.rounds {
            if let Round::Considered(row) = round {
                row.label = say(&row.label);
            } else if let Round::Purchase(row) = round {
                row.label = say(&row.label);
            }
        }
        self
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
            valid: profile.weight(),
            winners: Vec::new(),
            scores: ids.zip(scores).collect(),
            rounds: Vec::new(),
            ties: Vec::new(),
            ballots: profile.weight(),
            binding: !profile.is_empty(),
            labels: Labels::of(profile),
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

    /// With so much weight on ballots that the rule could read a choice from; an outcome without
    /// any does not bind.
    pub(crate) const fn with_valid(mut self, valid: u64) -> Self {
        self.valid = valid;
        self.binding = self.binding && valid > 0;
        self
    }

    /// An outcome that does not bind unless this holds.
    pub(crate) const fn binding_if(mut self, holds: bool) -> Self {
        self.binding = self.binding && holds;
        self
    }

    /// Makes an option a winner, after those there are.
    pub(crate) fn elect(&mut self, profile: &Profile, index: OptionIndex) {
        self.winners.extend(profile.option(index).map(|option| option.id().to_owned()));
        self.elected.push(index);
    }

    /// Notes a step.
    pub(crate) fn round(&mut self, round: Round) {
        self.rounds.push(round);
    }

    /// With these steps before those there are.
    pub(crate) fn preface(mut self, rounds: Vec<Round>) -> Self {
        self.rounds.splice(0..0, rounds);
        self
    }

    pub(crate) fn tie(&mut self, tie: Option<Tie>) {
        self.ties.extend(tie);
    }
}

impl Labels {
    fn of(profile: &Profile) -> Self {
        let named = profile
            .options()
            .iter()
            .filter(|option| !option.label().is_empty() && option.label() != option.id());
        Self(named.map(|option| (option.id().to_owned(), option.label().to_owned())).collect())
    }

    /// The label of an id; the id where there is none.
    pub(crate) fn of_id<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, String::as_str)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn scores_as_map<S: Serializer>(scores: &[(String, u64)], out: S) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(Some(scores.len()))?;
    for (id, score) in scores {
        map.serialize_entry(id, score)?;
    }
    map.end()
}
