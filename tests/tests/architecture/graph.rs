//! Arrows between the crates, and what the cores never reach.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{cargo, none};

/// Each package and the ones of this workspace that it may depend on, lowest first. An arrow that
/// is not here is a decision: write it down in docs/design before adding it.
const ARROWS: &[(&str, &[&str])] = &[
    ("participation-types", &[]),
    ("participation-acts", &["participation-types"]),
    ("participation-log", &["participation-types"]),
    ("participation-keys", &["participation-types"]),
    ("participation-store", &["participation-types"]),
    ("participation-sync", &["participation-types"]),
    ("participation-tally", &["participation-types"]),
    ("participation-decidim", &["participation-types"]),
    ("participation-media", &[]),
    ("participation-search", &[]),
    ("participation-policy", &["participation-types", "participation-acts"]),
    (
        "participation-charter",
        &["participation-types", "participation-acts", "participation-log", "participation-policy"],
    ),
    (
        "participation-poll",
        &[
            "participation-types",
            "participation-acts",
            "participation-log",
            "participation-charter",
            "participation-policy",
            "participation-tally",
        ],
    ),
    ("participation-documents", &["participation-types", "participation-acts"]),
    (
        "participation-deliberation",
        &[
            "participation-types",
            "participation-acts",
            "participation-log",
            "participation-charter",
            "participation-policy",
            "participation-documents",
        ],
    ),
    (FACADE, LIBRARIES),
    // Carries bytes between nodes; it knows no entry and no community but by its id.
    ("participation-network", &["participation-types", "participation-sync"]),
    // Screens: a community in, HTML out.
    ("ateneu-page", &[FACADE, "participation-search", "participation-tally"]),
    (
        "ateneu",
        &[
            FACADE,
            "ateneu-page",
            "participation-decidim",
            "participation-keys",
            "participation-media",
            "participation-network",
            "participation-search",
            "participation-store",
            "participation-sync",
            "participation-tally",
            "participation-types",
        ],
    ),
    ("two-people", &[FACADE]),
    ("web-service", &[FACADE]),
    // Nothing may depend on the tests, and they may depend on everything.
    ("ateneu-tests", TESTED),
];

/// What applications import: it stands on every library of the model. What becomes of a file that
/// somebody uploads (`participation-media`) is for the program that took it.
const FACADE: &str = "participation";

const LIBRARIES: &[&str] = &[
    "participation-types",
    "participation-acts",
    "participation-log",
    "participation-keys",
    "participation-charter",
    "participation-policy",
    "participation-poll",
    "participation-tally",
    "participation-decidim",
    "participation-documents",
    "participation-deliberation",
    "participation-search",
    "participation-store",
    "participation-sync",
];

const TESTED: &[&str] = &[
    "participation-types",
    "participation-acts",
    "participation-log",
    "participation-keys",
    "participation-charter",
    "participation-policy",
    "participation-poll",
    "participation-tally",
    "participation-decidim",
    "participation-documents",
    "participation-deliberation",
    "participation-search",
    "participation-media",
    "participation-network",
    "participation-store",
    "participation-sync",
    FACADE,
    "ateneu",
];

/// Pure crates: time, chance, files and peers are given to them.
pub(crate) const CORES: &[&str] = &[
    "types",
    "acts",
    "log",
    "keys",
    "charter",
    "policy",
    "poll",
    "tally",
    "decidim",
    "media",
    "search",
    "documents",
    "deliberation",
    "sync",
];

/// Cores that stand on Automerge, whose constructors draw an actor at random.
const BY_AUTOMERGE: &[&str] = &["documents", "deliberation"];

/// What would bring a clock, chance, threads, files or a network into a core. `rand_core` is not
/// here: it is only traits.
const NEVER_IN_A_CORE: &[&str] =
    &["tokio", "sled", "rand", "getrandom", "rayon", "libp2p", "mio", "fs2", "tempfile"];

#[test]
fn arrows_between_crates_point_one_way() {
    let graph = workspace_graph(&cargo(&["metadata", "--no-deps", "--format-version", "1"]));
    print!("{}", drawn(&graph));
    none(&complaints(&graph, ARROWS));
    let missing = LIBRARIES.iter().filter(|library| !graph[FACADE].contains(**library));
    none(
        &missing.map(|library| format!("{FACADE} does not stand on {library}")).collect::<Vec<_>>(),
    );
}

#[test]
fn the_table_of_arrows_has_no_cycle() {
    let mut below = BTreeSet::new();
    for (name, allowed) in ARROWS {
        for arrow in *allowed {
            assert!(below.contains(arrow), "{name} -> {arrow}, which is not below it");
        }
        below.insert(*name);
    }
}

