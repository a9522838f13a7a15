//! Motions: who has to agree, and how many have to take part.

use participation_tally::{
    Amount, Ballot, BallotKind, CountError, OptionIndex, Outcome, Params, PollOption, Profile,
    Round, Rule, count,
    decision::{Base, Majority, Measure, Quorum, Reach, Requirement, Share, Size, Stance, Stances},
};
use proptest::prelude::*;

const AT_LEAST_TWO_THIRDS: fn(Base) -> Majority =
    |of| Majority::new(Share::TWO_THIRDS, Reach::AtLeast, of);

/// A motion with these options and, for each, one ballot of weight 1 as often as said; the last
/// number is blank ballots.
fn motion<const N: usize>(ids: [&str; N], votes: &[u32]) -> Profile {
    let options = ids.map(|id| PollOption::new(id, "", Amount::from(0)));
    let mut profile = Profile::new(BallotKind::Approval, options.to_vec(), None).unwrap();
    for (place, times) in (0_u16..).zip(votes) {
        for _ in 0..*times {
            if usize::from(place) < N {
                profile.push(Ballot::Approval(&[OptionIndex::new(place)]), 1).unwrap();
            } else {
                profile.push(Ballot::Approval(&[]), 1).unwrap();
            }
        }
    }
    profile
}

fn simple(votes: &[u32]) -> Profile {
    motion(["for", "against", "abstain"], votes)
}

fn consent(votes: &[u32]) -> Profile {
    motion(["agree", "abstain", "disagree", "block"], votes)
}

fn required(profile: &Profile, requirement: Requirement) -> Outcome {
    count(profile, Rule::Majority, &Params::default().with_requirement(requirement)).unwrap()
}

fn passes(outcome: &Outcome) -> bool {
    let Some(Round::Decided(decided)) = outcome.rounds().last() else { panic!("no decision") };
    assert_eq!(decided.passed, !outcome.winners().is_empty());
    assert_eq!(decided.quorate && outcome.valid() > 0, outcome.binding());
    decided.passed
}

#[test]
fn a_simple_majority_is_more_for_than_against() {
    for (votes, passed) in [([4, 3, 9], true), ([3, 3, 9], false), ([1, 0, 0], true)] {
        let outcome = count(&simple(&votes), Rule::Majority, &Params::default()).unwrap();
        assert_eq!(passes(&outcome), passed, "{votes:?}");
        assert_eq!(outcome.valid(), u64::from(votes[0] + votes[1]));
    }
    let outcome = count(&simple(&[4, 3, 9]), Rule::Majority, &Params::default()).unwrap();
    assert_eq!(outcome.winners(), ["for"]);
}

#[test]
fn the_same_votes_pass_or_fail_by_whom_the_share_is_taken_of() {
    // 20 for, 10 against, 1 abstains, 1 is blank; 40 present, 60 on the roll.
    let profile = simple(&[20, 10, 1, 1]);
    for (of, needed, passed) in [
        (Base::Valid, 20, true),
        (Base::Cast, 22, false),
        (Base::Present, 27, false),
        (Base::Roll, 40, false),
    ] {
        let requirement = Requirement::new(AT_LEAST_TWO_THIRDS(of));
        let params = Params::default()
            .with_requirement(requirement)
            .with_present(Size::people(40))
            .with_roll(Size::people(60));
        let outcome = count(&profile, Rule::Majority, &params).unwrap();
        assert_eq!(passes(&outcome), passed, "{of:?}");
        let Some(Round::Decided(decided)) = outcome.rounds().last() else { panic!("no decision") };
        assert_eq!(decided.tests[0].bound, needed, "{of:?}");
    }
}

#[test]
fn to_reach_a_share_is_not_to_pass_it() {
    let profile = simple(&[2, 1, 0]);
    let of = |reach| Requirement::new(Majority::new(Share::TWO_THIRDS, reach, Base::Valid));
    assert!(passes(&required(&profile, of(Reach::AtLeast))));
    assert!(!passes(&required(&profile, of(Reach::MoreThan))));
}

#[test]
fn nobody_passes_a_motion_that_nobody_is_for() {
    let nothing = Majority::new(Share::NOTHING, Reach::AtLeast, Base::Valid);
    assert!(
        !required(&simple(&[0, 0, 3]), Requirement::new(nothing)).winners().iter().any(|_| true)
    );
}

