//! Search, news, mentions and the public log follow a community.

use participation::{
    AnswerPlan, Cursor, DocumentKind, DocumentPlan, Findable, Finder, Kind, LabelPlan, Localized,
    Reason, Role, TextField, Wanted,
};

use crate::life::{ca, process, propose, said};
use crate::village::{Village, village};

fn find(finder: &Finder, text: &str) -> usize {
    finder.search(&Wanted { text: text.into(), ..Wanted::default() }, 0, 10).total
}

#[test]
fn the_index_follows_edits_and_forgets_what_is_hidden_or_erased() {
    let Village { mut node, mut stewards, mut people, .. } = village(2);
    let [berta, carla] = &mut people[..] else { panic!() };
    let space = process(&mut node, &mut stewards[0]);
    let trees = propose(&mut node, berta, space, "Més arbres a la plaça");
    let bench = propose(&mut node, carla, space, "Un banc nou");
    let mut finder = Finder::new(&node).unwrap();
    assert_eq!((find(&finder, "arbre"), find(&finder, "banc"), find(&finder, "curt")), (1, 1, 2));
    assert_eq!(finder.similar("Mes arbres a les places", 5)[0].0, trees);
    let wanted = Wanted {
        text: "plaça".into(),
        kinds: vec![Findable::Space],
        space: Some(space),
        language: Some(ca()),
    };
    assert_eq!(finder.search(&wanted, 0, 10).found[0].id, space);

    let mut text = node.deliberation().text(&trees).unwrap();
    text.texts.insert((TextField::Title, ca()), "Més ombra".into());
    node.rewrite(&mut berta.pen(), trees, &text).unwrap();
    finder.renew(&node).unwrap();
    assert_eq!((find(&finder, "arbre"), find(&finder, "ombra")), (0, 1));

    let entries = node.written_by(&carla.keys.device.public(), &bench);
    node.erase_content(&mut carla.pen(), &entries).unwrap();
    finder.renew(&node).unwrap();
    assert_eq!(find(&finder, "banc"), 0);
    assert!(finder.similar("Un banc nou", 5).is_empty());
    assert!(!format!("{finder:?}").contains("banc"));
}

#[test]
fn an_index_that_follows_in_steps_finds_the_same_and_minds_what_changes_meanwhile() {
    let Village { mut node, mut stewards, mut people, .. } = village(2);
    let [berta, carla] = &mut people[..] else { panic!() };
    let space = process(&mut node, &mut stewards[0]);
    let mut finder = Finder::new(&node).unwrap();
    let bench = propose(&mut node, carla, space, "Un banc nou");
    for number in 0..5 {
        propose(&mut node, berta, space, &format!("Més arbres {number}"));
    }
    assert!(!finder.renew_some(&node, 2).unwrap(), "there are six");
    assert!(find(&finder, "arbre") + find(&finder, "banc") <= 2);
    let entries = node.written_by(&carla.keys.device.public(), &bench);
    node.erase_content(&mut carla.pen(), &entries).unwrap();
    let mut steps = 0;
    while !finder.renew_some(&node, 2).unwrap() {
        assert_eq!(find(&finder, "banc"), 0, "what is gone is gone after the first step");
        steps += 1;
    }
    assert!(steps >= 1);
    assert_eq!((find(&finder, "arbre"), find(&finder, "banc")), (5, 0));
    assert!(finder.renew_some(&node, 0).unwrap(), "nothing is left to do");
}

#[test]
fn an_audit_finds_what_was_erased_as_it_was_shown() {
    let Village { mut node, mut stewards, mut people, .. } = village(1);
    let space = process(&mut node, &mut stewards[0]);
    let bench = propose(&mut node, &mut people[0], space, "Un banc nou");
    let entries = node.written_by(&people[0].keys.device.public(), &bench);
    node.erase_content(&mut people[0].pen(), &entries).unwrap();
    let audit = node.audit().unwrap();
    assert!(audit.is_clean(), "{:?}", audit.differences);
}

#[test]
fn news_go_on_where_the_cursor_stands_and_another_node_s_cursor_is_noticed() {
    let Village { mut node, mut stewards, mut people, .. } = village(1);
    let space = process(&mut node, &mut stewards[0]);
    let first = node.news(None, 1000).unwrap();
    assert!(!first.more && first.items.iter().any(|item| item.subject == Some(space)));
    assert!(node.news(Some(&first.cursor), 10).unwrap().items.is_empty());
    let proposal = propose(&mut node, &mut people[0], space, "Més arbres");
    let kept: Cursor = first.cursor.to_string().parse().unwrap();
    let news = node.news(Some(&kept), 10).unwrap();
    let [item] = &news.items[..] else { panic!("{news:?}") };
    assert_eq!((item.id, item.subject), (proposal, Some(proposal)));
    assert_eq!(item.document, Some(DocumentKind::Proposal));
    assert!(item.author.is_some() && item.fault.is_none());

    // Piece by piece it is the same.
    let (mut cursor, mut ids) = (None, Vec::new());
    loop {
        let news = node.news(cursor.as_ref(), 2).unwrap();
        ids.extend(news.items.iter().map(|item| item.id));
        cursor = Some(news.cursor);
        if !news.more {
            break;
        }
    }
    let all: Vec<_> = node.news(None, 1000).unwrap().items.iter().map(|item| item.id).collect();
    assert_eq!(ids, all);

    let other = village(3).node;
    assert!(other.news(Some(&news.cursor), 10).is_err());
    for wrong in ["", "x", "1", "-", "1-", "zz-0", "1-00000000000000000"] {
        assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
    }
}

