//! Each fault of a file is named with its line and column.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use participation_tally::pabulib::PbFile;
use proptest::prelude::*;

/// A good file of every section; the tests break one thing in it each.
const GOOD: &str = "\
META
key;value
num_projects;3
num_votes;2
budget;100.50
vote_type;approval
rule;greedy
min_length;1
max_length;2
PROJECTS
project_id;cost;name
a;60;Àgora
b;40.25;\"Banc; \"\"nou\"\"\"
c;30;Cinema
VOTES
voter_id;vote
v1;a,b
v2;c
";

/// A good file with points.
const POINTS: &str = "\
META
key;value
budget;10
vote_type;cumulative
max_points;6
min_sum_points;2
max_sum_points;8
PROJECTS
project_id;cost
a;1
b;2
VOTES
voter_id;vote;points
v1;a,b;6,2
v2;b;1
";

fn error(text: &str) -> String {
    match PbFile::read("x.pb", text.as_bytes()) {
        Ok(_) => panic!("this was accepted:\n{text}"),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn breaks(good: &str, from: &str, to: &str, start: &str) {
    assert!(PbFile::read("x.pb", good.as_bytes()).is_ok(), "the good file is refused");
    assert!(good.contains(from), "nothing to break");
    let error = error(&good.replacen(from, to, 1));
    assert!(error.starts_with(start), "{error}\ndoes not start with\n{start}");
}

#[test]
fn the_good_files_are_read() {
    let file = PbFile::read("x.pb", GOOD.as_bytes()).unwrap();
    assert_eq!(file.profile().len(), 2);
    assert_eq!(file.profile().options()[1].label(), "Banc; \"nou\"");
    assert_eq!(file.profile().budget().unwrap().to_string(), "100.5");
    assert_eq!(file.meta("rule"), Some("greedy"));
}

#[test]
fn a_missing_section_is_named_where_it_should_begin() {
    assert!(error("").starts_with("x.pb:1:1: the section META should begin here"));
    assert!(error("key;value\n").starts_with("x.pb:1:1: the section META should begin"));
    breaks(GOOD, "PROJECTS\n", "", "x.pb:10:1: the section PROJECTS should begin here");
    breaks(GOOD, "VOTES\n", "", "x.pb:15:1: the section VOTES should begin here");
    let no_projects = &GOOD.replace(&GOOD[GOOD.find("PROJECTS").unwrap()..], "VOTES\nvoter_id\n");
    assert!(error(no_projects).starts_with("x.pb:10:1: the section PROJECTS should begin here"));
    let no_votes = &GOOD[..GOOD.find("VOTES").unwrap()];
    assert!(error(no_votes).starts_with("x.pb:15:1: the section VOTES should begin here"));
    breaks(GOOD, "c;30;Cinema", "META", "x.pb:14:1: the section META begins again");
    let only_names = &GOOD[..GOOD.find("voter_id;vote").unwrap()];
    assert!(error(only_names).starts_with("x.pb:16:1: the section VOTES has no header line"));
}

#[test]
fn a_missing_column_is_named_with_its_header() {
    let start = "x.pb:2:1: the section META has no column `value`";
    breaks(GOOD, "key;value", "key;wert", start);
    let start = "x.pb:11:1: the section PROJECTS has no column `cost`";
    breaks(GOOD, "project_id;cost;", "project_id;price;", start);
    let start = "x.pb:11:1: the section PROJECTS has no column `project_id`";
    breaks(GOOD, "project_id;cost;", "project;cost;", start);
    let start = "x.pb:16:1: the section VOTES has no column `vote`";
    breaks(GOOD, "voter_id;vote", "voter_id;votes", start);
    let start = "x.pb:16:1: the section VOTES has no column `voter_id`";
    breaks(GOOD, "voter_id;vote", "voter;vote", start);
    let start = "x.pb:13:1: the section VOTES has no column `points`";
    breaks(POINTS, "vote;points", "vote;sum", start);
    let start = "x.pb:11:1: the column `cost` is named twice";
    breaks(GOOD, "cost;name", "cost;cost", start);
}

#[test]
fn a_missing_or_wrong_key_is_named() {
    breaks(GOOD, "budget;100.50\n", "", "x.pb:2:1: META has no `budget`");
    breaks(GOOD, "vote_type;approval\n", "", "x.pb:2:1: META has no `vote_type`");
    breaks(GOOD, "budget;100.50", "budget;", "x.pb:5:8: `budget` is empty");
    breaks(GOOD, "budget;100.50", "budget;1e5", "x.pb:5:8: `budget` is `1e5`: not an amount");
    breaks(GOOD, "approval", "knapsack", "x.pb:6:11: the vote type `knapsack` is not known");
    breaks(GOOD, "rule;greedy", "budget;7", "x.pb:7:1: META says `budget` twice");
    let start = "x.pb:9:12: `max_length` is `2.5`: write a whole number";
    breaks(GOOD, "max_length;2", "max_length;2.5", start);
}

#[test]
fn wrong_encoding_says_how_to_save() {
    let mut bytes = GOOD.as_bytes().to_vec();
    let at = GOOD.find('À').unwrap();
    bytes.splice(at..at + 2, [0xc0]);
    let error = PbFile::read("x.pb", &bytes).unwrap_err().to_string();
    let start = format!("x.pb:12:6: not UTF-8 (byte {at}): open the file in its own encoding");
    assert!(error.starts_with(&start), "{error}");
}

#[test]
fn a_project_listed_twice_is_named_with_both_lines() {
    let start = "x.pb:14:1: the project `a` is listed twice, first on line 12";
    breaks(GOOD, "c;30", "a;30", start);
    breaks(GOOD, "c;30", ";30", "x.pb:14:1: `project_id` is empty");
    breaks(GOOD, "c;30", "\"c,d\";30", "x.pb:14:1: the project id `c,d` has a comma");
}

#[test]
fn a_cost_that_is_no_amount_is_named() {
    breaks(GOOD, "c;30", "c;-30", "x.pb:14:3: `cost` is `-30`: the amount is negative");
    breaks(GOOD, "c;30", "c; x", "x.pb:14:4: `cost` is `x`: not an amount");
    breaks(GOOD, "c;30", "c;", "x.pb:14:3: `cost` is ``: the amount is empty");
    let start = "x.pb:5:8: costs and budget do not fit in 64 bits";
    breaks(GOOD, "c;30", "c;18446744073709551615", start);
}

#[test]
fn a_vote_for_no_project_is_named_where_it_stands() {
    let start = "x.pb:17:6: a vote for the project `x`, which is not listed";
    breaks(GOOD, "v1;a,b", "v1;a,x", start);
    let start = "x.pb:17:7: a vote for the project `x`, which is not listed";
    breaks(GOOD, "v1;a,b", "v1;a, x", start);
    let start = "x.pb:17:4: a vote for the project `x`, which is not listed";
    breaks(GOOD, "v1;a,b", "v1;\"a,x\"", start);
    breaks(GOOD, "v1;a,b", "v1;a,a", "x.pb:17:6: the project `a` is named twice on this ballot");
}

#[test]
fn a_voter_has_one_ballot() {
    let start = "x.pb:18:1: the voter `v1` has a second ballot, the first is on line 17";
    breaks(GOOD, "v2;c", "v1;c", start);
    breaks(GOOD, "v2;c", ";c", "x.pb:18:1: `voter_id` is empty");
}

#[test]
fn a_ballot_over_the_limits_is_refused() {
    let start = "x.pb:18:4: this ballot has 3, and the file's `max_length` is 2";
    breaks(GOOD, "v2;c", "v2;c,a,b", start);
    let start = "x.pb:18:4: this ballot has 0, and the file's `min_length` is 1";
    breaks(GOOD, "v2;c", "v2;", start);
    let start = "x.pb:17:4: this ballot has 2, and the file's `max_length` is 1";
    let choose_one =
        GOOD.replace("approval", "choose-1").replace("min_length;1\nmax_length;2\n", "");
    assert!(error(&choose_one).replace(":15:4", ":17:4").starts_with(start));
    let start = "x.pb:17:4: this ballot has 100.25, and the file's `max_sum_cost` is 100.2";
    breaks(GOOD, "max_length;2", "max_sum_cost;100.20", start);
    let start = "x.pb:14:10: this ballot has 9, and the file's `max_sum_points` is 8";
    breaks(POINTS, "v1;a,b;6,2", "v1 ;a,b ;6,3", start);
    let start = "x.pb:14:8: this ballot has 7, and the file's `max_points` is 6";
    breaks(POINTS, "v1;a,b;6,2", "v1;a,b;7,1", start);
    let least = POINTS.replace("max_points;6", "min_points;2").replace("v2;b;1", "v2;b;2");
    let start = "x.pb:14:10: this ballot has 1, and the file's `min_points` is 2";
    breaks(&least, "v1;a,b;6,2", "v1;a,b;6,1", start);
}

#[test]
fn a_ballot_may_reach_its_limits() {
    for limits in ["max_sum_cost;100.250", "min_sum_cost;30.0", "min_length;1.0\nmax_length;2"] {
        let text = GOOD.replace("min_length;1\nmax_length;2", limits);
        let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
        assert_eq!(file.notes_in_all(), 0, "{limits}");
    }
    let text = POINTS.replace("min_sum_points;2", "min_sum_points;1\nmin_points;1");
    assert_eq!(PbFile::read("x.pb", text.as_bytes()).unwrap().notes_in_all(), 0);
}

#[test]
fn a_ballot_that_gives_too_little_is_noted_and_counted() {
    let file = PbFile::read("x.pb", POINTS.as_bytes()).unwrap();
    assert_eq!(file.profile().scores().unwrap(), [6, 3]);
    let note = &file.notes()[0];
    assert_eq!((note.place.line, note.place.column), (15, 6));
    let text = "this ballot has 1, and the file's `min_sum_points` is 2: correct one of them";
    assert_eq!(note.fault.to_string(), text);
    assert_eq!(file.notes_in_all(), 1);
    let text = GOOD.replace("max_length;2", "min_sum_cost;30.1");
    let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
    assert_eq!(file.notes()[0].place.line, 18);
}

#[test]
fn points_have_to_match_their_projects() {
    breaks(POINTS, ";6,2", ";6", "x.pb:14:8: 1 points for 2 projects");
    breaks(POINTS, ";6,2", ";6,-1", "x.pb:14:10: `points` is `-1`: write a whole number");
    breaks(POINTS, ";6,2", ";6,1.5", "x.pb:14:10: `points` is `1.5`: write a whole number");
    breaks(POINTS, ";6,2", ";6,4294967296", "x.pb:14:10: `points` is `4294967296`");
}

#[test]
fn numbers_that_lie_are_named_where_they_stand() {
    let start = "x.pb:3:14: META says `num_projects;4`, and there are 3";
    breaks(GOOD, "num_projects;3", "num_projects;4", start);
    let start = "x.pb:4:11: META says `num_votes;1`, and there are 2";
    breaks(GOOD, "num_votes;2", "num_votes;1", start);
}

#[test]
fn rows_and_quotes_have_to_be_whole() {
    breaks(GOOD, "v2;c", "v2", "x.pb:18:1: 1 fields where the header has 2");
    breaks(GOOD, "v2;c", "v2;c;9", "x.pb:18:6: 3 fields where the header has 2");
    breaks(GOOD, "c;30;Cinema", "c;30;\"Cinema", "x.pb:14:6: this quote is never closed");
    breaks(GOOD, "c;30;Cinema", "c;30;\"Ci\"nema", "x.pb:14:10: text after a closing quote");
    let long = "x".repeat(256 * 1024 + 1);
    breaks(GOOD, "Cinema", &long, "x.pb:14:6: a field of more than 262144 bytes");
    let quoted = format!("\"{long}\"");
    breaks(GOOD, "Cinema", &quoted, "x.pb:14:6: a field of more than 262144 bytes");
    let many = ";".repeat(1_000);
    breaks(GOOD, "v2;c", &many, "x.pb:18:1: more than 1000 fields in one row");
}

#[test]
fn lines_are_counted_through_quoted_line_breaks() {
    let text = GOOD.replace("Cinema", "\"Ci\n\nne\"\"ma\n\"");
    let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
    assert_eq!(file.profile().options()[2].label(), "Ci\n\nne\"ma");
    assert!(error(&text.replace("v2;c", "v2;x")).starts_with("x.pb:21:4: a vote for"));
}

#[test]
fn a_text_of_the_file_cannot_rewrite_the_terminal() {
    let error = error(&GOOD.replace("v2;c", "v2;\u{1b}[2J"));
    assert!(error.contains("`\u{fffd}[2J`"), "{error}");
}

#[test]
fn spreadsheets_and_other_line_ends_are_read_the_same() {
    let plain = PbFile::read("x.pb", GOOD.as_bytes()).unwrap();
    for text in [
        GOOD.replace('\n', "\r\n"),
        GOOD.replacen("META", "\u{feff}META", 1),
        GOOD.replacen("META\nkey;value", "Meta\nKey;VALUE", 1).replace("VOTES", "votes"),
        GOOD.replace("voter_id;vote", "Voter_ID;Vote;age").replace("vote_type", "VOTE_TYPE"),
        GOOD.replace("budget;100.50", "budget;100,5").replace("approval", "Approval"),
        GOOD.replace(';', " ; ").replace("Banc ; ", "Banc;"),
        GOOD.replace("PROJECTS\n", "\nPROJECTS;;\n").replace("v1;a,b", "v1;a,b;;"),
        GOOD.replace("v1;a,b", "\"v1\";\"a,b\""),
        GOOD.trim_end().to_owned(),
    ] {
        let file = PbFile::read("x.pb", text.as_bytes()).unwrap();
        assert!(file.profile().ballots().eq(plain.profile().ballots()), "{text}");
        assert_eq!(file.profile().options(), plain.profile().options());
    }
}

#[test]
fn any_cut_of_a_good_file_is_an_error_or_a_smaller_file() {
    for end in 0..GOOD.len() {
        if let Ok(file) = PbFile::read("x.pb", &GOOD.as_bytes()[..end]) {
            assert_eq!(file.profile().len(), 2, "a vote is missing at {end}");
        }
    }
}

proptest! {
    #[test]
    fn damaged_bytes_are_read_or_refused_with_a_place_inside_the_file(
        points in any::<bool>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        pieces in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(vec![";", "\"", "\n", ",", "VOTES\n"])),
            0..4,
        ),
    ) {
        let mut bytes = if points { POINTS } else { GOOD }.as_bytes().to_vec();
        for (index, byte) in damage {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        for (index, piece) in pieces {
            let at = index.index(bytes.len());
            bytes.splice(at..at, piece.bytes());
        }
        if let Err(error) = PbFile::read("x.pb", &bytes) {
            let lines = bytes.split(|byte| *byte == b'\n').count();
            prop_assert!((1..=lines + 1).contains(&error.place().line), "{}", error);
            prop_assert!((1..=bytes.len() + 1).contains(&error.place().column), "{}", error);
        }
    }
}
