//! One module for each rule, or for each family that shares its working out.

pub(crate) mod approval;
pub(crate) mod equal_shares;
pub(crate) mod greedy;
pub(crate) mod plurality;
mod seats;
