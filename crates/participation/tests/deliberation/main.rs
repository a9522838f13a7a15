//! A village that deliberates: proposals, debates, moderation and erasure, on several replicas.
#![allow(
    clippy::unwrap_used,
    clippy::result_large_err,
    clippy::wildcard_enum_match_arm,
    clippy::type_complexity,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    unreachable_pub,
    dead_code,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

#[path = "../participation/delivery.rs"]
mod delivery;
mod finding;
mod gone;
mod histories;
mod interrupted;
mod life;
mod moved;
mod progress;
mod races_deliberation;
mod races_offices;
mod races_people;
mod races_texts;
mod syncing;
#[path = "../participation/village.rs"]
mod village;
mod world;
