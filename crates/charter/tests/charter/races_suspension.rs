//! Races: a revision suspends her slot, and what ada does at once.

use crate::race::{Deed, Loss, race};
use crate::village::Fate;

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada admits eva, naming P
#[test]
fn suspension_and_admit() {
    race(Loss::Suspended, Deed::Admit, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada names a new card, naming P
#[test]
fn suspension_and_invite() {
    race(Loss::Suspended, Deed::Invite, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: eva redeems the card that ada gave her, naming P
#[test]
fn suspension_and_redeem() {
    race(Loss::Suspended, Deed::Redeem, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada names one of two redemptions, naming P
#[test]
fn suspension_and_name() {
    race(Loss::Suspended, Deed::Name, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada gives cal's slot a new key, naming P
#[test]
fn suspension_and_readmit() {
    race(Loss::Suspended, Deed::Readmit, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada certifies a tablet, naming P
#[test]
fn suspension_and_certify() {
    race(Loss::Suspended, Deed::Certify, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada proposes, naming P
#[test]
fn suspension_and_propose() {
    race(Loss::Suspended, Deed::Propose, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada supports R, naming P
#[test]
fn suspension_and_support() {
    race(Loss::Suspended, Deed::Support, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada signs R, naming P
#[test]
fn suspension_and_sign() {
    race(Loss::Suspended, Deed::Sign, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada swears never to sign R, naming P
#[test]
fn suspension_and_abandon() {
    race(Loss::Suspended, Deed::Abandon, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada signs R as a member, naming P
#[test]
fn suspension_and_recover() {
    race(Loss::Suspended, Deed::Recover, Fate::Late);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada repairs her laptop's chain, naming P
#[test]
fn suspension_and_repair() {
    race(Loss::Suspended, Deed::Repair, Fate::Stands);
}

//     P ─── C: ada's slot is suspended; the frontier ends at a
//      \
//       a ── b: ada ends an old device, naming P
#[test]
fn suspension_and_retire() {
    race(Loss::Suspended, Deed::Retire, Fate::Stands);
}
