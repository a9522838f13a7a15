//! Races: a revision removes her from the census, and what ada does at once.

use crate::race::{Deed, Loss, race};
use crate::village::Fate;

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada admits eva, naming P
#[test]
fn revocation_and_admit() {
    race(Loss::Revoked, Deed::Admit, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada names a new card, naming P
#[test]
fn revocation_and_invite() {
    race(Loss::Revoked, Deed::Invite, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: eva redeems the card that ada gave her, naming P
#[test]
fn revocation_and_redeem() {
    race(Loss::Revoked, Deed::Redeem, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada names one of two redemptions, naming P
#[test]
fn revocation_and_name() {
    race(Loss::Revoked, Deed::Name, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada gives cal's slot a new key, naming P
#[test]
fn revocation_and_readmit() {
    race(Loss::Revoked, Deed::Readmit, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada certifies a tablet, naming P
#[test]
fn revocation_and_certify() {
    race(Loss::Revoked, Deed::Certify, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada proposes, naming P
#[test]
fn revocation_and_propose() {
    race(Loss::Revoked, Deed::Propose, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada supports R, naming P
#[test]
fn revocation_and_support() {
    race(Loss::Revoked, Deed::Support, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada signs R, naming P
#[test]
fn revocation_and_sign() {
    race(Loss::Revoked, Deed::Sign, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada swears never to sign R, naming P
#[test]
fn revocation_and_abandon() {
    race(Loss::Revoked, Deed::Abandon, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada signs R as a member, naming P
#[test]
fn revocation_and_recover() {
    race(Loss::Revoked, Deed::Recover, Fate::Late);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada repairs her laptop's chain, naming P
#[test]
fn revocation_and_repair() {
    race(Loss::Revoked, Deed::Repair, Fate::Stands);
}

//     P ─── C: ada's slot is revoked; the frontier ends at a
//      \
//       a ── b: ada ends an old device, naming P
#[test]
fn revocation_and_retire() {
    race(Loss::Revoked, Deed::Retire, Fate::Stands);
}
