//! Small files with what large ones have somewhere.

use participation::{
    Act, Alignment, Content, DocumentKind, ImportError, Language, Role, RowFault, TextField, Value,
    ValueField, Voice,
};

use crate::village::{Village, village};
use crate::{again, assert_same, city, import, plan, sorted};

const PROPOSALS: &str = "\
id;author/id;author/name;taxonomies/id;taxonomies/name/ca;participatory_space/id;participatory_space/url;title/ca;title/es;body/ca;votes;state;url;supports;published_at;reference\n\
7;3, 4;Anna, Berta;c1, d6;Bon viure, Gràcia;1;https://x.org/processes/el-pla;Bancs;Bancos;\"Dos\nratlles; amb \"\"cometes\"\"\";12;accepted;https://x.org/processes/el-pla/f/1/proposals/7;13;2016-01-22 00:00:00 UTC;X-7\n\
8;;;c1;Bon viure;1;https://x.org/processes/el-pla;<script>alert(1)</script>;;\"' OR 1=1; --\";;;;;2016-01-23 00:00:00 UTC;\n\
9;5;Eva;c1;Bon viure;1;https://x.org/processes/el-pla;;;Sense títol;3;rejected;;;2016-01-23 00:00:00 UTC;\n";

const COMMENTS: &str = "\
id;created_at;body;locale;author/id;author/name;alignment;depth;commentable_id;commentable_type;root_commentable_url\n\
1;2016-02-01 00:00:00 UTC;Sí;ca;9;Nuria;1;0;7;Decidim::Proposals::Proposal;https://x.org/processes/el-pla/f/1/proposals/7\n\
2;2016-02-02 00:00:00 UTC;No;pt_BR;10;Pere;-1;1;1;Decidim::Comments::Comment;https://x.org/processes/el-pla/f/1/proposals/7\n\
3;2016-02-03 00:00:00 UTC;../../etc/passwd;ca;;;0;1;99;Decidim::Comments::Comment;https://x.org/processes/el-pla/f/1/proposals/7\n\
4;2016-02-04 00:00:00 UTC; ;ca;;;0;0;905;Decidim::Meetings::Meeting;https://x.org/processes/altre/f/2/meetings/905\n\
5;2016-02-05 00:00:00 UTC;Hola;;;;-1;0;1;Decidim::Initiative;\n";

const PROJECTS: &str = "\
id;category/id;category/name/ca;scope/id;scope/name/ca;participatory_space/url;title/ca;description/ca;budget_amount;confirmed_votes;latitude;longitude\n\
7;50;Cultura;6;Gràcia;https://x.org/processes/diners?slug=diners;Llibre;<p>Imprimir</p>;18000;60;41.4;2.15\n";

fn ca() -> Language {
    "ca".parse().unwrap()
}

#[test]
fn what_goes_in_comes_out() {
    let mut city = city(0);
    let plan = plan(&[PROPOSALS, COMMENTS, PROJECTS]);
    let report = import(&mut city, &plan).unwrap();
    assert_eq!((report.proposals, report.projects, report.comments), (3, 1, 5));
    assert_eq!((report.spaces, report.classes, report.stubs), (4, 4, 2));
    assert_eq!(city.node.deliberation().all_void(), []);
    assert!(city.node.audit().unwrap().is_clean());
    let out = again(&city.node);
    assert_same(&out, &sorted(plan));
    let mut other = crate::city(0);
    let _ = import(&mut other, &out).unwrap();
    assert_same(&again(&other.node), &out);
}

