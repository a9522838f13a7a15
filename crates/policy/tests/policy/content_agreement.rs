//! The table and the naive reference give one answer, over spoilt acts of deliberation.

use std::collections::BTreeMap;

use participation_acts::{
    Base, Change, Content, ContentKind, DocumentKind, FieldEdits, Matter, Permit, Permits,
    Relation, Role, Root, TextField, Value, Voice,
};
use participation_policy::{Owner, Subject, SubjectKind, allowed, right_of};
use participation_types::{Frontier, Lane, Language, List, Localized, Sorted};
use proptest::collection::vec;
use proptest::prelude::*;
use std::cell::RefCell;

use crate::agreement::runner;
use crate::content_scene::{
    ca, fr, heads, imported, in_catalan, in_french, links, members, progressing, texts, variants,
    written,
};
use crate::reference;
use crate::scene::{By, Found, Scene, entry, member, slot, text};

/// Spoilt acts of each kind.
const CASES: u32 = 20_000;

#[test]
fn the_table_agrees_with_the_reference_on_deliberation() {
    let answers: RefCell<BTreeMap<ContentKind, [u32; 2]>> = RefCell::default();
    for kind in ContentKind::ALL.iter().copied() {
        let good = variants(kind);
        let acts = (0..good.len(), vec((0..16_u8, 0..240_u8), 0..4));
        runner(CASES)
            .run(&acts, |(variant, spoils)| {
                let mut scene = good[variant].clone();
                for (what, value) in spoils {
                    spoil(&mut scene, what, value);
                }
                tidy(&mut scene);
                let verdict = scene.with(allowed);
                let expected = scene.with(reference::may);
                prop_assert_eq!(verdict.is_ok(), expected, "{:?} {:#?}", verdict, scene);
                if verdict.is_ok() {
                    let free = match kind {
                        ContentKind::Erase => scene.seen().own,
                        ContentKind::Rebase => {
                            let subject = scene.seen().subject.unwrap();
                            matches!(subject.owner, Owner::Member(_))
                        }
                        _ => false,
                    };
                    prop_assert_eq!(scene.with(right_of).is_none(), free);
                }
                answers.borrow_mut().entry(kind).or_default()[usize::from(verdict.is_ok())] += 1;
                Ok(())
            })
            .unwrap();
    }
    for kind in ContentKind::ALL {
        let [denied, allowed] = answers.borrow()[kind];
        assert!(denied > 3000 && allowed > 3000, "{kind:?}: {denied} denied, {allowed} allowed");
    }
}

/// What codec and lookup promise of every act: an amendment has a base and nothing else has one,
/// only proposals have numbers, only a class has one above it, and a document is its own root.
fn tidy(scene: &mut Scene) {
    if let Content::Compose(_) | Content::Rebase(_) = scene.content() {
        let Root { kind, ordinal, parent, base, .. } = scene.root();
        match (*kind == DocumentKind::Amendment, &base) {
            (true, None) => *base = Some(Base { proposal: entry(70), heads: heads(70) }),
            (false, Some(_)) => *base = None,
            _ => {}
        }
        if *kind != DocumentKind::Proposal {
            *ordinal = 0;
        }
        if *kind != DocumentKind::Taxon {
            *parent = None;
        }
    }
    let Found::Content(seen) = &mut scene.found else { return };
    for subject in [&mut seen.subject, &mut seen.other].into_iter().flatten() {
        match subject.kind {
            SubjectKind::Document(DocumentKind::Amendment) | SubjectKind::Comment => {}
            SubjectKind::Document(_) | SubjectKind::Space => subject.root = subject.id,
        }
    }
}

/// Changes one thing, sometimes to what it was.
fn spoil(scene: &mut Scene, what: u8, value: u8) {
    match what {
        0 => scene.lane = Lane::ALL[usize::from(value % 3)],
        1 => spoil_charter(scene, value),
        2 | 3 => scene.by_member([5, 8, 9, 11, 12, 13, 14, 15][usize::from(value % 8)]),
        4 => {
            scene.by = match value % 6 {
                0 => By::Founder,
                1 => By::Uncertified,
                2 => By::Device(member(9), None),
                3 => By::Device(member(5), None),
                4 => By::Device(member(14), Some(slot(9))),
                _ => By::Device(member(9), Some(slot(14))),
            };
        }
        5 if value.is_multiple_of(8) => {
            // Nothing of an act of deliberation can be told from another target.
            scene.found =
                [Found::Nothing, Found::Missing, Found::Slot][usize::from(value % 3)].clone();
        }
        _ => spoil_seen(scene, what, value),
    }
}

