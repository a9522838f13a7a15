//! A proposal's whole life, on one node.

use participation::{
    Alignment, AmendmentState, AnswerPlan, CommentPlan, DocumentKind, DocumentPlan, EntryId,
    Language, List, Localized, Matter, Meaning, Permits, Phase, PhaseRules, Sorted, Space,
    SpaceKind, State, Text, TextField, Voice,
};

use crate::village::{Node, Person, Village, village};

pub fn ca() -> Language {
    "ca".parse().unwrap()
}

pub fn said<const MAX: usize>(text: &str) -> Localized<MAX> {
    Localized::one(ca(), Text::new(text).unwrap())
}

pub fn state(key: &str, meaning: Meaning) -> State {
    State { key: Text::new(key).unwrap(), title: said(key), meaning }
}

pub fn rules() -> PhaseRules {
    PhaseRules {
        permits: Permits::all(),
        hides_supports: false,
        proposals: 0,
        supports: 0,
        least_supports: 0,
        goal: 0,
        title_length: 150,
        body_length: 5000,
        comment_length: 1000,
        reply_depth: 10,
        states: List::new(vec![
            state("accepted", Meaning::Accepted),
            state("rejected", Meaning::Rejected),
        ])
        .unwrap(),
    }
}

pub fn phase(title: &str, rules: PhaseRules) -> Phase {
    Phase { title: said(title), rules, starts: None, ends: None }
}

pub fn process(node: &mut Node, organiser: &mut Person) -> EntryId {
    let languages = Sorted::new(["ca".parse().unwrap(), "es".parse().unwrap()]).unwrap();
    let space = Space {
        kind: SpaceKind::Process,
        parent: None,
        title: said("La plaça"),
        languages,
        phase: phase("Idees", rules()),
    };
    node.open_space(&mut organiser.pen(), space).unwrap()
}

pub fn propose(node: &mut Node, who: &mut Person, space: EntryId, title: &str) -> EntryId {
    let plan = DocumentPlan::new(DocumentKind::Proposal, ca(), title, "Un text curt.").unwrap();
    node.compose(&mut who.pen(), space, plan).unwrap()
}

