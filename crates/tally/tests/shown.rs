//! The outcome as JSON and as a table.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use participation_tally::{Rule, count, pabulib::PbFile};

const FILE: &str = "\
META
key;value
budget;1000.50
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
p1;800;Dotze arbres i una font d'aigua potable a la plaça de la Constitució de 1812
p2;300;Łąka kwietna w mojej dzielnicy — trzydzieści gatunków roślin i ławka w cieniu
p3;200.25;Bancs
p4;0.25;\"Un petit \u{1b}[31mlletrero\"
VOTES
voter_id;vote
1;p1,p2
2;p1,p3
3;p1,p2,p3
4;p1
";

fn outcome(rule: Rule) -> participation_tally::Outcome {
    let file = PbFile::read("x.pb", FILE.as_bytes()).unwrap();
    count(file.profile(), rule, &file.params(rule)).unwrap()
}

#[test]
fn the_table_is_as_people_know_it() {
    let table = "\
greedy: 4 ballots, budget 1000.5, spent 1000.5, left 0
#  score    cost   money            id
1      4     800  1000.5  taken     p1  Dotze arbres i una font d'aigua potable…
2      2     300   200.5  too dear  p2  Łąka kwietna w mojej dzielnicy — trzydz…
3      2  200.25   200.5  taken     p3  Bancs
4      0    0.25    0.25  taken     p4  Un petit \u{fffd}[31mlletrero
tie at 2: p2, p3 (by the order of the list; same winners either way)
";
    assert_eq!(outcome(Rule::Greedy).to_string(), table);
}

#[test]
fn what_was_not_reached_is_said() {
    let table = "\
greedy-no-skip: 4 ballots, budget 1000.5, spent 800, left
  200.5
#  score  cost   money                 id
1      4   800  1000.5  taken          p1  Dotze arbres i u…
2      2   300   200.5  too dear, end  p2  Łąka kwietna w m…
not reached: 2 more
tie at 2: p2, p3 (by the order of the list; this decided)
";
    assert_eq!(outcome(Rule::GreedyNoSkip).to_table(60), table);
}

#[test]
fn a_table_of_seats_has_no_money() {
    let table = "\
approval: 4 ballots, 1 to elect
#  score                id
1      4  elected       p1  Dotze arbres i una fo…
2      2  no seat left  p2  Łąka kwietna w mojej…
3      2  no seat left  p3  Bancs
4      0  no votes      p4  Un petit \u{fffd}[31mlletrero
";
    assert_eq!(outcome(Rule::Approval).to_table(50), table);
}

#[test]
fn the_json_has_the_keys_that_scripts_rely_on() {
    let json = serde_json::to_string(&outcome(Rule::GreedyNoSkip)).unwrap();
    let expected = concat!(
        r#"{"rule":"greedy-no-skip","valid":4,"winners":["p1"],"#,
        r#""scores":{"p1":4,"p2":2,"p3":2,"p4":0},"rounds":["#,
        r#"{"step":"considered","option":"p1","label":"Dotze arbres i una font d'aigua potable "#,
        r#"a la plaça de la Constitució de 1812","score":4,"cost":"800","before":"1000.5","#,
        r#""taken":true,"reason":"fits"},"#,
        r#"{"step":"considered","option":"p2","label":"Łąka kwietna w mojej dzielnicy — "#,
        r#"trzydzieści gatunków roślin i ławka w cieniu","score":2,"cost":"300","#,
        r#""before":"200.5","taken":false,"reason":"stops"}],"#,
        r#""ties":[{"score":2,"options":["p2","p3"],"by":"listed","decisive":true}],"#,
        r#""ballots":4,"binding":true,"labels":{"#,
        r#""p1":"Dotze arbres i una font d'aigua potable a la plaça de la Constitució de 1812","#,
        r#""p2":"Łąka kwietna w mojej dzielnicy — trzydzieści gatunków roślin i ławka w cieniu","#,
        r#""p3":"Bancs","p4":"Un petit \u001b[31mlletrero"},"#,
        r#""budget":"1000.5","spent":"800","remaining":"200.5"}"#,
    );
    assert_eq!(json, expected);
}
