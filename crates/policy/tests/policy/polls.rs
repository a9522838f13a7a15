//! Openings, ballots, seals, re-openings, contests.

use participation_acts::{Act, BallotRule, Change, Choices, Kind, Opening, Role, Sealers};
use participation_policy::{BallotFault, Denied};
use participation_types::Frontier;

use crate::scene::{
    By, Found, Scene, but, entry, good, member, opening, seats, second_round, slot,
};

fn open(spoil: impl FnOnce(&mut Opening)) -> Result<(), Denied> {
    but(Kind::Open, |s| spoil(s.opening()))
}

#[test]
fn only_an_organiser_opens() {
    assert_eq!(but(Kind::Open, |s| s.by_member(1)), Err(Denied::NotOfficer(Role::Organiser)));
}

#[test]
fn an_opening_has_from_one_option_to_the_charters_limit() {
    let with = |count| {
        open(|o| {
            o.ballot = BallotRule::Approval { min: 1, max: 1 };
            o.options = o.options.iter().cycle().take(count).cloned().collect();
        })
    };
    let denied = |options| Err(Denied::OptionCount { options, max: 3 });
    assert_eq!([with(0), with(1), with(3), with(4)], [denied(0), Ok(()), Ok(()), denied(4)]);
}

#[test]
fn ballots_are_kept_as_long_as_the_charter_says() {
    assert_eq!(open(|o| o.retention_days = 29), Err(Denied::Retention { days: 29, least: 30 }));
    assert_eq!(open(|o| o.retention_days = 31), Ok(()));
}

#[test]
fn a_budget_rule_needs_a_budget() {
    for rule in [
        BallotRule::BudgetPercent { percent: 50 },
        BallotRule::BudgetMinimum { projects: 1 },
        BallotRule::BudgetSelection { min: 1, max: 2 },
    ] {
        assert_eq!(open(|o| o.ballot = rule), Ok(()));
        let denied = open(|o| {
            o.ballot = rule;
            o.counting.budget = None;
        });
        assert_eq!(denied, Err(Denied::NoBudget));
    }
    assert_eq!(open(|o| o.counting.budget = None), Ok(()), "a poll needs none");
}

#[test]
fn a_rule_speaks_of_options_that_there_are() {
    let rules: [fn(u16) -> BallotRule; 5] = [
        |max| BallotRule::Approval { min: 1, max },
        |max| BallotRule::Ranking { min: 1, max },
        |options| BallotRule::Points { most: 5, min: 0, max: 9, options },
        |projects| BallotRule::BudgetMinimum { projects },
        |max| BallotRule::BudgetSelection { min: 1, max },
    ];
    for rule in rules {
        assert_eq!(open(|o| o.ballot = rule(3)), Ok(()), "{:?}", rule(3));
        let denied = Denied::RuleBeyondOptions { named: 4, options: 3 };
        assert_eq!(open(|o| o.ballot = rule(4)), Err(denied), "{:?}", rule(4));
    }
}

#[test]
fn all_costs_together_fit_in_64_bits() {
    let costs = |last| {
        open(|o| {
            o.options[0].cost = 0;
            o.options[1].cost = u64::MAX - 1;
            o.options[2].cost = last;
        })
    };
    assert_eq!([costs(1), costs(2)], [Ok(()), Err(Denied::CostsOverflow)]);
}

#[test]
fn no_more_trustees_seal_than_there_are() {
    let sealed_by = |threshold| open(|o| o.sealers = Sealers::Trustees { threshold });
    let denied = |threshold| Err(Denied::TrusteeThreshold { threshold, trustees: 2 });
    assert_eq!([0, 1, 2, 3].map(sealed_by), [denied(0), Ok(()), Ok(()), denied(3)],);
}

#[test]
fn only_members_in_the_roll_vote() {
    let denied = but(Kind::Ballot, |s| s.by = By::Device(member(9), None));
    assert_eq!(denied, Err(Denied::NotMember));
    let denied = but(Kind::Ballot, |s| {
        let Found::Opening(_, in_roll, _) = &mut s.found else { panic!("no opening") };
        *in_roll = false;
    });
    assert_eq!(denied, Err(Denied::NotInRoll));
}