#[test]
fn a_proposal_lives_from_its_first_words_to_its_answer() {
    let Village { mut node, mut stewards, mut people, .. } = village(3);
    let anna = &mut stewards[0];
    let [berta, carla, ..] = &mut people[..] else { panic!() };
    let space = process(&mut node, anna);
    let proposal = propose(&mut node, berta, space, "Més arbres");

    // Comments, a reply, and whether people agree.
    let comment = |text| CommentPlan {
        subject: proposal,
        parent: None,
        voice: Voice::Member,
        alignment: Alignment::InFavour,
        language: ca(),
        text,
    };
    let first = node.comment(&mut carla.pen(), comment("Hi estic d'acord")).unwrap();
    let reply =
        CommentPlan { parent: Some(first), alignment: Alignment::Neutral, ..comment("Gràcies") };
    node.comment(&mut berta.pen(), reply).unwrap();
    node.stand(&mut berta.pen(), first, Matter::Rating, Alignment::InFavour).unwrap();
    node.stand(&mut carla.pen(), proposal, Matter::Support, Alignment::InFavour).unwrap();
    node.stand(&mut anna.pen(), proposal, Matter::Support, Alignment::InFavour).unwrap();
    node.stand(&mut anna.pen(), proposal, Matter::Support, Alignment::Neutral).unwrap();
    let reading = node.deliberation();
    assert!(reading.all_void().is_empty(), "{:?}", reading.all_void());
    let card = reading.card(&proposal).unwrap();
    assert_eq!((card.comments, card.in_favour, card.supporters.len()), (2, 1, 1));
    assert_eq!(reading.thread(&proposal)[0].agree, 1);
    drop(reading);

    // An edit by its author, an amendment by another, which the author accepts.
    let mut text = node.deliberation().text(&proposal).unwrap();
    text.texts.insert((TextField::Body, ca()), "Un text curt, amb ombra.".into());
    node.rewrite(&mut berta.pen(), proposal, &text).unwrap();
    assert!(node.rewrite(&mut carla.pen(), proposal, &text).is_err());
    text.texts.insert((TextField::Body, ca()), "Un text curt, amb ombra i bancs.".into());
    let amendment = node.amend(&mut carla.pen(), proposal, &text).unwrap();
    assert!(node.decide(&mut carla.pen(), amendment, true, said("sí")).is_err());
    node.decide(&mut berta.pen(), amendment, true, said("sí")).unwrap();
    let mut reading = node.deliberation();
    assert!(reading.all_void().is_empty(), "{:?}", reading.all_void());
    assert_eq!(reading.card(&amendment).unwrap().amendment, Some(AmendmentState::Accepted));
    let now = reading.text(&proposal).unwrap();
    assert_eq!(now.text(TextField::Body, ca()), "Un text curt, amb ombra i bancs.");
    assert_eq!(reading.versions(&proposal).unwrap().len(), 3);
    drop(reading);

    // A co-author who was asked and accepts may edit.
    let slot = node.slot_of(&carla.keys.device.public()).unwrap();
    let invitation = node.invite_author(&mut berta.pen(), proposal, slot).unwrap();
    node.reply(&mut carla.pen(), invitation, true).unwrap();
    text.texts.insert((TextField::Title, ca()), "Més arbres i bancs".into());
    node.rewrite(&mut carla.pen(), proposal, &text).unwrap();
    let reading = node.deliberation();
    assert!(reading.all_void().is_empty(), "{:?}", reading.all_void());
    let card = reading.card(&proposal).unwrap();
    assert_eq!(card.titles, [(ca(), "Més arbres i bancs".to_owned())]);
    assert_eq!(card.coauthors, [slot]);
    drop(reading);

    // The next phase asks for no more proposals; the answer names a state.
    let quiet = PhaseRules { permits: Permits::default(), ..rules() };
    node.enter_phase(&mut anna.pen(), space, phase("Respostes", quiet), false).unwrap();
    let plan = DocumentPlan::new(DocumentKind::Proposal, ca(), "Tard", "").unwrap();
    assert!(node.compose(&mut berta.pen(), space, plan).is_err());
    let plan =
        AnswerPlan { state: "accepted".into(), text: said("Ho farem"), ..AnswerPlan::default() };
    node.answer(&mut anna.pen(), proposal, plan).unwrap();
    let reading = node.deliberation();
    assert!(reading.all_void().is_empty(), "{:?}", reading.all_void());
    assert_eq!(reading.card(&proposal).unwrap().meaning, Meaning::Accepted);
}

#[test]
fn numbers_of_supports_are_kept_from_pages_until_the_phase_ends() {
    let Village { mut node, mut stewards, mut people, .. } = village(2);
    let (anna, [berta, carla]) = (&mut stewards[0], &mut people[..]) else { panic!() };
    let space = process(&mut node, anna);
    let proposal = propose(&mut node, berta, space, "Més arbres");
    node.stand(&mut carla.pen(), proposal, Matter::Support, Alignment::InFavour).unwrap();
    assert_eq!(node.deliberation().shown_supports(&proposal), Some(1));
    let hiding = PhaseRules { hides_supports: true, ..rules() };
    node.enter_phase(&mut anna.pen(), space, phase("Suports", hiding), false).unwrap();
    node.stand(&mut berta.pen(), proposal, Matter::Support, Alignment::InFavour).unwrap();
    let reading = node.deliberation();
    assert_eq!((reading.shown_supports(&proposal), reading.supports(&proposal)), (None, 2));
    drop(reading);
    node.enter_phase(&mut anna.pen(), space, phase("Resultats", rules()), false).unwrap();
    assert_eq!(node.deliberation().shown_supports(&proposal), Some(2));
}
