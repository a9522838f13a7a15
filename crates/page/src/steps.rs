//! The way to an outcome, step by step, in words: what the rule did with the ballots.

mod pairwise;
mod passing;

use participation::Outcome;
use participation_tally::decision::Base;
use participation_tally::{
    Decided, FirstRound, Grades, Polled, Purchase, Round, SecondRound, Test, WhyAside,
};

use crate::money::{amount, decimal};
use crate::plain;
use crate::words::Words;

/// Steps that a page tells; longer counts are for `ateneu tally`.
const MOST: usize = 80;

/// One step.
#[derive(Debug, Default)]
pub(crate) struct Step {
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
    pub(crate) table: Option<Table>,
}

/// Numbers of a step. The first cell of a row names what the others are about.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) heads: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The words of a count: names of options, numbers, messages.
#[derive(Clone, Copy)]
struct Told<'a> {
    outcome: &'a Outcome,
    decimals: u8,
    w: Words,
}

/// The steps of an outcome, at most so many that a page stays a page, and how many there are.
/// Options that were looked at one by one are in the table of scores and make no step.
pub(crate) fn steps(outcome: &Outcome, decimals: u8, w: Words) -> (Vec<Step>, usize) {
    let told = Told { outcome, decimals, w };
    let mut steps = Vec::new();
    let mut bought = Vec::new();
    for round in outcome.rounds() {
        if let Round::Purchase(purchase) = round {
            bought.push(told.purchase(purchase));
            continue;
        }
        steps.extend(told.step(round));
    }
    if !bought.is_empty() {
        let heads = ["option", "unit-votes", "cost", "step-each"];
        steps.push(told.table("step-bought", heads, bought));
    }
    let all = steps.len();
    steps.truncate(MOST);
    (steps, all)
}

