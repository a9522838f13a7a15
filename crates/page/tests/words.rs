//! What the page says is complete in every language, and nothing of it is dead.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ateneu_page::words::{Words, sources};
use ateneu_page::{Deed, Tongue};

/// Each message of a language with the arguments that it names.
fn messages(tongue: Tongue) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    let mut last = String::new();
    for line in sources(tongue).iter().flat_map(|(_, text)| text.lines()) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            last = line.split(" =").next().unwrap().to_owned();
            let twice = all.insert(last.clone(), BTreeSet::new());
            assert!(twice.is_none(), "{}: {last} is said twice", tongue.code());
        }
        for argument in line.split('$').skip(1) {
            let name: String = argument.chars().take_while(char::is_ascii_lowercase).collect();
            all.get_mut(&last).unwrap().insert(name);
        }
    }
    all
}

/// Everything in a folder and below it, as text.
fn texts(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, into);
        } else {
            into.push(fs::read_to_string(&path).unwrap());
        }
    }
}

fn code() -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["src", "templates", "../../node/src/page"] {
        texts(&here.join(folder), &mut all);
    }
    all.concat()
}

#[test]
fn every_message_is_there_in_every_language_with_the_same_arguments() {
    let catalan = messages(Tongue::Catalan);
    assert!(catalan.len() > 100);
    for tongue in [Tongue::Spanish, Tongue::English] {
        let other = messages(tongue);
        for (key, arguments) in &catalan {
            assert_eq!(other.get(key), Some(arguments), "{key} in {}", tongue.code());
        }
        for key in other.keys() {
            assert!(catalan.contains_key(key), "{key} is in {} only", tongue.code());
        }
    }
}

#[test]
fn every_message_that_is_asked_for_is_there() {
    let there = messages(Tongue::Catalan);
    let code = code();
    // Others than words are put together `with` something, too.
    for call in [".say(\"", ".count(\"", "w.with(\"", "words.with(\"", ".fill(\""] {
        for rest in code.split(call).skip(1) {
            let key = rest.split('"').next().unwrap();
            assert!(there.contains_key(key) || key.is_empty(), "{key} is asked for");
        }
    }
    for deed in Deed::ALL {
        let key = format!("done-{}", deed.code());
        assert!(there.contains_key(&key), "{key}");
    }
}

#[test]
fn no_message_is_said_nowhere() {
    let code = code();
    for key in messages(Tongue::Catalan).keys() {
        let made = key.strip_prefix("done-").is_some_and(|code| Deed::of(code).is_some());
        let part = ["-title", "-text"].iter().any(|end| {
            key.strip_suffix(end).is_some_and(|whole| code.contains(&format!("\"{whole}\"")))
        });
        assert!(made || part || code.contains(&format!("\"{key}\"")), "{key} is said nowhere");
    }
}

#[test]
fn plural_forms_and_arguments_come_out_in_every_language() {
    for tongue in Tongue::ALL {
        let words = Words::of(tongue);
        for (key, arguments) in messages(tongue) {
            let values: Vec<(&'static str, &str)> =
                arguments.iter().map(|name| (&*name.clone().leak(), "7")).collect();
            let text = words.fill(&key, &values);
            assert!(!text.contains('{') && !text.contains('['), "{key}: {text}");
        }
        assert_ne!(words.count("comments-count", 1_u32), words.count("comments-count", 2_u32));
    }
}
