//! What each package says of itself: licence, toolchain, lints.

use std::fs;

use serde_json::Value;

use crate::{cargo, none, root};

#[test]
fn every_package_has_its_licence_toolchain_and_lints() {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo metadata prints JSON");
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().expect("a list of packages") {
        let path = package["manifest_path"].as_str().expect("a path");
        let manifest = fs::read_to_string(path).expect("a manifest can be read");
        found.extend(complaints(package, &manifest));
    }
    none(&found);
}

#[test]
fn the_texts_of_the_licences_are_here() {
    let start = |path: &str| {
        let text = fs::read_to_string(root().join(path)).unwrap_or_default();
        text.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
    };
    assert!(start("LICENSE-MIT").starts_with("MIT License"));
    assert!(start("LICENSE-APACHE").starts_with("Apache License Version 2.0"));
    assert!(start("node/LICENSE").starts_with("GNU AFFERO GENERAL PUBLIC LICENSE Version 3"));
}

#[test]
fn no_file_pins_a_toolchain() {
    // A machine has the toolchain it has; `rust-version` says what is needed.
    for name in ["rust-toolchain", "rust-toolchain.toml"] {
        assert!(!root().join(name).exists(), "{name}: say it with rust-version in Cargo.toml");
    }
}

fn complaints(package: &Value, manifest: &str) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or("?");
    let of_the_node = matches!(name, "ateneu" | "ateneu-page");
    let licence = if of_the_node { "AGPL-3.0-or-later" } else { "MIT OR Apache-2.0" };
    let wanted = [("license", licence), ("edition", "2024"), ("rust_version", "1.95")];
    let wrong = wanted.into_iter().filter(|(key, value)| package[*key] != **value);
    let mut found: Vec<String> = wrong
        .map(|(key, value)| format!("{name}: {key} is {}, not {value:?}", package[key]))
        .collect();
    let mut lines = manifest.lines().map(str::trim).skip_while(|line| *line != "[lints]").skip(1);
    if lines.next() != Some("workspace = true") {
        found.push(format!("{name}: its manifest does not take the workspace's lints"));
    }
    if package["description"].as_str().is_none_or(str::is_empty) {
        found.push(format!("{name}: has no description"));
    }
    found
}

#[test]
fn a_wrong_licence_and_missing_lints_are_named() {
    let package: Value = serde_json::from_str(
        r#"{"name": "ateneu", "license": "MIT", "edition": "2024", "rust_version": "1.95",
            "description": "x"}"#,
    )
    .unwrap();
    assert_eq!(
        complaints(&package, "[package]\n[lints]\n"),
        [
            "ateneu: license is \"MIT\", not \"AGPL-3.0-or-later\"",
            "ateneu: its manifest does not take the workspace's lints",
        ]
    );
}
