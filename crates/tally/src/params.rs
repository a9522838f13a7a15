//! What a rule is told besides the ballots.

use std::num::NonZeroU16;

use crate::{
    count::CountError,
    decision::{Requirement, Size, Stances},
    limits::{Limits, Span},
    rule::Rule,
    strength::Strength,
    ties::TieBreak,
};

/// What a rule is told besides the ballots: seats, threshold and how ties are broken.
///
/// The default is one seat, no threshold, and ties in the order in which the options are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Params {
    seats: NonZeroU16,
    threshold: Option<u64>,
    ties: TieBreak,
    strength: Option<Strength>,
    limits: Limits,
    requirement: Option<Requirement>,
    stances: Option<Stances>,
    present: Option<Size>,
    roll: Option<Size>,
    greedy_completion: bool,
}

impl Params {
    /// One seat and no threshold, with ties broken like this.
    #[must_use]
    pub const fn new(ties: TieBreak) -> Self {
        Self {
            seats: NonZeroU16::MIN,
            threshold: None,
            ties,
            limits: Limits::NONE,
            requirement: None,
            stances: None,
            present: None,
            roll: None,
            greedy_completion: false,
            strength: None,
        }
    }

    /// With so many seats, for the rules that fill seats.
    #[must_use]
    pub const fn with_seats(mut self, seats: NonZeroU16) -> Self {
        self.seats = seats;
        self
    }

    /// With a score that an option must reach, for the rules that know one.
    #[must_use]
    pub const fn with_threshold(mut self, threshold: u64) -> Self {
        self.threshold = Some(threshold);
        self
    }

    /// With ties broken like this.
    #[must_use]
    pub fn with_ties(mut self, ties: TieBreak) -> Self {
        self.ties = ties;
        self
    }

    /// With victories measured like this, for the rules that compare options two by two.
    #[must_use]
    pub const fn with_strength(mut self, strength: Strength) -> Self {
        self.strength = Some(strength);
        self
    }

    /// With so many choices on each ballot, for `approval` and `supports`. Ballots outside are set
    /// aside, and the outcome says how many.
    #[must_use]
    pub const fn with_choices(mut self, least: u32, most: u32) -> Self {
        self.limits.choices = Some(Span::new(least, most));
        self
    }

    /// With points from `least` to `most` for each option that a ballot lists, for `score` and
    /// `majority-judgment`. Ballots outside are set aside, and the outcome says how many.
    #[must_use]
    pub const fn with_points(mut self, least: u32, most: u32) -> Self {
        self.limits.points = Some(Span::new(least, most));
        self
    }

    /// With a sum of points from `least` to `most` on each ballot, for `score`. Ballots outside are
    /// set aside, and the outcome says how many.
    #[must_use]
    pub const fn with_total(mut self, least: u32, most: u32) -> Self {
        self.limits.total = Some(Span::new(least, most));
        self
    }

    /// With so many credits for each voter, for `quadratic`. Ballots that cost more are set aside,
    /// and the outcome says how many.
    #[must_use]
    pub const fn with_credits(mut self, credits: u64) -> Self {
        self.limits.credits = Some(credits);
        self
    }

    /// With what a motion needs to pass, for `majority` and `consent`.
    #[must_use]
    pub const fn with_requirement(mut self, requirement: Requirement) -> Self {
        self.requirement = Some(requirement);
        self
    }

    /// With what each option of a motion stands for, for `majority` and `consent`. Without it the
    /// options' ids say so, see [`Stances`].
    #[must_use]
    pub fn with_stances(mut self, stances: Stances) -> Self {
        self.stances = Some(stances);
        self
    }

    /// With so many present or represented, for `majority` and `consent`.
    #[must_use]
    pub const fn with_present(mut self, present: Size) -> Self {
        self.present = Some(present);
        self
    }

    /// With so many entitled to vote, for `majority` and `consent`.
    #[must_use]
    pub const fn with_roll(mut self, roll: Size) -> Self {
        self.roll = Some(roll);
        self
    }

    /// With what Equal Shares leaves unspent spent down the list by votes.
    #[must_use]
    pub const fn with_greedy_completion(mut self) -> Self {
        self.greedy_completion = true;
        self
    }

    /// Seats to fill.
    #[must_use]
    pub const fn seats(&self) -> NonZeroU16 {
        self.seats
    }

    /// The score that an option must reach.
    #[must_use]
    pub const fn threshold(&self) -> Option<u64> {
        self.threshold
    }

    /// How victories between two options are measured.
    #[must_use]
    pub const fn strength(&self) -> Strength {
        match self.strength {
            Some(strength) => strength,
            None => Strength::WinningVotes,
        }
    }

    /// Whether what Equal Shares leaves unspent is spent down the list by votes.
    #[must_use]
    pub const fn greedy_completion(&self) -> bool {
        self.greedy_completion
    }

    /// How ties are broken.
    #[must_use]
    pub const fn ties(&self) -> &TieBreak {
        &self.ties
    }

    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) const fn requirement(&self) -> Option<Requirement> {
        self.requirement
    }

    pub(crate) const fn stances(&self) -> Option<&Stances> {
        self.stances.as_ref()
    }

    pub(crate) const fn present(&self) -> Option<Size> {
        self.present
    }

    pub(crate) const fn roll(&self) -> Option<Size> {
        self.roll
    }

    /// Refuses what the rule would pass over in silence: a limit that is given and not kept makes
    /// another outcome than the one that was asked for.
    pub(crate) fn check(&self, rule: Rule) -> Result<(), CountError> {
        let decides = rule.decides();
        let given = [
            (self.threshold.is_some(), rule.has_threshold(), "threshold"),
            (self.strength.is_some(), rule.compares(), "strength of victories"),
            (
                self.limits.choices.is_some(),
                matches!(rule, Rule::Approval | Rule::Supports),
                "limits on choices",
            ),
            (
                self.limits.points.is_some(),
                matches!(rule, Rule::Score | Rule::MajorityJudgment),
                "limits on points",
            ),
            (self.limits.total.is_some(), rule == Rule::Score, "limits on the sum of points"),
            (self.limits.credits.is_some(), rule == Rule::Quadratic, "credits"),
            (self.requirement.is_some(), decides, "majority or quorum of its own"),
            (self.stances.is_some(), decides, "options for and against"),
            (self.present.is_some(), decides, "number of people present"),
            (self.roll.is_some(), decides, "number of people on the roll"),
            (self.greedy_completion, rule.has_shares(), "completion down the list"),
        ];
        match given.into_iter().find(|(given, known, _)| *given && !known) {
            Some((_, _, what)) => Err(CountError::Stray { rule, what }),
            None => Ok(()),
        }
    }
}

impl Default for Params {
    fn default() -> Self {
        Self::new(TieBreak::Listed)
    }
}
