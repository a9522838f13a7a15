//! What a ballot holds, by the rule that counts it.

use participation_acts::BallotRule;
use participation_tally::Rule;

/// What ballots of a rule hold. Budgets leave it to whoever opens them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotForm {
    /// One option.
    One,
    /// Options without order.
    Several,
    /// Points, or a grade, for each option.
    Points,
    /// Credits that are spent on options, each vote at the square of its number.
    Credits,
    /// Options in order.
    Order,
}

impl BallotForm {
    /// Points for one option, and grades above the lowest, where nothing is said.
    pub const POINTS: u32 = 5;

    /// Credits of a voter where nothing is said.
    pub const CREDITS: u32 = 100;

    /// What ballots of a rule hold.
    #[must_use]
    pub const fn of(rule: Rule) -> Self {
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
            // The rules that spend money count what a budget's own ballot holds.
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

    /// The ballot on which somebody chooses from `min` to `max` options; of points `each` is the
    /// most for one option, of credits what a voter has. Whether any ballot can keep it is for
    /// the opening's rules to say.
    #[must_use]
    pub fn ballot(self, min: u16, max: u16, each: Option<u32>) -> BallotRule {
        match self {
            Self::One => BallotRule::Approval { min: min.min(1), max: 1 },
            Self::Several => BallotRule::Approval { min, max },
            Self::Order => BallotRule::Ranking { min, max },
            Self::Points => {
                let most = each.unwrap_or(Self::POINTS);
                let sum = most.saturating_mul(max.into());
                BallotRule::Points { most, min: 0, max: sum, options: max }
            }
            Self::Credits => {
                let credits = each.unwrap_or(Self::CREDITS);
                BallotRule::Points { most: credits.isqrt(), min: 0, max: credits, options: max }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_holds_what_its_rule_counts() {
        let of = |rule, each| BallotForm::of(rule).ballot(1, 4, each);
        assert_eq!(of(Rule::Plurality, None), BallotRule::Approval { min: 1, max: 1 });
        assert_eq!(of(Rule::Approval, None), BallotRule::Approval { min: 1, max: 4 });
        assert_eq!(of(Rule::Schulze, None), BallotRule::Ranking { min: 1, max: 4 });
        let points = |most, max| BallotRule::Points { most, min: 0, max, options: 4 };
        assert_eq!(of(Rule::Score, None), points(5, 20));
        assert_eq!(of(Rule::MajorityJudgment, Some(3)), points(3, 12));
        // Nobody gives one option more votes than all credits pay for.
        assert_eq!(of(Rule::Quadratic, None), points(10, 100));
        assert_eq!(of(Rule::Quadratic, Some(u32::MAX)), points(65_535, u32::MAX));
    }
}