fn spoil_charter(scene: &mut Scene, value: u8) {
    let number = 9 + value % 7;
    match value / 8 % 8 {
        0 => scene.revision = None,
        1 => scene.charter = None,
        2 => scene.amend(Change::Rules(2)),
        3 => scene.amend(Change::Suspend(slot(number), Frontier::default())),
        4 => scene.amend(Change::Revoke(slot(number), Frontier::default())),
        5 => scene.amend(Change::End(Role::Organiser, member(5), Frontier::default())),
        6 => scene.amend(Change::Grant(Role::Organiser, member(number))),
        _ => scene.amend(Change::Grant(Role::Moderator, member(number))),
    }
}

fn spoil_seen(scene: &mut Scene, what: u8, value: u8) {
    let Found::Content(seen) = &mut scene.found else { return };
    match what {
        6 if value.is_multiple_of(4) => seen.phase = None,
        7 if value.is_multiple_of(4) => seen.subject = None,
        8 if value.is_multiple_of(4) => seen.other = None,
        5 | 6 => {
            if let Some(phase) = &mut seen.phase {
                spoil_phase(phase, value);
            }
        }
        7 | 9 | 10 => seen.subject.iter_mut().for_each(|subject| spoil_subject(subject, value)),
        8 => seen.other.iter_mut().for_each(|subject| spoil_subject(subject, value)),
        11 => match value % 4 {
            0 => seen.invited = None,
            1 => seen.invited = Some(slot(15)),
            2 => seen.own = !seen.own,
            _ => seen.invited = Some(slot(13)),
        },
        12 => scene.by_coauthor_of_it(),
        _ => spoil_content(scene, value),
    }
}

impl Scene {
    fn by_coauthor_of_it(&mut self) {
        if self.seen().subject.is_some() {
            self.by_coauthor();
        }
    }
}

fn spoil_phase(phase: &mut crate::content_scene::InPhase, value: u8) {
    let permit = Permit::ALL[usize::from(value) % Permit::ALL.len()];
    let rules = &mut phase.rules;
    match value / 8 % 12 {
        0 => rules.permits = Permits::default(),
        1 => rules.permits = Permits::of(&[permit]),
        2 | 3 => {
            let others = Permit::ALL.iter().copied().filter(|other| *other != permit);
            rules.permits = Permits::of(&others.collect::<Vec<_>>());
        }
        4 => rules.supports = u16::from(value % 4),
        5 => (rules.supports, rules.least_supports) = (0, u16::from(value % 2)),
        6 => rules.proposals = u16::from(value % 3),
        7 => rules.reply_depth = value % 4,
        8 => (rules.title_length, rules.comment_length) = (6, 6),
        9 => rules.states = List::default(),
        10 => {
            phase.languages =
                [vec![ca()], vec![fr()], vec![ca(), fr()]][usize::from(value % 3)].clone()
        }
        _ => phase.space = entry(61),
    }
}

fn spoil_subject(subject: &mut Subject, value: u8) {
    let number = usize::from(value);
    match value / 8 % 8 {
        0 | 1 => {
            subject.kind = match number % 12 {
                0 => SubjectKind::Space,
                1 => SubjectKind::Comment,
                kind => SubjectKind::Document(DocumentKind::ALL[kind % DocumentKind::ALL.len()]),
            };
        }
        2 => {
            let owners = [Owner::Space, Owner::Imported, members(9), members(14)];
            subject.owner = owners[number % 4];
        }
        3 => subject.coauthor = [None, Some(slot(13)), Some(slot(14)), Some(slot(15))][number % 4],
        4 => subject.space = entry(60 + value % 2),
        5 => subject.id = entry([70, 71, 73, 79][number % 4]),
        6 => subject.root = entry([70, 79][number % 2]),
        _ => subject.depth = [0, 1, 2, 3, 4, 63, 64, 65][number % 8],
    }
}

fn language(value: u8) -> Language {
    if value.is_multiple_of(2) { fr() } else { ca() }
}

fn words<const MAX: usize>(value: u8) -> Localized<MAX> {
    if value.is_multiple_of(2) { in_french("Oui") } else { in_catalan("Sí") }
}

fn voice(value: u8) -> Voice {
    [Voice::Member, Voice::Official, imported()][usize::from(value % 3)].clone()
}

