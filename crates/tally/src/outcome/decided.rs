//! The step that says what a motion needed and what it got.

use serde::Serialize;

use super::text::wrap;
use crate::{
    decision::{Answers, Base, Measure, Share},
    rule::Rule,
};

/// What a motion needed and what it got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Decided {
    #[serde(skip)]
    pub(crate) rule: Rule,
    /// Answers by weight.
    pub weight: Answers,
    /// Answers by heads, where they are others than by weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heads: Option<Answers>,
    /// What was asked for, in the order in which it is looked at.
    pub tests: Vec<Test>,
    /// Whether the quorum was there, if one was asked for.
    pub quorate: bool,
    /// Whether the motion passes.
    pub passed: bool,
}

/// One thing that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Test {
    /// What it is: `quorum`, `blocks`, `majority` or `second majority`.
    pub what: &'static str,
    /// By weight or by heads.
    pub measure: Measure,
    /// What is counted: `for`, `block`, or a base that takes part.
    pub counted: &'static str,
    /// How much of it there is.
    pub count: u64,
    /// Of whom the share is taken.
    pub base: Base,
    /// How many those are.
    pub of: u64,
    /// The share.
    pub share: Share,
    /// `at_least`, `more_than`, or `at_most` for blocks.
    pub relation: &'static str,
    /// The least count that holds; for blocks the greatest.
    pub bound: u64,
    /// Whether it holds.
    pub holds: bool,
}

impl Decided {
    pub(super) fn lines(&self, width: usize) -> Vec<String> {
        let mut lines = wrap(&self.answers(&self.weight, ""), width);
        if let Some(heads) = &self.heads {
            lines.extend(wrap(&self.answers(heads, "by heads: "), width));
        }
        lines.extend(self.tests.iter().flat_map(|test| wrap(&test.line(), width)));
        let end = match (self.passed, self.quorate) {
            (true, _) => "the motion passes",
            (false, true) => "the motion does not pass",
            (false, false) => "nothing is decided: the quorum is missed",
        };
        lines.push(end.to_owned());
        lines
    }

    fn answers(&self, counts: &Answers, head: &str) -> String {
        let Answers { yes, no, abstain, block, blank } = counts;
        if self.rule == Rule::Consent {
            return format!(
                "{head}agree {yes}, abstain {abstain}, disagree {no}, block {block}, blank {blank}"
            );
        }
        format!("{head}for {yes}, against {no}, abstain {abstain}, blank {blank}")
    }
}

impl Test {
    fn line(&self) -> String {
        let Self { what, counted, count, of, share, bound, .. } = self;
        let (heads, whom) = (self.measure.words(), self.base.words());
        let relation = match self.relation {
            "at_least" => "at least",
            "more_than" => "more than",
            _ => "at most",
        };
        let holds = if self.holds { "holds" } else { "missed" };
        let bound = match self.relation {
            "at_most" => format!("up to {bound}"),
            _ => format!("from {bound} on"),
        };
        format!(
            "{what}{heads}: {count} {counted}, asked for {relation} {share} of {of} {whom}, \
             so {bound}: {holds}"
        )
    }
}

impl Measure {
    const fn words(self) -> &'static str {
        match self {
            Self::Weight => "",
            Self::Heads => " by heads",
        }
    }
}

impl Base {
    const fn words(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Cast => "cast",
            Self::Present => "present",
            Self::Roll => "on the roll",
        }
    }
}
