//! The charter and the census, held to what they promise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod asking;
mod attacks_census;
mod attacks_charter;
mod attacks_strangers;
mod attacks_thirds;
mod belonging;
mod history;
mod listings;
mod properties;
mod quorums;
mod race;
mod races_branches;
mod races_cards;
mod races_devices;
mod races_end_of_role;
mod races_fork;
mod races_loss_of_seat;
mod races_lost_branch;
mod races_raise;
mod races_retirement;
mod races_revocation;
mod races_suspension;
mod renewals;
mod rolls;
mod strangers;
mod table;
mod village;
