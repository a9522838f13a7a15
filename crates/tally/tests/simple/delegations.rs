//! Delegations: nothing is lost without being listed, and chains may be long.

use std::collections::BTreeMap;

use participation_tally::{
    Lot,
    delegation::{Delegated, DelegationError, Fate, Loss, Mode, Order, Register, Voter, resolve},
};
use proptest::prelude::*;

const LIQUID: Mode = Mode::Liquid { most: None };
const PROXIES: Mode = Mode::Proxies { most: None, order: Order::Id };

/// Voters by name: `a!` voted, `b>a` gave their vote to a, `c!>a` did both, `d` did neither.
fn register(voters: &str) -> Register {
    let mut register = Register::new();
    for voter in voters.split_whitespace() {
        let (name, delegate) = voter.split_once('>').map_or((voter, None), |(n, d)| (n, Some(d)));
        let mut voter = Voter::new(name.trim_end_matches('!'));
        if name.ends_with('!') {
            voter = voter.voted();
        }
        if let Some(delegate) = delegate {
            voter = voter.delegating_to(delegate);
        }
        register.add(voter).unwrap();
    }
    register
}

fn resolved(voters: &str, mode: &Mode) -> Delegated {
    resolve(&register(voters), mode).unwrap()
}

fn ballots(delegated: &Delegated) -> Vec<(&str, u32)> {
    delegated.ballots().collect()
}

fn loss(delegated: &Delegated, id: &str) -> Option<Loss> {
    match &delegated.voter(id)?.fate {
        Fate::Lost { why, .. } => Some(*why),
        _ => None,
    }
}

#[test]
fn a_direct_vote_takes_the_proxy_back() {
    for mode in [LIQUID, PROXIES] {
        let delegated = resolved("a! b>a c!>a", &mode);
        assert_eq!(ballots(&delegated), [("a", 2), ("c", 1)]);
        let fate = Fate::Carried { by: "a".into(), via: "a".into(), steps: 1 };
        assert_eq!(delegated.voter("b").unwrap().fate, fate);
    }
}

#[test]
fn a_proxy_goes_no_further_and_a_delegation_does() {
    let voters = "a! b>a c>b d e>d";
    let proxies = resolved(voters, &PROXIES);
    assert_eq!(ballots(&proxies), [("a", 2)]);
    assert_eq!(loss(&proxies, "c"), Some(Loss::ProxyOfProxy));
    let liquid = resolved(voters, &LIQUID);
    assert_eq!(ballots(&liquid), [("a", 3)]);
    assert_eq!(liquid.chain("c"), ["c", "b", "a"]);
    for delegated in [proxies, liquid] {
        assert_eq!(loss(&delegated, "e"), Some(Loss::DelegateDidNotVote));
        assert_eq!(delegated.voter("d").unwrap().fate, Fate::Absent);
    }
}

#[test]
fn a_circle_carries_nothing_until_one_of_it_votes() {
    let closed = resolved("a>b b>c c>a d>a e>d f!", &LIQUID);
    assert_eq!(ballots(&closed), [("f", 1)]);
    for (id, why) in [
        ("a", Loss::Circle),
        ("b", Loss::Circle),
        ("c", Loss::Circle),
        ("d", Loss::IntoCircle),
        ("e", Loss::IntoCircle),
    ] {
        assert_eq!(loss(&closed, id), Some(why), "{id}");
    }
    assert_eq!(closed.chain("e"), ["e", "d", "a", "b", "c", "a"]);
    let open = resolved("a>b b!>c c>a d>a e>d f!", &LIQUID);
    assert_eq!(ballots(&open), [("b", 5), ("f", 1)]);
}

#[test]
fn whoever_carries_as_many_as_allowed_carries_no_more() {
    let by_id = Mode::Proxies { most: Some(2), order: Order::Id };
    let delegated = resolved("a! e>a d>a c>a b>a", &by_id);
    assert_eq!(ballots(&delegated), [("a", 3)]);
    assert_eq!((loss(&delegated, "d"), loss(&delegated, "c")), (Some(Loss::Cap), None));
    assert_eq!(loss(&delegated, "e"), Some(Loss::Cap));
    // By lot it is those with the lowest draw.
    let lot = Lot::new("seed", "poll");
    let mut drawn: Vec<&str> = vec!["b", "c", "d", "e"];
    drawn.sort_by_key(|id| lot.draw(id));
    let by_lot = Mode::Proxies { most: Some(2), order: Order::Lot(lot) };
    let delegated = resolved("a! e>a d>a c>a b>a", &by_lot);
    for (place, id) in drawn.iter().enumerate() {
        assert_eq!(loss(&delegated, id).is_none(), place < 2, "{id}");
    }
    // A chain is cut at its far end.
    let delegated = resolved("z! y>z x>y a>x", &Mode::Liquid { most: Some(2) });
    assert_eq!(ballots(&delegated), [("z", 3)]);
    assert_eq!(loss(&delegated, "a"), Some(Loss::Cap));
}

