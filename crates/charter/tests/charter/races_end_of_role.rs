//! Races: a revision ends her role of registrar, and what ada does at once.

use crate::race::{Deed, Loss, race};
use crate::village::Fate;

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada admits eva, naming P
#[test]
fn end_of_role_and_admit() {
    race(Loss::RoleEnded, Deed::Admit, Fate::Late);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada names a new card, naming P
#[test]
fn end_of_role_and_invite() {
    race(Loss::RoleEnded, Deed::Invite, Fate::Late);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: eva redeems the card that ada gave her, naming P
#[test]
fn end_of_role_and_redeem() {
    race(Loss::RoleEnded, Deed::Redeem, Fate::Stands);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada names one of two redemptions, naming P
#[test]
fn end_of_role_and_name() {
    race(Loss::RoleEnded, Deed::Name, Fate::Late);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada gives cal's slot a new key, naming P
#[test]
fn end_of_role_and_readmit() {
    race(Loss::RoleEnded, Deed::Readmit, Fate::Late);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada certifies a tablet, naming P
#[test]
fn end_of_role_and_certify() {
    race(Loss::RoleEnded, Deed::Certify, Fate::Stands);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada proposes, naming P
#[test]
fn end_of_role_and_propose() {
    race(Loss::RoleEnded, Deed::Propose, Fate::Stands);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada supports R, naming P
#[test]
fn end_of_role_and_support() {
    race(Loss::RoleEnded, Deed::Support, Fate::Stands);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada signs R, naming P
#[test]
fn end_of_role_and_sign() {
    race(Loss::RoleEnded, Deed::Sign, Fate::Stands);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada swears never to sign R, naming P
#[test]
fn end_of_role_and_abandon() {
    race(Loss::RoleEnded, Deed::Abandon, Fate::Stands);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada signs R as a member, naming P
#[test]
fn end_of_role_and_recover() {
    race(Loss::RoleEnded, Deed::Recover, Fate::Stands);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada repairs her laptop's chain, naming P
#[test]
fn end_of_role_and_repair() {
    race(Loss::RoleEnded, Deed::Repair, Fate::Stands);
}

//     P ─── C: ada is registrar no more; the frontier ends at a
//      \
//       a ── b: ada ends an old device, naming P
#[test]
fn end_of_role_and_retire() {
    race(Loss::RoleEnded, Deed::Retire, Fate::Stands);
}
