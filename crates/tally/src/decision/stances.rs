//! What each option of a motion stands for.

use crate::{
    count::CountError,
    profile::{OptionIndex, Profile},
};

/// What an option of a motion stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stance {
    /// For the motion, or in agreement.
    For,
    /// Against it, or in disagreement.
    Against,
    /// Neither, and counted as present.
    Abstain,
    /// Against it so strongly that it should not pass; only for `consent`.
    Block,
}

/// What each option of a motion stands for, in the order in which the options are listed.
///
/// Without one the ids of the options say so:
///
/// | id | stance |
/// |---|---|
/// | `for`, `yes`, `agree`, `a-favor` | for |
/// | `against`, `no`, `disagree`, `en-contra` | against |
/// | `abstain`, `abstencio`, `abstencion` | abstain |
/// | `block` | block |
///
/// Any other id is an error and not a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stances(Vec<Stance>);

impl Stances {
    /// One for each option, in the order in which they are listed. Exactly one has to be
    /// [`Stance::For`].
    #[must_use]
    pub const fn new(stances: Vec<Stance>) -> Self {
        Self(stances)
    }

    /// By the ids of the options.
    fn by_id(profile: &Profile) -> Result<Self, CountError> {
        let mut stances = Vec::with_capacity(profile.options().len());
        for (number, option) in (1_usize..).zip(profile.options()) {
            stances.push(match option.id() {
                "for" | "yes" | "agree" | "a-favor" => Stance::For,
                "against" | "no" | "disagree" | "en-contra" => Stance::Against,
                "abstain" | "abstencio" | "abstencion" => Stance::Abstain,
                "block" => Stance::Block,
                _ => return Err(CountError::UnknownStance { option: number }),
            });
        }
        Ok(Self(stances))
    }

    /// The ones given or, without any, those that the ids say; every option has one and exactly one
    /// is for the motion.
    pub(super) fn of(profile: &Profile, given: Option<&Self>) -> Result<Self, CountError> {
        let stances = given.cloned().map_or_else(|| Self::by_id(profile), Ok)?;
        let options = profile.options().len();
        if stances.0.len() != options {
            return Err(CountError::UnknownStance { option: stances.0.len().min(options) + 1 });
        }
        let motions = stances.0.iter().filter(|stance| **stance == Stance::For).count();
        if motions != 1 {
            return Err(CountError::NotOneMotion { options: motions });
        }
        Ok(stances)
    }

    pub(super) fn stance(&self, option: OptionIndex) -> Option<Stance> {
        self.0.get(option.place()).copied()
    }

    /// The option that is for the motion.
    pub(super) fn motion(&self, profile: &Profile) -> Option<OptionIndex> {
        profile.indexes().find(|option| self.stance(*option) == Some(Stance::For))
    }

    pub(super) fn has_blocks(&self) -> bool {
        self.0.contains(&Stance::Block)
    }
}