#[test]
fn cores_reach_no_clock_chance_files_or_network() {
    let mut found = Vec::new();
    for core in CORES {
        let package = format!("participation-{core}");
        let mut reached = forbidden(&tree(&package), NEVER_IN_A_CORE);
        if BY_AUTOMERGE.contains(core) {
            // An actor drawn at random is replaced before anything is written: crates/documents
            // says where, and its tests hold every derived change to the same hash.
            reached.retain(|name| !["rand", "getrandom"].contains(&name.as_str()));
        }
        found.extend(reached.into_iter().map(|name| format!("{package} reaches {name}")));
    }
    none(&found);
    let store = forbidden(&tree("participation-store"), NEVER_IN_A_CORE);
    assert!(store.contains("sled"), "the store stands on sled: are trees still read rightly?");
}

#[test]
fn the_library_brings_no_runtime_and_no_network() {
    let reached = forbidden(&tree(FACADE), &["tokio", "async-std", "smol", "mio", "libp2p"]);
    none(&reached.into_iter().map(|name| format!("{FACADE} reaches {name}")).collect::<Vec<_>>());
}

/// Every package that this one's code is built from, one a line.
fn tree(package: &str) -> String {
    // `-p` alone resolves features for this package only, not for the workspace together.
    cargo(&["tree", "--locked", "-e", "normal", "--prefix", "none", "-f", "{p}", "-p", package])
}

/// Package to the packages of this workspace that it, or its build script, depends on.
fn workspace_graph(metadata: &str) -> BTreeMap<String, BTreeSet<String>> {
    let metadata: Value = serde_json::from_str(metadata).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let names: BTreeSet<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let below = |package: &Value| {
        let dependencies = package["dependencies"].as_array().expect("a list of dependencies");
        let ours = dependencies
            .iter()
            .filter(|dependency| dependency["kind"] != "dev")
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|name| names.contains(name));
        ours.map(str::to_owned).collect()
    };
    packages.iter().map(|p| (p["name"].as_str().unwrap().to_owned(), below(p))).collect()
}

fn complaints(
    graph: &BTreeMap<String, BTreeSet<String>>,
    arrows: &[(&str, &[&str])],
) -> Vec<String> {
    let mut found = Vec::new();
    for (name, below) in graph {
        let Some((_, allowed)) = arrows.iter().find(|(known, _)| known == name) else {
            found.push(format!("{name} is not in the table of arrows"));
            continue;
        };
        let extra = below.iter().filter(|arrow| !allowed.contains(&arrow.as_str()));
        found.extend(extra.map(|arrow| format!("{name} -> {arrow} is not an allowed arrow")));
    }
    let gone = arrows.iter().filter(|(name, _)| !graph.contains_key(*name));
    found.extend(gone.map(|(name, _)| format!("{name} is in the table and not in the workspace")));
    found
}

/// The graph as text, in the order of the table.
fn drawn(graph: &BTreeMap<String, BTreeSet<String>>) -> String {
    let short = |name: &str| name.trim_start_matches("participation-").to_owned();
    let line = |name: &str| {
        let below = graph.get(name)?.iter().map(|below| short(below)).collect::<Vec<_>>();
        Some(format!("{:>14} -> {}\n", short(name), below.join(", ")))
    };
    ARROWS.iter().filter_map(|(name, _)| line(name)).collect()
}

/// Which of the names stand in the output of `cargo tree`.
fn forbidden(tree: &str, never: &[&str]) -> BTreeSet<String> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|name| never.contains(name)).map(str::to_owned).collect()
}

#[test]
fn a_forbidden_arrow_an_unknown_and_a_lost_package_are_named() {
    let metadata = r#"{"packages": [
        {"name": "low", "dependencies": [{"name": "high", "kind": null}]},
        {"name": "high", "dependencies": [{"name": "low", "kind": "dev"}, {"name": "serde"}]},
        {"name": "new", "dependencies": [{"name": "low", "kind": "build"}]}
    ]}"#;
    let graph = workspace_graph(metadata);
    assert_eq!(
        complaints(&graph, &[("low", &[]), ("high", &[]), ("lost", &[])]),
        [
            "low -> high is not an allowed arrow",
            "new is not in the table of arrows",
            "lost is in the table and not in the workspace",
        ]
    );
    assert!(graph["high"].is_empty(), "a dev-dependency is no arrow");
    assert!(graph["new"].contains("low"), "a build-dependency is one");
}

#[test]
fn a_generator_deep_in_a_tree_is_found() {
    let tree = "participation-log v0.1.0 (/x)\ncurve25519-dalek v5.0.0\ngetrandom v0.4.3 (*)\n";
    assert_eq!(forbidden(tree, NEVER_IN_A_CORE), BTreeSet::from(["getrandom".to_owned()]));
    assert!(forbidden("rand_core v0.10.1\nrandom v1.0.0\n", NEVER_IN_A_CORE).is_empty());
}
