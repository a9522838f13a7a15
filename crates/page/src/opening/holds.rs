//! What ballots of a poll hold, by the rule that counts them.

use participation::BallotRule;
use participation_tally::Rule;

/// Points for one option, and grades above the lowest, where nothing is said.
const POINTS: u32 = 5;

/// Credits of a voter where nothing is said.
const CREDITS: u32 = 100;

/// What ballots of a rule hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    One,
    Several,
    Points,
    Credits,
    Order,
}

impl Holds {
    pub(super) const fn of(rule: Rule) -> Self {
        match rule {
            Rule::Score | Rule::MajorityJudgment => Self::Points,
            Rule::Quadratic => Self::Credits,
            Rule::Irv
            | Rule::StvScottish
            | Rule::StvMeek
            | Rule::Schulze
            | Rule::RankedPairs
            | Rule::Minimax
            | Rule::Copeland => Self::Order,
            Rule::Approval | Rule::Supports => Self::Several,
            Rule::Plurality
            | Rule::TwoRound
            | Rule::Consent
            | Rule::Majority
            | Rule::Greedy
            | Rule::GreedyNoSkip
            | Rule::GreedyThreshold
            | Rule::EqualShares
            | Rule::EqualSharesAdd1
            | Rule::EqualSharesAdd1Overspend
            | _ => Self::One,
        }
    }

    /// The ballot rule over so many options, where a ballot names `most` of them at most and gives
    /// `points` to each, or has so many credits.
    pub(super) fn ballot(self, options: u16, most: Option<u16>, points: Option<u32>) -> BallotRule {
        let max = most.unwrap_or(options).clamp(1, options.max(1));
        match self {
            Self::One => BallotRule::Approval { min: 1, max: 1 },
            Self::Several => BallotRule::Approval { min: 1, max },
            Self::Order => BallotRule::Ranking { min: 1, max },
            Self::Points => {
                let most = points.unwrap_or(POINTS).max(1);
                let sum = most.saturating_mul(max.into());
                BallotRule::Points { most, min: 0, max: sum, options: max }
            }
            Self::Credits => {
                let credits = points.unwrap_or(CREDITS).max(1);
                BallotRule::Points { most: credits.isqrt(), min: 0, max: credits, options: max }
            }
        }
    }
}
