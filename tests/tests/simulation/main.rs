//! A village in which everything goes wrong that can, from one number.
//!
//! `SIM_SEED=… cargo nextest run -p ateneu-tests --test simulation replay` runs one world again;
//! with `SIM_JOURNAL=file` what happened in it is written to a file. `docs/simulator.md` says the rest.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise"
)]

mod adversaries;
mod chance;
mod deeds;
mod disk;
mod invariants;
mod journal;
mod line;
mod node;
mod people;
mod reach;
mod runs;
mod schedule;
mod world;