#[test]
fn whoever_is_suspended_or_revoked_at_the_revision_named_does_not_vote() {
    let denied = but(Kind::Ballot, |s| s.amend(Change::Suspend(slot(9), Frontier::default())));
    assert_eq!(denied, Err(Denied::SlotSuspended(slot(9))));
    let denied = but(Kind::Ballot, |s| s.amend(Change::Revoke(slot(9), Frontier::default())));
    assert_eq!(denied, Err(Denied::SlotRevoked(slot(9))));
    let reinstated = but(Kind::Ballot, |s| {
        s.amend(Change::Suspend(slot(9), Frontier::default()));
        s.amend(Change::Reinstate(slot(9)));
    });
    assert_eq!(reinstated, Ok(()));
}

#[test]
fn ballots_are_counted_from_one() {
    let counted = |counter| {
        but(Kind::Ballot, |s| {
            let Act::Ballot(ballot) = &mut s.act else { panic!("no ballot") };
            ballot.counter = counter;
        })
    };
    assert_eq!([counted(0), counted(1)], [Err(Denied::NoCounter), Ok(())]);
}

#[test]
fn a_ballot_keeps_the_rule_of_its_opening() {
    let denied = but(Kind::Ballot, |s| {
        let Act::Ballot(ballot) = &mut s.act else { panic!("no ballot") };
        ballot.choices = Choices::Approval(vec![0, 1, 2]);
    });
    let fault = BallotFault::TooMany { chosen: 3, most: 2 };
    assert_eq!(denied, Err(Denied::Ballot(fault)));
}

#[test]
fn voters_and_stewards_contest_and_others_do_not() {
    let out_of_roll = |number| {
        but(Kind::Contest, |s| {
            let Found::Opening(_, in_roll, _) = &mut s.found else { panic!("no opening") };
            *in_roll = false;
            s.by_member(number);
        })
    };
    assert_eq!(out_of_roll(9), Err(Denied::NotInRoll));
    assert_eq!(out_of_roll(4), Err(Denied::NotInRoll), "a registrar is no steward");
    assert_eq!(out_of_roll(1), Ok(()));
}

#[test]
fn a_steward_too_contests_only_a_poll_that_is_here() {
    let denied = but(Kind::Contest, |s| {
        s.by_member(1);
        s.found = Found::Missing;
    });
    assert_eq!(denied, Err(Denied::TargetMissing));
}

#[test]
fn stewards_or_trustees_seal_as_the_opening_says() {
    for kind in [Kind::Seal, Kind::Reopen] {
        let by = |number, sealers| {
            but(kind, |s| {
                s.by_member(number);
                s.opening().sealers = sealers;
            })
        };
        let trustees = Sealers::Trustees { threshold: 1 };
        assert_eq!(by(1, Sealers::Stewards), Ok(()));
        assert_eq!(by(6, Sealers::Stewards), Err(Denied::NotSealer));
        assert_eq!(by(6, trustees), Ok(()));
        assert_eq!(by(1, trustees), Err(Denied::NotSealer));
        assert_eq!(by(5, trustees), Err(Denied::NotSealer), "another role");
    }
}

#[test]
fn a_seal_is_judged_by_the_stewards_of_the_revision_that_it_names() {
    let denied = but(Kind::Seal, |s| {
        let leaving = vec![(member(1), Frontier::default())];
        s.amend(Change::Seats { seats: seats(&[2, 3, 4], 2), leaving });
    });
    assert_eq!(denied, Err(Denied::NotSealer));
}

#[test]
fn a_reopening_allows_a_later_round() {
    let of_round = |round| {
        but(Kind::Reopen, |s| {
            let Act::Reopen(reopening) = &mut s.act else { panic!("no re-opening") };
            reopening.round = round;
        })
    };
    assert_eq!([0, 1, 2].map(of_round), [Err(Denied::FirstRound), Ok(()), Ok(())]);
}

#[test]
fn the_first_seal_names_no_reopening() {
    let denied = but(Kind::Seal, |s| {
        let Act::Seal(seal) = &mut s.act else { panic!("no seal") };
        seal.reopenings = vec![entry(20)];
    });
    assert_eq!(denied, Err(Denied::FirstRound));
}