#[test]
fn weights_go_with_their_owners() {
    let mut register = register("a!");
    register.add(Voter::new("b").weighing(7).delegating_to("a")).unwrap();
    register.add(Voter::new("c").weighing(5)).unwrap();
    let delegated = resolve(&register, &PROXIES).unwrap();
    assert_eq!(delegated.weight("a"), Some(8));
    assert_eq!((delegated.weight("b"), delegated.weight("nobody")), (None, None));
    let totals = delegated.totals();
    assert_eq!((totals.all, totals.voted, totals.carried, totals.absent), (13, 1, 7, 5));
    register.add(Voter::new("d").weighing(u32::MAX).delegating_to("a")).unwrap();
    let error = resolve(&register, &LIQUID).unwrap_err();
    assert_eq!(error, DelegationError::TooHeavy("a".into()));
}

#[test]
fn a_register_that_cannot_be_is_refused() {
    let mut register = register("a!");
    for (voter, error) in [
        (Voter::new("a"), DelegationError::Twice("a".into())),
        (Voter::new("b").weighing(0), DelegationError::NoWeight("b".into())),
        (Voter::new("b").delegating_to("b"), DelegationError::ToOneself("b".into())),
    ] {
        assert_eq!(register.add(voter), Err(error));
    }
    assert_eq!(register.len(), 1);
    register.add(Voter::new("b").delegating_to("c")).unwrap();
    let error = resolve(&register, &LIQUID).unwrap_err();
    assert_eq!(error, DelegationError::Unknown { from: "b".into(), to: "c".into() });
}

#[test]
fn the_text_and_the_json_say_what_became_of_each_vote() {
    let delegated = resolved("anna! biel>anna carla>biel dani>eva eva>dani fina", &LIQUID);
    let table = "\
liquid: weight 6 in all: 1 voted, 2 carried, 2 lost, 1 absent
voter  own  ballot  carries
anna     1       3        2  voted
biel     1                   carried by anna
carla    1                   carried by anna, 2 steps, via biel
dani     1                   lost: in a circle (to eva)
eva      1                   lost: in a circle (to dani)
fina     1                   absent
";
    assert_eq!(delegated.to_string(), table);
    let json = serde_json::to_value(&delegated).unwrap();
    assert_eq!(json["totals"]["carried"], 2);
    let carla = serde_json::json!({
        "id": "carla", "weight": 1, "fate": "carried", "by": "anna", "via": "biel", "steps": 2,
    });
    assert_eq!(json["voters"][2], carla);
    let dani = serde_json::json!({
        "id": "dani", "weight": 1, "fate": "lost", "why": "circle", "via": "eva",
    });
    assert_eq!(json["voters"][3], dani);
}

#[test]
fn a_chain_of_a_hundred_thousand_is_followed_to_its_end() {
    let links = 100_000_u32;
    let name = |link: u32| format!("{link:06}");
    // The chain goes up and then, in the other register, down, and closes to a circle in the last.
    for (end, up) in [(true, true), (true, false), (false, true)] {
        let mut register = Register::new();
        for link in 0..links {
            let last = link == if up { links - 1 } else { 0 };
            let next = if up { (link + 1) % links } else { (link + links - 1) % links };
            let voter = Voter::new(name(link));
            let voter = if last && end { voter.voted() } else { voter.delegating_to(name(next)) };
            register.add(voter).unwrap();
        }
        let delegated = resolve(&register, &LIQUID).unwrap();
        let totals = delegated.totals();
        if end {
            let last = name(if up { links - 1 } else { 0 });
            assert_eq!(delegated.weight(&last), Some(links));
            assert_eq!(totals.carried, u64::from(links) - 1);
        } else {
            assert_eq!(totals.lost, u64::from(links));
            assert_eq!(delegated.chain("000000").len(), links as usize + 1);
        }
    }
}

/// Each of some voters: weight, whether they voted, and to whom they gave their vote.
fn voters() -> impl Strategy<Value = Vec<(u32, bool, Option<usize>)>> {
    (1..10_usize).prop_flat_map(|all| {
        let delegate = prop_oneof![1 => Just(None), 4 => (0..all).prop_map(Some)];
        let voter = (1..4_u32, prop::bool::weighted(0.3), delegate);
        prop::collection::vec(voter, all).prop_map(|mut voters| {
            for (place, (_, _, delegate)) in voters.iter_mut().enumerate() {
                *delegate = delegate.filter(|delegate| *delegate != place);
            }
            voters
        })
    })
}

fn written(voters: &[(u32, bool, Option<usize>)], backwards: bool) -> Register {
    let mut places: Vec<usize> = (0..voters.len()).collect();
    if backwards {
        places.reverse();
    }
    let mut register = Register::new();
    for place in places {
        let (weight, voted, delegate) = voters[place];
        let mut voter = Voter::new(place.to_string()).weighing(weight);
        voter = if voted { voter.voted() } else { voter };
        voter = match delegate {
            Some(to) => voter.delegating_to(to.to_string()),
            None => voter,
        };
        register.add(voter).unwrap();
    }
    register
}

