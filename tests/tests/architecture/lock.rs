//! What Cargo.lock resolves to.

use std::fs;

use crate::{none, root};

#[test]
fn there_is_one_curve_stack_and_one_store() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock is committed");
    none(&complaints(&lock));
}

/// Two versions of a curve would mean two sets of accepted signatures, and two nodes that
/// disagree. sled is held because its file format and its flush were measured at this version.
fn complaints(lock: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["curve25519-dalek", "ed25519-dalek"] {
        let mut versions = versions(lock, name);
        versions.retain(|version| !is_for_noise_alone(lock, name, version));
        if versions.len() != 1 {
            found.push(format!("{name} has {} versions: {}", versions.len(), versions.join(", ")));
        }
    }
    let sled = versions(lock, "sled");
    if sled != ["0.34.7"] {
        found.push(format!("sled is to be 0.34.7, found: {}", sled.join(", ")));
    }
    found
}

/// libp2p's Noise agrees on the key of one connection with an older curve. Nothing that two nodes
/// must agree on is computed with it.
fn is_for_noise_alone(lock: &str, name: &str, version: &str) -> bool {
    let dependency = format!(" \"{name} {version}\"");
    let mut users = lock.split("[[package]]").filter(|package| package.contains(&dependency));
    let by_noise = |package: &str| {
        ["name = \"snow\"", "name = \"x25519-dalek\""].iter().any(|user| package.contains(user))
    };
    users.next().is_some_and(by_noise) && users.all(by_noise)
}

fn versions<'a>(lock: &'a str, name: &str) -> Vec<&'a str> {
    let value = |line: &'a str, key: &str| {
        line.strip_prefix(key)?
            .trim_start()
            .strip_prefix('=')?
            .trim()
            .strip_prefix('"')?
            .strip_suffix('"')
    };
    let packages = lock.split("[[package]]").skip(1);
    let named = packages.filter(|package| {
        package.lines().find_map(|line| value(line, "name")).is_some_and(|found| found == name)
    });
    named.filter_map(|package| package.lines().find_map(|line| value(line, "version"))).collect()
}

#[test]
fn a_second_curve_and_another_sled_are_named() {
    let package = |name: &str, version: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n\n")
    };
    let good = package("curve25519-dalek", "5.0.0")
        + &package("curve25519-dalek-derive", "0.1.1")
        + &package("ed25519-dalek", "3.0.0")
        + &package("sled", "0.34.7");
    assert!(complaints(&good).is_empty());
    let bad = good.replace("0.34.7", "1.0.0") + &package("curve25519-dalek", "4.1.3");
    assert_eq!(
        complaints(&bad),
        ["curve25519-dalek has 2 versions: 5.0.0, 4.1.3", "sled is to be 0.34.7, found: 1.0.0"]
    );
}
