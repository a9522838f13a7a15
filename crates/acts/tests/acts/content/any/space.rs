//! Generators of spaces and their phases.

use participation_acts::{
    Content, Meaning, Permit, Permits, Phase, PhaseChange, PhaseRules, Space, SpaceKind, State,
};
use participation_types::{List, Localized, Sorted, Text};
use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::{language, localized, maybe, one_of, said, time};
use crate::samples::{blob, entry_id};

pub(super) fn spaces() -> BoxedStrategy<Content> {
    prop_oneof![
        space().prop_map(Content::Space),
        (entry_id(), entry_id(), phase(), blob(), any::<bool>()).prop_map(
            |(space, previous, phase, frontier, raises)| {
                Content::Phase(PhaseChange { space, previous, phase, frontier, raises })
            }
        ),
    ]
    .boxed()
}

fn state() -> impl Strategy<Value = (Localized<100>, Meaning)> {
    (localized(), one_of(Meaning::ALL))
}

fn rules() -> BoxedStrategy<PhaseRules> {
    let permits = subsequence(Permit::ALL.to_vec(), 0..=Permit::ALL.len());
    let supports = (any::<u16>(), any::<u16>()).prop_map(|(most, least)| match most {
        0 => (0, least),
        most => (most, least.min(most)),
    });
    let lengths = (
        1..=PhaseRules::MAX_TITLE,
        1..=PhaseRules::MAX_BODY,
        1..=PhaseRules::MAX_COMMENT,
        0..=PhaseRules::MAX_DEPTH,
    );
    // Keys are all different and in any order.
    let states = btree_map("[a-z]{1,9}", state(), 0..4)
        .prop_map(|states| {
            let state = |(key, (title, meaning)): (String, _)| State {
                key: Text::new(key).unwrap(),
                title,
                meaning,
            };
            states.into_iter().map(state).collect::<Vec<_>>()
        })
        .prop_shuffle();
    (permits, any::<bool>(), any::<u16>(), supports, any::<u32>(), lengths, states)
        .prop_map(|(permits, hides_supports, proposals, supports, goal, lengths, states)| {
            PhaseRules {
                permits: Permits::of(&permits),
                hides_supports,
                proposals,
                supports: supports.0,
                least_supports: supports.1,
                goal,
                title_length: lengths.0,
                body_length: lengths.1,
                comment_length: lengths.2,
                reply_depth: lengths.3,
                states: List::new(states).unwrap(),
            }
        })
        .boxed()
}

fn phase() -> BoxedStrategy<Phase> {
    (localized(), rules(), option::of(time()), option::of(time()))
        .prop_map(|(title, rules, starts, ends)| Phase { title, rules, starts, ends })
        .boxed()
}

fn space() -> BoxedStrategy<Space> {
    (one_of(SpaceKind::ALL), maybe(), btree_map(language(), said(), 1..4), phase())
        .prop_map(|(kind, parent, titles, mut phase)| {
            let languages = Sorted::new(titles.keys().copied()).unwrap();
            let known = phase.title.iter().filter(|(language, _)| languages.has(language));
            phase.title = Localized::new(known.map(|(l, text)| (l, text.clone())));
            Space { kind, parent, title: Localized::new(titles), languages, phase }
        })
        .boxed()
}
