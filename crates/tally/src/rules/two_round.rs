//! Two rounds: elected with more than half of the votes, else the first two go on.
//!
//! Defined: French Constitution, article 7: elected with an absolute majority of the votes cast,
//! that is of the valid ones; otherwise a second round between the two with the most votes. On
//! rankings the second round is counted at once, each ballot for the one of the two that it ranks
//! higher: the contingent vote. Used by: presidents of many countries, mayors, and associations that
//! elect one person; the contingent vote by Sri Lanka for its president.
//!
//! On single choices without a majority nobody is elected, and the outcome names who goes into the
//! second round; count that round as a poll of its own by plurality. Votes that make a majority are
//! valid votes: blank ballots and ballots whose first place is shared have none in the first round.
//! The latter do take part in the second when they prefer one of the two.
//!
//! Traps: the two who go on can both be liked by few when many share the field, and whoever would
//! beat everybody one to one may be third. Other laws draw other lines, and those are not counted
//! here: article L193 of the French electoral code, for general councils, asks in the first round
//! also for a quarter of all on the roll; for the National Assembly everybody with an eighth of the
//! roll goes on, so that three or four may meet. A tie for the second place decides who goes on:
//! it is always called decisive, for in a round that is still to be held nobody can know whether
//! it was.

use std::cmp::Reverse;

use crate::{
    count::CountError,
    outcome::{FirstRound, Outcome, Polled, Round, SecondRound},
    params::Params,
    profile::{Ballot, BallotKind, OptionIndex, Profile},
    rule::Rule,
    rules::first::FirstChoices,
    ties::Standing,
};

const RULE: Rule = Rule::TwoRound;

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    if params.seats().get() != 1 {
        return Err(CountError::OneSeat { rule: RULE, seats: params.seats().get() });
    }
    let FirstChoices { votes, screen } = FirstChoices::of(profile, RULE)?;
    let standings = params.ties().sort(profile, &votes)?;
    let valid = screen.valid();
    let mut outcome = Outcome::new(profile, RULE, votes).with_seats(params.seats());
    let mut first = FirstRound {
        valid,
        needed: valid / 2 + 1,
        votes: standings.iter().map(|standing| of(profile, *standing)).collect(),
        elected: None,
        finalists: Vec::new(),
    };
    match standings.as_slice() {
        [leader, ..] if leader.score >= first.needed => {
            first.elected = Some(of(profile, *leader).option);
            outcome.elect(profile, leader.index);
            outcome.round(Round::FirstRound(first));
        }
        [one, other, ..] if valid > 0 => {
            let mut place = 0;
            for group in standings.chunk_by(|one, other| one.score == other.score) {
                if place < 2 {
                    let decisive = place + group.len() > 2;
                    outcome.tie(params.ties().explain(profile, group, decisive));
                }
                place += group.len();
            }
            first.finalists = [one, other].map(|standing| of(profile, *standing).option).to_vec();
            outcome.round(Round::FirstRound(first));
            match profile.kind() {
                BallotKind::Ranking { .. } | BallotKind::WeakOrder => {
                    decide(profile, params, [one.index, other.index], &mut outcome)?;
                }
                BallotKind::Approval | BallotKind::Points { .. } => {}
            }
        }
        _ => outcome.round(Round::FirstRound(first)),
    }
    Ok(screen.told_in(outcome))
}

/// The second round between the two, from the rankings.
fn decide(
    profile: &Profile,
    params: &Params,
    [one, other]: [OptionIndex; 2],
    outcome: &mut Outcome,
) -> Result<(), CountError> {
    let (mut for_one, mut for_other, mut neither) = (0_u64, 0_u64, 0_u64);
    for (ballot, weight) in profile.ballots() {
        let side = match (place(ballot, one), place(ballot, other)) {
            (Some(one), Some(other)) if one < other => &mut for_one,
            (Some(one), Some(other)) if one > other => &mut for_other,
            (Some(_), None) => &mut for_one,
            (None, Some(_)) => &mut for_other,
            (Some(_), Some(_)) | (None, None) => &mut neither,
        };
        *side = side.checked_add(u64::from(weight)).ok_or(CountError::TooLarge)?;
    }
    let nobody = vec![0; profile.options().len()];
    let order = params.ties().sort(profile, &nobody)?;
    let mut two: Vec<Standing> = order
        .into_iter()
        .filter_map(|standing| match standing.index {
            index if index == one => Some(Standing { index, score: for_one }),
            index if index == other => Some(Standing { index, score: for_other }),
            _ => None,
        })
        .collect();
    two.sort_by_key(|standing| Reverse(standing.score));
    if for_one == for_other {
        outcome.tie(params.ties().explain(profile, &two, true));
    }
    let votes: Vec<Polled> = two.iter().map(|standing| of(profile, *standing)).collect();
    if let Some(winner) = two.first() {
        let elected = of(profile, *winner).option;
        outcome.elect(profile, winner.index);
        outcome.round(Round::SecondRound(SecondRound { votes, neither, elected }));
    }
    Ok(())
}

/// Where the ballot has the option: the fewer the more wanted; `None` when it leaves it out.
fn place(ballot: Ballot<'_>, wanted: OptionIndex) -> Option<u64> {
    match ballot {
        Ballot::Ranking(marks) => {
            (0_u64..).zip(marks).find(|(_, option)| **option == wanted).map(|(place, _)| place)
        }
        Ballot::WeakOrder(places) => {
            places.iter().find(|(option, _)| *option == wanted).map(|(_, place)| u64::from(*place))
        }
        Ballot::Approval(_) | Ballot::Points(_) => None,
    }
}

fn of(profile: &Profile, standing: Standing) -> Polled {
    let id = profile.option(standing.index).map_or("", |option| option.id());
    Polled::new(id, standing.score)
}
