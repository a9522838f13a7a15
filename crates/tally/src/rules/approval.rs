//! Approval: any number of choices a ballot, the most approvals win.
//!
//! Defined: Brams and Fishburn, "Approval voting", American Political Science Review 72 (1978).
//! Used by: learned societies, and Decidim's votes with several choices. Traps: with several
//! seats a majority that agrees takes them all; limits on the number of choices belong to the
//! poll and are checked before counting. An option without any approval is never elected.

use crate::{
    count::CountError,
    outcome::Outcome,
    params::Params,
    profile::{BallotKind, Profile},
    rule::Rule,
    rules::seats,
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    match profile.kind() {
        BallotKind::Approval => seats::fill(profile, Rule::Approval, profile.votes()?, params),
        kind @ (BallotKind::Points { .. } | BallotKind::Ranking { .. } | BallotKind::WeakOrder) => {
            Err(CountError::OtherBallots { rule: Rule::Approval, kind: kind.name() })
        }
    }
}
