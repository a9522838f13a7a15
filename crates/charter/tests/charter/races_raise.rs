//! Races: raise of the frontier that took it away.

use crate::race::{Deed, Loss, race};
use crate::village::Fate;

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada admits eva, naming P
#[test]
fn raise_and_admit() {
    race(Loss::Raised, Deed::Admit, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada names a new card, naming P
#[test]
fn raise_and_invite() {
    race(Loss::Raised, Deed::Invite, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: eva redeems the card that ada gave her, naming P
#[test]
fn raise_and_redeem() {
    race(Loss::Raised, Deed::Redeem, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada names one of two redemptions, naming P
#[test]
fn raise_and_name() {
    race(Loss::Raised, Deed::Name, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada gives cal's slot a new key, naming P
#[test]
fn raise_and_readmit() {
    race(Loss::Raised, Deed::Readmit, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada certifies a tablet, naming P
#[test]
fn raise_and_certify() {
    race(Loss::Raised, Deed::Certify, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada proposes, naming P
#[test]
fn raise_and_propose() {
    race(Loss::Raised, Deed::Propose, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada supports R, naming P
#[test]
fn raise_and_support() {
    race(Loss::Raised, Deed::Support, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada signs R, naming P
#[test]
fn raise_and_sign() {
    race(Loss::Raised, Deed::Sign, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada swears never to sign R, naming P
#[test]
fn raise_and_abandon() {
    race(Loss::Raised, Deed::Abandon, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada signs R as a member, naming P
#[test]
fn raise_and_recover() {
    race(Loss::Raised, Deed::Recover, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada repairs her laptop's chain, naming P
#[test]
fn raise_and_repair() {
    race(Loss::Raised, Deed::Repair, Fate::Stands);
}

//     P ─── C: seat, role and slot end at a ─── D: all raised to b
//      \
//      a ── b: ada ends an old device, naming P
#[test]
fn raise_and_retire() {
    race(Loss::Raised, Deed::Retire, Fate::Stands);
}
