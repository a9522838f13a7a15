//! House rules that are read from the source files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::code::{attributes, bare, closing};
use crate::graph::CORES;
use crate::{none, root};

/// A longer file has more than one subject.
const MAX_LINES: usize = 700;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "manager", "misc"];

/// Paths and names by which a core would reach time, chance, files, processes or a network.
const NEVER_IN_A_CORE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "thread_rng",
    "OsRng",
    "getrandom",
    "RandomState",
];

/// A hash table over keys that others choose: it is seeded as the standard library's are, and the
/// seed shows nowhere, because nobody can ask for an order.
const SEEDED: &str = "crates/types/src/compact.rs";

#[test]
fn sources_keep_the_house_rules() {
    let files = sources(&root());
    assert!(files.len() > 20, "only {} sources found: is the scan looking here?", files.len());
    let mut found = Vec::new();
    for path in &files {
        let source = fs::read_to_string(path).expect("a source is UTF-8");
        found.extend(house_rules(&shown(path), &source));
    }
    none(&found);
}

#[test]
fn cores_name_no_clock_chance_files_or_network() {
    let mut found = Vec::new();
    for core in CORES {
        let folder = root().join("crates").join(core).join("src");
        let files = sources(&folder);
        assert!(!files.is_empty(), "{} has no sources", folder.display());
        for path in files.iter().filter(|path| !path.ends_with("tests.rs")) {
            let source = fs::read_to_string(path).expect("a source is UTF-8");
            let name = shown(path);
            let impure = impurities(&name, &source).into_iter();
            found
                .extend(impure.filter(|found| !(name == SEEDED && found.ends_with("RandomState"))));
        }
    }
    none(&found);
}

/// Length, module names, ignored tests and reasons for what is allowed.
fn house_rules(name: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines = source.lines().count();
    if lines > MAX_LINES {
        found.push(format!("{name}: {lines} lines, at most {MAX_LINES}: split it by subject"));
    }
    let code = bare(source);
    let file = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    for empty in EMPTY_NAMES {
        let declared = code.lines().any(|line| {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| word == "mod") && words.next() == Some(empty)
        });
        if file == *empty || declared {
            found.push(format!("{name}: a module called {empty} says nothing: name its subject"));
        }
    }
    for (line, attribute) in attributes(&code) {
        if words(attribute).next() == Some("ignore") {
            found.push(format!("{name}:{line}: an ignored test: mend it or remove it"));
        }
        let silences = ["allow", "expect"].iter().any(|level| silences(attribute, level));
        if silences && !words(attribute).any(|word| word == "reason") {
            found.push(format!("{name}:{line}: a lint is allowed without a reason"));
        }
    }
    found
}

/// What in this source no core may name; its tests, which come last, may.
fn impurities(name: &str, source: &str) -> Vec<String> {
    let code = bare(source);
    let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let never = NEVER_IN_A_CORE.iter().filter(|never| names(line, never));
        found.extend(never.map(|never| format!("{name}:{}: a core names {never}", index + 1)));
    }
    for (at, group) in code.match_indices("std::{") {
        let inner = &code[at + group.len()..];
        let line = code[..at].matches('\n').count() + 1;
        for module in words(&inner[..closing(inner, '{', '}')]) {
            if NEVER_IN_A_CORE.contains(&format!("std::{module}").as_str()) {
                found.push(format!("{name}:{line}: a core names std::{module}"));
            }
        }
    }
    found
}

/// Whether the attribute sets this lint level, itself or inside `cfg_attr`.
fn silences(attribute: &str, level: &str) -> bool {
    let set = |text: &str| text.trim_start().strip_prefix(level).is_some_and(opens);
    set(attribute) || attribute.starts_with("cfg_attr") && attribute.split(',').skip(1).any(set)
}

fn opens(text: &str) -> bool {
    text.trim_start().starts_with('(')
}

/// Whether the line has this path or name, not merely inside a longer word.
fn names(line: &str, wanted: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(wanted)
        .any(|(at, _)| !line[..at].ends_with(word) && !line[at + wanted.len()..].starts_with(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Every Rust file below, without what is built or fetched.
fn sources(folder: &Path) -> Vec<PathBuf> {
    const SKIPPED: &[&str] = &["target", ".git", "node_modules", "corpus", "artifacts"];
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for item in fs::read_dir(&folder).expect("a folder can be read") {
            let item = item.expect("a folder can be read");
            let kind = item.file_type().expect("an item has a type");
            let name = item.file_name();
            if kind.is_dir() && !SKIPPED.iter().any(|skipped| name == *skipped) {
                open.push(item.path());
            } else if kind.is_file() && item.path().extension().is_some_and(|end| end == "rs") {
                found.push(item.path());
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[test]
fn each_broken_house_rule_is_named_with_its_line() {
    let source = concat!(
        "#![cfg_attr(test, allow(unused))]\n",
        "mod utils;\n",
        "#[test]\n#[ignore = \"slow\"]\nfn f() {}\n",
        "#[expect(dead_code)]\nfn g() {}\n",
    );
    assert_eq!(
        house_rules("src/helpers.rs", source),
        [
            "src/helpers.rs: a module called utils says nothing: name its subject",
            "src/helpers.rs: a module called helpers says nothing: name its subject",
            "src/helpers.rs:1: a lint is allowed without a reason",
            "src/helpers.rs:4: an ignored test: mend it or remove it",
            "src/helpers.rs:6: a lint is allowed without a reason",
        ]
    );
    assert_eq!(house_rules("long.rs", &"\n".repeat(MAX_LINES + 1)).len(), 1);
}

#[test]
fn good_code_and_its_comments_raise_no_complaint() {
    let source = concat!(
        "//! Talks of #[ignore] and of `mod utils`.\n",
        "#![allow(missing_docs, reason = \"a test\")]\n",
        "fn allow(x: u8) -> bool { x.expect(\"ok\") }\n",
        "const S: &str = \"#[ignore] mod common\";\n",
    );
    assert!(house_rules("src/good.rs", source).is_empty());
    assert!(impurities("src/good.rs", "// std::fs\nstruct InstantOf;\n").is_empty());
    let tested = "fn f() {}\n#[cfg(test)]\nmod tests { use std::fs; }\n";
    assert!(impurities("src/good.rs", tested).is_empty());
}

#[test]
fn each_impurity_of_a_core_is_named() {
    let source =
        "use std::fs::File;\nuse std::{\n    io,\n    net::TcpStream,\n};\nInstant::now();\n";
    assert_eq!(
        impurities("core.rs", source),
        [
            "core.rs:1: a core names std::fs",
            "core.rs:6: a core names Instant",
            "core.rs:2: a core names std::net",
        ]
    );
}
