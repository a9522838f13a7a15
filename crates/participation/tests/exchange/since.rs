//! What is done here comes out beside what was imported.

use participation::{
    Alignment, AnswerPlan, CommentPlan, DocumentKind, DocumentPlan, EntryId, LabelPlan, Language,
    List, Localized, Matter, Meaning, Permits, Phase, PhaseRules, Reason, State, Text, TextField,
    Voice,
};

use crate::village::{Node, Person, Village};
use crate::{again, city, import, plan};

const FILES: [&str; 2] = [
    "id;title/ca;body/ca;is_amend;votes;comments;published_at\n\
     1;Bancs;Dos;false;10;5;2016-01-22 00:00:00 UTC\n",
    "id;created_at;body;locale;commentable_id;commentable_type;depth\n\
     1;2016-02-01 00:00:00 UTC;Sí;ca;1;Decidim::Proposals::Proposal;0\n",
];

fn ca() -> Language {
    "ca".parse().unwrap()
}

fn said<const MAX: usize>(text: &str) -> Localized<MAX> {
    Localized::one(ca(), Text::new(text).unwrap())
}

fn open_up(node: &mut Node, organiser: &mut Person) -> EntryId {
    let space = node.deliberation().spaces().next().unwrap().id;
    let state =
        State { key: Text::fixed("accepted"), title: said("Sí"), meaning: Meaning::Accepted };
    let rules = PhaseRules {
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
        states: List::new(vec![state]).unwrap(),
    };
    let phase = Phase { title: said("Segona part"), rules, starts: None, ends: None };
    node.enter_phase(&mut organiser.pen(), space, phase, false).unwrap();
    space
}

#[test]
fn neighbours_go_on_where_an_import_ended() {
    let mut city = city(2);
    let _ = import(&mut city, &plan(&FILES)).unwrap();
    let Village { mut node, mut stewards, mut people, .. } = city;
    let anna = &mut stewards[0];
    let [berta, carla] = &mut people[..] else { panic!() };
    let space = open_up(&mut node, anna);
    let imported = {
        let reading = node.deliberation();
        reading.cards().next().unwrap().id
    };
    node.introduce(&mut berta.pen(), "Berta", Localized::default()).unwrap();
    node.stand(&mut berta.pen(), imported, Matter::Support, Alignment::InFavour).unwrap();
    node.stand(&mut berta.pen(), imported, Matter::Endorsement, Alignment::InFavour).unwrap();
    let first = node.deliberation().thread(&imported)[0].id;
    let reply = CommentPlan {
        subject: imported,
        parent: Some(first),
        voice: Voice::Member,
        alignment: Alignment::Neutral,
        language: ca(),
        text: "Gràcies",
    };
    node.comment(&mut carla.pen(), reply).unwrap();
    let answer = AnswerPlan {
        state: "accepted".into(),
        text: said("Ho farem"),
        cost: Some(150_050),
        ..AnswerPlan::default()
    };
    node.answer(&mut anna.pen(), imported, answer).unwrap();
    let mut text = node.deliberation().text(&imported).unwrap();
    text.texts.insert((TextField::Body, ca()), "Tres".into());
    node.rewrite(&mut anna.pen(), imported, &text).unwrap();
    let own = DocumentPlan::new(DocumentKind::Proposal, ca(), "Arbres", "Més").unwrap();
    let own = node.compose(&mut berta.pen(), space, own).unwrap();
    node.withdraw(&mut berta.pen(), own, said("ja no")).unwrap();
    let hidden = DocumentPlan::new(DocumentKind::Proposal, ca(), "Spam", "Spam").unwrap();
    let hidden = node.compose(&mut carla.pen(), space, hidden).unwrap();
    let mut moderators = vec![];
    let key = anna.keys.member.public();
    moderators.push(participation::Change::Grant(participation::Role::Moderator, key));
    let [a, b, _] = &mut stewards[..] else { panic!() };
    crate::village::revise(&mut node, &mut [a, b], moderators);
    let label =
        LabelPlan { hidden: true, reason: Reason::Spam, text: said("anunci"), appeal: None };
    node.label(&mut stewards[0].pen(), hidden, label).unwrap();
    assert_eq!(node.deliberation().all_void(), []);

    let out = again(&node);
    let [row, own] = &out.proposals[..] else { panic!("{:?}", out.proposals) };
    assert_eq!((row.id.0, row.votes, row.comments, row.likes), (1, Some(11), Some(6), Some(1)));
    assert_eq!((row.state.as_str(), row.liked_by.as_str()), ("accepted", "Berta"));
    assert_eq!(row.answers, [("ca".to_owned(), "Ho farem".to_owned())]);
    assert_eq!(row.cost.map(|cost| cost.0), Some(150_050));
    assert_eq!(row.bodies, [("ca".to_owned(), "Tres".to_owned())]);
    assert!(row.updated_at > row.published_at && row.answered_at.is_some());
    assert_eq!(own.author_names.as_str(), "Berta");
    assert!(own.withdrawn && own.withdrawn_at.is_some());
    assert!(own.id.0 > 1 << 20 && own.id.0 < 1 << 53);
    let [first, reply] = &out.comments[..] else { panic!() };
    assert_eq!((first.id.0, first.author_name.as_str()), (1, ""));
    assert_eq!((reply.answers().unwrap().0, reply.depth), (1, 1));
    assert!(reply.author_name.starts_with("Participant "));
    // The whole can go into an empty home.
    let mut other = crate::city(0);
    let _ = import(&mut other, &out).unwrap();
    crate::assert_same(&again(&other.node), &out);
}