fn fields(value: u8) -> FieldEdits {
    let title =
        |splices: &[(u32, &str)]| FieldEdits::new([written(TextField::Title, ca(), splices)]);
    let long = "x".repeat(41);
    match value % 13 {
        0 => FieldEdits::new([written(TextField::Body, ca(), &[(0, "Més")])]),
        1 => title(&[(0, &long[..20])]),
        2 => title(&[(0, &long[..21])]),
        3 => title(&[(0, &long[..15]), (0, &long[..15])]),
        4 => title(&[(0, " ")]),
        5 => title(&[(3, "")]),
        6 => texts("Arbres", &long),
        7 => texts("Arbres", &long[..40]),
        8 => FieldEdits::new([written(TextField::Title, fr(), &[(0, "Arbres")])]),
        9 => title(&[(0, "àrbres àrbres àrbres")]),
        10 => title(&[(0, " "), (1, "Arbres")]),
        11 => progressing(Value::Number(45)),
        _ => texts("Arbres", "Més"),
    }
}

fn spoil_root(root: &mut Root, value: u8) {
    match value % 8 {
        0 => root.kind = DocumentKind::ALL[usize::from(value / 8) % DocumentKind::ALL.len()],
        1 => root.voice = voice(value / 8),
        2 => root.ordinal = u16::from(value / 8 % 4),
        3 => root.parent = [None, Some(entry(70))][usize::from(value / 8 % 2)],
        4 => {
            root.links = match value / 8 % 5 {
                0 => List::default(),
                1 => links(&[(Relation::Related, 79)]),
                2 => links(&[(Relation::PromotedFrom, 71), (Relation::PromotedFrom, 72)]),
                _ => links(&[(Relation::PromotedFrom, 71)]),
            };
        }
        5 => {
            let proposal = entry([70, 79][usize::from(value / 8 % 2)]);
            root.base = Some(Base { proposal, heads: heads(70) });
        }
        _ => root.fields = fields(value / 8),
    }
}

fn spoil_content(scene: &mut Scene, value: u8) {
    let odd = !value.is_multiple_of(2);
    match scene.content() {
        Content::Space(act) => match value % 3 {
            0 => act.parent = odd.then_some(entry(60)),
            1 => act.languages = Sorted::new([ca(), fr()]).unwrap(),
            _ => retitle(&mut act.phase.rules.states, value),
        },
        Content::Phase(act) => match value / 2 % 3 {
            0 => act.space = entry(60 + value % 2),
            1 => act.phase.title = words(value),
            _ => retitle(&mut act.phase.rules.states, value),
        },
        Content::Compose(act) => spoil_root(&mut act.root, value),
        Content::Rebase(act) => spoil_root(&mut act.root, value),
        Content::Edit(act) => act.fields = fields(value),
        Content::Verdict(act) => {
            act.accepts = !odd;
            act.reason = words(value / 2);
        }
        Content::Relate(act) => {
            act.link.relation = Relation::ALL[usize::from(value) % Relation::ALL.len()];
        }
        Content::Attach(act) => act.title = words(value),
        Content::Comment(act) => match value / 2 % 4 {
            0 => act.voice = voice(value / 8),
            1 => act.parent = odd.then_some(entry(73)),
            2 => act.language = language(value),
            _ => act.text = text(&"à".repeat(30 + usize::from(value % 2))),
        },
        Content::Reword(act) => match value / 2 % 2 {
            0 => act.language = language(value),
            _ => act.text = text(&"à".repeat(30 + usize::from(value % 2))),
        },
        Content::Stance(act) => act.matter = Matter::ALL[usize::from(value % 3)],
        Content::Supports(act) => {
            act.proposals = Sorted::new((0..value % 4).map(|n| entry(70 + n))).unwrap();
        }
        Content::Answer(act) => match value / 2 % 4 {
            0 => act.state = text(if odd { "open" } else { "no such state" }),
            1 => act.text = words(value),
            2 => act.cost_report = words(value),
            _ => act.period = words(value),
        },
        Content::Conclude(act) => act.text = words(value),
        Content::Label(act) => act.appeal = odd.then_some(entry(83)),
        Content::Invite(_)
        | Content::Reply(_)
        | Content::Withdraw(_)
        | Content::Detach(_)
        | Content::Profile(_)
        | Content::Report(_)
        | Content::Appeal(_)
        | Content::Erase(_) => {}
    }
}

fn retitle(states: &mut List<participation_acts::State, 32>, value: u8) {
    let mut changed = states.to_vec();
    changed.iter_mut().take(1).for_each(|state| state.title = words(value));
    *states = List::new(changed).unwrap();
}
