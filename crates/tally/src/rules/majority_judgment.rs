//! Majority judgment: a grade for each option, the highest median grade wins.
//!
//! Defined: Balinski and Laraki, "A theory of measuring, electing, and ranking", Proceedings of the
//! National Academy of Sciences 104 (2007), and their book "Majority Judgment" (MIT Press, 2011). An
//! option's grade is its lower median: with an even number of grades the lower of the middle two.
//! Between options of equal median, one median grade is taken away from each, again and again, and
//! the first that differs decides (the "majority value"). Used by: LaPrimaire.org in 2016, the
//! Primaire populaire in 2022, wine juries, and the city of Paris for its participatory budget
//! since 2021.
//!
//! The points of a ballot are its grades, the more the better. Options that a ballot leaves out get
//! the profile's `unlisted` grade, so that all options have equally many grades: the paper's own
//! rule is that no answer means the worst grade ("to reject").
//!
//! Traps: those unlisted grades make an option that few people know lose, whatever they think of
//! it. When most voters give only the two ends of the scale the median is one of them and small
//! differences decide. The tie-break by medians is the rule of the book; "typical", "central" and
//! "usual" judgment (Fabre, Social Choice and Welfare 56, 2021) break ties otherwise and may elect
//! another. Adding voters who all prefer the winner can make it lose (no-show paradox). With
//! several seats the first of the ranking are taken: nothing is proportional. The best median can
//! be the worst grade there is: a threshold ([`Params::with_threshold`]) asks for a least median.
//!
//! Medians are not taken away one at a time: from the counts of each grade the walk goes in runs, so
//! that a million ballots cost as many steps as there are grades.

mod value;

use std::cmp::Ordering;

use value::Value;

use crate::{
    count::CountError,
    outcome::{Considered, Graded, Grades, MediansRemoved, Outcome, Reason, Round, Screen},
    params::Params,
    profile::{Ballot, BallotKind, OptionIndex, Profile},
    rule::Rule,
    ties::Standing,
};

const RULE: Rule = Rule::MajorityJudgment;

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    let unlisted = match profile.kind() {
        BallotKind::Points { unlisted } => unlisted,
        kind @ (BallotKind::Approval | BallotKind::Ranking { .. } | BallotKind::WeakOrder) => {
            return Err(CountError::OtherBallots { rule: RULE, kind: kind.name() });
        }
    };
    let (values, screen) = values(profile, unlisted, params)?;
    let medians: Vec<u64> = values.iter().map(|value| u64::from(value.median())).collect();
    let order = params.ties().sort(profile, &ranks(&values))?;
    let mut outcome = Outcome::new(profile, RULE, medians).with_seats(params.seats());
    if let Some(threshold) = params.threshold() {
        outcome = outcome.with_threshold(threshold);
    }
    if screen.valid() == 0 {
        return Ok(screen.told_in(outcome));
    }
    let value = |index: OptionIndex| values.get(index.place());
    let graded = order.iter().filter_map(|standing| {
        let (option, value) = (profile.option(standing.index)?, value(standing.index)?);
        let (median, grades) = (value.median(), value.grades().collect());
        Some(Graded { option: option.id().to_owned(), median, grades })
    });
    let options = graded.collect();
    outcome.round(Round::Grades(Grades { ballots: screen.valid(), options }));
    for (one, other) in order.iter().zip(order.iter().skip(1)) {
        if let Some(removed) = removed(profile, one.index, other.index, value) {
            outcome.round(Round::MediansRemoved(removed));
        }
    }
    let mut left = usize::from(params.seats().get());
    for group in order.chunk_by(|one, other| one.score == other.score) {
        let first = group.first().and_then(|standing| value(standing.index));
        let median = u64::from(first.map_or(0, Value::median));
        let reached = params.threshold().is_none_or(|threshold| median >= threshold);
        if reached && left > 0 {
            let tie = params.ties().explain(profile, group, group.len() > left);
            outcome.tie(tie.map(|mut tie| {
                tie.score = median;
                tie
            }));
        }
        for standing in group {
            let reason = match (reached, left) {
                (false, _) => Reason::BelowThreshold,
                (true, 0) => Reason::NoSeatLeft,
                (true, _) => Reason::Seat,
            };
            if reason.takes() {
                left -= 1;
                outcome.elect(profile, standing.index);
            }
            let standing = Standing { index: standing.index, score: median };
            outcome.round(Round::Considered(Considered::new(profile, standing, reason)));
        }
    }
    Ok(screen.told_in(outcome))
}

/// The grades of each option, from the ballots that keep to the scale.
fn values(
    profile: &Profile,
    unlisted: u32,
    params: &Params,
) -> Result<(Vec<Value>, Screen), CountError> {
    let mut counts = vec![std::collections::BTreeMap::new(); profile.options().len()];
    let mut listed = vec![0_u64; profile.options().len()];
    let mut screen = Screen::default();
    for (ballot, weight) in profile.ballots() {
        if let Some((why, bound)) = params.limits().broken(ballot) {
            screen.set_aside(why, bound, weight);
        } else if let Ballot::Points(points) = ballot {
            for (option, grade) in points {
                if let (Some(counts), Some(listed)) =
                    (counts.get_mut(option.place()), listed.get_mut(option.place()))
                {
                    *counts.entry(*grade).or_insert(0_u64) += u64::from(weight);
                    *listed += u64::from(weight);
                }
            }
            screen.take(weight);
        }
    }
    let values = counts.into_iter().zip(listed).map(|(mut counts, listed)| {
        let left_out = screen.valid() - listed;
        if left_out > 0 {
            *counts.entry(unlisted).or_insert(0) += left_out;
        }
        Value::new(counts)
    });
    Ok((values.collect(), screen))
}

/// A number for each option, the higher the better, equal where the grades are.
fn ranks(values: &[Value]) -> Vec<u64> {
    let mut order: Vec<(usize, &Value)> = values.iter().enumerate().collect();
    order.sort_by(|(_, one), (_, other)| one.compare(other));
    let mut ranks = vec![0; values.len()];
    let mut rank = 0;
    let mut last: Option<&Value> = None;
    for (at, value) in order {
        if last.is_some_and(|last| last.compare(value) != Ordering::Equal) {
            rank += 1;
        }
        last = Some(value);
        if let Some(slot) = ranks.get_mut(at) {
            *slot = rank;
        }
    }
    ranks
}

/// What tells two options of equal median apart, the first of which goes first.
fn removed<'a>(
    profile: &Profile,
    one: OptionIndex,
    other: OptionIndex,
    value: impl Fn(OptionIndex) -> Option<&'a Value>,
) -> Option<MediansRemoved> {
    let (first, next) = (value(one)?, value(other)?);
    let difference = first.difference(next).filter(|difference| difference.removed > 0)?;
    let id = |index: OptionIndex| profile.option(index).map(|option| option.id().to_owned());
    Some(MediansRemoved {
        option: id(one)?,
        before: id(other)?,
        median: first.median(),
        removed: difference.removed,
        then: difference.one,
        against: difference.other,
    })
}
