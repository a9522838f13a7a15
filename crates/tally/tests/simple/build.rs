//! Profiles in few words.

use std::num::NonZeroU16;

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Outcome, Params, PollOption, Profile, Round, Rule,
    WhyAside, count,
};

pub(crate) const POINTS: BallotKind = BallotKind::Points { unlisted: 0 };
pub(crate) const RANKING: BallotKind = BallotKind::Ranking { longest: 9 };

pub(crate) fn at(place: u16) -> OptionIndex {
    OptionIndex::new(place)
}

/// A profile of so many options, whose ids are their numbers.
pub(crate) fn profile(kind: BallotKind, options: u16) -> Profile {
    let options = (0..options).map(|id| PollOption::new(id.to_string(), "", Amount::from(0)));
    Profile::new(kind, options.collect(), None).unwrap()
}

pub(crate) fn marks(places: &[u16]) -> Vec<OptionIndex> {
    places.iter().copied().map(at).collect()
}

pub(crate) fn approvals(options: u16, ballots: &[(&[u16], u32)]) -> Profile {
    let mut profile = profile(BallotKind::Approval, options);
    for (ballot, weight) in ballots {
        profile.push(Ballot::Approval(&marks(ballot)), *weight).unwrap();
    }
    profile
}

pub(crate) fn rankings(options: u16, ballots: &[(&[u16], u32)]) -> Profile {
    let mut profile = profile(RANKING, options);
    for (ballot, weight) in ballots {
        profile.push(Ballot::Ranking(&marks(ballot)), *weight).unwrap();
    }
    profile
}

/// A ballot is a grade for each option; `None` leaves it out.
pub(crate) fn points(
    kind: BallotKind,
    options: u16,
    ballots: &[(Vec<Option<u32>>, u32)],
) -> Profile {
    let mut profile = profile(kind, options);
    for (ballot, weight) in ballots {
        let given =
            (0_u16..).zip(ballot).filter_map(|(place, points)| Some((at(place), (*points)?)));
        profile.push(Ballot::Points(&given.collect::<Vec<_>>()), *weight).unwrap();
    }
    profile
}

pub(crate) fn all(grades: &[u32], weight: u32) -> (Vec<Option<u32>>, u32) {
    (grades.iter().copied().map(Some).collect(), weight)
}

pub(crate) fn counted(profile: &Profile, rule: Rule) -> Outcome {
    count(profile, rule, &Params::default()).unwrap()
}

pub(crate) fn seats(seats: u16) -> Params {
    Params::default().with_seats(NonZeroU16::new(seats).unwrap())
}

/// Why ballots have no vote, and what they weigh.
pub(crate) fn asides(outcome: &Outcome) -> Vec<(WhyAside, u64)> {
    let found = outcome.rounds().iter().find_map(|round| match round {
        Round::Uncounted(uncounted) => Some(&uncounted.reasons),
        _ => None,
    });
    let reasons = found.into_iter().flatten();
    reasons.map(|aside| (aside.reason, aside.ballots)).collect()
}

pub(crate) fn rounds(outcome: &Outcome) -> Vec<&'static str> {
    let name = |round: &Round| match round {
        Round::Considered(_) => "considered",
        Round::Uncounted(_) => "uncounted",
        Round::FirstRound(_) => "first",
        Round::SecondRound(_) => "second",
        Round::Grades(_) => "grades",
        Round::MediansRemoved(_) => "medians",
        Round::Scale(_) => "scale",
        Round::Credits(_) => "credits",
        Round::Decided(_) => "decided",
        _ => "another",
    };
    outcome.rounds().iter().map(name).collect()
}
