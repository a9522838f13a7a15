//! The published outcomes and reference results of ten real participatory budgets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeSet, fs, io::Read, path::PathBuf};

use participation_tally::{BallotKind, Rule, count, pabulib::PbFile};
use serde_json::Value;

/// Name and file of every budget in the data folder; none, loudly, when there is no folder.
fn files() -> Vec<(String, PbFile)> {
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA does not name the folder of real data");
        return Vec::new();
    };
    let folder = PathBuf::from(data).join("pabulib");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut bytes = fs::read(&path).unwrap();
        if let Some(inner) = name.strip_suffix(".gz") {
            let mut text = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
            bytes = text;
            files.push((inner.to_owned(), PbFile::read(inner, &bytes).unwrap()));
        } else if name.ends_with(".pb") {
            files.push((name.clone(), PbFile::read(&name, &bytes).unwrap()));
        }
    }
    assert_eq!(files.len(), 10);
    files
}

fn expected() -> Value {
    let folder = PathBuf::from(std::env::var_os("PARTICIPATION_DATA").unwrap());
    serde_json::from_slice(&fs::read(folder.join("pabulib/expected.json")).unwrap()).unwrap()
}

fn set(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

fn winners(file: &PbFile, rule: Rule) -> BTreeSet<String> {
    let outcome = count(file.profile(), rule, &file.params(rule)).unwrap();
    assert!(outcome.binding());
    outcome.winners().iter().cloned().collect()
}

#[test]
fn the_reference_results_of_both_greedy_rules_are_reproduced() {
    for (name, file) in files() {
        let expected = &expected()[&name];
        assert_eq!(winners(&file, Rule::Greedy), set(&expected["greedy"]), "{name}");
        assert_eq!(winners(&file, Rule::GreedyNoSkip), set(&expected["greedy_no_skip"]), "{name}");
    }
}

#[test]
fn the_reference_results_of_equal_shares_are_reproduced() {
    let mut compared = 0;
    for (name, file) in files() {
        let expected = &expected()[&name];
        for (rule, key) in [
            (Rule::EqualShares, "equal_shares"),
            (Rule::EqualSharesAdd1, "equal_shares_add1_exhaustive"),
        ] {
            if !expected[key].is_null() {
                assert_eq!(winners(&file, rule), set(&expected[key]), "{name} {rule}");
                compared += 1;
            }
        }
    }
    assert!(compared == 12 || std::env::var_os("PARTICIPATION_DATA").is_none());
}

#[test]
fn the_published_outcomes_are_reproduced() {
    let mut compared = 0;
    for (name, file) in files() {
        let expected = &expected()[&name];
        let published = file.published().map(|ids| ids.into_iter().map(str::to_owned).collect());
        let stated = &expected["published_selected"];
        assert_eq!(published, (!stated.is_null()).then(|| set(stated)), "{name}");
        if let (Some(rule), Some(published)) = (file.declared_rule(), published) {
            let declared = expected["declared_rule"].as_str().unwrap();
            let add1 = rule == Rule::EqualSharesAdd1Overspend;
            let called = if add1 { "equalshares/add1" } else { rule.name() };
            assert_eq!(called, declared, "{name}");
            assert_eq!(winners(&file, rule), published, "{name}");
            compared += 1;
        }
    }
    assert!(compared == 6 || std::env::var_os("PARTICIPATION_DATA").is_none());
}

#[test]
fn the_ballots_give_the_figures_that_the_files_state() {
    for (name, file) in files() {
        assert_eq!(file.notes_in_all(), 0, "{name}");
        let differ = file.disagreements().unwrap();
        let differ: Vec<_> = differ
            .iter()
            .map(|it| (it.project.as_str(), it.column, it.stated, it.counted))
            .collect();
        // One voter ranked one project only; the file gives it 1 point, Borda with the file's
        // max_length gives it 5.
        let known: &[_] = match name.as_str() {
            "Switzerland_Zurich_S5R.pb" => &[("24", "score", 198, 202)],
            _ => &[],
        };
        assert_eq!(differ, known, "{name}");
    }
}

#[test]
fn no_real_table_is_wider_than_80_columns() {
    for (name, file) in files() {
        for rule in [Rule::Greedy, Rule::GreedyNoSkip, Rule::EqualSharesAdd1] {
            if rule == Rule::EqualSharesAdd1 && file.profile().kind() != BallotKind::Approval {
                continue;
            }
            let outcome = count(file.profile(), rule, &file.params(rule)).unwrap();
            for line in outcome.to_string().lines() {
                assert!(line.chars().count() <= 80, "{name}: {line}");
            }
        }
    }
}

#[test]
fn the_largest_file_is_read_and_counted() {
    for (name, file) in files().into_iter().filter(|(_, file)| file.profile().len() > 100_000) {
        assert_eq!(file.profile().len(), 131_778, "{name}");
        let outcome =
            count(file.profile(), Rule::Plurality, &file.params(Rule::Plurality)).unwrap();
        assert_eq!(outcome.winners(), ["618"]);
        assert_eq!(outcome.scores()[0], ("618".to_owned(), 14_732));
    }
}
