//! Oddities of published budgets: what the file's own figures confirm is counted and noted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use participation_tally::{
    Rule, count,
    pabulib::{Fault, PbFile},
};

/// A file whose figures are those of its ballots; `{}` stands for what the tests put in.
fn approvals(meta: &str, votes: [u64; 3], ballots: &str) -> String {
    let [a, b, c] = votes;
    format!(
        "META\nkey;value\nbudget;10\nvote_type;approval\n{meta}PROJECTS\nproject_id;cost;votes\n\
         a;5;{a}\nb;6;{b}\nc;2;{c}\nVOTES\nvoter_id;vote\n{ballots}"
    )
}

fn points(meta: &str, score: [u64; 2], ballots: &str) -> String {
    let [a, b] = score;
    format!(
        "META\nkey;value\nbudget;10\nvote_type;cumulative\n{meta}PROJECTS\nproject_id;cost;score\n\
         a;5;{a}\nb;6;{b}\nVOTES\nvoter_id;vote;points\n{ballots}"
    )
}

#[test]
fn what_the_figures_confirm_is_counted_and_noted() {
    let cases = [
        (approvals("max_length;1\n", [1, 2, 0], "1;a,b\n2;b\n"), "13:3", "`max_length` is 1"),
        (approvals("min_length;2\n", [1, 2, 0], "1;a,b\n2;b\n"), "14:3", "`min_length` is 2"),
        (approvals("max_sum_cost;9\n", [1, 2, 0], "1;a,b\n2;b\n"), "13:3", "`max_sum_cost` is 9"),
        (approvals("num_votes;5\n", [1, 1, 0], "1;a,b\n"), "5:11", "META says `num_votes;5`"),
        (approvals("num_projects;4\n", [1, 1, 0], "1;a,b\n"), "5:14", "META says `num_proj"),
        (approvals("", [2, 0, 0], "1;a\n1;a\n"), "13:1", "the voter `1` has a second ballot"),
        (approvals("", [2, 0, 0], "1;a\n;a\n"), "13:1", "`voter_id` is empty"),
        (approvals("", [1, 0, 1], "1;a,x,c\n"), "12:5", "a vote for the project `x`"),
        (approvals("", [1, 0, 1], "1;a,c,a\n"), "12:7", "the project `a` is named twice"),
        (points("max_points;4\n", [5, 1], "1;a,b;5,1\n"), "12:7", "`max_points` is 4"),
        (points("min_points;2\n", [5, 1], "1;a,b;5,1\n"), "12:9", "`min_points` is 2"),
        (points("max_sum_points;5\n", [5, 1], "1;a,b;5,1\n"), "12:7", "`max_sum_points` is 5"),
        (points("", [5, 1], "1;a,x,b;5,9,1\n"), "11:5", "a vote for the project `x`"),
    ];
    for (text, place, said) in cases {
        let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
        let notes: Vec<String> = file.notes().iter().map(ToString::to_string).collect();
        assert_eq!(notes.len(), 1, "{notes:?}\n{text}");
        assert!(notes[0].starts_with(&format!("{place}: ")), "{notes:?}");
        assert!(notes[0].contains(said), "{notes:?}");
        assert_eq!(file.disagreements().unwrap(), []);
        // The same with other figures is refused where the note was, and with none as well.
        let (name, column) = if text.contains("score") { ("score", 2) } else { ("votes", 2) };
        let line = text.lines().position(|line| line.starts_with("b;6;")).unwrap();
        let other = text.lines().enumerate().map(|(at, row)| {
            let cut = row.rsplit_once(';').map_or(row, |(start, _)| start);
            if at == line { format!("{cut};77\n") } else { format!("{row}\n") }
        });
        let other: String = other.collect();
        let none = text.replacen(&format!("cost;{name}"), "cost;figures", 1);
        assert_eq!(column, 2);
        for text in [other, none] {
            let error = PbFile::read("x.pb", text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(&format!("x.pb:{place}: ")), "{error}");
            assert!(error.contains(said), "{error}");
        }
    }
}

#[test]
fn what_stays_a_guess_is_refused_whatever_the_figures_say() {
    let ordinal = approvals("max_length;1\n", [1, 2, 0], "1;a,b\n2;b\n")
        .replace("approval", "ordinal")
        .replace("cost;votes", "cost;score");
    let twice = points("", [5, 1], "1;a,b,a;5,1,0\n");
    let fraction = points("", [5, 1], "1;a,b;5,1.5\n");
    let thousand = approvals("", [1, 1, 0], "1;a,b\n").replace("budget;10", "budget;1,000");
    for (text, said) in [
        (ordinal, "x.pb:13:3: this ballot has 2, and the file's `max_length` is 1"),
        (twice, "x.pb:11:7: the project `a` is named twice"),
        (fraction, "x.pb:11:9: `points` is `1.5`"),
        (thousand, "x.pb:3:8: `budget` is `1,000`: not an amount"),
    ] {
        let error = PbFile::read("x.pb", text.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn what_does_not_count_may_be_written_anyhow() {
    let text = approvals(
        "comment;one; two; th\"ree\nmin_length;None\nmin_points;few\ndefault_score;0.5\n\
         min_project_score_threshold;1.5\n",
        [1, 1, 1],
        "1;a\n2;b\n3;c\n",
    );
    let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
    assert_eq!(file.meta("Comment"), Some("one;two;th\"ree"));
    assert!(matches!(file.notes()[0].fault, Fault::Fields { given: 4, expected: 2 }));
    assert_eq!(file.limits().min_length, None);
    assert_eq!(file.params(Rule::GreedyThreshold).threshold(), Some(2));
    let text = approvals("", [1, 1, 1], "1;a\n2;b\n3;c\n").replace("cost;votes", "cost;selected");
    let file = PbFile::read("x.pb", text.replace("a;5;1", "a;5;yes").as_bytes()).unwrap();
    assert_eq!(file.selected().collect::<Vec<_>>(), [None, Some(1), Some(1)]);
    assert_eq!(file.notes()[0].to_string().split(": ").next(), Some("7:5"));
}

#[test]
fn rows_may_end_before_columns_that_do_not_count() {
    let text =
        approvals("", [1, 1, 0], "1;a;33;F\n2;b\n").replace("id;vote\n", "id;vote;age;sex\n");
    let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
    assert_eq!((file.profile().len(), file.notes_in_all()), (2, 0));
    let text = text.replace("2;b", "2;b;1;M;1");
    let error = PbFile::read("x.pb", text.as_bytes()).unwrap_err().to_string();
    assert!(error.starts_with("x.pb:13:9: 5 fields where the header has 4"), "{error}");
}

#[test]
fn the_strength_of_a_vote_is_its_weight() {
    let text =
        approvals("", [3, 1, 0], "1;a;3\n2;b;\n").replace("id;vote\n", "id;vote;vote_strength\n");
    let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
    assert_eq!(file.profile().weight(), 4);
    assert_eq!(file.disagreements().unwrap(), []);
    let outcome = count(file.profile(), Rule::Approval, &file.params(Rule::Approval)).unwrap();
    assert_eq!(outcome.winners(), ["a"]);
    let error = PbFile::read("x.pb", text.replace("a;3\n", "a;0\n").as_bytes()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("x.pb:12:5: `vote_strength` is `0`: write a whole number of one"),
        "{error}"
    );
}
