//! The rankings of a profile as the rules that read rankings want them.

use crate::{
    count::CountError,
    profile::{Ballot, OptionIndex, Profile},
    rule::Rule,
};

/// An option in a place of a ranking; options of one tier are equally wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// From 0, without gaps.
    pub(crate) tier: u16,
    pub(crate) option: OptionIndex,
}

/// The rankings of a profile, equal ones put together, so that a ward of 11,358 ballots is a few
/// thousand orders. Sorted, so that the order in which ballots came cannot show anywhere.
#[derive(Debug, Clone)]
pub(crate) struct Preferences {
    marks: Vec<Mark>,
    /// Where each order ends in `marks`, and the weight of all ballots that say it.
    orders: Vec<(usize, u64)>,
}

impl Preferences {
    /// The rankings of a profile; ballots that rank nothing are left out.
    pub(crate) fn of(profile: &Profile, rule: Rule) -> Result<Self, CountError> {
        let mut marks = Vec::new();
        let mut spans = Vec::with_capacity(profile.len());
        for (ballot, weight) in profile.ballots() {
            let start = marks.len();
            match ballot {
                Ballot::Ranking(options) => {
                    let tiers = 0_u16..;
                    marks.extend(
                        tiers.zip(options).map(|(tier, option)| Mark { tier, option: *option }),
                    );
                }
                Ballot::WeakOrder(places) => tiers(places, &mut marks),
                Ballot::Approval(_) | Ballot::Points(_) => {
                    let kind = profile.kind().name();
                    return Err(CountError::OtherBallots { rule, kind });
                }
            }
            if marks.len() > start {
                spans.push((start..marks.len(), u64::from(weight)));
            }
        }
        let of = |span: &std::ops::Range<usize>| marks.get(span.clone()).unwrap_or_default();
        spans.sort_unstable_by(|(one, _), (other, _)| of(one).cmp(of(other)));
        let mut merged = Self { marks: Vec::with_capacity(marks.len()), orders: Vec::new() };
        for equal in spans.chunk_by(|(one, _), (other, _)| of(one) == of(other)) {
            let weight = equal.iter().try_fold(0_u64, |sum, (_, weight)| sum.checked_add(*weight));
            merged.marks.extend(equal.first().map_or(&[][..], |(span, _)| of(span)));
            merged.orders.push((merged.marks.len(), weight.ok_or(CountError::TooLarge)?));
        }
        Ok(merged)
    }

    /// Each order, sorted by tier and then by option, with the weight of the ballots that say it.
    /// `chunk_by` equal tiers to walk it from the best down.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[Mark], u64)> {
        let mut start = 0;
        self.orders.iter().map(move |(end, weight)| {
            let span = start..*end;
            start = *end;
            (self.marks.get(span).unwrap_or_default(), *weight)
        })
    }

    /// Weight of all ballots that rank something.
    pub(crate) fn weight(&self) -> u64 {
        self.orders.iter().fold(0, |sum, (_, weight)| sum.saturating_add(*weight))
    }
}

fn tiers(places: &[(OptionIndex, u32)], marks: &mut Vec<Mark>) {
    let groups = places.chunk_by(|(_, place), (_, next)| place == next);
    for (tier, group) in (0_u16..).zip(groups) {
        let start = marks.len();
        marks.extend(group.iter().map(|(option, _)| Mark { tier, option: *option }));
        marks.get_mut(start..).unwrap_or_default().sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        amount::Amount,
        profile::{BallotKind, PollOption},
    };

    #[test]
    fn equal_orders_are_put_together_whatever_their_places_are_called() {
        let options = ["a", "b", "c"].map(|id| PollOption::new(id, "", Amount::from(0))).to_vec();
        let mut profile = Profile::new(BallotKind::WeakOrder, options, None).unwrap();
        let [a, b, c] = [0, 1, 2].map(OptionIndex::new);
        profile.push(Ballot::WeakOrder(&[(c, 1), (b, 4), (a, 4)]), 2).unwrap();
        profile.push(Ballot::WeakOrder(&[]), 9).unwrap();
        profile.push(Ballot::WeakOrder(&[(c, 3), (a, 7), (b, 7)]), 1).unwrap();
        let preferences = Preferences::of(&profile, Rule::Schulze).unwrap();
        let mark = |tier, option| Mark { tier, option };
        let orders: Vec<_> = preferences.iter().collect();
        assert_eq!(orders, [(&[mark(0, c), mark(1, a), mark(1, b)][..], 3)]);
        assert_eq!(preferences.weight(), 3);
    }
}