#[test]
fn a_missed_quorum_decides_nothing() {
    let quorum = Quorum::new(Base::Cast, Share::HALF, Reach::AtLeast, Base::Roll);
    let requirement = Requirement::SIMPLE.with_quorum(quorum);
    for (roll, held) in [(20, true), (21, false)] {
        let params = Params::default().with_requirement(requirement).with_roll(Size::people(roll));
        let outcome = count(&simple(&[8, 1, 1]), Rule::Majority, &params).unwrap();
        assert_eq!((passes(&outcome), outcome.binding()), (held, held), "{roll}");
    }
}

#[test]
fn statutes_change_in_catalonia_as_article_324_1_says() {
    // First call: at least half present or represented, then a simple majority. Second call: two
    // thirds of those present or represented.
    let half_present = Quorum::new(Base::Present, Share::HALF, Reach::AtLeast, Base::Roll);
    let first = Requirement::SIMPLE.with_quorum(half_present);
    let second = Requirement::new(AT_LEAST_TWO_THIRDS(Base::Present));
    for (requirement, present, votes, passed) in [
        (first, 50, [26, 24, 0], true),
        (first, 49, [40, 9, 0], false),
        (second, 30, [20, 10, 0], true),
        (second, 30, [19, 0, 11], false),
    ] {
        let params = Params::default()
            .with_requirement(requirement)
            .with_present(Size::people(present))
            .with_roll(Size::people(100));
        let outcome = count(&simple(&votes), Rule::Majority, &params).unwrap();
        assert_eq!(passes(&outcome), passed, "{votes:?} of {present}");
    }
}

#[test]
fn owners_decide_by_heads_and_by_shares_at_once() {
    // Article 553-25.2: three small owners outvote a large one by heads and not by shares.
    let mut profile = simple(&[]);
    let [yes, no] = [0, 1].map(OptionIndex::new);
    for share in [10, 12, 14] {
        profile.push(Ballot::Approval(&[yes]), share).unwrap();
    }
    profile.push(Ballot::Approval(&[no]), 40).unwrap();
    let double = Requirement::SIMPLE.with_second(Majority::SIMPLE.by_heads());
    let outcome = required(&profile, double);
    assert!(!passes(&outcome));
    assert!(passes(&required(&profile, Requirement::new(Majority::SIMPLE.by_heads()))));
    let table = "\
majority: 76 ballots
for 36, against 40, abstain 0, blank 0
by heads: for 3, against 1, abstain 0, blank 0
majority: 36 for, asked for more than 1/2 of 76 valid, so from 39 on: missed
second majority by heads: 3 for, asked for more than 1/2 of 4 valid, so from 3
  on: holds
the motion does not pass
";
    assert_eq!(outcome.to_string(), table);
    profile.push(Ballot::Approval(&[yes]), 5).unwrap();
    assert!(passes(&required(&profile, double)));
}

#[test]
fn a_block_stops_a_consent_and_disagreement_does_not() {
    let plain = Params::default();
    for (votes, passed) in
        [([3, 1, 0, 0], true), ([1, 0, 9, 0], true), ([9, 0, 0, 1], false), ([0, 5, 0, 0], false)]
    {
        let outcome = count(&consent(&votes), Rule::Consent, &plain).unwrap();
        assert_eq!(passes(&outcome), passed, "{votes:?}");
    }
    // Consensus minus one in a group of ten, with two thirds of the ballots in agreement.
    let tenth =
        Requirement::new(AT_LEAST_TWO_THIRDS(Base::Cast)).with_blocks(Share::new(1, 10).unwrap());
    let params = plain.with_requirement(tenth);
    for (votes, passed) in
        [([9, 0, 0, 1], true), ([8, 0, 0, 2], false), ([6, 2, 1, 1], false), ([8, 0, 0, 1], false)]
    {
        let outcome = count(&consent(&votes), Rule::Consent, &params).unwrap();
        assert_eq!(passes(&outcome), passed, "{votes:?}");
    }
}

