//! Counting the votes on a motion and holding them against what it needs.

use serde::Serialize;

use super::{
    requirement::{Base, Majority, Measure, Requirement},
    share::Reach,
    stances::{Stance, Stances},
};
use crate::{
    count::CountError,
    outcome::{Decided, Outcome, Round, Test},
    params::Params,
    profile::{Ballot, BallotKind, OptionIndex, Profile},
    rule::Rule,
    scores::add,
};

/// How often each answer was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Answers {
    /// For the motion, or in agreement.
    #[serde(rename = "for")]
    pub yes: u64,
    /// Against it, or in disagreement.
    #[serde(rename = "against")]
    pub no: u64,
    /// Neither.
    pub abstain: u64,
    /// Blocks.
    pub block: u64,
    /// Ballots without an answer.
    pub blank: u64,
}

/// The votes on a motion.
pub(crate) struct Motion<'a> {
    profile: &'a Profile,
    params: &'a Params,
    rule: Rule,
    option: OptionIndex,
    votes: Vec<u64>,
    weight: Answers,
    heads: Answers,
}

impl<'a> Motion<'a> {
    pub(crate) fn of(
        profile: &'a Profile,
        rule: Rule,
        params: &'a Params,
    ) -> Result<Self, CountError> {
        if params.seats().get() != 1 {
            return Err(CountError::OneSeat { rule, seats: params.seats().get() });
        }
        let kind = profile.kind();
        if kind != BallotKind::Approval {
            return Err(CountError::OtherBallots { rule, kind: kind.name() });
        }
        let stances = Stances::of(profile, params.stances())?;
        if rule == Rule::Majority && stances.has_blocks() {
            return Err(CountError::NoBlocks { rule });
        }
        let option = stances.motion(profile).ok_or(CountError::NotOneMotion { options: 0 })?;
        let votes = vec![0; profile.options().len()];
        let (weight, heads) = (Answers::default(), Answers::default());
        let mut motion = Self { profile, params, rule, option, votes, weight, heads };
        motion.read(&stances)?;
        motion.check_sizes()?;
        Ok(motion)
    }

    /// The outcome when this is required.
    pub(crate) fn decide(self, requirement: &Requirement) -> Result<Outcome, CountError> {
        let mut tests = Vec::new();
        if let Some(quorum) = requirement.quorum {
            let count = self.base(quorum.counted, quorum.measure)?;
            let of = self.base(quorum.of, quorum.measure)?;
            let counted = quorum.counted.counted();
            let (share, reach) = (quorum.share, quorum.reach);
            tests.push(Test {
                what: "quorum",
                measure: quorum.measure,
                counted,
                count,
                base: quorum.of,
                of,
                share,
                relation: reach.relation(),
                bound: share.needed(reach, of),
                holds: share.holds(reach, count, of),
            });
        }
        let quorate = tests.iter().all(|test| test.holds);
        if self.rule == Rule::Consent {
            let (count, of) = (self.weight.block, self.base(Base::Cast, Measure::Weight)?);
            let bound = requirement.blocks.most(of);
            tests.push(Test {
                what: "blocks",
                measure: Measure::Weight,
                counted: "block",
                count,
                base: Base::Cast,
                of,
                share: requirement.blocks,
                relation: "at_most",
                bound,
                holds: count <= bound,
            });
        }
        tests.push(self.majority("majority", requirement.majority)?);
        if let Some(second) = requirement.second {
            tests.push(self.majority("second majority", second)?);
        }
        let passed = tests.iter().all(|test| test.holds);
        let (weight, heads) = (self.weight, (self.heads != self.weight).then_some(self.heads));
        let mut outcome = Outcome::new(self.profile, self.rule, self.votes)
            .with_valid(self.weight.valid())
            .binding_if(quorate);
        if passed {
            outcome.elect(self.profile, self.option);
        }
        let rule = self.rule;
        outcome.round(Round::Decided(Decided { rule, weight, heads, tests, quorate, passed }));
        Ok(outcome)
    }

    fn read(&mut self, stances: &Stances) -> Result<(), CountError> {
        for (number, (ballot, weight)) in self.profile.ballots().enumerate() {
            let choice = match ballot {
                Ballot::Approval([]) => None,
                Ballot::Approval([choice]) => Some(*choice),
                Ballot::Approval(choices) => {
                    let (ballot, choices) = (number + 1, choices.len());
                    return Err(CountError::SeveralChoices { ballot, choices });
                }
                Ballot::Ranking(_) | Ballot::Points(_) | Ballot::WeakOrder(_) => continue,
            };
            let stance = choice.and_then(|choice| stances.stance(choice));
            *self.weight.slot(stance) += u64::from(weight);
            *self.heads.slot(stance) += 1;
            if let Some(choice) = choice {
                add(&mut self.votes, choice, u64::from(weight))?;
            }
        }
        Ok(())
    }

    /// Refuses numbers of people that cannot be: those who voted are present, and those present are
    /// on the roll.
    fn check_sizes(&self) -> Result<(), CountError> {
        for measure in [Measure::Weight, Measure::Heads] {
            let mut least = self.counts(measure).cast();
            let sizes = [(self.params.present(), "present"), (self.params.roll(), "on the roll")];
            for (size, of) in sizes {
                let Some(given) = size.map(|size| size.by(measure)) else { continue };
                if given < least {
                    return Err(CountError::TooFew { cast: least, given, of });
                }
                least = given;
            }
        }
        Ok(())
    }

    fn majority(&self, what: &'static str, majority: Majority) -> Result<Test, CountError> {
        let Majority { share, reach, of: base, measure } = majority;
        let (count, of) = (self.counts(measure).yes, self.base(base, measure)?);
        // A motion that nobody is for does not pass, not even by "at least 0 of 0".
        let bound = share.needed(reach, of).max(1);
        let (counted, relation) = ("for", reach.relation());
        let holds = count >= bound;
        Ok(Test { what, measure, counted, count, base, of, share, relation, bound, holds })
    }

    fn base(&self, base: Base, measure: Measure) -> Result<u64, CountError> {
        let (size, of) = match base {
            Base::Valid => return Ok(self.counts(measure).valid()),
            Base::Cast => return Ok(self.counts(measure).cast()),
            Base::Present => (self.params.present(), "present"),
            Base::Roll => (self.params.roll(), "on the roll"),
        };
        size.map(|size| size.by(measure)).ok_or(CountError::NoNumber { of })
    }

    const fn counts(&self, measure: Measure) -> &Answers {
        match measure {
            Measure::Weight => &self.weight,
            Measure::Heads => &self.heads,
        }
    }
}

impl Answers {
    const fn slot(&mut self, stance: Option<Stance>) -> &mut u64 {
        match stance {
            Some(Stance::For) => &mut self.yes,
            Some(Stance::Against) => &mut self.no,
            Some(Stance::Abstain) => &mut self.abstain,
            Some(Stance::Block) => &mut self.block,
            None => &mut self.blank,
        }
    }

    const fn valid(&self) -> u64 {
        self.yes + self.no + self.block
    }

    const fn cast(&self) -> u64 {
        self.valid() + self.abstain + self.blank
    }
}

impl Reach {
    const fn relation(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
        }
    }
}

impl Base {
    /// What is counted when this takes part.
    const fn counted(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Cast => "cast",
            Self::Present => "present",
            Self::Roll => "roll",
        }
    }
}