/// Follows one voter's chain by hand: where it ends and after how many steps, or why it does not.
fn follow(
    voters: &[(u32, bool, Option<usize>)],
    start: usize,
    most_steps: u32,
) -> Option<Result<(usize, u32), Loss>> {
    let (_, voted, delegate) = voters[start];
    if voted || delegate.is_none() {
        return None;
    }
    let (mut at, mut steps, mut seen) = (start, 0, vec![start]);
    loop {
        let (_, voted, delegate) = voters[at];
        if voted {
            return Some(Ok((at, steps)));
        }
        if steps == most_steps {
            let on = delegate.is_some();
            return Some(Err(if on { Loss::ProxyOfProxy } else { Loss::DelegateDidNotVote }));
        }
        let Some(next) = delegate else { return Some(Err(Loss::DelegateDidNotVote)) };
        at = next;
        steps += 1;
        if !voters[at].1 && seen.contains(&at) {
            return Some(Err(if at == start { Loss::Circle } else { Loss::IntoCircle }));
        }
        seen.push(at);
    }
}

proptest! {
    #[test]
    fn every_vote_goes_where_following_its_chain_by_hand_leads(
        voters in voters(),
        most in prop::option::of(0..4_u32),
        liquid in any::<bool>(),
    ) {
        let mode = if liquid { Mode::Liquid { most } } else { Mode::Proxies { most, order: Order::Id } };
        let delegated = resolve(&written(&voters, false), &mode).unwrap();
        let steps = if liquid { u32::MAX } else { 1 };
        let mut ends: Vec<_> = (0..voters.len()).map(|it| follow(&voters, it, steps)).collect();
        // The cap, one ballot after the other: nearest first, then by id (one digit each).
        for ballot in 0..voters.len() {
            let mut carried: Vec<(u32, usize)> = ends.iter().enumerate().filter_map(|(it, end)| {
                end.and_then(Result::ok).filter(|(by, _)| *by == ballot).map(|(_, steps)| (steps, it))
            }).collect();
            carried.sort_unstable();
            for (_, voter) in carried.iter().skip(most.map_or(usize::MAX, |most| most as usize)) {
                ends[*voter] = Some(Err(Loss::Cap));
            }
        }
        let mut weights: BTreeMap<String, u32> = BTreeMap::new();
        for (place, (weight, voted, _)) in voters.iter().enumerate() {
            if *voted {
                *weights.entry(place.to_string()).or_insert(0) += weight;
            } else if let Some(Ok((by, _))) = ends[place] {
                *weights.entry(by.to_string()).or_insert(0) += weight;
            }
        }
        let given: BTreeMap<String, u32> =
            delegated.ballots().map(|(id, weight)| (id.to_owned(), weight)).collect();
        prop_assert_eq!(given, weights);
        for (place, (_, voted, _)) in voters.iter().enumerate() {
            let fate = &delegated.voter(&place.to_string()).unwrap().fate;
            match (ends[place], fate) {
                (None, Fate::Voted { .. }) => prop_assert!(*voted),
                (None, Fate::Absent) => prop_assert!(!*voted),
                (Some(Ok((by, steps))), Fate::Carried { by: carrier, steps: taken, .. }) => {
                    prop_assert_eq!((&by.to_string(), &steps), (carrier, taken));
                    let id = place.to_string();
                    let chain = delegated.chain(&id);
                    prop_assert_eq!(chain.len() as u32, steps + 1);
                    prop_assert_eq!(chain.last(), Some(&carrier.as_str()));
                }
                (Some(Err(why)), Fate::Lost { why: said, .. }) => prop_assert_eq!(&why, said),
                (end, fate) => prop_assert!(false, "{:?} {:?}", end, fate),
            }
        }
    }

    #[test]
    fn no_weight_appears_or_vanishes(voters in voters(), most in prop::option::of(0..3_u32)) {
        let all: u64 = voters.iter().map(|(weight, _, _)| u64::from(*weight)).sum();
        for mode in [Mode::Liquid { most }, Mode::Proxies { most, order: Order::Id }] {
            let delegated = resolve(&written(&voters, false), &mode).unwrap();
            let totals = delegated.totals();
            prop_assert_eq!(totals.all, all);
            prop_assert_eq!(totals.voted + totals.carried + totals.lost + totals.absent, all);
            let cast: u64 = delegated.ballots().map(|(_, weight)| u64::from(weight)).sum();
            prop_assert_eq!(cast, totals.voted + totals.carried);
        }
    }

    #[test]
    fn the_order_of_the_register_does_not_show(voters in voters(), most in prop::option::of(0..3_u32)) {
        let lot = Order::Lot(Lot::new("seed", "poll"));
        for mode in [Mode::Liquid { most }, Mode::Proxies { most, order: lot }] {
            let one = resolve(&written(&voters, false), &mode).unwrap();
            let other = resolve(&written(&voters, true), &mode).unwrap();
            prop_assert_eq!(one, other);
        }
    }
}
