//! Races: fork of the chain she writes in, and what she does at once.

use crate::race::{Deed, Loss, race};
use crate::village::Fate;

//     a ── b: ada admits eva
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_admit() {
    race(Loss::Forked, Deed::Admit, Fate::Forked);
}

//     a ── b: ada names a new card
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_invite() {
    race(Loss::Forked, Deed::Invite, Fate::Forked);
}

//     a ── b: eva redeems the card that ada gave her
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_redeem() {
    race(Loss::Forked, Deed::Redeem, Fate::Stands);
}

//     a ── b: ada names one of two redemptions
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_name() {
    race(Loss::Forked, Deed::Name, Fate::Forked);
}

//     a ── b: ada gives cal's slot a new key
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_readmit() {
    race(Loss::Forked, Deed::Readmit, Fate::Forked);
}

//     a ── b: ada certifies a tablet
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_certify() {
    race(Loss::Forked, Deed::Certify, Fate::Stands);
}

//     a ── b: ada proposes
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_propose() {
    race(Loss::Forked, Deed::Propose, Fate::Forked);
}

//     a ── b: ada supports R
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_support() {
    race(Loss::Forked, Deed::Support, Fate::Forked);
}

//     a ── b: ada signs R
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_sign() {
    race(Loss::Forked, Deed::Sign, Fate::Forked);
}

//     a ── b: ada swears never to sign R
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_abandon() {
    race(Loss::Forked, Deed::Abandon, Fate::Forked);
}

//     a ── b: ada signs R as a member
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_recover() {
    race(Loss::Forked, Deed::Recover, Fate::Forked);
}

//     a ── b: ada repairs her laptop's chain
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_repair() {
    race(Loss::Forked, Deed::Repair, Fate::Forked);
}

//     a ── b: ada ends an old device
//      \
//      c: ada names another card, at the same place
#[test]
fn fork_and_retire() {
    race(Loss::Forked, Deed::Retire, Fate::Forked);
}