#[test]
fn a_row_becomes_a_document_that_nobody_here_signed_as_theirs() {
    let mut city = city(0);
    let _ = import(&mut city, &plan(&[PROPOSALS, COMMENTS, PROJECTS])).unwrap();
    let mut reading = city.node.deliberation();
    let find = |title: &str| {
        let mut cards = reading.cards();
        cards.find(|card| card.titles.iter().any(|(_, t)| t == title)).unwrap().clone()
    };
    let benches = find("Bancs");
    assert_eq!(benches.kind, DocumentKind::Proposal);
    assert_eq!(benches.made.millis(), 1_453_420_800_000);
    assert_eq!(benches.imported.unwrap().supports, 12);
    assert_eq!(benches.state.as_deref(), Some("accepted"));
    assert_eq!(benches.classes().len(), 2);
    assert_eq!(benches.titles.len(), 2);
    assert_eq!(find("Proposal 9").meaning, participation::Meaning::Rejected);
    let attack = find("<script>alert(1)</script>");
    let book = find("Llibre");
    assert_eq!(book.value(ValueField::Cost), Some(&Value::Number(1_800_000)));
    assert!(book.point().is_some());
    assert_eq!(find("Meeting 905").kind, DocumentKind::Meeting);
    assert_eq!(find("Initiative 1").kind, DocumentKind::Page);
    let space = reading.space(&benches.space).unwrap();
    assert_eq!(space.titles, [(ca(), "El pla".to_owned())]);
    assert_eq!(
        reading.text(&benches.id).unwrap().text(TextField::Body, ca()),
        "Dos\nratlles; amb \"cometes\""
    );
    assert_eq!(reading.text(&attack.id).unwrap().text(TextField::Body, ca()), "' OR 1=1; --");
    let thread = reading.thread(&benches.id);
    assert_eq!(thread.iter().map(|r| (r.depth, r.alignment)).max(), Some((1, 0)));
    assert_eq!(thread.iter().filter(|r| r.depth == 0).count(), 2, "one answers what is gone");
    for id in thread.iter().map(|remark| remark.id).chain([benches.id]) {
        let said = reading.said(&id).unwrap();
        let voice = match said.content().unwrap() {
            Content::Compose(compose) => &compose.root.voice,
            Content::Comment(comment) => {
                assert!(comment.parent.is_none() || comment.alignment == Alignment::Neutral);
                &comment.voice
            }
            other => panic!("{other:?}"),
        };
        assert!(matches!(voice, Voice::Imported(_)));
    }
}

#[test]
fn what_is_here_is_passed_over_and_the_rest_is_finished() {
    let mut city = city(0);
    let all = plan(&[PROPOSALS, COMMENTS, PROJECTS]);
    let mut part = all.clone();
    part.proposals.truncate(1);
    part.projects.clear();
    part.comments.truncate(1);
    assert_eq!(import(&mut city, &part).unwrap().known, 0);
    let report = import(&mut city, &all).unwrap();
    assert_eq!((report.known, report.proposals, report.comments), (2, 2, 4));
    assert_eq!(city.node.deliberation().all_void(), []);
    let out = again(&city.node);
    assert_eq!(out.proposals, sorted(all.clone()).proposals);
    let before = city.node.digest();
    let report = import(&mut city, &all).unwrap();
    assert_eq!((report.entries, report.known), (0, 9));
    assert_eq!(city.node.digest(), before);
}

#[test]
fn comments_that_come_before_what_they_are_on_stay_where_they_are() {
    let mut city = city(0);
    let all = plan(&[PROPOSALS, COMMENTS]);
    assert_eq!(import(&mut city, &plan(&[COMMENTS])).unwrap().stubs, 3);
    assert_eq!(import(&mut city, &plan(&[PROPOSALS])).unwrap().proposals, 3);
    assert_same(&again(&city.node), &sorted(all));
}

#[test]
fn nothing_is_written_when_one_row_cannot_be() {
    let long = "x".repeat(60_001);
    let header = "id;title/ca;body/ca;is_amend\n1;Bo;;false\n";
    let ring = "id;created_at;body;commentable_id;commentable_type\n\
                1;2016-02-01 00:00:00 UTC;a;2;Decidim::Comments::Comment\n\
                2;2016-02-01 00:00:00 UTC;b;1;Decidim::Comments::Comment\n";
    let mut deep = "id;created_at;body;locale;commentable_id;commentable_type\n\
                    1;2016-02-01 00:00:00 UTC;a;ca;1;Decidim::Meetings::Meeting\n"
        .to_owned();
    for id in 2..=67 {
        let above = id - 1;
        deep += &format!("{id};2016-02-01 00:00:00 UTC;a;ca;{above};Decidim::Comments::Comment\n");
    }
    let columns: String = (0..100).map(|n| format!(";x{n}")).collect();
    let cells = ";y".repeat(100);
    for (file, id, said) in [
        (format!("{header}2;Mal;{long};false\n"), 2, "body/ca"),
        (format!("id;title/ca;body/ca;is_amend{columns}\n5;Mal;;false{cells}\n"), 5, "108 cells"),
        (
            ring.replace("body;", "body;locale;").replace(";a;", ";a;ca;").replace(";b;", ";b;ca;"),
            1,
            "itself",
        ),
        (deep, 66, "64 comments"),
    ] {
        let mut city = city(0);
        let before = city.node.digest();
        let error = import(&mut city, &plan(&[&file])).err();
        match error.unwrap_or_else(|| panic!("{said}")) {
            ImportError::Row { row, fault } => {
                assert_eq!(row.id, id, "{fault}");
                assert!(fault.to_string().contains(said), "{fault}");
            }
            other => panic!("{other}"),
        }
        assert_eq!(city.node.digest(), before);
    }
    let mut city = city(0);
    let error = import(&mut city, &plan(&["id;title;body;is_amend\n1;Bo;;false\n"])).unwrap_err();
    assert!(matches!(error, ImportError::NoLanguage));
}

