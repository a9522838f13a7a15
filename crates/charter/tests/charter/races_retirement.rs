//! Races: retirement of the device she writes on, and what she does at once.

use crate::race::{Deed, Loss, race};
use crate::village::Fate;

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada admits eva
#[test]
fn retirement_and_admit() {
    race(Loss::Retired, Deed::Admit, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada names a new card
#[test]
fn retirement_and_invite() {
    race(Loss::Retired, Deed::Invite, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: eva redeems the card that ada gave her
#[test]
fn retirement_and_redeem() {
    race(Loss::Retired, Deed::Redeem, Fate::Stands);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada names one of two redemptions
#[test]
fn retirement_and_name() {
    race(Loss::Retired, Deed::Name, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada gives cal's slot a new key
#[test]
fn retirement_and_readmit() {
    race(Loss::Retired, Deed::Readmit, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada certifies a tablet
#[test]
fn retirement_and_certify() {
    race(Loss::Retired, Deed::Certify, Fate::Stands);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada proposes
#[test]
fn retirement_and_propose() {
    race(Loss::Retired, Deed::Propose, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada supports R
#[test]
fn retirement_and_support() {
    race(Loss::Retired, Deed::Support, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada signs R
#[test]
fn retirement_and_sign() {
    race(Loss::Retired, Deed::Sign, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada swears never to sign R
#[test]
fn retirement_and_abandon() {
    race(Loss::Retired, Deed::Abandon, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada signs R as a member
#[test]
fn retirement_and_recover() {
    race(Loss::Retired, Deed::Recover, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada repairs her laptop's chain
#[test]
fn retirement_and_repair() {
    race(Loss::Retired, Deed::Repair, Fate::Retired);
}

//     laptop:    r: the telephone stands as far as a
//     telephone: a ── b: ada ends an old device
#[test]
fn retirement_and_retire() {
    race(Loss::Retired, Deed::Retire, Fate::Retired);
}