impl Told<'_> {
    fn step(self, round: &Round) -> Option<Step> {
        match round {
            Round::Pairs(pairs) => Some(self.pairs(pairs)),
            Round::StrongestPaths(paths) => self.paths(paths),
            Round::LockedPairs(locked) => Some(self.locked(locked)),
            Round::WorstDefeats(defeats) => Some(self.defeats(defeats)),
            Round::Comparisons(comparisons) => Some(self.comparisons(comparisons)),
            Round::PairwiseRanking(ranking) => Some(self.ranking(ranking)),
            Round::Uncounted(uncounted) => {
                let line = |aside: &participation_tally::Aside| {
                    format!("{} {}", self.w.say(why(aside.reason)), self.w.number(aside.ballots))
                };
                let lines = uncounted.reasons.iter().map(line).collect();
                Some(Step { title: self.w.say("step-uncounted"), lines, table: None })
            }
            Round::FirstRound(first) => Some(self.first(first)),
            Round::SecondRound(second) => Some(self.second(second)),
            Round::Grades(grades) => Some(self.grades(grades)),
            Round::MediansRemoved(removed) => {
                let (one, other) = (self.name(&removed.option), self.name(&removed.before));
                let line = self.w.fill("step-medians", &[("one", &one), ("other", &other)]);
                Some(Step { title: self.w.say("step-same-median"), lines: vec![line], table: None })
            }
            Round::Credits(credits) => {
                let values =
                    [("each", self.w.number(credits.each)), ("spent", credits.spent.clone())];
                Some(self.said("step-credits", self.fill("step-credits-text", &values)))
            }
            Round::Decided(decided) => Some(self.decided(decided)),
            Round::Stage(stage) => Some(self.stage(stage)),
            Round::Share(share) => {
                let values = [
                    ("voters", self.w.number(share.voters)),
                    ("share", decimal(&share.decimal, self.w)),
                ];
                Some(self.said("step-share", self.fill("step-share-text", &values)))
            }
            // In the table of scores, and in how it is counted.
            Round::Considered(_) | Round::Purchase(_) | Round::Scale(_) | _ => None,
        }
    }

    fn first(self, round: &FirstRound) -> Step {
        let values =
            [("valid", self.w.number(round.valid)), ("needed", self.w.number(round.needed))];
        let mut step = self.polled("step-first-round", &round.votes);
        step.lines.push(self.fill("step-first-text", &values));
        step.lines.push(match &round.elected {
            Some(winner) => self.w.with("step-elected", "name", self.name(winner)),
            None => self.w.with("step-finalists", "names", self.names(&round.finalists)),
        });
        step
    }

    fn second(self, round: &SecondRound) -> Step {
        let mut step = self.polled("step-second-round", &round.votes);
        step.lines.push(self.w.with("step-elected", "name", self.name(&round.elected)));
        if round.neither > 0 {
            step.lines.push(self.w.count("step-neither", round.neither));
        }
        step
    }

    fn polled(self, title: &str, votes: &[Polled]) -> Step {
        let row = |polled: &Polled| vec![self.name(&polled.option), self.w.number(polled.votes)];
        self.table(title, ["option", "unit-votes"], votes.iter().map(row).collect())
    }

    fn grades(self, grades: &Grades) -> Step {
        let row = |graded: &participation_tally::Graded| {
            let mut given = graded.grades.clone();
            given.sort_unstable_by_key(|(grade, _)| std::cmp::Reverse(*grade));
            let given = given.iter().map(|(grade, ballots)| {
                format!("{}: {}", self.w.number(*grade), self.w.number(*ballots))
            });
            let given = given.collect::<Vec<_>>().join("; ");
            vec![self.name(&graded.option), self.w.number(graded.median), given]
        };
        let rows = grades.options.iter().map(row).collect();
        self.table("step-grades", ["option", "unit-median", "step-given"], rows)
    }

    fn decided(self, decided: &Decided) -> Step {
        let answers = &decided.weight;
        let values = [
            ("yes", self.w.number(answers.yes)),
            ("no", self.w.number(answers.no)),
            ("abstain", self.w.number(answers.abstain)),
            ("block", self.w.number(answers.block)),
        ];
        let mut lines = vec![self.fill("step-answers", &values)];
        lines.extend(decided.tests.iter().map(|test| self.test(test)));
        lines.push(self.w.say(decision(decided)));
        Step { title: self.w.say("step-decided"), lines, table: None }
    }

    fn test(self, test: &Test) -> String {
        let what = self.w.say(match test.what {
            "quorum" => "test-quorum",
            "blocks" => "test-blocks",
            "second majority" => "test-second",
            _ => "test-majority",
        });
        let of = self.w.say(match test.base {
            Base::Valid => "needs-valid",
            Base::Cast => "needs-cast",
            Base::Present => "needs-present",
            Base::Roll => "needs-roll",
        });
        let key = match test.relation {
            "at_least" => "needs-at-least",
            "more_than" => "needs-more-than",
            _ => "needs-at-most",
        };
        let share = test.share.to_string();
        let asked = self.w.fill(key, &[("share", &share), ("of", &of)]);
        let holds = self.w.say(if test.holds { "test-holds" } else { "test-missed" });
        let (count, bound) = (self.w.number(test.count), self.w.number(test.bound));
        let values = [
            ("what", what),
            ("asked", asked),
            ("bound", bound),
            ("count", count),
            ("holds", holds),
        ];
        self.fill("test", &values)
    }

    fn purchase(self, purchase: &Purchase) -> Vec<String> {
        vec![
            self.name(&purchase.option),
            self.w.number(purchase.supporters),
            amount(purchase.cost, self.decimals, self.w),
            decimal(&purchase.decimal, self.w),
        ]
    }

    fn name(self, id: &str) -> String {
        plain::spoken(self.outcome.label(id), self.w)
    }

    fn names(self, ids: &[String]) -> String {
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join("; ")
    }

    fn fill(self, key: &str, values: &[(&'static str, String)]) -> String {
        let values: Vec<(&'static str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.w.fill(key, &values)
    }

    fn said(self, title: &str, line: String) -> Step {
        Step { title: self.w.say(title), lines: vec![line], table: None }
    }

    fn table<const N: usize>(self, title: &str, heads: [&str; N], rows: Vec<Vec<String>>) -> Step {
        let heads = heads.iter().map(|key| self.w.say(key)).collect();
        let table = Some(Table { heads, rows });
        Step { title: self.w.say(title), lines: Vec::new(), table }
    }
}

/// The message that says whether a motion passes.
pub(crate) const fn decision(decided: &Decided) -> &'static str {
    match (decided.passed, decided.quorate) {
        (true, _) => "step-passes",
        (false, true) => "step-fails",
        (false, false) => "step-no-quorum",
    }
}

const fn why(reason: WhyAside) -> &'static str {
    match reason {
        WhyAside::Blank => "aside-blank",
        WhyAside::SharedFirst => "aside-shared",
        WhyAside::TooFewChoices | WhyAside::TooFewPoints | WhyAside::TotalTooLow => "aside-few",
        WhyAside::TooManyChoices | WhyAside::TooManyPoints | WhyAside::TotalTooHigh => "aside-many",
        WhyAside::OverCredits => "aside-credits",
        _ => "aside-other",
    }
}