fn reseal(sealers: &[u8], spoil: impl FnOnce(&mut Scene)) -> Result<(), Denied> {
    let mut scene = good(Kind::Seal);
    second_round(&mut scene, sealers);
    spoil(&mut scene);
    scene.judge()
}

#[test]
fn a_later_seal_names_as_many_reopenings_as_a_seal_needs() {
    let denied = |sealers| Err(Denied::TooFewReopenings { sealers, needed: 2 });
    assert_eq!(reseal(&[], |_| ()), denied(0));
    assert_eq!(reseal(&[2], |_| ()), denied(1));
    assert_eq!(reseal(&[2, 3], |_| ()), Ok(()));
    assert_eq!(reseal(&[1, 2, 3], |_| ()), Ok(()));
    assert_eq!(reseal(&[2, 6], |_| ()), denied(1), "a trustee does not seal this poll");
}

#[test]
fn a_later_seal_of_trustees_counts_trustees() {
    let by = |sealers: &[u8]| {
        reseal(sealers, |s| {
            s.by_member(7);
            s.opening().sealers = Sealers::Trustees { threshold: 2 };
        })
    };
    assert_eq!(by(&[6, 7]), Ok(()));
    assert_eq!(by(&[6, 1]), Err(Denied::TooFewReopenings { sealers: 1, needed: 2 }));
}

#[test]
fn a_seal_with_a_repeated_signer_is_denied() {
    assert_eq!(reseal(&[2, 3, 2], |_| ()), Err(Denied::RepeatedSigner));
}

#[test]
fn a_seal_names_reopenings_of_its_own_poll_and_round() {
    let spoil = |change: fn(&mut participation_policy::Reopened)| {
        reseal(&[1, 2, 3], |s| {
            let Found::Opening(.., reopenings) = &mut s.found else { panic!("no opening") };
            change(&mut reopenings[2]);
        })
    };
    assert_eq!(spoil(|r| r.round = 2), Err(Denied::OtherRound));
    assert_eq!(spoil(|r| r.opening = entry(2)), Err(Denied::OtherRound));
}

#[test]
fn a_seal_waits_for_every_reopening_that_it_names() {
    let waits = reseal(&[1, 2, 3], |s| {
        let Found::Opening(.., reopenings) = &mut s.found else { panic!("no opening") };
        reopenings.pop();
    });
    assert_eq!(waits, Err(Denied::TargetMissing));
}

#[test]
fn only_a_station_officer_acts_at_a_polling_station() {
    let denied = Err(Denied::NotOfficer(Role::StationOfficer));
    for kind in [Kind::Station, Kind::Countersign, Kind::Mark, Kind::Batch, Kind::Close] {
        for other in [1, 4, 5, 6, 9] {
            assert_eq!(but(kind, |s| s.by_member(other)), denied, "{kind:?} by {other}");
        }
    }
}

#[test]
fn paper_is_given_to_those_who_could_vote_online() {
    let outside = but(Kind::Mark, |s| s.found = Found::Opening(Box::new(opening()), false, vec![]));
    assert_eq!(outside, Err(Denied::SlotNotInRoll(slot(9))));
    let suspended = but(Kind::Mark, |s| s.amend(Change::Suspend(slot(9), Frontier::default())));
    assert_eq!(suspended, Err(Denied::SlotSuspended(slot(9))));
    let revoked = but(Kind::Mark, |s| s.amend(Change::Revoke(slot(9), Frontier::default())));
    assert_eq!(revoked, Err(Denied::SlotRevoked(slot(9))));
    let officer = but(Kind::Mark, |s| s.amend(Change::Suspend(slot(14), Frontier::default())));
    assert_eq!(officer, Ok(()), "the office is not the officer's own vote");
}

#[test]
fn every_paper_ballot_keeps_the_polls_rule() {
    let denied = but(Kind::Batch, |s| {
        let Act::Batch(batch) = &mut s.act else { panic!("no batch") };
        batch.ballots.push(Choices::Approval(vec![9]));
    });
    let fault = BallotFault::NoSuchOption { option: 9, options: 3 };
    assert_eq!(denied, Err(Denied::PaperBallot { number: 3, fault }));
}
