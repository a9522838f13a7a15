//! What each command does.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod budget;
pub(crate) mod bundle;
pub(crate) mod charter;
pub(crate) mod community;
pub(crate) mod completions;
pub(crate) mod count;
pub(crate) mod erase;
pub(crate) mod exchange;
pub(crate) mod init;
pub(crate) mod member;
pub(crate) mod person;
pub(crate) mod poll;
pub(crate) mod rebuild;
pub(crate) mod receipt;
pub(crate) mod rehearse;
pub(crate) mod seal;
mod seats;
pub(crate) mod standing;
pub(crate) mod status;
pub(crate) mod tally;
pub(crate) mod vote;