#[test]
fn the_text_and_the_json_of_a_consent_show_every_number() {
    let outcome = count(&consent(&[5, 1, 1, 1, 2]), Rule::Consent, &Params::default()).unwrap();
    let table = "\
consent: 10 ballots, 7 valid
agree 5, abstain 1, disagree 1, block 1, blank 2
blocks: 1 block, asked for at most 0/1 of 10 cast, so up to 0: missed
majority: 5 for, asked for more than 0/1 of 10 cast, so from 1 on: holds
the motion does not pass
";
    assert_eq!(outcome.to_string(), table);
    let json = serde_json::to_value(&outcome).unwrap();
    let step = &json["rounds"][0];
    assert_eq!(step["step"], "decided");
    assert_eq!(step["weight"]["block"], 1);
    let expected = serde_json::json!({
        "what": "blocks", "measure": "weight", "counted": "block", "count": 1, "base": "cast",
        "of": 10, "share": "0/1", "relation": "at_most", "bound": 0, "holds": false,
    });
    assert_eq!(step["tests"][0], expected);
    assert_eq!(step["passed"], false);
}

#[test]
fn what_an_option_stands_for_is_never_guessed() {
    let plain = Params::default();
    let profile = motion(["a", "b"], &[2, 1]);
    let error = count(&profile, Rule::Majority, &plain).unwrap_err();
    assert_eq!(error, CountError::UnknownStance { option: 1 });
    let said = |stances: &[Stance]| plain.clone().with_stances(Stances::new(stances.to_vec()));
    let params = said(&[Stance::Against, Stance::For]);
    assert!(!passes(&count(&profile, Rule::Majority, &params).unwrap()));
    let params = said(&[Stance::For, Stance::Against]);
    assert_eq!(count(&profile, Rule::Majority, &params).unwrap().winners(), ["a"]);
    for (stances, error) in [
        (&[Stance::For][..], CountError::UnknownStance { option: 2 }),
        (&[Stance::For, Stance::For], CountError::NotOneMotion { options: 2 }),
        (&[Stance::Abstain, Stance::Against], CountError::NotOneMotion { options: 0 }),
        (&[Stance::For, Stance::Block], CountError::NoBlocks { rule: Rule::Majority }),
    ] {
        assert_eq!(count(&profile, Rule::Majority, &said(stances)), Err(error));
    }
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let profile = simple(&[3, 2, 1]);
    let quorum = Quorum::new(Base::Cast, Share::HALF, Reach::AtLeast, Base::Roll);
    let params = Params::default().with_requirement(Requirement::SIMPLE.with_quorum(quorum));
    let error = count(&profile, Rule::Majority, &params).unwrap_err();
    assert_eq!(error, CountError::NoNumber { of: "on the roll" });
    let error = count(&profile, Rule::Majority, &params.with_roll(Size::people(5))).unwrap_err();
    assert_eq!(error, CountError::TooFew { cast: 6, given: 5, of: "on the roll" });
    let sizes = Params::default().with_present(Size::people(9)).with_roll(Size::people(8));
    let error = count(&profile, Rule::Majority, &sizes).unwrap_err();
    assert_eq!(error, CountError::TooFew { cast: 9, given: 8, of: "on the roll" });
}

proptest! {
    #[test]
    fn a_motion_passes_exactly_when_its_fraction_does(
        votes in prop::collection::vec(0..9_u32, 4),
        (part, whole) in (1..9_u64).prop_flat_map(|whole| (0..=whole, Just(whole))),
        more in any::<bool>(),
        more_present in 0..5_u64,
        more_roll in 0..5_u64,
        base in 0..4_usize,
    ) {
        let cast: u64 = votes.iter().map(|votes| u64::from(*votes)).sum();
        let (present, roll) = (cast + more_present, cast + more_present + more_roll);
        let valid = u64::from(votes[0] + votes[1]);
        let of = [Base::Valid, Base::Cast, Base::Present, Base::Roll][base];
        let all = [valid, cast, present, roll][base];
        let reach = if more { Reach::MoreThan } else { Reach::AtLeast };
        let majority = Majority::new(Share::new(part, whole).unwrap(), reach, of);
        let params = Params::default()
            .with_requirement(Requirement::new(majority))
            .with_present(Size::people(present))
            .with_roll(Size::people(roll));
        let outcome = count(&simple(&votes), Rule::Majority, &params).unwrap();
        let yes = u64::from(votes[0]);
        let (count, share) = (yes * whole, part * all);
        let expected = yes > 0 && if more { count > share } else { count >= share };
        prop_assert_eq!(!outcome.winners().is_empty(), expected);
        let Some(Round::Decided(decided)) = outcome.rounds().last() else { panic!("no decision") };
        prop_assert_eq!(decided.tests[0].measure, Measure::Weight);
        // The number that is asked for is the first one that passes.
        prop_assert_eq!(yes >= decided.tests[0].bound, expected);
    }
}
