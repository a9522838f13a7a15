//! docs/races.md and the tests say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Every `.rs` file below `tests` of the crates that have races, with its name.
fn sources() -> Vec<(String, String)> {
    let mut folders: Vec<PathBuf> =
        ["charter", "poll", "participation"].map(|name| crates().join(name).join("tests")).to_vec();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    files
}

/// The tests of a file: functions under `#[test]`.
fn tests(source: &str) -> BTreeSet<String> {
    let mut lines = source.lines();
    let mut found = BTreeSet::new();
    while let Some(line) = lines.next() {
        if line.trim() == "#[test]" {
            let name = lines.next().and_then(|line| line.trim().strip_prefix("fn "));
            found.extend(name.and_then(|name| name.split('(').next()).map(String::from));
        }
    }
    found
}

/// The test that each row of the tables names, last in its row.
fn rows() -> Vec<String> {
    let path = crates().parent().unwrap().join("docs/races.md");
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| line.starts_with('|') && !line.contains("---") && !line.contains("| test |"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 4, "four cells: {line}");
            cells[3].trim_matches('`').to_string()
        })
        .collect()
}

#[test]
fn each_row_of_the_table_of_races_names_a_test_that_exists() {
    let known: BTreeSet<String> = sources().iter().flat_map(|(_, source)| tests(source)).collect();
    for test in rows() {
        assert!(known.contains(&test), "docs/races.md names {test:?}, which no test is called");
    }
}

#[test]
fn each_test_of_a_race_has_one_row() {
    let rows = rows();
    for (name, source) in sources().iter().filter(|(name, _)| name.starts_with("races_")) {
        for test in tests(source) {
            let count = rows.iter().filter(|row| **row == test).count();
            assert_eq!(count, 1, "{test} of {name} in docs/races.md");
        }
    }
}
