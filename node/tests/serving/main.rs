//! A node that runs, and commands beside it: what holds of them alone, and the stories of other
//! tests with a node that runs in every home.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    dead_code,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

#[path = "../voting/backups.rs"]
mod backups;
#[path = "../deliberation/bad_input.rs"]
mod bad_input;
#[path = "../voting/ballots.rs"]
mod ballots;
#[path = "../voting/bundle_bytes.rs"]
mod bundle_bytes;
#[path = "../voting/bundles.rs"]
mod bundles;
#[path = "../deliberation/story.rs"]
mod deliberating;
#[path = "../deliberation/drafts.rs"]
mod drafts;
mod ending;
#[path = "../deliberation/erasing.rs"]
mod erasing;
#[path = "../voting/erasing.rs"]
mod erasing_ballots;
#[path = "../voting/files.rs"]
mod files;
#[path = "../deliberation/finding.rs"]
mod finding;
mod hostile;
#[path = "../deliberation/moderation.rs"]
mod moderation;
#[path = "../voting/node.rs"]
mod node;
#[path = "../deliberation/phases.rs"]
mod phases;
#[path = "../voting/rebuilding.rs"]
mod rebuilding;
#[path = "../voting/rules.rs"]
mod rules;
mod running;
#[path = "../voting/seals.rs"]
mod seals;
mod supervised;
mod surroundings;
mod together;
#[path = "../deliberation/village.rs"]
mod village;
#[path = "../voting/story.rs"]
mod voting;

/// Whether a node runs beside every command.
const SERVED: bool = true;