#[test]
fn the_public_log_has_what_officers_did_and_nothing_of_members() {
    let Village { mut node, mut stewards, mut people, .. } = village(1);
    let anna = &mut stewards[0];
    let space = process(&mut node, anna);
    let proposal = propose(&mut node, &mut people[0], space, "Més arbres");
    let plan = DocumentPlan::new(DocumentKind::Post, ca(), "Notícia", "").unwrap().official();
    let post = node.compose(&mut anna.pen(), space, plan).unwrap();
    let plan =
        AnswerPlan { state: "accepted".into(), text: said("Ho farem"), ..AnswerPlan::default() };
    node.answer(&mut anna.pen(), proposal, plan).unwrap();
    let log = node.official_log(None).unwrap();
    let subjects: Vec<_> = log.acts.iter().filter_map(|act| act.subject).collect();
    assert!(subjects.contains(&space) && subjects.contains(&post));
    let answers = log.acts.iter().filter(|act| act.state.as_deref() == Some("accepted"));
    let answers: Vec<_> = answers.collect();
    assert_eq!((answers.len(), answers[0].subject), (1, Some(proposal)));
    assert_eq!(answers[0].role, Some(Role::Organiser));
    assert!(log.acts.iter().all(|act| act.id != proposal));
    assert!(matches!(log.acts[0].kind, Kind::Found) && log.acts[0].in_force == Some(true));
    assert!(node.official_log(Some(&log.cursor)).unwrap().acts.is_empty());

    // Piece by piece it is the same.
    let (mut cursor, mut acts, mut is_all) = (None, Vec::new(), false);
    while !is_all {
        let part;
        (part, is_all) = node.official_log_part(cursor.as_ref(), 1).unwrap();
        assert!(part.acts.len() <= 1);
        acts.extend(part.acts);
        cursor = Some(part.cursor);
    }
    acts.sort_by_key(|act| (act.claimed, act.id));
    assert_eq!((acts, cursor), (log.acts, Some(log.cursor)));

    // Nobody hides anything here without the role.
    let hide =
        LabelPlan { hidden: true, reason: Reason::Spam, text: Localized::default(), appeal: None };
    assert!(node.label(&mut anna.pen(), proposal, hide).is_err());
}

#[test]
fn a_mention_names_the_one_who_has_the_name() {
    let Village { mut node, mut stewards, mut people, slots } = village(2);
    let _ = process(&mut node, &mut stewards[0]);
    node.introduce(&mut people[0].pen(), "Berta", Localized::default()).unwrap();
    let found = node.resolve_mentions("Gràcies @Berta!");
    assert_eq!(found.text, format!("Gràcies [@Berta](member:{})!", slots[0]));
    assert_eq!(found.members, [slots[0]]);
    node.introduce(&mut people[1].pen(), "Berta", Localized::default()).unwrap();
    let found = node.resolve_mentions("Gràcies @Berta!");
    assert_eq!((found.text.as_str(), found.ambiguous.len()), ("Gràcies @Berta!", 1));
}

#[test]
fn an_amendment_can_be_read_before_and_after_somebody_says_no() {
    let Village { mut node, mut stewards, mut people, .. } = village(2);
    let [berta, carla] = &mut people[..] else { panic!() };
    let space = process(&mut node, &mut stewards[0]);
    let trees = propose(&mut node, berta, space, "Més arbres");
    let mut text = node.deliberation().text(&trees).unwrap();
    text.texts.insert((TextField::Body, ca()), "Un text curt, i bancs.".into());
    let amendment = node.amend(&mut carla.pen(), trees, &text).unwrap();
    let read = |node: &crate::village::Node| {
        let mut reading = node.deliberation();
        assert_eq!(reading.text(&amendment).unwrap(), text);
        assert_eq!(reading.versions(&amendment).unwrap().len(), 2);
        assert_eq!(reading.text(&trees).unwrap().text(TextField::Body, ca()), "Un text curt.");
        assert_eq!(reading.text(&amendment).unwrap(), text);
    };
    read(&node);
    node.decide(&mut berta.pen(), amendment, false, Localized::default()).unwrap();
    read(&node);
    node.decide(&mut berta.pen(), amendment, true, Localized::default()).unwrap();
    let mut reading = node.deliberation();
    assert_eq!(reading.text(&trees).unwrap(), text);
    assert_eq!(reading.text(&amendment).unwrap(), text);
}

#[cfg(debug_assertions)]
#[test]
fn whoever_holds_a_reading_and_asks_the_community_again_is_told() {
    let Village { node, .. } = village(1);
    let first = node.news(None, 1).unwrap().items[0].id;
    let reading = node.deliberation();
    let asked = std::panic::AssertUnwindSafe(|| drop(node.deliberation()));
    let told = std::panic::catch_unwind(asked).unwrap_err();
    assert!(told.downcast_ref::<&str>().unwrap().contains("drop it before"));
    // Others wait for their turn, and get it.
    let cards = std::thread::scope(|scope| {
        let other = scope.spawn(|| node.deliberation().cards().count());
        drop(reading);
        other.join()
    });
    assert_eq!(cards.unwrap(), 0);
    assert!(node.receipt(&first).unwrap().verified);
}
