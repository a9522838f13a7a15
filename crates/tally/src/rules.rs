//! One module for each rule, or for each family that shares its working out.

pub(crate) mod approval;
pub(crate) mod consent;
pub(crate) mod equal_shares;
mod first;
pub(crate) mod greedy;
pub(crate) mod irv;
pub(crate) mod majority;
pub(crate) mod majority_judgment;
pub(crate) mod pairwise;
pub(crate) mod plurality;
pub(crate) mod quadratic;
pub(crate) mod score;
mod seats;
pub(crate) mod stv;
pub(crate) mod supports;
pub(crate) mod two_round;