#[test]
fn one_id_of_two_platforms_is_not_taken_for_one() {
    let mut city = city(0);
    let one = "id;title/ca;body/ca;is_amend;published_at\n1;Bo;;false;2016-01-22 00:00:00 UTC\n";
    let _ = import(&mut city, &plan(&[one])).unwrap();
    let mut other = plan(&[&one.replace("2016", "2019")]);
    match import(&mut city, &other).unwrap_err() {
        ImportError::Row { fault: RowFault::OtherSource { system }, .. } => {
            assert_eq!(system, "decidim");
        }
        error => panic!("{error}"),
    }
    other.system = "madrid".into();
    assert_eq!(import(&mut city, &other).unwrap().proposals, 1);
    let out = again(&city.node);
    assert_eq!(out.proposals.iter().map(|row| row.id.0).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_column_that_names_no_language_keeps_its_name() {
    let file = "id;title;body;title/pt-BR;is_amend\n1;Bancs;Text;Bancos;false\n";
    let mut city = city(0);
    let plan = participation::ImportPlan { languages: vec![ca()], ..plan(&[file]) };
    let _ = import(&mut city, &plan).unwrap();
    {
        let reading = city.node.deliberation();
        let card = reading.cards().next().unwrap();
        let pt = "pt-br".parse().unwrap();
        assert_eq!(card.titles, [(ca(), "Bancs".to_owned()), (pt, "Bancos".to_owned())]);
    }
    assert_same(&again(&city.node), &plan);
}

#[test]
fn who_holds_no_office_imports_nothing() {
    let Village { mut node, mut stewards, mut people, .. } = village(1);
    let before = node.digest();
    let plan = plan(&[PROPOSALS]);
    for (pen, lacking) in [
        (&mut stewards[0], vec![Role::ImportOfficer]),
        (&mut people[0], vec![Role::Organiser, Role::ImportOfficer]),
    ] {
        match node.import_decidim(&mut pen.pen(), &plan, &mut |_, _| ()).unwrap_err() {
            ImportError::Offices { missing, member } => {
                assert_eq!(missing, lacking);
                assert!(member.is_some());
            }
            error => panic!("{error}"),
        }
    }
    assert_eq!(node.digest(), before);
    assert!(node.export_decidim().unwrap().proposals.is_empty());
}

#[test]
fn an_import_goes_to_another_node_as_any_entries_do() {
    let mut city = city(0);
    let all = plan(&[PROPOSALS, COMMENTS, PROJECTS]);
    let _ = import(&mut city, &all).unwrap();
    let mut bytes = Vec::new();
    city.node.export(&mut bytes, &std::collections::HashSet::new()).unwrap();
    let id = city.node.id();
    let mut other = participation::Community::begin(participation::MemoryStore::new(), id).unwrap();
    let checked = other.check_bundle(&mut bytes.as_slice()).unwrap();
    let _ = other.import(&mut bytes.as_slice(), &checked).unwrap();
    assert_eq!(other.view_digest(), city.node.view_digest());
    assert_same(&again(&other), &again(&city.node));
    let taxon = other.deliberation().cards().find(|c| c.kind == DocumentKind::Taxon).unwrap().id;
    assert!(matches!(other.act(&taxon).unwrap(), Some(Act::Content(Content::Compose(_)))));
}

#[test]
fn what_was_withdrawn_there_is_withdrawn_here() {
    let mut city = city(0);
    let file = "id;title/ca;body/ca;is_amend;withdrawn\n1;Bo;;false;true\n2;Nou;;false;false\n";
    let _ = import(&mut city, &plan(&[file])).unwrap();
    let reading = city.node.deliberation();
    let list = |withdrawn| {
        let filter = participation::Filter { withdrawn: Some(withdrawn), ..Default::default() };
        reading.list(&filter, participation::Sort::Recent, 0, 9).total
    };
    assert_eq!((list(true), list(false)), (1, 1));
}
