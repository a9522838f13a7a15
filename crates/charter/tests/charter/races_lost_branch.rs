//! Races: lost branch of the charter, which she followed.

use crate::race::{Deed, Loss, race};
use crate::village::Fate;

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada admits eva, naming L
#[test]
fn lost_branch_and_admit() {
    race(Loss::BranchLost, Deed::Admit, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada names a new card, naming L
#[test]
fn lost_branch_and_invite() {
    race(Loss::BranchLost, Deed::Invite, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: eva redeems the card that ada gave her, naming L
#[test]
fn lost_branch_and_redeem() {
    race(Loss::BranchLost, Deed::Redeem, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada names one of two redemptions, naming L
#[test]
fn lost_branch_and_name() {
    race(Loss::BranchLost, Deed::Name, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada gives cal's slot a new key, naming L
#[test]
fn lost_branch_and_readmit() {
    race(Loss::BranchLost, Deed::Readmit, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada certifies a tablet, naming L
#[test]
fn lost_branch_and_certify() {
    race(Loss::BranchLost, Deed::Certify, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada proposes, naming L
#[test]
fn lost_branch_and_propose() {
    race(Loss::BranchLost, Deed::Propose, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada supports R, naming L
#[test]
fn lost_branch_and_support() {
    race(Loss::BranchLost, Deed::Support, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada signs R, naming L
#[test]
fn lost_branch_and_sign() {
    race(Loss::BranchLost, Deed::Sign, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada swears never to sign R, naming L
#[test]
fn lost_branch_and_abandon() {
    race(Loss::BranchLost, Deed::Abandon, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada signs R as a member, naming L
#[test]
fn lost_branch_and_recover() {
    race(Loss::BranchLost, Deed::Recover, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada repairs her laptop's chain, naming L
#[test]
fn lost_branch_and_repair() {
    race(Loss::BranchLost, Deed::Repair, Fate::NotInForce);
}

//     P ─── W ◀─ bo, di, eli
//      \
//      L ◀─ b: ada ends an old device, naming L
#[test]
fn lost_branch_and_retire() {
    race(Loss::BranchLost, Deed::Retire, Fate::NotInForce);
}
