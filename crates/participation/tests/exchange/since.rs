//! What is done here comes out beside what was imported.

use participation::{
    Alignment, AnswerPlan, Change, CommentPlan, DocumentKind, DocumentPlan, EntryId, FieldEdit,
    FieldEdits, LabelPlan, Language, Link, List, Localized, Matter, Meaning, Permits, Phase,
    PhaseRules, Reason, Relation, Role, State, Text, TextField, Timestamp, Value, ValueField,
    Voice,
};
use participation_decidim::write_results;

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
    moderators.push(Change::Grant(Role::Moderator, key));
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

#[test]
fn results_come_out_with_their_days_their_progress_and_what_they_carry_out() {
    let mut city = city(0);
    let page = "https://x.org/processes/pam/f/1/proposals/1";
    let officer = city.stewards[0].keys.member.public();
    city.revise(vec![Change::Grant(Role::Moderator, officer)]);
    let file = format!("id;title/ca;body/ca;url\n1;Bancs;Dos;{page}\n");
    let _ = import(&mut city, &plan(&[&file])).unwrap();
    let Village { mut node, mut stewards, .. } = city;
    let anna = &mut stewards[0];
    let space = open_up(&mut node, anna);
    let proposal = node.deliberation().cards().next().unwrap().id;
    let mut compose = |title: &str, links: &[(Relation, EntryId)], progress: Option<u64>| {
        let plan = DocumentPlan::new(DocumentKind::Result, ca(), title, "Fet.").unwrap().official();
        let links = links.iter().map(|(relation, to)| Link { relation: *relation, to: *to });
        let time = |field, millis| (field, Value::Time(Timestamp::from_millis(millis)));
        let times = [
            time(ValueField::Starts, 1_508_138_294_000),
            time(ValueField::Ends, 1_508_198_400_000),
        ];
        let values = times
            .into_iter()
            .chain(progress.map(|progress| (ValueField::Progress, Value::Number(progress))));
        let values = values.map(|(field, value)| FieldEdit::Set { field, value });
        let fields = FieldEdits::new(plan.fields.iter().cloned().chain(values));
        let plan = DocumentPlan { fields, links: links.collect(), ..plan };
        node.compose(&mut anna.pen(), space, plan).unwrap()
    };
    let whole = compose("Els bancs", &[(Relation::ResultsFrom, proposal)], Some(45));
    let part = compose("El primer banc", &[(Relation::PartOf, whole)], None);
    let hidden = compose("Un error", &[], Some(100));
    let label = LabelPlan { hidden: true, reason: Reason::Spam, text: said("error"), appeal: None };
    node.label(&mut anna.pen(), hidden, label).unwrap();

    let out = node.export_decidim().unwrap();
    let titled = |title: &str| out.results.iter().find(|row| row.titles[0].1 == title).unwrap();
    let (whole_row, part_row) = (titled("Els bancs"), titled("El primer banc"));
    assert_eq!((out.results.len(), out.left_out), (2, 1));
    assert_eq!((whole_row.progress, part_row.progress), (Some(45), None));
    assert_eq!(whole_row.proposal_urls.as_str(), page);
    assert_eq!((whole_row.parent_id, part_row.parent_id), (None, Some(whole_row.id)));
    assert_ne!(whole, part);
    let file = String::from_utf8(write_results(&out.results).unwrap()).unwrap();
    assert!(file.contains(";2017-10-16;2017-10-17;45;"), "{file}");
    // What is imported of it is what can be read.
    assert_eq!(again(&node).proposals.len(), 1);
}
