//! What a file's orders are.

use std::fmt;

use crate::profile::{Ballot, BallotKind, Profile};

/// What the orders of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataType {
    /// Strict orders, complete.
    Soc,
    /// Strict orders, maybe incomplete.
    Soi,
    /// Orders with shared places, complete.
    Toc,
    /// Orders with shared places, maybe incomplete.
    Toi,
}

impl DataType {
    /// Every type.
    pub const ALL: [Self; 4] = [Self::Soc, Self::Soi, Self::Toc, Self::Toi];

    /// Its name in headers, and the extension of its files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Soc => "soc",
            Self::Soi => "soi",
            Self::Toc => "toc",
            Self::Toi => "toi",
        }
    }

    /// The type that a name in a header or an extension means, in any case.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|data_type| data_type.name().eq_ignore_ascii_case(name))
    }

    /// The narrowest type that holds all ballots of a profile, as PrefLib asks for; `None` where
    /// its ballots are no rankings.
    #[must_use]
    pub fn of(profile: &Profile) -> Option<Self> {
        let all = profile.options().len();
        let (mut complete, mut shared) = (true, false);
        for (ballot, _) in profile.ballots() {
            match ballot {
                Ballot::Ranking(options) => complete &= options.len() == all,
                Ballot::WeakOrder(places) => {
                    complete &= places.len() == all;
                    let mut pairs = places.iter().zip(places.iter().skip(1));
                    shared |= pairs.any(|((_, place), (_, next))| place == next);
                }
                Ballot::Approval(_) | Ballot::Points(_) => return None,
            }
        }
        match profile.kind() {
            BallotKind::Approval | BallotKind::Points { .. } => None,
            BallotKind::Ranking { .. } | BallotKind::WeakOrder => Some(match (shared, complete) {
                (false, true) => Self::Soc,
                (false, false) => Self::Soi,
                (true, true) => Self::Toc,
                (true, false) => Self::Toi,
            }),
        }
    }

    /// Whether places may be shared.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        matches!(self, Self::Toc | Self::Toi)
    }

    /// Whether every order names every alternative.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::Soc | Self::Toc)
    }

    /// Whether all that another type holds is also of this one.
    #[must_use]
    pub const fn includes(self, other: Self) -> bool {
        (self.is_weak() || !other.is_weak()) && (other.is_complete() || !self.is_complete())
    }
}

impl fmt::Display for DataType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}
